import assert from 'node:assert/strict';
import { type Delay, TrailingRefresh } from '../../../src/vscode/trailingRefresh';

/** A clock driven by hand, and runs that end when told to. */
class Stage {
  readonly runs: { signal: AbortSignal; end: () => Promise<void> }[] = [];
  private readonly timers = new Set<{ run: () => void; at: number }>();
  private nowMs = 0;
  readonly refresh = new TrailingRefresh(signal => this.run(signal), this.delay.bind(this), 300);

  /** Lets time pass, and the timers in it fire. */
  pass(ms: number): void {
    this.nowMs += ms;
    for (const timer of [...this.timers].filter(({ at }) => at <= this.nowMs)) {
      this.timers.delete(timer);
      timer.run();
    }
  }

  private run(signal: AbortSignal): Promise<void> {
    return new Promise(resolve => {
      const end = async () => {
        resolve();
        await new Promise(setImmediate);
      };
      this.runs.push({ signal, end });
    });
  }

  private delay(...[run, delayMs]: Parameters<Delay>) {
    const timer = { run, at: this.nowMs + delayMs };
    this.timers.add(timer);
    return { dispose: () => this.timers.delete(timer) };
  }
}

describe('a trailing refresh', () => {
  it('runs once after a burst, when it has been quiet', () => {
    const stage = new Stage();
    for (let burst = 0; burst < 5; burst++) {
      stage.refresh.trigger();
      stage.pass(200);
    }
    assert.equal(stage.runs.length, 0);
    stage.pass(100);
    assert.equal(stage.runs.length, 1);
    stage.pass(1000);
    assert.equal(stage.runs.length, 1);
  });

  it('never runs twice at once, and once more for what came meanwhile', async () => {
    const stage = new Stage();
    stage.refresh.trigger();
    stage.pass(300);
    stage.refresh.trigger();
    stage.refresh.trigger();
    stage.pass(1000);
    assert.equal(stage.runs.length, 1);
    assert.equal(stage.runs[0]?.signal.aborted, false);
    await stage.runs[0]?.end();
    stage.pass(300);
    assert.equal(stage.runs.length, 2);
    await stage.runs[1]?.end();
    stage.pass(1000);
    assert.equal(stage.runs.length, 2);
  });

  it('gives up the run that is going when it restarts', async () => {
    const stage = new Stage();
    stage.refresh.trigger();
    stage.pass(300);
    stage.refresh.restart();
    assert.equal(stage.runs[0]?.signal.aborted, true);
    await stage.runs[0]?.end();
    stage.pass(300);
    assert.equal(stage.runs.length, 2);
    assert.equal(stage.runs[1]?.signal.aborted, false);
  });

  it('aborts and forgets when it is disposed', async () => {
    const stage = new Stage();
    stage.refresh.trigger();
    stage.pass(300);
    stage.refresh.trigger();
    stage.refresh.dispose();
    assert.equal(stage.runs[0]?.signal.aborted, true);
    await stage.runs[0]?.end();
    stage.refresh.trigger();
    stage.pass(1000);
    assert.equal(stage.runs.length, 1);
  });
});
