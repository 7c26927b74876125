import { categories } from '../domain/report';
import { type FocusContext, type Span, spanEnds, spanTailMs } from '../domain/span';

/** Of the files that this Eddy writes and understands. */
export const journalVersion = 1;

/** No span is longer, seconds: a month of activity without a minute's rest. */
const longestSpan = 31 * 86_400;
/** No span ends later after the month of its file began, seconds. */
const latestEnd = 2 * longestSpan;
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
 * What stands in the line of a span, in this order; zeros at its end are left out. The rare come last. "1 more than"
 * leaves 0 for what is not there.
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
export const columnCount = columns.length;

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
  while (values.at(-1) === 0) values.pop();
  return `[${values.join(',')}]`;
}

/** The span of a line's numbers, all of them whole and at least 0; `null` where they are none. */
export function spanOf(values: Float64Array, monthStart: number, context: FocusContext): Span | null {
  const [start = 0, , length = 0, tail = 0, focused = 0, endedAt = 0, unfocused = 0] = values;
  const firstWork = values[10] ?? 0;
  const ended = spanEnds[endedAt];
  if (length > longestSpan || start + length > latestEnd || tail > tailSeconds || ended === undefined) return null;
  if (focused > longestFocus || unfocused > longestFocus + 1 || firstWork > length + 1) return null;
  for (let column = 7; column < columnCount; column++) if ((values[column] ?? 0) > greatestCount) return null;
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

/** A line that is no span's. */
export function parseOther(line: string): { header: Header } | { number: number; context: FocusContext } | null {
  const value = parseObject(line);
  if (value === null) return null;
  if (value.eddy === 'journal' && typeof value.version === 'number') {
    return { header: { version: value.version, folded: value.kind === 'folded' } };
  }
  const context = keptContext(value);
  const same = Object.entries(context).every(([key, kept]) => value[key] === kept);
  return same && isNumberUpTo(value.context, greatestCount) ? { number: value.context, context } : null;
}

/** `null` where a line is no object in JSON. */
export function parseObject(line: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function within(value: number, most: number): number {
  return Math.min(most, Math.max(0, Math.floor(value) || 0));
}

function isNumberUpTo(value: unknown, most: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most;
}
