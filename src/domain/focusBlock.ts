import type { FocusContext } from './span';

/** Why a focus block ended. `paused`: the person's wish, so no interruption. */
export type BlockEnd = 'away' | 'idle' | 'sleep' | 'paused';

/**
 * One unbroken stretch of engaged time over all windows; epoch milliseconds. Blocks never overlap.
 */
export interface FocusBlock {
  readonly start: number;
  /** Exclusive; of a block that still goes on, the end of its last span so far. */
  readonly end: number;
  /** Whether it is at least as long as a deep block. */
  readonly deep: boolean;
  /** `null` while it may still go on. */
  readonly endedBy: BlockEnd | null;
  /** When the next block began; `null` where there is none. */
  readonly resumedAt: number | null;
  /** From the return that it began with to its first `edit` or `run`, milliseconds; `null` where there is none in it. */
  readonly lagMs: number | null;
  /** The block by context: oldest first, from `start` to `end` without a gap. Neighbours differ in their context. */
  readonly parts: readonly { readonly start: number; readonly end: number; readonly context: FocusContext }[];
}

/** What the status bar tells at a glance. */
export interface FocusNow {
  readonly state: 'resting' | 'settling' | 'deep' | 'scattered';
  /** Length of the block that goes on, milliseconds; 0 in `resting`. */
  readonly blockMs: number;
}
