import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { CommitChange } from '../../../src/domain/change';
import { CommitGraph, type Tip } from '../../../src/domain/commitGraph';
import { copiesAmong, hasLanded, type OpenBranch, openBranches } from '../../../src/domain/landed';

const hourMs = 3_600_000;
const start = Date.UTC(2026, 0, 5);

/** A graph of words `id`, `id:parent` or `id:parent,parent`, an hour apart in the order given. */
function graphOf(words: string): CommitGraph {
  const commits = words.split(' ').map((word, hours) => {
    const [id = '', parents = ''] = word.split(':');
    const at = start + hours * hourMs;
    return {
      id,
      parents: parents === '' ? [] : parents.split(','),
      authoredAt: at,
      committedAt: at,
      authorAddress: 'ada@example.com',
      authorName: 'Ada',
    };
  });
  return new CommitGraph(commits.reverse(), start + 10_000 * hourMs);
}

/** Changes by commit, of which only the fingerprint matters here. */
const changesOf = (prints: Record<string, string>): Map<string, CommitChange> =>
  new Map(
    Object.entries(prints).map(([id, fingerprint]) => [
      id,
      { id, fingerprint, files: [], blankAdded: [], blankDeleted: [], carried: [] },
    ]),
  );
const tip = (id: string): Tip => ({ name: `refs/heads/${id}`, id });

describe('open branches', () => {
  const open = (words: string, tips: string[], main = 'm') => {
    const graph = graphOf(words);
    return openBranches(graph, tips.map(tip), graph.reachableFrom([main]));
  };

  it('are those with commits of their own, and where they came from', () => {
    const [branch, ...others] = open('a b:a m:b t:b u:t', ['m', 'u', 'a']);
    assert.deepEqual(others, []);
    assert.deepEqual([branch?.tip.id, [...(branch?.commits ?? [])].sort(), branch?.base], ['u', ['t', 'u'], 'b']);
  });

  it('have their own commits without merges, and the latest that they took in as base', () => {
    const [branch] = open('a t:a b:a m:b u:t,b v:u', ['v']);
    assert.deepEqual([[...(branch?.commits ?? [])].sort(), branch?.base], [['t', 'v'], 'b']);
  });

  it('have no base where history was read no further', () => {
    const [branch] = open('m t:unread', ['t']);
    assert.deepEqual([branch?.commits, branch?.base], [['t'], null]);
  });
});

describe('landed work', () => {
  const branch = (...commits: string[]): OpenBranch => ({ tip: tip('t'), commits, base: 'b' });
  const changes = changesOf({ one: '1', two: '2', merge: '', binary: '' });
  const whole = (fingerprint: string) => changesOf({ whole: fingerprint }).get('whole') ?? null;

  it('is a branch each of whose commits has a twin', () => {
    assert.equal(hasLanded(branch('one', 'two'), changes, new Set(['1', '2', '3']), null), true);
    assert.equal(hasLanded(branch('one', 'two'), changes, new Set(['1', '3']), null), false);
  });

  it('is a branch that one commit repeats as a whole', () => {
    assert.equal(hasLanded(branch('one', 'two'), changes, new Set(['12']), whole('12')), true);
    assert.equal(hasLanded(branch('one', 'two'), changes, new Set(['13']), whole('12')), false);
  });

  it('is nothing that has no text to tell it by', () => {
    assert.equal(hasLanded(branch('binary'), changes, new Set(['']), whole('')), false);
    assert.equal(hasLanded(branch(), changes, new Set(['1']), null), false);
  });

  it('is told by the commits that are looked at', () => {
    assert.equal(hasLanded(branch('one', 'older'), changes, new Set(['1']), null), true);
    assert.equal(hasLanded(branch('older'), changes, new Set(['1']), null), false);
  });
});

describe('copies', () => {
  const copies = (words: string, prints: Record<string, string>) => {
    const graph = graphOf(words);
    return [...copiesAmong(Object.keys(prints), graph, changesOf(prints))].sort();
  };

  it('are later commits with the same change on another line of history', () => {
    assert.deepEqual(copies('a t:a m:a', { a: '0', t: '1', m: '1' }), ['m']);
    assert.deepEqual(copies('a t:a m:a u:a', { t: '1', m: '1', u: '1' }), ['m', 'u']);
  });

  it('are not the same change made again on top', () => {
    assert.deepEqual(copies('a b:a c:b d:c', { a: '1', b: '2', c: '1', d: '2' }), []);
  });

  it('are counted against the first alone where the other line makes it twice', () => {
    // On m the change is made, taken back and made again; t has it once, and later.
    assert.deepEqual(copies('a m1:a m2:m1 m3:m2 t:a', { m1: '1', m2: '2', m3: '1', t: '1' }), ['t']);
  });

  it('are the same in whatever order commits are given', () => {
    const graph = graphOf('a m1:a x:m1 m2:x t:a u:t');
    const changes = changesOf({ m1: '1', m2: '1', t: '1', u: '1' });
    for (const ids of [
      ['m1', 'm2', 't', 'u'],
      ['u', 'm2', 't', 'm1'],
    ]) {
      assert.deepEqual([...copiesAmong(ids, graph, changes)].sort(), ['t', 'u']);
    }
  });

  it('are as they are defined, on any graph', () => {
    const word = fc.record({ parents: fc.array(fc.nat(), { maxLength: 2 }), print: fc.constantFrom('1', '2', '') });
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 14 }), given => {
        const words = given.map(({ parents }, index) => {
          const ids = [...new Set(parents.map(parent => `c${parent % Math.max(index, 1)}`))];
          return index === 0 || ids.length === 0 ? `c${index}` : `c${index}:${ids.join()}`;
        });
        const graph = graphOf(words.join(' '));
        const prints = Object.fromEntries(given.map(({ print }, index) => [`c${index}`, print]));
        const copies = copiesAmong(Object.keys(prints), graph, changesOf(prints));
        const expected = new Set<string>();
        for (let at = 0; at < given.length; at++) {
          const isTwin = (other: number) => given[at]?.print !== '' && given[other]?.print === given[at]?.print;
          const isRelated = (other: number) => graph.isAncestor(`c${other}`, `c${at}`);
          for (let other = 0; other < at; other++) {
            if (isTwin(other) && !expected.has(`c${other}`) && !isRelated(other)) expected.add(`c${at}`);
          }
        }
        assert.deepEqual([...copies].sort(), [...expected].sort());
      }),
      { numRuns: 300 },
    );
  });

  it('are nothing without text', () => {
    assert.deepEqual(copies('a t:a m:a', { t: '', m: '' }), []);
  });

  it('are found in time where one change is made a thousand times over', function () {
    this.timeout(5000);
    const words = ['c0', ...Array.from({ length: 3999 }, (_, index) => `c${index + 1}:c${index}`)];
    const prints = Object.fromEntries(words.map((_, index) => [`c${index}`, `${index % 2}`]));
    assert.deepEqual(copies(words.join(' '), prints), []);
  });
});
