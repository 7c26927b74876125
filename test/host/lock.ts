import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { clearAtExit } from '../support/leftovers';

const POLL_MS = 500;

/** Does `work` while no other process does work under the same lock file; waits for a living holder, not for a dead one. */
export async function withLock(file: string, work: () => void | Promise<void>): Promise<void> {
  let said = false;
  while (!take(file)) {
    if (!said) {
      console.log('Waiting for another process that installs the same …');
      said = true;
    }
    await delay(POLL_MS);
  }
  const forget = clearAtExit(() => rmSync(file, { force: true }));
  try {
    await work();
  } finally {
    forget();
    rmSync(file, { force: true });
  }
}

function take(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
      throw error;
    }
    if (!isHeld(file)) {
      rmSync(file, { force: true });
    }
    return false;
  }
}

function isHeld(file: string): boolean {
  try {
    const holder = Number(readFileSync(file, 'utf8'));
    // An empty file was made just now, and its maker is about to write its id.
    return holder === 0 || process.kill(holder, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
