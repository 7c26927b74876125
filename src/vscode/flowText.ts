import { leastBaselineWeeks } from '../domain/baseline';
import { type FocusBlock, interruptionOf } from '../domain/focusBlock';
import type { WeekFocus } from '../domain/report';
import { countsForFocus, type FocusOfWeek } from '../domain/weeklyFocus';
import type { Wording } from '../text/wording';
import type { FlowInput } from './flowInput';

/**
 * The sentences that open the section for one of the input's weeks; the same input gives the same text.
 * @param week `null` for one of which nothing is known.
 */
export function flowSentence(week: FocusOfWeek | null, flow: FlowInput, wording: Wording): string {
  const { t } = wording;
  if (!week) {
    const { since } = flow.recording;
    return since === null
      ? t('Nothing is recorded yet: your first minutes in the editor will appear here.')
      : t('Nothing is recorded of this week: recording began on {0}.', wording.date(since));
  }
  return [mainSentence(week, flow, wording), ...coverage(week.focus, wording)].join(' ');
}

function mainSentence(shown: FocusOfWeek, flow: FlowInput, wording: Wording): string {
  const { t } = wording;
  const { week, focus } = shown;
  const running = shown === flow.weeks.at(-1);
  if (focus.totalMs === 0) {
    return running ? t('No focus this week so far.') : t('No focus in the week of {0}.', wording.day(week.from));
  }
  const total = wording.duration(focus.totalMs);
  const deep = deepBlocksText(focus.deepBlocks, wording);
  if (!running) return t('{0} of focus in the week of {1}, {2}.', total, wording.day(week.from), deep);
  if (flow.baseline) {
    const median = wording.duration(flow.baseline.median);
    return t('{0} of focus this week so far, {1}; your median week has {2}.', total, deep, median);
  }
  const counting = flow.weeks.filter(each => each && countsForFocus(each, flow.now)).length;
  const missing = [wording.count(counting), wording.count(leastBaselineWeeks)] as const;
  const alone = t('{0} of focus this week so far, {1}.', total, deep);
  return `${alone} ${t('Not enough yet to compare it with: {0} of {1} earlier weeks.', ...missing)}`;
}

function deepBlocksText(deepBlocks: number, wording: Wording): string {
  const { t } = wording;
  if (deepBlocks === 0) return t('no deep block');
  return deepBlocks === 1 ? t('one deep block') : t('{0} deep blocks', wording.count(deepBlocks));
}

/** What of the week was not seen. */
function coverage({ recordedFrom, pausedMs }: WeekFocus, wording: Wording): string[] {
  const { t } = wording;
  return [
    ...(recordedFrom === null ? [] : [t('Recorded since {0}.', wording.weekday(recordedFrom))]),
    ...(pausedMs < 60_000 ? [] : [t('Recording was paused for {0} of it.', wording.duration(pausedMs))]),
  ];
}

/** A block's beginning, end and length in words. */
export interface BlockTimes {
  start: string;
  end: string;
  length: string;
}

export function blockTimes({ start, end }: FocusBlock, wording: Wording): BlockTimes {
  return { start: wording.time(start), end: wording.time(end), length: wording.duration(end - start) };
}

/** When a block was, how long it is, and how it ended: for whoever points at it or hears it. */
export function blockText(block: FocusBlock, { start, end, length }: BlockTimes, wording: Wording): string {
  const { t } = wording;
  const said = [wording.weekday(block.start), start, end, length] as const;
  const when = block.deep
    ? t('{0}, {1} to {2}: a deep block of {3}.', ...said)
    : t('{0}, {1} to {2}: {3} of focus.', ...said);
  return `${when} ${endText(block, wording)}`;
}

function endText(block: FocusBlock, wording: Wording): string {
  const { t } = wording;
  const interrupted = interruptionOf(block) !== null;
  const pause = wording.duration((block.resumedAt ?? block.end) - block.end);
  switch (block.endedBy) {
    case null:
      return t('It may still go on.');
    case 'paused':
      return t('It ended when you paused the recording.');
    case 'away':
      return interrupted
        ? t('Interrupted when you left VS Code; it went on {0} later.', pause)
        : t('It ended when you left VS Code.');
    case 'idle':
      return interrupted
        ? t('Interrupted when nothing happened in the editor; it went on {0} later.', pause)
        : t('It ended when nothing more happened in the editor.');
    case 'sleep':
      return interrupted
        ? t('Interrupted when the computer slept; it went on {0} later.', pause)
        : t('It ended when the computer slept.');
  }
}

/** How a block ended, for a cell of the table. */
export function endWord({ endedBy }: FocusBlock, { t }: Wording): string {
  switch (endedBy) {
    case null:
      return t('may still go on');
    case 'away':
      return t('left VS Code');
    case 'idle':
      return t('nothing happened');
    case 'sleep':
      return t('computer slept');
    case 'paused':
      return t('recording paused');
  }
}

/** Deep blocks that it takes to say when they begin. */
const leastStarts = 3;
/** A stretch of more hours than these is no answer to when. */
const mostHours = 4;

/**
 * When deep blocks begin: the shortest stretch of up to four hours with more than half of them; of equally short ones
 * the fullest, then the earliest.
 * @param byHour counts by the hour of the clock. @param first the hour in which a day starts.
 */
export function startsText(byHour: readonly number[], first: number, wording: Wording): string {
  const { t } = wording;
  const counts = byHour.map((_, hour) => byHour[(first + hour) % 24] ?? 0);
  const all = sum(counts);
  if (all < leastStarts) {
    return t('Not enough: {0} of {1} deep blocks.', wording.count(all), wording.count(leastStarts));
  }
  for (let hours = 1; hours <= mostHours; hours++) {
    const held = counts.slice(0, 25 - hours).map((_, at) => sum(counts.slice(at, at + hours)));
    const most = Math.max(...held);
    if (2 * most <= all) continue;
    const from = first + held.indexOf(most);
    const between = [wording.hour(from % 24), wording.hour((from + hours) % 24)] as const;
    return t('Mostly between {0} and {1}: {2} of {3}.', ...between, wording.count(most), wording.count(all));
  }
  return t('Spread over the day.');
}

const sum = (numbers: readonly number[]) => numbers.reduce((all, each) => all + each, 0);
