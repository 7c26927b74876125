import type { BlockEnd, FocusBlock } from './focusBlock';
import type { Recording } from './journal';
import { type FocusContext, type FocusThresholds, isGlance, leastSleepMs, type Span } from './span';

/** When blocks are asked for, and when nothing was recorded. */
export interface FocusMoment {
  /** Epoch milliseconds: later spans are a clock's that was ahead, and left out. */
  readonly now: number;
  readonly recording: Recording;
}

/**
 * The focus blocks of all windows, oldest first. Engaged time is the union of the spans; a gap in it is bridged when it
 * was without the focus for at most the grace, with the focus for at most the idle timeout, and nothing cuts it. A sleep
 * cuts the gap that holds the end of the span before it, a pause every gap it touches.
 * @param spans in any order; they may overlap and come twice.
 */
export function focusBlocks(
  spans: readonly Span[],
  thresholds: FocusThresholds,
  { now, recording }: FocusMoment,
): FocusBlock[] {
  const known = upTo(now, byStart(spans));
  const gaps = new Gaps(known, thresholds, { now, recording });
  const blocks: FocusBlock[] = [];
  let draft: BlockDraft | null = null;
  for (const span of known) {
    if (isGlance(span)) continue;
    if (draft && span.start > draft.end) {
      const { endedBy } = gaps.between(draft.end, span.start);
      if (endedBy) {
        blocks.push(draft.finished({ endedBy, resumedAt: span.start }));
        draft = new BlockDraft(span, draft.end, thresholds);
      }
    }
    draft ??= new BlockDraft(span, null, thresholds);
    draft.add(span, now);
  }
  if (draft) blocks.push(draft.finished({ ...gaps.since(draft.end), resumedAt: null }));
  return blocks;
}

/** A block while its spans come in, by `start`. */
class BlockDraft {
  end: number;
  private readonly start: number;
  private readonly returnedAt: number | null;
  private firstWorkAt = Number.POSITIVE_INFINITY;
  private readonly parts: { start: number; end: number; context: FocusContext }[] = [];

  /** @param endBefore when the block before ended. */
  constructor(
    first: Span,
    endBefore: number | null,
    private readonly thresholds: FocusThresholds,
  ) {
    this.start = first.start;
    this.end = first.start;
    this.returnedAt = endBefore === null ? null : first.focusedFrom > endBefore ? first.focusedFrom : first.start;
  }

  add({ start, end, context, firstWork }: Span, now: number): void {
    this.end = Math.max(this.end, Math.min(end, now));
    if (firstWork !== null) this.firstWorkAt = Math.min(this.firstWorkAt, start + firstWork);
    this.enter(context, start);
  }

  finished(ending: Pick<FocusBlock, 'endedBy' | 'resumedAt' | 'goesOnUntil'>): FocusBlock {
    const { start, end, parts, returnedAt, firstWorkAt } = this;
    // A span that only began as the block ended has no time in it.
    if (parts.length > 1 && parts.at(-1)?.start === end) parts.pop();
    const last = parts.at(-1);
    if (last) last.end = end;
    const lagMs = returnedAt === null || firstWorkAt > end ? null : firstWorkAt - returnedAt;
    return { start, end, deep: end - start >= this.thresholds.deepBlockMs, ...ending, lagMs, parts };
  }

  private enter(context: FocusContext, at: number): void {
    const last = this.parts.at(-1);
    if (last && compareContexts(last.context, context) === 0) return;
    if (last && last.start === at) {
      this.parts.pop();
      this.enter(context, at);
      return;
    }
    if (last) last.end = at;
    this.parts.push({ start: at, end: at, context });
  }
}

/** Tells of ever later gaps in engaged time what ended the block before them, if anything. */
class Gaps {
  private readonly coverage: Coverage;
  private readonly slept: (from: number, to: number) => boolean;
  private readonly paused: (from: number, to: number) => boolean;

  constructor(
    spans: readonly Span[],
    private readonly thresholds: FocusThresholds,
    private readonly moment: FocusMoment,
  ) {
    this.coverage = new Coverage(spans, moment.now);
    // Windows that another one took over from tell of a sleep too: it is in a gap only where all of it is.
    this.slept = cutsAt(spans, 'sleep', leastSleepMs);
    const pausedAt = cutsAt(spans, 'paused');
    const pausing = pausesIn(moment.recording);
    this.paused = (from, to) => pausedAt(from, to) || pausing(from, to);
  }

  between(from: number, to: number): { endedBy: BlockEnd | null } {
    return { endedBy: this.cutIn(from, to) ?? this.tooLong(from, to) };
  }

  /** The gap that goes on now. */
  since(from: number): { endedBy: BlockEnd | null; goesOnUntil?: number } {
    const { now } = this.moment;
    // A cut at this very moment is one.
    const endedBy = this.cutIn(from, now + 1) ?? this.tooLong(from, now);
    if (endedBy) return { endedBy };
    const focusedMs = this.coverage.between(from, now);
    const awayMs = now - from - focusedMs;
    const { idleTimeoutMs, awayGraceMs } = this.thresholds;
    return { endedBy, goesOnUntil: now + (this.coverage.goesOn ? idleTimeoutMs - focusedMs : awayGraceMs - awayMs) };
  }

  private cutIn(from: number, to: number): BlockEnd | null {
    if (this.paused(from, to)) return 'paused';
    return this.slept(from, to) ? 'sleep' : null;
  }

