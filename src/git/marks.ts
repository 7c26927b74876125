import { aiMarkOf } from '../domain/aiMarks';
import type { Git } from './git';

/** Which commits carry the mark of an assistant; each is asked for once, for that never changes. */
export class Marks {
  readonly #known = new Map<string, boolean>();

  /** Whether a commit does; no for one that was not read, or is not there. */
  readonly isMarked = (commit: string): boolean => this.#known.get(commit) ?? false;

  /** @throws {ReadFailure} what git says, told apart. */
  async read(git: Git, commits: Iterable<string>, signal: AbortSignal): Promise<void> {
    const missing = [...new Set(commits)].filter(id => !this.#known.has(id));
    if (missing.length === 0) return;
    const decoder = new TextDecoder();
    let fields: string[] = [];
    let rest = '';
    const words = ['rev-list', '--no-walk=unsorted', '--ignore-missing', '--encoding=UTF-8', `--format=${format}`];
    await git.stream(
      [...words, '--stdin'],
      missing.map(id => `${id}\n`).join(''),
      chunk => {
        const parts = (rest + decoder.decode(chunk, { stream: true })).split('\0');
        rest = parts.pop() ?? '';
        fields.push(...parts);
        const whole = fields.length - (fields.length % fieldsOfCommit);
        for (let at = 0; at < whole; at += fieldsOfCommit) this.#take(fields.slice(at, at + fieldsOfCommit));
        fields = fields.slice(whole);
      },
      signal,
    );
    for (const id of missing) if (!this.#known.has(id)) this.#known.set(id, false);
  }

  /** Before the id stand the end of the commit before and `commit ID`, on lines of their own. */
  #take([head = '', authorAddress = '', committerAddress = '', body = '']: readonly string[]): void {
    const id = head.slice(head.lastIndexOf('\n') + 1);
    this.#known.set(id, aiMarkOf({ authorAddress, committerAddress, body }) !== null);
  }
}

/** Addresses as they stand in the commit: `.mailmap` may make another of an assistant's. */
const format = ['%H', '%ae', '%ce', '%b', ''].join('%x00');
const fieldsOfCommit = 4;
