import type { Commit } from './change';
import { looseTraceOf, traceOf } from './landingTrace';
import type { Forge, LandingTrace, LandingWay } from './pullRequest';
import type { Words } from './reverts';

/** A commit of the default branch's first-parent line, with its message as git splits it (`%s`, `%b`). */
export interface MainlineCommit extends Omit<Commit, 'authorName'> {
  readonly committerAddress: string;
  readonly subject: string;
  readonly body: string;
  /** What {@link landings} and `reverts` read in the message, kept with it once they did: a line is asked again often. */
  traced?: Traced | null | undefined;
  words?: Words | undefined;
}

/** A request that landed, as the default branch tells. */
export interface Landing {
  /** See {@link requestKey}. */
  readonly key: string;
  readonly trace: LandingTrace;
  /** The commit that completed it. */
  readonly commit: string;
  /** What of the first-parent line came with it, oldest first: one commit, but of a rebase all that name it in a row. */
  readonly commits: readonly string[];
  /** Where the branch was that a merge brought in. */
  readonly head: string | undefined;
  /** Of {@link commit}. */
  readonly authorAddress: string;
  /** A squash and a rebase of one commit look the same: both are `squash`. */
  readonly way: Exclude<LandingWay, 'fast-forward'>;
  /** The committer date of {@link commit}, epoch milliseconds. */
  readonly at: number;
}

/** What the default branch's messages say of requests. */
export interface Landings {
  /** Each request once, by {@link requestKey}, oldest landing first. */
  readonly landed: ReadonlyMap<string, Landing>;
  /** The same by each of its commits. */
  readonly byCommit: ReadonlyMap<string, Landing>;
  /** Later commits that name a request which had landed (picked, backported, landed anew): id to the request's key. */
  readonly again: ReadonlyMap<string, string>;
  /** Ids of commits whose number is none of this repository's requests: an issue's, or another tracker's. */
  readonly foreign: ReadonlySet<string>;
  /** Share of the last two years' commits that name a request; `null` without any commit. */
  readonly tracedShare: number | null;
}

const dayMs = 86_400_000;
const sharePeriodMs = 2 * 365 * dayMs;

/** One request, whatever else its forge or another one counts. */
export const requestKey = ({ forge, number }: Pick<LandingTrace, 'forge' | 'number'>): string => `${forge} ${number}`;

/**
 * The requests that commits name, without numbers that can't be requests of this repository.
 * @param commits the first-parent line, newest first, as git lists it.
 */
export function landings(commits: readonly MainlineCommit[], now: number): Landings {
  return new GrowingLandings().tell(commits, now);
}

/** Tells of a line that grows at its newer end what {@link landings} does of it as a whole. */
export class GrowingLandings {
  #kept: readonly Traced[] = [];
  #groups = new Groups();
  #isGrown = false;

  /** Whether what was told last still holds of all commits it was told of. */
  get isGrown(): boolean {
    return this.#isGrown;
  }

