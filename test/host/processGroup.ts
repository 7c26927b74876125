import { type ChildProcess, spawn } from 'node:child_process';
import { clearAtExit } from '../support/leftovers';

const PATIENCE_MS = 3000;

/** How a command is started in a group of its own. */
export interface GroupOptions {
  readonly cwd?: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Takes what the command prints on either stream. */
  readonly onOutput: (text: string) => void;
}

/**
 * A command together with every process it starts. All of them end with `end()`, and at the latest when this process
 * exits; those that a dead command left behind too.
 */
export class ProcessGroup {
  /** Settles when the command itself has ended, with its exit code or its signal. */
  readonly ended: Promise<number | NodeJS.Signals>;
  readonly #child: ChildProcess;
  readonly #forget: () => void;

  constructor(command: string, args: readonly string[], options: GroupOptions) {
    this.#child = spawn(command, args, {
      cwd: options.cwd,
      env: options.environment,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    this.#forget = clearAtExit(() => this.#signal('SIGKILL'));
    this.ended = new Promise((resolve, reject) => {
      this.#child.once('error', reject);
      this.#child.once('exit', (code, signal) => resolve(code ?? signal ?? 1));
    });
    this.#child.stdout?.setEncoding('utf8').on('data', options.onOutput);
    this.#child.stderr?.setEncoding('utf8').on('data', options.onOutput);
  }

  /** Asks the group to end, and ends it when it does not within three seconds. */
  async end(): Promise<void> {
    this.#signal('SIGTERM');
    const impatience = setTimeout(() => this.#signal('SIGKILL'), PATIENCE_MS);
    await this.ended.catch(() => {});
    clearTimeout(impatience);
    this.#signal('SIGKILL');
    this.#forget();
  }

  #signal(signal: NodeJS.Signals): void {
    if (this.#child.pid === undefined) {
      return;
    }
    try {
      process.kill(-this.#child.pid, signal);
    } catch {
      // Nobody of the group is left.
    }
  }
}
