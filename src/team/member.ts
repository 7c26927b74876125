import { randomBytes } from 'node:crypto';
import type { HeldShareRecord, ShareRecord, ShareRecords } from '../domain/shareRecord';
import { weekToShareAt } from '../domain/shareSchedule';
import {
  type AnswersOf,
  leastPeople,
  mostPeople,
  type SecretKeys,
  type ShareConsent,
  type ShareFacts,
  ShareFailure,
  type ShareLogEntry,
  type SharePlace,
  type ShareStatus,
  type TeamSharing,
} from '../domain/teamSharing';
import type { TeamBoard } from './board';
import { failureOf } from './boardFailure';
import { MemberStep } from './memberStep';
import { statusOf } from './shareStatus';
import { WeekKeys } from './weekKeys';
import { probeRefOf, probeText } from './wire';

/** Longer than this a step takes of no host; what is not done then is due in the next one. */
const longestStepMs = 5 * 60_000;
const weekMs = 7 * 24 * 3_600_000;
const usualPatienceMs = 10_000;
/** So often a step looks whether another window stopped: well within {@link usualPatienceMs}. */
const watchEveryMs = 1000;

/** What a member of a team needs of the world. */
export interface MemberMeans {
  readonly records: ShareRecords;
  readonly secrets: SecretKeys;
  readonly factsOf: (folder: string, signal: AbortSignal) => Promise<ShareFacts>;
  readonly boardOf: (repositoryId: string, facts: ShareFacts) => TeamBoard;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly random?: (bytes: number) => Buffer;
  /** How long the person's own doing waits for another window: 10 s, if not told. */
  readonly patienceMs?: number;
}

/** One person's part in the sums of the teams of all their repositories. */
export class TeamMember implements TeamSharing {
  readonly #means: MemberMeans;
  readonly #random: (bytes: number) => Buffer;
  /** Of the steps that go on in this window. */
  readonly #running = new Map<string, AbortController>();

  constructor(means: MemberMeans) {
    this.#means = means;
    this.#random = means.random ?? randomBytes;
  }

  async probe({ repositoryId, folder }: SharePlace, signal: AbortSignal): Promise<void> {
    const facts = await this.#means.factsOf(folder, signal);
    const id = this.#random(16).toString('hex');
    const ref = probeRefOf(id);
    await this.#log(repositoryId, { action: 'probe', week: null, ref, content: probeText });
    await this.#means.boardOf(repositoryId, facts).probe(id, signal);
    await this.#log(repositoryId, { action: 'remove', week: null, ref, content: '' });
  }

