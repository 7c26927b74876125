import type { BranchNews } from './branchNews';
import type { Tip } from './commitGraph';
import { type BranchPlace, KnownLedger, upstreamText } from './knownLedger';
import type { LedgerEvent, Teller } from './ledger';
import { isBeginning, isPush, type ReflogEntry, rebaseStepOf, renamingOf, switchOf } from './reflog';

/** By how much a reflog may be ahead of the clock, milliseconds. */
const aheadMs = 60_000;

/** When git was read, and since when its changes have been watched; epoch milliseconds. */
export interface Look {
  readonly now: number;
  /** `null` at the first look, which finds what happened at any time before. */
  readonly watchedFrom: number | null;
}

/**
 * What a look at git tells that a ledger does not know; nothing the second time.
 * - Reflogs of branches tell where they began, what they came to, and their names before; HEAD's tell the same of
 *   branches that are gone. Entries from the future are passed over.
 * - Reflogs of tracking refs tell pushes. Others' branches are passed over, unless a local one has to do with them.
 * - Where git keeps no reflog, refs are told as they are found. A tracking ref that comes to where the local branch was
 *   before was pushed; so was one that appears together with a commit of a branch that was known.
 * - What was there and is no longer is gone.
 */
export function eventsFrom(news: BranchNews, known: KnownLedger, look: Look): LedgerEvent[] {
  const telling = new Telling(news, known, look);
  telling.tellReflogs();
  telling.tellKeys();
  telling.tellRefs();
  telling.tellGone();
  return telling.events;
}

class Telling {
  readonly events: LedgerEvent[] = [];
  readonly #news: BranchNews;
  readonly #before: KnownLedger;
  readonly #known: KnownLedger;
  readonly #watchedFrom: number;
  readonly #now: number;
  readonly #upstreams: ReadonlySet<string>;
  readonly #refs: ReadonlyMap<string, string>;

  constructor(news: BranchNews, before: KnownLedger, { now, watchedFrom }: Look) {
    this.#news = news;
    this.#before = before;
    this.#known = new KnownLedger([], before);
    this.#watchedFrom = watchedFrom === null ? Number.POSITIVE_INFINITY : wholeSecond(watchedFrom);
    this.#now = now;
    this.#upstreams = new Set([...news.keys.upstreams.values()].map(upstreamText));
    this.#refs = new Map(news.refs.map(({ name, id }) => [name, id]));
  }

