import { existsSync } from 'node:fs';
import path from 'node:path';

/** Absolute path of Eddy's own repository, wherever the running bundle lies inside it. */
export const repositoryRoot = findRoot(__dirname);

function findRoot(folder: string): string {
  if (existsSync(path.join(folder, 'package-lock.json')) && existsSync(path.join(folder, 'esbuild.mjs'))) {
    return folder;
  }
  const parent = path.dirname(folder);
  if (parent === folder) {
    throw new Error(`${__dirname} is not inside Eddy's repository`);
  }
  return findRoot(parent);
}
