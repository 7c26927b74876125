import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { StoredJournal } from '../domain/journal';
import type { Storage, StorageFacts } from '../domain/storage';
import { ChangeCache, repositoryOfCache } from './changeCache';
import { exactDatesFolderName } from './exactDates';
import { GroundCache } from './groundCache';
import { FolderJournal, failureOf } from './journal';
import { unlessMissing } from './journalFolder';
import { ledgerFolderName } from './ledger';

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
    return {
      caches: await this.#cacheFacts(),
      ledgers: await bytesOf(isLedger),
      sessions: await bytesOf(isSession),
      key: await bytesOf(isKey),
      other: await bytesOf(name => !isKey(name) && !isSession(name) && !isCache(name) && !isLedger(name)),
    };
  }

  openJournal(): StoredJournal {
    return new FolderJournal(this.#folder);
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
    const names = (await namesIn(this.#folder)).filter(name => !name.startsWith(journalName));
    for (const name of names) await remove(path.join(this.#folder, name));
    await this.openJournal().eraseAll();
  }

  /** The folders with files by the id of a repository. */
  get #ofRepositories(): readonly string[] {
    return [this.#caches, ...[ledgerFolderName, exactDatesFolderName].map(name => path.join(this.#folder, name))];
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
