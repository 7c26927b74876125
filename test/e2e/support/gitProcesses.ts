import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** A running git, by its process ids. */
export interface RunningGit {
  readonly id: number;
  readonly parent: number;
}

/** The gits that run in a folder, or below it, and that Eddy has started, by a variable which it alone sets. Reads `/proc`. */
export function gitsOfEddy(folder: string): RunningGit[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .flatMap(id => {
      try {
        const environment = readFileSync(`/proc/${id}/environ`, 'utf8');
        const isInside = `${readlinkSync(`/proc/${id}/cwd`)}/`.startsWith(`${folder}/`);
        if (!isInside || !environment.includes('GIT_NO_REPLACE_OBJECTS=1')) return [];
        const parent = Number(/^PPid:\s*(\d+)$/m.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1]);
        return [{ id: Number(id), parent }];
      } catch {
        // It has ended meanwhile, or belongs to somebody else.
        return [];
      }
    });
}
