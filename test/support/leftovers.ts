import { fstatSync } from 'node:fs';

/** Every test file is a bundle of its own: those that run in one process share one list, and one listener. */
const shared = globalThis as { eddyLeftovers?: (() => void)[] };

/**
 * Has `clear` run when this process exits, the latest registration first, also after Ctrl-C or a request to end.
 * Gives a function that takes the registration back. `clear` must do its work synchronously.
 */
export function clearAtExit(clear: () => void): () => void {
  if (!shared.eddyLeftovers) {
    shared.eddyLeftovers = [];
    process.once('exit', clearAll);
  }
  const pending = shared.eddyLeftovers;
  pending.push(clear);
  return () => {
    const index = pending.lastIndexOf(clear);
    if (index >= 0) {
      pending.splice(index, 1);
    }
  };
}

/** Turns Ctrl-C and requests to end into an orderly exit, so that nothing registered above stays behind. */
export function exitOnSignals(): void {
  for (const [signal, number] of [['SIGINT', 2] as const, ['SIGTERM', 15] as const, ['SIGHUP', 1] as const]) {
    process.once(signal, () => process.exit(128 + number));
  }
}

/**
 * Exits when the process that started this one is gone, however it went: its end of our standard input closes then.
 * Does nothing where standard input is no pipe.
 */
export function exitWithParent(): void {
  const input = fstatSync(0);
  if (input.isFIFO() || input.isSocket()) {
    process.stdin.once('close', () => process.exit(1));
    process.stdin.resume();
  }
}

function clearAll(): void {
  const pending = shared.eddyLeftovers ?? [];
  for (let clear = pending.pop(); clear; clear = pending.pop()) {
    try {
      clear();
    } catch (error) {
      process.stderr.write(`left behind: ${error}\n`);
    }
  }
}
