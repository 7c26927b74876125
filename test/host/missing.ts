import { spawnSync } from 'node:child_process';

/** Something the machine lacks; its message is one line that names it and says how to get it. */
export class MissingError extends Error {
  override readonly name = 'MissingError';

  constructor(what: string, remedy: string) {
    super(`Missing: ${what}. ${remedy}`);
  }
}

/** Whether a command can be started from PATH. */
function isInstalled(command: string): boolean {
  return spawnSync(command, ['--version'], { stdio: 'ignore' }).error === undefined;
}

/** Throws in one clear line if there is no git. */
export function requireGit(): void {
  if (!isInstalled('git')) {
    throw new MissingError('git', 'On Debian: sudo apt-get install -y git');
  }
}

/** Whether native modules can be compiled here: node-gyp needs all of these. */
export function hasCompiler(): boolean {
  return ['g++', 'make', 'python3'].every(isInstalled);
}
