import { type FocusBlock, interruptionOf } from '../domain/focusBlock';
import type { WeekFocus } from '../domain/report';
import { type FocusOfWeek, leastFocusMs, leastResumptions } from '../domain/weeklyFocus';
import type {
  CommandButton,
  DataState,
  DayAxis,
  DeepStarts,
  Fact,
  Figure,
  FlowBlock,
  FlowDay,
  FlowEvidence,
  FlowLabels,
  FlowState,
  FlowWeekState,
  KindBar,
  Stretch,
} from '../protocol';
import type { Wording } from '../text/wording';
import { categoryText, shownCategories } from './categoryText';
import { type DayClock, dayClock } from './dayClock';
import type { FlowInput } from './flowInput';
import { blockText, blockTimes, endWord, flowSentence, startsText } from './flowText';

const dayMs = 86_400_000;
/** Minutes: the least part of a day that is shown. */
const leastAxis = 8 * 60;

/** The flow section of the panel. @param week that it tells of, ISO 8601. */
export function flowState(flow: FlowInput, week: string, wording: Wording): FlowState {
  const { t } = wording;
  return {
    title: t('Flow'),
    trouble: flow.trouble,
    paused: pausedNow(flow, wording),
    week: weekState(week, flow, wording),
    labels: labels(wording),
    measured: { title: t('How is this measured?'), points: measured(flow, wording) },
  };
}

function pausedNow({ recording, now }: FlowInput, wording: Wording): FlowState['paused'] {
  const pause = recording.pauses.at(-1);
  if (!pause || pause.to !== null) return null;
  const { t } = wording;
  const today = wording.date(pause.from) === wording.date(now);
  return {
    text: today
      ? t('Recording is paused since {0}.', wording.time(pause.from))
      : t('Recording is paused since {0}, {1}.', wording.weekday(pause.from), wording.time(pause.from)),
    resume: { label: t('Resume Recording'), command: 'resume' },
  };
}

function weekState(week: string, flow: FlowInput, wording: Wording): FlowWeekState {
  const shown = flow.weeks.find(each => each?.week.week === week) ?? null;
  const hasFocus = shown !== null && shown.focus.totalMs > 0;
  return {
    week,
    sentence: flowSentence(shown, flow, wording),
    evidence: hasFocus ? evidence(shown, flow, dayClock(flow.calendar), wording) : null,
  };
}

function evidence(week: FocusOfWeek, flow: FlowInput, clock: DayClock, wording: Wording): FlowEvidence {
  const { focus } = week;
  const days = focus.days.map((_, index) => dayState(index, week, flow, clock, wording));
  return {
    axis: axisOf(days, flow.calendar.dayStartMinutes, wording),
    days,
    figures: figures(week, wording),
    starts: deepStarts(focus, Math.floor(flow.calendar.dayStartMinutes / 60), wording),
    kinds: { title: wording.t('Focus by kind of file'), bars: kindBars(focus, wording) },
  };
}

function dayState(index: number, week: FocusOfWeek, flow: FlowInput, clock: DayClock, wording: Wording): FlowDay {
  const { t } = wording;
  const { now, recording } = flow;
  const [from = 0, to = from] = week.dayBounds.slice(index);
  const within = (start: number, end: number) => stretchWithin(start, end, from, to, clock);
  const since = recording.since ?? from;
  const blocks = touching(week, flow);
  const total = dayTotal(week.focus.days[index] ?? 0, from, to, now, since, wording);
  return {
    name: wording.shortWeekday(from),
    total,
    spoken: total === '' ? wording.weekday(from) : t('{0}: {1}', wording.weekday(from), total),
    passed: within(from, now),
    unrecorded: within(from, Math.min(since, now)),
    paused: recording.pauses.flatMap(pause => within(pause.from, pause.to ?? now) ?? []),
    interruptions: blocks.flatMap(block =>
      interruptionOf(block) ? (within(block.end, block.resumedAt ?? block.end) ?? []) : [],
    ),
    blocks: blocks.flatMap(block => blockIn(block, within(block.start, block.end), block.start < from, wording)),
  };
}

/** The blocks of a week, and the one that may reach into it. */
function touching(week: FocusOfWeek, { weeks }: FlowInput): readonly FocusBlock[] {
  const before = weeks[weeks.indexOf(week) - 1]?.blocks.at(-1);
  return before ? [before, ...week.blocks] : week.blocks;
}

function dayTotal(ms: number, from: number, to: number, now: number, since: number, wording: Wording): string {
  if (ms > 0) return wording.duration(ms);
  if (from > now) return '';
  return to <= since ? wording.t('not recorded') : '–';
}

