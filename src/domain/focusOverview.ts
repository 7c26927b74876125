import type { Baseline } from './baseline';
import { type Calendar, dayOf, weeksUpTo } from './calendar';
import { type FocusNow, focusBetween } from './focusBlock';
import { focusBlocks } from './focusBlocks';
import { focusNow } from './focusNow';
import type { JournalReading, Recording } from './journal';
import type { FocusThresholds } from './span';
import { type FocusOfWeek, focusBaselineOf, weeklyFocus } from './weeklyFocus';

/** What focus is asked about; {@link overviewFrom} says from when on the journal has to be read for it. */
export interface OverviewQuestion {
  /** Epoch milliseconds. */
  readonly now: number;
  readonly calendar: Calendar;
  readonly thresholds: FocusThresholds;
  /** How many weeks, the running one included; at least 1. */
  readonly weeks: number;
  /** Whose focus is told apart in the weeks; `null` for none. */
  readonly repository: string | null;
}

/** Everything that is shown of focus, out of one reading of the journal. */
export interface FocusOverview {
  readonly now: number;
  readonly calendar: Calendar;
  readonly thresholds: FocusThresholds;
  readonly recording: Recording;
  readonly paused: boolean;
  readonly current: FocusNow;
  /** Focus since the day started, milliseconds. */
  readonly todayMs: number;
  /** Oldest first, the running one last; `null` for a week that was over before anything was recorded. */
  readonly weeks: readonly (FocusOfWeek | null)[];
  /** The person's own weeks before the running one, by `totalMs`; `null` below three that count. */
  readonly baseline: Baseline | null;
}

/** Since when the journal has to be read to tell of these weeks, epoch milliseconds: a block may begin before them. */
export function overviewFrom({ now, calendar, weeks }: OverviewQuestion): number {
  const first = weeksUpTo(now, weeks, calendar)[0]?.from ?? now;
  return first - 24 * 3_600_000;
}

/** @param reading from {@link overviewFrom} on; what it lacks is told as time without focus. */
export function focusOverview({ spans, recording }: JournalReading, question: OverviewQuestion): FocusOverview {
  const { now, calendar, thresholds, repository } = question;
  const paused = recording.pauses.at(-1)?.to === null;
  const blocks = focusBlocks(spans, thresholds, { now, recording });
  const span = weeksUpTo(now, question.weeks, calendar);
  const weeks = weeklyFocus(blocks, spans, { weeks: span, calendar, now, recording, repository });
  const { from, to } = dayOf(now, calendar);
  return {
    now,
    calendar,
    thresholds,
    recording,
    paused,
    current: focusNow(blocks, { now, paused }),
    todayMs: focusBetween(blocks, from, to),
    weeks,
    baseline: focusBaselineOf(weeks.slice(0, -1), now),
  };
}
