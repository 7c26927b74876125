import type { CommitChange, FileChange } from '../domain/change';
import { LineNoise } from '../domain/noise';

/**
 * The options of `git diff-tree` that make the output this parser reads, less those that choose how to diff. Commits
 * come on its standard input, a line each; one that changes nothing does not appear in the output. Merges need
 * `--combined-all-paths` too.
 */
export const patchFormat = [
  '--stdin',
  '--root',
  '-r',
  '-p',
  '-U0',
  '--raw',
  '-z',
  '--no-abbrev',
  '--full-index',
] as const;

enum State {
  /** A commit's id, up to NUL. */
  Commit,
  /** The raw records, each up to NUL; an empty one ends them. */
  Raw,
  /** A line of a file's header, a hunk's header, or the next commit's id. */
  Header,
  /** Lines of an ordinary hunk, until its counts are used up. */
  Body,
  /** Lines of a merge's hunk, until one starts with something else. */
  MergeBody,
  /** The rest of a line that tells nothing. */
  Skip,
}

const NEWLINE = 10;
const SPACE = 32;
const PLUS = 43;
const COMMA = 44;
const MINUS = 45;
const ZERO = 48;
const AT = 64;
const BACKSLASH = 92;
const SUBMODULE = '160000';
/** By their first byte, the header's lines that matter besides hunks: `diff`, `index`, `Binary files` and ids. */
const mattersFirst = new Uint8Array(256);
for (const first of 'iB0123456789abcdef') mattersFirst[first.charCodeAt(0)] = 1;

/** A merge of more parents than a bit mask holds is passed over: its files' lines are of unknown age. */
const mostParents = 30;

interface Entry extends FileChange {
  parentPaths: string[];
  parentBlobs: string[];
  binary: boolean;
  hunks: number[];
  /** File, symbolic link or submodule became another of these: the patch shows two sections. */
  typeChange: boolean;
  submodule: boolean;
}

/**
 * Takes an added or deleted (`gone`) line of a file as two hashes: of its text without white space, and of where white
 * space stands within it.
 */
export type LineSink = (path: string, gone: boolean, solid: number, trimmed: number) => void;

/**
 * Parses the output of `git diff-tree` ({@link patchFormat}) by byte, in chunks cut anywhere, and makes a
 * `CommitChange` of each commit. Text is hashed as it passes; no line ever becomes a string.
 */
export class PatchParser {
  readonly #onChange: (change: CommitChange) => void;
  readonly #isGenerated: (path: string) => boolean;
  readonly #onLine: LineSink | undefined;
  readonly #noise = new LineNoise();
  #state = State.Commit;
  /** What comes after {@link State.Skip}. */
  #skipped = State.Header;
  /** The bytes of an id, a raw record or a header line so far, one character each. */
  #text = '';
  #id = '';
  #entries: Entry[] = [];
  /** A raw record whose paths are still to come. */
  #record: { fields: string[]; paths: string[]; expected: number } | null = null;
  /** The next entry that a section of the patch can be about. */
  #cursor = 0;
  #entry: Entry | null = null;
  #entryIndex = -1;
  #columns = 0;

  // An ordinary hunk's body.
  #oldLine = 0;
  #newLine = 0;
  #oldLeft = 0;
  #newLeft = 0;

  // A merge hunk's body: where its header starts in the entry's numbers, and the run of rows being counted.
  #mergeHunk = -1;
  #firstParentLine = 0;
  #row = 0;
  #rows = 0;

  // The line being hashed; a line may be cut by a chunk's end.
  #inLine = false;
  #column = 0;
  #mask = 0;
  #gone = false;
  #solid = 0;
  #trimmed = 0;
  #space = 0;
  #length = 0;
  #characters = 0;

  // The fingerprint: two sums over all lines.
  #sumA = 0;
  #sumB = 0;
  #lines = 0;
  #pathHash = 0;

  /**
   * @param onChange called with each commit's change as soon as it is complete.
   * @param isGenerated whether a path is of a generated file; those take no part in moves.
   * @param onLine called with each line that is not blank, before its commit's change.
   */
  constructor(onChange: (change: CommitChange) => void, isGenerated: (path: string) => boolean, onLine?: LineSink) {
    this.#onChange = onChange;
    this.#isGenerated = isGenerated;
    this.#onLine = onLine;
  }

