import { type CommitChange, carriedKind, carriedStretch, type FileChange } from './change';
import { beforeAll, PathVersions, ReplayedHistory, type Version } from './fileVersions';
import { beyond, eachPiece, noLines, olderLines, RunBuilder, type Runs } from './lineRuns';

/** A commit as the replay needs it. */
export interface ReplayedCommit {
  readonly id: string;
  readonly parents: readonly string[];
  /** Epoch milliseconds. */
  readonly effectiveAt: number;
  /** By a bot, or named as a revision to ignore: its changes hand age and owner on instead of ending lines. */
  readonly handsOn: boolean;
}

/** What one commit did that its lines alone don't tell. Counts of lines; by kind as the classifier numbers them. */
export interface CommitTally {
  /** By kind: lines added, the carried ones included. */
  readonly added: number[];
  /** By kind: lines ended that are older than what was read. */
  readonly endedOlder: number[];
  /** Of these, the ones with text. */
  readonly endedOlderSolid: number[];
  /** By kind: lines that kept their age with other white space, and in another place. */
  readonly whitespace: number[];
  readonly moved: number[];
  /** By kind: files without text lines. */
  readonly binary: number[];
}

/** What a replay follows, and what it knows files by. */
export interface ReplayOptions {
  /** Whether lines keep their age when only their white space changes. */
  readonly followWhitespace: boolean;
  /** Whether lines keep their age when they move within a commit. */
  readonly followMoves: boolean;
  /** The kind of a path, from 0; and how many kinds there are. */
  readonly kindOf: (path: string) => number;
  readonly kinds: number;
  /** Sees every line come and go, stretch by stretch: for checks against another source. */
  readonly observer?: LineObserver;
}

/** Lines that one commit added, of one kind, and that came to the same end. */
export interface LineRun {
  /** The number of the commit that added them, in order of replay. */
  readonly adder: number;
  /** The number of the commit that ended them, or -1. If that commit hands lines on, they were lost from sight. */
  readonly ender: number;
  readonly kind: number;
  readonly blank: boolean;
  readonly lines: number;
}

/**
 * Told of stretches of `lines` lines, from `line` (from 1) of a path on; `commit` is its number in order of replay, `id`
 * the first line's, and the others follow it; negative where they are older than what was read.
 */
export interface LineObserver {
  /** New lines, without those that the commit carried there. */
  added(commit: number, path: string, line: number, lines: number, id: number): void;
  /**
   * Lines that are gone from their place, also those that were carried.
   * @param path and line in the parent (of a merge, the first).
   */
  deleted(commit: number, path: string, line: number, lines: number, id: number): void;
}

/**
 * Replays commits, parents first, and knows of every line added in them which commit added and which ended it.
 * - Versions are kept by path and blob: a change's lines are those of its parent's version with its hunks applied. One
 *   never met is older than what was read. Where several commits made the same blob (reverts, cherry-picks), it is the
 *   one that `git blame` would come to: the nearest going back, first parents first.
 * - A line that several commits delete ends at the earliest, by effective date.
 * - In a merge a line that no parent has is added by it, one that all parents had is ended by it, others are neither.
 * More commits can be replayed at any time, as long as each comes after its parents.
 */
export class LineAges {
  readonly #options: ReplayOptions;
  readonly #versions = new Map<string, PathVersions>();
  readonly #commits: ReplayedCommit[] = [];
  readonly #history = new ReplayedHistory();
  readonly #tallies: CommitTally[] = [];
  /** Of commits that changed nothing, most merges among them. */
  readonly #noTally: CommitTally;
  #adder = new Int32Array(4096);
  #ender = new Int32Array(4096);
  #traits = new Uint8Array(4096);
  #lines = 0;
  readonly #built = new RunBuilder();

  constructor(options: ReplayOptions) {
    this.#options = options;
    this.#noTally = newTally(options.kinds);
  }

  /**
   * Visits all lines that were added, in order of replay, neighbours that share everything at once.
   * @param visit is given the same object each time, with other contents.
   */
  eachRun(visit: (run: LineRun) => void): void {
    const run = { adder: 0, ender: 0, kind: 0, blank: false, lines: 0 };
    for (let from = 0; from < this.#lines; ) {
      const adder = this.#adder[from] as number;
      const ender = this.#ender[from] as number;
      const traits = this.#traits[from] as number;
      let end = from + 1;
      while (
        end < this.#lines &&
        this.#ender[end] === ender &&
        this.#traits[end] === traits &&
        this.#adder[end] === adder
      ) {
        end++;
      }
      run.adder = adder;
      run.ender = ender;
      run.kind = traits >> 1;
      run.blank = (traits & 1) === 1;
      run.lines = end - from;
      visit(run);
      from = end;
    }
  }

