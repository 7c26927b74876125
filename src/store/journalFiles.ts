import { randomBytes } from 'node:crypto';
import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises';
import type { Span } from '../domain/span';
import { Contexts, foldedFile, JournalFile } from './journalFile';
import { type JournalFolder, unlessMissing } from './journalFolder';
import { type JournalFileName, journalFileName } from './journalMonth';

const mostAttempts = 5;

/** A file of the journal as it was when it was read last. */
export interface ReadFile extends JournalFileName {
  readonly content: JournalFile;
  readonly inode: number;
  /** Bytes. */
  readonly size: number;
  readonly modifiedMs: number;
}

/** The files of the journal; of those that were read before, only what was appended since is read. */
export class JournalFiles {
  readonly contexts = new Contexts();
  readonly #folder: JournalFolder;
  readonly #read = new Map<string, ReadFile>();

  constructor(folder: JournalFolder) {
    this.#folder = folder;
  }

  /**
   * The files that are wanted, as they stood together at one time: rolled ones first, then by when they were modified.
   */
  async read(isWanted: (file: JournalFileName) => boolean): Promise<ReadFile[]> {
    for (let attempt = 1; ; attempt++) {
      const files = await this.#folder.files();
      this.#forgetAllBut(files);
      const read = await Promise.all(files.filter(isWanted).map(file => this.readOne(file)));
      // Another window that rolls or removes has put what stands in one file into another.
      const isSame = namesOf(await this.#folder.files()) === namesOf(files);
      if ((isSame && read.every(file => file !== null)) || attempt === mostAttempts) return inOrder(read);
    }
  }

  /** `null` where the file is not there. */
  async readOne(file: JournalFileName): Promise<ReadFile | null> {
    const path = this.#folder.file(file.name);
    const before = this.#read.get(file.name);
    const now = before && (await unlessMissing(stat(path)));
    if (now && before.inode === now.ino && before.size === now.size && before.modifiedMs === now.mtimeMs) return before;
    const read = await unlessMissing(this.#readAgain(file, path, before));
    if (read) this.#read.set(file.name, read);
    else this.#read.delete(file.name);
    return read;
  }

  /**
   * Takes a file away from the window that writes to it, which begins another one then; gives it as it is in the end.
   * All of it stays in the journal, under the name of a writer that there is not. `null` where the file is not there.
   */
  async retire({ name, month }: JournalFileName): Promise<ReadFile | null> {
    const writer = randomBytes(6).toString('hex');
    const retired = { name: journalFileName(month, writer), month, writer };
    const renamed = rename(this.#folder.file(name), this.#folder.file(retired.name)).then(() => true);
    return (await unlessMissing(renamed)) ? this.readOne(retired) : null;
  }

  /** Has spans take the place of those of a file that no window writes to; what is damaged in it stays. */
  async rewrite({ name, month, modifiedMs, content }: ReadFile, spans: readonly Span[], damaged = damagedOf(content)) {
    if (spans.length + damaged.length === 0) await rm(this.#folder.file(name), { force: true });
    else await this.#folder.replace(name, foldedFile(month, spans, damaged), modifiedMs);
  }

  /** Every window that there ever was has left a file, which is rolled in time. */
  #forgetAllBut(files: readonly JournalFileName[]): void {
    const names = new Set(files.map(({ name }) => name));
    for (const name of this.#read.keys()) if (!names.has(name)) this.#read.delete(name);
  }

  async #readAgain(file: JournalFileName, path: string, before: ReadFile | undefined): Promise<ReadFile> {
    const handle = await open(path, 'r');
    try {
      const { ino: inode, size, mtimeMs: modifiedMs } = await handle.stat();
      const known = before?.inode === inode && before.size <= size ? before.content : null;
      const content = (known && (await grown(known, handle, size))) ?? new JournalFile(file, this.contexts);
      if (content !== known) content.add(await bytesOf(handle, 0, size));
      return { ...file, content, inode, size, modifiedMs };
    } finally {
      await handle.close();
    }
  }
}

/** Its damaged lines, with the one that is cut off. */
export function damagedOf({ damaged, torn }: JournalFile): readonly string[] {
  return torn === '' ? damaged : [...damaged, torn];
}

/** The file with what was appended to it; `null` where it is not the same file any more. */
async function grown(file: JournalFile, handle: FileHandle, size: number): Promise<JournalFile | null> {
  const { length, ending } = file;
  const bytes = await bytesOf(handle, length - ending.length, size);
  if (!bytes.subarray(0, ending.length).equals(ending)) return null;
  file.add(bytes.subarray(ending.length));
  return file;
}

async function bytesOf(handle: FileHandle, from: number, to: number): Promise<Buffer> {
  const bytes = Buffer.alloc(to - from);
  const { bytesRead } = await handle.read(bytes, 0, bytes.length, from);
  return bytes.subarray(0, bytesRead);
}

function namesOf(files: readonly JournalFileName[]): string {
  return files.map(({ name }) => name).join('/');
}

function inOrder(files: readonly (ReadFile | null)[]): ReadFile[] {
  const there = files.filter(file => file !== null);
  const age = ({ writer, modifiedMs }: ReadFile) => (writer === null ? Number.NEGATIVE_INFINITY : modifiedMs);
  return there.sort((a, b) => (age(a) < age(b) ? -1 : age(a) > age(b) ? 1 : 0));
}
