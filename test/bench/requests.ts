// How fast requests are read, against git itself: `npm run bench:requests -- [--repo PATH] [--requests 10000]
// [--rounds 7]`. Without a repository, on one that is generated. Branches and commits are added to a clone of it.
import { execFileSync, spawnSync } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { weeksUpTo } from '../../src/domain/calendar';
import { noiseRules, type ReportRequest } from '../../src/domain/report';
import { dayMs } from '../../src/domain/survival';
import { type GitRun, gitEnvironment } from '../../src/git/git';
import { RepositoryReader } from '../../src/git/repositoryReader';
import { noStore } from '../../src/store/changeCache';
import { FolderLedger } from '../../src/store/ledger';
import { exitOnSignals } from '../support/leftovers';
import { TemporaryFolder } from '../support/temporaryFolder';
import { generateRequests, RequestClone, type RequestCloneFacts } from './requestClone';

/** What the issue of requests is judged by: times of the floor, and milliseconds. */
const limits = { cold: 2, warm: 50 };
/** The weeks, and how long before them a request may have been worked on. */
const shownWeeks = 12;
const workDays = 90;
/** Commits of either kind before those that are timed: a window is open for hours. */
const untimed = 3;
const timed = 5;

interface Task {
  readonly kind: 'cold' | 'warm';
  readonly clone: RequestCloneFacts;
  readonly storage: string;
}

interface Timed {
  readonly ms: number;
  /** Time in which at least one git was running. */
  readonly gitMs: number;
  readonly processes: number;
}

/** What the cold reading asked git for, a line each. */
interface Asked {
  /** Of `git diff-tree`. */
  readonly patches: readonly string[];
  /** Heads of merges whose other commits are of no interest. */
  readonly heads: readonly string[];
}

interface Measured {
  readonly clone: RequestCloneFacts;
  readonly cold: Timed;
  readonly asked: Asked;
  readonly landings: readonly Timed[];
  readonly commits: readonly Timed[];
  readonly requests: number;
}

const { signal } = new AbortController();

/** A window: its report is read first, and only the reading of requests is timed. */
class Window {
  readonly #runs: GitRun[] = [];
  readonly #reader: RepositoryReader;
  readonly #folder: string;
  requests = 0;

