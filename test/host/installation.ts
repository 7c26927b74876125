import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { repositoryRoot } from '../support/repositoryRoot';
import { withLock } from './lock';
import { MissingError } from './missing';
import { completeNativeModules } from './nativeModules';

/** The VS Code versions that tests can run in without a download: the newest tried, and the least that Eddy supports. */
export type VsCodeVersion = '1.139' | '1.100';

/** An npm-shipped VS Code, ready to run. */
export interface Installation {
  readonly version: VsCodeVersion;
  /** The folder of the server: `out/server-main.js` lies in it. */
  readonly root: string;
  /** The Node that the server and its extension hosts run on. */
  readonly node: string;
}

/** Raise it when the steps below change, so that earlier installations are completed again. */
const STEPS = 1;

/**
 * Gives the npm-shipped VS Code of that version, installing it first where that was not done yet: half a minute and up
 * to 0.8 GB, in a git-ignored folder beside this file, with nothing but npm's registry asked. Of several processes
 * that need it at once, one installs and the others wait.
 */
export async function installVsCode(version: VsCodeVersion): Promise<Installation> {
  const folder = path.join(repositoryRoot, 'test', 'host', `vscode-${version}`);
  const installation = describe(version, folder);
  const stamp = path.join(folder, 'node_modules', '.eddy-ready');
  const wanted = [
    `steps ${STEPS}, ${process.platform} ${process.arch}`,
    readFileSync(path.join(folder, 'package-lock.json'), 'utf8'),
  ].join('\n');
  const isReady = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;

  if (!isReady()) {
    await withLock(path.join(folder, '.installing'), () => {
      if (!isReady()) {
        install(installation, folder);
        writeFileSync(stamp, wanted);
      }
    });
  }
  return installation;
}

function describe(version: VsCodeVersion, folder: string): Installation {
  const modules = path.join(folder, 'node_modules');
  return {
    version,
    root: path.join(modules, 'code-server', 'lib', 'vscode'),
    node: path.join(modules, `node-${process.platform}-${process.arch}`, 'bin', 'node'),
  };
}

function install(installation: Installation, folder: string): void {
  const started = Date.now();
  console.log(`Installing VS Code ${installation.version} from npm, once, into ${path.relative('.', folder)} …`);
  npm(folder, 'ci', '--ignore-scripts');
  if (!existsSync(installation.node)) {
    throw new MissingError(
      `a VS Code for ${process.platform} ${process.arch}`,
      'npm ships one for Linux only. Install desktop VS Code, or set EDDY_TEST_VSCODE to its program.',
    );
  }
  // Not `npm ci`: the shrinkwrap inside code-server 4.139.1 lacks an entry (tslib), and `npm ci` refuses it.
  npm(installation.root, 'install', '--omit=dev', '--ignore-scripts');
  npm(path.join(installation.root, 'extensions'), 'install', '--omit=dev', '--ignore-scripts');
  completeNativeModules(installation, npm);
  console.log(`VS Code ${installation.version} is ready after ${Math.round((Date.now() - started) / 1000)} s.`);
}

/** Runs npm in a folder, silently; throws with what it said if it fails. */
export type Npm = (folder: string, ...args: readonly string[]) => void;

function npm(folder: string, ...args: readonly string[]): void {
  const { error, status, stderr } = spawnSync('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: folder,
    env: npmEnvironment(),
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (error || status !== 0) {
    const said = error?.message ?? `exit code ${status}\n${stderr}`;
    throw new Error(`npm ${args.join(' ')} failed in ${folder}: ${said}`);
  }
}

/** What `npm test` tells its scripts about Eddy must not be taken for settings of the folder installed here. */
function npmEnvironment(): NodeJS.ProcessEnv {
  const theirs = /^npm_(lifecycle|package)_|^npm_config_(local_prefix|prefix|nodedir)$/i;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !theirs.test(name)));
}
