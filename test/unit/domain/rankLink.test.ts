import assert from 'node:assert/strict';
import fc from 'fast-check';
import { rankLink } from '../../../src/domain/rankLink';

const pairsOf = (xs: readonly number[], ys: readonly number[]) => xs.map((x, i) => [x, ys[i] ?? 0] as const);

describe('rankLink', () => {
  // ρ by hand, from the ranks; p of all orders, as counted below each.
  const cases: [string, number[], number[], number, number][] = [
    // Of 24 orders the straight one and its reverse are as far.
    ['four in the same order', [1, 2, 3, 4], [10, 20, 40, 80], 1, 2 / 24],
    ['four in the reverse order', [1, 2, 3, 4], [9, 7, 5, 1], -1, 2 / 24],
    // Σd² = 2, ρ = 1 − 6·2 ÷ (4·15) = 0.8; as far: Σd² ≤ 2 (1 + 3 orders), and the reverse of these.
    ['four with two swapped', [1, 2, 3, 4], [2, 1, 3, 4], 0.8, 8 / 24],
    // Ranks 1.5 1.5 3 and 1 2 3: Σ (−0.5)(−1) + 0 + 1·1 = 1.5; 1.5 ÷ √(1.5·2) = 0.866; as far: 4 of 6.
    ['three with a tie', [5, 5, 9], [1, 2, 3], Math.sqrt(3) / 2, 4 / 6],
    // Ranks 1.5 1.5 3.5 3.5 on both sides: the two ways to pair like with like, times 4, and the reverse.
    ['ties on both sides', [1, 1, 2, 2], [3, 3, 4, 4], 1, 8 / 24],
    // Σd² = 40 of n = 5: ρ = 1 − 6·40 ÷ 120 = −1.
    ['five in the reverse order', [1, 2, 3, 4, 5], [5, 4, 3, 2, 1], -1, 2 / 120],
  ];
  for (const [what, xs, ys, rho, p] of cases) {
    it(`is ${rho.toFixed(3)} with p = ${p.toFixed(3)} for ${what}`, () => {
      const link = rankLink(pairsOf(xs, ys));
      assert.equal(link?.n, xs.length);
      assert.ok(Math.abs((link?.rho ?? Number.NaN) - rho) < 1e-12, String(link?.rho));
      assert.ok(Math.abs((link?.p ?? Number.NaN) - p) < 1e-12, String(link?.p));
    });
  }

  it('finds the example of the textbooks', () => {
    // IQ and hours of TV, n = 10: Σd² = 194, ρ = 1 − 6·194 ÷ 990 = −0.1757…; p = 0.627.
    const iq = [106, 100, 86, 101, 99, 103, 97, 113, 112, 110];
    const hours = [7, 27, 2, 50, 28, 29, 20, 12, 6, 17];
    const link = rankLink(pairsOf(iq, hours));
    assert.ok(Math.abs((link?.rho ?? 0) - (1 - (6 * 194) / 990)) < 1e-12);
    assert.ok(Math.abs((link?.p ?? 0) - 0.627) < 0.02, String(link?.p));
  });

  it('is near what the tables of critical values say for ten pairs', () => {
    // Two-sided at 0.05 it is ρ = 0.648 (Zar 1984): Σd² = 58. The next one below is 0.636: Σd² = 60.
    const ten = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
    const critical = rankLink(pairsOf(ten, [1, 6, 2, 3, 4, 8, 10, 9, 5, 7]));
    const below = rankLink(pairsOf(ten, [1, 6, 2, 4, 3, 8, 10, 9, 5, 7]));
    assert.ok(Math.abs((critical?.rho ?? 0) - (1 - (6 * 58) / 990)) < 1e-12, String(critical?.rho));
    assert.ok(Math.abs((below?.rho ?? 0) - (1 - (6 * 60) / 990)) < 1e-12, String(below?.rho));
    assert.ok(Math.abs((critical?.p ?? 0) - 0.049) < 0.006, String(critical?.p));
    assert.ok(Math.abs((below?.p ?? 0) - 0.054) < 0.006, String(below?.p));
  });

  it('is nothing where one side does not vary', () => {
    assert.equal(rankLink(pairsOf([3, 3, 3], [1, 2, 3])), null);
    assert.equal(rankLink(pairsOf([1, 2, 3], [3, 3, 3])), null);
  });

  const some = fc.array(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 30 })), {
    minLength: 2,
    maxLength: 14,
  });

  it('is the same whatever the order of the pairs and the size of the steps, and turns with one side', () => {
    fc.assert(
      fc.property(some, fc.infiniteStream(fc.nat()), (pairs, keys) => {
        const link = rankLink(pairs);
        const shuffled = pairs
          .map(pair => [keys.next().value ?? 0, pair] as const)
          .sort(([a], [b]) => a - b)
          .map(([, [x, y]]) => [Math.exp(x), y ** 3] as const);
        assert.deepEqual(rankLink(shuffled), link);
        if (!link) return;
        assert.ok(Math.abs(link.rho) <= 1 + 1e-12 && link.p > 0 && link.p <= 1);
        const turned = rankLink(pairs.map(([x, y]) => [-x, y]));
        assert.ok(Math.abs((turned?.rho ?? 0) + link.rho) < 1e-12);
        // Other draws, so nearly the same.
        assert.ok(Math.abs((turned?.p ?? 0) - link.p) < 0.03);
      }),
      { numRuns: 60 },
    );
  });

  it('calls at most one in twenty clear where there is nothing, as simulated', () => {
    let clear = 0;
    const trials = fc.sample(
      fc.tuple(
        fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 12, maxLength: 12 }),
        fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 12, maxLength: 12 }),
      ),
      { numRuns: 400, seed: 5 },
    );
    for (const [xs, ys] of trials) if ((rankLink(pairsOf(xs, ys))?.p ?? 1) <= 0.05) clear++;
    assert.ok(clear / trials.length < 0.08, `${clear} of ${trials.length}`);
    assert.ok(clear > 0);
  }).timeout(120_000);
});
