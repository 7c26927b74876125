import type { FocusContext, Interaction, Span, SpanEnd } from '../../src/domain/span';

/** Monday, 2 November 2026, 00:00 UTC: the day that instants of tests are on, unless they name another. */
export const monday = Date.UTC(2026, 10, 2);

/** Epoch milliseconds of `HH:MM` or `HH:MM:SS` UTC on that Monday, or some days after it; hours may go past 23. */
export function at(clock: string, day = 0): number {
  const [hours = 0, minutes = 0, seconds = 0] = clock.split(':').map(Number);
  return monday + (((day * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
}

/** Minutes in milliseconds. */
export const minutes = (count: number): number => count * 60_000;

/** What is not said of a span: an edit at its start, in no repository, by a window that got the focus as it started. */
export interface AboutSpan {
  readonly day?: number;
  /** `HH:MM` or `HH:MM:SS`, as `unfocusedAt`. */
  readonly focusedFrom?: string;
  /** Makes it end `unfocused`, unless `ended` says otherwise. */
  readonly unfocusedAt?: string;
  readonly ended?: SpanEnd;
  readonly context?: Partial<FocusContext>;
  readonly counts?: Partial<Record<Interaction, number>>;
  readonly typed?: number;
  readonly inserted?: number;
  /** Seconds from its start; `null` for none. */
  readonly firstWork?: number | null;
}

/** A span from one clock time to another, `span('09:00', '09:10:30')`; nothing in it came after its end. */
export function span(from: string, to: string, about: AboutSpan = {}): Span {
  const { day = 0, focusedFrom = from, unfocusedAt, typed = 0, inserted = 0, firstWork = 0 } = about;
  const end = at(to, day);
  return {
    start: at(from, day),
    last: end,
    end,
    focusedFrom: at(focusedFrom, day),
    unfocusedAt: unfocusedAt === undefined ? null : at(unfocusedAt, day),
    ended: about.ended ?? (unfocusedAt === undefined ? 'idle' : 'unfocused'),
    context: contextOf(about.context),
    counts: { edit: 0, inserted: 0, read: 0, run: 0, review: 0, ...(about.counts ?? { edit: 1 }) },
    typed,
    inserted,
    firstWork: firstWork === null ? null : firstWork * 1000,
  };
}

/** A window that had the focus from one clock time to another while nothing happened in it. */
export function glance(from: string, to: string, about: Pick<AboutSpan, 'day' | 'ended'> = {}): Span {
  return span(from, from, { ...about, unfocusedAt: to, counts: {}, firstWork: null });
}

/** A context that is nothing but what is given. */
export function contextOf(parts: Partial<FocusContext> = {}): FocusContext {
  return { repository: null, branch: null, language: null, category: null, ...parts };
}

/** The clock time of an instant, the reverse of {@link at} on its day: `09:10`, or `09:10:30`. */
export function clockOf(instant: number): string {
  return new Date(instant).toISOString().slice(11, 19).replace(/:00$/, '');
}