function blockIn(block: FocusBlock, stretch: Stretch | null, continued: boolean, wording: Wording): FlowBlock[] {
  if (!stretch) return [];
  const { deep } = block;
  const times = blockTimes(block, wording);
  const { start, end, length } = times;
  const cells = [start, end, length, deep ? wording.t('deep') : '–', endWord(block, wording)];
  return [{ ...stretch, deep, text: blockText(block, times, wording), cells: continued ? null : cells }];
}

/**
 * The part of `start` to `end` that lies in the day: placed by the clock at its start, and as long as it was, so that
 * it never runs backwards where the clocks are set back.
 */
function stretchWithin(start: number, end: number, from: number, to: number, clock: DayClock): Stretch | null {
  const first = Math.max(start, from);
  const last = Math.min(end, to);
  if (last <= first) return null;
  const at = to - from === dayMs ? (first - from) / 60_000 : first === from ? 0 : clock(first);
  return { from: round(at), to: last === to ? 1440 : round(Math.min(1440, at + (last - first) / 60_000)) };
}

/** To six seconds, finer than a picture can show. */
const round = (minutes: number) => Math.round(minutes * 10) / 10;

/** Full hours around all blocks, and at least eight of them: one before, the others after. */
function axisOf(days: readonly FlowDay[], dayStartMinutes: number, wording: Wording): DayAxis {
  const blocks = days.flatMap(day => day.blocks);
  const offset = dayStartMinutes % 60;
  const down = (at: number) => Math.floor((at + offset) / 60) * 60 - offset;
  const up = (at: number) => Math.ceil((at + offset) / 60) * 60 - offset;
  const least = down(Math.min(1440, ...blocks.map(block => block.from)));
  const most = up(Math.max(0, ...blocks.map(block => block.to)));
  const earlier = most - least < leastAxis ? least - 60 : least;
  const from = Math.max(0, Math.min(earlier, 1440 - leastAxis));
  const to = Math.min(1440, Math.max(most, from + leastAxis));
  const hours = Array.from({ length: 25 }, (_, index) => index * 60 - offset)
    .filter(at => at >= from && at <= to)
    .map(at => ({ at, text: wording.hourMark(Math.floor((at + dayStartMinutes) / 60) % 24) }));
  return { from, to, hours };
}

function figures({ blocks, focus }: FocusOfWeek, wording: Wording): Figure[] {
  const { t } = wording;
  const { totalMs, deepMs, interruptions, perHour, resumptionLagMs, resumptions } = focus;
  const longest = blocks.find(({ start, end }) => end - start === focus.longestMs);
  const notEnough = (has: string, needs: string) => t('Not enough: {0} of {1}.', has, needs);
  return [
    { term: t('Focus'), value: wording.duration(totalMs), note: blocksText(focus.blocks, wording) },
    {
      term: t('In deep blocks'),
      value: wording.share(deepMs / totalMs),
      note:
        focus.deepBlocks === 0
          ? t('no deep block')
          : t('{0}, {1}', wording.duration(deepMs), blocksText(focus.deepBlocks, wording)),
    },
    {
      term: t('Longest block'),
      value: wording.duration(focus.longestMs),
      note: longest ? wording.weekday(longest.start) : null,
    },
    {
      term: t('Interruptions'),
      value: wording.count(interruptions.away + interruptions.idle + interruptions.sleep),
      note: causes(interruptions, wording),
    },
    {
      term: t('Interruptions per hour'),
      value: perHour === null ? '–' : wording.tenth(perHour),
      note: perHour === null ? notEnough(wording.duration(totalMs), wording.duration(leastFocusMs)) : t('of focus'),
    },
    {
      term: t('Back at work after'),
      value: resumptionLagMs === null ? '–' : wording.duration(resumptionLagMs),
      note:
        resumptionLagMs === null
          ? t('Not enough: {0} of {1} returns.', wording.count(resumptions), wording.count(leastResumptions))
          : t('median of {0} returns', wording.count(resumptions)),
    },
  ];
}

function blocksText(blocks: number, wording: Wording): string {
  const { t } = wording;
  return blocks === 1 ? t('one block') : t('{0} blocks', wording.count(blocks));
}

function causes({ away, idle, sleep }: WeekFocus['interruptions'], wording: Wording): string | null {
  const { t } = wording;
  const parts = [
    ...(away > 0 ? [t('{0} away', wording.count(away))] : []),
    ...(idle > 0 ? [t('{0} idle', wording.count(idle))] : []),
    ...(sleep > 0 ? [t('{0} asleep', wording.count(sleep))] : []),
  ];
  return parts.length > 0 ? wording.all(parts) : null;
}

