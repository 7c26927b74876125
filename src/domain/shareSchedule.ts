import { weekOf } from './calendar';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const utc = { timeZone: 'UTC', dayStartMinutes: 0 };

/** When what is due of the week that it is about; epoch milliseconds. */
export interface ShareWindows {
  /** The Monday after it, at midnight UTC. */
  readonly joinFrom: number;
  /** No join is posted from then on. */
  readonly joinUntil: number;
  /** Later than joins close, for the pushes that were under way. */
  readonly freezeFrom: number;
  /** Sums are expected until then. */
  readonly sumUntil: number;
  /** Late ones still open the week; from then on it is over. */
  readonly graceUntil: number;
  readonly removeFrom: number;
  /** A host that does not let refs be removed is asked no longer. */
  readonly giveUpAt: number;
}

/** @param week ISO 8601, `2026-W47`. */
export function windowsOf(week: string): ShareWindows {
  const joinFrom = mondayOf(week) + 7 * dayMs;
  return {
    joinFrom,
    joinUntil: joinFrom + 2 * dayMs,
    freezeFrom: joinFrom + 2 * dayMs + 6 * hourMs,
    sumUntil: joinFrom + 5 * dayMs,
    graceUntil: joinFrom + 21 * dayMs,
    removeFrom: joinFrom + 26 * dayMs,
    giveUpAt: joinFrom + 56 * dayMs,
  };
}

/** The week whose sharing began last: the one before that which holds the instant, in UTC. */
export function weekToShareAt(now: number): string {
  return weekOf(now - 7 * dayMs, utc).week;
}

/** The number of a week in its year, 1 to 53. */
export function weekNumberOf(week: string): number {
  return Number(week.slice(-2));
}

/** Monday of an ISO week at midnight UTC: the fourth of January is in the first one. */
function mondayOf(week: string): number {
  const [, year, number] = /^(\d{4})-W(\d\d)$/.exec(week) ?? [];
  const fourth = Date.UTC(Number(year), 0, 4);
  const weekday = (new Date(fourth).getUTCDay() + 6) % 7;
  return fourth + (7 * (Number(number) - 1) - weekday) * dayMs;
}
