import path from 'node:path';
import { type BranchHistory, branchHistories } from '../domain/branchHistory';
import { parseDay, type WeekSpan, weeksUpTo } from '../domain/calendar';
import type { FileKind } from '../domain/category';
import type { CommitChange } from '../domain/change';
import { type ChangeSize, sizeOf } from '../domain/changeSize';
import type { PlacedCommit, Tip } from '../domain/commitGraph';
import type { ExactDates } from '../domain/exactDates';
import { ownership, type Person } from '../domain/identity';
import { KnownLedger } from '../domain/knownLedger';
import { GrowingLandings, type Landings, type MainlineCommit } from '../domain/landings';
import type { Ledger, LedgerEvent, WorkMarked } from '../domain/ledger';
import { eventsFrom } from '../domain/ledgerNews';
import { factsOf, type Head, headsOf, isOfDefaultBranch } from '../domain/ownWork';
import type { ReportRequest } from '../domain/report';
import type { BranchWork, RequestCommits, RequestReading } from '../domain/reportRequests';
import { firstCommitOf } from '../domain/requestSums';
import { landedRequests, landedSpan, type PullRequest, type RequestLanding } from '../domain/requests';
import { GrowingReverts, type Revert } from '../domain/reverts';
import { dayMs } from '../domain/survival';
import { cloneOf, noNewsSeen, readBranchNews, type SeenNews } from './branchNews';
import { stampOf } from './fileStamp';
import { History, type HistoryReading, type ListedHistory } from './history';
import { Maturities } from './maturities';
import { OwnWorkReader, shortNamed } from './ownWorkReader';
import type { Repository } from './repository';
import { WholeChanges } from './wholeChanges';
import type { GroundedWork } from './workSeeker';

/** How long before the weeks work may have begun that landed in them. */
const longestWorkMs = 90 * dayMs;
/** Requests of the person's whose size tells what is usual. */
const sizedRequests = 20;

export interface RequestReaderParts {
  /** Without one, only what git still has is known. */
  readonly ledger?: Ledger | undefined;
  /** What GitHub told of the person's requests, by number; empty where it was not asked. */
  readonly exactDates?: ((repositoryId: string) => Promise<ReadonlyMap<number, ExactDates>>) | undefined;
  readonly repositoryId: (remoteAddress: string | null, commonFolder: string) => string;
  /** What the journal calls a branch. Without it, no focus is known of any. */
  readonly branchNumber?: ((repositoryId: string, branch: string) => number) | undefined;
  /** What is known already of what commits and whole branches changed, by the top folder of a work tree. */
  readonly known: (topFolder: string) => KnownChanges;
}

export interface KnownChanges {
  readonly changes: ReadonlyMap<string, CommitChange>;
  /** By tip and base, with a space between. */
  readonly wholes: ReadonlyMap<string, CommitChange>;
  /** Of its name alone. */
  readonly kindByPath: (path: string) => FileKind;
}

export interface OpenedRepository {
  readonly repository: Repository;
  readonly listed?: ListedHistory | undefined;
  /** Who works there. */
  readonly person: Person;
}

/** What is kept of one repository between readings. */
class Live {
  news: SeenNews = noNewsSeen;
  watchedFrom: number | null = null;
  events: readonly LedgerEvent[] = [];
  histories: readonly BranchHistory[] = [];
  told: Told | null = null;
  readonly landings = new GrowingLandings();
  readonly reverts = new GrowingReverts();
  history = new History();
  /** What else listings depend on: see {@link basisOf}. */
  basis = '';
  readonly wholes = new WholeChanges();
  readonly own = new OwnWorkReader(this.wholes);
  readonly maturities = new Maturities();
  /** Of what landed, by the commit that completed it. */
  readonly sizes = new Map<string, ChangeSize>();

  beginAnew(basis: string): void {
    this.basis = basis;
    this.history = new History();
  }
}

/** What messages tell. */
interface Told {
  readonly of: readonly MainlineCommit[];
  readonly byId: ReadonlyMap<string, MainlineCommit>;
  readonly landings: Landings;
  /** Ids of the commits that name a request. */
  readonly traced: Pick<ReadonlySet<string>, 'has'>;
  readonly reverts: ReadonlyMap<string, Revert>;
}

