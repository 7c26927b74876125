import assert from 'node:assert/strict';
import type { AnswersOf, SharePlace, ShareStatus } from '../../../src/domain/teamSharing';
import { SharingTicker, stepEveryMs } from '../../../src/vscode/sharingTicker';
import { sampleStatus } from '../../support/sampleTeam';

const hourMs = 3_600_000;
const [here, there]: SharePlace[] = ['1', '2'].map(id => ({ folder: `/${id}`, repositoryId: id.repeat(32) }));
assert.ok(here && there);

/** A window with a clock that is moved by hand. */
class Window {
  now = 1_000_000;
  places: SharePlace[] = [here as SharePlace];
  /** What is kept of repositories; `null` where sharing was stopped. */
  readonly kept = new Map<string, ShareStatus | null>();
  readonly steps: [id: string, at: number][] = [];
  readonly errors: string[] = [];
  readonly warnings: string[] = [];
  changes = 0;
  status = 0;
  signal: AbortSignal | undefined;
  /** When the next step is due, after one. */
  next = () => this.now + 10 * hourMs;
  fails = false;
  /** As when the disk does not let the kept records be listed. */
  listFails = false;
  private timers: { at: number; run: () => void }[] = [];
  readonly ticker = new SharingTicker({
    team: {
      repositoryIds: async () => {
        if (this.listFails) throw new RangeError('at a path that must not be logged');
        return [...this.kept.keys()];
      },
      status: async id => {
        this.status += 1;
        return this.kept.get(id) ?? null;
      },
      step: async ({ repositoryId }, _: AnswersOf, signal) => {
        this.steps.push([repositoryId, this.now]);
        this.signal = signal;
        if (this.fails) throw new TypeError('at a path that must not be logged');
        const status = this.kept.get(repositoryId);
        if (status) this.kept.set(repositoryId, { ...status, nextAt: this.next() });
        return this.kept.get(repositoryId) ?? null;
      },
    },
    places: () => this.places,
    answersOf: () => async () => null,
    changed: () => {
      this.changes += 1;
    },
    now: () => this.now,
    delay: (run, delayMs) => {
      const timer = { at: this.now + delayMs, run };
      this.timers.push(timer);
      return {
        dispose: () => {
          this.timers = this.timers.filter(each => each !== timer);
        },
      };
    },
    log: {
      error: message => void this.errors.push(message),
      warn: message => void this.warnings.push(message),
    },
  });

  /** Lets time go by, as far as timers ask for it. */
  async pass(ms: number): Promise<void> {
    const until = this.now + ms;
    for (;;) {
      const [timer] = this.timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at);
      if (!timer) break;
      this.timers = this.timers.filter(each => each !== timer);
      this.now = Math.max(this.now, timer.at);
      timer.run();
      await settled();
    }
    this.now = until;
  }
}

const settled = () => new Promise(resolve => setImmediate(resolve));

