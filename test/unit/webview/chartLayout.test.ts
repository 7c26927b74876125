import assert from 'node:assert/strict';
import type { WeekMark } from '../../../src/protocol';
import { type ChartSize, chartLayout } from '../../../webview/chartLayout';

const size: ChartSize = { width: 300, height: 200, left: 40, right: 10, top: 10, bottom: 30, label: 56 };
const complete = (value: number): { mark: WeekMark } => ({ mark: { kind: 'complete', value } });
const gap: { mark: WeekMark } = { mark: { kind: 'gap' } };
const estimate = (value: number, high: number): { mark: WeekMark } => ({
  mark: { kind: 'estimate', value, interval: { low: 0, high } },
});
const twelve = Array.from({ length: 12 }, () => complete(0.08));

describe('the layout of the chart', () => {
  it('puts nothing at the bottom and the greatest share at the top', () => {
    const { y, top } = chartLayout([complete(0.2)], 0, null, size);
    assert.equal(y(0), 170);
    assert.equal(y(top), 10);
  });

  it('starts at 10 % for small shares, so that a small change does not look large', () => {
    assert.equal(chartLayout([complete(0.01)], 0, null, size).top, 0.1);
    assert.equal(chartLayout([gap], 0, null, size).top, 0.1);
  });

  it('does not let one wide interval press the rest flat', () => {
    assert.ok(chartLayout([complete(0.1), estimate(0.1, 0.9)], 0, null, size).top <= 0.2);
    assert.ok(chartLayout([complete(0.1), estimate(0.1, 0.15)], 0, null, size).top >= 0.15);
  });

  it('never goes beyond everything', () => {
    assert.equal(chartLayout([complete(0.95), estimate(0.9, 1)], 0, null, size).top, 1);
  });

  it('makes room for the baseline', () => {
    assert.ok(chartLayout([complete(0.02)], 0, 0.31, size).top >= 0.31);
  });

  for (const width of [100, 300, 500, 1400]) {
    for (const selected of [0, 5, 9, 11]) {
      it(`keeps labels apart at ${width} px with week ${selected} selected, which has one`, () => {
        const { labels, step } = chartLayout(twelve, selected, null, { ...size, width });
        assert.notEqual(labels[selected], null);
        const at = labels.filter(each => each !== null);
        for (const [index, each] of at.slice(1).entries())
          assert.ok(each - (at[index] ?? 0) >= Math.min(56, step * 12));
      });
    }
  }

  it('labels the first weeks as well where none is selected', () => {
    const labels = (selected: number) => chartLayout(twelve, selected, null, { ...size, width: 500 }).labels;
    assert.notEqual(labels(-1)[1], null);
    assert.deepEqual(labels(-1), labels(11));
  });

  it('keeps the columns inside the plot', () => {
    const { x, step } = chartLayout(twelve, 0, null, size);
    assert.ok(Math.abs((x[0] ?? 0) - step / 2 - 40) < 0.001);
    assert.ok(Math.abs((x[11] ?? 0) + step / 2 - 290) < 0.001);
  });

  it('stands a single week, and none at all', () => {
    assert.equal(chartLayout([complete(0.5)], 0, null, size).x.length, 1);
    assert.deepEqual(chartLayout([], 0, null, size).x, []);
  });
});
