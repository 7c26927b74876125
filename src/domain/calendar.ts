// The function API of temporal-polyfill: 23 KB minified in a bundle, where its classes take 55 KB.
import * as Instant from 'temporal-polyfill/fns/Instant';
import * as PlainDate from 'temporal-polyfill/fns/PlainDate';
import * as PlainTime from 'temporal-polyfill/fns/PlainTime';
import * as ZonedDateTime from 'temporal-polyfill/fns/ZonedDateTime';

/** How a person's time is cut into days and weeks. */
export interface Calendar {
  /** IANA name that {@link isTimeZone} accepts. */
  readonly timeZone: string;
  /** Minutes after midnight at which a day starts, 0 to 1439: work before it belongs to the day before. */
  readonly dayStartMinutes: number;
}

/** One week: `from` and `to` are epoch milliseconds, `to` is exclusive and the next week's `from`. */
export interface WeekSpan {
  /** ISO 8601 week of its Monday, `2026-W41`. */
  readonly week: string;
  readonly from: number;
  readonly to: number;
}

/**
 * The ISO 8601 week that holds an instant (epoch ms), from Monday at the day start to the next. Weeks leave no gaps and
 * never overlap: where daylight saving skips the day start it is as much later, where it comes twice the first counts
 * (RFC 5545, and Temporal's `compatible`).
 * @throws {RangeError} for an unknown time zone or an instant outside what Temporal can hold.
 */
export function weekOf(instant: number, calendar: Calendar): WeekSpan {
  return weekFrom(mondayOf(instant, calendar), calendar);
}

/** The `count` weeks (at least 1) up to the one that holds `now`, oldest first. */
export function weeksUpTo(now: number, count: number, calendar: Calendar): WeekSpan[] {
  const last = mondayOf(now, calendar);
  return Array.from({ length: count }, (_, i) => weekFrom(PlainDate.subtractWeeks(last, count - 1 - i), calendar));
}

/** That of a report. */
export function calendarOf({ timeZone, dayStart }: { timeZone: string; dayStart: string }): Calendar {
  return { timeZone, dayStartMinutes: parseDayStart(dayStart) ?? 0 };
}

/** A week as a report tells it, in ISO 8601. */
export const spanOfWeek = ({ week, from, to }: { week: string; from: string; to: string }): WeekSpan => ({
  week,
  from: Date.parse(from),
  to: Date.parse(to),
});

/**
 * The eight instants (epoch ms) that bound the seven days of one of the calendar's weeks, from its `from` to its `to`.
 * Days are as long as daylight saving makes them; one that a time zone left out has no length.
 */
export function dayBoundsOf(week: WeekSpan, calendar: Calendar): number[] {
  const key = `${calendar.timeZone} ${calendar.dayStartMinutes} ${week.from}`;
  const known = knownBounds.get(key);
  if (known) return [...known];
  if (knownBounds.size >= mostKnownBounds) knownBounds.clear();
  const bounds = boundsOf(week, calendar);
  knownBounds.set(key, bounds);
  return [...bounds];
}

/** When the last of a week's seven days starts (epoch ms); the week itself ends on the Monday after, at the day start. */
export function lastDayOf(week: WeekSpan, calendar: Calendar): number {
  return dayBoundsOf(week, calendar)[6] ?? week.to - 1;
}

function boundsOf(week: WeekSpan, calendar: Calendar): number[] {
  const monday = mondayOf(week.from, calendar);
  return Array.from({ length: 8 }, (_, day) => dayStartOf(PlainDate.addDays(monday, day), calendar));
}

/** They are asked for again and again, and a time zone takes its time. */
const knownBounds = new Map<string, readonly number[]>();
const mostKnownBounds = 1000;

/** The day that holds an instant; epoch milliseconds, `to` is exclusive. */
export function dayOf(instant: number, calendar: Calendar): { readonly from: number; readonly to: number } {
  const bounds = dayBoundsOf(weekOf(instant, calendar), calendar);
  const day = bounds.findLastIndex(from => from <= instant);
  return { from: bounds[day] ?? instant, to: bounds[day + 1] ?? instant };
}

/**
 * When a clock shows so many minutes after midnight (0 to 1439) on a day that is so many after the Monday of a week of
 * the calendar's; epoch milliseconds. Where daylight saving skips that time it is as much later, where it comes twice the
 * first counts.
 */
