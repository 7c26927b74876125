import type { Commit } from '../domain/change';
import { CommitGraph, type PlacedCommit } from '../domain/commitGraph';
import type { MainlineCommit } from '../domain/landings';
import { mergedCommits } from '../domain/mergedCommits';
import { listCommits } from './commits';
import type { Git } from './git';
import type { Repository } from './repository';

const everything = Number.NEGATIVE_INFINITY;

/** What merges of the first-parent line brought in, kept between readings: that never changes. */
export class Brought {
  #tip: string | null = null;
  #since = Number.POSITIVE_INFINITY;
  #merged = new Map<string, readonly PlacedCommit[]>();

  /**
   * What merges brought in, by their id; none of those that lie long before `since`, or where a shallow clone ends.
   * @param mainline up to `now`, newest first.
   * @returns also what the default branch has since the last time, `null` where that is not known.
   */
  async update(
    { git, shallowCommits }: Repository,
    mainline: readonly MainlineCommit[],
    { since, now }: { since: number; now: number },
    signal: AbortSignal,
  ): Promise<{ merged: ReadonlyMap<string, readonly PlacedCommit[]>; fresh: readonly string[] | null }> {
    const tip = mainline[0]?.id ?? null;
    if (tip === null) return { merged: new Map(), fresh: null };
    const before = this.#since <= since ? mainline.findIndex(({ id }) => id === this.#tip) : -1;
    if (before === 0) return { merged: this.#merged, fresh: [] };
    const listed =
      before < 0
        ? await listCommits(git, [tip], since, signal)
        : await listCommits(git, [tip, `^${this.#tip}`], everything, signal);
    const graph = new CommitGraph(listed, now);
    const line = before < 0 ? mainline : mainline.slice(0, before);
    const merged = mergedCommits(
      graph,
      line.map(({ id }) => id),
    );
    for (const [id, commits] of merged) if (commits.some(each => shallowCommits.has(each.id))) merged.delete(id);
    const all = before < 0 ? merged : new Map([...this.#merged, ...merged]);
    const isSettled = listed.every(({ authoredAt, committedAt }) => Math.max(authoredAt, committedAt) <= now);
    this.#tip = isSettled ? tip : null;
    this.#since = before < 0 ? since : this.#since;
    this.#merged = all;
    return { merged: all, fresh: before < 0 ? null : listed.map(({ id }) => id) };
  }
}

/** What heads of branches hold that the default branch does not, kept between readings. */
export class OwnCommits {
  #tip = '';
  readonly #heads = new Set<string>();
  readonly #commits = new Map<string, Commit>();

  /**
   * @param tip of the default branch. @param fresh what it has since the last time, `null` where that is not known.
   * @param heads those whose commits are not there any more are passed over.
   */
  async update(
    git: Git,
    tip: string,
    fresh: readonly string[] | null,
    heads: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly Commit[]> {
    if (tip !== this.#tip) {
      if (fresh === null) {
        this.#heads.clear();
        this.#commits.clear();
      } else for (const id of fresh) this.#commits.delete(id);
    }
    const missing = heads.filter(id => !this.#heads.has(id));
    if (missing.length > 0) {
      const known = [...this.#heads].filter(id => this.#commits.has(id)).map(id => `^${id}`);
      const asked = [...missing, `^${tip}`, ...known];
      for (const commit of await listCommits(git, asked, everything, signal, ['--ignore-missing'])) {
        this.#commits.set(commit.id, commit);
      }
      for (const id of missing) this.#heads.add(id);
    }
    this.#tip = tip;
    return [...this.#commits.values()];
  }
}

/** Whose commits are, after `.mailmap`, by id; those that are not there are passed over. */
export async function readAddresses(
  git: Git,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const commits = await listCommits(git, ids, everything, signal, ['--ignore-missing', '--no-walk=unsorted']);
  return new Map(commits.map(({ id, authorAddress }) => [id, authorAddress]));
}
