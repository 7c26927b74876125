import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { TemporaryFolder } from './temporaryFolder';

/** What must never be found on a remote: the person's, this machine's and the repository's. */
const telling = ['Ada Example', 'ada@example.com', 'adalogin', 'orchard-stream', 'eddy-team-remote'];

/** The bare repository of a team in a folder of its own, and the settings and home of a person who pushes to it. */
export class TeamRemote {
  /** Absolute, of the bare repository. */
  readonly path: string;
  readonly #folder = new TemporaryFolder('team-remote');
  readonly #settings: string;

  /** @param format of its objects. */
  constructor(format: 'sha1' | 'sha256' = 'sha1') {
    this.path = path.join(this.#folder.path, 'orchard-stream.git');
    this.#settings = path.join(this.home, '.gitconfig');
    mkdirSync(this.home);
    this.configure('[user]\n\tname = Ada Example\n\temail = ada@example.com\n');
    const words = ['init', '--quiet', '--bare', '--template=', `--object-format=${format}`, this.path];
    execFileSync('git', words, { env: this.environment });
  }

  /** Of the person: it holds their git settings. */
  get home(): string {
    return path.join(this.#folder.path, 'home');
  }

  /** Where it lies, with what else a test puts beside it. */
  get folder(): string {
    return this.#folder.path;
  }

  /** What the person's programs run in. */
  get environment(): NodeJS.ProcessEnv {
    return {
      PATH: process.env.PATH,
      HOME: this.home,
      XDG_CONFIG_HOME: this.home,
      USER: 'adalogin',
      LOGNAME: 'adalogin',
      EMAIL: 'ada@example.com',
      GIT_CONFIG_NOSYSTEM: '1',
      TZ: 'Asia/Tokyo',
    };
  }

  /** Adds to the person's git settings. */
  configure(lines: string): void {
    writeFileSync(this.#settings, lines, { flag: 'a' });
  }

  /** Runs git in the bare repository, as its host. */
  git(...words: string[]): string {
    return this.gitWith('', ...words);
  }

  gitWith(input: string, ...words: string[]): string {
    const env = { ...this.environment, GIT_DIR: this.path };
    return execFileSync('git', words, { env, input, stdio: ['pipe', 'pipe', 'ignore'], encoding: 'utf8' });
  }

  /** Makes a hook of the bare repository; lines of a shell. */
  hook(name: string, lines: string): void {
    mkdirSync(path.join(this.path, 'hooks'), { recursive: true });
    writeFileSync(path.join(this.path, 'hooks', name), `#!/bin/sh\n${lines}\n`, { mode: 0o755 });
  }

  /** All refs, sorted. */
  get refs(): string[] {
    return lines(this.git('for-each-ref', '--format=%(refname)'));
  }

  /** Sizes of the blobs under refs that hold a text. */
  sizesOf(part: string): number[] {
    const contents = this.refs.filter(ref => ref.includes(part)).map(ref => `${ref}:content\n`);
    return lines(this.gitWith(contents.join(''), 'cat-file', '--batch-check=%(objectsize)')).map(Number);
  }

  /** Every file of the bare repository as it is, and every object as git reads it. */
  everything(): string {
    const names = readdirSync(this.path, { recursive: true, encoding: 'utf8' });
    const files = names.filter(name => statSync(path.join(this.path, name)).isFile());
    const raw = files.map(name => `${name}\n${readFileSync(path.join(this.path, name), 'latin1')}`);
    const env = { ...this.environment, GIT_DIR: this.path };
    const objects = execFileSync('git', ['cat-file', '--batch', '--batch-all-objects', '--unordered'], {
      env,
      maxBuffer: 256 * 1024 * 1024,
    });
    return [...raw, objects.toString('latin1')].join('\n');
  }

  /** What it holds, or another text does, that tells who or where somebody is. */
  told(text = this.everything()): string[] {
    const host = hostname();
    return [...telling, ...(host.length > 5 ? [host] : [])].filter(word => text.includes(word));
  }

  dispose(): void {
    this.#folder.dispose();
  }
}

const lines = (text: string): string[] => text.split('\n').filter(line => line !== '');
