import assert from 'node:assert/strict';
import { readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ActivityEvent } from '../../../src/domain/activity';
import type { FocusContext } from '../../../src/domain/span';
import { FolderJournal } from '../../../src/store/journal';
import { FocusRecording } from '../../../src/vscode/focusRecording';
import { at } from '../../support/spans';
import { TemporaryFolder } from '../../support/temporaryFolder';

const logic: FocusContext = { repository: null, branch: null, language: 'typescript', category: 'logic' };

/** One machine: a clock driven by hand, and a folder that its windows share. */
class Machine {
  readonly folder = new TemporaryFolder('focus');
  readonly windows: Window[] = [];
  now = at('09:00');
  private readonly timers = new Set<{ run: () => void; at: number }>();

  async open(): Promise<Window> {
    const window = new Window(this);
    this.windows.push(window);
    await window.recording.start(() => at('00:00'));
    return window;
  }

  readonly delay = (run: () => void, delayMs: number) => {
    const timer = { run, at: this.now + delayMs };
    this.timers.add(timer);
    return { dispose: () => this.timers.delete(timer) };
  };

  get timersLeft(): number {
    return this.timers.size;
  }

  /** Lets time pass, with the timers in it, and what they lead to. */
  async pass(seconds: number): Promise<void> {
    const end = this.now + seconds * 1000;
    for (;;) {
      const next = [...this.timers].sort((a, b) => a.at - b.at)[0];
      if (!next || next.at > end) break;
      this.now = next.at;
      this.timers.delete(next);
      next.run();
      await this.settle();
    }
    this.now = end;
  }

  async settle(): Promise<void> {
    // One window sees what another has stored once that has stored it.
    for (let round = 0; round < 2; round++) for (const { recording } of this.windows) await recording.look();
  }

  /** What another program would read: names of files, their sizes and times. */
  stored(): string[] {
    return readdirSync(this.folder.path, { recursive: true, encoding: 'utf8' })
      .sort()
      .map(name => {
        const { size, mtimeMs } = statSync(path.join(this.folder.path, name));
        return `${name} ${size} ${mtimeMs}`;
      });
  }

  /** Spans as a window that opens now would read them. */
  async spans(): Promise<string[]> {
    const { spans } = await new FolderJournal(this.folder.path).read(at('00:00'));
    return spans.map(({ start, end, ended }) => `${clockOf(start)}–${clockOf(end)} ${ended}`);
  }
}

class Window {
  changes = 0;
  erasures = 0;
  readonly errors: string[] = [];
  readonly recording: FocusRecording;

  constructor(private readonly machine: Machine) {
    this.recording = new FocusRecording({
      journal: new FolderJournal(machine.folder.path, () => machine.now),
      clock: { at: () => machine.now, ticks: () => machine.now },
      delay: machine.delay,
      log: { error: message => this.errors.push(message) },
      changed: () => {
        this.changes++;
      },
      erased: () => {
        this.erasures++;
      },
    });
  }

  tell(kind: 'focused' | 'unfocused' | 'active'): this {
    this.recording.tell({ kind, at: this.machine.now, ticks: this.machine.now });
    return this;
  }

  key(): void {
    const { now } = this.machine;
    const event: ActivityEvent = { kind: 'edit', context: logic, characters: 1, at: now, ticks: now };
    this.recording.tell(event);
  }

  /** A key every ten seconds. */
  async type(seconds: number): Promise<void> {
    for (let passed = 0; passed < seconds; passed += 10) {
      this.key();
      await this.machine.pass(10);
    }
  }
}

const clockOf = (instant: number): string => new Date(instant).toISOString().slice(11, 19);

