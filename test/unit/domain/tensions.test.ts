import assert from 'node:assert/strict';
import type { TensionPair } from '../../../src/domain/report';
import { type Tension, tensionsOf } from '../../../src/domain/tensions';
import { goldenReport, usualWeek, usualWeeks, type WrittenWeek, withoutRequests } from '../../support/goldenReport';

/** The first instant at which W46 is over in Berlin, and a day in milliseconds. */
const w46Over = Date.parse('2026-11-16T03:00:00Z');
const dayMs = 86_400_000;

const among = (now: number, changed: Record<number, WrittenWeek>, count = 12) =>
  goldenReport(
    new Date(now).toISOString(),
    usualWeeks(count).map((week, index) => ({ ...week, ...changed[index] })),
  );

function pairOf(pair: TensionPair, tensions: readonly Tension[]): Tension {
  const found = tensions.find(tension => tension.pair === pair);
  assert.ok(found);
  return found;
}

/** In short: the week, pace and guard, or what is missing. */
function shortOf(tension: Tension): string {
  switch (tension.kind) {
    case 'judged':
      return `${tension.week.week} ${tension.pace}/${tension.guard}`;
    case 'tooEarly':
      return `${tension.week.week} too early`;
    case 'notEnough': {
      const { side, of, have, least } = tension.missing;
      return `${tension.week.week} ${side}: ${have} of ${least} ${of}`;
    }
    case 'notRecorded':
      return `${tension.week?.week ?? 'no week'}: ${tension.what}`;
  }
}

