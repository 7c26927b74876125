import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Ledger } from './domain/ledger';
import { ReadFailure, type Report } from './domain/report';
import { withFocus } from './domain/reportFocus';
import type { SimulatedWeek } from './domain/simulatedWeek';
import { usualThresholds } from './domain/span';
import { ShareFailure } from './domain/teamSharing';
import { changeFormat } from './git/changes';
import { RepositoryReader } from './git/repositoryReader';
import { noStore } from './store/changeCache';
import { FolderExactDates } from './store/exactDates';
import { Installation } from './store/installation';
import { FolderJournal } from './store/journal';
import { FolderLedger } from './store/ledger';
import { FolderReflections } from './store/reflections';
import { FolderShareRecords } from './store/shareRecords';
import { cachesIn } from './store/storage';
import { isBareRepository, makeBareRepository } from './team/bareRepository';
import { GitBoard } from './team/gitBoard';
import { simulatedWeeks } from './team/simulation';
import { type Command, parseCommand } from './terminal/arguments';
import { exitCode } from './terminal/exitCode';
import { helpText } from './terminal/help';
import { ProgressLine } from './terminal/progress';
import { reportText } from './terminal/reportText';
import { isExact, simulatedLine, simulationFoot, simulationHead, simulationJson } from './terminal/simulationText';
import { textStyle } from './terminal/style';
import { english } from './text/english';
import { failureText } from './text/failureText';
import { withReflections } from './text/reflectionReport';
import { withJudgement } from './text/reportWords';

declare const EDDY_VERSION: string;

async function main(): Promise<number> {
  const command = parseCommand(process.argv.slice(2), {
    now: Date.now(),
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  });
  switch (command.kind) {
    case 'help':
      await print(helpText);
      return exitCode.done;
    case 'version':
      await print(`${EDDY_VERSION}\n`);
      return exitCode.done;
    case 'invalid':
      process.stderr.write(`${command.message}\n`);
      return exitCode.badArguments;
    case 'report':
      return report(command);
    case 'simulate':
      return simulate(command);
  }
}

async function report(command: Command & { kind: 'report' }): Promise<number> {
  const { folder, format, cache, storage, request } = command;
  const home = dataFolder();
  const recorder = storage === null ? null : await Installation.find(storage);
  if (storage !== null && !recorder) {
    process.stderr.write(
      'In this folder Eddy stored nothing. "Eddy: Show Stored Data" in VS Code names the right one.\n',
    );
    return exitCode.badArguments;
  }
  const installation = recorder ?? (cache ? await Installation.open(home) : Installation.passing());
  const reader = new RepositoryReader({
    ...(cache ? cachesIn(home, changeFormat) : { store: noStore }),
    ...(storage !== null
      ? { ledger: readOnly(new FolderLedger(storage)), exactDates: new FolderExactDates(storage).requestsOf }
      : cache && { ledger: new FolderLedger(home) }),
    repositoryId: (remote, folder) => installation.repositoryId(remote, folder),
    branchNumber: (id, branch) => installation.branchNumber(id, branch),
  });
  const locale = Intl.DateTimeFormat().resolvedOptions().locale;
  const progress = new ProgressLine(process.stderr, locale, Date.now);
  const abort = new AbortController();
  process.once('SIGINT', () => abort.abort());
  try {
    const read = await reader.read(folder, request, {
      signal: abort.signal,
      onProgress: state => progress.update(state),
    });
    const sums = await reader.addRequests(folder, request, read, abort.signal);
    const whole = await reader.addGround(folder, request, sums, abort.signal);
    const found = storage === null ? whole : await withStored(whole, storage);
    progress.done();
    await print(
      format === 'json'
        ? `${JSON.stringify(withJudgement(found), null, 2)}\n`
        : reportText(found, textStyle(process.stdout, process.env, process.platform, locale)),
    );
    return exitCode.done;
  } catch (error) {
    progress.done();
    if (!(error instanceof ReadFailure)) throw error;
    const { message, nextStep } = failureText(error, english);
    process.stderr.write(`${[message, nextStep].filter(Boolean).join(' ')}\n`);
    return error.kind === 'foreignAuthor' ? exitCode.badArguments : exitCode.unreadableRepository;
  }
}

