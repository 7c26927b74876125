import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { type Browser, chromium } from 'playwright-core';
import { repositoryRoot } from '../support/repositoryRoot';
import { withLock } from './lock';
import { MissingError } from './missing';

/** A Chromium program, and the environment it needs besides the process's own. */
export interface BrowserProgram {
  readonly path: string;
  readonly environment: Readonly<Record<string, string>>;
}

const USUAL_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/opt/google/chrome/chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
] as const;

/**
 * Finds the browser that VS Code's window is opened in: `EDDY_TEST_BROWSER` if that is a path, else an installed
 * Chrome or Chromium, else (or if `EDDY_TEST_BROWSER` is `npm`) the one inside `@sparticuz/chromium`.
 */
export async function findBrowser(): Promise<BrowserProgram> {
  const wish = process.env.EDDY_TEST_BROWSER;
  if (wish === 'npm') {
    return npmBrowser();
  }
  if (wish) {
    if (!existsSync(wish)) {
      throw new MissingError(`the browser ${wish}`, 'EDDY_TEST_BROWSER must be the path of a Chromium, or npm.');
    }
    return { path: wish, environment: {} };
  }
  const installed = USUAL_PLACES.find(place => existsSync(place));
  return installed ? { path: installed, environment: {} } : npmBrowser();
}

/** Unpacks the browser of `@sparticuz/chromium` into `out/chromium`, once, with the libraries it brings along. */
async function npmBrowser(): Promise<BrowserProgram> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new MissingError('Chrome or Chromium', 'Install one, or set EDDY_TEST_BROWSER to its path.');
  }
  const folder = path.join(repositoryRoot, 'out', 'chromium');
  const program = path.join(folder, 'chromium');
  const libraries = path.join(folder, 'al2023', 'lib');
  mkdirSync(folder, { recursive: true });
  await withLock(path.join(folder, '.unpacking'), async () => {
    if (!existsSync(program) || !existsSync(libraries)) {
      await unpack(folder);
    }
  });
  return {
    path: program,
    environment: { LD_LIBRARY_PATH: libraries, FONTCONFIG_FILE: writeFontSettings(folder) },
  };
}

/**
 * In a process of its own, for the package reads its environment while it loads: it unpacks into TMPDIR, and its
 * libraries only if it believes it runs in AWS Lambda.
 */
async function unpack(folder: string): Promise<void> {
  const script = `import('@sparticuz/chromium').then(({ default: chromium }) => chromium.executablePath())`;
  await promisify(execFile)(process.execPath, ['-e', script], {
    cwd: repositoryRoot,
    env: { ...process.env, TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' },
  });
}

/**
 * Names the package's fonts and the machine's. The package's own settings look for the fonts in /tmp only; and a
 * window whose browser finds no font at all crashes.
 */
function writeFontSettings(folder: string): string {
  const file = path.join(folder, 'fonts.conf');
  const settings = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${path.join(folder, 'fonts')}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${path.join(folder, 'font-cache')}</cachedir>
</fontconfig>
`;
  if (!existsSync(file) || readFileSync(file, 'utf8') !== settings) {
    writeFileSync(file, settings);
  }
  return file;
}

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  // A window in the background must not become slower: tests open several.
  '--disable-background-timer-throttling',
  '--disable-renderer-backgrounding',
  '--disable-backgrounding-occluded-windows',
  // Nothing but this machine can be reached.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
] as const;

/** Starts the browser without a screen. Whoever starts it closes it. */
export async function launchBrowser(): Promise<Browser> {
  const { path: executablePath, environment } = await findBrowser();
  const inherited = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return chromium.launch({
    executablePath,
    headless: true,
    args: [...ARGUMENTS],
    env: { ...Object.fromEntries(inherited), ...environment },
  });
}
