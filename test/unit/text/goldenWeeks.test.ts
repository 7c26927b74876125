import assert from 'node:assert/strict';
import { joinedReport } from '../../../src/domain/joinedReport';
import type { AiGroup, Report, TensionPair } from '../../../src/domain/report';
import { tensionsOf } from '../../../src/domain/tensions';
import { weekNotes } from '../../../src/domain/weekNotes';
import { weekSentenceOf } from '../../../src/domain/weekSentence';
import { english, englishLocale } from '../../../src/text/english';
import { noteText, weekSentenceText } from '../../../src/text/noteText';
import { tensionText } from '../../../src/text/tensionText';
import { Wording } from '../../../src/text/wording';
import {
  goldenReport,
  usualWeek,
  usualWeeks,
  type WrittenLanding,
  type WrittenWeek,
  withoutRequests,
} from '../../support/goldenReport';

/** A Thursday afternoon in the week of 16 November, W47: the running one. W46 is over, churn is known to W44, failure to W42. */
const thursday = '2026-11-19T15:20:00+01:00';
const [w42, w44, w46, w47] = [6, 8, 10, 11];

/** Twelve weeks, W36 to W47, like each other but for some. */
const weeks = (changed: Record<number, WrittenWeek> = {}) =>
  usualWeeks(12).map((week, index) => ({ ...week, ...changed[index] }));
const report = (changed: Record<number, WrittenWeek> = {}, given: Partial<Report> = {}) =>
  goldenReport(thursday, weeks(changed), given);
const landings = (count: number, each: WrittenLanding = {}) => Array.from({ length: count }, () => each);
const nothing: WrittenWeek = { commits: 0, lines: [0, 0], requests: [] };

interface Golden {
  situation: string;
  report: Report;
  /** The week that is looked at; the newest unless told. */
  index?: number;
  sentence: string;
  notes: readonly string[];
  /** In the order of the pairs: the week, pace and guard, and their words; or the words and what is missing. */
  pairs: readonly string[];
}

/** The pairs of {@link weeks}, seen from their end. */
const steadyPairs: Record<TensionPair, string> = {
  'throughput-failure': '2026-W42 same/same: steady, and holding',
  'time-maturity': '2026-W46 same/same: steady, and holding',
  'lines-churn': '2026-W44 same/same: steady, and holding',
  'size-review': '2026-W46 same/same: steady, and holding',
  'focus-flow': '2026-W46 same/same: steady, and holding',
};
const steadyBut = (changed: Partial<Record<TensionPair, string>>) => Object.values({ ...steadyPairs, ...changed });
const steady = steadyBut({});

const aiGroup = (commits: number, lines: number, churned: number): AiGroup => ({
  ...{ commits, requests: 0, lines, churned, churn: churned / lines },
  ...{ medianSize: null, medianMaturity: null, medianTimeToPrMs: null },
});

