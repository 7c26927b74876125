// How long Eddy holds up the start of a window: `npm run bench:activation -- [--rounds 9] [--vscode 1.139]`. Each round
// is an extension host of its own, with the packed Eddy installed, in the npm-shipped VS Code.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { launchBrowser } from '../host/browser';
import { installVsCode } from '../host/installation';
import { packExtension } from '../host/packedExtension';
import { installExtension, VsCodeServer } from '../host/vscodeServer';
import { installWitness } from '../host/witness/installWitness';
import { MEASURED_VARIABLE } from '../host/witness/measuredVariable';
import { exitOnSignals } from '../support/leftovers';
import { TemporaryFolder } from '../support/temporaryFolder';

interface Measured {
  readonly loadMs: number;
  readonly activateMs: number;
}

const ROUND_LIMIT_MS = 60_000;
/** What `activate()` may take. */
const LIMIT_MS = 30;

async function bench(version: '1.139' | '1.100', rounds: number): Promise<void> {
  const installation = await installVsCode(version);
  const home = new TemporaryFolder('activation');
  const profile = {
    dataFolder: path.join(home.path, 'data'),
    extensionsFolder: path.join(home.path, 'extensions'),
  };
  const file = path.join(home.path, 'measured.json');
  try {
    installWitness(profile.extensionsFolder);
    await installExtension(installation, await packExtension(home.path), profile);
    const server = await VsCodeServer.start({ installation, ...profile, environment: { [MEASURED_VARIABLE]: file } });
    const browser = await launchBrowser();
    try {
      const measured: Measured[] = [];
      for (let round = 0; round < rounds; round++) {
        rmSync(file, { force: true });
        const page = await browser.newPage();
        await page.goto(server.windowAddress({ target: home.path }));
        measured.push(await readMeasured(file));
        await page.close();
      }
      console.log(`VS Code ${version}, ${rounds} extension hosts, milliseconds: median (least to greatest)`);
      print(
        'loading the bundle',
        measured.map(({ loadMs }) => loadMs),
      );
      const activating = measured.map(({ activateMs }) => activateMs);
      print('activate()', activating);
      const kept = median(activating) <= LIMIT_MS;
      console.log(`activate() in ${LIMIT_MS} ms: ${kept ? 'kept' : 'NOT kept'}`);
      process.exitCode = kept ? 0 : 1;
    } finally {
      await browser.close();
      await server.stop();
    }
  } finally {
    home.dispose();
  }
}

async function readMeasured(file: string): Promise<Measured> {
  for (const endsAt = Date.now() + ROUND_LIMIT_MS; Date.now() < endsAt; await delay(50)) {
    try {
      if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Measured;
    } catch {
      // Still being written.
    }
  }
  throw new Error(`Eddy was not activated within ${ROUND_LIMIT_MS / 1000} s.`);
}

function print(name: string, values: readonly number[]): void {
  const [least, greatest] = [Math.min(...values), Math.max(...values)];
  console.log(`  ${name}: ${median(values).toFixed(1)} (${least.toFixed(1)} to ${greatest.toFixed(1)})`);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return ((sorted[(sorted.length - 1) >> 1] ?? 0) + (sorted[sorted.length >> 1] ?? 0)) / 2;
}

exitOnSignals();
const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '9' }, vscode: { type: 'string', default: '1.139' } },
});
bench(values.vscode === '1.100' ? '1.100' : '1.139', Number(values.rounds)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
