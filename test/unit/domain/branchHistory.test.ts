import assert from 'node:assert/strict';
import { branchHistories } from '../../../src/domain/branchHistory';
import type { LedgerEvent } from '../../../src/domain/ledger';

const noon = Date.UTC(2026, 2, 2, 12);
const minute = 60_000;
const commit = (number: number) => number.toString(16).padStart(40, '0');
const told = (minutes: number, branch = 'x', by: LedgerEvent['by'] = 'reflog') => ({
  clone: 'c1',
  branch,
  by,
  at: noon + minutes * minute,
});
const started = (minutes: number, id: number, branch?: string): LedgerEvent => ({
  kind: 'started',
  ...told(minutes, branch),
  id: commit(id),
});
const tip = (minutes: number, id: number, branch?: string): LedgerEvent => ({
  kind: 'tip',
  ...told(minutes, branch),
  id: commit(id),
});
const pushed = (
  minutes: number,
  id: number,
  { first = false, by, branch }: { first?: boolean | null; by?: LedgerEvent['by']; branch?: string } = {},
): LedgerEvent => ({ kind: 'pushed', ...told(minutes, branch, by), remote: 'origin', id: commit(id), first });
const gone = (minutes: number, remote: string | null = null, branch?: string): LedgerEvent => ({
  kind: 'gone',
  ...told(minutes, branch),
  remote,
});
const renamed = (minutes: number, from: string, branch: string): LedgerEvent => ({
  kind: 'renamed',
  ...told(minutes, branch),
  from,
});
const request = (minutes: number, by: LedgerEvent['by'] = 'live'): LedgerEvent => ({
  kind: 'request',
  ...told(minutes, 'x', by),
  forge: 'github',
  owner: 'acme',
  repository: 'tool',
  number: 7,
});

/** A line a history: name, tips, pushes (first ones with `!`), the end. */
const short = (events: readonly LedgerEvent[]) =>
  branchHistories(events).map(({ branch, start, tips, pushes, endedAt }) => {
    const idOf = (id: string) => Number.parseInt(id, 16);
    const list = tips.map(({ id }) => idOf(id) + (start?.id === id ? 's' : '')).join(',');
    const pushList = pushes.map(({ id, first }) => `${idOf(id)}${first ? '!' : ''}`).join(',');
    return `${branch} [${list}] [${pushList}]${endedAt === null ? '' : ` ${(endedAt - noon) / minute}`}`;
  });