  constructor(folder: string, storage: string) {
    this.#folder = folder;
    const ledger = new FolderLedger(storage);
    const git = { onRun: (run: GitRun) => this.#runs.push(run) };
    this.#reader = new RepositoryReader({ store: noStore, repositoryId: () => 'bench', ledger, git });
  }

  get asked(): Asked {
    const linesOf = (isAsked: (words: readonly string[]) => boolean) =>
      this.#runs.flatMap(({ words, input }) => (isAsked(words) ? `${input}`.trim().split('\n') : []));
    return {
      patches: linesOf(([word]) => word === 'diff-tree'),
      heads: linesOf(words => words.includes('--no-walk=unsorted')),
    };
  }

  async read(now: number): Promise<Timed> {
    const request = requestAt(now);
    const report = await this.#reader.read(this.#folder, request, { signal });
    this.#runs.length = 0;
    const start = performance.now();
    const { pullRequests } = await this.#reader.addRequests(this.#folder, request, report, signal);
    const ms = performance.now() - start;
    this.requests = pullRequests?.length ?? 0;
    return { ms, gitMs: covered(this.#runs), processes: this.#runs.length };
  }
}

function requestAt(now: number): ReportRequest {
  const calendar = { timeZone: 'UTC', dayStartMinutes: 240 };
  return { weeks: shownWeeks, now, ...calendar, authors: [], allAuthors: false, leaveOut: noiseRules };
}

async function run({ kind, clone: facts, storage }: Task): Promise<Measured> {
  const clone = new RequestClone(facts);
  const window = new Window(facts.folder, storage);
  const cold = await window.read(clone.now);
  const { asked } = window;
  const [landings, commits]: [Timed[], Timed[]] = [[], []];
  for (let step = 0; kind === 'warm' && step < untimed + timed; step++) {
    clone.land();
    landings.push(await window.read(clone.now));
    clone.commit();
    commits.push(await window.read(clone.now));
  }
  const { requests } = window;
  const late = [landings.slice(untimed), commits.slice(untimed)] as const;
  return { clone: clone.facts, cold, asked, landings: late[0], commits: late[1], requests };
}

/** Git alone: the line with its messages, what merges brought in or its heads, and the patches that were read. */
function floor({ folder, branch, from }: RequestCloneFacts, { patches, heads }: Asked): number {
  const weeks = weeksUpTo(from, shownWeeks, requestAt(from));
  const since = new Date((weeks[0]?.from ?? from) - workDays * dayMs).toISOString();
  const start = performance.now();
  const format = '--format=%H%x00%P%x00%at%x00%ct%x00%aE%x00%cE%x00%s%x00%b';
  plain(folder, ['log', '--first-parent', format, `origin/${branch}`]);
  plain(folder, ['log', '--format=%H%x00%P%x00%at%x00%ct%x00%aE%x00%aN', `--since=${since}`, `origin/${branch}`]);
  if (heads.length > 0)
    plain(folder, ['log', '--no-walk=unsorted', '--format=%H %aE', '--stdin'], `${heads.join('\n')}\n`);
  plain(folder, ['diff-tree', '--stdin', '-r', '--root', '-p', '-U0', '-M'], `${patches.join('\n')}\n`);
  return performance.now() - start;
}

function plain(cwd: string, words: readonly string[], input = ''): void {
  const options = {
    cwd,
    env: gitEnvironment(),
    input,
    stdio: ['pipe', 'ignore', 'pipe'] as ['pipe', 'ignore', 'pipe'],
  };
  const { status, stderr } = spawnSync('git', words, options);
  if (status !== 0) throw new Error(`git ${words[0]} failed: ${stderr}`);
}

async function bench(repo: string | undefined, requests: number, rounds: number): Promise<void> {
  const home = new TemporaryFolder('bench-requests');
  try {
    const generated = path.join(home.path, 'generated.git');
    const source = repo ?? generateRequests(generated, requests, Date.UTC(2026, 0, 1));
    const clone = await RequestClone.create(path.resolve(source), path.join(home.path, 'clone'));
    let { facts } = clone;
    console.log(`${facts.landed} landed requests; medians of ${rounds} rounds, milliseconds`);
    const floors: number[] = [];
    const colds: Timed[] = [];
    const landings: Timed[] = [];
    const commits: Timed[] = [];
    let told = 0;
    for (let round = 0; round < rounds; round++) {
      const task = (kind: Task['kind'], clone: RequestCloneFacts): Measured => {
        const asked: Task = { kind, clone, storage: path.join(home.path, `storage-${kind}${round}`) };
        const words = [process.argv[1] ?? '', '--task', JSON.stringify(asked)];
        return JSON.parse(execFileSync(process.execPath, words, { maxBuffer: 1 << 28 }).toString()) as Measured;
      };
      const cold = task('cold', facts);
      floors.push(floor(facts, cold.asked));
      const warm = task('warm', facts);
      colds.push(cold.cold);
      landings.push(...warm.landings);
      commits.push(...warm.commits);
      facts = warm.clone;
      told = warm.requests;
      if (round === 0)
        console.log(
          `${cold.asked.patches.length} patches, ${cold.asked.heads.length} heads; ${told} requests of the person's in the weeks`,
        );
    }
    print(
      'git alone',
      floors.map(ms => ({ ms, gitMs: ms, processes: 4 })),
    );
    const ratio = median(colds.map(({ ms }, round) => ms / (floors[round] ?? 1)));
    print('cold', colds, `${ratio.toFixed(2)} of git alone; at most ${limits.cold}: ${verdict(ratio <= limits.cold)}`);
    for (const [name, all] of [
      ['warm, after a landing', landings],
      ['warm, after a commit', commits],
    ] as const) {
      const kept = median(all.map(({ ms }) => ms)) <= limits.warm;
      print(name, all, `at most ${limits.warm}: ${verdict(kept)}`);
    }
  } finally {
    home.dispose();
  }
}

function verdict(kept: boolean): string {
  if (!kept) process.exitCode = 1;
  return kept ? 'kept' : 'NOT kept';
}

function print(name: string, all: readonly Timed[], told = ''): void {
  const ms = all.map(each => each.ms);
  const numbers = [median(ms), Math.min(...ms), Math.max(...ms), median(all.map(({ gitMs }) => gitMs))];
  const [middle, least, most, git] = numbers.map(number => number.toFixed(0));
  const processes = median(all.map(each => each.processes));
  console.log(`  ${name}: ${middle} (${least} to ${most}), git running ${git}, ${processes} processes; ${told}`);
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return ((sorted[middle] ?? 0) + (sorted[(sorted.length - 1) >> 1] ?? 0)) / 2;
}

/** The length of the union of intervals. */
function covered(runs: readonly GitRun[]): number {
  let sum = 0;
  let last = Number.NEGATIVE_INFINITY;
  for (const { startMs, endMs } of runs.toSorted((a, b) => a.startMs - b.startMs)) {
    sum += Math.max(0, endMs - Math.max(startMs, last));
    last = Math.max(last, endMs);
  }
  return sum;
}

exitOnSignals();
const { values } = parseArgs({
  options: {
    repo: { type: 'string' },
    requests: { type: 'string', default: '10000' },
    rounds: { type: 'string', default: '7' },
    task: { type: 'string' },
  },
});
const work =
  values.task === undefined
    ? bench(values.repo, Number(values.requests), Number(values.rounds))
    : run(JSON.parse(values.task) as Task).then(measured => process.stdout.write(JSON.stringify(measured)));
work.catch((error: unknown) => {
  console.error(error instanceof Error ? error.stack : error);
  process.exitCode = 1;
});
