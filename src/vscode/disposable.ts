/** Anything that holds something until it is told to let go. */
export interface Disposable {
  dispose(): unknown;
}

/** Owns disposables and lets go of them together, the latest first; what arrives after that is disposed at once. */
export class Owner implements Disposable {
  private readonly owned = new Set<Disposable>();
  private gone = false;

  /** Returns what it now owns. */
  add<T extends Disposable>(disposable: T): T {
    if (this.gone) disposable.dispose();
    else this.owned.add(disposable);
    return disposable;
  }

  get isDisposed(): boolean {
    return this.gone;
  }

  dispose(): void {
    this.gone = true;
    const latestFirst = [...this.owned].reverse();
    this.owned.clear();
    for (const disposable of latestFirst) disposable.dispose();
  }
}
