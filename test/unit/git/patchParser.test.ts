import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import type { CommitChange } from '../../../src/domain/change';
import { Git, patchOptions } from '../../../src/git/git';
import { PatchParser, patchFormat } from '../../../src/git/patchParser';
import { TemporaryRepository } from '../../support/temporaryRepository';
import { randomHistory } from './randomHistory';

const words = ['diff-tree', ...patchFormat, ...patchOptions, '--diff-algorithm=myers'];
const ordinary = ['-M'];
const merges = ['-c', '--combined-all-paths', '-U1', '--no-renames'];
const noId = '0'.repeat(40);
const submodule = `160000,${'1'.repeat(40)}`;

async function patchOf(repository: TemporaryRepository, ids: readonly string[], options: readonly string[]) {
  const chunks: Buffer[] = [];
  const git = new Git(repository.path, { environment: repository.environment });
  const { signal } = new AbortController();
  await git.stream([...words, ...options], ids.map(id => `${id}\n`).join(''), chunk => chunks.push(chunk), signal);
  return Buffer.concat(chunks);
}

/** What the parser makes of a patch that comes in pieces, cut at these places. */
function parsed(patch: Buffer, cuts: readonly number[] = []): CommitChange[] {
  const changes: CommitChange[] = [];
  const parser = new PatchParser(
    change => changes.push(change),
    file => file.startsWith('generated'),
  );
  const ends = [...cuts.map(cut => cut % (patch.length + 1)).sort((one, other) => one - other), patch.length];
  let start = 0;
  for (const end of ends) {
    // A copy, for a stream's buffers are used again.
    parser.push(Buffer.from(patch.subarray(start, end)));
    start = end;
  }
  parser.end();
  return changes;
}

/** A file of a change in short: `from → to` where the names differ, whether it was and is there, and its hunks. */
interface Told {
  readonly file: string;
  readonly was?: boolean;
  readonly is?: boolean;
  readonly binary?: boolean;
  readonly hunks: readonly number[];
}

function told({ files }: CommitChange): Told[] {
  return files.map(({ path: name, parentPaths, parentBlobs, blob, binary, hunks }) => ({
    file: parentPaths[0] === name ? name : `${parentPaths[0]} → ${name}`,
    ...(parentBlobs[0] === '' && { was: false }),
    ...(blob === '' && { is: false }),
    ...(binary && { binary }),
    hunks,
  }));
}

/** A case: the file before and after, or what else makes the two commits, and what the second one is told as. */
interface Case {
  readonly before?: string | Buffer;
  readonly after?: string | Buffer;
  make?(repository: TemporaryRepository): Promise<void>;
  readonly files: readonly Told[];
  readonly carried?: readonly number[];
  readonly blankAdded?: readonly number[];
  readonly blankDeleted?: readonly number[];
}

const file = 'file';
const fifty = (line: (number: number) => string): string =>
  Array.from({ length: 50 }, (_, at) => line(at + 1)).join('');
const withLine = (at: number, line: string): string =>
  fifty(number => (number === at ? line : `line number ${number}\n`));
const plain = withLine(0, '');
const looksLikeHeaders = [
  '-- a/file',
  '++ b/file',
  '@@ -1,2 +3,4 @@',
  'diff --git a/file b/file',
  `index ${noId}..${'1'.repeat(40)}`,
  'Binary files a/file and b/file differ',
  '\\ No newline at end of file',
  `${'a'.repeat(40)}`,
  ':100644 100644',
];

