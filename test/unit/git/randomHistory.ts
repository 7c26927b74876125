import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { TemporaryRepository } from '../../support/temporaryRepository';

const hourMs = 3_600_000;
/** The committer date of the first commit. */
const startMs = Date.parse('2026-01-05T09:00:00Z');
const fileMode = '100644';
const programMode = '100755';
const linkMode = '120000';
const submoduleMode = '160000';

/** What a random history is made of; the same options make the same commits. */
export interface RandomHistoryOptions {
  readonly seed: number;
  /** Commits without merges; these come on top. */
  readonly commits: number;
  /** Whether branches are made and merged; else there is one line of commits. */
  readonly merges: boolean;
  /** Whether committers' clocks disagree, by up to a week. */
  readonly skewed?: boolean;
}

export interface RandomHistory {
  readonly repository: TemporaryRepository;
  /** Heads of the branches. */
  readonly tips: readonly string[];
  /** Committer dates in the order in which the commits were made, epoch milliseconds. */
  readonly dates: readonly number[];
  /** How often each kind of change was made. */
  readonly made: ReadonlyMap<string, number>;
}

/** A file: its mode, and its text (of a submodule its commit) with one character a byte. */
interface File {
  readonly mode: string;
  readonly text: string;
}

/** Files by path, with one character a byte. */
type Tree = ReadonlyMap<string, File>;

/** A kind of change, and how often it comes beside the others. */
interface Kind {
  readonly weight: number;
  make(tree: Map<string, File>): void;
}

interface Made {
  /** `:mark` until git has told the id. */
  id: string;
  readonly mark: number;
  readonly parents: readonly Made[];
  readonly tree: Tree;
}

const names = [
  'readme',
  'src/one.ts',
  'src/two.ts',
  'src/deep/three.ts',
  'with space.txt',
  ' leading and trailing ',
  'quote"d.txt',
  "apostrophe's.txt",
  'back\\slash.txt',
  'tab\there.txt',
  'line\nbreak.txt',
  'ends with break\n',
  '\xff\xfe not utf-8.txt',
  'latin \xe9.txt',
  'utf-8 \xc3\xa9\xe2\x82\xac.txt',
  '-dash',
  ':(top)magic',
  '*.glob[a]',
  '$HOME',
  '100%s',
  'a -> b',
  '@@ -1 +1 @@',
] as const;

/** Lines that are in many files and many times in one, so that diffs have a choice. */
const common = ['{', '}', '', '', '  return;', 'end', '-- a', '++ b', '@@ -1,2 +3 @@', 'diff --git a/x b/x', '\\ No'];

/**
 * Makes a repository of random commits with git's own tools: `fast-import` for the commits, `merge-tree` for merges,
 * with conflicts resolved at random. No work tree takes part, so that any name will do on any system. Merges need git
 * 2.38 or later.
 */
export async function randomHistory(options: RandomHistoryOptions): Promise<RandomHistory> {
  const repository = await TemporaryRepository.create({ bare: true });
  try {
    return await new Maker(repository, options).make();
  } catch (error) {
    repository.dispose();
    throw error;
  }
}

class Maker {
  readonly #repository: TemporaryRepository;
  readonly #options: RandomHistoryOptions;
  readonly #random: () => number;
  readonly #commits: Made[] = [];
  readonly #dates: number[] = [];
  readonly #made = new Map<string, number>();
  /** Texts of blobs that git knows, by id. */
  readonly #texts = new Map<string, string>();
  readonly #deleted: File[] = [];
  #stream: string[] = [];
  #words = 0;

  constructor(repository: TemporaryRepository, options: RandomHistoryOptions) {
    this.#repository = repository;
    this.#options = options;
    this.#random = randomNumbers(options.seed);
  }

