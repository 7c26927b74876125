import assert from 'node:assert/strict';
import { shownName } from '../../../src/text/shownName';

describe('a shown name', () => {
  for (const [name, shown] of [
    ['api', 'api'],
    [' two\nlines\u2028three ', 'two lines three'],
    ['\u202Egnp.exe\u202C', 'gnp.exe'],
    ['<b>زورق</b>', '<b>زورق</b>'],
    ['x'.repeat(10_000), `${'x'.repeat(19)}…`],
    ['𝒳'.repeat(20), '𝒳'.repeat(20)],
    ['half \uD835', 'half'],
  ] as const) {
    it(`of ${JSON.stringify(name.slice(0, 30))}`, () => assert.equal(shownName(name, 20), shown));
  }
});
