import assert from 'node:assert/strict';
import { columnsOf, cut, printable, wrap } from '../../../src/terminal/columns';

describe('columns', () => {
  for (const [text, columns] of [
    ['', 0],
    ['abc', 3],
    ['café', 4],
    ['cafe\u0301', 4],
    ['漢字', 4],
    ['한글', 4],
    ['ＡＢ', 4],
    ['👍', 2],
    ['█▏░', 3],
    ['\u200bx', 1],
  ] as const) {
    it(`${JSON.stringify(text)} takes ${columns}`, () => assert.equal(columnsOf(text), columns));
  }

  it('cuts before a character that does not fit', () => {
    assert.equal(cut('漢字漢字', 8, '…'), '漢字漢字');
    assert.equal(cut('漢字漢字', 7, '…'), '漢字漢…');
    assert.equal(cut('漢字漢字', 6, '…'), '漢字…');
    assert.equal(cut('abcdef', 5, '...'), 'ab...');
  });

  it('breaks at spaces, and cuts a word that is longer than a line', () => {
    assert.deepEqual(wrap('one two  three', 7, '…'), ['one two', 'three']);
    assert.deepEqual(wrap('- one two three', 7, '…', '  '), ['- one', '  two', '  three']);
    assert.deepEqual(wrap('a abcdefghij b', 6, '…', ' '), ['a', ' abcd…', ' b']);
    assert.deepEqual(wrap(' ', 6, '…'), []);
  });

  it('prints nothing that a terminal would act on', () => {
    assert.equal(printable('a\u001b[2J\nb\u202ec\u0007\u009b'), 'a[2J bc');
  });
});
