import * as v from 'valibot';
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
import type { Join } from './board';
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
 * The public keys, sorted, of those joins that can take part together: who asks for more people than there are is left out,
 * until nobody does. Nobody has to count on more than the largest group.
 * @param joins that were there when joins closed.
 */
export function frozenKeys(joins: readonly Join[]): string[] {
  const asked = new Map<string, number>();
  for (const join of joins.filter(isValid)) {
    asked.set(join.publicKey, Math.max(join.k, asked.get(join.publicKey) ?? 0));
  }
  for (let before = -1; before !== asked.size; ) {
    before = asked.size;
    for (const [key, k] of [...asked]) if (isTooMuch(k, before)) asked.delete(key);
  }
  return [...asked.keys()].sort();
}

/**
 * The groups that are summed up each for itself, their keys sorted: all where there are at most twelve, else as even groups
 * as can be, of six to twelve, in the order of the keys' ids.
 */
export function groupsOf(publicKeys: readonly string[]): string[][] {
  const byId = [...publicKeys].sort((a, b) => (joinIdOf(a) < joinIdOf(b) ? -1 : 1));
  const count = Math.ceil(byId.length / mostPeople);
  const startOf = (group: number) => Math.floor((group * byId.length) / count);
  return Array.from({ length: count }, (_, group) => byId.slice(startOf(group), startOf(group + 1)).sort());
}

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
 * Whoever the client's own list of joins would hold has to be on the one that is shown; who asked for more people than
 * there are is missed in neither.
 */
export function refusalOf(sight: CohortSight): NoNumberReason | null {
  const { week, publicKey, cohort, seen, joins, authors } = sight;
  const n = cohort.length;
  if (isTampered(sight)) return 'tampered';
  if (!cohort.includes(publicKey)) return isTooMuch(sight.k, n) ? 'fewerThanK' : 'missesMe';
  if (frozenKeys([...seen, ...joins]).some(key => !cohort.includes(key))) return 'missesJoin';
  if (!(n <= authors)) return 'moreThanAuthors';
  const group = groupsOf(cohort).find(keys => keys.includes(publicKey)) ?? [];
  if (!(Math.max(sight.k, leastPeople) <= group.length)) return 'fewerThanK';
  const asked = askedBy(sight);
  // Somebody is on the list, and their join is not on the board, or none that counts: they stopped, or never were.
  if (group.some(key => key !== publicKey && !asked.has(key))) return 'incomplete';
  if (group.some(key => (asked.get(key) ?? 0) > group.length)) return 'fewerThanK';
  return flipShareOf(group.length, week) === null ? 'notThisWeek' : null;
}

/** Whether the host showed what nobody's client writes, or something else than before. */
function isTampered({ cohort, cohortBefore, seen, joins }: CohortSight): boolean {
  if (cohortBefore && cohortBefore.join(' ') !== cohort.join(' ')) return true;
  if (cohort.some((key, at) => at > 0 && (cohort[at - 1] ?? '') >= key) || !cohort.every(isPublicKey)) return true;
  return joins.some(join =>
    seen.some(({ id, k, publicKey }) => id === join.id && (k !== join.k || publicKey !== join.publicKey)),
  );
}

/** The least people that members ask for, by key. */
function askedBy({ seen, joins }: CohortSight): ReadonlyMap<string, number> {
  return new Map([...joins, ...seen].filter(isValid).map(({ publicKey, k }) => [publicKey, k]));
}

/** Whether a join is one that a client of the rules posts. */
function isValid({ id, k, publicKey }: Join): boolean {
  return Number.isInteger(k) && k >= leastPeople && isPublicKey(publicKey) && joinIdOf(publicKey) === id;
}

/** Whether somebody asks for more people than can be in a group of so many. */
const isTooMuch = (k: number, n: number): boolean => !(k <= Math.min(n, mostPeople));
