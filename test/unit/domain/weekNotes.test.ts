import assert from 'node:assert/strict';
import type { Slog } from '../../../src/domain/reflection';
import type { AiGroup, Report } from '../../../src/domain/report';
import { mostNotes, type NoteId, noteRules, weekNotes } from '../../../src/domain/weekNotes';
import {
  goldenReport,
  usualWeek,
  usualWeeks,
  type WrittenFocus,
  type WrittenLanding,
  type WrittenWeek,
} from '../../support/goldenReport';

const now = '2026-11-19T15:20:00+01:00';
/** Of twelve weeks the last but one: it is over. Churn is complete up to the fourth from the end. */
const over = 10;
const complete = 8;

interface Seen {
  weeks?: Record<number, WrittenWeek>;
  /** What all weeks but those have besides what is usual. */
  others?: WrittenWeek;
  given?: Partial<Report>;
  index?: number;
}

function idsOf({ weeks = {}, others = {}, given = {}, index = over }: Seen): NoteId[] {
  const written = Array.from({ length: 12 }, (_, at) => ({ ...usualWeek, ...others, ...weeks[at] }));
  return weekNotes(goldenReport(now, written, given), index).map(({ id }) => id);
}

const landings = (count: number, each: WrittenLanding = {}): WrittenLanding[] =>
  Array.from({ length: count }, () => each);
const focus = (given: Partial<WrittenFocus>): WrittenWeek => ({
  focus: { hours: 12, deep: 6, interruptions: 24, longest: 1.5, ...given },
});
const group = (commits: number, churn: number, lines = 500): AiGroup => ({
  ...{ commits, requests: 0, lines, churned: churn * lines, churn },
  ...{ medianSize: null, medianMaturity: null, medianTimeToPrMs: null },
});
const branch = (smaller: number, of: number) => ({
  workInProgress: [
    {
      branches: ['a'],
      commits: 1,
      lines: 900,
      oldestAt: now,
      lastAt: now,
      bloat: true,
      smaller: { count: smaller, of },
    },
  ],
});
const landedAt = (at: string): Partial<Report> => ({
  onboarding: { startAt: null, startBasis: 'first-commit', firstLandedAt: at, tenthLandedAt: null, landed: 1 },
});
const languages = (names: string[]) => ({
  newGround: { languages: names.map(name => ({ name, withAi: false })), areas: [], firstWeek: false },
});

const slogsOf = (slogs: string): Record<number, WrittenWeek> =>
  Object.fromEntries(slogs.split(' ').map((slog, index) => [index, { slog: slog as Slog }]));

