import fc from 'fast-check';
import { categories } from '../../src/domain/report';
import { type FocusContext, type Span, spanEnds } from '../../src/domain/span';

export const sampleContext: FocusContext = {
  repository: '0123456789abcdef0123456789abcdef',
  branch: 7,
  language: 'typescript',
  category: 'logic',
};

/** A minute of typing at an instant; what is given takes the place of that. */
export function sampleSpan(start: number, given: Partial<Span> = {}): Span {
  const last = given.last ?? start + 60_000;
  return {
    start,
    last,
    end: last + 10_000,
    focusedFrom: start,
    unfocusedAt: null,
    ended: 'context',
    context: sampleContext,
    counts: { edit: 5, inserted: 0, read: 2, run: 0, review: 0 },
    typed: 40,
    inserted: 0,
    firstWork: 0,
    ...given,
  };
}

const seconds = (max: number) => fc.nat({ max }).map(count => count * 1000);
const count = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat({ max: 5000 }));

/** Few of them, so that they come again. */
const anyContext: fc.Arbitrary<FocusContext> = fc.record(
  {
    repository: fc.constantFrom(null, 'a'.repeat(32), 'b'.repeat(32)),
    branch: fc.constantFrom(null, 0, 0xffffffff),
    language: fc.constantFrom(null, 'typescript', 'c++'),
    category: fc.constantFrom(null, ...categories),
  },
  { noNullPrototype: true },
);

/** Any span that keeps the rules of spans, in two days around the end of a month. */
export const anySpan: fc.Arbitrary<Span> = fc
  .record(
    {
      start: seconds(2 * 86_400).map(after => Date.UTC(2026, 0, 31) + after),
      length: seconds(600),
      tail: seconds(30),
      focused: seconds(4000),
      unfocused: fc.option(seconds(4000)),
      ended: fc.constantFrom(...spanEnds),
      context: anyContext,
      counts: fc.record(
        { edit: count, inserted: count, read: count, run: count, review: count },
        { noNullPrototype: true },
      ),
      typed: count,
      inserted: count,
      firstWork: fc.option(fc.nat({ max: 600 })),
    },
    { noNullPrototype: true },
  )
  .map(({ start, length, tail, focused, unfocused, firstWork, ...rest }) => ({
    ...rest,
    start,
    last: start + length,
    end: start + length + tail,
    focusedFrom: start - focused,
    unfocusedAt: unfocused === null ? null : start + length + tail + unfocused,
    firstWork: firstWork === null ? null : Math.min(firstWork * 1000, length),
  }));

/** Spans that do not touch each other, in two months. */
export function numberedSpan(number: number): Span {
  const context = { ...sampleContext, branch: number % 7 };
  return sampleSpan(Date.UTC(2026, 0, 31, 22) + number * 100_000, { context, typed: number });
}