export function clockTimeIn(week: WeekSpan, day: number, minutes: number, calendar: Calendar): number {
  const date = PlainDate.addDays(mondayOf(week.from, calendar), day);
  return dayStartOf(date, { ...calendar, dayStartMinutes: minutes });
}

/** The hour, 0 to 23, that a clock in the zone shows at an instant (epoch ms). */
export function hourOf(instant: number, { timeZone }: Calendar): number {
  const zoned = Instant.toZonedDateTimeISO(Instant.fromEpochMilliseconds(Math.floor(instant)), timeZone);
  return ZonedDateTime.toPlainTime(zoned).hour;
}

/** Index of the week that holds `instant`, -1 outside all of them. `weeks` are oldest first. */
export function weekIndex(weeks: readonly WeekSpan[], instant: number): number {
  let low = 0;
  let high = weeks.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const week = weeks[middle];
    if (week === undefined || instant < week.from) high = middle - 1;
    else if (instant >= week.to) low = middle + 1;
    else return middle;
  }
  return -1;
}

/** Whether a name is a time zone of the IANA database that this runtime knows; offsets like `+02:00` are not. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    Instant.toZonedDateTimeISO(Instant.fromEpochMilliseconds(0), name);
    return true;
  } catch {
    return false;
  }
}

/** Minutes after midnight of `HH:MM` (00:00 to 23:59, both with two digits), or null. */
export function parseDayStart(text: string): number | null {
  const parts = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text);
  return parts ? Number(parts[1]) * 60 + Number(parts[2]) : null;
}

/** `HH:MM` of minutes after midnight, the reverse of {@link parseDayStart}. */
export function formatDayStart(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/** Epoch milliseconds at which a day (`2026-11-03`) starts, or null where the text is none. */
export function parseDay(text: string, calendar: Calendar): number | null {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
  if (day === undefined) return null;
  try {
    return dayStartOf(PlainDate.create(Number(year), Number(month), Number(day)), calendar);
  } catch {
    return null;
  }
}

/**
 * Epoch milliseconds of the end that a person names, or null where the text is neither of these:
 * a date (`2026-11-03`), which ends at the next day's start;
 * an instant (`2026-11-03T18:00Z`, `…+01:00`), which is itself;
 * a time without an offset (`2026-11-03T18:00`), which is read in the calendar's zone.
 */
export function parseUntil(text: string, calendar: Calendar): number | null {
  const parts = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,3}))?)?(Z|[+-]\d\d:\d\d)?)?$/i.exec(text);
  if (parts === null) return null;
  const [year, month, day, hour, minute, second, fraction, offset] = parts.slice(1);
  try {
    if (offset !== undefined) return Instant.fromString(text).epochMilliseconds;
    const date = PlainDate.create(Number(year), Number(month), Number(day));
    if (hour === undefined) return dayStartOf(PlainDate.addDays(date, 1), calendar);
    const ms = Number((fraction ?? '').padEnd(3, '0'));
    const plainTime = PlainTime.create(Number(hour), Number(minute), Number(second ?? 0), ms);
    return PlainDate.toZonedDateTime(date, { timeZone: calendar.timeZone, plainTime }).epochMilliseconds;
  } catch {
    return null;
  }
}

function mondayOf(instant: number, calendar: Calendar): PlainDate.Record {
  const zoned = Instant.toZonedDateTimeISO(Instant.fromEpochMilliseconds(Math.floor(instant)), calendar.timeZone);
  const day = ZonedDateTime.toPlainDate(zoned);
  const monday = PlainDate.subtractDays(day, PlainDate.dayOfWeek(day) - 1);
  // Only on a Monday before the day start is the week the one before.
  return instant < dayStartOf(monday, calendar) ? PlainDate.subtractWeeks(monday, 1) : monday;
}

function weekFrom(monday: PlainDate.Record, calendar: Calendar): WeekSpan {
  const year = PlainDate.yearOfWeek(monday) ?? monday.year;
  const number = PlainDate.weekOfYear(monday) ?? 0;
  return {
    week: `${String(year).padStart(4, '0')}-W${String(number).padStart(2, '0')}`,
    from: dayStartOf(monday, calendar),
    to: dayStartOf(PlainDate.addWeeks(monday, 1), calendar),
  };
}

function dayStartOf(date: PlainDate.Record, { timeZone, dayStartMinutes }: Calendar): number {
  const plainTime = PlainTime.create(Math.floor(dayStartMinutes / 60), dayStartMinutes % 60);
  return PlainDate.toZonedDateTime(date, { timeZone, plainTime }).epochMilliseconds;
}
