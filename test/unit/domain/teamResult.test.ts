import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Bucket, buckets, shareQuestions } from '../../../src/domain/teamAnswers';
import { exportedWeekOf, type TeamQuestion, teamResultOf } from '../../../src/domain/teamResult';
import type { OpenedWeek } from '../../../src/domain/teamSharing';

/** A week in which every question got the same answers: how many gave none, and each bucket from 1 on. */
function alike(...counts: readonly number[]): OpenedWeek {
  return mixed(shareQuestions.map(() => counts));
}

/** @param questions how many gave each bucket from 0 on, for each question. */
function mixed(questions: readonly (readonly number[])[]): OpenedWeek {
  const n = (questions[0] ?? []).reduce((sum, count) => sum + count, 0);
  return { n, cells: questions.flatMap(counts => buckets.map(bucket => counts[bucket] ?? 0)) };
}

const one = (opened: OpenedWeek, k = 5) => teamResultOf([{ week: '2026-W47', opened }], k)[0];
const first = (opened: OpenedWeek, k = 5) => one(opened, k)?.questions[0];
const tenths = (...values: readonly number[]) =>
  values.map((value, at) => ({ bucket: (at + 1) as Bucket, tenths: value }));
const shares = (...values: readonly number[]): TeamQuestion => {
  return { question: 'focusHours', shown: 'shares', shares: tenths(...values), before: null };
};
const most = (bucket: Bucket): TeamQuestion => ({ question: 'focusHours', shown: 'most', bucket });
const tooFew: TeamQuestion = { question: 'focusHours', shown: 'tooFew' };

