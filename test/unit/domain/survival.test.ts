import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  type ChurnEstimate,
  type ChurnRules,
  type Cohort,
  type CommitExits,
  dayMs,
  type Exit,
  estimateChurn,
  greatestAgeAtRisk,
  pooledPattern,
  type SurvivalCurve,
  survivalCurve,
} from '../../../src/domain/survival';

/** `[days, ended, censored]` of one commit. */
type Row = readonly [days: number, ended: number, censored: number];
const commit = (...rows: readonly Row[]): CommitExits => ({
  exits: rows.map(([days, ended, censored]) => ({ ageMs: days * dayMs, ended, censored })),
});
const near = (actual: number | null, expected: number, within = 1e-6) =>
  assert.ok(actual !== null && Math.abs(actual - expected) <= within, `${actual} is not ${expected}`);
const steps = (...points: readonly (readonly [days: number, share: number])[]): SurvivalCurve => ({
  at: ageMs => points.findLast(([days]) => days * dayMs <= ageMs)?.[1] ?? 1,
});
const complete: ChurnRules = { complete: true, pattern: null };
const young: ChurnRules = { complete: false, pattern: null };

describe('survival', () => {
  describe('survivalCurve', () => {
    it('is the product of what survived each age', () => {
      // 10 lines. Day 1: 1 of 10 ended, 1 censored that day still counts: 9/10.
      // Day 3: 8 at risk, 2 ended: 9/10 · 6/8 = 0.675. Day 5: 3 left, 1 ended: 0.675 · 2/3 = 0.45.
      const curve = survivalCurve([commit([1, 1, 1], [3, 2, 3]), commit([5, 1, 0], [9, 0, 2])]);
      for (const [days, share] of [
        [0, 1],
        [0.999, 1],
        [1, 0.9],
        [2.9, 0.9],
        [3, 0.675],
        [5, 0.45],
        [100, 0.45],
      ] as const) {
        near(curve.at(days * dayMs), share, 1e-12);
      }
    });

    it('is 1 for no lines, and for lines that never ended', () => {
      assert.equal(survivalCurve([]).at(dayMs), 1);
      assert.equal(survivalCurve([commit([3, 0, 7])]).at(30 * dayMs), 1);
    });

    it('falls to 0 when the last line at risk ends', () => {
      assert.equal(survivalCurve([commit([1, 0, 5], [2, 3, 0])]).at(2 * dayMs), 0);
    });

    it('counts ends at age 0', () => {
      near(survivalCurve([commit([0, 1, 0], [2, 0, 3])]).at(0), 0.75);
    });
  });

  describe('greatestAgeAtRisk', () => {
    const rows: Row[] = [
      [1, 10, 0],
      [4, 0, 20],
      [6, 5, 44],
      [9, 0, 1],
    ];
    for (const [least, days] of [
      [1, 9],
      [2, 6],
      // At day 6 the 49 that leave there and the one of day 9 are at risk.
      [50, 6],
      [51, 4],
      [70, 4],
      [71, 1],
      [80, 1],
      [81, null],
    ] as const) {
      it(`${least} lines: ${days} days`, () => {
        const age = days === null ? null : days * dayMs;
        assert.equal(greatestAgeAtRisk([commit(...rows)], least), age);
        assert.equal(greatestAgeAtRisk(rows.map(row => commit(row)).reverse(), least), age);
      });
    }
  });

  describe('estimateChurn', () => {
    it('is the plain rate of a complete cohort; an end at exactly 14 days counts, one after it does not', () => {
      // 2 + 3 of 60 lines; the 5 that end on day 15 and the censored ones are survivors.
      const cohort = [commit([2, 2, 10], [14, 3, 0]), commit([15, 5, 40])];
      const estimate = estimateChurn(cohort, complete);
      assert.deepEqual(estimate, { estimate: 5 / 60, basis: 'complete', low: null, high: null, byDay: null });
    });

    it('has the interval of the jackknife over commits', () => {
      // 5 commits of 20 lines, 4 2 2 2 0 of them ended: S = 0.9, θ = log(−log 0.9) = −2.250367.
      // Without each: 74/80, 72/80 (three times), 70/80: θ = −2.551539, −2.250367, −2.013419; mean −2.263212.
      // Σ(θ − mean)² = 0.083133 + 3 · 0.000165 + 0.062396 = 0.146024; variance 4/5 of it, se 0.341789.
      // θ ± 1.96 se = −2.920273, −1.580461; 1 − exp(−exp θ) = 0.052491, 0.186069.
      const cohort = [4, 2, 2, 2, 0].map(ended => commit([3, ended, 0], [20, 0, 20 - ended]));
      const { estimate, low, high } = estimateChurn(cohort, complete);
      assert.equal(estimate, 0.1);
      near(low, 0.052491, 1e-6);
      near(high, 0.186069, 1e-6);
    });

    it('keeps S off 1 where leaving a commit out leaves no ends', () => {
      // Only the first of 5 commits of 20 lines has ends, 8: S = 0.92, θ = log(−log 0.92) = −2.484324.
      // Without it no ends: S held at 1 − 0.5/80 = 0.99375, θ = −5.072044. Without another: 72/80, θ = −2.250367, 4 times.
      // Mean −2.814703; Σ = 5.095629 + 4 · 0.318475 = 6.369529; variance 5.095623, se 2.257349; ± 4.424404.
      const cohort = [8, 0, 0, 0, 0].map(ended => commit([3, ended, 0], [20, 0, 20 - ended]));
      const { low, high } = estimateChurn(cohort, complete);
      near(low, 1 - Math.exp(-Math.exp(-2.484324 - 4.424404)), 1e-5);
      near(high, 1 - Math.exp(-Math.exp(-2.484324 + 4.424404)), 1e-5);
    });

    it('without any end reaches from 0 to 1 − 0.05^(1/commits)', () => {
      const cohort = Array.from({ length: 10 }, () => commit([20, 1, 9]));
      assert.deepEqual(estimateChurn(cohort, complete), {
        estimate: 0,
        basis: 'complete',
        low: 0,
        high: 1 - 0.05 ** 0.1,
        byDay: null,
      });
    });

    it('with every line ended reaches from 0.05^(1/commits) to 1', () => {
      const { estimate, low, high } = estimateChurn(
        Array.from({ length: 10 }, () => commit([2, 10, 0])),
        complete,
      );
      assert.equal(estimate, 1);
      near(low, 0.05 ** 0.1, 1e-12);
      assert.equal(high, 1);
    });

    it('has no interval under 5 adding commits; commits without a line are none', () => {
      const four = Array.from({ length: 4 }, () => commit([3, 5, 20]));
      for (const cohort of [four, [...four, commit(), commit([4, 0, 0])]]) {
        const { estimate, low, high } = estimateChurn(cohort, complete);
        assert.deepEqual({ estimate, low, high }, { estimate: 0.2, low: null, high: null });
      }
    });

    it('is Kaplan–Meier at 14 days for a young cohort with 50 lines at risk there', () => {
      // 100 lines. Day 2: 10 of 100 ended. Day 13: 30 censored. Day 14: 60 at risk, 6 ended: 0.9 · 0.9 = 0.81.
      const cohort = [commit([2, 10, 0], [13, 0, 30], [14, 6, 0], [16, 20, 34])];
      const { estimate, basis, byDay } = estimateChurn(cohort, young);
      assert.equal(basis, 'survival');
      near(estimate, 0.19, 1e-12);
      assert.equal(byDay?.day, 14);
      near(byDay?.share ?? null, 0.19, 1e-12);
    });

    // 100 lines, 5 ended on day 2, 45 censored on day 3, the rest on day 5.5: a* = 5.5 days, S(a*) = 0.95.
    const younger = [commit([2, 5, 0], [3, 0, 45], [5.5, 0, 50])];

    it('goes on as own pattern for a younger one', () => {
      // S₀ is 0.9 at 5.5 days and 0.8 at 14: 1 − 0.95 · 0.8/0.9 = 0.155556.
      const { estimate, basis, byDay } = estimateChurn(younger, {
        ...young,
        pattern: steps([1, 0.95], [5, 0.9], [10, 0.8], [15, 0.1]),
      });
      assert.equal(basis, 'own pattern');
      near(estimate, 0.155556);
      assert.equal(byDay?.day, 5);
      near(byDay?.share ?? null, 0.05, 1e-12);
    });

    for (const [name, pattern] of [
      ['no pattern', null],
      ['a pattern of which nothing is left at that age', steps([4, 0])],
    ] as const) {
      it(`knows only the share by day 5 with ${name}`, () => {
        const { byDay, ...rest } = estimateChurn(younger, { ...young, pattern });
        assert.deepEqual(rest, { estimate: null, basis: null, low: null, high: null });
        assert.equal(byDay?.day, 5);
        near(byDay?.share ?? null, 0.05, 1e-12);
      });
    }

    it('gives a young cohort without ends what its pattern says, and the bound of no ends above', () => {
      const cohort = Array.from({ length: 10 }, () => commit([5, 0, 10]));
      const { estimate, low, high } = estimateChurn(cohort, { ...young, pattern: steps([5, 0.9], [10, 0.72]) });
      near(estimate, 0.2, 1e-12);
      near(low, 0.2, 1e-12);
      near(high, 1 - 0.8 * 0.05 ** 0.1, 1e-12);
    });

    it('says nothing under 50 lines', () => {
      for (const rules of [complete, young, { ...young, pattern: steps([1, 0.9]) }]) {
        const cohort = Array.from({ length: 7 }, () => commit([2, 3, 4]));
        assert.deepEqual(estimateChurn(cohort, rules), {
          estimate: null,
          basis: null,
          low: null,
          high: null,
          byDay: null,
        });
        assert.notEqual(estimateChurn(cohort, { ...rules, leastLines: 49 }).estimate ?? 'by day', null);
      }
    });
  });

  describe('pooledPattern', () => {
    const cohort = (ended: number): Cohort => [commit([3, ended, 100 - ended])];

    it('is null under 3 cohorts with lines', () => {
      assert.equal(pooledPattern([]), null);
      assert.equal(pooledPattern([cohort(1), [], [commit()], cohort(2)]), null);
    });

    it('pools the lines of the last 8', () => {
      // The first two are too old: 8 cohorts of 10 ended in 100.
      const pattern = pooledPattern([cohort(90), cohort(90), ...Array.from({ length: 8 }, () => cohort(10))]);
      near(pattern?.at(14 * dayMs) ?? null, 0.9, 1e-12);
    });
  });

  describe('any cohort', () => {
    const anyExit: fc.Arbitrary<Exit> = fc
      .record({ age: fc.nat(40), ended: fc.nat(6), censored: fc.nat(6) })
      .map(({ age, ended, censored }) => ({ ageMs: (age * dayMs) / 2, ended, censored }));
    const anyCohort: fc.Arbitrary<Cohort> = fc.array(fc.record({ exits: fc.array(anyExit, { maxLength: 8 }) }), {
      maxLength: 12,
    });
    const anyRules: fc.Arbitrary<ChurnRules> = fc.record({
      complete: fc.boolean(),
      leastLines: fc.constantFrom(1, 10, 50),
      pattern: fc.oneof(
        fc.constant(null),
        anyCohort.map(cohort => survivalCurve(cohort)),
      ),
    });

    it('is estimated as by the definitions, line by line', () => {
      fc.assert(
        fc.property(anyCohort, anyRules, (cohort, rules) => {
          const actual = estimateChurn(cohort, rules);
          const expected = byDefinition(cohort, rules);
          same(actual, expected);
        }),
        { numRuns: 400 },
      );
    });

    it('has its estimate inside its interval', () => {
      fc.assert(
        fc.property(anyCohort, anyRules, (cohort, rules) => {
          const { estimate, low, high } = estimateChurn(cohort, rules);
          if (estimate === null) return assert.deepEqual([low, high], [null, null]);
          assert.ok(estimate >= 0 && estimate <= 1);
          if (low !== null && high !== null) assert.ok(0 <= low && low <= estimate && estimate <= high && high <= 1);
        }),
      );
    });

    it('is the same in any order and grouping', () => {
      fc.assert(
        fc.property(anyCohort, anyRules, (cohort, rules) => {
          const lineByLine = cohort.map(({ exits }) => ({
            exits: exits
              .flatMap(({ ageMs, ended, censored }) => [
                ...Array.from({ length: censored }, () => ({ ageMs, ended: 0, censored: 1 })),
                ...Array.from({ length: ended }, () => ({ ageMs, ended: 1, censored: 0 })),
              ])
              .reverse(),
          }));
          same(estimateChurn(lineByLine.reverse(), rules), estimateChurn(cohort, rules));
        }),
      );
    });

    it('is quick for 300,000 lines of 800 commits at 5,000 ages', () => {
      const cohort = Array.from({ length: 800 }, (_, c) => ({
        exits: Array.from({ length: 75 }, (_, i) => {
          const ageMs = (((c * 75 + i) * 7919) % 5000) * 240_000;
          return { ageMs, ended: i % 2, censored: 5 - (i % 2) };
        }),
      }));
      const started = performance.now();
      assert.notEqual(estimateChurn(cohort, { ...young, pattern: steps([1, 0.9]) }).low, null);
      const took = performance.now() - started;
      assert.ok(took < 1000, `${took} ms`);
    });
  });
});

