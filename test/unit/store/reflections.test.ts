import assert from 'node:assert/strict';
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import fc from 'fast-check';
import { JournalFailure } from '../../../src/domain/journal';
import type { Reflection } from '../../../src/domain/reflection';
import { noReflections, ReflectionsForeign } from '../../../src/domain/reflections';
import { FolderReflections } from '../../../src/store/reflections';
import { anyReflection, numberedWeek, sampleReflection } from '../../support/sampleReflection';
import { StoringWindows } from '../../support/storingWindows';
import { TemporaryFolder } from '../../support/temporaryFolder';

const isRoot = process.getuid?.() === 0;
const at = Date.UTC(2026, 9, 9, 13);
const nothing = noReflections;

describe('FolderReflections', () => {
  let storage: TemporaryFolder;
  beforeEach(() => {
    storage = new TemporaryFolder('reflections');
  });
  afterEach(() => storage.dispose());

  const place = () => path.join(storage.path, 'reflections');
  const file = () => path.join(place(), 'reflections.jsonl');
  const open = () => new FolderReflections(storage.path);
  const stored = () => readFileSync(file(), 'ascii');

  it('is empty, and makes nothing, until something is said', async () => {
    assert.deepEqual(await open().read(), nothing);
    assert.deepEqual(readdirSync(storage.path), []);
  });

  it('is for the person alone', async () => {
    await open().answer(sampleReflection('2026-W41'));
    await open().claim('2026-W42', 1);
    assert.equal(statSync(place()).mode & 0o777, 0o700);
    assert.deepEqual(readdirSync(place()).sort(), ['asked-2026-W42-1', 'began', 'reflections.jsonl']);
    for (const name of readdirSync(place())) assert.equal(statSync(path.join(place(), name)).mode & 0o777, 0o600);
  });

  it('is text that says its version, and a record a line', async () => {
    await open().answer(sampleReflection('2026-W41', { note: 'Zu viel „Abstimmung“.' }));
    await open().skip('2026-W42', at);
    await open().later('2026-W43', at);
    await open().pickExperiment('2026-W42', 'deepBlocks', at);
    await open().never(at);
    assert.deepEqual(stored().split('\n'), [
      '{"eddy":"reflections","version":1}',
      '{"week":"2026-W41","kind":"answer","at":"2026-10-09T13:00:00.000Z","flow":"often","slogs":["builds","meetings"],"biggest":"builds","ventured":"withAi","load":3,"note":"Zu viel \\u201eAbstimmung\\u201c."}',
      '{"week":"2026-W42","kind":"skip","at":"2026-10-09T13:00:00.000Z"}',
      '{"week":"2026-W43","kind":"later","at":"2026-10-09T13:00:00.000Z"}',
      '{"week":"2026-W42","kind":"pick","at":"2026-10-09T13:00:00.000Z","id":"deepBlocks"}',
      '{"kind":"never","at":"2026-10-09T13:00:00.000Z"}',
      '',
    ]);
  });

  it('gives back whatever windows said last of each week', async () => {
    const week = fc.integer({ min: 10, max: 14 }).map(number => `2026-W${number}`);
    const said = fc.array(fc.tuple(fc.nat({ max: 2 }), week.chain(anyReflection)), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(said, async all => {
        const folder = new TemporaryFolder('model');
        const windows = [0, 1, 2].map(() => new FolderReflections(folder.path, () => at));
        const wanted = new Map<string, Reflection>();
        for (const [window, reflection] of all) {
          await windows[window]?.answer(reflection);
          wanted.set(reflection.week, reflection);
        }
        const answers = [...wanted.values()].sort((a, b) => (a.week < b.week ? -1 : 1));
        for (const window of [...windows, new FolderReflections(folder.path)]) {
          assert.deepEqual(await window.read(), { ...nothing, answers });
        }
        folder.dispose();
      }),
      { numRuns: 40 },
    );
  });

  it('tells of all that is said', async () => {
    const window = open();
    await window.skip('2026-W42', at);
    await window.later('2026-W43', at);
    await window.later('2026-W43', at + 1);
    await window.pickExperiment('2026-W42', 'deepBlocks', at);
    await window.pickExperiment('2026-W43', null, at);
    await window.never(at);
    assert.deepEqual(await open().read(), {
      ...nothing,
      skips: [{ week: '2026-W42', at }],
      laters: [{ week: '2026-W43', at: at + 1 }],
      picks: [
        { week: '2026-W42', id: 'deepBlocks', at },
        { week: '2026-W43', id: null, at },
      ],
      neverSince: at,
    });
    await window.askAgain(at + 5);
    assert.equal((await open().read()).neverSince, null);
    await window.never(at + 9);
    assert.equal((await open().read()).neverSince, at + 9);
  });

  it('stays with never, also where the person answers unasked', async () => {
    await open().never(at);
    await open().answer(sampleReflection('2026-W41'));
    assert.equal((await open().read()).neverSince, at);
  });

  it('takes an answer in place of a skip, and not the other way round', async () => {
    await open().skip('2026-W41', at);
    await open().answer(sampleReflection('2026-W41'));
    await open().skip('2026-W41', at + 1);
    assert.deepEqual(await open().read(), { ...nothing, answers: [sampleReflection('2026-W41')] });
  });

  for (const [what, change] of [
    ['a note without end', { note: 'x'.repeat(501) }],
    ['a load beyond the scale', { load: 6 }],
    ['no week', { week: '../2026-W41' }],
  ] as const) {
    it(`refuses ${what}, and stores nothing`, async () => {
      await assert.rejects(open().answer(sampleReflection('2026-W41', change)));
      assert.deepEqual(readdirSync(storage.path), []);
    });
  }

  describe('what is gone', () => {
    it('is what was said before, with its note', async () => {
      await open().answer(sampleReflection('2026-W41', { note: 'a secret' }));
      await open().answer(sampleReflection('2026-W41', { note: 'nothing much' }));
      assert.doesNotMatch(stored(), /secret/);
      assert.equal((await open().read()).answers[0]?.note, 'nothing much');
    });

    it('is what the person removes, in every window; the week counts as skipped then', async () => {
      const window = open();
      const other = new FolderReflections(storage.path, () => at);
      await window.answer(sampleReflection('2026-W41', { note: 'a secret' }));
      await window.answer(sampleReflection('2026-W42'));
      await other.remove('2026-W41');
      assert.doesNotMatch(stored(), /secret/);
      assert.deepEqual(await window.read(), {
        ...nothing,
        answers: [sampleReflection('2026-W42')],
        skips: [{ week: '2026-W41', at }],
      });
    });

    it('are lines that were cut off, where they are of that week', async () => {
      for (const gone of [
        () => open().remove('2026-W41'),
        () => open().answer(sampleReflection('2026-W41', { note: '' })),
      ]) {
        await open().answer(sampleReflection('2026-W42'));
        const line =
          stored()
            .split('\n')
            .find(each => each.includes('2026-W42')) ?? '';
        appendFileSync(file(), `no record\n${line.replace('W42', 'W41').replace('Too many', 'secret')}`.slice(0, -9));
        await gone();
        assert.doesNotMatch(stored(), /secret/);
        assert.match(stored(), /^no record$/m);
        assert.deepEqual((await open().read()).damagedLines, 1);
        rmSync(place(), { recursive: true });
      }
    });

    it('is what a window that was killed was about to write', async () => {
      await open().answer(sampleReflection('2026-W41'));
      writeFileSync(`${file()}.0123456789ab.tmp`, 'a secret');
      await open().remove('2026-W41');
      assert.deepEqual(readdirSync(place()).sort(), ['began', 'reflections.jsonl']);
    });

    it('is everything after an erasure, also in windows that stored before; what is said then begins anew', async () => {
      const window = open();
      await window.answer(sampleReflection('2026-W41'));
      rmSync(place(), { recursive: true });
      assert.deepEqual(await window.read(), nothing);
      await window.remove('2026-W41');
      await window.answer(sampleReflection('2026-W42'));
      assert.deepEqual((await open().read()).answers, [sampleReflection('2026-W42')]);
    });
  });

  describe('who asks', () => {
    it('is one window, once for a week and an asking', async () => {
      const windows = Array.from({ length: 8 }, open);
      const claims = await Promise.all(windows.map(window => window.claim('2026-W41', 1)));
      assert.equal(claims.filter(Boolean).length, 1);
      assert.equal(await open().claim('2026-W41', 1), false);
      assert.deepEqual((await open().read()).asked, [{ week: '2026-W41', times: 1 }]);
      assert.equal(await open().claim('2026-W41', 2), true);
      assert.equal(await open().claim('2026-W42', 1), true);
      assert.deepEqual((await open().read()).asked, [
        { week: '2026-W41', times: 2 },
        { week: '2026-W42', times: 1 },
      ]);
    });

    it('is nobody once the person has answered, skipped or said never', async () => {
      await open().answer(sampleReflection('2026-W41'));
      await open().skip('2026-W42', at);
      for (const week of ['2026-W41', '2026-W42']) assert.equal(await open().claim(week, 1), false);
      await open().never(at);
      assert.equal(await open().claim('2026-W43', 1), false);
      await open().askAgain(at);
      assert.equal(await open().claim('2026-W43', 1), true);
    });

    it('is nobody where the disk does not let it be known', async () => {
      writeFileSync(place(), '');
      await assert.rejects(open().claim('2026-W41', 1), JournalFailure);
    });
  });

  describe('a file that is damaged', () => {
    it('gives every whole line, wherever it was cut off, and takes new ones', async function () {
      this.timeout(120_000);
      const weeks = ['2026-W41', '2026-W42', '2026-W43'];
      for (const week of weeks) await open().answer(sampleReflection(week));
      const whole = readFileSync(file());
      const ends = [...whole.entries()].filter(([, byte]) => byte === 10).map(([index]) => index);
      for (let bytes = 0; bytes <= whole.length; bytes += 3) {
        writeFileSync(file(), whole.subarray(0, bytes));
        // A line is whole without its end too.
        const wanted = weeks
          .slice(0, ends.slice(1).filter(end => end <= bytes).length)
          .map(each => sampleReflection(each));
        assert.deepEqual(await open().read(), { ...nothing, answers: wanted }, `${bytes}`);
        await open().answer(sampleReflection('2026-W50'));
        const after = await open().read();
        assert.deepEqual(after.answers, [...wanted, sampleReflection('2026-W50')], `${bytes}`);
        const isTorn = bytes > 0 && !ends.some(end => end === bytes || end === bytes - 1);
        assert.equal(after.damagedLines, Number(isTorn), `${bytes}`);
      }
    });

    it('never gives what nobody can say, whatever bytes are wrong, and keeps them', async () => {
      await open().answer(sampleReflection('2026-W41'));
      const whole = readFileSync(file());
      await fc.assert(
        fc.asyncProperty(fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1 }), async changes => {
          const bytes = Buffer.from(whole);
          for (const [index, byte] of changes) bytes[index] = byte;
          writeFileSync(file(), bytes);
          for (const answer of (await open().read()).answers) {
            assert.match(answer.week, /^\d{4}-W\d\d$/);
            assert.ok(answer.note.length <= 500 && Number.isInteger(answer.at));
            assert.deepEqual(Object.keys(answer).sort(), Object.keys(sampleReflection('')).sort());
          }
          assert.deepEqual(readFileSync(file()), bytes);
        }),
        { numRuns: 100 },
      );
    });

    it('of another version is left alone, and nothing is asked', async () => {
      mkdirSync(place(), { mode: 0o700 });
      const text = '{"eddy":"reflections","version":2}\n{"kind":"new"}\n';
      writeFileSync(file(), text);
      assert.deepEqual(await open().read(), { ...nothing, foreign: true });
      await assert.rejects(open().answer(sampleReflection('2026-W41')), ReflectionsForeign);
      await assert.rejects(open().remove('2026-W41'), ReflectionsForeign);
      assert.equal(await open().claim('2026-W41', 1), false);
      assert.equal(readFileSync(file(), 'utf8'), text);
    });
  });

  describe('where the disk does not let it', () => {
    it('says that the folder can not be written to, and keeps what was there', async () => {
      await open().answer(sampleReflection('2026-W41'));
      const before = stored();
      chmodSync(place(), 0o555);
      if (isRoot) process.seteuid?.(65534);
      try {
        await assert.rejects(open().answer(sampleReflection('2026-W42')), JournalFailure);
      } finally {
        if (isRoot) process.seteuid?.(0);
        chmodSync(place(), 0o700);
      }
      assert.equal(stored(), before);
    });
  });

  describe('with windows of their own', function () {
    this.timeout(60_000);
    const windows = new StoringWindows('reflectionsWriter');
    afterEach(() => windows.killAll());

    const start = (mode: 'answer' | 'claim', first: number, count: number) =>
      windows.start(storage.path, mode, `${first}`, `${count}`);

    const weeks = async () => (await open().read()).answers.map(({ week }) => week);

    it('loses nothing while they store at once, also what takes the place of another', async () => {
      const all = [start('answer', 0, 60), start('answer', 40, 60), start('answer', 80, 60)];
      await Promise.all(all.map(({ ended }) => ended));
      assert.deepEqual(
        all.map(({ printed }) => printed.length),
        [60, 60, 60],
      );
      assert.deepEqual(
        await weeks(),
        Array.from({ length: 140 }, (_, number) => numberedWeek(number)),
      );
      assert.equal((await open().read()).damagedLines, 0);
    });

    it('gives the word to one of them for each week', async () => {
      const all = [0, 1, 2].map(() => start('claim', 0, 200));
      await Promise.all(all.map(({ ended }) => ended));
      const given = all.flatMap(({ printed }) => printed.map(Number)).sort((a, b) => a - b);
      assert.deepEqual(given, [...Array(200).keys()]);
    });

    it('keeps what was stored by one that was killed', async () => {
      const { child, ended, printed } = start('answer', 0, 10_000);
      while (printed.length < 30) await delay(5);
      child.kill('SIGKILL');
      await ended;
      const read = new Set(await weeks());
      for (const number of printed) assert.ok(read.has(numberedWeek(Number(number))), number);
    });

    it('loses nothing that was stored before the disk was full, and goes on when there is room', async function () {
      if (process.platform === 'win32') this.skip();
      const window = windows.startOnSmallDisk(storage.path, 'answer', '0', '100');
      await window.ended;
      const { printed } = window;
      assert.equal(printed.pop(), 'diskFull');
      assert.ok(printed.length > 5);
      await open().answer(sampleReflection(numberedWeek(printed.length)));
      assert.deepEqual(
        await weeks(),
        [...printed, printed.length].map(number => numberedWeek(Number(number))),
      );
      assert.equal((await open().read()).damagedLines, 0);
    });
  });
});
