import type { Baseline } from '../domain/baseline';
import type { Calendar } from '../domain/calendar';
import type { Recording } from '../domain/journal';
import type { FocusThresholds } from '../domain/span';
import type { FocusOfWeek } from '../domain/weeklyFocus';

/** What the flow section is made from. */
export interface FlowInput {
  /** Epoch milliseconds. */
  readonly now: number;
  readonly calendar: Calendar;
  /** Oldest first, the running week last; at least that one. `null` for a week of which nothing is known. */
  readonly weeks: readonly (FocusOfWeek | null)[];
  readonly thresholds: FocusThresholds;
  readonly recording: Recording;
  /** What the running week's focus (milliseconds) stands beside; `null` below three weeks that count. */
  readonly baseline: Baseline | null;
  /** Why the journal can't be written or read now: a sentence for the person; `null` where it can. */
  readonly trouble: string | null;
}
