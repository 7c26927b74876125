import { spanOfWeek } from './calendar';
import { type RankLink, rankLink } from './rankLink';
import { flowFrequencies } from './reflection';
import type { WeekReport } from './report';
import { isWhollyRecorded } from './weeklyFocus';

/** What is felt against what is measured: how often flow was reached and deep focus, the load and interruptions by the hour. */
const feltPairs = ['flow-deep', 'load-interruptions'] as const;
export type FeltPair = (typeof feltPairs)[number];

/** What a week has to tell for that. */
export type FeltWeek = Pick<WeekReport, 'week' | 'from' | 'to' | 'reflection' | 'focus'>;

export interface FeltPoint {
  readonly week: FeltWeek;
  /** Of flow the place in `flowFrequencies`, 0 to 4; of the load 1 to 5. */
  readonly felt: number;
  /** Milliseconds of deep focus; interruptions for each hour of focus. */
  readonly measured: number;
}

/** How the two of a pair go, by weeks that tell both; `n` of them. */
export interface FeltMeasured {
  readonly pair: FeltPair;
  readonly n: number;
  /** Oldest first; none below {@link leastFeltWeeks}. */
  readonly points: readonly FeltPoint[];
  /** `tooFew` below {@link leastLinkWeeks}; `same` where one of the two did not vary. */
  readonly link: 'tooFew' | 'same' | 'together' | 'apart' | 'unclear';
  /** What {@link link} rests on; `null` where it is `tooFew` or `same`. */
  readonly test: RankLink | null;
}

/** Weeks that a drawing takes, and words on it. */
export const leastFeltWeeks = 6;
export const leastLinkWeeks = 10;
/** Of a permutation test. */
const greatestChance = 0.05;

const values: Record<FeltPair, (week: FeltWeek) => readonly [felt: number | null, measured: number | null]> = {
  'flow-deep': ({ reflection, focus }) => [
    reflection?.flow ? flowFrequencies.indexOf(reflection.flow) : null,
    focus?.deepMs ?? null,
  ],
  'load-interruptions': ({ reflection, focus }) => [reflection?.load ?? null, focus?.perHour ?? null],
};

/**
 * Both pairs, by weeks that are over and wholly recorded.
 * @param weeks oldest first.
 * @param now epoch milliseconds.
 */
export function feltMeasured(weeks: readonly FeltWeek[], now: number): FeltMeasured[] {
  const counting = weeks.filter(week => counts(week, now));
  return feltPairs.map(pair => {
    const points = counting.flatMap(week => {
      const [felt, measured] = values[pair](week);
      return felt === null || measured === null ? [] : [{ week, felt, measured }];
    });
    const n = points.length;
    return { pair, n, points: n < leastFeltWeeks ? [] : points, ...linkOf(points) };
  });
}

function counts(week: FeltWeek, now: number): boolean {
  const { focus } = week;
  const span = spanOfWeek(week);
  return focus !== null && span.to <= now && isWhollyRecorded({ week: span, focus });
}

function linkOf(points: readonly FeltPoint[]): Pick<FeltMeasured, 'link' | 'test'> {
  if (points.length < leastLinkWeeks) return { link: 'tooFew', test: null };
  const test = rankLink(points.map(({ felt, measured }) => [felt, measured]));
  if (!test) return { link: 'same', test };
  return { link: test.p > greatestChance ? 'unclear' : test.rho > 0 ? 'together' : 'apart', test };
}
