import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { JournalErased, JournalFailure } from '../../../src/domain/journal';
import { firstTouches } from '../../../src/domain/newGround';
import { CurrentInstallation } from '../../../src/store/installation';
import { FolderJournal } from '../../../src/store/journal';
import { SessionRecordFolder } from '../../../src/store/sessionRecord';
import { FolderShareRecords } from '../../../src/store/shareRecords';
import { cacheFolderIn, cachesIn, StorageFolder } from '../../../src/store/storage';
import { sampleReflection } from '../../support/sampleReflection';
import { sampleSpan } from '../../support/sampleSpan';
import { TemporaryFolder } from '../../support/temporaryFolder';

const change = {
  id: 'c'.repeat(40),
  fingerprint: '',
  blankAdded: [],
  blankDeleted: [],
  carried: [],
  files: [],
};

describe('the storage folder', () => {
  let folder: TemporaryFolder;
  let storage: StorageFolder;
  let installation: CurrentInstallation;
  beforeEach(() => {
    folder = new TemporaryFolder('storage');
    storage = new StorageFolder(folder.path);
    installation = new CurrentInstallation(folder.path);
  });
  afterEach(() => folder.dispose());

  async function fill(): Promise<void> {
    const { store, grounds } = cachesIn(folder.path, 'format');
    const ground = { basis: '', tip: '1'.repeat(40), complete: true, touches: firstTouches([]) };
    for (const repository of ['a', 'b']) {
      await store.add(repository.repeat(32), [change]);
      await grounds.save(repository.repeat(32), ground);
    }
    writeFileSync(path.join(cacheFolderIn(folder.path), `${'a'.repeat(32)}.changes.0123456789ab`), 'half');
    await installation.open();
    const sessions = new SessionRecordFolder(folder.path);
    const window = await sessions.identify({ address: null, ofFile: false, session: 's' });
    await sessions.tell(window, 'untouched');
    await storage.openJournal().append([sampleSpan(Date.UTC(2026, 0, 1))]);
    mkdirSync(path.join(folder.path, 'ledger'));
    for (const repository of ['a', 'b']) {
      writeFileSync(path.join(folder.path, 'ledger', `${repository.repeat(32)}.jsonl`), 'abc');
    }
    mkdirSync(path.join(folder.path, 'exact-dates'));
    writeFileSync(path.join(folder.path, 'exact-dates', `${'a'.repeat(32)}.json`), '1234567');
    await storage.openReflections().answer(sampleReflection('2026-W41', { note: 'A secret.' }));
    mkdirSync(path.join(folder.path, 'later'));
    writeFileSync(path.join(folder.path, 'later', 'file'), '12345');
  }

  it('is empty where it is not there', async () => {
    const nowhere = new StorageFolder(path.join(folder.path, 'nowhere'));
    assert.deepEqual(await nowhere.facts(), {
      ...{ caches: [], ledgers: 0, exactDates: 0, sessions: 0, reflections: 0, team: 0, key: 0, other: 0 },
    });
    await nowhere.erase();
    assert.deepEqual(readdirSync(folder.path), []);
  });

  it('knows how much each kind takes', async () => {
    await fill();
    const { caches, ledgers, exactDates, sessions, reflections, key, other } = await storage.facts();
    const sizes = new Map(caches.map(({ repository, bytes }) => [repository, bytes]));
    assert.deepEqual([...sizes.keys()].sort(), ['a'.repeat(32), 'b'.repeat(32)]);
    assert.equal((sizes.get('a'.repeat(32)) ?? 0) - (sizes.get('b'.repeat(32)) ?? 0), 4);
    assert.ok(sessions > 0);
    assert.equal(reflections, statSync(path.join(folder.path, 'reflections', 'reflections.jsonl')).size);
    assert.deepEqual([ledgers, exactDates, key, other], [6, 7, 65, 5]);
  });

  it('forgets one cache with what was being written to it, and all of them', async () => {
    await fill();
    await storage.forgetRepository('a'.repeat(32));
    assert.deepEqual(readdirSync(cacheFolderIn(folder.path)), [
      `${'b'.repeat(32)}.changes`,
      `${'b'.repeat(32)}.ground`,
    ]);
    assert.deepEqual(readdirSync(path.join(folder.path, 'ledger')), [`${'b'.repeat(32)}.jsonl`]);
    await storage.eraseRepositories();
    assert.deepEqual((await storage.facts()).caches, []);
  });

  it('exports what was pushed for teams, which an import passes over, and erases it', async () => {
    const records = new FolderShareRecords(folder.path);
    const at = Date.UTC(2026, 10, 23, 9);
    const push = {
      at,
      action: 'join',
      week: '2026-W47',
      ref: 'refs/eddy/v1/2026-W47/join/0',
      content: '{"v":1}',
    } as const;
    await records.alone('a'.repeat(32), 0, held =>
      held.keep({ consent: null, notBefore: null, weeks: [], log: [push], trouble: null }),
    );
    const { team, other } = await storage.facts();
    assert.equal(team, statSync(path.join(folder.path, 'team', 'a'.repeat(32), 'share.json')).size);
    assert.equal(other, 0);
    const text = await storage.exportJson();
    assert.deepEqual(JSON.parse(text).pushed, [
      { ...push, repository: 'a'.repeat(32), at: '2026-11-23T09:00:00.000Z' },
    ]);
    assert.deepEqual(await storage.importJson(text), { spans: { added: 0, known: 0 }, weeks: { added: 0, known: 0 } });
    await storage.erase();
    assert.deepEqual(readdirSync(folder.path), []);
    assert.ok(!('pushed' in JSON.parse(await storage.exportJson())));
  });

  it('is empty after an erasure, and the key another one', async () => {
    await fill();
    const before = (await installation.open()).repositoryId(null, '/somewhere');
    await storage.erase();
    assert.deepEqual(readdirSync(folder.path), []);
    assert.equal((await installation.open()).repositoryId(null, '/somewhere'), before);
    installation.renew();
    assert.notEqual((await installation.open()).repositoryId(null, '/somewhere'), before);
  });

  it('is not written to by a window that was open before and goes then', async () => {
    const sessions = new SessionRecordFolder(folder.path);
    const window = await sessions.identify({ address: null, ofFile: false, session: 's' });
    await sessions.tell(window, 'untouched');
    await storage.erase();
    const newer = new SessionRecordFolder(folder.path);
    await newer.tell({ ...window, id: 'a'.repeat(16) }, 'untouched');
    sessions.leave();
    assert.deepEqual(readdirSync(path.join(folder.path, 'windows')), [`${'a'.repeat(16)}.json`]);
  });

  it('does not ask after an erasure who never wants to be asked', async () => {
    const window = storage.openReflections();
    await window.answer(sampleReflection('2026-W41'));
    await window.never(5000);
    await storage.erase();
    assert.deepEqual(await window.read(), {
      ...(await new StorageFolder('').openReflections().read()),
      neverSince: 5000,
    });
  });

  it('holds the words of a person in one file only', async () => {
    await fill();
    const files = readdirSync(folder.path, { recursive: true, withFileTypes: true }).filter(each => each.isFile());
    const holding = files.filter(each =>
      readFileSync(path.join(each.parentPath, each.name), 'latin1').includes('secret'),
    );
    assert.deepEqual(
      holding.map(({ name }) => name),
      ['reflections.jsonl'],
    );
  });

  it('tells windows that had written to the journal', async () => {
    const journal = new FolderJournal(folder.path);
    await journal.append([sampleSpan(Date.UTC(2026, 0, 1))]);
    await storage.erase();
    await assert.rejects(journal.append([sampleSpan(Date.UTC(2026, 0, 2))]), JournalErased);
  });

  it('leaves the journal for the end, for its end tells other windows that all of it is gone', async () => {
    await fill();
    let left: string[] = [];
    class Watched extends StorageFolder {
      override openJournal() {
        left = readdirSync(folder.path);
        return super.openJournal();
      }
    }
    await new Watched(folder.path).erase();
    assert.deepEqual(left, ['journal']);
  });

  it('says what the person can do where something could not be deleted', async () => {
    await fill();
    const inTheWay = new StorageFolder(path.join(folder.path, 'installation-key', 'nested'));
    await assert.rejects(inTheWay.erase(), (error: unknown) => {
      return error instanceof JournalFailure && error.kind === 'notWritable';
    });
  });
});
