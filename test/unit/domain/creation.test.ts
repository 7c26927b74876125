import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  type CreationEvidence,
  type CreationQuestion,
  creationOf,
  entersMedians,
  entersReview,
} from '../../../src/domain/creation';
import type { CreatedBasis, Creation } from '../../../src/domain/pullRequest';
import { dayMs } from '../../../src/domain/survival';

type InDays = readonly [at: number | null, basis: CreatedBasis, range: readonly [number | null, number] | null];

const ms = (days: number) => days * dayMs;
const orNull = (days: number | null) => (days === null ? null : ms(days));

/** All in days; a certain recorded push is `recorded`, the oldest of which nothing more is known `oldest`. */
interface Known {
  readonly commit?: number;
  readonly landed?: number;
  readonly exact?: number;
  readonly seen?: number;
  readonly push?: number;
  readonly recorded?: number;
  readonly oldest?: number;
  readonly bracket?: readonly [number | null, number];
}

function question({ commit, landed, exact, seen, push, recorded, oldest, bracket }: Known): CreationQuestion {
  const recordedAt = recorded ?? oldest;
  const evidence: CreationEvidence = {
    ...(exact !== undefined && { exact: ms(exact) }),
    ...(seen !== undefined && { observedPr: ms(seen) }),
    ...(push !== undefined && { observedPush: ms(push) }),
    ...(recordedAt !== undefined && { recordedPush: { at: ms(recordedAt), certain: recorded !== undefined } }),
  };
  return {
    firstCommitAt: orNull(commit ?? null),
    landedAt: orNull(landed ?? null),
    evidence,
    bracket: bracket ? { lower: orNull(bracket[0]), upper: ms(bracket[1]) } : null,
  };
}

const creation = ([at, basis, range]: InDays): Creation => ({
  at: orNull(at),
  basis,
  range: range && [orNull(range[0]), ms(range[1])],
});

