import type { FocusContext } from './span';

/** When something happened, by both clocks of the machine: in sleep and when one is set they part. */
export interface Moment {
  /** Epoch milliseconds of the wall clock. */
  readonly at: number;
  /** Milliseconds of a clock that only runs forward, from any origin. */
  readonly ticks: number;
}

/**
 * What one window tells of itself and of the person in it; nothing else of what goes on in the editor comes further.
 * - `focused`, `unfocused`: the window got or lost the focus. `active`, `inactive`: VS Code's own sense of whether
 *   somebody uses the window that has it.
 * - `edit`: the person typed. `inserted`: text came in at the caret that may be pasted, completed, or an agent's.
 *   `read`, `run`, `review`: see the activity source.
 * - `beat`: nothing happened, and the machine is awake.
 * - `paused`, `resumed`: the person's wish. `closed`: the window is going.
 */
export type ActivityEvent = Moment &
  (
    | { readonly kind: 'focused' | 'unfocused' | 'active' | 'inactive' | 'beat' | 'paused' | 'resumed' | 'closed' }
    | { readonly kind: 'read' | 'run' | 'review'; readonly context: FocusContext }
    /** `characters`: how many came in, at least 0. */
    | { readonly kind: 'edit' | 'inserted'; readonly context: FocusContext; readonly characters: number }
  );
