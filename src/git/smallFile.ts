import { readFile, stat } from 'node:fs/promises';

/** A list that is longer than this is no list. */
const mostBytes = 4 * 1024 * 1024;

/** The text of a file of the work tree that a person may have written; `null` where it is too long, or can't be read. */
export async function readSmallFile(file: string): Promise<string | null> {
  try {
    // A repository may have a link to a device in its place, which never ends.
    const found = await stat(file);
    return found.isFile() && found.size <= mostBytes ? await readFile(file, 'utf8') : null;
  } catch {
    // Not there, or not to be read: git would take it for empty too.
    return null;
  }
}
