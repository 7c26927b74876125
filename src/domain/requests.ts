import type { BranchHistory } from './branchHistory';
import type { ChangeSize } from './changeSize';
import type { PlacedCommit } from './commitGraph';
import { type CreationEvidence, creationOf } from './creation';
import { type ExactDates, isOfLanding, reviewableAt } from './exactDates';
import type { Landing, Landings, MainlineCommit } from './landings';
import { type NumberedRequest, numberBrackets } from './numberBracket';
import type { Creation, Forge, LandingWay } from './pullRequest';
import { dayMs } from './survival';

/** Own commits older than this before the last one are passed over: a branch may carry what was never a part of it. */
const longestWorkMs = 90 * dayMs;

/** A branch of this clone, or one that it knew: the work that it holds, and what became of it. */
export interface WorkBranch {
  readonly name: string;
  readonly tip: string;
  /** Without merges, and without what the default branch held before. */
  readonly commits: readonly PlacedCommit[];
  readonly history: BranchHistory | null;
  /** The commit of the default branch that landed it under another id, `null` where none is known. */
  readonly landedAs: { readonly commit: string; readonly way: Exclude<LandingWay, 'merge'> } | null;
}

/** What requests are told from. */
export interface RequestParts {
  readonly landings: Landings;
  /** The first-parent line by id. */
  readonly mainline: ReadonlyMap<string, MainlineCommit>;
  /** See `mergedCommits`. */
  readonly merged: ReadonlyMap<string, readonly PlacedCommit[]>;
  readonly branches: readonly WorkBranch[];
  readonly histories: readonly BranchHistory[];
  readonly isMine: (address: string) => boolean;
  /** When what a commit landed was taken back, epoch milliseconds; `null` where it stands. */
  readonly revertedAt: (landing: string) => number | null;
  /** What the forge says of the request of that number; `null` where it was not asked. */
  readonly exactOf?: (forge: Forge, number: number) => ExactDates | null;
}

/** How a request came to the default branch; epoch milliseconds. */
export interface RequestLanding {
  readonly at: number;
  /** The commit that completed it. */
  readonly commit: string;
  /** What of the first-parent line came with it, oldest first. */
  readonly commits: readonly string[];
  readonly way: LandingWay;
}

/** A request; epoch milliseconds. */
export interface PullRequest {
  readonly forge: Forge | null;
  readonly number: number | null;
  readonly branch: string | null;
  readonly title: string | null;
  readonly mine: boolean;
  readonly firstCommitAt: number | null;
  readonly firstCommitCut: boolean;
  readonly created: Creation;
  readonly landed: RequestLanding;
  /** Own commits, without merges; `null` where only a squash commit is known. */
  readonly commits: number | null;
  /** Of what landed; `null` where that was not read. */
  readonly size: ChangeSize | null;
  readonly revertedAt: number | null;
}

/** All requests that landed as far as the default branch and this clone's own branches tell, oldest landing first. */
export function landedRequests(parts: RequestParts): PullRequest[] {
  const known = new KnownBranches(parts);
  const traced = [...parts.landings.landed.values()].map(landing => workOf(landing, parts, known));
  const named = new Set(traced.flatMap(({ landing }) => landing?.commits ?? []));
  const untraced = parts.branches.flatMap(branch => untracedWork(branch, named, parts));
  const brackets = bracketsOf([...traced, ...untraced]);
  return [...traced, ...untraced]
    .map(work => requestOf(work, brackets, parts))
    .sort((a, b) => a.landed.at - b.landed.at);
}

/** Branches by the commit that landed them, and histories by the commits that they came to. */
class KnownBranches {
  readonly byLanding: ReadonlyMap<string, WorkBranch>;
  private readonly byTip: ReadonlyMap<string, BranchHistory>;

  constructor({ branches, histories }: RequestParts) {
    this.byLanding = new Map(branches.flatMap(branch => (branch.landedAs ? [[branch.landedAs.commit, branch]] : [])));
    this.byTip = new Map(histories.flatMap(history => history.tips.map(({ id }) => [id, history])));
  }

  /** The history of the branch that a merge brought in, by its tip; a name alone may have been anybody's. */
  historyOf(head: string | undefined): BranchHistory | null {
    return (head !== undefined && this.byTip.get(head)) || null;
  }
}

/** What is known of a request before it is dated. */
interface Work {
  readonly landing: Landing | null;
  readonly landed: RequestLanding;
  readonly branch: WorkBranch | null;
  readonly history: BranchHistory | null;
  readonly name: string | null;
  /** What the forge says of it. */
  readonly exact: ExactDates | null;
  /** `null` where only a squash commit is known. */
  readonly commits: readonly PlacedCommit[] | null;
  readonly firstCommitAt: number | null;
  readonly firstCommitCut: boolean;
}

