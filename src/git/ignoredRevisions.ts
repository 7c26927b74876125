import { readFile, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Repository } from './repository';

/** GitHub, GitLab and others look for it by this name. */
const usualFile = '.git-blame-ignore-revs';
/** A list longer than this is no list. */
const mostBytes = 4 * 1024 * 1024;

/** The commits that the repository names as revisions to ignore: in the usual file, and in `blame.ignoreRevsFile`. */
export async function readIgnoredRevisions(repository: Repository, signal: AbortSignal): Promise<Set<string>> {
  const { git, bare, topFolder, config } = repository;
  const texts = bare
    ? [await git.tryQuery(['cat-file', 'blob', `HEAD:${usualFile}`], signal)]
    : await Promise.all(
        [usualFile, ...effective(config.ignoreRevsFiles)].map(file => readList(path.resolve(topFolder, expand(file)))),
      );
  const revisions = new Set<string>();
  for (const text of texts) {
    for (const line of (text ?? '').split('\n')) {
      const id = line.replace(/#.*/, '').trim().toLowerCase();
      if (/^([0-9a-f]{40}|[0-9a-f]{64})$/.test(id)) revisions.add(id);
    }
  }
  return revisions;
}

/** An empty value takes back what stood before it. */
const effective = (files: readonly string[]): readonly string[] => files.slice(files.lastIndexOf('') + 1);

const expand = (file: string): string => (file.startsWith('~/') ? path.join(os.homedir(), file.slice(2)) : file);

async function readList(file: string): Promise<string | null> {
  try {
    const { size } = await stat(file).then(found => (found.isFile() ? found : { size: mostBytes + 1 }));
    return size > mostBytes ? null : await readFile(file, 'utf8');
  } catch {
    // Not there, or not to be read: nothing is ignored then, as git blame would say so too.
    return null;
  }
}
