import { type Baseline, baselineOf, type Comparison, compare, compareCounts } from './baseline';
import { entersMedians, entersReview, isBeforeFirstCommit } from './creation';
import type { Creation } from './pullRequest';
import type { PullRequestReport, Report, WeekPullRequests, WeekReport } from './report';

/** A week's requests, and what they are compared with: the weeks before it that hold a commit of the person's. */
export interface RequestWeek {
  readonly week: WeekReport;
  readonly sums: WeekPullRequests;
  /** Created or landed in it, oldest landing first. */
  readonly requests: readonly PullRequestReport[];
  /** What the medians of the time to a request, of the focus in it, of the size and of the review rest on. */
  readonly timed: number;
  readonly focused: number;
  readonly sized: number;
  readonly reviewed: number;
  /** Whether the week is not over yet: its counts are compared with nothing. */
  readonly running: boolean;
  readonly landed: Compared | null;
  readonly time: Compared | null;
  readonly focus: Compared | null;
  readonly size: Compared | null;
  readonly review: Compared | null;
}

export interface Compared {
  readonly baseline: Baseline;
  readonly comparison: Comparison;
}

/** Requests from which on the share of reverted ones is given. */
export const leastForRate = 20;
/** Share of traced commits from which on hardly a request was missed: measured on public repositories. */
export const trustedShare = 0.7;

/**
 * Requests by the weeks in which one of their instants lies, in the order given; once in a week, and in none that is not
 * among the weeks.
 * @param weeks oldest first; ISO 8601 as the instants, `to` exclusive.
 */
export function byWeek<T>(
  requests: readonly T[],
  weeks: readonly { readonly from: string; readonly to: string }[],
  instantsOf: (request: T) => readonly (string | null)[],
): T[][] {
  const found = weeks.map((): T[] => []);
  for (const request of requests) {
    for (const at of instantsOf(request)) {
      const index = at === null ? -1 : weeks.findLastIndex(({ from }) => from <= at);
      const inWeek = found[index];
      const isIn = at !== null && at < (weeks[index]?.to ?? '');
      if (inWeek && isIn && inWeek.at(-1) !== request) inWeek.push(request);
    }
  }
  return found;
}

/** The report's weeks, oldest first; `null` before requests were read. Told once: the panel asks for week after week. */
export function requestWeeks(report: Report): readonly RequestWeek[] | null {
  if (report.pullRequests === null) return null;
  const known = told.get(report) ?? toldWeeks(report, report.pullRequests);
  told.set(report, known);
  return known;
}

const told = new WeakMap<Report, readonly RequestWeek[]>();

function toldWeeks(report: Report, pullRequests: readonly PullRequestReport[]): RequestWeek[] {
  const { weeks } = report;
  const now = Date.parse(report.generatedAt);
  const { created } = requestsByWeek(report);
  const either = byWeek(pullRequests, weeks, ({ createdAt, landedAt }) => [createdAt, landedAt]);
  return weeks.flatMap((week, index) => {
    const sums = week.pullRequests;
    if (!sums) return [];
    const before = weeks.slice(0, index).flatMap(({ commits, pullRequests }) => {
      return commits > 0 && pullRequests ? [pullRequests] : [];
    });
    const against = (take: Take, compareBy = compare) => compared(take(sums), before, take, compareBy);
    return [
      {
        week,
        sums,
        requests: either[index] ?? [],
        timed: requestsBehind('timed', week, report),
        focused: (created[index] ?? []).filter(({ focusMs }) => focusMs !== null).length,
        sized: requestsBehind('sized', week, report),
        reviewed: requestsBehind('reviewed', week, report),
        running: Date.parse(week.to) > now,
        landed: against(sums => sums.landed, compareCounts),
        time: against(sums => sums.medianTimeToPrMs),
        focus: against(sums => sums.medianFocusToPrMs),
        size: against(sums => sums.medianSize),
        review: against(sums => sums.medianReviewMs),
      },
    ];
  });
}

/** What tells whether a request enters a median of its week: the first by creation, the rest by landing. */
export type RequestMedian = 'timed' | 'matured' | 'sized' | 'reviewed';

/** How many requests a week's median rests on. @param week one of the report's. */
export function requestsBehind(median: RequestMedian, week: WeekReport, report: Report): number {
  const { created, landed } = requestsByWeek(report);
  const index = report.weeks.indexOf(week);
  const enters: Record<RequestMedian, (request: PullRequestReport) => boolean> = {
    timed: request => timeToRequestMs(request) !== null,
    matured: ({ maturity }) => maturity !== null,
    sized: ({ size }) => size !== null,
    reviewed: request => reviewTimeMs(request) !== null,
  };
  const inWeek = (median === 'timed' ? created : landed)[index] ?? [];
  return inWeek.filter(enters[median]).length;
}

interface RequestsByWeek {
  readonly created: readonly PullRequestReport[][];
  readonly landed: readonly PullRequestReport[][];
}

/** Sorted once for a report: list, pairs and notes ask again and again. */
const sorted = new WeakMap<Report, RequestsByWeek>();

function requestsByWeek(report: Report): RequestsByWeek {
  const requests = report.pullRequests ?? [];
  const known = sorted.get(report) ?? {
    created: byWeek(requests, report.weeks, ({ createdAt }) => [createdAt]),
    landed: byWeek(requests, report.weeks, ({ landedAt }) => [landedAt]),
  };
  sorted.set(report, known);
  return known;
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
  return entersReview(created, epochOf(request.firstCommitAt), landed) ? landed - created.at : null;
}

/** Whether a request is older than all that is left of its commits, as the forge's date may tell. */
export function isOlderThanCommits(request: PullRequestReport): boolean {
  return isBeforeFirstCommit(creationOf(request), epochOf(request.firstCommitAt));
}

function creationOf({ createdAt, createdBasis: basis, createdRange }: PullRequestReport): Creation {
  // Only a bracket's width is asked for.
  const isWide = basis === 'bracketed' && createdRange;
  const range = isWide ? ([epochOf(createdRange[0]), Date.parse(createdRange[1])] as const) : null;
  return { at: epochOf(createdAt), basis, range };
}

const epochOf = (iso: string | null) => (iso === null ? null : Date.parse(iso));

/** The newest week that holds a request; `undefined` where none does. */
export function newestWithRequest(weeks: readonly RequestWeek[]): RequestWeek | undefined {
  return weeks.findLast(({ requests }) => requests.length > 0);
}

type Take = (sums: WeekPullRequests) => number | null;

function compared(
  value: number | null,
  before: readonly WeekPullRequests[],
  take: Take,
  compareBy: typeof compare,
): Compared | null {
  const baseline = baselineOf(before.flatMap(sums => take(sums) ?? []));
  return value === null || !baseline ? null : { baseline, comparison: compareBy(value, baseline) };
}
