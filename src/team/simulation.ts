import { createCipheriv, createHash } from 'node:crypto';
import type { ShareRecords } from '../domain/shareRecord';
import { weekToShareAt, windowsOf } from '../domain/shareSchedule';
import type { SimulatedWeek } from '../domain/simulatedWeek';
import { buckets, cellsOf, type ShareAnswers, shareQuestions, shareSchema } from '../domain/teamAnswers';
import {
  leastPeople,
  type SecretKeys,
  ShareFailure,
  type SharePlace,
  type ShareStatus,
  type ShareWeek,
} from '../domain/teamSharing';
import type { TeamBoard } from './board';
import { TeamMember } from './member';
import { placeOf } from './wire';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** A Monday: the first simulated week is the one before. Nobody shares in weeks of so long ago, whoever uses the board. */
const firstMonday = Date.UTC(2001, 0, 8);
/** Somebody opens their editor twice a day; now and then they don't. */
const onlineHours = [9, 17] as const;
const offlineShare = 0.1;
/** Of the weeks in which nothing of a person's is known. */
const awayShare = 0.02;
const longestCleanUpMs = 10_000;

/** Whom to simulate, and with what. */
export interface SimulationMeans {
  readonly people: number;
  readonly weeks: number;
  /** The same makes the same weeks. */
  readonly seed: string;
  readonly recordsOf: (person: number) => ShareRecords;
  readonly boardOf: (person: number) => TeamBoard;
  /** How many people do what is due at the same time. */
  readonly atOnce: number;
  readonly signal: AbortSignal;
}

/**
 * Whole weeks of a team that does not exist, with a clock of its own, on a real board, which is left as it was.
 * @throws {ShareFailure} where the board can't be used.
 */
export async function* simulatedWeeks(means: SimulationMeans): AsyncGenerator<SimulatedWeek> {
  const clock = { now: firstMonday };
  const people = Array.from({ length: means.people }, (_, index) => new SimulatedPerson(index, means, clock));
  for (const person of people) await person.agree();
  try {
    yield* weeksOf(people, means, clock);
  } finally {
    // Where it was broken off, nothing stays behind, unless the board can't be used.
    const left = [...new Set(people.flatMap(({ refs }) => refs))].map(placeOf).filter(place => place !== null);
    const cleaned = means.boardOf(0).remove(left, AbortSignal.timeout(longestCleanUpMs));
    await cleaned.catch(() => undefined);
  }
}

async function* weeksOf(
  people: readonly SimulatedPerson[],
  means: SimulationMeans,
  clock: { now: number },
): AsyncGenerator<SimulatedWeek> {
  const weeks = weeksIn(means);
  const told: string[] = [];
  for (; told.length < weeks.length || people.some(({ refs }) => refs.length > 0); clock.now += dayMs) {
    const day = clock.now;
    for (const hour of onlineHours) {
      clock.now = day + hour * hourMs;
      await together(people, means.atOnce, person => person.comeBy(clock.now));
      means.signal.throwIfAborted();
    }
    clock.now = day;
    for (const week of weeks.slice(told.length)) {
      const found = await weekOf(people, week, clock.now);
      if (!found) break;
      told.push(week);
      yield found;
    }
  }
}

function weeksIn({ weeks }: SimulationMeans): string[] {
  return Array.from({ length: weeks }, (_, at) => weekToShareAt(firstMonday + at * 7 * dayMs));
}

/** Somebody who agreed, approves what chance says, and is online now and then. */
class SimulatedPerson {
  readonly place: SharePlace;
  /** Theirs, on the board. */
  refs: readonly string[] = [];
  readonly #member: TeamMember;
  readonly #random: (bytes: number) => Buffer;
  readonly #signal: AbortSignal;
  readonly #approved: ReadonlyMap<string, ShareAnswers>;
  #nextAt = 0;

