import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { PromptQuestion } from '../../../src/domain/reflectionPrompt';
import { usualAskFrom } from '../../../src/domain/reflectionPrompt';
import type { Asking } from '../../../src/domain/reflections';
import { FolderReflections } from '../../../src/store/reflections';
import { type PromptAnswer, ReflectionPrompt } from '../../../src/vscode/reflectionPrompt';
import { ReflectionRecord } from '../../../src/vscode/reflectionRecord';
import { berlin, inBerlin, recordedSince } from '../../support/sampleFlow';
import { sampleReflection } from '../../support/sampleReflections';
import { TemporaryFolder } from '../../support/temporaryFolder';

type Situation = Omit<PromptQuestion, 'reading'>;

const week = '2026-W47';
const dayMs = 86_400_000;
const friday = inBerlin('2026-11-20', '15:20');
const quiet: Situation = {
  now: friday,
  calendar: berlin,
  askFrom: usualAskFrom,
  wanted: true,
  recording: recordedSince('2026-09-01'),
  current: { state: 'resting', blockMs: 0 },
  paused: false,
  focused: true,
  inSession: false,
  atQuestions: false,
};

class CountedReflections extends FolderReflections {
  reads = 0;

  override read() {
    this.reads++;
    return super.read();
  }
}

describe('the question how the week was', () => {
  let folder: TemporaryFolder;
  let situation: Situation;
  let windows: Window[];

  /** One window of the machine, with what it reads, and what the person says in it. */
  class Window {
    readonly store = new CountedReflections(folder.path);
    asked = 0;
    lastAsking: Asking | null = null;
    shown = 0;
    failures = 0;
    says: PromptAnswer | undefined;
    isReady: Promise<void> = Promise.resolve();
    readonly record = new ReflectionRecord({ store: this.store, changed: () => undefined });
    readonly prompt = new ReflectionPrompt({
      record: this.record,
      store: this.store,
      situation: () => situation,
      ready: () => this.isReady,
      ask: async ({ asking }) => {
        this.asked++;
        this.lastAsking = asking;
        return this.says;
      },
      show: () => this.shown++,
      keep: change => this.record.change(change),
    });
  }

  function open(): Window {
    const window = new Window();
    windows.push(window);
    return window;
  }

  const asked = () => windows.reduce((sum, window) => sum + window.asked, 0);
  const stored = () => new FolderReflections(folder.path).read();

  beforeEach(() => {
    folder = new TemporaryFolder('reflections');
    situation = quiet;
    windows = [];
  });
  afterEach(() => folder.dispose());

  it('is asked once, however often the moment is right, and in one window only', async () => {
    const [one, other] = [open(), open()];
    await Promise.all([one.prompt.consider(), other.prompt.consider(), one.prompt.consider()]);
    for (const window of [one, other, open()]) await window.prompt.consider();
    assert.equal(asked(), 1);
  });

  it('is looked at once for moments that come in a burst', async () => {
    const window = open();
    const { prompt, store } = window;
    await Promise.all([prompt.consider(), prompt.consider(), prompt.consider()]);
    // Before the asking is claimed, and after.
    assert.equal(store.reads, 2);
  });

  it('reads nothing at a moment that is not right', async () => {
    const window = open();
    const wrong: Partial<Situation>[] = [
      { now: inBerlin('2026-11-20', '14:59') },
      { wanted: false },
      { focused: false },
      { paused: true },
      { inSession: true },
      { atQuestions: true },
      { current: { state: 'deep', blockMs: 40 * 60_000 } },
      { recording: { since: null, pauses: [] } },
    ];
    for (const each of wrong) {
      situation = { ...quiet, ...each };
      await window.prompt.consider();
    }
    assert.deepEqual([window.store.reads, window.asked], [0, 0]);
  });

  it('waits until the situation is known, and takes that', async () => {
    const window = open();
    window.isReady = (async () => {
      for (let reading = 0; reading < 20; reading++) await stored();
      situation = { ...quiet, inSession: true };
    })();
    await window.prompt.consider();
    assert.equal(window.asked, 0);
    situation = quiet;
    window.isReady = Promise.resolve();
    await window.prompt.consider();
    assert.equal(window.asked, 1);
  });

  it('sees what another window has stored since it last looked', async () => {
    const [one, other] = [open(), open()];
    await one.record.look();
    await other.record.change(store => store.answer(sampleReflection(week, { load: 2 })));
    await one.prompt.consider();
    assert.equal(one.asked, 0);
  });

  it('leads to the form by “Answer”, and stores nothing of that', async () => {
    const window = open();
    window.says = 'answer';
    await window.prompt.consider();
    const { answers, skips } = await stored();
    assert.deepEqual([window.shown, answers, skips], [1, [], []]);
  });

  it('comes once more on another day after “Later”, and then not again', async () => {
    const window = open();
    window.says = 'later';
    await window.prompt.consider();
    await window.prompt.consider();
    assert.deepEqual([asked(), window.lastAsking], [1, 1]);
    situation = { ...quiet, now: friday + dayMs };
    await window.prompt.consider();
    assert.deepEqual([asked(), window.lastAsking], [2, 2]);
    situation = { ...quiet, now: friday + 2 * dayMs };
    for (const each of [window, open()]) await each.prompt.consider();
    assert.equal(asked(), 2);
  });

  it('skips the week it was about', async () => {
    const window = open();
    window.says = 'skip';
    situation = { ...quiet, now: inBerlin('2026-11-23', '09:00') };
    await window.prompt.consider();
    assert.deepEqual(
      (await stored()).skips.map(skip => skip.week),
      [week],
    );
  });

  it('never comes again after “Never”, until it is taken back', async () => {
    const window = open();
    window.says = 'never';
    await window.prompt.consider();
    for (const weeks of [1, 2, 30]) {
      situation = { ...quiet, now: friday + weeks * 7 * dayMs };
      for (const each of [window, open()]) await each.prompt.consider();
    }
    assert.equal(asked(), 1);
    await window.record.change(store => store.askAgain(situation.now));
    await window.prompt.consider();
    assert.equal(asked(), 2);
  });

  it('is not asked again when the person goes away from it', async () => {
    const window = open();
    await window.prompt.consider();
    situation = { ...quiet, now: friday + dayMs };
    await window.prompt.consider();
    assert.equal(asked(), 1);
    situation = { ...quiet, now: friday + 7 * dayMs };
    await window.prompt.consider();
    assert.equal(asked(), 2);
  });

  it('is not asked where what is stored can’t be read, and later where it can', async () => {
    const window = open();
    const blocked = path.join(folder.path, 'reflections');
    writeFileSync(blocked, 'in the way');
    await window.prompt.consider();
    assert.notEqual(window.record.trouble, null);
    assert.equal(window.asked, 0);
    rmSync(blocked);
    await window.prompt.consider();
    assert.deepEqual([window.asked, window.record.trouble], [1, null]);
  });
});

