import assert from 'node:assert/strict';
import { type TextTarget, textStyle } from '../../../src/terminal/style';

describe('style', () => {
  const terminal: TextTarget = { isTTY: true, columns: 120 };
  const pipe: TextTarget = {};
  const utf8 = { LANG: 'en_GB.UTF-8' };
  const cases: [
    string,
    TextTarget,
    Record<string, string>,
    string,
    { width: number; colour: boolean; unicode: boolean },
  ][] = [
    ['terminal', terminal, utf8, 'linux', { width: 80, colour: true, unicode: true }],
    ['narrow terminal', { isTTY: true, columns: 60 }, utf8, 'linux', { width: 60, colour: true, unicode: true }],
    ['tiny terminal', { isTTY: true, columns: 10 }, utf8, 'linux', { width: 40, colour: true, unicode: true }],
    [
      'terminal of no known size',
      { isTTY: true, columns: 0 },
      utf8,
      'linux',
      { width: 80, colour: true, unicode: true },
    ],
    ['NO_COLOR', terminal, { ...utf8, NO_COLOR: '1' }, 'linux', { width: 80, colour: false, unicode: true }],
    ['dumb', terminal, { ...utf8, TERM: 'dumb' }, 'linux', { width: 80, colour: false, unicode: true }],
    ['C locale', terminal, { LANG: 'C' }, 'linux', { width: 80, colour: true, unicode: false }],
    ['LC_ALL first', terminal, { ...utf8, LC_ALL: 'C' }, 'linux', { width: 80, colour: true, unicode: false }],
    ['no locale', terminal, {}, 'linux', { width: 80, colour: true, unicode: false }],
    ['pipe', pipe, {}, 'linux', { width: 80, colour: false, unicode: true }],
    ['pipe in the C locale', pipe, { LC_ALL: 'C' }, 'linux', { width: 80, colour: false, unicode: false }],
    ['old Windows console', terminal, {}, 'win32', { width: 80, colour: true, unicode: false }],
    ['Windows Terminal', terminal, { WT_SESSION: 'x' }, 'win32', { width: 80, colour: true, unicode: true }],
    ['Windows pipe', pipe, {}, 'win32', { width: 80, colour: false, unicode: true }],
  ];
  for (const [name, target, environment, platform, expected] of cases) {
    it(name, () => assert.deepEqual(textStyle(target, environment, platform, 'en'), { ...expected, locale: 'en' }));
  }
});
