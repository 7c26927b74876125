import {
  type Baseline,
  baselineOf,
  type Comparison,
  compare,
  compareCounts,
  compareSteps,
  leastBaselineWeeks,
} from './baseline';
import { leastLines } from './durability';
import { flowFrequencies } from './reflection';
import {
  type PullRequestReport,
  type Report,
  type TensionPair,
  tensionPairs,
  type WeekPullRequests,
  type WeekReport,
} from './report';
import { leastRequests } from './requestSums';
import { byWeek, reviewTimeMs, timeToRequestMs } from './requestWeeks';
import { failureWindowMs } from './reverts';
import { churnHorizonMs } from './survival';
import { countsForFocus, isWhollyRecorded, leastFocusMs } from './weeklyFocus';

/** `up` is faster, larger or more. */
export type Pace = 'up' | 'same' | 'down';
export type Guard = 'better' | 'same' | 'slipping';

/**
 * What a pair says of a week. It is judged on the latest week whose guard is complete, which `week` names; where it is
 * not judged, `week` is the one that falls short.
 */
export type Tension =
  | {
      readonly kind: 'judged';
      readonly pair: TensionPair;
      readonly week: WeekReport;
      readonly pace: Pace;
      readonly guard: Guard;
      readonly paced: TensionSide;
      readonly guarded: TensionSide;
    }
  /** No guard is complete yet; that of `week` will be at `readyAt`, epoch milliseconds. */
  | { readonly kind: 'tooEarly'; readonly pair: TensionPair; readonly week: WeekReport; readonly readyAt: number }
  | { readonly kind: 'notEnough'; readonly pair: TensionPair; readonly week: WeekReport; readonly missing: Missing }
  | {
      readonly kind: 'notRecorded';
      readonly pair: TensionPair;
      readonly week: WeekReport | null;
      readonly what: NotRecorded;
    };

/** Requests were not read; focus was not recorded, or only in a part of the week; no week was answered for. */
export type NotRecorded = 'requests' | 'focus' | 'wholeWeek' | 'answer';

/** One side of a pair in the week that was judged. */
export interface TensionSide {
  /**
   * In the signal's own unit: requests landed and reverted, lines added, lines of the middle request; milliseconds to a
   * request, of review and of focus; shares of 0 to 1 for maturity and churn; for flow the place in `flowFrequencies`.
   */
  readonly value: number;
  /** What it rests on, in requests, lines, milliseconds of focus or answers; never below `least`. */
  readonly n: number;
  readonly least: number;
  readonly baseline: Baseline;
  readonly comparison: Comparison;
}

/** What there is too little of: in the week itself, or of earlier weeks to compare it with. */
export interface Missing {
  readonly side: 'pace' | 'guard';
  readonly of: Measured | 'earlierWeeks';
  readonly have: number;
  readonly least: number;
}

/** What a side rests on: requests that landed, and those whose time, maturity, size or review is known; lines; focus; answers. */
export type Measured = 'landed' | 'timed' | 'matured' | 'sized' | 'reviewed' | 'lines' | 'focusMs' | 'answers';

/** How a week is read for one side. */
interface Signal {
  readonly of: Measured;
  readonly least: number;
  readonly compare: (value: number, baseline: Baseline) => Comparison;
  readonly n: (week: WeekReport, report: Report) => number;
  /** `null` where it rests on too little. */
  readonly value: (week: WeekReport) => number | null;
}

interface PairRule {
  readonly pace: Signal;
  readonly guard: Signal;
  /** Whether less of the pace is faster, and less of the guard better. */
  readonly lessIsUp: boolean;
  readonly lessIsBetter: boolean;
  /** How long after a week its guard is complete. */
  readonly guardMs: number;
  readonly needs: 'requests' | 'lines' | 'focus';
}

const lines: Signal = {
  of: 'lines',
  least: leastLines,
  compare: compareCounts,
  n: week => week.churn.added,
  value: week => week.churn.added,
};

const focus: Signal = {
  of: 'focusMs',
  least: leastFocusMs,
  compare,
  n: week => week.focus?.totalMs ?? 0,
  value: week => week.focus?.totalMs ?? null,
};

const flow: Signal = {
  of: 'answers',
  least: 1,
  compare: compareSteps,
  n: week => (flowOf(week) === null ? 0 : 1),
  value: flowOf,
};

/**
 * The pairs. Requests count by landing, the time to one by creation. Failure is complete 30 days after the week, churn
 * 14; the rest when the week is over, felt flow when the person has answered, too.
 */
