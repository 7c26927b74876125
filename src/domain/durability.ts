import { type Baseline, baselineOf, type Comparison, compare } from './baseline';
import type { WeekReport } from './report';

/** What can be said first about the durability of a person's lines, from the surest to the least sure. */
export type DurabilityFinding =
  | { kind: 'rate'; week: WeekReport; rate: number; against: Against }
  /** Too few lines for a rate; `earlier` is the newest complete week that has one. */
  | { kind: 'tooFew'; week: WeekReport; earlier: { week: WeekReport; rate: number } | null }
  | { kind: 'estimate'; week: WeekReport; estimate: number }
  | { kind: 'tooEarly'; week: WeekReport }
  | { kind: 'nothing' };

/** The own baseline and what the week is against it; `weeks` says how many could be compared where there is none. */
export type Against = { baseline: Baseline; comparison: Comparison } | { baseline: null; weeks: number };

/** Lines a week's cohort needs before a rate is given. */
export const leastLines = 50;

/** What the sentence of the durability section and the status bar rest on. Weeks are oldest first. */
export function durabilityFinding(weeks: readonly WeekReport[]): DurabilityFinding {
  const complete = weeks.filter(week => week.churn.complete && week.churn.added > 0);
  const latest = complete.at(-1);
  if (latest) {
    const { rate } = latest.churn;
    if (rate !== null) return { kind: 'rate', week: latest, rate, against: against(weeks, latest, rate) };
    const earlier = complete.findLast(week => week.churn.rate !== null);
    return {
      kind: 'tooFew',
      week: latest,
      earlier: earlier && earlier.churn.rate !== null ? { week: earlier, rate: earlier.churn.rate } : null,
    };
  }
  const young = weeks.filter(week => week.churn.added > 0);
  const estimated = young.findLast(week => week.churn.estimate !== null);
  if (estimated && estimated.churn.estimate !== null) {
    return { kind: 'estimate', week: estimated, estimate: estimated.churn.estimate };
  }
  const largest = young.reduce<WeekReport | null>(
    (most, week) => (most && most.churn.added > week.churn.added ? most : week),
    null,
  );
  if (!largest) return { kind: 'nothing' };
  return largest.churn.added < leastLines
    ? { kind: 'tooFew', week: largest, earlier: null }
    : { kind: 'tooEarly', week: largest };
}

function against(weeks: readonly WeekReport[], week: WeekReport, rate: number): Against {
  const before = weeks
    .slice(0, weeks.indexOf(week))
    .flatMap(({ commits, churn }) => (commits > 0 && churn.rate !== null ? [churn.rate] : []));
  const baseline = baselineOf(before);
  return baseline ? { baseline, comparison: compare(rate, baseline) } : { baseline: null, weeks: before.length };
}
