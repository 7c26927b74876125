import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ShareFailure } from '../domain/teamSharing';
import { anonymousCommit, contentName, type ObjectFormat, writeLoose } from './anonymousCommit';
import type { BoardPlace, BoardWeek, Join, MaskedSum, TeamBoard } from './board';
import { boardFailureOf, fileFailureOf } from './boardFailure';
import { BoardGit, type BoardGitOptions, type GitAnswer } from './boardGit';
import {
  mostKeys,
  placeOf,
  probeRefOf,
  probeText,
  readCohort,
  readJoin,
  readSum,
  refOf,
  refsOfWeek,
  sizes,
} from './wire';

export interface GitBoardOptions extends BoardGitOptions {
  /** A folder of Eddy's own, made when it is needed; it may be removed at any time. */
  readonly cacheFolder: string;
  /** As git takes it; a path has to be absolute. */
  readonly remoteAddress: string;
}

/** A host's week takes less than this in a cache, or it is not read. */
const mostWeekBytes = 4 * 2 ** 20;
const mostWeekFiles = 3 * mostKeys;
/** Nothing takes this long: what is left from then is of a process that was killed. */
const leftoverMs = 60 * 60_000;

const pushWords = ['push', '--porcelain', '--no-progress', '--no-verify', '--no-signed'] as const;
const fetchWords = [
  'fetch',
  '--quiet',
  '--no-progress',
  '--no-tags',
  '--no-write-fetch-head',
  '--no-recurse-submodules',
] as const;

/** Pauses before a push is tried again, for another was at the same refs. */
const raceDelaysMs = [50, 200, 800];
const raced = /cannot lock ref|failed to (?:update|delete|lock)|reference already exists|incorrect old value provided/;

/**
 * A board of refs below `refs/eddy/v1/` on a git host. Each is a commit by nobody that holds one text.
 *
 * - Every call works in a bare repository of its own, which is gone afterwards: nothing that was killed, damaged or is
 *   at work at the same time can be in its way.
 * - What was posted by the same text counts as one's own: a post whose answer was lost is just posted again.
 */
export class GitBoard implements TeamBoard {
  readonly #options: GitBoardOptions;
  #format: ObjectFormat = 'sha1';

  constructor(options: GitBoardOptions) {
    this.#options = options;
  }

  async probe(id: string, signal: AbortSignal): Promise<void> {
    const ref = probeRefOf(id);
    await this.#post(ref, probeText, signal);
    let texts: ReadonlyMap<string, string | null>;
    try {
      texts = await this.#fetch(ref, () => probeText.length, signal);
    } catch (error) {
      await this.#remove([ref], signal).catch(() => undefined);
      throw error;
    }
    await this.#remove([ref], signal);
    if (texts.get(ref) !== probeText) throw new ShareFailure('hidden');
  }

  async read(week: string, signal: AbortSignal): Promise<BoardWeek> {
    const sizeOf = (ref: string) => {
      const place = placeOf(ref);
      return place ? sizes[place.kind] : undefined;
    };
    const texts = await this.#fetch(`${refsOfWeek(week)}/*`, sizeOf, signal);
    const joins: Join[] = [];
    const sums: MaskedSum[] = [];
    let cohort: readonly string[] | null = null;
    let malformed = 0;
    for (const [ref, text] of texts) {
      const place = placeOf(ref);
      if (place === null) continue;
      const found = text === null ? null : contentOf(place, text);
      if (found === null) malformed++;
      else if (found.kind === 'join') joins.push(found.join);
      else if (found.kind === 'sum') sums.push(found.sum);
      else cohort = found.cohort;
    }
    return { joins, cohort, sums, malformed };
  }

  post(place: BoardPlace, content: string, signal: AbortSignal): Promise<'posted' | 'taken'> {
    return this.#post(refOf(place), content, signal);
  }

  remove(places: readonly BoardPlace[], signal: AbortSignal): Promise<void> {
    return this.#remove(places.map(refOf), signal);
  }

  #post(ref: string, content: string, signal: AbortSignal): Promise<'posted' | 'taken'> {
    return this.#inScratch(signal, async git => {
      const objects = anonymousCommit(content, this.#format);
      await writeLoose(git.repository, objects);
      const words = [`--force-with-lease=${ref}:`, '--', this.#address, `${objects[2].id}:${ref}`];
      const { output, complaint } = await push(git, words, signal);
      const [flag, , reason = ''] = lineOf(ref, output.toString());
      if (flag === '*' || flag === '=') return 'posted';
      if (reason.includes('(stale info)')) return 'taken';
      throw boardFailureOf(`${complaint}\n${reason}`, this.#address);
    });
  }

  async #remove(refs: readonly string[], signal: AbortSignal): Promise<void> {
    if (refs.length === 0) return;
    await this.#inScratch(signal, async git => {
      const { good, output, complaint } = await push(git, ['--', this.#address, ...refs.map(ref => `:${ref}`)], signal);
      if (!good) throw boardFailureOf(`${complaint}\n${output}`, this.#address);
    });
  }

