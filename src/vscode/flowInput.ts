import type { Baseline } from '../domain/baseline';
import type { Calendar, WeekSpan } from '../domain/calendar';
import type { FocusBlock } from '../domain/focusBlock';
import type { Recording } from '../domain/journal';
import type { WeekFocus } from '../domain/report';
import type { FocusThresholds } from '../domain/span';

/** What the Flow section is made from. */
export interface FlowInput {
  /** Epoch milliseconds. */
  readonly now: number;
  readonly calendar: Calendar;
  /** Oldest first, the running week last; at least that one. */
  readonly weeks: readonly FlowWeek[];
  readonly thresholds: FocusThresholds;
  readonly recording: Recording;
  /** What the running week's `totalMs` is put beside; `null` below three weeks that count. */
  readonly baseline: Baseline | null;
  /** How many weeks before the running one count for the baseline. */
  readonly countingWeeks: number;
  /** Why the journal can't be written or read now: a sentence for the person; `null` where it can. */
  readonly trouble: string | null;
}

export interface FlowWeek {
  readonly week: WeekSpan;
  /** Epoch milliseconds of the eight boundaries of its seven days. */
  readonly days: readonly number[];
  readonly focus: WeekFocus | null;
  /** Those that touch the week, oldest first. */
  readonly blocks: readonly FocusBlock[];
}
