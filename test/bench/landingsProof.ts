import type { CommitChange } from '../../src/domain/change';
import { type Landing, landings, type MainlineCommit } from '../../src/domain/landings';
import { traceOf } from '../../src/domain/landingTrace';
import { readChanges, readWhole } from '../../src/git/changes';
import type { Git } from '../../src/git/git';
import { readMainline } from '../../src/git/mainline';
import { drawn, type Head, readHeads } from './requestHeads';

/** What of a repository is judged. */
export interface LandingsToProve {
  /** The newest commit of the default branch. */
  readonly commit: string;
  /** Landings from here on are judged, and request heads that were committed to from here on, ISO. */
  readonly since: string;
  /** At most so many request heads that are not on the default branch are compared, drawn by a seed. */
  readonly sample: number;
}

/**
 * How far what messages tell agrees with what the requests' heads (`refs/pull/N/head`) hold. The truth knows no message:
 * a request landed with a merge whose second parent is its head; with a single commit that makes the same change as
 * merge base..head; or with commits in a row that repeat its commits' changes.
 */
export interface LandingsFigures {
  readonly mainline: number;
  readonly tracedShare: number | null;
  /** Requests that landed by the truth, by way; of those not on the default branch, among the sample. */
  readonly landed: { readonly merge: number; readonly squash: number; readonly rebase: number };
  /** Of these, those whose number stands in the message of a commit they landed with, in whatever form. */
  readonly named: number;
  /** Of the named, those found with that commit. */
  readonly found: number;
  /** Of all that landed, those found. */
  readonly foundOfAll: number;
  /** Found landings that could be judged: the head's change was read, or there is no such head. */
  readonly judged: number;
  /** Found landings that could not: the head is not in the sample, changes nothing, or its objects are missing. */
  readonly unjudged: number;
  /** Of the judged: by the truth, or alike. */
  readonly right: number;
  /** Of the right, those that only are alike: one of the head's commits, or mostly the files of the head or its last. */
  readonly similar: number;
  /** Commits dropped as foreign, and those of them whose request has no head, or a head of another change. */
  readonly dropped: number;
  readonly rightlyDropped: number;
  readonly again: number;
  /** In words: named but not found, found but wrong, dropped but right. */
  readonly differences: readonly string[];
}

/** A request by the truth: any of these commits is its landing. */
interface Truth {
  readonly way: 'merge' | 'squash' | 'rebase';
  readonly commits: ReadonlySet<string>;
}

const { signal } = new AbortController();
const nothingGenerated = () => false;
/** So many of a branch's newest commits are looked for one by one. */
const longestBranch = 50;
const similarShare = 0.5;

export async function proveLandings(git: Git, { commit, since, sample }: LandingsToProve): Promise<LandingsFigures> {
  const sinceMs = Date.parse(since);
  const mainline = await readMainline(git, commit, signal);
  const newest = mainline[0]?.committedAt ?? 0;
  const traced = landings(mainline, newest);
  const dropped = mainline.flatMap(each => {
    const number = traced.foreign.has(each.id) && each.committedAt >= sinceMs ? traceOf(each)?.number : undefined;
    return number === undefined ? [] : [{ id: each.id, number }];
  });
  const always = new Set(dropped.map(({ number }) => number));
  const judge = await Judge.of(git, mainline, { since: sinceMs, sample, always });
  const byId = new Map(mainline.map(each => [each.id, each]));
  const messageOf = (id: string) => `${byId.get(id)?.subject}\n${byId.get(id)?.body}`;
  const differences: string[] = [];
  const tell = (what: string, number: number, id: string) =>
    differences.push(`${what}: #${number} ${id.slice(0, 10)} ${byId.get(id)?.subject.slice(0, 90)}`);

  const found = new Map<number, Landing>();
  for (const landing of traced.landed.values()) {
    if (landing.trace.forge === 'github') found.set(landing.trace.number, landing);
  }
  let named = 0;
  let hits = 0;
  let all = 0;
  const landed = { merge: 0, squash: 0, rebase: 0 };
  for (const [number, truth] of judge.truths) {
    landed[truth.way]++;
    const hit = found.get(number)?.commits.some(id => truth.commits.has(id)) ?? false;
    if (hit) all++;
    const says = new RegExp(`(?<!\\d)${number}(?!\\d)`);
    const naming = [...truth.commits].find(id => says.test(messageOf(id)));
    if (naming === undefined) continue;
    named++;
    if (hit) hits++;
    else tell('missed', number, naming);
  }

  let judged = 0;
  let unjudged = 0;
  let right = 0;
  let similar = 0;
  for (const [number, landing] of found) {
    const { commit: id, at } = landing;
    if (at < sinceMs) continue;
    const verdict = judge.verdict(number, landing);
    if (verdict === 'unknown') {
      unjudged++;
      continue;
    }
    judged++;
    if (verdict !== 'wrong') right++;
    if (verdict === 'similar') similar++;
    if (verdict === 'wrong') tell(judge.heads.has(number) ? 'wrong' : 'no such request', number, id);
  }

  const wrongly = dropped.filter(({ id, number }) => judge.truths.get(number)?.commits.has(id));
  for (const { id, number } of wrongly) tell('dropped', number, id);
  return {
    mainline: mainline.length,
    tracedShare: traced.tracedShare,
    landed,
    named,
    found: hits,
    foundOfAll: all,
    judged,
    unjudged,
    right,
    similar,
    dropped: dropped.length,
    rightlyDropped: dropped.length - wrongly.length,
    again: [...traced.again.keys()].filter(id => (byId.get(id)?.committedAt ?? 0) >= sinceMs).length,
    differences,
  };
}

