import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync } from 'node:fs';
import path from 'node:path';
import { repositoryRoot } from '../support/repositoryRoot';
import type { Installation, Npm } from './installation';
import { hasCompiler } from './missing';

/** The native modules that the server loads; most come prebuilt in most versions. */
const NATIVE_MODULES = [
  '@vscode/spdlog',
  '@vscode/native-watchdog',
  'native-watchdog',
  '@parcel/watcher',
  'node-pty',
] as const;

/** Modules that only log and watch, and what does that in plain JavaScript: files in `stand-ins`. */
const STAND_INS: Readonly<Record<string, string>> = {
  '@vscode/spdlog': 'spdlog.cjs',
  '@vscode/native-watchdog': 'watchdog.cjs',
  'native-watchdog': 'watchdog.cjs',
};

/** Only terminals need it, and no test opens one. */
const TERMINALS = 'node-pty';

/**
 * Makes the native modules of a fresh installation load: as they came, else compiled, else, for those that the tests
 * do not need, by a stand-in, which is said in one line. Throws if one that is needed still does not load.
 */
export function completeNativeModules(installation: Installation, npm: Npm): void {
  const loads = (name: string) => isLoadable(name, installation);
  const present = NATIVE_MODULES.filter(name => existsSync(path.join(installation.root, 'node_modules', name)));
  const compilable = hasCompiler();
  const problems = present
    .filter(name => !loads(name))
    .map(name => (compilable ? compile(name, installation, npm) : ''));
  const why = compilable ? 'It does not compile here' : 'No compiler (g++, make, python3)';

  const replaced = present.filter(name => STAND_INS[name] !== undefined && !loads(name));
  for (const name of replaced) {
    const standIn = path.join(repositoryRoot, 'test', 'host', 'stand-ins', STAND_INS[name] ?? '');
    copyFileSync(standIn, path.join(installation.root, 'node_modules', name, 'index.js'));
  }
  if (replaced.length > 0) {
    console.log(`${why}: plain JavaScript stands in for ${replaced.join(' and ')} in the test host.`);
  }
  const broken = present.filter(name => !loads(name));
  if (broken.includes(TERMINALS)) {
    console.log(`${why}: the test host has no terminals, for ${TERMINALS} is missing.`);
  }
  const needed = broken.filter(name => name !== TERMINALS);
  if (needed.length > 0) {
    const details = problems.join('\n');
    throw new Error(`VS Code ${installation.version}: native modules do not load: ${needed.join(', ')}\n${details}`);
  }
}

/** Gives what went wrong; whether the module is usable is judged by whether it loads, not by that. */
function compile(name: string, installation: Installation, npm: Npm): string {
  // The headers that came with the Node in use; without them node-gyp would download some.
  const nodeFolder = path.resolve(path.dirname(installation.node), '..');
  try {
    npm(installation.root, 'rebuild', '--ignore-scripts=false', `--nodedir=${nodeFolder}`, name);
    return '';
  } catch (error) {
    return String(error);
  }
}

function isLoadable(name: string, installation: Installation): boolean {
  const check =
    name === TERMINALS
      ? `require('node-pty').spawn('true', []).onExit(() => process.exit(0))`
      : `require(${JSON.stringify(name)})`;
  const options = { cwd: installation.root, stdio: 'ignore', timeout: 20_000 } as const;
  return spawnSync(installation.node, ['-e', check], options).status === 0;
}
