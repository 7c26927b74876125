import assert from 'node:assert/strict';
import type { Report } from '../../../src/domain/report';
import type { BalanceState, PairState } from '../../../src/protocol';
import { Wording } from '../../../src/text/wording';
import { balanceState } from '../../../src/vscode/balanceState';
import { goldenReport, usualWeek, usualWeeks, type WrittenWeek, withoutRequests } from '../../support/goldenReport';
import { english } from '../../support/translation';

const now = '2026-11-20T15:00:00.000Z';
const stateOf = (report: Report): BalanceState => balanceState(report, new Wording(english, 'en', report.timeZone));
const of = (written: readonly WrittenWeek[]) => stateOf(goldenReport(now, written));

function pairOf({ pairs }: BalanceState, wanted: string): PairState {
  const found = pairs.find(({ pair }) => pair === wanted);
  assert.ok(found);
  return found;
}

describe('the section of balance', () => {
  it('has the five pairs, each with its words, its week and what it rests on', () => {
    const state = of(usualWeeks(12));
    assert.deepEqual(
      state.pairs.map(({ pair, judged, week }) => [pair, judged, week]),
      [
        ['throughput-failure', true, '2026-W42'],
        ['time-maturity', true, '2026-W46'],
        ['lines-churn', true, '2026-W44'],
        ['size-review', true, '2026-W46'],
        ['focus-flow', true, '2026-W46'],
      ],
    );
    assert.ok(state.pairs.every(({ word }) => word === 'steady, and holding'));
    assert.deepEqual(
      state.pairs.map(({ rests }) => rests?.replaceAll('\u00a0', ' ')),
      [
        'Rests on 4 requests, compared with 6 of your weeks before it.',
        'Rests on 4 requests, compared with 8 of your weeks before it.',
        'Rests on 400 lines, compared with 8 of your weeks before it.',
        'Rests on 4 requests, compared with 8 of your weeks before it.',
        'Rests on 12 h and your answer, compared with 8 of your weeks before it.',
      ],
    );
  });

  it('waits for requests, and says so', () => {
    const report = withoutRequests(goldenReport(now, usualWeeks(12)));
    const state = (pending: boolean) => balanceState(report, new Wording(english, 'en', report.timeZone), pending);
    assert.deepEqual([state(true).reading, state(true).pairs], ['Still reading what landed, and when.', []]);
    assert.deepEqual([state(false).reading, state(false).pairs.length], [null, 5]);
  });

  it('says where requests could not be read that it is that, and nothing of the place', () => {
    const report = withoutRequests(goldenReport(now, usualWeeks(12)));
    const of = (failed: boolean) => balanceState(report, new Wording(english, 'en', report.timeZone), false, failed);
    const told = (failed: boolean) => {
      const { word, sentence } = pairOf(of(failed), 'size-review');
      return [word, sentence];
    };
    assert.deepEqual(told(true), ['not known', 'What landed could not be read.']);
    assert.deepEqual(told(false), [
      'not recorded',
      'No requests are known here: they are read where there is a default branch to land on.',
    ]);
    assert.deepEqual(pairOf(of(true), 'lines-churn'), pairOf(of(false), 'lines-churn'));
  });

  it('says what is missing, and rests on nothing then', () => {
    const pair = pairOf(of(usualWeeks(4)), 'lines-churn');
    assert.deepEqual([pair.judged, pair.word, pair.rests], [false, 'not enough', null]);
    assert.match(pair.sentence, /^Needs 3 earlier weeks .*, and has 0\.$/);
  });

  it('draws each side from 0 up to its greatest, which it names', () => {
    const { chart } = pairOf(
      of([...usualWeeks(8), { ...usualWeek, lines: [800, 40] }, ...usualWeeks(3)]),
      'lines-churn',
    );
    assert.ok(chart);
    assert.deepEqual([chart.pace.label, chart.guard.label], ['lines added, up to 800 lines', 'rewritten, up to 10%']);
    assert.deepEqual(chart.pace.values, [...Array(8).fill(0.5), 1, 0.5, 0.5, null]);
    // The two weeks before the running one are too young for churn.
    assert.deepEqual(chart.guard.values, [...Array(8).fill(1), 0.5, null, null, null]);
  });

  it('judges a week that its chart has both sides of, and passes over those that tell too little', () => {
    const few = { ...usualWeek, requests: [{}, {}] };
    const { week, rests, chart } = pairOf(of([...usualWeeks(9), few, few, usualWeek]), 'size-review');
    assert.equal(week, '2026-W44');
    assert.equal(rests, 'Rests on 4 requests, compared with 8 of your weeks before it.');
    assert.equal(chart?.weeks[8]?.week, week);
    // Of two requests a size is no median, and of the running week nothing is drawn.
    for (const { values } of [chart.pace, chart.guard]) assert.deepEqual(values.slice(8), [1, null, null, null]);
  });

  it('draws felt flow on its whole scale, whatever was felt', () => {
    const { chart } = pairOf(of(usualWeeks(12).map(week => ({ ...week, flow: 'rarely' as const }))), 'focus-flow');
    assert.equal(chart?.guard.label, 'felt flow, up to Most days');
    assert.equal(chart.guard.values[0], 0.25);
  });

  it('stays on the ground where nothing was reverted', () => {
    const { chart } = pairOf(of(usualWeeks(12)), 'throughput-failure');
    assert.equal(chart?.guard.label, 'reverted, up to 0');
    // In the five weeks after W42 a landing can still be reverted in time.
    assert.deepEqual(chart.guard.values, [...Array(7).fill(0), ...Array(5).fill(null)]);
  });

  it('draws all pairs over the same weeks, though focus was recorded later', () => {
    const before: WrittenWeek = { commits: 14, lines: [400, 40], requests: [{}] };
    const { pairs } = of([{}, {}, ...Array<WrittenWeek>(4).fill(before), ...usualWeeks(6)]);
    const axes = pairs.map(({ chart }) => chart?.weeks.map(({ week }) => week));
    assert.equal(axes[4]?.length, 10);
    assert.deepEqual(axes, Array(5).fill(axes[0]));
  });

  it('begins with the first week that tells anything, and has at most half a year', () => {
    const late = pairOf(of([...Array<WrittenWeek>(5).fill({}), ...usualWeeks(7)]), 'time-maturity').chart;
    assert.equal(late?.weeks.length, 7);
    assert.equal(pairOf(of(usualWeeks(52)), 'time-maturity').chart?.weeks.length, 26);
    assert.equal(pairOf(of([{ ...usualWeek }, {}]), 'time-maturity').chart, null);
  });

  it('has the same numbers in each table as in its chart', () => {
    for (const { chart } of of(usualWeeks(12)).pairs) {
      assert.ok(chart);
      assert.equal(chart.table.rows.length, chart.weeks.length);
      for (const [index, [week, pace, guard]] of chart.table.rows.entries()) {
        assert.equal(week, chart.weeks[index]?.short);
        assert.equal(pace === '–', chart.pace.values[index] === null);
        assert.equal(guard === '–', chart.guard.values[index] === null);
      }
    }
  });
});
