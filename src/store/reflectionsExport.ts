import type { Reflection } from '../domain/reflection';
import { type ReflectionRecord, type SharedRecord, storedRecord } from './reflectionLine';

/** What an export holds of all records: of weeks what was said, skipped, and picked to try. */
export function sharedRecords(records: readonly ReflectionRecord[]): object[] {
  return records.filter(isShared).map(storedRecord);
}

/**
 * Those of an export that are not known: of a week, what was said or removed last counts, and what was picked last. A week
 * that was answered here is not skipped.
 */
export function unknownRecords(given: readonly SharedRecord[], known: readonly ReflectionRecord[]): SharedRecord[] {
  const lastAt = new Map<string, number>();
  const answered = new Set(known.flatMap(record => (record.kind === 'answer' ? [record.week] : [])));
  for (const record of known.filter(isShared)) lastAt.set(subjectOf(record), record.at);
  return given.filter(record => {
    const subject = subjectOf(record);
    if (record.kind === 'skip' && answered.has(record.week)) return false;
    if (record.at <= (lastAt.get(subject) ?? Number.NEGATIVE_INFINITY)) return false;
    lastAt.set(subject, record.at);
    return true;
  });
}

/** As CSV (RFC 4180), with a row of names; what is not there is empty. */
export function weeksCsv(answers: readonly Reflection[]): string {
  const rows = answers.map(({ week, at, flow, slogs, biggest, ventured, load, note }) => {
    const values = [week, new Date(at).toISOString(), flow, slogs.join(' '), biggest, ventured, load, note];
    return values.map(value => csvValue(String(value ?? '')));
  });
  const names = ['week', 'answeredAt', 'flow', 'slogs', 'biggest', 'ventured', 'load', 'note'];
  return `${[names, ...rows].map(row => row.join(',')).join('\r\n')}\r\n`;
}

function isShared(record: ReflectionRecord): record is SharedRecord {
  return record.kind === 'answer' || record.kind === 'skip' || record.kind === 'pick';
}

/** An answer and a skip are about the same. */
function subjectOf({ week, kind }: SharedRecord): string {
  return `${week} ${kind === 'pick' ? 'pick' : 'said'}`;
}

function csvValue(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
