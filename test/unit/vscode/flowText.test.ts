import assert from 'node:assert/strict';
import { Wording } from '../../../src/text/wording';
import type { FlowInput } from '../../../src/vscode/flowInput';
import { blockText, blockTimes, endWord, flowSentence, startsText } from '../../../src/vscode/flowText';
import { inBerlin, recordedSince, sampleBlocks, sampleFlow, type WrittenBlock } from '../../support/sampleFlow';
import { english } from '../../support/translation';

const wording = new Wording(english, 'en-GB', 'Europe/Berlin');
/** Thursday of the week of 16 November. */
const now = '2026-11-19 15:00';
const early = recordedSince('2026-09-01');
const plain = (text: string) => text.replaceAll('\u00a0', ' ');
const sentenceOf = (flow: FlowInput, weeksAgo = 0) =>
  plain(flowSentence(flow.weeks.at(-1 - weeksAgo) ?? null, flow, wording));

/** A block of three hours in each of some earlier weeks. */
const before = (...days: string[]): WrittenBlock[] => days.map(day => `${day} 09:00 12:00 away`);
const usual = before('2026-10-28', '2026-11-04', '2026-11-11');
const today = ['2026-11-19 09:00 10:20 away', '2026-11-19 10:30 11:00 away', '2026-11-19 13:00 13:10 away'];

describe('the sentence of flow', () => {
  const situations: [string, FlowInput, string][] = [
    [
      'a first run',
      sampleFlow(now, [], { recording: { since: null, pauses: [] } }),
      'Nothing is recorded yet: your first minutes in the editor will appear here.',
    ],
    [
      'the running week beside the median week',
      sampleFlow(now, [...usual, ...today], { recording: early }),
      '2 h of focus this week so far, 2 deep blocks; your median week has 3 h.',
    ],
    [
      'one deep block',
      sampleFlow(now, [...usual, '2026-11-19 09:00 10:20 away'], { recording: early }),
      '1 h 20 min of focus this week so far, one deep block; your median week has 3 h.',
    ],
    [
      'no deep block',
      sampleFlow(now, [...usual, '2026-11-19 09:00 09:20 away'], { recording: early }),
      '20 min of focus this week so far, no deep block; your median week has 3 h.',
    ],
    [
      'too few weeks to compare with',
      sampleFlow(now, [...usual.slice(1), ...today], { recording: early }),
      '2 h of focus this week so far, 2 deep blocks. Not enough yet to compare it with: 2 of 3 earlier weeks.',
    ],
    [
      'a recording that began in the week',
      sampleFlow(now, today, { recording: recordedSince('2026-11-18') }),
      '2 h of focus this week so far, 2 deep blocks. Not enough yet to compare it with: 0 of 3 earlier weeks. Recorded since Wednesday 18 November.',
    ],
    [
      'a pause',
      sampleFlow(now, [...usual, ...today], {
        recording: { ...early, pauses: [{ from: inBerlin('2026-11-19', '14:10'), to: null }] },
      }),
      '2 h of focus this week so far, 2 deep blocks; your median week has 3 h. Recording was paused for 50 min of it.',
    ],
    ['a week that is still empty', sampleFlow(now, usual, { recording: early }), 'No focus this week so far.'],
  ];
  for (const [situation, flow, sentence] of situations) {
    it(`tells ${situation}`, () => assert.equal(sentenceOf(flow), sentence));
  }

  it('tells weeks that are over, and those that stayed empty', () => {
    const flow = sampleFlow(now, ['2026-11-05 09:00 12:00 away'], { recording: early });
    assert.equal(sentenceOf(flow, 2), '3 h of focus in the week of 2 November, one deep block.');
    assert.equal(sentenceOf(flow, 1), 'No focus in the week of 9 November.');
  });
});

