import { leastBaselineWeeks } from '../domain/baseline';
import type { FocusBlock } from '../domain/focusBlock';
import type { WeekFocus } from '../domain/report';
import type { FlowInput, FlowWeek } from './flowInput';
import type { Wording } from './wording';

const minuteMs = 60_000;

/** An interruption is the end of a block of at least this length … */
const leastInterruptedMs = 5 * minuteMs;
/** … after which work goes on within this time: a longer pause is a break. */
const longestInterruptionMs = 60 * minuteMs;

/** When work went on, where the end of a block is an interruption; else `null`. */
export function resumptionOf({ start, end, endedBy, resumedAt }: FocusBlock): number | null {
  if (endedBy === null || endedBy === 'paused' || resumedAt === null) return null;
  return end - start >= leastInterruptedMs && resumedAt - end <= longestInterruptionMs ? resumedAt : null;
}

/** The sentences that open the section for one of the input's weeks; the same input gives the same text. */
export function flowSentence(week: FlowWeek, flow: FlowInput, wording: Wording): string {
  const { t } = wording;
  if (flow.recording.since === null) {
    return t('Nothing is recorded yet: your first minutes in the editor will appear here.');
  }
  const running = week === flow.weeks.at(-1);
  const { focus } = week;
  const main =
    focus && focus.totalMs > 0
      ? focusSentence(focus, week, running ? flow : null, wording)
      : running
        ? t('No focus this week so far.')
        : t('No focus in the week of {0}.', wording.day(week.week.from));
  return [main, ...coverage(week, flow, wording)].join(' ');
}

/** @param running the input where the week is the running one. */
function focusSentence(focus: WeekFocus, { week }: FlowWeek, running: FlowInput | null, wording: Wording): string {
  const { t } = wording;
  const total = wording.duration(focus.totalMs);
  const deep = deepBlocksText(focus.deepBlocks, wording);
  if (!running) return t('{0} of focus in the week of {1}, {2}.', total, wording.day(week.from), deep);
  if (running.baseline) {
    const median = wording.duration(running.baseline.median);
    return t('{0} of focus this week so far, {1}; your median week has {2}.', total, deep, median);
  }
  const missing = [wording.count(running.countingWeeks), wording.count(leastBaselineWeeks)] as const;
  const alone = t('{0} of focus this week so far, {1}.', total, deep);
  return `${alone} ${t('Not enough yet to compare it with: {0} of {1} earlier weeks.', ...missing)}`;
}

function deepBlocksText(deepBlocks: number, { t, count }: Wording): string {
  if (deepBlocks === 0) return t('no deep block');
  return deepBlocks === 1 ? t('one deep block') : t('{0} deep blocks', count(deepBlocks));
}

/** What of the week was not seen. */
function coverage({ week, focus }: FlowWeek, { recording, now }: FlowInput, wording: Wording): string[] {
  const { t } = wording;
  const said: string[] = [];
  const { since } = recording;
  if (since !== null && since > week.from && since < week.to)
    said.push(t('Recorded since {0}.', wording.weekday(since)));
  const pausedMs = focus?.pausedMs ?? pausedIn(week.from, Math.min(week.to, now), recording.pauses);
  if (pausedMs >= minuteMs) said.push(t('Recording was paused for {0} of it.', wording.duration(pausedMs)));
  return said;
}

function pausedIn(from: number, to: number, pauses: FlowInput['recording']['pauses']): number {
  return pauses.reduce((sum, pause) => sum + Math.max(0, Math.min(to, pause.to ?? to) - Math.max(from, pause.from)), 0);
}

/** When a block was, how long it is, and how it ended: for whoever points at it or hears it. */
export function blockText(block: FocusBlock, wording: Wording): string {
  const { t } = wording;
  const { start, end, deep } = block;
  const said = [wording.weekday(start), wording.time(start), wording.time(end), wording.duration(end - start)] as const;
  const when = deep
    ? t('{0}, {1} to {2}: a deep block of {3}.', ...said)
    : t('{0}, {1} to {2}: {3} of focus.', ...said);
  return `${when} ${endText(block, wording)}`;
}

function endText(block: FocusBlock, wording: Wording): string {
  const { t } = wording;
  const resumedAt = resumptionOf(block);
  const pause = wording.duration((resumedAt ?? block.end) - block.end);
  switch (block.endedBy) {
    case null:
      return t('It may still go on.');
    case 'paused':
      return t('It ended when you paused the recording.');
    case 'away':
      return resumedAt === null
        ? t('It ended when you left VS Code.')
        : t('Interrupted when you left VS Code; it went on {0} later.', pause);
    case 'idle':
      return resumedAt === null
        ? t('It ended when nothing more happened in the editor.')
        : t('Interrupted when nothing happened in the editor; it went on {0} later.', pause);
    case 'sleep':
      return resumedAt === null
        ? t('It ended when the computer slept.')
        : t('Interrupted when the computer slept; it went on {0} later.', pause);
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
    return t('Not enough yet: {0} of {1} deep blocks.', wording.count(all), wording.count(leastStarts));
  }
  for (let hours = 1; hours <= mostHours; hours++) {
    const held = counts.slice(0, 25 - hours).map((_, at) => sum(counts.slice(at, at + hours)));
    const most = Math.max(...held);
    if (2 * most <= all) continue;
    const from = first + held.indexOf(most);
    return t('Mostly between {0} and {1}.', wording.hour(from % 24), wording.hour((from + hours) % 24));
  }
  return t('Spread over the day.');
}

const sum = (numbers: readonly number[]) => numbers.reduce((all, each) => all + each, 0);
