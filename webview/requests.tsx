import { useRef, useState } from 'preact/hooks';
import type {
  KnownRequests,
  PanelLabels,
  RequestsState,
  RequestWeekState,
  WorkBranchState,
  WorkState,
} from '../src/protocol';
import { DataTable } from './dataTable';
import { Figures } from './figures';
import { keep, view } from './host';
import { Measured } from './measured';
import { RequestList } from './requestList';
import { ThroughputChart } from './throughputChart';
import { WeekPicker } from './weekPicker';

export interface RequestsProps {
  requests: RequestsState;
  labels: PanelLabels;
}

/** The requests of a repository. While they are read anew those that were known stay, so that nothing jumps. */
export function Requests({ requests, labels }: RequestsProps) {
  const last = useRef<KnownRequests | null>(null);
  if (requests.kind === 'known') last.current = requests;
  if (last.current) return <Known requests={last.current} labels={labels} />;
  return (
    <section class="requestSection unread" aria-labelledby="requests">
      <h2 id="requests">{requests.title}</h2>
      {requests.kind === 'reading' && <p class="quiet">{requests.text}</p>}
    </section>
  );
}

function Known({ requests, labels }: { requests: KnownRequests; labels: PanelLabels }) {
  const { title, nothing, caveats, weeks, throughput, work, measured } = requests;
  const [picked, setPicked] = useState(view.requestWeek);
  const [focusRequest, setFocusRequest] = useState(false);
  const picker = useRef<HTMLDivElement>(null);
  const found = weeks.findIndex(({ week }) => week === picked);
  const at = found < 0 ? weeks.findIndex(({ week }) => week === requests.week) : found;
  const shown = weeks[at];
  const turn = (by: -1 | 1, requestHasFocus: boolean) => {
    const next = weeks[at + by];
    if (!next) return;
    const requestWeek = next.week === requests.week ? null : next.week;
    keep({ requestWeek });
    setPicked(requestWeek);
    setFocusRequest(requestHasFocus);
    if (requestHasFocus && !next.axis) picker.current?.querySelector('button')?.focus();
  };

  return (
    <section class="requestSection" aria-labelledby="requests">
      <div class="heading">
        <h2 id="requests">{title}</h2>
        {weeks.length > 1 && (
          <WeekPicker {...{ at, weeks, labels: requests.labels, picker }} turn={by => turn(by, false)} />
        )}
      </div>
      <p class="sentence">{nothing ?? shown?.sentence}</p>
      {[...caveats, ...(shown?.onboarding ? [shown.onboarding] : [])].map(text => (
        <p key={text} class="quiet">
          {text}
        </p>
      ))}
      {shown && (
        <>
          <Evidence {...{ week: shown, requests, labels, focusRequest }} onTurn={by => turn(by, true)} />
          <Figures figures={shown.figures} />
        </>
      )}
      <div class="pair">
        {throughput && shown && <ThroughputChart throughput={throughput} selected={shown.week} />}
        <Work work={work} />
      </div>
      <Measured
        measured={measured}
        open={view.requestsMeasuredOpen}
        onToggle={requestsMeasuredOpen => keep({ requestsMeasuredOpen })}
      />
    </section>
  );
}

interface EvidenceProps extends Omit<RequestsProps, 'requests'> {
  week: RequestWeekState;
  requests: KnownRequests;
  focusRequest: boolean;
  onTurn: (weeks: -1 | 1) => void;
}

/** The week's requests as a list or as a table. */
function Evidence({ week, requests, labels, focusRequest, onTurn }: EvidenceProps) {
  const [asTable, setAsTable] = useState(view.requestsAsTable);
  const toggle = () => {
    keep({ requestsAsTable: !asTable });
    setAsTable(!asTable);
  };
  if (!week.axis) return <p class="evidence quiet">{requests.labels.noRequests}</p>;
  const table = { ...requests.labels.table, rows: week.requests.map(({ cells }) => cells) };
  return (
    <>
      <div class="evidence">
        {!asTable && (
          <RequestList key={week.week} {...{ week, axis: week.axis, labels: requests.labels, onTurn, focusRequest }} />
        )}
        <DataTable table={table} hidden={!asTable} />
      </div>
      <vscode-button class="action" appearance="secondary" onClick={toggle}>
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
        <details class="folded">
          <summary>{folded.title}</summary>
          <Branches branches={folded.branches} />
        </details>
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