function same(actual: ChurnEstimate, expected: ChurnEstimate): void {
  assert.equal(actual.basis, expected.basis);
  assert.equal(actual.byDay?.day, expected.byDay?.day);
  for (const [a, e] of [
    [actual.estimate, expected.estimate],
    [actual.low, expected.low],
    [actual.high, expected.high],
    [actual.byDay?.share ?? null, expected.byDay?.share ?? null],
  ] as const) {
    if (e === null) assert.equal(a, null);
    else near(a, e, 1e-9);
  }
}

/** The definitions again, slowly: one entry a line, every estimate from scratch. */
function byDefinition(cohort: Cohort, { complete, pattern, leastLines = 50 }: ChurnRules): ChurnEstimate {
  const horizon = 14 * dayMs;
  const lines = cohort.flatMap(({ exits }, commit) =>
    exits.flatMap(({ ageMs, ended, censored }) =>
      Array.from({ length: ended + censored }, (_, i) => ({ commit, ageMs, dies: i < ended })),
    ),
  );
  type Line = (typeof lines)[number];
  const nothing: ChurnEstimate = { estimate: null, basis: null, low: null, high: null, byDay: null };
  if (lines.length < leastLines) return nothing;

  const survivalAt = (some: readonly Line[], age: number) => {
    let share = 1;
    for (const step of [...new Set(some.map(line => line.ageMs))].filter(a => a <= age).sort((a, b) => a - b)) {
      const atRisk = some.filter(line => line.ageMs >= step).length;
      share *= 1 - some.filter(line => line.dies && line.ageMs === step).length / atRisk;
    }
    return share;
  };
  const age = lines.map(line => line.ageMs).sort((a, b) => b - a)[leastLines - 1] ?? 0;
  const cut = Math.min(age, horizon);
  const share = (some: readonly Line[]) =>
    complete ? 1 - some.filter(line => line.dies && line.ageMs <= horizon).length / some.length : survivalAt(some, cut);

  const byDay = complete ? null : { day: Math.floor(cut / dayMs), share: 1 - survivalAt(lines, cut) };
  let onward = 1;
  if (!complete && cut < horizon) {
    if (pattern === null || pattern.at(cut) === 0) return { ...nothing, byDay };
    onward = pattern.at(horizon) / pattern.at(cut);
  }
  const all = share(lines);
  const estimate = 1 - all * onward;
  const basis = complete ? 'complete' : cut === horizon ? 'survival' : 'own pattern';
  const commits = [...new Set(lines.map(line => line.commit))];
  const g = commits.length;
  if (g < 5 || onward === 0) return { estimate, basis, low: null, high: null, byDay };
  const rare = 0.05 ** (1 / g);
  if (all === 1) return { estimate, basis, low: estimate, high: 1 - onward * rare, byDay };
  if (all === 0) return { estimate, basis, low: 1 - onward * (1 - rare), high: 1, byDay };
  const thetas = commits.map(commit => {
    const rest = lines.filter(line => line.commit !== commit);
    const held = Math.min(1 - 0.5 / rest.length, Math.max(0.5 / rest.length, share(rest)));
    return Math.log(-Math.log(held * onward));
  });
  const mean = thetas.reduce((a, b) => a + b) / g;
  const se = Math.sqrt(((g - 1) / g) * thetas.reduce((sum, theta) => sum + (theta - mean) ** 2, 0));
  const [low, high] = [-1.96, 1.96].map(z => 1 - Math.exp(-Math.exp(Math.log(-Math.log(all * onward)) + z * se)));
  return { estimate, basis, low: low ?? null, high: high ?? null, byDay };
}