const cases: Readonly<Record<string, Case>> = {
  'lines changed in several places': {
    before: plain,
    after: plain.replace('number 3\n', 'three\n').replace('number 40\n', 'forty\nforty again\n'),
    files: [{ file, hunks: [3, 1, 3, 1, 40, 1, 40, 2] }],
  },
  'lines added at the start, amid and at the end': {
    before: 'a\nb\n',
    after: 'new\na\nnew\nb\nnew\n',
    files: [{ file, hunks: [1, 0, 1, 1, 2, 0, 3, 1, 3, 0, 5, 1] }],
  },
  'lines deleted at the start, amid and at the end': {
    before: 'gone\na\ngone\nb\ngone\n',
    after: 'a\nb\n',
    files: [{ file, hunks: [1, 1, 1, 0, 3, 1, 2, 0, 5, 1, 3, 0] }],
  },
  'a new file': { after: 'a\n\nb\n', files: [{ file, was: false, hunks: [1, 0, 1, 3] }], blankAdded: [0, 2, 1] },
  'a deleted file': {
    before: 'a\n\t\n\nb\n',
    files: [{ file, is: false, hunks: [1, 4, 1, 0] }],
    blankDeleted: [0, 2, 2],
  },
  'a new empty file': { after: '', files: [{ file, was: false, hunks: [] }] },
  'a deleted empty file': { before: '', files: [{ file, is: false, hunks: [] }] },
  'a file emptied': { before: 'a\n', after: '', files: [{ file, hunks: [1, 1, 1, 0] }] },
  'a final newline taken away': {
    before: 'a\nb\n',
    after: 'a\nb',
    files: [{ file, hunks: [2, 1, 2, 1] }],
    carried: [0, 2, 0, 2, 1, 0],
  },
  'a final newline added': {
    before: 'a\nb',
    after: 'a\nb\n',
    files: [{ file, hunks: [2, 1, 2, 1] }],
    carried: [0, 2, 0, 2, 1, 0],
  },
  'no final newline before and after, and a change before it': {
    before: `${plain}last`,
    after: `first\n${plain}the last`,
    files: [{ file, hunks: [1, 0, 1, 1, 51, 1, 52, 1] }],
  },
  'the only line, without a newline': { before: 'a', after: 'b', files: [{ file, hunks: [1, 1, 1, 1] }] },
  'carriage returns without newlines: one line': {
    before: 'a\rb\rc\n',
    after: 'a\rb\n',
    files: [{ file, hunks: [1, 1, 1, 1] }],
  },
  'other line ends': {
    before: 'one\ntwo\n',
    after: 'one\r\ntwo\r\n',
    files: [{ file, hunks: [1, 2, 1, 2] }],
    carried: [0, 1, 0, 1, 2, 0],
  },
  'other indentation': {
    before: `if\nthis is long\nend\n`,
    after: `if\n\t  this  is long \nend\n`,
    files: [{ file, hunks: [2, 1, 2, 1] }],
    carried: [0, 2, 0, 2, 1, 0],
  },
  'a line longer than any buffer': {
    before: `${'x'.repeat(300_000)}\nshort\n`,
    after: `${'y'.repeat(300_000)}\nshort\n`,
    files: [{ file, hunks: [1, 1, 1, 1] }],
  },
  'added lines that look like headers': {
    before: 'a\nb\n',
    after: `a\n${looksLikeHeaders.join('\n')}\nb\n`,
    files: [{ file, hunks: [2, 0, 2, 9] }],
  },
  'deleted lines that look like headers': {
    before: `a\n${looksLikeHeaders.join('\n')}\nb\n${looksLikeHeaders.join('\n')}`,
    after: 'a\nb\n',
    files: [{ file, hunks: [2, 9, 2, 0, 12, 9, 3, 0] }],
  },
  'bytes that are no text in any encoding': {
    before: Buffer.from('a\n\xff\xfe\x01\n', 'latin1'),
    after: Buffer.from('a\n\x80\n', 'latin1'),
    files: [{ file, hunks: [2, 1, 2, 1] }],
  },
  'a binary file': { before: 'a\0b\n', after: 'a\0c\n', files: [{ file, binary: true, hunks: [] }] },
  'a new binary file': { after: 'a\0b\n', files: [{ file, was: false, binary: true, hunks: [] }] },
  'a deleted binary file': { before: 'a\0b\n', files: [{ file, is: false, binary: true, hunks: [] }] },
  'text that became binary': { before: 'a\n', after: 'a\0\n', files: [{ file, binary: true, hunks: [] }] },
  'a mode and nothing else': {
    before: plain,
    make: async repository => void (await repository.git('update-index', '--chmod=+x', file)),
    files: [{ file, hunks: [] }],
  },
  'a renamed file': {
    before: plain,
    make: async repository => void (await repository.git('mv', file, 'other')),
    files: [{ file: 'file → other', hunks: [] }],
  },
  'a renamed and changed file': {
    before: plain,
    make: async repository => {
      await repository.git('mv', file, 'other');
      repository.write('other', withLine(9, 'nine\n'));
      await repository.git('add', 'other');
    },
    files: [{ file: 'file → other', hunks: [9, 1, 9, 1] }],
  },
  'two files that changed places': {
    before: plain,
    make: async repository => {
      repository.write('second', 'not the same\n');
      await repository.commit('second');
      repository.write('second', plain);
      repository.write(file, 'not the same\n');
      await repository.git('add', '--all');
    },
    files: [
      { file, hunks: [1, 50, 1, 1] },
      { file: 'second', hunks: [1, 1, 1, 50] },
    ],
    carried: [1, 1, 0, 1, 1, 1, 0, 1, 1, 1, 50, 1],
  },
  'a file that became a symbolic link': {
    before: 'a\nb\nc\n',
    make: async repository => {
      repository.remove(file);
      symlinkSync('target', path.join(repository.path, file));
      await repository.git('add', file);
    },
    files: [{ file, hunks: [1, 3, 1, 1] }],
  },
  'a symbolic link that became a file': {
    make: async repository => {
      symlinkSync('target', path.join(repository.path, file));
      await repository.commit('link');
      repository.remove(file);
      repository.write(file, 'a\nb\n');
      await repository.git('add', file);
    },
    files: [{ file, hunks: [1, 1, 1, 2] }],
  },
  'an empty file that became a symbolic link, and a change after it': {
    before: '',
    make: async repository => {
      repository.write('later', 'a\n');
      await repository.commit('later');
      repository.remove(file);
      symlinkSync('target', path.join(repository.path, file));
      repository.write('later', 'b\n');
      await repository.git('add', '--all');
    },
    files: [
      { file, hunks: [1, 0, 1, 1] },
      { file: 'later', hunks: [1, 1, 1, 1] },
    ],
  },
  'a submodule that moved on': {
    make: async repository => {
      await repository.git('update-index', '--add', '--cacheinfo', `${submodule},module`);
      await repository.commit('submodule', { all: false });
      await repository.git('update-index', '--cacheinfo', `160000,${'2'.repeat(40)},module`);
    },
    files: [],
  },
  'a file that became a submodule': {
    before: 'a\nb\n',
    make: async repository => void (await repository.git('update-index', '--cacheinfo', `${submodule},${file}`)),
    files: [{ file, is: false, hunks: [1, 2, 1, 0] }],
  },
  'a submodule that became a file': {
    make: async repository => {
      await repository.git('update-index', '--add', '--cacheinfo', `${submodule},${file}`);
      await repository.commit('submodule', { all: false });
      repository.write(file, 'a\nb\n');
      await repository.git('add', file);
    },
    files: [{ file, was: false, hunks: [1, 0, 1, 2] }],
  },
  'names that git quotes': {
    make: async repository => {
      for (const name of ['a"quote', 'back\\slash', 'line\nbreak', 'tab\t', ' space ', 'é', '-dash', ':colon']) {
        repository.write(name, 'a\n');
      }
      await repository.git('add', '--all');
    },
    files: [' space ', '-dash', ':colon', 'a"quote', 'back\\slash', 'line\nbreak', 'tab\t', '\xc3\xa9'].map(name => ({
      file: name,
      was: false,
      hunks: [1, 0, 1, 1],
    })),
  },
  'the same change in two files': {
    make: async repository => {
      for (const name of ['one', 'two']) repository.write(name, 'a\n');
      await repository.commit('both');
      for (const name of ['one', 'two']) repository.write(name, 'b\n');
      await repository.git('add', '--all');
    },
    files: [
      { file: 'one', hunks: [1, 1, 1, 1] },
      { file: 'two', hunks: [1, 1, 1, 1] },
    ],
  },
  'a moved line, but not into a generated file': {
    make: async repository => {
      repository.write('from', 'the line that moves\nand the other one\n');
      await repository.commit('from');
      repository.write('from', '');
      repository.write('generated', 'and the other one\n');
      repository.write('to', 'the line that moves\n');
      await repository.git('add', '--all');
    },
    files: [
      { file: 'from', hunks: [1, 2, 1, 0] },
      { file: 'generated', was: false, hunks: [1, 0, 1, 1] },
      { file: 'to', was: false, hunks: [1, 0, 1, 1] },
    ],
    carried: [0, 1, 2, 1, 1, 1],
  },
  'moved lines of seven characters, and of eight, of several bytes each': {
    make: async repository => {
      repository.write('from', 'äöüßéè€\näöüßéè€𝄞\n');
      await repository.commit('from');
      repository.write('from', '');
      repository.write('to', '  äöüßéè€\n  äöüßéè€𝄞\n');
      await repository.git('add', '--all');
    },
    files: [
      { file: 'from', hunks: [1, 2, 1, 0] },
      { file: 'to', was: false, hunks: [1, 0, 1, 2] },
    ],
    carried: [0, 2, 1, 2, 1, 1],
  },
  nothing: { before: 'a\n', after: 'a\n', files: [] },
};

