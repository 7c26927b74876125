import assert from 'node:assert/strict';
import { type BlockEnd, type FocusBlock, focusBetween, interruptionOf } from '../../../src/domain/focusBlock';
import { at } from '../../support/spans';

function block(from: string, to: string, endedBy: BlockEnd | null = null, resumed: string | null = null): FocusBlock {
  const resumedAt = resumed === null ? null : at(resumed);
  return { start: at(from), end: at(to), deep: false, endedBy, resumedAt, lagMs: null, parts: [] };
}

describe('a focus block', () => {
  describe('ends with an interruption', () => {
    for (const [situation, ended, cause] of [
      ['at least five minutes, away', block('09:00', '09:05', 'away', '09:10'), 'away'],
      ['idle', block('09:00', '09:30', 'idle', '09:40'), 'idle'],
      ['asleep', block('09:00', '09:30', 'sleep', '09:40'), 'sleep'],
      ['a second less than five minutes', block('09:00', '09:04:59', 'away', '09:10'), null],
      ['work again after an hour', block('09:00', '09:30', 'away', '10:30'), 'away'],
      ['a second later: a break', block('09:00', '09:30', 'away', '10:30:01'), null],
      ['never resumed', block('09:00', '09:30', 'away'), null],
      ['paused by the person', block('09:00', '09:30', 'paused', '09:40'), null],
      ['still going on', block('09:00', '09:30'), null],
    ] as const) {
      it(`${situation}: ${cause}`, () => assert.equal(interruptionOf(ended), cause));
    }
  });

  describe('sums up between two instants', () => {
    const blocks = [block('09:00', '09:30'), block('10:00', '10:00'), block('11:00', '12:00')];
    for (const [from, to, minutes] of [
      ['00:00', '23:00', 90],
      ['09:10', '09:20', 10],
      ['09:20', '11:10', 20],
      ['09:30', '11:00', 0],
      ['12:00', '13:00', 0],
      ['08:00', '09:00', 0],
      ['11:30', '11:30', 0],
    ] as const) {
      it(`${from} to ${to}: ${minutes} min`, () => {
        assert.equal(focusBetween(blocks, at(from), at(to)), minutes * 60_000);
      });
    }
  });
});
