import type { NoNumberReason } from './teamSharing';

/** How a week ended for people who do not exist. */
export interface SimulatedWeek {
  /** ISO 8601. */
  readonly week: string;
  /** People who joined. */
  readonly joined: number;
  readonly released: boolean;
  /** As everybody who took part opened it; `null` where nobody could. */
  readonly sum: readonly number[] | null;
  /** What those approved who posted, after chance, added up without any mask; `null` where nobody posted. */
  readonly plainSum: readonly number[] | null;
  readonly reason: NoNumberReason | null;
}
