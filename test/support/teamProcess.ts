import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { ShareAnswers } from '../../src/domain/teamAnswers';
import type {
  ShareConsent,
  ShareFacts,
  ShareFailureKind,
  ShareLogEntry,
  ShareStatus,
} from '../../src/domain/teamSharing';
import type { Lasting } from './fuse';
import { repositoryRoot } from './repositoryRoot';

/** What a member in a process of its own is told when it starts. */
export interface MemberSettings {
  readonly storage: string;
  /** The person's repository, to read the facts of; `null` where they are told. */
  readonly clone: string | null;
  readonly facts: ShareFacts | null;
  readonly seed: string;
  readonly repositoryId: string;
}

export type MemberOrder =
  | { readonly do: 'agree'; readonly now: number; readonly change?: Partial<ShareConsent> }
  | {
      readonly do: 'step';
      readonly now: number;
      readonly answers: ShareAnswers | null;
      /** Kill it before, or after, something that lasts. */
      readonly kill?: { readonly name: Lasting; readonly isDone: boolean } | undefined;
    }
  | { readonly do: 'stop' | 'probe'; readonly now: number };

export interface MemberAnswer {
  readonly status: ShareStatus | null;
  readonly log: readonly ShareLogEntry[];
  readonly failure: ShareFailureKind | null;
}

/** What a process is started with. */
export interface ProcessOptions {
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly seed: string;
  readonly clone?: string;
  readonly facts?: ShareFacts;
  /** Words before node: a program that watches it, with its options. */
  readonly under?: readonly string[];
}

/** Somebody with a machine of their own: a process, which may be killed and comes again. */
export class TeamProcess {
  readonly storage: string;
  kills = 0;
  #starts = 0;
  #child: ChildProcess | null = null;
  readonly #index: number;
  readonly #options: ProcessOptions;

  constructor(index: number, options: ProcessOptions) {
    this.#index = index;
    this.#options = options;
    this.storage = path.join(options.folder, `member-${index}`);
    mkdirSync(this.storage, { recursive: true });
  }

  get repositoryId(): string {
    return createHash('sha256').update(`repository ${this.#index}`).digest('hex').slice(0, 32);
  }

  /** @returns `null` where it was killed meanwhile. */
  async ask(order: MemberOrder): Promise<MemberAnswer | null> {
    const child = this.#child ?? this.#start();
    this.#child = child;
    const settled = new AbortController();
    const { signal } = settled;
    const answered = once(child, 'message', { signal }).then(([answer]) => answer as MemberAnswer);
    const ended = once(child, 'exit', { signal }).then(() => null);
    child.send(order);
    const answer = await Promise.race([answered, ended]);
    await Promise.allSettled([answered, ended, settled.abort()]);
    if (answer === null) this.#buried();
    return answer;
  }

  async end(): Promise<void> {
    if (!this.#child) return;
    const child = this.#child;
    this.#child = null;
    const ended = once(child, 'exit');
    // Without its parent it ends by itself, and so does what watches it.
    child.disconnect();
    const late = setTimeout(() => child.kill('SIGKILL'), 5000);
    await ended;
    clearTimeout(late);
  }

  #start(): ChildProcess {
    const { clone = null, facts = null, seed, environment, under = [] } = this.#options;
    const { storage, repositoryId } = this;
    // Chance goes on, and does not begin anew.
    const settings: MemberSettings = {
      storage,
      clone,
      facts,
      seed: `${seed} ${this.#index} ${this.#starts}`,
      repositoryId,
    };
    this.#starts += 1;
    const program = path.join(repositoryRoot, 'out', 'test', 'support', 'teamMember.cjs');
    const [command = '', ...words] = [...under, process.execPath, program, JSON.stringify(settings)];
    return spawn(command, words, { env: environment, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  }

  /** What it held is let go after ten minutes, which are not waited for. */
  #buried(): void {
    this.#child = null;
    this.kills += 1;
    rmSync(path.join(this.storage, 'team', this.repositoryId, 'share.lock'), { force: true });
  }
}
