import type { MemberWeek } from '../domain/shareRecord';
import { windowsOf } from '../domain/shareSchedule';
import type { BoardPlace, TeamBoard } from './board';
import type { MemberRecord } from './memberRecord';
import { joinIdOf } from './secureSum';
import { hasOwnOnHost, isGivenUp, isOnHost, removalAt } from './shareStatus';

/** What a removal works with. */
export interface RemovalMeans {
  readonly record: MemberRecord;
  readonly board: () => Promise<TeamBoard>;
  readonly now: () => number;
  readonly signal: AbortSignal;
}

/** Takes what one member posted from the host. */
export class MemberRemoval {
  readonly #means: RemovalMeans;

  constructor(means: RemovalMeans) {
    this.#means = means;
  }

  /** Asks hosts no longer that let nothing be removed. */
  async giveUp(): Promise<void> {
    const { record, now } = this.#means;
    for (const week of record.all.weeks) {
      if (isOnHost(week) && isGivenUp(week, now())) await record.changeWeek(week.week, { isRemoved: true });
    }
  }

  /** Removes what is due of a week. @throws {ShareFailure} */
  async removeDue(week: string): Promise<void> {
    const { record, now } = this.#means;
    const it = record.weekOf(week);
    if (!isOnHost(it) || now() < removalAt(it, now(), record.all.consent === null)) return;
    await record.changeWeek(week, { lookedAt: now() });
    await this.#remove(it);
  }

  /** Removes everything of the person's that may still lie on the host. @throws {ShareFailure} */
  async removeOwn(): Promise<void> {
    for (const week of this.#means.record.all.weeks.filter(hasOwnOnHost)) await this.#remove(week);
  }

  async #remove({ week, publicKey, join, sum, freeze }: MemberWeek): Promise<void> {
    const { record, now, signal } = this.#means;
    const id = joinIdOf(publicKey);
    const isLate = now() >= windowsOf(week).graceUntil;
    const places: BoardPlace[] = [];
    if (join !== 'none') places.push({ week, kind: 'join', id });
    if (sum !== 'none') places.push({ week, kind: 'sum', id });
    // Others may need it as long as the week goes on.
    if (isLate && freeze !== 'none') places.push({ week, kind: 'cohort' });
    const board = await this.#means.board();
    await board.remove(places, signal);
    for (const place of places) await record.log('remove', place, '');
    const isDone = isLate || freeze === 'none';
    await record.changeWeek(week, isDone ? { isRemoved: true } : { join: 'none', sum: 'none' });
  }
}
