import {
  type Baseline,
  baselineOf,
  type Comparison,
  compare,
  compareCounts,
  compareSteps,
  leastBaselineWeeks,
} from './baseline';
import { spanOfWeek } from './calendar';
import { leastLines } from './durability';
import { flowFrequencies } from './reflection';
import { type Report, type TensionPair, tensionPairs, type WeekPullRequests, type WeekReport } from './report';
import { leastRequests } from './requestSums';
import { type RequestMedian, requestsBehind } from './requestWeeks';
import { failureWindowMs } from './reverts';
import { churnHorizonMs } from './survival';
import { countsForFocus, isWhollyRecorded, leastFocusMs } from './weeklyFocus';

/** `up` is faster, larger or more. */
export type Pace = 'up' | 'same' | 'down';
export type Guard = 'better' | 'same' | 'slipping';

/** So many weeks are looked at, from the newest whose guard is complete on back, for one that holds enough for a pair. */
export const weeksLookedAt = 8;

/**
 * What a pair says: of the latest of {@link weeksLookedAt} weeks with a complete guard that holds enough for both sides.
 * Where none does, `week` is the newest with a complete guard; where no guard is complete, the oldest of all; `null` where
 * nothing of the kind was ever recorded.
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
  /** `missing` tells whether the week itself or the weeks before it hold too little. */
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
    pace: landingSignal(sums => sums.landed),
    guard: landingSignal(sums => (sums.landed === 0 ? null : sums.reverted)),
    lessIsUp: false,
    lessIsBetter: true,
    guardMs: failureWindowMs,
    needs: 'requests',
  },
  'time-maturity': {
    pace: medianSignal('timed', sums => sums.medianTimeToPrMs),
    guard: medianSignal('matured', sums => sums.medianMaturity),
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
    pace: medianSignal('sized', sums => sums.medianSize),
    guard: medianSignal('reviewed', sums => sums.medianReviewMs),
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

/** One that holds enough for both sides. */
interface WholePoint extends TensionPoint {
  readonly pace: number;
  readonly guard: number;
}

const isWhole = (point: TensionPoint): point is WholePoint => point.pace !== null && point.guard !== null;

/** A pair in each of the report's weeks, in the units of {@link TensionSide}. */
export function tensionPoints(pair: TensionPair, report: Report): TensionPoint[] {
  return report.weeks.map(week => pointOf(rules[pair], week, report));
}

function pointOf({ pace, guard, guardMs, needs }: PairRule, week: WeekReport, report: Report): TensionPoint {
  const now = Date.parse(report.generatedAt);
  const isPast = (ms: number) => Date.parse(week.to) + ms <= now;
  const counts = isPast(0) && (needs !== 'focus' || countsAsFocus(week, now));
  return {
    week,
    pace: counts ? valueIn(week, pace, report) : null,
    guard: counts && isPast(guardMs) ? valueIn(week, guard, report) : null,
  };
}

function tensionOf(pair: TensionPair, weeks: readonly [WeekReport, ...WeekReport[]], report: Report): Tension {
  const rule = rules[pair];
  const now = Date.parse(report.generatedAt);
  const absent = absentOf(rule, weeks, report);
  if (absent) return { kind: 'notRecorded', pair, week: null, what: absent };
  const readyAt = (week: WeekReport) => Date.parse(week.to) + rule.guardMs;
  const complete = weeks.slice(0, weeks.findLastIndex(week => readyAt(week) <= now) + 1);
  const newest = complete.at(-1);
  if (!newest) return { kind: 'tooEarly', pair, week: weeks[0], readyAt: readyAt(weeks[0]) };
  const points = complete.slice(-weeksLookedAt).map(week => pointOf(rule, week, report));
  const told = points.findLast(isWhole);
  if (told) return judge(pair, told, complete.slice(0, complete.indexOf(told.week)), report);
  const unseen = rule.needs === 'focus' ? unseenOf(newest, complete) : null;
  if (unseen) return { kind: 'notRecorded', pair, week: newest, what: unseen };
  return { kind: 'notEnough', pair, week: newest, missing: missingIn(newest, rule, report) };
}

/** What there is nothing of in any of the weeks. */
function absentOf({ needs }: PairRule, weeks: readonly WeekReport[], report: Report): NotRecorded | null {
  if (needs === 'focus') return weeks.every(week => week.focus === null) ? 'focus' : null;
  if (needs === 'lines') return null;
  return report.pullRequests === null || weeks.every(week => week.pullRequests === null) ? 'requests' : null;
}

/** Why a week's focus says nothing beside felt flow. @param complete it and those before. */
function unseenOf(week: WeekReport, complete: readonly WeekReport[]): NotRecorded | null {
  if (complete.every(each => flowOf(each) === null)) return 'answer';
  if (week.focus === null) return 'focus';
  return isWhollyRecorded({ week: spanOfWeek(week), focus: week.focus }) ? null : 'wholeWeek';
}

/** What a week holds too little of that does not hold enough for both sides. */
function missingIn(week: WeekReport, { pace, guard }: PairRule, report: Report): Missing {
  const [side, signal] = valueIn(week, pace, report) === null ? (['pace', pace] as const) : (['guard', guard] as const);
  return { side, of: signal.of, have: signal.n(week, report), least: signal.least };
}

function valueIn(week: WeekReport, { n, least, value }: Signal, report: Report): number | null {
  return n(week, report) < least ? null : value(week);
}

/** @param before the weeks before it, oldest first. */
function judge(pair: TensionPair, point: WholePoint, before: readonly WeekReport[], report: Report): Tension {
  const { pace, guard, lessIsUp, lessIsBetter, needs } = rules[pair];
  const { week } = point;
  const now = Date.parse(report.generatedAt);
  const countsAsAnswered = (each: WeekReport) => countsAsFocus(each, now) && flowOf(each) !== null;
  const counting = before.filter(each => (needs === 'focus' ? countsAsAnswered(each) : each.commits > 0));
  const paced = sideOf(pace, point.pace, pace.n(week, report), counting);
  if ('have' in paced) return { kind: 'notEnough', pair, week, missing: { side: 'pace', ...paced } };
  const guarded = sideOf(guard, point.guard, guard.n(week, report), counting);
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
  signal: Signal,
  value: number,
  n: number,
  before: readonly WeekReport[],
): TensionSide | Omit<Missing, 'side'> {
  const values = before.flatMap(each => signal.value(each) ?? []);
  const baseline = baselineOf(values);
  if (!baseline) return { of: 'earlierWeeks', have: values.length, least: leastBaselineWeeks };
  return { value, n, least: signal.least, baseline, comparison: signal.compare(value, baseline) };
}

function landingSignal(take: (sums: WeekPullRequests) => number | null): Signal {
  return {
    of: 'landed',
    least: 1,
    compare: compareCounts,
    n: week => week.pullRequests?.landed ?? 0,
    value: week => (week.pullRequests ? take(week.pullRequests) : null),
  };
}

function medianSignal(of: RequestMedian, take: (sums: WeekPullRequests) => number | null): Signal {
  return {
    of,
    least: leastRequests,
    compare,
    n: (week, report) => requestsBehind(of, week, report),
    value: week => (week.pullRequests ? take(week.pullRequests) : null),
  };
}

/** Whether a week's focus can be compared with; `false` where none was recorded. */
export function countsAsFocus(week: WeekReport, now: number): boolean {
  return week.focus !== null && countsForFocus({ week: spanOfWeek(week), focus: week.focus }, now);
}

function flowOf({ reflection }: WeekReport): number | null {
  return reflection?.flow ? flowFrequencies.indexOf(reflection.flow) : null;
}
