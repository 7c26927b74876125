import { createHash } from 'node:crypto';
import type { Interaction, Span } from '../domain/span';
import { interactions } from '../domain/span';
import { mergedSpans } from '../domain/spanMerge';
import type { Contexts } from './journalFile';
import { parseInstant } from './recordingLog';
import { parseObject } from './spanLine';

/** The file of the journal's folder that says what was removed: a window may store what it goes on with again. */
export const removalsFile = 'removed.jsonl';

/** Epoch milliseconds. */
export interface Interval {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
}

export function removedLine({ from, to }: Interval, at: number): string {
  return `${JSON.stringify({ removed: [isoOf(from), isoOf(to)], at: isoOf(at) })}\n`;
}

/** A repository is told by a hash of its id, for the id is forgotten. */
export function forgottenLine(repository: string, at: number): string {
  return `${JSON.stringify({ forgotten: hashOf(repository), at: isoOf(at) })}\n`;
}

/** Everything that the person has removed from the journal so far. */
export class Removals {
  readonly damagedLines: number;
  readonly #removed: readonly Interval[];
  /** By hash of the repository: until when it is forgotten. */
  readonly #forgotten: ReadonlyMap<string, number>;
  readonly #contexts: Contexts;
  readonly #hashes = new Map<string, string>();

  constructor(text: string, contexts: Contexts) {
    const removed: Interval[] = [];
    const forgotten = new Map<string, number>();
    let damagedLines = 0;
    const lines = text.split('\n');
    for (const [index, line] of lines.entries()) {
      const parsed = line === '' ? null : parseLine(line);
      if (parsed && 'from' in parsed) removed.push(parsed);
      else if (parsed) forgotten.set(parsed.hash, Math.max(parsed.until, forgotten.get(parsed.hash) ?? parsed.until));
      else if (line !== '' && index < lines.length - 1) damagedLines += 1;
    }
    this.#removed = removed;
    this.#forgotten = forgotten;
    this.#contexts = contexts;
    this.damagedLines = damagedLines;
  }

  /** Whether nothing has ever been removed. */
  get isEmpty(): boolean {
    return this.#removed.length === 0 && this.#forgotten.size === 0;
  }

  /** Whether something may have been removed from a time, also since it was rolled. */
  reach(from: number, to: number): boolean {
    const isForgotten = [...this.#forgotten.values()].some(until => until >= from && until <= to);
    return isForgotten || this.#removed.some(removed => removed.from < to && removed.to > from);
  }

  /** What is left of the spans of several files, each once, by `start`. */
  left(files: readonly (readonly Span[])[]): readonly Span[] {
    const merged = mergedSpans(files);
    const left = this.applied(merged);
    // Merged first, for a span loses its share by how long it is in the end; and then what was cut before.
    return left === merged ? merged : mergedSpans([left]);
  }

  /** What is left of spans: the same list where nothing was removed from it. */
  applied(spans: readonly Span[]): readonly Span[] {
    if (this.isEmpty) return spans;
    let changed = false;
    const left: Span[] = [];
    for (const span of spans) {
      const parts = this.#partsOf(span);
      changed ||= parts.length !== 1 || parts[0] !== span;
      left.push(...parts);
    }
    return changed ? left : spans;
  }

  #partsOf(span: Span): readonly Span[] {
    let parts: readonly Span[] = [this.#withoutForgotten(span)];
    for (const interval of this.#removed) {
      if (touches(span, interval)) parts = parts.flatMap(part => without(part, interval));
    }
    return parts;
  }

  #withoutForgotten(span: Span): Span {
    const { repository } = span.context;
    if (repository === null || this.#forgotten.size === 0) return span;
    const until = this.#forgotten.get(this.#hashOf(repository));
    if (until === undefined || span.start >= until) return span;
    return { ...span, context: this.#contexts.one({ ...span.context, repository: null, branch: null }) };
  }

  #hashOf(repository: string): string {
    const known = this.#hashes.get(repository);
    if (known !== undefined) return known;
    const hash = hashOf(repository);
    this.#hashes.set(repository, hash);
    return hash;
  }
}

function touches(span: Span, { from, to }: Interval): boolean {
  return span.focusedFrom < to && Math.max(span.end, span.unfocusedAt ?? span.end) >= from;
}

/**
 * The parts of a span before and after an interval, none of them empty. Of counts and characters each has its share by
 * time, rounded, but at least one interaction.
 */
export function without(span: Span, { from, to }: Interval): Span[] {
  return [partBefore(span, from), partAfter(span, to)].filter(part => part !== null);
}

function partBefore(span: Span, to: number): Span | null {
  const { start, last, end, unfocusedAt, firstWork } = span;
  if (start >= to) return null;
  if (end <= to) return unfocusedAt === null || unfocusedAt <= to ? span : { ...span, unfocusedAt: to };
  const lastBefore = Math.min(last, to);
  return {
    ...span,
    ...shareOf(span, start, lastBefore),
    last: lastBefore,
    end: to,
    unfocusedAt: null,
    ended: 'context',
    firstWork: firstWork !== null && start + firstWork <= lastBefore ? firstWork : null,
  };
}

function partAfter(span: Span, from: number): Span | null {
  const { start, last, focusedFrom, firstWork } = span;
  if (start >= from) return focusedFrom >= from ? span : { ...span, focusedFrom: from };
  if (last < from) return null;
  return {
    ...span,
    ...shareOf(span, from, last),
    start: from,
    focusedFrom: from,
    firstWork: firstWork !== null && start + firstWork >= from ? start + firstWork - from : null,
  };
}

function shareOf(span: Span, from: number, to: number): Pick<Span, 'counts' | 'typed' | 'inserted'> {
  const share = span.last === span.start ? 1 : (to - from) / (span.last - span.start);
  const scaled = (count: number) => Math.round(count * share);
  const counts: Record<Interaction, number> = { edit: 0, inserted: 0, read: 0, run: 0, review: 0 };
  for (const each of interactions) counts[each] = scaled(span.counts[each]);
  if (interactions.every(each => counts[each] === 0)) counts[mostFrequentOf(span)] = 1;
  return { counts, typed: scaled(span.typed), inserted: scaled(span.inserted) };
}

function mostFrequentOf({ counts }: Span): Interaction {
  return interactions.reduce((most, each) => (counts[each] > counts[most] ? each : most));
}

function parseLine(line: string): Interval | { hash: string; until: number } | null {
  const { removed, forgotten, at: atText } = parseObject(line);
  const [from, to] = Array.isArray(removed) ? removed.map(parseInstant) : [];
  if (typeof from === 'number' && typeof to === 'number') return wholeSeconds({ from, to });
  const until = parseInstant(atText);
  return typeof forgotten === 'string' && until !== null ? { hash: forgotten, until } : null;
}

function hashOf(repository: string): string {
  return createHash('sha256').update(repository).digest('hex').slice(0, 16);
}

/** The least interval of whole seconds that holds one. */
export function wholeSeconds({ from, to }: Interval): Interval {
  return { from: Math.floor(from / 1000) * 1000, to: Math.ceil(to / 1000) * 1000 };
}

function isoOf(instant: number): string {
  return new Date(instant).toISOString();
}
