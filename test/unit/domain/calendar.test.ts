import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  type Calendar,
  dayBoundsOf,
  dayOf,
  formatDayStart,
  hourOf,
  isTimeZone,
  lastDayOf,
  parseDay,
  parseDayStart,
  parseUntil,
  weekIndex,
  weekOf,
  weeksUpTo,
} from '../../../src/domain/calendar';

const hourMs = 3_600_000;
const calendar = (timeZone: string, dayStart = '04:00'): Calendar => ({
  timeZone,
  dayStartMinutes: parseDayStart(dayStart) ?? Number.NaN,
});

describe('calendar', () => {
  describe('weekOf', () => {
    // [instant, zone, day start, week, from, hours in it]
    const cases: [string, string, string, string, string, number][] = [
      ['2026-10-08T12:00Z', 'UTC', '04:00', '2026-W41', '2026-10-05T04:00Z', 168],
      // The last millisecond before the day start, and the first after it.
      ['2026-10-05T03:59:59.999Z', 'UTC', '04:00', '2026-W40', '2026-09-28T04:00Z', 168],
      ['2026-10-05T04:00Z', 'UTC', '04:00', '2026-W41', '2026-10-05T04:00Z', 168],
      ['2026-10-05T00:00Z', 'UTC', '00:00', '2026-W41', '2026-10-05T00:00Z', 168],
      // The week that holds 1 January belongs to the year of its Thursday.
      ['2021-01-03T12:00Z', 'UTC', '04:00', '2020-W53', '2020-12-28T04:00Z', 168],
      ['2021-01-04T12:00Z', 'UTC', '04:00', '2021-W01', '2021-01-04T04:00Z', 168],
      ['2024-12-30T12:00Z', 'UTC', '04:00', '2025-W01', '2024-12-30T04:00Z', 168],
      ['2027-01-01T12:00Z', 'UTC', '04:00', '2026-W53', '2026-12-28T04:00Z', 168],
      // Before 1970.
      ['1969-12-31T12:00Z', 'UTC', '04:00', '1970-W01', '1969-12-29T04:00Z', 168],
      // Berlin: clocks go on at Sunday 29 March 2026, back at Sunday 25 October 2026.
      ['2026-03-25T12:00Z', 'Europe/Berlin', '04:00', '2026-W13', '2026-03-23T03:00Z', 167],
      ['2026-10-20T12:00Z', 'Europe/Berlin', '04:00', '2026-W43', '2026-10-19T02:00Z', 169],
      // Half an hour: Lord Howe, back on Sunday 5 April 2026.
      ['2026-04-01T12:00Z', 'Australia/Lord_Howe', '04:00', '2026-W14', '2026-03-29T17:00Z', 168.5],
      // Skipped day start: Tehran put its clocks on at Monday 22 March 2021, 00:00 to 01:00 (UTC+4:30).
      ['2021-03-22T12:00Z', 'Asia/Tehran', '00:00', '2021-W12', '2021-03-21T20:30Z', 167],
      ['2021-03-22T12:00Z', 'Asia/Tehran', '00:30', '2021-W12', '2021-03-21T21:00Z', 167],
      ['2021-03-21T20:59Z', 'Asia/Tehran', '00:30', '2021-W11', '2021-03-14T21:00Z', 168],
      // A whole day that never was: Samoa had no Friday 30 December 2011.
      ['2011-12-29T12:00Z', 'Pacific/Apia', '04:00', '2011-W52', '2011-12-26T14:00Z', 144],
      // Far from Greenwich on both sides.
      ['2026-10-04T13:59Z', 'Pacific/Kiritimati', '04:00', '2026-W40', '2026-09-27T14:00Z', 168],
      ['2026-10-04T14:00Z', 'Pacific/Kiritimati', '04:00', '2026-W41', '2026-10-04T14:00Z', 168],
      ['2026-10-05T15:00Z', 'Pacific/Pago_Pago', '04:00', '2026-W41', '2026-10-05T15:00Z', 168],
    ];
    for (const [instant, zone, dayStart, week, from, hours] of cases) {
      it(`${instant} in ${zone}, days from ${dayStart}: ${week}`, () => {
        const start = Date.parse(from);
        assert.deepEqual(weekOf(Date.parse(instant), calendar(zone, dayStart)), {
          week,
          from: start,
          to: start + hours * hourMs,
        });
      });
    }

    it('refuses an unknown zone', () => {
      assert.throws(() => weekOf(0, calendar('Europe/Atlantis')), RangeError);
    });

    const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Pacific/Apia', 'Asia/Tehran'];
    const anyCalendar = fc.record({
      timeZone: fc.constantFrom(...zones),
      dayStartMinutes: fc.integer({ min: 0, max: 1439 }),
    });
    const anyInstant = fc.integer({ min: Date.parse('1975-01-01'), max: Date.parse('2035-01-01') });

    it('holds its instant, and touches the weeks beside it', () => {
      fc.assert(
        fc.property(anyInstant, anyCalendar, (instant, any) => {
          const span = weekOf(instant, any);
          assert.ok(span.from <= instant && instant < span.to);
          assert.deepEqual(weekOf(span.from, any), span);
          assert.deepEqual(weekOf(span.to - 1, any), span);
          assert.equal(weekOf(span.to, any).from, span.to);
          assert.equal(weekOf(span.from - 1, any).to, span.from);
        }),
        { numRuns: 200 },
      );
    });

    it('is the same by index in a row of weeks', () => {
      fc.assert(
        fc.property(anyInstant, fc.integer({ min: 1, max: 60 }), fc.nat(70 * 7 * 24), anyCalendar, (now, n, h, any) => {
          const weeks = weeksUpTo(now, n, any);
          assert.equal(weeks.length, n);
          assert.deepEqual(weeks.at(-1), weekOf(now, any));
          for (const [i, week] of weeks.entries()) if (i > 0) assert.equal(week.from, weeks[i - 1]?.to);
          const instant = now - h * hourMs;
          const found = weeks[weekIndex(weeks, instant)];
          if (found) assert.deepEqual(found, weekOf(instant, any));
          else assert.ok(instant < (weeks[0]?.from ?? 0));
        }),
        { numRuns: 50 },
      );
    });
  });

  describe('dayOf', () => {
    for (const [instant, zone, from, to] of [
      ['2026-10-08T12:00Z', 'UTC', '2026-10-08T04:00Z', '2026-10-09T04:00Z'],
      ['2026-10-08T03:59Z', 'UTC', '2026-10-07T04:00Z', '2026-10-08T04:00Z'],
      ['2026-10-12T03:59Z', 'UTC', '2026-10-11T04:00Z', '2026-10-12T04:00Z'],
      ['2026-10-25T12:00Z', 'Europe/Berlin', '2026-10-25T03:00Z', '2026-10-26T03:00Z'],
      ['2026-10-24T12:00Z', 'Europe/Berlin', '2026-10-24T02:00Z', '2026-10-25T03:00Z'],
      // After Thursday comes Saturday.
      ['2011-12-30T15:00Z', 'Pacific/Apia', '2011-12-30T14:00Z', '2011-12-31T14:00Z'],
    ] as const) {
      it(`of ${instant} in ${zone} is from ${from} to ${to}`, () => {
        assert.deepEqual(dayOf(Date.parse(instant), calendar(zone)), { from: Date.parse(from), to: Date.parse(to) });
      });
    }
  });

  describe('lastDayOf', () => {
    for (const [instant, zone, dayStart, lastDay] of [
      // Not the Monday on which it ends.
      ['2026-11-18T12:00Z', 'UTC', '04:00', '2026-11-22T04:00Z'],
      ['2026-11-18T12:00Z', 'UTC', '00:00', '2026-11-22T00:00Z'],
      ['2026-10-20T12:00Z', 'Europe/Berlin', '04:00', '2026-10-25T03:00Z'],
    ] as const) {
      it(`of the week of ${instant} in ${zone}, days from ${dayStart}, is ${lastDay}`, () => {
        const any = calendar(zone, dayStart);
        assert.equal(lastDayOf(weekOf(Date.parse(instant), any), any), Date.parse(lastDay));
      });
    }
  });

  describe('dayBoundsOf', () => {
    // [instant of the week, zone, day start, hours of its days]
    const cases: [string, string, string, number[]][] = [
      ['2026-10-08T12:00Z', 'UTC', '04:00', [24, 24, 24, 24, 24, 24, 24]],
      ['2026-10-08T12:00Z', 'Asia/Kathmandu', '04:00', [24, 24, 24, 24, 24, 24, 24]],
      // Clocks change at 02:00 or 03:00 on Sunday: before the day start it is Saturday's hour.
      ['2026-03-25T12:00Z', 'Europe/Berlin', '04:00', [24, 24, 24, 24, 24, 23, 24]],
      ['2026-03-25T12:00Z', 'Europe/Berlin', '00:00', [24, 24, 24, 24, 24, 24, 23]],
      ['2026-10-20T12:00Z', 'Europe/Berlin', '04:00', [24, 24, 24, 24, 24, 25, 24]],
      ['2026-10-20T12:00Z', 'Europe/Berlin', '00:00', [24, 24, 24, 24, 24, 24, 25]],
      // The day start is skipped on Sunday, and comes twice.
      ['2026-03-25T12:00Z', 'Europe/Berlin', '02:30', [24, 24, 24, 24, 24, 24, 23]],
      ['2026-10-20T12:00Z', 'Europe/Berlin', '02:30', [24, 24, 24, 24, 24, 24, 25]],
      ['2026-04-01T12:00Z', 'Australia/Lord_Howe', '00:00', [24, 24, 24, 24, 24, 24, 24.5]],
      ['2021-03-22T12:00Z', 'Asia/Tehran', '00:00', [23, 24, 24, 24, 24, 24, 24]],
      // No Friday.
      ['2011-12-29T12:00Z', 'Pacific/Apia', '04:00', [24, 24, 24, 24, 0, 24, 24]],
    ];
    for (const [instant, zone, dayStart, hours] of cases) {
      it(`of the week of ${instant} in ${zone}, days from ${dayStart}: ${hours.join(', ')} hours`, () => {
        const any = calendar(zone, dayStart);
        const week = weekOf(Date.parse(instant), any);
        const bounds = dayBoundsOf(week, any);
        assert.equal(bounds[0], week.from);
        assert.equal(bounds.at(-1), week.to);
        assert.deepEqual(
          bounds.slice(1).map((to, day) => (to - (bounds[day] ?? 0)) / hourMs),
          hours,
        );
      });
    }
  });

  for (const [instant, zone, hour] of [
    ['2026-10-08T12:59:59.999Z', 'UTC', 12],
    ['2026-10-08T00:00Z', 'UTC', 0],
    // Five hours and three quarters on.
    ['2026-10-08T18:14Z', 'Asia/Kathmandu', 23],
    ['2026-10-08T18:15Z', 'Asia/Kathmandu', 0],
    ['2026-03-29T00:59Z', 'Europe/Berlin', 1],
    ['2026-03-29T01:00Z', 'Europe/Berlin', 3],
    // The hour that comes twice.
    ['2026-10-25T00:30Z', 'Europe/Berlin', 2],
    ['2026-10-25T01:30Z', 'Europe/Berlin', 2],
    ['1969-12-31T23:30Z', 'America/New_York', 18],
  ] as const) {
    it(`clocks in ${zone} show the hour ${hour} at ${instant}`, () => {
      assert.equal(hourOf(Date.parse(instant), calendar(zone)), hour);
    });
  }

  it('finds no week outside the row', () => {
    const weeks = weeksUpTo(Date.parse('2026-10-08T12:00Z'), 2, calendar('UTC'));
    assert.deepEqual(
      weeks.map(w => w.week),
      ['2026-W40', '2026-W41'],
    );
    assert.equal(weekIndex(weeks, Date.parse('2026-09-28T03:59Z')), -1);
    assert.equal(weekIndex(weeks, Date.parse('2026-09-28T04:00Z')), 0);
    assert.equal(weekIndex(weeks, Date.parse('2026-10-12T03:59:59.999Z')), 1);
    assert.equal(weekIndex(weeks, Date.parse('2026-10-12T04:00Z')), -1);
    assert.equal(weekIndex([], 0), -1);
  });

  for (const [name, known] of [
    ['Europe/Berlin', true],
    ['UTC', true],
    ['America/Argentina/Buenos_Aires', true],
    ['Europe/Atlantis', false],
    ['+02:00', false],
    ['', false],
    ['04:00', false],
  ] as const) {
    it(`${JSON.stringify(name)} is ${known ? 'a' : 'no'} time zone`, () => assert.equal(isTimeZone(name), known));
  }

  for (const [text, minutes] of [
    ['00:00', 0],
    ['04:00', 240],
    ['23:59', 1439],
    ['24:00', null],
    ['4:00', null],
    ['04:60', null],
    ['04:00:00', null],
    ['', null],
  ] as const) {
    it(`day start ${JSON.stringify(text)} is ${minutes}`, () => {
      assert.equal(parseDayStart(text), minutes);
      if (minutes !== null) assert.equal(formatDayStart(minutes), text);
    });
  }

  for (const [text, iso] of [
    ['2026-11-03', '2026-11-04T03:00:00.000Z'],
    // The day after it has its own offset: clocks go back on 25 October.
    ['2026-10-24', '2026-10-25T03:00:00.000Z'],
    ['2026-12-31', '2027-01-01T03:00:00.000Z'],
    ['2026-11-03T18:00Z', '2026-11-03T18:00:00.000Z'],
    ['2026-11-03T18:00:30.5+02:00', '2026-11-03T16:00:30.500Z'],
    ['2026-11-03t18:00z', '2026-11-03T18:00:00.000Z'],
    ['2026-11-03T18:00', '2026-11-03T17:00:00.000Z'],
    ['2026-02-30', null],
    ['2026-11-03T25:00Z', null],
    ['2026-11-03T25:00', null],
    ['3 November', null],
    ['2026', null],
    ['', null],
  ] as const) {
    it(`until ${JSON.stringify(text)} in Berlin is ${iso}`, () => {
      const until = parseUntil(text, calendar('Europe/Berlin'));
      assert.equal(until === null ? null : new Date(until).toISOString(), iso);
    });
  }

  for (const [text, iso] of [
    ['2026-11-03', '2026-11-03T03:00:00.000Z'],
    ['2026-07-01', '2026-07-01T02:00:00.000Z'],
    ['2026-02-30', null],
    ['2026-11-03T18:00Z', null],
    ['2026-11', null],
    ['', null],
  ] as const) {
    it(`the day ${JSON.stringify(text)} in Berlin starts at ${iso}`, () => {
      const start = parseDay(text, calendar('Europe/Berlin'));
      assert.equal(start === null ? null : new Date(start).toISOString(), iso);
    });
  }
});
