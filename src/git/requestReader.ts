import { type BranchHistory, branchHistories } from '../domain/branchHistory';
import { type WeekSpan, weeksUpTo } from '../domain/calendar';
import { classify } from '../domain/category';
import type { CommitChange } from '../domain/change';
import { sizeOf } from '../domain/changeSize';
import { CommitGraph, type Tip } from '../domain/commitGraph';
import type { ExactDates } from '../domain/exactDates';
import { isMine } from '../domain/identity';
import { KnownLedger } from '../domain/knownLedger';
import { type OpenBranch, openBranches } from '../domain/landed';
import { landings, type MainlineCommit } from '../domain/landings';
import type { Ledger } from '../domain/ledger';
import { eventsFrom } from '../domain/ledgerNews';
import { mergedCommits } from '../domain/mergedCommits';
import type { ReportRequest } from '../domain/report';
import type { OpenWork, RequestReading } from '../domain/reportRequests';
import { landedRequests, type PullRequest, type WorkBranch } from '../domain/requests';
import { dayMs } from '../domain/survival';
import { noNewsSeen, readBranchNews, type SeenNews } from './branchNews';
import { readWhole } from './changes';
import { listCommits } from './commits';
import type { GitOptions } from './git';
import { readMainline } from './mainline';
import { readPerson } from './person';
import { openRepository, type Repository } from './repository';

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
  /** What is known already of what commits changed, by the top folder of a work tree. */
  readonly knownChanges: (topFolder: string) => ReadonlyMap<string, CommitChange>;
  readonly git?: GitOptions | undefined;
}

/** What is kept of one repository between readings. */
interface Live {
  mainline: readonly MainlineCommit[];
  news: SeenNews;
  ledger: KnownLedger | null;
  watchedFrom: number | null;
  histories: readonly BranchHistory[];
  /** Of a tip and a base, with a space between. */
  readonly wholes: Map<string, CommitChange>;
}

/** Reads requests out of a clone: its default branch's messages, its branches, and what its reflogs and the ledger know. */
export class RequestReader {
  readonly #parts: RequestReaderParts;
  readonly #live = new Map<string, Live>();

  constructor(parts: RequestReaderParts) {
    this.#parts = parts;
  }

  /** @throws {ReadFailure} as a reading of the report does. */
  async read(folder: string, request: ReportRequest, signal: AbortSignal): Promise<RequestReading> {
    const repository = await openRepository(folder, this.#parts.git ?? {}, signal);
    const live = this.#liveOf(repository);
    const weeks = weeksUpTo(request.now - 1, request.weeks, request);
    const since = (weeks[0]?.from ?? request.now) - longestWorkMs;
    const [person, exact] = await Promise.all([
      readPerson(repository, request.authors, signal),
      this.#exactDates(repository),
      this.#learn(repository, live, request.now, signal),
      readLine(repository, live, signal),
    ]);
    const mine = (address: string) => request.allAuthors || isMine(address, person);
    const tips = await this.#tipsOf(repository, live, signal);
    const all = repository.defaultBranch ? [repository.defaultBranch, ...tips] : tips;
    const listed = await listCommits(repository.git, idsOf(all), since, signal);
    const graph = new CommitGraph(listed, request.now);
    const changes = this.#parts.knownChanges(repository.topFolder);
    const branches = await branchesOf(repository, live, graph, tips, changes, signal);
    const found = landings(live.mainline, request.now);
    const requests = landedRequests({
      landings: found,
      mainline: new Map(live.mainline.map(commit => [commit.id, commit])),
      merged: mergedCommits(graph, idsOf(live.mainline)),
      branches,
      histories: live.histories,
      isMine: mine,
      revertedAt: () => null,
      exactOf: (forge, number) => (forge === 'github' && exact?.get(number)) || null,
    });
    return {
      requests: await withSizes(requests, weeks, { repository, live, changes }, signal),
      weeks,
      tracedShare: found.tracedShare,
      open: openWork(branches, repository, live),
      firstCommitAt: live.mainline.findLast(({ authorAddress }) => mine(authorAddress))?.authoredAt ?? null,
    };
  }

  #liveOf({ topFolder }: Repository): Live {
    const known = this.#live.get(topFolder);
    if (known) return known;
    const live: Live = {
      mainline: [],
      news: noNewsSeen,
      ledger: null,
      watchedFrom: null,
      histories: [],
      wholes: new Map(),
    };
    this.#live.set(topFolder, live);
    return live;
  }

  /** A disk that fails leaves what can be told without them. */
  async #exactDates(repository: Repository): Promise<ReadonlyMap<number, ExactDates> | null> {
    const id = this.#parts.repositoryId(repository.remoteAddress, repository.commonFolder);
    return (await this.#parts.exactDates?.(id).catch(() => null)) ?? null;
  }

