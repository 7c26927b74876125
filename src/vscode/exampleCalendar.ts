import { type Calendar, type WeekSpan, weekOf, weeksUpTo } from '../domain/calendar';

/** Nobody's time zone: the example is the same everywhere, and no clock is ever set in it. */
export const exampleCalendar: Calendar = { timeZone: 'UTC', dayStartMinutes: 4 * 60 };

/** What the example's repository is called, and stands for. */
export const exampleRepository = 'watermark';

export const minuteMs = 60_000;
const weekCount = 52;

/** The weeks of the example up to the one that holds an instant (epoch milliseconds), oldest first. */
export function exampleWeeks(at: number): WeekSpan[] {
  return weeksUpTo(at, weekCount, exampleCalendar);
}

/** The afternoon of that week's Friday: the week is nearly over, and its questions are answered. */
export function exampleNow(at: number): number {
  return exampleTime(weekOf(at, exampleCalendar), 4, 16 * 60 + 40);
}

/** When clocks show so many minutes after midnight, so many days after a week's Monday; epoch milliseconds. */
export function exampleTime({ from }: WeekSpan, day: number, minutes: number): number {
  return from + (day * 24 * 60 + Math.floor(minutes) - exampleCalendar.dayStartMinutes) * minuteMs;
}

/** Whether the person in the example worked in a week: now and then they are away for one. */
export function isAtWork(week: number): boolean {
  return ![11, 18, 19, 43].includes(week);
}
