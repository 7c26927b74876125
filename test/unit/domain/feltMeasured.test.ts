import assert from 'node:assert/strict';
import { type FeltWeek, feltMeasured } from '../../../src/domain/feltMeasured';
import { flowFrequencies } from '../../../src/domain/reflection';
import type { WeekFocus, WeekReflection } from '../../../src/domain/report';
import { feltText, feltTitle } from '../../../src/text/feltText';
import { Wording } from '../../../src/text/wording';
import { goldenReport, usualWeek } from '../../support/goldenReport';
import { english } from '../../support/translation';

const weekMs = 7 * 24 * 3_600_000;
const monday = Date.UTC(2026, 0, 5, 4);
const wording = new Wording(english, 'en', 'UTC');
const hour = 3_600_000;

function usualFocus(): WeekFocus {
  const focus = goldenReport('2026-01-05T12:00:00Z', [usualWeek]).weeks[0]?.focus;
  assert.ok(focus);
  return focus;
}

/** A week with an answer and focus, so many after the first. */
function week(
  index: number,
  { flow = null, load = null }: Partial<WeekReflection>,
  focus: Partial<WeekFocus> | null,
): FeltWeek {
  const from = monday + index * weekMs;
  return {
    week: `2026-W${String(index + 2).padStart(2, '0')}`,
    from: new Date(from).toISOString(),
    to: new Date(from + weekMs).toISOString(),
    reflection: { flow, slogs: [], biggest: null, ventured: null, load },
    focus: focus && { ...usualFocus(), ...focus },
  };
}

const later = monday + 100 * weekMs;
/** Weeks with these places in the list of frequencies, and hours of deep focus. */
const flows = (pairs: readonly (readonly [number, number])[]) =>
  pairs.map(([felt, hours], index) => week(index, { flow: flowFrequencies[felt] ?? null }, { deepMs: hours * hour }));
const flowOf = (weeks: readonly FeltWeek[], now = later) => {
  const [found] = feltMeasured(weeks, now);
  assert.equal(found?.pair, 'flow-deep');
  return found;
};

const together: [number, number][] = [
  [0, 1],
  [1, 3],
  [1, 2],
  [2, 5],
  [2, 4],
  [3, 6],
  [3, 8],
  [4, 9],
  [4, 7],
  [4, 10],
];
const unclear: [number, number][] = together.map(([felt], index) => [
  felt,
  [5, 9, 1, 7, 3, 10, 2, 6, 4, 8][index] ?? 0,
]);

describe('what is felt against what is measured', () => {
  it('is nothing below six weeks, and drawn from then on', () => {
    for (const n of [0, 5, 6, 9]) {
      const found = flowOf(flows(together.slice(0, n)));
      assert.deepEqual([found.n, found.points.length, found.link, found.test], [n, n < 6 ? 0 : n, 'tooFew', null]);
    }
  });

  it('is points of the answer and the number, oldest first', () => {
    const { points } = flowOf(flows(together));
    assert.deepEqual(
      points.map(({ felt, measured }) => [felt, measured / hour]),
      together,
    );
  });

  it('is the load against interruptions by the hour', () => {
    const weeks = together.map(([load, perHour], index) => week(index, { load: 5 - load }, { perHour }));
    const found = feltMeasured(weeks, later)[1];
    assert.deepEqual([found?.pair, found?.n, found?.link], ['load-interruptions', 10, 'apart']);
    assert.deepEqual([found?.points[0]?.felt, found?.points[0]?.measured], [5, 1]);
  });

  for (const [what, pairs, link, text] of [
    ['nine weeks', together.slice(0, 9), 'tooFew', 'Not enough yet to say more: 9 of 10 weeks.'],
    ['ten that rise together', together, 'together', 'They tend to go together (n = 10).'],
    ['ten that go apart', together.map(([x, y]) => [4 - x, y]), 'apart', 'They tend to go apart (n = 10).'],
    ['ten of any kind', unclear, 'unclear', 'No clear link (n = 10).'],
    ['answers that are all the same', together.map(([, y]) => [2, y]), 'same', 'the same in all weeks (n = 10).'],
    ['numbers that are all the same', together.map(([x]) => [x, 2]), 'same', 'the same in all weeks (n = 10).'],
    ['five', together.slice(0, 5), 'tooFew', 'Not enough yet: 5 of 6 weeks.'],
  ] as const) {
    it(`says of ${what} that it is ${link}`, () => {
      const found = flowOf(flows(pairs as [number, number][]));
      assert.equal(found.link, link);
      assert.ok(feltText(found, wording).endsWith(text), feltText(found, wording));
      assert.equal(found.test === null, link === 'tooFew' || link === 'same');
    });
  }

  it('leaves out weeks that lack one of both, go on, or were not wholly recorded', () => {
    const weeks = [
      ...flows(together),
      week(20, {}, { deepMs: hour }),
      week(21, { flow: 'often' }, null),
      week(22, { flow: 'often' }, { recordedFrom: new Date(monday).toISOString() }),
      week(23, { flow: 'often' }, { pausedMs: 0.21 * weekMs }),
      week(99, { flow: 'often' }, {}),
    ];
    assert.equal(flowOf(weeks, monday + 99.5 * weekMs).n, 10);
    assert.equal(flowOf(weeks).n, 11);
  });

  it('has a name for each pair', () => {
    assert.deepEqual(
      feltMeasured([], later).map(({ pair }) => feltTitle(pair, wording)),
      ['Felt flow and deep focus', 'Felt load and interruptions'],
    );
  });
});
