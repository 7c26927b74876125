import assert from 'node:assert/strict';
import type { AiGroup, AiLens } from '../../../src/domain/report';
import type { AiState } from '../../../src/protocol';
import { Wording } from '../../../src/text/wording';
import { aiState } from '../../../src/vscode/aiState';
import { goldenReport, usualWeeks } from '../../support/goldenReport';
import { english } from '../../support/translation';

const group = (commits: number, given: Partial<AiGroup> = {}): AiGroup => ({
  ...{ commits, requests: 4, lines: 1000, churned: 120 },
  ...{ churn: 0.12, medianSize: 80.5, medianMaturity: 0.9, medianTimeToPrMs: 7_200_000 },
  ...given,
});

function stateOf(ai: AiLens | null, characters: readonly [typed: number, inserted: number][] = []): AiState {
  const report = goldenReport('2026-11-20T15:00:00.000Z', usualWeeks(3), { ai });
  for (const [index, [typed, inserted]] of characters.entries()) {
    const focus = report.weeks[index]?.focus;
    if (focus) Object.assign(focus, { typed, inserted });
  }
  return aiState(report, new Wording(english, 'en', report.timeZone));
}

describe('the section of the AI lens', () => {
  it('sets marked commits beside the rest', () => {
    const { sentence, table, marks } = stateOf({
      marked: group(12),
      unmarked: group(30, { medianMaturity: null, medianSize: 40 }),
    });
    assert.equal(sentence, '12 of your 42 commits of these 3 weeks carry the mark of an assistant.');
    assert.equal(marks, 'Marks are often missing, mostly after a squash: the rest is not “without AI”.');
    assert.deepEqual(table?.rows, [
      ['Commits', '12', '30'],
      ['Lines of complete weeks', '1,000', '1,000'],
      ['Churn', '12%', '12%'],
      ['Requests landed', '4', '4'],
      ['Median size', '80.5 lines', '40 lines'],
      ['There when opened', '90%', '–'],
      ['Time to request', '2\u00a0h', '2\u00a0h'],
    ]);
  });

  it('sets nothing side by side below ten commits of either', () => {
    for (const [marked, unmarked] of [
      [9, 30],
      [30, 9],
    ] as const) {
      const { sentence, table } = stateOf({ marked: group(marked), unmarked: group(unmarked) });
      assert.equal(table, null);
      assert.match(sentence, /Not enough yet to set them beside the rest: 9 of 10 commits\.$/);
    }
    assert.match(
      stateOf({ marked: group(0), unmarked: group(30) }).sentence,
      /^None of your 30 commits of these 3 weeks/,
    );
  });

  it('says that nothing is known of marks, and of what was typed where nothing was', () => {
    const { sentence, table, marks, typed } = stateOf(null);
    assert.equal(sentence, 'Which commits carry the mark of an assistant is not known here.');
    assert.deepEqual([table, marks, typed], [null, null, null]);
  });

  it('tells apart from that what was typed, as an estimate', () => {
    const { typed } = stateOf(null, [
      [700, 300],
      [800, 200],
    ]);
    assert.match(
      typed?.text ?? '',
      /^An estimate from the editor: 25% of 2,000 characters came in at once, in 3 weeks that were recorded\./,
    );
  });
});