const situations: Golden[] = [
  {
    situation: 'the first week ever, which goes on',
    report: goldenReport(thursday, [{ commits: 5, lines: [120, 0], focus: { hours: 5, deep: 2, from: 30 } }]),
    sentence: 'This week has brought 5 h of focus so far.',
    notes: ['Focus is recorded since Tuesday, November 17; what was before is not known.'],
    pairs: [
      'too early: The week of November 16 can be judged from December 23 on.',
      'too early: The week of November 16 can be judged from November 23 on.',
      'too early: The week of November 16 can be judged from December 7 on.',
      'too early: The week of November 16 can be judged from November 23 on.',
      'too early: The week of November 16 can be judged from November 23 on.',
    ],
  },
  {
    situation: 'the first week ever, before anything was done',
    report: goldenReport(thursday, [{ focus: { hours: 0, from: 82 } }]),
    sentence: 'No work is recorded this week so far.',
    notes: ['Focus is recorded since Thursday, November 19; what was before is not known.'],
    pairs: [
      'too early: The week of November 16 can be judged from December 23 on.',
      'too early: The week of November 16 can be judged from November 23 on.',
      'too early: The week of November 16 can be judged from December 7 on.',
      'too early: The week of November 16 can be judged from November 23 on.',
      'too early: The week of November 16 can be judged from November 23 on.',
    ],
  },
  {
    situation: 'the second week',
    report: goldenReport(thursday, [
      { ...usualWeek, focus: { hours: 5, from: 30 } },
      { ...usualWeek, flow: undefined },
    ]),
    sentence: 'This week has brought 4 landed requests and 12 h of focus so far.',
    notes: [],
    pairs: [
      'too early: The week of November 9 can be judged from December 16 on.',
      'not enough: Needs 3 earlier weeks to compare the week of November 9 with, and has 0.',
      'too early: The week of November 9 can be judged from November 30 on.',
      'not enough: Needs 3 earlier weeks to compare the week of November 9 with, and has 0.',
      'not recorded: Only a part of the week of November 9 was recorded.',
    ],
  },
  {
    situation: 'a running week, among others like it',
    report: report(),
    sentence: 'This week has brought 4 landed requests and 12 h of focus so far.',
    notes: [],
    pairs: steady,
  },
  {
    situation: 'a week like the others',
    report: report(),
    index: w44,
    sentence:
      'The week of October 26 brought 4 landed requests, new code of which 90% stood for two weeks, and 12 h of focus.',
    notes: [],
    pairs: steadyBut({
      'time-maturity': '2026-W44 same/same: steady, and holding',
      'size-review': '2026-W44 same/same: steady, and holding',
      'focus-flow': '2026-W44 same/same: steady, and holding',
    }),
  },
  {
    situation: 'a running week of far more than the others',
    report: report({
      [w47]: {
        commits: 60,
        lines: [4000, 900],
        requests: landings(20, { review: 60 }),
        focus: { hours: 40, deep: 30 },
      },
    }),
    sentence: 'This week has brought 20 landed requests and 40 h of focus so far.',
    notes: [],
    pairs: steady,
  },
  {
    situation: 'a running week in which nothing has happened',
    report: report({ [w47]: { ...nothing, focus: { hours: 0 } } }),
    sentence: 'No work is recorded this week so far.',
    notes: [],
    pairs: steady,
  },
  {
    situation: 'a running week of work that has not landed',
    report: report({ [w47]: { ...nothing, commits: 3, lines: [80, 2], focus: { hours: 0 } } }),
    sentence: 'Nothing has landed this week so far; how durable its work is can be told from December 7 on.',
    notes: [],
    pairs: steady,
  },
  {
    situation: 'a holiday',
    report: report({ [w44]: { ...nothing, focus: { hours: 0 }, flow: undefined } }),
    index: w44,
    sentence: 'No work is recorded for the week of October 26.',
    notes: [],
    pairs: [
      '2026-W42 same/same: steady, and holding',
      '2026-W43 same/same: steady, and holding',
      '2026-W43 same/same: steady, and holding',
      '2026-W43 same/same: steady, and holding',
      '2026-W43 same/same: steady, and holding',
    ],
  },
  {
    situation: 'the week after a holiday',
    report: report({ [w46]: { ...nothing, focus: { hours: 0 }, flow: undefined } }),
    sentence: 'This week has brought 4 landed requests and 12 h of focus so far.',
    notes: [],
    pairs: steadyBut({
      'time-maturity': '2026-W45 same/same: steady, and holding',
      'size-review': '2026-W45 same/same: steady, and holding',
      'focus-flow': '2026-W45 same/same: steady, and holding',
    }),
  },
  {
    situation: 'nine weeks away',
    report: goldenReport(thursday, [...usualWeeks(5), ...Array(9).fill({ ...nothing, focus: { hours: 0 } })]),
    sentence: 'No work is recorded this week so far.',
    notes: [],
    pairs: [
      '2026-W38 same/same: steady, and holding',
      'not enough: Needs 3 requests whose creation is known closely; the week of November 9 has 0.',
      '2026-W38 same/same: steady, and holding',
      'not enough: Needs 3 landed requests; the week of November 9 has 0.',
      'not enough: Needs 2 h of focus; the week of November 9 has 0 s.',
    ],
  },
  {
    situation: 'only reviews',
    report: report({ [w46]: { ...nothing, focus: { hours: 9, deep: 4, interruptions: 18 } } }),
    index: w46,
    sentence: 'The week of November 9 brought 9 h of focus (usually 12 h).',
    notes: [
      '9 h of focus here in the week of November 9, and no commit of yours: reading and reviewing leave none.',
      '4 h of focus in the week of November 9 were in deep blocks – less than in your other weeks, where the median is 6 h.',
    ],
    pairs: steadyBut({
      'time-maturity': '2026-W45 same/same: steady, and holding',
      'size-review': '2026-W45 same/same: steady, and holding',
      'focus-flow': '2026-W46 down/same: less, and holding',
    }),
  },
  {
    situation: 'an AI-heavy week with high churn',
    report: report(
      { [w44]: { lines: [2400, 720] } },
      { ai: { marked: aiGroup(40, 2900, 812), unmarked: aiGroup(70, 2700, 243) } },
    ),
    sentence: 'This week has brought 4 landed requests and 12 h of focus so far.',
    notes: [
      '30% of the new code of the week of October 26 was rewritten within two weeks – more than in your other weeks, where the median is 10%.',
      'Over these weeks, 28% of the new code in commits marked as AI-assisted was rewritten within two weeks, and 9% of the rest. Marks are often missing, mostly after a squash.',
    ],
    pairs: steadyBut({ 'lines-churn': '2026-W44 up/slipping: more, but slipping' }),
  },
  {
    situation: 'marked and other commits that last alike',
    report: report({}, { ai: { marked: aiGroup(40, 1000, 120), unmarked: aiGroup(70, 1000, 80) } }),
    sentence: 'This week has brought 4 landed requests and 12 h of focus so far.',
    notes: [],
    pairs: steady,
  },
  {
    situation: 'too few marked commits to set beside the rest',
    report: report(
      {},
      {
        ai: { marked: { ...aiGroup(9, 1000, 500), churn: null }, unmarked: { ...aiGroup(70, 1000, 80), churn: null } },
      },
    ),
    sentence: 'This week has brought 4 landed requests and 12 h of focus so far.',
    notes: [],
    pairs: steady,
  },
  {
    situation: 'faster, but slipping',
    report: report({ [w42]: { requests: [...landings(6), ...landings(3, { reverted: 4 })] } }),
    sentence: 'This week has brought 4 landed requests and 12 h of focus so far.',
    notes: [],
    pairs: steadyBut({ 'throughput-failure': '2026-W42 up/slipping: faster, but slipping' }),
  },
  {
    situation: 'one more request than usual',
    report: report({ [w42]: { requests: landings(5) } }),
    index: w42,
    sentence:
      'The week of October 12 brought 5 landed requests, new code of which 90% stood for two weeks, and 12 h of focus.',
    notes: [],
    pairs: Array(5).fill('2026-W42 same/same: steady, and holding'),
  },
  {
    situation: 'requests that open sooner and change more',
    report: report({
      [w46]: { requests: [...landings(3, { hours: 4, maturity: 0.45 }), { hours: 6, maturity: 0.7 }] },
    }),
    index: w46,
    sentence: 'The week of November 9 brought 4 landed requests and 12 h of focus.',
    notes: [
      '3 of 4 requests that landed in the week of November 9 changed by more than half after they opened.',
      'From first commit to request it took a median of 4 h in the week of November 9 – shorter than in your other weeks, where the median is 20 h.',
    ],
    pairs: steadyBut({ 'time-maturity': '2026-W46 up/slipping: faster, but slipping' }),
  },
  {
    situation: 'more lines that last longer',
    report: report({ [w44]: { lines: [900, 27] } }),
    index: w44,
    sentence:
      'The week of October 26 brought 4 landed requests, new code of which 97% stood for two weeks, and 12 h of focus.',
    notes: [
      '3% of the new code of the week of October 26 was rewritten within two weeks – less than in your other weeks, where the median is 10%.',
    ],
    pairs: [
      '2026-W42 same/same: steady, and holding',
      '2026-W44 same/same: steady, and holding',
      '2026-W44 up/better: more, and holding better',
      '2026-W44 same/same: steady, and holding',
      '2026-W44 same/same: steady, and holding',
    ],
  },
  {
    situation: 'larger requests and longer reviews',
    report: report({ [w46]: { requests: landings(4, { lines: 640, review: 70 }) } }),
    index: w46,
    sentence: 'The week of November 9 brought 4 landed requests and 12 h of focus.',
    notes: [
      'Requests that landed in the week of November 9 were open for a median of 2 d 22 h – longer than in your other weeks, where the median is 8 h.',
    ],
    pairs: steadyBut({ 'size-review': '2026-W46 up/slipping: larger, but slipping' }),
  },
  {
    situation: 'smaller requests and shorter reviews',
    report: report({ [w46]: { requests: landings(4, { lines: 40, review: 2 }) } }),
    index: w46,
    sentence: 'The week of November 9 brought 4 landed requests and 12 h of focus.',
    notes: [
      'Requests that landed in the week of November 9 were open for a median of 2 h – shorter than in your other weeks, where the median is 8 h.',
    ],
    pairs: steadyBut({ 'size-review': '2026-W46 down/better: smaller, and holding better' }),
  },
  {
    situation: 'more focus that is felt less',
    report: report({ [w46]: { focus: { hours: 22, deep: 6, interruptions: 110, longest: 1.5 }, flow: 'rarely' } }),
    index: w46,
    sentence: 'The week of November 9 brought 4 landed requests and 22 h of focus (usually 12 h).',
    notes: [
      'Focus was interrupted 5 times an hour in the week of November 9 – more than in your other weeks, where the median is 2.',
    ],
    pairs: steadyBut({ 'focus-flow': '2026-W46 up/slipping: more, but slipping' }),
  },
  {
    situation: 'less focus, and deep flow on most days',
    report: report({ [w46]: { focus: { hours: 6, deep: 5, interruptions: 3, longest: 3.5 }, flow: 'mostDays' } }),
    index: w46,
    sentence: 'The week of November 9 brought 4 landed requests and 6 h of focus (usually 12 h).',
    notes: [
      '5 h of focus in the week of November 9 were in deep blocks – less than in your other weeks, where the median is 6 h.',
      'Focus was interrupted 0.5 times an hour in the week of November 9 – less than in your other weeks, where the median is 2.',
      'A focus block of 3 h 30 min in the week of November 9 was longer than any in the 8 recorded weeks before.',
    ],
    pairs: steadyBut({ 'focus-flow': '2026-W46 down/better: less, but holding better' }),
  },
  {
    situation: 'a revert week',
    report: report({ [w42]: { requests: [...landings(3), { reverted: 2 }] } }),
    index: w42,
    sentence:
      'The week of October 12 brought 4 landed requests, new code of which 90% stood for two weeks, and 12 h of focus.',
    notes: ['One of the 4 requests that landed in the week of October 12 was reverted within 30 days.'],
    pairs: [
      '2026-W42 same/same: steady, and holding',
      '2026-W42 same/same: steady, and holding',
      '2026-W42 same/same: steady, and holding',
      '2026-W42 same/same: steady, and holding',
      '2026-W42 same/same: steady, and holding',
    ],
  },
  {
    situation: 'a revert week in which all came back',
    report: report({ [w42]: { requests: [{ reverted: 2 }] } }),
    index: w42,
    sentence:
      'The week of October 12 brought one landed request (usually 4), new code of which 90% stood for two weeks, and 12 h of focus.',
    notes: ['The one request that landed in the week of October 12 was reverted within 30 days.'],
    pairs: [
      '2026-W42 down/same: slower, and holding',
      '2026-W41 same/same: steady, and holding',
      '2026-W42 same/same: steady, and holding',
      '2026-W41 same/same: steady, and holding',
      '2026-W42 same/same: steady, and holding',
    ],
  },
  {
    situation: 'a revert that came too late to count',
    report: report({ [w42]: { requests: [...landings(3), { reverted: 31 }] } }),
    index: w42,
    sentence:
      'The week of October 12 brought 4 landed requests, new code of which 90% stood for two weeks, and 12 h of focus.',
    notes: [],
    pairs: [
      '2026-W42 same/same: steady, and holding',
      '2026-W42 same/same: steady, and holding',
      '2026-W42 same/same: steady, and holding',
      '2026-W42 same/same: steady, and holding',
      '2026-W42 same/same: steady, and holding',
    ],
  },
  {
    situation: 'two repositories, of which one alone is too little',
    report: joined(),
    index: w44,
    sentence:
      'The week of October 26 brought 4 landed requests, new code of which 90% stood for two weeks, and 12 h of focus.',
    notes: [],
    pairs: steadyBut({
      'time-maturity': '2026-W44 same/same: steady, and holding',
      'size-review': '2026-W44 same/same: steady, and holding',
      'focus-flow': '2026-W44 same/same: steady, and holding',
    }),
  },
  {
    situation: 'everything below its least n',
    report: goldenReport(
      thursday,
      Array.from({ length: 12 }, () => ({
        commits: 1,
        lines: [20, 9],
        requests: [{ maturity: 0.2 }],
        focus: { hours: 1.5, deep: 1 },
        flow: 'often' as const,
        oldCode: [9, 9] as const,
      })),
      { ai: { marked: { ...aiGroup(5, 20, 9), churn: null }, unmarked: { ...aiGroup(7, 20, 9), churn: null } } },
    ),
    index: w46,
    sentence: 'The week of November 9 brought one landed request and 1 h 30 min of focus.',
    notes: [],
    pairs: [
      '2026-W42 same/same: steady, and holding',
      'not enough: Needs 3 requests whose creation is known closely; the week of November 9 has 1.',
      'not enough: Needs 50 lines; the week of October 26 has 20.',
      'not enough: Needs 3 landed requests; the week of November 9 has 1.',
      'not enough: Needs 2 h of focus; the week of November 9 has 1 h 30 min.',
    ],
  },
  {
    situation: 'two earlier weeks to compare with, of three',
    report: goldenReport(
      thursday,
      usualWeeks(12).map((week, index) => (index < 4 ? {} : week)),
    ),
    index: w42,
    sentence:
      'The week of October 12 brought 4 landed requests, new code of which 90% stood for two weeks, and 12 h of focus.',
    notes: [],
    pairs: [
      'not enough: Needs 3 earlier weeks to compare the week of October 12 with, and has 2.',
      'not enough: Needs 3 earlier weeks to compare the week of October 12 with, and has 2.',
      'not enough: Needs 3 earlier weeks to compare the week of October 12 with, and has 2.',
      'not enough: Needs 3 earlier weeks to compare the week of October 12 with, and has 2.',
      'not enough: Needs 3 earlier weeks to compare the week of October 12 with, and has 2.',
    ],
  },
  {
    situation: 'no focus and no requests that are known',
    report: withoutRequests(
      goldenReport(
        thursday,
        usualWeeks(12).map(({ commits, lines }) => ({ commits, lines }) as WrittenWeek),
      ),
    ),
    sentence: 'How durable the work of this week so far is can be told from December 7 on.',
    notes: [],
    pairs: [
      'not recorded: No requests are known here: they are read where there is a default branch to land on.',
      'not recorded: No requests are known here: they are read where there is a default branch to land on.',
      '2026-W44 same/same: steady, and holding',
      'not recorded: No requests are known here: they are read where there is a default branch to land on.',
      'not recorded: No focus is recorded for these weeks: Eddy records it while you work in VS Code.',
    ],
  },
  {
    situation: 'a week before focus was recorded',
    report: goldenReport(
      thursday,
      weeks().map(({ focus, flow, ...rest }, index) => (index < 9 ? rest : { ...rest, focus })),
    ),
    index: w42,
    sentence: 'The week of October 12 brought 4 landed requests and new code of which 90% stood for two weeks.',
    notes: ['Focus was not recorded yet in the week of October 12.'],
    pairs: [
      '2026-W42 same/same: steady, and holding',
      '2026-W42 same/same: steady, and holding',
      '2026-W42 same/same: steady, and holding',
      '2026-W42 same/same: steady, and holding',
      'not recorded: No focus is recorded for these weeks: Eddy records it while you work in VS Code.',
    ],
  },
  {
    situation: 'a week that was paused for two days of it',
    report: report({ [w46]: { focus: { hours: 8, deep: 2, interruptions: 16, pausedHours: 48 } } }),
    index: w46,
    sentence: 'The week of November 9 brought 4 landed requests and 8 h of focus.',
    notes: ['Recording was paused for 2 d in the week of November 9: its focus is compared with nothing.'],
    pairs: steadyBut({ 'focus-flow': '2026-W45 same/same: steady, and holding' }),
  },
  {
    situation: 'the week of 169 hours when daylight saving ends, a fifth of it paused',
    report: report({ 7: { focus: { hours: 12, deep: 6, interruptions: 24, longest: 1.5, pausedHours: 33.7 } } }),
    index: 7,
    sentence:
      'The week of October 19 brought 4 landed requests, new code of which 90% stood for two weeks, and 12 h of focus.',
    notes: [],
    pairs: [
      '2026-W42 same/same: steady, and holding',
      '2026-W43 same/same: steady, and holding',
      '2026-W43 same/same: steady, and holding',
      '2026-W43 same/same: steady, and holding',
      '2026-W43 same/same: steady, and holding',
    ],
  },
  {
    situation: 'the week of 167 hours when it begins, with as long a pause',
    report: goldenReport('2026-04-02T12:00:00+02:00', [
      ...usualWeeks(8),
      { ...usualWeek, focus: { hours: 12, deep: 6, interruptions: 24, longest: 1.5, pausedHours: 33.5 } },
      usualWeek,
    ]),
    index: 8,
    sentence: 'The week of March 23 brought 4 landed requests and 12 h of focus.',
    notes: ['Recording was paused for 1 d 10 h in the week of March 23: its focus is compared with nothing.'],
    pairs: [
      '2026-W09 same/same: steady, and holding',
      '2026-W13 same/same: steady, and holding',
      '2026-W11 same/same: steady, and holding',
      '2026-W13 same/same: steady, and holding',
      '2026-W12 same/same: steady, and holding',
    ],
  },
  {
    situation: 'new ground, some of it with AI',
    report: report({
      [w46]: {
        newGround: {
          languages: [{ name: 'Rust', withAi: true }],
          areas: [
            { name: 'docs', withAi: false },
            { name: 'infra', withAi: false },
          ],
          firstWeek: false,
        },
      },
    }),
    index: w46,
    sentence: 'The week of November 9 brought 4 landed requests and 12 h of focus.',
    notes: ['New ground in the week of November 9: Rust (with AI) and the areas docs and infra.'],
    pairs: steady,
  },
  {
    situation: 'much new ground in the running week',
    report: report({
      [w47]: {
        newGround: {
          languages: ['Go', 'Lua', 'Perl', 'Rust', 'SQL', 'Zig'].map(name => ({ name, withAi: false })),
          areas: [],
          firstWeek: false,
        },
      },
    }),
    sentence: 'This week has brought 4 landed requests and 12 h of focus so far.',
    notes: ['New ground this week so far: 6 languages and areas.'],
    pairs: steady,
  },
  {
    situation: 'the first request of ten in a repository',
    report: report(
      {},
      {
        onboarding: {
          startAt: '2026-11-04T09:00:00Z',
          startBasis: 'first-commit',
          firstLandedAt: '2026-11-12T16:00:00Z',
          tenthLandedAt: null,
          landed: 1,
        },
      },
    ),
    index: w46,
    sentence: 'The week of November 9 brought 4 landed requests and 12 h of focus.',
    notes: ['Your first request in this repository landed, 8 d 7 h after your first commit.'],
    pairs: steady,
  },
  {
    situation: 'the tenth request in a repository',
    report: report(
      {},
      {
        onboarding: {
          startAt: null,
          startBasis: 'first-commit',
          firstLandedAt: '2026-09-02T16:00:00Z',
          tenthLandedAt: '2026-11-12T16:00:00Z',
          landed: 12,
        },
      },
    ),
    index: w46,
    sentence: 'The week of November 9 brought 4 landed requests and 12 h of focus.',
    notes: ['Your tenth request in this repository landed.'],
    pairs: steady,
  },
  {
    situation: 'an open branch that is larger than usual',
    report: report(
      {},
      {
        workInProgress: [
          {
            branches: ['a'],
            commits: 9,
            lines: 900,
            oldestAt: thursday,
            lastAt: thursday,
            bloat: true,
            smaller: { count: 18, of: 20 },
          },
          {
            branches: ['b'],
            commits: 9,
            lines: 1340,
            oldestAt: thursday,
            lastAt: thursday,
            bloat: true,
            smaller: { count: 19, of: 20 },
          },
        ],
      },
    ),
    sentence: 'This week has brought 4 landed requests and 12 h of focus so far.',
    notes: ['An open branch changes 1,340 lines: 19 of your last 20 requests were smaller.'],
    pairs: steady,
  },
  {
    situation: 'work in older code than usual',
    report: goldenReport(
      thursday,
      weeks().map((week, index) => ({ ...week, oldCode: index === w46 ? [300, 180] : [200, 20] })),
    ),
    index: w46,
    sentence: 'The week of November 9 brought 4 landed requests and 12 h of focus.',
    notes: [
      '60% of the code that you changed in the week of November 9 was at least 12 weeks old – more than in your other weeks, where the median is 10%.',
    ],
    pairs: steady,
  },
  {
    situation: 'a week without a deep block',
    report: report({ [w46]: { focus: { hours: 10, deep: 0, interruptions: 20, longest: 0.3 } } }),
    index: w46,
    sentence: 'The week of November 9 brought 4 landed requests and 10 h of focus (usually 12 h).',
    notes: [
      'No focus in the week of November 9 was in deep blocks – less than in your other weeks, where the median is 6 h.',
    ],
    pairs: steadyBut({ 'focus-flow': '2026-W46 down/same: less, and holding' }),
  },
  {
    situation: 'the same slog in most answers',
    report: goldenReport(
      thursday,
      weeks().map((week, index) =>
        index < w44 ? week : { ...week, slog: index === 9 ? 'tests' : 'waitingForReview' },
      ),
    ),
    sentence: 'This week has brought 4 landed requests and 12 h of focus so far.',
    notes: ['The biggest slog was “Waiting for review” in 3 of your last 4 answers.'],
    pairs: steady,
  },
  {
    situation: 'the same slog three times, of four answers that it takes',
    report: goldenReport(
      thursday,
      weeks().map((week, index) => (index < 9 ? week : { ...week, slog: 'tests' })),
    ),
    sentence: 'This week has brought 4 landed requests and 12 h of focus so far.',
    notes: [],
    pairs: steady,
  },
  {
    situation: 'more that stands out than is told',
    report: report({
      [w46]: {
        requests: [...landings(3, { maturity: 0.3, review: 60 }), { reverted: 1 }],
        focus: { hours: 24, deep: 20, interruptions: 2, longest: 5 },
        newGround: { languages: [{ name: 'Rust', withAi: false }], areas: [], firstWeek: false },
      },
    }),
    index: w46,
    sentence: 'The week of November 9 brought 4 landed requests and 24 h of focus (usually 12 h).',
    notes: [
      'One of the 4 requests that landed in the week of November 9 was reverted within 30 days.',
      '3 of 4 requests that landed in the week of November 9 changed by more than half after they opened.',
      'New ground in the week of November 9: Rust.',
    ],
    pairs: steadyBut({
      'time-maturity': '2026-W46 same/slipping: steady, but slipping',
      'size-review': '2026-W46 same/slipping: steady, but slipping',
      'focus-flow': '2026-W46 up/same: more, and holding',
    }),
  },
  {
    situation: 'requests of which only the landing is known',
    report: goldenReport(
      thursday,
      weeks().map(week => ({ ...week, requests: landings(4, { unknown: true }) })),
    ),
    index: w46,
    sentence: 'The week of November 9 brought 4 landed requests and 12 h of focus.',
    notes: [],
    pairs: steadyBut({
      'time-maturity': 'not enough: Needs 3 requests whose creation is known closely; the week of November 9 has 0.',
      'size-review':
        'not enough: Needs 3 landed requests whose creation is known closely; the week of November 9 has 0.',
    }),
  },
  {
    situation: 'work too young to tell',
    report: withoutRequests(report({ [w46]: { ...nothing, commits: 3, lines: [300, 20], focus: { hours: 0 } } })),
    index: w46,
    sentence: 'How durable the work of the week of November 9 is can be told from November 30 on.',
    notes: [],
    pairs: [
      'not recorded: No requests are known here: they are read where there is a default branch to land on.',
      'not recorded: No requests are known here: they are read where there is a default branch to land on.',
      '2026-W44 same/same: steady, and holding',
      'not recorded: No requests are known here: they are read where there is a default branch to land on.',
      '2026-W45 same/same: steady, and holding',
    ],
  },
  {
    situation: 'a few lines long ago',
    report: report({ [w42]: { ...nothing, commits: 2, lines: [31, 2], focus: { hours: 0 } } }),
    index: w42,
    sentence: 'Nothing landed in the week of October 12, and its new code is too little to tell how durable it is.',
    notes: [],
    pairs: Array(5).fill('2026-W41 same/same: steady, and holding'),
  },
  {
    situation: 'everybody’s commits',
    report: goldenReport(
      thursday,
      usualWeeks(12).map(
        ({ commits, lines, requests }, index) =>
          ({
            commits,
            lines: index === w44 ? ([400, 200] as const) : lines,
            requests: index === w42 ? [{ reverted: 1 }] : requests,
          }) as WrittenWeek,
      ),
      { identity: { mode: 'all', addresses: 0 }, workInProgress: null },
    ),
    index: w44,
    sentence:
      'The week of October 26 brought 4 landed requests and new code of which 50% stood for two weeks (usually 90%).',
    notes: [],
    pairs: [
      '2026-W42 down/same: slower, and holding',
      '2026-W44 same/same: steady, and holding',
      '2026-W44 same/slipping: steady, but slipping',
      '2026-W44 same/same: steady, and holding',
      'not recorded: No focus is recorded for these weeks: Eddy records it while you work in VS Code.',
    ],
  },
];

