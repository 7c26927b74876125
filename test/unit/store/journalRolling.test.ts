import assert from 'node:assert/strict';
import {
  appendFileSync,
  copyFileSync,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import type { Span } from '../../../src/domain/span';
import { FolderJournal } from '../../../src/store/journal';
import { bySpan, ever, mergedByHand } from '../../support/journalModel';
import { anySpan, sampleContext, sampleSpan } from '../../support/sampleSpan';
import { TemporaryFolder } from '../../support/temporaryFolder';

const noon = Date.UTC(2026, 0, 15, 12);
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const month = '2026-01.jsonl';

describe('FolderJournal rolling', () => {
  let storage: TemporaryFolder;
  /** Three days after everything that the test has written. */
  let later: number;
  beforeEach(() => {
    storage = new TemporaryFolder('rolling');
    later = Date.now() + 3 * day;
  });
  afterEach(() => storage.dispose());

  const place = () => path.join(storage.path, 'journal');
  const file = (name: string) => path.join(place(), name);
  const open = (writer = 'ff', now = Date.now) => new FolderJournal(storage.path, now, writer);
  const names = () => readdirSync(place()).filter(name => name !== 'began');
  const read = async () => open('ee').read(ever);

  it('folds what windows left into one file a month: sorted, nothing twice, each context once', async () => {
    const spans = [sampleSpan(noon), sampleSpan(noon + 5 * minute, { context: { ...sampleContext, branch: 8 } })];
    const goesOn = { ...sampleSpan(noon + minute), ended: 'open' as const };
    await open('aa').append([...spans].reverse());
    await open('bb').append([goesOn, { ...goesOn, ended: 'idle' }, sampleSpan(noon + 20 * day)]);
    await open('aa').append([spans[0] as Span]);
    const before = await read();
    await open().roll(later, null);
    assert.deepEqual(names(), [month, '2026-02.jsonl']);
    assert.deepEqual(await read(), before);
    assert.deepEqual(
      before.spans.map(({ start }) => (start - noon) / minute),
      [0, 1, 5, 20 * 24 * 60],
    );
    const lines = readFileSync(file(month), 'utf8').split('\n');
    assert.deepEqual(
      lines.map(line => line.slice(0, 10)),
      ['{"eddy":"j', '{"context"', '{"context"', '[1252800,0', '[1252860,0', '[1253100,1', ''],
    );
    assert.equal(statSync(file(month)).mode & 0o777, 0o600);
  });

  it('leaves files alone that were written to in the last 48 hours, and those of its own window', async () => {
    const [own, other] = [open('aa'), open('bb')];
    await own.append([sampleSpan(noon)]);
    await other.append([sampleSpan(noon + minute)]);
    await own.roll(Date.now() + 48 * hour - minute, null);
    assert.deepEqual(names(), ['2026-01.aa.jsonl', '2026-01.bb.jsonl']);
    await own.roll(Date.now() + 48 * hour + minute, null);
    assert.deepEqual(names(), ['2026-01.aa.jsonl', month]);
  });

  it('also takes files of a clock that was ten years ahead', async () => {
    await open('aa').append([sampleSpan(Date.UTC(2036, 0, 1))]);
    const ahead = new Date(Date.UTC(2036, 0, 1));
    utimesSync(file('2036-01.aa.jsonl'), ahead, ahead);
    await open().roll(Date.now(), null);
    assert.deepEqual(names(), ['2036-01.jsonl']);
  });

  it('adds to a month that was rolled before', async () => {
    const spans = [0, 1, 2].map(at => sampleSpan(noon + at * 5 * minute));
    for (const at of [2, 0, 1]) {
      await open(`a${at}`).append([spans[at] as Span]);
      await open().roll(later, null);
      assert.deepEqual(names(), [month]);
    }
    assert.deepEqual((await read()).spans, spans);
  });

  it('changes nothing where there is nothing to do', async () => {
    await open().roll(later, null);
    assert.deepEqual(readdirSync(storage.path), []);
    await open('aa').append([sampleSpan(noon)]);
    await open().roll(later, null);
    const { ino } = statSync(file(month));
    await open().roll(later, 10_000 * day);
    assert.equal(statSync(file(month)).ino, ino);
  });

  it('gives the same to read, whatever windows stored', async () => {
    const stored = fc.array(fc.array(anySpan, { maxLength: 8 }), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(stored, async windows => {
        const folder = new TemporaryFolder('rolled');
        const all = windows.map((spans, branch) =>
          spans.map(span => ({ ...span, context: { ...span.context, branch } })),
        );
        for (const [index, spans] of all.entries()) {
          await new FolderJournal(folder.path, Date.now, `a${index}`).append(spans);
          if (index === 1) await new FolderJournal(folder.path).roll(later, null);
        }
        const reader = new FolderJournal(folder.path);
        assert.deepEqual(bySpan((await reader.read(ever)).spans), mergedByHand(all));
        await reader.roll(later, null);
        for (const each of [reader, new FolderJournal(folder.path)]) {
          assert.deepEqual(bySpan((await each.read(ever)).spans), mergedByHand(all));
        }
        folder.dispose();
      }),
      { numRuns: 40 },
    );
  });

  it('sets damaged lines aside as they stood, and still counts them', async () => {
    await open('aa').append([sampleSpan(noon)]);
    const bad = Buffer.from([0xff, 0xfe, 0x00, 0x5b, 0x31]);
    appendFileSync(file('2026-01.aa.jsonl'), Buffer.concat([bad, Buffer.from('\n{"torn')]));
    await open('bb').append([sampleSpan(noon + minute)]);
    const before = await read();
    assert.equal(before.damagedLines, 1);
    await open().roll(later, null);
    assert.deepEqual(names(), [month, 'damaged.txt']);
    assert.deepEqual(readFileSync(file('damaged.txt')), Buffer.concat([bad, Buffer.from('\n{"torn\n')]));
    const after = await read();
    assert.deepEqual([after.spans, after.damagedLines], [before.spans, 2]);
    await open('cc').append([sampleSpan(noon + 2 * minute)]);
    appendFileSync(file('2026-01.cc.jsonl'), 'more\n');
    await open().roll(later, null);
    assert.equal(readFileSync(file('damaged.txt'), 'latin1'), `${bad.toString('latin1')}\n{"torn\nmore\n`);
  });

  it('keeps a whole last line that lacks its end', async () => {
    await open('aa').append([sampleSpan(noon)]);
    const text = readFileSync(file('2026-01.aa.jsonl'), 'latin1');
    writeFileSync(file('2026-01.aa.jsonl'), text.trimEnd());
    await open().roll(later, null);
    const { spans, damagedLines } = await read();
    assert.deepEqual([spans, damagedLines, names()], [[sampleSpan(noon)], 0, [month]]);
  });

  it('leaves files of another version as they are', async () => {
    const foreign = '{"eddy":"journal","version":2}\nwhatever\n';
    await open('aa').append([sampleSpan(noon), sampleSpan(noon + 20 * day)]);
    writeFileSync(file('2026-01.bb.jsonl'), foreign);
    writeFileSync(file('2026-02.jsonl'), foreign);
    await open().roll(later, null);
    assert.deepEqual(names(), ['2026-01.bb.jsonl', month, '2026-02.aa.jsonl', '2026-02.jsonl']);
    for (const name of ['2026-01.bb.jsonl', '2026-02.jsonl']) assert.equal(readFileSync(file(name), 'utf8'), foreign);
    const { spans, foreignFiles } = await read();
    assert.deepEqual([spans.length, foreignFiles], [2, 2]);
  });

  it('drops what ended longer ago than is kept, also from months that were rolled', async () => {
    const now = Date.UTC(2026, 3, 1);
    const spans = [0, 1, 2].map(at => sampleSpan(Date.UTC(2026, at, 20)));
    await open('aa').append(spans);
    await open().roll(later, null);
    const keptFrom = (spans[1] as Span).end;
    const journal = open('gg');
    await journal.roll(now, now - keptFrom);
    assert.deepEqual((await journal.read(ever)).spans, spans.slice(1));
    assert.ok(!existsSync(file(month)));
    await journal.roll(now, now - keptFrom - 1000);
    assert.deepEqual((await read()).spans, spans.slice(2));
  });

  describe('stopped halfway', () => {
    const spans = Array.from({ length: 6 }, (_, at) => sampleSpan(noon + at * 5 * minute));
    let rolled: TemporaryFolder;

    beforeEach(async () => {
      rolled = new TemporaryFolder('rolled');
      await open('aa').append(spans.slice(0, 2));
      await open().roll(later, null);
      await open('bb').append(spans.slice(1, 4).map(span => ({ ...span, typed: 1 })));
      await open('cc').append(spans.slice(4));
      appendFileSync(file('2026-01.bb.jsonl'), 'damaged\n');
      cpSync(storage.path, rolled.path, { recursive: true });
      await new FolderJournal(rolled.path).roll(later, null);
    });
    afterEach(() => rolled.dispose());

    const result = (name: string) => path.join(rolled.path, 'journal', name);
    const states: Readonly<Record<string, () => void>> = {
      'when a file was taken from its window': () =>
        renameSync(file('2026-01.bb.jsonl'), file('2026-01.0123456789ab.jsonl')),
      'when lines were set aside': () => copyFileSync(result('damaged.txt'), file('damaged.txt')),
      'with a draft': () => writeFileSync(file(`${month}.00aa.tmp`), readFileSync(result(month)).subarray(0, 300)),
      'when the month was written': () => {
        copyFileSync(result('damaged.txt'), file('damaged.txt'));
        copyFileSync(result(month), file(month));
      },
      'when the first file was deleted': () => {
        copyFileSync(result('damaged.txt'), file('damaged.txt'));
        copyFileSync(result(month), file(month));
        rmSync(file('2026-01.bb.jsonl'));
      },
    };
    for (const [state, stop] of Object.entries(states)) {
      it(`${state} has lost nothing and nothing twice, and is completed next time`, async () => {
        const expected = await read();
        assert.equal(expected.spans.length, 6);
        const journal = open('dd');
        await journal.read(ever);
        stop();
        assert.deepEqual((await journal.read(ever)).spans, expected.spans);
        assert.deepEqual((await read()).spans, expected.spans);
        await journal.roll(later, null);
        assert.deepEqual(names(), [month, 'damaged.txt']);
        assert.deepEqual(await read(), expected);
        for (const name of names()) assert.deepEqual(readFileSync(file(name)), readFileSync(result(name)));
      });
    }
  });

  describe('in one window at a time', () => {
    beforeEach(() => open('aa').append([sampleSpan(noon)]));

    it('is left to the window that has begun', async () => {
      writeFileSync(file('lock'), 'another');
      await open().roll(Date.now() + 9 * minute, null);
      await open('ff', () => Date.now() + 9 * minute).roll(later, null);
      assert.deepEqual(names(), ['2026-01.aa.jsonl', 'lock']);
      assert.equal(readFileSync(file('lock'), 'utf8'), 'another');
    });

    it('is taken over after ten minutes', async () => {
      writeFileSync(file('lock'), 'another');
      await open('ff', () => Date.now() + 11 * minute).roll(later, null);
      assert.deepEqual(names(), [month]);
    });

    it('is done once by many', async () => {
      const windows = Array.from({ length: 8 }, (_, at) => open(`b${at}`));
      await Promise.all(windows.map(window => window.roll(later, null)));
      assert.deepEqual(names(), [month]);
      assert.deepEqual((await read()).spans, [sampleSpan(noon)]);
    });
  });

  it('gives a window that wakes up another file, with its contexts', async () => {
    const journal = open('aa');
    await journal.append([sampleSpan(noon)]);
    await open().roll(later, null);
    await journal.append([sampleSpan(noon, { last: noon + 5 * minute }), sampleSpan(noon + 9 * minute)]);
    assert.deepEqual(names(), ['2026-01.aa.jsonl', month]);
    const { spans } = await read();
    assert.deepEqual(spans, [sampleSpan(noon, { last: noon + 5 * minute }), sampleSpan(noon + 9 * minute)]);
  });
});
