import assert from 'node:assert/strict';
import { durabilityFinding } from '../../../src/domain/durability';
import type { WeekChurn } from '../../../src/domain/report';
import { durabilitySentence } from '../../../src/text/durabilityText';
import { Wording } from '../../../src/text/wording';
import { completeChurn, emptyChurn, sampleReport, youngChurn } from '../../support/sampleReport';
import { english } from '../../support/translation';

const usual = [completeChurn(100, 8), completeChurn(100, 8), completeChurn(100, 8)];
const young: WeekChurn = { ...emptyChurn, added: 240 };

const situations: [string, WeekChurn[], string][] = [
  [
    'about the same',
    [...usual, completeChurn(1240, 99)],
    'Of the 1,240 lines you added in the week of 23 November, 8% were rewritten within two weeks – about the same as your other weeks.',
  ],
  [
    'more',
    [...usual, completeChurn(100, 20)],
    'Of the 100 lines you added in the week of 23 November, 20% were rewritten within two weeks – more than in your other weeks, where the median is 8%.',
  ],
  [
    'less',
    [...usual, completeChurn(1000, 4)],
    'Of the 1,000 lines you added in the week of 23 November, under 1% were rewritten within two weeks – less than in your other weeks, where the median is 8%.',
  ],
  [
    'nothing to compare with',
    [completeChurn(100, 8), completeChurn(100, 8)],
    'Of the 100 lines you added in the week of 9 November, 8% were rewritten within two weeks. Not enough yet to compare it with: 1 of 3 earlier weeks.',
  ],
  ['too few lines', [completeChurn(31, 2)], 'Not enough: 31 of 50 lines in the week of 2 November.'],
  [
    'too few lines, but enough before',
    [completeChurn(100, 8), completeChurn(31, 2)],
    'Not enough: 31 of 50 lines in the week of 9 November. Of those from the week of 2 November, 8% were rewritten within two weeks.',
  ],
  [
    'only an estimate',
    [youngChurn(240, 9, 0.06, 0.02, 0.11)],
    'Of the 240 lines you added in the week of 2 November, about 6% will have been rewritten within two weeks, as it looks now.',
  ],
  [
    'too early',
    [{ ...young, churned: 10, byDay: { day: 5, share: 0.04 } }],
    'Too early to tell for the 240 lines you added in the week of 2 November: 4% were rewritten by day 5.',
  ],
  ['far too early', [young], 'Too early to tell for the 240 lines you added in the week of 2 November.'],
  ['nothing', [emptyChurn], 'Nothing to measure yet: no lines of yours were found in these weeks.'],
];

describe('the sentence of durability', () => {
  for (const [situation, churns, sentence] of situations) {
    it(`tells ${situation}`, () => {
      const { weeks, timeZone } = sampleReport(churns);
      assert.equal(durabilitySentence(durabilityFinding(weeks), new Wording(english, 'en-GB', timeZone)), sentence);
    });
  }

  it('names the week by the day it starts on in the time zone of the report', () => {
    const { weeks } = sampleReport([completeChurn(31, 2)]);
    const inHonolulu = durabilitySentence(durabilityFinding(weeks), new Wording(english, 'en-GB', 'Pacific/Honolulu'));
    assert.match(inHonolulu, /week of 1\sNovember/);
  });
});
