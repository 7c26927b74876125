import assert from 'node:assert/strict';
import fc from 'fast-check';
import { weeksUpTo } from '../../../src/domain/calendar';
import type { FocusBlock } from '../../../src/domain/focusBlock';
import type { Recording } from '../../../src/domain/journal';
import { flowFrequencies, type Slog, slogs } from '../../../src/domain/reflection';
import type { Report, WeekReport } from '../../../src/domain/report';
import { shareAnswersOf } from '../../../src/domain/shareAnswers';
import { type Bucket, type ShareQuestion, shareQuestions } from '../../../src/domain/teamAnswers';
import { type FocusOfWeek, weeklyFocus } from '../../../src/domain/weeklyFocus';
import { anyReport } from '../../support/anyReport';
import { berlin, inBerlin, recordedSince, sampleBlocks } from '../../support/sampleFlow';
import { completeChurn, emptyChurn, sampleReport, youngChurn } from '../../support/sampleReport';

const week = '2026-W47';
/** Its Monday; the report is made as it ends. */
const monday = '2026-11-16';
const own = 'c0ffee';

const weekReflection = { flow: null, slogs: [], biggest: null, ventured: null, load: null };
const weekRequests = {
  created: 5,
  landed: 5,
  medianTimeToPrMs: null,
  medianFocusToPrMs: null,
  medianMaturity: null,
  medianSize: null,
  medianReviewMs: null,
  reverted: 0,
};

/** The weeks 45 to 47, of which 45 is complete. */
function reportWith(
  changes: Partial<WeekReport> = {},
  churns = [completeChurn(100, 12), youngChurn(80, 5, 0.1, 0, 0.2), emptyChurn],
): Report {
  const report = sampleReport(churns);
  const last = report.weeks.length - 1;
  return { ...report, weeks: report.weeks.map((each, at) => (at === last ? { ...each, ...changes } : each)) };
}

/** Blocks as `sampleBlocks` takes them; where a number stands in front, only so many of their minutes are in the repository. */
function focusOf(
  written: readonly string[],
  recording: Recording = recordedSince('2026-10-01'),
): (FocusOfWeek | null)[] {
  const shares = written.map(line => /^(\d+):/.exec(line)?.[1]);
  const blocks = sampleBlocks(written.map(line => line.replace(/^\d+:/, ''))).map((block, at): FocusBlock => {
    const minutes = shares[at];
    const [part] = block.parts;
    if (minutes === undefined || !part) return block;
    const turn = block.start + Number(minutes) * 60_000;
    const elsewhere = { ...part.context, repository: 'beef' };
    return {
      ...block,
      parts: [
        { ...part, end: turn },
        { start: turn, end: block.end, context: elsewhere },
      ],
    };
  });
  const now = inBerlin('2026-11-23', '04:00');
  return weeklyFocus(blocks, [], {
    weeks: weeksUpTo(now - 1, 3, berlin),
    calendar: berlin,
    now,
    recording,
    repository: null,
  });
}

const answer = (question: ShareQuestion, report: Report, focus: readonly (FocusOfWeek | null)[] = []): Bucket =>
  shareAnswersOf(report, focus, week)?.[question] ?? 0;

