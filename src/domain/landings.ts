import type { Commit } from './change';
import { looseTraceOf, traceOf } from './landingTrace';
import type { Forge, LandingTrace, LandingWay } from './pullRequest';

/** A commit of the default branch's first-parent line, with its message as git splits it (`%s`, `%b`). */
export interface MainlineCommit extends Omit<Commit, 'authorName'> {
  readonly committerAddress: string;
  readonly subject: string;
  readonly body: string;
}

/** A request that landed, as the default branch tells. */
export interface Landing {
  readonly trace: LandingTrace;
  /** The commit that completed it. */
  readonly commit: string;
  /** What of the first-parent line came with it, oldest first: one commit, but of a rebase all that name it in a row. */
  readonly commits: readonly string[];
  /** A squash and a rebase of one commit look the same: both are `squash`. */
  readonly way: Exclude<LandingWay, 'fast-forward'>;
  /** The committer date of {@link commit}, epoch milliseconds. */
  readonly at: number;
}

/** What the default branch's messages say of requests. */
export interface Landings {
  /** Each request once, by {@link requestKey}, oldest landing first. */
  readonly landed: ReadonlyMap<string, Landing>;
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
  const all: Traced[] = [];
  for (let at = commits.length - 1; at >= 0; at--) {
    const traced = knownTrace(commits[at] as MainlineCommit, commits.length - at);
    if (traced) all.push(traced);
  }
  const traced = settleForges(all);
  const foreign = new Set<string>();
  const keep = (among: readonly Traced[], isForeign: (each: Traced) => boolean) =>
    among.filter(each => !isForeign(each) || !foreign.add(each.commit.id));
  const usual = keep(traced, unusuallyBare(traced));
  const counted = keep(usual, ofEarlierCount(usual));
  const own = keep(keep(counted, typedReferences(counted, commits.length)), ofOtherRepositories(counted));
  const kept = keep(own, outOfOrder(own));
  return { ...grouped(kept), foreign, tracedShare: shareOf(commits, kept, now) };
}

/** Whether a message may name a request. What it says is kept for {@link landings}: it can be read as it comes. */
export const mayLand = (commit: MainlineCommit): boolean => (known.get(commit) ?? knownTrace(commit, 0)) !== null;

/** A message is read once: after a new commit the others are asked again. */
const known = new WeakMap<MainlineCommit, Traced | null>();

function knownTrace(commit: MainlineCommit, place: number): Traced | null {
  let traced = known.get(commit);
  if (traced === undefined) {
    const way = commit.parents.length > 1 ? 'merge' : 'squash';
    const trace = traceOf(commit) ?? (mayBeLoose(commit) ? looseTraceOf(commit, way) : null);
    traced = trace && tracedOf(commit, trace, place);
    known.set(commit, traced);
  } else if (traced && traced.place !== place) {
    traced = { ...traced, place };
    known.set(commit, traced);
  }
  return traced;
}

interface Traced {
  readonly commit: MainlineCommit;
  readonly trace: LandingTrace;
  /** See {@link requestKey}. */
  readonly key: string;
  /** Whether a person wrote the number, and whether without a forge's brackets. */
  readonly isTyped: boolean;
  readonly isBare: boolean;
  /** Along the line, growing with time. */
  readonly place: number;
}

function tracedOf(commit: MainlineCommit, trace: LandingTrace, place: number): Traced {
  const mayBeTyped = trace.forge === 'github' && trace.kind === 'subject' && commit.parents.length < 2;
  const isTyped = mayBeTyped && !isByForge(commit);
  const isBare = trace.kind === 'subject' && commit.subject.trimEnd().endsWith(` #${trace.number}`);
  return { commit, trace, key: requestKey(trace), isTyped, isBare, place };
}

/**
 * `(#N)` is the form of GitHub and of Gitea, `(!N)` that of Gitea and of GitLab. Messages that can only be of one of the
 * two tell which it is here.
 */
