import type { WeekSpan } from './calendar';
import type { PlacedCommit } from './commitGraph';
import type { JournalPlace, Report, WorkInProgress } from './report';
import { bloatOf, onboardingOf, requestReport, weeklyRequests } from './requestSums';
import type { PullRequest } from './requests';

/** What a clone tells of requests and of the work that is to become some. */
export interface RequestReading {
  /** The person's that landed, oldest first. */
  readonly requests: readonly PullRequest[];
  /** Those of the report. */
  readonly weeks: readonly WeekSpan[];
  /** See `Landings`. */
  readonly tracedShare: number | null;
  /** Local branches whose work has not landed. */
  readonly open: readonly OpenWork[];
  /** Author date of the person's first commit that came to the default branch, epoch milliseconds; `null` where not known. */
  readonly firstCommitAt: number | null;
  /** Since when the person says that they work here, epoch milliseconds. */
  readonly startSetAt?: number | null;
  /** Where the journal has the work on a branch, by its short names; without it nothing is known of that. */
  readonly journalPlace?: ((names: readonly string[]) => JournalPlace) | undefined;
}

/** The commits behind requests and branches, for what messages and paths tell of them. */
export interface RequestCommits {
  /** Ids of the commits of requests that landed in the weeks, as far as they are known, by the one that completed it. */
  readonly commitsOf: ReadonlyMap<string, readonly string[]>;
  /** The person's commits that branches of this clone hold beyond the default branch, whether these landed or not. */
  readonly branchCommits: readonly PlacedCommit[];
  /** The person's work on branches that may have landed in the weeks, or may still. */
  readonly works: readonly BranchWork[];
  /** Ids, as the keys of {@link commitsOf}, of requests whose work was seen to be marked before. */
  readonly knownMarked: ReadonlySet<string>;
}

/** What a branch holds, or held, at a commit. */
export interface BranchWork {
  readonly branch: string;
  readonly head: string;
  readonly commits: readonly string[];
}

/** Branches on one tip, with their own commits. */
export interface OpenWork {
  readonly names: readonly string[];
  /** At least one. */
  readonly commits: readonly PlacedCommit[];
  /** Added and deleted without noise; `null` where it could not be read. */
  readonly lines: number | null;
}

/**
 * A report with its requests. In a report of everybody they are everybody's, and nobody's name is told.
 * @param reading `null` where there is no default branch to land on: no request is known then, and no sums.
 */
export function withRequests(report: Report, reading: RequestReading | null): Report {
  if (!reading) return { ...report, pullRequests: [] };
  const { weeks, tracedShare } = reading;
  const named = report.identity.mode === 'mine';
  const own = reading.requests;
  const from = weeks[0]?.from ?? Number.POSITIVE_INFINITY;
  const shown = own.filter(({ landed, created }) => Math.max(landed.at, created.at ?? 0) >= from);
  const sized = own.filter(({ size }) => size !== null);
  const pullRequests = shown.map(request => requestReport(request, named, reading.journalPlace));
  const sums = weeklyRequests(pullRequests, report.weeks);
  return {
    ...report,
    repository: { ...report.repository, tracedShare },
    weeks: report.weeks.map((week, index) => ({ ...week, pullRequests: sums[index] ?? null })),
    pullRequests,
    workInProgress: named ? reading.open.map(work => workInProgress(work, sized)) : null,
    onboarding: named ? onboardingOf(own, reading.firstCommitAt, reading.startSetAt) : null,
  };
}

function workInProgress({ names, commits, lines }: OpenWork, own: readonly PullRequest[]): WorkInProgress {
  const dates = commits.map(({ effectiveAt }) => effectiveAt);
  const { bloat, smaller } = (lines === null ? null : bloatOf(lines, own)) ?? { bloat: null, smaller: null };
  return {
    branches: [...names],
    commits: commits.length,
    lines,
    oldestAt: new Date(Math.min(...dates)).toISOString(),
    lastAt: new Date(Math.max(...dates)).toISOString(),
    bloat,
    smaller,
  };
}