  /** Brings the ledger up to what git has of the branches now. A disk that fails leaves what can be told without it. */
  async #learn(repository: Repository, live: Live, now: number, signal: AbortSignal): Promise<void> {
    const { news, seen } = await readBranchNews(repository, signal, live.news);
    const id = this.#parts.repositoryId(repository.remoteAddress, repository.commonFolder);
    const { ledger } = this.#parts;
    const kept = (await ledger?.read(id).catch(() => null)) ?? null;
    const known = kept?.events ?? [];
    const fresh = news ? eventsFrom(news, new KnownLedger(known), { now, watchedFrom: live.watchedFrom }) : [];
    if (kept && fresh.length > 0) await ledger?.append(id, fresh).catch(() => undefined);
    live.histories = branchHistories([...known, ...fresh]);
    live.watchedFrom ??= now;
    live.news = seen;
  }

  /** The local branches, and what branches of before came to last, as far as its commits are there. */
  async #tipsOf(repository: Repository, live: Live, signal: AbortSignal): Promise<Tip[]> {
    const local = repository.bare ? [] : repository.localBranches;
    const known = new Set(idsOf(local));
    const former = live.histories.flatMap(({ branch, tips }) => {
      const last = tips.at(-1);
      return last && !known.has(last.id) ? [{ name: branch, id: last.id }] : [];
    });
    if (former.length === 0) return [...local];
    const asked = former.map(({ id }) => `${id}\n`).join('');
    const answer = await repository.git.query(['cat-file', '--batch-check=%(objecttype)'], signal, asked);
    const types = answer.split('\n');
    return [...local, ...former.filter((_, at) => types[at] === 'commit')];
  }
}

async function readLine({ git, defaultBranch }: Repository, live: Live, signal: AbortSignal): Promise<void> {
  live.mainline = defaultBranch ? await readMainline(git, defaultBranch.id, live.mainline, signal) : [];
}

/** The branches that hold work of their own, and where that landed. */
async function branchesOf(
  { objects, defaultBranch }: Repository,
  live: Live,
  graph: CommitGraph,
  tips: readonly Tip[],
  changes: ReadonlyMap<string, CommitChange>,
  signal: AbortSignal,
): Promise<WorkBranch[]> {
  const landed = graph.reachableFrom(defaultBranch ? [defaultBranch.id] : []);
  const open = openBranches(graph, tips, landed);
  await readWholes(objects, live, open.flatMap(spansOf), signal);
  const landings = new Map<string, string>();
  // Newest first: of several that make the same change, the earliest is the landing.
  for (const { id } of live.mainline) {
    const print = changes.get(id)?.fingerprint;
    if (print) landings.set(print, id);
  }
  const historyByTip = new Map(live.histories.flatMap(history => history.tips.map(({ id }) => [id, history])));
  return open.map((branch): WorkBranch => {
    const prints = branch.commits.map(id => changes.get(id)?.fingerprint ?? '');
    const whole = live.wholes.get(spansOf(branch)[0] ?? '')?.fingerprint ?? '';
    const squash = landings.get(whole);
    const picked = prints.length > 1 && prints.every(print => landings.has(print));
    const last = landings.get(prints.at(-1) ?? '');
    return {
      name: branch.tip.name,
      tip: branch.tip.id,
      commits: branch.commits.flatMap(id => graph.get(id) ?? []),
      history: historyByTip.get(branch.tip.id) ?? null,
      landedAs: squash
        ? { commit: squash, way: 'squash' }
        : picked && last !== undefined
          ? { commit: last, way: 'rebase' }
          : null,
    };
  });
}

interface SizedFrom {
  readonly repository: Repository;
  readonly live: Live;
  readonly changes: ReadonlyMap<string, CommitChange>;
}

/** With the sizes of what landed in the weeks, and of the person's latest before. */
async function withSizes(
  requests: readonly PullRequest[],
  weeks: readonly WeekSpan[],
  { repository, live, changes }: SizedFrom,
  signal: AbortSignal,
): Promise<PullRequest[]> {
  const from = weeks[0]?.from ?? Number.POSITIVE_INFINITY;
  const latest = new Set(requests.filter(({ mine }) => mine).slice(-sizedRequests));
  const wanted = requests.filter(request => request.mine && (request.landed.at >= from || latest.has(request)));
  const mainline = new Map(live.mainline.map(commit => [commit.id, commit]));
  const spanOf = ({ landed: { commit, commits } }: PullRequest) => {
    const base = mainline.get(commits[0] ?? commit)?.parents[0];
    return base === undefined ? '' : `${commit} ${base}`;
  };
  const changeOf = (request: PullRequest) => {
    const { commit, commits, way } = request.landed;
    const known = way === 'merge' || commits.length > 1 ? undefined : changes.get(commit);
    return known ?? live.wholes.get(spanOf(request));
  };
  const missing = wanted.filter(request => !changeOf(request)).map(spanOf);
  await readWholes(
    repository.objects,
    live,
    missing.filter(span => span !== ''),
    signal,
  );
  const asked = new Set(wanted);
  return requests.map(request => {
    const change = asked.has(request) ? changeOf(request) : undefined;
    return change ? { ...request, size: sizeOf(change, classify) } : request;
  });
}

function openWork(branches: readonly WorkBranch[], repository: Repository, live: Live): OpenWork[] {
  const local = new Map<string, string[]>();
  for (const { id, name } of repository.localBranches) local.set(id, [...(local.get(id) ?? []), name]);
  return branches.flatMap(({ tip, commits, landedAs }) => {
    const names = local.get(tip);
    if (!names || landedAs || commits.length === 0) return [];
    const whole = [...live.wholes].find(([span]) => span.startsWith(`${tip} `))?.[1];
    const size = whole ? sizeOf(whole, classify) : null;
    return [{ names, commits, lines: size && size.added + size.deleted }];
  });
}

async function readWholes(
  objects: Repository['objects'],
  live: Live,
  spans: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  const missing = [...new Set(spans)].filter(span => !live.wholes.has(span));
  const isGenerated = (path: string) => classify(path).category === 'generated';
  await readWhole(objects, missing, isGenerated, (span, change) => live.wholes.set(span, change), signal);
}

const spansOf = ({ tip, base }: OpenBranch): string[] => (base === null ? [] : [`${tip.id} ${base}`]);

const idsOf = (named: readonly { readonly id: string }[]): string[] => named.map(({ id }) => id);