/** Reads requests out of a clone: its default branch's messages, its branches, and what its reflogs and the ledger know. */
export class RequestReader {
  readonly #parts: RequestReaderParts;
  readonly #live = new Map<string, Live>();

  constructor(parts: RequestReaderParts) {
    this.#parts = parts;
  }

  /**
   * `null` where there is no default branch to land on.
   * @throws {ReadFailure} as a reading of the report does.
   */
  async read(
    { repository, person, listed }: OpenedRepository,
    request: ReportRequest,
    signal: AbortSignal,
  ): Promise<(RequestReading & RequestCommits) | null> {
    const { defaultBranch } = repository;
    const live = this.#liveOf(repository);
    const { now } = request;
    const basis = await basisOf(repository);
    if (basis !== live.basis) live.beginAnew(basis);
    const exactDates = this.#exactDates(repository);
    const learning = this.#learn(repository, live, now, signal);
    if (!defaultBranch) {
      await learning;
      return null;
    }
    const own = ownership(person);
    const mine = (address: string) => request.allAuthors || own(address);
    const weeks = weeksUpTo(now - 1, request.weeks, request);
    const since = (weeks[0]?.from ?? now) - longestWorkMs;
    const looking = learning.then(() => headsIn(repository, live, defaultBranch.name, since));
    const [heads, { mainline, byId, merged, own: ownCommits, addresses: addressing }, exact] = await Promise.all([
      looking,
      live.history.update(
        { repository, listed },
        defaultBranch.id,
        { since, now },
        looking.then(found => found.map(({ id }) => id)),
        signal,
      ),
      exactDates,
    ]);
    const told = tellingOf(live, { mainline, byId }, now);
    const { changes, wholes, kindByPath } = this.#parts.known(repository.topFolder);
    const clone = cloneOf(repository);
    const working = live.own.read(
      {
        repository,
        defaultBranch,
        clone,
        mainline: told.of,
        traced: told.traced,
        heads,
        commits: ownCommits,
        since,
        now,
        changes,
        wholes,
        kindByPath,
        events: live.events,
        histories: live.histories,
        isOwn: own,
        isMine: mine,
      },
      signal,
    );
    const [work, addresses] = await Promise.all([working, addressing]);
    const requests = landedRequests({
      landings: told.landings,
      mainline: told.byId,
      merged,
      own: work.landed,
      factsAt: work.factsAt,
      histories: live.histories.filter(history => !isOfDefaultBranch(history, defaultBranch.name)),
      addressOf: head => addresses.get(head),
      isMine: mine,
      // What landed earlier was created earlier: no week shows it.
      datedFrom: weeks[0]?.from ?? now,
      revertedAt: landed => revertedAt(landed, told.reverts),
      exactOf: (forge, number) => (forge === 'github' && exact?.get(number)) || null,
    });
    const [sizes, matured] = await Promise.all([
      readSizes(requests, weeks, { repository, live, told, changes, kindByPath }, signal),
      live.maturities.add(
        requests,
        { repository, mainline: told.byId, from: weeks[0]?.from ?? now, works: work.works, isOwn: own, clone, now },
        live.events,
        signal,
      ),
    ]);
    const landedHeads = new Set(requests.map(({ head }) => head));
    await this.#keep(repository, live, [...work.seen, ...matured.seen]);
    return {
      requests: matured.requests.map(each => withSize(each, sizes)),
      weeks,
      tracedShare: told.landings.tracedShare,
      open: work.open.filter(({ head }) => !landedHeads.has(head)),
      firstCommitAt: firstCommitOf(told.of, requests, mine),
      startSetAt: parseDay(repository.config.onboardingStart ?? '', request),
      journalPlace: this.#journalPlaceIn(repository),
      commitsOf: commitsOf(
        requests.filter(({ landed }) => landed.at >= (weeks[0]?.from ?? now)),
        merged,
        work.works,
      ),
      branchCommits: work.works.flatMap(({ commits }) => commits.filter(each => own(each.authorAddress))),
      works: work.works
        .filter(({ commits, lastAt }) => lastAt >= since && factsOf(commits, own)?.mine)
        .map(({ id, name, commits }) => ({ head: id, branch: name, commits: commits.map(each => each.id) })),
      knownMarked: knownMarked(requests, live.events),
    };
  }