/** For each rule weeks in which it is told, and the nearest ones in which it is not. */
const rules: Record<NoteId, { told: Seen[]; silent: Seen[] }> = {
  reverted: {
    told: [{ weeks: { [over]: { requests: [{ reverted: 30 }] } } }],
    silent: [{ weeks: { [over]: { requests: [{ reverted: 30.01 }] } } }],
  },
  changedAfterOpening: {
    told: [{ weeks: { [over]: { requests: [...landings(2), { maturity: 0.49 }] } } }],
    silent: [
      { weeks: { [over]: { requests: [...landings(2), { maturity: 0.5 }] } } },
      { weeks: { [over]: { requests: landings(2, { maturity: 0.1 }) } } },
    ],
  },
  churn: {
    told: [
      { weeks: { [complete]: { lines: [50, 15] } }, index: complete },
      { weeks: { [complete]: { lines: [50, 15] } }, index: 11 },
    ],
    silent: [
      { weeks: { [complete]: { lines: [49, 15] } }, index: complete },
      { weeks: { [complete + 1]: { lines: [400, 200] } }, index: 11 },
    ],
  },
  aiChurn: {
    told: [{ given: { ai: { marked: group(10, 0.25), unmarked: group(10, 0.1) } }, index: 11 }],
    silent: [
      { given: { ai: { marked: group(9, 0.25), unmarked: group(90, 0.1) } }, index: 11 },
      { given: { ai: { marked: group(10, 0.25, 49), unmarked: group(10, 0.1) } }, index: 11 },
      { given: { ai: { marked: group(10, 0.19), unmarked: group(10, 0.1) } }, index: 11 },
      { given: { ai: { marked: group(10, 0.25), unmarked: group(10, 0.1) } }, index: over },
    ],
  },
  milestone: {
    told: [{ given: landedAt('2026-11-09T03:00:00.000Z') }],
    silent: [{ given: landedAt('2026-11-09T02:59:59.999Z') }, { given: landedAt('2026-11-16T03:00:00.000Z') }],
  },
  newGround: {
    told: [{ weeks: { [over]: languages(['Rust']) } }],
    silent: [{ weeks: { [over]: languages([]) } }],
  },
  focusWithoutCommits: {
    told: [{ weeks: { [over]: { commits: 0, requests: [], ...focus({ here: 2 }) } } }],
    silent: [
      { weeks: { [over]: { commits: 0, requests: [], ...focus({ here: 1.9 }) } } },
      { weeks: { [over]: { commits: 1, requests: [] } } },
      { weeks: { [over]: { commits: 0, requests: [{}] } } },
    ],
  },
  reviewTime: {
    told: [{ weeks: { [over]: { requests: landings(3, { review: 9 }) } } }],
    silent: [
      { weeks: { [over]: { requests: landings(3, { review: 8.7 }) } } },
      { weeks: { [over]: { requests: landings(2, { review: 60 }) } } },
      { weeks: { 11: { requests: landings(3, { review: 60 }) } }, index: 11 },
      { weeks: { [over]: { requests: landings(3, { review: 60 }) } }, others: { commits: 0 } },
    ],
  },
  openBranch: {
    told: [{ given: branch(5, 5), index: 11 }],
    silent: [
      { given: branch(4, 4), index: 11 },
      { given: branch(5, 5), index: over },
    ],
  },
  timeToRequest: {
    told: [{ weeks: { [over]: { requests: landings(3, { hours: 17 }) } } }],
    silent: [
      { weeks: { [over]: { requests: landings(3, { hours: 19 }) } } },
      { weeks: { [over]: { requests: landings(2, { hours: 2 }) } } },
      { weeks: { 11: { requests: landings(3, { hours: 2 }) } }, index: 11 },
    ],
  },
  deepFocus: {
    told: [{ weeks: { [over]: focus({ deep: 0, hours: 2, interruptions: 4 }) } }],
    silent: [{ weeks: { [over]: focus({ deep: 0, hours: 1.9 }) } }, { weeks: { 11: focus({ deep: 12 }) }, index: 11 }],
  },
  interruptions: {
    told: [{ weeks: { [over]: focus({ interruptions: 27 }) } }],
    silent: [
      { weeks: { [over]: focus({ interruptions: 26 }) } },
      { weeks: { [over]: focus({ interruptions: 60, from: 20 }) } },
    ],
  },
  longestBlock: {
    told: [{ weeks: { [over]: focus({ longest: 2 }) } }],
    silent: [
      { weeks: { [over]: focus({ longest: 2 }), [over - 1]: focus({ longest: 2 }) } },
      { weeks: { [over]: focus({ longest: 1 }) } },
      { weeks: { [over]: focus({ longest: 2 }) }, others: { focus: undefined } },
    ],
  },
  oldCode: {
    told: [{ weeks: { [over]: { oldCode: [50, 40] } }, others: { oldCode: [100, 10] } }],
    silent: [
      { weeks: { [over]: { oldCode: [49, 40] } }, others: { oldCode: [100, 10] } },
      { weeks: { [over]: { oldCode: [50, 40] } }, others: { oldCode: [40, 4] } },
    ],
  },
  slog: {
    told: [
      { weeks: { 6: { slog: 'builds' }, 7: { slog: 'tests' }, 8: { slog: 'tests' }, [over]: { slog: 'tests' } } },
      { weeks: slogsOf('builds builds builds builds builds builds tests tests tests tests tests') },
    ],
    silent: [
      { weeks: { 7: { slog: 'tests' }, 8: { slog: 'tests' }, [over]: { slog: 'tests' } } },
      { weeks: { 6: { slog: 'builds' }, 7: { slog: 'builds' }, 8: { slog: 'tests' }, [over]: { slog: 'tests' } } },
      { weeks: { 6: { slog: 'tests' }, 7: { slog: 'tests' }, 8: { slog: 'tests' }, 9: { slog: 'tests' } } },
    ],
  },
  recordedFrom: {
    told: [{ weeks: { [over]: focus({ from: 1 }) } }],
    silent: [{ weeks: { [over]: focus({}) } }],
  },
  paused: {
    told: [{ weeks: { [over]: focus({ pausedHours: 33.7 }) } }],
    silent: [{ weeks: { [over]: focus({ pausedHours: 33.6 }) } }],
  },
  notRecordedYet: {
    told: [{ weeks: { [over]: { focus: undefined } } }],
    silent: [{ weeks: { [over]: { focus: undefined }, 11: { focus: undefined } } }],
  },
};

