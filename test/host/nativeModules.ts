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

/**
 * Makes every native module of a fresh installation load: as it came, else compiled, else, for the two that the tests
 * do not need, by a stand-in, which is said in one line. Throws if one still does not load.
 */
export function completeNativeModules(installation: Installation, npm: Npm): void {
  const present = NATIVE_MODULES.filter(name => existsSync(path.join(installation.root, 'node_modules', name)));
  const loads = (name: string) => isLoadable(name, installation);
  const compiled = present.filter(name => !loads(name));
  if (compiled.length > 0 && hasCompiler()) {
    compile(compiled, installation, npm);
  }
  const replaced = compiled.filter(name => STAND_INS[name] !== undefined && !loads(name));
  for (const name of replaced) {
    const standIn = path.join(repositoryRoot, 'test', 'host', 'stand-ins', STAND_INS[name] ?? '');
    copyFileSync(standIn, path.join(installation.root, 'node_modules', name, 'index.js'));
  }
  if (replaced.length > 0) {
    console.log(
      `No compiler (g++, make, python3): plain JavaScript stands in for ${replaced.join(' and ')} in the test host.`,
    );
  }
  const broken = present.filter(name => !loads(name));
  if (broken.length > 0) {
    throw new Error(`VS Code ${installation.version}: these native modules do not load: ${broken.join(', ')}`);
  }
}

function compile(names: readonly string[], installation: Installation, npm: Npm): void {
  // The headers that came with the Node in use; without them node-gyp would download some.
  const nodeFolder = path.resolve(path.dirname(installation.node), '..');
  for (const name of names) {
    try {
      npm(installation.root, 'rebuild', '--ignore-scripts=false', `--nodedir=${nodeFolder}`, name);
    } catch (error) {
      console.log(String(error));
    }
  }
}

function isLoadable(name: string, installation: Installation): boolean {
  const check =
    name === 'node-pty'
      ? `require('node-pty').spawn('true', []).onExit(() => process.exit(0))`
      : `require(${JSON.stringify(name)})`;
  const options = { cwd: installation.root, stdio: 'ignore', timeout: 20_000 } as const;
  return spawnSync(installation.node, ['-e', check], options).status === 0;
}
