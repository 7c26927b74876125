import { carriedKind } from './change';

/** The least length of a line's trimmed text, in characters, for it to be followed when it moves. */
const leastMovedCharacters = 8;

/** What stands of one side's lines: which file and line, and hashes of their text. */
class Lines {
  count = 0;
  file = new Int32Array(256);
  line = new Int32Array(256);
  /** Of the text without any white space; 0 characters of it make a blank line. */
  solid = new Int32Array(256);
  trimmed = new Int32Array(256);
  characters = new Int32Array(256);
  /** Blank, or found on the other side. */
  settled = new Uint8Array(256);

  add(file: number, line: number, solid: number, trimmed: number, characters: number): void {
    const at = this.count++;
    if (at === this.file.length) this.#grow();
    this.file[at] = file;
    this.line[at] = line;
    this.solid[at] = solid;
    this.trimmed[at] = trimmed;
    this.characters[at] = characters;
    this.settled[at] = characters === 0 ? 1 : 0;
  }

  /** One number for a trimmed text: 52 bits of two hashes, so that a chance hit within a commit is out of reach. */
  key(at: number): number {
    return ((this.solid[at] as number) >>> 0) * 0x100000 + ((this.trimmed[at] as number) & 0xfffff);
  }

  #grow(): void {
    const grown = <T extends Int32Array | Uint8Array>(old: T, made: T): T => {
      made.set(old);
      return made;
    };
    const size = this.file.length * 2;
    this.file = grown(this.file, new Int32Array(size));
    this.line = grown(this.line, new Int32Array(size));
    this.solid = grown(this.solid, new Int32Array(size));
    this.trimmed = grown(this.trimmed, new Int32Array(size));
    this.characters = grown(this.characters, new Int32Array(size));
    this.settled = grown(this.settled, new Uint8Array(size));
  }
}

/** What {@link LineNoise.endCommit} found; the forms are those of `CommitChange`. */
export interface NoiseOfCommit {
  blankAdded: number[];
  blankDeleted: number[];
  carried: number[];
}

/**
 * Finds, within one commit, the lines whose change means nothing:
 * - blank lines;
 * - lines equal after all white space is removed, within a hunk, one to one in order;
 * - of the rest, lines whose trimmed text of at least 8 characters was deleted and added, one to one in path and line
 *   order, between files that are not generated.
 * Lines come hunk by hunk as hashes of their text; it keeps nothing between commits.
 */
export class LineNoise {
  readonly #deleted = new Lines();
  readonly #added = new Lines();
  #deletedInHunk = 0;
  #addedInHunk = 0;
  #pairs: number[] = [];

  /** @param characters of the trimmed text; 0 for a blank line. */
  deleted(file: number, line: number, solid: number, trimmed: number, characters: number): void {
    this.#deleted.add(file, line, solid, trimmed, characters);
  }

  added(file: number, line: number, solid: number, trimmed: number, characters: number): void {
    this.#added.add(file, line, solid, trimmed, characters);
  }

  endHunk(): void {
    const [from, to] = [this.#deletedInHunk, this.#addedInHunk];
    this.#deletedInHunk = this.#deleted.count;
    this.#addedInHunk = this.#added.count;
    const deletions = this.#deleted.count - from;
    const additions = this.#added.count - to;
    if (deletions === 0 || additions === 0) return;
    if (deletions * additions <= 256) this.#pairFew(from, to);
    else
      this.#pair(
        from,
        to,
        at => at.solid,
        carriedKind.whitespace,
        () => true,
      );
  }