describe('notes of a week', () => {
  for (const [id, { told, silent }] of Object.entries(rules)) {
    it(`tell ${id}, and not below what it takes`, () => {
      for (const seen of told) assert.deepEqual(idsOf(seen), [id]);
      for (const seen of silent) assert.ok(!idsOf(seen).includes(id as NoteId), JSON.stringify(seen));
    });
  }

  it('are at most three, in the order of the catalogue', () => {
    const all = weekNotes(
      goldenReport(now, [
        ...Array.from({ length: 10 }, () => usualWeek),
        {
          ...usualWeek,
          ...languages(['Rust']),
          ...focus({ deep: 1, interruptions: 90 }),
          requests: landings(4, { maturity: 0.2, reverted: 1 }),
        },
        usualWeek,
      ]),
      over,
    );
    assert.deepEqual(
      all.map(({ id }) => id),
      ['reverted', 'changedAfterOpening', 'newGround'],
    );
    assert.equal(all.length, mostNotes);
  });

  it('compare with no share of fewer lines than it takes, as several repositories may have', () => {
    const weeks = Array.from(
      { length: 12 },
      (_, at): WrittenWeek => ({ ...usualWeek, oldCode: at === over ? [50, 40] : [49, 4] }),
    );
    const report = goldenReport(now, weeks);
    for (const { oldCode } of report.weeks) oldCode.share = oldCode.old / oldCode.ended;
    assert.deepEqual(weekNotes(report, over), []);
  });

  it('tell the later of two landmarks, and no time before the start', () => {
    const within = '2026-11-10T12:00:00.000Z';
    const milestoneOf = (startAt: string | null, tenthLandedAt: string | null) => {
      const onboarding = {
        startAt,
        startBasis: 'first-commit' as const,
        firstLandedAt: within,
        tenthLandedAt,
        landed: 1,
      };
      return weekNotes(goldenReport(now, usualWeeks(12), { onboarding }), over)[0]?.numbers;
    };
    assert.deepEqual(milestoneOf(null, within), { landed: 10, afterMs: null });
    assert.deepEqual(milestoneOf('2026-11-09T12:00:00.000Z', null), { landed: 1, afterMs: 86_400_000 });
    assert.deepEqual(milestoneOf('2026-11-11T12:00:00.000Z', null), { landed: 1, afterMs: null });
  });

  it('say nothing of everybody', () => {
    const weeks = { [over]: { requests: [{ reverted: 1 }] } };
    assert.deepEqual(idsOf({ weeks, given: { identity: { mode: 'all', addresses: 0 } } }), []);
  });

  it('say nothing of a week that is not there', () => {
    assert.deepEqual(weekNotes(goldenReport(now, [usualWeek]), 1), []);
  });

  it('have a rule for each', () => {
    assert.deepEqual(noteRules.map(({ id }) => id).sort(), Object.keys(rules).sort());
  });
});
