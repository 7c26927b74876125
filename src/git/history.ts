import type { Commit } from '../domain/change';
import { CommitGraph, type PlacedCommit } from '../domain/commitGraph';
import { type MainlineCommit, mayLand } from '../domain/landings';
import { mergedCommits } from '../domain/mergedCommits';
import { mayRevert } from '../domain/reverts';
import { listCommits, readAddresses } from './commits';
import { listMessages, readMainline } from './mainline';
import type { Repository } from './repository';

const everything = Number.NEGATIVE_INFINITY;

function readAhead(commit: MainlineCommit): void {
  mayLand(commit);
  mayRevert(commit);
}

/** From when on merges are looked at, and when it is; epoch milliseconds. */
export interface HistorySpan {
  readonly since: number;
  readonly now: number;
}

/** What was listed already, from now back without a gap. */
export interface ListedHistory {
  readonly graph: CommitGraph;
  /** Ids of the commits of the default branch. */
  readonly landed: ReadonlySet<string>;
}

export interface HistoryReading {
  /** The first-parent line up to now, newest first; the same as the last time where nothing has changed. */
  readonly mainline: readonly MainlineCommit[];
  /** See `mergedCommits`; none of merges before `since`, or where a shallow clone ends. */
  readonly merged: ReadonlyMap<string, readonly PlacedCommit[]>;
  /** The same by id, and what else was ever on it. */
  readonly byId: ReadonlyMap<string, MainlineCommit>;
  /** What the heads hold that the default branch does not. */
  readonly own: readonly Commit[];
  /** Whose the heads of merges are that may name a request, by the head. Git looks while messages are told. */
  readonly addresses: Promise<ReadonlyMap<string, string>>;
}

/**
 * What the default branch and heads of work hold, kept between readings: commits never change, so that a further reading
 * lists only what came since, in one run of git. Where the default branch was rewritten, it begins anew.
 */
export class History {
  /** The whole first-parent line, newest first. */
  #line: readonly MainlineCommit[] = [];
  #mainline: readonly MainlineCommit[] = [];
  readonly #byId = new Map<string, MainlineCommit>();
  #merged = new Map<string, readonly PlacedCommit[]>();
  /** Up to where, and from when on, {@link #merged} is known. */
  #mergedTip: string | null = null;
  #since = Number.NaN;
  readonly #own = new Map<string, Commit>();
  /** Heads whose commits were listed, and the commit of the default branch that they were told apart from. */
  readonly #heads = new Set<string>();
  #ownTip: string | null = null;
  readonly #addresses = new Map<string, string>();
  /** Heads whose address was not asked for yet. */
  readonly #nameless = new Set<string>();
  #addressing: Promise<ReadonlyMap<string, string>> | null = null;

  /**
   * @param tip of the default branch.
   * @param heads those whose commits are not there any more are passed over. What is read before is not held up by them.
   */
  async update(
    { repository, listed }: { readonly repository: Repository; readonly listed?: ListedHistory | undefined },
    tip: string,
    { since, now }: HistorySpan,
    heads: readonly string[] | Promise<readonly string[]>,
    signal: AbortSignal,
  ): Promise<HistoryReading> {
    this.#addressing = null;
    const isKnown = this.#line.length > 0 && this.#mergedTip === this.#line[0]?.id && this.#since === since;
    const all = isKnown ? null : this.#begin(repository, tip, { since, now }, signal);
    const [asked] = await Promise.all([heads, all]);
    const near = listed?.graph.fromTheFuture === 0 ? listed : null;
    if (this.#line[0]?.id !== tip && !(await this.#goOn(repository, tip, this.#newHeads(asked, near), now, signal))) {
      await this.#begin(repository, tip, { since, now }, signal);
    }
    const late = this.#line.findLastIndex(({ committedAt }) => committedAt > now);
    const isSame = this.#mainline[0] === this.#line[late + 1] && this.#mainline.length === this.#line.length - late - 1;
    if (!isSame) this.#mainline = this.#line.slice(late + 1);
    await this.#listOwn(repository, asked, near, signal);
    const addresses = this.#addressing ?? this.#startAddresses(repository, signal);
    return {
      mainline: this.#mainline,
      byId: this.#byId,
      merged: this.#merged,
      own: [...this.#own.values()],
      addresses,
    };
  }

  async #begin(repository: Repository, tip: string, { since, now }: HistorySpan, signal: AbortSignal): Promise<void> {
    const { git } = repository;
    const [line, listed] = await Promise.all([
      this.#line[0]?.id === tip ? this.#line : readMainline(git, tip, signal, readAhead),
      listCommits(git, [tip], since, signal),
    ]);
    this.#askAddresses(repository, line, listed, signal);
    if (line !== this.#line) this.#byId.clear();
    this.#extend(line, line);
    this.#merged = new Map();
    this.#since = since;
    this.#merge(repository, line, listed, now);
  }

  /** What came on top of what is known, and what new heads hold; `false` where it did not come on top. */
  async #goOn(
    repository: Repository,
    tip: string,
    heads: readonly string[],
    now: number,
    signal: AbortSignal,
  ): Promise<boolean> {
    const known = this.#line[0]?.id ?? '';
    // What heads hold may have landed: it is listed again.
    const asked = [tip, ...heads, `^${known}`];
    const listed = new Map((await listMessages(repository.git, asked, signal)).map(each => [each.id, each]));
    const fresh: MainlineCommit[] = [];
    let next: string | undefined = tip;
    for (let commit = listed.get(next); commit; commit = listed.get(next ?? '')) {
      fresh.push(commit);
      [next] = commit.parents;
    }
    if (next !== known) return false;
    const graph = new CommitGraph([...listed.values()], Number.POSITIVE_INFINITY);
    const landed = graph.reachableFrom([tip]);
    for (const id of landed) this.#own.delete(id);
    for (const [id, commit] of listed) if (!landed.has(id)) this.#own.set(id, commit);
    for (const id of heads) this.#heads.add(id);
    this.#extend(fresh, [...fresh, ...this.#line]);
    this.#askAddresses(repository, fresh, [...listed.values()], signal);
    this.#ownTip = tip;
    const came = [...listed.values()].filter(({ id }) => landed.has(id));
    this.#merge(repository, fresh, came, now);
    return true;
  }

