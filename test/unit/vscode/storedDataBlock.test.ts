import assert from 'node:assert/strict';
import type { Calendar } from '../../../src/domain/calendar';
import { weekOf } from '../../../src/domain/calendar';
import type { FocusBlock } from '../../../src/domain/focusBlock';
import { focusBlocks } from '../../../src/domain/focusBlocks';
import { usualThresholds } from '../../../src/domain/span';
import { weeklyFocus } from '../../../src/domain/weeklyFocus';
import { Wording } from '../../../src/text/wording';
import { blockRow, daysOfBlocks, partOf, removalText, removedOf, wholePart } from '../../../src/vscode/storedDataBlock';
import { at, clockOf, span } from '../../support/spans';
import { english } from '../../support/translation';

const wording = new Wording(english, 'en-GB', 'UTC');

function block(from: number, to: number, about: Partial<FocusBlock> = {}): FocusBlock {
  return { start: from, end: to, deep: false, endedBy: 'idle', resumedAt: null, lagMs: null, parts: [], ...about };
}

const ofDay = block(at('09:14:20'), at('10:02:40'));
const pastMidnight = block(at('23:10:30'), at('01:20:10', 1));

describe('the part of a block that is kept', () => {
  const kept: [what: string, block: FocusBlock, typed: string, from: string, to: string][] = [
    ['within it', ofDay, '09:20–09:50', '09:20', '09:50'],
    ['with a hyphen, spaces and one digit', ofDay, ' 9:20 - 9:50 ', '09:20', '09:50'],
    ['from its beginning', ofDay, '09:14–09:50', '09:14:20', '09:50'],
    ['to its end', ofDay, '09:20–10:02', '09:20', '10:02:40'],
    ['before midnight', pastMidnight, '23:10–23:59', '23:10:30', '23:59'],
    ['over midnight', pastMidnight, '23:30–00:30', '23:30', '00:30'],
    ['after midnight', pastMidnight, '00:15–01:20', '00:15', '01:20:10'],
  ];
  for (const [what, of, typed, from, to] of kept) {
    it(`is read ${what}`, () => {
      const part = partOf(typed, of, 'UTC');
      assert.deepEqual(part && [clockOf(part.from), clockOf(part.to)], [from, to]);
    });
  }

  const refused: [what: string, typed: string][] = [
    ['no times', 'half of it'],
    ['one time', '09:20'],
    ['nothing', ''],
    ['a time before it', '09:13–09:50'],
    ['a time after it', '09:20–10:03'],
    ['the later first', '09:50–09:20'],
    ['the same time twice', '09:20–09:20'],
    ['all of it', '09:14–10:02'],
    ['no time of day', '09:20–09:61'],
  ];
  for (const [what, typed] of refused) {
    it(`is not read from ${what}`, () => assert.equal(partOf(typed, ofDay, 'UTC'), null));
  }

  it('goes by the clock of the person', () => {
    const part = partOf('10:20–10:50', ofDay, 'Europe/Vienna');
    assert.deepEqual(part && [clockOf(part.from), clockOf(part.to)], ['09:20', '09:50']);
  });

  it('is the longest where an hour comes twice', () => {
    const start = Date.UTC(2026, 9, 24, 23, 40);
    const night = block(start, start + 3 * 3_600_000);
    const part = partOf('02:10–02:30', night, 'Europe/Vienna');
    assert.deepEqual(part, { from: Date.UTC(2026, 9, 25, 0, 10), to: Date.UTC(2026, 9, 25, 1, 30) });
  });

  it('is offered as the whole block', () => {
    assert.equal(wholePart(ofDay, 'UTC'), '09:14–10:02');
    assert.equal(wholePart(pastMidnight, 'Europe/Vienna'), '00:10–02:20');
  });
});

describe('what is removed of a block', () => {
  const running = block(at('09:14:20'), at('10:02:40'), { endedBy: null });
  const now = at('10:04');
  const ranges = (of: FocusBlock, typed: string | null) =>
    removedOf(of, typed === null ? null : partOf(typed, of, 'UTC'), now).map(
      ({ from, to }) => `${clockOf(from)}–${clockOf(to)}`,
    );

  for (const [what, of, typed, expected] of [
    ['all of it, with its last second', ofDay, null, ['09:14:20–10:02:41']],
    ['what comes before and after a part', ofDay, '09:20–09:50', ['09:14:20–09:20', '09:50–10:02:41']],
    ['what comes before the end', ofDay, '09:20–10:02', ['09:14:20–09:20']],
    ['what comes after the beginning', ofDay, '09:14–09:50', ['09:50–10:02:41']],
    ['all up to now while it goes on', running, null, ['09:14:20–10:04']],
    ['what comes after a part, up to now, while it goes on', running, '09:14–09:50', ['09:50–10:04']],
    ['nothing of what goes on after a part up to its end', running, '09:20–10:02', ['09:14:20–09:20']],
  ] as const) {
    it(`is ${what}`, () => assert.deepEqual(ranges(of, typed), expected));
  }

  it('is told before', () => {
    assert.deepEqual(removalText(ofDay, removedOf(ofDay, partOf('09:20–09:50', ofDay, 'UTC'), now), wording), {
      message: 'Remove 09:14 to 09:20 and 09:50 to 10:02 of Monday 2 November?',
      detail:
        'What was recorded in this time, 18\u00a0min, goes from your weeks and from the disk. It can’t be undone.',
    });
    const { detail } = removalText(running, removedOf(running, null, now), wording);
    assert.match(detail, /What you do from now on is recorded as before\.$/);
  });
});

describe('the blocks to choose from', () => {
  const calendar: Calendar = { timeZone: 'UTC', dayStartMinutes: 240 };
  const spans = [
    span('09:00', '09:40', { unfocusedAt: '09:40' }),
    span('11:00', '11:10', { ended: 'sleep' }),
    span('23:50', '23:59', { unfocusedAt: '23:59' }),
    span('01:00', '01:05', { day: 1, unfocusedAt: '01:05' }),
    span('09:00', '09:05', { day: 2, unfocusedAt: '09:05' }),
  ];
  const recording = { since: at('00:00'), pauses: [] };
  const now = at('12:00', 3);
  const weeks = [weekOf(now, calendar)];
  const blocks = focusBlocks(spans, usualThresholds, { now, recording });
  const days = daysOfBlocks(weeklyFocus(blocks, spans, { weeks, calendar, now, recording, repository: null }));

  it('stand under the day of the person, the newest first', () => {
    assert.deepEqual(
      days.map(({ from, blocks }) => [wording.weekday(from), ...blocks.map(({ start }) => clockOf(start))]),
      [
        ['Wednesday 4 November', '09:00'],
        ['Monday 2 November', '01:00', '23:50', '11:00', '09:00'],
      ],
    );
  });

  it('say how long they are, and how they ended', () => {
    const rows = days.flatMap(({ blocks }) => blocks).map(each => blockRow(each, wording));
    assert.deepEqual(rows.at(-1), { label: '09:00 to 09:40', description: '40\u00a0min, deep; left VS Code' });
    assert.deepEqual(rows.at(-2), { label: '11:00 to 11:10', description: '10\u00a0min; computer slept' });
  });

  it('are none before anything was recorded', () => assert.deepEqual(daysOfBlocks([null]), []));
});
