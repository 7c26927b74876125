import assert from 'node:assert/strict';
import { appendFileSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { JournalErased } from '../../../src/domain/journal';
import type { Span } from '../../../src/domain/span';
import { FolderJournal } from '../../../src/store/journal';
import { without } from '../../../src/store/removals';
import { assertInvariants, bySpan, ever } from '../../support/journalModel';
import { anySpan, sampleContext, sampleSpan } from '../../support/sampleSpan';
import { TemporaryFolder } from '../../support/temporaryFolder';

const noon = Date.UTC(2026, 0, 15, 12);
const minute = 60_000;
const day = 86_400_000;
/** Ten minutes of work, then a minute until the focus is lost. */
const long = sampleSpan(noon, {
  last: noon + 10 * minute,
  end: noon + 10 * minute + 20_000,
  focusedFrom: noon - minute,
  unfocusedAt: noon + 11 * minute,
  ended: 'unfocused',
  counts: { edit: 100, inserted: 1, read: 10, run: 0, review: 0 },
  typed: 1000,
  inserted: 50,
  firstWork: 2 * minute,
});

describe('a part of a span that is removed', () => {
  const at = (minutes: number) => noon + minutes * minute;
  const half = { counts: { edit: 50, inserted: 1, read: 5, run: 0, review: 0 }, typed: 500, inserted: 25 };
  const cutAt = (last: number): Partial<Span> => ({ last, end: last, unfocusedAt: null, ended: 'context' });
  const cases: Readonly<Record<string, [number, number, Span[]]>> = {
    all: [0, 12, []],
    'more than all': [-60, 60, []],
    'a time before': [-30, -20, [long]],
    'a time after': [11, 20, [long]],
    'its second half': [5, 20, [{ ...long, ...half, ...cutAt(at(5)) }]],
    'its first half': [-5, 5, [{ ...long, ...half, start: at(5), focusedFrom: at(5), firstWork: null }]],
    'its middle': [
      1,
      9,
      [
        {
          ...long,
          ...cutAt(at(1)),
          counts: { edit: 10, inserted: 0, read: 1, run: 0, review: 0 },
          typed: 100,
          inserted: 5,
          firstWork: null,
        },
        {
          ...long,
          start: at(9),
          focusedFrom: at(9),
          counts: { edit: 10, inserted: 0, read: 1, run: 0, review: 0 },
          typed: 100,
          inserted: 5,
          firstWork: null,
        },
      ],
    ],
    'what is before its first work': [
      -5,
      1,
      [
        {
          ...long,
          start: at(1),
          focusedFrom: at(1),
          firstWork: minute,
          counts: { edit: 90, inserted: 1, read: 9, run: 0, review: 0 },
          typed: 900,
          inserted: 45,
        },
      ],
    ],
    'its tail': [10 + 1 / 6, 20, [{ ...long, end: at(10) + 10_000, unfocusedAt: null, ended: 'context' }]],
    'the focus after it': [10.5, 20, [{ ...long, unfocusedAt: at(10.5) }]],
    'the focus before it': [-5, 0, [{ ...long, focusedFrom: at(0) }]],
  };
  for (const [name, [from, to, parts]] of Object.entries(cases)) {
    it(`leaves the rest: ${name}`, () => {
      assert.deepEqual(without(long, { from: at(from), to: at(to) }), parts);
    });
  }

  it('leaves at least one interaction of a kind that took place', () => {
    const once = { ...long, counts: { edit: 0, inserted: 0, read: 0, run: 1, review: 0 } };
    for (const part of without(once, { from: at(1), to: at(9) })) assert.equal(part.counts.run, 1);
  });

  it('of a glance is all of it, or the focus at its end', () => {
    const glance = { ...long, last: noon, end: noon, counts: { edit: 0, inserted: 0, read: 0, run: 0, review: 0 } };
    assert.deepEqual(without(glance, { from: noon, to: at(1) }), []);
    assert.deepEqual(without(glance, { from: at(1), to: at(2) }), [{ ...glance, unfocusedAt: at(1) }]);
  });

  it('leaves spans that keep the rules, and nothing in the time', () => {
    const interval = fc.tuple(fc.nat({ max: 2 * 86_400 }), fc.nat({ max: 900 }));
    fc.assert(
      fc.property(anySpan, interval, (span, [after, length]) => {
        const from = Date.UTC(2026, 0, 31) + after * 1000;
        const to = from + length * 1000;
        for (const part of without(span, { from, to })) {
          assertInvariants(part);
          assert.ok(
            part.start < from ? part.end <= from && (part.unfocusedAt ?? from) <= from : part.focusedFrom >= to,
          );
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('FolderJournal taking things away', () => {
  let storage: TemporaryFolder;
  beforeEach(() => {
    storage = new TemporaryFolder('removal');
  });
  afterEach(() => storage.dispose());

  const place = () => path.join(storage.path, 'journal');
  const file = (name: string) => path.join(place(), name);
  const now = () => Date.UTC(2026, 6, 1);
  const open = (writer = 'ff') => new FolderJournal(storage.path, now, writer);
  const read = async () => (await open('ee').read(ever)).spans;
  const everything = () => readdirSync(place()).map(name => readFileSync(file(name), 'latin1'));
  /** What the files themselves hold. */
  const onDisk = async () => {
    rmSync(file('removed.jsonl'), { force: true });
    return read();
  };

  it('removes a time from all files: of this window, of others, and rolled ones', async () => {
    const windows = [open('aa'), open('bb'), open('cc')];
    const spans = Array.from({ length: 9 }, (_, at) => sampleSpan(noon + at * 5 * minute));
    for (const [at, span] of spans.entries()) await windows[at % 3]?.append([span]);
    await windows[0]?.append([sampleSpan(noon + day)]);
    await open().roll(Date.now() + 3 * day, null);
    for (const [at, span] of spans.entries())
      await windows[at % 3]?.append([{ ...span, last: span.last + 1000, end: span.end + 1000 }]);
    await windows[1]?.remove(noon + 5 * minute, noon + 35 * minute);
    const left = [...spans.slice(0, 1), ...spans.slice(7)].map(span => ({
      ...span,
      last: span.last + 1000,
      end: span.end + 1000,
    }));
    const expected = [...left, sampleSpan(noon + day)];
    for (const window of windows) assert.deepEqual((await window.read(ever)).spans, expected);
    assert.deepEqual(await read(), expected);
    assert.deepEqual(await onDisk(), expected);
  });

  it('removes any time from whatever is stored, on the disk as well', async () => {
    const intervals = fc.array(fc.tuple(fc.nat({ max: 2 * 86_400_000 }), fc.nat({ max: 3600_000 })), {
      minLength: 1,
      maxLength: 3,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(anySpan, { maxLength: 12 }), intervals, async (spans, removed) => {
        const folder = new TemporaryFolder('removed');
        const journal = new FolderJournal(folder.path, now, 'aa');
        const other = new FolderJournal(folder.path, now, 'bb');
        await journal.append(spans.slice(0, 6).map(span => ({ ...span, context: { ...span.context, branch: 1 } })));
        await other.append(spans.slice(6).map(span => ({ ...span, context: { ...span.context, branch: 2 } })));
        let expected = (await journal.read(ever)).spans;
        for (const [after, length] of removed) {
          const [from, to] = [Date.UTC(2026, 0, 31) + after, Date.UTC(2026, 0, 31) + after + length];
          await journal.remove(from, to);
          const whole = { from: Math.floor(from / 1000) * 1000, to: Math.ceil(to / 1000) * 1000 };
          if (length > 0) expected = expected.flatMap(span => without(span, whole));
        }
        const left = bySpan((await journal.read(ever)).spans);
        // Parts of two spans that begin together in the same context are one span.
        if (new Set(expected.map(({ start }) => start)).size === expected.length)
          assert.deepEqual(left, bySpan(expected));
        rmSync(path.join(folder.path, 'journal', 'removed.jsonl'), { force: true });
        const fresh = new FolderJournal(folder.path, now);
        const found = await fresh.read(ever);
        assert.deepEqual([bySpan(found.spans), found.damagedLines], [left, 0]);
        folder.dispose();
      }),
      { numRuns: 60 },
    );
  });

  it('removes it again from a span that its window goes on with', async () => {
    const window = open('aa');
    const running = { ...long, unfocusedAt: null, ended: 'open' as const };
    await window.append([running]);
    await open().remove(noon + 2 * minute, noon + 5 * minute);
    const grown = { ...running, last: noon + 15 * minute, end: noon + 15 * minute };
    await window.append([grown]);
    const bounds = (spans: readonly Span[]) =>
      spans.map(({ start, end }) => [(start - noon) / minute, (end - noon) / minute]);
    assert.deepEqual(bounds((await window.read(ever)).spans), [
      [0, 2],
      [5, 15],
    ]);
    await open().roll(Date.now() + 3 * day, null);
    await open().roll(Date.now() + 3 * day, null);
    assert.deepEqual(bounds(await read()), [
      [0, 2],
      [5, 15],
    ]);
    assert.deepEqual(bounds(await onDisk()), [
      [0, 2],
      [5, 15],
    ]);
  });

  it('cuts a span as it was last, however often its window stored it', async () => {
    const short = {
      ...long,
      last: noon + 4 * minute,
      end: noon + 4 * minute,
      unfocusedAt: null,
      ended: 'open' as const,
    };
    const between = sampleSpan(noon, { focusedFrom: noon - minute, context: { ...sampleContext, branch: 8 } });
    const interval = { from: noon + 2 * minute, to: noon + 30 * minute };
    await open('aa').append([long, between, short]);
    await open('bb').remove(interval.from, interval.to);
    const expected = bySpan([...without(long, interval), between]);
    assert.deepEqual(bySpan(await read()), expected);
    await open().roll(Date.now() + 3 * day, null);
    assert.deepEqual(bySpan(await onDisk()), expected);
  });

  it('lets what is recorded later stay, also where the time reached further', async () => {
    await open('aa').append([
      sampleSpan(now() - 5 * minute),
      sampleSpan(now() - minute, { last: now() - minute, end: now() - minute }),
    ]);
    await open().remove(now() - day, now() + day);
    await open('aa').append([sampleSpan(now())]);
    assert.deepEqual(await read(), [sampleSpan(now())]);
    await open().remove(now() + minute, now() + day);
    assert.deepEqual(await read(), [sampleSpan(now())]);
  });

  it('keeps damaged lines, and files of another version', async () => {
    const foreign = '{"eddy":"journal","version":2}\n';
    await open('aa').append([sampleSpan(noon)]);
    appendFileSync(file('2026-01.aa.jsonl'), 'damaged\ntorn');
    writeFileSync(file('2026-01.bb.jsonl'), foreign);
    await open().remove(noon, noon + day);
    const { spans, damagedLines, foreignFiles } = await open().read(ever);
    assert.deepEqual([spans, damagedLines, foreignFiles], [[], 2, 1]);
    assert.equal(readFileSync(file('2026-01.bb.jsonl'), 'latin1'), foreign);
  });

  it('does nothing where nothing is stored', async () => {
    await open().remove(noon, noon + day);
    await open().remove(noon, noon);
    await open().forgetRepository('a'.repeat(32));
    assert.deepEqual(readdirSync(storage.path), []);
  });

  it('forgets a repository and its branches, in every byte', async () => {
    const [id, other] = ['a'.repeat(32), 'b'.repeat(32)];
    const contexts = [id, other].map(repository => ({ ...sampleContext, repository }));
    const spans = contexts.map((context, at) => sampleSpan(noon + at * 5 * minute, { context }));
    const window = open('aa');
    await window.append(spans);
    await open().roll(Date.now() + 3 * day, null);
    const running = sampleSpan(noon + 20 * minute, { context: contexts[0] as Span['context'] });
    await window.append([running]);
    appendFileSync(file('2026-01.aa.jsonl'), `{"context":7,"repository":"${id}"\n`);
    writeFileSync(file('damaged.txt'), `"${id}"\n`);
    await open().forgetRepository(id);
    for (const text of everything()) assert.ok(!text.includes(id), text);
    const forgotten = { ...sampleContext, repository: null, branch: null };
    const expected = [{ ...spans[0], context: forgotten }, spans[1], { ...running, context: forgotten }];
    assert.deepEqual(await read(), expected);
    // The window does not know, and goes on with its span; what begins later is known again.
    const grown = { ...running, last: running.last + minute, end: running.end + minute };
    await window.append([grown]);
    await window.append([sampleSpan(now(), { context: contexts[0] as Span['context'] })]);
    assert.deepEqual(await read(), [
      ...expected.slice(0, 2),
      { ...grown, context: forgotten },
      sampleSpan(now(), { context: contexts[0] as Span['context'] }),
    ]);
    await open().roll(Date.now() + 3 * day, null);
    assert.ok(!readFileSync(file('2026-01.jsonl'), 'latin1').includes(id));
  });

  it('erases everything, also for a window that goes on', async () => {
    const [window, other] = [open('aa'), open('bb')];
    await window.append([sampleSpan(noon)]);
    await other.append([sampleSpan(noon)]);
    await other.eraseAll();
    assert.deepEqual(readdirSync(storage.path), []);
    assert.deepEqual((await window.read(ever)).spans, []);
    await assert.rejects(window.append([sampleSpan(noon)]), JournalErased);
    assert.deepEqual(readdirSync(storage.path), []);
  });

  it('erases although another window has hung while it rolled', async () => {
    await open('aa').append([sampleSpan(noon)]);
    writeFileSync(file('lock'), 'another');
    const { mtimeMs } = statSync(file('lock'));
    await new FolderJournal(storage.path, () => mtimeMs).eraseAll();
    assert.deepEqual(readdirSync(storage.path), []);
  });
});
