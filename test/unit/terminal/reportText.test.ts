import assert from 'node:assert/strict';
import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import {
  categories,
  leftOutReasons,
  type Report,
  type WeekChurn,
  type WeekFocus,
  type WeekReport,
} from '../../../src/domain/report';
import { columnsOf } from '../../../src/terminal/columns';
import type { TextStyle } from '../../../src/terminal/page';
import { reportText } from '../../../src/terminal/reportText';

const style: TextStyle = { width: 80, locale: 'en-GB', colour: false, unicode: true };
const weekMs = 7 * 24 * 3_600_000;
/** Monday of 2026-W41, 04:00 in Berlin. */
const firstMs = Date.parse('2026-10-05T02:00Z');

const noLeftOut = Object.fromEntries(leftOutReasons.map(reason => [reason, 0])) as WeekChurn['leftOut'];
const noChurn: WeekChurn = {
  added: 0,
  churned: 0,
  churnedByMe: 0,
  rate: null,
  estimate: null,
  basis: null,
  low: null,
  high: null,
  complete: false,
  byDay: null,
  leftOut: noLeftOut,
};
const complete = (added: number, churned: number, churnedByMe = churned): WeekChurn => {
  const rate = added < 50 ? null : churned / added;
  return { ...noChurn, added, churned, churnedByMe, rate, estimate: rate, complete: true };
};
const noLines = { added: 0, ended: 0 };

function reportOf(churns: readonly WeekChurn[], given: Partial<Report> = {}): Report {
  const weeks = churns.map(
    (churn, i): WeekReport => ({
      week: `2026-W${41 + i}`,
      from: new Date(firstMs + i * weekMs).toISOString(),
      to: new Date(firstMs + (i + 1) * weekMs).toISOString(),
      commits: 1,
      lines: {
        ...noLines,
        byCategory: Object.fromEntries(
          categories.map(category => [category, noLines]),
        ) as WeekReport['lines']['byCategory'],
        mine: Object.fromEntries(categories.map(category => [category, 0])) as WeekReport['lines']['mine'],
      },
      churn,
      oldCode: { ended: 0, old: 0, share: null },
      pullRequests: null,
      focus: null,
      newGround: null,
      reflection: null,
    }),
  );
  return {
    schema: 'eddy-report/1',
    generatedAt: new Date(firstMs + Math.max(1, churns.length) * weekMs - 3_600_000).toISOString(),
    timeZone: 'Europe/Berlin',
    dayStart: '04:00',
    range: {
      from: new Date(firstMs).toISOString(),
      to: new Date(firstMs + Math.max(1, churns.length) * weekMs).toISOString(),
    },
    repository: {
      id: 'c0',
      name: 'stream',
      defaultBranch: 'main',
      shallow: false,
      partial: false,
      unreadableCommits: 0,
      commitsFromTheFuture: 0,
      tracedShare: null,
    },
    identity: { mode: 'mine', addresses: 2 },
    weeks,
    pullRequests: null,
    workInProgress: null,
    onboarding: null,
    ai: null,
    tensions: [],
    experiment: null,
    notes: [],
    ...given,
  };
}

const noFocus: WeekFocus = {
  totalMs: 0,
  deepMs: 0,
  blocks: 0,
  deepBlocks: 0,
  longestMs: 0,
  interruptions: { away: 0, idle: 0, sleep: 0 },
  resumptionLagMs: null,
  resumptions: 0,
  perHour: null,
  byCategory: { generated: 0, tests: 0, docs: 0, config: 0, logic: 0, other: 0 },
  repositoryMs: 0,
  deepStartsByHour: Array(24).fill(0),
  days: Array(7).fill(0),
  typed: 0,
  inserted: 0,
  recordedFrom: null,
  pausedMs: 0,
};

function withFocus(focus: readonly (Partial<WeekFocus> | null)[]): Report {
  const report = reportOf(focus.map(() => complete(100, 8)));
  for (const [i, week] of report.weeks.entries()) {
    const given = focus[i];
    week.focus = given ? { ...noFocus, ...given } : null;
  }
  return report;
}

