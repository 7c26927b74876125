import { leastLines } from './durability';
import type { WeekChurn } from './report';

/** Lines of one adding commit that left at the same age: `ended` by the event, `censored` without it. */
export interface Exit {
  /** Milliseconds, at least 0. */
  readonly ageMs: number;
  readonly ended: number;
  /** Still there now, or ended by a commit that is left out. */
  readonly censored: number;
}

/** All lines that one commit added to a cohort, each in exactly one exit. Order and grouping do not matter. */
export interface CommitExits {
  readonly exits: readonly Exit[];
}

/** The lines added in one week, by adding commit. */
export type Cohort = readonly CommitExits[];

/** Share of lines that outlive an age: a step function from 1, never rising, that includes the ends at that age. */
export interface SurvivalCurve {
  at(ageMs: number): number;
}

export const dayMs = 86_400_000;
/** A line that ends at this age or before churned. */
export const churnHorizonMs = 14 * dayMs;
/** Fewer adding commits than these give no interval. */
const leastCommits = 5;

/**
 * Kaplan & Meier, "Nonparametric estimation from incomplete observations" (1958): the product of 1 − d/n over the ages
 * at which d of the n lines at risk ended. A line is at risk up to and including the age at which it leaves, so lines
 * censored at an age still count for the ends at that age. 1 everywhere for an empty cohort.
 */
export function survivalCurve(cohort: Cohort): SurvivalCurve {
  const { ages, ended, leaving, lines } = stepsUpTo(cohort, Number.POSITIVE_INFINITY);
  const shares = new Float64Array(ages.length);
  let share = 1;
  let left = lines;
  for (let i = 0; i < ages.length; i++) {
    left -= at(leaving, i);
    share *= 1 - at(ended, i) / left;
    shares[i] = share;
  }
  return { at: ageMs => shares[countUpTo(ages, ageMs) - 1] ?? 1 };
}

/** The greatest age (ms) at which at least `least` (from 1) lines are still at risk; null when there are fewer lines. */
export function greatestAgeAtRisk(cohort: Cohort, least: number = leastLines): number | null {
  const linesByAge = new Map<number, number>();
  for (const { exits } of cohort) {
    for (const { ageMs, ended, censored } of exits) {
      linesByAge.set(ageMs, (linesByAge.get(ageMs) ?? 0) + ended + censored);
    }
  }
  let atRisk = 0;
  for (const [ageMs, lines] of [...linesByAge].sort(([a], [b]) => b - a)) {
    atRisk += lines;
    if (atRisk >= least) return ageMs;
  }
  return null;
}

/**
 * How survival goes on after young ages: the curve of the last 8 complete cohorts that have lines, newest last;
 * null under 3 of them.
 */
export function pooledPattern(completeCohorts: readonly Cohort[]): SurvivalCurve | null {
  const last = completeCohorts.filter(cohort => linesOf(cohort) > 0).slice(-8);
  return last.length < 3 ? null : survivalCurve(last.flat());
}

export interface ChurnRules {
  /** Whether every line had the time to reach the horizon. */
  readonly complete: boolean;
  /** Of {@link pooledPattern}. */
  readonly pattern: SurvivalCurve | null;
  /** {@link churnHorizonMs} unless told. */
  readonly horizonMs?: number;
  /** {@link leastLines} unless told. */
  readonly leastLines?: number;
}

export type ChurnEstimate = Pick<WeekChurn, 'estimate' | 'basis' | 'low' | 'high' | 'byDay'>;

const nothing: ChurnEstimate = { estimate: null, basis: null, low: null, high: null, byDay: null };

/**
 * The share of a cohort's lines that end at an age of at most the horizon; all null under the least lines.
 * - Complete: the plain rate, ended within the horizon ÷ lines.
 * - Young, with the least lines at risk at the horizon: Kaplan–Meier there.
 * - Younger, with a pattern S₀: 1 − S(a*)·S₀(horizon)/S₀(a*), a* the greatest age with the least lines at risk.
 * - Younger, without one: null.
 *
 * Every young cohort has what is known at a* (or at the horizon, if that comes first) in `byDay`.
 *
 * `low` and `high` are an interval of roughly 95 % for `estimate`, by adding commits because lines die in hunks; null
 * under 5 of them. It is the delete-one jackknife (Efron, "The Jackknife, the Bootstrap and Other Resampling Plans",
 * 1982), a* and S₀ held fixed, on log(−log S) (Kalbfleisch & Prentice, "The Statistical Analysis of Failure Time Data",
 * 1980). Where no line ended, or every one, commits show no spread: the bound is then the chance per commit at which
 * that many alike happen in one of 20 cases.
 */
export function estimateChurn(cohort: Cohort, rules: ChurnRules): ChurnEstimate {
  const { complete, pattern, horizonMs = churnHorizonMs, leastLines: least = leastLines } = rules;
  const lines = linesOf(cohort);
  if (lines < least) return nothing;
  const commits = cohort.filter(({ exits }) => exits.some(exit => exit.ended + exit.censored > 0));
  if (complete) {
    const outcomes = commits.map(commit => atHorizon(commit, horizonMs));
    const ended = outcomes.reduce((sum, { exits }) => sum + exits.reduce((n, exit) => n + exit.ended, 0), 0);
    return { ...interval(ended / lines, jackknife(outcomes, horizonMs), 1), basis: 'complete', byDay: null };
  }

  const ageMs = Math.min(greatestAgeAtRisk(commits, least) ?? 0, horizonMs);
  const shares = jackknife(commits, ageMs);
  const byDay = { day: Math.floor(ageMs / dayMs), share: 1 - shares.all };
  if (ageMs === horizonMs) return { ...interval(byDay.share, shares, 1), basis: 'survival', byDay };
  const patternThen = pattern?.at(ageMs) ?? 0;
  if (pattern === null || patternThen === 0) return { ...nothing, byDay };
  const onward = pattern.at(horizonMs) / patternThen;
  return { ...interval(1 - shares.all * onward, shares, onward), basis: 'own pattern', byDay };
}