  /** What was told before is no longer to be looked at: it has grown too. */
  tell(commits: readonly MainlineCommit[], now: number): Landings {
    const { kept, foreign } = withoutForeign(commits);
    const before = this.#kept;
    this.#isGrown = before.length <= kept.length && before.every((each, index) => each === kept[index]);
    if (!this.#isGrown) this.#groups = new Groups();
    for (let index = this.#isGrown ? before.length : 0; index < kept.length; index++) {
      this.#groups.add(kept[index] as Traced);
    }
    this.#kept = kept;
    const { landed, byCommit, again } = this.#groups;
    return { landed, byCommit, again, foreign, tracedShare: shareOf(commits, kept, now) };
  }
}

/** What the commits name, oldest first. */
function withoutForeign(commits: readonly MainlineCommit[]): {
  kept: readonly Traced[];
  foreign: ReadonlySet<string>;
} {
  const all: Traced[] = [];
  for (let at = commits.length - 1; at >= 0; at--) {
    const traced = knownTrace(commits[at] as MainlineCommit);
    if (!traced) continue;
    traced.place = commits.length - at;
    all.push(traced);
  }
  const traced = settleForges(all);
  const foreign = new Set<string>();
  const keep = (among: readonly Traced[], isForeign: IsForeign) =>
    isForeign ? among.filter(each => !isForeign(each) || !foreign.add(each.commit.id)) : among;
  const usual = keep(traced, unusuallyBare(traced));
  const counted = keep(usual, ofEarlierCount(usual));
  const own = keep(keep(counted, typedReferences(counted, commits.length)), ofOtherRepositories(counted));
  return { kept: keep(own, outOfOrder(own)), foreign };
}

/** Whether a message may name a request. What it says is kept for {@link landings}: it can be read as it comes. */
export const mayLand = (commit: MainlineCommit): boolean => knownTrace(commit) !== null;

function knownTrace(commit: MainlineCommit): Traced | null {
  if (commit.traced === undefined) {
    const way = commit.parents.length > 1 ? 'merge' : 'squash';
    const trace = traceOf(commit) ?? (mayBeLoose(commit) ? looseTraceOf(commit, way) : null);
    commit.traced = trace && tracedOf(commit, trace);
  }
  return commit.traced;
}

/** A commit that names a request. */
export interface Traced {
  readonly commit: MainlineCommit;
  readonly trace: LandingTrace;
  /** See {@link requestKey}. */
  readonly key: string;
  /** Whether a person wrote the number, and whether without a forge's brackets. */
  readonly isTyped: boolean;
  readonly isBare: boolean;
  /** Along the line that is asked about, growing with time. */
  place: number;
}

/** Which of those that commits name are none; `null` where all are. */
type IsForeign = ((each: Traced) => boolean) | null;

function tracedOf(commit: MainlineCommit, trace: LandingTrace): Traced {
  const mayBeTyped = trace.forge === 'github' && trace.kind === 'subject' && commit.parents.length < 2;
  const isTyped = mayBeTyped && !isByForge(commit);
  const isBare = trace.kind === 'subject' && commit.subject.trimEnd().endsWith(` #${trace.number}`);
  return { commit, trace, key: requestKey(trace), isTyped, isBare, place: 0 };
}

/**
 * `(#N)` is the form of GitHub and of Gitea, `(!N)` that of Gitea and of GitLab. Messages that can only be of one of the
 * two tell which it is here.
 */
function settleForges(traced: readonly Traced[]): readonly Traced[] {
  const sure = new Set<Forge>();
  for (const { trace } of traced) if (trace.kind !== 'subject') sure.add(trace.forge);
  const settled = new Map<Forge, Forge>();
  if (sure.has('gitea') && !sure.has('github')) settled.set('github', 'gitea');
  if (sure.has('gitlab') && !sure.has('gitea')) settled.set('gitea', 'gitlab');
  if (settled.size === 0) return traced;
  return traced.map(each => {
    const forge = each.trace.kind === 'subject' ? settled.get(each.trace.forge) : undefined;
    return forge ? { ...tracedOf(each.commit, { ...each.trace, forge }), place: each.place } : each;
  });
}

function mayBeLoose(commit: MainlineCommit): boolean {
  return commit.parents.length > 1 || isByForge(commit);
}

/** As whom GitHub commits what lands by its button. */
const webCommitter = /^noreply@github\./i;

/** GitHub commits a squash itself; earlier it did so in the name of who pressed the button, at the author's date. */
function isByForge({ authorAddress, committerAddress, authoredAt, committedAt }: MainlineCommit): boolean {
  if (webCommitter.test(committerAddress)) return true;
  return authorAddress !== committerAddress && authoredAt === committedAt;
}

/** So many, and such a share of all, that end with a bare number show that this is how requests are written here. */
const leastBare = 10;
const leastBareShare = 0.02;

/** Subjects with a number without a forge's brackets, where they are so few that they may mean anything. */
function unusuallyBare(traced: readonly Traced[]): IsForeign {
  let bare = 0;
  for (const { isBare } of traced) if (isBare) bare++;
  const isHabit = bare >= leastBare && bare >= leastBareShare * traced.length;
  return bare === 0 || isHabit ? null : ({ isBare }) => isBare;
}

/** This many numbers, and this share of them, that people wrote in several commits, show that they mean issues. */
const leastRepeated = 3;
const leastRepeatedShare = 0.1;

/**
 * Numbers that people wrote are of issues as often as of requests. Those of issues come again. Where most commits have
 * one, they are taken for requests that landed commit by commit.
 */
function typedReferences(traced: readonly Traced[], commits: number): IsForeign {
  const typed = traced.filter(({ isTyped }) => isTyped);
  const counts = new Map<number, number>();
  for (const { trace } of typed) counts.set(trace.number, (counts.get(trace.number) ?? 0) + 1);
  const repeated = [...counts.values()].filter(count => count > 1).length;
  const issues =
    repeated >= leastRepeated && repeated >= leastRepeatedShare * counts.size && typed.length < commits / 2;
  return issues ? ({ isTyped }) => isTyped : null;
}

/**
 * Messages that name a repository other than most do, between those that do. Before and after them it is this one, under
 * an earlier or later name.
 */
function ofOtherRepositories(traced: readonly Traced[]): IsForeign {
  const named = new Map<string, Traced[]>();
  for (const each of traced) {
    if (each.trace.repository === undefined) continue;
    const name = each.trace.repository.toLowerCase();
    const group = named.get(name);
    if (group) group.push(each);
    else named.set(name, [each]);
  }
  if (named.size < 2) return null;
  const [main] = [...named.values()].sort((a, b) => b.length - a.length);
  const first = main?.[0]?.place ?? 0;
  const last = main?.at(-1)?.place ?? 0;
  const name = main?.[0]?.trace.repository?.toLowerCase();
  return ({ trace, place }) =>
    trace.repository !== undefined && trace.repository.toLowerCase() !== name && place > first && place < last;
}

/** So many numbers that came anew, most of those that did and not few of all before, show that counting began anew. */
const leastAnew = 5;
const leastAnewShare = 0.8;
const leastAnewOfAll = 0.1;

/**
 * A forge gives a number out once. Where many came again for other work, and all of these had come before the first did
 * again, the history before is that of another repository, which this one took over.
 */
function ofEarlierCount(traced: readonly Traced[]): IsForeign {
  const first = new Map<string, Traced>();
  /** From where a number came to where it came again. */
  const spans: { from: number; to: number }[] = [];
  for (const each of traced) {
    if (each.trace.kind === 'body' || each.isTyped) continue;
    const before = first.get(each.key);
    if (!before) first.set(each.key, each);
    else if (isOtherWork(before.trace, each.trace)) spans.push({ from: before.place, to: each.place });
  }
  const { count, place } = mostSpanned(spans);
  if (count < leastAnew || count < leastAnewShare * spans.length) return null;
  const before = [...first.values()].filter(each => each.place < place).length;
  return count >= leastAnewOfAll * before ? each => each.place < place : null;
}

/** What is picked keeps its title. */
function isOtherWork(one: LandingTrace, other: LandingTrace): boolean {
  const differ = (a: string | null, b: string | null) =>
    a !== null && b !== null && a.toLowerCase() !== b.toLowerCase();
  return differ(one.title, other.title) || differ(one.branch, other.branch);
}

/** The place that most spans reach over, their ends included, and how many do. */
function mostSpanned(spans: readonly { from: number; to: number }[]): { count: number; place: number } {
  const ends = spans.map(({ to }) => to).sort((a, b) => a - b);
  const starts = spans.map(({ from }) => from).sort((a, b) => a - b);
  let most = { count: 0, place: 0 };
  let begun = 0;
  for (const [ended, place] of ends.entries()) {
    while ((starts[begun] ?? place) < place) begun++;
    if (begun - ended > most.count) most = { count: begun - ended, place };
  }
  return most;
}

/** How many landings around one tell which numbers there are by then. */
const orderWindow = 100;
/** With fewer later landings, the earlier ones are asked. */
const leastLater = 20;
const leastAround = 5;
/** Of numbers that people wrote: that a request lands so long after newer ones did is rarer than that it is none. */
const longestOpenMs = 365 * dayMs;

/**
 * Numbers grow with time. Too high is one that none of the next landings reaches, though requests were made since, and
 * that lies far from theirs; too low is one that has long been passed and that no forge wrote.
 */
function outOfOrder(traced: readonly Traced[]): IsForeign {
  const forges = new Set<Forge>();
  for (const { trace } of traced) forges.add(trace.forge);
  const out = new Set<Traced>();
  for (const forge of forges) {
    const line = forges.size === 1 ? traced : traced.filter(({ trace }) => trace.forge === forge);
    const high = tooHigh(line);
    const fitting = high.size === 0 ? line : line.filter(each => !high.has(each));
    for (const each of [...high, ...tooLow(fitting)]) out.add(each);
  }
  return out.size === 0 ? null : each => out.has(each);
}

/** Goes back from the newest, so that a tracker which counted before this one falls away as a whole. */
function tooHigh(line: readonly Traced[]): ReadonlySet<Traced> {
  /** Numbers of the others, newest first. */
  const later: number[] = [];
  const high = new Set<Traced>();
  for (let at = line.length - 1; at >= 0; at--) {
    const each = line[at] as Traced;
    const { number } = each.trace;
    if (isReached(number, later) || number <= ceilingOf(around(line, at, later))) later.push(number);
    else high.add(each);
  }
  return high;
}

/** Whether one of the next landings has this number or a higher one. */
function isReached(number: number, later: readonly number[]): boolean {
  for (let at = later.length - 1; at >= Math.max(0, later.length - orderWindow); at--) {
    if ((later[at] as number) >= number) return true;
  }
  return false;
}

/** The numbers of the next landings, or where these are few, of those before. */
function around(line: readonly Traced[], at: number, later: readonly number[]): readonly number[] {
  if (later.length >= leastLater) return later.slice(-orderWindow);
  return line.slice(Math.max(0, at - orderWindow), at).map(({ trace }) => trace.number);
}

/** The highest number to be expected near these. */
function ceilingOf(numbers: readonly number[]): number {
  if (numbers.length < leastAround) return Number.POSITIVE_INFINITY;
  const sorted = [...numbers].sort((a, b) => a - b);
  const low = sorted[Math.floor(sorted.length * 0.1)] as number;
  const high = sorted[Math.ceil(sorted.length * 0.9) - 1] as number;
  return high + 3 * Math.max(high - low, orderWindow);
}

function tooLow(line: readonly Traced[]): Traced[] {
  /** Each with a higher number than all before it. */
  const peaks: Traced[] = [];
  const low: Traced[] = [];
  for (const each of line) {
    const { number } = each.trace;
    if (number > (peaks.at(-1)?.trace.number ?? 0)) peaks.push(each);
    else if (each.isTyped) {
      const passed = peaks[firstAtLeast(peaks, number)] as Traced;
      if (each.commit.committedAt - passed.commit.committedAt > longestOpenMs) low.push(each);
    }
  }
  return low;
}

/** Where the first stands whose number is at least this one, among growing numbers. */
function firstAtLeast(peaks: readonly Traced[], number: number): number {
  let low = 0;
  let high = peaks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((peaks[middle] as Traced).trace.number < number) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A landing while its commits are counted. */
type Growing = { -readonly [Key in keyof Landing]: Landing[Key] } & { commits: string[] };

/** Requests by what names them, told oldest first. */
class Groups {
  readonly landed = new Map<string, Growing>();
  readonly byCommit = new Map<string, Landing>();
  readonly again = new Map<string, string>();
  #before: Traced | null = null;

  add(traced: Traced): void {
    const { commit, trace, key, place } = traced;
    const { id, committedAt: at, parents, authorAddress } = commit;
    const before = this.#before;
    let landing = this.landed.get(key);
    if (!landing) {
      const way = parents.length > 1 ? 'merge' : 'squash';
      landing = { key, trace, commit: id, commits: [id], head: parents[1], authorAddress, way, at };
      this.landed.set(key, landing);
      this.byCommit.set(id, landing);
    } else if (
      landing.way !== 'merge' &&
      parents.length < 2 &&
      before?.place === place - 1 &&
      landing.commit === before.commit.id
    ) {
      landing.commits.push(id);
      Object.assign(landing, { commit: id, authorAddress, way: 'rebase', at });
      this.byCommit.set(id, landing);
    } else this.again.set(id, key);
    this.#before = traced;
  }
}

function shareOf(commits: readonly MainlineCommit[], traced: readonly Traced[], now: number): number | null {
  const isRecent = ({ committedAt }: MainlineCommit) => committedAt > now - sharePeriodMs && committedAt <= now;
  let [all, named] = [0, 0];
  for (const commit of commits) if (isRecent(commit)) all++;
  for (const { commit } of traced) if (isRecent(commit)) named++;
  return all === 0 ? null : named / all;
}