describe('when a request was created', () => {
  const lived: Known = { commit: 10, landed: 30 };
  const bracketed: Known = { ...lived, bracket: [18, 20] };
  const wide: Known = { ...lived, bracket: [14, 20] };
  // [what, what is known, at, basis, range]
  const situations: [string, Known, ...InDays][] = [
    ['is what the forge says', { ...bracketed, seen: 19, push: 18, exact: 12 }, 12, 'exact', [12, 12]],
    ['may be said by the forge of what has not landed', { exact: 12 }, 12, 'exact', [12, 12]],
    [
      'is not before the first commit, if the forge says so by up to a day',
      { ...lived, exact: 9 },
      10,
      'exact',
      [10, 10],
    ],
    ['is not after the landing, if the forge says so by up to a day', { ...lived, exact: 31 }, 30, 'exact', [30, 30]],
    [
      'is what the forge says, though the branch was written anew over a day later',
      { ...bracketed, seen: 19, push: 18, exact: 8.9 },
      8.9,
      'exact',
      [8.9, 8.9],
    ],
    ['is what the forge says of that before anything landed', { commit: 10, exact: 5 }, 5, 'exact', [5, 5]],
    [
      'is the bracket, if it was seen over a day before the first commit',
      { ...lived, seen: 8.9, bracket: [null, 11] },
      11,
      'bracketed',
      [10, 11],
    ],
    [
      'is not a push over a day before the first commit',
      { ...lived, push: 8.9, recorded: 8.5 },
      null,
      'unknown',
      [10, 30],
    ],
    [
      'is not what the forge says of over a day after the landing',
      { ...bracketed, exact: 31.1 },
      20,
      'bracketed',
      [18, 20],
    ],

    ['is when the request was seen', { ...wide, seen: 16, push: 15, recorded: 15 }, 16, 'observed-pr', [15, 16]],
    ['is when it was seen, though it has not landed', { commit: 10, seen: 16 }, 16, 'observed-pr', [10, 16]],
    ['is the end of the bracket, if it was seen up to a day later', { ...wide, seen: 21 }, 20, 'observed-pr', [14, 20]],
    ['is the bracket, if the request was seen later still', { ...bracketed, seen: 21.1 }, 20, 'bracketed', [18, 20]],
    [
      'is the beginning of the bracket, if it was seen up to a day earlier',
      { ...wide, seen: 13 },
      14,
      'observed-pr',
      [14, 14],
    ],
    ['is the bracket, if the request was seen earlier still', { ...bracketed, seen: 16.9 }, 20, 'bracketed', [18, 20]],

    ['is the first push that was seen', { ...wide, push: 15 }, 15, 'observed-push', [15, 20]],
    ['is the first push, though it has not landed', { commit: 10, push: 15 }, 15, 'observed-push', null],
    ['is the first push of what landed without a trace', { ...lived, push: 15 }, 15, 'observed-push', [15, 30]],
    [
      'is the beginning of the bracket, if the first push was up to a day earlier',
      { ...wide, push: 13 },
      14,
      'observed-push',
      [14, 20],
    ],
    ['is the bracket, if the first push was earlier still', { ...bracketed, push: 16.9 }, 20, 'bracketed', [18, 20]],
    [
      'is the end of the bracket, if the first push was up to a day later',
      { ...wide, push: 21 },
      20,
      'observed-push',
      [20, 20],
    ],
    ['is the bracket, if the first push was later still', { ...bracketed, push: 21.1 }, 20, 'bracketed', [18, 20]],
    ['is the first push that a reflog recorded', { ...wide, recorded: 15 }, 15, 'recorded-push', [15, 20]],
    [
      'is the push seen, if one was recorded before',
      { ...wide, recorded: 15, push: 16 },
      16,
      'observed-push',
      [16, 20],
    ],
    [
      'is the push recorded, if one was seen before',
      { ...wide, recorded: 16, push: 15 },
      16,
      'recorded-push',
      [16, 20],
    ],
    ['is the push seen, if it is the one recorded', { ...wide, recorded: 16, push: 16 }, 16, 'observed-push', [16, 20]],

    ['is the end of a bracket of three days', { ...lived, bracket: [17, 20] }, 20, 'bracketed', [17, 20]],
    ['is the end of a wider one', { ...lived, bracket: [16.9, 20] }, 20, 'range', [16.9, 20]],
    ['is the end of an open one', { landed: 30, bracket: [null, 20] }, 20, 'range', [null, 20]],
    [
      'is within a bracket that the first commit makes narrow',
      { ...lived, bracket: [null, 12] },
      12,
      'bracketed',
      [10, 12],
    ],
    ['is within the bracket of what has not landed', { commit: 10, bracket: [9, 12] }, 12, 'bracketed', [10, 12]],
    [
      'is the first commit, if the bracket ends up to a day before',
      { ...lived, bracket: [5, 9] },
      10,
      'bracketed',
      [10, 10],
    ],
    ['is the landing, if the bracket ends earlier still', { ...lived, bracket: [5, 8.9] }, 30, 'range', [10, 30]],
    [
      'is by no bracket then, however soon it landed',
      { commit: 10, landed: 11, bracket: [5, 8.9] },
      11,
      'range',
      [10, 11],
    ],
    ['is unknown then, if it has not landed', { commit: 10, bracket: [5, 8.9] }, null, 'unknown', null],

    ['is the oldest push recorded within a wide bracket', { ...wide, oldest: 15 }, 15, 'range', [14, 20]],
    ['is a narrow bracket rather than the oldest push', { ...bracketed, oldest: 19 }, 20, 'bracketed', [18, 20]],
    ['is not the oldest push outside the bracket', { ...wide, oldest: 20.1 }, 20, 'range', [14, 20]],
    ['is the oldest push of what landed without a trace', { ...lived, oldest: 15 }, 15, 'range', [10, 30]],
    [
      'is the landing, if nothing bounds it from below',
      { landed: 30, bracket: [null, 30] },
      30,
      'landing-only',
      [null, 30],
    ],
    [
      'is between first commit and landing, if the bracket adds nothing',
      { ...lived, bracket: [null, 30] },
      30,
      'range',
      [10, 30],
    ],
    ['is unknown without a number and a push', lived, null, 'unknown', [10, 30]],
    ['is unknown without anything', {}, null, 'unknown', null],

    [
      'has the landing for the first commit, if that is up to a day later',
      { commit: 31, landed: 30, exact: 29.5 },
      30,
      'exact',
      [30, 30],
    ],
    [
      'has no first commit, if that is over a day after the landing',
      { commit: 32, landed: 30, bracket: [5, 20] },
      20,
      'range',
      [5, 20],
    ],
    [
      'passes over a bracket that begins over a day after the landing',
      { ...lived, bracket: [32, 33] },
      30,
      'range',
      [10, 30],
    ],
  ];
  for (const [what, known, ...expected] of situations) {
    it(what, () => assert.deepEqual(creationOf(question(known)), creation(expected)));
  }

  const days = fc.integer({ min: 0, max: 240 }).map(quarters => quarters / 4);
  const anyKnown = fc.record(
    {
      commit: days,
      landed: days,
      exact: days,
      seen: days,
      push: days,
      recorded: days,
      oldest: days,
      bracket: fc.tuple(fc.option(days, { nil: null }), days).map(([lower, upper]): [number | null, number] => {
        return lower !== null && lower > upper ? [upper, lower] : [lower, upper];
      }),
    },
    { requiredKeys: [] },
  );

  it('is within its range, and that within first commit and landing, unless the forge says otherwise of the former', () => {
    fc.assert(
      fc.property(anyKnown, known => {
        const { at, basis, range } = creationOf(question(known));
        assert.ok(at === null || Number.isFinite(at));
        const [lower, upper] = range ?? [null, Number.POSITIVE_INFINITY];
        if (at !== null) assert.ok((lower ?? at) <= at && at <= upper);
        assert.ok((lower ?? upper) <= upper);
        const landed = ms(known.landed ?? Number.POSITIVE_INFINITY);
        const commit = ms(known.commit ?? Number.NEGATIVE_INFINITY);
        if (range) assert.ok(upper <= landed);
        if (basis === 'exact' && at !== null && at < Math.min(commit, landed)) {
          assert.ok(at === ms(known.exact ?? 0) && (commit > landed || at < commit - dayMs));
          return;
        }
        if (range && commit <= landed)
          assert.ok(lower !== null ? lower >= commit : commit === Number.NEGATIVE_INFINITY);
        if (at !== null && commit <= landed) assert.ok(commit <= at && at <= landed);
      }),
      { numRuns: 3000, seed: 1 },
    );
  });

  it('is held by the range where all evidence is true, and more of it never widens that', () => {
    const offset = fc.integer({ min: 0, max: 80 }).map(quarters => quarters / 4);
    const trueKnown = fc.record({
      commit: offset,
      landed: offset,
      seen: offset,
      push: offset,
      lower: offset,
      upper: offset,
    });
    fc.assert(
      fc.property(trueKnown, fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }), (by, picks) => {
        const truth = 30;
        const push = truth - Math.min(by.push, by.commit);
        const all: Known = {
          commit: truth - by.commit,
          landed: truth + by.landed,
          seen: truth + Math.min(by.seen, by.landed),
          push,
          recorded: push,
          bracket: [truth - by.lower, truth + Math.min(by.upper, by.landed)],
          exact: truth,
        };
        const some = <K extends object>(known: K, offset: number) =>
          Object.fromEntries(Object.entries(known).filter((_, index) => picks[index + offset] ?? true));
        const less = creationOf(question(some(some(all, 0), 6)));
        const more = creationOf(question(some(all, 0)));
        const width = ({ range }: Creation) =>
          range === null || range[0] === null ? Number.POSITIVE_INFINITY : range[1] - range[0];
        assert.ok(width(more) <= width(less));
        for (const { range } of [less, more]) {
          if (range) assert.ok((range[0] ?? 0) <= ms(truth) && ms(truth) <= range[1]);
        }
      }),
      { numRuns: 3000, seed: 2 },
    );
  });
});