  /**
   * What the host shows under refs: the text, or `null` where it is none of an {@link anonymousCommit} with the size.
   * @param pattern a ref, or the start of refs with `*` behind it.
   * @param sizeOf the bytes that a ref's text has; a ref without is left out.
   */
  #fetch(
    pattern: string,
    sizeOf: (ref: string) => number | undefined,
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, string | null>> {
    return this.#inScratch(signal, async git => {
      const fetch = (depth: readonly string[], packets = false) => {
        const words = [...fetchWords, ...depth, '--', this.#address, `+${pattern}:${pattern}`];
        return git.run(words, signal, { packets, watch: () => checkSize(git.repository) });
      };
      const take = async ({ good, complaint }: GitAnswer) => {
        if (!good) throw boardFailureOf(complaint, this.#address);
        await checkSize(git.repository);
        return readTexts(git, this.#format, sizeOf, signal);
      };
      const first = await fetch(['--depth=1']);
      const texts = isSilent(first) ? nothing : await take(first);
      if (texts.size > 0) return texts;
      // Where no ref fits, git with a depth fails, mostly without a word; without a depth it says whether that was all.
      const second = await fetch([], true);
      // Any page of the web may look like a repository without refs, but exchanges no packets.
      if (second.good && !second.complaint.includes('packet:')) throw new ShareFailure('offline');
      return take(second);
    });
  }

  get #address(): string {
    return this.#options.remoteAddress;
  }

  /** Works in an empty bare repository; in one of the host's object format, once that is known. */
  async #inScratch<T>(signal: AbortSignal, work: (git: BoardGit) => Promise<T>): Promise<T> {
    const { cacheFolder } = this.#options;
    let scratch: string | null = null;
    try {
      await mkdir(cacheFolder, { recursive: true, mode: 0o700 });
      await removeLeftovers(cacheFolder);
      scratch = await mkdtemp(path.join(cacheFolder, scratchPrefix));
      await makeRepository(scratch, this.#format);
      return await work(new BoardGit(scratch, this.#options));
    } catch (error) {
      const failure = fileFailureOf(error);
      if (this.#format === 'sha256' || !otherFormat.test(failure.detail)) throw failure;
      this.#format = 'sha256';
    } finally {
      if (scratch !== null) await rm(scratch, { recursive: true, force: true, maxRetries: 3 });
    }
    return this.#inScratch(signal, work);
  }
}

async function push(git: BoardGit, words: readonly string[], signal: AbortSignal): Promise<GitAnswer> {
  for (const pause of raceDelaysMs) {
    const answer = await git.run([...pushWords, ...words], signal);
    if (answer.good || !raced.test(`${answer.complaint}\n${answer.output}`)) return answer;
    await delay(pause, undefined, { signal }).catch(() => undefined);
  }
  return git.run([...pushWords, ...words], signal);
}

const nothing: ReadonlyMap<string, string | null> = new Map();

/** Whether git failed without a reason; what else stands there are greetings of the host. */
const isSilent = ({ good, complaint }: GitAnswer): boolean =>
  !good && !/^(?:fatal|error): (?!no matching remote head)/m.test(complaint);

const scratchPrefix = 'at-';
/** What git says to a host that names objects by SHA-256. */
const otherFormat = /mismatched algorithms|hash algorithm/;

type Content =
  | { readonly kind: 'join'; readonly join: Join }
  | { readonly kind: 'cohort'; readonly cohort: readonly string[] }
  | { readonly kind: 'sum'; readonly sum: MaskedSum };

/** `null` where it has no valid form, or an id that is not its place's. */
function contentOf(place: BoardPlace, text: string): Content | null {
  switch (place.kind) {
    case 'join': {
      const join = readJoin(text);
      return join?.id === place.id ? { kind: 'join', join } : null;
    }
    case 'cohort': {
      const cohort = readCohort(text);
      return cohort && { kind: 'cohort', cohort };
    }
    case 'sum': {
      const sum = readSum(text);
      return sum && { kind: 'sum', sum: { id: place.id, ...sum } };
    }
  }
}

/** What a push says of a ref: a flag, the names and a reason. */
function lineOf(ref: string, output: string): readonly string[] {
  const lines = output.split('\n').map(line => line.split('\t'));
  return lines.find(([, names = '']) => names.endsWith(`:${ref}`)) ?? [];
}

/** As `git init --bare` does, without what templates and settings would put there. */
async function makeRepository(folder: string, format: ObjectFormat): Promise<void> {
  const extension = format === 'sha1' ? '' : `[extensions]\n\tobjectFormat = ${format}\n`;
  const version = format === 'sha1' ? 0 : 1;
  await mkdir(path.join(folder, 'objects'));
  await mkdir(path.join(folder, 'refs'));
  await writeFile(path.join(folder, 'HEAD'), 'ref: refs/heads/none\n');
  await writeFile(
    path.join(folder, 'config'),
    `[core]\n\trepositoryFormatVersion = ${version}\n\tbare = true\n${extension}`,
  );
}

async function removeLeftovers(cacheFolder: string): Promise<void> {
  for (const name of await readdir(cacheFolder)) {
    if (!name.startsWith(scratchPrefix)) continue;
    const folder = path.join(cacheFolder, name);
    // Another process may remove it as well.
    const found = await stat(folder).catch(() => null);
    if (found && Date.now() - found.mtimeMs > leftoverMs) await rm(folder, { recursive: true, force: true });
  }
}

/** @throws {ShareFailure} where a host sends more than a week can be. */
async function checkSize(repository: string): Promise<void> {
  // While git is at work folders go under one's hands; it is looked at again.
  const names = await readdir(repository, { recursive: true }).catch(() => []);
  let bytes = 0;
  for (const name of names) bytes += (await stat(path.join(repository, name)).catch(() => null))?.size ?? 0;
  if (bytes > mostWeekBytes || names.length > mostWeekFiles) throw new ShareFailure('failed', 'too much for a week');
}

async function readTexts(
  git: BoardGit,
  format: ObjectFormat,
  sizeOf: (ref: string) => number | undefined,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string | null>> {
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