  /** @param generated whether a file, by index, is generated: such files neither give nor take moved lines. */
  endCommit(generated: (file: number) => boolean): NoiseOfCommit {
    if (this.#deleted.count > 0 && this.#added.count > 0) {
      const takesPart = (lines: Lines, at: number) =>
        (lines.characters[at] as number) >= leastMovedCharacters && !generated(lines.file[at] as number);
      this.#pair(0, 0, undefined, carriedKind.moved, takesPart);
    }
    const found: NoiseOfCommit = {
      blankAdded: blankRanges(this.#added),
      blankDeleted: blankRanges(this.#deleted),
      carried: this.#stretches(),
    };
    this.#deleted.count = 0;
    this.#added.count = 0;
    this.#deletedInHunk = 0;
    this.#addedInHunk = 0;
    this.#pairs = [];
    return found;
  }

  /** The same as {@link #pair} on the solid text, without a map: most hunks have a line or two. */
  #pairFew(from: number, to: number): void {
    const { settled: gone, solid: before } = this.#deleted;
    const { settled: taken, solid: after } = this.#added;
    for (let added = to; added < this.#added.count; added++) {
      if (taken[added]) continue;
      for (let deleted = from; deleted < this.#deleted.count; deleted++) {
        if (gone[deleted] || before[deleted] !== after[added]) continue;
        this.#settle(deleted, added, carriedKind.whitespace);
        break;
      }
    }
  }

  #pair(
    from: number,
    to: number,
    column: ((lines: Lines) => Int32Array) | undefined,
    kind: number,
    takesPart: (lines: Lines, at: number) => boolean,
  ): void {
    const keyed = (lines: Lines, at: number) => (column ? (column(lines)[at] as number) : lines.key(at));
    // The first unpaired deletion of each text, and for each deletion the next one with the same text.
    const first = new Map<number, number>();
    const next = new Int32Array(this.#deleted.count - from);
    for (let deleted = this.#deleted.count - 1; deleted >= from; deleted--) {
      if (this.#deleted.settled[deleted] || !takesPart(this.#deleted, deleted)) continue;
      const key = keyed(this.#deleted, deleted);
      next[deleted - from] = first.get(key) ?? -1;
      first.set(key, deleted);
    }
    if (first.size === 0) return;
    for (let added = to; added < this.#added.count; added++) {
      if (this.#added.settled[added] || !takesPart(this.#added, added)) continue;
      const key = keyed(this.#added, added);
      const deleted = first.get(key);
      if (deleted === undefined || deleted < 0) continue;
      first.set(key, next[deleted - from] as number);
      this.#settle(deleted, added, kind);
    }
  }

  #settle(deleted: number, added: number, kind: number): void {
    this.#deleted.settled[deleted] = 1;
    this.#added.settled[added] = 1;
    this.#pairs.push(deleted, added, kind);
  }

  /** The pairs in order of their targets, neighbours joined. */
  #stretches(): number[] {
    const pairs = this.#pairs;
    const order = Array.from({ length: pairs.length / 3 }, (_, pair) => pair * 3);
    order.sort((a, b) => (pairs[a + 1] as number) - (pairs[b + 1] as number));
    const stretches: number[] = [];
    for (const pair of order) {
      const deleted = pairs[pair] as number;
      const added = pairs[pair + 1] as number;
      const kind = pairs[pair + 2] as number;
      const fromFile = this.#deleted.file[deleted] as number;
      const fromLine = this.#deleted.line[deleted] as number;
      const toFile = this.#added.file[added] as number;
      const toLine = this.#added.line[added] as number;
      const last = stretches.length - 6;
      const lines = last < 0 ? 0 : (stretches[last + 4] as number);
      if (
        last >= 0 &&
        stretches[last] === fromFile &&
        (stretches[last + 1] as number) + lines === fromLine &&
        stretches[last + 2] === toFile &&
        (stretches[last + 3] as number) + lines === toLine &&
        stretches[last + 5] === kind
      ) {
        stretches[last + 4] = lines + 1;
      } else {
        stretches.push(fromFile, fromLine, toFile, toLine, 1, kind);
      }
    }
    return stretches;
  }
}

function blankRanges(lines: Lines): number[] {
  const ranges: number[] = [];
  for (let at = 0; at < lines.count; at++) {
    if (lines.characters[at] !== 0) continue;
    const last = ranges.length - 3;
    if (
      last >= 0 &&
      ranges[last] === lines.file[at] &&
      (ranges[last + 1] as number) + (ranges[last + 2] as number) === lines.line[at]
    ) {
      ranges[last + 2] = (ranges[last + 2] as number) + 1;
    } else {
      ranges.push(lines.file[at] as number, lines.line[at] as number, 1);
    }
  }
  return ranges;
}
