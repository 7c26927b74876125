import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  type ExperimentFinding,
  type ExperimentId,
  experimentIds,
  experimentOutcome,
  experimentsFor,
  knownExperiment,
} from '../../../src/domain/experiments';
import type { Report, WeekReport } from '../../../src/domain/report';
import { experimentText, outcomeText } from '../../../src/text/experimentText';
import { Wording } from '../../../src/text/wording';
import { anyReport } from '../../support/anyReport';
import { goldenReport, usualWeek, usualWeeks, type WrittenWeek, withoutRequests } from '../../support/goldenReport';
import { english } from '../../support/translation';

/** Friday afternoon. */
const friday = '2026-10-09T14:00:00Z';
const monday = '2026-10-12T14:00:00Z';
const week = '2026-W41';
const wording = new Wording(english, 'en', 'UTC');

/** Weeks like the others, and that of 5 October. */
const usualThen = (last: WrittenWeek, given: Partial<Report> = {}, now = friday) =>
  goldenReport(now, [...usualWeeks(4), last, ...(now === friday ? [] : [{}])], given);

/** With some of the last week's numbers as told. */
function but(report: Report, change: (week: WeekReport) => Partial<WeekReport>): Report {
  return { ...report, weeks: report.weeks.map(each => (each.week === week ? { ...each, ...change(each) } : each)) };
}

const branch = (oldestAt: string, bloat = false) => ({
  ...{ branches: ['b'], commits: 1, lines: 10, oldestAt, lastAt: oldestAt, bloat, smaller: null },
});
const linesBy = (report: Report, logic: number, tests: number) =>
  but(report, ({ lines }) => ({
    lines: {
      ...lines,
      // Everybody's do not count.
      byCategory: { ...lines.byCategory, tests: { added: 9 * (logic + tests), ended: 0 } },
      mine: { ...lines.mine, logic, tests },
    },
  }));

describe('what is offered to try', () => {
  const fits: [string, Report, ExperimentId[]][] = [
    ['nothing where nothing is known', goldenReport(friday, [{}]), []],
    [
      'nothing that requests tell before they were read',
      withoutRequests(goldenReport(friday, [{ requests: [{ maturity: 0.3 }, { maturity: 0.3 }, { maturity: 0.3 }] }])),
      [],
    ],
    [
      'protected blocks where less than half of the focus is deep, before what only may be tried',
      goldenReport(friday, [{ focus: { hours: 12, deep: 5, interruptions: 6 } }]),
      ['deepBlocks', 'fixedTimes'],
    ],
    [
      'fixed times first where an hour has an interruption or more',
      goldenReport(friday, [{ focus: { hours: 12, deep: 8, interruptions: 12 } }]),
      ['fixedTimes', 'deepBlocks'],
    ],
    ['nothing of focus below two hours', goldenReport(friday, [{ focus: { hours: 1.9, interruptions: 9 } }]), []],
    [
      'smaller requests where the middle one is larger',
      goldenReport(friday, [{ requests: [{ lines: 201 }, { lines: 201 }, { lines: 10 }].map(large) }]),
      ['smallRequests'],
    ],
    [
      'no smaller requests where they are small',
      goldenReport(friday, [{ requests: [{ lines: 200 }, { lines: 200 }, { lines: 900 }].map(large) }]),
      [],
    ],
    [
      'smaller requests where a branch grows past the usual',
      goldenReport(friday, [{}], { workInProgress: [branch('2026-10-06T10:00:00Z', true)] }),
      ['smallRequests'],
    ],
    [
      'one branch after the other from three on',
      goldenReport(friday, [{}], { workInProgress: [1, 2, 3].map(day => branch(`2026-10-0${day}T10:00:00Z`)) }),
      ['finishOne'],
    ],
    [
      'reading one’s own diff where requests change much after they were opened',
      goldenReport(friday, [{ requests: [{ maturity: 0.7 }, { maturity: 0.7 }, { maturity: 0.9 }] }]),
      ['ownDiff'],
    ],
    ['tests where there are hardly any', linesBy(goldenReport(friday, [{}]), 100, 10), ['testsAlong']],
    ['no tests where there are many', linesBy(goldenReport(friday, [{}]), 100, 90), []],
    [
      'reading AI output where the person said that it was a slog',
      goldenReport(friday, [{ lines: [100, 3], slog: 'reviewingAi' }]),
      ['readAi'],
    ],
    ['no reading of AI output without a sign of it', goldenReport(friday, [{ lines: [100, 3] }]), []],
    [
      'three at most, those that fit first',
      linesBy(
        goldenReport(
          friday,
          [
            {
              focus: { hours: 12, deep: 8, interruptions: 3 },
              requests: [{ maturity: 0.7 }, { maturity: 0.7 }, { maturity: 0.7 }],
            },
          ],
          { workInProgress: [1, 2, 3].map(day => branch(`2026-10-0${day}T10:00:00Z`)) },
        ),
        100,
        5,
      ),
      ['finishOne', 'ownDiff', 'testsAlong'],
    ],
  ];
  for (const [what, report, wanted] of fits) {
    it(`is ${what}`, () => assert.deepEqual(experimentsFor(report, week), wanted));
  }

  it('goes by the weeks up to the one that is asked about', () => {
    const report = goldenReport(monday, [{ focus: { hours: 9, deep: 8 } }, { focus: { hours: 9, deep: 1 } }]);
    assert.deepEqual(experimentsFor(report, week), ['deepBlocks']);
    const fit = goldenReport(monday, [{ slog: 'reviewingAi', lines: [90, 0] }, { lines: [90, 0] }]);
    assert.deepEqual(experimentsFor(fit, week), ['readAi']);
  });

  it('has a name for each', () => {
    const names = experimentIds.map(id => experimentText(id, wording));
    assert.equal(new Set(names).size, experimentIds.length);
    assert.equal(experimentText('smallRequests', wording), 'Open the pull request before 200 lines');
  });
});

