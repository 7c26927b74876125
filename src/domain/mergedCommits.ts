import type { CommitGraph, PlacedCommit } from './commitGraph';

/**
 * What each merge of the first-parent line brought in: the commits behind its further parents that the line did not hold
 * before, without merges; by the merge's id. In linear time.
 * @param mainline ids of the first-parent line, newest first; those that are not in the graph are passed over.
 */
export function mergedCommits(graph: CommitGraph, mainline: readonly string[]): Map<string, PlacedCommit[]> {
  const line = mainline.flatMap(id => graph.get(id) ?? []).reverse();
  const held = new Set<string>();
  const merged = new Map<string, PlacedCommit[]>();
  for (const { id, parents } of line) {
    const [first, ...others] = parents;
    // Before the oldest commit of the line that was read, all of its history is held.
    if (first !== undefined && !held.has(first)) take(graph, [first], held);
    const brought = take(graph, others, held);
    held.add(id);
    if (parents.length > 1) merged.set(id, brought);
  }
  return merged;
}

/** The commits behind some ids that are not held yet, which are held from now on. */
function take(graph: CommitGraph, ids: readonly string[], held: Set<string>): PlacedCommit[] {
  const taken: PlacedCommit[] = [];
  const open = [...ids];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const commit = held.has(id) ? undefined : graph.get(id);
    if (!commit) continue;
    held.add(id);
    if (commit.parents.length < 2) taken.push(commit);
    open.push(...commit.parents);
  }
  return taken;
}