  /** What a gap had too much of first. */
  private tooLong(from: number, to: number): BlockEnd | null {
    const { idleTimeoutMs, awayGraceMs } = this.thresholds;
    let awayMs = 0;
    let focusedMs = 0;
    let at = from;
    for (const stretch of this.coverage.within(from, to)) {
      awayMs += stretch.from - at;
      if (awayMs > awayGraceMs) return 'away';
      focusedMs += stretch.to - stretch.from;
      if (focusedMs > idleTimeoutMs) return 'idle';
      at = stretch.to;
    }
    return awayMs + to - at > awayGraceMs ? 'away' : null;
  }
}

/**
 * When some window had the focus, as far as spans tell; between them it is known from both of its ends. The window that
 * had it last has it until now, unless it is known to have lost it.
 */
class Coverage {
  /** Whether some window has the focus now. */
  readonly goesOn: boolean;
  private readonly stretches: readonly Readonly<Stretch>[];
  private next = 0;

  constructor(spans: readonly Span[], now: number) {
    let lastKnown = Number.NEGATIVE_INFINITY;
    let goesOn = false;
    const stretches: Stretch[] = [];
    for (const { focusedFrom, end, unfocusedAt } of spans) {
      const to = Math.max(end, unfocusedAt ?? end);
      if (to > lastKnown) goesOn = false;
      if (to >= lastKnown) goesOn ||= unfocusedAt === null;
      lastKnown = Math.max(lastKnown, to);
      join(stretches, { from: focusedFrom, to });
    }
    if (goesOn) join(stretches, { from: lastKnown, to: now });
    this.goesOn = goesOn;
    this.stretches = merged(stretches);
  }

  /** How much of a gap is covered, milliseconds. Gaps have to come in their order. */
  between(from: number, to: number): number {
    let sum = 0;
    for (const stretch of this.within(from, to)) sum += stretch.to - stretch.from;
    return sum;
  }

  /** The covered parts of a gap. Gaps have to come in their order. */
  *within(from: number, to: number): Generator<Stretch> {
    while ((this.stretches[this.next]?.to ?? to) < from) this.next++;
    for (let i = this.next; ; i++) {
      const stretch = this.stretches[i];
      if (!stretch || stretch.from >= to) return;
      yield { from: Math.max(stretch.from, from), to: Math.min(stretch.to, to) };
    }
  }
}

/** Of time, `to` exclusive. */
interface Stretch {
  readonly from: number;
  to: number;
}

/** In order, without overlaps. */
function merged(stretches: readonly Stretch[]): Stretch[] {
  const apart: Stretch[] = [];
  for (const stretch of sorted(stretches, (a, b) => a.from - b.from)) join(apart, stretch);
  return apart;
}

/** Adds a stretch, as a part of the last one where it begins in it. */
function join(stretches: Stretch[], stretch: Stretch): void {
  const last = stretches.at(-1);
  if (last && last.from <= stretch.from && stretch.from <= last.to) last.to = Math.max(last.to, stretch.to);
  else stretches.push(stretch);
}

/** Asked for ever later gaps `[from, to)`: whether a span that ended so ended in it, at least so long before its end. */
function cutsAt(spans: readonly Span[], ended: Span['ended'], lengthMs = 0): (from: number, to: number) => boolean {
  const ends = spans.filter(span => span.ended === ended).map(({ end }) => end);
  const cuts = sorted(ends, (a, b) => a - b);
  let next = 0;
  return (from, to) => {
    while ((cuts[next] ?? from) < from) next++;
    return (cuts[next] ?? to) < to && (cuts[next] ?? to) + lengthMs <= to;
  };
}

/** Asked for ever later gaps `[from, to)`: whether a pause lies in it, in part at least. */
function pausesIn({ pauses }: Recording): (from: number, to: number) => boolean {
  let next = 0;
  return (from, to) => {
    while (next < pauses.length && (pauses[next]?.to ?? to) <= from) next++;
    return (pauses[next]?.from ?? to) < to;
  };
}

function upTo(now: number, spans: readonly Span[]): readonly Span[] {
  const later = spans.findIndex(span => span.start > now);
  return later < 0 ? spans : spans.slice(0, later);
}

/** Of spans that start together the one whose window got the focus last, or else the longest, gives the time its context. */
function byStart(spans: readonly Span[]): readonly Span[] {
  return sorted(
    spans,
    (a, b) =>
      a.start - b.start || a.focusedFrom - b.focusedFrom || a.end - b.end || compareContexts(a.context, b.context),
  );
}

/** Is what it is given where that is in order already, as a journal mostly is. */
function sorted<T>(items: readonly T[], compare: (a: T, b: T) => number): readonly T[] {
  for (let i = 1; i < items.length; i++) {
    if (compare(items[i - 1] as T, items[i] as T) > 0) return [...items].sort(compare);
  }
  return items;
}

/** Any order, but the same for the same contexts; 0 where they are equal. */
function compareContexts(a: FocusContext, b: FocusContext): number {
  if (a === b) return 0;
  return (
    compare(a.repository, b.repository) ||
    compare(a.branch, b.branch) ||
    compare(a.language, b.language) ||
    compare(a.category, b.category)
  );
}

function compare<T extends string | number>(a: T | null, b: T | null): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? -1 : 1;
  return a < b ? -1 : 1;
}