  async agree({ repositoryId }: SharePlace, consent: ShareConsent): Promise<void> {
    const { k } = consent;
    if (!Number.isInteger(k) || k < leastPeople || k > mostPeople)
      throw new RangeError('no number of people to ask for');
    await this.#alone(repositoryId, async held => {
      if (held.isDamaged || (await this.#means.records.isStopped(repositoryId))) await this.#end(repositoryId, held);
      const record = held.record ?? blank(held, this.#means.now());
      if (k < (record.consent?.k ?? 0)) throw new RangeError('fewer people than before');
      await held.keep({ ...record, consent, trouble: null });
    });
  }

  async stop(place: SharePlace, signal: AbortSignal): Promise<void> {
    const { repositoryId } = place;
    if (!(await this.repositoryIds()).includes(repositoryId)) return;
    await this.#halt(repositoryId);
    await this.#alone(repositoryId, async held => {
      await this.#end(repositoryId, held);
      if (held.record) await this.#stepOf(place, held, async () => null, signal).removeOwn();
    });
  }

  async status(repositoryId: string): Promise<ShareStatus | null> {
    const { records, now } = this.#means;
    if (await told(records.isStopped(repositoryId))) return null;
    return statusOf(await told(records.read(repositoryId)), now());
  }

  async step(place: SharePlace, answersOf: AnswersOf, signal: AbortSignal): Promise<ShareStatus | null> {
    const { repositoryId } = place;
    const { records } = this.#means;
    if (!(await told(records.read(repositoryId))) || this.#running.has(repositoryId)) return this.status(repositoryId);
    const own = new AbortController();
    this.#running.set(repositoryId, own);
    const limited = AbortSignal.any([signal, own.signal, AbortSignal.timeout(longestStepMs)]);
    try {
      await records.alone(repositoryId, 0, async held => {
        if (!held.record) return;
        if (await records.isStopped(repositoryId)) await this.#end(repositoryId, held);
        await this.#watched(repositoryId, own, () => this.#stepOf(place, held, answersOf, limited).run());
      });
    } catch (error) {
      const status = await this.status(repositoryId);
      return status && { ...status, trouble: failureOf(error).kind };
    } finally {
      this.#running.delete(repositoryId);
    }
    return this.status(repositoryId);
  }

  async log(repositoryId: string): Promise<readonly ShareLogEntry[]> {
    return (await told(this.#means.records.read(repositoryId)))?.log ?? [];
  }

  repositoryIds(): Promise<readonly string[]> {
    return told(this.#means.records.repositoryIds());
  }

  async forget(repositoryId?: string): Promise<void> {
    const { records } = this.#means;
    const known = await this.repositoryIds();
    let failure: unknown = null;
    for (const id of repositoryId === undefined ? known : known.filter(each => each === repositoryId)) {
      await this.#halt(id);
      try {
        // Before another window is done, the mark has to stay for it.
        await this.#alone(id, async held => {
          await this.#eraseKeys(id, held.record);
          await records.forget(id);
        });
      } catch (error) {
        failure ??= error;
      }
    }
    if (failure) throw failure;
  }

  /**
   * From here on no window posts anything, whatever follows: as far as that can be kept. What can't be, {@link #end} does once
   * more, and says so.
   */
  async #halt(repositoryId: string): Promise<void> {
    const { records } = this.#means;
    await records.markStopped(repositoryId).catch(() => undefined);
    this.#running.get(repositoryId)?.abort();
    const record = await records.read(repositoryId).catch(() => null);
    await this.#eraseKeys(repositoryId, record).catch(() => undefined);
  }

  /** Also those that the record does not name: it may be damaged. */
  async #eraseKeys(repositoryId: string, record: ShareRecord | null): Promise<void> {
    const { secrets, now } = this.#means;
    const keys = new WeekKeys(secrets, repositoryId, this.#random);
    const weeks = new Set(latestWeeks(now()));
    for (const { week, hasKey } of record?.weeks ?? []) if (hasKey) weeks.add(week);
    for (const week of weeks) await keys.erase(week);
  }

  /** Finishes what {@link stop} began, maybe in another window. */
  async #end(repositoryId: string, held: HeldShareRecord): Promise<void> {
    if (held.record) await this.#stepOf({ repositoryId, folder: '' }, held, async () => null).end();
    await this.#eraseKeys(repositoryId, held.record);
    await this.#means.records.unmarkStopped(repositoryId);
  }

  /** Breaks off what goes on as soon as another window stops. */
  async #watched(repositoryId: string, own: AbortController, work: () => Promise<void>): Promise<void> {
    const look = async () => {
      if (await this.#means.records.isStopped(repositoryId)) own.abort();
    };
    const timer = setInterval(() => void look().catch(() => undefined), watchEveryMs);
    try {
      await work();
    } finally {
      clearInterval(timer);
    }
  }

  #stepOf(
    { repositoryId, folder }: SharePlace,
    held: HeldShareRecord,
    answersOf: AnswersOf,
    signal: AbortSignal = AbortSignal.timeout(longestStepMs),
  ): MemberStep {
    const { factsOf, boardOf, records, secrets, now } = this.#means;
    let read: Promise<ShareFacts> | undefined;
    const facts = () => {
      read ??= factsOf(folder, signal);
      return read;
    };
    return new MemberStep({
      held,
      keys: new WeekKeys(secrets, repositoryId, this.#random),
      facts,
      board: async () => boardOf(repositoryId, await facts()),
      isStopped: () => records.isStopped(repositoryId),
      answersOf,
      now,
      signal,
    });
  }

  async #log(repositoryId: string, entry: Omit<ShareLogEntry, 'at'>): Promise<void> {
    const at = this.#means.now();
    await this.#alone(repositoryId, held => {
      const record = held.record ?? blank(held, at);
      return held.keep({ ...record, log: [...record.log, { at, ...entry }] });
    });
  }

  async #alone(repositoryId: string, work: (held: HeldShareRecord) => Promise<void>): Promise<void> {
    const { records, patienceMs = usualPatienceMs } = this.#means;
    if (!(await told(records.alone(repositoryId, patienceMs, work)))) throw new ShareFailure('busy');
  }
}

/** Errors of the disk, as what people can do about them; that a number is out of range is none. */
async function told<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw error instanceof RangeError ? error : failureOf(error);
  }
}

/** What is kept at first. Where a record was damaged, the week that goes on is left alone: it may have been joined. */
function blank({ isDamaged }: HeldShareRecord, now: number): ShareRecord {
  return { consent: null, notBefore: isDamaged ? now : null, weeks: [], log: [], trouble: null };
}

/** Weeks whose keys may still be kept: a week is over long before six others have begun. */
function latestWeeks(now: number): string[] {
  return Array.from({ length: 7 }, (_, ago) => weekToShareAt(now - ago * weekMs));
}
