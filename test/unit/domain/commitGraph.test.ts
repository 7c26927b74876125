import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Commit } from '../../../src/domain/change';
import { CommitGraph } from '../../../src/domain/commitGraph';

const hour = 3_600_000;
const day = 24 * hour;
const now = Date.parse('2026-10-05T12:00:00Z');
const usual = now - 30 * day;

function commit(id: string, parents: readonly string[], dates: { authored?: number; committed?: number } = {}): Commit {
  const committedAt = dates.committed ?? usual;
  const authoredAt = dates.authored ?? committedAt;
  return { id, parents, authoredAt, committedAt, authorAddress: 'ada@example.com', authorName: 'Ada' };
}

const order = (graph: CommitGraph): string[] => [...graph.commits].map(({ id }) => id);
const effective = (commits: readonly Commit[], id: string): number | undefined =>
  new CommitGraph(commits, now).get(id)?.effectiveAt;

describe('the effective date of a commit', () => {
  const committed = usual;
  const cases: Readonly<Record<string, readonly [authored: number, committed: number, expected: number]>> = {
    'the author date': [committed - 5 * day, committed, committed - 5 * day],
    'the author date, years before': [Date.UTC(2005, 0, 1), committed, Date.UTC(2005, 0, 1)],
    'the author date, a day after the committer date': [committed + day, committed, committed + day],
    'the author date, now': [now, now, now],
    'the committer date where the author date is more than a day later': [committed + day + 1, committed, committed],
    'the committer date where the author date is before 2005': [Date.UTC(2005, 0, 1) - 1, committed, committed],
    'the committer date where the author date is 1970': [0, committed, committed],
    'the committer date where the author date is after now': [now + 1, now, now],
    'the newest parent’s where both are before 2005': [0, 1000, usual - day],
  };
  for (const [title, [authored, at, expected]] of Object.entries(cases)) {
    it(`is ${title}`, () => {
      const parents = [
        commit('older', [], { committed: usual - 2 * day }),
        commit('newer', [], { committed: usual - day }),
      ];
      assert.equal(
        effective([commit('id', ['older', 'newer'], { authored, committed: at }), ...parents], 'id'),
        expected,
      );
    });
  }

  it('is handed down over several commits with bad dates', () => {
    const bad = { authored: 0, committed: 0 };
    const commits = [commit('c', ['b'], bad), commit('b', ['a'], bad), commit('a', [])];
    assert.equal(effective(commits, 'c'), usual);
  });

  it('is the committer date, however bad, where no parent is known', () => {
    assert.equal(effective([commit('a', ['unknown'], { authored: 0, committed: 7 })], 'a'), 7);
  });
});

describe('a graph of commits', () => {
  it('has parents before children, whatever the clocks said', () => {
    const commits = [
      commit('d', ['b', 'c'], { committed: usual - 9 * day }),
      commit('a', [], { committed: usual }),
      commit('c', ['a'], { committed: usual - 5 * day }),
      commit('b', ['a'], { committed: usual - 2 * day }),
    ];
    const graph = new CommitGraph(commits, now);
    const ids = order(graph);
    assert.equal(ids.length, 4);
    assert.equal(ids[0], 'a');
    assert.equal(ids[3], 'd');
    assert.equal(graph.fromTheFuture, 0);
  });

  it('leaves away commits from the future and what descends from them', () => {
    const commits = [
      commit('merge', ['fine', 'child'], { committed: now }),
      commit('child', ['future'], { committed: usual }),
      commit('future', ['a'], { committed: now + 1 }),
      commit('fine', ['a'], { committed: now }),
      commit('a', []),
    ];
    const graph = new CommitGraph(commits, now);
    assert.deepEqual(order(graph), ['a', 'fine']);
    assert.equal(graph.fromTheFuture, 3);
    assert.equal(graph.get('child'), undefined);
    assert.deepEqual(graph.reachableFrom(['merge']), new Set(['a', 'fine']));
  });

  it('keeps a commit whose author date alone is in the future', () => {
    assert.deepEqual(order(new CommitGraph([commit('a', [], { authored: now + day, committed: usual })], now)), ['a']);
  });

  it('ends where parents are not among the commits', () => {
    const graph = new CommitGraph([commit('b', ['unknown'])], now);
    assert.deepEqual(order(graph), ['b']);
    assert.deepEqual(graph.reachableFrom(['b', 'unknown']), new Set(['b']));
  });

  it('takes a history longer than the stack', () => {
    const length = 50_000;
    const commits = Array.from({ length }, (_, at) => commit(`${at}`, at === 0 ? [] : [`${at - 1}`]));
    const ids = order(new CommitGraph(commits, now));
    assert.equal(ids.length, length);
    assert.deepEqual(ids.slice(0, 3), ['0', '1', '2']);
    assert.deepEqual(order(new CommitGraph(commits.toReversed(), now)), ids);
  });

  it('tells what is reachable, and what only from one tip', () => {
    const graph = new CommitGraph(
      [commit('m', ['b', 'c']), commit('c', ['a']), commit('d', ['c']), commit('b', ['a']), commit('a', [])],
      now,
    );
    assert.deepEqual(graph.reachableFrom(['b']), new Set(['b', 'a']));
    assert.deepEqual(graph.reachableFrom(['b', 'd']), new Set(['d', 'c', 'b', 'a']));
    assert.deepEqual(graph.reachableFrom([]), new Set());
    assert.deepEqual(graph.reachableOnlyFrom('m', graph.reachableFrom(['d'])), new Set(['m', 'b']));
    assert.equal(graph.isAncestor('a', 'm'), true);
    assert.equal(graph.isAncestor('m', 'm'), true);
    assert.equal(graph.isAncestor('d', 'm'), false);
    assert.equal(graph.isAncestor('m', 'a'), false);
  });

  it('finds an ancestor that is dated a little after its descendants', () => {
    const graph = new CommitGraph(
      [
        commit('c', ['b'], { committed: usual }),
        commit('b', ['a'], { committed: usual }),
        commit('a', [], { committed: usual + 20 * hour }),
      ],
      now,
    );
    assert.equal(graph.isAncestor('a', 'c'), true);
  });

  it('is in topological order and complete, for any history in any order', () => {
    const history = fc
      .array(fc.tuple(fc.array(fc.nat(30), { maxLength: 3 }), fc.integer({ min: -60, max: 3 })), { maxLength: 30 })
      .map(made =>
        made.map(([parents, days], at) =>
          commit(`${at}`, [...new Set(parents.filter(parent => parent < at))].map(String), {
            committed: now + days * day,
          }),
        ),
      );
    const shuffled = history.chain(commits =>
      fc.shuffledSubarray(commits, { minLength: commits.length, maxLength: commits.length }),
    );
    fc.assert(
      fc.property(shuffled, commits => {
        const graph = new CommitGraph(commits, now);
        const ids = order(graph);
        const place = new Map(ids.map((id, at) => [id, at]));
        const isLeft = (id: string): boolean => {
          const found = commits.find(each => each.id === id);
          return found !== undefined && (found.committedAt > now || found.parents.some(isLeft));
        };
        assert.equal(place.size + graph.fromTheFuture, commits.length);
        for (const { id, parents } of commits) {
          assert.equal(place.has(id), !isLeft(id));
          for (const parent of parents) {
            if (place.has(id)) assert.ok((place.get(parent) ?? -1) < (place.get(id) ?? -1));
          }
        }
      }),
      { numRuns: 200, seed: 1 },
    );
  });
});
