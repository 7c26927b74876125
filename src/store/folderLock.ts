import { randomBytes } from 'node:crypto';
import { open, readFile, rename, rm, stat } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { unlessMissing } from './journalFolder';

/** What is not done after this time was begun by a window that is gone. */
const staleMs = 10 * 60_000;
const retryMs = 50;

/** A file that only one window at a time can make. The folder it lies in has to be there. */
export class FolderLock {
  readonly #file: string;
  readonly #now: () => number;

  constructor(file: string, now: () => number) {
    this.#file = file;
    this.#now = now;
  }

  /**
   * Works while no other window does.
   * @param tries how often to look whether another window is done, with 50 ms in between.
   * @param work is told how to see whether it still holds the lock, which a window loses that slept for too long.
   * @returns whether it came to work.
   */
  async hold(tries: number, work: (isHeld: () => Promise<boolean>) => Promise<void>): Promise<boolean> {
    const token = randomBytes(12).toString('hex');
    for (let left = tries; !(await this.#take(token)); left--) {
      if (left <= 1) return false;
      await delay(retryMs);
    }
    const isHeld = async () => (await unlessMissing(readFile(this.#file, 'utf8'))) === token;
    try {
      await work(isHeld);
    } finally {
      if (await isHeld()) await rm(this.#file, { force: true });
    }
    return true;
  }

  async #take(token: string): Promise<boolean> {
    await this.#removeStale();
    const handle = await open(this.#file, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return null;
      throw error;
    });
    if (!handle) return false;
    try {
      await handle.writeFile(token);
    } catch (error) {
      // A full disk: the empty file would keep all windows out.
      await rm(this.#file, { force: true });
      throw error;
    } finally {
      await handle.close();
    }
    return true;
  }

  async #removeStale(): Promise<void> {
    const found = await unlessMissing(stat(this.#file));
    if (!found || Math.abs(this.#now() - found.mtimeMs) <= staleMs) return;
    // Another window may do the same: what is moved away may already be its lock.
    const aside = `${this.#file}.${randomBytes(6).toString('hex')}.tmp`;
    if ((await unlessMissing(rename(this.#file, aside).then(() => true))) === null) return;
    if ((await stat(aside)).ino === found.ino) await rm(aside, { force: true });
    else await rename(aside, this.#file);
  }
}