describe('the text of a block', () => {
  const table: [string, WrittenBlock[], string][] = [
    [
      'a deep block that was interrupted',
      ['2026-11-19 09:00 09:50 away', '2026-11-19 10:02 10:10 away'],
      'Thursday 19 November, 09:00 to 09:50: a deep block of 50 min. Interrupted when you left VS Code; it went on 12 min later.',
    ],
    [
      'a shorter one',
      ['2026-11-19 09:00 09:24 idle', '2026-11-19 09:40 10:10 away'],
      'Thursday 19 November, 09:00 to 09:24: 24 min of focus. Interrupted when nothing happened in the editor; it went on 16 min later.',
    ],
    [
      'sleep',
      ['2026-11-19 09:00 09:24 sleep', '2026-11-19 10:24 10:50 away'],
      'Thursday 19 November, 09:00 to 09:24: 24 min of focus. Interrupted when the computer slept; it went on 1 h later.',
    ],
    [
      'a break',
      ['2026-11-19 09:00 09:24 sleep', '2026-11-19 10:25 10:50 away'],
      'Thursday 19 November, 09:00 to 09:24: 24 min of focus. It ended when the computer slept.',
    ],
    [
      'a block that is too short to be interrupted',
      ['2026-11-19 09:00 09:04 idle', '2026-11-19 09:25 10:50 away'],
      'Thursday 19 November, 09:00 to 09:04: 4 min of focus. It ended when nothing more happened in the editor.',
    ],
    [
      'a pause',
      ['2026-11-19 09:00 09:24 paused', '2026-11-19 09:25 10:50 away'],
      'Thursday 19 November, 09:00 to 09:24: 24 min of focus. It ended when you paused the recording.',
    ],
    [
      'the end of the day',
      ['2026-11-19 09:00 09:24 away'],
      'Thursday 19 November, 09:00 to 09:24: 24 min of focus. It ended when you left VS Code.',
    ],
    [
      'a block that goes on',
      ['2026-11-19 09:00 09:25 open'],
      'Thursday 19 November, 09:00 to 09:25: a deep block of 25 min. It may still go on.',
    ],
  ];
  for (const [situation, written, text] of table) {
    it(`tells ${situation}`, () => {
      const [block] = sampleBlocks(written);
      assert.ok(block);
      assert.equal(plain(blockText(block, blockTimes(block, wording), wording)), text);
    });
  }

  it('has another word for each end', () => {
    const ends = ['away', 'idle', 'sleep', 'paused', 'open'].map(end => `2026-11-19 09:00 09:24 ${end}`);
    assert.equal(new Set(sampleBlocks(ends).map(block => endWord(block, wording))).size, 5);
  });
});

describe('when deep blocks begin', () => {
  const at = (counts: Record<number, number>) => Array.from({ length: 24 }, (_, hour) => counts[hour] ?? 0);
  const table: [string, Record<number, number>, string][] = [
    ['too few', { 9: 2 }, 'Not enough: 2 of 3 deep blocks.'],
    ['one hour', { 9: 2, 14: 1 }, 'Mostly between 09 and 10: 2 of 3.'],
    ['the shortest stretch', { 9: 2, 10: 2, 14: 2, 15: 1 }, 'Mostly between 09 and 11: 4 of 7.'],
    ['the fullest of equally short ones', { 9: 3, 10: 3, 11: 4 }, 'Mostly between 10 and 12: 7 of 10.'],
    ['the first of equals', { 9: 1, 10: 1, 11: 1 }, 'Mostly between 09 and 11: 2 of 3.'],
    ['a stretch over midnight', { 23: 2, 0: 2, 9: 1 }, 'Mostly between 23 and 01: 4 of 5.'],
    ['half of them is not most', { 9: 2, 14: 1, 19: 1 }, 'Spread over the day.'],
    ['no stretch of four hours', { 6: 1, 10: 1, 14: 1, 18: 1 }, 'Spread over the day.'],
  ];
  for (const [situation, counts, text] of table) {
    it(`tells of ${situation}`, () => assert.equal(startsText(at(counts), 4, wording), text));
  }

  it('does not join the end of a day to its beginning', () => {
    assert.equal(startsText(at({ 3: 2, 4: 2, 12: 1 }), 4, wording), 'Spread over the day.');
    assert.equal(startsText(at({ 3: 2, 4: 2, 12: 1 }), 0, wording), 'Mostly between 03 and 05: 4 of 5.');
  });
});
