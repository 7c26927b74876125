import assert from 'node:assert/strict';
import { type AttackStage, rightGuesses, rightGuessesOverWeeks } from '../../support/newcomerAttack';

/** Published, so that everybody gets the same figures. */
const seeds = [1, 2, 3, 4, 5];
const trials = 2000;

interface Guesses {
  readonly share: number;
  /** Of its 95 % interval (Wilson's). */
  readonly low: number;
  readonly high: number;
}

function guesses(stage: AttackStage, each = trials): Guesses {
  const n = seeds.length * each;
  const share = seeds.reduce((sum, seed) => sum + rightGuesses(stage, each, seed), 0) / n;
  const z = 1.96;
  const middle = (share + z ** 2 / (2 * n)) / (1 + z ** 2 / n);
  const half = (z / (1 + z ** 2 / n)) * Math.sqrt((share * (1 - share)) / n + z ** 2 / (4 * n ** 2));
  return { share, low: middle - half, high: middle + half };
}

const told = ({ share, low, high }: Guesses) => `${share.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)})`;

/**
 * How often the likeliest of five answers is a newcomer's own, from two exact sums; 0.2 would be guessing blindly. The
 * strongest number of incumbents was taken for each size. Figures are in the titles, and held to within 0.03.
 */
describe('the newcomer attack', function () {
  this.timeout(120_000);

  const rules = { flips: true, sitOuts: true };
  for (const [people, incumbents, figure, each] of [
    [6, 5, 0.52, 600],
    [8, 8, 0.525, trials],
    [12, 11, 0.45, 300],
  ] as const) {
    it(`guesses ${figure} of ${people} people right, and at most 0.55`, () => {
      const found = guesses({ people, incumbents, ...rules }, each);
      assert.ok(Math.abs(found.share - figure) <= 0.03, told(found));
      assert.ok(found.high <= 0.55, told(found));
    });
  }

  for (const [people, incumbents] of [
    [6, 6],
    [8, 7],
    [8, 9],
    [12, 12],
  ] as const) {
    it(`finds no better number than that before: not ${incumbents} before ${people}`, () => {
      const found = guesses({ people, incumbents, ...rules }, 200);
      assert.ok(found.low <= 0.55, told(found));
    });
  }

  it('would be far beyond it if chance replaced nothing', () => {
    for (const [people, incumbents, figure, each] of [
      [6, 6, 0.77, 150],
      [8, 8, 0.745, 150],
      [12, 12, 0.59, 500],
    ] as const) {
      const found = guesses({ people, incumbents, flips: false, sitOuts: true }, each);
      assert.ok(found.low > 0.55 && Math.abs(found.share - figure) <= 0.04, told(found));
    }
    assert.equal(guesses({ people: 8, incumbents: 7, flips: false, sitOuts: false }, 20).share, 1);
  });

  describe('is beyond what it is bounded to', () => {
    it('for who reads the host’s log of pushes, and so knows who sat out: 0.54 of eight, 0.6 of nine', () => {
      for (const [people, figure] of [
        [8, 0.54],
        [9, 0.595],
      ] as const) {
        const found = guesses({ people, incumbents: people - 1, flips: true, sitOuts: false }, 500);
        assert.ok(Math.abs(found.share - figure) <= 0.03, told(found));
      }
    });

    it('where the others all gave the same answer, or none: 0.75 of eight', () => {
      for (const prior of [
        [0, 0, 0, 1, 0, 0],
        [1, 0, 0, 0, 0, 0],
      ]) {
        const found = guesses({ people: 8, incumbents: 8, ...rules, prior }, 200);
        assert.ok(Math.abs(found.share - 0.75) <= 0.04, told(found));
      }
    });

    it('over many weeks in which answers stay the same: 0.8 of nine after four, 0.94 after eight', () => {
      for (const [weeks, figure] of [
        [4, 0.82],
        [8, 0.94],
      ] as const) {
        const share = rightGuessesOverWeeks(9, weeks, 500, 1) / 500;
        assert.ok(Math.abs(share - figure) <= 0.06, `${share}`);
      }
    });
  });
});
