import type { Commit } from '../domain/change';
import type { Git } from './git';

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
  let rest = '';
  const decoder = new TextDecoder();
  const words = ['rev-list', '--encoding=UTF-8', `--format=${format.join('%x00')}`, ...options, '--stdin'];
  await git.stream(
    words,
    tips.map(id => `${id}\n`).join(''),
    chunk => {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      // A commit is two lines: `commit ID`, then what was asked for.
      if (lines.length % 2 === 1) rest = `${lines.pop()}\n${rest}`;
      for (let at = 0; at < lines.length; at += 2) {
        if (onCommit(commitOf(lines[at] ?? '', lines[at + 1] ?? '')) === 'enough') return 'enough';
      }
      return undefined;
    },
    signal,
  );
}

/** Whose commits are, after `.mailmap`, by id; those that are not there are passed over. */
export async function readAddresses(
  git: Git,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const words = ['rev-list', '--encoding=UTF-8', '--ignore-missing', '--no-walk=unsorted', '--stdin'];
  const text = await git.query([...words, '--format=%H%x00%aE'], signal, ids.map(id => `${id}\n`).join(''));
  const found = new Map<string, string>();
  for (const line of text.split('\n')) {
    const end = line.indexOf('\0');
    if (end > 0) found.set(line.slice(0, end), line.slice(end + 1));
  }
  return found;
}

function commitOf(header: string, line: string): Commit {
  const [parents = '', authored = '', committed = '', authorAddress = '', authorName = ''] = line.split('\0');
  return {
    id: header.slice('commit '.length),
    parents: parents === '' ? [] : parents.split(' '),
    authoredAt: Number(authored) * 1000,
    committedAt: Number(committed) * 1000,
    authorAddress,
    authorName,
  };
}
