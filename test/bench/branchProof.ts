import { execFile } from 'node:child_process';
import { classify } from '../../src/domain/category';
import type { CommitChange } from '../../src/domain/change';
import { isBotAddress } from '../../src/domain/identity';
import { type Landing, landings, type MainlineCommit } from '../../src/domain/landings';
import { headsOf } from '../../src/domain/ownWork';
import { landedRequests } from '../../src/domain/requests';
import { readChanges } from '../../src/git/changes';
import { type Git, gitEnvironment } from '../../src/git/git';
import { History } from '../../src/git/history';
import { readMainline } from '../../src/git/mainline';
import { OwnWorkReader } from '../../src/git/ownWorkReader';
import { openRepository } from '../../src/git/repository';
import { isGenerated, WholeChanges } from '../../src/git/wholeChanges';
import { drawn, readHeads } from './requestHeads';

/** What of a repository is judged. */
export interface BranchesToProve {
  /** The newest commit of the default branch. */
  readonly commit: string;
  /** Landings from here on are judged, ISO. */
  readonly since: string;
  /** At most so many requests of each way, drawn by a seed. */
  readonly sample: number;
  /** An empty folder for what git writes when it merges to compare. */
  readonly scratch: string;
}

/**
 * How far what Eddy tells of branches agrees with the requests' heads (`refs/pull/N/head`), which it does not read.
 * Landings are those that messages name.
 */
export interface BranchFigures {
  /** Requests that landed with a merge commit which brought in what their head holds, beyond the merge's first parent. */
  readonly merges: number;
  /** Of these, those whose first commit's date is exactly the one of what the head holds beyond the merge's first parent. */
  readonly exact: number;
  /** Requests that landed with one commit, and have a head elsewhere that a person made. */
  readonly squashes: number;
  /** Of these, those where git merges the head, which was there, into the commit before to the very tree of the landing. */
  readonly verified: number;
  /** Of the verified, and of all, those that are found to have landed so with the head as a local branch. */
  readonly matched: number;
  readonly matchedOfAll: number;
  /** In words: dates that differ, verified squashes that are not matched. */
  readonly differences: readonly string[];
}

const { signal } = new AbortController();
const dayMs = 86_400_000;
const skewMs = 10 * 60_000;
const longestWorkMs = 90 * dayMs;
/** As many branches as a clone may have. */
const branchesAtOnce = 100;
const processesAtOnce = 2;

type Numbered = readonly [number: number, landing: Landing, head: string];

export async function proveBranches(git: Git, asked: BranchesToProve): Promise<BranchFigures> {
  const since = Date.parse(asked.since);
  const mainline = await readMainline(git, asked.commit, signal);
  const now = mainline[0]?.committedAt ?? 0;
  const heads = await readHeads(git);
  const traced = landings(mainline, now);
  const numbered = [...traced.landed.values()].flatMap((landing): Numbered[] => {
    const head = landing.trace.forge === 'github' && landing.at >= since ? heads.get(landing.trace.number) : undefined;
    return head === undefined ? [] : [[landing.trace.number, landing, head]];
  });
  const byWay = (way: Landing['way']) => numbered.filter(([, landing]) => landing.way === way);
  const differences: string[] = [];
  const dated = await compareDates(git, mainline, drawn(byWay('merge'), asked.sample), { since, now }, differences);
  const traces = new Set([...traced.landed.values()].flatMap(({ commits }) => commits));
  const squashes = drawn(byWay('squash'), asked.sample);
  const found = await compareSquashes(
    git,
    mainline,
    squashes,
    { traces, since, now, scratch: asked.scratch },
    differences,
  );
  return { ...dated, ...found, differences };
}

async function compareDates(
  git: Git,
  mainline: readonly MainlineCommit[],
  chosen: readonly Numbered[],
  { since, now }: { since: number; now: number },
  differences: string[],
): Promise<Pick<BranchFigures, 'merges' | 'exact'>> {
  const repository = { ...(await openRepository(git.folder, {}, signal)), git };
  const span = { since: since - longestWorkMs, now };
  const { merged } = await new History().update({ repository }, mainline[0]?.id ?? '', span, [], signal);
  const requests = landedRequests({
    landings: landings(mainline, now),
    mainline: new Map(mainline.map(each => [each.id, each])),
    merged,
    own: [],
    factsAt: () => undefined,
    histories: [],
    addressOf: () => undefined,
    isMine: () => true,
    datedFrom: now,
    revertedAt: () => null,
  });
  const told = new Map(requests.map(request => [request.landed.commit, request]));
  const before = new Map(mainline.map(({ id, parents }) => [id, parents[0]]));
  let merges = 0;
  let exact = 0;
  await atOnce(chosen, async ([number, { commit }, head]) => {
    const truth = await firstCommitAt(git, head, before.get(commit), commit, now);
    if (truth === null) return;
    merges++;
    const ours = told.get(commit)?.firstCommitAt ?? null;
    if (ours === truth) exact++;
    else differences.push(`dated: #${number} ${commit.slice(0, 10)} ${iso(ours)}, truth ${iso(truth)}`);
  });
  return { merges, exact };
}

/**
 * By the definition of a request's first commit, from git's own list; `null` where the head holds nothing of its own, or
 * nothing that came with the landing: then the number is another request's.
 */
