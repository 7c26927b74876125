import assert from 'node:assert/strict';
import { fileFailureText } from '../../../src/vscode/fileFailure';
import { english } from '../../support/translation';

const failure = (code: string, message = '') => Object.assign(new Error(message), { code });

describe('why a file could not be saved', () => {
  for (const [error, start] of [
    [failure('Unknown', "ENOSPC: no space left on device, write '/x'"), 'The file is not saved: the disk is full.'],
    [failure('Unknown', 'EDQUOT: disk quota exceeded'), 'The file is not saved: the disk is full.'],
    [failure('NoPermissions', 'EACCES'), 'The file is not saved: VS Code may not write there.'],
    [failure('Unknown', 'EROFS: read-only file system'), 'The file is not saved: VS Code may not write there.'],
    [failure('FileIsADirectory'), 'The file is not saved: that is a folder.'],
    [failure('Unavailable'), 'The file is not saved: it could not be written.'],
    [new Error('what nobody foresaw'), 'The file is not saved: it could not be written.'],
    ['text', 'The file is not saved: it could not be written.'],
  ] as const) {
    it(`is told of ${String(error)}, with what can be done`, () => {
      const text = fileFailureText(error, english);
      assert.ok(text.startsWith(start), text);
      assert.match(text, /(?:[Cc]hoose another (?:place|name))\.$/);
    });
  }
});
