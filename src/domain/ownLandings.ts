import type { BranchHistory, BranchTip } from './branchHistory';
import type { MainlineCommit } from './landings';
import { factsOf, isMainline, type WorkFacts } from './ownWork';
import type { LandingWay } from './pullRequest';

/** By how much the clocks of a forge and of this machine may differ: what landed is not older than its commits. */
const skewMs = 10 * 60_000;
/** A branch comes to a commit that is made on it within this time; to one that it takes over, later. */
const madeWithinMs = 2 * 60_000;

/** How work of this clone came to the default branch, as its commits or what is known of them tell. */
export interface OwnLanding {
  /** Where the branch was. */
  readonly head: string;
  readonly branch: string;
  readonly history: BranchHistory | null;
  /** `null` where the landing itself tells more, or nothing is known. */
  readonly facts: WorkFacts | null;
  readonly landed: LandedAs;
}

/** The part of the first-parent line that work became. */
export interface LandedAs {
  /** The commit of the first-parent line that completed it. */
  readonly commit: string;
  /** What of the line came with it, oldest first. */
  readonly commits: readonly string[];
  readonly way: LandingWay;
  /** Epoch milliseconds; `null`: when {@link commit} was committed. */
  readonly at: number | null;
}

/** What to look for on the line. */
export interface SoughtWork {
  /** Fingerprints of the work as one change, for each base that it may have. */
  readonly wholes: readonly string[];
  /** Of how many commits it is, and their fingerprints, newest first; empty where they are not known. */
  readonly commits: number;
  readonly prints: readonly string[];
  /** When its newest commit was made, epoch milliseconds. */
  readonly lastAt: number;
  /** Whether the branch went on: then a commit that repeats its only one is a pick, unless it names a request. */
  readonly mayBePicked: boolean;
}

/** The first-parent line of the default branch, to look for work on it. */
export class FirstParentLine {
  /** Counted from the oldest. */
  readonly #places: Map<string, number>;
  readonly #byPrint: Map<string, number[]>;
  readonly #prints: Map<string, string>;

  /**
   * @param commits newest first. @param traced ids of those that name a request.
   * @param before what is known of its older part, which is not to be asked any more.
   */
  constructor(
    readonly commits: readonly MainlineCommit[],
    readonly traced: Pick<ReadonlySet<string>, 'has'>,
    before?: FirstParentLine | null,
  ) {
    const fresh = commits.length - (before?.commits.length ?? 0);
    const known = before && fresh < commits.length && commits[fresh] === before.commits[0] ? before : null;
    this.#places = known ? known.#places : new Map();
    this.#byPrint = known ? known.#byPrint : new Map();
    this.#prints = known ? known.#prints : new Map();
    for (let place = known ? fresh - 1 : commits.length - 1; place >= 0; place--) {
      this.#places.set(this.#idAt(place), commits.length - 1 - place);
    }
  }

  /** What a commit changed; only such commits are found by fingerprints. */
  setPrint(id: string, print: string): void {
    const place = print === '' || this.#prints.has(id) ? undefined : this.#places.get(id);
    if (place === undefined) return;
    this.#prints.set(id, print);
    const places = this.#byPrint.get(print);
    if (places) places.push(place);
    else this.#byPrint.set(print, [place]);
  }

  /** What is known of a commit by {@link setPrint}. */
  printOf(id: string): string | undefined {
    return this.#prints.get(id);
  }

  /** Counts from the newest. */
  placeOf(id: string): number | undefined {
    const place = this.#places.get(id);
    return place === undefined ? undefined : this.commits.length - 1 - place;
  }

  at(place: number): MainlineCommit | undefined {
    return this.commits[place];
  }