  constructor(index: number, means: SimulationMeans, clock: { readonly now: number }) {
    const { people, seed, recordsOf, boardOf, signal } = means;
    this.#signal = signal;
    this.#random = seededBytes(`${seed} life ${index}`);
    this.#approved = approvedIn(weeksIn(means), seededBytes(`${seed} answers ${index}`));
    this.place = { folder: '', repositoryId: hashOf(`person ${index}`).toString('hex').slice(0, 32) };
    const board = boardOf(index);
    this.#member = new TeamMember({
      records: recordsOf(index),
      secrets: new PassingKeys(),
      factsOf: async () => ({ remoteAddress: '', sharedId: hashOf('simulated').toString('hex'), authors: people }),
      boardOf: () => board,
      now: () => clock.now,
      random: seededBytes(`${seed} chance ${index}`),
    });
  }

  async agree(): Promise<void> {
    const consent = { schema: shareSchema, k: leastPeople, questions: [...shareQuestions], at: firstMonday };
    await this.#member.agree(this.place, consent);
  }

  /** Does what is due, unless they are offline. @throws {ShareFailure} */
  async comeBy(now: number): Promise<void> {
    const isOnline = numberFrom(this.#random) >= offlineShare;
    if (!isOnline || now < this.#nextAt) return;
    const status = await this.#member.step(this.place, async week => this.#approved.get(week) ?? null, this.#signal);
    if (status?.trouble) throw new ShareFailure(status.trouble);
    this.#nextAt = status?.nextAt ?? 0;
    const log = await this.#member.log(this.place.repositoryId);
    const of = (...actions: readonly string[]) =>
      log.filter(({ action }) => actions.includes(action)).map(({ ref }) => ref);
    const removed = of('remove');
    this.refs = of('join', 'sum', 'freeze').filter(ref => !removed.includes(ref));
  }

  status(): Promise<ShareStatus | null> {
    return this.#member.status(this.place.repositoryId);
  }
}

/** What somebody approves of each week, but of those of which nothing is known. */
function approvedIn(weeks: readonly string[], random: (bytes: number) => Buffer): ReadonlyMap<string, ShareAnswers> {
  const approved = new Map<string, ShareAnswers>();
  for (const week of weeks) {
    const isAway = numberFrom(random) < awayShare;
    const answers = shareQuestions.map(each => [each, Math.floor(numberFrom(random) * buckets.length)]);
    if (!isAway) approved.set(week, Object.fromEntries(answers) as ShareAnswers);
  }
  return approved;
}

/** Even, 0 to 1. */
const numberFrom = (random: (bytes: number) => Buffer): number => random(6).readUIntBE(0, 6) / 2 ** 48;

/** Secrets of people who do not exist. */
class PassingKeys implements SecretKeys {
  readonly #all = new Map<string, string>();

  async get(name: string): Promise<string | undefined> {
    return this.#all.get(name);
  }

  async store(name: string, value: string): Promise<void> {
    this.#all.set(name, value);
  }

  async delete(name: string): Promise<void> {
    this.#all.delete(name);
  }
}

/** `null` as long as it goes on for somebody. */
async function weekOf(people: readonly SimulatedPerson[], week: string, now: number): Promise<SimulatedWeek | null> {
  if (now < windowsOf(week).freezeFrom) return null;
  const statuses = await Promise.all(people.map(person => person.status()));
  const seen = statuses.flatMap(status => status?.weeks.filter(each => each.week === week) ?? []);
  if (seen.some(({ phase }) => phase !== 'over')) return null;
  const members = seen.filter(({ reason }) => reason !== 'satOut' && reason !== 'notJoined');
  const sums = new Set(members.map(({ opened }) => JSON.stringify(opened?.cells ?? null)));
  const [sum = null] = members.length > 0 && sums.size === 1 ? members.map(({ opened }) => opened?.cells ?? null) : [];
  const reason = members.find(each => each.reason !== null)?.reason ?? (members.length === 0 ? 'notJoined' : null);
  return { week, joined: members.length, released: sum !== null, sum, plainSum: plainSumOf(members), reason };
}

function plainSumOf(members: readonly ShareWeek[]): number[] | null {
  const cells = members.flatMap(({ share }) => (share ? [cellsOf(share.answers)] : []));
  const [first] = cells;
  return first ? first.map((_, at) => cells.reduce((sum, each) => sum + (each[at] ?? 0), 0)) : null;
}

async function together<T>(all: readonly T[], atOnce: number, work: (each: T) => Promise<void>): Promise<void> {
  const left = [...all];
  const worker = async () => {
    for (let each = left.shift(); each !== undefined; each = left.shift()) await work(each);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

const hashOf = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Bytes that look random and depend on the seed only. */
function seededBytes(seed: string): (bytes: number) => Buffer {
  const cipher = createCipheriv('aes-256-ctr', hashOf(seed), Buffer.alloc(16));
  return bytes => cipher.update(Buffer.alloc(bytes));
}
