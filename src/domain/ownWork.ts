import type { BranchHistory } from './branchHistory';
import type { CommitGraph, PlacedCommit, Tip } from './commitGraph';
import type { WorkSeen } from './ledger';
import { dayMs } from './survival';

/** Own commits older than this before the last one are passed over: a branch may carry what was never a part of it. */
const longestWorkMs = 90 * dayMs;
/** Of a branch that was pushed more often, the latest of its heads are looked at. */
const mostPushes = 12;

/** A commit that a branch of this clone is or was at, and that may have landed from there. */
export interface Head extends Tip {
  /** `null` where nothing is known but that a local branch is at it. */
  readonly history: BranchHistory | null;
  /** Whether a local branch is at it now. */
  readonly isLocal: boolean;
  /** Whether the branch came to nothing after it. */
  readonly isLast: boolean;
}

/** What is told of a request by its own commits, whether these are there or only the ledger knows of them. */
export interface WorkFacts {
  /** How many, without merges. */
  readonly commits: number;
  /** Author date of the earliest, epoch milliseconds, and whether earlier ones were passed over. */
  readonly firstCommitAt: number;
  readonly firstCommitCut: boolean;
  /** Whether the earliest is the person's. */
  readonly mine: boolean;
}

/** What a head holds that the default branch does not. */
export interface OwnWork extends Head {
  /** Its own, from the newest on, without merges and without those of the floors. */
  readonly commits: readonly PlacedCommit[];
  /** The commits of the default branch, or others that are not there, on which it stands. */
  readonly grounds: readonly string[];
  /** The head of other work that it stands on (a stack, or what landed of this branch before); `null` without one. */
  readonly floor: string | null;
  /** When the newest was committed, epoch milliseconds: it landed later. */
  readonly lastAt: number;
}

/** Where work may be. */
export interface Places {
  /** Of which the local branches are. */
  readonly clone: string;
  readonly local: readonly Tip[];
  /** Where branches of this clone, by their last short names, are at the remote that they were pushed to. */
  readonly remote: readonly Tip[];
  readonly histories: readonly BranchHistory[];
  /** What was seen of work before: what came to a remote's branch there, as on the web, stands in no history. */
  readonly seen: readonly WorkSeen[];
  /** What was there before is passed over, epoch milliseconds. */
  readonly since: number;
  readonly defaultBranch: string;
}

/** Where local branches are, here and at the remote, and branches of before were when pushed, and last; each commit once. */
export function headsOf({ clone, local, remote, histories, seen, since, defaultBranch }: Places): Head[] {
  const heads = new Map<string, Head>();
  const add = (head: Head) => {
    const known = heads.get(head.id);
    if (!known || rankOf(head) > rankOf(known))
      heads.set(head.id, { ...head, isLocal: head.isLocal || known?.isLocal === true });
    else if (head.isLocal && !known.isLocal) heads.set(head.id, { ...known, isLocal: true });
  };
  const open = new Map(
    histories.flatMap(each => (each.endedAt === null ? [[`${each.clone} ${each.branch}`, each]] : [])),
  );
  for (const { name, id } of local) {
    const history = open.get(`${clone} ${name}`) ?? null;
    add({
      name,
      id,
      history: history?.tips.some(tip => tip.id === id) ? history : null,
      isLocal: true,
      isLast: true,
    });
  }
  // What others, or the person on the web, put on top of what was pushed.
  const told = new Set(histories.flatMap(({ tips, pushes }) => [...tips, ...pushes].map(({ id }) => id)));
  const addOnTop = (history: BranchHistory, id: string, isLast: boolean) => {
    if (!told.has(id) && !isMainline(history, defaultBranch))
      add({ name: history.branch, id, history, isLocal: false, isLast });
  };
  for (const { name, id } of remote) {
    const history = open.get(`${clone} ${name}`);
    if (history) addOnTop(history, id, true);
  }
  for (const work of seen) {
    if (work.at < since || told.has(work.id)) continue;
    const history = histories.find(each => isOf(work, each));
    if (history) addOnTop(history, work.id, false);
  }
  for (const history of histories) {
    if (isOfDefaultBranch(history, defaultBranch)) continue;
    const last = history.tips.at(-1) ?? history.pushes.at(-1);
    const places = [...history.pushes.slice(-mostPushes), ...(last ? [last] : [])];
    for (const { id, at } of places) {
      if (at < since || id === history.start?.id) continue;
      add({ name: history.branch, id, history, isLocal: false, isLast: id === last?.id });
    }
  }
  return [...heads.values()];
}

