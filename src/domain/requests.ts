import type { BranchHistory } from './branchHistory';
import type { ChangeSize } from './changeSize';
import type { PlacedCommit } from './commitGraph';
import { type CreationEvidence, creationOf, skewMs } from './creation';
import { type ExactDates, isOfLanding, reviewableAt } from './exactDates';
import { type Landing, type Landings, type MainlineCommit, requestKey } from './landings';
import type { Maturity } from './maturity';
import { type NumberedRequest, numberBrackets } from './numberBracket';
import type { OwnLanding } from './ownLandings';
import { factsOf, type WorkFacts } from './ownWork';
import type { Creation, Forge, LandingWay } from './pullRequest';

/** What requests are told from. */
export interface RequestParts {
  readonly landings: Landings;
  /** The first-parent line by id. */
  readonly mainline: ReadonlyMap<string, MainlineCommit>;
  /** See `mergedCommits`. */
  readonly merged: ReadonlyMap<string, readonly PlacedCommit[]>;
  /** How work of this clone landed, each landing once. */
  readonly own: readonly OwnLanding[];
  /** What a branch was seen to hold at a head. */
  readonly factsAt: (head: string) => WorkFacts | undefined;
  /** Without the default branch's own. */
  readonly histories: readonly BranchHistory[];
  /** Whose a merge's head is, for merges whose commits were not read. */
  readonly addressOf: (head: string) => string | undefined;
  readonly isMine: (address: string) => boolean;
  /** Requests that landed before are not dated: when they were created is 'unknown'. */
  readonly datedFrom: number;
  /** When what a commit landed was taken back, epoch milliseconds; `null` where it stands. */
  readonly revertedAt: (landed: RequestLanding) => number | null;
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
  /** Short names that its branch had in this clone; where none is known, the one that its landing tells. */
  readonly names: readonly string[];
  readonly title: string | null;
  readonly mine: boolean;
  readonly firstCommitAt: number | null;
  readonly firstCommitCut: boolean;
  readonly created: Creation;
  readonly landed: RequestLanding;
  /** Own commits, without merges; `null` where only a squash commit is known. */
  readonly commits: number | null;
  /** Where its branch was when it was created, and at the end; `null` where not known. */
  readonly createdHead: string | null;
  readonly head: string | null;
  /** Of what landed; `null` where that was not read. */
  readonly size: ChangeSize | null;
  /** `null` where that was not read, or says nothing. */
  readonly maturity: Maturity | null;
  readonly revertedAt: number | null;
}

/** So many numbers below the lowest that is to be dated bound it as well as all. */
const numbersBelow = 1000;

/** The person's requests that landed, as far as the default branch and this clone's own branches tell; oldest first. */
export function landedRequests(parts: RequestParts): PullRequest[] {
  const known = new KnownBranches(parts);
  const { landed } = parts.landings;
  const sought = new Set(parts.own.flatMap(own => own.landed.commits));
  const named = new Set<string>();
  const traced: Work[] = [];
  const others: Landing[] = [];
  for (const landing of landed.values()) {
    if (known.isOthers(landing, parts)) {
      others.push(landing);
      continue;
    }
    const work = workOf(landing, parts, known);
    traced.push(work);
    for (const id of work.landed.commits) if (sought.has(id)) named.add(id);
  }
  const untraced = parts.own.flatMap(own => untracedWork(own, named, landed, parts));
  const works = withPredecessors([...traced, ...untraced].sort((a, b) => a.landed.at - b.landed.at));
  const own = works.filter(work => work.facts?.mine ?? isMineByAddress(work, parts));
  const lowest = lowestNumbers(own.filter(isDated(parts)));
  const bounding = others.filter(({ trace }) => isNear(trace, lowest)).map(landing => workOf(landing, parts, known));
  const brackets = bracketsOf([...works, ...bounding], lowest);
  return own.map(work => requestOf(work, brackets, parts));
}