describe('reportText', () => {
  it('tells a range with every kind of week', () => {
    const report = reportOf(
      [
        complete(1234, 210, 200),
        complete(310, 12),
        complete(12, 3),
        complete(800, 64),
        { ...complete(2000, 420, 400), leftOut: { ...noLeftOut, blank: 120, moved: 1, notMine: 20000, binary: 2 } },
        noChurn,
        { ...noChurn, added: 400, churned: 20, estimate: 0.11, basis: 'own pattern', low: 0.05, high: 0.19 },
        { ...noChurn, added: 120, byDay: { day: 5, share: 0.04 } },
        { ...noChurn, added: 33 },
      ],
      {
        notes: [
          '3 commits name a time after now; they and what follows them were not looked at, for they have no age.',
        ],
      },
    );
    for (const week of report.weeks.slice(0, 2)) week.oldCode = { ended: 310, old: 45, share: 45 / 310 };
    assert.equal(
      reportText(report, style),
      `Eddy · stream
Your lines, 2 addresses; 9 weeks, 5 October 2026 – 6 December 2026.
Weeks start on Monday at 04:00, Europe/Berlin.

How durable the work of this week so far is can be told from 21 December on.
· 21% of the new code of the week of 2 November was rewritten within two weeks –
  more than in your other weeks, where the median is 8%.

Churn     0%                 30%
2026-W41  ████████████▌           17%  of 1,234 lines
2026-W42  ██▉                      4%  of 310 lines
2026-W43                               not enough: 12 of 50 lines
2026-W44  █████▉                   8%  of 800 lines
2026-W45  ███████████████▍        21%  of 2,000 lines
2026-W46                               no lines
2026-W47  ░░░░░░░░               ~11%  of 400 lines, 5% to 19%
2026-W48                               too early: 120 lines, 4% by day 5
2026-W49                               not enough: 33 of 50 lines
          █ complete   ░ estimated, roughly 95% interval

Of the 2,000 lines you added in the week of 2 November 2026, 21% were rewritten
within two weeks (400 of 420 by you), more than in your 3 weeks before, where
the median is 8%.

Balance
· Lines and churn: more, but slipping. In the week of 2 November: 2,000 lines
  added (usually 555), 21% of them rewritten within two weeks (usually 8%).
· Not judged: Throughput and change failure (not recorded), Time to request and
  maturity (not recorded), Size and review time (not recorded), Focus and felt
  flow (not recorded).

Left out, in added lines: 120 blank, 1 moved, 20,000 not yours, 2 binary files.
Old code: 90 of the 620 lines you changed (15%) were at least 84 days old, in 2
of 9 weeks.

· 3 commits name a time after now; they and what follows them were not looked
  at, for they have no age.

Churned means deleted or changed within 14 days; followed line by line in git.
`,
    );
  });

  it('tells everybody’s lines in ASCII, and names nobody', () => {
    const report = reportOf([complete(100, 4), complete(50, 0)], {
      generatedAt: '2026-11-03T12:00:00.000Z',
      identity: { mode: 'all', addresses: 7 },
      repository: {
        id: 'c0',
        name: 'café\u001b[31m\n',
        defaultBranch: null,
        shallow: true,
        partial: true,
        unreadableCommits: 0,
        commitsFromTheFuture: 0,
        tracedShare: null,
      },
    });
    assert.equal(
      reportText(report, { ...style, locale: 'de', unicode: false }),
      `Eddy - caf?[31m
Everybody's lines; 2 weeks, 5. Oktober 2026 - 18. Oktober 2026; shallow clone;
partial clone.
Weeks start on Monday at 04:00, Europe/Berlin.

The week of 12. Oktober brought new code of which 100 % stood for two weeks.

Churn     0%                 5 %
2026-W41  ##################     4 %  of 100 lines
2026-W42                         0 %  of 50 lines
          # complete   - estimated, roughly 95% interval

Of the 50 lines added in the week of 12. Oktober 2026, 0 % were rewritten within
two weeks. Not enough yet to compare it with: 1 of 3 earlier weeks.

Nothing was left out.
Old code: not enough yet, it takes changed lines and 84 days of history before
them.

Churned means deleted or changed within 14 days; followed line by line in git.
`,
    );
  });

  it('tells a repository without lines of the person', () => {
    assert.equal(
      reportText(reportOf([noChurn], { identity: { mode: 'mine', addresses: 1 } }), style),
      `Eddy · stream
Your lines, 1 address; 1 week, 5 October 2026 – 11 October 2026.
Weeks start on Monday at 04:00, Europe/Berlin.

How durable the work of this week so far is can be told from 26 October on.

Churn     0%                  5%
2026-W41                           no lines
          █ complete   ░ estimated, roughly 95% interval

Nothing to measure yet: no lines of yours were found in these weeks.

Nothing was left out.
Old code: not enough yet, it takes changed lines and 84 days of history before
them.

Churned means deleted or changed within 14 days; followed line by line in git.
`,
    );
  });

  for (const [churns, sentence] of [
    [
      [{ ...noChurn, added: 400, estimate: 0.11 }],
      'Of the 400 lines you added in the week of 5 October 2026, about 11% will have been rewritten within two weeks, as it looks now.',
    ],
    [
      [{ ...noChurn, added: 120, byDay: { day: 5, share: 0.04 } }],
      'Too early to tell for the 120 lines you added in the week of 5 October 2026: 4% were rewritten by day 5.',
    ],
    [[{ ...noChurn, added: 120 }], 'Too early to tell for the 120 lines you added in the week of 5 October 2026.'],
    [[{ ...noChurn, added: 1 }], 'Not enough: 1 of 50 lines in the week of 5 October 2026.'],
    [
      [complete(100, 4), complete(49, 9)],
      'Not enough: 49 of 50 lines in the week of 12 October 2026. Of the 100 lines from the week of 5 October 2026, 4% were rewritten within two weeks.',
    ],
  ] as const) {
    it(`sums up: ${sentence}`, () => {
      assert.ok(reportText(reportOf(churns), style).replaceAll('\n', ' ').includes(sentence));
    });
  }

  it('colours without changing the text, and never in red', () => {
    const report = reportOf([complete(100, 4), { ...noChurn, added: 400, estimate: 0.11 }]);
    const coloured = reportText(report, { ...style, colour: true });
    assert.notEqual(coloured, reportText(report, style));
    assert.equal(stripVTControlCharacters(coloured), reportText(report, style));
    for (const red of ['\u001b[31m', '\u001b[91m', '\u001b[41m']) assert.ok(!coloured.includes(red));
  });

  it('has no line over its width, and no control characters but line breaks, for any report', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const churn = fc
      .record({
        added: fc.nat(9_999_999),
        churned: fc.nat(9_999_999),
        rate: fc.option(share),
        estimate: fc.option(share),
        low: fc.option(share),
        high: fc.option(share),
        complete: fc.boolean(),
        byDay: fc.option(fc.record({ day: fc.nat(14), share })),
        left: fc.array(fc.nat(), { minLength: leftOutReasons.length, maxLength: leftOutReasons.length }),
      })
      .map(
        ({ left, ...rest }): WeekChurn => ({
          ...noChurn,
          ...rest,
          leftOut: Object.fromEntries(
            leftOutReasons.map((reason, i) => [reason, left[i] ?? 0]),
          ) as WeekChurn['leftOut'],
        }),
      );
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.constant('漢字👩‍👩‍👧'.repeat(30)),
    );
    const anyStyle: fc.Arbitrary<TextStyle> = fc.record({
      width: fc.constantFrom(40, 63, 80),
      locale: fc.constantFrom('en', 'de', 'fr', 'ja', 'ar-EG', 'hi'),
      colour: fc.boolean(),
      unicode: fc.boolean(),
    });
    fc.assert(
      fc.property(
        fc.array(churn, { maxLength: 6 }),
        text,
        fc.array(text, { maxLength: 3 }),
        anyStyle,
        (churns, name, notes, any) => {
          const repository = {
            id: '',
            name,
            defaultBranch: name,
            shallow: true,
            partial: false,
            unreadableCommits: 0,
            commitsFromTheFuture: 0,
            tracedShare: null,
          };
          const plain = stripVTControlCharacters(reportText(reportOf(churns, { repository, notes }), any));
          for (const line of plain.split('\n')) {
            assert.ok(columnsOf(line) <= any.width, line);
            assert.doesNotMatch(line, any.unicode ? /\p{Cc}/u : /[^ -~]/);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('tells the focus of the weeks that were recorded', () => {
    const hour = 3_600_000;
    const report = withFocus([
      null,
      {
        totalMs: 11 * hour + 20 * 60_000,
        deepMs: 6 * hour,
        interruptions: { away: 6, idle: 2, sleep: 1 },
        recordedFrom: '2026-10-14T08:00:00.000Z',
      },
      { totalMs: 40 * 60_000, interruptions: { away: 1, idle: 0, sleep: 0 } },
      {},
    ]);
    const text = reportText(report, style);
    const at = text.indexOf('Focus');
    assert.equal(
      text.slice(at, text.indexOf('\n\n', at)),
      `Focus in VS Code on this machine, in all repositories
2026-W42  11 h 20 min  53% deep  9 interruptions, recorded since 14 October 2026
2026-W43       40 min   0% deep  1 interruption
2026-W44        0 min   0% deep  0 interruptions`,
    );
  });

  for (const locale of ['en', 'fr', 'ar-EG', 'hi']) {
    it(`keeps focus within 40 columns of ASCII, with the numbers of ${locale}`, () => {
      const report = withFocus([{ totalMs: 4e8, deepMs: 3e8, recordedFrom: '2026-10-14T08:00:00.000Z' }]);
      for (const line of reportText(report, { ...style, locale, width: 40, unicode: false }).split('\n')) {
        assert.ok(columnsOf(line) <= 40, line);
        assert.doesNotMatch(line, /[^ -~]/);
      }
    });
  }

  it('says nothing of focus where there is none', () => {
    assert.equal(reportText(withFocus([null, null]), style), reportText(withFocus([{}, {}]), style));
    assert.doesNotMatch(reportText(withFocus([{}, {}]), style), /Focus/);
  });
});
