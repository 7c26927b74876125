import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Calendar, weeksUpTo } from '../../../src/domain/calendar';
import { focusBlocks } from '../../../src/domain/focusBlocks';
import type { Recording } from '../../../src/domain/journal';
import type { WeekFocus } from '../../../src/domain/report';
import { type Span, usualThresholds } from '../../../src/domain/span';
import { countsForFocus, type FocusOfWeek, focusBaselineOf, weeklyFocus } from '../../../src/domain/weeklyFocus';
import { at, minutes, monday, span } from '../../support/spans';

const hourMs = minutes(60);
const utc: Calendar = { timeZone: 'UTC', dayStartMinutes: 240 };

interface Asked {
  readonly now?: number;
  readonly weeks?: number;
  readonly calendar?: Calendar;
  readonly recording?: Recording;
  readonly repository?: string | null;
}

/** The weeks up to that of 2 November 2026, which is over, recorded for long. */
function weeksOf(spans: readonly Span[], asked: Asked = {}): (FocusOfWeek | null)[] {
  const { now = at('04:00', 7) - 1000, weeks = 1, calendar = utc, repository = null } = asked;
  const { recording = { since: monday - 400 * 24 * hourMs, pauses: [] } } = asked;
  const blocks = focusBlocks(spans, usualThresholds, { now, recording });
  return weeklyFocus(blocks, spans, { weeks: weeksUpTo(now, weeks, calendar), calendar, now, recording, repository });
}

function weekOf(spans: readonly Span[], asked: Asked = {}): WeekFocus {
  const focus = weeksOf(spans, asked).at(-1)?.focus;
  assert.ok(focus);
  return focus;
}

/** `09:00-09:10` for each stretch of work on a day, with VS Code left in between. */
const work = (day: number, ...stretches: string[]): Span[] =>
  stretches.map(stretch => {
    const [from = '', to = ''] = stretch.split('-');
    return span(from, to, { day, unfocusedAt: to });
  });

