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
  /** Only while it may still go on: until when it does if nothing more happens. */
  readonly goesOnUntil?: number;
  /** When the next block began; `null` where there is none. */
  readonly resumedAt: number | null;
  /**
   * From the return that it began with to its first `edit` or `run`, milliseconds; `null` where there is none in it, and
   * in the first block of all.
   */
  readonly lagMs: number | null;
  /** The block by context: oldest first, from `start` to `end` without a gap. Neighbours differ in their context. */
  readonly parts: readonly { readonly start: number; readonly end: number; readonly context: FocusContext }[];
}

/** What the status bar tells at a glance. */
export interface FocusNow {
  readonly state: 'resting' | 'settling' | 'deep' | 'scattered';
  /** Length of the block that goes on, milliseconds; 0 in `resting`. */
  readonly blockMs: number;
  /** Until when the block goes on if nothing more happens, epoch milliseconds; not in `resting`. */
  readonly until?: number;
}

/** A shorter block is none that could be interrupted. */
const leastInterruptedMs = 5 * 60_000;
/** Who comes back later than this has had a break. */
const longestInterruptionMs = 60 * 60_000;

/**
 * The cause of the interruption that a block ended with: at least five minutes of focus, and work again within an hour.
 * `null` where it goes on, or ended with a break or a pause.
 */
export function interruptionOf({ start, end, endedBy, resumedAt }: FocusBlock): Exclude<BlockEnd, 'paused'> | null {
  if (endedBy === null || endedBy === 'paused' || resumedAt === null) return null;
  return end - start >= leastInterruptedMs && resumedAt - end <= longestInterruptionMs ? endedBy : null;
}

/** How long the blocks (oldest first) lasted from one instant to another, milliseconds. */
export function focusBetween(blocks: readonly FocusBlock[], from: number, to: number): number {
  let sum = 0;
  for (let i = blocks.length - 1; i >= 0; i--) {
    const block = blocks[i] as FocusBlock;
    if (block.end <= from) break;
    sum += overlapMs(block, from, to);
  }
  return sum;
}

/** How much of a stretch of time lies between two instants, milliseconds. */
export function overlapMs(stretch: { readonly start: number; readonly end: number }, from: number, to: number): number {
  return Math.max(0, Math.min(stretch.end, to) - Math.max(stretch.start, from));
}
