import { overlapMs } from './focusBlock';
import type { Recording } from './journal';
import { type JournalPlace, journalPlace, type PullRequestReport, type Report } from './report';
import { weeklyRequests } from './requestSums';
import { timeToRequestMs } from './requestWeeks';
import { type FocusOfWeek, mostPausedShare, pausedBetween } from './weeklyFocus';

/** The person's focus by week, as far as it was recorded. */
export interface RecordedFocus {
  /** Oldest first; `null` for a week that was over before anything was recorded. */
  readonly weeks: readonly (FocusOfWeek | null)[];
  readonly recording: Recording;
  /** Epoch milliseconds. */
  readonly now: number;
}

interface Stretch {
  readonly start: number;
  readonly end: number;
}

/**
 * A report with the focus that each request took until it was created, and the medians of that.
 * - It is the person's focus in the request's repository and branch, under each name that the branch had here, from the
 *   first commit to the creation. Work outside VS Code, or before the branch was made, is not in it.
 * - `null` where that time is not known well enough for a median, where no name of the branch is known, where the first
 *   commit is older than the recording or the report, and where over a fifth of the time recording was paused.
 * - In a report of everybody there is none.
 */
export function withRequestFocus(report: Report, focus: RecordedFocus): Report {
  const { pullRequests: requests, identity } = report;
  if (requests === null || identity.mode === 'all') return report;
  const stretches = stretchesOf(focus);
  const from = Math.max(Date.parse(report.range.from), knownFrom(focus));
  const pullRequests = requests.map(request => ({ ...request, focusMs: focusMs(request, stretches, from, focus) }));
  const sums = weeklyRequests(pullRequests, report.weeks);
  const weeks = report.weeks.map((week, index) => ({
    ...week,
    pullRequests: week.pullRequests && (sums[index] ?? null),
  }));
  return { ...report, pullRequests, weeks };
}

function focusMs(
  request: PullRequestReport,
  stretches: ReadonlyMap<string, readonly Stretch[]>,
  from: number,
  { recording, now }: RecordedFocus,
): number | null {
  const time = timeToRequestMs(request);
  const place = request[journalPlace];
  const first = Date.parse(request.firstCommitAt ?? '');
  if (time === null || !place || place.branches.length === 0 || !(first >= from)) return null;
  const created = first + time;
  if (pausedBetween({ from: first, to: created }, { recording, now }) > mostPausedShare * time) return null;
  const own = keysOf(place).flatMap(key => stretches.get(key) ?? []);
  return own.reduce((sum, stretch) => sum + overlapMs(stretch, first, created), 0);
}

/** By repository and branch. */
function stretchesOf({ weeks }: RecordedFocus): ReadonlyMap<string, Stretch[]> {
  const found = new Map<string, Stretch[]>();
  for (const { parts } of weeks.flatMap(week => week?.blocks ?? [])) {
    for (const { start, end, context } of parts) {
      const { repository, branch } = context;
      if (repository === null || branch === null) continue;
      const key = keyOf(repository, branch);
      const known = found.get(key);
      if (known) known.push({ start, end });
      else found.set(key, [{ start, end }]);
    }
  }
  return found;
}

function keysOf({ repository, branches }: JournalPlace): string[] {
  return [...new Set(branches)].map(branch => keyOf(repository, branch));
}

const keyOf = (repository: string, branch: number): string => `${repository} ${branch}`;

/** Since when all focus is among these weeks, epoch milliseconds. */
function knownFrom({ weeks, recording }: RecordedFocus): number {
  const first = weeks.find(week => week !== null);
  if (!first) return Number.POSITIVE_INFINITY;
  const since = recording.since ?? (first.focus.recordedFrom === null ? null : Date.parse(first.focus.recordedFrom));
  return Math.max(first.week.from, since ?? first.week.from);
}
