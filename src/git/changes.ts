import { availableParallelism } from 'node:os';
import type { CommitChange, FileChange } from '../domain/change';
import { ReadFailure } from '../domain/report';
import { type Git, patchOptions } from './git';
import { type LineSink, PatchParser, patchFormat } from './patchParser';

/** Names what a stored change depends on besides its commit: raise it when the parser or its options change. */
export const changeFormat = 'eddy-changes/4';

/** What differs between the kinds of commit: to look for renames in every merge would take longer than all the rest. */
const ordinary = ['-M'];
/**
 * With a line of context, for without any git does not show an unchanged line that follows deleted ones, though the
 * hunk goes on behind it.
 */
const merge = ['-c', '--combined-all-paths', '-U1'];
const merges = [...merge, '--no-renames'];
const mergesWithRenames = [...merge, '-M'];

/** `git blame` knows no other algorithm than Myers's: with another one, ages would not be what it says. */
const diffTree = ['diff-tree', ...patchFormat, ...patchOptions, '--diff-algorithm=myers'];

/** Ordinary commits are read in up to so many streams, as processors allow, of at least so many commits each. */
const mostStreams = 4;
const leastShare = 64;

/** After this many unreadable commits in a row the rest is taken as unreadable too: each costs a start of git. */
const mostUnreadable = 20;
/** Of whole branches, which are never many. */
const mostUnreadableSpans = 200;

export interface ChangesToRead {
  /** Ids of commits with at most one parent, and of merges. */
  ordinary: readonly string[];
  merges: readonly string[];
}

export interface ChangeSink {
  onChange(change: CommitChange): void;
  /** Called with each commit that could not be read, for its objects are missing or damaged. */
  onUnreadable(id: string): void;
}

/**
 * Reads what commits changed, in several streams at once, and hands on each as it comes. A commit that changes nothing is
 * handed on with no files.
 * @param isGenerated whether a path is of a generated file; those take no part in moves.
 * @throws {ReadFailure} when git fails for other reasons than missing objects.
 */
export async function readChanges(
  git: Git,
  { ordinary: ids, merges: mergeIds }: ChangesToRead,
  isGenerated: (path: string) => boolean,
  sink: ChangeSink,
  signal: AbortSignal,
): Promise<void> {
  const failed = new AbortController();
  const either = AbortSignal.any([signal, failed.signal]);
  const read = (share: readonly string[], options: readonly string[], to = sink) =>
    readStream(git, share, options, isGenerated, to, either).catch((error: unknown) => {
      failed.abort();
      throw error;
    });
  const readMerges = async () => {
    const again: string[] = [];
    const onChange = (change: CommitChange) => {
      if (change.files.some(mayBeRenamed)) again.push(change.id);
      else sink.onChange(change);
    };
    await read(mergeIds, merges, { onChange, onUnreadable: id => sink.onUnreadable(id) });
    await read(again, mergesWithRenames);
  };
  const results = await Promise.allSettled([...shares(ids).map(share => read(share, ordinary)), readMerges()]);
  const errors = results.flatMap(result => (result.status === 'rejected' ? [result.reason as unknown] : []));
  // One failure ends the others: theirs is only that they were aborted.
  const isAbort = (error: unknown) => error instanceof ReadFailure && error.kind === 'aborted';
  if (errors.length > 0) throw errors.find(error => !isAbort(error)) ?? errors[0];
}

/** Whether a file of a merge that has no counterpart in some parent may have one there by another name. */
const mayBeRenamed = ({ blob, parentBlobs }: FileChange): boolean => blob !== '' && parentBlobs.includes('');

/** Neighbours share what git unpacks, so each stream gets a stretch of commits; a short list is not worth a second. */
function shares(ids: readonly string[]): string[][] {
  const streams = Math.max(1, Math.min(availableParallelism(), mostStreams, Math.floor(ids.length / leastShare)));
  const size = Math.ceil(ids.length / streams);
  return Array.from({ length: streams }, (_, share) => ids.slice(share * size, (share + 1) * size));
}

