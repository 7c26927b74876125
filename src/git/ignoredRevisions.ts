import os from 'node:os';
import path from 'node:path';
import type { Repository } from './repository';
import { readSmallFile } from './smallFile';

/** GitHub, GitLab and others look for it by this name. */
const usualFile = '.git-blame-ignore-revs';

/** The commits that the repository names as revisions to ignore: in the usual file, and in `blame.ignoreRevsFile`. */
export async function readIgnoredRevisions(repository: Repository, signal: AbortSignal): Promise<Set<string>> {
  const { git, bare, topFolder, config } = repository;
  const texts = bare
    ? [await git.tryQuery(['cat-file', 'blob', `HEAD:${usualFile}`], signal)]
    : await Promise.all(
        [usualFile, ...effective(config.ignoreRevsFiles)].map(file =>
          readSmallFile(path.resolve(topFolder, expand(file))),
        ),
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
