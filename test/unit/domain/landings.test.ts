import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Landings, landings, type MainlineCommit } from '../../../src/domain/landings';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const startMs = Date.UTC(2025, 0, 1);
const web = 'noreply@github.com';
const lin = 'lin@example.org';

interface Told extends Partial<Pick<MainlineCommit, 'body' | 'committerAddress' | 'authorAddress'>> {
  readonly subject: string;
  readonly merge?: boolean;
  /** Days after the start; a commit an hour by default. */
  readonly day?: number;
  /** How long before it was committed it was written. */
  readonly writtenBeforeMs?: number;
}

/** Told oldest first, as one reads it; ids are places. */
function read(told: readonly (string | Told)[], now = startMs + 700 * dayMs): Landings {
  const commits = told.map((each, place): MainlineCommit => {
    const given = typeof each === 'string' ? { subject: each } : each;
    const at = startMs + (given.day === undefined ? place * hourMs : given.day * dayMs);
    return {
      id: String(place),
      parents: given.merge ? ['a', 'b'] : ['a'],
      authoredAt: at - (given.writtenBeforeMs ?? 0),
      committedAt: at,
      authorAddress: given.authorAddress ?? lin,
      committerAddress: given.committerAddress ?? web,
      subject: given.subject,
      body: given.body ?? '',
    };
  });
  return landings(commits.reverse(), now);
}

/** By hand: the author commits, later than they wrote it. */
const typed = (subject: string, given: Partial<Told> = {}): Told => ({
  subject,
  committerAddress: lin,
  writtenBeforeMs: hourMs,
  ...given,
});

const picked = (subject: string, number: number, repository = 'acme/reader'): Told => ({
  subject,
  committerAddress: lin,
  body: `PR-URL: https://github.com/${repository}/pull/${number}`,
});

const squashes = (numbers: readonly number[]): string[] => numbers.map(number => `Change (#${number})`);
const range = (from: number, to: number, step = 1): number[] =>
  Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + index * step);
const numbersOf = ({ landed }: Landings): number[] => [...landed.values()].map(({ trace }) => trace.number);

