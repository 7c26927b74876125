/** Where errors at the edges are written: kinds only, for a message may hold a path or a name. */
export interface EdgeLog {
  error(message: string): void;
}

/**
 * Wraps what VS Code calls (a command, an event listener, a message handler, a timer) so that an error ends there:
 * logged by its kind, and the rest of the window goes on.
 */
export function edge<A extends unknown[]>(
  log: EdgeLog,
  name: string,
  run: (...args: A) => unknown,
): (...args: A) => Promise<void> {
  return async (...args) => {
    try {
      await run(...args);
    } catch (error) {
      logKind(log, name, error);
    }
  };
}

/** An {@link edge} for what happens at every keystroke: it makes no promise. */
export function swiftEdge<E>(log: EdgeLog, name: string, run: (event: E) => void): (event: E) => void {
  return event => {
    try {
      run(event);
    } catch (error) {
      logKind(log, name, error);
    }
  };
}

function logKind(log: EdgeLog, name: string, error: unknown): void {
  log.error(`${name} failed: ${error instanceof Error ? error.name : typeof error}`);
}
