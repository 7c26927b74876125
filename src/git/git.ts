import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import os from 'node:os';
import path from 'node:path';
import { type SimpleGit, simpleGit } from 'simple-git';
import { ReadFailure } from '../domain/report';
import { failureOf } from './failure';

/**
 * Options before the command. They hold what a configuration could change in what Eddy reads, and turn off every
 * program that a repository's configuration may name.
 */
const pinned = [
  'core.fsmonitor=false',
  'core.quotePath=false',
  'core.bigFileThreshold=512m',
  'log.showSignature=false',
  'log.showRoot=true',
  'log.follow=false',
  'log.mailmap=false',
  'diff.external=',
  'diff.interHunkContext=0',
  'diff.indentHeuristic=true',
  'diff.renameLimit=1000',
  'diff.orderFile=',
] as const;

/** Options of every command that makes a patch; with plumbing they leave no configuration to change the result. */
export const patchOptions = [
  '--no-ext-diff',
  '--no-textconv',
  '--no-relative',
  '--no-color',
  '--ignore-submodules=all',
  '--src-prefix=a/',
  '--dst-prefix=b/',
  '--inter-hunk-context=0',
  '--indent-heuristic',
  '-l1000',
] as const;

/** A query that takes longer than this is given up. */
const queryLimitMs = 60_000;
/** A stream that sends nothing for this long is given up. */
const silenceLimitMs = 120_000;

const environmentOfEddy = {
  GIT_OPTIONAL_LOCKS: '0',
  GIT_TERMINAL_PROMPT: '0',
  GIT_NO_LAZY_FETCH: '1',
  GIT_NO_REPLACE_OBJECTS: '1',
  // No transport at all: where git is older than `GIT_NO_LAZY_FETCH`, fetching missing objects fails at once.
  GIT_ALLOW_PROTOCOL: '',
  // No index, at a place that nobody can guess: nothing read here depends on it, and reading a split one writes its time.
  GIT_INDEX_FILE: path.join(os.tmpdir(), `eddy-${randomUUID()}`, 'index'),
  // Git else writes each commit by itself to a pipe.
  GIT_FLUSH: '0',
  LC_ALL: 'C',
  LANGUAGE: '',
} as const;

/** What {@link GitOptions.ownAttributesOnly} adds to the options and to the environment. */
const noGeneralAttributes = { config: ['core.attributesFile='], environment: { GIT_ATTR_NOSYSTEM: '1' } } as const;

/** Variables that name a program or a place to git, or that make simple-git refuse to start one. */
const dropped = /^(git.*|editor|visual|pager|prefix|ssh_askpass)$/i;

/**
 * The environment git runs in: the person's, without git's own variables, and with index, locks, prompts and fetches
 * off.
 */
export function gitEnvironment(environment: NodeJS.ProcessEnv = process.env): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment)) {
    if (value !== undefined && !dropped.test(name)) kept[name] = value;
  }
  return { ...kept, ...environmentOfEddy };
}

export interface GitOptions {
  /** In place of this process's, for tests: no git on the path, say. */
  environment?: NodeJS.ProcessEnv;
  /** Names the repository, which git else looks for from the folder upwards. Git then does not ask who owns it. */
  repository?: string;
  /** Has git look at no attributes that the person or the machine has for all repositories. */
  ownAttributesOnly?: boolean;
  /** Told of each run when it ended: for measuring. */
  onRun?: (run: GitRun) => void;
}

/** Milliseconds of `performance.now()`. */
export interface GitRun {
  readonly startMs: number;
  readonly endMs: number;
  readonly words: readonly string[];
  readonly input: string | Buffer | null;
}

/**
 * Git in one folder: beside sharing's own, which reaches hosts, the only place of this product that starts processes.
 * Arguments are Eddy's own words or ids that git printed, never a person's text; names go behind `--end-of-options`.
 */
export class Git {
  readonly #environment: Record<string, string>;
  readonly #config: readonly string[];
  readonly #onRun: (run: Omit<GitRun, 'endMs'>) => void;

