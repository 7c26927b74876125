import { medianOf } from './baseline';
import type { MainlineCommit } from './landings';
import {
  type JournalPlace,
  journalPlace,
  type Onboarding,
  type PullRequestReport,
  type WeekPullRequests,
} from './report';
import type { PullRequest } from './requests';
import { byWeek, reviewTimeMs, timeToRequestMs } from './requestWeeks';
import { failureWindowMs } from './reverts';

/** Requests that a median takes. */
export const leastRequests = 3;
/** Requests of the person's own that tell how large they usually are, and how many of them count. */
const leastSized = 5;
const mostSized = 20;

/**
 * The person's requests by week; also those of other weeks may be given.
 * @param weeks oldest first; ISO 8601, `to` exclusive.
 */
export function weeklyRequests(
  requests: readonly PullRequestReport[],
  weeks: readonly { readonly from: string; readonly to: string }[],
): WeekPullRequests[] {
  const createdIn = byWeek(requests, weeks, ({ createdAt }) => [createdAt]);
  const landedIn = byWeek(requests, weeks, ({ landedAt }) => [landedAt]);
  return weeks.map((_, index) => {
    const [created, landed] = [createdIn[index] ?? [], landedIn[index] ?? []];
    return {
      created: created.length,
      landed: landed.length,
      medianTimeToPrMs: medianOfEnough(created.flatMap(request => timeToRequestMs(request) ?? [])),
      medianFocusToPrMs: medianOfEnough(created.flatMap(({ focusMs }) => focusMs ?? [])),
      medianMaturity: medianOfEnough(landed.flatMap(({ maturity }) => maturity?.value ?? [])),
      medianSize: medianOfEnough(landed.flatMap(({ size }) => (size ? [size.added + size.deleted] : []))),
      medianReviewMs: medianOfEnough(landed.flatMap(request => reviewTimeMs(request) ?? [])),
      reverted: landed.filter(hasFailed).length,
    };
  });
}

/**
 * Work of so many lines beside the person's last 20 requests: whether it is larger than their 75th percentile (of type 7),
 * and than how many of them; `null` below five of them.
 * @param requests the person's own, oldest landing first.
 */
export function bloatOf(
  lines: number,
  requests: readonly PullRequest[],
): { bloat: boolean; smaller: { count: number; of: number } } | null {
  const sizes = requests.flatMap(({ size }) => (size ? [size.added + size.deleted] : [])).slice(-mostSized);
  if (sizes.length < leastSized) return null;
  sizes.sort((a, b) => a - b);
  const place = 0.75 * (sizes.length - 1);
  const [low = 0, high = low] = sizes.slice(Math.floor(place));
  return {
    bloat: lines > low + (place - Math.floor(place)) * (high - low),
    smaller: { count: sizes.filter(size => size < lines).length, of: sizes.length },
  };
}

/**
 * When the person's first commit was written, as the default branch and their requests tell, epoch milliseconds. A squash
 * says nothing of when its work was begun: where one landed before all that is known, and its first commit is not, it is
 * `null`.
 * @param line the first-parent line, newest first. @param requests the person's own.
 */
export function firstCommitOf(
  line: readonly MainlineCommit[],
  requests: readonly PullRequest[],
  isMine: (address: string) => boolean,
): number | null {
  const landed = new Set(requests.flatMap(({ landed: { way, commits } }) => (way === 'rebase' ? [] : commits)));
  const alone = line.findLast(({ id, authorAddress }) => isMine(authorAddress) && !landed.has(id));
  const known = [alone?.authoredAt, ...requests.map(({ firstCommitAt }) => firstCommitAt)].filter(at => at != null);
  const first = known.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const isEarlier = ({ firstCommitAt, landed: { way, at } }: PullRequest) =>
    firstCommitAt === null && way !== 'rebase' && at < first;
  return first === Number.POSITIVE_INFINITY || requests.some(isEarlier) ? null : first;
}

/**
 * @param requests the person's own, oldest landing first; those that landed before a start that was set do not count.
 * @param firstCommitAt of the person's in this repository.
 * @param setAt since when they say that they work here.
 */
export function onboardingOf(
  requests: readonly PullRequest[],
  firstCommitAt: number | null,
  setAt: number | null = null,
): Onboarding {
  const counted = setAt === null ? requests : requests.filter(({ landed }) => landed.at >= setAt);
  const at = (index: number) => isoOf(counted[index]?.landed.at ?? null);
  return {
    startAt: isoOf(setAt ?? firstCommitAt),
    startBasis: setAt === null ? 'first-commit' : 'set',
    firstLandedAt: at(0),
    tenthLandedAt: at(9),
    landed: counted.length,
  };
}

/**
 * @param named whether a branch and title may be told.
 * @param place where the journal has the work on a branch of these names.
 */
export function requestReport(
  request: PullRequest,
  named: boolean,
  place?: (names: readonly string[]) => JournalPlace,
): PullRequestReport {
  const { forge, number, branch, title, mine, firstCommitCut, created, landed, commits, size } = request;
  const { maturity, revertedAt } = request;
  const { range } = created;
  return {
    forge,
    number,
    branch: named ? branch : null,
    title: named ? title : null,
    mine,
    firstCommitAt: isoOf(request.firstCommitAt),
    firstCommitCut,
    createdAt: isoOf(created.at),
    createdBasis: created.basis,
    createdRange: range && [isoOf(range[0]), new Date(range[1]).toISOString()],
    landedAt: isoOf(landed.at),
    landing: landed.way,
    landedCommit: landed.commit,
    commits,
    size,
    maturity,
    focusMs: null,
    ...(named && place && { [journalPlace]: place(request.names) }),
    revertedAt: isoOf(revertedAt),
    marked: null,
  };
}

/** Whether it was reverted soon enough to count as failed. */
function hasFailed({ landedAt, revertedAt }: PullRequestReport): boolean {
  return landedAt !== null && revertedAt !== null && Date.parse(revertedAt) - Date.parse(landedAt) <= failureWindowMs;
}

/** The median; `null` below {@link leastRequests}. */
export function medianOfEnough(values: readonly number[]): number | null {
  return values.length < leastRequests ? null : medianOf(values);
}

const isoOf = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());
