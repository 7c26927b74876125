import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import path from 'node:path';

/** Everything below a folder by its path there: kind, size, time of change to the nanosecond, mode and content. */
export type FileState = ReadonlyMap<string, string>;

/** What lies in a folder now; what goes while it is looked at does not. */
export function fileState(folder: string): FileState {
  const found = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  return new Map(found.flatMap(file => unlessGone(() => [[file, stateOf(path.join(folder, file))]])));
}

/** What is told of files that may go at any time; nothing where one of them is gone. */
export function unlessGone<T>(tell: () => T[]): T[] {
  try {
    return tell();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

function stateOf(file: string): string {
  const stat = lstatSync(file, { bigint: true });
  const facts = [stat.mode.toString(8), stat.mtimeNs, stat.ino];
  if (stat.isSymbolicLink()) return [...facts, readlinkSync(file)].join(' ');
  if (!stat.isFile()) return facts.join(' ');
  return [...facts, stat.size, createHash('sha256').update(readFileSync(file)).digest('hex')].join(' ');
}

/** The paths that were added, removed or changed in any way, in order. */
export function changedFiles(before: FileState, after: FileState): string[] {
  const paths = new Set([...before.keys(), ...after.keys()]);
  return [...paths].filter(file => before.get(file) !== after.get(file)).sort();
}
