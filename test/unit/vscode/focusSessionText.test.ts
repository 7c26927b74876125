import assert from 'node:assert/strict';
import { doNotDisturbItems, endText, lengthItems, minutesIn } from '../../../src/vscode/focusSessionText';
import { english } from '../../support/translation';

describe('the texts of a focus session', () => {
  const lists: [last: number | null, minutes: (number | null)[]][] = [
    [null, [25, 50, 90, null]],
    [25, [25, 50, 90, null]],
    [90, [90, 25, 50, null]],
    [40, [40, 25, 50, 90, null]],
  ];
  for (const [last, minutes] of lists) {
    it(`offer lengths after ${last ?? 'none'}`, () => {
      const items = lengthItems(last, english);
      assert.deepEqual(
        items.map(item => item.minutes),
        minutes,
      );
      assert.deepEqual(
        items.map(({ description }) => description),
        items.map((_, at) => (at === 0 && last !== null ? 'as last time' : undefined)),
      );
    });
  }

  it('name a length', () => {
    assert.deepEqual(
      lengthItems(1, english).map(({ label }) => label),
      ['1 minute', '25 minutes', '50 minutes', '90 minutes', 'Another length…'],
    );
  });

  const typed: [string, number | null][] = [
    ['1', 1],
    ['480', 480],
    [' 45 ', 45],
    ['045', 45],
    ['0', null],
    ['481', null],
    ['', null],
    [' ', null],
    ['-5', null],
    ['2.5', null],
    ['1e2', null],
    ['25 minutes', null],
  ];
  for (const [text, minutes] of typed) {
    it(`read ${JSON.stringify(text)} as ${minutes} minutes`, () => assert.equal(minutesIn(text), minutes));
  }

  it('put the choice of the last time first', () => {
    const order = (leftLast: boolean) => doNotDisturbItems(leftLast, english).map(({ turnOn }) => turnOn);
    assert.deepEqual(
      [order(false), order(true)],
      [
        [true, false],
        [false, true],
      ],
    );
  });

  it('say the end', () => {
    assert.equal(endText(50, english), 'Focus session over: 50 minutes.');
    assert.equal(endText(1, english), 'Focus session over: 1 minute.');
  });
});
