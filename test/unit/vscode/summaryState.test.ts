import assert from 'node:assert/strict';
import { Wording } from '../../../src/text/wording';
import { spokenSentence, summaryState } from '../../../src/vscode/summaryState';
import { goldenReport, usualWeek, usualWeeks } from '../../support/goldenReport';
import { english } from '../../support/translation';

const report = goldenReport('2026-11-20T15:00:00.000Z', [
  ...usualWeeks(9),
  { ...usualWeek, requests: [{ reverted: 2 }, {}, {}] },
  usualWeek,
]);
const wording = new Wording(english, 'en', report.timeZone);
const stateOf = (week: string, missing: string[] = []) => summaryState(report, week, wording, missing);

describe('what opens the panel', () => {
  it('has every week with its sentence', () => {
    for (const { week } of report.weeks) {
      const told = stateOf(week).week;
      assert.equal(told.week, week);
      assert.ok(told.sentence !== '' && told.notes.length <= 3);
    }
    assert.match(
      stateOf('2026-W47').week.sentence,
      /^This week has brought 4 landed requests and 12\sh of focus so far\.$/,
    );
  });

  it('says that a week was not read, in which only focus may be known', () => {
    assert.deepEqual(stateOf('2026-W48').week, {
      week: '2026-W48',
      sentence: 'The history of this week was not read.',
      notes: [],
      rests: [],
    });
  });

  it('is spoken without the focus of the running week, which changes by the minute', () => {
    assert.equal(spokenSentence(report, '2026-W47', wording), 'This week has brought 4 landed requests so far.');
    assert.match(spokenSentence(report, '2026-W45', wording), /^The week of November\s2 brought .* of focus\.$/);
  });

  it('says what stands out in a week', () => {
    assert.deepEqual(stateOf('2026-W46').week.notes, [
      'One of the 3 requests that landed in the week of November 9 was reverted within 30 days.',
    ]);
  });

  it('names what is not in it', () => {
    assert.equal(stateOf('2026-W46').caveat, null);
    assert.equal(
      stateOf('2026-W46', ['mill', 'weir']).caveat,
      'Without mill and weir: there is nothing to read there.',
    );
  });
});
