import type { FocusBlock, FocusNow } from './focusBlock';

/** Ends of blocks that make an hour scattered. */
const leastScatteredEnds = 4;
const scatteredMs = 60 * 60_000;
/** An end of a shorter block does not count. */
const leastScatteredBlockMs = 60_000;
/** A block as long as this gathers what was scattered before. */
const gatheringMs = 10 * 60_000;

/** The state at an instant, out of the blocks up to it (oldest first): the first that holds of resting, deep, scattered, settling. */
export function focusNow(
  blocks: readonly FocusBlock[],
  { now, paused }: { readonly now: number; readonly paused: boolean },
): FocusNow {
  const running = blocks.at(-1);
  if (!running || running.endedBy !== null || paused) return { state: 'resting', blockMs: 0 };
  const { start, end, deep, goesOnUntil } = running;
  const state = deep ? 'deep' : isScattered(blocks, now) ? 'scattered' : 'settling';
  return { state, blockMs: end - start, ...(goesOnUntil !== undefined && { until: goesOnUntil }) };
}

function isScattered(blocks: readonly FocusBlock[], now: number): boolean {
  const recent = blocks.slice(blocks.findLastIndex(block => block.end < now - scatteredMs) + 1);
  const first = recent.findIndex(isScatteredEnd);
  if (recent.filter(isScatteredEnd).length < leastScatteredEnds) return false;
  return !recent.slice(first + 1).some(({ start, end }) => end - start >= gatheringMs);
}

function isScatteredEnd({ start, end, resumedAt }: FocusBlock): boolean {
  return resumedAt !== null && end - start >= leastScatteredBlockMs;
}
