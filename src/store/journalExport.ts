import * as v from 'valibot';
import { ImportRefused, type JournalReading, type Recording } from '../domain/journal';
import { categories } from '../domain/report';
import { type Span, spanEnds, spanTailMs } from '../domain/span';
import { parseInstant, type RecordingEvent } from './recordingLog';
import { type SharedRecord, sharedRecord } from './reflectionLine';
import { languagePattern, longestSpanMs, parseJson, repositoryPattern } from './spanLine';

const schemaName = 'eddy-journal/1';

/** What an export holds. */
export interface Exported {
  readonly spans: readonly Span[];
  readonly recording: Recording;
  /** Epoch milliseconds. */
  readonly exportedAt: number;
  readonly reflections: readonly SharedRecord[];
}

/** A span with names and units that can be read without Eddy. */
function readable(span: Span) {
  const { context, counts } = span;
  return {
    start: isoOf(span.start),
    last: isoOf(span.last),
    end: isoOf(span.end),
    focusedFrom: isoOf(span.focusedFrom),
    unfocusedAt: span.unfocusedAt === null ? null : isoOf(span.unfocusedAt),
    ended: span.ended,
    repository: context.repository,
    branch: context.branch,
    language: context.language,
    category: context.category,
    edits: counts.edit,
    insertions: counts.inserted,
    reads: counts.read,
    runs: counts.run,
    reviews: counts.review,
    typedCharacters: span.typed,
    insertedCharacters: span.inserted,
    firstWorkSeconds: span.firstWork === null ? null : Math.floor(span.firstWork / 1000),
  };
}

/** As JSON, a span a line. @param exportedAt epoch milliseconds. @param more further keys. */
export function jsonOf(
  { spans, recording }: JournalReading,
  exportedAt: number,
  more: Readonly<Record<string, unknown>>,
): string {
  const { since, pauses } = recording;
  const head = {
    schema: schemaName,
    exportedAt: isoOf(exportedAt),
    recording: {
      since: since === null ? null : isoOf(since),
      pauses: pauses.map(({ from, to }) => ({ from: isoOf(from), to: to === null ? null : isoOf(to) })),
    },
    ...more,
  };
  const lines = spans.map(span => JSON.stringify(readable(span)));
  return `${JSON.stringify(head).slice(0, -1)},"spans":[\n${lines.join(',\n')}\n]}\n`;
}

/** As CSV (RFC 4180), with a row of names; what is not there is empty. No value needs quotes. */
export function csvOf(spans: readonly Span[]): string {
  const names = Object.keys(exportedSpan.pipe[0].entries);
  const rows = spans.map(span => Object.values(readable(span)).map(value => value ?? ''));
  return `${[names, ...rows].map(row => row.join(',')).join('\r\n')}\r\n`;
}

const instant = v.pipe(
  v.string('is no text'),
  v.transform(text => parseInstant(text)),
  v.number('is no instant of UTC such as 2026-01-31T09:00:00Z'),
  v.check(at => at % 1000 === 0, 'is not a whole second'),
);
const whole = (most: number) => {
  const text = `is no whole number of 0 to ${most}`;
  return v.pipe(v.number(text), v.integer(text), v.minValue(0, text), v.maxValue(most, text));
};
const count = whole(999_999_999);
const oneOf = <const T extends readonly string[]>(values: T) => v.picklist(values, `is none of ${values.join(', ')}`);
const textOf = (pattern: RegExp) =>
  v.pipe(v.string('is no text'), v.regex(pattern, `does not match ${pattern.source}`));

