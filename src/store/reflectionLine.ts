import * as v from 'valibot';
import { flowFrequencies, longestNote, slogs, venturings } from '../domain/reflection';
import { parseInstant } from './recordingLog';
import { parseJson } from './spanLine';
import { asciiLine, fileHeader, isOwnHeader } from './storedLine';

/** Of the files that this Eddy writes and understands. */
const reflectionsVersion = 1;
const fileKind = 'reflections';

const text = v.string('is no text');
const week = v.pipe(text, v.regex(/^\d{4}-W(?:0[1-9]|[1-4]\d|5[0-3])$/, 'is no week such as 2026-W41'));
const at = v.pipe(
  text,
  v.transform(found => parseInstant(found)),
  v.number('is no instant of UTC such as 2026-01-31T09:00:00Z'),
);
const oneOf = <const T extends readonly string[]>(values: T) => v.picklist(values, `is none of ${values.join(', ')}`);
const noLoad = 'is no whole number of 1 to 5';

const answer = v.object({
  week,
  kind: v.literal('answer'),
  at,
  flow: v.nullable(oneOf(flowFrequencies)),
  slogs: v.pipe(
    v.array(oneOf(slogs), 'is no list'),
    v.check(list => new Set(list).size === list.length, 'has something twice'),
  ),
  biggest: v.nullable(oneOf(slogs)),
  ventured: v.nullable(oneOf(venturings)),
  load: v.nullable(v.pipe(v.number(noLoad), v.integer(noLoad), v.minValue(1, noLoad), v.maxValue(5, noLoad))),
  note: v.pipe(text, v.maxLength(longestNote, `is longer than ${longestNote} characters`)),
});
const skip = v.object({ week, kind: v.literal('skip'), at });
const later = v.object({ week, kind: v.literal('later'), at });
const pick = v.object({
  week,
  kind: v.literal('pick'),
  at,
  id: v.nullable(v.pipe(text, v.regex(/^[a-z][a-zA-Z-]{0,39}$/, 'is no name of an experiment'))),
});
const never = v.object({ kind: v.literal('never'), at });
const askAgain = v.object({ kind: v.literal('askAgain'), at });

const recordSchema = v.variant('kind', [answer, skip, later, pick, never, askAgain]);

/** What a line tells. The last of a kind counts for a week; of `never` and `askAgain`, the last of both. */
export type ReflectionRecord = v.InferOutput<typeof recordSchema>;

/** What another machine may know too. */
export const sharedRecord = v.variant('kind', [answer, skip, pick], 'is no record of a reflection');
export type SharedRecord = v.InferOutput<typeof sharedRecord>;

/** The first line of the file. */
export const reflectionsHeader = fileHeader(fileKind, reflectionsVersion);

/**
 * In ASCII, with its end; the week comes first, so that it stands there even if the line is cut off.
 * @throws {v.ValiError} for values that are none of the record's kind.
 */
export function recordLine(record: ReflectionRecord): string {
  return asciiLine(storedRecord(record));
}

/** What stands in a line and an export: the fields of its kind and no others. */
export function storedRecord(record: ReflectionRecord): object {
  const stored = { ...record, at: new Date(record.at).toISOString() };
  return { ...v.parse(recordSchema, stored), at: stored.at };
}

/** The record that a line tells, with nothing else that stands there; `null` where it tells none. */
export function recordOf(line: string): ReflectionRecord | null {
  const parsed = v.safeParse(recordSchema, parseJson(line));
  return parsed.success ? parsed.output : null;
}

/** Whether a header tells of this version; `null` where a line is none. */
export function isReflectionsHeader(line: string): boolean | null {
  return isOwnHeader(line, fileKind, reflectionsVersion);
}
