import assert from 'node:assert/strict';
import { takeFailureText } from '../../../src/vscode/takeFailure';
import { english } from '../../support/translation';

const failure = (code: string, message = '') => Object.assign(new Error(message), { code });

describe('why a week could not be saved', () => {
  for (const [error, start] of [
    [failure('Unknown', "ENOSPC: no space left on device, write '/x'"), 'The week is not saved: the disk is full.'],
    [failure('Unknown', 'EDQUOT: disk quota exceeded'), 'The week is not saved: the disk is full.'],
    [failure('NoPermissions', 'EACCES'), 'The week is not saved: VS Code may not write there.'],
    [failure('Unknown', 'EROFS: read-only file system'), 'The week is not saved: VS Code may not write there.'],
    [failure('FileIsADirectory'), 'The week is not saved: that is a folder.'],
    [failure('Unavailable'), 'The week is not saved: the file could not be written.'],
    [new Error('what nobody foresaw'), 'The week is not saved: the file could not be written.'],
    ['text', 'The week is not saved: the file could not be written.'],
  ] as const) {
    it(`is told of ${String(error)}, with what can be done`, () => {
      const text = takeFailureText(error, english);
      assert.ok(text.startsWith(start), text);
      assert.match(text, /(?:[Cc]hoose another (?:place|name))\.$/);
    });
  }
});
