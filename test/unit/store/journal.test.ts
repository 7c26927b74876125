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
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { JournalErased, JournalFailure } from '../../../src/domain/journal';
import type { FocusContext, Span } from '../../../src/domain/span';
import { FolderJournal } from '../../../src/store/journal';
import { assertInvariants, bySpan, ever, mergedByHand } from '../../support/journalModel';
import { anySpan, sampleContext, sampleSpan } from '../../support/sampleSpan';
import { TemporaryFolder } from '../../support/temporaryFolder';

const noon = Date.UTC(2026, 0, 15, 12);
const minute = 60_000;
const day = 86_400_000;
const isRoot = process.getuid?.() === 0;

describe('FolderJournal', () => {
  let storage: TemporaryFolder;
  beforeEach(() => {
    storage = new TemporaryFolder('journal');
  });
  afterEach(() => storage.dispose());

  const place = () => path.join(storage.path, 'journal');
  const file = (name = '2026-01.aa.jsonl') => path.join(place(), name);
  const open = (writer = 'aa') => new FolderJournal(storage.path, Date.now, writer);
  const spansOf = async (from = ever) => (await open('ee').read(from)).spans;
  const lines = (name?: string) => readFileSync(file(name), 'utf8').split('\n').slice(0, -1);

  it('is empty, and makes nothing, until something is stored', async () => {
    const journal = open();
    const empty = { spans: [], recording: { since: null, pauses: [] }, damagedLines: 0, foreignFiles: 0 };
    assert.deepEqual(await journal.read(ever), empty);
    await journal.append([]);
    assert.deepEqual(readdirSync(storage.path), []);
  });

  it('keeps nothing of files that are gone, however long it is read', async () => {
    const journal = open();
    await open('bb').append([sampleSpan(noon)]);
    const read = new WeakRef((await journal.read(ever)).spans[0] ?? {});
    rmSync(file('2026-01.bb.jsonl'));
    await journal.read(ever);
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc');
    // What was read is held until the turn ends.
    await new Promise(setImmediate);
    collect();
    assert.equal(read.deref(), undefined);
  });

  it('is for the person alone', async () => {
    const journal = open();
    await journal.append([sampleSpan(noon)]);
    await journal.resume(noon);
    assert.equal(statSync(place()).mode & 0o777, 0o700);
    const files = readdirSync(place());
    assert.ok(files.includes('recording.jsonl') && files.includes('2026-01.aa.jsonl'));
    for (const each of files) assert.equal(statSync(file(each)).mode & 0o777, 0o600, each);
  });

  it('gives back any spans that windows stored in any batches, as an in-memory model does', async () => {
    const batches = fc.array(fc.record({ window: fc.nat({ max: 2 }), spans: fc.array(anySpan, { maxLength: 4 }) }), {
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(batches, fc.array(fc.nat({ max: 11 }), { maxLength: 4 }), async (all, again) => {
        const folder = new TemporaryFolder('model');
        const windows = ['a0', 'b1', 'c2'].map(writer => new FolderJournal(folder.path, Date.now, writer));
        const stored: Span[][] = [[], [], []];
        const reader = new FolderJournal(folder.path, Date.now, 'd3');
        for (const [index, { window, spans: any }] of all.entries()) {
          const spans = any.map(span => ({ ...span, context: { ...span.context, branch: window } }));
          // The last one again, as it goes on.
          const last = stored[window]?.at(-1);
          const grown =
            last && again.includes(index)
              ? [{ ...last, last: last.last + 1000, end: last.last + 1000, unfocusedAt: null }]
              : [];
          await windows[window]?.append([...grown, ...spans]);
          stored[window]?.push(...grown, ...spans);
          const read = await reader.read(ever);
          assert.equal(read.damagedLines, 0);
          assert.deepEqual(
            read.spans.map(({ start }) => start),
            read.spans.map(({ start }) => start).sort((a, b) => a - b),
          );
          assert.deepEqual(bySpan(read.spans), mergedByHand(stored));
        }
        assert.deepEqual(
          bySpan((await new FolderJournal(folder.path, Date.now).read(ever)).spans),
          mergedByHand(stored),
        );
        folder.dispose();
      }),
      { numRuns: 60 },
    );
  });

  describe('its text', () => {
    it('is JSON that says what its columns are, and each context once', async () => {
      await open().append([
        sampleSpan(noon),
        sampleSpan(noon + 5 * minute, { counts: { edit: 0, inserted: 1, read: 0, run: 3, review: 0 } }),
      ]);
      const [header = '', context, ...spans] = lines();
      assert.match(
        header,
        /^\{"eddy":"journal","version":1,"month":"2026-01","kind":"window","columns":\["start: seconds since the month began, UTC","context: /,
      );
      assert.deepEqual(JSON.parse(context ?? ''), { context: 0, ...sampleContext });
      const start = 14 * 86_400 + 12 * 3600;
      assert.deepEqual(spans, [`[${start},0,60,10,0,5,0,5,40,2,1]`, `[${start + 300},0,60,10,0,5,0,0,40,0,1,3,1]`]);
    });

    it('goes to the month that a span began in, also ten years ahead', async () => {
      const later = Date.UTC(2036, 5, 1);
      const spans = [sampleSpan(Date.UTC(2026, 0, 31, 23, 59)), sampleSpan(Date.UTC(2026, 1, 1)), sampleSpan(later)];
      await open().append(spans);
      assert.deepEqual(
        readdirSync(place()).filter(name => name.endsWith('.jsonl')),
        ['2026-01.aa.jsonl', '2026-02.aa.jsonl', '2036-06.aa.jsonl'],
      );
      assert.deepEqual(await spansOf(), spans);
    });

    it('holds fields of a span only: nothing else of what comes in reaches a byte', async () => {
      const secret = '/home/ada/secret.ts';
      const names = ['language', 'repository', 'branch', 'category'] as const;
      const contexts = names.map(name => ({ ...sampleContext, [name]: secret }) as unknown as FocusContext);
      const spans = contexts.map((context, at) => ({
        ...sampleSpan(noon + at * minute),
        context,
        path: secret,
        counts: { ...sampleSpan(0).counts, [secret]: 1 },
      }));
      await open().append([
        ...spans,
        { ...sampleSpan(noon - minute), typed: secret as unknown as number, ended: secret as 'idle' },
      ]);
      const everything = readdirSync(place()).map(name => name + readFileSync(file(name), 'latin1'));
      assert.ok(everything.some(text => text.includes('"columns"')));
      for (const text of everything)
        for (const part of ['secret', 'ada', 'home']) assert.ok(!text.includes(part), text);
      assert.deepEqual(
        (await spansOf()).filter(({ start }) => start >= noon).map(({ context }) => context),
        names.map(name => ({ ...sampleContext, [name]: null })),
      );
    });

    it('knows the identifiers of languages', async () => {
      const languages = ['c++', 'c#', 'objective-c', 'shellscript', 'django-html', 'plain.text', 'x_1', 'a'.repeat(40)];
      await open().append(
        languages.map((language, at) => sampleSpan(noon + at * minute, { context: { ...sampleContext, language } })),
      );
      assert.deepEqual(
        (await spansOf()).map(({ context }) => context.language),
        languages,
      );
      const others = ['', 'a b', 'a/b', 'a\\b', 'a'.repeat(41), 'ä', 'a\n'];
      await open('bb').append(
        others.map((language, at) => sampleSpan(noon + day + at * minute, { context: { ...sampleContext, language } })),
      );
      for (const { context } of await spansOf(noon + day)) assert.equal(context.language, null);
    });

    it('brings a span back to its bounds, and keeps whole seconds', async () => {
      await open().append([
        sampleSpan(noon + 999, {
          last: noon - 5000,
          end: noon + day,
          focusedFrom: noon + minute,
          unfocusedAt: 0,
          typed: -3,
          firstWork: 1e12,
        }),
        sampleSpan(noon + minute, {
          last: noon + 90 * day,
          typed: Number.NaN,
          inserted: 1.7,
          counts: { edit: 1e15, inserted: -1, read: 0, run: 0, review: 0 },
        }),
      ]);
      const { spans, damagedLines } = await open().read(ever);
      assert.equal(damagedLines, 0);
      spans.forEach(assertInvariants);
      assert.deepEqual(
        spans[0],
        sampleSpan(noon, { last: noon, end: noon + 30_000, unfocusedAt: noon + 30_000, typed: 0 }),
      );
      assert.deepEqual(
        spans.map(({ typed, inserted }) => [typed, inserted]),
        [
          [0, 0],
          [0, 1],
        ],
      );
    });

    it('has a line for a glance at the very beginning of a month', async () => {
      const first = Date.UTC(2026, 0, 1);
      const none = { edit: 0, inserted: 0, read: 0, run: 0, review: 0 };
      const glance = sampleSpan(first, {
        last: first,
        end: first,
        ended: 'open',
        counts: none,
        typed: 0,
        firstWork: null,
      });
      await open().append([glance]);
      assert.equal(lines().at(-1), '[0,0]');
      assert.deepEqual(await spansOf(), [glance]);
    });

    it('takes no span of no time', async () => {
      await assert.rejects(open().append([sampleSpan(Number.NaN)]), JournalFailure);
      assert.deepEqual(readdirSync(storage.path), []);
    });
  });

  describe('a span that goes on', () => {
    const first = sampleSpan(noon, { ended: 'open' });

    it('takes the place of what this window stored last', async () => {
      const journal = open();
      const grown = { ...first, last: noon + 3 * minute, end: noon + 3 * minute, typed: 99 };
      const ended = { ...grown, ended: 'unfocused' as const, unfocusedAt: noon + 4 * minute };
      await journal.append([first]);
      for (const next of [grown, ended, { ...ended, ended: 'sleep' as const, focusedFrom: noon - minute }]) {
        await journal.append([next]);
        assert.deepEqual((await journal.read(ever)).spans, [next]);
      }
    });

    it('is another one in another context, or at another time', async () => {
      const journal = open();
      const other = { ...first, context: { ...sampleContext, branch: 8 } };
      const later = sampleSpan(noon + 1000);
      await journal.append([first, other, later]);
      assert.deepEqual((await journal.read(ever)).spans, [first, other, later]);
    });

    it('counts as it was last, of whichever file', async () => {
      const grown = { ...first, last: noon + 3 * minute, end: noon + 3 * minute };
      await open('bb').append([grown]);
      await open('aa').append([first]);
      assert.deepEqual(await spansOf(), [grown]);
      const focusedBefore = { ...first, focusedFrom: noon - minute };
      await open('cc').append([focusedBefore]);
      assert.deepEqual(bySpan(await spansOf()), bySpan([grown, focusedBefore]));
    });
  });

  it('counts what was stored last of a span that did not go on, of whichever file', async () => {
    const running = sampleSpan(noon, { ended: 'open' });
    const ended = { ...running, ended: 'idle' as const };
    await open('bb').append([running]);
    const before = new Date(Date.now() - 1000);
    utimesSync(file('2026-01.bb.jsonl'), before, before);
    await open('aa').append([ended]);
    assert.deepEqual(await spansOf(), [ended]);
    await open('cc').roll(Date.now() + 3 * day, null);
    assert.deepEqual(await spansOf(), [ended]);
  });

  describe('reading', () => {
    it('gives what ends or loses the focus at or after an instant, and does not open months before', async () => {
      const end = noon + minute + 10_000;
      const glance = sampleSpan(noon - day, { last: noon - day, end: noon - day, unfocusedAt: end });
      const journal = open();
      await journal.append([sampleSpan(noon), glance]);
      const starts = async (from: number) => (await journal.read(from)).spans.map(({ start }) => start);
      assert.deepEqual(await starts(end), [noon - day, noon]);
      assert.deepEqual(await starts(end + 1000), []);
      appendFileSync(file('2025-06.jsonl'), 'damaged\n');
      assert.equal((await journal.read(noon)).damagedLines, 0);
      assert.equal((await journal.read(ever)).damagedLines, 1);
    });

    it('sees at once what this window and others append', async () => {
      const [journal, other] = [open(), open('bb')];
      for (let at = noon; at < noon + 10 * minute; at += 2 * minute) {
        await journal.append([sampleSpan(at)]);
        await other.append([sampleSpan(at + minute)]);
        assert.equal((await journal.read(ever)).spans.at(-1)?.start, at + minute);
        assert.deepEqual(await journal.read(ever), await open('cc').read(ever));
      }
    });

    it('reads only what was appended', async () => {
      const journal = open();
      await journal.append([sampleSpan(noon)]);
      const reader = open('bb');
      await reader.read(ever);
      // Damage to what was read before, that leaves inode, size and the last bytes as they are, is not seen.
      const { mtime } = statSync(file());
      const before = readFileSync(file(), 'latin1');
      writeFileSync(file(), before.replace('"branch":7', '"branch":8'), 'latin1');
      utimesSync(file(), mtime, mtime);
      await journal.append([sampleSpan(noon + 5 * minute)]);
      assert.deepEqual(
        (await reader.read(ever)).spans.map(({ context }) => context.branch),
        [7, 7],
      );
      assert.deepEqual(
        (await open('cc').read(ever)).spans.map(({ context }) => context.branch),
        [8, 8],
      );
    });

    it('reads a file again that was replaced by a longer one', async () => {
      const reader = open('bb');
      await open().append([sampleSpan(noon)]);
      await reader.read(ever);
      const text = readFileSync(file(), 'latin1');
      writeFileSync(
        file(),
        text.replace(/\[.*\]\n$/, '[5,0]\n[6,0]\n[7,0]\n[8,0,1,1,1,1,1,1,1,1]\n[9,0,1,1,1,1,1,1,1,1]\n'),
        'latin1',
      );
      assert.equal((await reader.read(ever)).spans.length, 5);
      truncateSync(file(), text.lastIndexOf('['));
      assert.equal((await reader.read(ever)).spans.length, 0);
    });
  });

  describe('recording', () => {
    const recording = async () => (await open('ee').read(ever)).recording;

    it('goes on from the first instant, with pauses, and says nothing twice', async () => {
      const [one, other] = [open(), open('bb')];
      await one.resume(noon + 999);
      await other.resume(noon + minute);
      assert.deepEqual(await recording(), { since: noon, pauses: [] });
      await other.pause(noon + 2 * minute);
      await one.pause(noon + 3 * minute);
      assert.deepEqual(await recording(), { since: noon, pauses: [{ from: noon + 2 * minute, to: null }] });
      await one.resume(noon + 4 * minute);
      await other.resume(noon + 5 * minute);
      assert.deepEqual(await recording(), {
        since: noon,
        pauses: [{ from: noon + 2 * minute, to: noon + 4 * minute }],
      });
      assert.deepEqual(lines('recording.jsonl'), [
        '{"recording":"from","at":"2026-01-15T12:00:00.000Z"}',
        '{"recording":"paused","at":"2026-01-15T12:02:00.000Z"}',
        '{"recording":"resumed","at":"2026-01-15T12:04:00.000Z"}',
      ]);
    });

    it('that was paused first goes on when it is resumed', async () => {
      await open().pause(noon);
      assert.deepEqual(await recording(), { since: null, pauses: [{ from: noon, to: null }] });
      await open().resume(noon + minute);
      assert.deepEqual(await recording(), { since: noon + minute, pauses: [{ from: noon, to: noon + minute }] });
    });

    it('is what was said last, also where the clock was put back', async () => {
      await open().resume(noon);
      await open().pause(noon + minute);
      await open().resume(noon - minute);
      assert.deepEqual(await recording(), { since: noon, pauses: [{ from: noon + minute, to: noon + minute }] });
      await open().pause(noon - 2 * minute);
      assert.deepEqual(await recording(), { since: noon, pauses: [{ from: noon - 2 * minute, to: null }] });
    });

    it('tolerates a torn last line, and counts one that is damaged', async () => {
      await open().resume(noon);
      appendFileSync(file('recording.jsonl'), '{"recording":"pau');
      assert.deepEqual(await open().read(ever), {
        spans: [],
        recording: { since: noon, pauses: [] },
        damagedLines: 0,
        foreignFiles: 0,
      });
      await open().pause(noon + minute);
      const { recording: found, damagedLines } = await open().read(ever);
      assert.deepEqual([found.pauses.length, damagedLines], [1, 1]);
      for (const line of [
        '{"recording":"from","at":1}',
        '{"recording":"x","at":"2026-01-01T00:00:00Z"}',
        '{"recording":"paused","at":"2026-01-01T00:00:00Z","until":""}',
        '[]',
        'null',
        '"',
      ]) {
        appendFileSync(file('recording.jsonl'), `${line}\n`);
      }
      assert.equal((await open().read(ever)).damagedLines, 7);
    });
  });

  describe('a file that is damaged', () => {
    const stored = [
      sampleSpan(noon),
      sampleSpan(noon + 2 * minute, { context: { ...sampleContext, category: 'tests' } }),
      sampleSpan(noon + 4 * minute, { firstWork: null, counts: { edit: 0, inserted: 0, read: 0, run: 0, review: 1 } }),
    ];

    it('gives every whole line before it was cut off, at every byte, and takes new ones', async function () {
      this.timeout(60_000);
      await open().append(stored);
      const whole = readFileSync(file());
      const added = [
        sampleSpan(noon + 10 * minute),
        sampleSpan(noon + 12 * minute, { context: { ...sampleContext, branch: null } }),
      ];
      for (let bytes = 0; bytes <= whole.length; bytes++) {
        unlinkSync(file());
        writeFileSync(file(), whole.subarray(0, bytes));
        const ends = whole.subarray(0, bytes).toString('latin1').split('\n').slice(0, -1);
        const least = stored.slice(0, ends.filter(line => line.startsWith('[')).length);
        const journal = open();
        const before = await journal.read(ever);
        assert.equal(before.damagedLines, 0, `${bytes} bytes`);
        assert.deepEqual(before.spans.slice(0, least.length), least, `${bytes} bytes`);
        before.spans.forEach(assertInvariants);
        await journal.append(added);
        for (const reader of [journal, open('bb')]) {
          const after = await reader.read(ever);
          assert.deepEqual(after.spans, [...before.spans, ...added], `${bytes} bytes`);
          assert.ok(after.damagedLines <= 1);
        }
      }
    });

    it('never gives what breaks a rule of spans, whatever bytes are wrong', async () => {
      await open().append(stored);
      const whole = readFileSync(file());
      const changes = fc.array(
        fc.record({
          at: fc.nat({ max: whole.length - 1 }),
          byte: fc.oneof(fc.nat({ max: 255 }), fc.constantFrom(...Buffer.from('0123456789,[]{}"\n'))),
        }),
        { minLength: 1, maxLength: 8 },
      );
      await fc.assert(
        fc.asyncProperty(changes, async all => {
          const damaged = Buffer.from(whole);
          for (const { at, byte } of all) damaged[at] = byte;
          unlinkSync(file());
          writeFileSync(file(), damaged);
          const { spans } = await open().read(ever);
          spans.forEach(assertInvariants);
          assert.deepEqual(
            [...spans].sort((a, b) => a.start - b.start),
            spans,
          );
        }),
        { numRuns: 400 },
      );
    });

    it('is read on behind a line that is no record, which is counted', async () => {
      const bad = [
        'garbage',
        '[',
        '[]',
        '[1]',
        '[1',
        '[1,0,60',
        '1,0,60]',
        '[1,,0]',
        '[1,0,]',
        '[,1]',
        '[-1,0]',
        '[1.5,0]',
        '[01,0]',
        '["1",0]',
        '[null,0]',
        '[1234567890,0]',
        '[99999999,0]',
        '[1,0,9999999]',
        '[1,0,0,31]',
        '[1,0,0,0,0,6]',
        '[1,0,0,0,9999999999]',
        '[1,0,0,0,0,0,9999999999]',
        '[1,0,5,0,0,0,0,0,0,0,7]',
        '[1,0,0,0,0,0,0,9999999999]',
        `[${'1,'.repeat(15)}1]`,
        '\u0000\u0000',
        '{}',
        'null',
        '7',
        '{"context":1}',
        JSON.stringify({ context: 1, ...sampleContext, language: 'a/b' }),
        JSON.stringify({ context: -1, ...sampleContext }),
        JSON.stringify({ context: 1, ...sampleContext, branch: 2 ** 32 }),
        '{"eddy":"journal","version":2}',
      ];
      await open().append(stored.slice(0, 1));
      for (const [index, line] of bad.entries()) {
        appendFileSync(file(), `${line}\n`, 'latin1');
        assert.equal((await open().read(ever)).damagedLines, index + 1, line);
      }
      await open().append(stored.slice(1));
      const read = await open().read(ever);
      assert.deepEqual([read.spans, read.damagedLines], [stored, bad.length]);
    });

    it('still tells the time of spans whose context is damaged', async () => {
      await open().append(stored.slice(0, 1));
      writeFileSync(file(), readFileSync(file(), 'latin1').replace('{"context"', '{"contxet"'));
      const nowhere: FocusContext = { repository: null, branch: null, language: null, category: null };
      const { spans, damagedLines } = await open().read(ever);
      assert.deepEqual([spans, damagedLines], [[{ ...stored[0], context: nowhere }], 1]);
    });

    it('of another version is left alone and counted', async () => {
      await open().append(stored);
      const text = `${readFileSync(file(), 'latin1').replace('"version":1', '"version":2')}damaged\n`;
      writeFileSync(file('2026-01.bb.jsonl'), text);
      const { spans, damagedLines, foreignFiles } = await open().read(ever);
      assert.deepEqual([spans, damagedLines, foreignFiles], [stored, 0, 1]);
    });

    it('under another name is none of the journal', async () => {
      await open().append(stored.slice(0, 1));
      for (const name of ['2026-13.aa.jsonl', '2026-01.xy.jsonl', '2026-01.aa.jsonl.tmp', 'notes.jsonl']) {
        writeFileSync(file(name), 'damaged\n[5,0]\n');
      }
      const { spans, damagedLines } = await open().read(ever);
      assert.deepEqual([spans.length, damagedLines], [1, 0]);
    });
  });

  describe('where the disk does not let it', () => {
    const failure = (kind: JournalFailure['kind']) => (error: unknown) =>
      error instanceof JournalFailure && error.kind === kind;

    it('says that the disk is full, and stores the same later', async function () {
      if (!existsSync('/dev/full')) this.skip();
      mkdirSync(place(), { mode: 0o700 });
      symlinkSync('/dev/full', file());
      const journal = open();
      await assert.rejects(journal.append([sampleSpan(noon)]), failure('diskFull'));
      unlinkSync(file());
      await journal.append([sampleSpan(noon)]);
      assert.deepEqual(await spansOf(), [sampleSpan(noon)]);
    });

    it('says that the folder can not be written to, and stores the same later', async () => {
      const journal = open();
      chmodSync(storage.path, 0o555);
      if (isRoot) process.seteuid?.(65534);
      try {
        await assert.rejects(journal.append([sampleSpan(noon)]), failure('notWritable'));
        await assert.rejects(journal.resume(noon), failure('notWritable'));
        assert.deepEqual((await journal.read(ever)).spans, []);
      } finally {
        if (isRoot) process.seteuid?.(0);
        chmodSync(storage.path, 0o755);
      }
      await journal.append([sampleSpan(noon)]);
      assert.deepEqual(await spansOf(), [sampleSpan(noon)]);
    });

    it('says that something stands in its way', async () => {
      writeFileSync(place(), '');
      await assert.rejects(open().append([sampleSpan(noon)]), failure('notWritable'));
      rmSync(place());
      mkdirSync(file(), { recursive: true });
      await assert.rejects(open().append([sampleSpan(noon)]), failure('failed'));
      await assert.rejects(open().read(ever), failure('failed'));
    });
  });

  describe('what was erased', () => {
    it('is said once to a window that stored before, which begins anew', async () => {
      const [journal, other, idle] = [open(), open('bb'), open('cc')];
      await journal.append([sampleSpan(noon)]);
      await other.resume(noon);
      rmSync(place(), { recursive: true });
      assert.deepEqual((await journal.read(ever)).spans, []);
      await assert.rejects(journal.append([sampleSpan(noon)]), JournalErased);
      assert.deepEqual(readdirSync(storage.path), []);
      await journal.append([sampleSpan(noon + minute)]);
      // There is a folder again, but not the one that it wrote to.
      await assert.rejects(other.pause(noon), JournalErased);
      await other.pause(noon);
      await idle.append([sampleSpan(noon + 2 * minute)]);
      await journal.append([sampleSpan(noon + 3 * minute)]);
      const { spans, recording } = await journal.read(ever);
      assert.deepEqual(
        spans.map(({ start }) => (start - noon) / minute),
        [1, 2, 3],
      );
      assert.deepEqual(recording, { since: null, pauses: [{ from: noon, to: null }] });
    });

    it('by this window is said to it as well', async () => {
      const journal = open();
      await journal.eraseAll();
      await journal.append([sampleSpan(noon)]);
      await journal.eraseAll();
      assert.deepEqual(readdirSync(storage.path), []);
      await assert.rejects(journal.append([sampleSpan(noon)]), JournalErased);
      await journal.append([sampleSpan(noon + minute)]);
      assert.deepEqual((await journal.read(ever)).spans, [sampleSpan(noon + minute)]);
    });

    it('and was left halfway is deleted when the journal is rolled', async () => {
      await open().append([sampleSpan(noon)]);
      renameSync(place(), path.join(storage.path, `journal-erased-${'0'.repeat(24)}`));
      writeFileSync(path.join(storage.path, 'other'), '');
      await open('bb').roll(noon, null);
      assert.deepEqual(readdirSync(storage.path), ['other']);
    });
  });
});
