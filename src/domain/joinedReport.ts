import { aiLensOf } from './aiLens';
import { leastLines } from './durability';
import {
  type AiGroup,
  type AiLens,
  categories,
  type FirstTouch,
  leftOutReasons,
  type NewGround,
  type PullRequestReport,
  type Report,
  type RepositoryFacts,
  type WeekChurn,
  type WeekFocus,
  type WeekReport,
} from './report';
import { weeklyRequests } from './requestSums';

/**
 * Several repositories' reports as one, whatever their order; `null` of none, and where they are not of the same weeks,
 * time zone, day start and people.
 * - Lines, commits and what was left out are added up, and rates taken of the sums. What no sum of a report's numbers can
 *   tell is `null`: see {@link joinedChurn}.
 * - Requests are those of all, and their medians are taken anew.
 * - Focus, reflection and experiment are the person's and not a repository's: they count once.
 * - Where a part was not read yet (requests, new ground, marks) it is not known of all.
 * - A repository that is open twice (a linked work tree, a second clone) counts once, as the one with more commits.
 * - What is judged from a report (tensions, notes on the week) is left away, to be judged anew; notes on limits stay.
 */
export function joinedReport(reports: readonly Report[]): Report | null {
  const [first, ...others] = distinct(reports);
  if (!first) return null;
  if (others.length === 0) return first;
  if (!others.every(other => frameOf(other) === frameOf(first))) return null;
  const parts = [first, ...others];
  const pullRequests = joinedRequests(parts);
  return {
    schema: first.schema,
    generatedAt: latest(parts.map(({ generatedAt }) => generatedAt)),
    timeZone: first.timeZone,
    dayStart: first.dayStart,
    range: { from: first.range.from, to: latest(parts.map(({ range }) => range.to)) },
    repository: joinedFacts(parts.map(({ repository }) => repository)),
    identity: { ...first.identity, addresses: Math.max(...parts.map(({ identity }) => identity.addresses)) },
    weeks: joinedWeeks(parts, pullRequests),
    pullRequests,
    workInProgress:
      all(parts.map(({ workInProgress, repository }) => named(workInProgress, repository)))?.flat() ?? null,
    onboarding: null,
    ai: joinedLens(all(parts.map(({ ai }) => ai)), pullRequests, first.range.from),
    tensions: [],
    experiment: anyOf(parts.map(({ experiment }) => experiment)),
    notes: [...new Set(parts.flatMap(({ notes }) => notes))],
  };
}

/** The ids of the repositories that a report is of: more than one where it was joined. */
export function repositoriesOf({ repository }: Report): string[] {
  return repository.id.split(' ');
}

/** One for each repository, in an order of their own. */
function distinct(reports: readonly Report[]): Report[] {
  const commitsOf = ({ weeks }: Report) => sum(weeks.map(({ commits }) => commits));
  const ordered = [...reports].sort(
    (a, b) =>
      a.repository.id.localeCompare(b.repository.id) ||
      commitsOf(b) - commitsOf(a) ||
      b.generatedAt.localeCompare(a.generatedAt) ||
      a.repository.name.localeCompare(b.repository.name),
  );
  return ordered.filter((report, index) => report.repository.id !== ordered[index - 1]?.repository.id);
}

/** What reports that are added up must have in common. */
function frameOf({ timeZone, dayStart, identity, weeks }: Report): string {
  return JSON.stringify([timeZone, dayStart, identity.mode, weeks.map(({ from, to }) => [from, to])]);
}

function joinedFacts(facts: readonly RepositoryFacts[]): RepositoryFacts {
  const branches = new Set(facts.map(({ defaultBranch }) => defaultBranch));
  return {
    id: facts.map(({ id }) => id).join(' '),
    name: facts.map(({ name }) => name).join(', '),
    defaultBranch: branches.size === 1 ? ([...branches][0] ?? null) : null,
    shallow: facts.some(({ shallow }) => shallow),
    partial: facts.some(({ partial }) => partial),
    unreadableCommits: sum(facts.map(({ unreadableCommits }) => unreadableCommits)),
    commitsFromTheFuture: sum(facts.map(({ commitsFromTheFuture }) => commitsFromTheFuture)),
    tracedShare: null,
  };
}

