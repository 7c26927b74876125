import type { ActivityEvent, Moment } from './activity';
import {
  type FocusContext,
  type Interaction,
  isGlance,
  leastSleepMs,
  type Span,
  type SpanEnd,
  sameContext,
  spanGapMs,
  spanTailMs,
} from './span';

/** How often a machine that is watched has to show that it is awake. */
export const beatMs = 30_000;
/** Two signs of life further apart than this, while beats are due: the machine slept in between. */
const missedBeatsMs = 120_000;
/** What the wall clock may be put back by, as time servers do, without being taken for set. */
const slewMs = 1000;
/** `active` comes late after the first key of a person who was away. */
const activeLagMs = 2000;
/** How near another interaction has to be for an insertion to count. */
const companionMs = 60_000;
/** The longest gap that any setting bridges: idle for 30 minutes and away for 15. Until then sleep matters. */
const longestGapMs = 45 * 60_000;

type Deed = ActivityEvent & { readonly context: FocusContext };

/** Insertions of one second, waiting for another interaction. */
interface Insertions extends Moment {
  readonly context: FocusContext;
  times: number;
  characters: number;
}

/** A span while it may still change. */
type Draft = { -readonly [K in keyof Span]: Span[K] } & { counts: Record<Interaction, number>; stored: number };

/**
 * Turns what one window tells into spans, event by event.
 * - Only a focused window that is not paused records; what comes while it is not `active` counts if it becomes so within
 *   two seconds.
 * - `inserted` counts only with another interaction within a minute before or after it, and the focus kept.
 * - Activity more than {@link spanGapMs} apart, in another context, or with the focus lost in between is another span.
 * - Where the machine slept, or its clock was set, the span ends at the last sign of life; where none goes on, a mark is
 *   set there. Signs are due every {@link beatMs} while {@link isWatching}; both clocks are compared at each of them.
 * - Several moments within one second are one: a context that comes within the second in which a span began, or a loss
 *   of focus that lasts shorter, is passed over. A span keeps its context: by that it is known again when it is stored.
 */
export class SpanRecorder {
  private focused = false;
  private active = false;
  private paused = false;
  /** Since when the window is known to have had the focus. */
  private focusedFrom = 0;
  private before: { at: number; ticks: number } | null = null;
  /** The span that goes on. */
  private open: Draft | null = null;
  /** The last one that ended, as long as something may become known of what came after it. */
  private ended: Draft | null = null;
  private readonly changed = new Set<Draft>();
  private watchedUntil = Number.NEGATIVE_INFINITY;
  private lastInteraction = Number.NEGATIVE_INFINITY;
  private alone: Insertions[] = [];
  private unproved: Deed[] = [];

  step(event: ActivityEvent): void {
    const at = this.arrive(event);
    switch (event.kind) {
      case 'focused':
        if (!this.focused) this.focusedFrom = wholeSecond(at);
        this.focused = true;
        break;
      case 'unfocused':
      case 'closed':
        this.loseFocus(at);
        break;
      case 'active':
        this.active = true;
        this.prove(at);
        break;
      case 'inactive':
        this.active = false;
        break;
      case 'paused':
        this.pause(at);
        break;
      case 'resumed':
        this.paused = false;
        this.focusedFrom = wholeSecond(at);
        break;
      case 'beat':
        if (this.open && at - this.open.last > spanGapMs) this.close('idle', at);
        break;
      default:
        if (!this.focused || this.paused) break;
        if (this.active) this.interact(event, at);
        else this.unproved = [...recent(this.unproved, at - activeLagMs), { ...event, at }];
    }
    this.remember(at, event.ticks);
  }

  /** Whether beats are due: as long as a gap that has begun may still be bridged. */
  get isWatching(): boolean {
    return !this.paused && this.before !== null && this.before.ticks <= this.watchedUntil;
  }

  get isOpen(): boolean {
    return this.open !== null;
  }

  /**
   * Lets go of all that was recorded so far, also of what goes on, and of having had the focus before an instant. Of the
   * second it lies in nothing stays: what comes later in it counts from the next one on.
   */
  forget(at: number): void {
    this.forgetUncounted();
    this.changed.clear();
    this.open = null;
    this.ended = null;
    this.focusedFrom = Math.max(this.focusedFrom, Math.ceil(at / 1000) * 1000);
  }

  /** The spans that are new or have changed since the last call, by `start`; the one that goes on ends `now`. */
  take(now: number): Span[] {
    const { open } = this;
    if (open && endOf(open, now) !== open.stored) this.changed.add(open);
    const taken = [...this.changed].map(draft => spanOf(draft, now));
    this.changed.clear();
    if (open) open.stored = endOf(open, now);
    return taken;
  }

  /** Ends what the machine slept through, and gives the instant by a clock that does not go back. */
  private arrive({ at, ticks }: Moment): number {
    if (!this.before) return at;
    const wall = at - this.before.at;
    const run = ticks - this.before.ticks;
    const slept = this.isWatching && Math.max(wall, run) > missedBeatsMs;
    if (!slept && wall >= -slewMs && Math.abs(wall - run) <= leastSleepMs) return Math.max(at, this.before.at);
    this.cut(this.before.at);
    this.focusedFrom = wholeSecond(at);
    return at;
  }

  /** In place: an object for every key would add up. */
  private remember(at: number, ticks: number): void {
    if (!this.before) this.before = { at, ticks };
    this.before.at = at;
    this.before.ticks = ticks;
  }

