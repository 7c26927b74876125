import type { WeekSpan } from '../domain/calendar';
import type { BlockEnd, FocusBlock } from '../domain/focusBlock';
import type { Recording } from '../domain/journal';
import { type Category, journalPlace, type PullRequestReport } from '../domain/report';
import { usualThresholds } from '../domain/span';
import { focusBaselineOf, weeklyFocus } from '../domain/weeklyFocus';
import { exampleCalendar, exampleRepository, exampleTime, isAtWork, minuteMs } from './exampleCalendar';
import { spread, spreadBetween } from './exampleSpread';
import type { FlowInput } from './flowInput';

/** Out of which the kinds of file are drawn. */
const kinds: readonly (Category | null)[] = [
  'logic',
  'tests',
  'logic',
  null,
  'logic',
  'docs',
  'logic',
  'tests',
  'config',
];

/** How calm a week was, 0 to 1: the calmer, the longer its blocks. */
export const calmOf = (week: number): number => spread(2, week);

/**
 * The focus of the person in the example, up to `now` (epoch milliseconds).
 * @param requests tell on which branch they worked.
 */
export function exampleFocus(
  weeks: readonly WeekSpan[],
  now: number,
  requests: readonly PullRequestReport[],
): FlowInput {
  const recording = recordingOf(weeks);
  const days = weeks.flatMap((week, place) =>
    isAtWork(place) ? [0, 1, 2, 3, 4].map(day => ({ week, place, day })) : [],
  );
  const works = requests.map(({ firstCommitAt, createdAt, [journalPlace]: place }) => ({
    from: Date.parse(firstCommitAt ?? ''),
    to: Date.parse(createdAt ?? ''),
    branch: place?.branches[0] ?? null,
  }));
  const bare = days.flatMap(({ week, place, day }) => blocksOf(week, place, day)).filter(({ end }) => end <= now);
  const blocks = bare.map((block, index): FocusBlock => {
    const { start, end, category } = block;
    const branch = branchAt(start, index, works);
    const context = { repository: exampleRepository, branch, language: null, category };
    return {
      ...{ start, end, endedBy: block.endedBy, deep: end - start >= usualThresholds.deepBlockMs },
      resumedAt: bare[index + 1]?.start ?? null,
      lagMs: index === 0 ? null : Math.round(spreadBetween(15, 130, 29, index)) * 1000,
      parts: [{ start, end, context }],
    };
  });
  const calendar = exampleCalendar;
  const told = weeklyFocus(blocks, [], { weeks, calendar, now, recording, repository: exampleRepository });
  return {
    ...{ now, calendar, recording, thresholds: usualThresholds, trouble: null },
    weeks: told.map(
      (week, place) => week && { ...week, focus: { ...week.focus, ...characters(week.focus.totalMs, place) } },
    ),
    baseline: focusBaselineOf(told.slice(0, -1), now),
  };
}

interface BareBlock {
  readonly start: number;
  readonly end: number;
  readonly endedBy: BlockEnd;
  readonly category: Category | null;
}

/** One day: from about nine to about half past five, with lunch, and now and then a meeting. */
function blocksOf(week: WeekSpan, place: number, day: number): BareBlock[] {
  const blocks: BareBlock[] = [];
  const number = place * 5 + day;
  let at = 530 + 45 * spread(3, number);
  for (let turn = number * 16; at < 1035; turn++) {
    const isDeep = spread(5, turn) < 0.2 + 0.35 * calmOf(place);
    const length = isDeep ? spreadBetween(27, 92, 7, turn) : spreadBetween(4, 24, 11, turn);
    const isLunch = at + length > 715 && at < 790;
    const isMeeting = spread(13, turn) < 0.14;
    blocks.push({
      start: exampleTime(week, day, at),
      end: exampleTime(week, day, at + length),
      endedBy: isLunch ? 'sleep' : spread(17, turn) < 0.3 ? 'idle' : 'away',
      category: kinds[turn % kinds.length] ?? null,
    });
    at += length + (isLunch || isMeeting ? spreadBetween(62, 84, 19, turn) : spreadBetween(3, 27, 19, turn));
  }
  return blocks;
}

/** When a request was worked on, and the number of its branch. */
interface Work {
  readonly from: number;
  readonly to: number;
  readonly branch: number | null;
}

/** One of those that were worked on then. */
function branchAt(at: number, block: number, works: readonly Work[]): number | null {
  const open = works.filter(({ from, to }) => from <= at && at < to);
  return open[block % open.length]?.branch ?? null;
}

/** From before the first week on, and paused for an hour and a half not long ago. */
function recordingOf(weeks: readonly WeekSpan[]): Recording {
  const [first, paused] = [weeks[0], weeks.at(-2)];
  const pauses = paused ? [{ from: exampleTime(paused, 2, 840), to: exampleTime(paused, 2, 930) }] : [];
  return { since: first ? first.from - 60 * minuteMs : null, pauses };
}

function characters(focusMs: number, place: number): { typed: number; inserted: number } {
  const typed = Math.round((focusMs / minuteMs) * 14);
  return { typed, inserted: Math.round(typed * spreadBetween(0.4, 0.9, 23, place)) };
}