/** Two repositories in which half a week's work each was done. */
function joined(): Report {
  const half = (week: WrittenWeek): WrittenWeek => ({ ...week, lines: [40, 4], requests: landings(2) });
  const parts = ['c0ffee', 'decaf'].map(id => {
    const part = goldenReport(thursday, weeks().map(half));
    return { ...part, repository: { ...part.repository, id } };
  });
  return joinedReport(parts) as Report;
}

function judged({ report, index = report.weeks.length - 1 }: Golden): Pick<Golden, 'sentence' | 'notes' | 'pairs'> {
  const wording = new Wording(english, englishLocale, report.timeZone);
  const plain = (text: string) => text.replaceAll('\u00a0', ' ');
  const sentence = weekSentenceOf(report, index);
  return {
    sentence: sentence ? plain(weekSentenceText(sentence, wording)) : '',
    notes: weekNotes(report, index).map(note => plain(noteText(note, wording))),
    pairs: tensionsOf(report, index).map(tension => {
      const { word, sentence } = tensionText(tension, wording);
      if (tension.kind !== 'judged') return plain(`${word}: ${sentence}`);
      return `${tension.week.week} ${tension.pace}/${tension.guard}: ${word}`;
    }),
  };
}

describe('a week in words', () => {
  for (const golden of situations) {
    it(`tells ${golden.situation}`, () => {
      const { sentence, notes, pairs } = golden;
      assert.deepEqual(judged(golden), { sentence, notes, pairs });
    });
  }

  it('neither praises nor blames', () => {
    const said = situations.flatMap(({ sentence, notes, pairs }) => [sentence, ...notes, ...pairs]);
    for (const text of said) assert.doesNotMatch(text, /!|\b(good|great|well done|bad|poor|sadly|should|must)\b/i);
  });
});