describe('the parser of patches', () => {
  for (const [title, { before, after, make, files, carried, blankAdded, blankDeleted }] of Object.entries(cases)) {
    it(`reads ${title}`, async () => {
      const repository = await TemporaryRepository.create();
      if (before !== undefined) repository.write(file, before);
      await repository.commit('before');
      if (make) await make(repository);
      else {
        if (before !== undefined) repository.remove(file);
        if (after !== undefined) repository.write(file, after);
        await repository.git('add', '--all');
      }
      const id = await repository.commit('after', { all: false });
      const patch = await patchOf(repository, [id], ordinary);
      repository.dispose();

      const [change, ...more] = parsed(patch);
      assert.equal(more.length, 0);
      if (files.length === 0) assert.equal(change, undefined);
      else if (!change) assert.fail('git shows no change');
      else {
        assert.equal(change.id, id);
        assert.deepEqual(told(change), files);
        assert.deepEqual(change.carried, carried ?? []);
        assert.deepEqual(change.blankAdded, blankAdded ?? []);
        assert.deepEqual(change.blankDeleted, blankDeleted ?? []);
      }
      const bytes = Array.from({ length: Math.min(patch.length, 5000) }, (_, at) => at);
      assert.deepEqual(parsed(patch, bytes), parsed(patch));
    });
  }

  it('reads the first commit', async () => {
    const repository = await TemporaryRepository.create();
    repository.write(file, 'a\n');
    const patch = await patchOf(repository, [await repository.commit('first')], ordinary);
    repository.dispose();
    assert.deepEqual(parsed(patch).map(told), [[{ file, was: false, hunks: [1, 0, 1, 1] }]]);
  });

  it('reads names that are not UTF-8', async function () {
    // Other systems refuse such names.
    if (process.platform !== 'linux') this.skip();
    const repository = await TemporaryRepository.create();
    repository.write(Buffer.from('\xff\xfe', 'latin1'), 'a\n');
    const patch = await patchOf(repository, [await repository.commit('first')], ordinary);
    repository.dispose();
    assert.equal(parsed(patch)[0]?.files[0]?.path, '\xff\xfe');
  });

  it('reads a change between two commits as the first one’s', async () => {
    const repository = await TemporaryRepository.create();
    repository.write(file, 'a\n');
    const from = await repository.commit('first');
    repository.write(file, 'a\nb\n');
    await repository.commit('second');
    repository.write(file, 'a\nb\nc\n');
    const to = await repository.commit('third');
    const patch = await patchOf(repository, [`${to} ${from}`], ordinary);
    repository.dispose();
    const [change] = parsed(patch);
    assert.equal(change?.id, to);
    assert.deepEqual(change && told(change), [{ file, hunks: [2, 0, 2, 2] }]);
  });
});