function deepStarts({ deepStartsByHour }: WeekFocus, first: number, wording: Wording): DeepStarts {
  const { t } = wording;
  const hours = deepStartsByHour.map((_, index) => {
    const hour = (first + index) % 24;
    return { hour, count: deepStartsByHour[hour] ?? 0 };
  });
  const said = hours.filter(({ count }) => count > 0);
  return {
    title: t('When deep blocks begin'),
    text: startsText(deepStartsByHour, first, wording),
    spoken: wording.all(said.map(({ hour, count }) => t('{0}: {1}', wording.hour(hour), wording.count(count)))),
    hours: hours.map(({ hour, count }) => ({ text: wording.hourMark(hour), count })),
  };
}

function kindBars({ byCategory }: WeekFocus, wording: Wording): KindBar[] {
  const kinds = [...shownCategories, 'other'] as const;
  const all = kinds.reduce((sum, kind) => sum + byCategory[kind], 0);
  return kinds
    .filter(kind => byCategory[kind] > 0)
    .map(kind => {
      const share = byCategory[kind] / all;
      return {
        label: categoryText(kind, wording),
        share,
        text: wording.t('{0}, {1}', wording.share(share), wording.duration(byCategory[kind])),
      };
    });
}

function labels({ t }: Wording): FlowLabels {
  return {
    blocks: t(
      'Focus blocks by day. Left and right arrow keys go from block to block, up and down from day to day, Page Up and Page Down from week to week.',
    ),
    blockHint: t('Point at a block, or go through them with the arrow keys, to see how it ended.'),
    deep: t('deep block'),
    shorter: t('shorter block'),
    interruption: t('interruption'),
    paused: t('paused'),
    unrecorded: t('not recorded'),
    table: {
      caption: t('Focus blocks'),
      columns: [t('Day'), t('Start'), t('End'), t('Length'), t('Deep'), t('Ended by')],
    },
  };
}

/** What is stored of the person's focus, and what can be done with it. */
export function dataState({ recording: { since, pauses } }: FlowInput, wording: Wording): DataState {
  const { t } = wording;
  const isPaused = pauses.at(-1)?.to === null;
  const pause: CommandButton = { label: t('Pause Recording'), command: 'pause' };
  const stored: CommandButton[] = [
    { label: t('Correct or Remove a Block…'), command: 'correctBlock' },
    { label: t('Show Stored Data'), command: 'showStoredData' },
  ];
  return {
    title: t('Your data'),
    text:
      since === null
        ? t('Focus is recorded on this machine and stays on it.')
        : t('Recorded since {0}, on this machine; it stays on it.', wording.date(since)),
    buttons: [...(since === null ? [] : stored), ...(isPaused ? [] : [pause])],
  };
}

function measured({ thresholds, calendar }: FlowInput, wording: Wording): Fact[] {
  const { t } = wording;
  const { idleTimeoutMs, awayGraceMs, deepBlockMs } = thresholds;
  return [
    {
      term: t('What it is'),
      text: t(
        'Focus: time in which you typed, read, ran or reviewed something in VS Code, in all its windows on this machine taken together. It goes on while nothing happens for up to {0}, or while you are elsewhere for up to {1}; text that an agent, a formatter or git writes does not count.',
        wording.duration(idleTimeoutMs),
        wording.duration(awayGraceMs),
      ),
    },
    {
      term: t('Deep block'),
      text: t(
        'A stretch of focus of at least {0} without a break. This length and the two above are settings (search for “eddy.focus”), and a change of them counts your past anew.',
        wording.duration(deepBlockMs),
      ),
    },
    {
      term: t('Interruption'),
      text: t(
        'The end of a block of at least 5 minutes after which you go on within an hour: you left VS Code (away), nothing happened in it (idle), or the computer slept. A longer pause is a break. “Back at work after” is the time from your return to the first edit or run.',
      ),
    },
    {
      term: t('Compared with'),
      text: t(
        'Only your own weeks: the median of up to 8 before, at least 3, that were recorded from beginning to end and hold at least 2 hours.',
      ),
    },
    {
      term: t('Whose days'),
      text: t(
        'A day starts at {0} ({1}), so that work after midnight belongs to the evening before. A block belongs to the day on which it began, its time to the days in which it passed.',
        wording.timeOfDay(calendar.dayStartMinutes),
        calendar.timeZone,
      ),
    },
    {
      term: t('Not seen'),
      text: t(
        'Work outside VS Code, thinking away from the keyboard, reading for long with nothing but the mouse wheel, and other machines: each remote host keeps its own record. Text that comes in at the caret may be pasted, completed or an agent’s: these are not told apart.',
      ),
    },
    {
      term: t('Where it comes from'),
      text: t(
        'The idea of telling focus from editor events is FlowLight’s (Züger and others, 2017), that of the way back into work Parnin and Rugaber’s (2011). Logs show time of focus, not flow: no number of minutes is proven to be flow, so set what fits you.',
      ),
    },
  ];
}