  tellReflogs(): void {
    const logs = reflogsOf(this.#news.entries.filter(({ at }) => at <= this.#now + aheadMs));
    // HEAD's come second: they tell of branches only what the branches' own don't.
    for (const [ref, entries] of logs) {
      const place = this.#placeOf(ref);
      if (place?.remote === null) this.#tellBranch(place, entries);
    }
    for (const [ref, entries] of logs) if (ref === 'HEAD') this.#tellHead(entries);
    for (const [ref, entries] of logs) {
      const place = this.#placeOf(ref);
      if (place?.remote) this.#tellRemote(place, place.remote, entries);
    }
  }

  tellKeys(): void {
    const { clone, keys } = this.#news;
    const told = { clone, ...this.#seen() };
    for (const [branch, upstream] of keys.upstreams) {
      const place = { clone, remote: null, branch };
      const isNew = this.#known.upstream(place) !== upstreamText(upstream);
      if (isNew && this.#isRef(place)) this.#tell({ kind: 'upstream', ...told, branch, ...upstream });
    }
    for (const [branch, request] of keys.requests) this.#tell({ kind: 'request', ...told, branch, ...request });
  }

  tellRefs(): void {
    for (const ref of this.#news.refs) {
      const place = this.#placeOf(ref.name);
      if (!place || !this.#isUntold(place, ref)) continue;
      const { remote, ...local } = place;
      if (remote === null) this.#tell({ kind: 'tip', ...local, id: ref.id, ...this.#seen() });
      else if (this.#isRelated(place)) this.#tellTracking(place, remote, ref.id);
    }
  }

  tellGone(): void {
    for (const place of this.#known.placesIn(this.#news.clone)) {
      if (!this.#isRef(place)) this.#tell({ kind: 'gone', ...place, ...this.#seen() });
    }
  }

  #tellBranch(place: BranchPlace, all: readonly ReflogEntry[]): void {
    const { clone } = place;
    const entries = all.slice(1 + all.findLastIndex(entry => renamingOf(entry)?.copied));
    const names = namesIn(entries, place.branch);
    for (const [index, entry] of entries.entries()) {
      const { oldId, newId: id, at } = entry;
      const told = { clone, branch: names[index] ?? place.branch, at, by: this.#teller(at) };
      const renaming = renamingOf(entry);
      if (renaming) this.#tell({ kind: 'renamed', ...told, from: renaming.from });
      else if (id !== null && isBeginning(entry)) this.#tell({ kind: 'started', ...told, id });
      else if (id !== null && id !== oldId) this.#tell({ kind: 'tip', ...told, id });
    }
  }

  /** A checkout tells which branch it left; what HEAD came to since the one before, the branch came to. */
  #tellHead(entries: readonly ReflogEntry[]): void {
    let stay: ReflogEntry[] = [];
    let checkedOut: string | null = null;
    let isRebasing = false;
    for (const entry of entries) {
      const switched = switchOf(entry);
      const rebased = rebaseStepOf(entry);
      if (switched) this.#tellStay(switched.from, stay);
      // `git rebase` may switch to the branch that it rebases, and says so only here.
      const came: string | null = switched?.to ?? rebased?.branch ?? checkedOut;
      if (switched || came !== checkedOut) stay = [];
      checkedOut = came;
      isRebasing = !switched && (rebased ? !rebased.ends : isRebasing);
      if (!isRebasing) stay.push(entry);
    }
  }

  #tellStay(branch: string, stay: readonly ReflogEntry[]): void {
    if (/^([0-9a-f]{40}|[0-9a-f]{64})$/.test(branch)) return;
    const place = { clone: this.#news.clone, remote: null, branch };
    for (const { newId: id, at } of stay) {
      if (id === null || this.#known.wasAt(place, id)) continue;
      this.#tell({ kind: 'tip', clone: place.clone, branch, id, at, by: this.#teller(at) });
    }
  }

  #tellRemote(place: BranchPlace, remote: string, entries: readonly ReflogEntry[]): void {
    const { clone, branch } = place;
    for (const [index, entry] of entries.entries()) {
      const { oldId, newId: id, at } = entry;
      if (id === null) continue;
      const told = { clone, branch, remote, id, at, by: this.#teller(at) };
      const isOldest = oldId === undefined && index === 0;
      const isSeen = isOldest && at >= this.#watchedFrom && !this.#before.isThere(place);
      const first = isSeen || (isOldest ? null : oldId === null);
      if (isPush(entry)) this.#tell({ kind: 'pushed', ...told, first });
      else if (oldId === null && this.#isRelated(place)) this.#tell({ kind: 'tracked', ...told, fetched: true });
    }
  }

  #tellTracking(place: BranchPlace, remote: string, id: string): void {
    const { clone, branch } = place;
    const told = { clone, branch, remote, id, ...this.#seen() };
    const first = !this.#before.isThere(place);
    if (this.#isOwnPush(place, id, first)) this.#tell({ kind: 'pushed', ...told, first });
    else this.#tell({ kind: 'tracked', ...told, fetched: false });
  }

  #isOwnPush(place: BranchPlace, id: string, isFirst: boolean): boolean {
    if (this.#watchedFrom === Number.POSITIVE_INFINITY) return false;
    return this.#localsOf(place).some(
      local =>
        this.#before.isThere(local) &&
        (this.#before.wasAt(local, id) || (isFirst && this.#refs.get(refOf(local)) === id)),
    );
  }

  /** Where there is a reflog it tells, unless it has lost what came before. */
  #isUntold(place: BranchPlace, { name, id }: Tip): boolean {
    if (!this.#known.isThere(place)) return true;
    return !this.#news.logged.has(name) && !this.#known.wasAt(place, id);
  }

  #isRelated(place: BranchPlace): boolean {
    return this.#localsOf(place).some(local => this.#isRef(local) || this.#known.isThere(local));
  }

  /** The local branches that a remote's may belong to: the one of its name, and those that have it as counterpart. */
  #localsOf({ clone, remote, branch }: BranchPlace): BranchPlace[] {
    const upstream = upstreamText({ remote: remote ?? '', target: branch });
    const names = new Set([branch]);
    if (this.#upstreams.has(upstream)) {
      for (const [name, each] of this.#news.keys.upstreams) if (upstreamText(each) === upstream) names.add(name);
    }
    return [...names].map(name => ({ clone, remote: null, branch: name }));
  }

  #placeOf(ref: string): BranchPlace | null {
    const { clone, keys } = this.#news;
    if (ref.startsWith(heads)) return { clone, remote: null, branch: ref.slice(heads.length) };
    if (!ref.startsWith(tracking)) return null;
    const rest = ref.slice(tracking.length);
    const named = keys.remotes.filter(remote => rest.startsWith(`${remote}/`)).sort((a, b) => b.length - a.length);
    const remote = named[0] ?? rest.split('/', 1)[0] ?? '';
    const branch = rest.slice(remote.length + 1);
    return branch === '' || branch === 'HEAD' ? null : { clone, remote, branch };
  }

  #isRef(place: BranchPlace): boolean {
    return this.#refs.has(refOf(place));
  }

  #teller(at: number): Teller {
    return at >= this.#watchedFrom ? 'live' : 'reflog';
  }

  #seen(): { at: number; by: Teller } {
    const by = this.#watchedFrom === Number.POSITIVE_INFINITY ? 'found' : 'live';
    return { at: wholeSecond(this.#now), by };
  }

  #tell(event: LedgerEvent): void {
    if (this.#known.add(event)) this.events.push(event);
  }
}

const heads = 'refs/heads/';
const tracking = 'refs/remotes/';

function refOf({ remote, branch }: BranchPlace): string {
  return remote === null ? heads + branch : `${tracking}${remote}/${branch}`;
}

function wholeSecond(instant: number): number {
  return Math.floor(instant / 1000) * 1000;
}

/** The entries of each reflog, by ref. */
function reflogsOf(entries: readonly ReflogEntry[]): [string, ReflogEntry[]][] {
  const logs: [string, ReflogEntry[]][] = [];
  let before: ReflogEntry | undefined;
  for (const entry of entries) {
    const isSame = before?.ref === entry.ref && before.worktree === entry.worktree;
    if (isSame) logs.at(-1)?.[1].push(entry);
    else logs.push([entry.ref, [entry]]);
    before = entry;
  }
  return logs;
}

/** What a branch was called at each entry of its reflog, for that goes on under a new name. */
function namesIn(entries: readonly ReflogEntry[], lastName: string): string[] {
  const names: string[] = [];
  let name = lastName;
  for (const entry of entries.toReversed()) {
    names.push(name);
    name = renamingOf(entry)?.from ?? name;
  }
  return names.reverse();
}
