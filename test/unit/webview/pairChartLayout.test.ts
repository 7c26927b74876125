import assert from 'node:assert/strict';
import fc from 'fast-check';
import { pairChartLayout } from '../../../webview/pairChartLayout';

const size = { plot: 64, above: 8, side: 20, label: 56 };

describe('the layout of a pair’s chart', () => {
  it('goes from one side to the other, and from the ground to the top', () => {
    const { x, y } = pairChartLayout(5, -1, { ...size, width: 300 });
    assert.deepEqual([x[0], x.at(-1)], [20, 280]);
    assert.deepEqual([y(0), y(1)], [72, 8]);
  });

  it('puts a week alone in the middle', () => {
    assert.deepEqual(pairChartLayout(1, 0, { ...size, width: 300 }).x, [150]);
  });

  it('labels the marked week, and no two that run into each other', () => {
    const charts = fc.record({
      weeks: fc.integer({ min: 2, max: 26 }),
      marked: fc.integer({ min: -1, max: 25 }),
      width: fc.integer({ min: 200, max: 700 }),
    });
    fc.assert(
      fc.property(charts, ({ weeks, marked, width }) => {
        const at = Math.min(marked, weeks - 1);
        const { labels } = pairChartLayout(weeks, at, { ...size, width });
        if (at >= 0) assert.notEqual(labels[at], null);
        const places = labels.filter(each => each !== null);
        assert.ok(places.length > 0);
        for (const [index, place] of places.entries()) {
          if (index > 0) assert.ok(place - (places[index - 1] ?? 0) >= 56 - 1e-9);
        }
      }),
    );
  });
});
