import assert from 'node:assert/strict';
import { CommitGraph } from '../../../src/domain/commitGraph';
import { mergedCommits } from '../../../src/domain/mergedCommits';

/** Commits of one letter with their parents, oldest first: `c:ab`. */
function graphOf(text: string): CommitGraph {
  const commits = text.split(' ').map((word, index) => {
    const [id = '', parents = ''] = word.split(':');
    const at = Date.UTC(2026, 0, 1) + index * 60_000;
    return { id, parents: [...parents], authoredAt: at, committedAt: at, authorAddress: 'a', authorName: 'a' };
  });
  return new CommitGraph(commits.reverse(), Date.UTC(2027, 0, 1));
}

const cases: [string, string, string, Record<string, string>][] = [
  ['what is behind the second parent', 'a b:a x:a y:x m:by', 'mba', { m: 'xy' }],
  ['nothing that the line held', 'a b:a x:a m:bx c:m y:cx n:cy', 'ncmba', { m: 'x', n: '' }],
  ['what was new, of a branch that lands twice', 'a x:a m:ax y:x n:my', 'nma', { m: 'x', n: 'y' }],
  ['no merges from the default branch', 'a x:a b:a s:xb y:s m:by', 'mba', { m: 'xy' }],
  ['all of an octopus', 'a x:a y:a m:axy', 'ma', { m: 'xy' }],
  ['both of two branches with something in common once', 'a x:a y:x z:x m:ay n:mz', 'nma', { m: 'xy', n: 'z' }],
  ['what is there, where the reading ended', 'b:a x:w m:bx', 'mb', { m: 'x' }],
  ['nothing without merges', 'a b:a', 'ba', {}],
];

describe('the commits that a merge brought in are', () => {
  for (const [name, graph, line, expected] of cases) {
    it(name, () => {
      const found = mergedCommits(graphOf(graph), [...line]);
      const ids = [...found].map(([id, commits]) => [
        id,
        commits
          .map(each => each.id)
          .sort()
          .join(''),
      ]);
      assert.deepEqual(Object.fromEntries(ids), expected);
    });
  }
});
