import { type Baseline, baselineOf, medianOf } from './baseline';
import { type Calendar, dayBoundsOf, hourOf, type WeekSpan, weekIndex } from './calendar';
import { type FocusBlock, focusBetween, interruptionOf, overlapMs } from './focusBlock';
import type { Recording } from './journal';
import { categories, type WeekFocus } from './report';
import type { Span } from './span';

export interface FocusQuestion {
  /** Weeks of the calendar, oldest first. */
  readonly weeks: readonly WeekSpan[];
  readonly calendar: Calendar;
  /** The instant that the blocks were told for, epoch milliseconds. */
  readonly now: number;
  readonly recording: Recording;
  /** The id of the repository whose focus is told apart; `null` for none. */
  readonly repository: string | null;
}

/** A week's focus and what it was told from. */
export interface FocusOfWeek {
  readonly week: WeekSpan;
  readonly focus: WeekFocus;
  /** Those that begin in it, oldest first. */
  readonly blocks: readonly FocusBlock[];
  /** The eight instants that bound its days, epoch milliseconds. */
  readonly dayBounds: readonly number[];
}

/** Returns that a median of their lags takes. */
export const leastResumptions = 5;
/** Focus that a rate by the hour takes, and a week that counts for a baseline. */
export const leastFocusMs = 2 * 3_600_000;
/** Of a time in which more than this share was paused nothing is told: of a week for a baseline, of a request's focus. */
export const mostPausedShare = 0.2;

/**
 * Sums focus up by week; `null` for a week that was over before anything was recorded, for nothing is known of it. An
 * interruption counts in the week in which the block before it began, a resumption where the block after it did.
 * @param blocks all there are, oldest first: what comes before the first week tells how that one began.
 * @param spans those that the blocks were told from, for what was typed: each once, in any order.
 */
export function weeklyFocus(
  blocks: readonly FocusBlock[],
  spans: readonly Span[],
  question: FocusQuestion,
): (FocusOfWeek | null)[] {
  const { weeks, calendar, recording } = question;
  const since = recording.since ?? spans.reduce((first, { start }) => Math.min(first, start), Number.POSITIVE_INFINITY);
  const touching = blocksByWeek(blocks, weeks);
  const characters = charactersByWeek(spans, question);
  const resumed = new Set(blocks.filter((_, i) => i > 0 && interruptionOf(blocks[i - 1] as FocusBlock)));
  return weeks.map((week, index) => {
    if (week.to <= since) return null;
    const touched = touching[index] ?? [];
    const begun = touched.filter(({ start }) => start >= week.from);
    const dayBounds = dayBoundsOf(week, calendar);
    const sums = sumsOf(touched, week);
    const counts = countsOf(begun);
    const focus: WeekFocus = {
      ...sums,
      ...counts,
      ...resumptionsOf(begun.filter(block => resumed.has(block))),
      perHour: perHourOf(sums.totalMs, counts.interruptions),
      byCategory: byCategory(touched, week),
      repositoryMs: repositoryMs(touched, week, question.repository),
      deepStartsByHour: deepStartsByHour(begun, calendar),
      days: dayBounds.slice(1).map((to, day) => focusBetween(touched, dayBounds[day] ?? to, to)),
      ...(characters[index] ?? { typed: 0, inserted: 0 }),
      recordedFrom: since > week.from ? new Date(since).toISOString() : null,
      pausedMs: pausedBetween(week, question),
    };
    return { week, focus, blocks: begun, dayBounds };
  });
}

/** A week and its focus, however they came to be known. */
type Focused = Pick<FocusOfWeek, 'week' | 'focus'>;

/** Whether Eddy was there before a week began, and not paused for over a fifth of it. */
export function isWhollyRecorded({ week, focus }: Focused): boolean {
  return focus.recordedFrom === null && focus.pausedMs <= mostPausedShare * (week.to - week.from);
}

/**
 * Whether a week can be compared with, and be part of a baseline: it is over, wholly recorded, and holds at least two
 * hours of focus.
 */
export function countsForFocus(week: Focused, now: number): boolean {
  return week.week.to <= now && isWhollyRecorded(week) && week.focus.totalMs >= leastFocusMs;
}