/** Of a name that was used again, by when the work was seen. */
function isOf({ clone, branch, at }: WorkSeen, history: BranchHistory): boolean {
  if (history.clone !== clone || !history.names.includes(branch)) return false;
  return history.firstSeenAt <= at && at <= (history.endedAt ?? Number.POSITIVE_INFINITY);
}

/** Of several branches at one commit, the one that tells most. */
const rankOf = ({ history, isLocal }: Head): number =>
  (history ? 2 + (history.pushes.length > 0 ? 4 : 0) : 0) + (isLocal ? 1 : 0);

/**
 * Whether a history is that of the default branch, here or at the remote, by whatever local name. A branch that was begun
 * at the remote's default branch has it as counterpart too: one that was pushed elsewhere is its own.
 */
export function isOfDefaultBranch({ branch, upstream, pushes }: BranchHistory, defaultBranch: string): boolean {
  if (branch === defaultBranch) return true;
  return upstream?.target === defaultBranch && pushes.every(push => push.branch === defaultBranch);
}

/** What default branches are usually called. */
export const usualDefaultBranches: readonly string[] = ['main', 'master', 'trunk', 'develop'];

/**
 * Whether a history is that of the default branch, or of one that goes on beside it (releases and development apart) or
 * was the default one before: where no message says so, what comes over from such a branch is no request.
 */
export function isMainline(history: BranchHistory, defaultBranch: string): boolean {
  return isOfDefaultBranch(history, defaultBranch) || usualDefaultBranches.includes(history.branch);
}

/**
 * What heads hold, those first that others stand on; without heads that are not in the graph.
 * @param graph only what the default branch does not have.
 * @param isFloor whether work on top of that head is work of its own.
 */
export function ownWorks(
  graph: CommitGraph,
  heads: readonly Head[],
  isFloor: (floor: Head, head: Head) => boolean,
): OwnWork[] {
  const byId = new Map(heads.map(head => [head.id, head]));
  const reached = new Map(heads.map(({ id }) => [id, graph.reachableFrom([id])]));
  const sizeOf = (id: string) => reached.get(id)?.size ?? 0;
  const sorted = heads.filter(({ id }) => sizeOf(id) > 0).sort((a, b) => sizeOf(a.id) - sizeOf(b.id));
  return sorted.map((head): OwnWork => {
    const all = reached.get(head.id) ?? new Set<string>();
    const below = new Set<string>();
    let floor: string | null = null;
    for (const id of all) {
      const other = byId.get(id);
      if (!other || other === head || !isFloor(other, head)) continue;
      if (floor === null || sizeOf(id) > sizeOf(floor)) floor = id;
      for (const each of reached.get(id) ?? []) below.add(each);
    }
    const commits = [...all].flatMap(id => graph.get(id) ?? []);
    return {
      ...head,
      floor,
      commits: commits.filter(({ id, parents }) => parents.length < 2 && !below.has(id)),
      grounds: [...new Set(commits.flatMap(({ parents }) => parents.filter(id => !graph.get(id))))],
      lastAt: Math.max(...commits.map(({ committedAt }) => committedAt)),
    };
  });
}

/** `null` without commits. */
export function factsOf(
  commits: readonly Pick<PlacedCommit, 'effectiveAt' | 'authorAddress'>[],
  isMine: (address: string) => boolean,
): WorkFacts | null {
  if (commits.length === 0) return null;
  const lastAt = commits.reduce((latest, { effectiveAt }) => Math.max(latest, effectiveAt), Number.NEGATIVE_INFINITY);
  const counted = commits.filter(({ effectiveAt }) => effectiveAt >= lastAt - longestWorkMs);
  const first = counted.reduce((a, b) => (b.effectiveAt < a.effectiveAt ? b : a));
  return {
    commits: commits.length,
    firstCommitAt: first.effectiveAt,
    firstCommitCut: counted.length < commits.length,
    mine: isMine(first.authorAddress),
  };
}

/** Only the person's own work is kept. */
export function factsSeen({ commits, firstAt, firstCut }: WorkSeen): WorkFacts {
  return { commits, firstCommitAt: firstAt, firstCommitCut: firstCut, mine: true };
}
