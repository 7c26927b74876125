import { execFile, execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { TemporaryFolder } from './temporaryFolder';

/** The committer time of the first commit of every temporary repository, unless the commit names another. */
export const FIRST_COMMIT_TIME = Date.parse('2026-01-05T09:00:00Z');

const MINUTE_MS = 60_000;
const LARGEST_OUTPUT_BYTES = 256 * 1024 * 1024;

/** A name and an address as git writes them into a commit. */
export interface Identity {
  readonly name: string;
  readonly email: string;
}

/** Who is set as `user.name` and `user.email`, and who writes and commits unless a commit says otherwise. */
export const DEFAULT_IDENTITY: Identity = { name: 'Ada Example', email: 'ada@example.com' };

/** What may differ from a plain repository with the branch `main` and no commit. */
export interface RepositoryOptions {
  /** Name of the first branch; `main` by default. */
  readonly branch?: string;
  /** A repository without a work tree, to push to. */
  readonly bare?: boolean;
  /** Name of the repository's own folder; `repository` by default. */
  readonly folderName?: string;
  readonly identity?: Identity;
  /** Copies this repository, by its path or address, instead of starting an empty one. */
  readonly cloneOf?: string;
  /** Where git keeps refs and reflogs, which must be {@link hasReftables | known} to it; files by default. */
  readonly refs?: 'files' | 'reftable';
}

/** Whether the git of this machine can make repositories of reftables: 2.45 and later. */
export function hasReftables(): boolean {
  const [, major = '', minor = ''] = /(\d+)\.(\d+)/.exec(execFileSync('git', ['version'], { encoding: 'utf8' })) ?? [];
  return Number(major) > 2 || (Number(major) === 2 && Number(minor) >= 45);
}

/**
 * A moment for git: epoch milliseconds (written in UTC), or text that git reads itself, such as
 * `2026-01-07T10:00:00+02:00`, whose offset then lands in the commit.
 */
export type GitDate = string | number;

/** What a commit may say besides its message. */
export interface CommitOptions {
  /** Author time, and committer time too where `committerDate` is not given. */
  readonly date?: GitDate;
  readonly committerDate?: GitDate;
  readonly author?: Identity;
  /** The author by default. */
  readonly committer?: Identity;
  /** Take up every change of the work tree first, which is the default; `false` commits only what is staged. */
  readonly all?: boolean;
}

/**
 * A real git repository in a folder of its own, untouched by the machine's git settings.
 *
 * - Each commit is one minute after the latest commit made here, starting at {@link FIRST_COMMIT_TIME}, so that the
 *   same calls make the same hashes on every machine.
 * - Nothing outside its folder is read or written: no system or user settings, no home, no templates, no prompts.
 * - It goes away with `dispose()`, and at the latest when the process exits.
 */
export class TemporaryRepository {
  /** Absolute path of the work tree (of the git directory, if bare), with links resolved. */
  readonly path: string;
  /** The environment that git runs in here; hand it to the code under test if it starts git itself. */
  readonly environment: NodeJS.ProcessEnv;
  readonly #folder = new TemporaryFolder('repository');
  #latestTime = FIRST_COMMIT_TIME - MINUTE_MS;

  private constructor(options: RepositoryOptions) {
    this.path = path.join(this.#folder.path, options.folderName ?? 'repository');
    const home = path.join(this.#folder.path, 'home');
    const noSettings = path.join(home, 'gitconfig');
    mkdirSync(this.path);
    mkdirSync(home);
    writeFileSync(noSettings, '');
    this.environment = isolatedEnvironment(home, noSettings, options.refs ?? 'files');
  }

  static async create(options: RepositoryOptions = {}): Promise<TemporaryRepository> {
    const repository = new TemporaryRepository(options);
    try {
      await repository.#initialize(options);
      return repository;
    } catch (error) {
      repository.dispose();
      throw error;
    }
  }

  async #initialize(options: RepositoryOptions): Promise<void> {
    const bare = options.bare ? ['--bare'] : [];
    if (options.cloneOf !== undefined) {
      await this.git('clone', '--quiet', '--template=', ...bare, options.cloneOf, '.');
    } else {
      await this.git('init', '--quiet', '--template=', `--initial-branch=${options.branch ?? 'main'}`, ...bare);
    }
    const { name, email } = options.identity ?? DEFAULT_IDENTITY;
    // Written in one go: a `git config` for each line would be most of the time a small test takes.
    appendFileSync(
      path.join(this.path, options.bare ? 'config' : '.git/config'),
      `[user]\n\tname = ${name}\n\temail = ${email}\n[gc]\n\tauto = 0\n[maintenance]\n\tauto = false\n`,
    );
  }

  /** Runs git in the repository; gives its output as it came. Rejects with git's own words if it fails. */
  async git(...args: string[]): Promise<string> {
    return (await this.gitBuffer(...args)).toString('utf8');
  }

  /** As `git`, with the bytes of the output, for file names and contents that are not UTF-8. */
  gitBuffer(...args: string[]): Promise<Buffer> {
    return this.#run(args, {});
  }

  #run(args: readonly string[], environment: NodeJS.ProcessEnv): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      const options = {
        cwd: this.path,
        env: { ...this.environment, ...environment },
        encoding: 'buffer' as const,
        maxBuffer: LARGEST_OUTPUT_BYTES,
      };
      execFile('git', args, options, (error, stdout, stderr) => {
        if (error) {
          reject(new Error(`git ${args.join(' ')}: ${stderr.toString('utf8').trim() || error.message}`));
        } else {
          resolve(stdout);
        }
      });
    });
  }

  /** Writes a file of the work tree and the folders above it; a `Buffer` path may hold any bytes. */
  write(file: string | Buffer, content: string | Buffer): void {
    const absolute = this.#absolute(file);
    const folder = absolute.subarray(0, absolute.lastIndexOf('/'));
    mkdirSync(folder, { recursive: true });
    writeFileSync(absolute, content);
  }

  /** Removes a file or folder of the work tree; the next commit takes it up. */
  remove(file: string | Buffer): void {
    // `rmSync` takes a Buffer for files; a folder is always named by text here.
    if (typeof file === 'string') {
      rmSync(path.join(this.path, file), { recursive: true });
    } else {
      rmSync(this.#absolute(file));
    }
  }

  #absolute(file: string | Buffer): Buffer {
    return Buffer.concat([Buffer.from(`${this.path}/`), Buffer.from(file)]);
  }

  /** Commits, also when nothing changed, and gives the new commit's hash. */
  async commit(message: string, options: CommitOptions = {}): Promise<string> {
    if (options.all ?? true) {
      await this.git('add', '--all');
    }
    return this.#record(['commit', '--quiet', '--allow-empty', '--message', message], options);
  }

  /** Makes a branch at `start` (the current commit by default) and switches to it. */
  async branch(name: string, start?: string): Promise<void> {
    await this.git('switch', '--quiet', '--create', name, ...(start === undefined ? [] : [start]));
  }

  /** Switches to a branch that is there already. */
  async switchTo(name: string): Promise<void> {
    await this.git('switch', '--quiet', name);
  }

  /** Merges a branch into the current one, always with a merge commit, whose hash it gives. */
  async merge(name: string, options: CommitOptions & { readonly message?: string } = {}): Promise<string> {
    const message = options.message ?? `Merge branch '${name}'`;
    return this.#record(['merge', '--quiet', '--no-ff', '-m', message, name], options);
  }

  async #record(args: readonly string[], options: CommitOptions): Promise<string> {
    const committerDate = options.committerDate ?? options.date ?? this.#latestTime + MINUTE_MS;
    const authorDate = options.date ?? committerDate;
    const committer = options.committer ?? options.author;
    await this.#run(args, {
      GIT_AUTHOR_DATE: gitDate(authorDate),
      GIT_COMMITTER_DATE: gitDate(committerDate),
      ...(options.author && { GIT_AUTHOR_NAME: options.author.name, GIT_AUTHOR_EMAIL: options.author.email }),
      ...(committer && { GIT_COMMITTER_NAME: committer.name, GIT_COMMITTER_EMAIL: committer.email }),
    });
    const [hash = '', seconds = '0'] = (await this.git('log', '-1', '--format=%H %ct')).trim().split(' ');
    this.#latestTime = Math.max(this.#latestTime, Number(seconds) * 1000);
    return hash;
  }

  /** Removes the repository with everything in it; may be called twice. */
  dispose(): void {
    this.#folder.dispose();
  }
}

function gitDate(date: GitDate): string {
  return typeof date === 'number' ? `@${Math.floor(date / 1000)} +0000` : date;
}

function isolatedEnvironment(home: string, settings: string, refs: string): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(GIT|SSH|XDG)_/.test(name));
  return {
    ...Object.fromEntries(inherited),
    HOME: home,
    XDG_CONFIG_HOME: home,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: settings,
    GIT_TERMINAL_PROMPT: '0',
    // Told each time, for which one is the default differs by git.
    GIT_DEFAULT_REF_FORMAT: refs,
    LC_ALL: 'C',
    TZ: 'UTC',
  };
}
