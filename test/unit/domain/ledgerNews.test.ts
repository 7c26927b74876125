import assert from 'node:assert/strict';
import fc from 'fast-check';
import { branchHistories } from '../../../src/domain/branchHistory';
import type { BranchNews } from '../../../src/domain/branchNews';
import { KnownLedger } from '../../../src/domain/knownLedger';
import type { LedgerEvent } from '../../../src/domain/ledger';
import { eventsFrom, type Look } from '../../../src/domain/ledgerNews';
import type { ReflogEntry } from '../../../src/domain/reflog';

const noon = Date.UTC(2026, 2, 2, 12);
const second = 1000;
const minute = 60 * second;
const later = { now: noon + 60 * minute, watchedFrom: null };
const commit = (number: number) => number.toString(16).padStart(40, '0');

const entry = (
  ref: string,
  minutes: number,
  from: number | null | undefined,
  to: number | null,
  message = 'commit: x',
) =>
  ({
    ref,
    worktree: null,
    oldId: typeof from === 'number' ? commit(from) : from,
    newId: to === null ? null : commit(to),
    at: noon + minutes * minute,
    message,
  }) satisfies ReflogEntry;
const push = (ref: string, minutes: number, from: number | null | undefined, to: number) =>
  entry(ref, minutes, from, to, 'update by push');

interface Given {
  entries?: readonly ReflogEntry[];
  /** By full name, the number of the commit. */
  refs?: Readonly<Record<string, number>>;
  keys?: Partial<BranchNews['keys']>;
  logged?: readonly string[];
}

function newsOf({ entries = [], refs = {}, keys = {}, logged = entries.map(({ ref }) => ref) }: Given): BranchNews {
  return {
    clone: 'c1',
    entries,
    logged: new Set(logged),
    keys: { remotes: ['origin', 'team', 'team/x'], upstreams: new Map(), requests: new Map(), ...keys },
    refs: Object.entries(refs).map(([name, number]) => ({ name, id: commit(number) })),
  };
}

/** Several looks, one after the other. */
function told(...looks: readonly (readonly [Given, Look?])[]): LedgerEvent[] {
  const known = new KnownLedger();
  return looks.flatMap(([given, look = later]) => {
    const events = eventsFrom(newsOf(given), known, look);
    for (const event of events) assert.ok(known.add(event), JSON.stringify(event));
    return events;
  });
}

const short = (events: readonly LedgerEvent[]) =>
  events.map(event => {
    const where = 'remote' in event && event.remote !== null ? `${event.remote}:${event.branch}` : event.branch;
    const id = 'id' in event ? ` ${Number.parseInt(event.id, 16)}` : '';
    const first = event.kind === 'pushed' ? ` ${event.first}` : '';
    return `${event.kind} ${where}${id}${first} ${(event.at - noon) / minute} ${event.by}`;
  });

const main = 'refs/heads/main';
const x = 'refs/heads/x';
const atRemote = 'refs/remotes/origin/x';