describe('what a share answers', () => {
  describe('of focus, in this repository only', () => {
    const table: readonly (readonly [
      string,
      readonly string[],
      hours: Bucket,
      longest: Bucket,
      interruptions: Bucket,
    ])[] = [
      ['nothing where nothing was recorded', [], 0, 0, 0],
      ['a short block', [`${monday} 09:00 09:20 idle`], 1, 1, 0],
      ['a block of 25 minutes', [`${monday} 09:00 09:25 idle`], 1, 2, 0],
      ['the longest of several', [`${monday} 09:00 10:30 idle`, `${monday} 13:00 13:49 idle`], 1, 4, 1],
      [
        'two interruptions in four hours',
        [`${monday} 09:00 11:00 away`, `${monday} 11:10 12:10 idle`, `${monday} 12:20 13:20 idle`],
        1,
        4,
        1,
      ],
      [
        'one in each hour',
        [
          `${monday} 09:00 10:00 away`,
          `${monday} 10:10 11:10 idle`,
          `${monday} 11:20 12:20 away`,
          `${monday} 12:30 12:33 idle`,
        ],
        1,
        3,
        1,
      ],
      [
        'four in two hours and a bit',
        [
          `${monday} 09:00 09:30 away`,
          `${monday} 09:40 10:10 idle`,
          `${monday} 10:20 10:50 sleep`,
          `${monday} 11:00 11:20 away`,
          `${monday} 11:30 11:50 idle`,
        ],
        1,
        2,
        2,
      ],
      ['no rate below two hours', [`${monday} 09:00 10:30 away`, `${monday} 10:40 11:00 idle`], 1, 4, 0],
      ['a pause is no interruption', [`${monday} 09:00 10:30 paused`, `${monday} 10:40 12:00 idle`], 1, 4, 1],
      ['five hours', [`${monday} 09:00 14:00 idle`], 2, 5, 1],
      ['one minute less', [`${monday} 09:00 13:59 idle`], 1, 5, 1],
      ['not what was elsewhere', [`0:${monday} 09:00 14:00 idle`], 0, 0, 0],
      ['half of a block, which does not count as a block here', [`60:${monday} 09:00 11:00 idle`], 1, 0, 0],
      ['a block that was mostly here, as a whole', [`61:${monday} 09:00 11:00 idle`], 1, 4, 1],
      [
        'the part of a block over the week’s start that is in it, but not the block',
        ['2026-11-15 22:00 06:00 idle'],
        1,
        0,
        0,
      ],
      ['not another week', ['2026-11-10 09:00 19:00 idle'], 0, 0, 0],
    ];
    for (const [name, written, hours, longest, interruptions] of table) {
      it(name, () => {
        const said = shareAnswersOf(
          reportWith({ reflection: { ...weekReflection, flow: 'often' } }),
          focusOf(written),
          week,
        );
        assert.deepEqual(
          [said?.focusHours, said?.longestBlockMin, said?.interruptionsPerFocusHour],
          [hours, longest, interruptions],
        );
      });
    }

    it('nothing of a week in which recording only began, or was paused for over a fifth', () => {
      const block = [`${monday} 09:00 14:00 idle`];
      const paused = (hours: number): Recording => {
        const from = inBerlin('2026-11-18', '04:00');
        return { ...recordedSince('2026-10-01'), pauses: [{ from, to: from + hours * 3_600_000 }] };
      };
      assert.equal(answer('focusHours', reportWith(), focusOf(block, recordedSince('2026-11-16'))), 2);
      assert.equal(answer('focusHours', reportWith(), focusOf(block, recordedSince('2026-11-17'))), 0);
      assert.equal(answer('focusHours', reportWith(), focusOf(block, paused(33))), 2);
      assert.equal(answer('focusHours', reportWith(), focusOf(block, paused(34))), 0);
    });
  });

  describe('of churn', () => {
    const rates = (...churns: Parameters<typeof sampleReport>[0]) => answer('churnPct', reportWith({}, [...churns]));
    it('the newest complete cohort', () => {
      assert.equal(rates(completeChurn(100, 12), youngChurn(80, 40, 0.5, 0.4, 0.6), emptyChurn), 3);
      assert.equal(rates(completeChurn(100, 2), completeChurn(100, 34), emptyChurn), 4);
      assert.equal(rates(completeChurn(100, 2), completeChurn(100, 35), emptyChurn), 5);
      assert.equal(rates(completeChurn(100, 2), completeChurn(100, 0), emptyChurn), 1);
    });
    it('none where that had too few lines, though one before had enough', () => {
      assert.equal(rates(completeChurn(100, 12), completeChurn(49, 12), emptyChurn), 0);
    });
    it('none where there is no complete one yet', () => {
      assert.equal(rates(youngChurn(80, 40, 0.5, 0.4, 0.6), emptyChurn, emptyChurn), 0);
    });
    it('none of a later week', () => {
      const report = reportWith({}, [completeChurn(100, 12), emptyChurn, emptyChurn, completeChurn(100, 50)]);
      assert.equal(answer('churnPct', report), 3);
    });
  });

  describe('of requests', () => {
    const hours = (count: number) => count * 3_600_000;
    for (const [medianTimeToPrMs, bucket] of [
      [null, 0],
      [0, 1],
      [hours(4) - 1, 1],
      [hours(4), 2],
      [hours(72), 5],
    ] as const) {
      it(`the week’s median of the time to one: ${medianTimeToPrMs}`, () => {
        assert.equal(
          answer('timeToPrHours', reportWith({ pullRequests: { ...weekRequests, medianTimeToPrMs } })),
          bucket,
        );
      });
    }
    for (const [medianMaturity, bucket] of [
      [null, 0],
      [0, 1],
      [0.399, 1],
      [0.4, 2],
      [1 - 0.4, 3],
      [0.75, 4],
      [1 - 0.1, 5],
      [1, 5],
    ] as const) {
      it(`the week’s median of maturity: ${medianMaturity}`, () => {
        assert.equal(answer('prMaturity', reportWith({ pullRequests: { ...weekRequests, medianMaturity } })), bucket);
      });
    }
    it('none before they were read', () =>
      assert.equal(answer('timeToPrHours', reportWith({ pullRequests: null })), 0));
  });

  describe('of what the person said', () => {
    for (const [at, flow] of flowFrequencies.entries()) {
      it(`flow: ${flow}`, () => {
        assert.equal(answer('flow', reportWith({ reflection: { ...weekReflection, flow } })), at + 1);
      });
    }
    const kinds: Readonly<Record<Slog, Bucket>> = {
      builds: 1,
      tests: 1,
      waitingForReview: 2,
      reviewingAi: 2,
      meetings: 3,
      unclearWork: 4,
      oldCode: 5,
      tools: 5,
      other: 5,
    };
    for (const slog of slogs) {
      it(`the biggest slog: ${slog}`, () => {
        const reflection = { ...weekReflection, slogs: [...slogs], biggest: slog };
        assert.equal(answer('blocker', reportWith({ reflection })), kinds[slog]);
      });
    }
    it('not a slog that was not the biggest', () => {
      const reflection = { ...weekReflection, slogs: ['meetings' as const], biggest: null };
      assert.equal(answer('blocker', reportWith({ reflection })), 0);
    });
    it('nothing where they said nothing, and nothing of another week', () => {
      assert.equal(answer('flow', reportWith({ reflection: null })), 0);
      const report = reportWith();
      const weeks = report.weeks.map((each, at) =>
        at === 1 ? { ...each, reflection: { ...weekReflection, flow: 'often' as const } } : each,
      );
      assert.equal(answer('flow', { ...report, weeks }), 0);
    });
  });

  describe('is nothing at all', () => {
    const full = reportWith({ reflection: { ...weekReflection, flow: 'often' } });
    const asked = (report: Report, of = week) => shareAnswersOf(report, [], of);

    it('but where it is known', () => assert.equal(asked(full)?.flow, 4));
    it('of a week that is not in the report', () => assert.equal(asked(full, '2026-W48'), null));
    it('of a week that is not over where the person is', () => {
      const to = Date.parse(full.weeks.at(-1)?.to ?? '');
      assert.equal(asked({ ...full, generatedAt: new Date(to - 1).toISOString() }), null);
      assert.notEqual(asked({ ...full, generatedAt: new Date(to).toISOString() }), null);
    });
    it('of several repositories', () => {
      assert.equal(asked({ ...full, repository: { ...full.repository, id: `${own} beef` } }), null);
    });
    it('of everybody', () => assert.equal(asked({ ...full, identity: { mode: 'all', addresses: 0 } }), null));
    it('where nothing is known', () => {
      const { weeks, ...report } = reportWith({ reflection: null });
      const unknown = weeks.map(each => ({ ...each, churn: { ...each.churn, complete: false } }));
      assert.equal(asked({ ...report, weeks: unknown }), null);
    });
  });

  it('says an answer to each question, in their order', () => {
    let told = 0;
    const property = fc.property(anyReport, fc.nat(20), (report, at) => {
      const answers = shareAnswersOf(report, [], report.weeks[at % report.weeks.length]?.week ?? '');
      if (!answers) return;
      assert.deepEqual(Object.keys(answers), [...shareQuestions]);
      told++;
    });
    fc.assert(property, { numRuns: 60, seed: 3 });
    assert.ok(told >= 20, `${told}`);
  });
});
