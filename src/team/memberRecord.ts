import type { HeldShareRecord, MemberWeek, ShareRecord } from '../domain/shareRecord';
import { ShareFailure, type ShareLogEntry } from '../domain/teamSharing';
import type { BoardPlace } from './board';
import { refOf } from './wire';

/** A record that is held while a member does what is due; each change is kept at once. */
export class MemberRecord {
  readonly #held: HeldShareRecord;
  readonly #now: () => number;

  constructor(held: HeldShareRecord, now: () => number) {
    this.#held = held;
    this.#now = now;
  }

  get all(): ShareRecord {
    const { record } = this.#held;
    if (!record) throw new ShareFailure('failed');
    return record;
  }

  weekOf(week: string): MemberWeek {
    const found = this.all.weeks.find(each => each.week === week);
    if (!found) throw new ShareFailure('failed');
    return found;
  }

  async change(change: Partial<ShareRecord>): Promise<void> {
    await this.#held.keep({ ...this.all, ...change });
  }

  async changeWeek(week: string, change: Partial<MemberWeek>): Promise<void> {
    await this.change({ weeks: this.all.weeks.map(each => (each.week === week ? { ...each, ...change } : each)) });
  }

  /** Each once, however often it is tried. */
  async log(action: ShareLogEntry['action'], place: BoardPlace, content: string): Promise<void> {
    const { log } = this.all;
    const ref = refOf(place);
    if (log.some(entry => entry.action === action && entry.ref === ref && entry.content === content)) return;
    await this.change({ log: [...log, { at: this.#now(), action, week: place.week, ref, content }] });
  }
}
