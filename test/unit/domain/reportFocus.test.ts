import assert from 'node:assert/strict';
import { focusOverview } from '../../../src/domain/focusOverview';
import { joinedReport } from '../../../src/domain/joinedReport';
import type { JournalReading } from '../../../src/domain/journal';
import type { Report } from '../../../src/domain/report';
import { withFocus, withToldFocus } from '../../../src/domain/reportFocus';
import { usualThresholds } from '../../../src/domain/span';
import { berlin } from '../../support/sampleFlow';
import { completeChurn, sampleReport } from '../../support/sampleReport';
import { at, span } from '../../support/spans';

const now = at('12:00', 15);
const reading: JournalReading = {
  spans: [
    span('22:00', '27:30', { day: 6, context: { repository: 'mill', branch: 1 }, typed: 40 }),
    span('09:00', '10:00', { day: 0, context: { repository: 'c0ffee', branch: 1 }, typed: 800, inserted: 90 }),
    span('09:00', '09:40', { day: 8, context: { repository: 'c0ffee', branch: 2 } }),
    span('11:00', '11:30', { day: 15, context: { repository: null, branch: null } }),
  ].sort((a, b) => a.start - b.start),
  recording: { since: at('00:00', -1), pauses: [] },
  damagedLines: 0,
  foreignFiles: 0,
};
const report: Report = {
  ...sampleReport([completeChurn(100, 5), completeChurn(100, 5), completeChurn(100, 5)]),
  generatedAt: new Date(now).toISOString(),
};
const told = focusOverview(reading, { now, calendar: berlin, thresholds: usualThresholds, weeks: 9, repository: null });

describe('the focus of a report', () => {
  it('is the same from the journal and from weeks that were told already', () => {
    const fromJournal = withFocus(report, reading, usualThresholds);
    assert.equal(fromJournal.weeks[0]?.focus?.repositoryMs, 3_600_000);
    assert.deepEqual(withToldFocus(report, told), fromJournal);
  });

  it('is in all its repositories where it is of several', () => {
    const mill = { ...report, repository: { ...report.repository, id: 'mill' } };
    const joined = joinedReport([report, mill]);
    assert.ok(joined);
    const { weeks } = withToldFocus(joined, told);
    const alone = [report, mill].map(each => withToldFocus(each, told).weeks);
    for (const [index, { focus }] of weeks.entries()) {
      const parts = alone.map(each => each[index]?.focus?.repositoryMs ?? 0);
      assert.equal(
        focus?.repositoryMs,
        parts.reduce((sum, ms) => sum + ms, 0),
      );
      assert.equal(focus?.totalMs, alone[0]?.[index]?.focus?.totalMs);
    }
  });

  it('is not known of weeks with other days', () => {
    const other = focusOverview(reading, {
      now,
      calendar: { ...berlin, dayStartMinutes: 300 },
      thresholds: usualThresholds,
      weeks: 9,
      repository: null,
    });
    assert.deepEqual(
      withToldFocus(report, other).weeks.map(({ focus }) => focus),
      [null, null, null],
    );
  });

  it("is not told in everybody's report", () => {
    const all: Report = { ...report, identity: { mode: 'all', addresses: 0 } };
    assert.equal(withToldFocus(all, told), all);
  });
});