  push(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length) {
      switch (this.#state) {
        case State.Body:
          at = this.#body(chunk, at);
          break;
        case State.MergeBody:
          at = this.#mergeBody(chunk, at);
          break;
        case State.Skip: {
          const end = chunk.indexOf(NEWLINE, at);
          if (end < 0) return;
          at = end + 1;
          this.#state = this.#skipped;
          break;
        }
        case State.Header:
          at = this.#header(chunk, at);
          break;
        default:
          at = this.#untilNul(chunk, at);
      }
    }
  }

  /** Call when git ended well: the last commit has no successor to tell that it is complete. */
  end(): void {
    this.#finishCommit();
  }

  #skipTo(next: State): void {
    this.#state = State.Skip;
    this.#skipped = next;
  }

  #untilNul(chunk: Buffer, at: number): number {
    const end = chunk.indexOf(0, at);
    if (end < 0) {
      this.#text += chunk.toString('latin1', at);
      return chunk.length;
    }
    const text = this.#text + chunk.toString('latin1', at, end);
    this.#text = '';
    if (this.#state === State.Commit) this.#startCommit(text);
    else this.#raw(text);
    return end + 1;
  }

  #startCommit(id: string): void {
    this.#finishCommit();
    this.#id = id;
    this.#state = State.Raw;
  }

  #raw(text: string): void {
    const record = this.#record;
    if (record) {
      record.paths.push(text);
      if (record.paths.length === record.expected) {
        this.#record = null;
        this.#entries.push(entryOf(record.fields, record.paths));
      }
    } else if (text === '') {
      this.#state = State.Header;
    } else if (!text.startsWith(':')) {
      // A merge that took every file as one of its parents has it: only its id appears.
      this.#startCommit(text);
    } else {
      const fields = text.split(' ');
      const parents = parentsOf(fields);
      const renamed = /^[RC]/.test(fields.at(-1) ?? '');
      this.#record = { fields, paths: [], expected: parents > 1 ? parents + 1 : renamed ? 2 : 1 };
    }
  }

  #header(chunk: Buffer, from: number): number {
    const first = this.#text === '' ? chunk[from] : this.#text.charCodeAt(0);
    if (first !== AT && !mattersFirst[first as number]) {
      this.#skipTo(State.Header);
      return from;
    }
    // Behind a hunk's numbers stands a line of the file, which may hold anything; only an id ends with NUL.
    let end = chunk.indexOf(NEWLINE, from);
    if (first !== AT) {
      const last = end < 0 ? chunk.length : end;
      end = from;
      while (end < last && chunk[end] !== 0) end++;
      if (end === chunk.length) end = -1;
    }
    if (end < 0) {
      this.#text += chunk.toString('latin1', from);
      return chunk.length;
    }
    if (first === AT && this.#text === '') {
      this.#startHunk(chunk, from);
      return end + 1;
    }
    const text = this.#text + chunk.toString('latin1', from, end);
    this.#text = '';
    if (first === AT) this.#startHunk(Buffer.from(text, 'latin1'), 0);
    else if (chunk[end] === 0) this.#startCommit(text);
    else if (text.startsWith('index ')) this.#findEntry(text);
    else if (text.startsWith('diff --')) this.#entry = null;
    else if (this.#entry && text.startsWith('Binary files ')) this.#entry.binary = true;
    return end + 1;
  }

  /** Finds the entry that a section is about by the blobs in its `index` line: sections without one change no text. */
  #findEntry(text: string): void {
    const next = this.#entries[this.#cursor];
    if (next && next.parentBlobs.length === 1 && !next.typeChange) {
      const [before = ''] = next.parentBlobs;
      const same =
        text.startsWith(spelled(before, next.blob), indexWord) &&
        text.startsWith(`..${spelled(next.blob, before)}`, indexWord + (before || next.blob).length);
      if (same) {
        this.#enter(next, this.#cursor++);
        return;
      }
    }
    const [before = '', after = ''] = (text.split(' ')[1] ?? '').split('..');
    const blobs = before.split(',').map(blobOrNone);
    const blob = blobOrNone(after);
    for (let index = this.#cursor; index < this.#entries.length; index++) {
      const entry = this.#entries[index] as Entry;
      const same = entry.blob === blob && entry.parentBlobs.every((parent, n) => parent === blobs[n]);
      const removal = entry.typeChange && blob === '' && entry.parentBlobs[0] === blobs[0];
      const creation = entry.typeChange && blobs[0] === '' && entry.blob === blob;
      if (!same && !removal && !creation) continue;
      this.#cursor = removal ? index : index + 1;
      this.#enter(entry, index);
      return;
    }
  }

  #enter(entry: Entry, index: number): void {
    this.#entry = entry.submodule ? null : entry;
    this.#entryIndex = index;
    this.#columns = entry.parentBlobs.length;
    this.#pathHash = hashOf(entry.path);
  }

  #startHunk(header: Buffer, from: number): void {
    const numbers = hunkNumbers(header, from);
    const entry = this.#entry;
    if (header[from + 2] === AT) {
      this.#columns = numbers.length / 2 - 1;
      this.#state = State.MergeBody;
      this.#firstParentLine = numbers[0] ?? 0;
      this.#newLine = numbers[this.#columns * 2] ?? 0;
      this.#row = 0;
      this.#rows = 0;
      this.#mergeHunk = 0;
      if (!entry) return;
      this.#mergeHunk = entry.hunks.length;
      entry.hunks.push(0, this.#newLine);
      for (let parent = 0; parent < this.#columns; parent++) entry.hunks.push(numbers[parent * 2] ?? 0);
      return;
    }
    const [oldLine = 0, oldLines = 0, newLine = 0, newLines = 0] = numbers;
    this.#oldLine = oldLine;
    this.#newLine = newLine;
    this.#oldLeft = oldLines;
    this.#newLeft = newLines;
    this.#state = oldLines + newLines > 0 ? State.Body : State.Header;
    if (!entry) return;
    if (entry.typeChange && entry.hunks.length === 4) entry.hunks.splice(2, 2, newLine, newLines);
    else entry.hunks.push(oldLine, oldLines, newLine, newLines);
  }

  #body(chunk: Buffer, from: number): number {
    let at = from;
    while (at < chunk.length) {
      if (!this.#inLine) {
        const sign = chunk[at];
        if (sign === BACKSLASH) {
          this.#skipTo(State.Body);
          return at;
        }
        this.#gone = sign === MINUS;
        this.#startLine();
        at++;
      }
      at = this.#hash(chunk, at);
      if (this.#inLine) return at;
      if (this.#gone) {
        this.#oldLeft--;
        this.#count(this.#oldLine++, true);
      } else {
        this.#newLeft--;
        this.#count(this.#newLine++, false);
      }
      if (this.#oldLeft <= 0 && this.#newLeft <= 0) {
        this.#noise.endHunk();
        this.#state = State.Header;
        return at;
      }
    }
    return at;
  }

  #mergeBody(chunk: Buffer, from: number): number {
    let at = from;
    const all = 2 ** this.#columns - 1;
    while (at < chunk.length) {
      if (!this.#inLine) {
        const sign = chunk[at];
        if (this.#column === 0) {
          if (sign === BACKSLASH) {
            this.#skipTo(State.MergeBody);
            return at;
          }
          if (sign !== SPACE && sign !== PLUS && sign !== MINUS) {
            this.#endMergeHunk();
            return at;
          }
          this.#mask = 0;
          this.#gone = false;
        }
        if (sign === PLUS || sign === MINUS) this.#mask += 2 ** this.#column;
        if (sign === MINUS) this.#gone = true;
        at++;
        if (++this.#column < this.#columns) continue;
        this.#column = 0;
        this.#startLine();
      }
      at = this.#hash(chunk, at);
      if (this.#inLine) return at;
      this.#countRow(this.#gone ? -this.#mask : this.#mask);
      if (this.#mask === all) this.#count(this.#gone ? this.#firstParentLine : this.#newLine, this.#gone);
      if (!this.#gone) this.#newLine++;
      const inFirst = this.#gone ? this.#mask % 2 === 1 : this.#mask % 2 === 0;
      if (inFirst) this.#firstParentLine++;
    }
    return at;
  }

  #countRow(row: number): void {
    if (row === this.#row) {
      this.#rows++;
      return;
    }
    this.#flushRows();
    this.#row = row;
    this.#rows = 1;
  }

  #flushRows(): void {
    const { hunks } = this.#entry ?? {};
    if (hunks && this.#rows > 0) {
      hunks.push(this.#row, this.#rows);
      hunks[this.#mergeHunk] = (hunks[this.#mergeHunk] as number) + 1;
    }
    this.#rows = 0;
  }

  #endMergeHunk(): void {
    this.#flushRows();
    this.#noise.endHunk();
    this.#mergeHunk = -1;
    this.#state = State.Header;
  }

  #startLine(): void {
    this.#inLine = true;
    this.#solid = 0x811c9dc5;
    this.#trimmed = 0x811c9dc5;
    this.#space = 0;
    this.#length = 0;
    this.#characters = 0;
  }

  /**
   * Hashes a line's text to its end or the chunk's. `solid` is FNV-1a over what is not white space; `trimmed` takes it
   * in wherever white space stands between, so that it tells where that stands. The hot loop of the whole product.
   */
  #hash(chunk: Buffer, from: number): number {
    const end = chunk.length;
    let solid = this.#solid;
    let length = this.#length;
    let at = from;
    while (at < end) {
      let byte = chunk[at] as number;
      if (byte > SPACE) {
        if (this.#space !== 0) {
          this.#trimmed = Math.imul(this.#trimmed ^ solid ^ this.#space, 0x85ebca6b);
          this.#space = 0;
        }
        do {
          solid = Math.imul(solid ^ byte, 0x01000193);
          if ((byte & 0xc0) !== 0x80) length++;
          byte = ++at < end ? (chunk[at] as number) : 0;
        } while (byte > SPACE);
        // What is no UTF-8 may be all bytes that only go on with a character, and is no blank line for that.
        this.#characters = length === 0 ? 1 : length;
      } else {
        at++;
        if (byte === NEWLINE) {
          this.#inLine = false;
          break;
        }
        if (byte === SPACE || (byte >= 9 && byte <= 13)) {
          if (length === 0) continue;
          this.#space = Math.imul(this.#space ^ (byte + 256), 0x9e3779b1);
        } else {
          solid = Math.imul(solid ^ byte, 0x01000193);
          this.#characters = length + 1;
        }
        length++;
      }
    }
    this.#solid = solid;
    this.#length = length;
    return at;
  }

  #count(line: number, gone: boolean): void {
    if (!this.#entry) return;
    const characters = this.#characters;
    if (gone) this.#noise.deleted(this.#entryIndex, line, this.#solid, this.#trimmed, characters);
    else this.#noise.added(this.#entryIndex, line, this.#solid, this.#trimmed, characters);
    if (this.#onLine && characters > 0) this.#onLine(this.#entry.path, gone, this.#solid, this.#trimmed);
    const mixed = Math.imul(this.#solid ^ this.#pathHash, gone ? 0x27d4eb2f : 0x165667b1);
    this.#sumA = (this.#sumA + (mixed ^ (mixed >>> 15))) | 0;
    this.#sumB = (this.#sumB + Math.imul(this.#trimmed + mixed, 0xc2b2ae35)) | 0;
    this.#lines++;
  }

  #finishCommit(): void {
    if (this.#state === State.MergeBody) this.#endMergeHunk();
    if (this.#id === '') return;
    const entries = this.#entries;
    const merge = entries.some(entry => entry.parentBlobs.length > 1);
    const generated = new Map<number, boolean>();
    const noise = this.#noise.endCommit(file => {
      let known = generated.get(file);
      if (known === undefined) {
        known = this.#isGenerated(entries[file]?.path ?? '');
        generated.set(file, known);
      }
      return known;
    });
    this.#onChange({
      id: this.#id,
      files: entries.map(({ path, parentPaths, parentBlobs, blob, binary, hunks, submodule }) => {
        const blind = submodule || parentBlobs.length > mostParents;
        return { path, parentPaths, parentBlobs, blob, binary: binary || blind, hunks: blind ? [] : hunks };
      }),
      ...noise,
      fingerprint: merge
        ? ''
        : this.#lines === 0
          ? filesPrint(entries)
          : fingerprintOf(this.#lines, this.#sumA, this.#sumB),
    });
    this.#id = '';
    this.#entries = [];
    this.#entry = null;
    this.#cursor = 0;
    this.#sumA = 0;
    this.#sumB = 0;
    this.#lines = 0;
    this.#state = State.Commit;
  }
}

