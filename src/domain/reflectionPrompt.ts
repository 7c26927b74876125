import { type Calendar, clockTimeIn, dayOf, type WeekSpan, weeksUpTo } from './calendar';
import type { FocusNow } from './focusBlock';
import type { Recording } from './journal';
import type { Asking, ReflectionsReading } from './reflections';

/** From when on a week is asked about. */
export interface AskFrom {
  /** As ISO 8601 numbers them; Monday is the one after the week, and Tuesday would be too late. */
  readonly weekday: 1 | 3 | 4 | 5 | 6 | 7;
  /** Minutes after midnight by the clock, 0 to 1439. */
  readonly minutes: number;
}

/** Friday at 15:00. */
export const usualAskFrom: AskFrom = { weekday: 5, minutes: 15 * 60 };

/** What decides whether a window asks; instants are epoch milliseconds. */
export interface PromptQuestion {
  readonly now: number;
  readonly calendar: Calendar;
  readonly askFrom: AskFrom;
  /** Whether the person lets themselves be asked at all, as a setting says. */
  readonly wanted: boolean;
  readonly reading: ReflectionsReading;
  readonly recording: Recording;
  readonly current: FocusNow;
  /** Of recording. */
  readonly paused: boolean;
  /** Whether this window has the focus. */
  readonly focused: boolean;
  /** Whether a focus session goes on. */
  readonly inSession: boolean;
  /** Whether the person has the page before them on which the questions stand. */
  readonly atQuestions: boolean;
}

export interface Prompt {
  /** ISO 8601 week. */
  readonly week: string;
  readonly asking: Asking;
}

/** Who has just begun is not interrupted much. */
const firstOfSettlingMs = 5 * 60_000;
/** Tuesday after the week, as days from its Monday, at noon. */
const lastDay = 8;
const noon = 12 * 60;

/**
 * What this window may ask now, if {@link Reflections.claim} gives it the word; `null` for nothing.
 * - A week is asked about once; and once more, on another day, if the person put it off. After that not even then.
 * - Only in a quiet moment: the window has the focus, nothing is paused, no focus session goes on, the questions do not
 *   stand before the person already, and they rest or have just begun.
 * - Never about the week in which recording began, nor one before it.
 */
export function promptNow(question: PromptQuestion): Prompt | null {
  const { now, calendar, askFrom, wanted, reading, recording } = question;
  const week = wanted && isQuiet(question) ? weekToAsk(now, askFrom, calendar) : null;
  if (!week || recording.since === null || recording.since >= week.from) return null;
  const asking = askingOf(week.week, question);
  return asking === null || reading.neverSince !== null || reading.foreign ? null : { week: week.week, asking };
}

/** The week that is asked about at an instant, whoever has answered; `null` where none is. */
export function weekToAsk(now: number, askFrom: AskFrom, calendar: Calendar): WeekSpan | null {
  const isAsked = (week: WeekSpan) => {
    const { from, to } = askingTime(week, askFrom, calendar);
    return from <= now && now < to;
  };
  return weeksUpTo(now, 2, calendar).find(isAsked) ?? null;
}

/** When a week is asked about: `from` up to Tuesday at noon after it, `to`, exclusive; epoch milliseconds. */
export function askingTime(
  week: WeekSpan,
  { weekday, minutes }: AskFrom,
  calendar: Calendar,
): { readonly from: number; readonly to: number } {
  const day = weekday === 1 ? lastDay - 1 : weekday - 1;
  return { from: clockTimeIn(week, day, minutes, calendar), to: clockTimeIn(week, lastDay, noon, calendar) };
}

function isQuiet({ current, paused, focused, inSession, atQuestions }: PromptQuestion): boolean {
  if (!focused || paused || inSession || atQuestions) return false;
  return current.state === 'resting' || (current.state === 'settling' && current.blockMs < firstOfSettlingMs);
}

function askingOf(week: string, { now, calendar, reading }: PromptQuestion): Asking | null {
  const isOfWeek = (record: { readonly week: string }) => record.week === week;
  if (reading.answers.some(isOfWeek) || reading.skips.some(isOfWeek)) return null;
  const times = reading.asked.find(isOfWeek)?.times ?? 0;
  if (times === 0) return 1;
  const later = reading.laters.find(isOfWeek);
  return times === 1 && later && now >= dayOf(later.at, calendar).to ? 2 : null;
}
