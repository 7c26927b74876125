import assert from 'node:assert/strict';
import { baselineOf, compare, compareCounts, compareSteps } from '../../../src/domain/baseline';

describe('own baseline', () => {
  it('is null below three weeks', () => {
    assert.equal(baselineOf([]), null);
    assert.equal(baselineOf([0.1, 0.2]), null);
  });

  it('rests on the newest eight weeks', () => {
    assert.deepEqual(baselineOf([9, 9, 1, 2, 3, 4, 5, 6, 7, 8]), {
      median: 4.5,
      deviation: 2,
      least: 1,
      greatest: 8,
      weeks: 8,
    });
  });

  const situations: [string, number[], number, string][] = [
    ['the middle itself', [0.08, 0.08, 0.08], 0.08, 'same'],
    ['within a tenth of the middle', [0.1, 0.1, 0.1, 0.1, 0.1, 0.1], 0.109, 'same'],
    ['beyond a tenth of the middle', [0.1, 0.1, 0.1, 0.1, 0.1, 0.1], 0.112, 'more'],
    ['below it', [0.1, 0.1, 0.1, 0.1, 0.1, 0.1], 0.05, 'less'],
    ['within two standard deviations', [0.06, 0.08, 0.1, 0.12, 0.14, 0.1], 0.15, 'same'],
    ['beyond them', [0.06, 0.08, 0.1, 0.12, 0.14, 0.1], 0.2, 'more'],
    ['inside what a short baseline held', [0.1, 0.1, 0.1, 0.3], 0.2, 'same'],
    ['outside what a short baseline held', [0.1, 0.1, 0.1, 0.3], 0.31, 'more'],
    ['anything above a baseline of nothing', [0, 0, 0], 0.01, 'more'],
  ];
  for (const [situation, before, value, expected] of situations) {
    it(`tells ${situation} as ${expected}`, () => {
      const baseline = baselineOf(before);
      assert.ok(baseline);
      assert.equal(compare(value, baseline), expected);
    });
  }

  it('tells counts that are less than two apart as the same', () => {
    const baseline = baselineOf([1, 1, 1, 1, 1, 1]);
    assert.ok(baseline);
    assert.deepEqual(
      [0, 2, 3].map(count => compareCounts(count, baseline)),
      ['same', 'same', 'more'],
    );
  });

  it('tells a step that the weeks before held as the same', () => {
    const baseline = baselineOf([3, 3, 3, 3, 3, 3, 3, 2]);
    assert.ok(baseline);
    assert.equal(compare(2, baseline), 'less');
    assert.deepEqual(
      [1, 2, 3, 4].map(step => compareSteps(step, baseline)),
      ['less', 'same', 'same', 'more'],
    );
  });
});
