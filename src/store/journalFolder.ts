import { randomBytes } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { JournalErased } from '../domain/journal';
import { type JournalFileName, parseJournalFileName } from './journalMonth';

const mostAttempts = 20;
const newLine = 10;
/** An empty file that is made with the folder and never written to: another one is another folder's. */
const folderMark = 'began';

/** Where a file ended before something is appended. */
export interface FileEnd {
  readonly inode: number;
  /** Bytes. */
  readonly size: number;
}

/**
 * The folder of the journal, or of the ledger, for the person alone. Other windows append to, replace, and rename files of it, or take it
 * away as a whole, at any time. A file that is renamed or replaced keeps its lines somewhere in the folder, so an append
 * that may have come too late for that is made again: reading passes over what is there twice.
 */
export class JournalFolder {
  readonly path: string;
  /** Of the folder this window has written to; another one, or none, means that everything was erased. */
  #id: string | null = null;

  constructor(storageFolder: string, name = 'journal') {
    this.path = path.join(storageFolder, name);
  }

  /** Where a file of the folder lies. */
  file(name: string): string {
    return path.join(this.path, name);
  }

  /** Of all months and writers: rolled ones first. */
  async files(): Promise<JournalFileName[]> {
    const names = (await this.names()).map(parseJournalFileName).filter(file => file !== null);
    return names.sort((a, b) => Number(a.writer !== null) - Number(b.writer !== null) || (a.name < b.name ? -1 : 1));
  }

  /** Of everything in it; a folder that is not there is empty. */
  async names(): Promise<string[]> {
    return (await unlessMissing(readdir(this.path))) ?? [];
  }

  /** The text of a file, a character a byte; empty where there is none. */
  async text(name: string): Promise<string> {
    return (await unlessMissing(readFile(this.file(name), 'latin1'))) ?? '';
  }

  /**
   * Makes the folder where this window has not written to one.
   * @throws {JournalErased} as {@link append}.
   */
  async enter(): Promise<void> {
    const mark = this.file(folderMark);
    for (let attempt = 0; attempt < mostAttempts; attempt++) {
      const marked = await unlessMissing(stat(mark));
      if (marked) {
        const id = `${marked.ino} ${marked.mtimeMs}`;
        if (this.#id !== null && this.#id !== id) this.#erased();
        this.#id = id;
        return;
      }
      const handle = await unlessMissing(open(mark, 'a', 0o600));
      await handle?.close();
      if (handle) continue;
      if (this.#id !== null) this.#erased();
      await mkdir(this.path, { recursive: true, mode: 0o700 });
    }
    throw new Error('The folder was taken away again and again.');
  }

  /**
   * Adds lines to a file, which is made where it is not there, and gives where it ends now.
   * @param compose gives the lines, each with its end, for a file that ends there; called again where the file was
   *   replaced meanwhile.
   * @param shared whether other windows append to it too.
   * @throws {JournalErased} once where the folder is no longer the one that was written to.
   */
  async append(name: string, compose: (end: FileEnd) => string, shared = false): Promise<FileEnd> {
    for (let attempt = 0; attempt < mostAttempts; attempt++) {
      const handle = await unlessMissing(open(this.file(name), 'a+', 0o600));
      try {
        // Also with the file open: it may lie in a folder that another window has made meanwhile.
        await this.enter();
        if (!handle) continue;
        const { ino: inode, size } = await handle.stat();
        const fresh = (await endsLine(handle, size)) ? '' : '\n';
        const bytes = Buffer.from(fresh + compose({ inode, size }), 'latin1');
        await write(handle, bytes, size, shared);
        if (await this.#leadsTo(name, inode)) return { inode, size: size + bytes.length };
      } finally {
        await handle?.close();
      }
    }
    throw new Error('The file was replaced again and again.');
  }

  /** Puts a file in the place of what is there, which is either whole or untouched whatever happens. */
  async replace(name: string, bytes: Buffer, modifiedMs?: number): Promise<void> {
    const draft = this.file(`${name}.${randomBytes(6).toString('hex')}.tmp`);
    try {
      const handle = await open(draft, 'wx', 0o600);
      try {
        await handle.writeFile(bytes);
        if (modifiedMs !== undefined) await handle.utimes(modifiedMs / 1000, modifiedMs / 1000);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(draft, this.file(name));
      await this.sync();
    } finally {
      await rm(draft, { force: true });
    }
  }

  /** Has the disk know the names of the files. Windows can't, and has no need to. */
  async sync(): Promise<void> {
    const handle = await open(this.path, 'r').catch(() => null);
    await handle?.sync().catch(() => undefined);
    await handle?.close();
  }

  #erased(): never {
    this.#id = null;
    throw new JournalErased();
  }

  async #leadsTo(name: string, inode: number): Promise<boolean> {
    return (await unlessMissing(stat(this.file(name))))?.ino === inode;
  }
}

/** Appends all of it, or leaves the file as it was; a shared one as it was but for a line that is cut off. */
async function write(handle: FileHandle, bytes: Buffer, size: number, shared: boolean): Promise<void> {
  try {
    await handle.appendFile(bytes);
  } catch (error) {
    // Where not even that can be done, the torn line stays, and what comes later begins a new one.
    if (!shared) await handle.truncate(size).catch(() => undefined);
    throw error;
  }
}

async function endsLine(handle: FileHandle, size: number): Promise<boolean> {
  if (size === 0) return true;
  const last = Buffer.alloc(1);
  await handle.read(last, 0, 1, size - 1);
  return last[0] === newLine;
}

/** What was looked for, or `null` where it is not there. */
export async function unlessMissing<T>(looked: Promise<T>): Promise<T | null> {
  try {
    return await looked;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
