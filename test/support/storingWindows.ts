import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { repositoryRoot } from './repositoryRoot';

/** A window of its own, which stores things and prints what it has stored. */
export interface StoringWindow {
  readonly child: ChildProcess;
  /** Line by line, as it goes on. */
  readonly printed: string[];
  readonly ended: Promise<unknown>;
}

/** Processes that store like windows of their own, for tests that end them at any time. */
export class StoringWindows {
  readonly #program: string;
  #children: ChildProcess[] = [];

  /** @param program the name of one in `test/support`, without its ending. */
  constructor(program: string) {
    this.#program = path.join(repositoryRoot, 'out', 'test', 'support', `${program}.cjs`);
  }

  start(...args: readonly string[]): StoringWindow {
    return this.#follow(process.execPath, [this.#program, ...args]);
  }

  /** The same with a limit on the size of files, which takes the place of a small disk: what does not fit is written in part. */
  startOnSmallDisk(...args: readonly string[]): StoringWindow {
    const limited = 'trap "" XFSZ; ulimit -f 4; exec "$0" "$@"';
    return this.#follow('bash', ['-c', limited, process.execPath, this.#program, ...args]);
  }

  /** Ends those that go on. */
  async killAll(): Promise<void> {
    const goOn = this.#children.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null);
    this.#children = [];
    for (const child of goOn) {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
  }

  #follow(command: string, args: readonly string[]): StoringWindow {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    this.#children.push(child);
    const printed: string[] = [];
    let rest = '';
    child.stdout.setEncoding('utf8').on('data', text => {
      const lines = `${rest}${text}`.split('\n');
      rest = lines.pop() ?? '';
      printed.push(...lines);
    });
    return { child, printed, ended: once(child, 'close') };
  }
}