/** A merge of two branches that start from `before`. */
async function merged(before: string | null, ours: string | null, theirs: string | null, result: string | null) {
  const repository = await TemporaryRepository.create();
  const put = (text: string | null) => {
    if (text !== null) repository.write(file, text);
    else repository.git('rm', '--quiet', file);
  };
  if (before !== null) put(before);
  repository.write('common', '');
  await repository.commit('before');
  await repository.branch('side');
  if (theirs !== null || before !== null) put(theirs);
  await repository.commit('theirs');
  await repository.switchTo('main');
  if (ours !== null || before !== null) put(ours);
  await repository.commit('ours');
  await repository.git('merge', '--no-commit', '--no-ff', 'side').catch(() => undefined);
  if (result !== null) put(result);
  const id = await repository.commit('merge');
  const patch = await patchOf(repository, [id], merges);
  repository.dispose();
  return { id, patch };
}

describe('the parser of patches of merges', () => {
  // Each hunk: pairs, first new line, first line in each parent; then rows and how many. Rows that stand: 0 in all
  // parents, 1 not in the first, 2 not in the second, 3 in none. Rows that are gone are negative.
  const mergeCases: Readonly<
    Record<string, readonly [before: string | null, ours: string, theirs: string, result: string, hunks: number[]]>
  > = {
    'both sides’ lines': [
      'a\nz\n',
      'a\nours\nz\n',
      'a\nz\ntheirs\n',
      'a\nours\nz\ntheirs\n',
      [4, 1, 1, 1, 0, 1, 2, 1, 0, 1, 1, 1],
    ],
    'a line of its own': [
      'a\nz\n',
      'a\nours\nz\n',
      'a\ntheirs\nz\n',
      'a\nmerge\nz\n',
      [5, 1, 1, 1, 0, 1, -1, 1, -2, 1, 3, 1, 0, 1],
    ],
    'lines that it ended': [
      'a\nb\nc\nd\nz\n',
      'a\nb\nc\nd\nours\nz\n',
      'a\nb\nc\nd\nz\ntheirs\n',
      'a\nz\n',
      [5, 1, 1, 1, 0, 1, -3, 3, -1, 1, 0, 1, -2, 1],
    ],
    'deleted lines before one that stays': [
      'a\nb\nz\n',
      'a\nz\nours\n',
      'a\nb\nb\nz\ntheirs\n',
      'a\nz\nmade by\nthe merge\n',
      [6, 1, 1, 1, 0, 1, -2, 2, 0, 1, -1, 1, -2, 1, 3, 2],
    ],
    'no final newline': ['a', 'a\nours', 'theirs\na', 'theirs\na\nmerge', [5, 1, 1, 1, 1, 1, -2, 1, 2, 1, -1, 1, 3, 1]],
    'a file that both added': [null, 'a\nours\n', 'a\ntheirs\n', 'a\nmerge\n', [4, 1, 1, 1, 0, 1, -1, 1, -2, 1, 3, 1]],
  };

  for (const [title, [before, ours, theirs, result, hunks]] of Object.entries(mergeCases)) {
    it(`reads ${title}`, async () => {
      const { id, patch } = await merged(before, ours, theirs, result);
      const [change, ...more] = parsed(patch);
      assert.equal(more.length, 0);
      assert.equal(change?.id, id);
      assert.deepEqual(change?.files[0]?.parentPaths, [file, file]);
      assert.deepEqual(change?.files[0]?.hunks, hunks);
      assert.equal(change?.fingerprint, '');
      assert.deepEqual(parsed(patch, [...patch.keys()]), parsed(patch));
    });
  }

  it('takes for noise of a merge what it did itself', async () => {
    const { patch } = await merged(
      'a\n\nb\nindented\nz\n',
      'a\n\nb\nindented\n\nours\nz\n',
      'a\n\nb\nindented\ntheirs\nz\n',
      'a\nb\n  indented\n\nours\ntheirs\n\nmerge\nz\n',
    );
    const [change] = parsed(patch);
    assert.deepEqual(change?.blankDeleted, [0, 2, 1]);
    assert.deepEqual(change?.blankAdded, [0, 7, 1]);
    assert.deepEqual(change?.carried, [0, 4, 0, 3, 1, 0]);
  });

  it('reads merges of which git prints nothing but the id', async () => {
    const repository = await TemporaryRepository.create();
    repository.write(file, 'a\n');
    await repository.commit('first');
    const ids: string[] = [];
    for (const [number, result] of [null, null, 'evil', null].entries()) {
      await repository.branch(`side${number}`);
      repository.write(`theirs${number}`, 'a\n');
      await repository.commit('theirs');
      await repository.switchTo('main');
      repository.write(`ours${number}`, 'a\n');
      await repository.commit('ours');
      await repository.git('merge', '--no-commit', '--no-ff', `side${number}`);
      if (result !== null) repository.write(`ours${number}`, `${result}\n`);
      if (result !== null) repository.write(`theirs${number}`, `${result}\n`);
      ids.push(await repository.commit('merge'));
    }
    const patch = await patchOf(repository, ids, merges);
    repository.dispose();
    const shown = parsed(patch);
    assert.ok(shown.every(({ id }) => ids.includes(id)));
    assert.deepEqual(
      ids.map(id => shown.find(change => change.id === id)?.files.map(({ path: name }) => name) ?? []),
      [[], [], ['ours2', 'theirs2'], []],
    );
  });
});

