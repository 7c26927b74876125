import assert from 'node:assert/strict';
import { Wording } from '../../../src/text/wording';
import { summaryState } from '../../../src/vscode/summaryState';
import { goldenReport, usualWeek, usualWeeks } from '../../support/goldenReport';
import { english } from '../../support/translation';

const report = goldenReport('2026-11-20T15:00:00.000Z', [
  ...usualWeeks(9),
  { ...usualWeek, requests: [{ reverted: 2 }, {}, {}] },
  usualWeek,
]);
const stateOf = (missing: string[] = []) => summaryState(report, new Wording(english, 'en', report.timeZone), missing);

describe('what opens the panel', () => {
  it('has every week with its sentence, the running one last', () => {
    const { weeks } = stateOf();
    assert.equal(weeks.length, 11);
    assert.deepEqual(
      weeks.slice(-3).map(({ week, title, span }) => [week, title, span.replaceAll(/\s/g, ' ')]),
      [
        ['2026-W45', null, 'November 2 – 8'],
        ['2026-W46', 'Last week', 'November 9 – 15'],
        ['2026-W47', 'This week', 'November 16 – 22'],
      ],
    );
    assert.match(weeks.at(-1)?.sentence ?? '', /^This week has brought 4 landed requests and 12\sh of focus so far\.$/);
    assert.ok(weeks.every(({ sentence, notes }) => sentence !== '' && notes.length <= 3));
  });

  it('says what stands out in a week', () => {
    assert.deepEqual(stateOf().weeks.at(-2)?.notes, [
      'One of the 3 requests that landed in the week of November 9 was reverted within 30 days.',
    ]);
  });

  it('names what is not in it', () => {
    assert.equal(stateOf().caveat, null);
    assert.equal(stateOf(['mill', 'weir']).caveat, 'Without mill and weir: there is nothing to read there.');
  });
});
