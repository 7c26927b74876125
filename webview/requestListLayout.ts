import { scaleLinear } from 'd3-scale';
import type { RequestLine, TimeAxis } from '../src/protocol';

/** A stretch in pixels; never shorter than nothing. */
export interface Bar {
  x: number;
  width: number;
}

/** Where everything goes on a request's strip, in pixels from its left end; `null` for what is beyond the axis. */
export interface RequestMarks {
  first: number | null;
  created: number | null;
  landed: number | null;
  /** Where it can have been created; wide enough to be seen. */
  between: Bar | null;
  /** The way to its creation, and from there to the landing; `null` where one is not known. */
  before: Bar | null;
  after: Bar | null;
  /** The whole way, where nothing tells the two apart. */
  unknown: Bar | null;
  /** Whether it goes on beyond the axis' ends. */
  earlier: boolean;
  later: boolean;
}

export interface RequestListLayout {
  marksOf: (line: RequestLine) => RequestMarks;
  /** Days with a label, and others. */
  ticks: { x: number; text: string }[];
  /** A label in the middle of less than this far from an end would go beyond it. */
  inset: number;
}

/** Room that a day's label takes, `30 Sept.` in letters of VS Code's usual size. */
export const dayLabel = 56;
/** And a part of that again, for those at the ends are moved in. */
const apart = 1.35;
const leastBetween = 10;
/** Days from label to label; from a week on they stand on Mondays. */
const steps = [1, 2, 3, 4, 7, 14, 28];

/** @param label room that a day's label takes. */
export function requestListLayout({ from, to, days }: TimeAxis, width: number, label = dayLabel): RequestListLayout {
  const end = Math.max(1, width);
  const x = scaleLinear().domain([from, to]).range([0, end]).clamp(true);
  const bar = (start: number, stop: number): Bar => ({ x: x(start), width: Math.max(0, x(stop) - x(start)) });
  const seen = (at: number | null) => (at === null || at < from || at > to ? null : x(at));
  return {
    marksOf: line => {
      const { first, created, between, landed, end: last } = line;
      const start = first ?? created ?? between?.from ?? last;
      const isDated = created !== null || between !== null;
      return {
        first: seen(first),
        created: seen(created),
        landed: seen(landed),
        between: between && widened(bar(between.from, between.to), end),
        before: first !== null && isDated ? bar(first, created ?? between?.from ?? first) : null,
        after: isDated ? bar(created ?? between?.to ?? last, last) : null,
        unknown: isDated ? null : bar(start, last),
        earlier: Math.min(start, created ?? start) < from,
        later: last > to,
      };
    },
    inset: label / 2,
    ticks: labelled(days, width / (apart * label)).map(({ at, text }) => ({ x: x(at), text })),
  };
}

function widened({ x, width }: Bar, end: number): Bar {
  const wide = Math.max(width, leastBetween);
  return { x: Math.max(0, Math.min(x - (wide - width) / 2, end - wide)), width: wide };
}

/** As many days as there is room for. */
function labelled(days: TimeAxis['days'], room: number): TimeAxis['days'] {
  const most = Math.max(1, Math.floor(room));
  const step = steps.find(each => (days.length - 1) / each <= most) ?? Number.POSITIVE_INFINITY;
  if (step < 7) return days.filter((_, index) => index % step === 0);
  return days.filter(({ monday }) => monday).filter((_, index) => index % (step / 7) === 0);
}
