import assert from 'node:assert/strict';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import fc from 'fast-check';
import { JournalErased, JournalFailure } from '../../../src/domain/journal';
import { eventKey, type LedgerEvent } from '../../../src/domain/ledger';
import { FolderLedger } from '../../../src/store/ledger';
import { anyEvent, sampleRepositoryId as id, numberedEvent } from '../../support/sampleEvent';
import { StoringWindows } from '../../support/storingWindows';
import { TemporaryFolder } from '../../support/temporaryFolder';

const isRoot = process.getuid?.() === 0;

describe('FolderLedger', () => {
  let storage: TemporaryFolder;
  beforeEach(() => {
    storage = new TemporaryFolder('ledger');
  });
  afterEach(() => storage.dispose());

  const place = () => path.join(storage.path, 'ledger');
  const file = () => path.join(place(), `${id}.jsonl`);
  const open = () => new FolderLedger(storage.path);
  const events = async (ledger = open()) => (await ledger.read(id)).events;
  const some = (first: number, count: number) =>
    Array.from({ length: count }, (_, index) => numberedEvent(first + index));
  const nothing = { events: [], damagedLines: 0, foreign: false };

  it('is empty, and makes nothing, until something is added', async () => {
    const ledger = open();
    assert.deepEqual(await ledger.read(id), nothing);
    await ledger.append(id, []);
    await ledger.forget(id);
    assert.deepEqual(readdirSync(storage.path), []);
  });

  it('is for the person alone', async () => {
    await open().append(id, some(0, 1));
    assert.equal(statSync(place()).mode & 0o777, 0o700);
    assert.deepEqual(readdirSync(place()).sort(), [`${id}.jsonl`, 'began']);
    assert.equal(statSync(file()).mode & 0o777, 0o600);
  });

  it('is text that says its version, and an event a line', async () => {
    const push: LedgerEvent = {
      ...numberedEvent(1),
      kind: 'pushed',
      remote: 'origin',
      id: 'a'.repeat(40),
      first: true,
    };
    await open().append(id, [numberedEvent(0), { ...push, branch: 'größer/日' }]);
    assert.deepEqual(readFileSync(file(), 'ascii').split('\n'), [
      '{"eddy":"ledger","version":1}',
      `{"kind":"tip","at":"2026-03-02T12:00:00Z","clone":"c0ffee00","branch":"team/feature","by":"reflog","id":"${'0'.repeat(40)}"}`,
      `{"kind":"pushed","at":"2026-03-02T12:01:00Z","clone":"c0ffee00","branch":"gr\\u00f6\\u00dfer/\\u65e5","by":"reflog","id":"${'a'.repeat(40)}","remote":"origin","first":true}`,
      '',
    ]);
  });

  it('gives back any events that windows added in any batches, each once, as they came', async () => {
    const batches = fc.array(fc.tuple(fc.nat({ max: 2 }), fc.array(anyEvent, { maxLength: 4 })), { maxLength: 10 });
    await fc.assert(
      fc.asyncProperty(batches, async all => {
        const folder = new TemporaryFolder('model');
        const windows = [0, 1, 2].map(() => new FolderLedger(folder.path));
        const wanted = new Map<string, LedgerEvent>();
        for (const [window, batch] of all) {
          await windows[window]?.append(id, batch);
          for (const event of batch) if (!wanted.has(eventKey(event))) wanted.set(eventKey(event), event);
          const reading = await windows[0]?.read(id);
          assert.deepEqual(reading, { ...nothing, events: [...wanted.values()] });
        }
        assert.deepEqual((await new FolderLedger(folder.path).read(id)).events, [...wanted.values()]);
        folder.dispose();
      }),
      { numRuns: 40 },
    );
  });

  it('keeps repositories apart, and forgets one', async () => {
    const other = 'f'.repeat(32);
    const ledger = open();
    await ledger.append(id, some(0, 2));
    await ledger.append(other, some(5, 1));
    await ledger.forget(id);
    assert.deepEqual([await events(ledger), (await ledger.read(other)).events], [[], some(5, 1)]);
    await ledger.append(id, some(7, 1));
    assert.deepEqual(await events(ledger), some(7, 1));
  });

  it('reads what other windows add, and a file that another one began after it was forgotten', async () => {
    const [ledger, other] = [open(), open()];
    await ledger.append(id, some(0, 1));
    await other.append(id, some(1, 3));
    assert.deepEqual(await events(ledger), some(0, 4));
    await other.forget(id);
    await other.append(id, some(9, 30));
    assert.deepEqual(await events(ledger), some(9, 30));
  });

  it('reads only what was added', async () => {
    const ledger = open();
    await ledger.append(id, some(0, 2));
    await events(ledger);
    // What was read is not looked at again, whatever stands there now.
    const text = readFileSync(file(), 'utf8');
    writeFileSync(file(), text.replace('team/feature', 'team/another'));
    appendFileSync(file(), text.slice(text.lastIndexOf('{')).replace(/\d\d:\d\d:\d\dZ/, '23:00:00Z'));
    assert.deepEqual(
      (await events(ledger)).map(({ branch, at }) => [branch, new Date(at).getUTCHours()]),
      [
        ['team/feature', 12],
        ['team/feature', 12],
        ['team/feature', 23],
      ],
    );
  });

  describe('a file that is damaged', () => {
    it('gives every whole line, wherever it was cut off, and takes new ones', async function () {
      this.timeout(120_000);
      await open().append(id, some(0, 3));
      const whole = readFileSync(file());
      const ends = [...whole.entries()].filter(([, byte]) => byte === 10).map(([index]) => index);
      for (let bytes = 0; bytes <= whole.length; bytes += 3) {
        writeFileSync(file(), whole.subarray(0, bytes));
        // A line is whole without its end too.
        const wanted = some(0, ends.slice(1).filter(end => end <= bytes).length);
        const ledger = open();
        assert.deepEqual(await ledger.read(id), { ...nothing, events: wanted }, `${bytes}`);
        await ledger.append(id, some(50, 1));
        const after = await ledger.read(id);
        assert.deepEqual(after.events, [...wanted, ...some(50, 1)], `${bytes}`);
        const isTorn = bytes > 0 && !ends.some(end => end === bytes || end === bytes - 1);
        assert.equal(after.damagedLines, Number(isTorn), `${bytes}`);
      }
    });

    it('never gives what is no event, whatever bytes are wrong', async () => {
      await open().append(id, some(0, 3));
      const whole = readFileSync(file());
      await fc.assert(
        fc.asyncProperty(fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1 }), async changes => {
          const bytes = Buffer.from(whole);
          for (const [at, byte] of changes) bytes[at] = byte;
          writeFileSync(file(), bytes);
          const { events: read, damagedLines } = await open().read(id);
          for (const event of read) {
            assert.equal(event.kind, 'tip');
            assert.ok('id' in event && /^[0-9a-f]{40}$/.test(event.id));
            assert.ok(Number.isInteger(event.at) && event.branch !== '' && event.clone !== '');
          }
          assert.ok(read.length + damagedLines <= 3 + changes.length + 1);
          assert.deepEqual(readFileSync(file()), bytes);
        }),
        { numRuns: 100 },
      );
    });

    const good = JSON.stringify({ ...numberedEvent(1), at: '2026-03-02T12:01:00Z' });
    for (const [what, line] of [
      ['no JSON', 'hello'],
      ['no object', '[1]'],
      ['another object', '{"a":1}'],
      ['another kind', good.replace('"tip"', '"toString"')],
      ['no instant', good.replace('12:01:00Z', 'noon')],
      ['no id', good.replace(/"id":"[^"]*"/, '"id":"abc"')],
      ['a field too few', good.replace('"branch":"team/feature",', '')],
      ['no branch', good.replace('team/feature', '')],
      ['another way of knowing', good.replace('reflog', 'guessed')],
      ['a name without end', good.replace('team/feature', 'x'.repeat(2000))],
    ] as const) {
      it(`counts a line that is ${what}, and keeps it`, async () => {
        await open().append(id, some(0, 1));
        appendFileSync(file(), `${line}\n`);
        await open().append(id, some(2, 1));
        assert.deepEqual(await open().read(id), { ...nothing, events: [0, 2].map(numberedEvent), damagedLines: 1 });
        assert.ok(readFileSync(file(), 'utf8').includes(line));
      });
    }

    it('gives of a line only the fields of its kind', async () => {
      await open().append(id, some(0, 1));
      appendFileSync(file(), `${good.replace('{', '{"secret":"x","__proto__":{"y":1},')}\n`);
      assert.deepEqual(await events(), some(0, 2));
    });

    it('of another version is left alone', async () => {
      mkdirSync(place(), { mode: 0o700 });
      const text = `{"eddy":"ledger","version":2}\n${good}\n{"kind":"new"}\n`;
      writeFileSync(file(), text);
      const ledger = open();
      assert.deepEqual(await ledger.read(id), { ...nothing, foreign: true });
      await ledger.append(id, some(0, 1));
      assert.equal(readFileSync(file(), 'utf8'), text);
      await ledger.forget(id);
      await ledger.append(id, some(0, 1));
      assert.deepEqual(await events(ledger), some(0, 1));
    });

    it('counts a beginning of another version in the middle', async () => {
      await open().append(id, some(0, 1));
      appendFileSync(file(), '{"eddy":"ledger","version":2}\n');
      await open().append(id, some(1, 1));
      assert.deepEqual(await open().read(id), { ...nothing, events: some(0, 2), damagedLines: 1 });
    });

    it('is read anew where it became shorter', async () => {
      const ledger = open();
      await ledger.append(id, some(0, 5));
      await events(ledger);
      truncateSync(file(), readFileSync(file(), 'utf8').indexOf('\n', 100) + 1);
      assert.deepEqual(await events(ledger), some(0, 1));
    });
  });

  describe('where the disk does not let it', () => {
    const failure = (kind: JournalFailure['kind']) => (error: unknown) =>
      error instanceof JournalFailure && error.kind === kind;

    it('says that the disk is full, and adds the same later', async function () {
      if (!existsSync('/dev/full')) this.skip();
      mkdirSync(place(), { mode: 0o700 });
      symlinkSync('/dev/full', file());
      const ledger = open();
      await assert.rejects(ledger.append(id, some(0, 1)), failure('diskFull'));
      unlinkSync(file());
      await ledger.append(id, some(0, 1));
      assert.deepEqual(await events(ledger), some(0, 1));
    });

    it('says that the folder can not be written to, and adds the same later', async () => {
      const ledger = open();
      chmodSync(storage.path, 0o555);
      if (isRoot) process.seteuid?.(65534);
      try {
        await assert.rejects(ledger.append(id, some(0, 1)), failure('notWritable'));
        assert.deepEqual(await ledger.read(id), nothing);
      } finally {
        if (isRoot) process.seteuid?.(0);
        chmodSync(storage.path, 0o755);
      }
      await ledger.append(id, some(0, 1));
      assert.deepEqual(await events(ledger), some(0, 1));
    });

    it('says that something stands in its way', async () => {
      writeFileSync(place(), '');
      await assert.rejects(open().append(id, some(0, 1)), failure('notWritable'));
      rmSync(place());
      mkdirSync(file(), { recursive: true });
      await assert.rejects(open().append(id, some(0, 1)), failure('failed'));
      await assert.rejects(open().read(id), failure('failed'));
      await assert.rejects(open().forget(id), JournalFailure);
    });
  });

  describe('what was erased', () => {
    it('is said once to a window that added before, which begins anew', async () => {
      const [ledger, other] = [open(), open()];
      await ledger.append(id, some(0, 1));
      await other.append(id, some(1, 1));
      rmSync(place(), { recursive: true });
      assert.deepEqual(await events(ledger), []);
      await assert.rejects(ledger.append(id, some(2, 1)), JournalErased);
      assert.deepEqual(readdirSync(storage.path), []);
      await ledger.append(id, some(3, 1));
      // There is a folder again, but not the one that it wrote to.
      await assert.rejects(other.append(id, some(4, 1)), JournalErased);
      await other.append(id, some(5, 1));
      assert.deepEqual(await events(ledger), [3, 5].map(numberedEvent));
    });

    it('does not come back from a folder that was put aside', async () => {
      const ledger = open();
      await ledger.append(id, some(0, 2));
      await events(ledger);
      renameSync(place(), `${place()}-aside`);
      await open().append(id, some(7, 1));
      assert.deepEqual(await events(ledger), some(7, 1));
    });
  });

  describe('with windows of their own', function () {
    this.timeout(60_000);
    const windows = new StoringWindows('ledgerWriter');
    afterEach(() => windows.killAll());

    const start = (first: number, count: number) => windows.start(storage.path, `${first}`, `${count}`);

    it('loses nothing and tells nothing twice while they add at once, and several begin the file', async () => {
      // The third tells what the second tells.
      const all = [start(0, 300), start(300, 300), start(300, 300)];
      const many = some(1000, 4000);
      await open().append(id, many);
      await Promise.all(all.map(({ ended }) => ended));
      const reading = await open().read(id);
      assert.deepEqual([reading.damagedLines, reading.foreign], [0, false]);
      const read = reading.events.map(({ at }) => (at - numberedEvent(0).at) / 60_000).sort((a, b) => a - b);
      assert.deepEqual(read, [...some(0, 600).keys(), ...many.map((_, index) => 1000 + index)]);
    });

    it('keeps what was added by one that was killed', async () => {
      const { child, ended, printed } = start(0, 100_000);
      while (printed.length < 50) await delay(5);
      child.kill('SIGKILL');
      await ended;
      const read = new Set((await events()).map(eventKey));
      for (const number of printed) assert.ok(read.has(eventKey(numberedEvent(Number(number)))), number);
    });
  });
});
