import { classify, type FileKind, type PathAttributes } from './category';
import type { CommitChange } from './change';
import type { PlacedCommit } from './commitGraph';
import { LineAges, type LineObserver } from './lineAges';
import { categories } from './report';

/** The kinds of file that line ages tell apart, by number. */
export const fileKinds: readonly FileKind[] = [
  ...categories.map(category => ({ category, vendored: false })),
  { category: 'generated', vendored: true },
];

export interface ReplayRules {
  /** Whether lines keep their age when only their white space changes, or when they move within a commit. */
  readonly followNoise: boolean;
  /** What `.gitattributes` say of a path. */
  readonly attributesOf: (path: string) => PathAttributes | undefined;
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
  readonly #replayed: CommitToReplay[] = [];
  readonly #ids = new Set<string>();

  constructor(rules: ReplayRules) {
    const known = new Map<string, number>();
    const kindOf = (path: string) => {
      let kind = known.get(path);
      if (kind === undefined) {
        const { category, vendored } = classify(path, rules.attributesOf(path));
        kind = vendored ? fileKinds.length - 1 : categories.indexOf(category);
        known.set(path, kind);
      }
      return kind;
    };
    this.ages = new LineAges({
      followWhitespace: rules.followNoise,
      followMoves: rules.followNoise,
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
   * @returns whether that was possible. If not (a commit vanished, or is judged otherwise), start a new replay.
   */
  bring(commits: readonly CommitToReplay[]): boolean {
    const wanted = new Map(commits.map(commit => [commit.id, commit]));
    for (const { id, handsOn } of this.#replayed) {
      if (wanted.get(id)?.handsOn !== handsOn) return false;
    }
    for (const commit of commits) {
      if (this.#ids.has(commit.id)) continue;
      this.ages.replay(commit, commit.change);
      this.#replayed.push(commit);
      this.#ids.add(commit.id);
    }
    return true;
  }
}
