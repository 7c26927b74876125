import { readdirSync } from 'node:fs';
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { VSIX_VARIABLE } from './e2e/support/vsixVariable';
import { findBrowser } from './host/browser';
import { findDesktopVsCode } from './host/desktop';
import { installVsCode, type VsCodeVersion } from './host/installation';
import { packExtension } from './host/packedExtension';
import { installWitness } from './host/witness/installWitness';
import { runTool } from './support/childProcess';
import { repositoryRoot } from './support/repositoryRoot';
import { TemporaryFolder } from './support/temporaryFolder';
import { TemporaryRepository } from './support/temporaryRepository';
import { planEnvironment, type TestPlan } from './support/testPlan';
import { judge, type Outcome, total, VerdictFile } from './support/verdict';

/** Which tests of a stage run; all where nothing is said. */
export interface Selection {
  /** Only files whose path contains one of these. */
  readonly paths: readonly string[];
  /** Only tests whose full title matches this regular expression. */
  readonly grep?: string;
}

/** The stages by the names they have on the command line. */
export type StageName = 'check' | 'unit' | 'panel' | 'host' | 'min' | 'e2e';

/** One part of the tests, run to its end; rejects where it cannot even be started. */
export type Stage = (selection: Selection) => Promise<Outcome>;

const MINUTE_MS = 60_000;

/** Every stage: what it runs. */
export const STAGES: Readonly<Record<StageName, Stage>> = {
  check,
  unit: selection => inNode('unit', selection, { timeoutMs: MINUTE_MS, limitMs: 25 * MINUTE_MS }),
  panel: inBrowser,
  host: selection => inHost('1.139', selection),
  min: selection => inHost('1.100', selection),
  e2e: endToEnd,
};

/** Types and style: each command counts as one test. */
async function check(): Promise<Outcome> {
  const commands: [string, string[]][] = [
    ['typescript/bin/tsc', ['-p', '.']],
    ['typescript/bin/tsc', ['-p', 'webview']],
    ['@biomejs/biome/bin/biome', ['check', '--error-on-warnings', '.']],
  ];
  const outcomes: Outcome[] = [];
  for (const [program, args] of commands) {
    const passed = (await runTool(program, args)) === 0;
    console.log(`  ${passed ? '✔' : '✘'} ${path.basename(program)} ${args.join(' ')}`);
    outcomes.push({ passed: passed ? 1 : 0, failed: passed ? 0 : 1 });
  }
  return total(outcomes);
}

interface Limits {
  readonly timeoutMs: number;
  readonly limitMs: number;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Runs a folder's tests with mocha in a Node process of their own. */
async function inNode(folder: string, selection: Selection, limits: Limits): Promise<Outcome> {
  const verdict = new VerdictFile();
  const code = await runTool('../out/test/support/mochaProcess.cjs', [], {
    limitMs: limits.limitMs,
    environment: {
      ...limits.environment,
      ...planEnvironment(makePlan(folder, selection, verdict, limits.timeoutMs)),
    },
  });
  const outcome = judge(verdict.read(), code === 0 ? 'well' : 'badly');
  verdict.dispose();
  return outcome;
}

/** Looks at the built panel in a browser, in every state of its gallery. */
async function inBrowser(selection: Selection): Promise<Outcome> {
  await findBrowser();
  return await inNode('panel', selection, { timeoutMs: 2 * MINUTE_MS, limitMs: 15 * MINUTE_MS });
}

/** Runs the tests of `host/suite` inside the extension host of a real VS Code, with a git repository open. */
async function inHost(version: VsCodeVersion, selection: Selection): Promise<Outcome> {
  const verdict = new VerdictFile();
  const profile = new TemporaryFolder('profile');
  const extensionsFolder = path.join(profile.path, 'extensions');
  installWitness(extensionsFolder);
  const repository = await TemporaryRepository.create();
  repository.write('readme.md', 'a repository\n');
  await repository.commit('first');
  try {
    await runTests({
      ...(await chooseVsCode(version)),
      extensionDevelopmentPath: repositoryRoot,
      extensionTestsPath: bundle('host/entry.ts'),
      launchArgs: [
        repository.path,
        `--user-data-dir=${path.join(profile.path, 'data')}`,
        `--extensions-dir=${extensionsFolder}`,
      ],
      extensionTestsEnv: {
        EDDY_TEST_VSCODE_VERSION: version,
        ...planEnvironment(makePlan('host/suite', selection, verdict, 90_000)),
      },
    });
    return judge(verdict.read(), 'well');
  } catch (error) {
    if (error instanceof Error && error.name !== 'MissingError') {
      return judge(verdict.read(), 'badly');
    }
    throw error;
  } finally {
    verdict.dispose();
    profile.dispose();
    repository.dispose();
  }
}

/**
 * Desktop VS Code where there is one, else the npm-shipped one. `EDDY_TEST_VSCODE` decides otherwise: the path of a
 * program, `npm`, or `download`. The least version always is the npm-shipped one.
 */
async function chooseVsCode(version: VsCodeVersion): Promise<{ vscodeExecutablePath?: string; version?: string }> {
  const wish = process.env.EDDY_TEST_VSCODE;
  if (version === '1.139' && wish === 'download') {
    return { version: 'stable' };
  }
  const desktop = wish && wish !== 'npm' ? wish : wish === 'npm' ? undefined : findDesktopVsCode();
  if (version === '1.139' && desktop !== undefined) {
    console.log(`In ${desktop}`);
    return { vscodeExecutablePath: desktop };
  }
  // Both said or installed before the window is waited for.
  await installVsCode(version);
  await findBrowser();
  console.log(`In VS Code ${version} from npm`);
  return { vscodeExecutablePath: bundle('host/launcher.ts') };
}

/** Packs Eddy, and uses it in a window as a person does. */
async function endToEnd(selection: Selection): Promise<Outcome> {
  const folder = new TemporaryFolder('vsix');
  try {
    await installVsCode('1.139');
    await findBrowser();
    const vsix = await packExtension(folder.path);
    return await inNode('e2e', selection, {
      // Where nothing goes wrong a test takes seconds, and all of them a third of an hour.
      timeoutMs: 4 * MINUTE_MS,
      limitMs: 55 * MINUTE_MS,
      environment: { [VSIX_VARIABLE]: vsix },
    });
  } finally {
    folder.dispose();
  }
}

function makePlan(folder: string, selection: Selection, verdict: VerdictFile, timeoutMs: number): TestPlan {
  const files = readdirSync(path.join(repositoryRoot, 'test', folder), { recursive: true, encoding: 'utf8' })
    .filter(file => /\.test\.tsx?$/.test(file))
    .map(file => path.join(folder, file))
    .filter(file => selection.paths.length === 0 || selection.paths.some(part => file.includes(part)))
    .sort();
  return {
    files: files.map(bundle),
    timeoutMs,
    verdictFile: verdict.path,
    ...(selection.grep !== undefined && { grep: selection.grep }),
  };
}

/** Where the build puts a file of `test/`. */
function bundle(file: string): string {
  return path.join(repositoryRoot, 'out', 'test', file.replace(/\.tsx?$/, '.cjs'));
}
