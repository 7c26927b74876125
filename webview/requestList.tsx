import { useMemo } from 'preact/hooks';
import type { RequestLabels, RequestState, RequestWeekState, TimeAxis } from '../src/protocol';
import { useWidth } from './elementWidth';
import { indexAfter } from './listKeys';
import { type Bar, dayLabel, type RequestListLayout, requestListLayout } from './requestListLayout';
import { useRovingList } from './rovingList';
import { steady } from './steady';

/** Pixels of a strip. */
const height = 24;
const middle = height / 2;
const barHeight = 8;
const radius = 4.5;

export interface RequestListProps {
  week: RequestWeekState;
  axis: TimeAxis;
  labels: RequestLabels;
  onTurn: (weeks: -1 | 1) => void;
  /** Whether a request takes the focus when the week is another: the keyboard was on one of the week before. */
  focusRequest: boolean;
}

/** Where the requests' ways go in an element. */
export function useWays(axis: TimeAxis) {
  const [ref, width, roomFor] = useWidth();
  const layout = useMemo(() => {
    const days = axis.days.map(({ text }) => text);
    return requestListLayout(axis, width, roomFor(days, dayLabel));
  }, [axis, width, roomFor]);
  return { ref, width, layout };
}

/** A week's requests, each with its way from the first commit to the landing, all on one axis. */
export const RequestList = steady(function RequestList({
  week: { week, requests },
  axis,
  labels,
  onTurn,
  focusRequest,
}: RequestListProps) {
  const { ref, width, layout } = useWays(axis);
  const list = useRovingList({
    of: week,
    entries: requests,
    start: requests[0],
    after: (key, at) => indexAfter(key, at, requests.length, 'vertical'),
    onTurn,
    takesFocus: focusRequest,
  });
  const { told } = list;

  return (
    <figure class="requests">
      <div role="listbox" aria-label={labels.requests} aria-orientation="vertical" tabIndex={-1}>
        {requests.map(request => (
          <div
            key={request.key}
            class="request"
            role="option"
            aria-selected={list.isChosen(request.key)}
            tabIndex={list.tabIndexOf(request.key)}
            {...list.entry(request.key)}
          >
            <Row request={request} layout={width > 0 ? layout : null} />
          </div>
        ))}
      </div>
      <AxisDays box={ref} {...{ layout, width }} />
      <p class={told ? 'told' : 'told quiet'} aria-hidden="true">
        {told?.text ?? labels.hint}
      </p>
      <Legend requests={requests} labels={labels} />
    </figure>
  );
});

interface AxisDaysProps {
  box: ReturnType<typeof useWidth>[0];
  layout: RequestListLayout;
  width: number;
}

/** The days below the requests; what it measures is as wide as their ways. */
export function AxisDays({ box, layout, width }: AxisDaysProps) {
  return (
    <div class="request days" aria-hidden="true">
      <div class="way" ref={box}>
        <svg class="picture" width="100%" height={18} aria-hidden="true">
          {layout.ticks.map(({ x, text }) => (
            <text key={text} class="tick" x={x} y={13} text-anchor={anchorOf(x, width, layout.inset)}>
              {text}
            </text>
          ))}
        </svg>
      </div>
    </div>
  );
}

/** A label at an end stays inside. */
function anchorOf(x: number, width: number, inset: number): 'start' | 'middle' | 'end' {
  if (x < inset) return 'start';
  return x > width - inset ? 'end' : 'middle';
}