/**
 * The ranges of a hunk's header, `@@ -1,2 +3 @@` or `@@@ -1,2 -1 +3 @@@`, as pairs of first line and lines. Of an empty
 * side an ordinary hunk names the line before, a merge's the line after; here it is always the line after.
 */
function hunkNumbers(header: Buffer, from: number): number[] {
  const numbers: number[] = [];
  const merge = header[from + 2] === AT;
  let at = header.indexOf(SPACE, from) + 1;
  for (let sign = header[at]; sign === MINUS || sign === PLUS; sign = header[at]) {
    let line = 0;
    let lines = 1;
    let digit = (header[++at] ?? 0) - ZERO;
    for (; digit >= 0 && digit <= 9; digit = (header[++at] ?? 0) - ZERO) line = line * 10 + digit;
    if (header[at] === COMMA) {
      lines = 0;
      digit = (header[++at] ?? 0) - ZERO;
      for (; digit >= 0 && digit <= 9; digit = (header[++at] ?? 0) - ZERO) lines = lines * 10 + digit;
    }
    numbers.push(lines === 0 && !merge ? line + 1 : line, lines);
    at++;
  }
  return numbers;
}

/** How many parents a raw record is about: it starts with a colon for each. */
const parentsOf = (fields: readonly string[]): number => (fields[0] ?? '').lastIndexOf(':') + 1;