  tally(commit: number): CommitTally {
    return this.#tallies[commit] as CommitTally;
  }

  /**
   * Replays one commit.
   * @param change `null` where it could not be read: lines of its versions are then older than what was read.
   * @returns its number, for {@link LineRun} and {@link tally}.
   */
  replay(commit: ReplayedCommit, change: CommitChange | null): number {
    const { kinds } = this.#options;
    const number = this.#history.add(commit);
    this.#commits.push(commit);
    this.#tallies.push(change && change.files.length > 0 ? newTally(kinds) : this.#noTally);
    if (!change) return number;
    // Versions are looked up for the whole commit first: it may have swapped two files.
    const before = change.files.map(({ path, parentPaths, parentBlobs }) =>
      parentBlobs.map((blob, parent) => this.#version(parentPaths[parent] ?? path, blob, commit.parents[parent] ?? '')),
    );
    const step = new Step(number, commit, change, before, kind => this.#follows(kind));
    for (const [index, file] of change.files.entries()) {
      const kind = this.#options.kindOf(file.path);
      if (file.binary) {
        if (file.blob !== '') count(this.tally(number).binary, kind, 1);
        continue;
      }
      if (file.parentBlobs.length > 1) this.#replayMerge(step, index, file, kind);
      else this.#replayHunks(step, index, file, kind);
      const after = this.#built.take();
      this.#keep(file.path, file.blob, { maker: number, runs: after });
      const [from] = file.parentPaths;
      if (from !== undefined && from !== file.path) this.#keep(from, '', { maker: number, runs: noLines });
    }
    return number;
  }

  #replayHunks(step: Step, index: number, file: FileChange, kind: number): void {
    const old = step.before[index]?.[0] ?? noLines;
    let at = 1;
    for (let hunk = 0; hunk < file.hunks.length; hunk += 4) {
      const oldLine = file.hunks[hunk] as number;
      const oldLines = file.hunks[hunk + 1] as number;
      const newLine = file.hunks[hunk + 2] as number;
      const newLines = file.hunks[hunk + 3] as number;
      this.#built.copy(old, at, oldLine - at);
      const handed = step.commit.handsOn ? Math.min(oldLines, newLines) : 0;
      if (handed > 0) {
        this.#built.copy(old, oldLine, handed);
        count(this.tally(step.number).added, kind, handed);
      }
      this.#end(step, index, old, oldLine + handed, oldLines - handed, kind);
      this.#add(step, index, newLine + handed, newLines - handed, kind);
      at = oldLine + oldLines;
    }
    this.#built.copy(old, at, beyond);
  }

  #replayMerge(step: Step, index: number, file: FileChange, kind: number): void {
    const parents = step.before[index] ?? [];
    // Only its name or mode may differ from a parent's: then all of it is that parent's, as `git blame` has it.
    const same = file.parentBlobs.indexOf(file.blob);
    if (file.blob !== '' && same >= 0) {
      this.#built.copy(parents[same] ?? noLines, 1, beyond);
      return;
    }
    const everywhere = 2 ** parents.length - 1;
    const at = parents.map(() => 1);
    const advance = (absent: number, lines: number) => {
      for (let parent = 0; parent < at.length; parent++) {
        if (!(absent & (1 << parent))) at[parent] = (at[parent] as number) + lines;
      }
    };
    const first = parents[0] ?? noLines;
    let newAt = 1;
    for (let hunk = 0; hunk < file.hunks.length; ) {
      const pairs = file.hunks[hunk] as number;
      const newLine = file.hunks[hunk + 1] as number;
      this.#built.copy(first, at[0] as number, newLine - newAt);
      newAt = newLine;
      for (let parent = 0; parent < parents.length; parent++) at[parent] = file.hunks[hunk + 2 + parent] as number;
      const rows = hunk + 2 + parents.length;
      for (let pair = rows; pair < rows + 2 * pairs; pair += 2) {
        const row = file.hunks[pair] as number;
        const lines = file.hunks[pair + 1] as number;
        if (row < 0) {
          if (-row === everywhere) {
            for (const [parent, old] of parents.entries())
              this.#end(step, index, old, at[parent] as number, lines, kind, parent);
          }
          advance(everywhere + row, lines);
          continue;
        }
        if (row === everywhere) this.#add(step, index, newAt, lines, kind);
        else {
          const source = parents.findIndex((_, parent) => !(row & (1 << parent)));
          this.#built.copy(parents[source] ?? noLines, at[source] as number, lines);
        }
        advance(row, lines);
        newAt += lines;
      }
      hunk = rows + 2 * pairs;
    }
    this.#built.copy(first, at[0] as number, beyond);
  }