async function simulate(command: Command & { kind: 'simulate' }): Promise<number> {
  const { people, weeks, seed, format } = command;
  const abort = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, () => abort.abort());
  const { signal } = abort;
  const folder = await mkdtemp(path.join(os.tmpdir(), 'eddy-simulation-'));
  const found: SimulatedWeek[] = [];
  try {
    const remote = await remoteFor(command, folder, signal);
    if (remote === null) return exitCode.badArguments;
    if (format === 'text') await print(simulationHead(people));
    const means = {
      people,
      weeks,
      seed,
      atOnce: os.availableParallelism(),
      recordsOf: (person: number) => new FolderShareRecords(path.join(folder, String(person))),
      boardOf: (person: number) =>
        new GitBoard({ cacheFolder: path.join(folder, String(person), 'board'), remoteAddress: remote }),
      signal,
    };
    for await (const week of simulatedWeeks(means)) {
      found.push(week);
      if (format === 'text') await print(simulatedLine(week));
    }
    await print(format === 'json' ? simulationJson(found) : simulationFoot(found));
    return isExact(found) ? exitCode.done : exitCode.unreadableRepository;
  } catch (error) {
    if (!(error instanceof ShareFailure) && !signal.aborted) throw error;
    const detail = error instanceof ShareFailure && error.kind !== 'aborted' ? `${error.kind}. ${error.detail}` : '';
    process.stderr.write(
      signal.aborted ? 'Stopped.\n' : `The repository could not be shared over: ${detail}`.trim().concat('\n'),
    );
    return exitCode.unreadableRepository;
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

/** The repository to simulate over; `null` where what was named is none, and it was said. */
async function remoteFor(
  { remote }: Command & { kind: 'simulate' },
  folder: string,
  signal: AbortSignal,
): Promise<string | null> {
  if (remote === null) {
    const made = path.join(folder, 'remote.git');
    await mkdir(made);
    await makeBareRepository(made, signal);
    return made;
  }
  const named = path.resolve(remote);
  const isFolder = await stat(named).then(
    found => found.isDirectory(),
    () => false,
  );
  if (isFolder && (await isBareRepository(named, signal))) return named;
  process.stderr.write('--remote names no bare git repository. git init --bare PATH makes one.\n');
  return null;
}

/** What VS Code stored is its own. */
function readOnly(ledger: Ledger): Ledger {
  return { read: id => ledger.read(id), append: async () => undefined, forget: async () => undefined };
}

/** With focus, and what the person said of their weeks. */
async function withStored(report: Report, storage: string): Promise<Report> {
  // Any focus block begins less than a day before the first week that it reaches into.
  const from = Date.parse(report.range.from) - 86_400_000;
  const focused = withFocus(report, await new FolderJournal(storage).read(from), usualThresholds);
  return withReflections(focused, await new FolderReflections(storage).read());
}

/** Where the command line keeps its cache and its key: the person's own folder for such things. */
function dataFolder(): string {
  const { env, platform } = process;
  if (platform === 'win32') return path.join(env.LOCALAPPDATA ?? path.join(os.homedir(), 'AppData', 'Local'), 'eddy');
  if (platform === 'darwin') return path.join(os.homedir(), 'Library', 'Caches', 'eddy');
  return path.join(env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache'), 'eddy');
}

const print = (text: string): Promise<void> =>
  new Promise((resolve, reject) => {
    process.stdout.write(text, error => {
      // Whoever reads may have enough, as `head` does.
      if (error && (error as NodeJS.ErrnoException).code !== 'EPIPE') reject(error);
      else resolve();
    });
  });

process.stdout.on('error', () => undefined);
main().then(
  code => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = exitCode.unreadableRepository;
  },
);
