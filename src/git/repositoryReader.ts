import type { WrittenCommit } from '../domain/aiLens';
import { type Calendar, weeksUpTo } from '../domain/calendar';
import { classify, type FileKind, type PathAttributes } from '../domain/category';
import type { ChangeStore, CommitChange } from '../domain/change';
import { CommitGraph, type PlacedCommit, type Tip } from '../domain/commitGraph';
import { isBotAddress, isMine } from '../domain/identity';
import { copiesAmong, hasLanded, type OpenBranch, openBranches } from '../domain/landed';
import type { Ledger } from '../domain/ledger';
import { commitsOnNewGround, type GroundStore } from '../domain/newGround';
import { type CommitToReplay, Replay } from '../domain/replay';
import {
  type NoiseRule,
  noiseRules,
  type ReadProgress,
  type Report,
  type ReportReader,
  type ReportRequest,
} from '../domain/report';
import { withGround } from '../domain/reportGround';
import { reportOf } from '../domain/reportOf';
import { type RequestCommits, withRequests } from '../domain/reportRequests';
import { churnHorizonMs, dayMs } from '../domain/survival';
import { readAttributes } from './attributes';
import { type ChangesToRead, readChanges, readWhole } from './changes';
import { listCommits } from './commits';
import type { GitOptions } from './git';
import type { ListedHistory } from './history';
import { readIgnoredRevisions } from './ignoredRevisions';
import { Marks } from './marks';
import { NewGroundReader } from './newGroundReader';
import { readPerson } from './person';
import { openRepository, type Repository } from './repository';
import { type OpenedRepository, RequestReader, type RequestReaderParts } from './requestReader';

/** How far before the asked weeks what earlier runs kept is made use of. */
const mostEarlierMs = 400 * dayMs;

export interface ReaderParts {
  readonly store: ChangeStore;
  /** Names a repository for the store and the report. */
  readonly repositoryId: (remoteAddress: string | null, commonFolder: string) => string;
  /** What was seen of branches. Without one, only what git still has is known. */
  readonly ledger?: Ledger;
  readonly exactDates?: RequestReaderParts['exactDates'];
  readonly branchNumber?: RequestReaderParts['branchNumber'];
  /** What the person touched first. Without one it is read anew by each process. */
  readonly grounds?: GroundStore;
  readonly git?: GitOptions;
}

/** What a report was read from, as far as that was read. */
interface ReadRepository extends OpenedRepository {
  readonly written?: readonly WrittenCommit[];
  readonly commits?: RequestCommits | null;
}

/** Of a repository without a default branch. */
const noCommits: RequestCommits = { commitsOf: new Map(), branchCommits: [], works: [], knownMarked: new Set() };

/** What is kept of one repository between readings. */
interface Live {
  readonly changes: Map<string, CommitChange>;
  readonly unreadable: Set<string>;
  /** What whole branches change, by tip and base. */
  readonly wholes: Map<string, CommitChange>;
  readonly attributes: Map<string, PathAttributes | null>;
  readonly binaryPaths: Set<string>;
  readonly kindByPath: (path: string) => FileKind;
  /** By the rules that a replay depends on. */
  readonly replays: Map<string, Replay>;
}

/**
 * Reads reports out of git. What commits changed is kept in the store, and the replay of a repository in memory, so
 * that a further reading only looks at what is new.
 */
export class RepositoryReader implements ReportReader {
  readonly #parts: ReaderParts;
  readonly #live = new Map<string, Live>();
  readonly #requests: RequestReader;
  readonly #grounds: NewGroundReader;
  readonly #marks = new Map<string, Marks>();
  /** What reports were read from, for their requests to be read from the same. */
  readonly #opened = new WeakMap<Report, ReadRepository>();

  constructor(parts: ReaderParts) {
    this.#parts = parts;
    const { ledger, exactDates, repositoryId, branchNumber } = parts;
    this.#grounds = new NewGroundReader(parts.grounds);
    const nothing = { changes: new Map(), wholes: new Map(), kindByPath: classify };
    const known = (topFolder: string) => this.#live.get(topFolder) ?? nothing;
    this.#requests = new RequestReader({ ledger, exactDates, repositoryId, branchNumber, known });
  }

