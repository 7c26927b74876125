import { realpath } from 'node:fs/promises';
import path from 'node:path';
import type { ReportReader } from './domain/report';
import type { SecretKeys, TeamSharing } from './domain/teamSharing';
import { changeFormat } from './git/changes';
import { RepositoryReader } from './git/repositoryReader';
import { shareFactsOf } from './git/shareFacts';
import type { FolderExactDates } from './store/exactDates';
import { type CurrentInstallation, Installation } from './store/installation';
import { FolderLedger } from './store/ledger';
import { FolderShareRecords, teamFolderName } from './store/shareRecords';
import { cachesIn } from './store/storage';
import { GitBoard } from './team/gitBoard';
import { TeamMember } from './team/member';

/** A folder that is gone, or that a link leads nowhere to, has no path. */
export const realPath = (folder: string): Promise<string | null> => realpath(folder).catch(() => null);

/**
 * Has the runtime look again which time zone the machine is in. It else goes on with the one that it found first, for as
 * long as the window lives, and people travel; that this variable is touched is what makes Node look.
 */
export function lookForTimeZone(): void {
  const { TZ: named } = process.env;
  if (named === undefined) delete process.env.TZ;
  else process.env.TZ = named;
}

/** The reader of repositories, with its cache in a folder; nothing is touched before the first reading. */
export function readerIn(folder: string, installation: CurrentInstallation, dates: FolderExactDates): ReportReader {
  const parts = { ...cachesIn(folder, changeFormat), exactDates: dates.requestsOf };
  let names = Installation.passing();
  const repositoryId = (remote: string | null, common: string) => names.repositoryId(remote, common);
  const branchNumber = (id: string, branch: string) => names.branchNumber(id, branch);
  const reader = new RepositoryReader({ ...parts, ledger: new FolderLedger(folder), repositoryId, branchNumber });
  return {
    read: async (...question) => {
      names = await installation.open();
      return reader.read(...question);
    },
    addRequests: (...question) => reader.addRequests(...question),
    addGround: (...question) => reader.addGround(...question),
  };
}

/** Sharing with teams, with its records in a folder and boards on the remotes of repositories; nothing is touched before. */
export function teamIn(folder: string, secrets: SecretKeys, now: () => number): TeamSharing {
  return new TeamMember({
    records: new FolderShareRecords(folder),
    secrets,
    factsOf: (repository, signal) => shareFactsOf(repository, { now: now() }, signal),
    boardOf: (repositoryId, { remoteAddress, connection }) =>
      new GitBoard({
        cacheFolder: path.join(folder, teamFolderName, repositoryId, 'board'),
        remoteAddress,
        ...(connection && { connection }),
      }),
    now,
  });
}
