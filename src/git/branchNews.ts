import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { BranchNews } from '../domain/branchNews';
import { readBranchKeys } from './branchKeys';
import { noReflogsSeen, readReflogs, readRefs, type SeenReflogs, stampOf } from './reflogs';
import type { Repository } from './repository';

/** How far the branches of a clone were read, for the next reading to go on from. */
export interface SeenNews {
  readonly reflogs: SeenReflogs;
  readonly stamp: string;
}

export const noNewsSeen: SeenNews = { reflogs: noReflogsSeen, stamp: '' };

/**
 * What git has of a clone's branches since it was read last; `news` is `null` where nothing has changed, for which git
 * is not asked.
 * @throws {ReadFailure}
 */
export async function readBranchNews(
  repository: Repository,
  signal: AbortSignal,
  seen = noNewsSeen,
): Promise<{ news: BranchNews | null; seen: SeenNews }> {
  // What changes in between is seen the next time.
  const stamp = await stampOfRefs(repository);
  const { entries, logged, seen: reflogs } = await readReflogs(repository, signal, seen.reflogs);
  if (entries.length === 0 && stamp === seen.stamp) return { news: null, seen: { reflogs, stamp } };
  // After the reflogs: a branch that these tell of and that is not among the refs is gone.
  const [refs, keys] = await Promise.all([readRefs(repository, signal), readBranchKeys(repository, signal)]);
  const clone = cloneOf(repository);
  return { news: { clone, entries, logged, keys, refs }, seen: { reflogs, stamp } };
}

/** Tells the clones of a repository on this machine apart. */
export function cloneOf({ commonFolder }: Repository): string {
  return createHash('sha256').update(commonFolder).digest('hex').slice(0, 8);
}

/** Git changes a ref by a file beside it that it renames, which changes the folder. */
async function stampOfRefs({ commonFolder }: Repository): Promise<string> {
  const folders = ['heads', 'remotes'].map(name => path.join(commonFolder, 'refs', name));
  const inside = await Promise.all(folders.map(foldersBelow));
  const files = ['config', 'packed-refs', path.join('reftable', 'tables.list')];
  return stampOf([...files.map(name => path.join(commonFolder, name)), ...folders, ...inside.flat()]);
}

async function foldersBelow(folder: string): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
    if (!entry.isDirectory()) continue;
    const child = path.join(folder, entry.name);
    found.push(child, ...(await foldersBelow(child)));
  }
  return found;
}
