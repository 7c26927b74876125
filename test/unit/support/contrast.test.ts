import assert from 'node:assert/strict';
import { contrast } from '../../support/contrast';

describe('contrast', () => {
  for (const [css, backdrop, opacity, expected] of [
    ['#000000', '#ffffff', 1, 21],
    ['rgb(255, 255, 255)', 'rgb(255, 255, 255)', 1, 1],
    ['#767676', '#ffffff', 1, 4.54],
    ['rgba(0, 0, 0, 0.5)', '#ffffff', 1, 3.98],
    ['rgb(0, 0, 0)', '#ffffff', 0.5, 3.98],
    ['color(srgb 0 0 0 / 0.5)', '#ffffff', 1, 3.98],
  ] as const) {
    it(`of ${css} on ${backdrop} at ${opacity}`, () => {
      assert.equal(Math.round(contrast(css, backdrop, opacity) * 100) / 100, expected);
    });
  }
});