  /** Adds lines to the version being built: new ones, and those that the commit carried there from elsewhere. */
  #add(step: Step, file: number, line: number, lines: number, kind: number): void {
    count(this.tally(step.number).added, kind, lines);
    const end = line + lines;
    let at = line;
    while (at < end) {
      const stretch = step.carriedTo(file, at, end);
      const next = stretch ? Math.max(stretch.toLine, at) : end;
      if (next > at) this.#addNew(step, file, at, next - at, kind);
      if (!stretch) return;
      const skipped = next - stretch.toLine;
      const moved = Math.min(stretch.lines - skipped, end - next);
      const tally = this.tally(step.number);
      count(stretch.kind === carriedKind.moved ? tally.moved : tally.whitespace, kind, moved);
      this.#built.copy(step.before[stretch.fromFile]?.[0] ?? noLines, stretch.fromLine + skipped, moved);
      at = next + moved;
    }
  }

  #addNew(step: Step, file: number, line: number, lines: number, kind: number): void {
    const id = this.#lines;
    this.#lines += lines;
    while (this.#lines > this.#adder.length) this.#grow();
    this.#adder.fill(step.number, id, this.#lines);
    this.#ender.fill(-1, id, this.#lines);
    this.#traits.fill(kind << 1, id, this.#lines);
    step.blankAdded(file, line, lines, offset => {
      this.#traits[id + offset] = (kind << 1) | 1;
    });
    this.#built.push(lines, id);
    this.#options.observer?.added(step.number, step.change.files[file]?.path ?? '', line, lines, id);
  }

  #end(step: Step, file: number, old: Runs, line: number, lines: number, kind: number, parent = 0): void {
    if (lines <= 0) return;
    const tally = this.tally(step.number);
    const { observer } = this.#options;
    eachPiece(old, line, lines, (id, length, at) => {
      if (parent === 0) {
        const changed = step.change.files[file];
        observer?.deleted(step.number, changed?.parentPaths[0] ?? '', at, length, id);
      }
      for (let offset = 0; offset < length; offset++) {
        if (parent === 0 && step.isCarriedFrom(file, at + offset)) continue;
        if (id >= 0) this.#endLine(step, id + offset);
        else if (parent === 0) {
          count(tally.endedOlder, kind, 1);
          if (!step.wasBlank(file, at + offset)) count(tally.endedOlderSolid, kind, 1);
        }
      }
    });
  }

  #endLine(step: Step, line: number): void {
    const known = this.#ender[line] as number;
    if (known >= 0 && (this.#commits[known] as ReplayedCommit).effectiveAt <= step.commit.effectiveAt) return;
    this.#ender[line] = step.number;
  }

  #grow(): void {
    const grow = <T extends Int32Array | Uint8Array>(old: T, grown: T): T => {
      grown.set(old);
      return grown;
    };
    const size = this.#adder.length * 2;
    this.#adder = grow(this.#adder, new Int32Array(size));
    this.#ender = grow(this.#ender, new Int32Array(size));
    this.#traits = grow(this.#traits, new Uint8Array(size));
  }

  #follows(kind: number): boolean {
    return kind === carriedKind.moved ? this.#options.followMoves : this.#options.followWhitespace;
  }

  #version(path: string, blob: string, parent: string): Runs {
    if (blob === '') return noLines;
    const made = this.#versions.get(path)?.withBlob(blob) ?? [];
    if (made.length === 0) {
      this.#keep(path, blob, { maker: beforeAll, runs: olderLines });
      return olderLines;
    }
    if (made.length === 1) return made[0]?.runs ?? olderLines;
    const maker = this.#versions.get(path)?.makerOf(blob, this.#history.numberOf(parent), this.#history);
    return (made.find(version => version.maker === maker) ?? made.at(-1))?.runs ?? olderLines;
  }

  #keep(path: string, blob: string, version: Version): void {
    let versions = this.#versions.get(path);
    if (!versions) {
      versions = new PathVersions();
      this.#versions.set(path, versions);
    }
    versions.add(blob, version);
  }
}

