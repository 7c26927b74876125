import { chmod, mkdir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import type { ExactDates, ExactDatesStore, KeptExactDates } from '../domain/exactDates';
import { JournalFolder, unlessMissing } from './journalFolder';

const version = 1;
const instant = v.pipe(v.number(), v.finite());
const orNull = v.nullable(instant);

const keptSchema = v.object({
  version: v.literal(version),
  isPrivate: v.boolean(),
  askedAt: instant,
  notBefore: orNull,
  knownTo: orNull,
  walk: v.nullable(v.object({ startedAt: instant, since: orNull, before: orNull })),
  requests: v.array(v.tuple([v.pipe(v.number(), v.integer()), instant, orNull, orNull, orNull, orNull])),
});

/**
 * The dates as text, a file a repository, in the folder `exact-dates` of the storage folder, for the person alone. Each
 * file is written whole or not at all.
 */
export class FolderExactDates implements ExactDatesStore {
  readonly #folder: JournalFolder;
  readonly #read = new Map<string, { readonly mark: string; readonly kept: KeptExactDates | null }>();
  #turn: Promise<unknown> = Promise.resolve();

  constructor(storageFolder: string) {
    this.#folder = new JournalFolder(storageFolder, exactDatesFolderName);
  }

  /** What is known of requests, by number; empty where the person does not want it. */
  readonly requestsOf = async (repositoryId: string): Promise<ReadonlyMap<number, ExactDates>> =>
    (await this.read(repositoryId))?.requests ?? new Map();

  async read(repositoryId: string): Promise<KeptExactDates | null> {
    const file = this.#file(repositoryId);
    const found = await unlessMissing(stat(file));
    if (!found) return null;
    const mark = `${found.ino} ${found.mtimeMs} ${found.size}`;
    const known = this.#read.get(repositoryId);
    if (known?.mark === mark) return known.kept;
    const text = await unlessMissing(readFile(file, 'utf8'));
    const kept = text === null ? null : keptOf(text);
    this.#read.set(repositoryId, { mark, kept });
    return kept;
  }

  update(repositoryId: string, change: (kept: KeptExactDates | null) => KeptExactDates | null): Promise<void> {
    return this.#inTurn(async () => {
      const changed = change(await this.read(repositoryId));
      if (!changed) return;
      await mkdir(this.#folder.path, { recursive: true, mode: 0o700 });
      await chmod(this.#folder.path, 0o700);
      await this.#folder.replace(path.basename(this.#file(repositoryId)), Buffer.from(textOf(changed)));
    });
  }

  forget(repositoryId: string): Promise<void> {
    return this.#inTurn(() => rm(this.#file(repositoryId), { force: true }));
  }

  #file(repositoryId: string): string {
    if (!/^[\da-f]{32}$/.test(repositoryId)) throw new RangeError('no id of a repository');
    return this.#folder.file(`${repositoryId}.json`);
  }

  /** One change after another, for each goes on with what the last one left. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work);
    this.#turn = result.catch(() => undefined);
    return result;
  }
}

export const exactDatesFolderName = 'exact-dates';

function keptOf(text: string): KeptExactDates | null {
  const result = v.safeParse(keptSchema, parsed(text));
  if (!result.success) return null;
  const { version: _, requests, ...kept } = result.output;
  const all = requests.map(
    ([number, createdAt, readyAt, mergedAt, closedAt, firstCommitAt]) =>
      [number, { number, createdAt, readyAt, mergedAt, closedAt, firstCommitAt }] as const,
  );
  return { ...kept, requests: new Map(all) };
}

function textOf({ requests, ...kept }: KeptExactDates): string {
  const rows = [...requests.values()].map(
    ({ number, createdAt, readyAt, mergedAt, closedAt, firstCommitAt }) =>
      [number, createdAt, readyAt, mergedAt, closedAt, firstCommitAt] as const,
  );
  return `${JSON.stringify({ version, ...kept, requests: rows })}\n`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
