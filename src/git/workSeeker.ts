import type { CommitChange } from '../domain/change';
import type { MainlineCommit } from '../domain/landings';
import type { FirstParentLine, SoughtWork } from '../domain/ownLandings';
import type { OwnWork } from '../domain/ownWork';
import { readChanges } from './changes';
import type { Repository } from './repository';
import { isGenerated, type WholeChanges } from './wholeChanges';

/** Of work of more commits, it is not told whether each of them landed. */
const mostCommits = 100;
/** Paths of one work by which commits of the default branch are sought. */
const mostPaths = 10;

/** Work with the commit of the default branch that it last took in; `null` where histories have nothing in common. */
export interface GroundedWork extends OwnWork {
  readonly base: string | null;
}

/** Where work is sought. */
export interface SeekerQuestion {
  readonly repository: Repository;
  /** The first-parent line, newest first. */
  readonly mainline: readonly MainlineCommit[];
  /** What is known already of what commits changed. */
  readonly changes: ReadonlyMap<string, CommitChange>;
}

/** Looks for work among what landed, by what changed. */
export class WorkSeeker {
  readonly #question: SeekerQuestion;
  readonly #prints: Map<string, string>;
  readonly #wholes: WholeChanges;
  readonly #line: FirstParentLine;

  constructor(question: SeekerQuestion, line: FirstParentLine, prints: Map<string, string>, wholes: WholeChanges) {
    this.#question = question;
    this.#line = line;
    this.#prints = prints;
    this.#wholes = wholes;
  }

  soughtOf(work: GroundedWork): SoughtWork {
    const { commits, lastAt, isLast, isLocal } = work;
    const prints = commits.length > mostCommits ? [] : commits.map(({ id }) => this.#printOf(id) ?? '');
    const wholes = spansOf(work).map(span => this.#wholes.get(span)?.fingerprint ?? '');
    return { wholes, commits: commits.length, prints, lastAt, mayBePicked: !isLast && !isLocal };
  }

  /** Whether all of it was picked, one by one. */
  isPicked(work: GroundedWork): boolean {
    return this.#line.holdsAll(this.soughtOf(work));
  }

  /** Whether some commit of the line since then was not read. */
  isUnread(since: number): boolean {
    for (const { id, parents, committedAt } of this.#question.mainline) {
      if (committedAt < since) return false;
      if (parents.length < 2 && this.#printOf(id) === undefined) return true;
    }
    return false;
  }

  /** The path of a file that is least often changed by others: a new one, else the deepest; of each commit too. */
  pathsOf(work: GroundedWork): string[] {
    const whole = this.#wholes.get(spansOf(work)[0]);
    const all = [whole, ...work.commits.slice(0, mostPaths).map(({ id }) => this.#question.changes.get(id))];
    return all.flatMap(change => {
      const files = (change?.files ?? []).toSorted((a, b) => depthOf(b.path) - depthOf(a.path));
      return (files.find(({ parentBlobs }) => parentBlobs[0] === '') ?? files[0])?.path ?? [];
    });
  }

  /** What the commits of work that has several changed. */
  async readCommits(works: readonly GroundedWork[], signal: AbortSignal): Promise<void> {
    const several = works.filter(({ commits }) => commits.length > 0 && commits.length <= mostCommits);
    await this.readPrints(
      several.flatMap(({ commits }) => commits.map(({ id }) => id)),
      signal,
    );
  }

  async readPrints(ids: readonly string[], signal: AbortSignal): Promise<void> {
    const { repository } = this.#question;
    const missing = [...new Set(ids)].filter(
      id => this.#printOf(id) === undefined && !repository.shallowCommits.has(id),
    );
    if (missing.length === 0) return;
    const keep = (id: string, print: string) => {
      this.#prints.set(id, print);
      this.#line.setPrint(id, print);
    };
    const sink = {
      onChange: ({ id, fingerprint }: CommitChange) => keep(id, fingerprint),
      onUnreadable: (id: string) => keep(id, ''),
    };
    await readChanges(repository.objects, { ordinary: missing, merges: [] }, isGenerated, sink, signal);
  }

  #printOf(id: string): string | undefined {
    return this.#question.changes.get(id)?.fingerprint ?? this.#prints.get(id);
  }
}

const depthOf = (path: string): number => path.split('/').length;

/** Against what it stands on at the default branch, and on other work. */
export function spansOf({ id, base, floor }: GroundedWork): string[] {
  return [...(base === null ? [] : [`${id} ${base}`]), ...(floor === null || base === null ? [] : [`${id} ${floor}`])];
}
