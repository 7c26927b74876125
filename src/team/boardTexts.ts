import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { ShareFailure } from '../domain/teamSharing';
import { anonymousCommit, contentName, type ObjectFormat } from './anonymousCommit';
import { boardFailureOf } from './boardFailure';
import type { BoardGit } from './boardGit';
import { mostKeys } from './wire';

/** A host's week takes less than this in a repository, or it is not read. */
const mostWeekBytes = 4 * 2 ** 20;
const mostWeekFiles = 3 * mostKeys;

/** By ref; `null` where it is none of an {@link anonymousCommit}, or of another size. */
export type Texts = ReadonlyMap<string, string | null>;

/** @throws {ShareFailure} where a host sends more than a week can be. */
export async function checkWeekSize(repository: string): Promise<void> {
  // While git is at work folders go under one's hands; it is looked at again.
  const names = await readdir(repository, { recursive: true }).catch(() => []);
  let bytes = 0;
  for (const name of names) bytes += (await stat(path.join(repository, name)).catch(() => null))?.size ?? 0;
  if (bytes > mostWeekBytes || names.length > mostWeekFiles) throw new ShareFailure('failed', 'too much for a week');
}

/**
 * The texts of all refs of sharing's in a repository.
 * @param sizeOf the bytes that a ref's text has; a ref without is left out.
 */
export async function readTexts(
  git: BoardGit,
  format: ObjectFormat,
  sizeOf: (ref: string) => number | undefined,
  signal: AbortSignal,
): Promise<Texts> {
  const ask = async (words: readonly string[], lines: readonly string[]) => {
    const { good, output, complaint } = await git.run(words, signal, {
      input: lines.map(line => `${line}\n`).join(''),
    });
    if (!good) throw boardFailureOf(complaint, '');
    return output;
  };
  const listed = await ask(['for-each-ref', '--format=%(objectname) %(refname)', 'refs/eddy/'], []);
  const refs = linesOf(listed).flatMap(line => {
    const [id = '', ref = ''] = line.split(' ');
    const size = sizeOf(ref);
    return size === undefined ? [] : [{ id, ref, size }];
  });
  if (refs.length === 0) return new Map();
  // Told before it is read, for it may be of any size.
  const told = await ask(
    ['cat-file', '--batch-check=%(objectname) %(objecttype) %(objectsize)'],
    refs.map(({ id }) => `${id}:${contentName}`),
  );
  const blobs = linesOf(told).map((line, at) => {
    const [blob = '', type, size] = line.split(' ');
    return type === 'blob' && size === String(refs[at]?.size) ? blob : null;
  });
  const wanted = blobs.filter(blob => blob !== null);
  const read = wanted.length === 0 ? Buffer.alloc(0) : await ask(['cat-file', '--batch=%(objectname)'], wanted);
  const texts = new Map<string, string | null>();
  let at = 0;
  refs.forEach(({ id, ref, size }, index) => {
    const blob = blobs[index];
    if (!blob) {
      texts.set(ref, null);
      return;
    }
    // A line with the id, then the blob and the end of a line.
    const start = at + blob.length + 1;
    at = start + size + 1;
    const text = read.toString('utf8', start, start + size);
    // What is anything but this text by nobody has another id.
    texts.set(ref, anonymousCommit(text, format)[2].id === id ? text : null);
  });
  return texts;
}

const linesOf = (output: Buffer): string[] =>
  output
    .toString()
    .split('\n')
    .filter(line => line !== '');
