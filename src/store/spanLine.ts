import { categories } from '../domain/report';
import { type FocusContext, type Span, spanEnds, spanTailMs } from '../domain/span';

/** Of the files that this Eddy writes and understands. */
export const journalVersion = 1;

/** No span is longer, seconds: a day of activity without a minute's rest. */
const longestSpan = 86_400;
/** Nor ends later after the month of its file began, seconds: a part of one may begin in the next month. */
const latestEnd = 32 * 86_400;
const longestFocus = 10 * 366 * 86_400;
const greatestCount = 999_999_999;
const tailSeconds = spanTailMs / 1000;

export const longestSpanMs = longestSpan * 1000;
/** Of {@link FocusContext}'s `repository` and `language`. */
export const repositoryPattern = /^[0-9a-f]{32}$/;
export const languagePattern = /^[\w.+#-]{1,40}$/;

/** How long after the month of its file began a span can end, milliseconds. */
export const latestEndMs = latestEnd * 1000 + spanTailMs;

/**
 * What stands in the line of a span, in this order; zeros at its end are left out, but for the first two. The rare
 * come last. "1 more than" leaves 0 for what is not there.
 */
const columns = [
  'start: seconds since the month began, UTC',
  'context: number of a context above',
  'length: seconds from start to the last interaction',
  'tail: seconds from the last interaction to the end',
  'focused: seconds that the window had had the focus at start',
  `ended: ${spanEnds.map((end, index) => `${index} ${end}`).join(', ')}`,
  'unfocused: 1 more than the seconds from the end to the loss of focus',
  'edits',
  'characters of edits',
  'reads',
  'first work: 1 more than the seconds from start to the first edit or run',
  'runs',
  'insertions',
  'characters of insertions',
  'reviews',
];
/** The most numbers in a line. */
const columnCount = columns.length;
/** Start and context. */
const leastColumns = 2;

/**
 * The first line of a file. In a file of a window, a span whose start and context are those of the line before takes
 * its place; a folded file holds each span once, of any windows.
 */
export function headerLine(month: string, kind: 'window' | 'folded'): string {
  return JSON.stringify({ eddy: 'journal', version: journalVersion, month, kind, columns });
}

export interface Header {
  readonly version: number;
  readonly folded: boolean;
}

export function contextLine(number: number, { repository, branch, language, category }: FocusContext): string {
  return JSON.stringify({ context: number, repository, branch, language, category });
}

/**
 * The context as it is kept: what is no repository's id, branch's number, language's identifier or category is not, so
 * that no name or path can come in.
 */
export function keptContext(given: { readonly [K in keyof FocusContext]?: unknown }): FocusContext {
  const { repository, branch, language, category } = given;
  return {
    repository: typeof repository === 'string' && repositoryPattern.test(repository) ? repository : null,
    branch: isNumberUpTo(branch, 0xffffffff) ? branch : null,
    language: typeof language === 'string' && languagePattern.test(language) ? language : null,
    category: categories.find(each => each === category) ?? null,
  };
}

/** @param monthStart epoch milliseconds. What is beyond the bounds of a span is brought back to them. */
export function spanLine(span: Span, monthStart: number, context: number): string {
  const at = (instant: number) => Math.floor((instant - monthStart) / 1000);
  const start = at(span.start);
  const length = within(at(span.last) - start, longestSpan);
  const tail = within(at(span.end) - start - length, tailSeconds);
  const end = start + length + tail;
  const { counts } = span;
  const values = [
    start,
    context,
    length,
    tail,
    within(start - at(span.focusedFrom), longestFocus),
    spanEnds.indexOf(span.ended),
    span.unfocusedAt === null ? 0 : 1 + within(at(span.unfocusedAt) - end, longestFocus),
    within(counts.edit, greatestCount),
    within(span.typed, greatestCount),
    within(counts.read, greatestCount),
    span.firstWork === null ? 0 : 1 + within(span.firstWork / 1000, length),
    within(counts.run, greatestCount),
    within(counts.inserted, greatestCount),
    within(span.inserted, greatestCount),
    within(counts.review, greatestCount),
  ];
  while (values.length > leastColumns && values.at(-1) === 0) values.pop();
  return `[${values.join(',')}]`;
}

/** The span that a line's values tell; `null` where they tell none. */
export function spanOf(values: readonly unknown[], monthStart: number, context: FocusContext): Span | null {
  if (values.length < leastColumns || values.length > columnCount || !areCounts(values)) return null;
  const start = values[0] ?? 0;
  const length = values[2] ?? 0;
  const tail = values[3] ?? 0;
  const focused = values[4] ?? 0;
  const ended = spanEnds[values[5] ?? 0];
  const unfocused = values[6] ?? 0;
  const firstWork = values[10] ?? 0;
  if (length > longestSpan || start + length > latestEnd || tail > tailSeconds || ended === undefined) return null;
  if (focused > longestFocus || unfocused > longestFocus + 1 || firstWork > length + 1) return null;
  const startMs = monthStart + start * 1000;
  const last = startMs + length * 1000;
  const end = last + tail * 1000;
  return {
    start: startMs,
    last,
    end,
    focusedFrom: startMs - focused * 1000,
    unfocusedAt: unfocused === 0 ? null : end + (unfocused - 1) * 1000,
    ended,
    context,
    counts: {
      edit: values[7] ?? 0,
      inserted: values[12] ?? 0,
      read: values[9] ?? 0,
      run: values[11] ?? 0,
      review: values[14] ?? 0,
    },
    typed: values[8] ?? 0,
    inserted: values[13] ?? 0,
    firstWork: firstWork === 0 ? null : (firstWork - 1) * 1000,
  };
}

/** What a line says that is no span's; `null` where it says nothing. */
export function parseOther(value: unknown): { header: Header } | { number: number; context: FocusContext } | null {
  if (!isRecord(value)) return null;
  if (value.eddy === 'journal' && typeof value.version === 'number') {
    return { header: { version: value.version, folded: value.kind === 'folded' } };
  }
  const context = keptContext(value);
  const same = Object.entries(context).every(([key, kept]) => value[key] === kept);
  return same && isCount(value.context) ? { number: value.context, context } : null;
}

/** `undefined` where a text is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The fields of an object in JSON; none where a text is no such. */
export function parseObject(text: string): Record<string, unknown> {
  const value = parseJson(text);
  return isRecord(value) ? value : {};
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** A plain loop with plain operators, for all lines of the journal go through it. */
function areCounts(values: readonly unknown[]): values is readonly number[] {
  for (let column = 0; column < values.length; column++) {
    const value = values[column];
    if (typeof value !== 'number' || value >>> 0 !== value || value > greatestCount) return false;
  }
  return true;
}

function isCount(value: unknown): value is number {
  return isNumberUpTo(value, greatestCount);
}

function within(value: number, most: number): number {
  return Math.min(most, Math.max(0, Math.floor(value) || 0));
}

function isNumberUpTo(value: unknown, most: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most;
}
