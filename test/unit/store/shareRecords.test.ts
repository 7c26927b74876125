import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { MemberWeek, ShareRecord } from '../../../src/domain/shareRecord';
import { type ShareAnswers, shareQuestions, shareSchema } from '../../../src/domain/teamAnswers';
import { FolderShareRecords } from '../../../src/store/shareRecords';
import { TemporaryFolder } from '../../support/temporaryFolder';

const id = 'ab'.repeat(16);
const answers = Object.fromEntries(shareQuestions.map(each => [each, 3])) as ShareAnswers;
const memberWeek: MemberWeek = {
  week: '2026-W47',
  k: 5,
  publicKey: 'A'.repeat(43),
  sharedId: '0'.repeat(64),
  joinAt: 1,
  sumAt: 2,
  join: 'posted',
  sum: 'sent',
  freeze: 'none',
  answers,
  seen: [{ id: '1'.repeat(32), k: 5, publicKey: 'B'.repeat(43) }],
  lookedAt: 3,
  cohort: ['A'.repeat(43)],
  joined: 1,
  share: { schema: shareSchema, week: '2026-W47', answers, flipped: ['flow'] },
  masked: 'text',
  opened: { n: 5, cells: Array.from({ length: 48 }, (_, at) => at) },
  reason: null,
  isOver: false,
  hasKey: true,
  isRemoved: false,
};
const record: ShareRecord = {
  consent: { schema: shareSchema, k: 5, questions: [...shareQuestions], at: 4 },
  notBefore: null,
  weeks: [memberWeek],
  log: [{ at: 5, action: 'join', week: '2026-W47', ref: 'refs/eddy/v1/2026-W47/join/x', content: 'text' }],
  trouble: 'offline',
};

