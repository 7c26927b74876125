// How fast Eddy reads a repository, against git itself: `npm run bench -- --repo PATH [--until ISO] [--rounds 5] [--json]`.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { weeksUpTo } from '../../src/domain/calendar';
import { noiseRules, type ReportRequest } from '../../src/domain/report';
import { churnHorizonMs } from '../../src/domain/survival';
import { gitEnvironment } from '../../src/git/git';
import { openRepository } from '../../src/git/repository';
import type { Measured, Task } from './measured';
import { runTask } from './measured';

const { values } = parseArgs({
  options: {
    repo: { type: 'string' },
    until: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    json: { type: 'boolean', default: false },
    task: { type: 'string' },
  },
});

const signal = new AbortController().signal;
const cli = path.resolve('dist', 'cli.js');

/** What the issue of speed is judged by; ratios are to the floor of the same round. */
const limits = {
  'cold, in the process': { ratio: 1.3, plusMs: 50 },
  'cold, whole command': { ratio: 1.5, plusMs: 200 },
  parsing: { ratio: 0.15, plusMs: 0 },
} as const;

if (values.task) {
  runTask(JSON.parse(values.task) as Task).then(measured => process.stdout.write(JSON.stringify(measured)));
} else {
  bench().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
}

async function bench(): Promise<void> {
  if (!values.repo) throw new Error('--repo needs a folder inside a git repository.');
  const repository = await openRepository(values.repo, {}, signal);
  const request: ReportRequest = {
    weeks: 12,
    now: values.until ? Date.parse(values.until) : Date.now(),
    timeZone: 'UTC',
    dayStartMinutes: 240,
    authors: [],
    allAuthors: true,
    leaveOut: noiseRules,
  };
  const since = (weeksUpTo(request.now, request.weeks, request)[0]?.from ?? 0) - churnHorizonMs;
  const tips = [repository.head, repository.defaultBranch?.id].flatMap(id => id ?? []);
  const branches = repository.bare ? [] : repository.localBranches.map(({ id }) => id);
  const floorWords = [
    'log',
    '-p',
    '-U0',
    '-M',
    `--since=${new Date(since).toISOString()}`,
    ...new Set([...tips, ...branches]),
  ];
  const home = mkdtempSync(path.join(os.tmpdir(), 'eddy-bench-'));
  const environment = { ...process.env, XDG_CACHE_HOME: home };
  const cliWords = [cli, 'report', '--repo', values.repo, '--all-authors', '--time-zone', 'UTC', '--json'];
  if (values.until) cliWords.push('--until', values.until);
  const timed = (command: string, words: readonly string[]) => {
    const start = performance.now();
    const { status, stderr } = spawnSync(command, words, {
      cwd: repository.topFolder,
      env: command === 'git' ? gitEnvironment() : environment,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    if (status !== 0) throw new Error(`${command} failed: ${stderr}`);
    return performance.now() - start;
  };
  const task = (task: Task): Measured => {
    const words = [process.argv[1] ?? '', '--task', JSON.stringify(task)];
    return JSON.parse(execFileSync(process.execPath, words, { env: environment, maxBuffer: 1 << 20 }).toString());
  };
  const figures: Record<string, number[]> = {};
  const note = (name: string, value: number) => {
    figures[name] = [...(figures[name] ?? []), value];
  };
  try {
    const clone = path.join(home, 'clone.git');
    execFileSync('git', ['clone', '--quiet', '--bare', '--shared', '--single-branch', repository.commonFolder, clone], {
      stdio: 'ignore',
    });
    timed(process.execPath, cliWords);
    for (let round = 0; round < Number(values.rounds); round++) {
      const floor = timed('git', floorWords);
      note('floor', floor);
      const cold = task({ kind: 'cold', folder: repository.topFolder, request, since });
      note('cold, in the process', cold.ms);
      note('parsing', task({ kind: 'parse', folder: repository.topFolder, request, since }).ms);
      note('resident, MB', cold.residentMb);
      note('cold, whole command', timed(process.execPath, [...cliWords, '--no-cache']));
      note('warm, whole command', timed(process.execPath, cliWords));
      const refresh = task({ kind: 'refresh', folder: clone, request, since });
      note('refresh after a commit', refresh.ms);
      note('refresh after a commit, beyond git', refresh.ms - refresh.gitMs);
    }
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
  print(figures);
}

function print(figures: Record<string, number[]>): void {
  const floor = figures.floor ?? [];
  const rows = Object.entries(figures).map(([name, numbers]) => ({
    name,
    median: median(numbers),
    least: Math.min(...numbers),
    greatest: Math.max(...numbers),
    ratio: median(numbers.map((number, round) => number / (floor[round] ?? 1))),
    ...(name in limits && { limit: limitOf(name as keyof typeof limits, floor) }),
  }));
  if (values.json) {
    process.stdout.write(`${JSON.stringify({ rounds: floor.length, rows }, null, 2)}\n`);
    return;
  }
  process.stdout.write(`${'milliseconds, medians'.padEnd(36)}median    least  greatest  ÷ floor  limit\n`);
  for (const { name, median, least, greatest, ratio, limit } of rows) {
    const cells = [median, least, greatest].map(number => number.toFixed(0).padStart(8));
    const last = limit === undefined ? '' : limit.toFixed(0).padStart(7);
    process.stdout.write(`${name.padEnd(34)}${cells.join(' ')}  ${ratio.toFixed(2).padStart(7)} ${last}\n`);
  }
}

const limitOf = (name: keyof typeof limits, floor: readonly number[]): number =>
  limits[name].ratio * median(floor) + limits[name].plusMs;

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return ((sorted[middle] ?? 0) + (sorted[(sorted.length - 1) >> 1] ?? 0)) / 2;
}