describe('the recording of focus', () => {
  let machine: Machine;
  beforeEach(() => {
    machine = new Machine();
  });
  afterEach(() => {
    for (const { errors } of machine.windows) assert.deepEqual(errors, []);
    machine.folder.dispose();
  });

  const inFront = async () => (await machine.open()).tell('focused').tell('active');

  it('touches nothing before it is started, and stores then what was told before', async () => {
    const window = new Window(machine);
    window.tell('focused').tell('active').key();
    await machine.pass(90);
    assert.deepEqual(machine.stored(), []);
    await window.recording.start(() => at('00:00'));
    assert.deepEqual(await machine.spans(), ['09:00:00–09:00:30 idle']);
  });

  it('reads what was stored before as soon as it is asked to look further back', async () => {
    const earlier = await inFront();
    await earlier.type(60);
    earlier.tell('unfocused');
    await machine.settle();
    const window = new Window(machine);
    let from = at('09:30');
    await window.recording.start(() => from);
    assert.deepEqual(window.recording.reading.spans, []);
    from = at('08:00');
    const before = window.changes;
    await window.recording.look();
    assert.equal(window.recording.reading.spans.length, 1);
    assert.equal(window.changes, before + 1);
  });

  it('stores every 30 seconds, so that a kill loses no more', async () => {
    const window = await inFront();
    await window.type(600);
    window.key();
    const [span] = await machine.spans();
    assert.equal(span, '09:00:00–09:10:00 open');
  });

  it('shows at once what is not stored yet', async () => {
    const window = await inFront();
    const before = window.changes;
    window.key();
    assert.equal(window.changes, before + 1);
    assert.equal(window.recording.reading.spans.length, 1);
    window.key();
    assert.equal(window.changes, before + 1);
  });

  it('stores at once when the focus is lost', async () => {
    const window = await inFront();
    await window.type(20);
    window.tell('unfocused');
    await window.recording.look();
    assert.deepEqual(await machine.spans(), ['09:00:00–09:00:20 unfocused']);
  });

  it('sets no timer and writes nothing while nothing happens', async () => {
    const window = await inFront();
    await window.type(60);
    await machine.pass(90);
    const before = machine.stored();
    await machine.pass(46 * 60);
    assert.deepEqual(machine.stored(), before);
    assert.equal(machine.timersLeft, 0);
    assert.deepEqual(await machine.spans(), ['09:00:00–09:01:20 idle']);
  });

  it('tells time as long as something runs out by itself', async () => {
    const window = await inFront();
    window.recording.keepTime(true);
    const before = window.changes;
    await machine.pass(3600);
    assert.ok(window.changes - before >= 120);
    window.recording.keepTime(false);
    await machine.pass(60);
    assert.equal(machine.timersLeft, 0);
  });

  it('keeps what the disk does not take, says so, and stores it once that works', async () => {
    const window = await inFront();
    await window.type(40);
    rmSync(machine.folder.path, { recursive: true });
    writeFileSync(machine.folder.path, 'in the way');
    await window.type(60);
    assert.notEqual(window.recording.trouble, null);
    rmSync(machine.folder.path);
    await window.type(60);
    assert.equal(window.recording.trouble, null);
    assert.equal((await machine.spans()).length, 1);
  });

  it('adds up what several windows store', async () => {
    const [one, other] = [await inFront(), await machine.open()];
    await one.type(60);
    one.tell('unfocused');
    other.tell('focused').tell('active');
    await other.type(60);
    await machine.pass(30);
    for (const { recording } of [one, other]) {
      const spans = recording.reading.spans.map(({ start, end }) => `${clockOf(start)}–${clockOf(end)}`);
      assert.deepEqual(spans, ['09:00:00–09:01:00', '09:01:00–09:02:20']);
    }
  });

  it('stops in every window when one pauses, and goes on when one resumes', async () => {
    const [one, other] = [await inFront(), await machine.open()];
    await one.type(60);
    await other.recording.pause();
    await machine.settle();
    const before = machine.stored();
    await one.type(120);
    one.tell('unfocused').tell('focused');
    await one.type(60);
    assert.deepEqual(machine.stored(), before);
    assert.deepEqual([one.recording.isPaused, other.recording.isPaused], [true, true]);
    await other.recording.resume();
    await machine.settle();
    await one.type(40);
    assert.deepEqual(await machine.spans(), ['09:00:00–09:01:00 paused', '09:04:00–09:04:30 open']);
  });

  it('stays paused in a window that opens meanwhile, and drops what it was told before it knew', async () => {
    const one = await inFront();
    await one.type(60);
    await one.recording.pause();
    const other = new Window(machine);
    one.tell('unfocused');
    other.tell('focused').tell('active').key();
    await other.recording.start(() => at('00:00'));
    await machine.pass(60);
    assert.deepEqual(await machine.spans(), ['09:00:00–09:01:00 paused']);
  });

  it('pauses and resumes what is recorded, also before it has begun to store', async () => {
    const other = await machine.open();
    const one = new Window(machine);
    await one.recording.pause();
    await one.recording.start(() => at('00:00'));
    await other.recording.look();
    assert.deepEqual([one.recording.isPaused, other.recording.isPaused], [true, true]);
    const third = new Window(machine);
    await third.recording.resume();
    await third.recording.start(() => at('00:00'));
    third.tell('focused').tell('active');
    await third.type(40);
    assert.equal(third.recording.isPaused, false);
    assert.equal((await machine.spans()).length, 1);
  });

  describe('where the disk does not take a pause', () => {
    const journal = () => path.join(machine.folder.path, 'journal');
    const block = () => {
      renameSync(journal(), `${journal()} aside`);
      writeFileSync(journal(), 'in the way');
    };
    const clear = () => {
      rmSync(journal());
      renameSync(`${journal()} aside`, journal());
    };

    it('is paused all the same, and pauses the others once it does', async () => {
      const [one, other] = [await inFront(), await machine.open()];
      await one.type(40);
      block();
      await one.recording.pause();
      assert.equal(one.recording.isPaused, true);
      assert.equal(one.recording.reading.recording.pauses.at(-1)?.to, null);
      await one.type(60);
      clear();
      one.tell('unfocused').tell('focused');
      await machine.settle();
      await one.type(60);
      assert.deepEqual([one.recording.isPaused, other.recording.isPaused], [true, true]);
      assert.deepEqual([one.recording.trouble, one.erasures], [null, 0]);
      assert.deepEqual(await machine.spans(), ['09:00:00–09:00:40 paused']);
      await other.recording.resume();
      await machine.settle();
      await one.type(40);
      assert.equal((await machine.spans()).length, 2);
    });

    it('goes on when the person resumes before it does', async () => {
      const one = await inFront();
      await one.type(40);
      block();
      await one.recording.pause();
      await one.recording.resume();
      clear();
      await one.type(60);
      assert.equal(one.recording.isPaused, false);
      assert.deepEqual(await machine.spans(), ['09:00:00–09:00:40 paused', '09:00:40–09:01:30 open']);
    });
  });

  it('forgets what it has not stored when another window erases everything', async () => {
    const one = await inFront();
    await one.type(45);
    await new FolderJournal(machine.folder.path).eraseAll();
    await one.recording.look();
    assert.deepEqual(one.recording.reading.spans, []);
    await machine.pass(60);
    await one.type(40);
    assert.deepEqual(await machine.spans(), ['09:01:50–09:02:30 open']);
  });

  describe('where everything is erased', () => {
    const erase = () => new FolderJournal(machine.folder.path, () => machine.now).eraseAll();

    it('says so once in every window, and begins anew', async () => {
      const [one, other] = [await inFront(), await machine.open()];
      await one.type(45);
      await erase();
      await machine.settle();
      assert.deepEqual(machine.stored(), []);
      await one.type(40);
      one.tell('unfocused');
      other.tell('focused').tell('active');
      await other.type(40);
      await machine.settle();
      assert.deepEqual(await machine.spans(), ['09:00:50–09:01:30 unfocused', '09:01:30–09:02:00 open']);
      assert.deepEqual([one.erasures, other.erasures], [1, 1]);
    });

    it('says so where the recording has begun anew before it looks', async () => {
      const [one, other] = [await inFront(), await machine.open()];
      await machine.pass(60);
      await erase();
      await one.recording.store();
      await other.recording.look();
      assert.deepEqual([one.erasures, other.erasures], [1, 1]);
    });

    for (const first of ['the window that was paused in', 'the other one']) {
      it(`stays paused where ${first} writes first`, async () => {
        const [one, other] = [await inFront(), await machine.open()];
        await one.type(45);
        await one.recording.pause();
        await machine.settle();
        await erase();
        await machine.settle();
        const [earlier, later] = first === 'the other one' ? [other, one] : [one, other];
        await earlier.recording.store();
        await later.recording.look();
        await later.recording.store();
        await one.type(60);
        assert.deepEqual([one.recording.isPaused, other.recording.isPaused], [true, true]);
        assert.deepEqual(await machine.spans(), []);
        await later.recording.resume();
        await machine.settle();
        await one.type(20);
        assert.equal(one.recording.isPaused, false);
        await machine.pass(30);
        assert.equal((await machine.spans()).length, 1);
      });
    }

    it('is resumed by the person before anything was stored again', async () => {
      const one = await inFront();
      await one.recording.pause();
      await erase();
      await one.recording.look();
      await one.recording.resume();
      assert.equal(one.recording.isPaused, false);
    });

    it('does not take an import of earlier times for it', async () => {
      const one = await inFront();
      await one.type(35);
      const earlier = { at: at('08:00'), from: '2026-11-02T08:00:00Z' };
      const text = JSON.stringify({
        schema: 'eddy-journal/1',
        exportedAt: earlier.from,
        recording: { since: earlier.from, pauses: [] },
        spans: [],
      });
      await new FolderJournal(machine.folder.path, () => machine.now).importJson(text);
      one.key();
      await one.recording.look();
      assert.equal(one.recording.reading.recording.since, earlier.at);
      assert.equal(one.erasures, 0);
      assert.equal(one.recording.reading.spans.length, 1);
    });
  });

  describe('where the person removes a time', () => {
    const remove = (window: Window, from: string, to: string) =>
      window.recording.change(
        () => new FolderJournal(machine.folder.path, () => machine.now).remove(at(from), at(to)),
        at(to),
      );
    const shown = ({ recording }: Window) =>
      recording.reading.spans.map(({ start, end }) => `${clockOf(start)}–${clockOf(end)}`);

    it('does not bring back what goes on, on the screen or on the disk', async () => {
      const window = await inFront();
      await window.type(95);
      await remove(window, '09:00', '09:01:40');
      assert.deepEqual([shown(window), await machine.spans()], [[], []]);
      await window.type(20);
      assert.deepEqual(shown(window), ['09:01:40–09:02:00']);
      await window.type(60);
      assert.deepEqual(shown(window), ['09:01:40–09:03:00']);
      assert.deepEqual(await machine.spans(), ['09:01:40–09:03:00 open']);
      assert.ok(window.recording.reading.spans.every(({ focusedFrom }) => focusedFrom >= at('09:01:40')));
    });

    it('keeps the rest of what goes on, and the focus of the window', async () => {
      const window = await inFront();
      await window.type(90);
      await remove(window, '09:00', '09:01');
      window.key();
      await machine.pass(5);
      assert.deepEqual(shown(window), ['09:01:00–09:01:30', '09:01:30–09:01:35']);
      assert.deepEqual(
        window.recording.reading.spans.map(({ focusedFrom }) => clockOf(focusedFrom)),
        ['09:01:00', '09:01:00'],
      );
    });

    it('keeps what is done right after, in the same second', async () => {
      const window = await inFront();
      await window.type(60);
      machine.now += 100;
      await remove(window, '09:00', '09:01:00.100');
      machine.now += 100;
      window.key();
      assert.deepEqual(shown(window), ['09:01:01–09:01:01']);
      await machine.pass(5);
      window.key();
      await machine.pass(30);
      assert.deepEqual(shown(window), ['09:01:01–09:01:35']);
      assert.deepEqual(await machine.spans(), ['09:01:01–09:01:30 open']);
      assert.equal(window.recording.reading.spans.at(-1)?.counts.edit, 2);
    });

    it('works before the window has begun to store', async () => {
      const before = await inFront();
      await before.type(60);
      await before.recording.close();
      const window = new Window(machine);
      await remove(window, '09:00', '09:01');
      assert.deepEqual(await machine.spans(), []);
    });

    it('says what went wrong, and goes on recording', async () => {
      const window = await inFront();
      await window.type(40);
      await assert.rejects(
        window.recording.change(() => Promise.reject(new Error('no room')), 0),
        /no room/,
      );
      await window.type(40);
      assert.equal(window.recording.trouble, null);
      assert.deepEqual(await machine.spans(), ['09:00:00–09:01:00 open']);
    });
  });

  it('stores what is left when the window goes', async () => {
    const window = await inFront();
    await window.type(20);
    await window.recording.close();
    assert.deepEqual(await machine.spans(), ['09:00:00–09:00:20 unfocused']);
    assert.equal(machine.timersLeft, 0);
  });
});