describe('the steps of sharing', () => {
  let window: Window;
  const agreed = () => sampleStatus([]);
  beforeEach(() => {
    window = new Window();
  });

  it('are none where nothing was ever shared, however long the window lives', async () => {
    await window.ticker.start();
    await window.pass(48 * hourMs);
    assert.deepEqual([window.steps, window.status], [[], 0]);
    assert.equal(window.ticker.statusOf(here.repositoryId), null);
  });

  it('are none before the start', async () => {
    window.kept.set(here.repositoryId, agreed());
    await window.ticker.look();
    await window.pass(hourMs);
    assert.deepEqual(window.steps, []);
    assert.equal(window.ticker.statusOf(here.repositoryId), undefined);
  });

  it('begin at the start, and go on when they are due', async () => {
    window.kept.set(here.repositoryId, agreed());
    const started = window.now;
    await window.ticker.start();
    await window.pass(24 * hourMs);
    assert.deepEqual(
      window.steps.map(([, at]) => (at - started) / hourMs),
      [0, 10, 20],
    );
  });

  it('are half an hour apart at least, whatever the status says', async () => {
    window.kept.set(here.repositoryId, agreed());
    window.next = () => window.now;
    const started = window.now;
    await window.ticker.start();
    await window.pass(2 * hourMs);
    assert.deepEqual(
      window.steps.map(([, at]) => (at - started) / stepEveryMs),
      [0, 1, 2, 3, 4],
    );
  });

  it('are not more because another repository comes, but for one that the person agrees to anew', async () => {
    window.kept.set(here.repositoryId, agreed()).set(there.repositoryId, agreed());
    window.next = () => window.now;
    await window.ticker.start();
    window.places.push(there);
    await window.ticker.look();
    assert.deepEqual(
      window.steps.map(([id]) => id),
      [here.repositoryId, there.repositoryId],
    );
    await window.ticker.refresh(here, true);
    assert.deepEqual(
      window.steps.map(([id]) => id),
      [here.repositoryId, there.repositoryId, here.repositoryId],
    );
  });

  it('are taken late after a machine slept over them, once', async () => {
    window.kept.set(here.repositoryId, agreed());
    await window.ticker.start();
    window.now += 100 * hourMs;
    await window.pass(1);
    assert.equal(window.steps.length, 2);
  });

  it('go on where the person has to agree anew, for keys and refs that are left', async () => {
    window.kept.set(here.repositoryId, { ...agreed(), asksAnew: true });
    await window.ticker.start();
    await window.pass(12 * hourMs);
    assert.equal(window.steps.length, 2);
    assert.equal(window.ticker.statusOf(here.repositoryId)?.asksAnew, true);
  });

  it('remove what is left where it was stopped', async () => {
    window.kept.set(here.repositoryId, null);
    await window.ticker.start();
    assert.equal(window.steps.length, 1);
    assert.equal(window.ticker.statusOf(here.repositoryId), null);
  });

  it('begin for a repository when it comes, and at once when the person has agreed', async () => {
    await window.ticker.start();
    window.places.push(there);
    window.kept.set(there.repositoryId, agreed());
    await window.ticker.look();
    assert.deepEqual(window.steps, [[there.repositoryId, window.now]]);
    await window.ticker.look();
    assert.equal(window.steps.length, 1);
    window.kept.set(here.repositoryId, agreed());
    await window.ticker.refresh(here, true);
    assert.deepEqual(window.steps.at(-1), [here.repositoryId, window.now]);
    assert.ok(window.ticker.statusOf(here.repositoryId));
  });

  it('of one repository do not keep those of another back', async () => {
    window.places.push(there);
    window.kept.set(here.repositoryId, agreed()).set(there.repositoryId, agreed());
    window.fails = true;
    await window.ticker.start();
    assert.equal(window.steps.length, 2);
    assert.deepEqual(window.errors, ['sharing failed: TypeError', 'sharing failed: TypeError']);
    await window.pass(2 * stepEveryMs);
    assert.equal(window.steps.length, 6);
  });

  it('go on after a turn in which nothing could be listed', async () => {
    window.kept.set(here.repositoryId, agreed());
    window.listFails = true;
    await window.ticker.start();
    assert.deepEqual([window.steps, window.errors], [[], ['sharing failed: RangeError']]);
    window.listFails = false;
    await window.pass(stepEveryMs);
    assert.equal(window.steps.length, 1);
  });

  it('are logged where they failed, by kind', async () => {
    window.kept.set(here.repositoryId, agreed());
    await window.ticker.start();
    assert.deepEqual(window.warnings, []);
    window.kept.set(here.repositoryId, { ...agreed(), trouble: 'offline' });
    await window.ticker.refresh(here, true);
    assert.deepEqual(window.warnings, ['sharing: offline']);
  });

  it('are told of when the status changed, and only then', async () => {
    window.kept.set(here.repositoryId, agreed());
    await window.ticker.start();
    const { changes } = window;
    assert.ok(changes > 0);
    await window.pass(5 * hourMs);
    assert.equal(window.changes, changes);
  });

  it('end with the window', async () => {
    window.kept.set(here.repositoryId, agreed());
    await window.ticker.start();
    window.ticker.dispose();
    assert.equal(window.signal?.aborted, true);
    await window.pass(24 * hourMs);
    assert.equal(window.steps.length, 1);
  });
});
