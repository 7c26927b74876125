import assert from 'node:assert/strict';
import {
  answersTo,
  type Bucket,
  bucketOf,
  buckets,
  cellCount,
  cellsOf,
  type MeasuredQuestion,
  type ShareAnswers,
  shareEdges,
  shareQuestions,
} from '../../../src/domain/teamAnswers';

describe('answers that are shared', () => {
  const table: Readonly<Record<MeasuredQuestion, readonly (readonly [value: number, bucket: Bucket])[]>> = {
    focusHours: [
      [0, 1],
      [4.99, 1],
      [5, 2],
      [9.99, 2],
      [10, 3],
      [14.99, 3],
      [15, 4],
      [19.99, 4],
      [20, 5],
      [168, 5],
    ],
    longestBlockMin: [
      [0, 1],
      [24.99, 1],
      [25, 2],
      [49.99, 2],
      [50, 3],
      [89.99, 3],
      [90, 4],
      [149.99, 4],
      [150, 5],
      [1440, 5],
    ],
    interruptionsPerFocusHour: [
      [0, 1],
      [0.99, 1],
      [1, 2],
      [1.99, 2],
      [2, 3],
      [3.99, 3],
      [4, 4],
      [7.99, 4],
      [8, 5],
      [60, 5],
    ],
    churnPct: [
      [0, 1],
      [4.99, 1],
      [5, 2],
      [9.99, 2],
      [10, 3],
      [19.99, 3],
      [20, 4],
      [34.99, 4],
      [35, 5],
      [100, 5],
    ],
    timeToPrHours: [
      [0, 1],
      [3.99, 1],
      [4, 2],
      [7.99, 2],
      [8, 3],
      [23.99, 3],
      [24, 4],
      [71.99, 4],
      [72, 5],
      [9999, 5],
    ],
    prMaturity: [
      [0, 1],
      [39.99, 1],
      [40, 2],
      [59.99, 2],
      [60, 3],
      [74.99, 3],
      [75, 4],
      [89.99, 4],
      [90, 5],
      [100, 5],
    ],
  };
  for (const [question, cases] of Object.entries(table) as [MeasuredQuestion, (readonly [number, Bucket])[]][]) {
    for (const [value, bucket] of cases) {
      it(`${question} ${value} is in bucket ${bucket}`, () => assert.equal(bucketOf(question, value), bucket));
    }
    it(`${question} is no answer where nothing is known`, () => {
      assert.equal(bucketOf(question, null), 0);
      assert.equal(bucketOf(question, Number.NaN), 0);
    });
  }

  it('have four edges each, rising', () => {
    for (const edges of Object.values(shareEdges))
      assert.deepEqual(
        edges,
        [...edges].sort((a, b) => a - b),
      );
    for (const edges of Object.values(shareEdges)) assert.equal(edges.length, 4);
  });

  it('are cells of one each, a six for every question', () => {
    for (const bucket of buckets) {
      const answers = Object.fromEntries(shareQuestions.map((question, at) => [question, (bucket + at) % 6]));
      const cells = cellsOf(answers as ShareAnswers);
      assert.equal(cells.length, cellCount);
      for (const at of shareQuestions.keys()) {
        const six = cells.slice(6 * at, 6 * at + 6);
        assert.deepEqual(
          six,
          buckets.map(each => (each === (bucket + at) % 6 ? 1 : 0)),
        );
      }
    }
  });

  it('are those to the questions that may be answered, and none to others', () => {
    const answers = Object.fromEntries(shareQuestions.map(each => [each, 3])) as ShareAnswers;
    assert.deepEqual(answersTo(shareQuestions, answers), answers);
    for (const allowed of [[], ['flow'], ['churnPct', 'focusHours']] as const) {
      const said = answersTo(allowed, answers);
      assert.deepEqual(Object.keys(said), [...shareQuestions]);
      const answered = shareQuestions.filter(each => said[each] !== 0);
      assert.deepEqual(answered, [...allowed].reverse());
      assert.ok(answered.every(each => said[each] === 3));
    }
    assert.ok(Object.values(answersTo(new Set(shareQuestions), null)).every(bucket => bucket === 0));
  });
});
