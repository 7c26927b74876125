import { aiMarkOf } from '../domain/aiMarks';
import type { Git } from './git';
import { eachRecord, firstOf, idOf } from './records';

/** Which commits carry the mark of an assistant; each is asked for once, for that never changes. */
export class Marks {
  readonly #known = new Map<string, boolean>();

  /** Whether a commit does; no for one that was not read, or is not there. */
  readonly isMarked = (commit: string): boolean => this.#known.get(commit) ?? false;

  /** @throws {ReadFailure} what git says, told apart. */
  async read(git: Git, commits: Iterable<string>, signal: AbortSignal): Promise<void> {
    const missing = [...new Set(commits)].filter(id => !this.#known.has(id));
    if (missing.length === 0) return;
    const options = ['--no-walk=unsorted', '--ignore-missing'];
    const onRecord = (fields: readonly string[], at: number) => this.#take(fields.slice(at, at + format.length));
    await eachRecord(git, options, format, missing.map(id => `${id}\n`).join(''), onRecord, signal);
    for (const id of missing) if (!this.#known.has(id)) this.#known.set(id, false);
  }

  #take([head = '', committerAddress = '', body = '']: readonly string[]): undefined {
    this.#known.set(idOf(head), aiMarkOf({ authorAddress: firstOf(head), committerAddress, body }) !== null);
  }
}

/** Addresses as they stand in the commit: `.mailmap` may make another of an assistant's. */
const format = ['%ae', '%ce', '%b'];