  private cut(lastSign: number): void {
    this.forgetUncounted();
    if (this.open) this.close('sleep', lastSign);
    else this.changed.add(sleepAt(wholeSecond(lastSign)));
    this.ended = null;
  }

  private loseFocus(at: number): void {
    const lostAt = wholeSecond(at);
    if (this.focused && !this.paused) {
      if (this.open) this.close('unfocused', at);
      if (this.ended?.unfocusedAt !== null && lostAt > this.focusedFrom) this.ended = glanceFrom(this.focusedFrom);
      if (this.ended?.unfocusedAt === null) {
        this.ended.unfocusedAt = Math.max(lostAt, this.ended.end);
        this.changed.add(this.ended);
      }
    }
    this.alone = [];
    this.unproved = [];
    this.focused = false;
  }

  private pause(at: number): void {
    if (this.open) this.close('paused', at);
    this.ended = null;
    this.forgetUncounted();
    this.paused = true;
  }

  private prove(at: number): void {
    const proved = recent(this.unproved, at - activeLagMs);
    this.unproved = [];
    for (const deed of proved) this.interact(deed, deed.at);
  }

  private interact(deed: Deed, at: number): void {
    if (deed.kind === 'inserted') {
      const { ticks, context, characters } = deed;
      const insertions = { at, ticks, context, times: 1, characters };
      if (at - this.lastInteraction > companionMs) this.keepAlone(insertions);
      else this.insert(insertions);
      return;
    }
    if (this.alone.length > 0) {
      const accompanied = recent(this.alone, at - companionMs);
      this.alone = [];
      for (const insertions of accompanied) this.insert(insertions);
    }
    this.lastInteraction = at;
    const span = this.spanFor(deed.context, at, deed.ticks);
    span.counts[deed.kind as Interaction] += 1;
    if (deed.kind === 'edit') span.typed += deed.characters;
    if (deed.kind === 'edit' || deed.kind === 'run') span.firstWork ??= span.last - span.start;
  }

  private keepAlone(insertions: Insertions): void {
    const { at, context, characters } = insertions;
    const latest = this.alone.at(-1);
    if (latest && sameContext(latest.context, context) && wholeSecond(latest.at) === wholeSecond(at)) {
      latest.times += 1;
      latest.characters += characters;
      return;
    }
    this.alone = [...recent(this.alone, at - companionMs), insertions];
  }

  private insert({ at, ticks, context, times, characters }: Insertions): void {
    const span = this.spanFor(context, at, ticks);
    span.counts.inserted += times;
    span.inserted += characters;
  }

  /** The span that an interaction belongs to, which goes on from then. */
  private spanFor(context: FocusContext, at: number, ticks: number): Draft {
    const { open } = this;
    const second = Math.max(wholeSecond(at), this.focusedFrom);
    if (open && second - open.last > spanGapMs) this.close('idle', second);
    else if (open && open.start !== second && !sameContext(open.context, context)) this.close('context', second);
    if (!this.open) this.open = this.continued(context, second) ?? draftAt(second, this.focusedFrom, context);
    this.open.last = Math.max(this.open.last, second);
    this.watchedUntil = ticks + longestGapMs;
    this.changed.add(this.open);
    return this.open;
  }

  /** The span that ended within the second in which it began. */
  private continued(context: FocusContext, second: number): Draft | null {
    const { ended } = this;
    this.ended = null;
    if (ended?.start !== second || isGlance(ended) || !sameContext(ended.context, context)) return null;
    ended.ended = 'open';
    ended.unfocusedAt = null;
    return ended;
  }

  private close(why: SpanEnd, at: number): void {
    if (!this.open) return;
    this.open.end = endOf(this.open, at);
    this.open.ended = why;
    this.changed.add(this.open);
    this.ended = this.open;
    this.open = null;
  }

  /** What is not yet known to count does not, across a pause or sleep. */
  private forgetUncounted(): void {
    this.alone = [];
    this.unproved = [];
    this.lastInteraction = Number.NEGATIVE_INFINITY;
  }
}

const noContext: FocusContext = { repository: null, branch: null, language: null, category: null };

function draftAt(second: number, focusedFrom: number, context: FocusContext): Draft {
  return {
    start: second,
    last: second,
    end: second,
    focusedFrom: Math.min(focusedFrom, second),
    unfocusedAt: null,
    ended: 'open',
    context,
    counts: { edit: 0, inserted: 0, read: 0, run: 0, review: 0 },
    typed: 0,
    inserted: 0,
    firstWork: null,
    stored: Number.NaN,
  };
}

function glanceFrom(second: number): Draft {
  return { ...draftAt(second, second, noContext), ended: 'unfocused' };
}

function sleepAt(second: number): Draft {
  return { ...draftAt(second, second, noContext), ended: 'sleep', unfocusedAt: second };
}

function spanOf({ stored: _, ...draft }: Draft, now: number): Span {
  return { ...draft, counts: { ...draft.counts }, end: draft.ended === 'open' ? endOf(draft, now) : draft.end };
}

/** Where a span ends that nothing more came to before an instant. */
function endOf({ last }: Span, at: number): number {
  return Math.max(last, Math.min(last + spanTailMs, wholeSecond(at)));
}

const wholeSecond = (at: number): number => Math.floor(at / 1000) * 1000;

function recent<T extends Moment>(moments: readonly T[], from: number): T[] {
  return moments.filter(({ at }) => at >= from);
}
