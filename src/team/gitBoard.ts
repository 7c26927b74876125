import { setTimeout as delay } from 'node:timers/promises';
import type { Join } from '../domain/shareRecord';
import { calledOff, ShareFailure } from '../domain/teamSharing';
import { anonymousCommit, type ObjectFormat, writeLoose } from './anonymousCommit';
import type { BoardPlace, BoardWeek, MaskedSum, TeamBoard } from './board';
import { boardFailureOf, failureOf } from './boardFailure';
import { BoardGit, type BoardGitOptions, type GitAnswer } from './boardGit';
import { checkWeekSize, readTexts, type Texts } from './boardTexts';
import { inScratch } from './scratchRepository';
import { placeOf, probeRefOf, probeText, readCohort, readJoin, readSum, refOf, refsOfWeek, sizes } from './wire';

export interface GitBoardOptions extends BoardGitOptions {
  /** A folder of Eddy's own, made when it is needed; it may be removed at any time. */
  readonly cacheFolder: string;
  /** As git takes it; a path has to be absolute. */
  readonly remoteAddress: string;
}

const pushWords = ['push', '--porcelain', '--no-progress', '--no-verify', '--no-signed'] as const;
const fetchWords = [
  'fetch',
  '--quiet',
  '--no-progress',
  '--no-tags',
  '--no-write-fetch-head',
  '--no-recurse-submodules',
] as const;

/** So long it is tried to remove what a failed probe may have left, also where the person does not wait any more. */
const removalMs = 15_000;

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
    if (signal.aborted) throw calledOff(signal);
    const ref = probeRefOf(id);
    let texts: Texts;
    try {
      await this.#post(ref, probeText, signal);
      texts = await this.#fetch(ref, () => probeText.length, signal);
    } catch (error) {
      // It may lie there also where the post failed.
      await this.#remove([ref], AbortSignal.timeout(removalMs)).catch(() => undefined);
      throw error;
    }
    await this.#remove([ref], new AbortController().signal);
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
    for (const [ref, text] of texts) {
      const place = placeOf(ref);
      if (place === null) continue;
      const found = text === null ? null : contentOf(place, text);
      if (found?.kind === 'join') joins.push(found.join);
      else if (found?.kind === 'sum') sums.push(found.sum);
      else if (found) cohort = found.cohort;
    }
    return { joins, cohort, sums };
  }

  post(place: BoardPlace, content: string, signal: AbortSignal): Promise<'posted' | 'taken'> {
    return this.#post(refOf(place), content, signal);
  }

  remove(places: readonly BoardPlace[], signal: AbortSignal): Promise<void> {
    return this.#remove(places.map(refOf), signal);
  }

  #post(ref: string, content: string, signal: AbortSignal): Promise<'posted' | 'taken'> {
    return this.#inScratch(async git => {
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
    await this.#inScratch(async git => {
      const { good, output, complaint } = await push(git, ['--', this.#address, ...refs.map(ref => `:${ref}`)], signal);
      if (!good) throw boardFailureOf(`${complaint}\n${output}`, this.#address);
    });
  }

  /**
   * What the host shows under refs.
   * @param pattern a ref, or the start of refs with `*` behind it.
   * @param sizeOf as of {@link readTexts}.
   */
  #fetch(pattern: string, sizeOf: (ref: string) => number | undefined, signal: AbortSignal): Promise<Texts> {
    return this.#inScratch(async git => {
      const fetch = (depth: readonly string[], packets = false) => {
        const words = [...fetchWords, ...depth, '--', this.#address, `+${pattern}:${pattern}`];
        return git.run(words, signal, { packets, watch: () => checkWeekSize(git.repository) });
      };
      const take = async ({ good, complaint }: GitAnswer) => {
        if (!good) throw boardFailureOf(complaint, this.#address);
        await checkWeekSize(git.repository);
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
  async #inScratch<T>(work: (git: BoardGit) => Promise<T>): Promise<T> {
    const { cacheFolder } = this.#options;
    const begin = (folder: string) => work(new BoardGit(folder, this.#options));
    try {
      return await inScratch(cacheFolder, this.#format, begin);
    } catch (error) {
      const failure = failureOf(error);
      if (this.#format === 'sha256' || !otherFormat.test(failure.detail)) throw failure;
      this.#format = 'sha256';
    }
    return this.#inScratch(work);
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

const nothing: Texts = new Map();

/** Whether git failed without a reason; what else stands there are greetings of the host. */
const isSilent = ({ good, complaint }: GitAnswer): boolean =>
  !good && !/^(?:fatal|error): (?!no matching remote head)/m.test(complaint);

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