  async read(
    folder: string,
    request: ReportRequest,
    { signal, onProgress }: { signal: AbortSignal; onProgress?: (progress: ReadProgress) => void },
  ): Promise<Report> {
    const repository = await openRepository(folder, this.#parts.git ?? {}, signal);
    const id = this.#parts.repositoryId(repository.remoteAddress, repository.commonFolder);
    const calendar: Calendar = { timeZone: request.timeZone, dayStartMinutes: request.dayStartMinutes };
    // Of a week that starts with the last instant, as after `--until` a Sunday, there is nothing to see yet.
    const weeks = weeksUpTo(request.now - 1, request.weeks, calendar);
    const since = (weeks[0]?.from ?? request.now) - churnHorizonMs;
    const tips = tipsOf(repository);
    const ids = tips.map(tip => tip.id);
    const [live, listed, asked] = await Promise.all([
      this.#liveOf(repository, id),
      listCommits(repository.git, ids, since, signal),
      // An address that is not the person's is refused before anything is read that takes long.
      request.authors.length > 0 ? readPerson(repository, request.authors, signal) : null,
    ]);
    const leaveOut = new Set(request.leaveOut);
    const graph = new CommitGraph(listed, request.now);
    const { commits, historyFrom } = commitsToRead(graph, repository, live, since);
    const failed = new AbortController();
    const either = AbortSignal.any([signal, failed.signal]);
    // The small questions are asked while the long answer comes.
    const [, person, ignored] = await Promise.all([
      this.#readMissing(repository, id, live, commits, either, onProgress),
      asked ?? readPerson(repository, [], either),
      readIgnoredRevisions(repository, either),
    ]).catch((error: unknown) => {
      failed.abort();
      throw error;
    });
    // Only what every reading of these weeks sees: what was kept of earlier ones must not change the sums.
    const recent = new Map<string, CommitChange>();
    for (const commit of commits) {
      const change = live.changes.get(commit.id);
      if (change && dateOf(commit) >= since) recent.set(commit.id, change);
    }
    const landed = graph.reachableFrom(repository.defaultBranch ? [repository.defaultBranch.id] : []);
    const open = await this.#openWork(repository, { graph, landed }, tips, live, recent, signal);
    const set = graph.reachableFrom([
      ...(repository.defaultBranch ? [repository.defaultBranch.id] : []),
      ...open.map(({ id }) => id),
    ]);
    const toReplay = commits
      .filter(commit => set.has(commit.id))
      .map((commit): CommitToReplay => {
        const bot = isBotAddress(commit.authorAddress, commit.authorName);
        const handsOn = (bot && leaveOut.has('bots')) || (ignored.has(commit.id) && leaveOut.has('ignoredRevisions'));
        return { ...commit, handsOn, change: live.changes.get(commit.id) ?? null };
      });
    await this.#readAttributes(repository, live, toReplay, signal);
    const replay = replayOf(live, toReplay, leaveOut);
    const copies = leaveOut.has('copies') ? copiesAmong(set, graph, recent) : new Set<string>();
    const { report, written } = reportOf({
      request,
      weeks,
      calendar,
      readFrom: since,
      historyFrom,
      replay,
      facts: {
        id,
        name: repository.name,
        defaultBranch: repository.defaultBranch?.name ?? null,
        shallow: repository.shallow,
        partial: repository.partial,
        unreadableCommits: commits.filter(commit => live.unreadable.has(commit.id)).length + repository.lostBranches,
        commitsFromTheFuture: graph.fromTheFuture,
        tracedShare: null,
      },
      addresses: person.addresses.size,
      isMine: address => request.allAuthors || isMine(address, person),
      leftOut: ({ id, authorAddress, authorName }) => {
        if (copies.has(id)) return 'copies';
        if (leaveOut.has('bots') && isBotAddress(authorAddress, authorName)) return 'bots';
        return leaveOut.has('ignoredRevisions') && ignored.has(id) ? 'ignoredRevisions' : null;
      },
    });
    this.#opened.set(report, { repository, person, written, listed: { graph, landed } });
    return report;
  }

  async addRequests(folder: string, request: ReportRequest, report: Report, signal: AbortSignal): Promise<Report> {
    const opened = this.#opened.get(report) ?? (await this.#open(folder, request, signal));
    const reading = await this.#requests.read(opened, request, signal);
    const whole = withRequests(report, reading);
    this.#opened.set(whole, { ...opened, listed: undefined, commits: reading });
    return whole;
  }

  async addGround(_folder: string, request: ReportRequest, report: Report, signal: AbortSignal): Promise<Report> {
    const { repository, person, written, commits } = this.#opened.get(report) ?? {};
    if (!repository || !person || !written || commits === undefined) return report;
    const { branchCommits, commitsOf, works, knownMarked } = commits ?? noCommits;
    const from = Date.parse(report.range.from);
    const touches = request.allAuthors
      ? null
      : await this.#grounds.read(
          { repository, person, repositoryId: report.repository.id, from, branchCommits },
          signal,
        );
    const marks = this.#marksOf(repository);
    const asked = [
      ...commitsOf.values(),
      ...works.map(work => work.commits),
      written.map(({ id }) => id),
      touches ? commitsOnNewGround(touches, from) : [],
    ];
    await marks.read(repository.git, asked.flat(), signal);
    const marked = works.filter(work => work.commits.some(marks.isMarked));
    await this.#requests.keepMarked(repository, marked, request.now);
    return withGround(report, { touches, written, commitsOf, knownMarked, isMarked: marks.isMarked });
  }