function joinedRequests(parts: readonly Report[]): PullRequestReport[] | null {
  const requests = all(parts.map(({ pullRequests, repository }) => named(pullRequests, repository)));
  const when = ({ landedAt, createdAt }: PullRequestReport) => landedAt ?? createdAt ?? '';
  return requests?.flat().sort((a, b) => (when(a) < when(b) ? -1 : when(a) > when(b) ? 1 : 0)) ?? null;
}

function named<T>(values: readonly T[] | null, { name }: RepositoryFacts): (T & { repository: string })[] | null {
  return values?.map(value => ({ ...value, repository: name })) ?? null;
}

function joinedWeeks(parts: readonly Report[], requests: readonly PullRequestReport[] | null): WeekReport[] {
  const [{ weeks } = { weeks: [] }] = parts;
  const sums = requests && weeklyRequests(requests, weeks);
  return weeks.map(({ week, from, to }, index) => {
    const same = parts.flatMap(part => part.weeks[index] ?? []);
    const isSummed = same.some(({ pullRequests }) => pullRequests !== null);
    return {
      ...{ week, from, to },
      commits: sum(same.map(({ commits }) => commits)),
      lines: joinedLines(same.map(({ lines }) => lines)),
      churn: joinedChurn(same.map(({ churn }) => churn)),
      oldCode: joinedOldCode(same.map(({ oldCode }) => oldCode)),
      pullRequests: isSummed ? (sums?.[index] ?? null) : null,
      focus: joinedFocus(same.map(({ focus }) => focus)),
      newGround: joinedGround(same.map(({ newGround }) => newGround)),
      reflection: anyOf(same.map(({ reflection }) => reflection)),
    };
  });
}

function joinedLines(lines: readonly WeekReport['lines'][]): WeekReport['lines'] {
  const add = (counts: readonly { added: number; ended: number }[]) => ({
    added: sum(counts.map(({ added }) => added)),
    ended: sum(counts.map(({ ended }) => ended)),
  });
  const byCategory = categories.map(category => [category, add(lines.map(each => each.byCategory[category]))]);
  const mine = categories.map(category => [category, sum(lines.map(each => each.mine[category]))]);
  return { ...add(lines), byCategory: Object.fromEntries(byCategory), mine: Object.fromEntries(mine) };
}

/**
 * The churn of cohorts taken together; those without a line say nothing.
 * - The rate is that of the sums, from the least lines on.
 * - The estimate of a young cohort is the mean of the parts' estimates weighted by their lines, where each part has one.
 * - Its interval is that of a sum of independent estimates, from each part's distance to its own bounds: the method of
 *   variance estimates recovery (Zou & Donner, "Construction of confidence limits about effect measures", 2008), where
 *   each part has an interval.
 */
function joinedChurn(churns: readonly WeekChurn[]): WeekChurn {
  const parts = churns.filter(({ added }) => added > 0);
  const [only, ...more] = parts;
  const sumOf = (take: (churn: WeekChurn) => number) => sum(churns.map(take));
  const added = sumOf(churn => churn.added);
  const churned = sumOf(churn => churn.churned);
  const complete = churns.every(churn => churn.complete);
  const rate = complete && added >= leastLines ? churned / added : null;
  const leftOut = leftOutReasons.map(reason => [reason, sumOf(churn => churn.leftOut[reason])]);
  const mean = (values: readonly number[]) => sum(values.map((value, at) => value * (parts[at]?.added ?? 0))) / added;
  const estimates = all(parts.map(({ estimate }) => estimate));
  const estimate = rate ?? (complete || added < leastLines || !estimates ? null : mean(estimates));
  const isAlone = only !== undefined && more.length === 0;
  return {
    added,
    churned,
    churnedByMe: sumOf(churn => churn.churnedByMe),
    rate,
    estimate,
    basis: estimate === null ? null : basisOf(parts, complete),
    ...(estimate === null ? noInterval : isAlone ? { low: only.low, high: only.high } : intervalOf(parts, estimate)),
    complete,
    byDay: isAlone ? only.byDay : dayOf(parts, mean),
    leftOut: Object.fromEntries(leftOut) as WeekChurn['leftOut'],
  };
}

