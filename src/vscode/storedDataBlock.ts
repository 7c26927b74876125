import type { FocusBlock } from '../domain/focusBlock';
import type { FocusOfWeek } from '../domain/weeklyFocus';
import type { Wording } from '../text/wording';
import { blockTimes, endWord } from './flowText';

/** Epoch milliseconds, `to` is exclusive. */
export interface TimeRange {
  readonly from: number;
  readonly to: number;
}

/** The blocks that began on one day of the person's, newest first. */
export interface DayOfBlocks {
  /** Its beginning, epoch milliseconds. */
  readonly from: number;
  readonly blocks: readonly FocusBlock[];
}

const minuteMs = 60_000;
/** Instants are whole seconds: what happened in the last one of a block goes with it. */
const secondMs = 1000;

/** The days of these weeks that have blocks, newest first. */
export function daysOfBlocks(weeks: readonly (FocusOfWeek | null)[]): DayOfBlocks[] {
  const days = weeks.flatMap(week => {
    if (!week) return [];
    const { blocks, dayBounds } = week;
    return dayBounds.slice(0, -1).map((from, day) => {
      const to = dayBounds[day + 1] ?? from;
      return { from, blocks: blocks.filter(({ start }) => start >= from && start < to).reverse() };
    });
  });
  return days.filter(({ blocks }) => blocks.length > 0).reverse();
}

/** A row for a block: when it was, and behind that how long it is and how it ended. */
export function blockRow(block: FocusBlock, wording: Wording): { label: string; description: string } {
  const { t } = wording;
  const { start, end, length } = blockTimes(block, wording);
  const description = block.deep
    ? t('{0}, deep; {1}', length, endWord(block, wording))
    : t('{0}; {1}', length, endWord(block, wording));
  return { label: rangeText(start, end, wording), description };
}

function rangeText(start: string, end: string, { t }: Wording): string {
  return t('{0} to {1}', start, end);
}

/** The whole block as {@link partOf} reads it. */
export function wholePart(block: FocusBlock, timeZone: string): string {
  const clock = clockIn(timeZone);
  return `${clock(block.start)}–${clock(block.end)}`;
}

/**
 * What a person types as the part of a block to keep: `HH:MM–HH:MM`, by a clock of 24 hours in a time zone. Where an hour
 * comes twice the longest part counts. The minutes in which the block begins and ends stand for its beginning and end.
 * @returns `null` where it is none, empty, or the whole block.
 */
export function partOf(text: string, block: FocusBlock, timeZone: string): TimeRange | null {
  const [, first, last] = /^\s*(\d{1,2}:\d\d)\s*(?:-|–|—)\s*(\d{1,2}:\d\d)\s*$/.exec(text) ?? [];
  if (first === undefined || last === undefined) return null;
  const clock = clockIn(timeZone);
  const minutes: number[] = [];
  for (let at = minuteOf(block.start); at <= block.end; at += minuteMs) minutes.push(at);
  const begin = minutes.find(minute => clock(minute) === padded(first));
  const end = minutes.findLast(minute => clock(minute) === padded(last));
  if (begin === undefined || end === undefined) return null;
  const from = Math.max(begin, block.start);
  const to = end === minuteOf(block.end) ? block.end : end;
  const isWhole = from === block.start && to === block.end;
  return from < to && !isWhole ? { from, to } : null;
}

/**
 * What goes where the person removes a block, or keeps only a part of it.
 * @param now a block that may still go on is removed up to then.
 */
export function removedOf(block: FocusBlock, part: TimeRange | null, now: number): TimeRange[] {
  const end = block.endedBy === null ? Math.max(now, block.end) : block.end + secondMs;
  if (!part) return [{ from: block.start, to: end }];
  const after = part.to === block.end ? [] : [{ from: part.to, to: end }];
  return [{ from: block.start, to: part.from }, ...after].filter(({ from, to }) => from < to);
}

/** What a modal says before it is done. */
export function removalText(
  block: FocusBlock,
  removed: readonly TimeRange[],
  wording: Wording,
): { message: string; detail: string } {
  const { t } = wording;
  const day = wording.weekday(block.start);
  const ranges = removed.map(({ from, to }) => rangeText(wording.time(from), wording.time(to), wording));
  const lengthMs = removed.reduce((sum, { from, to }) => sum + to - from, 0);
  return {
    message: t('Remove {0} of {1}?', wording.all(ranges), day),
    detail: [
      t(
        'What was recorded in this time, {0}, goes from your weeks and from the disk. It can’t be undone.',
        wording.duration(lengthMs),
      ),
      ...(block.endedBy === null ? [t('What you do from now on is recorded as before.')] : []),
    ].join(' '),
  };
}

const padded = (clock: string): string => clock.padStart(5, '0');

const minuteOf = (instant: number): number => Math.floor(instant / minuteMs) * minuteMs;

function clockIn(timeZone: string): (instant: number) => string {
  const format = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone });
  return instant => format.format(instant);
}