describe('what a window knows of reflections', () => {
  let folder: TemporaryFolder;

  beforeEach(() => {
    folder = new TemporaryFolder('reflections');
  });
  afterEach(() => folder.dispose());

  it('is told of when it has changed, and only then', async () => {
    let changes = 0;
    const changed = () => changes++;
    const record = new ReflectionRecord({ store: new FolderReflections(folder.path), changed });
    const answers = () => record.reading?.answers;
    assert.equal(answers(), undefined);
    await record.look();
    await record.look();
    assert.deepEqual([answers(), changes], [[], 1]);
    await record.change(store => store.answer(sampleReflection(week, { note: 'Slow.' })));
    assert.deepEqual([answers()?.[0]?.note, changes], ['Slow.', 2]);
    await new FolderReflections(folder.path).remove(week);
    await record.look();
    assert.deepEqual([answers(), changes], [[], 3]);
  });

  it('stays as it was where it can’t be read, and is told to be so', async () => {
    let changes = 0;
    const changed = () => changes++;
    const record = new ReflectionRecord({ store: new FolderReflections(folder.path), changed });
    await record.change(store => store.answer(sampleReflection(week, { note: 'Slow.' })));
    const stored = path.join(folder.path, 'reflections');
    rmSync(stored, { recursive: true });
    writeFileSync(stored, 'in the way');
    await record.look();
    assert.deepEqual([record.reading?.answers.length, record.trouble !== null, changes], [1, true, 2]);
    await assert.rejects(record.change(store => store.skip(week, 0)));
  });
});
