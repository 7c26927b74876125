import assert from 'node:assert/strict';
import type { CommitChange, FileChange } from '../../../src/domain/change';
import { LineAges, type ReplayOptions } from '../../../src/domain/lineAges';
import { LineNoise } from '../../../src/domain/noise';

const day = 86_400_000;

/** A commit of a story: what the files it touches hold afterwards (`null` of a deleted one). */
interface Told {
  readonly id: string;
  /** The commit before it in the story by default. */
  readonly parents?: readonly string[];
  /** The day of its effective date; its place in the story by default. */
  readonly day?: number;
  readonly files?: Readonly<Record<string, readonly string[] | null>>;
  /** Renames: old paths by new ones. */
  readonly from?: Readonly<Record<string, string>>;
  readonly handsOn?: boolean;
  readonly unreadable?: boolean;
  readonly binary?: readonly string[];
  /** Of a merge, the files that differ from all parents', with their hunks. */
  readonly merged?: Readonly<Record<string, readonly number[]>>;
}

/** Files by path, with their lines. */
type Tree = ReadonlyMap<string, readonly string[]>;

/** Replays what it is told, with changes made from the lines as git would make them. */
class Story {
  readonly ages: LineAges;
  readonly ids: string[] = [];
  readonly #trees = new Map<string, Tree>();
  /** By line id, its text. */
  readonly #texts: string[] = [];

  constructor(options: Partial<ReplayOptions> = {}) {
    this.ages = new LineAges({
      followWhitespace: true,
      followMoves: true,
      kinds: 1,
      kindOf: () => 0,
      observer: {
        added: (commit, path, line, lines, id) => {
          const file = this.#trees.get(this.ids[commit] ?? '')?.get(path) ?? [];
          for (let at = 0; at < lines; at++) this.#texts[id + at] = file[line - 1 + at] ?? '?';
        },
        deleted: () => undefined,
      },
      ...options,
    });
  }

  tell(...commits: readonly Told[]): this {
    for (const commit of commits) this.#replay(commit);
    return this;
  }

  /** `text: who added it → who ended it`, for every line that was added, in order. */
  get fates(): string[] {
    const fates: string[] = [];
    this.ages.eachRun(({ adder, ender, blank, lines }) => {
      for (let line = 0; line < lines; line++) {
        const text = blank ? '(blank)' : this.#texts[fates.length];
        fates.push(`${text}: ${this.ids[adder]} → ${ender < 0 ? '' : this.ids[ender]}`.trimEnd());
      }
    });
    return fates;
  }

  tally(id: string) {
    return this.ages.tally(this.ids.indexOf(id));
  }

  #replay({ id, files = {}, from = {}, merged, binary = [], ...told }: Told): void {
    const parents = told.parents ?? this.ids.slice(-1);
    const before = parents.map(parent => this.#trees.get(parent) ?? new Map<string, readonly string[]>());
    const tree = new Map(before[0]);
    for (const old of Object.values(from)) tree.delete(old);
    for (const [path, lines] of Object.entries(files)) {
      if (lines) tree.set(path, lines);
      else tree.delete(path);
    }
    this.#trees.set(id, tree);
    this.ids.push(id);
    const change = merged
      ? mergeChange(id, merged, before, tree)
      : ordinaryChange(id, Object.keys(files).sort(), from, binary, before[0] ?? new Map(), tree);
    const effectiveAt = (told.day ?? this.ids.length) * day;
    this.ages.replay({ id, parents, effectiveAt, handsOn: told.handsOn ?? false }, told.unreadable ? null : change);
  }
}

const blobOf = (lines: readonly string[] | undefined): string => (lines ? `blob of ${lines.join('|')}` : '');

function mergeChange(id: string, merged: Readonly<Record<string, readonly number[]>>, before: Tree[], tree: Tree) {
  const files = Object.entries(merged).map(
    ([path, hunks]): FileChange => ({
      path,
      parentPaths: before.map(() => path),
      parentBlobs: before.map(parent => blobOf(parent.get(path))),
      blob: blobOf(tree.get(path)),
      binary: false,
      hunks,
    }),
  );
  return { id, files, blankAdded: [], blankDeleted: [], carried: [], fingerprint: '' };
}

