import assert from 'node:assert/strict';
import type { AiGroup, Report } from '../../../src/domain/report';
import { Wording } from '../../../src/text/wording';
import { summaryState } from '../../../src/vscode/summaryState';
import { goldenReport, usualWeeks, type WrittenWeek } from '../../support/goldenReport';
import { english } from '../../support/translation';

const thursday = '2026-11-19T15:20:00+01:00';
const wording = new Wording(english, 'en', 'Europe/Berlin');

function stateOf(changed: Record<number, WrittenWeek>, given: Partial<Report> = {}) {
  const weeks = usualWeeks(12).map((week, index) => ({ ...week, ...changed[index] }));
  return summaryState(goldenReport(thursday, weeks, given), wording);
}

/** What each number rests on, as `term: text`. */
function restsOf(state: ReturnType<typeof stateOf>, index: number): string[] {
  return (state.weeks[index]?.rests ?? []).map(({ term, text }) => `${term}: ${text}`.replaceAll('\u00a0', ' '));
}

const group = (commits: number, churn: number): AiGroup => ({
  ...{ commits, requests: 0, lines: 500, churned: 500 * churn, churn },
  ...{ medianSize: null, medianMaturity: null, medianTimeToPrMs: null },
});

describe('the week on top of the panel', () => {
  it('is named with its days, the running one and the one before by name', () => {
    const { weeks } = stateOf({});
    assert.deepEqual(
      weeks.slice(-3).map(({ week, title, span }) => [week, title, span.replaceAll('\u2009', ' ')]),
      [
        ['2026-W45', null, 'November 2 – 8'],
        ['2026-W46', 'Last week', 'November 9 – 15'],
        ['2026-W47', 'This week', 'November 16 – 22'],
      ],
    );
  });

  it('tells what each of its numbers rests on', () => {
    const state = stateOf(
      {
        8: { lines: [900, 450], focus: { hours: 20, deep: 1, interruptions: 90 } },
        10: { requests: [{ reverted: 1, review: 50 }, { review: 50 }, { review: 50, maturity: 0.1 }] },
      },
      { ai: { marked: group(14, 0.3), unmarked: group(40, 0.1) } },
    );
    assert.deepEqual(restsOf(state, 8), [
      'The sentence: Rests on 4 requests, 900 lines, and 20 h of focus, compared with 8 of your weeks.',
      'Note 1: Rests on 900 lines, compared with 8 of your weeks.',
      'Note 2: Rests on 20 h of focus, compared with 8 of your weeks.',
      'Note 3: Rests on 20 h of focus, compared with 8 of your weeks.',
    ]);
    assert.deepEqual(restsOf(state, 10), [
      'The sentence: Rests on 3 requests and 12 h of focus.',
      'Note 1: Rests on 3 requests.',
      'Note 2: Rests on 3 requests.',
      'Note 3: Rests on 900 lines, compared with 8 of your weeks.',
    ]);
    assert.deepEqual(restsOf(state, 11), [
      'The sentence: Rests on 4 requests and 12 h of focus.',
      'Note 1: Rests on 900 lines, compared with 8 of your weeks.',
      'Note 2: Rests on 14 commits or more of each kind.',
    ]);
  });

  it('says nothing of what a sentence without numbers rests on', () => {
    const none: WrittenWeek = { commits: 0, lines: [0, 0], requests: [], focus: { hours: 0 } };
    assert.deepEqual(stateOf({ 10: none }).weeks[10]?.rests, []);
  });

  it('names the repositories that are missing', () => {
    const report = goldenReport(thursday, usualWeeks(1));
    assert.equal(summaryState(report, wording).caveat, null);
    assert.equal(summaryState(report, wording, ['a', 'b']).caveat, 'Without a and b: there is nothing to read there.');
  });
});
