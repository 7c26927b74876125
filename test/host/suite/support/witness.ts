import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { Witness } from '../../witness/witness';

const POLL_MS = 50;
const LIMIT_MS = 40_000;

/** The witness of this extension host, which watches since before Eddy was activated. */
export function witness(): Witness {
  const extension = vscode.extensions.getExtension<Witness>('eddy-devex.eddy-test-witness');
  assert.ok(extension?.isActive, 'the witness is not there: nothing can be told of what Eddy did');
  return extension.exports;
}

/** What `find` gives, once that is something; an error that names it after 15 seconds. */
export async function eventually<T>(what: string, find: () => T | undefined | false): Promise<T> {
  for (const endsAt = Date.now() + LIMIT_MS; Date.now() < endsAt; await delay(POLL_MS)) {
    const found = find();
    if (found !== undefined && found !== false) {
      return found;
    }
  }
  return assert.fail(`not within ${LIMIT_MS / 1000} s: ${what}`);
}
