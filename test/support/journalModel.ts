import assert from 'node:assert/strict';
import type { Span } from '../../src/domain/span';

export const ever = Number.NEGATIVE_INFINITY;

/** What the rules of the journal make of what windows stored, each in its order. */
export function mergedByHand(windows: readonly (readonly Span[])[]): Span[] {
  const found = new Map<string, Span>();
  for (const span of windows.flatMap(withoutSuperseded)) {
    const same = `${span.focusedFrom} ${keyOf(span)}`;
    if ((found.get(same)?.last ?? ever) <= span.last) found.set(same, span);
  }
  return bySpan([...found.values()]);
}

/** In an order that does not depend on anything but the spans. */
export function bySpan(spans: readonly Span[]): Span[] {
  const text = ({ start, context, ...rest }: Span) =>
    JSON.stringify([keyOf({ start, context }), Object.entries(rest).sort()]);
  return [...spans].sort((a, b) => a.start - b.start || (text(a) < text(b) ? -1 : 1));
}

/** What holds of every span, whatever the disk holds. */
export function assertInvariants(span: Span): void {
  const { start, last, end, focusedFrom, unfocusedAt, counts, typed, inserted, firstWork } = span;
  const text = JSON.stringify(span);
  for (const instant of [start, last, end, focusedFrom, unfocusedAt ?? end]) assert.equal(instant % 1000, 0, text);
  assert.ok(focusedFrom <= start && start <= last && last <= end && end <= last + 30_000, text);
  assert.ok((unfocusedAt ?? end) >= end, text);
  assert.ok(firstWork === null || (firstWork >= 0 && firstWork <= last - start), text);
  for (const count of [...Object.values(counts), typed, inserted])
    assert.ok(Number.isInteger(count) && count >= 0, text);
}

/** Without those whose place the next one of the same month took. */
function withoutSuperseded(spans: readonly Span[]): Span[] {
  const months = new Map<string, Span[]>();
  for (const span of spans) {
    const month = new Date(span.start).toISOString().slice(0, 7);
    const stored = months.get(month) ?? [];
    months.set(month, stored);
    const last = stored.at(-1);
    if (last && keyOf(last) === keyOf(span)) stored.pop();
    stored.push(span);
  }
  return [...months.values()].flat();
}

function keyOf({ start, context }: Pick<Span, 'start' | 'context'>): string {
  const { repository, branch, language, category } = context;
  return JSON.stringify([start, repository, branch, language, category]);
}