function ordinaryChange(
  id: string,
  paths: readonly string[],
  from: Readonly<Record<string, string>>,
  binary: readonly string[],
  before: Tree,
  tree: Tree,
): CommitChange {
  const noise = new LineNoise();
  const files = paths.map((path, file): FileChange => {
    const [old, now] = [before.get(from[path] ?? path), tree.get(path)];
    const isBinary = binary.includes(path);
    const hunks = isBinary ? [] : hunksOf(old ?? [], now ?? []);
    for (let at = 0; at < hunks.length; at += 4) {
      const [oldLine = 0, oldLines = 0, newLine = 0, newLines = 0] = hunks.slice(at, at + 4);
      for (let line = oldLine; line < oldLine + oldLines; line++) noise.deleted(file, line, ...facts(old?.[line - 1]));
      for (let line = newLine; line < newLine + newLines; line++) noise.added(file, line, ...facts(now?.[line - 1]));
      noise.endHunk();
    }
    return {
      path,
      parentPaths: [from[path] ?? path],
      parentBlobs: [blobOf(old)],
      blob: blobOf(now),
      binary: isBinary,
      hunks,
    };
  });
  return { id, files, ...noise.endCommit(() => false), fingerprint: '' };
}

function facts(text = ''): [solid: number, trimmed: number, characters: number] {
  const hash = (each: string) => [...each].reduce((sum, character) => Math.imul(sum ^ character.charCodeAt(0), 31), 7);
  return [hash(text.replace(/\s/g, '')), hash(`trimmed ${text.trim()}`), text.trim().length];
}

/** Hunks without context, by the longest common subsequence. */
function hunksOf(old: readonly string[], now: readonly string[]): number[] {
  const common = Array.from({ length: old.length + 1 }, () => new Array<number>(now.length + 1).fill(0));
  const at = (one: number, other: number) => common[one]?.[other] ?? 0;
  for (let one = old.length - 1; one >= 0; one--) {
    for (let other = now.length - 1; other >= 0; other--) {
      const row = common[one] as number[];
      row[other] =
        old[one] === now[other] ? at(one + 1, other + 1) + 1 : Math.max(at(one + 1, other), at(one, other + 1));
    }
  }
  const hunks: number[] = [];
  let [one, other] = [0, 0];
  while (one < old.length || other < now.length) {
    if (one < old.length && other < now.length && old[one] === now[other]) {
      one++;
      other++;
      continue;
    }
    const [oldLine, newLine] = [one, other];
    while ((one < old.length || other < now.length) && !(one < old.length && old[one] === now[other])) {
      if (other >= now.length || (one < old.length && at(one + 1, other) >= at(one, other + 1))) one++;
      else other++;
    }
    hunks.push(oldLine + 1, one - oldLine, newLine + 1, other - newLine);
  }
  return hunks;
}

const fates = (...commits: readonly Told[]): string[] => new Story().tell(...commits).fates;

const long = ['the first line', 'the second line', 'the third line'] as const;
const [first, second, third] = long;

