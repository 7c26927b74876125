import * as v from 'valibot';
import type { Join } from '../domain/shareRecord';
import { weekNumberOf } from '../domain/shareSchedule';
import {
  type Bucket,
  buckets,
  type Share,
  type ShareAnswers,
  type ShareQuestion,
  shareQuestions,
} from '../domain/teamAnswers';
import { leastPeople, mostPeople, type NoNumberReason } from '../domain/teamSharing';
import type { BoardWeek } from './board';
import { isPublicKey, joinIdOf } from './secureSum';

/** Of the weeks that a client joins; the others it sits out, so that nobody can tell who came or went. */
export const sitOutShare = 0.15;
/** From so many people on every week is shared; fewer take every fourth one only. */
const leastForEveryWeek = 8;

const evenNumber = v.pipe(v.number(), v.minValue(0), v.ltValue(1));
const flipForm = v.strictObject({ chance: evenNumber, bucket: v.picklist(buckets) });

/** {@link Draws} as they are kept. */
export const drawsForm = v.strictObject({
  sitOut: evenNumber,
  flips: v.strictObject(v.entriesFromList(shareQuestions, flipForm)),
});

/** What chance said once for a week, before anything of it was posted; never asked again. Its numbers are even, 0 to 1. */
export interface Draws {
  readonly sitOut: number;
  /** Whether an answer is replaced, and with what. */
  readonly flips: Readonly<Record<ShareQuestion, { readonly chance: number; readonly bucket: Bucket }>>;
}

/** Asks chance once for a week. @param random so many bytes. */
export function drawsFrom(random: (bytes: number) => Buffer): Draws {
  const number = () => random(6).readUIntBE(0, 6);
  const flips = shareQuestions.map(question => {
    return [question, { chance: number() / 2 ** 48, bucket: (number() % buckets.length) as Bucket }];
  });
  return { sitOut: number() / 2 ** 48, flips: Object.fromEntries(flips) as Draws['flips'] };
}

export const sitsOut = ({ sitOut }: Pick<Draws, 'sitOut'>): boolean => sitOut < sitOutShare;

/** What each answer is replaced with by chance: so many of them, 0 to 1; `null` where so few share nothing in that week. */
export function flipShareOf(n: number, week: string): number | null {
  if (!(n >= leastPeople)) return null;
  if (n >= leastForEveryWeek) return 0.1;
  return weekNumberOf(week) % 4 === 0 ? 0.2 : null;
}

/** Randomized response: some of the answers replaced, also those that were left out. An answer may be replaced by the same. */
export function flipped(
  answers: ShareAnswers,
  draws: Pick<Draws, 'flips'>,
  share: number,
): Pick<Share, 'answers' | 'flipped'> {
  const replaced = shareQuestions.filter(question => draws.flips[question].chance < share);
  const instead = replaced.map((question): [ShareQuestion, Bucket] => [question, draws.flips[question].bucket]);
  return { answers: { ...answers, ...Object.fromEntries(instead) }, flipped: replaced };
}

/**
 * The public keys, sorted, of those joins that can take part together, as many as can be: who asks for most is left out, one
 * after another, until nobody asks for more people than the smallest group has. Of those who ask for the same, ids decide.
 * @param joins that were there when joins closed.
 */
export function frozenKeys(joins: readonly Join[]): string[] {
  const asking = [...askedBy(joins)].sort(
    ([one, k], [other, otherK]) => k - otherK || (joinIdOf(one) < joinIdOf(other) ? -1 : 1),
  );
  while (asking.length > 0 && !isEnough(smallestGroup(asking.length), asking.at(-1)?.[1])) asking.pop();
  return asking.map(([key]) => key).sort();
}

/**
 * The groups that are summed up each for itself, their keys sorted: all where there are at most twelve, else as even groups
 * as can be, of six to twelve, in the order of the keys' ids.
 */
export function groupsOf(publicKeys: readonly string[]): string[][] {
  const byId = [...publicKeys].sort((a, b) => (joinIdOf(a) < joinIdOf(b) ? -1 : 1));
  const count = groupCount(byId.length);
  const startOf = (group: number) => Math.floor((group * byId.length) / count);
  return Array.from({ length: count }, (_, group) => byId.slice(startOf(group), startOf(group + 1)).sort());
}

