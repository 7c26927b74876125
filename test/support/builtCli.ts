import { spawn } from 'node:child_process';
import { mkdirSync, renameSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { clearAtExit } from './leftovers';
import { repositoryRoot } from './repositoryRoot';

/** How a process of the command line ended, with all it printed. */
export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  /** All of it: nothing is inherited. */
  readonly environment: NodeJS.ProcessEnv;
  readonly folder?: string;
  /** Words before the command line: a program that watches it, with its options. */
  readonly under?: readonly string[];
  /** Options of Node. */
  readonly node?: readonly string[];
}

let built: Promise<string> | undefined;

/** Runs the command line as a person does, in a process of its own, bundled from the sources as they are now. */
export async function runCli(args: readonly string[], options: CliOptions): Promise<CliResult> {
  built ??= bundle();
  const [program = '', ...words] = [...(options.under ?? []), process.execPath, ...(options.node ?? []), await built];
  const child = spawn(program, [...words, ...args], {
    cwd: options.folder ?? repositoryRoot,
    env: options.environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const forget = clearAtExit(() => child.kill('SIGKILL'));
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output.stderr += text;
  });
  return new Promise<CliResult>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', code => resolve({ code, ...output }));
  }).finally(forget);
}

/** Bundles it as `npm run build` does, beside the tests, for another run may be building `dist` anew. */
async function bundle(): Promise<string> {
  const folder = path.join(repositoryRoot, 'out', 'cli');
  const draft = path.join(folder, `cli.${process.pid}.${Date.now()}.js`);
  const file = path.join(folder, 'cli.js');
  mkdirSync(folder, { recursive: true });
  await build({
    absWorkingDir: repositoryRoot,
    entryPoints: ['src/cli.ts'],
    outfile: draft,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    mainFields: ['module', 'main'],
    define: { EDDY_VERSION: '"0.0.0-test"', 'process.env.NODE_ENV': '"production"' },
    logLevel: 'warning',
  });
  renameSync(draft, file);
  return file;
}
