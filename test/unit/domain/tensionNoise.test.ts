import assert from 'node:assert/strict';
import { flowFrequencies } from '../../../src/domain/reflection';
import { type TensionPair, tensionPairs } from '../../../src/domain/report';
import { type Tension, tensionsOf } from '../../../src/domain/tensions';
import { chances } from '../../support/chances';
import { goldenReport, type WrittenWeek } from '../../support/goldenReport';

const sigma = 0.4;
const mostChanged = 0.2;
const reports = 100;
/** Of the weeks of a report the first have too few before them, and the last no complete guard. */
const weeksEach = 60;
const judged = { from: 8, to: 54 };

/** What a week has when nothing changes: each number apart varies by a factor, log-normal. */
function noisyWeek(factor: () => number): WrittenWeek {
  const added = Math.round(400 * factor());
  const landing = {
    hours: 20 * factor(),
    review: 16 * factor(),
    lines: Math.round(120 * factor()),
    maturity: Math.max(0, 1 - 0.15 * factor()),
  };
  const landed = Math.max(3, Math.round(6 * factor()));
  const reverted = Math.min(landed, Math.round(factor()));
  return {
    commits: 14,
    lines: [added, Math.min(added, Math.round(added * 0.1 * factor()))],
    requests: Array.from({ length: landed }, (_, i) => (i < reverted ? { ...landing, reverted: 2 } : landing)),
    focus: { hours: 12 * factor() },
    flow: flowFrequencies[Math.min(4, Math.round(2 * factor()))],
  };
}

describe('weeks of nothing but noise', () => {
  it(`are told as changed in at most ${100 * mostChanged} of 100, pace and guard of each pair`, () => {
    const { around } = chances(20261119);
    const factor = () => around(1, sigma);
    const sides = new Map(tensionPairs.map((pair): [TensionPair, Tally] => [pair, { judged: 0, pace: 0, guard: 0 }]));
    for (let i = 0; i < reports; i++) {
      const weeks = Array.from({ length: weeksEach }, () => noisyWeek(factor));
      const report = goldenReport('2026-11-19T12:00:00Z', weeks);
      for (let index = judged.from; index < judged.to; index++) {
        for (const tension of tensionsOf(report, index)) addTo(sides, tension);
      }
    }
    const shares = [...sides].map(
      ([pair, tally]) => [pair, tally.pace / tally.judged, tally.guard / tally.judged] as const,
    );
    console.log(
      shares.map(([pair, ...both]) => `      ${pair}: ${both.map(each => each.toFixed(3)).join(', ')}`).join('\n'),
    );
    for (const [pair, ...both] of shares) {
      for (const share of both) assert.ok(share > 0 && share <= mostChanged, `${pair}: ${share}`);
    }
  });
});

function addTo(sides: ReadonlyMap<TensionPair, Tally>, tension: Tension): void {
  const tally = sides.get(tension.pair);
  assert.ok(tally && tension.kind === 'judged', `${tension.pair} is judged`);
  assert.deepEqual([tension.paced.baseline.weeks, tension.guarded.baseline.weeks], [8, 8]);
  tally.judged++;
  if (tension.pace !== 'same') tally.pace++;
  if (tension.guard !== 'same') tally.guard++;
}

interface Tally {
  judged: number;
  pace: number;
  guard: number;
}
