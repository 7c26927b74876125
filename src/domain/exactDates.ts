import { skewMs } from './creation';
import type { GithubRepository } from './githubRemote';
import type { PullRequestReport } from './report';
import { dayMs } from './survival';

/** GitHub is not asked more often by itself. */
export const askAgainMs = 3_600_000;
/** What changed so long before everything was known is asked for again: clocks differ, and a search lags behind. */
const overlapMs = dayMs;
/** How long what landed may be known to a clone only. */
const longestPushMs = 7 * dayMs;

/** What GitHub says of one request, epoch milliseconds. No title, and no name. */
export interface ExactDates {
  readonly number: number;
  /** When it got its number, as a draft or not. */
  readonly createdAt: number;
  /** When it could first be reviewed: from its creation on, or when it left draft first. `null`: it never had. */
  readonly readyAt: number | null;
  readonly mergedAt: number | null;
  readonly closedAt: number | null;
  /** The earliest author date of its first commits. */
  readonly firstCommitAt: number | null;
}

/** Requests are asked for from the newest to the oldest; epoch milliseconds. */
export interface DateWalk {
  readonly startedAt: number;
  /** Only what was updated since; `null` for all. */
  readonly since: number | null;
  /** Only what was created up to then, for the rest is known; `null` at the beginning. */
  readonly before: number | null;
}

/** What is kept of one repository. That it is there means that the person wants it; epoch milliseconds. */
export interface KeptExactDates {
  /** Whether the right to see private repositories was asked for. */
  readonly isPrivate: boolean;
  /** When GitHub was asked last, whatever came of it. */
  readonly askedAt: number;
  /** When GitHub may be asked again, where it said so. */
  readonly notBefore: number | null;
  /** What happened up to then is known; `null` before all of it was asked for once. */
  readonly knownTo: number | null;
  /** What was cut short, to go on from there. */
  readonly walk: DateWalk | null;
  /** By number. */
  readonly requests: ReadonlyMap<number, ExactDates>;
}

/** Where that is kept, by the id of the repository. Rejects where the disk does not let it. */
export interface ExactDatesStore {
  /** `null` where the person does not want it, or it is damaged. */
  read(repositoryId: string): Promise<KeptExactDates | null>;
  /** Puts what `change` makes of it in its place; `null` leaves it as it is. It may be called again. */
  update(repositoryId: string, change: (kept: KeptExactDates | null) => KeptExactDates | null): Promise<void>;
  forget(repositoryId: string): Promise<void>;
}

/** A part of a walk, in its order. */
export interface DatePage {
  readonly requests: readonly ExactDates[];
  /** How many requests came since the walk went on, and how many there are to come in all. */
  readonly done: number;
  readonly total: number;
  /** What {@link DateWalk.before} is from here on; `null` at the end. */
  readonly before: number | null;
}

/** A forge that tells the dates of the person's own requests. */
export interface ExactDateSource {
  /**
   * @param token of the person's session; goes nowhere else.
   * @param onPage is waited for.
   * @throws {ExactDatesFailure} what came before it stays right. The signal's reason when it is aborted.
   */
  read(
    repository: Pick<GithubRepository, 'owner' | 'name'>,
    walk: Pick<DateWalk, 'since' | 'before'>,
    options: { token: string; signal: AbortSignal; onPage: (page: DatePage) => Promise<void> },
  ): Promise<void>;
}

/**
 * Why there are no exact dates: no answer; no session, or one that is no longer good; a session that may not; no such
 * repository, or none that the session may see; an organisation that wants single sign-on; too much asked; an answer that
 * is none of GitHub's.
 */
export type ExactDatesFailureKind =
  | 'offline'
  | 'signedOut'
  | 'refused'
  | 'notFound'
  | 'singleSignOn'
  | 'rateLimited'
  | 'broken';

/** Never holds what was sent or answered. */
export class ExactDatesFailure extends Error {
  /** @param until when GitHub may be asked again, epoch milliseconds, where that is known. */
  constructor(
    readonly kind: ExactDatesFailureKind,
    readonly until: number | null = null,
  ) {
    super(`Exact dates: ${kind}`);
    this.name = 'ExactDatesFailure';
  }
}

/**
 * When a request was created in the sense of {@link CreationEvidence.exact}: when it could first be reviewed, for time in
 * draft is work before the request. One that was closed or merged as a draft counts from its creation. `null`: it was an
 * open draft when GitHub was asked.
 */
export function reviewableAt({ createdAt, readyAt, closedAt, mergedAt }: ExactDates): number | null {
  return readyAt ?? (closedAt === null && mergedAt === null ? null : createdAt);
}

/**
 * Whether these can be the dates of the request that landed then: a fork counts its own requests from 1 on. A merge that
 * was made in a clone, or waited in a queue, is older than what GitHub takes for its instant. Those of an open draft can't:
 * it left draft since GitHub was asked.
 */
export function isOfLanding(dates: ExactDates, landedAt: number): boolean {
  const { createdAt, mergedAt } = dates;
  if (reviewableAt(dates) === null) return false;
  return mergedAt === null ? landedAt >= createdAt - skewMs : Math.abs(mergedAt - landedAt) <= longestPushMs;
}

/** What is kept when the person begins to want it, before anything came. */
export function nothingKept(isPrivate: boolean, now: number): KeptExactDates {
  return { isPrivate, askedAt: now, notBefore: null, knownTo: null, walk: null, requests: new Map() };
}

/** What to ask for next: the rest of what was cut short, else what changed since; all of it if `anew`. */
export function nextWalk({ walk, knownTo }: KeptExactDates, now: number, anew = false): DateWalk {
  if (walk) return walk;
  return { startedAt: now, since: knownTo === null || anew ? null : knownTo - overlapMs, before: null };
}

/** With what came of a walk. */
export function withPage(kept: KeptExactDates, walk: DateWalk, { requests, before }: DatePage): KeptExactDates {
  const all = new Map(kept.requests);
  for (const request of requests) all.set(request.number, request);
  const progress =
    before === null ? { walk: null, knownTo: walk.startedAt } : { walk: { ...walk, before }, knownTo: kept.knownTo };
  return { ...kept, ...progress, notBefore: null, requests: all };
}

/**
 * Whether GitHub should be asked by itself: something was cut short, or a request landed that was not known to have, since
 * all was known. Not within the hour, and not before GitHub lets it.
 */
export function awaitsDates(kept: KeptExactDates, requests: readonly PullRequestReport[], now: number): boolean {
  if (Math.abs(now - kept.askedAt) < askAgainMs || now < (kept.notBefore ?? now)) return false;
  if (kept.walk || kept.knownTo === null) return true;
  const from = kept.knownTo - askAgainMs;
  return requests.some(({ forge, number, mine, landedAt }) => {
    if (forge !== 'github' || number === null || !mine || landedAt === null) return false;
    return Date.parse(landedAt) >= from && (kept.requests.get(number)?.mergedAt ?? null) === null;
  });
}
