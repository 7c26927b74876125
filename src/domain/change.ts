/**
 * What git says of one commit, reduced to what line ages need: no text, only positions, and which lines are noise.
 * A change is a fact of its commit alone, so it never goes stale.
 */

/** A commit's place in history. Instants are epoch milliseconds as git records them: not yet trusted. */
export interface Commit {
  readonly id: string;
  readonly parents: readonly string[];
  readonly authoredAt: number;
  readonly committedAt: number;
  /** After `.mailmap`. */
  readonly authorAddress: string;
  readonly authorName: string;
}

/** One file of a commit. Paths hold git's bytes, one character a byte, so that every path has exactly one spelling. */
export interface FileChange {
  /** The path in the commit; of a deleted file, its last path. */
  readonly path: string;
  /** By parent: the path there, which differs from {@link path} after a rename. */
  readonly parentPaths: readonly string[];
  /** By parent: the blob there, or `''` where the file was not. */
  readonly parentBlobs: readonly string[];
  /** The blob in the commit, or `''` of a deleted file. */
  readonly blob: string;
  readonly binary: boolean;
  /**
   * What changed, in order of lines; lines count from 1.
   * With one parent or none, four numbers a hunk: first old line, old lines, first new line, new lines. The first line
   * of an empty side is the one that would follow it.
   * Of a merge, see {@link MergeHunk}, one after the other.
   */
  readonly hunks: readonly number[];
}

/**
 * A hunk of a merge as it lies in {@link FileChange.hunks}: the number of pairs at its end, the first new line, the
 * first line in each parent, then pairs (rows, how many). Rows that stand in the result are the bits of the parents
 * that lack them, so 0 stands everywhere; rows that are gone are minus the bits of the parents that had them.
 */
export type MergeHunk = readonly number[];

/** Lines that a commit carried from one place to another, so that they keep their age: six numbers a stretch. */
export const carriedStretch = { fromFile: 0, fromLine: 1, toFile: 2, toLine: 3, lines: 4, kind: 5, length: 6 } as const;
export const carriedKind = { whitespace: 0, moved: 1 } as const;

/** What one commit changed against its parents. */
export interface CommitChange {
  readonly id: string;
  readonly files: readonly FileChange[];
  /** Blank lines among the added: file index, first new line, lines. */
  readonly blankAdded: readonly number[];
  /** Blank lines among the deleted: file index, first old line (in the first parent), lines. */
  readonly blankDeleted: readonly number[];
  /** Lines that only changed their white space, or moved: see {@link carriedStretch}. */
  readonly carried: readonly number[];
  /**
   * Equal for commits that add and delete the same lines in the same files, wherever these stand: what `git patch-id`
   * is for, free of context. Of a commit without lines, equal where the same files become the same. `''` of a merge and
   * of a commit that changes nothing.
   */
  readonly fingerprint: string;
}

/** Keeps changes between runs, for what was read once need not be read again. A store may forget anything. */
export interface ChangeStore {
  /** Everything kept of a repository. Never throws: what can't be read is as if it were not there. */
  load(repositoryId: string): Promise<Map<string, CommitChange>>;
  /** Adds changes to what is kept. Never throws: a store that can't be written keeps nothing. */
  add(repositoryId: string, changes: readonly CommitChange[]): Promise<void>;
}
