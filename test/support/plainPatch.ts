/** A stretch of lines that a commit deletes: the file's path in the parent (of a merge, the first), as bytes. */
export interface Deletion {
  readonly commit: string;
  readonly path: string;
  readonly line: number;
  readonly lines: number;
}

/** An ordinary hunk with its text, one character a byte. */
export interface PlainHunk {
  readonly commit: string;
  /** The path in the commit; of a deleted file, its last. */
  readonly path: string;
  readonly deleted: PlainLine[];
  readonly added: PlainLine[];
}

export interface PlainLine {
  readonly line: number;
  readonly text: string;
}

/**
 * Reads the deletions from the text of `git diff-tree --stdin -p -U0`, ordinary and combined, without the raw records:
 * line by line and with no regard for speed, so that it shares nothing with the parser it is to check.
 */
export class PlainPatch {
  readonly deletions: Deletion[] = [];
  readonly #onHunk: (hunk: PlainHunk) => void;
  #hunk: PlainHunk | null = null;
  #commit = '';
  #path = '';
  #newPath = '';
  #submodule = false;
  #rest = '';
  // What is left of an ordinary hunk.
  #old = 0;
  #new = 0;
  #oldLine = 0;
  #newLine = 0;
  /** Parents of the combined hunk that is being read, or 0. */
  #columns = 0;

  /** @param onHunk called with each ordinary hunk of a file that is no submodule. */
  constructor(onHunk: (hunk: PlainHunk) => void = () => undefined) {
    this.#onHunk = onHunk;
  }

  push(chunk: Buffer): void {
    const lines = (this.#rest + chunk.toString('latin1')).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) this.#line(line);
  }

  #line(line: string): void {
    if (line.startsWith('\\')) return;
    if (this.#old + this.#new > 0) {
      const text = line.slice(1);
      if (line.startsWith('-')) {
        this.#old--;
        this.#hunk?.deleted.push({ line: this.#oldLine, text });
        this.#delete(this.#oldLine++);
      } else {
        this.#new--;
        this.#hunk?.added.push({ line: this.#newLine++, text });
      }
      if (this.#hunk && this.#old + this.#new === 0) this.#onHunk(this.#hunk);
    } else if (this.#columns > 0 && /^[ +-]/.test(line)) this.#combinedLine(line.slice(0, this.#columns));
    else this.#header(line);
  }

  #combinedLine(marks: string): void {
    if (/^-+$/.test(marks)) this.#delete(this.#oldLine);
    const inFirst = marks.includes('-') ? marks.startsWith('-') : marks.startsWith(' ');
    if (inFirst) this.#oldLine++;
  }

  #header(line: string): void {
    this.#columns = 0;
    if (/^[0-9a-f]{40}([0-9a-f]{24})?$/.test(line)) this.#commit = line;
    else if (line.startsWith('diff --')) {
      this.#path = '';
      this.#newPath = '';
      this.#submodule = false;
    } else if (/^((deleted|new) file mode|index .*) 160000$/.test(line)) this.#submodule = true;
    else if (line.startsWith('--- ')) this.#path ||= pathOf(line.slice(4));
    else if (line.startsWith('+++ ')) this.#newPath = pathOf(line.slice(4));
    else if (line.startsWith('@@')) {
      const [marks = ''] = line.split(' ');
      const ranges = [...(line.split(marks)[1] ?? '').matchAll(/[-+](\d+)(?:,(\d+))?/g)].map(
        ([, first, lines]) => [Number(first), Number(lines ?? 1)] as const,
      );
      this.#oldLine = ranges[0]?.[0] ?? 0;
      this.#newLine = ranges[1]?.[0] ?? 0;
      const path = this.#newPath || this.#path;
      this.#hunk = this.#submodule ? null : { commit: this.#commit, path, deleted: [], added: [] };
      if (marks.length > 2) this.#columns = marks.length - 1;
      else [this.#old, this.#new] = [ranges[0]?.[1] ?? 0, ranges[1]?.[1] ?? 0];
    }
  }

  #delete(line: number): void {
    if (this.#submodule) return;
    const last = this.deletions.at(-1);
    if (last?.commit === this.#commit && last.path === this.#path && last.line + last.lines === line) {
      this.deletions[this.deletions.length - 1] = { ...last, lines: last.lines + 1 };
    } else this.deletions.push({ commit: this.#commit, path: this.#path, line, lines: 1 });
  }
}

const escapes: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  t: '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
};

/** The path of a `---` line: without its prefix, its quotes, and the tabulator that git puts after one with a space. */
function pathOf(text: string): string {
  const quoted = /^"(.*)"\t?$/s.exec(text)?.[1];
  const path = quoted
    ? quoted.replace(/\\([0-7]{3}|.)/gs, (_, code: string) =>
        code.length === 3 ? String.fromCharCode(Number.parseInt(code, 8)) : (escapes[code] ?? code),
      )
    : text.replace(/\t$/, '');
  return path === '/dev/null' ? '' : path.replace(/^[ab]\//, '');
}