  constructor(
    readonly folder: string,
    { environment, repository, ownAttributesOnly = false, onRun }: GitOptions = {},
  ) {
    this.#environment = {
      ...gitEnvironment(environment),
      ...(repository !== undefined && { GIT_DIR: repository }),
      ...(ownAttributesOnly && noGeneralAttributes.environment),
    };
    this.#config = ownAttributesOnly ? [...pinned, ...noGeneralAttributes.config] : pinned;
    this.#onRun = run => onRun?.({ ...run, endMs: performance.now() });
  }

  /**
   * Runs a small query and gives its output, decoded as UTF-8.
   * @param input what it reads from standard input.
   * @throws {ReadFailure} what git says, told apart.
   */
  async query(words: readonly string[], signal: AbortSignal, input?: string | Buffer): Promise<string> {
    if (input !== undefined) {
      const chunks: Buffer[] = [];
      await this.stream(words, input, chunk => chunks.push(chunk), signal);
      return Buffer.concat(chunks).toString();
    }
    if (signal.aborted) throw new ReadFailure('aborted');
    const startMs = performance.now();
    try {
      return await this.#simple(signal).raw([...words]);
    } catch (error) {
      if (signal.aborted) throw new ReadFailure('aborted', [], { cause: error });
      throw failureOf(error instanceof Error ? error.message : String(error), words[0] ?? '', { cause: error });
    } finally {
      this.#onRun({ startMs, words, input: null });
    }
  }

  /** As {@link query}, but gives `null` where git ends with an error; an abort still throws. */
  async tryQuery(words: readonly string[], signal: AbortSignal): Promise<string | null> {
    try {
      return await this.query(words, signal);
    } catch (error) {
      if (error instanceof ReadFailure && ['aborted', 'noGit', 'timedOut'].includes(error.kind)) throw error;
      return null;
    }
  }

  /**
   * Runs git and hands on its output in chunks as they come, without keeping any.
   * @param onChunk may return `'enough'` to end git early, which counts as a good end.
   * @throws {ReadFailure} what git says, told apart; the chunks before stay valid.
   */
  stream(
    words: readonly string[],
    input: string | Buffer | null,
    onChunk: (chunk: Buffer) => unknown,
    signal: AbortSignal,
  ): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(new ReadFailure('aborted'));
      const child = spawn('git', [...this.#config.flatMap(option => ['-c', option]), '--no-pager', ...words], {
        cwd: this.folder,
        env: this.#environment,
        stdio: ['pipe', 'pipe', 'pipe'],
        windowsHide: true,
      });
      let complaint = '';
      let enough = false;
      let thrown: unknown;
      let silent = false;
      const giveUp = () => {
        silent = true;
        child.kill('SIGKILL');
      };
      const limit = setTimeout(giveUp, silenceLimitMs);
      const startMs = performance.now();
      const abort = () => child.kill('SIGKILL');
      signal.addEventListener('abort', abort, { once: true });
      child.stdout.on('data', (chunk: Buffer) => {
        if (enough || thrown !== undefined) return;
        limit.refresh();
        try {
          if (onChunk(chunk) !== 'enough') return;
          enough = true;
        } catch (error) {
          thrown = error;
        }
        child.kill('SIGKILL');
      });
      child.stderr.on('data', (chunk: Buffer) => {
        if (complaint.length < 8192) complaint += chunk.toString();
      });
      // A git that ends early closes its input: its exit says more than the broken pipe.
      child.stdin.on('error', () => undefined);
      child.stdin.end(input ?? '');
      const settle = (error: Error | null) => {
        clearTimeout(limit);
        this.#onRun({ startMs, words, input });
        signal.removeEventListener('abort', abort);
        if (error) reject(error);
        else resolve();
      };
      child.on('error', error => settle(failureOf(error.message, words[0] ?? '', { cause: error })));
      child.on('close', (code, killedBy) => {
        if (thrown !== undefined) settle(thrown instanceof Error ? thrown : new Error(String(thrown)));
        else if (enough) settle(null);
        else if (signal.aborted) settle(new ReadFailure('aborted'));
        else if (silent) settle(new ReadFailure('timedOut'));
        else if (code === 0) settle(null);
        else settle(failureOf(complaint || `git was ended by ${killedBy ?? `exit code ${code}`}`, words[0] ?? ''));
      });
    });
  }

  #simple(signal: AbortSignal): SimpleGit {
    return simpleGit({
      baseDir: this.folder,
      abort: signal,
      config: [...this.#config],
      timeout: { block: queryLimitMs },
      allowEnvironment: [...Object.keys(environmentOfEddy), ...Object.keys(noGeneralAttributes.environment), 'GIT_DIR'],
      // The library refuses to set these at all; here they are set to nothing, so that no program is run.
      unsafe: { allowUnsafeFsMonitor: true, allowUnsafeDiffExternal: true },
    }).env(this.#environment);
  }
}