const exportedSpan = v.pipe(
  v.object({
    start: instant,
    last: instant,
    end: instant,
    focusedFrom: instant,
    unfocusedAt: v.nullable(instant),
    ended: oneOf(spanEnds),
    repository: v.nullable(textOf(repositoryPattern)),
    branch: v.nullable(whole(0xffffffff)),
    language: v.nullable(textOf(languagePattern)),
    category: v.nullable(oneOf(categories)),
    edits: count,
    insertions: count,
    reads: count,
    runs: count,
    reviews: count,
    typedCharacters: count,
    insertedCharacters: count,
    firstWorkSeconds: v.nullable(count),
  }),
  v.check(({ focusedFrom, start }) => focusedFrom <= start, 'has its focusedFrom after its start'),
  v.check(
    ({ start, last }) => last >= start && last - start <= longestSpanMs,
    'has its last before its start, or more than a day after it',
  ),
  v.check(({ last, end }) => end >= last && end - last <= spanTailMs, 'does not end within 30 seconds after its last'),
  v.check(({ unfocusedAt, end }) => unfocusedAt === null || unfocusedAt >= end, 'has its unfocusedAt before its end'),
  v.check(
    ({ firstWorkSeconds, start, last }) => firstWorkSeconds === null || firstWorkSeconds * 1000 <= last - start,
    'has its first work after its last',
  ),
  v.transform(
    ({ repository, branch, language, category, ...rest }): Span => ({
      start: rest.start,
      last: rest.last,
      end: rest.end,
      focusedFrom: rest.focusedFrom,
      unfocusedAt: rest.unfocusedAt,
      ended: rest.ended,
      context: { repository, branch, language, category },
      counts: {
        edit: rest.edits,
        inserted: rest.insertions,
        read: rest.reads,
        run: rest.runs,
        review: rest.reviews,
      },
      typed: rest.typedCharacters,
      inserted: rest.insertedCharacters,
      firstWork: rest.firstWorkSeconds === null ? null : rest.firstWorkSeconds * 1000,
    }),
  ),
);

const pause = v.pipe(
  v.object({ from: instant, to: v.nullable(instant) }),
  v.check(({ from, to }) => to === null || to >= from, 'ends before it begins'),
);

const exported = v.object({
  exportedAt: instant,
  recording: v.object({ since: v.nullable(instant), pauses: v.array(pause, 'is no list') }, 'is missing'),
  spans: v.array(exportedSpan, 'is no list'),
  reflections: v.optional(v.array(sharedRecord, 'is no list'), []),
});

/** @throws {ImportRefused} where anything in it is wrong. */
export function parseExport(text: string): Exported {
  const value = parseJson(text.replace(/^\uFEFF/, ''));
  if (value === undefined) {
    throw new ImportRefused('notJson', null, "This file is no JSON. Choose a file that Eddy's Export made.");
  }
  checkSchema(value);
  const parsed = v.safeParse(exported, value, { abortEarly: true });
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  const where = placeOf(issue);
  const message = `${where} ${issue.message}. Nothing was imported. Correct it, or export again.`;
  throw new ImportRefused('invalid', where, message);
}

function checkSchema(value: unknown): void {
  const found = v.safeParse(v.object({ schema: v.pipe(v.string(), v.startsWith('eddy-journal/')) }), value);
  if (!found.success) {
    const message = `This is no export of Eddy's journal: it lacks "schema": "${schemaName}". Choose a file that Eddy's Export made.`;
    throw new ImportRefused('notAnExport', null, message);
  }
  if (found.output.schema !== schemaName) {
    const message = `Another version of Eddy made this export; this one reads ${schemaName}. Update Eddy and import it again.`;
    throw new ImportRefused('otherVersion', 'schema', message);
  }
}

/** What has to be added to what is recorded for it to hold what an export tells. A pause that went on ends with it. */
export function unknownRecording({ recording, exportedAt }: Exported, known: Recording): RecordingEvent[] {
  const { since, pauses } = recording;
  const isEarlier = since !== null && (known.since === null || since < known.since);
  const isKnown = (from: number, to: number) =>
    known.pauses.some(each => each.from <= from && (each.to === null || each.to >= to));
  return [
    ...(isEarlier ? [{ recording: 'from' as const, at: since }] : []),
    ...pauses
      .map(({ from, to }) => ({ recording: 'paused' as const, at: from, until: to ?? Math.max(from, exportedAt) }))
      .filter(({ at, until }) => !isKnown(at, until)),
  ];
}

/** Such as `spans[3].start`. */
function placeOf({ path }: v.BaseIssue<unknown>): string {
  const keys = (path ?? []).map(({ key }) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`));
  return keys.join('').replace(/^\./, '') || 'The export';
}

function isoOf(at: number): string {
  return new Date(Math.floor(at / 1000) * 1000).toISOString().replace('.000Z', 'Z');
}