/** Stories, and the fate of each of their lines. */
const stories: Readonly<Record<string, readonly [commits: readonly Told[], expected: readonly string[]]>> = {
  'a change ends the old line and adds a new one': [
    [
      { id: 'A', files: { f: ['a', 'b', 'c'] } },
      { id: 'B', files: { f: ['a', 'x', 'c'] } },
    ],
    ['a: A →', 'b: A → B', 'c: A →', 'x: B →'],
  ],
  'a deleted file ends its lines': [
    [
      { id: 'A', files: { f: ['a', 'b'] } },
      { id: 'B', files: { f: null } },
    ],
    ['a: A → B', 'b: A → B'],
  ],
  'a revert adds lines anew': [
    [
      { id: 'A', files: { f: ['a', 'b'] } },
      { id: 'B', files: { f: ['a', 'x'] } },
      { id: 'revert', files: { f: ['a', 'b'] } },
    ],
    ['a: A →', 'b: A → B', 'x: B → revert', 'b: revert →'],
  ],
  'the revert of a revert, and what ends its lines': [
    [
      { id: 'A', files: { f: ['a'] } },
      { id: 'B', files: { f: ['a', 'x'] } },
      { id: 'revert', files: { f: ['a'] } },
      { id: 'again', files: { f: ['a', 'x'] } },
      { id: 'end', files: { f: [] } },
    ],
    ['a: A → end', 'x: B → revert', 'x: again → end'],
  ],
  'a file deleted and brought back is new': [
    [
      { id: 'A', files: { f: ['a'] } },
      { id: 'B', files: { f: null } },
      { id: 'C', files: { f: ['a'] } },
      { id: 'D', files: { f: ['b'] } },
    ],
    ['a: A → B', 'a: C → D', 'b: D →'],
  ],
  'an ignored revision hands the k-th deleted line’s age on to the k-th added': [
    [
      { id: 'A', files: { f: ['a', 'b', 'end'] } },
      { id: 'format', handsOn: true, files: { f: ['A', 'B', 'end'] } },
      { id: 'B', files: { f: ['A', 'end'] } },
    ],
    ['a: A →', 'b: A → B', 'end: A →'],
  ],
  'lines that an ignored revision has too few of are lost from sight': [
    [
      { id: 'A', files: { f: ['a', 'b', 'c', 'end'] } },
      { id: 'format', handsOn: true, files: { f: ['x', 'end'] } },
      { id: 'B', files: { f: ['end'] } },
    ],
    ['a: A → B', 'b: A → format', 'c: A → format', 'end: A →'],
  ],
  'lines that an ignored revision has too many of are its own': [
    [
      { id: 'A', files: { f: ['a', 'end'] } },
      { id: 'format', handsOn: true, files: { f: ['x', 'y', 'end'] } },
      { id: 'B', files: { f: ['end'] } },
    ],
    ['a: A → B', 'end: A →', 'y: format → B'],
  ],
  'an ignored revision hands on within a hunk only, and follows no moves': [
    [
      { id: 'A', files: { f: [first, second] } },
      { id: 'format', handsOn: true, files: { f: [second, first] } },
      { id: 'B', files: { f: [second] } },
    ],
    [`${first}: A → format`, `${second}: A →`, `${first}: format → B`],
  ],
  'white space keeps age': [
    [
      { id: 'A', files: { f: ['if', 'a', 'end'] } },
      { id: 'B', files: { f: ['if', '  a', 'end'] } },
      { id: 'C', files: { f: ['if', 'end'] } },
    ],
    ['if: A →', 'a: A → C', 'end: A →'],
  ],
  'a move within a file keeps age': [
    [
      { id: 'A', files: { f: [first, 'x', 'y', 'z'] } },
      { id: 'B', files: { f: ['x', 'y', 'z', first] } },
      { id: 'C', files: { f: ['x', 'y', 'z'] } },
    ],
    [`${first}: A → C`, 'x: A →', 'y: A →', 'z: A →'],
  ],
  'a move to another file keeps age': [
    [
      { id: 'A', files: { f: long } },
      { id: 'B', files: { f: [first], g: ['new', second, third, 'last'] } },
      { id: 'C', files: { g: ['new', third, 'last'] } },
    ],
    [`${first}: A →`, `${second}: A → C`, `${third}: A →`, 'new: B →', 'last: B →'],
  ],
  'a line that moves out of a file deleted in the same commit keeps age': [
    [
      { id: 'A', files: { z: long } },
      { id: 'B', files: { a: [second], z: null } },
      { id: 'C', files: { a: null } },
    ],
    [`${first}: A → B`, `${second}: A → C`, `${third}: A → B`],
  ],
  'two files change places': [
    [
      { id: 'A', files: { f: [first, 'short'], g: [second] } },
      { id: 'B', files: { f: [second], g: [first, 'short'] } },
      { id: 'C', files: { f: null } },
      { id: 'D', files: { g: null } },
    ],
    [`${first}: A → D`, 'short: A → B', `${second}: A → C`, 'short: B → D'],
  ],
  'a rename carries lines over': [
    [
      { id: 'A', files: { f: ['a', 'b'] } },
      { id: 'B', files: { g: ['a', 'b'] }, from: { g: 'f' } },
      { id: 'C', files: { g: ['a'] } },
    ],
    ['a: A →', 'b: A → C'],
  ],
  'a rename with an edit': [
    [
      { id: 'A', files: { f: ['a', 'b'] } },
      { id: 'B', files: { g: ['a', 'x'] }, from: { g: 'f' } },
      { id: 'C', files: { g: null } },
    ],
    ['a: A → C', 'b: A → B', 'x: B → C'],
  ],
  'renames in a row in one commit': [
    [
      { id: 'A', files: { a: ['of a'], b: ['of b'] } },
      { id: 'B', files: { b: ['of a'], c: ['of b'] }, from: { b: 'a', c: 'b' } },
      { id: 'C', files: { b: null } },
      { id: 'D', files: { c: null } },
    ],
    ['of a: A → C', 'of b: A → D'],
  ],
  'a file at the old name of a renamed one is new': [
    [
      { id: 'A', files: { f: ['a'] } },
      { id: 'B', files: { g: ['a'] }, from: { g: 'f' } },
      { id: 'C', files: { f: ['a'] } },
      { id: 'D', files: { f: null } },
    ],
    ['a: A →', 'a: C → D'],
  ],
  'a line ended in two branches ends at the earlier date': [
    [
      { id: 'A', files: { f: ['a', 'b'] } },
      { id: 'late', parents: ['A'], day: 9, files: { f: ['a'] } },
      { id: 'early', parents: ['A'], day: 5, files: { f: ['a', 'x'] } },
    ],
    ['a: A →', 'b: A → early', 'x: early →'],
  ],
  'a line ended in two branches, the earlier one first': [
    [
      { id: 'A', files: { f: ['a', 'b'] } },
      { id: 'early', parents: ['A'], day: 5, files: { f: ['a'] } },
      { id: 'late', parents: ['A'], day: 9, files: { f: ['a', 'x'] } },
    ],
    ['a: A →', 'b: A → early', 'x: late →'],
  ],
  'a line ended twice at the same time ends where it was read first': [
    [
      { id: 'A', files: { f: ['a'] } },
      { id: 'B', parents: ['A'], day: 5, files: { f: [] } },
      { id: 'C', parents: ['A'], day: 5, files: { f: [] } },
    ],
    ['a: A → B'],
  ],
  'what a revert brings back in one branch stays ended in the other': [
    [
      { id: 'A', files: { f: ['a', 'b'] } },
      { id: 'B', parents: ['A'], files: { f: ['a'] } },
      { id: 'revert', parents: ['B'], files: { f: ['a', 'b'] } },
      { id: 'side', parents: ['A'], files: { f: ['b'] } },
    ],
    ['a: A → side', 'b: A → B', 'b: revert →'],
  ],
  'the same blob made in two branches is each branch’s own': [
    [
      { id: 'A', files: { f: ['a'] } },
      { id: 'B', parents: ['A'], files: { f: ['a', 'same'] } },
      { id: 'pick', parents: ['A'], files: { f: ['a', 'same'] } },
      { id: 'on B', parents: ['B'], files: { f: ['a', 'x'] } },
      { id: 'on pick', parents: ['pick'], files: { f: ['a', 'y'] } },
    ],
    ['a: A →', 'same: B → on B', 'same: pick → on pick', 'x: on B →', 'y: on pick →'],
  ],
  'of a blob made in two branches and merged, the first parent’s lines stand': [
    [
      { id: 'A', files: { f: ['a'] } },
      { id: 'B', parents: ['A'], files: { f: ['a', 'same'] } },
      { id: 'pick', parents: ['A'], files: { f: ['a', 'same'] } },
      { id: 'merge', parents: ['pick', 'B'], merged: {} },
      { id: 'end', files: { f: ['a'] } },
    ],
    ['a: A →', 'same: B →', 'same: pick → end'],
  ],
  'a merge that took the second parent’s side of a conflict': [
    [
      { id: 'A', files: { f: ['a'] } },
      { id: 'B', parents: ['A'], files: { f: ['a', 'same'] } },
      { id: 'elsewhere', parents: ['A'], files: { f: ['a', 'same'] } },
      { id: 'removed', parents: ['A'], files: { f: null } },
      { id: 'merge', parents: ['removed', 'B'], files: { f: ['a', 'same'] }, merged: {} },
      { id: 'end', files: { f: ['a'] } },
    ],
    ['a: A → removed', 'same: B → end', 'same: elsewhere →'],
  ],
  'a blob made again behind a merge that took another': [
    [
      { id: 'A', files: { f: ['a'] } },
      { id: 'B', files: { f: ['a', 'same'] } },
      { id: 'other', files: { g: ['g'] } },
      { id: 'D', parents: ['B'], files: { f: ['a', 'd'] } },
      { id: 'merge', parents: ['other', 'D'], files: { f: ['a', 'd'] }, merged: {} },
      { id: 'again', parents: ['D'], files: { f: ['a', 'same'] } },
      { id: 'second merge', parents: ['merge', 'again'], files: { f: ['a', 'same'] }, merged: {} },
      { id: 'end', files: { f: ['a'] } },
    ],
    ['a: A →', 'same: B → D', 'g: other →', 'd: D → again', 'same: again → end'],
  ],
  'a merge that took a file from one side which the other side renamed': [
    [
      { id: 'A', files: { f: ['a'] } },
      { id: 'x', files: { f: ['x'] } },
      { id: 'back', files: { f: ['a'] } },
      { id: 'rename', parents: ['A'], files: { g: ['a'] }, from: { g: 'f' } },
      { id: 'merge', parents: ['rename', 'back'], files: { f: ['a'] }, merged: {} },
      { id: 'end', files: { f: [] } },
    ],
    ['a: A → x', 'x: x → back', 'a: back → end'],
  ],
  'a merge of the same file that one side made anew: the first parent’s lines stand': [
    [
      { id: 'A', files: { f: ['a'] } },
      { id: 'other', files: { g: ['g'] } },
      { id: 'x', parents: ['A'], files: { f: ['x'] } },
      { id: 'back', files: { f: ['a'] } },
      { id: 'merge', parents: ['other', 'back'], merged: {} },
      { id: 'end', files: { f: [] } },
    ],
    ['a: A → x', 'g: other →', 'x: x → back', 'a: back →'],
  ],
  'a merge of three that took a file which the first removed and both others made': [
    [
      { id: 'A', files: { f: ['a'] } },
      { id: 'B', parents: ['A'], files: { f: ['same'] } },
      { id: 'C', parents: ['A'], files: { f: ['same'] } },
      { id: 'removed', parents: ['A'], files: { f: null } },
      { id: 'merge', parents: ['removed', 'B', 'C'], files: { f: ['same'] }, merged: {} },
      { id: 'end', files: { f: [] } },
    ],
    ['a: A → B', 'same: B → end', 'same: C →'],
  ],
  'a merge adds what no parent has': [
    [
      { id: 'A', files: { f: ['a'] } },
      { id: 'B', parents: ['A'], files: { f: ['b', 'a'] } },
      { id: 'C', parents: ['A'], files: { f: ['a', 'c'] } },
      {
        id: 'merge',
        parents: ['B', 'C'],
        files: { f: ['b', 'a', 'new', 'c'] },
        // `b` is not in the second parent, `a` is in both, `new` in none, `c` not in the first.
        merged: { f: [4, 1, 1, 1, 2, 1, 0, 1, 3, 1, 1, 1] },
      },
      { id: 'end', files: { f: [] } },
    ],
    ['a: A → end', 'b: B → end', 'c: C → end', 'new: merge → end'],
  ],
  'a merge ends what all parents had': [
    [
      { id: 'A', files: { f: ['a', 'b'] } },
      { id: 'B', parents: ['A'], files: { f: ['a', 'b', 'x'] } },
      { id: 'C', parents: ['A'], files: { f: ['y', 'a', 'b'] } },
      {
        id: 'merge',
        parents: ['B', 'C'],
        files: { f: ['y', 'b', 'x'] },
        merged: { f: [4, 1, 1, 1, 1, 1, -3, 1, 0, 1, 2, 1] },
      },
    ],
    ['a: A → merge', 'b: A →', 'x: B →', 'y: C →'],
  ],
  'a line that a merge leaves out but one parent never had is neither added nor ended': [
    [
      { id: 'A', files: { f: ['a'] } },
      { id: 'B', parents: ['A'], files: { f: ['a', 'x'] } },
      { id: 'C', parents: ['A'], files: { f: ['a', 'y'] } },
      {
        id: 'merge',
        parents: ['B', 'C'],
        files: { f: ['a', 'z'] },
        merged: { f: [4, 1, 1, 1, 0, 1, -1, 1, -2, 1, 3, 1] },
      },
    ],
    ['a: A →', 'x: B →', 'y: C →', 'z: merge →'],
  ],
  'a merge ends both lines where two branches made the same one': [
    [
      { id: 'A', files: { f: ['a'] } },
      { id: 'B', parents: ['A'], files: { f: ['a', 'same'] } },
      { id: 'C', parents: ['A'], files: { f: ['a', 'y', 'same'] } },
      {
        id: 'merge',
        parents: ['B', 'C'],
        files: { f: ['a', 'new'] },
        merged: { f: [4, 1, 1, 1, 0, 1, -2, 1, -3, 1, 3, 1] },
      },
    ],
    ['a: A →', 'same: B → merge', 'y: C →', 'same: C → merge', 'new: merge →'],
  ],
  'a merge of three': [
    [
      { id: 'A', files: { f: ['a'] } },
      { id: 'B', parents: ['A'], files: { f: ['a', 'b'] } },
      { id: 'C', parents: ['A'], files: { f: ['a', 'c'] } },
      { id: 'D', parents: ['A'], files: { f: ['a', 'd'] } },
      {
        id: 'merge',
        parents: ['B', 'C', 'D'],
        files: { f: ['a', 'b', 'c', 'd', 'new'] },
        merged: { f: [5, 1, 1, 1, 1, 0, 1, 6, 1, 5, 1, 3, 1, 7, 1] },
      },
      { id: 'end', files: { f: ['a'] } },
    ],
    ['a: A →', 'b: B → end', 'c: C → end', 'd: D → end', 'new: merge → end'],
  ],
  'a file that a merge took whole, with another mode': [
    [
      { id: 'A', files: { f: ['a', '}'] } },
      { id: 'B', parents: ['A'], files: { f: ['b', '}'] } },
      { id: 'C', parents: ['A'], files: { f: ['}', 'c'] } },
      {
        id: 'merge',
        parents: ['B', 'C'],
        files: { f: ['}', 'c'] },
        merged: { f: [4, 1, 1, 1, -1, 1, 0, 1, 1, 1] },
      },
      { id: 'end', files: { f: [] } },
    ],
    ['a: A → B', '}: A → end', 'b: B →', 'c: C → end'],
  ],
  'what an unreadable commit made is older than what was read': [
    [
      { id: 'A', files: { f: ['a', 'b'] } },
      { id: 'unreadable', unreadable: true, files: { f: ['a', 'x'] } },
      { id: 'C', files: { f: ['a', 'y'] } },
    ],
    ['a: A →', 'b: A →', 'y: C →'],
  ],
  'text that was binary for a while is older than what was read': [
    [
      { id: 'A', files: { f: ['a'] } },
      { id: 'B', files: { f: ['\0'] }, binary: ['f'] },
      { id: 'C', files: { f: ['a', 'b'] }, binary: ['f'] },
      { id: 'D', files: { f: ['b', 'c'] } },
    ],
    ['a: A →', 'c: D →'],
  ],
};

