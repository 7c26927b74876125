import { type Span, sameContext } from './span';

/**
 * The spans of several lists by `start`, each once: what began at the same time, in the same stretch of focus and the
 * same context is one span, as it was told before it went on. The one with the latest `last` counts, and of these the
 * last.
 */
export function mergedSpans(lists: readonly (readonly Span[])[]): Span[] {
  const all = lists.flat();
  if (isRising(all)) return all;
  const merged: Span[] = [];
  for (const span of all.sort((a, b) => a.start - b.start)) {
    const at = placeOf(span, merged);
    const before = merged[at];
    if (before === undefined) merged.push(span);
    else if (span.last >= before.last) merged[at] = span;
  }
  return merged;
}

/** Whether each begins after the one before: then none is there twice. */
function isRising(spans: readonly Span[]): boolean {
  let before = Number.NEGATIVE_INFINITY;
  for (const { start } of spans) {
    if (start <= before) return false;
    before = start;
  }
  return true;
}

/** Where the same span stands in a list by `start`; -1 where it does not. */
function placeOf(span: Span, merged: readonly Span[]): number {
  for (let at = merged.length - 1; at >= 0; at--) {
    const other = merged[at];
    if (other?.start !== span.start) return -1;
    if (other.focusedFrom === span.focusedFrom && sameContext(other.context, span.context)) return at;
  }
  return -1;
}

/** Those of `spans` that are not in `known`: both by `start`, and merged. */
export function unknownSpans(spans: readonly Span[], known: readonly Span[]): Span[] {
  const knownAt = new Map<number, Span[]>();
  for (const span of known) {
    const at = knownAt.get(span.start);
    if (at) at.push(span);
    else knownAt.set(span.start, [span]);
  }
  return spans.filter(span => placeOf(span, knownAt.get(span.start) ?? []) < 0);
}
