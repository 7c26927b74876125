import { execFileSync } from 'node:child_process';
import type { ReportRequest } from '../../src/domain/report';
import { PatchParser } from '../../src/git/patchParser';
import { RepositoryReader } from '../../src/git/repositoryReader';
import { noStore } from '../../src/store/changeCache';

/** What one process measures, so that nothing is warm from the round before. */
export interface Task {
  kind: 'cold' | 'refresh';
  folder: string;
  request: ReportRequest;
}

export interface Measured {
  ms: number;
  /** Time in which at least one git was running. */
  gitMs: number;
  /** Time in the parser of patches. */
  parsingMs: number;
  /** Largest resident set of this process so far. */
  residentMb: number;
}

const signal = new AbortController().signal;

export async function runTask({ kind, folder, request }: Task): Promise<Measured> {
  switch (kind) {
    case 'cold':
      return cold(folder, request);
    case 'refresh':
      return refresh(folder, request);
  }
}

async function cold(folder: string, request: ReportRequest): Promise<Measured> {
  const reader = new RepositoryReader({ store: noStore, repositoryId: () => '' });
  const parsing = timeParsing();
  const start = performance.now();
  await reader.read(folder, request, { signal });
  return { ...measured(performance.now() - start), parsingMs: parsing() };
}

/** Times the parser where it runs, between the chunks that git sends. */
function timeParsing(): () => number {
  let sum = 0;
  const { push } = PatchParser.prototype;
  PatchParser.prototype.push = function (chunk) {
    const start = performance.now();
    push.call(this, chunk);
    sum += performance.now() - start;
  };
  return () => sum;
}

/** A window is open for hours, so what is timed is a reading after some others. */
const refreshes = 5;

/** Reads a clone, and again after each of some commits that add a file to it: the last of these readings. */
async function refresh(folder: string, request: ReportRequest): Promise<Measured> {
  const runs: [number, number][] = [];
  const reader = new RepositoryReader({
    store: noStore,
    repositoryId: () => '',
    git: { onRun: (startMs, endMs) => runs.push([startMs, endMs]) },
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
  parsingMs: 0,
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