/** The interval of `estimate` = 1 − S · `onward`. */
function interval(
  estimate: number,
  { all, withoutOne }: Jackknife,
  onward: number,
): Pick<ChurnEstimate, 'estimate' | 'low' | 'high'> {
  const { length } = withoutOne;
  // With onward 0 nothing of the cohort matters, so its commits cannot tell how sure the estimate is.
  if (length < leastCommits || onward === 0) return { estimate, low: null, high: null };

  const bound = 0.05 ** (1 / length);
  if (all === 1) return { estimate, low: estimate, high: 1 - bound * onward };
  if (all === 0) return { estimate, low: 1 - (1 - bound) * onward, high: estimate };

  const toTheta = (share: number) => Math.log(-Math.log(share * onward));
  const fromTheta = (theta: number) => 1 - Math.exp(-Math.exp(theta));
  const thetas = withoutOne.map(toTheta);
  const mean = thetas.reduce((sum, theta) => sum + theta, 0) / length;
  const squares = thetas.reduce((sum, theta) => sum + (theta - mean) ** 2, 0);
  const margin = 1.96 * Math.sqrt(((length - 1) / length) * squares);
  const centre = toTheta(all);
  return {
    estimate,
    low: Math.min(estimate, fromTheta(centre - margin)),
    high: Math.max(estimate, fromTheta(centre + margin)),
  };
}

interface Jackknife {
  /** S of all lines. */
  all: number;
  /** S without each commit: kept off 0 and 1 by half a line, for log(−log S) has no value there. */
  withoutOne: number[];
}

/**
 * S at an age, of all commits and without each. The ages are merged once; then each commit's exits are taken out of the
 * sums: commits × ages steps.
 */
function jackknife(cohort: Cohort, ageMs: number): Jackknife {
  const { ages, ended, leaving, lines } = stepsUpTo(cohort, ageMs);
  const ownEnded = new Float64Array(ages.length);
  const ownLeaving = new Float64Array(ages.length + 1);
  /** S of all lines but those in `ownEnded` and `ownLeaving`, of which there are `own`. */
  const product = (own: number) => {
    let share = 1;
    let left = lines - own;
    for (let i = 0; i < ages.length; i++) {
      left -= at(leaving, i) - at(ownLeaving, i);
      if (left > 0) share *= 1 - (at(ended, i) - at(ownEnded, i)) / left;
    }
    return share;
  };
  const all = product(0);
  const withoutOne = cohort.map(({ exits }) => {
    const own = takeExits(exits, ages, ownEnded, ownLeaving);
    const half = 0.5 / (lines - own);
    const share = product(own);
    ownEnded.fill(0);
    ownLeaving.fill(0);
    return Math.min(1 - half, Math.max(half, share));
  });
  return { all, withoutOne };
}

/** What happens at the ages, up to a last one, at which lines ended. */
interface Steps {
  lines: number;
  /** Rising. */
  ages: Float64Array;
  /** Lines that ended at each age. */
  ended: Float64Array;
  /** Lines that left before each age and not before the one before; one more for those after the last. */
  leaving: Float64Array;
}

function stepsUpTo(cohort: Cohort, lastAgeMs: number): Steps {
  const distinct = new Set<number>();
  for (const { exits } of cohort) {
    for (const exit of exits) if (exit.ended > 0 && exit.ageMs <= lastAgeMs) distinct.add(exit.ageMs);
  }
  const ages = Float64Array.from(distinct).sort();
  const ended = new Float64Array(ages.length);
  const leaving = new Float64Array(ages.length + 1);
  let lines = 0;
  for (const { exits } of cohort) lines += takeExits(exits, ages, ended, leaving);
  return { lines, ages, ended, leaving };
}

/** Adds exits to the sums at their ages; returns how many lines they are. */
function takeExits(exits: readonly Exit[], ages: Float64Array, ended: Float64Array, leaving: Float64Array): number {
  let lines = 0;
  for (const exit of exits) {
    const before = countUpTo(ages, exit.ageMs);
    leaving[before] = at(leaving, before) + exit.ended + exit.censored;
    // An age at which lines ended is among the ages, unless it comes after the last one.
    if (exit.ended > 0 && ages[before - 1] === exit.ageMs) ended[before - 1] = at(ended, before - 1) + exit.ended;
    lines += exit.ended + exit.censored;
  }
  return lines;
}

/** How many of the rising ages are at most `ageMs`. */
function countUpTo(ages: Float64Array, ageMs: number): number {
  let low = 0;
  let high = ages.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at(ages, middle) <= ageMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The same lines, told only whether they ended by the horizon. */
function atHorizon({ exits }: CommitExits, horizonMs: number): CommitExits {
  let ended = 0;
  for (const exit of exits) if (exit.ageMs <= horizonMs) ended += exit.ended;
  return { exits: [{ ageMs: horizonMs, ended, censored: linesOf([{ exits }]) - ended }] };
}

function linesOf(cohort: Cohort): number {
  return cohort.reduce((sum, { exits }) => sum + exits.reduce((n, exit) => n + exit.ended + exit.censored, 0), 0);
}

function at(values: Float64Array, index: number): number {
  return values[index] ?? 0;
}
