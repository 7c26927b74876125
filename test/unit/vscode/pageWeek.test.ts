import assert from 'node:assert/strict';
import { Wording } from '../../../src/text/wording';
import { pageWeek } from '../../../src/vscode/pageWeek';
import { recordedSince, sampleFlow } from '../../support/sampleFlow';
import { emptyChurn, sampleReport } from '../../support/sampleReport';
import { english } from '../../support/translation';

/** Thursday of the week of 16 November. */
const now = '2026-11-19 15:00';
const wording = new Wording(english, 'en-GB', 'Europe/Berlin');
const flowSince = (day: string | null) =>
  sampleFlow(now, [], { recording: day === null ? { since: null, pauses: [] } : recordedSince(day) });
/** From the week of 2 November on. */
const reportOf = (weeks: number) => sampleReport(Array(weeks).fill(emptyChurn));
const namesOf = (page: ReturnType<typeof pageWeek>) => page?.weeks.map(({ week }) => week);

describe('the weeks of the page', () => {
  it('are those of the repository and of focus, each once, the running one last', () => {
    const page = pageWeek({ report: reportOf(2), flow: flowSince('2026-10-28') }, null, wording);
    assert.deepEqual(
      page?.weeks.map(({ week, title, span }) => [week, title, span.replaceAll(/\s/gu, ' ')]),
      [
        ['2026-W44', null, '26 October – 1 November'],
        ['2026-W45', null, '2 – 8 November'],
        ['2026-W46', 'Last week', '9 – 15 November'],
        ['2026-W47', 'This week', '16 – 22 November'],
      ],
    );
    assert.equal(page.shown, '2026-W47');
  });

  it('are the running one alone before anything is known', () => {
    assert.deepEqual(namesOf(pageWeek({ report: null, flow: flowSince(null) }, null, wording)), ['2026-W47']);
    assert.equal(pageWeek({ report: null, flow: null }, null, wording), null);
  });

  it('end with that of the report where focus is not recorded', () => {
    const page = pageWeek({ report: reportOf(3), flow: null }, null, wording);
    assert.deepEqual([namesOf(page)?.length, page?.shown], [3, '2026-W47']);
  });

  it('show the one that is picked', () => {
    assert.equal(pageWeek({ report: reportOf(3), flow: flowSince(null) }, '2026-W45', wording)?.shown, '2026-W45');
  });

  it('hold the one that was picked before a reload while the history is still read', () => {
    const page = pageWeek({ report: null, flow: flowSince(null) }, '2026-W42', wording);
    assert.deepEqual([namesOf(page), page?.shown], [['2026-W42', '2026-W47'], '2026-W42']);
  });

  it('show the running one for a week that is out of reach, or none', () => {
    for (const picked of ['2020-W01', '2026-W53', '2030-W01', '2026-W99']) {
      const page = pageWeek({ report: reportOf(3), flow: flowSince(null) }, picked, wording);
      assert.deepEqual([page?.weeks.length, page?.shown], [3, '2026-W47'], picked);
    }
  });

  it('move on with the week, for whom none is picked', () => {
    const next = { ...flowSince(null), now: Date.parse('2026-11-23T12:00:00Z') };
    assert.equal(pageWeek({ report: reportOf(3), flow: next }, null, wording)?.shown, '2026-W48');
  });
});