describe('focus by week', () => {
  it('of a week without any is nought, not unknown', () => {
    const byCategory = { generated: 0, tests: 0, docs: 0, config: 0, logic: 0, other: 0 };
    assert.deepEqual(weekOf([]), {
      totalMs: 0,
      deepMs: 0,
      blocks: 0,
      deepBlocks: 0,
      longestMs: 0,
      interruptions: { away: 0, idle: 0, sleep: 0 },
      resumptionLagMs: null,
      resumptions: 0,
      perHour: null,
      byCategory,
      repositoryMs: 0,
      deepStartsByHour: Array.from({ length: 24 }, () => 0),
      days: [0, 0, 0, 0, 0, 0, 0],
      typed: 0,
      inserted: 0,
      recordedFrom: null,
      pausedMs: 0,
    });
  });

  describe('day and week', () => {
    it('sums blocks up, tells the deep ones and the longest', () => {
      const focus = weekOf([...work(0, '09:00-09:20', '10:00-10:30'), ...work(3, '10:00-11:00')]);
      assert.equal(focus.totalMs, minutes(110));
      assert.equal(focus.deepMs, minutes(90));
      assert.deepEqual([focus.blocks, focus.deepBlocks, focus.longestMs], [3, 2, minutes(60)]);
      assert.deepEqual(focus.days, [50, 0, 0, 60, 0, 0, 0].map(minutes));
    });

    it('gives work after midnight to the evening before', () => {
      const focus = weekOf(work(1, '23:30-24:30', '27:00-27:10', '28:00-28:05'));
      assert.deepEqual(focus.days, [0, 70, 5, 0, 0, 0, 0].map(minutes));
    });

    it('splits time at the start of a day and of a week; counts stay where a block began', () => {
      const spans = [...work(-1, '27:00-29:00'), ...work(1, '27:30-28:30'), ...work(6, '27:50-28:20')];
      const [before, week, after] = weeksOf(spans, { weeks: 3, now: at('12:00', 7) });
      assert.deepEqual(
        [before, week, after].map(told => told && [told.focus.totalMs, told.focus.deepMs].map(ms => ms / minutes(1))),
        [
          [60, 60],
          [130, 130],
          [20, 20],
        ],
      );
      assert.deepEqual(week?.focus.days, [60, 30, 30, 0, 0, 0, 10].map(minutes));
      assert.deepEqual(
        [before, week, after].map(told => [told?.focus.blocks, told?.focus.deepBlocks, told?.focus.longestMs]),
        [
          [1, 1, minutes(120)],
          [2, 2, minutes(60)],
          [0, 0, 0],
        ],
      );
      assert.deepEqual(
        week?.blocks.map(({ start }) => start),
        [at('27:30', 1), at('27:50', 6)],
      );
    });

    it('gives a block that begins with the week to it, even one of no length', () => {
      const spans = [...work(-1, '27:00-28:00'), ...work(7, '04:00-04:00')];
      const weeks = weeksOf(spans, { weeks: 3, now: at('12:00', 7) });
      assert.deepEqual(
        weeks.map(week => [week?.focus.blocks, week?.focus.totalMs]),
        [
          [1, minutes(60)],
          [0, 0],
          [1, 0],
        ],
      );
      const begun = weeksOf(work(0, '04:00-04:10'), { weeks: 2 });
      assert.deepEqual(
        begun.map(week => week?.blocks.length),
        [0, 1],
      );
    });

    it('tells in which hours of the clock deep blocks begin', () => {
      const spans = [...work(0, '08:59-09:30', '14:00-14:30'), ...work(2, '09:59-11:30', '12:00-12:24')];
      const byHour = (calendar: Calendar) =>
        weekOf(spans, { calendar, now: at('20:00', 6) }).deepStartsByHour.flatMap((count, hour) =>
          count > 0 ? [[hour, count]] : [],
        );
      assert.deepEqual(byHour(utc), [
        [8, 1],
        [9, 1],
        [14, 1],
      ]);
      // Five hours and three quarters on.
      assert.deepEqual(byHour({ ...utc, timeZone: 'Asia/Kathmandu' }), [
        [14, 1],
        [15, 1],
        [19, 1],
      ]);
    });

    it('counts up to now in the week that goes on', () => {
      const focus = weekOf([span('09:00', '10:00', { typed: 5 }), span('11:00', '12:00', { typed: 7 })], {
        now: at('09:40'),
      });
      assert.deepEqual([focus.totalMs, focus.blocks, focus.typed], [minutes(40), 1, 5]);
    });

    it('adds up what was typed and put in, by where a span starts', () => {
      const spans = [
        span('03:59', '04:10', { typed: 100, inserted: 1000 }),
        span('04:05', '04:20', { typed: 20, inserted: 3 }),
        span('09:00', '09:10', { day: 6, typed: 4, inserted: 30 }),
      ];
      const told = weeksOf(spans, { weeks: 2 }).map(week => week && [week.focus.typed, week.focus.inserted]);
      assert.deepEqual(told, [
        [100, 1000],
        [24, 33],
      ]);
    });
  });

  describe('interruptions', () => {
    it('count by cause, a break and a pause do not', () => {
      const focus = weekOf([
        span('09:00', '09:10', { unfocusedAt: '09:10' }),
        span('09:20', '09:30'),
        span('09:40', '09:50', { ended: 'sleep', focusedFrom: '09:20' }),
        span('10:00', '10:10', { ended: 'paused' }),
        span('10:20', '10:30', { unfocusedAt: '10:30' }),
        span('12:00', '12:10', { unfocusedAt: '12:10' }),
        span('12:20', '12:24', { unfocusedAt: '12:24' }),
        span('12:30', '12:40'),
      ]);
      assert.deepEqual(focus.interruptions, { away: 2, idle: 1, sleep: 1 });
    });

    it('count in the week in which the interrupted block began', () => {
      const spans = [...work(-1, '27:40-28:10'), ...work(0, '04:20-04:30')];
      assert.deepEqual(
        weeksOf(spans, { weeks: 2 }).map(week => week?.focus.interruptions.away),
        [1, 0],
      );
    });
  });

  describe('fragmentation', () => {
    // Each block of ten minutes but the last is interrupted.
    const blocks = (count: number, length: string[] = []) => [
      ...work(0, ...Array.from({ length: count }, (_, i) => `09:${i * 15}-09:${i * 15 + 10}`)),
      ...work(1, ...length),
    ];
    it('is interruptions for each hour of focus', () => {
      // 60 + 90 minutes.
      assert.equal(weekOf(blocks(6, ['09:00-10:30'])).perHour, 5 / 2.5);
    });

    it('takes two hours', () => {
      assert.equal(weekOf(blocks(6, ['09:00-10:00'])).perHour, 2.5);
      assert.equal(weekOf(blocks(6, ['09:00-09:59:59'])).perHour, null);
    });

    it('may be none', () => {
      assert.equal(weekOf(work(0, '09:00-11:00')).perHour, 0);
    });
  });

  describe('resumption lag', () => {
    /** A block of ten minutes, and for each lag an interruption, and work that many seconds after the return from it. */
    const resumed = (lags: readonly (number | null)[]) => [
      ...work(0, '09:00-09:10'),
      ...lags.map((firstWork, i) => {
        const to = `09:${i * 15 + 25}`;
        const counts = firstWork === null ? { read: 1 } : { edit: 1 };
        return span(`09:${i * 15 + 15}`, to, { unfocusedAt: to, firstWork, counts });
      }),
    ];

    it('is the median over the returns from an interruption', () => {
      const { resumptionLagMs, resumptions } = weekOf(resumed([40, 10, 300, 20, 30]));
      assert.deepEqual([resumptionLagMs, resumptions], [30_000, 5]);
      assert.equal(weekOf(resumed([40, 10, 300, 20, 30, 50])).resumptionLagMs, 35_000);
    });

    it('takes five that came to work', () => {
      const { resumptionLagMs, resumptions } = weekOf(resumed([40, 10, null, 20, 30]));
      assert.deepEqual([resumptionLagMs, resumptions], [null, 4]);
    });

    it('leaves breaks, pauses and short blocks out', () => {
      const spans = [
        ...work(0, '09:00-09:10', '10:10:01-10:20', '10:30-10:34', '10:40-10:50'),
        span('11:00', '11:10', { ended: 'paused' }),
        span('11:20', '11:30'),
      ];
      // Resumed after an interruption: 10:30 and 11:00.
      assert.equal(weekOf(spans).resumptions, 2);
    });

    it('counts in the week in which the resumed block began', () => {
      const spans = [...work(-1, '27:40-27:55'), ...work(0, '04:20-04:30')];
      assert.deepEqual(
        weeksOf(spans, { weeks: 2 }).map(week => week?.focus.resumptions),
        [0, 1],
      );
      assert.equal(weekOf(spans).resumptions, 1);
    });
  });

  it('tells the inner loop from the outer: focus by category, and in one repository', () => {
    const spans = [
      span('03:50', '04:10', { context: { repository: 'a', category: 'logic' } }),
      span('04:10', '04:30', { context: { repository: 'a', category: 'tests' } }),
      span('04:30', '04:35', { context: { repository: 'b', category: 'logic' } }),
      span('04:35', '04:38', { context: { category: null } }),
    ];
    const focus = weekOf(spans, { repository: 'a' });
    assert.deepEqual(focus.byCategory, {
      generated: 0,
      tests: minutes(20),
      docs: 0,
      config: 0,
      logic: minutes(15),
      other: minutes(3),
    });
    assert.equal(focus.repositoryMs, minutes(30));
    assert.equal(weekOf(spans, { repository: 'c' }).repositoryMs, 0);
    assert.equal(weekOf(spans).repositoryMs, 0);
  });

  describe('coverage', () => {
    const recordedFrom = (since: number | null, spans: Span[] = []) =>
      weeksOf(spans, { weeks: 3, recording: { since, pauses: [] } }).map(week => week?.focus.recordedFrom);

    it('knows nothing of weeks before the recording, and says where it began in one', () => {
      const thursday = at('09:00', 3);
      assert.deepEqual(recordedFrom(thursday), [undefined, undefined, '2026-11-05T09:00:00.000Z']);
      assert.deepEqual(recordedFrom(at('04:00')), [undefined, undefined, null]);
      assert.deepEqual(recordedFrom(at('03:59:59')), [undefined, '2026-11-02T03:59:59.000Z', null]);
      assert.deepEqual(recordedFrom(0), [null, null, null]);
    });

    it('takes the first span for its begin where that is not known', () => {
      assert.deepEqual(weeksOf([], { weeks: 2, recording: { since: null, pauses: [] } }), [null, null]);
      assert.deepEqual(recordedFrom(null, work(3, '10:00-10:10', '09:00-09:10')), [
        undefined,
        undefined,
        '2026-11-05T09:00:00.000Z',
      ]);
    });

    it('says how long it was paused, up to now', () => {
      const pauses = [
        { from: at('03:00'), to: at('05:00') },
        { from: at('12:00', 1), to: at('12:30', 1) },
        { from: at('12:00', 2), to: null },
      ];
      assert.equal(weekOf([], { now: at('13:00', 2), recording: { since: 0, pauses } }).pausedMs, 2.5 * hourMs);
      const weeks = weeksOf([], { now: at('13:00', 8), weeks: 2, recording: { since: 0, pauses } });
      assert.deepEqual(
        weeks.map(week => week && week.focus.pausedMs / hourMs),
        [1 + 0.5 + 112, 24 + 9],
      );
    });
  });

  describe('baseline', () => {
    const { week, ...rest } = weeksOf(work(0, '09:00-11:00'))[0] as FocusOfWeek;
    const weekWith = (focus: Partial<WeekFocus>): FocusOfWeek => ({
      ...rest,
      week,
      focus: { ...rest.focus, ...focus },
    });
    for (const [situation, told, now, counts] of [
      ['over, and with two hours', weekWith({}), week.to, true],
      ['not over', weekWith({}), week.to - 1, false],
      ['less than two hours', weekWith({ totalMs: 2 * hourMs - 1 }), week.to, false],
      ['Eddy came within it', weekWith({ recordedFrom: '2026-11-05T09:00:00.000Z' }), week.to, false],
      ['a fifth of it paused', weekWith({ pausedMs: 33.6 * hourMs }), week.to, true],
      ['more than a fifth of it paused', weekWith({ pausedMs: 33.6 * hourMs + 1 }), week.to, false],
    ] as const) {
      it(`${situation}: ${counts ? 'counts' : 'does not count'}`, () => {
        assert.equal(countsForFocus(told, now), counts);
      });
    }

    it('rests on the weeks before that count', () => {
      const before = [3, null, 5, 1, 4].map(hours => (hours === null ? null : weekWith({ totalMs: hours * hourMs })));
      assert.deepEqual(focusBaselineOf(before, week.to), {
        median: 4 * hourMs,
        deviation: hourMs,
        least: 3 * hourMs,
        greatest: 5 * hourMs,
        weeks: 3,
      });
      assert.equal(focusBaselineOf(before.slice(1), week.to), null);
    });
  });

  describe('of any days', () => {
    // Weeks in which clocks go on or back, and in which none do; a zone that is no whole hours off.
    const anyWeek = fc.constantFrom(
      { timeZone: 'Europe/Berlin', now: Date.UTC(2026, 3, 6) },
      { timeZone: 'Europe/Berlin', now: Date.UTC(2026, 10, 3) },
      { timeZone: 'Australia/Lord_Howe', now: Date.UTC(2026, 3, 8) },
      { timeZone: 'Asia/Kathmandu', now: Date.UTC(2026, 6, 1) },
      { timeZone: 'Pacific/Apia', now: Date.UTC(2012, 0, 5) },
    );
    const anySpans = (now: number) =>
      fc.array(
        fc
          .record({ ago: fc.nat(20 * 24 * 60), length: fc.nat(300), logic: fc.boolean() })
          .map(({ ago, length, logic }): Span => {
            const start = now - minutes(ago);
            const end = start + minutes(length);
            const context = {
              repository: 'a',
              branch: null,
              language: null,
              category: logic ? 'logic' : null,
            } as const;
            return { ...span('00:00', '00:00'), start, last: end, end, focusedFrom: start, context };
          }),
        { maxLength: 30 },
      );

    it('days add up to weeks, and weeks to all there is', () => {
      const anything = anyWeek.chain(week => fc.tuple(fc.constant(week), anySpans(week.now), fc.nat(1439)));
      fc.assert(
        fc.property(anything, ([{ timeZone, now }, spans, dayStartMinutes]) => {
          const calendar = { timeZone, dayStartMinutes };
          const recording = { since: 0, pauses: [] };
          const weeks = weeksOf(spans, { now, weeks: 5, calendar, recording, repository: 'a' });
          const blocks = focusBlocks(spans, usualThresholds, { now, recording });
          const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);
          for (const week of weeks) {
            assert.ok(week);
            const { totalMs, days, byCategory, repositoryMs, deepMs, deepStartsByHour, deepBlocks } = week.focus;
            assert.equal(sum(days), totalMs);
            assert.equal(days.length, 7);
            assert.equal(sum(Object.values(byCategory)), totalMs);
            assert.equal(repositoryMs, totalMs);
            assert.ok(deepMs <= totalMs);
            assert.equal(sum(deepStartsByHour), deepBlocks);
          }
          assert.equal(sum(weeks.map(week => week?.focus.totalMs ?? 0)), sum(blocks.map(one => one.end - one.start)));
          assert.deepEqual(
            weeks.flatMap(week => week?.blocks ?? []),
            blocks,
          );
        }),
        { numRuns: 200 },
      );
    });
  });

  it('gives the day on which clocks change the hours it has', () => {
    const berlin = { timeZone: 'Europe/Berlin', dayStartMinutes: 0 };
    // From before the Saturday to after the Sunday, without a break.
    const around = (sunday: number): Span[] => {
      const [start, end] = [sunday - 36 * hourMs, sunday + 48 * hourMs];
      return [{ ...span('00:00', '00:00'), start, last: end, end, focusedFrom: start }];
    };
    const daysOf = (sunday: number) =>
      weeksOf(around(sunday), {
        now: sunday + 3 * 24 * hourMs,
        weeks: 2,
        calendar: berlin,
        recording: { since: 0, pauses: [] },
      })[0]?.focus.days.map(ms => ms / hourMs);
    assert.deepEqual(daysOf(Date.UTC(2026, 2, 28, 23)), [0, 0, 0, 0, 12, 24, 23]);
    assert.deepEqual(daysOf(Date.UTC(2026, 9, 24, 22)), [0, 0, 0, 0, 12, 24, 25]);
  });
});