async function firstCommitAt(
  git: Git,
  head: string,
  before: string | undefined,
  landing: string,
  now: number,
): Promise<number | null> {
  const listOf = async (tip: string) => {
    const words = [
      'log',
      '--no-merges',
      '--format=%H %at %ct',
      tip,
      ...(before === undefined ? [] : [`^${before}`]),
      '--',
    ];
    return (await git.query(words, signal)).split('\n').filter(line => line !== '');
  };
  const [listed, brought] = [await listOf(head), new Set(await listOf(landing))];
  if (!listed.some(line => brought.has(line))) return null;
  const dates = listed.map(line => {
    const [authored = 0, committed = 0] = line
      .split(' ')
      .slice(1)
      .map(seconds => Number(seconds) * 1000);
    const isGood = authored >= Date.UTC(2005) && authored <= now && authored <= committed + dayMs;
    return isGood ? authored : committed;
  });
  const last = Math.max(...dates);
  return Math.min(...dates.filter(date => date >= last - longestWorkMs));
}

async function compareSquashes(
  git: Git,
  mainline: readonly MainlineCommit[],
  chosen: readonly Numbered[],
  parts: { traces: ReadonlySet<string>; since: number; now: number; scratch: string },
  differences: string[],
): Promise<Pick<BranchFigures, 'squashes' | 'verified' | 'matched' | 'matchedOfAll'>> {
  const { traces, since, now, scratch } = parts;
  const [tip] = mainline;
  const onMain = new Set((await git.query(['rev-list', tip?.id ?? 'HEAD'], signal)).split('\n'));
  const tips = new Map<string, { committedAt: number; isBot: boolean }>();
  await atOnce(chosen, async ([, , head]) => {
    const text = await git.tryQuery(['log', '-1', '--format=%ct%x00%aE%x00%aN', head, '--'], signal);
    const [seconds = '', address = '', name = ''] = text?.trim().split('\0') ?? [];
    if (text) tips.set(head, { committedAt: Number(seconds) * 1000, isBot: isBotAddress(address, name) });
  });
  const squashes = chosen.filter(([, , head]) => !onMain.has(head) && tips.get(head)?.isBot === false);
  const parentOf = new Map(mainline.map(({ id, parents }) => [id, parents[0]]));
  const verified = new Set<number>();
  await atOnce(squashes, async ([number, { commit, at }, head]) => {
    const parent = parentOf.get(commit);
    const wasThere = (tips.get(head)?.committedAt ?? 0) <= at + skewMs;
    if (wasThere && parent && (await mergesTo(git, parent, head, commit, scratch))) verified.add(number);
  });

  const changes = new Map<string, CommitChange>();
  const ordinary = mainline.filter(({ parents, committedAt }) => parents.length < 2 && committedAt >= since);
  const sink = { onChange: (change: CommitChange) => changes.set(change.id, change), onUnreadable() {} };
  await readChanges(git, { ordinary: ordinary.map(({ id }) => id), merges: [] }, isGenerated, sink, signal);
  const repository = await openRepository(git.folder, {}, signal);
  const matched = new Set<number>();
  const history = new History();
  for (let at = 0; at < squashes.length; at += branchesAtOnce) {
    const some = squashes.slice(at, at + branchesAtOnce);
    const defaultBranch = { name: 'main', id: tip?.id ?? '' };
    const localBranches = some.map(([number, , id]) => ({ name: `refs/heads/request-${number}`, id }));
    const heads = headsOf({
      clone: 'clone',
      local: localBranches,
      remote: [],
      histories: [],
      seen: [],
      since,
      defaultBranch: 'main',
    });
    const ids = heads.map(({ id }) => id);
    const { own } = await history.update({ repository }, defaultBranch.id, { since, now }, ids, signal);
    const question = {
      repository: { ...repository, bare: false, defaultBranch, localBranches },
      defaultBranch,
      heads,
      commits: own,
      clone: 'clone',
      mainline,
      traced: traces,
      since,
      now,
      changes,
      wholes: new Map(),
      kindByPath: classify,
      events: [],
      histories: [],
      isOwn: () => true,
      isMine: () => true,
    };
    const { landed } = await new OwnWorkReader(new WholeChanges()).read(question, signal);
    const landedIn = new Map(landed.map(each => [each.landed.commit, each.head]));
    for (const [number, { commit }, head] of some) {
      if (landedIn.get(commit) === head) matched.add(number);
      else if (verified.has(number)) differences.push(`not matched: #${number} ${commit.slice(0, 10)}`);
    }
  }
  const both = [...verified].filter(number => matched.has(number)).length;
  return { squashes: squashes.length, verified: verified.size, matched: both, matchedOfAll: matched.size };
}

/** Whether git merges two commits to the tree of a third. What it writes for that goes to a folder of its own. */
function mergesTo(git: Git, one: string, other: string, result: string, scratch: string): Promise<boolean> {
  const run = (words: readonly string[], environment: NodeJS.ProcessEnv) =>
    new Promise<string | null>(resolve => {
      const options = { cwd: git.folder, env: { ...gitEnvironment(), ...environment } };
      execFile('git', [...words], options, (error, stdout) => resolve(error ? null : stdout.trim()));
    });
  return (async () => {
    const objects = await run(['rev-parse', '--path-format=absolute', '--git-path', 'objects'], {});
    const environment = { GIT_OBJECT_DIRECTORY: scratch, GIT_ALTERNATE_OBJECT_DIRECTORIES: objects ?? '' };
    const [merged, wanted] = await Promise.all([
      run(['merge-tree', '--write-tree', '--no-messages', one, other], environment),
      run(['rev-parse', '--verify', '--quiet', `${result}^{tree}`], {}),
    ]);
    return merged !== null && merged === wanted;
  })();
}

async function atOnce<T>(all: readonly T[], each: (one: T) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < all.length) await each(all[next++] as T);
  };
  await Promise.all(Array.from({ length: processesAtOnce }, worker));
}

const iso = (at: number | null): string => (at === null ? 'none' : new Date(at).toISOString());
