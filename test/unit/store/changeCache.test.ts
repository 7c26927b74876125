import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import type { CommitChange, FileChange } from '../../../src/domain/change';
import { ChangeCache, noStore } from '../../../src/store/changeCache';
import { TemporaryFolder } from '../../support/temporaryFolder';

const numbers = fc.array(fc.nat(), { maxLength: 12 });
const blob = fc.oneof(fc.constant(''), fc.nat().map(String));
/** Git's bytes, one character each. */
const filePath = fc
  .array(fc.integer({ min: 1, max: 255 }), { minLength: 1, maxLength: 12 })
  .map(bytes => String.fromCharCode(...bytes));
const file: fc.Arbitrary<FileChange> = fc
  .record({
    path: filePath,
    parents: fc.array(fc.record({ blob, from: fc.option(filePath, { nil: undefined }) }), { maxLength: 3 }),
    blob,
    binary: fc.boolean(),
    hunks: fc.array(fc.integer({ min: -(2 ** 30), max: 2 ** 31 - 1 }), { maxLength: 20 }),
  })
  .map(({ parents, ...rest }) => ({
    ...rest,
    parentPaths: parents.map(({ from }) => from ?? rest.path),
    parentBlobs: parents.map(parent => parent.blob),
  }));
const change = (id: string): fc.Arbitrary<CommitChange> =>
  fc.record(
    {
      id: fc.constant(id),
      files: fc.array(file, { maxLength: 4 }),
      blankAdded: numbers,
      blankDeleted: numbers,
      carried: numbers,
      fingerprint: blob,
    },
    { noNullPrototype: true },
  );
const changes = fc
  .integer({ min: 1, max: 6 })
  .chain(count => fc.tuple(...Array.from({ length: count }, (_, index) => change(`${index}`.repeat(40)))));

const simple = (id: string): CommitChange => ({
  id,
  files: [{ path: `${id}.ts`, parentPaths: [''], parentBlobs: [''], blob: 'b', binary: false, hunks: [1, 0, 1, 9] }],
  blankAdded: [0, 3, 1],
  blankDeleted: [],
  carried: [],
  fingerprint: `f${id}`,
});

describe('ChangeCache', () => {
  let folder: TemporaryFolder;
  beforeEach(() => {
    folder = new TemporaryFolder('cache');
  });
  afterEach(() => folder.dispose());

  const place = () => path.join(folder.path, 'cache');
  const file = (id = 'repository') => path.join(place(), `${id}.changes`);
  const cache = (format = 'changes/1') => new ChangeCache(place(), format);
  const ids = async (id = 'repository', format = 'changes/1') => [...(await cache(format).load(id)).keys()].sort();

  it('gives back what it was given, of any name and size', async () => {
    await fc.assert(
      fc.asyncProperty(changes, async given => {
        const kept = new TemporaryFolder('kept');
        await new ChangeCache(kept.path, 'x').add('id', given);
        assert.deepEqual([...(await new ChangeCache(kept.path, 'x').load('id')).values()], given);
        kept.dispose();
      }),
      { numRuns: 60 },
    );
  });

  it('holds nothing at first, and makes nothing until something is kept', async () => {
    assert.deepEqual(await ids(), []);
    await cache().add('repository', []);
    assert.deepEqual(readdirSync(folder.path), []);
  });

  it('is for the person alone', async () => {
    await cache().add('repository', [simple('a')]);
    assert.equal(statSync(place()).mode & 0o777, 0o700);
    assert.equal(statSync(file()).mode & 0o777, 0o600);
  });

  it('adds to what is there, and knows repositories apart', async () => {
    await cache().add('repository', [simple('a')]);
    const before = readFileSync(file());
    await cache().add('repository', [simple('b'), simple('c')]);
    await cache().add('other', [simple('d')]);
    assert.deepEqual(await ids(), ['a', 'b', 'c']);
    assert.deepEqual(await ids('other'), ['d']);
    assert.deepEqual(readFileSync(file()).subarray(0, before.length), before);
  });

  it('does not use what is of another format, and takes its place', async () => {
    await cache('changes/1').add('repository', [simple('a')]);
    assert.deepEqual(await ids('repository', 'changes/10'), []);
    await cache('changes/10').add('repository', [simple('b')]);
    assert.deepEqual(await ids('repository', 'changes/10'), ['b']);
    assert.deepEqual(await ids(), []);
    assert.deepEqual(readdirSync(place()), ['repository.changes']);
  });

  it('leaves nothing behind of processes that were killed while they wrote', async () => {
    mkdirSync(place());
    const drafts = ['repository.changes.0123456789ab', 'other.changes.0123456789ab'];
    for (const name of drafts) writeFileSync(path.join(place(), name), 'changes/1\n');
    await cache().add('repository', [simple('a')]);
    assert.deepEqual(readdirSync(place()), ['other.changes.0123456789ab', 'repository.changes']);
  });

  it('loses only the line that is cut off, and goes on behind it', async () => {
    await cache().add('repository', [simple('a'), simple('b')]);
    const whole = statSync(file()).size;
    for (let bytes = whole - 2; bytes > whole - 60; bytes -= 7) {
      truncateSync(file(), bytes);
      assert.deepEqual(await ids(), ['a'], `${bytes} bytes`);
    }
    await cache().add('repository', [simple('c')]);
    assert.deepEqual(await ids(), ['a', 'c']);
  });

  it('never gives what it was not given, wherever a byte is wrong', async () => {
    const given = ['a', 'b', 'c'].map(simple);
    await cache().add('repository', given);
    const whole = readFileSync(file());
    for (let at = 0; at < whole.length; at++) {
      const damaged = Buffer.from(whole);
      damaged[at] = (whole[at] as number) ^ (1 << (at % 8));
      writeFileSync(file(), damaged);
      const found = await cache().load('repository');
      assert.ok(found.size >= (at < 'changes/1\n'.length ? 0 : 1) && found.size < 3, `byte ${at}: ${found.size}`);
      for (const [id, one] of found) assert.deepEqual(one, simple(id), `byte ${at}`);
    }
  });

  it('passes over what others left between the lines', async () => {
    await cache().add('repository', [simple('a')]);
    appendFileSync(file(), '\n\n\u0000garbage\n{"id":"x"}\n00000000["x"]\n', 'latin1');
    await cache().add('repository', [simple('b')]);
    assert.deepEqual(await ids(), ['a', 'b']);
  });

  it('loses nothing that several add at the same time', async () => {
    const many = Array.from({ length: 30 }, (_, index) => `${index}`.padStart(2, '0'));
    await cache().add('repository', [simple('first')]);
    await Promise.all(many.map(id => cache().add('repository', [simple(id)])));
    assert.deepEqual(await ids(), [...many, 'first']);
  });

  it('throws nothing where nothing can be read or written', async () => {
    mkdirSync(file(), { recursive: true });
    assert.deepEqual(await ids(), []);
    await cache().add('repository', [simple('a')]);
    assert.deepEqual(readdirSync(place()), ['repository.changes']);
    writeFileSync(path.join(folder.path, 'file'), '');
    const blocked = new ChangeCache(path.join(folder.path, 'file', 'cache'), 'changes/1');
    await blocked.add('repository', [simple('a')]);
    assert.equal((await blocked.load('repository')).size, 0);
  });
});

describe('no store', () => {
  it('keeps nothing', async () => {
    await noStore.add('repository', [simple('a')]);
    assert.equal((await noStore.load('repository')).size, 0);
  });
});
