import { type Baseline, baselineOf, type Comparison, compare } from './baseline';
import { entersMedians, entersReview } from './creation';
import type { Creation } from './pullRequest';
import type { PullRequestReport, Report, WeekPullRequests, WeekReport } from './report';

/** A week's requests, and what they are compared with: the weeks before it that hold a commit of the person's. */
export interface RequestWeek {
  readonly week: WeekReport;
  readonly sums: WeekPullRequests;
  /** Created or landed in it, oldest landing first. */
  readonly requests: readonly PullRequestReport[];
  /** What the median of the time to a request, and that of the size, rest on. */
  readonly timed: number;
  readonly sized: number;
  /** Whether the week is not over yet: its counts are compared with nothing. */
  readonly running: boolean;
  readonly landed: Compared | null;
  readonly time: Compared | null;
  readonly size: Compared | null;
}

export interface Compared {
  readonly baseline: Baseline;
  readonly comparison: Comparison;
}

/** Requests from which on the share of reverted ones is given. */
export const leastForRate = 20;
/** Share of traced commits from which on hardly a request was missed: measured on public repositories. */
export const trustedShare = 0.7;

/** The report's weeks, oldest first; `null` before requests were read. */
export function requestWeeks(report: Report): RequestWeek[] | null {
  const { pullRequests, weeks } = report;
  if (pullRequests === null) return null;
  const now = Date.parse(report.generatedAt);
  return weeks.flatMap((week, index) => {
    const sums = week.pullRequests;
    if (!sums) return [];
    const isIn = (at: string | null) => at !== null && at >= week.from && at < week.to;
    const before = weeks.slice(0, index).flatMap(({ commits, pullRequests }) => {
      return commits > 0 && pullRequests ? [pullRequests] : [];
    });
    const against = (take: (sums: WeekPullRequests) => number | null) => compared(take(sums), before, take);
    const landed = against(sums => sums.landed);
    return [
      {
        week,
        sums,
        requests: pullRequests.filter(({ createdAt, landedAt }) => isIn(createdAt) || isIn(landedAt)),
        timed: pullRequests.filter(request => isIn(request.createdAt) && timeToRequestMs(request) !== null).length,
        sized: pullRequests.filter(({ landedAt, size }) => isIn(landedAt) && size !== null).length,
        running: Date.parse(week.to) > now,
        landed: landed && countsDiffer(landed, sums.landed),
        time: against(sums => sums.medianTimeToPrMs),
        size: against(sums => sums.medianSize),
      },
    ];
  });
}

/** Whether the forge that numbered the newest request calls it a merge request. */
export function areMergeRequests(requests: readonly PullRequestReport[]): boolean {
  return requests.findLast(({ forge }) => forge !== null)?.forge === 'gitlab';
}

/** From a request's first commit to its creation, where that is known well enough for a median. */
export function timeToRequestMs(request: PullRequestReport): number | null {
  const created = creationOf(request);
  const first = epochOf(request.firstCommitAt);
  if (created.at === null || first === null) return null;
  return entersMedians(created, first) ? created.at - first : null;
}

/** From a request's creation to its landing, where that is known well enough for a median. */
export function reviewTimeMs(request: PullRequestReport): number | null {
  const created = creationOf(request);
  const landed = epochOf(request.landedAt);
  if (created.at === null || landed === null) return null;
  return entersReview(created, landed) ? landed - created.at : null;
}

function creationOf({ createdAt, createdBasis: basis, createdRange }: PullRequestReport): Creation {
  const range = createdRange && ([epochOf(createdRange[0]), Date.parse(createdRange[1])] as const);
  return { at: epochOf(createdAt), basis, range };
}

const epochOf = (iso: string | null) => (iso === null ? null : Date.parse(iso));

/** The newest week that holds a request; `undefined` where none does. */
export function newestWithRequest(weeks: readonly RequestWeek[]): RequestWeek | undefined {
  return weeks.findLast(({ requests }) => requests.length > 0);
}

function compared(
  value: number | null,
  before: readonly WeekPullRequests[],
  take: (sums: WeekPullRequests) => number | null,
): Compared | null {
  const baseline = baselineOf(before.flatMap(sums => take(sums) ?? []));
  return value === null || !baseline ? null : { baseline, comparison: compare(value, baseline) };
}

/** Counts that are one apart are about the same. */
function countsDiffer({ baseline, comparison }: Compared, value: number): Compared {
  return { baseline, comparison: Math.abs(value - baseline.median) < 2 ? 'same' : comparison };
}