describe('what became of it', () => {
  const focus = { hours: 12, deep: 7, interruptions: 18 };
  const small = { requests: [{ lines: 30 }, { lines: 200 }, { lines: 201 }].map(large) };
  const open = {
    workInProgress: ['2026-10-04T10:00:00Z', '2026-10-05T10:00:00Z', '2026-10-09T10:00:00Z'].map(at => branch(at)),
  };
  const mature = { requests: [{ maturity: 0.6 }, { maturity: 0.8 }, { maturity: 0.9 }] };
  const outcomes: [ExperimentId, Report, string][] = [
    ['deepBlocks', usualThen({ focus }), 'deep blocks 7 (usually 6), on 7 of 7 days'],
    ['deepBlocks', goldenReport(friday, [{ focus }]), 'deep blocks 7, on 7 of 7 days'],
    ['deepBlocks', usualThen({ focus: { hours: 1.5 } }), 'not enough to tell, 1 h 30 min of 2 h of focus'],
    ['deepBlocks', usualThen({}), 'not known, for focus was not recorded all week'],
    ['deepBlocks', usualThen({ focus: { ...focus, from: 9 } }), 'not known, for focus was not recorded all week'],
    ['fixedTimes', usualThen({ focus }), 'interruptions in an hour of focus 1.5 (usually 2)'],
    ['smallRequests', usualThen(small), 'of the requests that you opened, 2 of 3 have at most 200 lines'],
    ['smallRequests', usualThen({}), 'not enough to tell, 0 of 1 requests'],
    ['smallRequests', withoutRequests(usualThen(small)), 'not known, for requests could not be read'],
    ['readAi', usualThen({ lines: [400, 20] }), 'of the 400 lines that you added, 5% have been rewritten since'],
    ['readAi', usualThen({ lines: [49, 20] }), 'not enough to tell, 49 of 50 lines'],
    ['finishOne', usualThen({ requests: [{}] }, open), 'branches begun and not landed yet 2, requests landed 1'],
    ['finishOne', withoutRequests(usualThen({})), 'not known, for requests could not be read'],
    ['ownDiff', usualThen(mature), 'maturity 80%, the median of 3 requests (usually 90%)'],
    ['ownDiff', goldenReport(friday, [mature]), 'maturity 80%, the median of 3 requests'],
    ['ownDiff', usualThen({ requests: [{}, {}] }), 'not enough to tell, 2 of 3 requests'],
    ['testsAlong', linesBy(usualThen({}), 120, 40), 'lines that you added: of logic 120, of tests 40'],
    ['testsAlong', linesBy(usualThen({}), 40, 9), 'not enough to tell, 49 of 50 lines'],
  ];
  for (const [id, report, text] of outcomes) {
    it(`of ${id} is: ${text}`, () => {
      const outcome = experimentOutcome(report, { week, id, at: 0 });
      assert.ok(outcome);
      const told = outcomeText(outcome, wording).replaceAll('\u00a0', ' ');
      assert.equal(told, `${experimentText(id, wording)}, tried this week. So far: ${text}.`);
    });
  }

  it('covers each experiment', () => {
    assert.deepEqual([...new Set(outcomes.map(([id]) => id))].sort(), [...experimentIds].sort());
  });

  it('names the week when it is over, and compares churn when it is complete', () => {
    const weeks = [...usualWeeks(4), { ...usualWeek, lines: [400, 20] as const }, {}, {}, {}];
    const outcome = experimentOutcome(goldenReport('2026-10-30T14:00:00Z', weeks), { week, id: 'readAi', at: 0 });
    assert.ok(outcome);
    const text = 'Read AI output before committing, tried in the week of October 5:';
    assert.equal(
      outcomeText(outcome, wording),
      `${text} of the 400 lines that you added, 5% were rewritten within two weeks (usually 10%).`,
    );
    assert.deepEqual(outcome.running, false);
    const { usual, ...finding } = outcome.finding as ExperimentFinding & { kind: 'rewritten' };
    assert.deepEqual(finding, { kind: 'rewritten', lines: 400, rewritten: 20, complete: true });
    assert.equal(usual?.weeks, 4);
  });

  it('is nothing for no pick, a week that is not told, and an experiment of another version', () => {
    const report = usualThen({ focus });
    assert.equal(experimentOutcome(report, { week, id: null, at: 0 }), null);
    assert.equal(experimentOutcome(report, { week: '2026-W42', id: 'deepBlocks', at: 0 }), null);
    assert.equal(experimentOutcome(report, { week, id: 'later-idea', at: 0 }), null);
    assert.equal(knownExperiment('toString'), null);
  });

  it('rests on enough, whatever the weeks were like, and is the same each time', () => {
    const kinds = new Set<string>();
    fc.assert(
      fc.property(anyReport, report => {
        for (const { week } of report.weeks) {
          const offered = experimentsFor(report, week);
          assert.ok(offered.length <= 3 && new Set(offered).size === offered.length);
          for (const id of experimentIds) {
            const outcome = experimentOutcome(report, { week, id, at: 0 });
            assert.ok(outcome);
            assertEnough(outcome.finding, outcome.week);
            assert.doesNotMatch(outcomeText(outcome, wording), /NaN|undefined|null|∞|\{/);
            assert.deepEqual(experimentOutcome(report, { week, id, at: 1 }), outcome);
            kinds.add(outcome.finding.kind);
          }
        }
      }),
      { numRuns: 150, seed: 20261122 },
    );
    // All but that of tests, for these weeks have no lines by category.
    assert.equal(kinds.size, 8, [...kinds].join());
  });

  it('says nothing good or bad of the person', () => {
    for (const [id, report] of outcomes) {
      const outcome = experimentOutcome(report, { week, id, at: 0 });
      assert.ok(outcome);
      assert.doesNotMatch(outcomeText(outcome, wording), /good|bad|well|great|poor|fail|succe|better|worse|only|!/i);
    }
  });
});

/** Nobody asks how much of it stayed. */
function large(landing: { lines: number }) {
  return { ...landing, maturity: 1 };
}

function assertEnough(finding: ExperimentFinding, { focus, churn, lines }: WeekReport): void {
  if ('usual' in finding && finding.usual) assert.ok(finding.usual.weeks >= 3);
  switch (finding.kind) {
    case 'deepBlocks':
    case 'interruptions':
      assert.ok(focus && focus.totalMs >= 2 * 3_600_000 && focus.recordedFrom === null);
      break;
    case 'smallRequests':
      assert.ok(finding.requests >= 1 && finding.small <= finding.requests);
      break;
    case 'maturity':
      assert.ok(finding.requests >= 3);
      break;
    case 'rewritten':
      assert.ok(finding.lines >= 50 && finding.rewritten <= finding.lines);
      assert.deepEqual([finding.lines, finding.complete], [churn.added, churn.complete]);
      break;
    case 'tests':
      assert.ok(finding.tests + finding.logic >= 50);
      assert.equal(finding.tests, lines.mine.tests);
      break;
    case 'notEnough':
      assert.ok(finding.have < finding.least);
  }
}
