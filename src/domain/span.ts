import type { Category } from './report';

/** Where activity took place, reduced at the border: no path, no name, no text. */
export interface FocusContext {
  /** The installation's keyed hash of the repository, as in the report; `null` outside all repositories. */
  readonly repository: string | null;
  /** Stands for the branch in its repository: a whole number of 0 to 2³² − 1 that names nothing. */
  readonly branch: number | null;
  /** VS Code's language identifier, such as `typescript`; `null` where there is no text editor. */
  readonly language: string | null;
  readonly category: Category | null;
}

/** What a person does in the editor that can be told; each is counted in the span it falls into. */
export const interactions = ['edit', 'inserted', 'read', 'run', 'review'] as const;
export type Interaction = (typeof interactions)[number];

/**
 * Why a span ended.
 * - `open`: it has not ended; in the journal, the extension host was killed, or has not stored its end yet.
 * - `idle`: nothing for {@link spanGapMs}. `unfocused`: its window lost the focus, or was closed.
 * - `sleep`: the machine slept or its clock was set.
 * - `paused`: the person paused the recording. `context`: the next span is in another context.
 */
export const spanEnds = ['open', 'idle', 'unfocused', 'sleep', 'paused', 'context'] as const;
export type SpanEnd = (typeof spanEnds)[number];

/**
 * Consecutive activity of one window in one context, with gaps of at most {@link spanGapMs}: what the journal stores.
 * It is as fine as the least idle timeout that can be set, so that another threshold recomputes the past. All instants
 * are epoch milliseconds in whole seconds: the rhythm of typing is not kept.
 *
 * A span without any interaction is a *glance*: its window got the focus at `start` and lost it at `unfocusedAt`, and
 * nothing happened in between. It is not activity, but tells when a window had the focus. One that `ended` with `sleep`
 * marks the last sign of life before the machine slept, or its clock was set, while no span went on.
 */
export interface Span {
  readonly start: number;
  /** Its last interaction; at least `start`. */
  readonly last: number;
  /**
   * `last` plus {@link spanTailMs}, but not past the next interaction, loss of focus, sleep, pause, or now; at least
   * `last`. In a glance, `start`.
   */
  readonly end: number;
  /** Since when its window has had the focus without a break that is known; at most `start`. */
  readonly focusedFrom: number;
  /**
   * When its window lost the focus after it, at least `end`; `null` while it has not, or where another span of the same
   * stretch of focus comes after it.
   */
  readonly unfocusedAt: number | null;
  readonly ended: SpanEnd;
  readonly context: FocusContext;
  /** How often each took place. */
  readonly counts: Readonly<Record<Interaction, number>>;
  /** Characters of `edit`. */
  readonly typed: number;
  /** Characters of `inserted`. */
  readonly inserted: number;
  /** From `start` to the first `edit` or `run` in it, milliseconds; `null` where there is none. */
  readonly firstWork: number | null;
}

/** Activity further apart than this is two spans: the least idle timeout that can be set. */
export const spanGapMs = 60_000;
/** What sleeps shorter than this is not seen to sleep, and a clock that is set by less is not seen to be set. */
export const leastSleepMs = 90_000;
/** How long an interaction lasts where nothing comes after it. */
export const spanTailMs = 30_000;

export function isGlance({ counts }: Span): boolean {
  return counts.edit + counts.inserted + counts.read + counts.run + counts.review === 0;
}

/** What makes a stretch of time a focus block: settings of the person's. No length is proven to be flow. */
export interface FocusThresholds {
  /** How long nothing may happen in a focused window, 1 to 30 minutes. */
  readonly idleTimeoutMs: number;
  /** How long VS Code may be without the focus, 0 to 15 minutes: looking something up does not break a block. */
  readonly awayGraceMs: number;
  /** From which length on a block is deep, 10 to 120 minutes. */
  readonly deepBlockMs: number;
}

/** What holds where the person has set nothing. */
export const usualThresholds: FocusThresholds = {
  idleTimeoutMs: 5 * 60_000,
  awayGraceMs: 2 * 60_000,
  deepBlockMs: 25 * 60_000,
};

export function sameContext(a: FocusContext, b: FocusContext): boolean {
  return (
    a === b ||
    (a.repository === b.repository && a.branch === b.branch && a.language === b.language && a.category === b.category)
  );
}

/** The part of a span before an instant, if there is any; what is counted in it stays whole. */
export function spanBefore(span: Span, instant: number): Span[] {
  const { start, last, end, unfocusedAt } = span;
  if (start >= instant) return [];
  if (Math.max(end, unfocusedAt ?? end) <= instant) return [span];
  const before = Math.floor(instant / 1000) * 1000;
  const cut = { last: Math.min(last, before), end: Math.min(end, before) };
  return [
    { ...span, ...cut, unfocusedAt: unfocusedAt === null ? null : Math.max(cut.end, Math.min(unfocusedAt, before)) },
  ];
}
