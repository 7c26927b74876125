import type { Commit } from '../domain/change';
import type { MainlineCommit } from '../domain/landings';
import type { Git } from './git';
import { eachRecord, firstOf, idOf } from './records';

/** More of a history than this is not asked: requests that landed before are of no week that is shown. */
const mostCommits = 100_000;
/** What a message may hold before its end is looked for; forges put their marks at the start or the end. */
const mostBody = 16_384;
const bodyEnd = 2048;
/** The same of a subject, which is all up to the first empty line: some patterns take the square of its length. */
const mostSubject = 2048;
const subjectEnd = 1024;

const format = ['%P', '%at', '%ct', '%aE', '%aN', '%cE', '%s', '%b'];

/** A commit of any line, with its message. */
export type MessageCommit = Commit & MainlineCommit;

/**
 * The first-parent line of a branch with its messages, newest first.
 * @param tip full id of its last commit.
 * @param onCommit called with each as it comes, while git looks for the next.
 */
export function readMainline(
  git: Git,
  tip: string,
  signal: AbortSignal,
  onCommit?: (commit: MainlineCommit) => void,
): Promise<MessageCommit[]> {
  return list(git, ['--first-parent', `--max-count=${mostCommits}`], [tip], signal, onCommit);
}

/**
 * Commits with their messages, as `git rev-list` takes and orders them; of those asked for that are not there, none.
 * @param revisions ids; one behind `^` excludes what is reachable from it.
 */
export function listMessages(git: Git, revisions: readonly string[], signal: AbortSignal): Promise<MessageCommit[]> {
  return list(git, ['--ignore-missing'], revisions, signal);
}

async function list(
  git: Git,
  options: readonly string[],
  revisions: readonly string[],
  signal: AbortSignal,
  onCommit?: (commit: MessageCommit) => void,
): Promise<MessageCommit[]> {
  const commits: MessageCommit[] = [];
  const texts = new Map<string, string>();
  /** Of the same addresses and names, one is kept. */
  const once = (text: string) => {
    const known = texts.get(text);
    if (known === undefined) texts.set(text, text);
    return known ?? text;
  };
  const onRecord = (fields: readonly string[], first: number) => {
    const commit = commitOf(fields, first, once);
    commits.push(commit);
    onCommit?.(commit);
    return undefined;
  };
  await eachRecord(git, options, format, revisions.map(revision => `${revision}\n`).join(''), onRecord, signal);
  return commits;
}

function commitOf(fields: readonly string[], first: number, once: (text: string) => string): MessageCommit {
  const at = (field: number) => fields[first + field] ?? '';
  const parents = firstOf(at(0));
  return {
    id: idOf(at(0)),
    parents: parents === '' ? [] : parents.split(' '),
    authoredAt: Number(at(1)) * 1000,
    committedAt: Number(at(2)) * 1000,
    authorAddress: once(at(3)),
    authorName: once(at(4)),
    committerAddress: once(at(5)),
    subject: bothEnds(at(6), mostSubject, subjectEnd, ' … '),
    body: bothEnds(at(7), mostBody, bodyEnd, '\n'),
    traced: undefined,
    words: undefined,
  };
}

const bothEnds = (text: string, most: number, end: number, between: string): string =>
  text.length > most ? text.slice(0, most - end) + between + text.slice(-end) : text;

/**
 * Ids of the commits of a first-parent line that touch some paths and are no merges, not older than `since` (epoch ms).
 * @param paths git's bytes, one character each.
 */
export async function readTouching(
  git: Git,
  tip: string,
  paths: readonly string[],
  since: number,
  signal: AbortSignal,
): Promise<string[]> {
  // On standard input a path is a line.
  const named = paths.filter(path => path !== '' && !path.includes('\n'));
  if (named.length === 0) return [];
  const words = ['rev-list', '--first-parent', '--max-parents=1', `--max-count=${mostTouching}`];
  const input = Buffer.from([tip, '--', ...named.map(path => `:(top,literal)${path}`), ''].join('\n'), 'latin1');
  const text = await git.query([...words, `--max-age=${Math.floor(since / 1000)}`, '--stdin'], signal, input);
  return text.split('\n').filter(id => id !== '');
}

const mostTouching = 2000;
