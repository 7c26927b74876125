import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Imported, StoredJournal } from '../domain/journal';
import { ReflectionsForeign } from '../domain/reflections';
import type { Storage, StorageFacts } from '../domain/storage';
import { ChangeCache, repositoryOfCache } from './changeCache';
import { exactDatesFolderName } from './exactDates';
import { GroundCache } from './groundCache';
import { FolderJournal, failureOf } from './journal';
import { parseExport } from './journalExport';
import { unlessMissing } from './journalFolder';
import { ledgerFolderName } from './ledger';
import { FolderReflections, reflectionsFolderName } from './reflections';
import { sharedRecords, unknownRecords, weeksCsv } from './reflectionsExport';
import { FolderShareRecords, teamFolderName } from './shareRecords';

const journalName = 'journal';
const keyName = 'installation-key';
const sessionNames = ['session.json', 'windows'];

/** Everything in the storage folder: who adds something there need not say so here for it to be counted and erased. */
export class StorageFolder implements Storage {
  readonly #folder: string;
  readonly #caches: string;

  constructor(folder: string) {
    this.#folder = folder;
    this.#caches = cacheFolderIn(folder);
  }

  async facts(): Promise<StorageFacts> {
    const names = (await namesIn(this.#folder)).filter(name => !name.startsWith(journalName));
    const bytesOf = async (wanted: (name: string) => boolean) => {
      const sizes = await Promise.all(names.filter(wanted).map(name => sizeOf(path.join(this.#folder, name))));
      return sizes.reduce((sum, size) => sum + size, 0);
    };
    const isKey = (name: string) => name.startsWith(keyName);
    const isSession = (name: string) => sessionNames.some(each => name.startsWith(each));
    const isCache = (name: string) => path.join(this.#folder, name) === this.#caches;
    const isLedger = (name: string) => name === ledgerFolderName;
    const isExactDates = (name: string) => name === exactDatesFolderName;
    const isReflections = (name: string) => name === reflectionsFolderName;
    const isTeam = (name: string) => name === teamFolderName;
    const isKnown = [isKey, isSession, isCache, isLedger, isExactDates, isReflections, isTeam];
    return {
      caches: await this.#cacheFacts(),
      ledgers: await bytesOf(isLedger),
      exactDates: await bytesOf(isExactDates),
      sessions: await bytesOf(isSession),
      reflections: await bytesOf(isReflections),
      team: await bytesOf(isTeam),
      key: await bytesOf(isKey),
      other: await bytesOf(name => !isKnown.some(is => is(name))),
    };
  }

  openJournal(): StoredJournal {
    return new FolderJournal(this.#folder);
  }

  openReflections(): FolderReflections {
    return new FolderReflections(this.#folder);
  }

  async exportJson(): Promise<string> {
    const reflections = sharedRecords(await this.openReflections().records());
    const pushed = await this.#pushed();
    return this.openJournal().exportJson({ reflections, ...(pushed.length > 0 && { pushed }) });
  }

  async exportCsv(): Promise<{ spans: string; weeks: string | null }> {
    const { answers } = await this.openReflections().read();
    return {
      spans: await this.openJournal().exportCsv(),
      weeks: answers.length === 0 ? null : weeksCsv(answers),
    };
  }

  async importJson(text: string): Promise<{ spans: Imported; weeks: Imported }> {
    const given = parseExport(text).reflections;
    const reflections = this.openReflections();
    const unknown = unknownRecords(given, await reflections.records());
    if (unknown.length > 0 && (await reflections.read()).foreign) throw new ReflectionsForeign();
    const spans = await this.openJournal().importJson(text);
    if (unknown.length > 0) await reflections.add(unknown);
    const answersIn = (records: typeof given) => records.filter(({ kind }) => kind === 'answer').length;
    const added = answersIn(unknown);
    return { spans, weeks: { added, known: answersIn(given) - added } };
  }

  async forgetRepository(repository: string): Promise<void> {
    for (const folder of this.#ofRepositories) {
      const names = (await namesIn(folder)).filter(name => repositoryOfCache(name) === repository);
      for (const name of names) await remove(path.join(folder, name));
    }
  }

  async eraseRepositories(): Promise<void> {
    for (const folder of this.#ofRepositories) await remove(folder);
  }

  async erase(): Promise<void> {
    const { neverSince } = await this.openReflections().read();
    const names = (await namesIn(this.#folder)).filter(name => !name.startsWith(journalName));
    for (const name of names) await remove(path.join(this.#folder, name));
    await this.openJournal().eraseAll();
    if (neverSince !== null) await this.openReflections().never(neverSince);
  }

  /** The folders with files by the id of a repository. */
  get #ofRepositories(): readonly string[] {
    return [this.#caches, ...[ledgerFolderName, exactDatesFolderName].map(name => path.join(this.#folder, name))];
  }

  /** Everything that was ever pushed for teams. */
  async #pushed() {
    const records = new FolderShareRecords(this.#folder);
    const ids = await told(records.repositoryIds());
    const logs = await Promise.all(ids.map(async id => ({ repository: id, log: (await records.read(id))?.log ?? [] })));
    return logs.flatMap(({ repository, log }) =>
      log.map(({ at, ...entry }) => ({ repository, at: new Date(at).toISOString(), ...entry })),
    );
  }

  async #cacheFacts(): Promise<StorageFacts['caches']> {
    const bytes = new Map<string, number>();
    for (const name of await namesIn(this.#caches)) {
      const repository = repositoryOfCache(name);
      const size = await sizeOf(path.join(this.#caches, name));
      bytes.set(repository, (bytes.get(repository) ?? 0) + size);
    }
    return [...bytes].map(([repository, size]) => ({ repository, bytes: size }));
  }
}

/** What is kept of repositories' histories in a storage folder, so that it need not be read again. */
export function cachesIn(storageFolder: string, changeFormat: string): { store: ChangeCache; grounds: GroundCache } {
  const folder = cacheFolderIn(storageFolder);
  return { store: new ChangeCache(folder, changeFormat), grounds: new GroundCache(folder) };
}

/** Where the caches of repositories lie. */
export function cacheFolderIn(storageFolder: string): string {
  return path.join(storageFolder, 'cache');
}

async function namesIn(folder: string): Promise<string[]> {
  return (await told(unlessMissing(readdir(folder)))) ?? [];
}

/** Another window may be writing into a folder that is removed. */
function remove(path: string): Promise<void> {
  return told(rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 }));
}

/** Rejects with what the person can do about it. */
function told<T>(work: Promise<T>): Promise<T> {
  return work.catch(error => {
    throw failureOf(error);
  });
}

/** In bytes, of a file or of all files in a folder. */
async function sizeOf(file: string): Promise<number> {
  const found = await unlessMissing(stat(file));
  if (!found?.isDirectory()) return found?.size ?? 0;
  const sizes = await Promise.all((await namesIn(file)).map(name => sizeOf(path.join(file, name))));
  return sizes.reduce((sum, size) => sum + size, 0);
}
