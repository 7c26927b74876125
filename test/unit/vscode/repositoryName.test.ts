import assert from 'node:assert/strict';
import { repositoryNames } from '../../../src/vscode/repositoryName';

describe('the names of repositories', () => {
  const cases: [string, string[], string[]][] = [
    ['are those of their folders', ['/home/ada/stream', '/home/ada/estuary'], ['stream', 'estuary']],
    [
      'have a folder before them where two have one name',
      ['/ada/stream', '/bob/stream', '/x'],
      ['ada/stream', 'bob/stream', 'x'],
    ],
    ['have as many as it takes', ['/a/work/stream', '/b/work/stream'], ['a/work/stream', 'b/work/stream']],
    ['are told apart when one lies in the other', ['/a/a', '/a/a/a'], ['a/a', 'a/a/a']],
    [
      'are fit to be shown, whatever folders are called',
      ['/home/ada/a\nb', `/home/ada/\u202e${'x'.repeat(200)}`],
      ['a b', `${'x'.repeat(99)}…`],
    ],
    ['stand the root of a disk', ['/', '/c:'], ['/', 'c:']],
  ];
  for (const [situation, roots, names] of cases) {
    it(situation, () => assert.deepEqual(repositoryNames(roots), names));
  }
});
