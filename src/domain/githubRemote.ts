import { remotePlaceOf } from './remoteAddress';

/** A repository as GitHub, or a GitHub Enterprise host, names it. */
export interface GithubRepository {
  /** In lower case; with its port where the address has one that is not ssh's. */
  readonly host: string;
  readonly owner: string;
  readonly name: string;
}

/** Nothing that a search would take for more than a name. */
const place = /^(?<owner>[A-Za-z\d](?:[A-Za-z\d_-]{0,98}))\/(?<name>[\w.-]{1,100})$/;

/**
 * The repository that a remote's address leads to, if it has the form that GitHub's have: `host/owner/name`. Which hosts
 * are GitHub's is not told by it.
 */
export function githubRepositoryOf(address: string): GithubRepository | null {
  const found = remotePlaceOf(address);
  const named = found && namedRepository(found.path);
  return named && { host: found.host, ...named };
}

/** Owner and name out of `owner/name`, or `null` where that is none. */
export function namedRepository(path: string): Pick<GithubRepository, 'owner' | 'name'> | null {
  const { owner, name } = place.exec(path)?.groups ?? {};
  return owner === undefined || name === undefined || /^\.+$/.test(name) ? null : { owner, name };
}
