import assert from 'node:assert/strict';
import { classify, type FileKind } from '../../../src/domain/category';
import { type CommitChange, carriedKind, type FileChange } from '../../../src/domain/change';
import { sizeOf } from '../../../src/domain/changeSize';

const file = (path: string, hunks: number[], binary = false): FileChange => ({
  path,
  parentPaths: [path],
  parentBlobs: ['1'],
  blob: '2',
  binary,
  hunks,
});
const change = (files: FileChange[], noise: Partial<CommitChange> = {}): CommitChange => ({
  id: 'c',
  files,
  blankAdded: [],
  blankDeleted: [],
  carried: [],
  fingerprint: '',
  ...noise,
});

const cases: [string, CommitChange, [added: number, deleted: number, files: number]][] = [
  ['nothing', change([]), [0, 0, 0]],
  ['added and deleted lines of all hunks', change([file('a.ts', [1, 2, 1, 3, 9, 0, 10, 4])]), [7, 2, 1]],
  ['each file once', change([file('a.ts', [1, 1, 1, 1]), file('b.ts', [1, 0, 1, 5])]), [6, 1, 2]],
  [
    'no blank lines',
    change([file('a.ts', [1, 4, 1, 6])], { blankAdded: [0, 2, 2], blankDeleted: [0, 1, 1] }),
    [4, 3, 1],
  ],
  ['no file of blank lines alone', change([file('a.ts', [1, 0, 1, 2])], { blankAdded: [0, 1, 2] }), [0, 0, 0]],
  [
    'no lines that moved from one file to another',
    change([file('a.ts', [1, 5, 1, 0]), file('b.ts', [1, 0, 1, 6])], { carried: [0, 1, 1, 1, 5, carriedKind.moved] }),
    [1, 0, 1],
  ],
  [
    'no lines that only changed their white space',
    change([file('a.ts', [1, 3, 1, 3])], { carried: [0, 1, 0, 1, 2, carriedKind.whitespace] }),
    [1, 1, 1],
  ],
  [
    'no generated and vendored files',
    change([file('package-lock.json', [1, 0, 1, 9]), file('node_modules/x.js', [1, 0, 1, 9])]),
    [0, 0, 0],
  ],
  ['no binary files', change([file('a.png', [], true)]), [0, 0, 0]],
  ['no file that was only renamed', change([file('new.ts', [])]), [0, 0, 0]],
];

describe('the size of a change holds', () => {
  for (const [name, given, [added, deleted, files]] of cases) {
    it(name, () => {
      const kindOf = (path: string): FileKind => classify(path);
      assert.deepEqual(sizeOf(given, kindOf), { added, deleted, files });
    });
  }
});
