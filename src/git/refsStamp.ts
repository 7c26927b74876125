import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { stampOf } from './fileStamp';

/**
 * Another text whenever branches or the configuration of a repository may have changed. Git changes a ref by a file beside
 * it that it renames, which changes the folder.
 */
export async function stampOfRefs(commonFolder: string): Promise<string> {
  const folders = ['heads', 'remotes'].map(name => path.join(commonFolder, 'refs', name));
  const inside = await Promise.all(folders.map(foldersBelow));
  const files = ['config', 'packed-refs', path.join('reftable', 'tables.list')];
  return stampOf([...files.map(name => path.join(commonFolder, name)), ...folders, ...inside.flat()]);
}

async function foldersBelow(folder: string): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
    if (!entry.isDirectory()) continue;
    const child = path.join(folder, entry.name);
    found.push(child, ...(await foldersBelow(child)));
  }
  return found;
}
