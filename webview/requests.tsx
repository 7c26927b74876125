import type {
  KnownRequests,
  PanelLabels,
  RequestsState,
  RequestWeekState,
  TimeAxis,
  WorkBranchState,
  WorkState,
} from '../src/protocol';
import { DataTable } from './dataTable';
import { Disclosure } from './disclosure';
import { Figures } from './figures';
import { useKept } from './kept';
import { Measured } from './measured';
import { pickWeek, useFollowing } from './pageWeek';
import { RequestList } from './requestList';
import { steady } from './steady';
import { ThroughputChart } from './throughputChart';

export interface RequestsProps {
  requests: RequestsState;
  labels: PanelLabels;
  /** Asks for the week before or after. */
  onTurn: (weeks: -1 | 1) => void;
}

/** The requests of a repository, or that they are not known. */
export const Requests = steady(function Requests({ requests, ...rest }: RequestsProps) {
  if (requests.kind === 'known') return <Known requests={requests} {...rest} />;
  return (
    <section class="requestSection" aria-labelledby="requests">
      <h2 id="requests">{requests.title}</h2>
      <p class="quiet">{requests.text}</p>
    </section>
  );
});

type KnownProps = Omit<RequestsProps, 'requests'> & { requests: KnownRequests };

function Known({ requests, labels, onTurn }: KnownProps) {
  const { title, nothing, caveats, week, latest, throughput, work, measured } = requests;
  const { box, takesFocus } = useFollowing(week?.week);
  const quiet = [...caveats, ...(week?.onboarding ? [week.onboarding] : [])];

  return (
    <section class="requestSection" aria-labelledby="requests">
      <h2 id="requests">{title}</h2>
      <p class="sentence">{nothing ?? week?.sentence}</p>
      {quiet.map(text => (
        <p key={text} class="quiet">
          {text}
        </p>
      ))}
      <div ref={box}>
        {latest && (
          <p class="latest">
            <span class="quiet">{latest.text}</span>
            <vscode-button appearance="secondary" onClick={() => pickWeek(latest.week)}>
              {latest.label}
            </vscode-button>
          </p>
        )}
        {week?.axis && <Evidence {...{ week, axis: week.axis, requests, labels, takesFocus, onTurn }} />}
      </div>
      {week && week.figures.length > 0 && <Figures figures={week.figures} />}
      <div class="pair">
        {throughput && <ThroughputChart throughput={throughput} selected={week?.week ?? null} onSelect={pickWeek} />}
        <Work work={work} />
      </div>
      <Measured of="requests" measured={measured} />
    </section>
  );
}

interface EvidenceProps extends KnownProps {
  week: RequestWeekState;
  axis: TimeAxis;
  takesFocus: boolean;
}

/** The week's requests as a list or as a table. */
function Evidence({ week, axis, requests, labels, takesFocus, onTurn }: EvidenceProps) {
  const [asTable, setAsTable] = useKept('requests table');
  const table = { ...requests.labels.table, rows: week.requests.map(({ cells }) => cells) };
  return (
    <>
      <div class="evidence">
        {asTable ? (
          <DataTable table={table} />
        ) : (
          <RequestList {...{ week, axis, labels: requests.labels, onTurn, focusRequest: takesFocus }} />
        )}
      </div>
      <vscode-button class="action" appearance="secondary" onClick={() => setAsTable(!asTable)}>
        {asTable ? labels.showChart : labels.showTable}
      </vscode-button>
    </>
  );
}

function Work({ work: { title, nothing, branches, folded } }: { work: WorkState }) {
  return (
    <div>
      <h3>{title}</h3>
      {nothing && <p>{nothing}</p>}
      <Branches branches={branches} />
      {folded && (
        <Disclosure class="folded" name="branches" title={folded.title}>
          <Branches branches={folded.branches} />
        </Disclosure>
      )}
    </div>
  );
}

function Branches({ branches }: { branches: WorkBranchState[] }) {
  if (branches.length === 0) return null;
  return (
    <ul class="branches">
      {branches.map(({ names, text, bloat }) => (
        <li key={`${names[0]} ${text}`}>
          {names.map(name => (
            <p key={name} class="oneLine" title={name}>
              <bdi>{name}</bdi>
            </p>
          ))}
          <p class="quiet">{text}</p>
          {bloat && <p class="bloat">{bloat}</p>}
        </li>
      ))}
    </ul>
  );
}
