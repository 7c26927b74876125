import { type ChildProcess, spawn } from 'node:child_process';
import { calledOff, type GitSetting, ShareFailure, type ShareFailureKind } from '../domain/teamSharing';

/**
 * Options before the command: nothing of the person's configuration changes what is sent or runs a program beside it.
 * What leads to the host stays theirs: addresses, proxies, certificates, keys, and what signs in.
 */
const pinned = [
  'core.hooksPath=/dev/null',
  'core.askPass=',
  'credential.interactive=false',
  'gc.auto=0',
  'maintenance.auto=false',
  'fetch.fsckObjects=false',
  // One file, whose growth can be watched.
  'fetch.unpackLimit=1',
  'push.pushOption=',
  'transfer.advertiseSID=false',
  'transfer.bundleURI=false',
  // A git whose starter is gone ends by itself.
  'http.lowSpeedLimit=1',
  'http.lowSpeedTime=60',
] as const;

/** Nobody's name and time: hosts that are a folder here would log the person's. */
const anonymous = {
  GIT_AUTHOR_NAME: 'anonymous',
  GIT_AUTHOR_EMAIL: '',
  GIT_AUTHOR_DATE: '@0 +0000',
  GIT_COMMITTER_NAME: 'anonymous',
  GIT_COMMITTER_EMAIL: '',
  GIT_COMMITTER_DATE: '@0 +0000',
} as const;

const environmentOfEddy = {
  ...anonymous,
  GIT_ALLOW_PROTOCOL: 'file:git:http:https:ssh',
  GIT_TERMINAL_PROMPT: '0',
  SSH_ASKPASS_REQUIRE: 'never',
  GCM_INTERACTIVE: 'never',
  LC_ALL: 'C',
  LANGUAGE: '',
} as const;

/** Of git's own variables those stay that lead to a host. */
const leading =
  /^git_(?:ssh(?:_command|_variant)?|ssl_.*|proxy_.*|http_proxy_authmethod|exec_path|config_(?:global|system|nosystem|count|key_\d+|value_\d+))$/i;
const dropped = /^(?:git_.*|vscode_git_.*|ssh_askpass|editor|visual|pager)$/i;

function boardEnvironment(environment: NodeJS.ProcessEnv, connection: readonly GitSetting[]): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment)) {
    if (value !== undefined && (leading.test(name) || !dropped.test(name))) kept[name] = value;
  }
  return { ...kept, ...settingsOf(connection, Number(kept.GIT_CONFIG_COUNT ?? 0)), ...environmentOfEddy };
}

/** Variables that set more of git's settings, behind the first `count`. */
function settingsOf(connection: readonly GitSetting[], count: number): Record<string, string> {
  if (connection.length === 0) return {};
  // Some of it stands in the person's own settings already; an empty value lets a list begin anew.
  const lists = new Set(connection.map(([name]) => name).filter(name => /\.(?:helper|extraheader)$/.test(name)));
  const all = [...[...lists].map(name => [name, ''] as const), ...connection];
  const variables = all.flatMap(([name, value], at) => [
    [`GIT_CONFIG_KEY_${count + at}`, name],
    [`GIT_CONFIG_VALUE_${count + at}`, value],
  ]);
  return { ...Object.fromEntries(variables), GIT_CONFIG_COUNT: String(count + all.length) };
}

const mostOutputBytes = 2 ** 20;
const mostComplaintBytes = 2 ** 16;
/** Git that is asked to end removes its locks, also on a host that is a folder here; then it is ended. */
const lastChanceMs = 1000;
/** What git said before it ended comes within this time. */
const drainMs = 500;
const watchEveryMs = 100;

export interface BoardGitOptions {
  /** In place of this process's. */
  readonly environment?: NodeJS.ProcessEnv;
  /** Settings that lead to the host, as they hold in the person's repository. */
  readonly connection?: readonly GitSetting[];
  /** What takes longer is given up: 60 s, if not told. */
  readonly limitMs?: number;
}

