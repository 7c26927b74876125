import assert from 'node:assert/strict';
import { indexAfter } from '../../../webview/listKeys';

describe('the way through a list by keyboard', () => {
  const ways: [lies: 'horizontal' | 'vertical', key: string, from: number, to: number | null][] = [
    ['vertical', 'ArrowDown', 0, 1],
    ['vertical', 'ArrowDown', 2, 2],
    ['vertical', 'ArrowUp', 2, 1],
    ['vertical', 'ArrowUp', 0, 0],
    ['vertical', 'Home', 2, 0],
    ['vertical', 'End', 0, 2],
    ['vertical', 'ArrowRight', 1, null],
    ['vertical', 'Enter', 1, null],
    ['horizontal', 'ArrowRight', 0, 1],
    ['horizontal', 'ArrowRight', 2, 2],
    ['horizontal', 'ArrowLeft', 2, 1],
    ['horizontal', 'ArrowLeft', 0, 0],
    ['horizontal', 'Home', 2, 0],
    ['horizontal', 'End', 0, 2],
    ['horizontal', 'ArrowDown', 1, null],
  ];
  for (const [lies, key, from, to] of ways) {
    it(`${lies}: ${key} leads from ${from} to ${to ?? 'nowhere'}`, () => {
      assert.equal(indexAfter(key, from, 3, lies), to);
    });
  }
});
