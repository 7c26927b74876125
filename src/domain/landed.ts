import type { CommitChange } from './change';
import type { CommitGraph, Tip } from './commitGraph';

/** A local branch that is not merged: the commits that only it has. */
export interface OpenBranch {
  readonly tip: Tip;
  /** Without merges. */
  readonly commits: readonly string[];
  /** The commit of the default branch that it last took in, or `null` where that lies before what was read. */
  readonly base: string | null;
}

/**
 * The tips whose commits are not all in `landed`, each with the commits that are only behind it.
 * @param landed all commits of the default branch.
 */
export function openBranches(graph: CommitGraph, tips: readonly Tip[], landed: ReadonlySet<string>): OpenBranch[] {
  const order = new Map([...graph.commits].map(({ id }, index) => [id, index]));
  return tips.flatMap(tip => {
    const own = graph.reachableOnlyFrom(tip.id, landed);
    if (own.size === 0) return [];
    const commits = [...own].flatMap(id => graph.get(id) ?? []);
    const bases = commits.flatMap(({ parents }) => parents.filter(id => landed.has(id)));
    bases.sort((a, b) => (order.get(b) ?? 0) - (order.get(a) ?? 0));
    const plain = commits.filter(({ parents }) => parents.length < 2).map(({ id }) => id);
    return [{ tip, commits: plain, base: bases[0] ?? null }];
  });
}

/**
 * Whether the branch's work is on the default branch under other ids: rebased or cherry-picked, when each of its
 * commits has a twin there; squashed, when one commit there makes the same change as the whole branch.
 * Commits that are not among `changes` take no part.
 * @param fingerprints of the default branch's commits.
 * @param whole the change from the branch's base to its tip, where that was read.
 */
export function hasLanded(
  branch: OpenBranch,
  changes: ReadonlyMap<string, CommitChange>,
  fingerprints: ReadonlySet<string>,
  whole: CommitChange | null,
): boolean {
  const own = branch.commits.map(id => changes.get(id)?.fingerprint ?? '').filter(print => print !== '');
  if (own.length > 0 && own.every(print => fingerprints.has(print))) return true;
  return whole !== null && whole.fingerprint !== '' && fingerprints.has(whole.fingerprint);
}

/**
 * The commits that repeat another one's change on another line of history (cherry-picked, rebased): of those with the
 * same fingerprint, all but the earliest, unless one descends from the other.
 */
export function copiesAmong(
  ids: Iterable<string>,
  graph: CommitGraph,
  changes: ReadonlyMap<string, CommitChange>,
): Set<string> {
  const groups = new Map<string, string[]>();
  for (const id of ids) {
    const print = changes.get(id)?.fingerprint;
    if (!print) continue;
    const group = groups.get(print);
    if (group) group.push(id);
    else groups.set(print, [id]);
  }
  const copies = new Set<string>();
  for (const group of groups.values()) {
    if (group.length < 2) continue;
    const commits = group.flatMap(id => graph.get(id) ?? []);
    commits.sort((a, b) => a.effectiveAt - b.effectiveAt || a.committedAt - b.committedAt);
    /** Those that are no copies: as each has to do with all others, each is an ancestor of the next. */
    const line: string[] = [];
    for (const { id } of commits) {
      const before = countUpTo(line, other => graph.isAncestor(other, id));
      const next = line[before];
      if (next === undefined || graph.isAncestor(id, next)) line.splice(before, 0, id);
      else copies.add(id);
    }
  }
  return copies;
}

/** How many stand at the start for which something holds; it holds for none behind these. Mostly it holds for all. */
function countUpTo(ids: readonly string[], holds: (id: string) => boolean): number {
  const last = ids.at(-1);
  if (last === undefined || holds(last)) return ids.length;
  let low = 0;
  let high = ids.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(ids[middle] as string)) low = middle + 1;
    else high = middle;
  }
  return low;
}