describe('what is new to the ledger', () => {
  const cases: readonly [string, readonly (readonly [Given, Look?])[], readonly string[]][] = [
    ['is nothing of nothing', [[{}]], []],
    [
      'is where a branch began and what it came to',
      [[{ entries: [entry(x, 0, null, 1), entry(x, 1, 1, 2), entry(x, 2, 2, 2)], refs: { [x]: 2 } }]],
      ['started x 1 0 reflog', 'tip x 2 1 reflog'],
    ],
    [
      'is the part of a reflog that is left',
      [[{ entries: [entry(x, 1, 1, 2)], refs: { [x]: 2 } }]],
      ['tip x 2 1 reflog'],
    ],
    [
      'is not what the reflog dates after now',
      [[{ entries: [entry(x, 0, null, 1), entry(x, 62, 1, 2)], refs: { [x]: 2 } }]],
      ['started x 1 0 reflog'],
    ],
    [
      'is a branch whose reflog says nothing that can be read',
      [[{ refs: { [x]: 1 }, logged: [x] }]],
      ['tip x 1 60 found'],
    ],
    [
      'is a first push, a later one, and one where git has forgotten the first',
      [
        [
          {
            entries: [push(atRemote, 0, null, 1), push(atRemote, 1, 1, 2), push('refs/remotes/origin/y', 2, 1, 2)],
            refs: { [atRemote]: 2, 'refs/remotes/origin/y': 2 },
          },
        ],
      ],
      ['pushed origin:x 1 true 0 reflog', 'pushed origin:x 2 false 1 reflog', 'pushed origin:y 2 false 2 reflog'],
    ],
    [
      'is an oldest push without old ids, which may be the first',
      [
        [
          {
            entries: [push(atRemote, 0, undefined, 1), push(atRemote, 1, undefined, 2)],
            refs: { [atRemote]: 2 },
          },
        ],
      ],
      ['pushed origin:x 1 null 0 reflog', 'pushed origin:x 2 false 1 reflog'],
    ],
    [
      'is an oldest push without old ids, which is the first where its branch was not there before',
      [
        [{ refs: { [x]: 1 } }, { now: noon, watchedFrom: null }],
        [
          { entries: [push(atRemote, 5, undefined, 1)], refs: { [x]: 1, [atRemote]: 1 } },
          { now: noon + 10 * minute, watchedFrom: noon },
        ],
      ],
      ['tip x 1 0 found', 'pushed origin:x 1 true 5 live'],
    ],
    [
      'is no first push where a fetch was older, without old ids',
      [
        [
          {
            entries: [entry(atRemote, 0, undefined, 1, 'fetch: storing head'), push(atRemote, 1, undefined, 2)],
            refs: { [atRemote]: 2 },
          },
        ],
      ],
      ['pushed origin:x 2 false 1 reflog'],
    ],
    [
      'is where a fetch made a branch that a local one has to do with, and none of the others',
      [
        [
          {
            entries: [
              entry(atRemote, 0, null, 1, 'fetch origin: storing head'),
              entry(atRemote, 1, 1, 2, 'fetch origin: fast-forward'),
              entry('refs/remotes/origin/others', 0, null, 1, 'fetch origin: storing head'),
            ],
            refs: { [atRemote]: 2, 'refs/remotes/origin/others': 1, [x]: 2 },
          },
        ],
      ],
      ['tracked origin:x 1 0 reflog', 'tip x 2 60 found'],
    ],
    [
      'names remotes and branches as the configuration does',
      [
        [
          {
            entries: [
              push('refs/remotes/team/x/y/z', 0, null, 1),
              push('refs/remotes/gone/y/z', 0, null, 1),
              push('refs/remotes/origin/HEAD', 0, null, 1),
              push('refs/stash', 0, null, 1),
            ],
            refs: { 'refs/remotes/team/x/y/z': 1, 'refs/remotes/gone/y/z': 1 },
          },
        ],
      ],
      ['pushed team/x:y/z 1 true 0 reflog', 'pushed gone:y/z 1 true 0 reflog'],
    ],
    [
      'is live from when it is watched',
      [
        [{ refs: { [x]: 1 } }, { now: noon, watchedFrom: null }],
        [
          { entries: [entry(x, -1, 1, 2), entry(x, 1, 2, 3)], refs: { [x]: 3 } },
          { now: noon + 2 * minute, watchedFrom: noon + 500 },
        ],
      ],
      ['tip x 1 0 found', 'tip x 2 -1 reflog', 'tip x 3 1 live'],
    ],
    [
      'is, without reflogs, a push of what the local branch was at before',
      [
        [{ refs: { [x]: 1 } }, { now: noon, watchedFrom: null }],
        [{ refs: { [x]: 1, [atRemote]: 1 } }, { now: noon + minute, watchedFrom: noon }],
        [{ refs: { [x]: 2, [atRemote]: 1 } }, { now: noon + 2 * minute, watchedFrom: noon }],
        [{ refs: { [x]: 2, [atRemote]: 2 } }, { now: noon + 3 * minute + 999, watchedFrom: noon }],
      ],
      ['tip x 1 0 found', 'pushed origin:x 1 true 1 live', 'tip x 2 2 live', 'pushed origin:x 2 false 3 live'],
    ],
    [
      'is, without reflogs, a first push together with the commit, but no later one, which may be a pull',
      [
        [{ refs: { [x]: 1 } }, { now: noon, watchedFrom: null }],
        [{ refs: { [x]: 2, [atRemote]: 2 } }, { now: noon + minute, watchedFrom: noon }],
        [{ refs: { [x]: 3, [atRemote]: 3 } }, { now: noon + 2 * minute, watchedFrom: noon }],
      ],
      [
        'tip x 1 0 found',
        'tip x 2 1 live',
        'pushed origin:x 2 true 1 live',
        'tip x 3 2 live',
        'tracked origin:x 3 2 live',
      ],
    ],
    [
      'is, without reflogs, no push of a branch that comes with its tracking ref, nor of one that was found',
      [
        [{ refs: { [main]: 1, 'refs/remotes/origin/main': 1 } }, { now: noon, watchedFrom: null }],
        [
          { refs: { [main]: 1, 'refs/remotes/origin/main': 1, [x]: 2, [atRemote]: 2 } },
          { now: noon + minute, watchedFrom: noon },
        ],
      ],
      ['tip main 1 0 found', 'tracked origin:main 1 0 found', 'tip x 2 1 live', 'tracked origin:x 2 1 live'],
    ],
    [
      'is no push where the reflog says that it was a fetch',
      [
        [{ refs: { [x]: 1 } }, { now: noon, watchedFrom: null }],
        [
          { entries: [entry(atRemote, 1, null, 1, 'fetch')], refs: { [x]: 1, [atRemote]: 1 } },
          { now: noon + minute, watchedFrom: noon },
        ],
      ],
      ['tip x 1 0 found', 'tracked origin:x 1 1 live'],
    ],
    [
      'is what is gone, and comes back',
      [
        [{ refs: { [x]: 1, [atRemote]: 1 } }, { now: noon, watchedFrom: null }],
        [{}, { now: noon + minute, watchedFrom: noon }],
        [{}, { now: noon + 2 * minute, watchedFrom: noon }],
        [{ refs: { [x]: 1 } }, { now: noon + 3 * minute, watchedFrom: noon }],
      ],
      ['tip x 1 0 found', 'tracked origin:x 1 0 found', 'gone x 1 live', 'gone origin:x 1 live', 'tip x 1 3 live'],
    ],
    [
      'is a name that a branch had before, with what it was then',
      [
        [
          {
            entries: [
              entry(x, 0, null, 1),
              entry(x, 1, 1, 1, 'Branch: renamed refs/heads/old to refs/heads/older'),
              entry(x, 2, 1, 2),
              entry(x, 3, 2, 2, 'Branch: renamed refs/heads/older to refs/heads/x'),
              entry(x, 4, 2, 3),
            ],
            refs: { [x]: 3 },
          },
        ],
      ],
      [
        'started old 1 0 reflog',
        'renamed older 1 reflog',
        'tip older 2 2 reflog',
        'renamed x 3 reflog',
        'tip x 3 4 reflog',
      ],
    ],
    [
      'is from HEAD what a branch that is gone came to, without the steps of a rebase',
      [
        [
          {
            entries: [
              entry('HEAD', 0, 1, 1, 'checkout: moving from main to x'),
              entry('HEAD', 1, 1, 2),
              entry('HEAD', 2, 2, 5, 'rebase (start): checkout main'),
              entry('HEAD', 2, 5, 6, 'rebase (pick): x'),
              entry('HEAD', 3, 6, 7, 'commit (amend): while it stops'),
              entry('HEAD', 4, 7, 8, 'rebase (finish): returning to refs/heads/x'),
              entry('HEAD', 5, 8, 5, 'checkout: moving from x to main'),
              entry('HEAD', 6, 5, 9),
            ],
            refs: {},
          },
        ],
      ],
      ['tip x 1 0 reflog', 'tip x 2 1 reflog', 'tip x 8 4 reflog', 'gone x 60 found'],
    ],
    [
      'is from HEAD nothing of a branch that tells it itself',
      [
        [
          {
            entries: [
              entry(main, -1, null, 1),
              entry(x, 0, null, 1),
              entry('HEAD', 0, 1, 1, 'checkout: moving from main to x'),
              entry('HEAD', 1, 1, 1, 'checkout: moving from x to main'),
              entry('HEAD', 2, 1, 1, 'checkout: moving from main to x'),
              entry('HEAD', 3, 1, 1, 'checkout: moving from x to main'),
            ],
            refs: { [main]: 1, [x]: 1 },
          },
        ],
      ],
      ['started main 1 -1 reflog', 'started x 1 0 reflog'],
    ],
    [
      'is once that a branch is gone, whatever is told late of the time before',
      [
        [{ refs: { [x]: 1 } }, { now: noon, watchedFrom: null }],
        [{}, { now: noon + 9 * minute, watchedFrom: noon }],
        [
          { entries: [entry('HEAD', 1, 1, 2), entry('HEAD', 2, 2, 5, 'checkout: moving from x to main')] },
          { now: noon + 10 * minute, watchedFrom: null },
        ],
      ],
      ['tip x 1 0 found', 'gone x 9 live', 'tip x 2 1 reflog'],
    ],
    [
      'is a counterpart as it is set and changed, of branches that are there',
      [
        [
          { refs: { [x]: 1 }, keys: { upstreams: new Map([['x', { remote: 'origin', target: 'x' }]]) } },
          { now: noon, watchedFrom: null },
        ],
        [
          {
            refs: { [x]: 1 },
            keys: {
              upstreams: new Map([
                ['x', { remote: 'origin', target: 'y' }],
                ['left', { remote: 'origin', target: 'left' }],
              ]),
            },
          },
          { now: noon + minute, watchedFrom: noon },
        ],
      ],
      ['upstream origin:x 0 found', 'tip x 1 0 found', 'upstream origin:x 1 live'],
    ],
  ];
  for (const [what, looks, wanted] of cases) {
    it(what, () => {
      assert.deepEqual(short(told(...looks)), wanted);
      const again = looks.flatMap(look => [look, look] as const);
      assert.deepEqual(short(told(...again)), wanted, 'told twice');
    });
  }

  it('does not touch the ledger that it is asked about', () => {
    const known = new KnownLedger();
    const given = newsOf({ entries: [entry(x, 0, null, 1)], refs: { [x]: 1 } });
    assert.deepEqual(eventsFrom(given, known, later), eventsFrom(given, known, later));
  });

  it('says the same of a branch however often git is looked at meanwhile', () => {
    // Commits and pushes of one branch, and after which of them somebody looks.
    const steps = fc.array(fc.record({ isPush: fc.boolean(), isLook: fc.boolean() }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(steps, all => {
        const entries: ReflogEntry[] = [entry(x, 0, null, 1)];
        const looks: [Given, Look][] = [];
        let local = 1;
        let pushed: number | null = null;
        let from = 0;
        for (const [index, { isPush, isLook }] of all.entries()) {
          if (isPush && pushed !== local) {
            entries.push(push(atRemote, index + 1, pushed, local));
            pushed = local;
          } else {
            entries.push(entry(x, index + 1, local, local + 1));
            local += 1;
          }
          if (!isLook && index < all.length - 1) continue;
          const refs = { [x]: local, ...(pushed !== null && { [atRemote]: pushed }) };
          const logged = [x, atRemote];
          const sorted = entries.slice(from).sort((a, b) => (a.ref < b.ref ? -1 : a.ref > b.ref ? 1 : 0));
          looks.push([
            { entries: sorted, refs, logged },
            { now: noon + (index + 2) * minute, watchedFrom: null },
          ]);
          from = entries.length;
        }
        const sortedAll = [...entries].sort((a, b) => (a.ref < b.ref ? -1 : a.ref > b.ref ? 1 : 0));
        const once = told([{ ...looks.at(-1)?.[0], entries: sortedAll }]);
        assert.deepEqual(branchHistories(told(...looks)), branchHistories(once));
      }),
    );
  });
});
