import { createHash } from 'node:crypto';
import type { BranchKeys, BranchNews } from '../domain/branchNews';
import type { Tip } from '../domain/commitGraph';
import { readBranchKeys } from './branchKeys';
import { noReflogsSeen, readReflogs, readRefs, type SeenReflogs } from './reflogs';
import { stampOfRefs } from './refsStamp';
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
  const { commonFolder, branches } = repository;
  // What changes in between is seen the next time.
  const stamp = await stampOfRefs(commonFolder);
  const { entries, logged, seen: reflogs } = await readReflogs(repository, signal, seen.reflogs);
  if (entries.length === 0 && stamp === seen.stamp) return { news: null, seen: { reflogs, stamp } };
  // As they are after the reflogs: a branch that these tell of and that is not among the refs is gone.
  const isAsOpened = (await stampOfRefs(commonFolder)) === branches.stamp;
  const { refs, keys } = isAsOpened ? branches : await readBranches(repository, signal);
  const clone = cloneOf(repository);
  return { news: { clone, entries, logged, keys, refs }, seen: { reflogs, stamp } };
}

async function readBranches(
  repository: Repository,
  signal: AbortSignal,
): Promise<{ refs: readonly Tip[]; keys: BranchKeys }> {
  const [refs, keys] = await Promise.all([readRefs(repository, signal), readBranchKeys(repository, signal)]);
  return { refs, keys };
}

/** Tells the clones of a repository on this machine apart. */
export function cloneOf({ commonFolder }: Repository): string {
  return createHash('sha256').update(commonFolder).digest('hex').slice(0, 8);
}
