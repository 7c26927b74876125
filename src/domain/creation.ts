import type { NumberBracket } from './numberBracket';
import type { Creation } from './pullRequest';
import { dayMs } from './survival';

/** A bracket of at most this width dates a request. */
const closeBracketMs = 3 * dayMs;
/** By how much the clocks of two machines may differ before their dates contradict each other. */
export const skewMs = dayMs;

/** What was told or seen of a request's creation, epoch milliseconds. */
export interface CreationEvidence {
  /** Said by the forge. */
  readonly exact?: number;
  /** When the request showed in the configuration, minutes after a push. */
  readonly observedPr?: number;
  /** When the branch was seen to be pushed for the first time. */
  readonly observedPush?: number;
  /** The oldest push that a reflog holds; `certain` where it is known to be the first. */
  readonly recordedPush?: { readonly at: number; readonly certain: boolean };
}

/** Of one request; epoch milliseconds, `null` where not known. */
export interface CreationQuestion {
  readonly firstCommitAt: number | null;
  readonly landedAt: number | null;
  readonly evidence: CreationEvidence;
  /** From `numberBrackets`; `null` for a request whose number is not known. */
  readonly bracket: NumberBracket | null;
}

/**
 * When a request was created, by the best there is: the forge, the request seen, the first push seen, the first push
 * recorded, the number's bracket, the landing.
 * - It lies between the first commit and the landing; for all but the forge's date, in the number's bracket too.
 * - What lies up to a day outside these bounds is moved to them, for clocks differ; beyond that it is dropped. So is a
 *   first commit over a day after the landing, and a bracket that ends over a day before the first commit.
 * - Only the forge's date may be earlier than the first commit: the branch was written anew since. See
 *   {@link isBeforeFirstCommit}.
 * - The request was there when it was seen, and not before its first push; each bounds what is less sure.
 * - A first push is the date. One over a day before the bracket begins was for something else, and is dropped.
 * - Of two first pushes the later counts, as names of branches are used again.
 * - A bracket dates the request by its upper end: 'bracketed' up to three days of width, else 'range'.
 * - Within a wide bracket the oldest push of a reflog that may not hold the first stands for the date; it bounds nothing.
 * - 'landing-only' is the own landing without a lower bound.
 * - Without number, push or sight there is no date: 'unknown'.
 */
export function creationOf({ firstCommitAt, landedAt, evidence, bracket }: CreationQuestion): Creation {
  const bounds = new Bounds();
  if (landedAt !== null) bounds.endBy(landedAt);
  if (firstCommitAt !== null) bounds.startFrom(firstCommitAt);

  const exact = exactDate(bounds, evidence);
  if (exact !== null) return { at: exact, basis: 'exact', range: [exact, exact] };

  const bracketHolds = bracket !== null && bounds.endBy(bracket.upper);
  if (bracketHolds && bracket.lower !== null) bounds.startFrom(bracket.lower);
  const seen = bounds.moved(evidence.observedPr);
  if (seen !== null) bounds.endBy(seen);
  const push = firstPush(bounds, evidence);
  if (push !== null) bounds.startFrom(push.at);

  const { lower, upper, range } = bounds;
  if (seen !== null) return { at: upper, basis: 'observed-pr', range };
  if (push !== null) return { ...push, range };
  const close = bracketHolds && lower !== null && upper !== null && upper - lower <= closeBracketMs;
  if (close) return { at: upper, basis: 'bracketed', range };
  const oldest = evidence.recordedPush?.at;
  if (oldest !== undefined && bounds.moved(oldest) === oldest) return { at: oldest, basis: 'range', range };
  if (bracket === null || upper === null) return { at: null, basis: 'unknown', range };
  return { at: upper, basis: lower === null && upper === landedAt ? 'landing-only' : 'range', range };
}

/** Whether a request is older than all that is left of its commits, by more than clocks differ. */
export function isBeforeFirstCommit({ at }: Creation, firstCommitAt: number | null): boolean {
  return at !== null && firstCommitAt !== null && at < firstCommitAt - skewMs;
}

/**
 * Whether a request's creation is known well enough for a median of the time from its first commit: what is better than a
 * bracket is, and a bracket of at most half of that time, unless that time is 0.
 */
export function entersMedians(created: Creation, firstCommitAt: number | null): boolean {
  const { at } = created;
  return at !== null && firstCommitAt !== null && at >= firstCommitAt && isKnownFor(at - firstCommitAt, created);
}

/** The same of the time from the creation to the landing, unless the work was written anew in between. */
export function entersReview(created: Creation, firstCommitAt: number | null, landedAt: number): boolean {
  const { at } = created;
  return at !== null && !isBeforeFirstCommit(created, firstCommitAt) && isKnownFor(landedAt - at, created);
}

function isKnownFor(ms: number, { basis, range }: Creation): boolean {
  if (basis !== 'bracketed') return ['exact', 'observed-pr', 'observed-push', 'recorded-push'].includes(basis);
  const lower = range?.[0] ?? null;
  return range !== null && lower !== null && ms > 0 && range[1] - lower <= ms / 2;
}

/** What the forge says; earlier than the first commit it stays as it is, where that is by more than clocks differ. */
function exactDate(bounds: Bounds, { exact }: CreationEvidence): number | null {
  if (exact === undefined) return null;
  return exact < (bounds.lower ?? exact) - skewMs ? exact : bounds.moved(exact);
}

interface FirstPush {
  readonly at: number;
  readonly basis: 'observed-push' | 'recorded-push';
}

function firstPush(bounds: Bounds, { observedPush, recordedPush }: CreationEvidence): FirstPush | null {
  const observed = bounds.moved(observedPush);
  const recorded = recordedPush?.certain ? bounds.moved(recordedPush.at) : null;
  if (recorded !== null && (observed === null || recorded > observed)) return { at: recorded, basis: 'recorded-push' };
  return observed === null ? null : { at: observed, basis: 'observed-push' };
}

/** An interval that only narrows, and never to nothing. */
class Bounds {
  lower: number | null = null;
  upper: number | null = null;

  /** `null` without an upper end. */
  get range(): Creation['range'] {
    return this.upper === null ? null : [this.lower, this.upper];
  }

  /** Says whether that fits the bounds. */
  startFrom(at: number): boolean {
    const fits = this.upper === null || at <= this.upper + skewMs;
    if (fits) this.lower = Math.max(this.lower ?? Number.NEGATIVE_INFINITY, Math.min(at, this.upper ?? at));
    return fits;
  }

  /** Says whether that fits the bounds. */
  endBy(at: number): boolean {
    const fits = this.lower === null || at >= this.lower - skewMs;
    if (fits) this.upper = Math.min(this.upper ?? Number.POSITIVE_INFINITY, Math.max(at, this.lower ?? at));
    return fits;
  }

  /** Within the bounds, or `null` where it misses them by more than the skew. */
  moved(at: number | undefined): number | null {
    if (at === undefined) return null;
    if (this.lower !== null && at < this.lower) return at < this.lower - skewMs ? null : this.lower;
    if (this.upper !== null && at > this.upper) return at > this.upper + skewMs ? null : this.upper;
    return at;
  }
}
