import type {
  AiState,
  BalanceState,
  DurabilityState,
  Fact,
  FlowEvidence,
  FlowState,
  GroundState,
  KnownRequests,
  RequestsState,
  RequestWeekState,
  SummaryState,
  Table,
  TakenWeek,
  TimeAxis,
  WorkBranchState,
  WorkState,
} from '../src/protocol';
import { ChurnChart } from './churnChart';
import { DataTable } from './dataTable';
import { Legend as DayLegend, rowHeight, Strip, useDays } from './dayStrips';
import { Figures } from './figures';
import { FlowFigures } from './flowFigures';
import { PairChart } from './pairChart';
import { AxisDays, Legend as RequestLegend, Row, useWays } from './requestList';
import { ThroughputChart } from './throughputChart';
import { WeekDetails } from './weekDetails';

export interface TakenPageProps {
  week: TakenWeek;
  /** Whether it is only seen: without what a screen reader is told, and how everything is measured. */
  asPicture: boolean;
}

/** The week to be taken along: the panel's charts and sentences as one still page, without anything to press. */
export function TakenPage({ week: { title, about, labels, locale, ...week }, asPicture }: TakenPageProps) {
  const { flow, sections, answers, measured, origin } = week;
  return (
    <main class="taken">
      <header>
        <h1>{title}</h1>
        <p class="quiet">
          {about.map((text, at) => (
            <span key={text}>
              {at > 0 && ' · '}
              <bdi>{text}</bdi>
            </span>
          ))}
        </p>
      </header>
      {sections && <Summary summary={sections.summary} />}
      {flow && <Flow flow={flow} asPicture={asPicture} />}
      {sections && (
        <>
          <Durability {...{ labels, locale, asPicture }} durability={sections.durability} />
          <Requests requests={sections.requests} asPicture={asPicture} />
          <Balance balance={sections.balance} asPicture={asPicture} />
          <Ground ground={sections.ground} />
          <AiLens ai={sections.ai} />
        </>
      )}
      {answers && (
        <section>
          <h2>{answers.title}</h2>
          <Points facts={answers.facts} />
        </section>
      )}
      {!asPicture && (
        <section class="appendix">
          <h2>{measured.title}</h2>
          {measured.sections.map(({ title, points }) => (
            <div key={title}>
              <h3>{title}</h3>
              <Points facts={points} />
            </div>
          ))}
        </section>
      )}
      <footer class="quiet">{origin}</footer>
    </main>
  );
}