/** Knows what the heads of requests hold, and where the default branch holds the same. */
class Judge {
  readonly truths = new Map<number, Truth>();
  readonly #compared = new Set<number>();
  readonly #changes = new Map<string, CommitChange>();
  readonly #wholes = new Map<number, CommitChange>();
  /** The own commits of heads that landed in no other way. */
  readonly #branches = new Map<number, readonly string[]>();

  readonly #history: History;

  private constructor(
    readonly heads: ReadonlyMap<number, string>,
    history: History,
  ) {
    this.#history = history;
  }

  /** @param options.always numbers to compare in any case. */
  static async of(
    git: Git,
    mainline: readonly MainlineCommit[],
    { since, sample, always }: { since: number; sample: number; always: ReadonlySet<number> },
  ): Promise<Judge> {
    const heads = await readHeads(git);
    const history = await History.of(git, mainline, [...heads.values()]);
    const judge = new Judge(heads, history);
    judge.#lookAtMerges(mainline, since);
    const open = [...heads].filter(
      ([number, head]) => !judge.truths.has(number) && !history.isOnMain(head) && history.committedAt(head) >= since,
    );
    const surely = open.filter(([number]) => always.has(number));
    const chosen = [...surely, ...drawn(open, sample).filter(([number]) => !always.has(number))];
    const ordinary = mainline.filter(({ parents, committedAt }) => parents.length < 2 && committedAt >= since);
    await judge.#read(
      git,
      ordinary.map(({ id }) => id),
    );
    await judge.#lookAtSquashes(git, chosen, ordinary);
    await judge.#lookAtRebases(git, chosen, ordinary);
    return judge;
  }

  /** Whether the request landed so. */
  verdict(number: number, { commit, commits, way }: Landing): 'right' | 'similar' | 'wrong' | 'unknown' {
    const truth = this.truths.get(number);
    if (truth && commits.some(id => truth.commits.has(id))) return 'right';
    const head = this.heads.get(number);
    if (head === undefined) return 'wrong';
    const came = this.#history.cameWith(head);
    if (way === 'merge' && came !== null) return came === commit ? 'right' : 'wrong';
    if (!this.#compared.has(number)) return truth ? 'wrong' : 'unknown';
    const landed = commits.flatMap(id => this.#changes.get(id) ?? []);
    const own = (this.#branches.get(number) ?? []).flatMap(id => this.#changes.get(id) ?? []);
    const prints = new Set(own.map(({ fingerprint }) => fingerprint).filter(print => print !== ''));
    if (landed.some(({ fingerprint }) => prints.has(fingerprint))) return 'similar';
    const likely = [this.#wholes.get(number), own[0]];
    return likely.some(one => one && landed.some(other => ofSameFiles(one, other))) ? 'similar' : 'wrong';
  }

  #lookAtMerges(mainline: readonly MainlineCommit[], since: number): void {
    const numbers = new Map<string, number[]>();
    for (const [number, head] of this.heads) numbers.set(head, [...(numbers.get(head) ?? []), number]);
    for (const { id, parents, committedAt } of mainline) {
      if (committedAt < since) continue;
      for (const parent of parents.slice(1)) {
        // A head that came with an earlier merge is that one's.
        if (this.#history.cameWith(parent) !== id) continue;
        for (const number of numbers.get(parent) ?? []) {
          this.truths.set(number, { way: 'merge', commits: new Set([id]) });
        }
      }
    }
  }

  async #read(git: Git, ids: readonly string[]): Promise<void> {
    const onChange = (change: CommitChange) => this.#changes.set(change.id, slim(change));
    const wanted = ids.filter(id => !this.#changes.has(id));
    await readChanges(git, { ordinary: wanted, merges: [] }, nothingGenerated, { onChange, onUnreadable() {} }, signal);
  }

  async #lookAtSquashes(git: Git, chosen: readonly Head[], ordinary: readonly MainlineCommit[]) {
    const byPrint = this.#byPrint(ordinary);
    const spans = new Map<string, number[]>();
    for (const [number, head] of chosen) {
      const base = this.#history.baseOf(head);
      if (base === null) continue;
      const span = `${head} ${base}`;
      spans.set(span, [...(spans.get(span) ?? []), number]);
    }
    const onWhole = (span: string, change: CommitChange) => {
      for (const number of spans.get(span) ?? []) {
        this.#compared.add(number);
        this.#wholes.set(number, slim(change));
        const twins = change.fingerprint === '' ? undefined : byPrint.get(change.fingerprint);
        if (twins) this.truths.set(number, { way: 'squash', commits: new Set(twins.map(({ id }) => id)) });
      }
    };
    const all = [...spans.keys()];
    for (let at = 0; at < all.length; at += 200) {
      await readWhole(git, all.slice(at, at + 200), nothingGenerated, onWhole, signal);
    }
  }

  async #lookAtRebases(git: Git, chosen: readonly Head[], ordinary: readonly MainlineCommit[]) {
    for (const [number, head] of chosen) {
      const own = this.#history.ownCommits(head);
      if (!this.truths.has(number)) this.#branches.set(number, own.slice(0, longestBranch));
    }
    await this.#read(git, [...new Set([...this.#branches.values()].flat())]);
    const byPrint = this.#byPrint(ordinary);
    const places = new Map(ordinary.map(({ id }, place) => [id, place]));
    for (const [number, own] of this.#branches) {
      if (own.length < 2) continue;
      const prints = own.map(id => this.#changes.get(id)?.fingerprint ?? '').filter(print => print !== '');
      const twins = prints.map(print => byPrint.get(print)?.[0]?.id);
      if (twins.length === 0 || twins.includes(undefined)) continue;
      const at = twins.map(id => places.get(id as string) ?? 0);
      if (Math.max(...at) - Math.min(...at) >= own.length) continue;
      this.truths.set(number, { way: 'rebase', commits: new Set(twins as string[]) });
    }
  }

  #byPrint(commits: readonly MainlineCommit[]): Map<string, MainlineCommit[]> {
    const byPrint = new Map<string, MainlineCommit[]>();
    for (const commit of commits) {
      const print = this.#changes.get(commit.id)?.fingerprint;
      if (print) byPrint.set(print, [...(byPrint.get(print) ?? []), commit]);
    }
    return byPrint;
  }
}

function ofSameFiles(one: CommitChange, other: CommitChange): boolean {
  const paths = new Set(one.files.map(({ path }) => path));
  const shared = other.files.filter(({ path }) => paths.has(path)).length;
  return shared > 0 && shared >= similarShare * Math.max(paths.size, other.files.length);
}

/** Without what is not asked for here, to hold many. */
const slim = (change: CommitChange): CommitChange => ({
  ...change,
  files: change.files.map(({ path }) => ({
    path,
    parentPaths: [],
    parentBlobs: [],
    blob: '',
    binary: false,
    hunks: [],
  })),
  blankAdded: [],
  blankDeleted: [],
  carried: [],
});

/** Parents and dates of all commits behind the default branch and the heads. */
class History {
  readonly #parents = new Map<string, readonly string[]>();
  readonly #dates = new Map<string, number>();
  /** Of each commit on the default branch: the place in the first-parent line, oldest first, that it came with. */
  readonly #came = new Map<string, number>();

  private constructor(readonly line: readonly string[]) {}

  static async of(git: Git, mainline: readonly MainlineCommit[], heads: readonly string[]): Promise<History> {
    const history = new History(mainline.map(({ id }) => id).reverse());
    const tips = [...new Set([history.line.at(-1) ?? '', ...heads])].map(id => `${id}\n`).join('');
    const listed = await git.query(['rev-list', '--stdin', '--parents', '--timestamp'], signal, tips);
    for (const row of listed.split('\n')) {
      const [date, id, ...parents] = row.split(' ');
      if (id === undefined) continue;
      history.#parents.set(id, parents);
      history.#dates.set(id, Number(date) * 1000);
    }
    history.line.forEach((id, place) => {
      const open = [id];
      for (let next = open.pop(); next !== undefined; next = open.pop()) {
        if (history.#came.has(next)) continue;
        history.#came.set(next, place);
        open.push(...(history.#parents.get(next) ?? []));
      }
    });
    return history;
  }

  isOnMain = (id: string): boolean => this.#came.has(id);

  committedAt = (id: string): number => this.#dates.get(id) ?? 0;

  /** The commit of the first-parent line that brought one to the default branch. */
  cameWith(id: string): string | null {
    const place = this.#came.get(id);
    return place === undefined ? null : (this.line[place] ?? null);
  }

  /** The newest commit of the default branch that a head holds. */
  baseOf(head: string): string | null {
    let base: string | null = null;
    for (const id of this.#walk(head).bases) {
      if (base === null || (this.#came.get(id) ?? 0) > (this.#came.get(base) ?? 0)) base = id;
    }
    return base;
  }

  /** Newest first, without merges. */
  ownCommits(head: string): string[] {
    const own = this.#walk(head).own.filter(id => (this.#parents.get(id)?.length ?? 0) < 2);
    return own.sort((a, b) => this.committedAt(b) - this.committedAt(a));
  }

  #walk(head: string): { own: string[]; bases: Set<string> } {
    const own = new Set<string>();
    const bases = new Set<string>();
    const open = [head];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      if (this.#came.has(id)) bases.add(id);
      else if (!own.has(id)) {
        own.add(id);
        open.push(...(this.#parents.get(id) ?? []));
      }
    }
    return { own: [...own], bases };
  }
}