describe('records of sharing', () => {
  let folder: TemporaryFolder;
  let records: FolderShareRecords;
  beforeEach(() => {
    folder = new TemporaryFolder('share-records');
    records = new FolderShareRecords(folder.path);
  });
  afterEach(() => folder.dispose());

  const file = (name = 'share.json') => path.join(folder.path, 'team', id, name);
  const keep = (kept: ShareRecord, of = records) => of.alone(id, 0, held => held.keep(kept));

  it('are read as they were kept, also by another window', async () => {
    await keep(record);
    assert.deepEqual(await records.read(id), record);
    assert.deepEqual(await new FolderShareRecords(folder.path).read(id), record);
    assert.deepEqual(await records.repositoryIds(), [id]);
  });

  it('make nothing as long as they are only read', async () => {
    assert.equal(await records.read(id), null);
    assert.equal(await records.isStopped(id), false);
    assert.deepEqual(await records.repositoryIds(), []);
    await records.markStopped(id);
    await records.forget(id);
    assert.deepEqual(readdirSync(folder.path), []);
  });

  it('are for the person alone', async () => {
    await keep(record);
    const modeOf = (name: string) => statSync(name).mode & 0o777;
    assert.deepEqual([path.join(folder.path, 'team'), path.dirname(file()), file()].map(modeOf), [0o700, 0o700, 0o600]);
  });

  it('are of no repository but those that the installation names', async () => {
    for (const wrong of ['', '..', '../../x', 'AB'.repeat(16), `${id}/x`]) {
      await assert.rejects(records.read(wrong), RangeError);
      await assert.rejects(records.forget(wrong), RangeError);
    }
  });

  it('are changed by one window at a time', async () => {
    const other = new FolderShareRecords(folder.path);
    await records.alone(id, 0, async held => {
      await held.keep(record);
      assert.equal(await other.alone(id, 0, async () => assert.fail()), null);
      assert.equal(await other.alone(id, 120, async () => assert.fail()), null);
    });
    const done = await other.alone(id, 0, async held => held.record?.trouble);
    assert.deepEqual(done, { result: 'offline' });
  });

  it('tell at once what was kept while they are held', async () => {
    await records.alone(id, 0, async held => {
      assert.equal(held.record, null);
      await held.keep(record);
      assert.deepEqual(held.record, record);
    });
  });

  it('are let go where the disk is full', async function () {
    const disk = path.join(folder.path, 'disk');
    mkdirSync(disk);
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', disk], { stdio: 'ignore' });
    } catch {
      return this.skip();
    }
    try {
      const small = new FolderShareRecords(disk);
      await keep(record, small);
      const fill = path.join(disk, 'fill');
      assert.throws(() => writeFileSync(fill, Buffer.alloc(1_000_000)), { code: 'ENOSPC' });
      await assert.rejects(keep({ ...record, trouble: null }, small), { code: 'ENOSPC' });
      rmSync(fill);
      assert.deepEqual(readdirSync(path.join(disk, 'team', id)), ['share.json']);
      assert.ok(await keep({ ...record, trouble: null }, small));
    } finally {
      execFileSync('umount', ['-l', disk]);
    }
  });

  it('are let go where work fails', async () => {
    await assert.rejects(
      records.alone(id, 0, () => Promise.reject(new Error('no'))),
      /no/,
    );
    assert.ok(await keep(record));
  });

  it('are not changed by a window that slept until another one took its place', async () => {
    await keep(record);
    const slept = records.alone(id, 0, async held => {
      const long = new Date(Date.now() - 11 * 60_000);
      utimesSync(file('share.lock'), long, long);
      await keep({ ...record, trouble: null }, new FolderShareRecords(folder.path));
      await held.keep({ ...record, trouble: 'refused' });
    });
    await assert.rejects(slept, { kind: 'busy' });
    assert.equal((await records.read(id))?.trouble, null);
  });

  it('are not brought back by a window that works while they are forgotten', async () => {
    await keep(record);
    await assert.rejects(
      records.alone(id, 0, async held => {
        await new FolderShareRecords(folder.path).forget(id);
        await held.keep(record);
      }),
      { kind: 'busy' },
    );
    assert.deepEqual(readdirSync(path.join(folder.path, 'team')), []);
  });

  it('tell all windows that the person stopped, also one that works', async () => {
    await records.alone(id, 0, async held => {
      await held.keep(record);
      await new FolderShareRecords(folder.path).markStopped(id);
      assert.equal(await records.isStopped(id), true);
    });
    await records.unmarkStopped(id);
    assert.equal(await records.isStopped(id), false);
  });

  it('stay as they were where a window was killed while it wrote', async () => {
    await keep(record);
    writeFileSync(file('share.json.0123456789ab.tmp'), '{"ver');
    assert.deepEqual(await records.read(id), record);
    await keep({ ...record, trouble: null });
    assert.deepEqual(readdirSync(path.dirname(file())), ['share.json']);
  });

  const text = () => readFileSync(file(), 'utf8');
  const damages: readonly (readonly [string, () => string])[] = [
    ['is cut off', () => text().slice(0, 100)],
    ['is empty', () => ''],
    ['is of another version', () => text().replace('"version":1', '"version":2')],
    ['has something else in it', () => text().replace('"trouble"', '"name":"Ada","trouble"')],
    ['asks for fewer than five people in a week', () => text().replace('"k":5,"publicKey"', '"k":4,"publicKey"')],
    ['says that a week ended in a way that there is not', () => text().replace('"reason":null', '"reason":"so"')],
  ];
  for (const [name, damaged] of damages) {
    it(`of which one ${name} say that the person agreed to nothing`, async () => {
      await keep(record);
      const before = text();
      writeFileSync(file(), damaged());
      assert.notEqual(text(), before);
      assert.equal(await records.read(id), null);
      await records.alone(id, 0, async held => assert.deepEqual([held.record, held.isDamaged], [null, true]));
    });
  }

  it('of which none is there are not damaged', async () => {
    await records.alone(id, 0, async held => assert.equal(held.isDamaged, false));
    rmSync(path.dirname(file()), { recursive: true });
  });
});
