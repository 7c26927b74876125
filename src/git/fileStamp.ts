import type { Stats } from 'node:fs';
import { stat } from 'node:fs/promises';

/** Another text whenever one of the files or folders was changed; empty where none is there. */
export async function stampOf(places: readonly (string | Buffer)[]): Promise<string> {
  const found = await Promise.all(places.map(statOf));
  return found.flatMap((each, index) => (each ? `${index} ${each.ino} ${each.size} ${each.mtimeMs}` : [])).join('\n');
}

export async function statOf(file: string | Buffer): Promise<Stats | null> {
  return stat(file).catch(() => null);
}