function workOf(landing: Landing, parts: RequestParts, known: KnownBranches): Work {
  const branch = known.byLanding.get(landing.commit) ?? null;
  const merged = landing.way === 'merge' ? (parts.merged.get(landing.commit) ?? null) : null;
  const commits = merged ?? branch?.commits ?? null;
  const history = branch?.history ?? known.historyOf(parts.mainline.get(landing.commit)?.parents[1]);
  const way = landing.way === 'squash' && branch?.landedAs ? branch.landedAs.way : landing.way;
  const told = parts.exactOf?.(landing.trace.forge, landing.trace.number) ?? null;
  const exact = told && isOfLanding(told, landing.at) ? told : null;
  const first = firstCommit(commits);
  return {
    landing,
    landed: { at: landing.at, commit: landing.commit, commits: landing.commits, way },
    branch,
    history,
    name: landing.trace.branch ?? branch?.name ?? history?.branch ?? null,
    exact,
    commits,
    ...first,
    firstCommitAt: first.firstCommitAt ?? exact?.firstCommitAt ?? null,
  };
}

/** A branch of this clone that landed in a commit which names no request. */
function untracedWork(branch: WorkBranch, named: ReadonlySet<string>, { mainline }: RequestParts): Work[] {
  const { landedAs, history, name, commits } = branch;
  const commit = landedAs && mainline.get(landedAs.commit);
  if (!landedAs || !commit || named.has(landedAs.commit)) return [];
  const landed = { at: commit.committedAt, commits: [landedAs.commit], ...landedAs };
  return [{ landing: null, landed, branch, history, name, exact: null, commits, ...firstCommit(commits) }];
}

function firstCommit(commits: readonly PlacedCommit[] | null): Pick<Work, 'firstCommitAt' | 'firstCommitCut'> {
  const dates = (commits ?? []).map(({ effectiveAt }) => effectiveAt);
  if (dates.length === 0) return { firstCommitAt: null, firstCommitCut: false };
  const earliest = Math.max(...dates) - longestWorkMs;
  const counted = dates.filter(date => date >= earliest);
  return { firstCommitAt: Math.min(...counted), firstCommitCut: counted.length < dates.length };
}

/** By forge, then number. */
type Brackets = ReadonlyMap<Forge, ReturnType<typeof numberBrackets>>;

function bracketsOf(works: readonly Work[]): Brackets {
  const numbered = new Map<Forge, NumberedRequest[]>();
  for (const { landing, firstCommitAt, history, landed, exact } of works) {
    if (!landing) continue;
    const { forge, number } = landing.trace;
    const evidence = evidenceOf(history, number, exact);
    const request = {
      number,
      landedAt: landed.at,
      firstCommitAt,
      // The number was given out at the creation, also to a draft.
      knownCreatedAt: exact?.createdAt ?? evidence.observedPr ?? null,
      firstPushAt: evidence.observedPush ?? (evidence.recordedPush?.certain ? evidence.recordedPush.at : null),
    };
    const group = numbered.get(forge);
    if (group) group.push(request);
    else numbered.set(forge, [request]);
  }
  return new Map([...numbered].map(([forge, requests]) => [forge, numberBrackets(requests)]));
}

function evidenceOf(history: BranchHistory | null, number: number | null, dates: ExactDates | null): CreationEvidence {
  const exact = dates && reviewableAt(dates);
  const told = exact === null ? {} : { exact };
  if (!history) return told;
  const seen = history.requests.find(request => request.observed && (number === null || request.number === number));
  const push = history.firstPush;
  return {
    ...told,
    ...(seen && { observedPr: seen.at }),
    ...(push?.basis === 'observed-push' && { observedPush: push.at }),
    ...(push?.basis === 'recorded-push' && { recordedPush: { at: push.at, certain: push.certain } }),
  };
}

function requestOf(work: Work, brackets: Brackets, parts: RequestParts): PullRequest {
  const { landing, landed, history, name, exact, commits, firstCommitAt, firstCommitCut } = work;
  const trace = landing?.trace ?? null;
  const bracket = trace ? (brackets.get(trace.forge)?.get(trace.number) ?? null) : null;
  const evidence = evidenceOf(history, trace?.number ?? null, exact);
  return {
    forge: trace?.forge ?? null,
    number: trace?.number ?? null,
    branch: name,
    title: trace?.title ?? parts.mainline.get(landed.commit)?.subject ?? null,
    mine: isMine(work, parts),
    firstCommitAt,
    firstCommitCut,
    created: creationOf({ firstCommitAt, landedAt: landed.at, evidence, bracket }),
    landed,
    commits: commits?.length ?? null,
    size: null,
    revertedAt: parts.revertedAt(landed.commit),
  };
}

/** Whose it is: by whom its earliest own commit is; where only a squash commit is known, whose that is. */
function isMine({ branch, commits, landed }: Work, { isMine, mainline }: RequestParts): boolean {
  const first = commits?.toSorted((a, b) => a.effectiveAt - b.effectiveAt)[0];
  const address = first?.authorAddress ?? mainline.get(landed.commit)?.authorAddress;
  return (
    (address !== undefined && isMine(address)) || (branch?.commits.some(each => isMine(each.authorAddress)) ?? false)
  );
}
