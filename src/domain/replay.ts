import { classify, type FileKind, type PathAttributes } from './category';
import type { CommitChange } from './change';
import type { PlacedCommit } from './commitGraph';
import { LineAges, type LineObserver } from './lineAges';
import { categories, type NoiseRule } from './report';

/** The kinds of file that line ages tell apart, by number. */
export const fileKinds: readonly FileKind[] = [
  ...categories.map(category => ({ category, vendored: false })),
  { category: 'generated', vendored: true },
];

export interface ReplayRules {
  /** Lines keep their age when only their white space changes, and when they move within a commit, if these are on. */
  readonly leaveOut: ReadonlySet<NoiseRule>;
  /** What `.gitattributes` say of a path. */
  readonly attributesOf: (path: string) => PathAttributes | undefined;
  /** The paths that they call binary. */
  readonly binaryPaths: ReadonlySet<string>;
  /** The kind of a path that they say nothing of: {@link classify}, or what remembers its answers. */
  readonly kindByPath: (path: string) => FileKind;
  readonly observer?: LineObserver;
}

/** A commit to replay, with what it changed, or `null` where that could not be read. */
export interface CommitToReplay extends PlacedCommit {
  readonly handsOn: boolean;
  readonly change: CommitChange | null;
}

/** A replay that goes on when commits arrive, and tells when it can't. */
export class Replay {
  readonly ages: LineAges;
  readonly #rules: ReplayRules;
  #replayed: CommitToReplay[] = [];
  readonly #ids = new Set<string>();
  /** Parents of replayed commits that were not there when these were replayed. */
  readonly #passedOver = new Set<string>();

  constructor(rules: ReplayRules) {
    this.#rules = rules;
    const known = new Map<string, number>();
    const kindOf = (path: string) => {
      let kind = known.get(path);
      if (kind === undefined) {
        const attributes = rules.attributesOf(path);
        const { category, vendored } = attributes ? classify(path, attributes) : rules.kindByPath(path);
        kind = vendored ? fileKinds.length - 1 : categories.indexOf(category);
        known.set(path, kind);
      }
      return kind;
    };
    this.ages = new LineAges({
      followWhitespace: rules.leaveOut.has('whitespace'),
      followMoves: rules.leaveOut.has('moved'),
      kindOf,
      kinds: fileKinds.length,
      ...(rules.observer && { observer: rules.observer }),
    });
  }

  /** The commits by number. */
  get commits(): readonly CommitToReplay[] {
    return this.#replayed;
  }

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  /**
   * Replays those commits that are new.
   * @param commits the whole set, parents before children.
   * @returns whether that was possible. If not (a commit vanished, is judged otherwise, can be read by now, or is a
   * parent of one that was replayed without it), start a new replay.
   */
  bring(commits: readonly CommitToReplay[]): boolean {
    const wanted = new Map(commits.map(commit => [commit.id, commit]));
    const known = this.#replayed.map(commit => wanted.get(commit.id));
    if (!this.#replayed.every((commit, number) => isJudgedAs(commit, known[number]))) return false;
    const news = commits.filter(({ id }) => !this.#ids.has(id));
    if (news.some(({ id }) => this.#passedOver.has(id))) return false;
    // Whose they are may have changed, for `.mailmap` tells that; lines don't depend on it.
    this.#replayed = known.filter(commit => commit !== undefined);
    for (const commit of news) {
      this.ages.replay(commit, commit.change && this.#asText(commit.change));
      this.#replayed.push(commit);
      this.#ids.add(commit.id);
      for (const parent of commit.parents) if (!this.#ids.has(parent)) this.#passedOver.add(parent);
    }
    return true;
  }

  /** The change without the lines of files that attributes call binary. */
  #asText(change: CommitChange): CommitChange {
    const { binaryPaths } = this.#rules;
    if (binaryPaths.size === 0 || !change.files.some(({ path }) => binaryPaths.has(path))) return change;
    const files = change.files.map(file => (binaryPaths.has(file.path) ? { ...file, binary: true, hunks: [] } : file));
    return { ...change, files };
  }
}

/** Whether a commit stands in history, and counts there, as it did when it was replayed. */
function isJudgedAs(then: CommitToReplay, now: CommitToReplay | undefined): boolean {
  return (
    now !== undefined &&
    now.handsOn === then.handsOn &&
    now.effectiveAt === then.effectiveAt &&
    (now.change === null) === (then.change === null)
  );
}
