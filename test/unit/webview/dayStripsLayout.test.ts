import assert from 'node:assert/strict';
import type { DayAxis } from '../../../src/protocol';
import { blockAfter, dayStripsLayout, type PlacedBlock } from '../../../webview/dayStripsLayout';

/** From 08:00 to 18:00 of a day that starts at 04:00. */
const axis: DayAxis = {
  from: 240,
  to: 840,
  hours: Array.from({ length: 11 }, (_, hour) => ({ at: 240 + 60 * hour, text: String(8 + hour) })),
};

describe('the layout of the day strips', () => {
  const layout = dayStripsLayout(axis, 600);

  it('runs from end to end of the axis', () => {
    assert.deepEqual([layout.x(240), layout.x(540), layout.x(840)], [0, 300, 600]);
  });

  const bars: [string, number, number, { x: number; width: number } | null][] = [
    ['is as long as the stretch', 300, 360, { x: 60, width: 60 }],
    ['is seen however short the stretch', 300, 300.5, { x: 60, width: 2 }],
    ['stays inside at the end', 839.5, 840, { x: 598, width: 2 }],
    ['is cut at the beginning', 0, 300, { x: 0, width: 60 }],
    ['is cut at the end', 780, 1440, { x: 540, width: 60 }],
    ['is none outside', 900, 1000, null],
    ['is none before', 0, 240, null],
  ];
  for (const [situation, from, to, bar] of bars) {
    it(`draws a bar that ${situation}`, () => assert.deepEqual(layout.bar({ from, to }, 2), bar));
  }

  for (const width of [0, 120, 200, 300, 600, 1000]) {
    it(`keeps the hours apart at ${width} px, the first among them`, () => {
      const { ticks } = dayStripsLayout(axis, width);
      assert.equal(ticks[0]?.text, '8');
      for (const [index, { x }] of ticks.slice(1).entries()) assert.ok(x - (ticks[index]?.x ?? 0) >= 52);
    });
  }
});

describe('the way from block to block by keyboard', () => {
  const block = (day: number, from: number, to: number): PlacedBlock => ({ day, from, to });
  const blocks = [block(0, 300, 340), block(0, 600, 700), block(2, 290, 310), block(2, 620, 640), block(3, 400, 500)];
  const ways: [string, number, number | null][] = [
    ['ArrowRight', 0, 1],
    ['ArrowRight', 1, 2],
    ['ArrowRight', 4, 4],
    ['ArrowLeft', 2, 1],
    ['ArrowLeft', 0, 0],
    ['Home', 3, 0],
    ['End', 1, 4],
    ['ArrowDown', 0, 2],
    ['ArrowDown', 1, 3],
    ['ArrowDown', 3, 4],
    ['ArrowDown', 4, 4],
    ['ArrowUp', 4, 2],
    ['ArrowUp', 3, 1],
    ['ArrowUp', 0, 0],
    ['Enter', 1, null],
    ['Tab', 1, null],
  ];
  for (const [key, at, to] of ways) {
    it(`${key} leads from ${at} to ${to ?? 'nowhere'}`, () => assert.equal(blockAfter(key, at, blocks), to));
  }
});
