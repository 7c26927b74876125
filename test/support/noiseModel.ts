/** A line in a file, by the file's index. */
export interface PlacedLine {
  readonly file: number;
  readonly line: number;
  readonly text: string;
}

/** What one hunk deletes and adds. */
export interface ModelHunk {
  readonly deleted: readonly PlacedLine[];
  readonly added: readonly PlacedLine[];
}

/** Lines as `file:line`, pairs as `file:line > file:line`, each in order of the commit. */
export interface ModelNoise {
  readonly blankAdded: readonly string[];
  readonly blankDeleted: readonly string[];
  readonly whitespace: readonly string[];
  readonly moved: readonly string[];
}

/** White space as the noise rules know it, which is ASCII's. */
const space = /[\t-\r ]+/g;
const solid = (text: string): string => text.replace(space, '');
const trimmed = (text: string): string => text.replace(/^[\t-\r ]+|[\t-\r ]+$/g, '');

/** Characters of a text that holds bytes: those that go on with a UTF-8 character do not count. */
const characters = (text: string): number => text.replace(/[\x80-\xbf]/g, '').length;

/** The noise rules as their definition says them, on text, and without regard for speed. */
export function modelNoise(hunks: readonly ModelHunk[], generated: (file: number) => boolean): ModelNoise {
  const place = ({ file, line }: PlacedLine) => `${file}:${line}`;
  const isBlank = ({ text }: PlacedLine) => solid(text) === '';
  const whitespace: string[] = [];
  const moved: string[] = [];
  const left: { deleted: PlacedLine[]; added: PlacedLine[] } = { deleted: [], added: [] };
  const pair = (deleted: PlacedLine[], added: readonly PlacedLine[], key: (text: string) => string, to: string[]) => {
    const rest: PlacedLine[] = [];
    for (const line of added) {
      const index = deleted.findIndex(candidate => key(candidate.text) === key(line.text));
      const [found] = index < 0 ? [] : deleted.splice(index, 1);
      if (found) to.push(`${place(found)} > ${place(line)}`);
      else rest.push(line);
    }
    return rest;
  };
  for (const { deleted, added } of hunks) {
    const candidates = deleted.filter(line => !isBlank(line));
    const unpaired = added.filter(line => !isBlank(line));
    left.added.push(...pair(candidates, unpaired, solid, whitespace));
    left.deleted.push(...candidates);
  }
  const takesPart = ({ file, text }: PlacedLine) => characters(trimmed(text)) >= 8 && !generated(file);
  pair(left.deleted.filter(takesPart), left.added.filter(takesPart), trimmed, moved);
  return {
    blankAdded: hunks.flatMap(({ added }) => added.filter(isBlank).map(place)),
    blankDeleted: hunks.flatMap(({ deleted }) => deleted.filter(isBlank).map(place)),
    whitespace,
    moved,
  };
}

/** The same form of what the product found: of blank ranges and carried stretches. */
export function plainNoise(found: {
  readonly blankAdded: readonly number[];
  readonly blankDeleted: readonly number[];
  readonly carried: readonly number[];
}): ModelNoise {
  const carried = (kind: number) =>
    chunked(found.carried, 6).flatMap(([fromFile, fromLine = 0, toFile, toLine = 0, lines = 0, is]) =>
      is === kind ? range(lines).map(at => `${fromFile}:${fromLine + at} > ${toFile}:${toLine + at}`) : [],
    );
  const blank = (ranges: readonly number[]) =>
    chunked(ranges, 3).flatMap(([file, line = 0, lines = 0]) => range(lines).map(at => `${file}:${line + at}`));
  return {
    blankAdded: blank(found.blankAdded),
    blankDeleted: blank(found.blankDeleted),
    whitespace: carried(0),
    moved: carried(1),
  };
}

const range = (length: number): number[] => Array.from({ length }, (_, index) => index);

const chunked = (numbers: readonly number[], size: number): number[][] =>
  range(numbers.length / size).map(index => numbers.slice(index * size, (index + 1) * size));
