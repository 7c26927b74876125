import type { Storage } from '../domain/storage';
import { type Disposable, Owner } from './disposable';
import { type EdgeLog, edge } from './edge';
import type { SettingValues } from './settingValue';
import type { Delay } from './trailingRefresh';

/** The window has long settled then. */
const firstMs = 30_000;
const againMs = 24 * 3_600_000;

/** What {@link StoredDataUpkeep} is built from. */
export interface StoredDataUpkeepParts {
  readonly storage: Storage;
  readonly settings: { readonly values: Pick<SettingValues, 'keepMonths'> };
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly delay: Delay;
  readonly log: EdgeLog;
}

/**
 * Puts the journal in order half a minute after the start, and once a day as long as the window lives: what windows left
 * is folded, and what is older than the person wants to keep goes.
 */
export class StoredDataUpkeep extends Owner {
  private timer: Disposable;

  constructor(private readonly parts: StoredDataUpkeepParts) {
    super();
    this.timer = this.wait(firstMs);
    this.add({ dispose: () => this.timer.dispose() });
  }

  private wait(delayMs: number): Disposable {
    const { storage, settings, now, delay, log } = this.parts;
    const roll = edge(log, 'upkeep', () =>
      storage.openJournal().roll(now(), keptMs(settings.values.keepMonths, now())),
    );
    return delay(() => {
      this.timer = this.wait(againMs);
      void roll();
    }, delayMs);
  }
}

/** From so many months of the calendar (UTC) before an instant to it, milliseconds; `null` keeps all. */
export function keptMs(months: number | null, now: number): number | null {
  if (months === null) return null;
  const at = new Date(now);
  const day = at.getUTCDate();
  at.setUTCDate(1);
  at.setUTCMonth(at.getUTCMonth() - months);
  const daysThere = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0)).getUTCDate();
  at.setUTCDate(Math.min(day, daysThere));
  return now - at.getTime();
}