describe('landings', () => {
  describe('where numbers were given out a second time', () => {
    const merge = (number: number, branch: string): Told => ({
      subject: `Merge pull request #${number} from lin/${branch}`,
      merge: true,
    });
    const old = range(1, 20).map(number => merge(number, `old${number}`));
    const young = squashes(range(1, 20)).concat('Merge it all');

    it('keeps only what came after the first of them', () => {
      const anew = range(3, 9).map(number => merge(number, `new${number}`));
      const { landed, foreign, again } = read([...old, ...anew, 'Parse tabs (#12)']);
      assert.deepEqual(
        [...landed.keys()],
        [...range(3, 9), 12].map(number => `github ${number}`),
      );
      assert.deepEqual([foreign.size, again.size], [20, 0]);
    });

    it('tells other work by its title too', () => {
      const told = [...range(1, 20).map(number => `Old ${number} (#${number})`), ...squashes(range(3, 9))];
      assert.deepEqual(numbersOf(read(told)), range(3, 9));
    });

    it('keeps all where other numbers came again elsewhere', () => {
      const anew = range(3, 9).map(number => merge(number, `new${number}`));
      const twice = range(30, 33).flatMap(number => [merge(number, 'one'), merge(number, 'other')]);
      assert.deepEqual(numbersOf(read([...old, ...anew, ...twice])), [...range(1, 20), ...range(30, 33)]);
    });

    it('keeps all where a request lands commit by commit', () => {
      const told = [1, 2].flatMap(part => range(1, 9).map(number => picked(`Part ${part} of ${number}`, number)));
      const { foreign, again } = read(told);
      assert.deepEqual([foreign.size, again.size], [0, 9]);
    });

    it('keeps all where people wrote the numbers', () => {
      const told = range(3, 9).map(number => typed(`Other work (#${number})`, { writtenBeforeMs: 0 }));
      assert.deepEqual(numbersOf(read([...squashes(range(1, 20)), ...told])), range(1, 20));
    });

    it('keeps all where they are few, few of all, or the same work again', () => {
      const cases: Record<string, Told[]> = {
        few: range(3, 6).map(number => merge(number, `new${number}`)),
        'the same work': range(3, 9).map(number => merge(number, `old${number}`)),
        'without a title or branch': range(3, 9).map(number => ({ subject: `Merge #${number}`, merge: true })),
      };
      for (const [what, anew] of Object.entries(cases)) {
        const { landed } = read([...old, ...anew]);
        assert.deepEqual(numbersOf({ landed } as Landings), range(1, 20), what);
      }
      const many = range(1, 100).map(number => merge(number, `old${number}`));
      const some = range(91, 99).map(number => merge(number, `new${number}`));
      assert.equal(read([...many, ...some]).landed.size, 100);
      assert.equal(read([...young, ...young]).landed.size, 20);
    });

    it('keeps all where they come soon one after the other, at any time', () => {
      const told = range(1, 40).flatMap(number => [merge(number, 'one'), merge(number, 'other')]);
      assert.deepEqual(numbersOf(read(told)), range(1, 40));
    });
  });

  it('takes people’s own words where the commit is what they say', () => {
    const told = [
      { subject: 'Merge pull request #3', merge: true },
      'Merge pull request #4',
      typed('Merge pull request #10'),
      ...range(11, 20).map(number => `Change ${number} #${number}`),
      'Parse tabs #5',
      typed('Parse lists #6'),
      { subject: "Merge remote-tracking branch 'origin/pr/7'", merge: true },
      "Merge remote-tracking branch 'origin/pr/8'",
      typed('Parse links #9', { committerAddress: 'mo@example.org', writtenBeforeMs: 0 }),
    ];
    assert.deepEqual(numbersOf(read(told)), [3, 4, ...range(11, 20), 5, 7, 9]);
  });

  it('takes a bare number for a request where that is how they are written', () => {
    const bare = (count: number) => range(1, count).map(number => `Change #${number}`);
    assert.deepEqual(numbersOf(read(bare(10))), range(1, 10));
    const few = read([...bare(9), 'Parse tabs (#10), fixes #9']);
    assert.deepEqual([numbersOf(few), few.foreign.size], [[10], 9]);
    const rare = read([...bare(11), ...squashes(range(12, 600))]);
    assert.deepEqual([rare.landed.size, rare.foreign.size], [589, 11]);
  });

  it('gives each request with its commit, way and date, oldest first', () => {
    const { landed, again, foreign } = read([
      'Start',
      'Parse tabs (#3)',
      { subject: 'Merge pull request #2 from lin/lists', body: 'Parse lists', merge: true },
    ]);
    assert.deepEqual(
      [...landed],
      [
        [
          'github 3',
          {
            key: 'github 3',
            trace: { forge: 'github', number: 3, branch: null, title: 'Parse tabs', kind: 'subject' },
            commit: '1',
            commits: ['1'],
            head: undefined,
            authorAddress: lin,
            way: 'squash',
            at: startMs + hourMs,
          },
        ],
        [
          'github 2',
          {
            key: 'github 2',
            trace: { forge: 'github', number: 2, branch: 'lists', title: 'Parse lists', kind: 'merge' },
            commit: '2',
            commits: ['2'],
            head: 'b',
            authorAddress: lin,
            way: 'merge',
            at: startMs + 2 * hourMs,
          },
        ],
      ],
    );
    assert.deepEqual([again.size, foreign.size], [0, 0]);
  });

  describe('a number met again', () => {
    const shown = ({ landed, again }: Landings) => [
      ...[...landed.values()].map(({ trace, commits, way }) => `${trace.number} ${way} ${commits.join(' ')}`),
      ...[...again].map(([id, key]) => `${id} again ${key}`),
    ];
    const table: readonly (readonly [what: string, told: readonly (string | Told)[], expected: readonly string[]])[] = [
      ['in a row: commits of a rebase', [picked('A', 3), picked('B', 3), picked('C', 3)], ['3 rebase 0 1 2']],
      ['two rebases in a row', [picked('A', 3), picked('B', 3), picked('C', 4)], ['3 rebase 0 1', '4 squash 2']],
      [
        'later: the first landing counts',
        ['A (#3)', 'B (#4)', 'A (#3)'],
        ['3 squash 0', '4 squash 1', '2 again github 3'],
      ],
      ['after another commit', [picked('A', 3), 'Tidy up', picked('B', 3)], ['3 squash 0', '2 again github 3']],
      [
        'picked from another branch',
        ['A (#3)', 'B', { subject: 'A (#3)', body: '(cherry picked from commit 0a1b2c3d)' }],
        ['3 squash 0', '2 again github 3'],
      ],
      ['backported by its own request', ['A (#3)', 'A (#3) (#9)'], ['3 squash 0', '9 squash 1']],
      [
        'squashed, and merged once more',
        ['A (#3)', { subject: 'Merge pull request #3 from lin/a', merge: true }],
        ['3 squash 0', '1 again github 3'],
      ],
      [
        'merged, and picked',
        [{ subject: 'Merge pull request #3 from lin/a', merge: true }, 'A (#3)'],
        ['3 merge 0', '1 again github 3'],
      ],
      ['of another forge', ['A (#3)', 'Merged PR 3: A'], ['3 squash 0', '3 squash 1']],
    ];
    for (const [what, told, expected] of table) it(what, () => assert.deepEqual(shown(read(told)), expected));

    it('dates a rebase by its last commit', () => {
      const [landing] = [...read([picked('A', 3), picked('B', 3)]).landed.values()];
      assert.deepEqual([landing?.commit, landing?.at, landing?.trace.title], ['1', startMs + hourMs, 'A']);
    });
  });

  describe('the order of numbers', () => {
    it('drops one that is far too high', () => {
      const found = read(squashes([...range(1, 60), 20_716, ...range(61, 120)]));
      assert.deepEqual([...found.foreign], ['60']);
      assert.deepEqual(numbersOf(found), range(1, 120));
    });

    it('drops several in a row', () => {
      const found = read(squashes([...range(1, 60), 900, 950, 20_716, 900, 990, ...range(61, 120)]));
      assert.deepEqual(numbersOf(found), range(1, 120));
      assert.equal(found.foreign.size, 5);
    });

    it('drops one among the newest', () => {
      const found = read([...squashes(range(1, 60)), 'Darken the border (#333333)', 'Change (#61)']);
      assert.deepEqual([...found.foreign], ['60']);
    });

    it('keeps numbers that have just been given', () => {
      const found = read(squashes([...range(1, 300, 3), 420]));
      assert.equal(found.foreign.size, 0);
    });

    it('drops what was counted elsewhere before, and keeps the tracker of today', () => {
      const found = read(squashes([...range(30_000, 30_200), ...range(1, 40)]));
      assert.deepEqual(numbersOf(found), range(1, 40));
    });

    it('keeps a request that lands long after newer ones', () => {
      const late = { subject: 'Change (#7)', day: 600 };
      assert.equal(read([...squashes([...range(1, 6), ...range(8, 90)]), late]).foreign.size, 0);
    });

    it('keeps new requests between many old ones', () => {
      const mixed = range(1, 200).flatMap(number => (number % 12 === 0 ? [number, 900 + number] : [number]));
      assert.equal(read(squashes([...mixed, ...range(1100, 1150)])).foreign.size, 0);
    });

    it('drops an old number that a person wrote', () => {
      const late = typed('Parse tabs as before (#7)', { day: 600 });
      const found = read([...squashes([...range(1, 6), ...range(8, 90)]), late]);
      assert.deepEqual([...found.foreign], ['89']);
      const soon = read([...squashes([...range(1, 6), ...range(8, 90)]), { ...late, day: 60 }]);
      assert.equal(soon.foreign.size, 0);
    });

    it('knows no order in few', () => {
      assert.deepEqual(numbersOf(read(squashes([4711, 3, 900]))), [4711, 3, 900]);
    });

    it('is each forge’s own', () => {
      const found = read([...squashes(range(1, 60)), ...range(1, 60).map(n => `Merged PR ${n + 4_000_000}: Change`)]);
      assert.equal(found.foreign.size, 0);
    });

    /** Requests in the order they landed: each is open for a while, the later numbers were given meanwhile. */
    const landedInTurn = fc
      .array(fc.record({ step: fc.integer({ min: 1, max: 9 }), open: fc.integer({ min: 0, max: 60 }) }), {
        minLength: 130,
        maxLength: 250,
      })
      .map(requests => {
        let number = 0;
        const made = requests.map(({ step, open }, at) => {
          number += step;
          return { number, landed: at + open };
        });
        return made.sort((a, b) => a.landed - b.landed || a.number - b.number).map(request => request.number);
      });

    it('drops nothing where many are open at a time', () => {
      fc.assert(
        fc.property(landedInTurn, numbers => {
          assert.deepEqual(numbersOf(read(squashes(numbers))), numbers);
        }),
        { numRuns: 60 },
      );
    });

    it('drops strangers wherever they stand, and nothing else', () => {
      const places = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 8 });
      fc.assert(
        fc.property(landedInTurn, places, (numbers, at) => {
          const mixed = [...numbers];
          for (const place of at) mixed.splice(20 + Math.floor(place * (mixed.length - 20)), 0, 50_000 + mixed.length);
          assert.deepEqual(numbersOf(read(squashes(mixed))), numbers);
        }),
        { numRuns: 60 },
      );
    });
  });

  describe('numbers that people write', () => {
    const plain = Array.from({ length: 40 }, () => 'Tidy up');
    const issues = [5, 5, 6, 7, 7, 8, 9, 9].map(number => typed(`Parse tabs (#${number})`));

    it('drops them where they come again', () => {
      const found = read([...plain, ...issues, ...squashes([20, 21])]);
      assert.deepEqual(numbersOf(found), [20, 21]);
      assert.equal(found.foreign.size, 8);
    });

    it('keeps them where each comes once', () => {
      assert.deepEqual(numbersOf(read([...plain, ...range(5, 12).map(n => typed(`Parse (#${n})`))])), range(5, 12));
    });

    it('keeps them where most commits have one', () => {
      assert.deepEqual(numbersOf(read([...issues, 'Tidy up'])), [5, 6, 7, 8, 9]);
    });

    it('keeps what GitHub once committed for the person who pressed the button', () => {
      const old = typed('Parse lists (#11)', { authorAddress: 'mo@example.org', writtenBeforeMs: 0 });
      assert.deepEqual(numbersOf(read([...plain, ...issues, old])), [11]);
    });

    it('keeps what names a request in another way', () => {
      const found = read([
        ...plain,
        ...issues,
        picked('A', 11),
        typed('Merge pull request #12 from lin/a', { merge: true }),
        typed('Merged PR 5: Parse'),
      ]);
      assert.deepEqual(numbersOf(found), [11, 12, 5]);
    });
  });

  describe('other repositories', () => {
    it('drops their numbers between those of this one', () => {
      const found = read([picked('A', 3), picked('B', 2, 'acme/reader-private'), picked('C', 4)]);
      assert.deepEqual([numbersOf(found), [...found.foreign]], [[3, 4], ['1']]);
    });

    it('keeps those of an earlier and a later name', () => {
      const told = [picked('A', 3, 'lin/reader'), picked('B', 4), picked('C', 5), picked('D', 6, 'Acme/Books')];
      assert.deepEqual(numbersOf(read(told)), [3, 4, 5, 6]);
    });

    it('does not mind the case of letters', () => {
      const told = [picked('A', 3), picked('B', 4, 'Acme/Reader'), picked('C', 5)];
      assert.deepEqual(numbersOf(read(told)), [3, 4, 5]);
    });
  });

  describe('the forge of a form that two have', () => {
    const gitea = { subject: "Merge pull request 'A' (#1) from a into main", merge: true };
    const gitlab = { subject: "Merge branch 'a' into 'main'", body: 'A\n\nSee merge request acme/r!1', merge: true };
    const github = { subject: 'Merge pull request #1 from lin/a', merge: true };
    for (const [what, told, expected] of [
      ['(#2) alone', ['B (#2)'], ['github 2']],
      ['(#2) beside Gitea', [gitea, 'B (#2)'], ['gitea 1', 'gitea 2']],
      ['(#2) beside GitHub and Gitea', [gitea, github, 'B (#2)'], ['gitea 1', 'github 1', 'github 2']],
      ['(!2) alone', ['B (!2)'], ['gitea 2']],
      ['(!2) beside GitLab', [gitlab, 'B (!2)'], ['gitlab 1', 'gitlab 2']],
      ['(!2) beside GitLab and Gitea', [gitlab, gitea, 'B (!2)'], ['gitlab 1', 'gitea 1', 'gitea 2']],
    ] as const) {
      it(what, () => assert.deepEqual([...read(told).landed.keys()], expected));
    }
  });

  describe('the share of traced commits', () => {
    const now = startMs + 800 * dayMs;
    const table: readonly (readonly [what: string, told: readonly (string | Told)[], share: number | null])[] = [
      ['none without commits', [], null],
      [
        'half',
        [
          { subject: 'A (#1)', day: 790 },
          { subject: 'B', day: 791 },
        ],
        0.5,
      ],
      [
        'without what is older than two years',
        [
          { subject: 'A', day: 69 },
          { subject: 'B (#1)', day: 71 },
        ],
        1,
      ],
      [
        'without what comes later',
        [
          { subject: 'A (#1)', day: 790 },
          { subject: 'B', day: 801 },
        ],
        1,
      ],
      ['none where all is old', [{ subject: 'A (#1)', day: 1 }], null],
      [
        'with those met again',
        [
          { subject: 'A (#1)', day: 700 },
          { subject: 'B', day: 701 },
          { subject: 'A (#1)', day: 702 },
        ],
        2 / 3,
      ],
      [
        'without foreign numbers',
        [
          { ...picked('A', 3), day: 700 },
          { ...picked('B', 2, 'a/other'), day: 701 },
          { ...picked('C', 4), day: 702 },
        ],
        2 / 3,
      ],
    ];
    for (const [what, told, share] of table) it(what, () => assert.equal(read(told, now).tracedShare, share));
  });
});
