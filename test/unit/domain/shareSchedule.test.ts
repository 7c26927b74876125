import assert from 'node:assert/strict';
import { weekNumberOf, weekToShareAt, windowsOf } from '../../../src/domain/shareSchedule';

describe('the schedule of a shared week', () => {
  it('begins on the Monday after it, at midnight UTC', () => {
    const at = (time: string) => Date.parse(time);
    assert.deepEqual(windowsOf('2026-W47'), {
      joinFrom: at('2026-11-23T00:00Z'),
      joinUntil: at('2026-11-25T00:00Z'),
      freezeFrom: at('2026-11-25T06:00Z'),
      sumUntil: at('2026-11-28T00:00Z'),
      graceUntil: at('2026-12-14T00:00Z'),
      removeFrom: at('2026-12-19T00:00Z'),
      giveUpAt: at('2027-01-18T00:00Z'),
    });
  });

  const mondays = [
    ['2020-W53', '2021-01-04'],
    ['2021-W01', '2021-01-11'],
    ['2024-W52', '2024-12-30'],
    ['2025-W01', '2025-01-06'],
    ['2026-W01', '2026-01-05'],
    ['2026-W53', '2027-01-04'],
    ['2027-W01', '2027-01-11'],
  ] as const;
  for (const [week, monday] of mondays) {
    it(`joins ${week} from ${monday} on`, () => {
      const from = Date.parse(`${monday}T00:00Z`);
      assert.equal(windowsOf(week).joinFrom, from);
      assert.equal(weekToShareAt(from), week);
      assert.equal(weekToShareAt(from + 7 * 86_400_000 - 1), week);
      assert.notEqual(weekToShareAt(from - 1), week);
    });
  }

  it('counts the weeks of a year', () => assert.deepEqual(['2026-W04', '2026-W53'].map(weekNumberOf), [4, 53]));
});
