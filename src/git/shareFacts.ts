import { createHash } from 'node:crypto';
import path from 'node:path';
import { isBotAddress } from '../domain/identity';
import { ReadFailure } from '../domain/report';
import { dayMs } from '../domain/survival';
import {
  calledOff,
  type GitSetting,
  type ShareFacts,
  ShareFailure,
  type ShareFailureKind,
} from '../domain/teamSharing';
import { listCommits } from './commits';
import type { GitOptions } from './git';
import { openRepository, type Repository } from './repository';

/** Who wrote in this time counts as one of the team. */
const authorDays = 90;

export interface ShareFactsOptions extends GitOptions {
  /** Epoch milliseconds. */
  readonly now: number;
}

/**
 * Reads what sharing has to know of the repository that a folder is in; writes and fetches nothing.
 * @throws {ShareFailure} `noGit` (none, or too old), `noRemote`, `noHistory` (nothing of the remote's default branch is here), `shallow`,
 * `timedOut`, `aborted`, `failed`.
 */
export async function shareFactsOf(
  folder: string,
  { now, ...options }: ShareFactsOptions,
  signal: AbortSignal,
): Promise<ShareFacts> {
  try {
    return await readFacts(await openRepository(folder, options, signal), now, signal);
  } catch (error) {
    if (!(error instanceof ReadFailure)) throw error;
    if (error.kind === 'aborted') throw calledOff(signal);
    const kind = kindOf[error.kind] ?? 'failed';
    throw new ShareFailure(kind, kind === 'failed' ? error.message : '', { cause: error });
  }
}

const kindOf: Partial<Record<ReadFailure['kind'], ShareFailureKind>> = {
  noGit: 'noGit',
  gitTooOld: 'noGit',
  noCommits: 'noHistory',
  timedOut: 'timedOut',
};

async function readFacts(repository: Repository, now: number, signal: AbortSignal): Promise<ShareFacts> {
  const { git, remoteAddress, shallow } = repository;
  if (remoteAddress === null) throw new ShareFailure('noRemote');
  const tip = remoteTipOf(repository);
  if (tip === null) throw new ShareFailure('noHistory');
  if (shallow) throw new ShareFailure('shallow');
  const words = ['rev-list', '--first-parent', '--max-parents=0', '--end-of-options', tip];
  const since = now - authorDays * dayMs;
  const [roots, commits, settings] = await Promise.all([
    git.query(words, signal),
    listCommits(git, [tip], since, signal),
    git.tryQuery(['config', '-z', '--get-regexp', leading], signal),
  ]);
  const authors = commits
    .filter(({ committedAt }) => committedAt >= since && committedAt <= now)
    .filter(({ authorAddress, authorName }) => !isBotAddress(authorAddress, authorName))
    .map(({ authorAddress }) => authorAddress.toLowerCase());
  return {
    remoteAddress: absolute(remoteAddress, repository.topFolder),
    connection: connectionOf(settings ?? ''),
    sharedId: createHash('sha256').update(roots.trim()).digest('hex'),
    authors: new Set(authors).size,
  };
}

/** Settings that lead to a host or sign in there; also those that hold by a condition, as for some folders only. */
const leading = '^(core[.](sshcommand|gitproxy)|ssh[.]variant|credential[.].*|http[.].*|url[.].*[.](push)?insteadof)$';

/** In the order in which git takes them. */
function connectionOf(text: string): GitSetting[] {
  const entries = text.split('\0').filter(entry => entry !== '');
  return entries.map(entry => {
    const end = entry.indexOf('\n');
    return end < 0 ? [entry, 'true'] : [entry.slice(0, end), entry.slice(end + 1)];
  });
}

/** The default branch as the remote has it; `null` where only a local one of that name is here. */
function remoteTipOf({ defaultBranch, branches }: Repository): string | null {
  if (defaultBranch === null) return null;
  const { name, id } = defaultBranch;
  const isRemote = branches.refs.some(
    ref => ref.id === id && ref.name.startsWith('refs/remotes/') && ref.name.endsWith(`/${name}`),
  );
  return isRemote ? id : null;
}

/** A path is told from where the repository is; an address, or a name for one, is left as it is. */
function absolute(address: string, topFolder: string): string {
  const isPath = /^\.{0,2}[/\\]/.test(address) || !address.includes(':');
  return isPath ? path.resolve(topFolder, address) : address;
}