describe('a creation that enters medians', () => {
  // [what, the creation, the first commit, whether it does]
  const situations: [string, InDays, number | null, boolean][] = [
    ['exact', [20, 'exact', [20, 20]], 10, true],
    ['seen', [20, 'observed-pr', [12, 20]], 10, true],
    ['a push seen', [20, 'observed-push', [20, 40]], 10, true],
    ['a push recorded', [20, 'recorded-push', null], 10, true],
    ['a bracket of half of the time since the first commit', [14, 'bracketed', [12, 14]], 10, true],
    ['a wider one', [14, 'bracketed', [11.9, 14]], 10, false],
    ['a bracket at the first commit itself', [10, 'bracketed', [10, 10]], 10, false],
    ['a range, however narrow', [14, 'range', [14, 14]], 10, false],
    ['a landing', [14, 'landing-only', [null, 14]], 10, false],
    ['nothing', [null, 'unknown', null], 10, false],
    ['no first commit', [20, 'exact', [20, 20]], null, false],
    ['one before the first commit', [9, 'exact', [9, 9]], 10, false],
  ];
  for (const [what, known, firstCommit, enters] of situations) {
    it(`${what}: ${enters ? 'yes' : 'no'}`, () => {
      assert.equal(entersMedians(creation(known), orNull(firstCommit)), enters);
    });
  }
});

describe('a creation that enters medians of the review', () => {
  // [what, the creation, the first commit, the landing, whether it does]
  const situations: [string, InDays, number | null, number, boolean][] = [
    ['exact', [20, 'exact', [20, 20]], 10, 30, true],
    ['exact, where the first commit is not known', [20, 'exact', [20, 20]], null, 30, true],
    ['exact, a day before the first commit', [9, 'exact', [9, 9]], 10, 30, true],
    ['exact, earlier still', [8.9, 'exact', [8.9, 8.9]], 10, 30, false],
    ['a bracket of half of the time to the landing', [20, 'bracketed', [18, 20]], 10, 24, true],
    ['a wider one', [20, 'bracketed', [17.9, 20]], 10, 24, false],
    ['nothing', [null, 'unknown', null], 10, 24, false],
  ];
  for (const [what, known, firstCommit, landed, enters] of situations) {
    it(`${what}: ${enters ? 'yes' : 'no'}`, () => {
      assert.equal(entersReview(creation(known), orNull(firstCommit), ms(landed)), enters);
    });
  }
});
