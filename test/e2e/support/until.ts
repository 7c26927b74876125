import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';

/** How long to wait for what is certain to come: on a busy machine an extension host takes its time to start. */
export const WAIT_MS = 45_000;

/** Waits until something is so. @throws {assert.AssertionError} where it is not within that time. */
export async function until(what: string, isSo: () => boolean | Promise<boolean>, ms = WAIT_MS): Promise<void> {
  for (const endsAt = Date.now() + ms; Date.now() < endsAt; await delay(100)) if (await isSo()) return;
  assert.fail(`waited in vain until ${what}`);
}
