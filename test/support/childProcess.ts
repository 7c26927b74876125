import { spawn } from 'node:child_process';
import { clearAtExit } from './leftovers';
import { repositoryRoot } from './repositoryRoot';

const LAST_CHANCE_MS = 15_000;

/** How a child process is run from the repository's root. */
export interface ChildOptions {
  readonly environment?: Readonly<Record<string, string>>;
  /** Ask it to end after this time, and end it 15 seconds later. */
  readonly limitMs?: number;
  /** Keep its output back and give it to `onOutput` instead of showing it. */
  readonly onOutput?: (text: string) => void;
}

/**
 * Runs a command from the repository's root, its output shown as it comes, and gives its exit code; 1 for a signal or
 * a command that cannot be started. It gets a pipe as standard input, which closes when this process is gone.
 */
export function runChild(command: string, args: readonly string[], options: ChildOptions = {}): Promise<number> {
  const output = options.onOutput ? 'pipe' : 'inherit';
  const child = spawn(command, args, {
    cwd: repositoryRoot,
    env: { ...process.env, ...options.environment },
    stdio: ['pipe', output, output],
  });
  const forget = clearAtExit(() => child.kill('SIGTERM'));
  const timers: NodeJS.Timeout[] = [];
  if (options.limitMs !== undefined) {
    const overdue = () => {
      console.error(`${command} took longer than ${(options.limitMs ?? 0) / 1000} s and is ended.`);
      child.kill('SIGTERM');
      timers.push(setTimeout(() => child.kill('SIGKILL'), LAST_CHANCE_MS));
    };
    timers.push(setTimeout(overdue, options.limitMs));
  }
  const { onOutput } = options;
  if (onOutput) {
    child.stdout?.setEncoding('utf8').on('data', onOutput);
    child.stderr?.setEncoding('utf8').on('data', onOutput);
  }
  return new Promise<number>(resolve => {
    child.once('error', error => {
      console.error(error.message);
      resolve(1);
    });
    child.once('close', code => resolve(code ?? 1));
  }).finally(() => {
    timers.forEach(clearTimeout);
    forget();
  });
}

/** Runs a Node program of a package that is installed in the repository, by its path under `node_modules`. */
export function runTool(program: string, args: readonly string[], options: ChildOptions = {}): Promise<number> {
  return runChild(process.execPath, [`node_modules/${program}`, ...args], options);
}
