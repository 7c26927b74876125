import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { FeltPlot } from '../../../src/protocol';
import { dotRadius, feltPlotLayout } from '../../../webview/feltPlotLayout';

const size = { width: 460, height: 150, left: 50, right: 10, top: 10, bottom: 40 };

function plot(most: number, ...dots: [felt: number, measured: number][]): FeltPlot {
  return {
    title: '',
    text: '',
    steps: ['never', 'rarely', 'sometimes', 'often'].map(short => ({ short })),
    least: { value: 0, text: '0' },
    most: { value: most, text: '' },
    dots: dots.map(([felt, measured], at) => ({ week: `${at}`, felt, measured, text: '' })),
    table: { caption: '', columns: [], rows: [] },
  };
}

describe('the layout of felt against measured', () => {
  it('puts steps in the middle of equal columns, and what was measured above the ground', () => {
    const { steps, dots } = feltPlotLayout(plot(10, [0, 0], [1, 5], [3, 10]), size);
    assert.deepEqual(steps, [100, 200, 300, 400]);
    assert.deepEqual(dots, [
      { x: 100, y: 110 },
      { x: 200, y: 60 },
      { x: 400, y: 10 },
    ]);
  });

  it('puts dots that would hide one another side by side', () => {
    const { dots } = feltPlotLayout(plot(10, [1, 5], [1, 5], [1, 5], [1, 9]), size);
    assert.deepEqual(
      dots.map(({ x }) => x),
      [200, 200 + 2 * dotRadius, 200 - 2 * dotRadius, 200],
    );
  });

  it('labels as many steps as there is room for, both ends before others', () => {
    assert.deepEqual(feltPlotLayout(plot(1), size).labelled, [true, true, true, true]);
    // `rarely` takes 52, and `sometimes` 73.
    assert.deepEqual(feltPlotLayout(plot(1), { ...size, width: 60 + 4 * 63 }).labelled, [true, true, true, true]);
    assert.deepEqual(feltPlotLayout(plot(1), { ...size, width: 60 + 4 * 62 }).labelled, [true, false, false, true]);
    assert.deepEqual(feltPlotLayout(plot(1), { ...size, width: 60 }).labelled, [false, false, false, true]);
    const { steps } = plot(1);
    const five = { ...plot(1), steps: [...steps, { short: 'most days' }] };
    assert.deepEqual(feltPlotLayout(five, { ...size, width: 60 + 5 * 50 }).labelled, [true, false, true, false, true]);
  });

  it('keeps the last label within the picture', () => {
    assert.deepEqual(feltPlotLayout(plot(1), size).labels, [100, 200, 300, 400]);
    // `often` takes 45.
    assert.equal(feltPlotLayout(plot(1), { ...size, width: 120 }).labels[3], 120 - 45 / 2);
  });

  it('keeps every dot in the column of its step, whatever the width', () => {
    const dot = fc.tuple(fc.integer({ min: 0, max: 3 }), fc.double({ min: 0, max: 20, noNaN: true }));
    fc.assert(
      fc.property(fc.array(dot, { maxLength: 30 }), fc.integer({ min: 0, max: 1400 }), (written, width) => {
        const { dots, steps } = feltPlotLayout(plot(10, ...written), { ...size, width });
        const half = Math.max(1, width - 60) / 8;
        for (const [at, { x, y }] of dots.entries()) {
          const middle = steps[written[at]?.[0] ?? 0] ?? 0;
          assert.ok(Math.abs(x - middle) <= half + 1e-9, `${x} is not at ${middle}`);
          assert.ok(y >= 10 && y <= 110);
        }
      }),
    );
  });
});