  async #open(folder: string, { authors }: ReportRequest, signal: AbortSignal): Promise<OpenedRepository> {
    const repository = await openRepository(folder, this.#parts.git ?? {}, signal);
    return { repository, person: await readPerson(repository, authors, signal) };
  }

  #marksOf({ topFolder }: Repository): Marks {
    const known = this.#marks.get(topFolder) ?? new Marks();
    this.#marks.set(topFolder, known);
    return known;
  }

  async #liveOf({ topFolder }: Repository, id: string): Promise<Live> {
    const known = this.#live.get(topFolder);
    if (known) return known;
    const changes = await this.#parts.store.load(id);
    const live: Live = {
      changes,
      unreadable: new Set(),
      wholes: new Map(),
      attributes: new Map(),
      binaryPaths: new Set(),
      kindByPath: kindByPath(),
      replays: new Map(),
    };
    this.#live.set(topFolder, live);
    return live;
  }

  /** Reads what commits changed that is not known yet, and keeps it, also of a reading that is cut short. */
  async #readMissing(
    { objects, shallowCommits }: Repository,
    id: string,
    live: Live,
    commits: readonly PlacedCommit[],
    signal: AbortSignal,
    onProgress: ((progress: ReadProgress) => void) | undefined,
  ): Promise<void> {
    // The commits where a shallow clone ends look as if they had added every file.
    const missing = commits.filter(commit => !live.changes.has(commit.id) && !shallowCommits.has(commit.id));
    if (missing.length === 0) return;
    // Newest first: where much can't be read, as in a partial clone, the newest is what matters and what is there.
    missing.reverse();
    const wanted: ChangesToRead = {
      ordinary: missing.filter(({ parents }) => parents.length < 2).map(commit => commit.id),
      merges: missing.filter(({ parents }) => parents.length > 1).map(commit => commit.id),
    };
    const read: CommitChange[] = [];
    let done = 0;
    const tick = () => onProgress?.({ done: ++done, total: missing.length });
    const sink = {
      onChange: (change: CommitChange) => {
        read.push(change);
        live.changes.set(change.id, change);
        live.unreadable.delete(change.id);
        tick();
      },
      onUnreadable: (commit: string) => {
        live.unreadable.add(commit);
        tick();
      },
    };
    try {
      await readChanges(objects, wanted, isGenerated(live), sink, signal);
    } finally {
      await this.#parts.store.add(id, read);
    }
  }

  /**
   * HEAD and those local branches whose work is not on the default branch yet, under these ids or others.
   * @param changes of the commits by which that is told.
   */
  async #openWork(
    repository: Repository,
    { graph, landed }: ListedHistory,
    tips: readonly Tip[],
    live: Live,
    changes: ReadonlyMap<string, CommitChange>,
    signal: AbortSignal,
  ): Promise<readonly Tip[]> {
    const { defaultBranch, objects } = repository;
    if (defaultBranch === null) return tips;
    const fingerprints = new Set<string>();
    for (const id of landed) {
      const print = changes.get(id)?.fingerprint;
      if (print) fingerprints.add(print);
    }
    const branches = openBranches(graph, tips, landed);
    const spans = branches.flatMap(spanOf).filter(span => !live.wholes.has(span));
    await readWhole(objects, spans, isGenerated(live), (span, change) => live.wholes.set(span, change), signal);
    const wholeOf = (branch: OpenBranch) => live.wholes.get(spanOf(branch)[0] ?? '') ?? null;
    return branches.filter(branch => !hasLanded(branch, changes, fingerprints, wholeOf(branch))).map(({ tip }) => tip);
  }

  /** Asked anew each time: anything may have changed them in the work tree. */
  async #readAttributes(
    { git }: Repository,
    live: Live,
    commits: readonly CommitToReplay[],
    signal: AbortSignal,
  ): Promise<void> {
    const paths = new Set<string>();
    for (const { change } of commits) for (const { path } of change?.files ?? []) paths.add(path);
    const found = await readAttributes(git, [...paths], signal);
    for (const path of paths) {
      const known = live.attributes.get(path);
      const now = found.get(path) ?? null;
      if (known !== undefined && !areSame(known, now)) live.replays.clear();
      live.attributes.set(path, now);
      if (now?.binary) live.binaryPaths.add(path);
      else live.binaryPaths.delete(path);
    }
  }
}

