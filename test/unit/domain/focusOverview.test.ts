import assert from 'node:assert/strict';
import { type FocusOverview, focusOverview, overviewFrom } from '../../../src/domain/focusOverview';
import { type Span, usualThresholds } from '../../../src/domain/span';
import { at, span } from '../../support/spans';

const calendar = { timeZone: 'UTC', dayStartMinutes: 240 };
const question = { calendar, thresholds: usualThresholds, weeks: 9, repository: null };

function overview(now: number, spans: readonly Span[], pausedFrom?: number): FocusOverview {
  const pauses = pausedFrom === undefined ? [] : [{ from: pausedFrom, to: null }];
  const recording = { since: at('00:00', -100), pauses };
  return focusOverview({ spans, recording, damagedLines: 0, foreignFiles: 0 }, { ...question, now });
}

const hour = 3_600_000;

describe('the overview of focus', () => {
  it('counts today from the start of the day, across midnight', () => {
    const night = [span('02:00', '03:00'), span('03:30', '04:30'), span('23:00', '23:30')];
    assert.equal(overview(at('03:50'), night).todayMs, hour + 20 * 60_000);
    assert.equal(overview(at('12:00'), night).todayMs, hour / 2);
    assert.equal(overview(at('01:00', 1), night).todayMs, hour);
    assert.equal(overview(at('04:00', 1), night).todayMs, 0);
  });

  it('has the running week last, and its baseline of those before', () => {
    const weeks = [-7, -14, -21].map(day => span('09:00', '13:00', { day }));
    const { weeks: shown, baseline } = overview(at('12:00'), [...weeks, span('09:00', '10:00')]);
    assert.equal(shown.length, 9);
    assert.equal(shown.at(-1)?.focus.totalMs, hour);
    assert.deepEqual([baseline?.median, baseline?.weeks], [4 * hour, 3]);
  });

  it('rests while it is paused, whatever was recorded', () => {
    const { paused, current } = overview(at('09:31'), [span('09:00', '09:30')], at('09:30'));
    assert.deepEqual([paused, current], [true, { state: 'resting', blockMs: 0 }]);
  });

  it('needs the journal from a day before its first week on', () => {
    assert.equal(overviewFrom({ ...question, now: at('12:00'), weeks: 1 }), at('04:00', -1));
  });
});
