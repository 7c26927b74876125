import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { TemporaryFolder } from '../../support/temporaryFolder';

/** A PATH of one folder, which holds nothing but a git that writes down whether it is Eddy who calls it. */
export class GitOnPath {
  /** For the server: VS Code then takes this PATH as it is, without asking the person's shell for another. */
  readonly environment: Readonly<Record<string, string>>;
  readonly #folder = new TemporaryFolder('path');
  readonly #program: string;
  readonly #log: string;

  constructor() {
    const bin = path.join(this.#folder.path, 'bin');
    this.#program = path.join(bin, 'git');
    this.#log = path.join(this.#folder.path, 'log');
    this.environment = { PATH: bin, VSCODE_CLI: '1' };
    const git = execFileSync('/bin/sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
    mkdirSync(bin);
    appendFileSync(this.#log, '');
    // Eddy sets this variable for every git it starts, and nobody else here does.
    const script = `#!/bin/sh\necho "\${GIT_NO_REPLACE_OBJECTS:+eddy} $*" >> '${this.#log}'\nexec '${git}' "$@"\n`;
    writeFileSync(this.#program, script, { mode: 0o755 });
  }

  /** What git was called with so far, after `eddy` where that reads a repository. */
  get calls(): string[] {
    return readFileSync(this.#log, 'utf8').split('\n').filter(Boolean);
  }

  /** How many times Eddy has started git so far. */
  get startsByEddy(): number {
    return this.calls.filter(line => line.startsWith('eddy ')).length;
  }

  /** Takes git away from this machine, or gives it back. */
  setInstalled(installed: boolean): void {
    const away = `${this.#program}-away`;
    if (installed !== existsSync(this.#program)) {
      renameSync(installed ? away : this.#program, installed ? this.#program : away);
    }
  }

  dispose(): void {
    this.#folder.dispose();
  }
}