  /**
   * Where work landed under other ids, the first time: squashed, as one commit that makes the same change; rebased, as
   * commits in a row that repeat its own. What lies there in other order or with other commits between was picked.
   */
  landingOf({ wholes, commits, prints, lastAt, mayBePicked }: SoughtWork): LandedAs | null {
    const needsTrace = mayBePicked && commits === 1;
    for (const whole of wholes) {
      const place = this.#placesOf(whole, lastAt).find(each => !needsTrace || this.traced.has(this.#idAt(each)));
      if (place !== undefined) return this.#landed(place, 1, 'squash');
    }
    if (prints.length < 2) return null;
    const wanted = prints.toSorted().join();
    const [newest = ''] = prints;
    for (const place of this.#placesOf(newest, lastAt)) {
      const row = this.commits.slice(place, place + prints.length).map(({ id }) => this.#prints.get(id) ?? '');
      if (row.sort().join() === wanted) return this.#landed(place, prints.length, 'rebase');
    }
    return null;
  }

  /** Where work of so many commits may have landed by a rebase, of which only the last one's fingerprint is known. */
  rebasesEndingIn(last: string, commits: number, lastAt: number): LandedAs[] {
    return this.#placesOf(last, lastAt).map(place => this.#landed(place, commits, 'rebase'));
  }

  /** Whether each of its commits has a twin on the line, though they did not land as one. */
  holdsAll({ prints, lastAt }: SoughtWork): boolean {
    return prints.length > 0 && prints.every(print => this.#placesOf(print, lastAt).length > 0);
  }

  /** Oldest first, not before an instant. */
  #placesOf(print: string, from: number): number[] {
    const known = print === '' ? [] : (this.#byPrint.get(print) ?? []);
    const places = known.map(place => this.commits.length - 1 - place);
    const late = places.filter(place => (this.commits[place]?.committedAt ?? 0) >= from - skewMs);
    return late.sort((a, b) => b - a);
  }

  #idAt(place: number): string {
    return this.commits[place]?.id ?? '';
  }

  #landed(place: number, count: number, way: LandingWay): LandedAs {
    const commits = this.commits.slice(place, place + count).map(({ id }) => id);
    return { commit: this.#idAt(place), commits: commits.reverse(), way, at: null };
  }
}

export interface OwnBranches {
  readonly histories: readonly BranchHistory[];
  readonly defaultBranch: string;
  readonly isMine: (address: string) => boolean;
}

/**
 * Branches whose commits came to the line as they are: the branch, and no mainline, was at them as they were made.
 * Their own reach down to where the branch was made, to what the default branch was known to be at before, or to what
 * names a request or is not the person's.
 */
export function fastForwards(line: FirstParentLine, branches: OwnBranches): OwnLanding[] {
  const { histories, defaultBranch, isMine } = branches;
  const stays = new Map<string, number>();
  for (const history of histories) {
    if (!isMainline(history, defaultBranch)) continue;
    for (const { id, at } of [...history.tips, ...history.pushes]) {
      stays.set(id, Math.min(at, stays.get(id) ?? Number.POSITIVE_INFINITY));
    }
  }
  const landings = arrivals(line, stays);
  return histories.flatMap(history => {
    if (isMainline(history, defaultBranch)) return [];
    const made = history.tips.flatMap(tip => placeMade(line, tip, history, stays) ?? []).sort((a, b) => a - b);
    const found: OwnLanding[] = [];
    let covered = -1;
    for (const top of made) {
      if (top <= covered) continue;
      const commits: MainlineCommit[] = [];
      for (let place = top; ; place++) {
        const commit = line.at(place);
        if (!commit || commit.id === history.start?.id || line.traced.has(commit.id)) break;
        if (!isMine(commit.authorAddress) || (place > top && stays.has(commit.id))) break;
        commits.push(commit);
        covered = place;
      }
      const [head] = commits;
      const plain = commits
        .filter(({ parents }) => parents.length < 2)
        .map(({ authoredAt, authorAddress }) => ({ effectiveAt: authoredAt, authorAddress }));
      const facts = factsOf(plain, isMine);
      if (!head || !facts) continue;
      found.push({
        head: head.id,
        branch: history.branch,
        history,
        facts,
        landed: {
          commit: head.id,
          commits: commits.map(({ id }) => id).reverse(),
          way: 'fast-forward',
          at: landings.at(top) ?? null,
        },
      });
    }
    return found;
  });
}

/** Where a commit stands that was made on a branch, and `null` of others. */
function placeMade(
  line: FirstParentLine,
  { id, at }: BranchTip,
  { start }: BranchHistory,
  stays: ReadonlyMap<string, number>,
): number | null {
  const place = line.placeOf(id);
  const commit = place === undefined ? undefined : line.at(place);
  if (place === undefined || !commit || id === start?.id) return null;
  if ((stays.get(id) ?? Number.POSITIVE_INFINITY) <= at) return null;
  return Math.abs(at - commit.committedAt) <= madeWithinMs ? place : null;
}

/** By place, when the default branch is first known to have been at it or beyond. */
function arrivals(line: FirstParentLine, stays: ReadonlyMap<string, number>): number[] {
  const found: number[] = [];
  const known = [...stays].flatMap(([id, at]) => {
    const place = line.placeOf(id);
    return place === undefined ? [] : [{ place, at }];
  });
  known.sort((a, b) => a.place - b.place);
  let earliest: number | undefined;
  let next = 0;
  const last = known.at(-1)?.place ?? -1;
  for (let place = 0; place <= last; place++) {
    for (; known[next]?.place === place; next++)
      earliest = Math.min(known[next]?.at ?? 0, earliest ?? Number.POSITIVE_INFINITY);
    if (earliest !== undefined) found[place] = earliest;
  }
  return found;
}

/** Branches that merges brought in whose messages name no request. */
export function handMerges(
  line: FirstParentLine,
  commits: readonly MainlineCommit[],
  historyOf: (head: string) => BranchHistory | null,
): OwnLanding[] {
  const found: OwnLanding[] = [];
  for (const { id, parents } of commits) {
    const [, head] = parents;
    const history = head === undefined || line.traced.has(id) ? null : historyOf(head);
    if (head === undefined || !history) continue;
    const landed = { commit: id, commits: [id], way: 'merge', at: null } as const;
    found.push({ head, branch: history.branch, history, facts: null, landed });
  }
  return found;
}
