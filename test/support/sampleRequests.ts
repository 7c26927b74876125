import type { PlacedCommit } from '../../src/domain/commitGraph';
import type { Creation } from '../../src/domain/pullRequest';
import type { Report } from '../../src/domain/report';
import { type RequestReading, withRequests } from '../../src/domain/reportRequests';
import { weeklyRequests } from '../../src/domain/requestSums';
import type { PullRequest } from '../../src/domain/requests';
import { inBerlin } from './sampleFlow';

/** Epoch milliseconds of a time in Berlin, in winter: `2026-11-16 09:05`. */
export function at(written: string): number {
  const [day = '', time = ''] = written.split(' ');
  return inBerlin(day, time);
}

/** Times by the clock in Berlin. `created` has a second one where it is only known to lie between the two. */
export interface WrittenRequest {
  number?: number | null;
  title?: string | null;
  branch?: string | null;
  forge?: PullRequest['forge'];
  first?: string | null;
  created?: readonly [Creation['basis'], string?, string?];
  landed: string;
  way?: PullRequest['landed']['way'];
  size?: readonly [added: number, deleted: number, files: number] | null;
  reverted?: string;
  cut?: true;
  /** Lines changed after its creation, of all. */
  changed?: readonly [changedAfter: number, total: number];
}

/** A request of the person's. */
function sampleRequest(given: WrittenRequest): PullRequest {
  const {
    number = 1,
    landed,
    reverted,
    size = [80, 20, 4],
    first = null,
    changed,
    title = 'Widen the channel',
  } = given;
  const { forge = number === null ? null : 'github' } = given;
  const [basis, from, to] = given.created ?? ['landing-only'];
  return {
    forge,
    number,
    branch: given.branch ?? null,
    names: given.branch ? [given.branch] : [],
    title,
    mine: true,
    firstCommitAt: first === null ? null : at(first),
    firstCommitCut: given.cut ?? false,
    created: createdOf(basis, from, to, landed),
    landed: { at: at(landed), commit: `c${number}`, commits: [`c${number}`], way: given.way ?? 'squash' },
    commits: first === null ? null : 3,
    size: size && { added: size[0], deleted: size[1], files: size[2] },
    revertedAt: reverted === undefined ? null : at(reverted),
    createdHead: null,
    head: null,
    maturity: changed ? maturityOf(...changed) : null,
  };
}

const maturityOf = (changedAfter: number, total: number) => ({ value: 1 - changedAfter / total, changedAfter, total });

function createdOf(
  basis: Creation['basis'],
  from: string | undefined,
  to: string | undefined,
  landed: string,
): Creation {
  if (basis === 'landing-only') return { at: at(landed), basis, range: [null, at(landed)] };
  if (from === undefined) return { at: null, basis, range: null };
  return to === undefined
    ? { at: at(from), basis, range: [at(from), at(from)] }
    : { at: at(to), basis, range: [at(from), at(to)] };
}

/** Open work: names, commits' times, lines. */
export type WrittenWork = readonly [names: readonly string[], commits: readonly string[], lines: number | null];

/** The report with requests, oldest landing first, as the reading of a clone gives them. */
export function withSampleRequests(
  report: Report,
  requests: readonly WrittenRequest[],
  given: {
    open?: readonly WrittenWork[];
    tracedShare?: number | null;
    firstCommit?: string;
    journalPlace?: RequestReading['journalPlace'];
  } = {},
): Report {
  const { open = [], tracedShare = null, firstCommit, journalPlace } = given;
  return withRequests(report, {
    requests: requests.map(sampleRequest).sort((a, b) => a.landed.at - b.landed.at),
    weeks: report.weeks.map(({ week, from, to }) => ({ week, from: Date.parse(from), to: Date.parse(to) })),
    tracedShare,
    open: open.map(([names, commits, lines]) => ({ names, commits: commits.map(commitOf), lines })),
    firstCommitAt: firstCommit === undefined ? null : at(firstCommit),
    journalPlace,
  });
}

/** The same with so many hours of focus in its requests; one that is given none has none that is known. */
export function withHoursOfFocus(report: Report, hours: readonly (number | undefined)[]): Report {
  const pullRequests = (report.pullRequests ?? []).map((request, index) => {
    const known = hours[index];
    return { ...request, focusMs: known === undefined ? null : known * 3_600_000 };
  });
  const sums = weeklyRequests(pullRequests, report.weeks);
  const weeks = report.weeks.map((week, index) => ({ ...week, pullRequests: sums[index] ?? null }));
  return { ...report, pullRequests, weeks };
}

function commitOf(written: string): PlacedCommit {
  const instant = at(written);
  return {
    id: written,
    parents: [],
    authoredAt: instant,
    committedAt: instant,
    effectiveAt: instant,
    authorAddress: 'me@example.com',
    authorName: 'Me',
  };
}
