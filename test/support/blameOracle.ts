import { execFile } from 'node:child_process';
import type { CommitChange } from '../../src/domain/change';
import { CommitGraph, type PlacedCommit } from '../../src/domain/commitGraph';
import { LineAges } from '../../src/domain/lineAges';
import { readChanges } from '../../src/git/changes';
import { listCommits } from '../../src/git/commits';
import { Git, gitEnvironment, patchOptions } from '../../src/git/git';
import { PlainPatch } from './plainPatch';

const dayMs = 86_400_000;
/** The age up to which an ended line counts as churned. */
const youngMs = 14 * dayMs;
const largestOutputBytes = 2 ** 30;

/** What of a repository is compared. */
export interface ComparisonOptions {
  /** Where the reading starts; `HEAD` alone by default. */
  readonly tips?: readonly string[];
  /** Only commits with a committer date from here on, epoch milliseconds; all by default. */
  readonly since?: number;
  /** Commits dated later are left away, epoch milliseconds; the clock's by default. */
  readonly now?: number;
  readonly environment?: NodeJS.ProcessEnv;
  /** Blames that run at the same time; 2 by default. */
  readonly atOnce?: number;
  /** How many differences are told in words; 20 by default. */
  readonly told?: number;
}

/**
 * How far the line ages and `git blame` agree on where deleted lines came from. Counts are of deleted lines; a line's
 * origin is the commit that added it and its line number there, or unknown if that commit is not among those read.
 */
export interface Comparison {
  readonly commits: number;
  readonly merges: number;
  /** Commits whose changes could not be read. */
  readonly unreadable: number;
  readonly total: number;
  /** Both know the origin, and it is the same. */
  readonly agree: number;
  /** Neither knows the origin: the line is older than what was read. */
  readonly older: number;
  /** Only one knows an origin, or only one takes the line to be deleted at all. */
  readonly onlyOurs: number;
  readonly onlyBlame: number;
  /** Both know an origin, and it is not the same. */
  readonly differ: number;
  /** The share of blame's origins that ours has; 1 if there are none. */
  readonly recall: number;
  /** The share of our origins that blame has; 1 if there are none. */
  readonly precision: number;
  /** Lines that were at most 14 days old when they were deleted. */
  readonly young: { readonly ours: number; readonly blame: number };
  readonly differences: readonly string[];
}

interface Origin {
  readonly commit: string;
  readonly line: number;
}

/** The deleted lines of one file of one commit: their numbers in the parent, who deleted them, and our line ids. */
interface Deleted {
  readonly commit: PlacedCommit;
  readonly path: string;
  /** By line, what the replay says: an id, `-1` for an older line, or `null` where it doesn't delete the line. */
  readonly ours: Map<number, number | null>;
  /** What the plain reading of the patch says. */
  readonly plain: Set<number>;
}

/**
 * Replays a repository's history without following white space and moves, and asks `git blame`, at the (first) parent
 * of every commit, where the lines came from that the commit deletes. Which lines these are is read from the patch a
 * second time, by {@link PlainPatch}.
 */
export async function compareWithBlame(folder: string, options: ComparisonOptions = {}): Promise<Comparison> {
  const { signal } = new AbortController();
  const git = new Git(folder, options.environment ? { environment: options.environment } : {});
  const tips = options.tips ?? [(await git.query(['rev-parse', 'HEAD'], signal)).trim()];
  const since = options.since ?? 0;
  const graph = new CommitGraph(await listCommits(git, tips, since, signal), options.now ?? Date.now());
  const commits = [...graph.commits].filter(commit => commit.committedAt >= since);
  const ordinary = commits.filter(({ parents }) => parents.length < 2).map(({ id }) => id);
  const merges = commits.filter(({ parents }) => parents.length > 1).map(({ id }) => id);

  const changes = new Map<string, CommitChange>();
  let unreadable = 0;
  const sink = {
    onChange: (change: CommitChange) => changes.set(change.id, change),
    onUnreadable: () => unreadable++,
  };
  await readChanges(git, { ordinary, merges }, () => false, sink, signal);
  const { deleted, originOf } = replay(commits, changes);
  for (const { commit: id, path, line, lines } of await plainDeletions(git, ordinary, merges, signal)) {
    const commit = graph.get(id);
    if (!commit || !changes.has(id)) continue;
    const { plain } = deletedIn(deleted, commit, path);
    for (let offset = 0; offset < lines; offset++) plain.add(line + offset);
  }

  const known = new Set(commits.map(({ id }) => id));
  const count = { total: 0, agree: 0, older: 0, onlyOurs: 0, onlyBlame: 0, differ: 0 };
  const young = { ours: 0, blame: 0 };
  const differences: string[] = [];
  const judge = (file: Deleted, origins: ReadonlyMap<number, Origin>) => {
    const isYoung = (origin: Origin | null) =>
      origin !== null && file.commit.effectiveAt - (graph.get(origin.commit)?.effectiveAt ?? 0) <= youngMs;
    for (const [line, id] of file.ours) {
      count.total++;
      const found = origins.get(line);
      const blame = found && known.has(found.commit) && file.plain.has(line) ? found : null;
      const ours = id === null || id < 0 ? null : originOf(id);
      if (isYoung(ours)) young.ours++;
      if (isYoung(blame)) young.blame++;
      const isSeen = id !== null && file.plain.has(line);
      if (isSeen && !ours && !blame) count.older++;
      else if (isSeen && ours?.commit === blame?.commit && ours?.line === blame?.line) count.agree++;
      else {
        if (ours && blame) count.differ++;
        else if (ours || !file.plain.has(line)) count.onlyOurs++;
        else count.onlyBlame++;
        const place = `${file.commit.id.slice(0, 10)} ${JSON.stringify(file.path)}:${line}`;
        const hint = isSeen ? '' : id === null ? ' (not deleted for us)' : ' (not deleted in the patch)';
        differences.push(`${place} ours ${told(ours)}, blame ${told(found ?? null)}${hint}`);
      }
    }
  };

  const open = [...deleted.values()];
  const work = async () => {
    for (let file = open.pop(); file; file = open.pop()) {
      for (const line of file.plain) if (!file.ours.has(line)) file.ours.set(line, null);
      judge(file, await blame(folder, file, options.environment));
    }
  };
  await Promise.all(Array.from({ length: options.atOnce ?? 2 }, work));

  const { agree, onlyOurs, onlyBlame, differ } = count;
  const share = (whole: number) => (whole === 0 ? 1 : agree / whole);
  return {
    commits: commits.length,
    merges: merges.length,
    unreadable,
    ...count,
    recall: share(agree + onlyBlame + differ),
    precision: share(agree + onlyOurs + differ),
    young,
    differences: differences.sort().slice(0, options.told ?? 20),
  };
}