/** What of this clone's branches is known of a landing. */
class KnownBranches {
  readonly #byLanding: ReadonlyMap<string, OwnLanding>;
  readonly #byHead = new Map<string, BranchHistory>();
  readonly #byNumber = new Map<string, BranchHistory>();
  readonly #byMerge = new Map<string, BranchHistory>();
  /** Those whose commits or number tell something, where they have it: most landings are others', and none is asked for. */
  readonly #landings = new Set<Landing | undefined>();

  constructor({ own, histories, merged, landings: { landed, byCommit } }: RequestParts) {
    this.#byLanding = new Map(own.flatMap(each => each.landed.commits.map(id => [id, each] as const)));
    for (const history of histories) {
      for (const { id } of [...history.tips, ...history.pushes]) {
        if (id !== history.start?.id && isBetter(history, this.#byHead.get(id))) this.#byHead.set(id, history);
      }
      for (const request of history.requests) this.#byNumber.set(requestKey(request), history);
    }
    for (const id of [...this.#byLanding.keys(), ...merged.keys()]) this.#landings.add(byCommit.get(id));
    for (const key of this.#byNumber.keys()) this.#landings.add(landed.get(key));
    if (this.#byHead.size === 0) return;
    for (const [merge, commits] of merged) {
      const commit = commits.find(({ id }) => this.#byHead.has(id));
      const history = commit && this.#byHead.get(commit.id);
      if (history) this.#byMerge.set(merge, history);
    }
  }

  ownOf({ commits }: Landing): OwnLanding | null {
    for (const id of commits) {
      const own = this.#byLanding.get(id);
      if (own) return own;
    }
    return null;
  }

  /** Whether nothing is known of it but that somebody else's commit completed it. */
  isOthers(landing: Landing, { factsAt, addressOf, isMine }: RequestParts): boolean {
    const { head } = landing;
    if (this.#landings.has(landing)) return false;
    if (head !== undefined && (this.#byHead.has(head) || factsAt(head))) return false;
    return !isMine((head === undefined ? undefined : addressOf(head)) ?? landing.authorAddress);
  }

  /** The branch that a merge brought in, by where it was; a name alone may have been anybody's. Else by its number. */
  historyOf({ key, commit, head }: Landing): BranchHistory | null {
    const merged = head === undefined ? undefined : (this.#byHead.get(head) ?? this.#byMerge.get(commit));
    return merged ?? this.#byNumber.get(key) ?? null;
  }
}

/** Of several branches that were at one commit, that which was pushed is the request's. */
function isBetter(history: BranchHistory, known: BranchHistory | undefined): boolean {
  return !known || (known.pushes.length === 0 && history.pushes.length > 0);
}

/** What is known of a request before it is dated. */
interface Work {
  readonly landing: Landing | null;
  /** What its landing, or else the configuration, calls it. */
  readonly numbered: { readonly forge: Forge; readonly number: number } | null;
  readonly landed: RequestLanding;
  readonly history: BranchHistory | null;
  readonly head: string | null;
  readonly name: string | null;
  /** What the forge says of it. */
  readonly exact: ExactDates | null;
  /** `null` where only a squash commit is known. */
  readonly facts: WorkFacts | null;
  readonly firstCommitAt: number | null;
  /** When its branch landed the time before, epoch milliseconds. */
  readonly landedBeforeAt: number | null;
}

function workOf(landing: Landing, parts: RequestParts, known: KnownBranches): Work {
  const own = known.ownOf(landing);
  const merged = landing.way === 'merge' ? parts.merged.get(landing.commit) : undefined;
  const history = own?.history ?? known.historyOf(landing);
  const head = landing.head ?? own?.head ?? headBefore(history, landing.at);
  const ownFacts = own?.facts ?? (head === null ? null : parts.factsAt(head));
  const facts = (merged && factsOf(merged, parts.isMine)) ?? ownFacts ?? null;
  const ownWay = landing.way === 'squash' && own ? own.landed : landing;
  const told = parts.exactOf?.(landing.trace.forge, landing.trace.number) ?? null;
  const exact = told && isOfLanding(told, landing.at) ? told : null;
  return {
    landing,
    numbered: landing.trace,
    landed: { at: landing.at, commit: ownWay.commit, commits: ownWay.commits, way: ownWay.way },
    history,
    head,
    name: landing.trace.branch ?? own?.branch ?? history?.branch ?? null,
    exact,
    facts,
    firstCommitAt: facts?.firstCommitAt ?? exact?.firstCommitAt ?? null,
    landedBeforeAt: null,
  };
}

/** Where a branch was pushed to last before an instant. */
function headBefore(history: BranchHistory | null, at: number): string | null {
  return history?.pushes.findLast(push => push.at <= at)?.id ?? null;
}

/** A branch of this clone that landed in a commit which names no request. */
function untracedWork(
  own: OwnLanding,
  named: ReadonlySet<string>,
  numbers: ReadonlyMap<string, unknown>,
  parts: RequestParts,
): Work[] {
  const { landed, history, head, branch } = own;
  const commit = parts.mainline.get(landed.commit);
  if (!commit || landed.commits.some(id => named.has(id))) return [];
  const seen = history?.requests.findLast(request => !numbers.has(requestKey(request))) ?? null;
  const facts = own.facts ?? factsOf(parts.merged.get(landed.commit) ?? [], parts.isMine);
  const at = landed.at ?? commit.committedAt;
  const told = seen && (parts.exactOf?.(seen.forge, seen.number) ?? null);
  return [
    {
      landing: null,
      numbered: seen,
      landed: { ...landed, at },
      history,
      head,
      name: branch,
      exact: told && isOfLanding(told, at) ? told : null,
      facts,
      firstCommitAt: facts?.firstCommitAt ?? null,
      landedBeforeAt: null,
    },
  ];
}

/** @param works by their landing. */
function withPredecessors(works: readonly Work[]): Work[] {
  const last = new Map<BranchHistory, number>();
  return works.map(work => {
    if (!work.history) return work;
    const landedBeforeAt = last.get(work.history) ?? null;
    last.set(work.history, work.landed.at);
    return { ...work, landedBeforeAt };
  });
}

/** By forge, then number. */
type Brackets = ReadonlyMap<Forge, ReturnType<typeof numberBrackets>>;

const isDated =
  ({ datedFrom }: RequestParts) =>
  ({ landed }: Work): boolean =>
    landed.at >= datedFrom;

/** Of those whose brackets are asked for, by forge. */
function lowestNumbers(dated: readonly Work[]): ReadonlyMap<Forge, number> {
  const lowest = new Map<Forge, number>();
  for (const { numbered } of dated) {
    if (numbered) lowest.set(numbered.forge, Math.min(numbered.number, lowest.get(numbered.forge) ?? numbered.number));
  }
  return lowest;
}

function isNear({ forge, number }: { forge: Forge; number: number }, lowest: ReadonlyMap<Forge, number>): boolean {
  return number >= (lowest.get(forge) ?? Number.POSITIVE_INFINITY) - numbersBelow;
}

function bracketsOf(works: readonly Work[], lowest: ReadonlyMap<Forge, number>): Brackets {
  const numbered = new Map<Forge, NumberedRequest[]>();
  for (const work of works) {
    if (!work.numbered || !isNear(work.numbered, lowest)) continue;
    const { forge, number } = work.numbered;
    const evidence = evidenceOf(work);
    const request = {
      number,
      landedAt: work.landed.at,
      firstCommitAt: work.firstCommitAt,
      // The number was given out at the creation, also to a draft.
      knownCreatedAt: work.exact?.createdAt ?? evidence.observedPr ?? null,
      firstPushAt: evidence.observedPush ?? (evidence.recordedPush?.certain ? evidence.recordedPush.at : null),
    };
    const group = numbered.get(forge);
    if (group) group.push(request);
    else numbered.set(forge, [request]);
  }
  return new Map([...numbered].map(([forge, requests]) => [forge, numberBrackets(requests)]));
}

function evidenceOf({ history, numbered, exact: dates, landedBeforeAt }: Work): CreationEvidence {
  const exact = dates && reviewableAt(dates);
  const told = exact === null ? {} : { exact };
  if (!history) return told;
  const seen = history.requests.find(({ observed, number }) => observed && (!numbered || number === numbered.number));
  const push = firstPushOf(history, landedBeforeAt);
  return {
    ...told,
    ...(seen && { observedPr: seen.at }),
    ...(push?.certain && push.by === 'live' && { observedPush: push.at }),
    ...(push && !(push.certain && push.by === 'live') && { recordedPush: { at: push.at, certain: push.certain } }),
  };
}

/**
 * The first push of work of its own, since the branch landed the time before; `certain` where none can have come before
 * it. The branch may have been pushed when it held nothing yet.
 */
function firstPushOf({ pushes, start }: BranchHistory, since: number | null) {
  const before = pushes.findLastIndex(({ id, at }) => id === start?.id || (since !== null && at <= since));
  const push = pushes[before + 1];
  return push && { at: push.at, by: push.by, certain: push.first === true || before >= 0 };
}

function requestOf(work: Work, brackets: Brackets, parts: RequestParts): PullRequest {
  const { landing, numbered, landed, history, name, head, facts, firstCommitAt } = work;
  const bracket = numbered ? (brackets.get(numbered.forge)?.get(numbered.number) ?? null) : null;
  const created: Creation = isDated(parts)(work)
    ? creationOf({ firstCommitAt, landedAt: landed.at, evidence: evidenceOf(work), bracket })
    : { at: null, basis: 'unknown', range: null };
  return {
    forge: numbered?.forge ?? null,
    number: numbered?.number ?? null,
    branch: name,
    names: history?.names ?? (name === null ? [] : [name]),
    title: landing?.trace.title ?? parts.mainline.get(landed.commit)?.subject ?? null,
    mine: true,
    firstCommitAt,
    firstCommitCut: facts?.firstCommitCut ?? false,
    created,
    landed,
    commits: facts?.commits ?? null,
    createdHead: history && created.at !== null ? headAt(history, created.at) : null,
    head,
    size: null,
    maturity: null,
    revertedAt: parts.revertedAt(landed),
  };
}

/** Where only a merge's head or a squash commit is known, whose that is. */
function isMineByAddress({ landed }: Work, { addressOf, isMine, mainline }: RequestParts): boolean {
  const commit = mainline.get(landed.commit);
  const head = commit?.parents[1];
  const address = (head === undefined ? undefined : addressOf(head)) ?? commit?.authorAddress;
  return address !== undefined && isMine(address);
}

/** What was pushed last up to an instant, or what the branch was at. */
function headAt({ pushes, tips }: BranchHistory, at: number): string | null {
  const [first] = pushes;
  const pushed = pushes.findLast(push => push.at <= at) ?? (first && first.at <= at + skewMs ? first : undefined);
  return (pushed ?? tips.findLast(tip => tip.at <= at))?.id ?? null;
}

/**
 * Ids of what landed and of what it landed on, with a space between; `null` where the line ends below it. A branch that
 * was fast-forwarded to landed on what it took in last.
 */
export function landedSpan({ landed }: PullRequest, mainline: ReadonlyMap<string, MainlineCommit>): string | null {
  const { commit, commits, way } = landed;
  const parentsOf = (id: string) => mainline.get(id)?.parents ?? [];
  const sync = way === 'fast-forward' ? commits.findLast(id => parentsOf(id).length > 1) : undefined;
  const base = sync === undefined ? parentsOf(commits[0] ?? commit)[0] : parentsOf(sync)[1];
  return base === undefined ? null : `${commit} ${base}`;
}
