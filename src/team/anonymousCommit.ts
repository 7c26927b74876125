import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { deflate } from 'node:zlib';

/** How a repository names its objects. */
export type ObjectFormat = 'sha1' | 'sha256';

/** What the one file of an {@link anonymousCommit} is called. */
export const contentName = 'content';

export interface LooseObject {
  readonly id: string;
  /** With the header that git hashes. */
  readonly bytes: Buffer;
}

/**
 * A commit without parents that holds a text, by nobody, of 1970: its id tells the text and nothing else.
 * @returns blob, tree and commit, the commit last.
 */
export function anonymousCommit(text: string, format: ObjectFormat): readonly [LooseObject, LooseObject, LooseObject] {
  const blob = objectOf('blob', Buffer.from(text), format);
  const entry = Buffer.concat([Buffer.from(`100644 ${contentName}\0`), Buffer.from(blob.id, 'hex')]);
  const tree = objectOf('tree', entry, format);
  const nobody = 'anonymous <> 0 +0000';
  const commit = `tree ${tree.id}\nauthor ${nobody}\ncommitter ${nobody}\n\n`;
  return [blob, tree, objectOf('commit', Buffer.from(commit), format)];
}

function objectOf(type: string, content: Buffer, format: ObjectFormat): LooseObject {
  const bytes = Buffer.concat([Buffer.from(`${type} ${content.length}\0`), content]);
  return { id: createHash(format).update(bytes).digest('hex'), bytes };
}

/** Puts objects into a repository as git does. */
export async function writeLoose(repository: string, objects: readonly LooseObject[]): Promise<void> {
  for (const { id, bytes } of objects) {
    const folder = path.join(repository, 'objects', id.slice(0, 2));
    const packed = await new Promise<Buffer>((resolve, reject) =>
      deflate(bytes, (error, result) => (error ? reject(error) : resolve(result))),
    );
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, id.slice(2)), packed);
  }
}
