import { aiLensOf, countsByMark, type WrittenCommit } from './aiLens';
import { spanOfWeek } from './calendar';
import { type FirstTouches, newGround } from './newGround';
import type { PullRequestReport, Report } from './report';

/** What a clone tells of marks and of what was touched first. */
export interface GroundReading {
  /** `null` where that is not known, as in a report of everybody. */
  readonly touches: FirstTouches | null;
  /** See `reportOf`. */
  readonly written: readonly WrittenCommit[];
  /** See `RequestCommits`. */
  readonly commitsOf: ReadonlyMap<string, readonly string[]>;
  readonly knownMarked: ReadonlySet<string>;
  /** Whether a commit carries the mark of an assistant itself. */
  readonly isMarked: (commit: string) => boolean;
}

/** A report, with its requests, and with its new ground, marks and AI lens. */
export function withGround(
  report: Report,
  { touches, written, commitsOf, knownMarked, isMarked }: GroundReading,
): Report {
  const pullRequests = (report.pullRequests ?? []).map((request): PullRequestReport => {
    const landed = request.landedCommit ?? '';
    const commits = commitsOf.get(landed);
    return { ...request, marked: commits ? knownMarked.has(landed) || commits.some(isMarked) : null };
  });
  const squashed = new Set(
    pullRequests.flatMap(({ landing, marked, landedCommit }) => (landing === 'squash' && marked ? [landedCommit] : [])),
  );
  const isMarkedOrSquashed = (commit: string) => squashed.has(commit) || isMarked(commit);
  const weeks = report.weeks.map(spanOfWeek);
  const ground = touches && newGround(touches, weeks, isMarkedOrSquashed);
  return {
    ...report,
    weeks: report.weeks.map((week, index) => ({ ...week, newGround: ground?.[index] ?? null })),
    pullRequests: report.pullRequests && pullRequests,
    ai: aiLensOf(countsByMark(written, isMarkedOrSquashed), pullRequests),
  };
}
