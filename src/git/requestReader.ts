import { type BranchHistory, branchHistories } from '../domain/branchHistory';
import { type WeekSpan, weeksUpTo } from '../domain/calendar';
import { classify } from '../domain/category';
import type { CommitChange } from '../domain/change';
import { type ChangeSize, sizeOf } from '../domain/changeSize';
import type { ExactDates } from '../domain/exactDates';
import { ownership, type Person } from '../domain/identity';
import { KnownLedger } from '../domain/knownLedger';
import { type Landings, landings, type MainlineCommit } from '../domain/landings';
import type { Ledger, LedgerEvent } from '../domain/ledger';
import { eventsFrom } from '../domain/ledgerNews';
import { isOfDefaultBranch } from '../domain/ownWork';
import type { ReportRequest } from '../domain/report';
import type { RequestReading } from '../domain/reportRequests';
import { landedRequests, landedSpan, type PullRequest, type RequestLanding } from '../domain/requests';
import { type Revert, reverts } from '../domain/reverts';
import { dayMs } from '../domain/survival';
import { cloneOf, noNewsSeen, readBranchNews, type SeenNews } from './branchNews';
import { readMainline } from './mainline';
import { Maturities } from './maturities';
import { Brought, readAddresses } from './ownCommits';
import { OwnWorkReader } from './ownWorkReader';
import type { Repository } from './repository';
import { WholeChanges } from './wholeChanges';

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
  /** What is known already of what commits changed, by the top folder of a work tree. */
  readonly knownChanges: (topFolder: string) => ReadonlyMap<string, CommitChange>;
}

export interface OpenedRepository {
  readonly repository: Repository;
  /** Who works there. */
  readonly person: Person;
}

/** What is kept of one repository between readings. */
class Live {
  mainline: readonly MainlineCommit[] = [];
  news: SeenNews = noNewsSeen;
  watchedFrom: number | null = null;
  events: readonly LedgerEvent[] = [];
  histories: readonly BranchHistory[] = [];
  told: Told | null = null;
  readonly brought = new Brought();
  readonly wholes = new WholeChanges();
  readonly own = new OwnWorkReader(this.wholes);
  readonly maturities = new Maturities();
  /** Whose the heads of merges are whose commits were not read, and of which messages all are known. */
  readonly addresses = new Map<string, string | undefined>();
  addressed: Told | null = null;
  /** Of what landed, by the commit that completed it. */
  readonly sizes = new Map<string, ChangeSize>();
}