function settleForges(traced: readonly Traced[]): Traced[] {
  const sure = new Set(traced.filter(({ trace }) => trace.kind !== 'subject').map(({ trace }) => trace.forge));
  const settled = new Map<Forge, Forge>();
  if (sure.has('gitea') && !sure.has('github')) settled.set('github', 'gitea');
  if (sure.has('gitlab') && !sure.has('gitea')) settled.set('gitea', 'gitlab');
  if (settled.size === 0) return [...traced];
  return traced.map(each => {
    const forge = each.trace.kind === 'subject' ? settled.get(each.trace.forge) : undefined;
    return forge ? tracedOf(each.commit, { ...each.trace, forge }, each.place) : each;
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
function unusuallyBare(traced: readonly Traced[]): (each: Traced) => boolean {
  const bare = traced.filter(({ isBare }) => isBare).length;
  const isHabit = bare >= leastBare && bare >= leastBareShare * traced.length;
  return ({ isBare }) => !isHabit && isBare;
}

/** This many numbers, and this share of them, that people wrote in several commits, show that they mean issues. */
const leastRepeated = 3;
const leastRepeatedShare = 0.1;

/**
 * Numbers that people wrote are of issues as often as of requests. Those of issues come again. Where most commits have
 * one, they are taken for requests that landed commit by commit.
 */
function typedReferences(traced: readonly Traced[], commits: number): (each: Traced) => boolean {
  const typed = traced.filter(({ isTyped }) => isTyped);
  const counts = new Map<number, number>();
  for (const { trace } of typed) counts.set(trace.number, (counts.get(trace.number) ?? 0) + 1);
  const repeated = [...counts.values()].filter(count => count > 1).length;
  const issues =
    repeated >= leastRepeated && repeated >= leastRepeatedShare * counts.size && typed.length < commits / 2;
  return ({ isTyped }) => issues && isTyped;
}

/**
 * Messages that name a repository other than most do, between those that do. Before and after them it is this one, under
 * an earlier or later name.
 */
function ofOtherRepositories(traced: readonly Traced[]): (each: Traced) => boolean {
  const named = new Map<string, Traced[]>();
  for (const each of traced) {
    const name = each.trace.repository?.toLowerCase();
    if (name === undefined) continue;
    const group = named.get(name);
    if (group) group.push(each);
    else named.set(name, [each]);
  }
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
function ofEarlierCount(traced: readonly Traced[]): (each: Traced) => boolean {
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
  const isMost = count >= leastAnew && count >= leastAnewShare * spans.length;
  const before = isMost ? [...first.values()].filter(each => each.place < place).length : 0;
  const isAnew = isMost && count >= leastAnewOfAll * before;
  return each => isAnew && each.place < place;
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
function outOfOrder(traced: readonly Traced[]): (each: Traced) => boolean {
  const out = new Set<Traced>();
  for (const forge of new Set(traced.map(({ trace }) => trace.forge))) {
    const line = traced.filter(({ trace }) => trace.forge === forge);
    const fitting = withoutTooHigh(line);
    const low = new Set(tooLow(fitting));
    const kept = new Set(fitting);
    for (const each of line) if (!kept.has(each) || low.has(each)) out.add(each);
  }
  return each => out.has(each);
}

/** Goes back from the newest, so that a tracker which counted before this one falls away as a whole. */
function withoutTooHigh(line: readonly Traced[]): Traced[] {
  const numbers = line.map(({ trace }) => trace.number);
  /** Numbers of those kept, and where they stand, newest first. */
  const later: number[] = [];
  const kept: Traced[] = [];
  for (let at = line.length - 1; at >= 0; at--) {
    const number = numbers[at] as number;
    const next = later.slice(-orderWindow);
    const around = next.length < leastLater ? numbers.slice(Math.max(0, at - orderWindow), at) : next;
    const high = !next.some(other => other >= number) && number > ceilingOf(around);
    if (high) continue;
    later.push(number);
    kept.push(line[at] as Traced);
  }
  return kept.reverse();
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
  return line.filter(each => {
    const passed = peaks[firstAtLeast(peaks, each.trace.number)];
    if (!passed) peaks.push(each);
    if (!passed || !each.isTyped) return false;
    return each.commit.committedAt - passed.commit.committedAt > longestOpenMs;
  });
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

function grouped(traced: readonly Traced[]): Pick<Landings, 'landed' | 'again'> {
  const landed = new Map<string, Landing>();
  const again = new Map<string, string>();
  let before: Traced | null = null;
  for (const each of traced) {
    const { commit, trace, key, place } = each;
    const known = landed.get(key);
    if (!known) {
      const way = commit.parents.length > 1 ? 'merge' : 'squash';
      landed.set(key, { trace, commit: commit.id, commits: [commit.id], way, at: commit.committedAt });
    } else if (
      known.way !== 'merge' &&
      commit.parents.length < 2 &&
      before?.place === place - 1 &&
      known.commit === before.commit.id
    ) {
      const commits = [...known.commits, commit.id];
      landed.set(key, { ...known, commit: commit.id, commits, way: 'rebase', at: commit.committedAt });
    } else again.set(commit.id, key);
    before = each;
  }
  return { landed, again };
}

function shareOf(commits: readonly MainlineCommit[], traced: readonly Traced[], now: number): number | null {
  const isRecent = ({ committedAt }: MainlineCommit) => committedAt > now - sharePeriodMs && committedAt <= now;
  const all = commits.filter(isRecent).length;
  return all === 0 ? null : traced.filter(({ commit }) => isRecent(commit)).length / all;
}