/** The keys of those whom one of a cohort sums up with; none where it is not in there. */
export function groupOf(publicKey: string, cohort: readonly string[]): readonly string[] {
  return groupsOf(cohort).find(group => group.includes(publicKey)) ?? [];
}

const groupCount = (n: number): number => Math.ceil(n / mostPeople);
/** People in the smallest of the groups of so many. */
const smallestGroup = (n: number): number => Math.floor(n / Math.max(1, groupCount(n)));

/** Whether a group has as many people as somebody asks for. */
export const isEnough = (people: number, k = leastPeople): boolean => Math.max(k, leastPeople) <= people;

/** What a member knows when they are asked to sum up with others. */
export interface CohortSight {
  readonly week: string;
  /** Their own. */
  readonly publicKey: string;
  /** The least people that they ask for, now. */
  readonly k: number;
  /** The public keys that the host shows as frozen. */
  readonly cohort: readonly string[];
  /** The same when they were first seen; `null` where this is the first time. */
  readonly cohortBefore: readonly string[] | null;
  /** Joins that the member saw before joins closed. */
  readonly seen: readonly Join[];
  /** Those that the host shows now. */
  readonly joins: readonly Join[];
  /** Human authors of the last 90 days. */
  readonly authors: number;
}

/**
 * Why nothing may be posted for a cohort; `null` where all rules hold. Each client asks for itself, whatever the others did.
 * Whoever the client's own list of joins would hold has to be on the one that is shown. Who was left out for what they ask
 * for counts among those who must not be more than the authors: else made-up joins could push others out.
 */
export function refusalOf(sight: CohortSight): NoNumberReason | null {
  const { week, publicKey, k, cohort, seen, joins, authors } = sight;
  if (isTampered(sight)) return 'tampered';
  if (!cohort.includes(publicKey)) return isEnough(smallestGroup(cohort.length + 1), k) ? 'missesMe' : 'fewerThanK';
  const listed = cohort.map(key => ({ id: joinIdOf(key), k: leastPeople, publicKey: key }));
  const known = [...listed, ...joins, ...seen];
  if (frozenKeys(known).some(key => !cohort.includes(key))) return 'missesJoin';
  if (!(askedBy(known).size <= authors)) return 'moreThanAuthors';
  const group = groupOf(publicKey, cohort);
  if (!isEnough(group.length, k)) return 'fewerThanK';
  const asked = askedBy([...joins, ...seen]);
  // Somebody is on the list, and their join is not on the board, or none that counts: they stopped, or never were.
  if (group.some(key => key !== publicKey && !asked.has(key))) return 'incomplete';
  if (group.some(key => !isEnough(group.length, asked.get(key)))) return 'fewerThanK';
  return flipShareOf(group.length, week) === null ? 'notThisWeek' : null;
}

/** Whether the host shows what nobody's client writes, or something else than before. */
function isTampered({ cohort, cohortBefore, seen, joins }: CohortSight): boolean {
  if (cohort.some((key, at) => at > 0 && (cohort[at - 1] ?? '') >= key) || !cohort.every(isPublicKey)) return true;
  return isChanged({ seen, cohort: cohortBefore }, { joins, cohort });
}

/** Whether the host shows a join, or the list, in another way than before. */
export function isChanged(
  before: { readonly seen: readonly Join[]; readonly cohort: readonly string[] | null },
  { joins, cohort }: Pick<BoardWeek, 'joins' | 'cohort'>,
): boolean {
  if (before.cohort && cohort && before.cohort.join(' ') !== cohort.join(' ')) return true;
  return joins.some(join =>
    before.seen.some(({ id, k, publicKey }) => id === join.id && (k !== join.k || publicKey !== join.publicKey)),
  );
}

/** The least people that members ask for, by key: what counts as a join and nothing else, and of a key's the greatest. */
function askedBy(joins: readonly Join[]): ReadonlyMap<string, number> {
  const asked = new Map<string, number>();
  for (const { publicKey, k } of joins.filter(isValid)) asked.set(publicKey, Math.max(k, asked.get(publicKey) ?? 0));
  return asked;
}

/** Whether a join is one that a client of the rules posts. */
function isValid({ id, k, publicKey }: Join): boolean {
  return Number.isInteger(k) && k >= leastPeople && isPublicKey(publicKey) && joinIdOf(publicKey) === id;
}
