import type { Commit } from '../domain/change';
import type { Git } from './git';
import { eachRecord, firstOf, idOf } from './records';

/**
 * Git lists commits by committer date, but clocks err, and one bad date must not end the reading: it goes on until
 * this many commits in a row are older than asked for.
 */
const slack = 500;

const format = ['%P', '%at', '%ct', '%aE', '%aN'];

/**
 * Lists the commits reachable from `tips`, newest first, back to `since` and a little further.
 * @param tips ids; one behind `^` excludes what is reachable from it.
 * @param since epoch milliseconds; minus infinity for all.
 */
export async function listCommits(
  git: Git,
  tips: readonly string[],
  since: number,
  signal: AbortSignal,
  options: readonly string[] = [],
): Promise<Commit[]> {
  const commits: Commit[] = [];
  let old = 0;
  const onCommit = (commit: Commit) => {
    commits.push(commit);
    old = commit.committedAt < since ? old + 1 : 0;
    return old > slack ? 'enough' : undefined;
  };
  await eachCommit(git, tips, onCommit, signal, options);
  return commits;
}

/**
 * Hands on the commits reachable from `tips`, newest first, as git lists them.
 * @param onCommit may return `'enough'`, and is called no more.
 */
export async function eachCommit(
  git: Git,
  tips: readonly string[],
  onCommit: (commit: Commit) => 'enough' | undefined,
  signal: AbortSignal,
  options: readonly string[] = [],
): Promise<void> {
  const onRecord = (fields: readonly string[], first: number) => onCommit(commitOf(fields, first));
  await eachRecord(git, options, format, tips.map(id => `${id}\n`).join(''), onRecord, signal);
}

/** Whose commits are, after `.mailmap`, by id; those that are not there are passed over. */
export async function readAddresses(
  git: Git,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  if (ids.length === 0) return found;
  const options = ['--ignore-missing', '--no-walk=unsorted'];
  const onRecord = (fields: readonly string[], at: number) => {
    const field = fields[at] ?? '';
    found.set(idOf(field), firstOf(field));
    return undefined;
  };
  await eachRecord(git, options, ['%aE'], ids.map(id => `${id}\n`).join(''), onRecord, signal);
  return found;
}

function commitOf(fields: readonly string[], first: number): Commit {
  const at = (field: number) => fields[first + field] ?? '';
  const parents = firstOf(at(0));
  return {
    id: idOf(at(0)),
    parents: parents === '' ? [] : parents.split(' '),
    authoredAt: Number(at(1)) * 1000,
    committedAt: Number(at(2)) * 1000,
    authorAddress: at(3),
    authorName: at(4),
  };
}
