import { leastLines } from './durability';
import type { AiGroup, AiLens, PullRequestReport } from './report';
import { medianOfEnough } from './requestSums';
import { timeToRequestMs } from './requestWeeks';

/** Commits that each group takes before anything is said of it. */
export const leastGroupCommits = 10;

/** A commit of the person's in the weeks of a report, neither a merge nor left out. */
export interface WrittenCommit {
  readonly id: string;
  /** Its lines where its week's cohort is complete, else 0, and those of them that were churned. */
  readonly lines: number;
  readonly churned: number;
}

export type LensCounts = Pick<AiGroup, 'commits' | 'lines' | 'churned'>;

/** Commits by their mark. */
export function countsByMark(
  commits: readonly WrittenCommit[],
  isMarked: (commit: string) => boolean,
): Record<keyof AiLens, LensCounts> {
  const counts = {
    marked: { commits: 0, lines: 0, churned: 0 },
    unmarked: { commits: 0, lines: 0, churned: 0 },
  };
  for (const { id, lines, churned } of commits) {
    const group = counts[isMarked(id) ? 'marked' : 'unmarked'];
    group.commits++;
    group.lines += lines;
    group.churned += churned;
  }
  return counts;
}

/** @param landed requests that landed in the weeks; those of which no mark was looked for are in neither group. */
export function aiLensOf(counts: Record<keyof AiLens, LensCounts>, landed: readonly PullRequestReport[]): AiLens {
  const enough = Math.min(counts.marked.commits, counts.unmarked.commits) >= leastGroupCommits;
  const groupOf = (key: keyof AiLens): AiGroup => {
    const { lines, churned } = counts[key];
    const own = landed.filter(({ marked }) => marked === (key === 'marked'));
    const medianOf = (take: (request: PullRequestReport) => number | null | undefined) =>
      enough ? medianOfEnough(own.flatMap(request => take(request) ?? [])) : null;
    return {
      ...counts[key],
      requests: own.length,
      churn: enough && lines >= leastLines ? churned / lines : null,
      medianSize: medianOf(({ size }) => size && size.added + size.deleted),
      medianMaturity: medianOf(({ maturity }) => maturity?.value),
      medianTimeToPrMs: medianOf(timeToRequestMs),
    };
  };
  return { marked: groupOf('marked'), unmarked: groupOf('unmarked') };
}
