import { execFileSync } from 'node:child_process';
import type { ReportRequest } from '../../src/domain/report';
import { listCommits } from '../../src/git/commits';
import { Git, patchOptions } from '../../src/git/git';
import { PatchParser, patchFormat } from '../../src/git/patchParser';
import { RepositoryReader } from '../../src/git/repositoryReader';
import { noStore } from '../../src/store/changeCache';

/** What one process measures, so that nothing is warm from the round before. */
export interface Task {
  kind: 'cold' | 'parse' | 'refresh';
  folder: string;
  request: ReportRequest;
  /** From when on history is read, epoch milliseconds. */
  since: number;
}

export interface Measured {
  ms: number;
  /** Time in which at least one git was running. */
  gitMs: number;
  /** Largest resident set of this process so far. */
  residentMb: number;
}

const signal = new AbortController().signal;

export async function runTask({ kind, folder, request, since }: Task): Promise<Measured> {
  switch (kind) {
    case 'cold':
      return cold(folder, request);
    case 'parse':
      return parse(folder, request, since);
    case 'refresh':
      return refresh(folder, request);
  }
}

async function cold(folder: string, request: ReportRequest): Promise<Measured> {
  const reader = new RepositoryReader({ store: noStore, repositoryId: () => '' });
  const start = performance.now();
  await reader.read(folder, request, { signal });
  return measured(performance.now() - start);
}

/** Passes over the same patches; the first ones also pay for compiling the parser, as the cold readings do. */
const passes = 5;

/** The parser alone, on patches that were taken in before: the median pass. */
async function parse(folder: string, { now }: ReportRequest, since: number): Promise<Measured> {
  const git = new Git(folder);
  const head = (await git.query(['rev-parse', 'HEAD'], signal)).trim();
  const commits = (await listCommits(git, [head], since, signal)).filter(
    ({ committedAt, parents }) => committedAt >= since && committedAt <= now && parents.length < 2,
  );
  const chunks: Buffer[] = [];
  const words = ['diff-tree', ...patchFormat, ...patchOptions, '-M'];
  await git.stream(words, commits.map(({ id }) => `${id}\n`).join(''), chunk => chunks.push(chunk), signal);
  const times = Array.from({ length: passes }, () => {
    const parser = new PatchParser(
      () => undefined,
      () => false,
    );
    const start = performance.now();
    for (const chunk of chunks) parser.push(chunk);
    parser.end();
    return performance.now() - start;
  });
  return measured(times.sort((a, b) => a - b)[passes >> 1] ?? 0);
}

/** A window is open for hours, so what is timed is a reading after some others. */
const refreshes = 5;

/** Reads a clone, and again after each of some commits that add a file to it: the last of these readings. */
async function refresh(folder: string, request: ReportRequest): Promise<Measured> {
  const runs: [number, number][] = [];
  const reader = new RepositoryReader({
    store: noStore,
    repositoryId: () => '',
    git: { onRun: ({ startMs, endMs }) => runs.push([startMs, endMs]) },
  });
  await reader.read(folder, request, { signal });
  let start = 0;
  for (let commit = 0; commit < refreshes; commit++) {
    addCommit(folder, request.now);
    runs.length = 0;
    start = performance.now();
    await reader.read(folder, request, { signal });
  }
  return { ...measured(performance.now() - start), gitMs: covered(runs) };
}

function addCommit(folder: string, now: number): void {
  const date = `${Math.floor(now / 1000) - 1} +0000`;
  const identity = {
    GIT_AUTHOR_NAME: 'b',
    GIT_AUTHOR_EMAIL: 'b@b',
    GIT_COMMITTER_NAME: 'b',
    GIT_COMMITTER_EMAIL: 'b@b',
  };
  const env = { ...process.env, ...identity, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
  const git = (words: string[], input?: string) =>
    execFileSync('git', ['-C', folder, ...words], { env, input, maxBuffer: 1 << 28 })
      .toString()
      .trim();
  const entries = git(['ls-tree', 'HEAD']).split('\n');
  const text = Array.from({ length: 100 }, (_, line) => `benchmark line ${line} ${performance.now()}\n`).join('');
  entries.push(`100644 blob ${git(['hash-object', '-w', '--stdin'], text)}\tbenchmark-${process.pid}.txt`);
  const tree = git(['mktree'], `${entries.join('\n')}\n`);
  git(['update-ref', 'HEAD', git(['commit-tree', tree, '-p', 'HEAD', '-m', 'benchmark'])]);
}

const measured = (ms: number): Measured => ({
  ms,
  gitMs: 0,
  residentMb: process.resourceUsage().maxRSS / 1024,
});

/** The length of the union of intervals. */
function covered(intervals: readonly (readonly [number, number])[]): number {
  let sum = 0;
  let last = Number.NEGATIVE_INFINITY;
  for (const [start, end] of [...intervals].sort(([a], [b]) => a - b)) {
    sum += Math.max(0, end - Math.max(start, last));
    last = Math.max(last, end);
  }
  return sum;
}
