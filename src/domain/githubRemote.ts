/** A repository as GitHub, or a GitHub Enterprise host, names it. */
export interface GithubRepository {
  /** In lower case; with its port where the address has one that is not ssh's. */
  readonly host: string;
  readonly owner: string;
  readonly name: string;
}

/** `user@host:path`, as ssh has it. */
const scp = /^(?:[^/@:]+@)?(?<host>[^/:@]+):(?!\/\/)\/?(?<path>.+)$/;
const url = /^(?<scheme>https?|ssh|git|git\+ssh):\/\/(?:[^/@]*@)?(?<host>[^/:@]+)(?<port>:\d+)?\/(?<path>.+)$/i;
/** Nothing that a search would take for more than a name. */
const place = /^(?<owner>[A-Za-z\d](?:[A-Za-z\d_-]{0,98}))\/(?<name>[\w.-]{1,100})$/;

/**
 * The repository that a remote's address leads to, if it has the form that GitHub's have: `host/owner/name`. Which hosts
 * are GitHub's is not told by it.
 */
export function githubRepositoryOf(address: string): GithubRepository | null {
  const found = (url.exec(address.trim()) ?? scp.exec(address.trim()))?.groups;
  if (!found?.host || !found.path) return null;
  const path = found.path.replace(/\/+$/, '').replace(/\.git$/, '');
  const named = namedRepository(path);
  if (!named) return null;
  const web = /^https?$/i.test(found.scheme ?? '');
  return { host: hostOf(found.host.toLowerCase()) + (web ? (found.port ?? '') : ''), ...named };
}

/** Owner and name out of `owner/name`, or `null` where that is none. */
export function namedRepository(path: string): Pick<GithubRepository, 'owner' | 'name'> | null {
  const { owner, name } = place.exec(path)?.groups ?? {};
  return owner === undefined || name === undefined || /^\.+$/.test(name) ? null : { owner, name };
}

/** ssh over the port of https has a host of its own. */
const hostOf = (host: string): string => (/^(?:www|ssh)\.github\.com$/.test(host) ? 'github.com' : host);
