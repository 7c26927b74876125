import assert from 'node:assert/strict';
import fc from 'fast-check';
import * as v from 'valibot';
import type { Join } from '../../../src/domain/shareRecord';
import { buckets, type ShareAnswers, shareQuestions } from '../../../src/domain/teamAnswers';
import { leastPeople, mostPeople } from '../../../src/domain/teamSharing';
import {
  type CohortSight,
  type Draws,
  drawsForm,
  drawsFrom,
  flipped,
  flipShareOf,
  frozenKeys,
  groupsOf,
  refusalOf,
  sitsOut,
} from '../../../src/team/rules';
import { joinIdOf } from '../../../src/team/secureSum';
import { seededRandom } from '../../support/seededRandom';
import { joinOf, teamPeople } from '../../support/teamPeople';

const people = teamPeople(60);
const keys = people.map(({ publicKey }) => publicKey);
const joinsOf = (n: number, k = 5) => people.slice(0, n).map(person => joinOf(person, k));
/** In a fourth week, in which groups of five to seven share too. */
const fourth = '2026-W48';
const other = '2026-W47';

/** What the first of so many honest people sees. */
function sightOf(n: number, changes: Partial<CohortSight> = {}): CohortSight {
  const joins = joinsOf(n);
  return {
    week: fourth,
    publicKey: keys[0] ?? '',
    k: 5,
    cohort: frozenKeys(joins),
    cohortBefore: null,
    seen: joins,
    joins,
    authors: 60,
    ...changes,
  };
}