describe('tensions', () => {
  /** How long after W46 the newest guard of each pair is complete, to the millisecond. */
  const guards: [TensionPair, number][] = [
    ['throughput-failure', 30 * dayMs],
    ['time-maturity', 0],
    ['lines-churn', 14 * dayMs],
    ['size-review', 0],
    ['focus-flow', 0],
  ];
  for (const [pair, after] of guards) {
    it(`judge ${pair} ${after / dayMs} days after a week, not before`, () => {
      const weekAt = (now: number) => pairOf(pair, tensionsOf(among(now, {}, 20))).week?.week;
      assert.equal(weekAt(w46Over + after), '2026-W46');
      assert.equal(weekAt(w46Over + after - 1), '2026-W45');
    });
  }

  it('judge no week after the one that is looked at', () => {
    const report = among(w46Over, {});
    assert.deepEqual([...new Set(tensionsOf(report, 3).map(({ week }) => week?.week))], [report.weeks[3]?.week]);
    assert.deepEqual(tensionsOf(report, -1), []);
  });

  it('carry the numbers that they are judged by', () => {
    const tension = pairOf(
      'size-review',
      tensionsOf(among(w46Over, { 10: { requests: Array(3).fill({ lines: 300 }) } })),
    );
    assert.ok(tension.kind === 'judged');
    const { week: _, ...rest } = tension;
    assert.deepEqual(rest, {
      kind: 'judged',
      pair: 'size-review',
      pace: 'up',
      guard: 'same',
      paced: { value: 300, n: 3, least: 3, baseline: flat(120), comparison: 'more' },
      guarded: { value: 8 * 3_600_000, n: 3, least: 3, baseline: flat(8 * 3_600_000), comparison: 'same' },
    });
  });

  /** W46 among weeks like it but for what it or an earlier one has; seen in W51, when all its guards are complete. */
  const later = w46Over + 31 * dayMs;
  const all = (from: number, to: number, week: WrittenWeek) =>
    Object.fromEntries(Array.from({ length: to + 1 - from }, (_, i) => [from + i, week]));
  const cases: [string, TensionPair, Record<number, WrittenWeek>, string][] = [
    ['one more landed', 'throughput-failure', { 10: { requests: Array(5).fill({}) } }, '2026-W46 same/same'],
    ['two more landed', 'throughput-failure', { 10: { requests: Array(6).fill({}) } }, '2026-W46 up/same'],
    ['two fewer landed', 'throughput-failure', { 10: { requests: [{}, {}] } }, '2026-W46 down/same'],
    ['one reverted', 'throughput-failure', { 10: { requests: [{}, {}, {}, { reverted: 1 }] } }, '2026-W46 same/same'],
    [
      'two reverted',
      'throughput-failure',
      { 10: { requests: [{}, {}, { reverted: 1 }, { reverted: 1 }] } },
      '2026-W46 same/slipping',
    ],
    ['none landed', 'throughput-failure', { 10: { requests: [] } }, '2026-W45 same/same'],
    [
      'none landed, but more the week before',
      'throughput-failure',
      { 9: { requests: Array(6).fill({}) }, 10: { requests: [] } },
      '2026-W45 up/same',
    ],
    ['none landed for seven weeks', 'throughput-failure', all(4, 10, { requests: [] }), '2026-W39 same/same'],
    ['none landed for eight weeks', 'throughput-failure', all(3, 10, { requests: [] }), '2026-W46 pace: 0 of 1 landed'],
    [
      'few weeks with a landing before',
      'throughput-failure',
      all(0, 7, { requests: [] }),
      '2026-W46 guard: 2 of 3 earlierWeeks',
    ],
    [
      'requests that land in the week after',
      'time-maturity',
      { 10: { requests: Array(3).fill({ review: 150 }) } },
      '2026-W45 same/same',
    ],
    [
      'the first requests, that land in the week after',
      'time-maturity',
      { ...all(0, 9, { requests: [] }), 10: { requests: Array(3).fill({ review: 150 }) } },
      '2026-W46 guard: 0 of 3 matured',
    ],
    ['a shorter time', 'time-maturity', { 10: { requests: Array(3).fill({ hours: 5 }) } }, '2026-W46 up/same'],
    ['a longer time', 'time-maturity', { 10: { requests: Array(3).fill({ hours: 50 }) } }, '2026-W46 down/same'],
    [
      'lower maturity',
      'time-maturity',
      { 10: { requests: Array(3).fill({ maturity: 0.5 }) } },
      '2026-W46 same/slipping',
    ],
    ['higher maturity', 'time-maturity', { 10: { requests: Array(3).fill({ maturity: 1 }) } }, '2026-W46 same/better'],
    ['two requests', 'time-maturity', { 10: { requests: [{}, {}] } }, '2026-W45 same/same'],
    ['two requests a week', 'time-maturity', all(0, 10, { requests: [{}, {}] }), '2026-W46 pace: 2 of 3 timed'],
    ['more lines', 'lines-churn', { 10: { lines: [800, 80] } }, '2026-W46 up/same'],
    ['fewer lines', 'lines-churn', { 10: { lines: [50, 5] } }, '2026-W46 down/same'],
    ['too few lines', 'lines-churn', { 10: { lines: [49, 5] } }, '2026-W45 same/same'],
    [
      'too few lines after a week of higher churn',
      'lines-churn',
      { 9: { lines: [400, 80] }, 10: { lines: [49, 5] } },
      '2026-W45 same/slipping',
    ],
    ['too few lines in any week', 'lines-churn', all(0, 10, { lines: [49, 5] }), '2026-W46 pace: 49 of 50 lines'],
    ['lower churn', 'lines-churn', { 10: { lines: [400, 20] } }, '2026-W46 same/better'],
    ['higher churn', 'lines-churn', { 10: { lines: [400, 80] } }, '2026-W46 same/slipping'],
    ['smaller requests', 'size-review', { 10: { requests: Array(3).fill({ lines: 20 }) } }, '2026-W46 down/same'],
    ['shorter review', 'size-review', { 10: { requests: Array(3).fill({ review: 2 }) } }, '2026-W46 same/better'],
    ['longer review', 'size-review', { 10: { requests: Array(3).fill({ review: 50 }) } }, '2026-W46 same/slipping'],
    ['unknown creations', 'size-review', { 10: { requests: [{}, {}, { unknown: true }] } }, '2026-W45 same/same'],
    [
      'unknown creations in every week',
      'size-review',
      all(0, 10, { requests: [{}, {}, { unknown: true }] }),
      '2026-W46 guard: 2 of 3 reviewed',
    ],
    ['more focus', 'focus-flow', { 10: { focus: { hours: 20 } } }, '2026-W46 up/same'],
    ['rarer flow', 'focus-flow', { 10: { flow: 'rarely' } }, '2026-W46 same/slipping'],
    ['more frequent flow', 'focus-flow', { 10: { flow: 'often' } }, '2026-W46 same/better'],
    [
      'flow as rare as it was once',
      'focus-flow',
      { 9: { flow: 'rarely' }, 10: { flow: 'rarely' } },
      '2026-W46 same/same',
    ],
    ['an hour of focus', 'focus-flow', { 10: { focus: { hours: 1 } } }, '2026-W45 same/same'],
    [
      'an hour of focus a week',
      'focus-flow',
      all(0, 10, { focus: { hours: 1 } }),
      '2026-W46 pace: 3600000 of 7200000 focusMs',
    ],
    ['half a week of recording', 'focus-flow', { 10: { focus: { hours: 9, from: 60 } } }, '2026-W45 same/same'],
    [
      'half a week of recording, the first',
      'focus-flow',
      { ...all(0, 9, { focus: undefined, flow: undefined }), 10: { focus: { hours: 9, from: 60 } } },
      '2026-W46: wholeWeek',
    ],
    ['a long pause', 'focus-flow', { 10: { focus: { hours: 9, pausedHours: 40 } } }, '2026-W45 same/same'],
    [
      'a long pause in every week',
      'focus-flow',
      all(0, 10, { focus: { hours: 9, pausedHours: 40 } }),
      '2026-W46: wholeWeek',
    ],
    ['no answer', 'focus-flow', { 10: { flow: undefined } }, '2026-W45 same/same'],
    [
      'a long pause, no answer before it, and rarer flow before that',
      'focus-flow',
      { 8: { flow: 'rarely' }, 9: { flow: undefined }, 10: { focus: { hours: 9, pausedHours: 40 } } },
      '2026-W44 same/slipping',
    ],
    ['no answer for eight weeks', 'focus-flow', all(3, 10, { flow: undefined }), '2026-W46 guard: 0 of 1 answers'],
    ['no recording', 'focus-flow', { 10: { focus: undefined } }, '2026-W45 same/same'],
    [
      'no recording after an hour of focus a week',
      'focus-flow',
      { ...all(0, 9, { focus: { hours: 1 } }), 10: { focus: undefined } },
      '2026-W46: focus',
    ],
    ['few weeks with commits before', 'lines-churn', all(0, 7, { commits: 0 }), '2026-W46 pace: 2 of 3 earlierWeeks'],
    [
      'few recorded weeks before',
      'focus-flow',
      all(0, 7, { focus: { hours: 9, pausedHours: 40 } }),
      '2026-W46 pace: 2 of 3 earlierWeeks',
    ],
    ['few answered weeks before', 'focus-flow', all(0, 7, { flow: undefined }), '2026-W46 pace: 2 of 3 earlierWeeks'],
    [
      'few weeks with a maturity before',
      'time-maturity',
      all(0, 7, { requests: [{}, {}] }),
      '2026-W46 pace: 2 of 3 earlierWeeks',
    ],
  ];
  for (const [situation, pair, changed, expected] of cases) {
    it(`judge ${pair}: ${situation}`, () => {
      const report = among(later, changed, 16);
      assert.equal(shortOf(pairOf(pair, tensionsOf(report, 10))), expected);
    });
  }

  it('say what nothing is known of', () => {
    const bare: WrittenWeek = { commits: 3, lines: [100, 10] };
    const report = withoutRequests(goldenReport('2026-11-19T12:00:00Z', Array(12).fill(bare)));
    assert.deepEqual(tensionsOf(report).map(shortOf), [
      'no week: requests',
      'no week: requests',
      '2026-W44 same/same',
      'no week: requests',
      'no week: focus',
    ]);
    const unsummed = { ...report, pullRequests: [] };
    assert.deepEqual(tensionsOf(unsummed).map(shortOf), tensionsOf(report).map(shortOf));
  });

  it('say that no week is answered, or over', () => {
    const unanswered = { ...usualWeek, flow: undefined };
    const over = goldenReport('2026-11-19T12:00:00Z', Array(12).fill(unanswered));
    assert.equal(shortOf(pairOf('focus-flow', tensionsOf(over))), '2026-W46: answer');
    const running = goldenReport('2026-11-19T12:00:00Z', [usualWeek]);
    assert.deepEqual([...new Set(tensionsOf(running).map(shortOf))], ['2026-W47 too early']);
    const [failure, time, churn] = tensionsOf(running);
    const readyOf = (tension?: Tension) => tension?.kind === 'tooEarly' && new Date(tension.readyAt).toISOString();
    assert.deepEqual([failure, time, churn].map(readyOf), [
      '2026-12-23T03:00:00.000Z',
      '2026-11-23T03:00:00.000Z',
      '2026-12-07T03:00:00.000Z',
    ]);
  });
});

const flat = (value: number) => ({ median: value, deviation: 0, least: value, greatest: value, weeks: 8 });