const rules: Record<TensionPair, PairRule> = {
  'throughput-failure': {
    pace: landings(sums => sums.landed),
    guard: landings(sums => (sums.landed === 0 ? null : sums.reverted)),
    lessIsUp: false,
    lessIsBetter: true,
    guardMs: failureWindowMs,
    needs: 'requests',
  },
  'time-maturity': {
    pace: medianOf('timed', sums => sums.medianTimeToPrMs),
    guard: medianOf('matured', sums => sums.medianMaturity),
    lessIsUp: true,
    lessIsBetter: false,
    guardMs: 0,
    needs: 'requests',
  },
  'lines-churn': {
    pace: lines,
    guard: { ...lines, compare, value: week => week.churn.rate },
    lessIsUp: false,
    lessIsBetter: true,
    guardMs: churnHorizonMs,
    needs: 'lines',
  },
  'size-review': {
    pace: medianOf('sized', sums => sums.medianSize),
    guard: medianOf('reviewed', sums => sums.medianReviewMs),
    lessIsUp: false,
    lessIsBetter: true,
    guardMs: 0,
    needs: 'requests',
  },
  'focus-flow': { pace: focus, guard: flow, lessIsUp: false, lessIsBetter: false, guardMs: 0, needs: 'focus' },
};

/**
 * The five pairs, in the order of `tensionPairs`, from a report's value alone.
 * @param weekIndex of the week that is looked at: later ones are not judged. The newest unless told.
 */
export function tensionsOf(report: Report, weekIndex = report.weeks.length - 1): Tension[] {
  const [oldest, ...later] = report.weeks.slice(0, weekIndex + 1);
  return oldest ? tensionPairs.map(pair => tensionOf(pair, [oldest, ...later], report)) : [];
}

/** Both sides of a pair in one week: `null` where a side rests on too little, or is not complete yet. */
export interface TensionPoint {
  readonly week: WeekReport;
  readonly pace: number | null;
  readonly guard: number | null;
}

/** A pair in each of the report's weeks, in the units of {@link TensionSide}. */
export function tensionPoints(pair: TensionPair, report: Report): TensionPoint[] {
  const { pace, guard, guardMs, needs } = rules[pair];
  const now = Date.parse(report.generatedAt);
  const valueIn = ({ least, n, value }: Signal, week: WeekReport) => (n(week, report) < least ? null : value(week));
  return report.weeks.map(week => {
    const isPast = (ms: number) => Date.parse(week.to) + ms <= now;
    const counts = isPast(0) && (needs !== 'focus' || countsAsFocus(week, now));
    return {
      week,
      pace: counts ? valueIn(pace, week) : null,
      guard: counts && isPast(guardMs) ? valueIn(guard, week) : null,
    };
  });
}

function tensionOf(pair: TensionPair, weeks: readonly [WeekReport, ...WeekReport[]], report: Report): Tension {
  const rule = rules[pair];
  const now = Date.parse(report.generatedAt);
  const absent = absentOf(rule, weeks, report);
  if (absent) return { kind: 'notRecorded', pair, week: null, what: absent };
  const readyAt = (week: WeekReport) => Date.parse(week.to) + rule.guardMs;
  const complete = weeks.slice(0, weeks.findLastIndex(week => readyAt(week) <= now) + 1);
  if (complete.length === 0) return { kind: 'tooEarly', pair, week: weeks[0], readyAt: readyAt(weeks[0]) };
  const answered = rule.needs === 'focus' ? complete.filter(week => flowOf(week) !== null) : complete;
  const week = answered.at(-1);
  if (!week) return { kind: 'notRecorded', pair, week: complete.at(-1) ?? null, what: 'answer' };
  const unseen = rule.needs === 'focus' ? unseenOf(week) : null;
  if (unseen) return { kind: 'notRecorded', pair, week, what: unseen };
  return judge(pair, week, answered.slice(0, -1), report);
}

/** What there is nothing of in any of the weeks. */
function absentOf({ needs }: PairRule, weeks: readonly WeekReport[], report: Report): NotRecorded | null {
  if (needs === 'focus') return weeks.every(week => week.focus === null) ? 'focus' : null;
  if (needs === 'lines') return null;
  return report.pullRequests === null || weeks.every(week => week.pullRequests === null) ? 'requests' : null;
}