function newTally(kinds: number): CommitTally {
  const added = new Array<number>(kinds).fill(0);
  const none = () => added.slice();
  return { added, endedOlder: none(), endedOlderSolid: none(), whitespace: none(), moved: none(), binary: none() };
}

function count(counts: number[], kind: number, lines: number): void {
  counts[kind] = (counts[kind] as number) + lines;
}

interface Stretch {
  fromFile: number;
  fromLine: number;
  toLine: number;
  lines: number;
  kind: number;
}

/** One commit being replayed. Its files and lines are asked about in ascending order only. */
class Step {
  readonly #carriedFrom = new Set<number>();
  #carried = 0;
  #blank = 0;
  readonly #blankDeleted = new Set<number>();

  constructor(
    readonly number: number,
    readonly commit: ReplayedCommit,
    readonly change: CommitChange,
    /** By file and parent. */
    readonly before: readonly (readonly Runs[])[],
    readonly follows: (kind: number) => boolean,
  ) {
    const { carried, blankDeleted } = change;
    if (!commit.handsOn) {
      for (let at = 0; at < carried.length; at += carriedStretch.length) {
        if (!follows(carried[at + carriedStretch.kind] as number)) continue;
        const from = placeOf(carried[at] as number, carried[at + carriedStretch.fromLine] as number);
        const lines = carried[at + carriedStretch.lines] as number;
        for (let line = 0; line < lines; line++) this.#carriedFrom.add(from + line);
      }
    }
    for (let at = 0; at < blankDeleted.length; at += 3) {
      const from = placeOf(blankDeleted[at] as number, blankDeleted[at + 1] as number);
      for (let line = 0; line < (blankDeleted[at + 2] as number); line++) this.#blankDeleted.add(from + line);
    }
  }

  isCarriedFrom(file: number, line: number): boolean {
    return this.#carriedFrom.size > 0 && this.#carriedFrom.has(placeOf(file, line));
  }

  wasBlank(file: number, line: number): boolean {
    return this.#blankDeleted.size > 0 && this.#blankDeleted.has(placeOf(file, line));
  }

  /** The next stretch that was carried to lines `from` to `end`, exclusive, of a file. */
  carriedTo(file: number, from: number, end: number): Stretch | null {
    const { carried } = this.change;
    if (this.commit.handsOn) return null;
    for (; this.#carried < carried.length; this.#carried += carriedStretch.length) {
      const at = this.#carried;
      const toFile = carried[at + carriedStretch.toFile] as number;
      const toLine = carried[at + carriedStretch.toLine] as number;
      const lines = carried[at + carriedStretch.lines] as number;
      const kind = carried[at + carriedStretch.kind] as number;
      if (toFile < file || (toFile === file && toLine + lines <= from) || !this.follows(kind)) continue;
      if (toFile > file || toLine >= end) return null;
      const fromFile = carried[at + carriedStretch.fromFile] as number;
      return { fromFile, fromLine: carried[at + carriedStretch.fromLine] as number, toLine, lines, kind };
    }
    return null;
  }

  /** Visits the blank ones of a stretch of added lines, as offsets. */
  blankAdded(file: number, line: number, lines: number, visit: (offset: number) => void): void {
    const { blankAdded } = this.change;
    for (; this.#blank < blankAdded.length; this.#blank += 3) {
      const at = this.#blank;
      const inFile = blankAdded[at] as number;
      const first = blankAdded[at + 1] as number;
      const end = first + (blankAdded[at + 2] as number);
      if (inFile < file || (inFile === file && end <= line)) continue;
      if (inFile > file || first >= line + lines) return;
      for (let blank = Math.max(first, line); blank < Math.min(end, line + lines); blank++) visit(blank - line);
      if (end > line + lines) return;
    }
  }
}

/** One number for a file and a line of it. */
const placeOf = (file: number, line: number): number => file * 2 ** 31 + line;