const noInterval = { low: null, high: null };

function basisOf(parts: readonly WeekChurn[], complete: boolean): WeekChurn['basis'] {
  if (complete) return 'complete';
  return parts.some(({ basis }) => basis === 'own pattern') ? 'own pattern' : 'survival';
}

function intervalOf(parts: readonly WeekChurn[], estimate: number): Pick<WeekChurn, 'low' | 'high'> {
  const bounds = all(parts.map(({ low, high }) => (low === null || high === null ? null : { low, high })));
  if (!bounds) return noInterval;
  const lines = sum(parts.map(({ added }) => added));
  const margin = (bound: 'low' | 'high') => {
    const distances = parts.map(part => ((part.estimate ?? 0) - (part[bound] ?? 0)) * (part.added / lines));
    return Math.hypot(...distances);
  };
  return { low: Math.max(0, estimate - margin('low')), high: Math.min(1, estimate + margin('high')) };
}

/** Where all parts are known to the same day. */
function dayOf(parts: readonly WeekChurn[], mean: (values: readonly number[]) => number): WeekChurn['byDay'] {
  const days = all(parts.map(({ byDay }) => byDay));
  const [first] = days ?? [];
  if (!days || !first || days.some(({ day }) => day !== first.day)) return null;
  return { day: first.day, share: mean(days.map(({ share }) => share)) };
}

/** The share is known where it is of each part that ended lines. */
function joinedOldCode(parts: readonly WeekReport['oldCode'][]): WeekReport['oldCode'] {
  const ended = sum(parts.map(part => part.ended));
  const old = sum(parts.map(part => part.old));
  const known = ended > 0 && parts.every(part => part.ended === 0 || part.share !== null);
  return { ended, old, share: known ? old / ended : null };
}

function joinedFocus(parts: readonly (WeekFocus | null)[]): WeekFocus | null {
  const focus = anyOf(parts);
  return focus && { ...focus, repositoryMs: sum(parts.map(part => part?.repositoryMs ?? 0)) };
}

function joinedGround(parts: readonly (NewGround | null)[]): NewGround | null {
  const known = all(parts);
  return (
    known && {
      languages: joinedTouches(known.map(({ languages }) => languages)),
      areas: joinedTouches(known.map(({ areas }) => areas)),
      firstWeek: known.every(({ firstWeek }) => firstWeek),
    }
  );
}

/** Each name once; with an assistant where one took part in any. */
function joinedTouches(parts: readonly (readonly FirstTouch[])[]): FirstTouch[] {
  const byName = new Map<string, FirstTouch>();
  for (const touch of parts.flat()) {
    byName.set(touch.name, { ...touch, withAi: touch.withAi || (byName.get(touch.name)?.withAi ?? false) });
  }
  return [...byName.values()].sort((a, b) => a.name.localeCompare(b.name));
}

function joinedLens(
  lenses: readonly AiLens[] | null,
  requests: readonly PullRequestReport[] | null,
  from: string,
): AiLens | null {
  if (!lenses) return null;
  const landed = (requests ?? []).filter(({ landedAt }) => landedAt !== null && landedAt >= from);
  const countsOf = (key: keyof AiLens) => {
    const count = (take: (group: AiGroup) => number) => sum(lenses.map(lens => take(lens[key])));
    return {
      commits: count(group => group.commits),
      lines: count(group => group.lines),
      churned: count(group => group.churned),
    };
  };
  return aiLensOf({ marked: countsOf('marked'), unmarked: countsOf('unmarked') }, landed);
}

/** The values where none is missing. */
function all<T>(values: readonly (T | null)[]): T[] | null {
  const known = values.filter(value => value !== null);
  return known.length === values.length ? known : null;
}

function anyOf<T>(values: readonly (T | null)[]): T | null {
  return values.find(value => value !== null) ?? null;
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
/** Of instants as ISO 8601 in UTC. */
const latest = (instants: readonly string[]): string => instants.reduce((a, b) => (a > b ? a : b));