function replay(commits: readonly PlacedCommit[], changes: ReadonlyMap<string, CommitChange>) {
  const deleted = new Map<string, Deleted>();
  /** Where stretches of ids begin, in their order. */
  const added: { id: number; commit: string; line: number }[] = [];
  const idOf = (commit: number) => commits[commit] as PlacedCommit;
  const ages = new LineAges({
    followWhitespace: false,
    followMoves: false,
    kinds: 1,
    kindOf: () => 0,
    observer: {
      added: (commit, _, line, _lines, id) => added.push({ id, commit: idOf(commit).id, line }),
      deleted: (commit, path, line, lines, id) => {
        const { ours } = deletedIn(deleted, idOf(commit), path);
        for (let offset = 0; offset < lines; offset++) ours.set(line + offset, id < 0 ? id : id + offset);
      },
    },
  });
  for (const commit of commits) ages.replay({ ...commit, handsOn: false }, changes.get(commit.id) ?? null);
  const originOf = (id: number): Origin => {
    let low = 0;
    let high = added.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((added[middle]?.id ?? 0) <= id) low = middle;
      else high = middle - 1;
    }
    const { id: first = 0, commit = '', line = 0 } = added[low] ?? {};
    return { commit, line: line + id - first };
  };
  return { deleted, originOf };
}

function deletedIn(all: Map<string, Deleted>, commit: PlacedCommit, path: string): Deleted {
  const key = `${commit.id} ${path}`;
  const file = all.get(key) ?? { commit, path, ours: new Map(), plain: new Set() };
  all.set(key, file);
  return file;
}

async function plainDeletions(git: Git, ordinary: readonly string[], merges: readonly string[], signal: AbortSignal) {
  const words = ['diff-tree', '--stdin', '--root', '-r', '-p', '-U0', ...patchOptions, '--diff-algorithm=myers'];
  const plain = new PlainPatch();
  const read = (ids: readonly string[], ...more: string[]) =>
    git.stream([...words, ...more], ids.map(id => `${id}\n`).join(''), chunk => plain.push(chunk), signal);
  await read(ordinary, '-M');
  await read(merges, '-c', '--combined-all-paths', '-M', '-U3');
  return plain.deletions;
}

/** Where the lines came from, by their number in the (first) parent. */
async function blame(
  folder: string,
  { commit, path, plain }: Deleted,
  environment: NodeJS.ProcessEnv | undefined,
): Promise<Map<number, Origin>> {
  const parent = commit.parents[0];
  if (parent === undefined || plain.size === 0) return new Map();
  const words = [
    '-c',
    'blame.ignoreRevsFile=',
    'blame',
    '--no-textconv',
    '--porcelain',
    ...ranges(plain),
    parent,
    '--',
  ];
  const bytes = Buffer.from(path, 'latin1');
  // Node writes arguments as UTF-8; a path that isn't comes from the shell, which keeps the line break at its end too.
  const [program, args]: [string, string[]] = isUtf8(bytes)
    ? ['git', [...words, bytes.toString()]]
    : ['sh', ['-c', `path=$(printf '${octal(bytes)}x'); exec git "$@" "\${path%x}"`, 'sh', ...words]];
  const output = await new Promise<string>((resolve, reject) => {
    const limits = { cwd: folder, env: gitEnvironment(environment), maxBuffer: largestOutputBytes };
    execFile(program, args, { ...limits, encoding: 'latin1' }, (error, stdout) => {
      if (error) reject(error);
      else resolve(stdout);
    });
  });
  const origins = new Map<number, Origin>();
  for (const [, id = '', line, final] of output.matchAll(/^([0-9a-f]{40,64}) (\d+) (\d+)(?: \d+)?$/gm)) {
    origins.set(Number(final), { commit: id, line: Number(line) });
  }
  return origins;
}

function ranges(lines: ReadonlySet<number>): string[] {
  const sorted = [...lines].sort((one, other) => one - other);
  const starts = sorted.filter(line => !lines.has(line - 1));
  const ends = sorted.filter(line => !lines.has(line + 1));
  return starts.flatMap((start, index) => ['-L', `${start},${ends[index]}`]);
}

const isUtf8 = (bytes: Buffer): boolean => Buffer.from(bytes.toString()).equals(bytes);

const octal = (bytes: Buffer): string => [...bytes].map(byte => `\\${byte.toString(8).padStart(3, '0')}`).join('');

const told = (origin: Origin | null): string => (origin ? `${origin.commit.slice(0, 10)}:${origin.line}` : 'older');