  async make(): Promise<RandomHistory> {
    const first = new Map<string, File>();
    for (let file = 0; file < 5; file++) first.set(this.#freeName(first), this.#newFile());
    let heads = [this.#commit([], first)];
    while (this.#commits.length < this.#options.commits) {
      const branch = this.#below(heads.length);
      const head = heads[branch] as Made;
      if (this.#options.merges && heads.length < 4 && this.#chance(0.15)) {
        heads.push(this.#chance(0.8) ? head : this.#recent());
      } else if (heads.length > 1 && this.#chance(0.22)) {
        const others = this.#shuffled(heads.filter(other => other !== head && !isAncestor(other, head)));
        const merged = others.slice(0, this.#chance(0.15) ? 2 : 1);
        if (merged.length === 0) continue;
        heads[branch] = await this.#merge(head, merged);
        if (this.#chance(0.4)) heads = heads.filter(other => !merged.includes(other));
      } else heads[branch] = this.#change(head);
    }
    await this.#flush();
    const tips = [...new Set(heads.map(({ id }) => id))];
    return { repository: this.#repository, tips, dates: this.#dates, made: this.#made };
  }

  /** A commit of one to three random changes, or of none. */
  #change(parent: Made): Made {
    const tree = new Map(parent.tree);
    for (let changes = this.#below(4); changes > 0; changes--) {
      const kinds = Object.entries(this.#kinds);
      let at = this.#random() * kinds.reduce((sum, [, { weight }]) => sum + weight, 0);
      const found = kinds.find(([, { weight }]) => {
        at -= weight;
        return at < 0;
      });
      if (!found) continue;
      const [kind, { make }] = found;
      make(tree);
      this.#made.set(kind, (this.#made.get(kind) ?? 0) + 1);
    }
    return isSplit(parent.tree, tree) ? this.#commit([parent], parent.tree) : this.#commit([parent], tree);
  }

  readonly #kinds: Readonly<Record<string, Kind>> = {
    edit: { weight: 10, make: tree => this.#editSome(tree, text => this.#edited(text)) },
    create: { weight: 2, make: tree => void tree.set(this.#freeName(tree), this.#newFile()) },
    delete: {
      weight: 1,
      make: tree => {
        if (tree.size < 4) return;
        const path = this.#anyPath(tree);
        this.#deleted.push(tree.get(path) as File);
        tree.delete(path);
      },
    },
    again: {
      weight: 1,
      make: tree => {
        const file = this.#pick(this.#deleted);
        if (file) tree.set(this.#freeName(tree), file);
      },
    },
    empty: { weight: 0.3, make: tree => this.#editSome(tree, () => '') },
    rename: { weight: 2, make: tree => this.#rename(tree, text => text) },
    renameEdit: { weight: 1.5, make: tree => this.#rename(tree, text => this.#edited(text)) },
    copy: {
      weight: 0.5,
      make: tree => void tree.set(this.#freeName(tree), tree.get(this.#anyPath(tree)) as File),
    },
    swap: {
      weight: 0.5,
      make: tree => {
        const [one, other] = [this.#anyPath(tree), this.#anyPath(tree)];
        const file = tree.get(one) as File;
        tree.set(one, tree.get(other) as File);
        tree.set(other, file);
      },
    },
    move: {
      weight: 1,
      make: tree => {
        let moved: string[] = [];
        this.#editSome(tree, text => {
          const lines = linesOf(text);
          moved = lines.splice(this.#below(lines.length), 1 + this.#below(4));
          return lines.join('');
        });
        this.#editSome(tree, text => {
          const lines = linesOf(text);
          lines.splice(this.#below(lines.length + 1), 0, ...moved);
          return lines.join('');
        });
      },
    },
    indent: {
      weight: 1,
      make: tree =>
        this.#editSome(tree, text => {
          const lines = linesOf(text);
          const from = this.#below(lines.length);
          return lines.map((line, at) => (at >= from && at < from + 5 ? `\t${line}` : line)).join('');
        }),
    },
    carriageReturns: {
      weight: 0.5,
      make: tree =>
        this.#editSome(tree, text =>
          text.includes('\r\n') ? text.replaceAll('\r\n', '\n') : text.replaceAll('\n', '\r\n'),
        ),
    },
    finalNewline: {
      weight: 1,
      make: tree => this.#editSome(tree, text => (text.endsWith('\n') ? text.slice(0, -1) : `${text}\n`)),
    },
    binary: {
      weight: 0.5,
      make: tree =>
        void tree.set(`bin/${this.#below(2)}.dat`, { mode: fileMode, text: `\0${this.#line()}${this.#line()}` }),
    },
    mode: {
      weight: 0.5,
      make: tree => {
        const path = this.#anyPath(tree);
        const { mode, text } = tree.get(path) as File;
        if (mode === linkMode) return;
        tree.set(path, { mode: mode === fileMode ? programMode : fileMode, text });
      },
    },
    link: {
      weight: 0.5,
      make: tree => {
        const path = this.#anyPath(tree);
        const isLink = tree.get(path)?.mode === linkMode;
        tree.set(path, isLink ? this.#newFile() : { mode: linkMode, text: `target ${this.#words++}` });
      },
    },
    submodule: {
      weight: 0.5,
      make: tree => {
        const path = `modules/${this.#below(2)}`;
        const was = tree.get(path)?.mode;
        if (was === submoduleMode && this.#chance(0.3)) tree.set(path, this.#newFile());
        else
          tree.set(path, {
            mode: submoduleMode,
            text: createHash('sha1')
              .update(`${this.#words++}`)
              .digest('hex'),
          });
      },
    },
    revert: {
      weight: 1.5,
      make: tree => {
        const { parents, tree: after } = this.#recent();
        if (parents[0]) this.#apply(tree, after, parents[0].tree);
      },
    },
    pick: {
      weight: 1.5,
      make: tree => {
        const { parents, tree: after } = this.#recent();
        if (parents[0]) this.#apply(tree, parents[0].tree, after);
      },
    },
  };

  #rename(tree: Map<string, File>, change: (text: string) => string): void {
    const path = this.#anyPath(tree);
    const { mode, text } = tree.get(path) as File;
    const name = this.#freeName(tree);
    tree.delete(path);
    tree.set(name, { mode, text: change(text) });
  }

  /** What changed between two trees, done to a third: what a revert and a cherry-pick do. */
  #apply(tree: Map<string, File>, before: Tree, after: Tree): void {
    for (const path of new Set([...before.keys(), ...after.keys()])) {
      const [old, made, now] = [before.get(path), after.get(path), tree.get(path)];
      if (old === made || (old?.text === made?.text && old?.mode === made?.mode)) continue;
      if (!now || !old || !made || now.text === old.text) {
        if (made) tree.set(path, made);
        else if (tree.size > 3) tree.delete(path);
      } else tree.set(path, { mode: now.mode, text: replaced(now.text, old.text, made.text) });
    }
  }

  async #merge(head: Made, others: readonly Made[]): Promise<Made> {
    await this.#flush();
    let base = head.id;
    let found = '';
    for (const [index, other] of others.entries()) {
      const { output } = await this.#run(['merge-tree', '--write-tree', '-z', '--no-messages', base, other.id]);
      found = output.toString('latin1').split('\0')[0] ?? '';
      if (index < others.length - 1) {
        const words = ['commit-tree', found, '-p', base, '-p', other.id, '-m', 'on the way'];
        base = (await this.#run(words)).output.toString().trim();
      }
    }
    const tree = await this.#read(found);
    for (const [path, { mode, text }] of tree) {
      if (mode === fileMode || mode === programMode) tree.set(path, { mode, text: this.#resolved(text) });
    }
    // Now and then the person who merges takes one side whole, or changes something else on the way.
    if (this.#chance(0.05)) return this.#commit([head, ...others], head.tree, 'ours');
    if (this.#chance(0.15)) this.#editSome(tree, text => this.#edited(text));
    return this.#commit([head, ...others], tree, others.length > 1 ? 'octopus' : 'merge');
  }

  #resolved(text: string): string {
    return text.replace(
      /^<{7} .*\n([\s\S]*?)^={7}\r?\n([\s\S]*?)^>{7} .*\n?/gm,
      (_, ours: string, theirs: string) =>
        this.#pick([ours, theirs, ours + theirs, theirs + ours, '', ours, theirs, this.#line()]) ?? '',
    );
  }

  async #read(treeId: string): Promise<Map<string, File>> {
    const listed = (await this.#run(['ls-tree', '-r', '-z', treeId])).output.toString('latin1');
    const entries = [...listed.matchAll(/(\d+) \w+ ([0-9a-f]+)\t([^\0]+)\0/g)].map(
      ([, mode = '', id = '', path = '']) => ({ mode, id, path }),
    );
    const unknown = entries.filter(({ mode, id }) => mode !== submoduleMode && !this.#texts.has(id));
    const ids = unknown.map(({ id }) => `${id}\n`).join('');
    const texts = (await this.#run(['cat-file', '--batch'], ids)).output.toString('latin1');
    let at = 0;
    for (const { id } of unknown) {
      const start = texts.indexOf('\n', at) + 1;
      const size = Number(texts.slice(at, start).split(' ')[2]);
      this.#texts.set(id, texts.slice(start, start + size));
      at = start + size + 1;
    }
    return new Map(
      entries.map(({ mode, id, path }) => [
        path,
        { mode, text: mode === submoduleMode ? id : (this.#texts.get(id) ?? '') },
      ]),
    );
  }

  #commit(parents: readonly Made[], tree: Tree, kind?: string): Made {
    if (kind) this.#made.set(kind, (this.#made.get(kind) ?? 0) + 1);
    const mark = this.#commits.length + 1;
    const skew = this.#options.skewed ? (this.#random() - 0.5) * 168 * hourMs : 0;
    const committed = startMs + mark * 5 * hourMs + Math.floor(skew);
    const authored = committed - Math.floor(this.#random() * 3 * hourMs);
    const at = (instant: number) => `${Math.floor(instant / 1000)} +0000`;
    this.#stream.push(
      `commit refs/heads/made\nmark :${mark}\nauthor Ada <ada@example.com> ${at(authored)}\n`,
      `committer Ada <ada@example.com> ${at(committed)}\n${data(`commit ${mark}`)}`,
      ...parents.map(({ id }, index) => `${index === 0 ? 'from' : 'merge'} ${id}\n`),
      'deleteall\n',
    );
    for (const [path, { mode, text }] of tree) {
      const name = `"${[...path].map(character => `\\${character.charCodeAt(0).toString(8).padStart(3, '0')}`).join('')}"`;
      if (mode === submoduleMode) this.#stream.push(`M ${mode} ${text} ${name}\n`);
      else this.#stream.push(`M ${mode} inline ${name}\n${data(text)}`);
    }
    // The next commit may be on another branch, and the first of them must not follow this one.
    this.#stream.push('reset refs/heads/made\n\n');
    const made = { id: `:${mark}`, mark, parents, tree };
    this.#commits.push(made);
    this.#dates.push(committed);
    return made;
  }

  /** Hands git what was made since the last time, and takes the ids. */
  async #flush(): Promise<void> {
    if (this.#stream.length === 0) return;
    const input = Buffer.from(`feature done\n${this.#stream.join('')}done\n`, 'latin1');
    this.#stream = [];
    const marks = path.join(this.#repository.path, 'marks');
    const { code, complaint } = await this.#run(
      ['fast-import', '--quiet', '--force', `--export-marks=${marks}`],
      input,
    );
    if (code !== 0) throw new Error(`git fast-import: ${complaint}`);
    for (const [, mark, id = ''] of readFileSync(marks, 'utf8').matchAll(/^:(\d+) ([0-9a-f]+)$/gm)) {
      (this.#commits[Number(mark) - 1] as Made).id = id;
    }
  }

  #run(
    words: readonly string[],
    input: string | Buffer = '',
  ): Promise<{ code: number; output: Buffer; complaint: string }> {
    const { path: folder, environment } = this.#repository;
    const name = { NAME: 'Ada', EMAIL: 'ada@example.com', DATE: '@1767600000 +0000' };
    const identity = Object.entries(name).flatMap(([key, value]) => [
      [`GIT_AUTHOR_${key}`, value],
      [`GIT_COMMITTER_${key}`, value],
    ]);
    return new Promise((resolve, reject) => {
      const child = spawn('git', words, { cwd: folder, env: { ...environment, ...Object.fromEntries(identity) } });
      const output: Buffer[] = [];
      let complaint = '';
      child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
      child.stderr.on('data', (chunk: Buffer) => {
        complaint += chunk.toString();
      });
      child.on('error', reject);
      child.stdin.on('error', () => undefined);
      child.stdin.end(input);
      child.on('close', code => {
        // `merge-tree` ends with 1 where there are conflicts.
        if (code !== 0 && code !== 1) reject(new Error(`git ${words.join(' ')}: ${complaint}`));
        else resolve({ code, output: Buffer.concat(output), complaint });
      });
    });
  }

  #editSome(tree: Map<string, File>, change: (text: string) => string): void {
    const path = this.#anyPath(tree);
    const { mode, text } = tree.get(path) as File;
    if (mode !== linkMode) tree.set(path, { mode, text: change(text) });
  }

  #edited(text: string): string {
    const lines = linesOf(text);
    for (let places = 1 + this.#below(3); places > 0; places--) {
      const at = this.#below(lines.length + 1);
      const inserted = Array.from({ length: this.#below(4) }, () => this.#line());
      // A line put behind one without a newline goes on in that line, as it does in an editor.
      lines.splice(at, this.#below(4), ...inserted);
    }
    return lines.join('');
  }

  #newFile(): File {
    const lines = Array.from({ length: this.#below(25) }, () => this.#line());
    const text = lines.join('');
    return { mode: fileMode, text: this.#chance(0.2) ? text.slice(0, -1) : text };
  }

  #line(): string {
    if (this.#chance(0.35)) return `${this.#pick(common)}\n`;
    const number = this.#words++;
    if (this.#chance(0.05)) return `one\rtwo \xc3\xa9 ${number}\r\n`;
    return `${' '.repeat(this.#below(4))}value ${number} = ${'long '.repeat(this.#chance(0.01) ? 30_000 : 1)}${number % 7};\n`;
  }

  #freeName(tree: Tree): string {
    return this.#pick(names.filter(name => !tree.has(name))) ?? `more/${this.#words++}`;
  }

  #anyPath(tree: Tree): string {
    const own = [...tree].filter(([path, { mode }]) => mode !== submoduleMode && !path.startsWith('bin/'));
    return this.#pick(own)?.[0] ?? names[0];
  }

  #recent(): Made {
    const last = this.#commits.length - 1;
    return this.#commits[Math.max(0, last - this.#below(12))] as Made;
  }

  #pick<T>(choices: readonly T[]): T | undefined {
    return choices[this.#below(choices.length)];
  }

  #shuffled<T>(items: readonly T[]): T[] {
    return items
      .map(item => ({ item, key: this.#random() }))
      .sort((one, other) => one.key - other.key)
      .map(({ item }) => item);
  }

  #below(limit: number): number {
    return Math.floor(this.#random() * limit);
  }

  #chance(share: number): boolean {
    return this.#random() < share;
  }
}

/** Numbers from 0 to 1, exclusive, that depend on the seed only (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const data = (text: string): string => `data ${text.length}\n${text}\n`;

const linesOf = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

/** `text` with the part replaced in which `after` differs from `before`, if it has it. */
function replaced(text: string, before: string, after: string): string {
  const [old, made, now] = [linesOf(before), linesOf(after), linesOf(text)];
  let start = 0;
  while (start < old.length && start < made.length && old[start] === made[start]) start++;
  let end = 0;
  while (end < old.length - start && end < made.length - start && old.at(-1 - end) === made.at(-1 - end)) end++;
  const gone = old.slice(start, old.length - end);
  const put = made.slice(start, made.length - end);
  const starts = now.flatMap((_, at) => (gone.every((line, offset) => now[at + offset] === line) ? [at] : []));
  const at = gone.length === 0 ? Math.min(start, now.length) : starts[0];
  if (at !== undefined) now.splice(at, gone.length, ...put);
  return now.join('');
}

/**
 * Whether a file goes away of which two new ones may be made: `git blame` takes lines of both to come from it, but a
 * patch has a file renamed once.
 */
function isSplit(before: Tree, after: Tree): boolean {
  const created = [...after].filter(([path]) => !before.has(path));
  return [...before].some(
    ([path, gone]) => !after.has(path) && created.filter(([, { text }]) => resembles(gone.text, text)).length > 1,
  );
}

function resembles(one: string, other: string): boolean {
  const lines = new Set(linesOf(other));
  const shared = linesOf(one).reduce((sum, line) => sum + (lines.has(line) ? line.length : 0), 0);
  return shared >= Math.max(one.length, other.length) * 0.3;
}

function isAncestor(ancestor: Made, made: Made): boolean {
  const seen = new Set<Made>();
  const open = [made];
  for (let at = open.pop(); at; at = open.pop()) {
    if (at === ancestor) return true;
    if (seen.has(at)) continue;
    seen.add(at);
    open.push(...at.parents);
  }
  return false;
}
