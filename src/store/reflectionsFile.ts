import type { Asking, ReflectionsReading } from '../domain/reflections';
import { isReflectionsHeader, type ReflectionRecord, recordLine, recordOf, reflectionsHeader } from './reflectionLine';

/** What stands in the file of reflections. */
export interface ReflectionsFile {
  /** Those that count, by week. */
  readonly records: readonly ReflectionRecord[];
  /** Lines that are no record, as they stand there, a character a byte. */
  readonly damaged: readonly string[];
  /** The last line, where it is cut off: no damage as long as it may still be being written. */
  readonly torn: string;
  /** Whether there are lines whose place later ones took. */
  readonly hasSuperseded: boolean;
  /** Another version wrote it; nothing of it is known. */
  readonly foreign: boolean;
}

/** @param text a character a byte. What follows the last end of a line counts if it is whole. */
export function parseReflections(text: string): ReflectionsFile {
  const lines = text.split('\n');
  const ending = lines.at(-1) ?? '';
  const foreign = isReflectionsHeader(lines[0] ?? '') === false;
  const told: ReflectionRecord[] = [];
  const damaged: string[] = [];
  for (const [index, line] of foreign ? [] : lines.entries()) {
    const record = recordOf(line);
    if (record) told.push(record);
    else if (line !== '' && index < lines.length - 1 && !isReflectionsHeader(line)) damaged.push(line);
  }
  const records = latestOf(told);
  const torn = foreign || recordOf(ending) || isReflectionsHeader(ending) ? '' : ending;
  return { records, damaged, torn, hasSuperseded: records.length < told.length, foreign };
}

/** @param damaged lines to keep. */
export function reflectionsText(records: readonly ReflectionRecord[], damaged: readonly string[]): string {
  return [reflectionsHeader, ...records.map(recordLine), ...damaged.map(line => `${line}\n`)].join('');
}

/** What a window reads. */
export function readingOf({ records, damaged, foreign }: ReflectionsFile, asked: ReflectionsReading['asked']) {
  const asks = records.find(({ kind }) => kind === 'never');
  const reading: ReflectionsReading = {
    answers: records.filter(record => record.kind === 'answer').map(bare),
    skips: records.filter(record => record.kind === 'skip').map(bare),
    laters: records.filter(record => record.kind === 'later').map(bare),
    picks: records.filter(record => record.kind === 'pick').map(bare),
    neverSince: asks?.at ?? null,
    asked,
    damagedLines: damaged.length,
    foreign,
  };
  return reading;
}

/** The name of the file that says that a week was asked about. */
export function askedName(week: string, asking: Asking): string {
  return `asked-${week}-${asking}`;
}

/** What the names of all files say of that. */
export function askedIn(names: readonly string[]): ReflectionsReading['asked'] {
  const times = new Map<string, Asking>();
  for (const name of [...names].sort()) {
    const [, week, asking] = /^asked-(\d{4}-W\d\d)-([12])$/.exec(name) ?? [];
    if (week !== undefined) times.set(week, asking === '2' ? 2 : 1);
  }
  return [...times].map(([week, some]) => ({ week, times: some }));
}

function bare<R extends { kind: unknown }>({ kind: _, ...rest }: R): Omit<R, 'kind'> {
  return rest;
}

/** The last of each kind for a week; an answer takes the place of a skip, and not the other way round. */
function latestOf(told: readonly ReflectionRecord[]): ReflectionRecord[] {
  const latest = new Map<string, ReflectionRecord>();
  for (const record of told) {
    const { kind } = record;
    if (kind === 'skip' && latest.has(`${record.week} answer`)) continue;
    if (kind === 'answer') latest.delete(`${record.week} skip`);
    latest.set('week' in record ? `${record.week} ${kind}` : 'asks', record);
  }
  return [...latest].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, record]) => record);
}