/**
 * An entry of a raw record: `:modes blobs status` and its path, two of a rename, or of a merge one for each parent and
 * one for the result.
 */
function entryOf(fields: string[], paths: string[]): Entry {
  const parents = parentsOf(fields);
  const modes = [(fields[0] ?? '').slice(parents), ...fields.slice(1, parents + 1)];
  const blobs = fields.slice(parents + 1, 2 * parents + 2).map(blobOrNone);
  let blob = blobs.pop() ?? '';
  const path = paths.at(-1) ?? '';
  const typeChange = parents === 1 && fields.at(-1) === 'T';
  const submodule = modes.includes(SUBMODULE);
  // What a submodule replaces is removed, and what replaces a submodule is new.
  if (typeChange && submodule) {
    if (modes[1] === SUBMODULE) blob = '';
    else blobs[0] = '';
  }
  return {
    path,
    parentPaths: blobs.map((_, parent) => paths[parents > 1 ? parent : 0] ?? ''),
    parentBlobs: blobs,
    blob,
    binary: false,
    hunks: [],
    typeChange,
    submodule: submodule && !typeChange,
  };
}

const indexWord = 'index '.length;
const noBlob = '0'.repeat(64);

/** A blob's id as git spells it, which of none is zeros, as many as the other blob's id is long. */
const spelled = (blob: string, other: string): string => blob || noBlob.slice(0, other.length);

const blobOrNone = (id: string): string => (/^0+$/.test(id) ? '' : id);

function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash;
}

/** Of a change without lines (of names, modes, or binary files): equal where the same files become the same. */
function filesPrint(entries: readonly Entry[]): string {
  let a = 0;
  let b = 0;
  for (const { path, parentPaths, parentBlobs, blob } of entries) {
    const text = [path, parentPaths[0], parentBlobs[0], blob].join('\0');
    a += hashOf(text);
    b += hashOf(`${text}\0`);
  }
  return entries.length === 0 ? '' : fingerprintOf(0, a, b);
}

const fingerprintOf = (lines: number, a: number, b: number): string =>
  `${lines.toString(36)}-${(a >>> 0).toString(16).padStart(8, '0')}${(b >>> 0).toString(16).padStart(8, '0')}`;