describe('the parser of patches in pieces', function () {
  this.timeout(60_000);

  it('reads the same wherever they are cut', async () => {
    const { repository, tips } = await randomHistory({ seed: 7, commits: 100, merges: true });
    const listed = await repository.git('rev-list', '--parents', ...tips);
    const commits = listed
      .trim()
      .split('\n')
      .map(line => line.split(' '));
    const read = (isMerge: boolean, options: readonly string[]) => {
      const ids = commits.flatMap(([id = '', ...parents]) => (parents.length > 1 === isMerge ? [id] : []));
      return patchOf(repository, ids, options);
    };
    const patches = [
      await read(false, ordinary),
      await read(true, merges),
      await read(true, ['-c', '--combined-all-paths', '-M']),
    ];
    repository.dispose();
    for (const patch of patches) {
      const whole = parsed(patch);
      assert.ok(whole.length > 2 && whole.some(({ files }) => files.some(({ hunks }) => hunks.length > 4)));
      assert.deepEqual(parsed(patch, [...patch.keys()]), whole);
      fc.assert(
        fc.property(fc.array(fc.nat(patch.length), { minLength: 1, maxLength: 300 }), cuts => {
          assert.deepEqual(parsed(patch, cuts), whole);
        }),
        { numRuns: 40, seed: 1 },
      );
    }
  });
});
