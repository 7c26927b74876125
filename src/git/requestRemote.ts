import type { GitOptions } from './git';
import { openRepository, type Repository } from './repository';

/**
 * The address of the remote that requests land on, or `null`: the one whose default branch counts; but `upstream`, as the
 * clone of a fork calls what it was forked from, where the default branch there holds all of the fork's.
 * @throws {ReadFailure} as {@link openRepository}.
 */
export async function requestRemoteOf(folder: string, options: GitOptions = {}): Promise<string | null> {
  const { signal } = new AbortController();
  const repository = await openRepository(folder, options, signal);
  const { git, remoteAddress } = repository;
  const upstream = (await git.tryQuery(['config', '--get', 'remote.upstream.url'], signal))?.trim() || null;
  if (upstream === null || upstream === remoteAddress) return remoteAddress;
  if (remoteAddress === null) return upstream;
  return (await isHeldUpstream(repository, signal)) ? upstream : remoteAddress;
}

async function isHeldUpstream({ git, defaultBranch }: Repository, signal: AbortSignal): Promise<boolean> {
  if (!defaultBranch) return false;
  // A remote that was added later may have no HEAD here.
  for (const name of ['HEAD', defaultBranch.name]) {
    const theirs = await git.tryQuery(
      ['merge-base', '--end-of-options', defaultBranch.id, `refs/remotes/upstream/${name}`],
      signal,
    );
    if (theirs) return theirs.trim() === defaultBranch.id;
  }
  return false;
}
