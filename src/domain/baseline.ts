/** The person's own earlier weeks for one signal: what a week is compared with. Never anybody else's numbers. */
export interface Baseline {
  median: number;
  /** Median absolute deviation from the median, in the signal's unit. */
  deviation: number;
  /** The ends of what these weeks held, which count while they are few: see {@link compare}. */
  least: number;
  greatest: number;
  /** How many weeks it rests on, {@link leastBaselineWeeks} to {@link mostBaselineWeeks}. */
  weeks: number;
}

/** A week against the baseline: `same` is "about the same". */
export type Comparison = 'more' | 'less' | 'same';

/** Weeks that a baseline takes, and of which it takes the newest. */
export const leastBaselineWeeks = 3;
export const mostBaselineWeeks = 8;

/**
 * The baseline out of the values of the weeks before, oldest first; only the newest {@link mostBaselineWeeks} count.
 * `null` below {@link leastBaselineWeeks}.
 */
export function baselineOf(before: readonly number[]): Baseline | null {
  const values = before.slice(-mostBaselineWeeks);
  if (values.length < leastBaselineWeeks) return null;
  const median = medianOf(values);
  return {
    median,
    deviation: medianOf(values.map(value => Math.abs(value - median))),
    least: Math.min(...values),
    greatest: Math.max(...values),
    weeks: values.length,
  };
}

/**
 * Changed means: further from the median than a tenth of it and than two standard deviations (as the median absolute
 * deviation estimates them), and, with fewer than six weeks to go by, outside everything they held.
 */
export function compare(value: number, baseline: Baseline): Comparison {
  const far = Math.max(0.1 * Math.abs(baseline.median), 2 * 1.4826 * baseline.deviation);
  const distance = value - baseline.median;
  if (Math.abs(distance) <= far) return 'same';
  if (baseline.weeks < 6 && value >= baseline.least && value <= baseline.greatest) return 'same';
  return distance > 0 ? 'more' : 'less';
}

/** The same of a count: one that is less than two apart is about the same. */
export function compareCounts(count: number, baseline: Baseline): Comparison {
  return Math.abs(count - baseline.median) < 2 ? 'same' : compare(count, baseline);
}

/**
 * The same of a step on a scale of few, as an answer is: one that the weeks before held too is about the same. Steps are
 * so wide that half the weeks are often on one, and the deviation tells nothing.
 */
export function compareSteps(step: number, baseline: Baseline): Comparison {
  return step >= baseline.least && step <= baseline.greatest ? 'same' : compare(step, baseline);
}

/** The middle value, or the mean of the middle two; 0 of none. */
export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? 0;
  return (lower + upper) / 2;
}
