import { chmod, mkdir, readFile, rm, stat } from 'node:fs/promises';
import * as v from 'valibot';
import type { ExactDates, ExactDatesStore, KeptExactDates } from '../domain/exactDates';
import { FolderLock } from './folderLock';
import { JournalFolder, unlessMissing } from './journalFolder';

const version = 1;
/** A change takes a moment: so long to wait for that of another window, in steps of 50 ms. */
const mostTries = 40;
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

  async update(repositoryId: string, change: (kept: KeptExactDates | null) => KeptExactDates | null): Promise<void> {
    const folder = this.#folder.path;
    if (!(await unlessMissing(stat(folder)))) {
      if (change(null) === null) return;
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await chmod(folder, 0o700);
    }
    await this.#alone(repositoryId, async () => {
      const changed = change(await this.read(repositoryId));
      if (changed) await this.#folder.replace(nameOf(repositoryId), Buffer.from(textOf(changed)));
    });
  }

  async forget(repositoryId: string): Promise<void> {
    if (!(await unlessMissing(stat(this.#folder.path)))) return;
    await this.#alone(repositoryId, () => rm(this.#file(repositoryId), { force: true }));
  }

  #file(repositoryId: string): string {
    return this.#folder.file(nameOf(repositoryId));
  }

  /** One change after another in all windows, for each goes on with what the last one left. */
  async #alone(repositoryId: string, work: () => Promise<void>): Promise<void> {
    const lock = new FolderLock(`${this.#file(repositoryId)}.lock`, Date.now);
    if (!(await lock.hold(mostTries, work))) throw new Error('another window holds the dates');
  }
}

export const exactDatesFolderName = 'exact-dates';

function nameOf(repositoryId: string): string {
  if (!/^[\da-f]{32}$/.test(repositoryId)) throw new RangeError('no id of a repository');
  return `${repositoryId}.json`;
}

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
