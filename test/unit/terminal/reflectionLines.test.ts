import assert from 'node:assert/strict';
import type { Report } from '../../../src/domain/report';
import { Page, type TextStyle } from '../../../src/terminal/page';
import { reflectionLines } from '../../../src/terminal/reflectionLines';
import { withReflections } from '../../../src/text/reflectionReport';
import { goldenReport, usualWeeks } from '../../support/goldenReport';
import { sampleReflection } from '../../support/sampleReflection';

const style: TextStyle = { width: 80, locale: 'en-GB', colour: false, unicode: false };
const report = goldenReport('2026-10-09T14:00:00Z', usualWeeks(3));
const linesOf = (each: Report) => reflectionLines(each, new Page(style, 'Europe/Berlin'));
const nothing = { slogs: [], biggest: null, flow: null, ventured: null, load: null };

describe('the lines on reflections', () => {
  it('are none where nothing was said', () => {
    assert.deepEqual(linesOf(withReflections({ ...report, weeks: [] }, { answers: [], picks: [] })), []);
  });

  it('tell each week, and what became of what was tried, in ASCII and without the person’s own words', () => {
    const answers = [sampleReflection('2026-W39', nothing), sampleReflection('2026-W40')];
    const picks = [{ week: '2026-W40', id: 'testsAlong', at: 0 }];
    assert.deepEqual(linesOf(withReflections({ ...report, weeks: report.weeks.map(bare) }, { answers, picks })), [
      'Reflection',
      '- Week of 21 September: no question answered.',
      '- Week of 28 September: Deep flow: Often; Felt like a slog: Builds and CI and',
      '  Meetings; The biggest of them: Builds and CI; Something you would have avoided',
      "  before: Yes, with AI's help; How demanding: 3 of 5.",
      '- Write the test together with the code, tried in the week of September 28: not',
      '  enough to tell, 0 of 50 lines.',
    ]);
  });

  it('tell what is to be tried next', () => {
    const picks = [{ week: '2026-W42', id: 'finishOne', at: 0 }];
    const lines = linesOf(withReflections({ ...report, weeks: report.weeks.map(bare) }, { answers: [], picks }));
    assert.deepEqual(lines, ['Reflection', '- Finish one branch before starting the next, to be tried next.']);
  });
});

const bare = (week: Report['weeks'][number]) => ({ ...week, reflection: null });