describe('line ages', () => {
  for (const [title, [commits, expected]] of Object.entries(stories)) {
    it(`know: ${title}`, () => assert.deepEqual(fates(...commits), expected));
  }

  it('do not follow white space or moves where that is turned off', () => {
    const commits: Told[] = [
      { id: 'A', files: { f: ['x', first, 'y'] } },
      { id: 'B', files: { f: [' x', 'y', first] } },
    ];
    assert.deepEqual(new Story().tell(...commits).fates, ['x: A →', `${first}: A →`, 'y: A →']);
    const neither = new Story({ followWhitespace: false, followMoves: false }).tell(...commits);
    assert.deepEqual(neither.fates, ['x: A → B', `${first}: A → B`, 'y: A →', ' x: B →', `${first}: B →`]);
    const onlyMoves = new Story({ followWhitespace: false }).tell(...commits);
    assert.deepEqual(onlyMoves.fates, ['x: A → B', `${first}: A →`, 'y: A →', ' x: B →']);
    const onlySpace = new Story({ followMoves: false }).tell(...commits);
    assert.deepEqual(onlySpace.fates, ['x: A →', `${first}: A → B`, 'y: A →', `${first}: B →`]);
  });

  it('tell blank lines from others', () => {
    const story = new Story().tell({ id: 'A', files: { f: ['a', '', ' ', 'b', ''] } });
    assert.deepEqual(story.fates, ['a: A →', '(blank): A →', '(blank): A →', 'b: A →', '(blank): A →']);
  });

  it('count what each commit did, by kind', () => {
    const story = new Story({ kinds: 2, kindOf: path => (path === 'g' ? 1 : 0) }).tell(
      { id: 'A', files: { f: ['one line', first, second, 'end'], g: ['of g'] } },
      { id: 'B', files: { f: ['  one line', '', 'end'], g: ['of g', first, 'new'], h: ['\0'] }, binary: ['h'] },
    );
    assert.deepEqual(story.tally('A').added, [4, 1]);
    const { added, whitespace, moved, binary, endedOlder } = story.tally('B');
    assert.deepEqual(
      { added, whitespace, moved, binary, endedOlder },
      {
        added: [2, 2],
        whitespace: [1, 0],
        moved: [0, 1],
        binary: [1, 0],
        endedOlder: [0, 0],
      },
    );
  });

  it('count a removed binary file as none', () => {
    const story = new Story().tell(
      { id: 'A', files: { f: ['\0'] }, binary: ['f'] },
      { id: 'B', files: { f: null }, binary: ['f'] },
    );
    assert.deepEqual([story.tally('A').binary, story.tally('B').binary], [[1], [0]]);
  });

  it('count ended lines that are older than what was read, with and without blank ones', () => {
    const story = new Story().tell(
      { id: 'before', unreadable: true, files: { f: ['a', '', 'b', 'c'] } },
      { id: 'A', files: { f: ['a', 'new'] } },
      { id: 'B', files: { f: [] } },
    );
    assert.deepEqual(story.fates, ['new: A → B']);
    assert.deepEqual([story.tally('A').endedOlder, story.tally('A').endedOlderSolid], [[3], [2]]);
    assert.deepEqual([story.tally('B').endedOlder, story.tally('B').endedOlderSolid], [[1], [1]]);
  });

  it('count carried lines as added and not as ended', () => {
    const story = new Story().tell(
      { id: 'before', unreadable: true, files: { f: [first, 'x'] } },
      { id: 'A', files: { f: ['x'], g: [first] } },
      { id: 'B', files: { g: null } },
    );
    assert.deepEqual(story.fates, []);
    assert.deepEqual([story.tally('A').added, story.tally('A').moved, story.tally('A').endedOlder], [[1], [1], [0]]);
    assert.deepEqual(story.tally('B').endedOlder, [1]);
  });

  it('are the same whether commits come at once or in parts', () => {
    for (const [commits, expected] of Object.values(stories)) {
      const story = new Story();
      for (const commit of commits) {
        story.tell(commit);
        assert.ok(story.fates.length <= expected.length);
      }
      assert.deepEqual(story.fates, expected);
    }
  });

  it('hold many lines', () => {
    const lines = Array.from({ length: 20_000 }, (_, line) => `line ${line}`);
    const story = new Story().tell({ id: 'A', files: { f: [] } });
    const change = (id: string, old: number, now: number, blobs: [string, string]): CommitChange => ({
      id,
      files: [
        {
          path: 'f',
          parentPaths: ['f'],
          parentBlobs: [blobs[0]],
          blob: blobs[1],
          binary: false,
          hunks: [1, old, 1, now],
        },
      ],
      blankAdded: [],
      blankDeleted: [],
      carried: [],
      fingerprint: '',
    });
    const { ages } = story;
    ages.replay(
      { id: 'B', parents: ['A'], effectiveAt: 2 * day, handsOn: false },
      change('B', 0, lines.length, ['', 'x']),
    );
    ages.replay({ id: 'C', parents: ['B'], effectiveAt: 3 * day, handsOn: false }, change('C', 15_000, 0, ['x', 'y']));
    const runs: string[] = [];
    ages.eachRun(({ adder, ender, lines: count }) => runs.push(`${adder} ${ender} ${count}`));
    assert.deepEqual(runs, ['1 2 15000', '1 -1 5000']);
  });
});
