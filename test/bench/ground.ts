// How long new ground and marks take, after the requests: `npm run bench:ground -- --repo PATH [--rounds 5] [--weeks 12]`.
// In a clone of it whose person is who committed most of late, with branches; each reading by a reader of its own.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { noiseRules, type ReportRequest } from '../../src/domain/report';
import type { GitRun } from '../../src/git/git';
import { RepositoryReader } from '../../src/git/repositoryReader';
import { noStore } from '../../src/store/changeCache';
import { GroundCache } from '../../src/store/groundCache';
import { exitOnSignals } from '../support/leftovers';
import { TemporaryFolder } from '../support/temporaryFolder';
import { RequestClone } from './requestClone';

const limits = { cold: 1000, warm: 10 };
const { signal } = new AbortController();

interface Figure {
  readonly ms: number;
  /** Processor time of this process and of git, on Linux: what it takes however busy the machine is. */
  readonly processorMs: number;
  readonly processes: number;
}

class Window {
  readonly #runs: GitRun[] = [];
  readonly #reader: RepositoryReader;

  constructor(cache: string) {
    const git = { onRun: (run: GitRun) => this.#runs.push(run) };
    const grounds = new GroundCache(cache);
    this.#reader = new RepositoryReader({ store: noStore, repositoryId: () => 'bench', grounds, git });
  }

  async read({ facts, now }: RequestClone, weeks: number): Promise<Figure> {
    const calendar = { timeZone: 'UTC', dayStartMinutes: 240 };
    const request: ReportRequest = { weeks, now, ...calendar, authors: [], allAuthors: false, leaveOut: noiseRules };
    const report = await this.#reader.read(facts.folder, request, { signal });
    const whole = await this.#reader.addRequests(facts.folder, request, report, signal);
    this.#runs.length = 0;
    const start = performance.now();
    const processor = processorMs();
    await this.#reader.addGround(facts.folder, request, whole, signal);
    const ms = performance.now() - start;
    return { ms, processorMs: processorMs() - processor, processes: this.#runs.length };
  }
}

async function bench(repo: string, rounds: number, weeks: number): Promise<void> {
  const home = new TemporaryFolder('bench-ground');
  const figures: Record<string, Figure[]> = {};
  const note = (name: string, figure: Figure) => {
    figures[name] = [...(figures[name] ?? []), figure];
  };
  try {
    const clone = await RequestClone.create(path.resolve(repo), path.join(home.path, 'clone'));
    for (let round = 0; round < rounds; round++) {
      const cache = path.join(home.path, `cache${round}`);
      const window = new Window(cache);
      note('cold', await window.read(clone, weeks));
      note('nothing new', await window.read(clone, weeks));
      clone.commit();
      note('after a commit', await window.read(clone, weeks));
      clone.land();
      note('after a landing', await window.read(clone, weeks));
      note('from the disk', await new Window(cache).read(clone, weeks));
    }
  } finally {
    home.dispose();
  }
  for (const [name, all] of Object.entries(figures)) {
    const sorted = all.map(({ ms }) => ms).sort((a, b) => a - b);
    const [middle = 0, least = 0, most = 0] = [sorted[sorted.length >> 1], sorted[0], sorted.at(-1)];
    const limit = name === 'cold' ? limits.cold : name === 'nothing new' ? limits.warm : null;
    const kept = limit === null || middle <= limit;
    if (!kept) process.exitCode = 1;
    const told = limit === null ? '' : `, at most ${limit}: ${kept ? 'kept' : 'NOT kept'}`;
    const processor = all.map(each => each.processorMs).sort((a, b) => a - b)[all.length >> 1] ?? 0;
    const numbers = `${middle.toFixed(1)} ms (${least.toFixed(1)} to ${most.toFixed(1)}), processor ${processor.toFixed(0)} ms`;
    console.log(`${name}: ${numbers}, ${all[0]?.processes} processes${told}`);
  }
}

/** In ticks of 10 ms, of this process and of those that ended. */
function processorMs(): number {
  const file = '/proc/self/stat';
  if (!existsSync(file)) return 0;
  const fields = readFileSync(file, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return 10 * fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0);
}

exitOnSignals();
const { values } = parseArgs({
  options: {
    repo: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    weeks: { type: 'string', default: '12' },
  },
});
if (!values.repo) throw new Error('--repo needs a folder inside a git repository.');
bench(values.repo, Number(values.rounds), Number(values.weeks)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.stack : error);
  process.exitCode = 1;
});