  /** Has the ledger keep that work is marked, for its commits may vanish. */
  async keepMarked(repository: Repository, works: readonly BranchWork[], now: number): Promise<void> {
    const live = this.#liveOf(repository);
    const known = markedHeads(live.events);
    const told = { clone: cloneOf(repository), at: Math.floor(now / 1000) * 1000, by: 'found' } as const;
    const news = works.flatMap(({ branch, head }): WorkMarked[] =>
      known.has(head) ? [] : [{ kind: 'marked', ...told, branch, id: head }],
    );
    await this.#keep(repository, live, news);
  }

  #journalPlaceIn(repository: Repository): RequestReading['journalPlace'] {
    const { branchNumber } = this.#parts;
    const id = this.#idOf(repository);
    return branchNumber && (names => ({ repository: id, branches: names.map(name => branchNumber(id, name)) }));
  }

  #liveOf({ topFolder }: Repository): Live {
    const known = this.#live.get(topFolder) ?? new Live();
    this.#live.set(topFolder, known);
    return known;
  }

  /** A disk that fails leaves what can be told without them. */
  async #exactDates(repository: Repository): Promise<ReadonlyMap<number, ExactDates> | null> {
    return (await this.#parts.exactDates?.(this.#idOf(repository)).catch(() => null)) ?? null;
  }

  /** Brings the ledger up to what git has of the branches now. A disk that fails leaves what can be told without it. */
  async #learn(repository: Repository, live: Live, now: number, signal: AbortSignal): Promise<void> {
    const { ledger } = this.#parts;
    const id = this.#idOf(repository);
    const read = (await ledger?.read(id).catch(() => null)) ?? null;
    const kept = read?.foreign ? null : read;
    // What was forgotten, or could not be kept, git is asked for again.
    if (kept && kept.events.length < live.events.length) live.news = noNewsSeen;
    // Without a ledger, what this window saw is all that is known.
    const known = kept ? kept.events : live.events;
    const { news, seen } = await readBranchNews(repository, signal, live.news);
    const fresh = news ? eventsFrom(news, new KnownLedger(known), { now, watchedFrom: live.watchedFrom }) : [];
    if (kept && fresh.length > 0) await ledger?.append(id, fresh).catch(() => undefined);
    if (fresh.length > 0 || known.length !== live.events.length) {
      live.events = [...known, ...fresh];
      live.histories = branchHistories(live.events);
    }
    live.watchedFrom ??= now;
    live.news = seen;
  }

  async #keep(repository: Repository, live: Live, events: readonly LedgerEvent[]): Promise<void> {
    if (events.length === 0) return;
    live.events = [...live.events, ...events];
    await this.#parts.ledger?.append(this.#idOf(repository), events).catch(() => undefined);
  }

  #idOf({ remoteAddress, commonFolder }: Repository): string {
    return this.#parts.repositoryId(remoteAddress, commonFolder);
  }
}

/** Where a shallow clone ends, and whose addresses are the same: a reading says no longer what it did when these change. */
async function basisOf({ topFolder, shallowCommits }: Repository): Promise<string> {
  return [await stampOf([path.join(topFolder, '.mailmap')]), ...shallowCommits].join('\n');
}

/** Where local branches are, here and where they were pushed to, and those of before were. */
function headsIn(
  repository: Repository,
  { histories, events }: Pick<Live, 'histories' | 'events'>,
  defaultBranch: string,
  since: number,
): Head[] {
  const clone = cloneOf(repository);
  const local = repository.bare ? [] : repository.localBranches.map(shortNamed);
  const seen = events.filter(event => event.kind === 'work');
  return headsOf({
    clone,
    local,
    remote: pushedTips(repository, clone, histories),
    histories,
    seen,
    since,
    defaultBranch,
  });
}