/** Why a week's focus is no measure of it. */
function unseenOf(week: WeekReport): NotRecorded | null {
  if (week.focus === null) return 'focus';
  return isWhollyRecorded({ week: spanOf(week), focus: week.focus }) ? null : 'wholeWeek';
}

function judge(pair: TensionPair, week: WeekReport, before: readonly WeekReport[], report: Report): Tension {
  const { pace, guard, lessIsUp, lessIsBetter, needs } = rules[pair];
  const now = Date.parse(report.generatedAt);
  const counting = before.filter(each => (needs === 'focus' ? countsAsFocus(each, now) : each.commits > 0));
  const paced = sideOf(pace, week, counting, report);
  if ('have' in paced) return { kind: 'notEnough', pair, week, missing: { side: 'pace', ...paced } };
  const guarded = sideOf(guard, week, counting, report);
  if ('have' in guarded) return { kind: 'notEnough', pair, week, missing: { side: 'guard', ...guarded } };
  const faster = lessIsUp ? 'less' : 'more';
  const better = lessIsBetter ? 'less' : 'more';
  return {
    kind: 'judged',
    pair,
    week,
    pace: paced.comparison === 'same' ? 'same' : paced.comparison === faster ? 'up' : 'down',
    guard: guarded.comparison === 'same' ? 'same' : guarded.comparison === better ? 'better' : 'slipping',
    paced,
    guarded,
  };
}

/** @param before the weeks that count, oldest first. */
function sideOf(
  { of, least, compare, ...signal }: Signal,
  week: WeekReport,
  before: readonly WeekReport[],
  report: Report,
): TensionSide | Omit<Missing, 'side'> {
  const n = signal.n(week, report);
  const value = signal.value(week);
  if (value === null || n < least) return { of, have: n, least };
  const values = before.flatMap(each => signal.value(each) ?? []);
  const baseline = baselineOf(values);
  if (!baseline) return { of: 'earlierWeeks', have: values.length, least: leastBaselineWeeks };
  return { value, n, least, baseline, comparison: compare(value, baseline) };
}

function landings(take: (sums: WeekPullRequests) => number | null): Signal {
  return {
    of: 'landed',
    least: 1,
    compare: compareCounts,
    n: week => week.pullRequests?.landed ?? 0,
    value: week => (week.pullRequests ? take(week.pullRequests) : null),
  };
}

type Median = 'timed' | 'matured' | 'sized' | 'reviewed';

function medianOf(of: Median, take: (sums: WeekPullRequests) => number | null): Signal {
  return {
    of,
    least: leastRequests,
    compare,
    n: (week, report) => requestsBehind(of, week, report),
    value: week => (week.pullRequests ? take(week.pullRequests) : null),
  };
}

/** How many requests a week's median rests on. @param week one of the report's. */
export function requestsBehind(median: Median, week: WeekReport, report: Report): number {
  const { created, landed } = requestsByWeek(report);
  const index = report.weeks.indexOf(week);
  const enters: Record<Median, (request: PullRequestReport) => boolean> = {
    timed: request => timeToRequestMs(request) !== null,
    matured: ({ maturity }) => maturity !== null,
    sized: ({ size }) => size !== null,
    reviewed: request => reviewTimeMs(request) !== null,
  };
  const inWeek = (median === 'timed' ? created : landed)[index] ?? [];
  return inWeek.filter(enters[median]).length;
}

interface RequestsByWeek {
  readonly created: readonly PullRequestReport[][];
  readonly landed: readonly PullRequestReport[][];
}

/** Sorted once for a report: pairs and notes ask again and again. */
const sorted = new WeakMap<Report, RequestsByWeek>();

function requestsByWeek(report: Report): RequestsByWeek {
  const requests = report.pullRequests ?? [];
  const known = sorted.get(report) ?? {
    created: byWeek(requests, report.weeks, ({ createdAt }) => [createdAt]),
    landed: byWeek(requests, report.weeks, ({ landedAt }) => [landedAt]),
  };
  sorted.set(report, known);
  return known;
}

/** Whether a week's focus can be compared with; `false` where none was recorded. */
export function countsAsFocus(week: WeekReport, now: number): boolean {
  return week.focus !== null && countsForFocus({ week: spanOf(week), focus: week.focus }, now);
}

function flowOf({ reflection }: WeekReport): number | null {
  return reflection?.flow ? flowFrequencies.indexOf(reflection.flow) : null;
}

const spanOf = ({ week, from, to }: WeekReport) => ({ week, from: Date.parse(from), to: Date.parse(to) });