describe('what a team is shown', () => {
  describe('of a question', () => {
    const table: readonly (readonly [string, OpenedWeek, k: number, TeamQuestion])[] = [
      ['shares of those who answered, in tenths', alike(0, 1, 2, 3, 2, 0), 5, shares(1, 3, 4, 3, 0)],
      ['without those who gave none', alike(3, 1, 2, 2, 0, 0), 5, shares(2, 4, 4, 0, 0)],
      ['halves rounded up', alike(0, 1, 9, 8, 1, 1), 5, shares(1, 5, 4, 1, 1)],
      ['a twentieth as a tenth, and less as none', alike(0, 1, 10, 10, 10, 0), 5, shares(0, 3, 3, 3, 0)],
      ['nothing of four answers', alike(4, 1, 1, 1, 1, 0), 5, tooFew],
      ['nothing of four equal answers', alike(4, 4, 0, 0, 0, 0), 5, tooFew],
      ['nothing of no answers', alike(8, 0, 0, 0, 0, 0), 5, tooFew],
      ['five answers', alike(3, 1, 1, 1, 1, 1), 5, shares(2, 2, 2, 2, 2)],
      ['nothing of fewer answers than the person asks for', alike(1, 2, 2, 2, 0, 0), 7, tooFew],
      ['as many as they ask for', alike(0, 2, 3, 2, 0, 0), 7, shares(3, 4, 3, 0, 0)],
      ['five at least, whatever they ask for', alike(4, 1, 1, 1, 1, 0), 2, tooFew],
      ['all: most', alike(0, 0, 0, 8, 0, 0), 5, most(3)],
      ['all but one: most', alike(0, 0, 1, 0, 0, 4), 5, most(5)],
      ['all but two of eight: shares', alike(0, 1, 1, 0, 0, 6), 5, shares(1, 1, 0, 0, 8)],
      ['all but three of twenty: most', alike(0, 17, 1, 1, 1, 0), 5, most(1)],
      ['all but four of twenty: shares', alike(0, 16, 2, 1, 1, 0), 5, shares(8, 1, 1, 1, 0)],
      ['all but one who answered, though others did not: most', alike(6, 5, 1, 0, 0, 0), 5, most(1)],
    ];
    for (const [name, opened, k, shown] of table) it(name, () => assert.deepEqual(first(opened, k), shown));
  });

  describe('of how many took part', () => {
    for (const [n, from, to] of [
      [5, 5, 7],
      [7, 5, 7],
      [8, 8, 11],
      [11, 8, 11],
      [12, 12, 19],
      [19, 12, 19],
      [20, 20, null],
      [60, 20, null],
    ] as const) {
      it(`${n}: ${from} to ${to}`, () => assert.deepEqual(one(alike(0, n, 0, 0, 0, 0))?.people, { from, to }));
    }
  });

  describe('of a week', () => {
    it('nothing where it was not opened', () =>
      assert.deepEqual(teamResultOf([{ week: '2026-W47', opened: null }], 5), []));
    it('nothing of four', () => assert.deepEqual(one(alike(0, 1, 1, 1, 1, 0)), undefined));
    it('nothing of fewer than the person asks for', () => assert.deepEqual(one(alike(0, 2, 2, 2, 2, 0), 9), undefined));
    it('nothing of what is no sum', () => {
      const { n, cells } = alike(0, 2, 2, 2, 2, 0);
      for (const wrong of [cells.slice(1), cells.map(cell => cell - 1), cells.map(cell => cell + 0.5), []]) {
        assert.equal(one({ n, cells: wrong }), undefined);
      }
    });
    it('nothing where it asks for nobody knows how many', () =>
      assert.equal(one(alike(0, 2, 2, 2, 2, 0), Number.NaN), undefined));
  });

  describe('of a change', () => {
    const beforeIn = (before: OpenedWeek | null, now: OpenedWeek, k = 5) => {
      const weeks = [
        { week: '2026-W40', opened: before },
        { week: '2026-W41', opened: null },
        { week: '2026-W47', opened: now },
      ];
      const question = teamResultOf(weeks, k).at(-1)?.questions[0];
      return question?.shown === 'shares' ? question.before : undefined;
    };
    const of = (n: number) => alike(0, 2, 2, n - 4, 0, 0);
    const now = of(10);
    for (const [n, isTold] of [
      [7, true],
      [8, false],
      [9, false],
      [10, true],
      [11, false],
      [12, false],
      [13, true],
    ] as const) {
      it(`from ${n} people to 10 ${isTold ? 'is told' : 'is not'}`, () =>
        assert.equal(beforeIn(of(n), now) !== null, isTold));
    }
    it('tells the release before', () =>
      assert.deepEqual(beforeIn(alike(0, 5, 3, 2, 0, 0), now), tenths(5, 3, 2, 0, 0)));
    it('is not told of the first release', () => assert.equal(beforeIn(null, now), null));
    it('is not told where what was before is not shown', () => {
      assert.equal(beforeIn(alike(6, 1, 1, 2, 0, 0), now), null);
      assert.equal(beforeIn(alike(0, 9, 1, 0, 0, 0), now), null);
      assert.equal(beforeIn(alike(0, 1, 1, 2, 0, 0), now), null);
    });
    it('is not told to where nearly all agree', () => assert.equal(beforeIn(now, alike(0, 9, 1, 0, 0, 0)), undefined));
  });

  describe('tells nothing of what fewer than k answered', () => {
    const answersOf = (n: number) =>
      fc.array(fc.constantFrom(...buckets), { minLength: n, maxLength: n }).map(given => {
        return buckets.map(bucket => given.filter(each => each === bucket).length);
      });
    const given = (counts: readonly number[]) => counts.slice(1).reduce((sum, count) => sum + count, 0);
    const anyWeek = fc.integer({ min: 5, max: 24 }).chain(n =>
      fc.record({
        questions: fc.array(answersOf(n), { minLength: shareQuestions.length, maxLength: shareQuestions.length }),
        few: fc
          .integer({ min: 0, max: 11 })
          .chain(count => answersOf(Math.min(count, n)).map(counts => ({ counts, n }))),
      }),
    );

    it('nothing changes with what they answered, nor with how many they are', () => {
      let changes = 0;
      const property = fc.property(
        fc.array(anyWeek, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 5, max: 12 }),
        (weeks, k) => {
          const named = (opened: readonly OpenedWeek[]) =>
            opened.map((each, at) => ({ week: `2026-W1${at}`, opened: each }));
          const before = weeks.map(({ questions }) => mixed(questions));
          const otherwise = weeks.map(({ questions, few: { counts, n } }) => {
            const hidden = [...counts];
            // The others gave no answer.
            hidden[0] = n - given(counts);
            return mixed(
              questions.map(each => {
                const isHidden = given(each) < k && given(hidden) < k;
                if (isHidden && String(each) !== String(hidden)) changes++;
                return isHidden ? hidden : each;
              }),
            );
          });
          assert.deepEqual(teamResultOf(named(otherwise), k), teamResultOf(named(before), k));
        },
      );
      fc.assert(property, { numRuns: 400, seed: 9 });
      assert.ok(changes > 100, `${changes}`);
    });

    it('every number that is shown is of at least k answers, in tenths', () => {
      const property = fc.property(anyWeek, fc.integer({ min: 0, max: 12 }), ({ questions }, k) => {
        const opened = mixed(questions);
        for (const [at, question] of (one(opened, k)?.questions ?? []).entries()) {
          const counts = questions[at] ?? [];
          if (given(counts) < Math.max(5, k))
            assert.deepEqual(question, { question: shareQuestions[at], shown: 'tooFew' });
          if (question.shown === 'most')
            assert.deepEqual(Object.keys(question).sort(), ['bucket', 'question', 'shown']);
          if (question.shown !== 'shares') continue;
          for (const { bucket, tenths } of question.shares) {
            assert.ok(
              Number.isInteger(tenths) && Math.abs(tenths / 10 - (counts[bucket] ?? 0) / given(counts)) <= 0.05 + 1e-9,
            );
            assert.ok(tenths <= 8);
          }
        }
      });
      fc.assert(property, { numRuns: 300, seed: 2 });
    });
  });

  it('is exported as it is shown, and no more', () => {
    const opened = mixed([
      [0, 1, 2, 3, 2, 0],
      [4, 1, 1, 1, 1, 0],
      [0, 0, 0, 8, 0, 0],
      ...shareQuestions.slice(3).map(() => [0, 2, 2, 2, 2, 0]),
    ]);
    const week = one(opened);
    assert.ok(week);
    const exported = exportedWeekOf(week);
    assert.equal(exported.leastPeople, 8);
    assert.deepEqual(exported.questions[0], {
      question: 'focusHours',
      shares: [0.1, 0.3, 0.4, 0.3, 0].map((share, at) => ({ bucket: at + 1, share })),
    });
    assert.deepEqual(
      exported.questions.map(({ question }) => question),
      ['focusHours', ...shareQuestions.slice(3)],
    );
  });
});