/** Ids, or what stands on a line of its own before git, such as an id and those that it is compared with. */
async function readStream(
  git: Git,
  asked: readonly string[],
  options: readonly string[],
  isGenerated: (path: string) => boolean,
  sink: AskedSink,
  signal: AbortSignal,
  { onLine, most = mostUnreadable }: { onLine?: LineSink | undefined; most?: number } = {},
): Promise<void> {
  const words = [...diffTree, ...options];
  let next = 0;
  let unreadable = 0;
  /** Whether to read only the next: git failed before it, in it, or after. */
  let alone = false;
  /** They come in the order asked for; git leaves out those that change nothing. */
  const handOnEmpty = (end: number, id: string | null) => {
    while (next < end && idIn(asked[next] as string) !== id) {
      const one = asked[next++] as string;
      sink.onChange(emptyChange(idIn(one)), one);
    }
  };
  while (next < asked.length) {
    const start = next;
    const end = alone ? next + 1 : asked.length;
    const parser = new PatchParser(
      change => {
        handOnEmpty(end, change.id);
        sink.onChange(change, asked[next] as string);
        next++;
      },
      isGenerated,
      onLine,
    );
    try {
      const input = asked.slice(next, end).map(one => `${one}\n`);
      await git.stream(words, input.join(''), chunk => parser.push(chunk), signal);
      parser.end();
      handOnEmpty(end, null);
      alone = false;
      unreadable = 0;
    } catch (error) {
      if (!(error instanceof ReadFailure) || error.kind !== 'missingObjects') throw error;
      if (alone) {
        sink.onUnreadable(asked[next++] as string);
        unreadable++;
      }
      if (!alone && next > start) unreadable = 0;
      // Behind one that can't be read there may be more: where there are two, each is read alone until one can be.
      alone = (!alone && next === start) || unreadable > 1;
      while (unreadable > most && next < asked.length) sink.onUnreadable(asked[next++] as string);
    }
  }
}

interface AskedSink {
  onChange(change: CommitChange, asked: string): void;
  onUnreadable(asked: string): void;
}

const idIn = (asked: string): string => asked.split(' ', 1)[0] as string;

/** What else {@link readWhole} tells. */
export interface WholeExtras {
  /** Called with a span that changes nothing, or can't be read for its objects are missing. */
  onNothing?(span: string): void;
  /** Called with the lines of a span before its change. */
  onLine?: LineSink;
}

/**
 * Reads what whole branches change, each as if it were one commit.
 * @param spans ids of a tip and of its base, with a space between.
 * @param onChange called with the span and its change, where it has any.
 * @throws {ReadFailure} when git fails for other reasons than missing objects.
 */
export async function readWhole(
  git: Git,
  spans: readonly string[],
  isGenerated: (path: string) => boolean,
  onChange: (span: string, change: CommitChange) => void,
  signal: AbortSignal,
  { onNothing, onLine }: WholeExtras = {},
): Promise<void> {
  const sink: AskedSink = {
    onChange: (change, span) => (change.files.length > 0 ? onChange(span, change) : onNothing?.(span)),
    onUnreadable: span => onNothing?.(span),
  };
  // Git names the tip only, so that one with several bases must not be asked twice at a time.
  for (let left = [...new Set(spans)]; left.length > 0; ) {
    const round = new Map(left.map(span => [idIn(span), span]));
    const extras = { onLine, most: mostUnreadableSpans };
    await readStream(git, [...round.values()], ordinary, isGenerated, sink, signal, extras);
    left = left.filter(span => round.get(idIn(span)) !== span);
  }
}

const emptyChange = (id: string): CommitChange => ({
  id,
  files: [],
  blankAdded: [],
  blankDeleted: [],
  carried: [],
  fingerprint: '',
});
