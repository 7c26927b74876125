import type { Commit } from './change';
import type { Runs } from './lineRuns';

/** A version of a file, and the number of the commit that made it: {@link beforeAll} for one older than what was read. */
export interface Version {
  readonly maker: number;
  readonly runs: Runs;
}

/** In place of a commit's number: before everything that was read. */
export const beforeAll = -1;

/** All versions of the file at one path. */
export class PathVersions {
  readonly #byBlob = new Map<string, Version[]>();
  /** Makers and blobs by turns, as they came. */
  readonly #made: (number | string)[] = [];
  /**
   * The blob that each commit left at the path, `''` where it removed the file. Like what follows, it is made up only
   * for paths where a blob was made twice.
   */
  readonly #blobs = new Map<number, string>();
  #known = 0;
  /** By commit, the maker of the version that stands in it. */
  readonly #standing: number[] = [];

  add(blob: string, version: Version): void {
    this.#made.push(version.maker, blob);
    if (blob === '') return;
    const known = this.#byBlob.get(blob);
    if (known) known.push(version);
    else this.#byBlob.set(blob, [version]);
  }

  withBlob(blob: string): readonly Version[] {
    return this.#byBlob.get(blob) ?? [];
  }

  /**
   * The maker of the version with a blob that stands in a commit: what stands there by rule, and where that has
   * another blob, for a merge took the other side, the nearest going back, first parents first.
   */
  makerOf(blob: string, commit: number, history: ReplayedHistory): number {
    for (; this.#known < this.#made.length; this.#known += 2) {
      this.#blobs.set(this.#made[this.#known] as number, this.#made[this.#known + 1] as string);
    }
    const standing = this.#standingIn(commit, history);
    const makers = new Set(this.withBlob(blob).map(({ maker }) => maker));
    if (makers.has(standing)) return standing;
    const seen = new Set<number>();
    const open = [commit];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      if (makers.has(at)) return at;
      if (this.#blobs.has(at) || seen.has(at)) continue;
      seen.add(at);
      open.push(...history.parentsOf(at).toReversed());
    }
    return standing;
  }

  /**
   * The maker of the version that stands in a commit. A merge that did not make one has its parents' where these are
   * the same, the first one's as `git blame` has it, and else the one that was made after the other.
   */
  #standingIn(commit: number, history: ReplayedHistory): number {
    for (let number = this.#standing.length; number <= commit; number++) {
      if (this.#blobs.has(number)) this.#standing.push(number);
      else {
        const parents = history.parentsOf(number);
        let maker = this.#standing[parents[0] ?? beforeAll] ?? beforeAll;
        for (let parent = 1; parent < parents.length; parent++) {
          maker = this.#merged(maker, this.#standing[parents[parent] as number] ?? beforeAll, history);
        }
        this.#standing.push(maker);
      }
    }
    return this.#standing[commit] ?? beforeAll;
  }

  #merged(one: number, other: number, history: ReplayedHistory): number {
    if (one === other || this.#blobs.get(one) === this.#blobs.get(other)) return one;
    return history.isAncestor(one, other) ? other : one;
  }
}

/** The replayed commits by number, and who descends from whom. */
export class ReplayedHistory {
  readonly #numbers = new Map<string, number>();
  readonly #parents: number[][] = [];

  add({ id, parents }: Pick<Commit, 'id' | 'parents'>): number {
    const number = this.#parents.push(parents.map(parent => this.numberOf(parent))) - 1;
    this.#numbers.set(id, number);
    return number;
  }

  numberOf(id: string): number {
    return this.#numbers.get(id) ?? beforeAll;
  }

  parentsOf(number: number): readonly number[] {
    return this.#parents[number] ?? [];
  }

  /** Whether `ancestor` is one of `number`: parents have lower numbers, so the search ends there. */
  isAncestor(ancestor: number, number: number): boolean {
    if (ancestor === beforeAll) return true;
    const seen = new Set<number>();
    const open = [number];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      if (at === ancestor) return true;
      if (at < ancestor || seen.has(at)) continue;
      seen.add(at);
      open.push(...this.parentsOf(at));
    }
    return false;
  }
}
