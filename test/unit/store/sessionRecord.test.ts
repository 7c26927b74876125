import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { SessionRecord, WindowIdentity } from '../../../src/domain/focusSession';
import { SessionRecordFolder } from '../../../src/store/sessionRecord';
import { TemporaryFolder } from '../../support/temporaryFolder';

const open = { address: 'file:///home/ada/stream', ofFile: false, session: 'today' };
const now = 1_700_000_000_000;
const record: SessionRecord = {
  startedAt: now,
  endsAt: now + 3_000_000,
  endedAt: null,
  dnd: 'turningOn',
  dndSince: now,
  windowId: '0123456789abcdef',
};

describe('SessionRecordFolder', () => {
  let folder: TemporaryFolder;
  let store: SessionRecordFolder;
  beforeEach(() => {
    folder = new TemporaryFolder('sessions');
    store = new SessionRecordFolder(folder.path);
  });
  afterEach(() => folder.dispose());

  const recordFile = () => path.join(folder.path, 'session.json');
  const windowFile = (id: string) => path.join(folder.path, 'windows', `${id}.json`);

  describe('of a record', () => {
    it('has none before the first session', async () => assert.equal(await store.read(), null));

    it('gives back what was written last, to every window', async () => {
      await store.write(record);
      await store.write({ ...record, dnd: 'on', endedAt: now + 1 });
      assert.deepEqual(await new SessionRecordFolder(folder.path).read(), { ...record, dnd: 'on', endedAt: now + 1 });
    });

    it('keeps it for the person alone, and leaves nothing beside it', async () => {
      await store.write(record);
      assert.equal(statSync(recordFile()).mode & 0o777, 0o600);
      assert.deepEqual(readdirSync(folder.path), ['session.json']);
    });

    it('takes none that is cut off anywhere, nor one of another kind', async () => {
      await store.write(record);
      const text = readFileSync(recordFile(), 'utf8').trimEnd();
      const cut = Array.from(text, (_, end) => text.slice(0, end));
      const others = [{ version: 2 }, { dnd: 'maybe' }, { endsAt: '1' }, { startedAt: -1 }, { windowId: '../../key' }];
      for (const bad of [...cut, ...others.map(other => JSON.stringify({ ...JSON.parse(text), ...other }))]) {
        writeFileSync(recordFile(), bad);
        assert.equal(await store.read(), null, bad);
      }
    });

    it('rejects where the disk does not let it, and keeps what there was', async () => {
      await store.write(record);
      const missing = new SessionRecordFolder(path.join(folder.path, 'missing'));
      await assert.rejects(missing.write(record), { code: 'ENOENT' });
      const blocked = new SessionRecordFolder(path.join(folder.path, 'blocked'));
      mkdirSync(path.join(folder.path, 'blocked', 'session.json'), { recursive: true });
      await assert.rejects(blocked.read(), { code: 'EISDIR' });
      assert.deepEqual(await store.read(), record);
    });
  });

  describe('of windows', () => {
    let me: WindowIdentity;
    beforeEach(async () => {
      me = await store.identify(open);
    });

    it('has none before the first tells', async () => assert.deepEqual(await store.windows(), []));

    it('names what is open in them by the same key each time, and never in clear', async () => {
      const again = await new SessionRecordFolder(folder.path).identify(open);
      assert.notEqual(again.id, me.id);
      assert.deepEqual({ ...again, id: me.id, startedAt: me.startedAt }, me);
      const empty = await store.identify({ ...open, address: null });
      const others = [empty, await store.identify({ ...open, address: 'file:///home/ada' })];
      assert.equal(new Set([me, ...others].map(({ workspace }) => workspace)).size, 3);
      await store.tell(me, 'on');
      assert.doesNotMatch(readFileSync(windowFile(me.id), 'utf8'), /ada|stream|today/);
      assert.equal(statSync(windowFile(me.id)).mode & 0o777, 0o600);
      assert.equal(statSync(path.join(folder.path, 'windows')).mode & 0o777, 0o700);
    });

    it('knows that this process lives, and what it told last', async () => {
      await store.tell(me, 'turning');
      await store.tell(me, 'on');
      const [{ toldAt, ...window } = assert.fail(), ...others] = await store.windows();
      assert.deepEqual([window, others], [{ ...me, memory: 'on', endedAt: null, alive: true }, []]);
      assert.ok(Math.abs(toldAt - Date.now()) < 60_000);
    });

    it('knows that a process was killed, and takes it for ended when told to', async () => {
      const child = spawn(process.execPath, ['-e', '']);
      await once(child, 'exit');
      await store.tell({ ...me, pid: child.pid ?? assert.fail() }, 'on');
      const told = async () => (await store.windows()).map(({ alive, endedAt }) => [alive, endedAt !== null]);
      assert.deepEqual(await told(), [[false, false]]);
      await store.conclude([me.id]);
      assert.deepEqual(await told(), [[false, true]]);
      const [before] = await store.windows();
      await store.conclude([me.id]);
      assert.deepEqual(await store.windows(), [before]);
    });

    it('knows that one has left, whatever it still meant to tell', async () => {
      await store.tell(me, 'on');
      const late = store.tell(me, 'untouched');
      store.leave();
      await late;
      await store.tell(me, 'untouched');
      const [window] = await store.windows();
      assert.deepEqual([window?.alive, window?.endedAt !== null], [false, true]);
      assert.deepEqual(readdirSync(path.join(folder.path, 'windows')), [`${me.id}.json`]);
    });

    it('leaves without a word where it has not told anything', () => {
      store.leave();
      assert.deepEqual(readdirSync(folder.path), ['installation-key']);
    });

    it('has nothing to do with those from before the machine was started', async () => {
      await store.tell({ ...me, startedAt: 1 }, 'on');
      assert.deepEqual(await store.windows(), []);
      assert.deepEqual(readdirSync(path.join(folder.path, 'windows')), []);
    });

    it('forgets, and passes over what is none', async () => {
      await store.tell(me, 'on');
      writeFileSync(windowFile('damaged'), '{');
      writeFileSync(path.join(folder.path, 'windows', 'notes.txt'), '');
      assert.equal((await store.windows()).length, 1);
      await store.forget([me.id, 'unknown']);
      assert.deepEqual(await store.windows(), []);
    });

    it('never throws when it leaves', async () => {
      await store.tell(me, 'on');
      rmSync(path.join(folder.path, 'windows'), { recursive: true });
      writeFileSync(path.join(folder.path, 'windows'), '');
      assert.doesNotThrow(() => store.leave());
    });
  });
});
