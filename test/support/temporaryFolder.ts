import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { clearAtExit } from './leftovers';

/** An empty folder that goes away with `dispose()`, and at the latest when the process exits. */
export class TemporaryFolder {
  /** Absolute, with links resolved. */
  readonly path: string;
  readonly #forget: () => void;

  constructor(purpose: string) {
    this.path = realpathSync(mkdtempSync(path.join(tmpdir(), `eddy-${purpose}-`)));
    this.#forget = clearAtExit(() => this.#remove());
  }

  /** Removes the folder with everything in it; may be called twice. */
  dispose(): void {
    this.#forget();
    this.#remove();
  }

  #remove(): void {
    // Retries, because a process that was just killed may still be writing.
    rmSync(this.path, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}
