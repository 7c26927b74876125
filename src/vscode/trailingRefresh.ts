import { type Disposable, Owner } from './disposable';

/** Runs something once after a while unless disposed before: `setTimeout` in the product, a hand-driven clock in tests. */
export type Delay = (run: () => void, delayMs: number) => Disposable;

/**
 * Turns a burst of triggers into one run.
 * - A run starts once no trigger came for `quietMs`.
 * - There is never more than one run at a time.
 * - Triggers during a run lead to exactly one more after it.
 * - `restart` also aborts the run that is going: its result is of no use any more.
 * - Disposing aborts the run and forgets what waits.
 */
export class TrailingRefresh extends Owner {
  private waiting: Disposable | undefined;
  private running: AbortController | undefined;
  private again = false;

  /** @param run must not reject: it is the edge where errors are caught. */
  constructor(
    private readonly run: (signal: AbortSignal) => Promise<void>,
    private readonly delay: Delay,
    private readonly quietMs: number,
  ) {
    super();
  }

  trigger(): void {
    if (this.isDisposed) return;
    if (this.running) {
      this.again = true;
      return;
    }
    this.waiting?.dispose();
    this.waiting = this.delay(() => this.start(), this.quietMs);
  }

  restart(): void {
    this.running?.abort();
    this.trigger();
  }

  override dispose(): void {
    super.dispose();
    this.waiting?.dispose();
    this.running?.abort();
  }

  private start(): void {
    this.waiting = undefined;
    const running = new AbortController();
    this.running = running;
    void this.run(running.signal).finally(() => {
      this.running = undefined;
      if (!this.again) return;
      this.again = false;
      this.trigger();
    });
  }
}