function shuffled<T>(items: readonly T[], seed: number): T[] {
  const random = seededRandom(seed);
  return items
    .map(item => ({ item, at: random(6).readUIntBE(0, 6) }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

describe('rules of sharing', () => {
  describe('draws', () => {
    const draws = Array.from({ length: 3000 }, (_, seed) => drawsFrom(seededRandom(seed)));

    it('are as even as they say', () => {
      const near = (count: number, share: number, of: number) =>
        assert.ok(Math.abs(count - share * of) <= 4 * Math.sqrt(of * share * (1 - share)), `${count} of ${of}`);
      near(draws.filter(sitsOut).length, 0.15, draws.length);
      const flips = draws.flatMap(({ flips }) => Object.values(flips));
      for (const share of [0.1, 0.2, 0.5]) {
        near(flips.filter(({ chance }) => chance < share).length, share, flips.length);
      }
      for (const bucket of buckets) near(flips.filter(flip => flip.bucket === bucket).length, 1 / 6, flips.length);
    });

    it('can be kept as JSON, and nothing else is taken for them', () => {
      const [drawn] = draws;
      assert.ok(drawn);
      assert.deepEqual(v.parse(drawsForm, JSON.parse(JSON.stringify(drawn))), drawn);
      for (const wrong of [
        {},
        null,
        { ...drawn, sitOut: 1 },
        { ...drawn, sitOut: -0.1 },
        { ...drawn, more: 1 },
        { ...drawn, flips: {} },
      ]) {
        assert.ok(!v.is(drawsForm, wrong), JSON.stringify(wrong));
      }
    });
  });

  describe('sitting out', () => {
    for (const [sitOut, out] of [
      [0, true],
      [0.1499, true],
      [0.15, false],
      [0.9999, false],
    ] as const) {
      it(`${out ? 'takes place' : 'does not'} at ${sitOut}`, () => assert.equal(sitsOut({ sitOut }), out));
    }
  });

  describe('the share of answers that chance replaces', () => {
    for (const [n, week, share] of [
      [0, fourth, null],
      [4, fourth, null],
      [4.9, fourth, null],
      [Number.NaN, fourth, null],
      [5, fourth, 0.2],
      [5, other, null],
      [7, fourth, 0.2],
      [7, other, null],
      [7, '2026-W04', 0.2],
      [7, '2026-W52', 0.2],
      [7, '2026-W53', null],
      [7, '2027-W01', null],
      [7, '2026-W10', null],
      [8, fourth, 0.1],
      [8, other, 0.1],
      [12, other, 0.1],
    ] as const) {
      it(`is ${share} of ${n} people in ${week}`, () => assert.equal(flipShareOf(n, week), share));
    }

    it('falls on the answers whose draw is below it, on left-out ones too', () => {
      const answers = Object.fromEntries(shareQuestions.map((question, at) => [question, at % 3])) as ShareAnswers;
      const draws: Pick<Draws, 'flips'> = {
        flips: Object.fromEntries(
          shareQuestions.map((question, at) => [question, { chance: at / 10, bucket: 5 }]),
        ) as Draws['flips'],
      };
      assert.deepEqual(flipped(answers, draws, 0), { answers, flipped: [] });
      assert.deepEqual(flipped(answers, draws, 0.1), {
        answers: { ...answers, focusHours: 5 },
        flipped: ['focusHours'],
      });
      assert.deepEqual(flipped(answers, draws, 0.2), {
        answers: { ...answers, focusHours: 5, longestBlockMin: 5 },
        flipped: ['focusHours', 'longestBlockMin'],
      });
    });

    it('tells an answer that was replaced by the same, for it was', () => {
      const answers = Object.fromEntries(shareQuestions.map(question => [question, 3])) as ShareAnswers;
      const flips = Object.fromEntries(shareQuestions.map(question => [question, { chance: 0, bucket: 3 }]));
      const said = flipped(answers, { flips: flips as Draws['flips'] }, 0.1);
      assert.deepEqual(said, { answers, flipped: [...shareQuestions] });
    });
  });

  describe('the list that is frozen', () => {
    const table: readonly (readonly [string, readonly Join[], number])[] = [
      ['nobody of nobody', [], 0],
      ['four who came alone', joinsOf(4), 0],
      ['five', joinsOf(5), 5],
      ['each once', [...joinsOf(6), ...joinsOf(3)], 6],
      ['not who asks for more than there are', [...joinsOf(6), joinOf(people[6] ?? { publicKey: '' }, 8)], 6],
      ['who asks for as many as there are', [...joinsOf(6), joinOf(people[6] ?? { publicKey: '' }, 7)], 7],
      [
        'nobody where each who is left out makes another ask for too many',
        people.slice(0, 9).map((person, at) => joinOf(person, at + 6)),
        0,
      ],
      ['twelve who ask for twelve', joinsOf(12, 12), 12],
      [
        'not who asks for more than the largest group',
        [...joinsOf(20), joinOf(people[20] ?? { publicKey: '' }, 13)],
        20,
      ],
      [
        'not who asks for more than the smallest group',
        [...joinsOf(12), joinOf(people[12] ?? { publicKey: '' }, 8)],
        12,
      ],
      ['who asks for the smallest group', [...joinsOf(12), joinOf(people[12] ?? { publicKey: '' }, 6)], 13],
      ['not who asks for fewer than five', [...joinsOf(6), joinOf(people[6] ?? { publicKey: '' }, 4)], 6],
      ['not who asks for half a person', [...joinsOf(6), joinOf(people[6] ?? { publicKey: '' }, 5.5)], 6],
      [
        'not who asks for nothing that is a number',
        [...joinsOf(6), joinOf(people[6] ?? { publicKey: '' }, Number.NaN)],
        6,
      ],
      ['no key that is none', [...joinsOf(6), joinOf({ publicKey: Buffer.alloc(32).toString('base64url') })], 6],
      [
        'no key under another id',
        [...joinsOf(6), { ...joinOf(people[6] ?? { publicKey: '' }), id: '0'.repeat(32) }],
        6,
      ],
    ];
    for (const [name, joins, n] of table) {
      it(`holds ${name}`, () => assert.deepEqual(frozenKeys(joins), keys.slice(0, n)));
    }

    it('is the same for any order of the joins, and nobody on it asks for more than are on it', () => {
      const asked = fc.array(fc.integer({ min: 3, max: 14 }), { maxLength: 30 });
      const property = fc.property(asked, fc.nat(), (ks, seed) => {
        const joins = ks.map((k, at) => joinOf(people[at] ?? { publicKey: '' }, k));
        const frozen = frozenKeys(joins);
        assert.deepEqual(frozenKeys(shuffled(joins, seed)), frozen);
        assert.deepEqual(frozen, [...frozen].sort());
        for (const { publicKey, k } of joins) {
          const fits = k >= leastPeople && k <= Math.min(frozen.length, mostPeople);
          if (frozen.includes(publicKey)) assert.ok(fits);
        }
        // As many as can be: of any more people, fewer than that many are content.
        const asking = joins.map(({ k }) => k).filter(k => k >= leastPeople);
        for (let n = frozen.length + 1; n <= asking.length; n++) {
          const smallest = Math.min(...groupsOf(keys.slice(0, n)).map(({ length }) => length));
          assert.ok(asking.filter(k => k <= smallest).length < n, `${n}`);
        }
      });
      fc.assert(property, { numRuns: 150, seed: 11 });
    });

    it('has nobody refuse for what anybody on it asks for', () => {
      const asked = fc.array(fc.integer({ min: 5, max: 12 }), { maxLength: 40 });
      const property = fc.property(asked, fc.constantFrom(fourth, other), (ks, week) => {
        const joins = ks.map((k, at) => joinOf(people[at] ?? { publicKey: '' }, k));
        const cohort = frozenKeys(joins);
        for (const { publicKey, k } of joins) {
          const refusal = refusalOf(sightOf(0, { week, publicKey, k, cohort, seen: joins, joins }));
          if (!cohort.includes(publicKey)) assert.equal(refusal, 'fewerThanK');
          else assert.ok(refusal === null || refusal === 'notThisWeek', `${refusal}`);
        }
      });
      fc.assert(property, { numRuns: 300, seed: 3 });
    });

    for (const [k, n] of [
      [8, 13],
      [8, 15],
      [12, 16],
      [12, 20],
      [12, 23],
      [12, 30],
    ] as const) {
      it(`leaves out one of ${n} who asks for ${k}, and all others have a number`, () => {
        const [one, ...others] = people.slice(0, n);
        const joins = [joinOf(one ?? { publicKey: '' }, k), ...others.map(each => joinOf(each))];
        const cohort = frozenKeys(joins);
        assert.deepEqual(cohort, others.map(({ publicKey }) => publicKey).sort());
        for (const { publicKey } of others) {
          assert.equal(refusalOf(sightOf(0, { publicKey, cohort, seen: joins, joins })), null);
        }
      });
    }

    it('holds twelve of thirteen who ask for eight, the same for all', () => {
      const joins = joinsOf(13, 8);
      const frozen = frozenKeys(joins);
      assert.equal(frozen.length, 12);
      assert.deepEqual(frozenKeys(shuffled(joins, 1)), frozen);
    });
  });

  describe('groups', () => {
    for (let n = 0; n <= 60; n++) {
      it(`of ${n}`, () => {
        const list = keys.slice(0, n);
        const groups = groupsOf(list);
        const sizes = groups.map(({ length }) => length);
        assert.deepEqual(groups.flat().sort(), [...list].sort());
        if (n <= mostPeople) assert.ok(groups.length <= 1);
        else for (const size of sizes) assert.ok(size >= 6 && size <= 12, sizes.join(' '));
        if (n > 0) assert.ok(Math.max(...sizes) - Math.min(...sizes) <= 1, sizes.join(' '));
        for (const seed of [1, 2, 3]) assert.deepEqual(groupsOf(shuffled(list, seed)), groups);
        for (const group of groups) assert.deepEqual(group, [...group].sort());
        const bounds = groups.map(group => group.map(joinIdOf).sort());
        for (const [at, ids] of bounds.entries()) {
          const next = bounds[at + 1]?.[0];
          if (next !== undefined) assert.ok((ids.at(-1) ?? '') < next);
        }
      });
    }

    it('do not follow the order of the list itself', () => {
      assert.notDeepEqual(groupsOf(keys.slice(0, 24))[0], keys.slice(0, 12));
    });
  });

  describe('a client', () => {
    const [k1 = '', k2 = '', k3 = ''] = keys;
    const zero = Buffer.alloc(32).toString('base64url');
    const seven = joinsOf(7);
    const eighth = joinOf(people[7] ?? { publicKey: '' });
    const withJoin = (join: Join) => [...seven, join];
    const cases: readonly (readonly [string, CohortSight, ReturnType<typeof refusalOf>])[] = [
      ['posts for five in a fourth week', sightOf(5), null],
      ['posts for seven in a fourth week', sightOf(7), null],
      ['posts for eight in any week', sightOf(8, { week: other }), null],
      ['posts for twelve', sightOf(12, { week: other }), null],
      ['posts for a list that it saw before', sightOf(8, { cohortBefore: keys.slice(0, 8) }), null],
      [
        'posts where nobody saw the others’ joins before the close, and they are there now',
        sightOf(8, { seen: [] }),
        null,
      ],
      ['posts where joins that were seen are gone now', sightOf(8, { joins: [] }), null],
      ['posts for as many as there are authors', sightOf(8, { authors: 8 }), null],
      ['refuses five in another week', sightOf(5, { week: other }), 'notThisWeek'],
      ['refuses seven in another week', sightOf(7, { week: other }), 'notThisWeek'],
      [
        'refuses thirteen in another week where its group has six',
        sightOf(13, {
          week: other,
          publicKey: groupsOf(keys.slice(0, 13)).find(({ length }) => length === 6)?.[0] ?? '',
        }),
        'notThisWeek',
      ],
      ['refuses four', sightOf(4, { cohort: keys.slice(0, 4) }), 'fewerThanK'],
      ['refuses one', sightOf(1, { cohort: keys.slice(0, 1) }), 'fewerThanK'],
      ['refuses nobody', sightOf(8, { cohort: [], seen: [] }), 'fewerThanK'],
      ['refuses fewer than it asks for', sightOf(8, { k: 9 }), 'fewerThanK'],
      [
        'refuses fewer than it asks for now, however few its join did',
        sightOf(8, { k: 9, seen: joinsOf(8, 5) }),
        'fewerThanK',
      ],
      [
        'refuses fewer than another one asks for, whom the freezer left in',
        sightOf(8, { seen: [...seven, joinOf(people[7] ?? { publicKey: '' }, 9)], joins: [] }),
        'fewerThanK',
      ],
      ['refuses a group smaller than it asks for', sightOf(20, { k: 11 }), 'fewerThanK'],
      ['takes no setting below five, alone', sightOf(1, { k: 1, cohort: keys.slice(0, 1) }), 'fewerThanK'],
      ['takes no setting below five', sightOf(4, { k: 2, cohort: keys.slice(0, 4) }), 'fewerThanK'],
      ['takes no setting that is no number', sightOf(8, { k: Number.NaN }), 'fewerThanK'],
      ['refuses a list without itself', sightOf(8, { publicKey: keys[20] ?? '' }), 'missesMe'],
      [
        'says so where it was left out for asking for too many',
        sightOf(8, { publicKey: keys[20] ?? '', k: 12 }),
        'fewerThanK',
      ],
      ['refuses a list without a join that it saw', sightOf(8, { cohort: keys.slice(0, 7) }), 'missesJoin'],
      ['does not miss who asked for more than there are', sightOf(7, { seen: withJoin({ ...eighth, k: 9 }) }), null],
      ['misses who asked for as many as there are', sightOf(7, { seen: withJoin({ ...eighth, k: 7 }) }), 'missesJoin'],
      [
        'misses who is shown after the close too: nobody can tell when they came',
        sightOf(7, { joins: withJoin(eighth) }),
        'missesJoin',
      ],
      [
        'misses those who ask for no more than there would be with them',
        sightOf(7, { seen: joinsOf(14).map((join, at) => (at < 7 ? join : { ...join, k: 8 })) }),
        'missesJoin',
      ],
      ['does not miss what was no join', sightOf(7, { seen: withJoin({ ...eighth, k: 4 }) }), null],
      ['refuses more than there are authors', sightOf(8, { authors: 7 }), 'moreThanAuthors'],
      [
        'refuses more than there are authors, those included who ask for too many',
        sightOf(8, { authors: 8, joins: withJoin(eighth).concat(joinOf(people[8] ?? { publicKey: '' }, 12)) }),
        'moreThanAuthors',
      ],
      [
        'does not miss who asked for too many before another one stopped',
        sightOf(24, {
          cohort: keys.slice(0, 25).filter(key => key !== keys[9]),
          seen: [],
          joins: [...joinsOf(9), joinOf(people[9] ?? { publicKey: '' }, 9), ...joinsOf(24).slice(10)],
        }),
        null,
      ],
      ['refuses where nobody knows how many authors there are', sightOf(8, { authors: Number.NaN }), 'moreThanAuthors'],
      ['refuses a member whose join nobody showed', sightOf(8, { seen: seven, joins: seven }), 'incomplete'],
      [
        'refuses a member who asks for fewer than five',
        sightOf(8, { seen: seven, joins: withJoin({ ...eighth, k: 2 }) }),
        'incomplete',
      ],
      ['refuses a list that was another one before', sightOf(8, { cohortBefore: keys.slice(0, 7) }), 'tampered'],
      [
        'refuses a list that grew',
        sightOf(8, { cohort: keys.slice(0, 9), cohortBefore: keys.slice(0, 8) }),
        'tampered',
      ],
      ['refuses a list in another order', sightOf(8, { cohort: [k2, k1, ...keys.slice(2, 8)] }), 'tampered'],
      ['refuses somebody twice', sightOf(8, { cohort: [k1, k2, k2, k3, ...keys.slice(3, 8)] }), 'tampered'],
      ['refuses itself twice', sightOf(8, { cohort: [k1, k1, ...keys.slice(1, 8)] }), 'tampered'],
      ['refuses a point of small order', sightOf(8, { cohort: [zero, ...keys.slice(0, 8)].sort() }), 'tampered'],
      ['refuses what is no key', sightOf(8, { cohort: [...keys.slice(0, 8), 'x'].sort() }), 'tampered'],
      [
        'refuses a join that asked for more before',
        sightOf(8, { joins: [...joinsOf(7), { ...eighth, k: 6 }] }),
        'tampered',
      ],
      [
        'refuses a join whose key was another one',
        sightOf(8, { joins: [...joinsOf(7), { ...eighth, publicKey: keys[9] ?? '' }] }),
        'tampered',
      ],
    ];
    for (const [name, sight, reason] of cases) it(name, () => assert.equal(refusalOf(sight), reason));

    it('posts nothing for fewer than five, whatever it is shown and told', () => {
      const anyKey = fc.oneof(
        { weight: 30, arbitrary: fc.constantFrom(...keys.slice(0, 14)) },
        fc.constantFrom(zero, '', 'x'.repeat(43)),
      );
      const anyNumber = fc.oneof(
        { weight: 6, arbitrary: fc.constant(5) },
        fc.integer({ min: -3, max: 20 }),
        fc.constantFrom(Number.NaN, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, 4.5),
      );
      const anyJoin = fc
        .record({ publicKey: anyKey, k: anyNumber, isForged: fc.integer({ max: 20, min: 0 }).map(at => at === 0) })
        .map(({ publicKey, k, isForged }): Join => {
          return { id: isForged ? '0'.repeat(32) : joinIdOf(publicKey), k, publicKey };
        });
      const joins = fc.uniqueArray(anyJoin, { maxLength: 14, selector: ({ publicKey }) => publicKey });
      const anyList = fc.uniqueArray(anyKey, { maxLength: 14 }).map(list => [...list].sort());
      const anySight = fc.record({
        week: fc.constantFrom(fourth, fourth, other, ''),
        publicKey: fc.constantFrom(...keys.slice(0, 14)),
        k: anyNumber,
        cohort: fc.oneof(anyList, fc.array(anyKey, { maxLength: 9 }), fc.constant(null)),
        joins,
        seen: fc.oneof(joins, fc.constant(null)),
        authors: fc.oneof({ weight: 4, arbitrary: fc.constant(14) }, anyNumber),
      });
      const posts = { smallest: Number.POSITIVE_INFINITY, count: 0 };
      const property = fc.property(anySight, ({ cohort: list, seen, ...shown }) => {
        // The freezer is honest, or is not; so is the host.
        const cohort = list ?? frozenKeys(shown.joins);
        const sight = { ...shown, seen: seen ?? shown.joins.slice(0, 6), cohort, cohortBefore: null };
        if (refusalOf(sight) !== null) return;
        const group = groupsOf(cohort).find(each => each.includes(sight.publicKey)) ?? [];
        posts.count++;
        posts.smallest = Math.min(posts.smallest, group.length);
        assert.ok(group.length >= leastPeople && group.length >= sight.k && cohort.length <= sight.authors);
        assert.equal(new Set(group).size, group.length);
        const known = [...sight.joins, ...sight.seen].filter(({ id, publicKey }) => id === joinIdOf(publicKey));
        for (const key of group.filter(each => each !== sight.publicKey)) {
          const asked = known.filter(join => join.publicKey === key && join.k >= leastPeople);
          assert.ok(asked.length > 0 && asked.some(({ k }) => k <= group.length));
        }
      });
      fc.assert(property, { numRuns: 3000, seed: 5 });
      assert.ok(posts.count >= 30, `only ${posts.count} of these sights let anything be posted`);
      assert.equal(posts.smallest, leastPeople);
    });

    it('posts whenever everybody is honest and there are enough', () => {
      for (let n = 5; n <= 40; n++) {
        for (const { publicKey } of people.slice(0, n).filter((_, at) => at % 5 === 0)) {
          assert.equal(refusalOf(sightOf(n, { publicKey })), null, `${n}`);
        }
      }
    });
  });
});
