import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ObjectFormat } from './anonymousCommit';

const scratchPrefix = 'at-';
/** Nothing takes this long: what is left from then is of a process that was killed. */
const leftoverMs = 60 * 60_000;

/** Works in an empty bare repository, which is made below a folder and removed in the end. */
export async function inScratch<T>(
  cacheFolder: string,
  format: ObjectFormat,
  work: (repository: string) => Promise<T>,
): Promise<T> {
  await mkdir(cacheFolder, { recursive: true, mode: 0o700 });
  await removeLeftovers(cacheFolder);
  const repository = await mkdtemp(path.join(cacheFolder, scratchPrefix));
  try {
    await makeRepository(repository, format);
    return await work(repository);
  } finally {
    await rm(repository, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** As `git init --bare` does, without what templates and settings would put there. */
async function makeRepository(folder: string, format: ObjectFormat): Promise<void> {
  const extension = format === 'sha1' ? '' : `[extensions]\n\tobjectFormat = ${format}\n`;
  const version = format === 'sha1' ? 0 : 1;
  await mkdir(path.join(folder, 'objects'));
  await mkdir(path.join(folder, 'refs'));
  await writeFile(path.join(folder, 'HEAD'), 'ref: refs/heads/none\n');
  await writeFile(
    path.join(folder, 'config'),
    `[core]\n\trepositoryFormatVersion = ${version}\n\tbare = true\n${extension}`,
  );
}

async function removeLeftovers(cacheFolder: string): Promise<void> {
  for (const name of await readdir(cacheFolder)) {
    if (!name.startsWith(scratchPrefix)) continue;
    const folder = path.join(cacheFolder, name);
    // Another process may remove it as well.
    const found = await stat(folder).catch(() => null);
    if (found && Date.now() - found.mtimeMs > leftoverMs) await rm(folder, { recursive: true, force: true });
  }
}