/** The person's own focus in a week, milliseconds: of the weeks before (oldest first) those that count, as `baselineOf` says. */
export function focusBaselineOf(before: readonly (FocusOfWeek | null)[], now: number): Baseline | null {
  return baselineOf(before.flatMap(week => (week && countsForFocus(week, now) ? [week.focus.totalMs] : [])));
}

/** For each week the blocks that have time in it or begin in it; others may be among them. */
function blocksByWeek(blocks: readonly FocusBlock[], weeks: readonly WeekSpan[]): FocusBlock[][] {
  const touching = weeks.map((): FocusBlock[] => []);
  let first = 0;
  for (const block of blocks) {
    while ((weeks[first]?.to ?? Number.POSITIVE_INFINITY) <= block.start) first++;
    for (let i = first; i < weeks.length; i++) {
      const { from } = weeks[i] as WeekSpan;
      if (from > block.end) break;
      touching[i]?.push(block);
    }
  }
  return touching;
}

function charactersByWeek(
  spans: readonly Span[],
  { weeks, now }: FocusQuestion,
): Pick<WeekFocus, 'typed' | 'inserted'>[] {
  const sums = weeks.map(() => ({ typed: 0, inserted: 0 }));
  for (const { start, typed, inserted } of spans) {
    const sum = start <= now ? sums[weekIndex(weeks, start)] : undefined;
    if (!sum) continue;
    sum.typed += typed;
    sum.inserted += inserted;
  }
  return sums;
}

function sumsOf(touched: readonly FocusBlock[], { from, to }: WeekSpan): Pick<WeekFocus, 'totalMs' | 'deepMs'> {
  const deep = touched.filter(block => block.deep);
  return { totalMs: focusBetween(touched, from, to), deepMs: focusBetween(deep, from, to) };
}

function countsOf(
  begun: readonly FocusBlock[],
): Pick<WeekFocus, 'blocks' | 'deepBlocks' | 'longestMs' | 'interruptions'> {
  const interruptions = { away: 0, idle: 0, sleep: 0 };
  for (const block of begun) {
    const cause = interruptionOf(block);
    if (cause) interruptions[cause]++;
  }
  return {
    blocks: begun.length,
    deepBlocks: begun.filter(block => block.deep).length,
    longestMs: begun.reduce((longest, { start, end }) => Math.max(longest, end - start), 0),
    interruptions,
  };
}

function resumptionsOf(resumed: readonly FocusBlock[]): Pick<WeekFocus, 'resumptions' | 'resumptionLagMs'> {
  const lags = resumed.flatMap(({ lagMs }) => (lagMs === null ? [] : [lagMs]));
  return { resumptions: lags.length, resumptionLagMs: lags.length >= leastResumptions ? medianOf(lags) : null };
}

function perHourOf(totalMs: number, { away, idle, sleep }: WeekFocus['interruptions']): number | null {
  return totalMs >= leastFocusMs ? (away + idle + sleep) / (totalMs / 3_600_000) : null;
}

function byCategory(touched: readonly FocusBlock[], { from, to }: WeekSpan): WeekFocus['byCategory'] {
  const sums = Object.fromEntries([...categories, 'other'].map(key => [key, 0])) as WeekFocus['byCategory'];
  for (const { parts } of touched) {
    for (const part of parts) sums[part.context.category ?? 'other'] += overlapMs(part, from, to);
  }
  return sums;
}

function repositoryMs(touched: readonly FocusBlock[], { from, to }: WeekSpan, repository: string | null): number {
  if (repository === null) return 0;
  const parts = touched.flatMap(block => block.parts).filter(({ context }) => context.repository === repository);
  return parts.reduce((sum, part) => sum + overlapMs(part, from, to), 0);
}

function deepStartsByHour(begun: readonly FocusBlock[], calendar: Calendar): number[] {
  const starts = begun.filter(({ deep }) => deep).map(({ start }) => hourOf(start, calendar));
  return Array.from({ length: 24 }, (_, hour) => starts.filter(start => start === hour).length);
}

/** How long recording was paused in a stretch of time, milliseconds. */
export function pausedBetween(
  { from, to }: Pick<WeekSpan, 'from' | 'to'>,
  { now, recording }: Pick<FocusQuestion, 'now' | 'recording'>,
): number {
  return recording.pauses.reduce(
    (sum, pause) => sum + overlapMs({ start: pause.from, end: pause.to ?? now }, from, to),
    0,
  );
}