describe('the histories of branches', () => {
  const cases: readonly [string, readonly LedgerEvent[], readonly string[]][] = [
    ['are none without events', [], []],
    [
      'go by when things happened, not by when they were told',
      [tip(2, 3), started(0, 1), tip(1, 2)],
      ['x [1s,2,3] []'],
    ],
    ['hold each tip once that was seen twice', [started(0, 1), tip(1, 1), tip(2, 2), tip(3, 2)], ['x [1s,2] []']],
    ['hold a tip again that the branch came back to', [tip(0, 1), tip(1, 2), tip(2, 1)], ['x [1,2,1] []']],
    ['end when the branch was seen to be gone', [started(0, 1), gone(5), gone(6)], ['x [1s] [] 5']],
    [
      'begin anew with a name that is used again',
      [started(0, 1), gone(5), started(7, 3)],
      ['x [1s] [] 5', 'x [3s] []'],
    ],
    [
      'begin anew also where nobody saw the end',
      [started(0, 1), tip(1, 2), started(7, 3)],
      ['x [1s,2] [] 7', 'x [3s] []'],
    ],
    [
      'are one where a branch was seen in the second that it was made',
      [tip(0, 1), started(0, 1), tip(1, 2)],
      ['x [1s,2] []'],
    ],
    [
      'give each life its pushes',
      [started(0, 1), pushed(1, 1, { first: true }), started(5, 2), pushed(6, 2, { first: true })],
      ['x [1s] [1!] 5', 'x [2s] [2!]'],
    ],
    [
      'hold a push once that was seen and then read',
      [started(0, 1), pushed(1, 1, { first: true }), pushed(1, 1, { first: true, by: 'live' }), pushed(2, 1)],
      ['x [1s] [1!]'],
    ],
    [
      'hold it again after the branch was deleted at the remote',
      [started(0, 1), pushed(1, 1, { first: true }), gone(2, 'origin'), pushed(3, 1, { first: true })],
      ['x [1s] [1!,1!]'],
    ],
    ['know a branch by pushes only', [pushed(1, 1, { first: true })], ['x [] [1!]']],
    [
      'do not know one by what was there at the remote only',
      [{ kind: 'tracked', ...told(0), remote: 'origin', id: commit(1), fetched: true }],
      [],
    ],
    [
      'go on under a new name, and leave the old one free',
      [
        started(0, 1, 'old'),
        pushed(1, 1, { first: true, branch: 'old' }),
        renamed(2, 'old', 'x'),
        tip(3, 2),
        started(4, 5, 'old'),
      ],
      ['x [1s,2] [1!]', 'old [5s] []'],
    ],
    [
      'end a branch whose name another one takes',
      [started(0, 1), started(1, 5, 'y'), renamed(2, 'y', 'x'), tip(3, 6)],
      ['x [1s] [] 2', 'x [5s,6] []'],
    ],
    ['begin with a rename of what is not known', [renamed(2, 'old', 'x'), tip(3, 6)], ['x [6] []']],
    [
      'keep clones apart',
      [started(0, 1), { ...started(1, 1), clone: 'c2' }, { ...gone(2), clone: 'c2' }],
      ['x [1s] []', 'x [1s] [] 2'],
    ],
    [
      'give a push to the only local branch that has it as counterpart',
      [
        started(0, 1, 'local'),
        { kind: 'upstream', ...told(9, 'local'), remote: 'origin', target: 'x' },
        pushed(1, 1, { first: true }),
      ],
      ['local [1s] [1!]'],
    ],
    [
      'give it to that also where others were pushed before it was made',
      [
        pushed(0, 9, { first: true }),
        started(1, 1, 'local'),
        { kind: 'upstream', ...told(9, 'local'), remote: 'origin', target: 'x' },
        pushed(2, 1),
      ],
      ['x [] [9!]', 'local [1s] [1]'],
    ],
    [
      'do not take what one clone has pruned for another’s',
      [
        started(0, 1),
        pushed(1, 1, { first: true }),
        { ...gone(2, 'origin'), clone: 'c2' },
        pushed(3, 1, { by: 'live' }),
      ],
      ['x [1s] [1!]'],
    ],
    [
      'give it to none where two have it',
      [
        started(0, 1, 'one'),
        started(0, 1, 'two'),
        { kind: 'upstream', ...told(9, 'one'), remote: 'origin', target: 'x' },
        { kind: 'upstream', ...told(9, 'two'), remote: 'origin', target: 'x' },
        pushed(1, 1, { first: true }),
      ],
      ['one [1s] []', 'two [1s] []', 'x [] [1!]'],
    ],
  ];
  for (const [what, events, wanted] of cases) {
    it(what, () => assert.deepEqual(short(events), wanted));
  }

  const firstPushes: readonly [string, readonly LedgerEvent[], string | null][] = [
    ['none', [started(0, 1)], null],
    ['a first one from the reflog', [pushed(1, 1, { first: true }), pushed(2, 2)], 'recorded-push true 1'],
    ['a first one that was watched', [pushed(1, 1, { first: true, by: 'live' })], 'observed-push true 1'],
    ['one that may be the first', [pushed(1, 1, { first: null })], 'recorded-push false 1'],
    ['a later one that was watched', [pushed(1, 1, { by: 'live' })], 'recorded-push false 1'],
    ['a later one, and then a first', [pushed(1, 1), pushed(2, 2, { first: true })], 'recorded-push false 1'],
  ];
  for (const [what, events, wanted] of firstPushes) {
    it(`say of pushes, ${what}: ${wanted}`, () => {
      const push = branchHistories([started(0, 1), ...events])[0]?.firstPush ?? null;
      assert.equal(push && `${push.basis} ${push.certain} ${(push.at - noon) / minute}`, wanted);
    });
  }

  const requests: readonly [string, readonly LedgerEvent[], boolean][] = [
    ['minutes after a push', [pushed(1, 1), request(16)], true],
    ['later than that', [pushed(1, 1), request(17)], false],
    ['before the push', [request(1), pushed(2, 1)], false],
    ['without a push', [request(1)], false],
    ['at the first look', [pushed(1, 1), request(2, 'found')], false],
  ];
  for (const [what, events, observed] of requests) {
    it(`take a request that shows ${what} for ${observed ? '' : 'not '}observed`, () => {
      const found = branchHistories([started(0, 1), ...events]).flatMap(history => history.requests);
      assert.deepEqual(
        found.map(each => each.observed),
        [observed],
      );
    });
  }

  it('know each name that the branch had', () => {
    const events = [started(0, 1, 'old'), renamed(2, 'old', 'x'), renamed(3, 'x', 'new'), started(4, 5, 'x')];
    assert.deepEqual(
      branchHistories(events).map(({ branch, names }) => [branch, names]),
      [
        ['new', ['old', 'x', 'new']],
        ['x', ['x']],
      ],
    );
  });
});
