import assert from 'node:assert/strict';
import { type Baseline, baselineOf, compare, compareCounts, compareSteps } from '../../../src/domain/baseline';
import { chances } from '../../support/chances';

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

  describe('against noise, log-normal of 0.4, with eight weeks', () => {
    const changed = (draw: () => number, compareBy: (value: number, baseline: Baseline) => string) => {
      const told = Array.from({ length: 8000 }, () => {
        const baseline = baselineOf(Array.from({ length: 8 }, draw));
        return baseline && compareBy(draw(), baseline) !== 'same';
      });
      return told.filter(Boolean).length / told.length;
    };

    it('tells at most a fifth as changed, of measures, of counts and of steps', () => {
      const { around } = chances(5);
      const shares = [
        changed(() => around(1, 0.4), compare),
        ...[1, 2, 4, 6, 8, 12, 40].map(middle => changed(() => Math.round(around(middle, 0.4)), compareCounts)),
        ...[1, 1.5, 2, 3, 4].map(middle => changed(() => Math.min(4, Math.round(around(middle, 0.4))), compareSteps)),
      ];
      assert.ok(Math.max(...shares) <= 0.2, shares.join(', '));
    });
  });
});