const attributeNames = ['generated', 'vendored', 'documentation', 'binary'] as const;

const areSame = (one: PathAttributes | null, other: PathAttributes | null): boolean =>
  one === other || attributeNames.every(name => one?.[name] === other?.[name]);

/** The kind of a path by its patterns alone; the same paths are asked about in many commits. */
function kindByPath(): (path: string) => FileKind {
  const known = new Map<string, FileKind>();
  return path => {
    let kind = known.get(path);
    if (!kind) {
      kind = classify(path);
      known.set(path, kind);
    }
    return kind;
  };
}

const isGenerated =
  ({ kindByPath }: Live) =>
  (path: string): boolean =>
    kindByPath(path).category === 'generated';

/**
 * Where reading starts: HEAD, the default branch, all local branches; each commit once. In a bare repository nobody
 * works: its branches are what others pushed, so only HEAD and the default branch count.
 */
function tipsOf({ head, defaultBranch, localBranches, bare }: Repository): Tip[] {
  const current = head === null ? [] : [{ name: 'HEAD', id: head }];
  const tips = [...current, ...(defaultBranch ? [defaultBranch] : []), ...(bare ? [] : localBranches)];
  const seen = new Set<string>();
  return tips.filter(({ id }) => !seen.has(id) && seen.add(id));
}

/** What `readWhole` is asked for a branch that has more than one commit: one alone is its own whole. */
const spanOf = ({ tip, base, commits }: OpenBranch): string[] =>
  base === null || commits.length < 2 ? [] : [`${tip.id} ${base}`];

/**
 * The commits since then, and as many before them as were read in an earlier run without a gap.
 * `historyFrom` is from when on every commit is among them.
 */
function commitsToRead(
  graph: CommitGraph,
  { shallowCommits }: Repository,
  live: Live,
  since: number,
): { commits: PlacedCommit[]; historyFrom: number } {
  const all = [...graph.commits];
  const isKept = ({ id }: PlacedCommit) => live.changes.has(id) && !shallowCommits.has(id);
  const older = all.filter(commit => dateOf(commit) < since).sort((a, b) => dateOf(b) - dateOf(a));
  const end = older.findIndex(commit => !isKept(commit) || dateOf(commit) < since - mostEarlierMs);
  const kept = end < 0 ? older : older.slice(0, end);
  const last = kept.at(-1);
  const from = last ? dateOf(last) : since;
  const commits = all.filter(commit => dateOf(commit) >= from);
  const toRoots = end < 0 && all.every(({ parents }) => parents.every(id => graph.get(id)));
  // A history that was read to its roots is only as long as it is, and a shallow one begins where it was cut.
  const starts = commits.filter(({ id, parents }) => shallowCommits.has(id) || (toRoots && parents.length === 0));
  const begun = starts.map(dateOf);
  return { commits, historyFrom: begun.length > 0 ? (toRoots ? Math.min(...begun) : Math.max(from, ...begun)) : from };
}

/** What decides whether a commit is read: the later of its dates. */
const dateOf = ({ effectiveAt, committedAt }: PlacedCommit): number => Math.max(effectiveAt, committedAt);

/** Brings the live replay up to these commits, or makes one anew where it can't be. */
function replayOf(live: Live, commits: readonly CommitToReplay[], leaveOut: ReadonlySet<NoiseRule>): Replay {
  const followed = noiseRules.filter(rule => (rule === 'whitespace' || rule === 'moved') && leaveOut.has(rule)).join();
  const known = live.replays.get(followed);
  if (known?.bring(commits)) return known;
  const replay = new Replay({
    leaveOut,
    attributesOf: path => live.attributes.get(path) ?? undefined,
    binaryPaths: live.binaryPaths,
    kindByPath: live.kindByPath,
  });
  replay.bring(commits);
  live.replays.set(followed, replay);
  return replay;
}