/** What messages tell. */
interface Told {
  readonly of: readonly MainlineCommit[];
  readonly byId: ReadonlyMap<string, MainlineCommit>;
  readonly landings: Landings;
  /** Ids of the commits that name a request. */
  readonly traced: ReadonlySet<string>;
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
    { repository, person }: OpenedRepository,
    request: ReportRequest,
    signal: AbortSignal,
  ): Promise<RequestReading | null> {
    const { defaultBranch } = repository;
    const live = this.#liveOf(repository);
    const { now } = request;
    const [exact] = await Promise.all([
      this.#exactDates(repository),
      this.#learn(repository, live, now, signal),
      readLine(repository, live, signal),
    ]);
    if (!defaultBranch) return null;
    const own = ownership(person);
    const mine = (address: string) => request.allAuthors || own(address);
    const weeks = weeksUpTo(now - 1, request.weeks, request);
    const since = (weeks[0]?.from ?? now) - longestWorkMs;
    const mainline = lineUpTo(now, live);
    // Git lists commits while messages are read.
    const listing = live.brought.update(repository, mainline, { since, now }, signal);
    const told = tellingOf(live, mainline, now);
    const { merged, fresh } = await listing;
    const changes = this.#parts.knownChanges(repository.topFolder);
    const clone = cloneOf(repository);
    const heads = told === live.addressed ? [] : mergeHeads(told, merged, live.addresses);
    const addressing = readAddresses(repository.git, heads, signal);
    const working = live.own.read(
      {
        repository,
        defaultBranch,
        clone,
        mainline: told.of,
        traced: told.traced,
        fresh,
        since,
        now,
        changes,
        events: live.events,
        histories: live.histories,
        isOwn: own,
        isMine: mine,
      },
      signal,
    );
    const [work, addresses] = await Promise.all([working, addressing]);
    for (const id of heads) live.addresses.set(id, addresses.get(id));
    live.addressed = told;
    const requests = landedRequests({
      landings: told.landings,
      mainline: told.byId,
      merged,
      own: work.landed,
      factsAt: work.factsAt,
      histories: live.histories.filter(history => !isOfDefaultBranch(history, defaultBranch.name)),
      addressOf: head => live.addresses.get(head),
      isMine: mine,
      // What landed earlier was created earlier: no week shows it.
      datedFrom: weeks[0]?.from ?? now,
      revertedAt: landed => revertedAt(landed, told.reverts),
      exactOf: (forge, number) => (forge === 'github' && exact?.get(number)) || null,
    });
    const sized = await withSizes(requests, weeks, { repository, live, told, changes }, signal);
    const matured = await live.maturities.add(
      sized,
      { repository, mainline: told.byId, from: weeks[0]?.from ?? now, works: work.works, isOwn: own, clone, now },
      live.events,
      signal,
    );
    const landedHeads = new Set(requests.map(({ head }) => head));
    await this.#keep(repository, live, [...work.seen, ...matured.seen]);
    return {
      requests: matured.requests,
      weeks,
      tracedShare: told.landings.tracedShare,
      open: work.open.filter(({ head }) => !landedHeads.has(head)),
      firstCommitAt: told.of.findLast(({ authorAddress }) => mine(authorAddress))?.authoredAt ?? null,
      journalPlace: this.#journalPlaceIn(repository),
    };
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

async function readLine({ git, defaultBranch }: Repository, live: Live, signal: AbortSignal): Promise<void> {
  live.mainline = defaultBranch ? await readMainline(git, defaultBranch.id, live.mainline, signal) : [];
}

/** Commits from the future, and what stands on them, are not looked at. */
function lineUpTo(now: number, { mainline, told }: Live): readonly MainlineCommit[] {
  const late = mainline.findLastIndex(({ committedAt }) => committedAt > now);
  const isSame = told?.of[0] === mainline[late + 1] && told?.of.length === mainline.length - late - 1;
  return told && isSame ? told.of : mainline.slice(late + 1);
}

function tellingOf(live: Live, of: readonly MainlineCommit[], now: number): Told {
  if (live.told?.of === of) return live.told;
  const found = landings(of, now);
  const { landed, again } = found;
  live.told = {
    of,
    byId: new Map(of.map(commit => [commit.id, commit])),
    landings: found,
    traced: new Set([...[...landed.values()].flatMap(({ commits }) => commits), ...again.keys()]),
    reverts: reverts(of, found),
  };
  return live.told;
}

/** Heads that requests' merges brought in, whose commits were not read, and that are not known yet. */
function mergeHeads(
  { landings, byId }: Told,
  merged: ReadonlyMap<string, unknown>,
  known: ReadonlyMap<string, unknown>,
) {
  const missing = [...landings.landed.values()].filter(({ commit, way }) => way === 'merge' && !merged.has(commit));
  return missing.flatMap(({ commit }) => byId.get(commit)?.parents[1] ?? []).filter(id => !known.has(id));
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
}

/** With the sizes of what landed in the weeks, and of the person's latest before. */
async function withSizes(
  requests: readonly PullRequest[],
  weeks: readonly WeekSpan[],
  { repository, live, told, changes }: SizedFrom,
  signal: AbortSignal,
): Promise<PullRequest[]> {
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
    if (change) live.sizes.set(request.landed.commit, sizeOf(change, classify));
  }
  const asked = new Set(wanted);
  return requests.map(request => {
    const size = asked.has(request) ? live.sizes.get(request.landed.commit) : undefined;
    return size ? { ...request, size } : request;
  });
}
