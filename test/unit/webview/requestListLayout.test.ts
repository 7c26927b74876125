import assert from 'node:assert/strict';
import type { RequestLine, TimeAxis } from '../../../src/protocol';
import { requestListLayout } from '../../../webview/requestListLayout';

/** Ten days of a thousand milliseconds, Mondays at 2,000 and 9,000, in as many pixels as they have hundredths. */
const axis: TimeAxis = {
  from: 0,
  to: 10_000,
  days: Array.from({ length: 11 }, (_, day) => ({ at: 1000 * day, text: String(day), monday: day % 7 === 2 })),
};
const whole: RequestLine = { first: 1000, created: 4000, between: null, landed: 8000, end: 8000, reverted: false };
const marksOf = (line: Partial<RequestLine>, width = 100) =>
  requestListLayout(axis, width).marksOf({ ...whole, ...line });

describe('the layout of requests', () => {
  it('goes from the first commit to the creation to the landing', () => {
    assert.deepEqual(marksOf({}), {
      first: 10,
      created: 40,
      landed: 80,
      between: null,
      before: { x: 10, width: 30 },
      after: { x: 40, width: 40 },
      unknown: null,
      earlier: false,
      later: false,
    });
  });

  it('leaves room for a creation that lies between two times', () => {
    const { before, between, after, created } = marksOf({ created: null, between: { from: 3000, to: 6000 } });
    assert.deepEqual(
      [before, between, after, created],
      [{ x: 10, width: 20 }, { x: 30, width: 30 }, { x: 60, width: 20 }, null],
    );
  });

  for (const [from, x] of [
    [5000, 45.5],
    [0, 0],
    [9900, 90],
  ] as const) {
    it(`shows a creation between ${from} and a moment later, inside the picture`, () => {
      assert.deepEqual(marksOf({ created: null, between: { from, to: from + 100 } }).between, { x, width: 10 });
    });
  }

  it('does not tell the stages apart where the creation is not known', () => {
    const { before, after, unknown } = marksOf({ created: null });
    assert.deepEqual([before, after, unknown], [null, null, { x: 10, width: 70 }]);
    assert.deepEqual(marksOf({ first: null, created: null }).unknown, { x: 80, width: 0 });
  });

  it('begins with the creation where the first commit is not known', () => {
    const { before, after, first } = marksOf({ first: null });
    assert.deepEqual([before, after, first], [null, { x: 40, width: 40 }, null]);
  });

  it('is cut at the ends of the axis, and says so', () => {
    const marks = marksOf({ first: -5000, landed: 12_000, end: 12_000 });
    assert.deepEqual([marks.first, marks.created, marks.landed], [null, 40, null]);
    assert.deepEqual(
      [marks.before, marks.after],
      [
        { x: 0, width: 40 },
        { x: 40, width: 60 },
      ],
    );
    assert.deepEqual([marks.earlier, marks.later], [true, true]);
  });

  it('has no width before it is laid out', () => {
    const { before, after } = marksOf({}, 0);
    for (const bar of [before, after]) assert.ok(bar && bar.width <= 1);
  });

  for (const width of [0, 60, 120, 250, 400, 800]) {
    it(`keeps the days apart at ${width} px`, () => {
      const { ticks } = requestListLayout(axis, width);
      for (const [index, { x }] of ticks.slice(1).entries()) assert.ok(x - (ticks[index]?.x ?? 0) >= 76);
      if (width >= 56) assert.ok(ticks.length > 0);
    });
  }

  it('labels Mondays where there is no room for more', () => {
    const labels = (width: number) => requestListLayout(axis, width).ticks.map(({ text }) => text);
    assert.deepEqual(labels(100), ['2']);
    assert.deepEqual(labels(760), ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10']);
  });
});