/** What it is, and beside it what is said of it. */
function Points({ facts }: { facts: Fact[] }) {
  return (
    <dl class="measured">
      {facts.map(({ term, text }) => (
        <div key={term} class="point">
          <dt>{term}</dt>
          <dd>
            <bdi>{text}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** A chart's table: for who does not see the chart. */
function Unseen({ table, asPicture }: { table: Table; asPicture: boolean }) {
  return asPicture ? null : <DataTable table={table} hidden />;
}

function Summary({ summary: { week, labels, caveat } }: { summary: SummaryState }) {
  return (
    <section>
      <p class="sentence opening">{week.sentence}</p>
      {week.notes.length > 0 && (
        <ul class="notes" aria-label={labels.notes}>
          {week.notes.map(note => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      {caveat && <p class="quiet">{caveat}</p>}
      {week.rests.length > 0 && (
        <p class="quiet rests">{week.rests.map(({ term, text }) => `${term}: ${text}`).join(' ')}</p>
      )}
    </section>
  );
}

function Flow({ flow: { title, week, labels }, asPicture }: { flow: FlowState; asPicture: boolean }) {
  const { sentence, evidence } = week;
  const rows = evidence?.days.flatMap(({ name, blocks }) =>
    blocks.flatMap(({ cells }) => (cells ? [[name, ...cells]] : [])),
  );
  return (
    <section>
      <h2>{title}</h2>
      <p class="sentence">{sentence}</p>
      {evidence && (
        <>
          <Days evidence={evidence}>
            <DayLegend days={evidence.days} labels={labels} />
          </Days>
          <Unseen table={{ ...labels.table, rows: rows ?? [] }} asPicture={asPicture} />
          <FlowFigures evidence={evidence} />
        </>
      )}
    </section>
  );
}

function Days({ evidence: { axis, days }, children }: { evidence: FlowEvidence; children: preact.ComponentChildren }) {
  const { ref, width, layout } = useDays(axis);
  return (
    <figure class="strips evidence">
      {days.map((day, at) => (
        <div key={day.name} class="day">
          <span class="name">{day.name}</span>
          <div class="track" ref={at === 0 ? ref : null} style={{ height: `${rowHeight}px` }}>
            {width > 0 && <Strip day={day} layout={layout} told={null} />}
          </div>
          <span class={day.blocks.length > 0 ? 'total' : 'total quiet'}>{day.total}</span>
        </div>
      ))}
      <div class="day hours" aria-hidden="true">
        <span class="name" />
        <svg class="track picture" width="100%" height={20} aria-hidden="true">
          {layout.ticks.map(({ x, text }) => (
            <text key={text} class="tick" x={x} y={14} text-anchor="middle">
              {text}
            </text>
          ))}
        </svg>
      </div>
      {children}
    </figure>
  );
}

type DurabilityProps = Pick<TakenWeek, 'labels' | 'locale'> & { durability: DurabilityState; asPicture: boolean };

function Durability({ durability, labels, locale, asPicture }: DurabilityProps) {
  const { title, sentence, caveats, nothing, week, weeks, baseline, table } = durability;
  return (
    <section>
      <h2>{title}</h2>
      <p class="sentence">{sentence}</p>
      {[...caveats, ...(nothing === null ? [] : [nothing])].map(text => (
        <p key={text} class="quiet">
          {text}
        </p>
      ))}
      {weeks.length > 0 && (
        <div class={week ? 'beside' : ''}>
          <div class="evidence">
            <ChurnChart {...{ weeks, baseline, labels, locale }} selected={week?.week ?? null} />
            <Unseen table={table} asPicture={asPicture} />
          </div>
          {week && <WeekDetails week={week} labels={labels} />}
        </div>
      )}
    </section>
  );
}

function Requests({ requests, asPicture }: { requests: RequestsState; asPicture: boolean }) {
  if (requests.kind === 'known') return <Known requests={requests} asPicture={asPicture} />;
  return (
    <section>
      <h2>{requests.title}</h2>
      <p class="quiet">{requests.text}</p>
    </section>
  );
}

function Known({ requests, asPicture }: { requests: KnownRequests; asPicture: boolean }) {
  const { title, nothing, caveats, week, throughput, work, labels } = requests;
  const quiet = [...caveats, ...(week?.onboarding ? [week.onboarding] : [])];
  return (
    <section class="requestSection">
      <h2>{title}</h2>
      <p class="sentence">{nothing ?? week?.sentence}</p>
      {quiet.map(text => (
        <p key={text} class="quiet">
          {text}
        </p>
      ))}
      {week?.axis && (
        <>
          <Ways week={week} axis={week.axis}>
            <RequestLegend requests={week.requests} labels={labels} />
          </Ways>
          <Unseen table={{ ...labels.table, rows: week.requests.map(({ cells }) => cells) }} asPicture={asPicture} />
        </>
      )}
      {week && week.figures.length > 0 && <Figures figures={week.figures} />}
      <div class="pair">
        {throughput && <ThroughputChart throughput={throughput} selected={week?.week ?? null} />}
        <Work work={work} />
      </div>
    </section>
  );
}

interface WaysProps {
  week: RequestWeekState;
  axis: TimeAxis;
  children: preact.ComponentChildren;
}

function Ways({ week: { requests }, axis, children }: WaysProps) {
  const { ref, width, layout } = useWays(axis);
  return (
    <figure class="requests evidence">
      {requests.map(request => (
        <div key={request.key} class="request">
          <Row request={request} layout={width > 0 ? layout : null} />
        </div>
      ))}
      <AxisDays box={ref} {...{ layout, width }} />
      {children}
    </figure>
  );
}

function Work({ work: { title, nothing, branches, folded } }: { work: WorkState }) {
  return (
    <div>
      <h3>{title}</h3>
      {nothing && <p>{nothing}</p>}
      {branches.length > 0 && (
        <ul class="branches">
          {branches.map(branch => (
            <Branch key={branch.names[0]} branch={branch} />
          ))}
        </ul>
      )}
      {folded && <p class="quiet rests">{folded.title}</p>}
    </div>
  );
}

function Branch({ branch: { names, text, bloat } }: { branch: WorkBranchState }) {
  return (
    <li>
      {names.map(name => (
        <p key={name}>
          <bdi>{name}</bdi>
        </p>
      ))}
      <p class="quiet">{text}</p>
      {bloat && <p class="bloat">{bloat}</p>}
    </li>
  );
}

function Balance({ balance, asPicture }: { balance: BalanceState; asPicture: boolean }) {
  const { title, intro, reading, pairs } = balance;
  return (
    <section>
      <h2>{title}</h2>
      <p class="quiet intro">{reading ?? intro}</p>
      <div class="tensions">
        {pairs.map(({ pair, title, word, judged, sentence, rests, week, chart }) => (
          <div key={pair} class="tension">
            <h3>{title}</h3>
            <p class={judged ? 'word' : 'word quiet'}>{word}</p>
            <p>{sentence}</p>
            {rests && <p class="quiet">{rests}</p>}
            {chart && (
              <div class="evidence">
                <PairChart chart={chart} judged={judged ? week : null} />
                <Unseen table={chart.table} asPicture={asPicture} />
              </div>
            )}
          </div>
        ))}
      </div>
    </section>
  );
}

function Ground({ ground: { title, sentence, weeks, oldCode, wayIn } }: { ground: GroundState }) {
  const told = [oldCode, ...(wayIn ? [wayIn] : [])].map(({ title, text }) => ({ term: title, text }));
  return (
    <section>
      <h2>{title}</h2>
      <p class="sentence">{sentence}</p>
      <Points facts={[...weeks, ...told]} />
    </section>
  );
}

function AiLens({ ai: { title, sentence, table, marks, typed } }: { ai: AiState }) {
  return (
    <section>
      <h2>{title}</h2>
      <p class="sentence">{sentence}</p>
      {marks && <p class="quiet">{marks}</p>}
      {table && <DataTable table={table} />}
      {typed && <Points facts={[{ term: typed.title, text: typed.text }]} />}
    </section>
  );
}