/** A request: what it is, its way, and its size. */
export function Row({ request, layout }: { request: RequestState; layout: RequestListLayout | null }) {
  const { number, title, branch, note, lines, files, text } = request;
  return (
    <>
      <div class="what">
        <p class="oneLine" title={title}>
          {number && <span class="number">{number}</span>} <bdi>{title}</bdi>
        </p>
        {branch && (
          <p class="oneLine quiet" title={branch}>
            <bdi>{branch}</bdi>
          </p>
        )}
      </div>
      <div class="way" aria-hidden="true">
        <div class="strip">{layout && <Strip request={request} layout={layout} />}</div>
        <p class="quiet">{note}</p>
      </div>
      <div class="size">
        <p>
          <bdi dir="ltr">{lines}</bdi>
        </p>
        <p class="quiet">
          <bdi>{files}</bdi>
        </p>
      </div>
      <span class="unseen">{text}</span>
    </>
  );
}

function Strip({ request: { line }, layout }: { request: RequestState; layout: RequestListLayout }) {
  const { first, created, between, before, after, unknown, landed, earlier, later } = layout.marksOf(line);
  return (
    <svg class="picture" width="100%" height={height} aria-hidden="true">
      <path class="grid" d={layout.ticks.map(({ x }) => `M${x},0v${height}`).join('')} />
      {unknown && <Line class="undated" {...unknown} />}
      {after && <Line class="after" {...after} />}
      {before && (
        <rect class="before" x={before.x} y={middle - barHeight / 2} width={before.width} height={barHeight} />
      )}
      {between && <Between {...between} />}
      {first !== null && <First x={first} />}
      {created !== null && <Created x={created} />}
      {landed !== null && <Landed x={landed} reverted={line.reverted} />}
      {earlier && <path class="beyond" d={`M-2,${middle - 4}l-4,4l4,4`} />}
      {later && (
        <svg x="100%" class="picture" aria-hidden="true">
          <path class="beyond" d={`M2,${middle - 4}l4,4l-4,4`} />
        </svg>
      )}
    </svg>
  );
}

function Line({ x, width, class: name }: Bar & { class: string }) {
  return <line class={name} x1={x} x2={x + width} y1={middle} y2={middle} />;
}

const First = ({ x }: { x: number }) => <line class="firstCommit" x1={x} x2={x} y1={middle - 7} y2={middle + 7} />;

const Created = ({ x }: { x: number }) => <path class="createdAt" d={`M${x},${middle - 7}l6,7l-6,7l-6,-7z`} />;

/** An open box with a broken edge: nothing in it says where. */
function Between({ x, width }: Bar) {
  const inner = Math.max(1, width - 1);
  return <rect class="between" x={x + 0.5} y={middle - barHeight / 2 - 1} width={inner} height={barHeight + 2} />;
}

function Landed({ x, reverted }: { x: number; reverted: boolean }) {
  if (!reverted) return <circle class="landedAt" cx={x} cy={middle} r={radius} />;
  return (
    <>
      <circle class="revertedAt" cx={x} cy={middle} r={radius + 1} />
      <path class="revertedAt" d={`M${x - 2.5},${middle - 2.5}l5,5m0,-5l-5,5`} />
    </>
  );
}

/** What the marks of these requests mean. */
export function Legend({ requests, labels }: { requests: RequestState[]; labels: RequestLabels }) {
  const lines = requests.map(({ line }) => line);
  const kinds: [string, boolean, preact.ComponentChildren][] = [
    [labels.firstCommit, lines.some(({ first }) => first !== null), <First key="first" x={9} />],
    [labels.created, lines.some(({ created }) => created !== null), <Created key="created" x={9} />],
    [labels.createdBetween, lines.some(({ between }) => between), <Between key="between" x={0} width={18} />],
    [
      labels.landed,
      lines.some(line => line.landed !== null && !line.reverted),
      <Landed key="landed" x={9} reverted={false} />,
    ],
    [labels.reverted, lines.some(({ reverted }) => reverted), <Landed key="reverted" x={9} reverted />],
  ];
  return (
    <ul class="legend quiet">
      {kinds.map(
        ([label, has, mark]) =>
          has && (
            <li key={label}>
              <svg class="glyph" width={18} height={height} aria-hidden="true">
                {mark}
              </svg>
              {label}
            </li>
          ),
      )}
    </ul>
  );
}
