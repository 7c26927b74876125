import { createHash, randomBytes } from 'node:crypto';
import { appendFile, mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ChangeStore, CommitChange, FileChange } from '../domain/change';

/** A file larger than this is written anew, with what the last run added only. */
const mostBytes = 128 * 1024 * 1024;
const checkDigits = 8;

/**
 * Changes of commits in a file a repository: a line says the format, then one a commit, each behind a check of its
 * text. Lines that are cut off, damaged or of another format are passed over: what they held is read from git again.
 * Several processes may append at once. Paths stand in it, so it lies in a folder for the person alone, is never
 * exported, and can be deleted at any time.
 */
export class ChangeCache implements ChangeStore {
  readonly #folder: string;
  readonly #header: string;

  /**
   * @param folder made when something is first kept.
   * @param format of what is kept; a file of another one is not used.
   */
  constructor(folder: string, format: string) {
    this.#folder = folder;
    this.#header = `${format}\n`;
  }

  async load(repositoryId: string): Promise<Map<string, CommitChange>> {
    const changes = new Map<string, CommitChange>();
    const text = await readFile(this.#file(repositoryId), 'latin1').catch(() => '');
    if (!text.startsWith(this.#header)) return changes;
    for (const line of text.slice(this.#header.length).split('\n')) {
      const change = changeOf(line);
      if (change) changes.set(change.id, change);
    }
    return changes;
  }

  async add(repositoryId: string, changes: readonly CommitChange[]): Promise<void> {
    if (changes.length === 0) return;
    const file = this.#file(repositoryId);
    const lines = changes.map(lineOf).join('');
    try {
      await mkdir(this.#folder, { recursive: true, mode: 0o700 });
      const end = await this.#endOf(file);
      if (end === null) await this.#replace(file, lines);
      else await appendFile(file, end + lines, { encoding: 'latin1', mode: 0o600 });
    } catch {
      // A full disk, or a folder that can't be written: the next run reads from git again, which is slower but right.
    }
  }

  /** What has to stand between what is in the file and a new line, or `null` where the file can't be added to. */
  async #endOf(file: string): Promise<'' | '\n' | null> {
    const handle = await open(file, 'r').catch(() => null);
    if (!handle) return null;
    try {
      const { size } = await handle.stat();
      const start = Buffer.alloc(this.#header.length);
      await handle.read(start, 0, start.length, 0);
      if (start.toString('latin1') !== this.#header || size > mostBytes) return null;
      const last = Buffer.alloc(1);
      await handle.read(last, 0, 1, size - 1);
      return last.toString() === '\n' ? '' : '\n';
    } finally {
      await handle.close();
    }
  }

  async #replace(file: string, lines: string): Promise<void> {
    await this.#deleteDrafts(file);
    const temporary = `${file}.${randomBytes(6).toString('hex')}`;
    try {
      await writeFile(temporary, this.#header + lines, { encoding: 'latin1', mode: 0o600 });
      await rename(temporary, file);
    } finally {
      await rm(temporary, { force: true });
    }
  }

  /** Of processes that were killed while they wrote. One that still writes keeps nothing, and reads from git again. */
  async #deleteDrafts(file: string): Promise<void> {
    const drafts = (await readdir(this.#folder)).filter(name => name.startsWith(`${path.basename(file)}.`));
    for (const name of drafts) await rm(path.join(this.#folder, name), { force: true });
  }

  #file(repositoryId: string): string {
    return path.join(this.#folder, repositoryId + ending);
  }
}

const ending = '.changes';

/** The id of the repository of a file in the folder, also of one that was being written. */
export function repositoryOfCache(name: string): string {
  return name.split('.')[0] ?? name;
}

/** A file as it is kept: path, blob, binary, hunks, and by parent blob and, where it differs, path. */
type KeptFile = [string, string, 0 | 1, readonly number[], ...(string | [string, string])[]];
type KeptChange = [string, string, readonly number[], readonly number[], readonly number[], ...KeptFile[]];

function lineOf({ id, fingerprint, blankAdded, blankDeleted, carried, files }: CommitChange): string {
  const kept: KeptChange = [id, fingerprint, blankAdded, blankDeleted, carried, ...files.map(keptFile)];
  const text = JSON.stringify(kept);
  return `${checkOf(text)}${text}\n`;
}

function keptFile({ path, blob, binary, hunks, parentPaths, parentBlobs }: FileChange): KeptFile {
  const parents = parentBlobs.map((parent, at): string | [string, string] => {
    const from = parentPaths[at] ?? path;
    return from === path ? parent : [parent, from];
  });
  return [path, blob, binary ? 1 : 0, hunks, ...parents];
}

function changeOf(line: string): CommitChange | null {
  const text = line.slice(checkDigits);
  if (text === '' || checkOf(text) !== line.slice(0, checkDigits)) return null;
  const [id, fingerprint, blankAdded, blankDeleted, carried, ...files] = JSON.parse(text) as KeptChange;
  return { id, fingerprint, blankAdded, blankDeleted, carried, files: files.map(fileOf) };
}

function fileOf([path, blob, binary, hunks, ...parents]: KeptFile): FileChange {
  return {
    path,
    blob,
    binary: binary === 1,
    hunks,
    parentBlobs: parents.map(parent => (typeof parent === 'string' ? parent : parent[0])),
    parentPaths: parents.map(parent => (typeof parent === 'string' ? path : parent[1])),
  };
}

const checkOf = (text: string): string => createHash('md5').update(text, 'latin1').digest('hex').slice(0, checkDigits);

/** Keeps nothing. */
export const noStore: ChangeStore = {
  load: async () => new Map(),
  add: async () => undefined,
};