  #extend(fresh: readonly MainlineCommit[], line: readonly MainlineCommit[]): void {
    for (const commit of fresh) this.#byId.set(commit.id, commit);
    this.#line = line;
  }

  /** Commits that were listed tell their addresses themselves. */
  #askAddresses(
    repository: Repository,
    line: readonly MainlineCommit[],
    listed: readonly Commit[],
    signal: AbortSignal,
  ): void {
    const told = new Map(listed.map(({ id, authorAddress }) => [id, authorAddress]));
    for (const commit of line) {
      const head = commit.parents[1];
      if (head === undefined || this.#addresses.has(head) || !mayLand(commit)) continue;
      const address = told.get(head);
      if (address === undefined) this.#nameless.add(head);
      else this.#addresses.set(head, address);
    }
    this.#addressing = this.#startAddresses(repository, signal);
  }

  #startAddresses(repository: Repository, signal: AbortSignal): Promise<ReadonlyMap<string, string>> {
    const addressing = this.#readAddresses(repository, signal);
    // Whoever waits for it hears of a failure, though perhaps later; the next reading asks again.
    addressing.catch(() => undefined);
    return addressing;
  }

  async #readAddresses({ git }: Repository, signal: AbortSignal): Promise<ReadonlyMap<string, string>> {
    const heads = [...this.#nameless];
    for (const [head, address] of await readAddresses(git, heads, signal)) this.#addresses.set(head, address);
    for (const head of heads) this.#nameless.delete(head);
    return this.#addresses;
  }

  #merge(
    { shallowCommits }: Repository,
    line: readonly MainlineCommit[],
    listed: readonly Commit[],
    now: number,
  ): void {
    const isAsked = ({ parents, committedAt }: MainlineCommit) => parents.length > 1 && committedAt >= this.#since;
    const merges = new Set(line.filter(isAsked).map(({ id }) => id));
    if (merges.size > 0) {
      const graph = new CommitGraph(listed, now);
      for (const [id, commits] of mergedCommits(
        graph,
        line.map(({ id }) => id),
      )) {
        if (merges.has(id) && !commits.some(each => shallowCommits.has(each.id))) this.#merged.set(id, commits);
      }
    }
    // Of commits from the future, it is told another time.
    const isSettled = listed.every(({ authoredAt, committedAt }) => Math.max(authoredAt, committedAt) <= now);
    this.#mergedTip = isSettled ? (this.#line[0]?.id ?? null) : null;
  }

  async #listOwn(
    { git }: Repository,
    heads: readonly string[],
    near: ListedHistory | null,
    signal: AbortSignal,
  ): Promise<void> {
    const tip = this.#mainline[0]?.id ?? null;
    if (tip !== this.#ownTip) {
      this.#heads.clear();
      this.#own.clear();
    }
    this.#ownTip = tip;
    const missing = this.#newHeads(heads, near);
    if (missing.length === 0) return;
    const held = [...this.#heads].filter(id => this.#own.has(id));
    const asked = [...missing, ...[...(tip === null ? [] : [tip]), ...held].map(id => `^${id}`)];
    for (const commit of await listCommits(git, asked, everything, signal, ['--ignore-missing'])) {
      this.#own.set(commit.id, commit);
    }
    for (const id of missing) this.#heads.add(id);
  }

  /** Those that are to be listed, for what they hold is not known. */
  #newHeads(heads: readonly string[], near: ListedHistory | null): string[] {
    const missing = heads.filter(id => !this.#heads.has(id));
    return near ? missing.filter(id => !this.#take(id, near)) : missing;
  }

  /** Whether all that a head holds was listed already. */
  #take(head: string, { graph, landed }: ListedHistory): boolean {
    if (!graph.get(head)) return false;
    const own = [...graph.reachableOnlyFrom(head, landed)].flatMap(id => graph.get(id) ?? []);
    if (own.some(({ parents }) => parents.some(id => !graph.get(id)))) return false;
    for (const commit of own) this.#own.set(commit.id, commit);
    this.#heads.add(head);
    return true;
  }
}
