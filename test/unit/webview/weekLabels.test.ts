import assert from 'node:assert/strict';
import fc from 'fast-check';
import { labelGap, weekLabels } from '../../../webview/weekLabels';

/** Weeks of the same width, from one end to the other. */
const middles = (weeks: number, width: number) =>
  Array.from({ length: weeks }, (_, at) => ((at + 0.5) * width) / weeks);
const places = (labels: readonly (number | null)[]) => labels.flatMap((each, at) => (each === null ? [] : at));

describe('the labels of weeks', () => {
  it('are evenly spaced from the last on, and the marked week has one', () => {
    const x = middles(12, 240);
    assert.deepEqual(places(weekLabels(x, 11, 56, 240)), [3, 7, 11]);
    assert.deepEqual(places(weekLabels(x, 5, 56, 240)), [5, 11]);
    assert.deepEqual(places(weekLabels(x, -1, 56, 240)), [3, 7, 11]);
  });

  it('are those of all evenly spaced weeks where none is marked', () => {
    assert.deepEqual(places(weekLabels(middles(11, 550), -1, 80, 550)), [0, 2, 4, 6, 8, 10]);
  });

  it('stay apart and within the chart, however wide they are', () => {
    const charts = fc.record({
      weeks: fc.integer({ min: 1, max: 52 }),
      marked: fc.integer({ min: -1, max: 51 }),
      room: fc.integer({ min: 40, max: 160 }),
      width: fc.integer({ min: 150, max: 1000 }),
    });
    fc.assert(
      fc.property(charts, ({ weeks, marked, room, width }) => {
        const at = Math.min(marked, weeks - 1);
        const labels = weekLabels(middles(weeks, width), at, room, width);
        if (at >= 0) assert.notEqual(labels[at], null);
        const stand = labels.filter(each => each !== null);
        assert.ok(stand.length > 0);
        const half = (room - labelGap) / 2;
        for (const [index, place] of stand.entries()) {
          assert.ok(place >= half - 1e-9 && place <= width - half + 1e-9);
          if (index > 0) assert.ok(place - (stand[index - 1] ?? 0) >= room - 1e-9);
        }
      }),
    );
  });

  it('are none where there are no weeks', () => {
    assert.deepEqual(weekLabels([], -1, 56, 300), []);
  });
});
