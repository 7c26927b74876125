import assert from 'node:assert/strict';
import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { FolderJournal } from '../../../src/store/journal';
import { ever } from '../../support/journalModel';
import { numberedSpan } from '../../support/sampleSpan';
import { StoringWindows } from '../../support/storingWindows';
import { TemporaryFolder } from '../../support/temporaryFolder';

const day = 86_400_000;
const minute = 60_000;

describe('FolderJournal with windows of their own', function () {
  this.timeout(60_000);
  let storage: TemporaryFolder;
  const windows = new StoringWindows('journalWriter');
  beforeEach(() => {
    storage = new TemporaryFolder('windows');
  });
  afterEach(async () => {
    await windows.killAll();
    storage.dispose();
  });

  const place = () => path.join(storage.path, 'journal');
  const open = (writer = 'ff', now = Date.now) => new FolderJournal(storage.path, now, writer);
  const later = () => Date.now() + 3 * day;
  /** Three days later, when locks of windows that were ended are stale. */
  const afterAll = () => open('fe', () => Date.now() + 11 * minute);
  const numbers = async () => (await open('ee').read(ever)).spans.map(({ typed }) => typed);
  const range = (first: number, end: number) => Array.from({ length: end - first }, (_, index) => first + index);

  const start = (...args: string[]) => windows.start(storage.path, ...args);

  async function until(isSo: () => boolean): Promise<void> {
    for (let left = 3000; !isSo() && left > 0; left--) await delay(10);
    assert.ok(isSo());
  }

  it('loses nothing and tells nothing twice while they append, roll and remove at once', async () => {
    const count = 240;
    const windows = [start('a1', '0', `${count}`), start('b2', `${count}`, `${count}`)];
    const journal = open();
    const removed: number[] = [];
    let isOver = false;
    const over = Promise.all(windows.map(({ ended }) => ended)).then(() => {
      isOver = true;
    });
    await until(() => windows.every(({ printed }) => printed.length > 10));
    while (!isOver) {
      await journal.roll(later(), null);
      const number = Number(windows[removed.length % 2]?.printed.at(-1));
      if (removed.length < 12 && !removed.includes(number)) {
        const { start: from, end } = numberedSpan(number);
        await journal.remove(from, end + 1000);
        removed.push(number);
      }
      const before = await numbers();
      assert.equal(new Set(before).size, before.length);
    }
    await over;
    assert.ok(removed.length > 0);
    const expected = range(0, 2 * count).filter(number => !removed.includes(number));
    assert.deepEqual(await numbers(), expected);
    const { damagedLines, spans } = await journal.read(ever);
    assert.deepEqual([damagedLines, spans], [0, expected.map(numberedSpan)]);
    await journal.roll(later(), null);
    rmSync(path.join(place(), 'removed.jsonl'));
    assert.deepEqual(await numbers(), expected);
    assert.deepEqual(
      readdirSync(place()).filter(name => name.endsWith('.jsonl')),
      ['2026-01.jsonl', '2026-02.jsonl'],
    );
  });

  it('are read as a whole while their files are rolled', async () => {
    const [reader, journal] = [open('ee'), open()];
    const count = 150;
    let stored = 0;
    const writing = (async () => {
      for (; stored < count; stored++) {
        await new FolderJournal(storage.path).append([numberedSpan(stored)]);
        if (stored % 3 === 0) await journal.roll(later(), null);
      }
    })();
    while (stored < count) {
      const least = stored;
      const found = (await reader.read(ever)).spans.map(({ typed }) => typed);
      assert.deepEqual(found.slice(0, least), range(0, least));
    }
    await writing;
  });

  it('loses nothing of what a window had stored when it was killed', async () => {
    for (let round = 0; round < 4; round++) {
      const window = start(`a${round}`, `${round * 10_000}`, '10000');
      await until(() => window.printed.length > 20 + round * 7);
      window.child.kill('SIGKILL');
      await window.ended;
      const found = await numbers();
      const stored = window.printed.map(Number);
      assert.deepEqual(
        stored.filter(number => !found.includes(number)),
        [],
      );
      assert.equal(new Set(found).size, found.length);
    }
    assert.equal((await open().read(ever)).damagedLines, 0);
  });

  it('loses nothing when a window is killed while it rolls', async () => {
    const stored: number[] = [];
    for (let round = 0; round < 5; round++) {
      const window = start(`a${round}`, `${round * 10_000}`, '10000', 'roll');
      await until(() => window.printed.length > 2);
      await delay(round * 13);
      window.child.kill('SIGKILL');
      await window.ended;
      stored.push(...window.printed.map(Number));
      const found = await numbers();
      assert.deepEqual(
        stored.filter(number => !found.includes(number)),
        [],
      );
      assert.equal(new Set(found).size, found.length);
      rmSync(path.join(place(), 'lock'), { force: true });
    }
    const found = await numbers();
    await afterAll().roll(later(), null);
    assert.deepEqual(await numbers(), found);
    const names = readdirSync(place()).filter(name => name !== 'began');
    assert.ok(
      names.every(name => /^2026-0\d\.jsonl$/.test(name)),
      names.join(),
    );
  });

  it('loses nothing that was stored before the disk was full, and goes on when there is room', async function () {
    if (process.platform === 'win32') this.skip();
    const window = windows.startOnSmallDisk(storage.path, 'a1', '0', '10000');
    await window.ended;
    assert.equal(window.printed.pop(), 'diskFull');
    const stored = window.printed.map(Number);
    assert.ok(stored.length > 10);
    const journal = open('a1');
    // In the same file.
    await journal.append([numberedSpan(stored.length)]);
    assert.deepEqual(await numbers(), [...stored, stored.length]);
    assert.equal((await journal.read(ever)).damagedLines, 0);
  });
});
