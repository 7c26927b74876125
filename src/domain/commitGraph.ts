import type { Commit } from './change';

const dayMs = 86_400_000;
/** The year git came to be: an earlier author or committer date is a mistake. */
export const earliestMs = Date.UTC(2005, 0, 1);

/** A commit with what its place among the others tells. */
export interface PlacedCommit extends Commit {
  /**
   * When it was written, epoch milliseconds: the author date; if that is before 2005, after now, or more than a day
   * after the committer date, the committer date; if that is bad too, the newest parent's.
   */
  readonly effectiveAt: number;
}

/** Where the reading starts: a branch or a detached HEAD. */
export interface Tip {
  readonly name: string;
  readonly id: string;
}

/**
 * Commits by id, each after its parents, with those left away that are dated after `now` and what descends from them.
 * Parents that are not among the commits are where the reading ended.
 */
export class CommitGraph {
  readonly #placed = new Map<string, PlacedCommit>();
  readonly #places = new Map<string, number>();
  /** Commits left away because their committer date lies after now, and their descendants; with their parents. */
  readonly #left = new Map<string, readonly string[]>();

  constructor(commits: readonly Commit[], now: number) {
    const byId = new Map(commits.map(commit => [commit.id, commit]));
    const left = this.#left;
    // Newest first is how git lists them: from the end, parents mostly stand before their children already.
    for (let at = commits.length - 1; at >= 0; at--) {
      const open = [commits[at] as Commit];
      while (open.length > 0) {
        const commit = open[open.length - 1] as Commit;
        if (this.#placed.has(commit.id) || left.has(commit.id)) {
          open.pop();
          continue;
        }
        const missing = commit.parents.filter(id => byId.has(id) && !this.#placed.has(id) && !left.has(id));
        if (missing.length > 0) {
          for (const id of missing) open.push(byId.get(id) as Commit);
          continue;
        }
        open.pop();
        if (commit.committedAt > now || commit.parents.some(id => left.has(id))) left.set(commit.id, commit.parents);
        else {
          this.#places.set(commit.id, this.#placed.size);
          this.#placed.set(commit.id, { ...commit, effectiveAt: this.#effectiveDate(commit, now) });
        }
      }
    }
  }

  /** How many commits were left away. */
  get fromTheFuture(): number {
    return this.#left.size;
  }

  /** All commits, parents before children. */
  get commits(): Iterable<PlacedCommit> {
    return this.#placed.values();
  }

  get(id: string): PlacedCommit | undefined {
    return this.#placed.get(id);
  }

  /** The ids of the tips' commits and all their ancestors among the commits; of a tip left away, its ancestors'. */
  reachableFrom(tips: readonly string[]): Set<string> {
    return this.#reach(tips, () => false);
  }

  /** As {@link reachableFrom}, without what is in `except`, which must hold the ancestors of its own. */
  reachableOnlyFrom(tip: string, except: ReadonlySet<string>): Set<string> {
    return this.#reach([tip], id => except.has(id));
  }

  /** Whether `ancestor` is an ancestor of `id`, or the same. */
  isAncestor(ancestor: string, id: string): boolean {
    // Parents are placed before their children: the search ends where commits were placed before the ancestor.
    const floor = this.#places.get(ancestor);
    return floor !== undefined && this.#reach([id], other => (this.#places.get(other) ?? 0) < floor).has(ancestor);
  }

  #reach(tips: readonly string[], stop: (id: string) => boolean): Set<string> {
    const seen = new Set<string>();
    const seenAmongLeft = new Set<string>();
    const open = [...tips];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      const commit = this.#placed.get(id);
      const visited = commit ? seen : seenAmongLeft;
      const parents = commit?.parents ?? this.#left.get(id);
      if (!parents || visited.has(id) || stop(id)) continue;
      visited.add(id);
      open.push(...parents);
    }
    return seen;
  }

  #effectiveDate({ authoredAt, committedAt, parents }: Commit, now: number): number {
    const plausible = (instant: number) => instant >= earliestMs && instant <= now;
    if (plausible(authoredAt) && authoredAt <= committedAt + dayMs) return authoredAt;
    if (plausible(committedAt)) return committedAt;
    const known = parents.flatMap(id => this.#placed.get(id)?.effectiveAt ?? []);
    return known.length > 0 ? Math.max(...known) : committedAt;
  }
}
