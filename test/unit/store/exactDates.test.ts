import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type ExactDates, type KeptExactDates, nothingKept } from '../../../src/domain/exactDates';
import { FolderExactDates } from '../../../src/store/exactDates';
import { StorageFolder } from '../../../src/store/storage';
import { TemporaryFolder } from '../../support/temporaryFolder';

const id = 'a'.repeat(32);
const now = Date.UTC(2026, 10, 2, 9);
const request: ExactDates = {
  number: 7,
  createdAt: now - 5,
  readyAt: now - 4,
  mergedAt: null,
  closedAt: now - 3,
  firstCommitAt: now - 9,
};
const kept: KeptExactDates = {
  isPrivate: true,
  askedAt: now,
  notBefore: now + 1,
  knownTo: null,
  walk: { startedAt: now, since: null, before: now - 5 },
  requests: new Map([[7, request]]),
};

describe('the exact dates on disk', () => {
  let folder: TemporaryFolder;
  let store: FolderExactDates;
  const file = () => path.join(folder.path, 'exact-dates', `${id}.json`);
  beforeEach(() => {
    folder = new TemporaryFolder('exact-dates');
    store = new FolderExactDates(folder.path);
  });
  afterEach(() => folder.dispose());

  it('are not there before they are wanted, and nothing is made to look', async () => {
    assert.equal(await store.read(id), null);
    await store.update(id, () => null);
    await store.forget(id);
    assert.deepEqual(readdirSync(folder.path), []);
  });

  it('are read as they were written, in another window too', async () => {
    await store.update(id, () => kept);
    assert.deepEqual(await store.read(id), kept);
    assert.deepEqual(await new FolderExactDates(folder.path).read(id), kept);
  });

  it('are for the person alone, and hold numbers only', async () => {
    await store.update(id, () => kept);
    assert.equal(statSync(file()).mode & 0o777, 0o600);
    assert.equal(statSync(path.dirname(file())).mode & 0o777, 0o700);
    JSON.parse(readFileSync(file(), 'utf8'), (_, value) => assert.notEqual(typeof value, 'string') ?? value);
  });

  it('follow what another window writes', async () => {
    await store.update(id, () => kept);
    assert.equal((await store.read(id))?.askedAt, now);
    const other = new FolderExactDates(folder.path);
    await other.update(id, mine => mine && { ...mine, askedAt: now + 7 });
    assert.equal((await store.read(id))?.askedAt, now + 7);
  });

  it('are changed one after another, and leave nothing half', async () => {
    await store.update(id, () => nothingKept(false, 0));
    const more = (mine: KeptExactDates | null) => mine && { ...mine, askedAt: mine.askedAt + 1 };
    const windows = Array.from({ length: 5 }, () => new FolderExactDates(folder.path));
    await Promise.all(windows.map(window => window.update(id, more)));
    assert.equal((await store.read(id))?.askedAt, 5);
    assert.deepEqual(readdirSync(path.dirname(file())), [`${id}.json`]);
  });

  it('are gone once forgotten, and what goes on does not bring them back', async () => {
    await store.update(id, () => kept);
    await new FolderExactDates(folder.path).forget(id);
    await store.update(id, mine => mine && { ...mine, askedAt: now + 7 });
    assert.equal(await store.read(id), null);
    assert.deepEqual(readdirSync(path.dirname(file())), []);
  });

  for (const [what, text] of [
    ['cut off', '{"version":1,'],
    ['of another version', JSON.stringify({ ...kept, version: 2, requests: [] })],
    ['something else', '[]'],
    ['wrong', JSON.stringify({ version: 1, ...kept, requests: [['7', 0, 0, 0, 0, 0]] })],
  ]) {
    it(`are not there where the file is ${what}`, async () => {
      mkdirSync(path.dirname(file()));
      writeFileSync(file(), text ?? '');
      assert.equal(await store.read(id), null);
    });
  }

  it('say so where the disk does not let them be kept', async () => {
    writeFileSync(path.join(folder.path, 'exact-dates'), '');
    await assert.rejects(
      store.update(id, () => kept),
      { code: 'ENOTDIR' },
    );
  });

  it('lie nowhere else, whatever the id', async () => {
    await assert.rejects(store.read('../installation-key'), RangeError);
  });

  it('are counted and erased with all the rest', async () => {
    await store.update(id, () => kept);
    const storage = new StorageFolder(folder.path);
    assert.equal((await storage.facts()).exactDates, statSync(file()).size);
    await storage.erase();
    assert.equal(await store.read(id), null);
  });

  it('are forgotten with their repository', async () => {
    await store.update(id, () => kept);
    const storage = new StorageFolder(folder.path);
    await storage.forgetRepository('b'.repeat(32));
    assert.deepEqual(await store.read(id), kept);
    await storage.forgetRepository(id);
    assert.equal(await store.read(id), null);
  });

  it('of 3,000 requests are small', async () => {
    const requests = new Map(Array.from({ length: 3000 }, (_, number) => [number, { ...request, number }]));
    await store.update(id, () => ({ ...kept, requests }));
    assert.ok(statSync(file()).size < 300_000);
  });
});