export interface GitRun {
  readonly input?: string;
  /** Has git tell among its complaints what it exchanges with a host, as `packet:` lines. */
  readonly packets?: boolean;
  /** Asked while git runs; what it throws ends git. */
  readonly watch?: () => Promise<void>;
}

export interface GitAnswer {
  readonly good: boolean;
  readonly output: Buffer;
  readonly complaint: string;
}

/** Git in a bare repository of Eddy's own, which reaches hosts as the person does, but never asks them anything. */
export class BoardGit {
  readonly #environment: Record<string, string>;
  readonly #limitMs: number;

  constructor(
    readonly repository: string,
    { environment = process.env, connection = [], limitMs = 60_000 }: BoardGitOptions,
  ) {
    this.#environment = { ...boardEnvironment(environment, connection), GIT_DIR: repository };
    this.#limitMs = limitMs;
  }

  /**
   * Gives what git said, however it ended; none of its processes is left then.
   * @throws {ShareFailure} `noGit`, `aborted`, `timedOut`, `failed` where it says too much, and what `watch` throws.
   */
  run(words: readonly string[], signal: AbortSignal, { input, packets, watch }: GitRun = {}): Promise<GitAnswer> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(calledOff(signal));
      const child = spawn('git', [...pinned.flatMap(option => ['-c', option]), '--no-pager', ...words], {
        cwd: this.repository,
        env: { ...this.#environment, ...(packets && { GIT_TRACE_PACKET: '1' }) },
        stdio: ['pipe', 'pipe', 'pipe'],
        // A group of its own, to be ended with all that git starts, and without a terminal to ask at.
        detached: process.platform !== 'win32',
        windowsHide: true,
      });
      let failure: Error | null = null;
      const timers: NodeJS.Timeout[] = [];
      const end = (why: Error) => {
        if (failure !== null) return;
        failure = why;
        endGroup(child, 'SIGTERM');
        timers.push(setTimeout(() => endGroup(child, 'SIGKILL'), lastChanceMs));
      };
      const endFor = (kind: ShareFailureKind) => end(new ShareFailure(kind));
      const abort = () => end(calledOff(signal));
      signal.addEventListener('abort', abort, { once: true });
      timers.push(setTimeout(() => endFor('timedOut'), this.#limitMs));
      if (watch) timers.push(setInterval(() => void watch().catch(end), watchEveryMs));
      const output: Buffer[] = [];
      let outputBytes = 0;
      child.stdout.on('data', (chunk: Buffer) => {
        outputBytes += chunk.length;
        if (outputBytes > mostOutputBytes) endFor('failed');
        else output.push(chunk);
      });
      let complaint = '';
      child.stderr.on('data', (chunk: Buffer) => {
        if (complaint.length < mostComplaintBytes) complaint += chunk.toString();
      });
      // A git that ends early closes its input: its exit says more than the broken pipe.
      child.stdin.on('error', () => undefined);
      child.stdin.end(input ?? '');
      const settle = (error: Error | null, good: boolean) => {
        timers.forEach(clearTimeout);
        signal.removeEventListener('abort', abort);
        if (error) reject(error);
        else resolve({ good, output: Buffer.concat(output), complaint });
      };
      child.on('error', error => settle(new ShareFailure('noGit', '', { cause: error }), false));
      // What the person lets run on behind ssh (a shared connection) may keep the pipes open.
      child.on('exit', () => {
        const drain = () => {
          child.stdout.destroy();
          child.stderr.destroy();
        };
        timers.push(setTimeout(drain, failure === null ? drainMs : 2 * lastChanceMs));
      });
      child.on('close', code => settle(failure, code === 0));
    });
  }
}

function endGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (process.platform === 'win32' || child.pid === undefined) {
    child.kill(signal);
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch {
    // All of it has ended.
  }
}
