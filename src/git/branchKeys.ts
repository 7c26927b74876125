import type { BranchKeys, RequestKey } from '../domain/branchNews';
import type { Repository } from './repository';

/** What of the configuration {@link branchKeysOf} looks at, as `git config --get-regexp` takes it. */
export const branchKeyPattern = 'branch[.].*[.](github-pr-owner-number|remote|merge)|remote[.].*[.]url';
const heads = 'refs/heads/';

/**
 * What the configuration says of branches: their counterparts, and the requests that GitHub's extension notes there, for
 * branches of one's own and for others' that are checked out.
 * @throws {ReadFailure} `aborted`, `noGit`, `timedOut`.
 */
export async function readBranchKeys({ git }: Repository, signal: AbortSignal): Promise<BranchKeys> {
  const values = new Map<string, string>();
  const text = await git.tryQuery(['config', '-z', '--get-regexp', `^(${branchKeyPattern})$`], signal);
  for (const entry of (text ?? '').split('\0')) {
    const end = entry.indexOf('\n');
    if (end > 0) values.set(entry.slice(0, end), entry.slice(end + 1));
  }
  return branchKeysOf(values);
}

/** @param values by key, of which others are passed over. */
export function branchKeysOf(values: ReadonlyMap<string, string>): BranchKeys {
  const remotes: string[] = [];
  const upstreams = new Map<string, { remote: string; target: string }>();
  const requests = new Map<string, RequestKey>();
  for (const [key, value] of values) {
    const [, section, name = '', what] = /^(branch|remote)\.(.*)\.([^.]+)$/s.exec(key) ?? [];
    const request = what === 'github-pr-owner-number' ? requestOf(value) : null;
    const remote = values.get(`branch.${name}.remote`) ?? '.';
    if (section === 'remote') remotes.push(name);
    else if (request) requests.set(name, request);
    else if (what === 'merge' && value.startsWith(heads) && remote !== '.')
      upstreams.set(name, { remote, target: value.slice(heads.length) });
  }
  return { remotes, upstreams, requests };
}

/** `owner#repository#number`. */
function requestOf(value: string): RequestKey | null {
  const [, owner, repository, number] = /^([^#\s]+)#([^#\s]+)#([1-9]\d{0,8})$/.exec(value) ?? [];
  if (owner === undefined || repository === undefined) return null;
  return { forge: 'github', owner, repository, number: Number(number) };
}
