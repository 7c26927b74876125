/** Longest delay before a join and before a sum. */
export const longestDelayMs = 36 * 3_600_000;

/** A delay in milliseconds, evenly of all up to {@link longestDelayMs}. */
export function delayFrom(random: (bytes: number) => Buffer): number {
  return Math.floor((random(6).readUIntBE(0, 6) / 2 ** 48) * longestDelayMs);
}