/** Where branches are now at the remote that they were last pushed to. */
function pushedTips({ branches: { refs } }: Repository, clone: string, histories: readonly BranchHistory[]): Tip[] {
  const ids = new Map(refs.map(({ name, id }) => [name, id]));
  return histories.flatMap(({ clone: of, branch, pushes, endedAt }) => {
    const push = of === clone && endedAt === null ? pushes.at(-1) : undefined;
    const id = push && ids.get(`refs/remotes/${push.remote}/${push.branch}`);
    return id === undefined ? [] : [{ name: branch, id }];
  });
}

function tellingOf(live: Live, { mainline: of, byId }: Pick<HistoryReading, 'mainline' | 'byId'>, now: number): Told {
  if (live.told?.of === of) return live.told;
  const found = live.landings.tell(of, now);
  const traced = { has: (id: string) => found.byCommit.has(id) || found.again.has(id) };
  live.told = { of, byId, landings: found, traced, reverts: live.reverts.tell(of, found, live.landings.isGrown) };
  return live.told;
}

const markedHeads = (events: readonly LedgerEvent[]): ReadonlySet<string> =>
  new Set(events.flatMap(event => (event.kind === 'marked' ? [event.id] : [])));

function knownMarked(requests: readonly PullRequest[], events: readonly LedgerEvent[]): ReadonlySet<string> {
  const heads = markedHeads(events);
  return new Set(requests.flatMap(({ head, landed }) => (head !== null && heads.has(head) ? [landed.commit] : [])));
}

/** What landed, what a merge brought in with it, and what its branch held. */
function commitsOf(
  requests: readonly PullRequest[],
  merged: ReadonlyMap<string, readonly PlacedCommit[]>,
  works: readonly GroundedWork[],
): Map<string, string[]> {
  const byHead = new Map(works.map(work => [work.id, work.commits]));
  return new Map(
    requests.map(({ landed, head }) => {
      const held = [...(merged.get(landed.commit) ?? []), ...((head !== null && byHead.get(head)) || [])];
      return [landed.commit, [...landed.commits, ...held.map(({ id }) => id)]];
    }),
  );
}

/** When all of it was gone, and still is. */
function revertedAt({ commits }: RequestLanding, reverts: ReadonlyMap<string, Revert>): number | null {
  const gone = commits.map(id => reverts.get(id));
  const times = gone.map(revert => (revert?.reappliedAt === null ? revert.at : null));
  return times.some(at => at === null) ? null : Math.max(...times.map(at => at ?? 0));
}

interface SizedFrom {
  readonly repository: Repository;
  readonly live: Live;
  readonly told: Told;
  readonly changes: ReadonlyMap<string, CommitChange>;
  readonly kindByPath: (path: string) => FileKind;
}

/** The sizes of what landed in the weeks, and of the person's latest before, by what completed it. */
async function readSizes(
  requests: readonly PullRequest[],
  weeks: readonly WeekSpan[],
  { repository, live, told, changes, kindByPath }: SizedFrom,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, ChangeSize>> {
  const from = weeks[0]?.from ?? Number.POSITIVE_INFINITY;
  const latest = new Set(requests.slice(-sizedRequests));
  const wanted = requests.filter(request => request.landed.at >= from || latest.has(request));
  const changeOf = (request: PullRequest) => {
    const { commit, commits, way } = request.landed;
    const known = way === 'merge' || commits.length > 1 ? undefined : changes.get(commit);
    return known ?? live.wholes.get(landedSpan(request, told.byId));
  };
  const unsized = wanted.filter(({ landed }) => !live.sizes.has(landed.commit));
  const missing = unsized.filter(request => !changeOf(request));
  await live.wholes.read(
    repository.objects,
    missing.flatMap(request => landedSpan(request, told.byId) ?? []),
    signal,
  );
  for (const request of unsized) {
    const change = changeOf(request);
    if (change) live.sizes.set(request.landed.commit, sizeOf(change, kindByPath));
  }
  return new Map(
    wanted.flatMap(({ landed }) => {
      const size = live.sizes.get(landed.commit);
      return size ? [[landed.commit, size] as const] : [];
    }),
  );
}

function withSize(request: PullRequest, sizes: ReadonlyMap<string, ChangeSize>): PullRequest {
  const size = sizes.get(request.landed.commit);
  return size ? { ...request, size } : request;
}
