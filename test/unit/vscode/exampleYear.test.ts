import assert from 'node:assert/strict';
import fc from 'fast-check';
import { exampleYear } from '../../../src/vscode/exampleYear';
import { english } from '../../support/translation';

/** A Sunday evening, and what the example is on it. */
const sunday = Date.parse('2026-11-22T20:00:00Z');
const { report, flow, said } = exampleYear(sunday, english);
const instants = fc.integer({ min: Date.UTC(2000, 0, 3), max: Date.UTC(2100, 0, 1) });

describe('the year of the example', () => {
  it('is the same at any instant of a week', () => {
    assert.deepEqual(exampleYear(Date.parse('2026-11-16T04:00:00Z'), english), exampleYear(sunday, english));
    assert.notDeepEqual(exampleYear(Date.parse('2026-11-16T03:59:59Z'), english), exampleYear(sunday, english));
  });

  it('ends on the afternoon of that week’s Friday, in all its parts', () => {
    for (const at of [Date.parse(report.generatedAt), flow.now, said.now]) {
      assert.equal(new Date(at).toISOString(), '2026-11-20T16:40:00.000Z');
    }
    assert.deepEqual(
      flow.weeks.map(week => week?.week.week),
      report.weeks.map(({ week }) => week),
    );
    assert.equal(report.weeks.length, 26);
    assert.equal(report.weeks.at(-1)?.week, '2026-W47');
  });

  it('has blocks in their order, none of them after now', () => {
    const blocks = flow.weeks.flatMap(week => week?.blocks ?? []);
    assert.ok(blocks.length > 500);
    for (const [index, { start, end }] of blocks.entries()) {
      assert.ok(start < end && end <= flow.now);
      assert.ok((blocks[index - 1]?.end ?? 0) < start);
    }
  });

  it('has requests that are opened before they land, and none of them after now', () => {
    const requests = report.pullRequests ?? [];
    assert.ok(requests.length > 50);
    for (const [index, { firstCommitAt, createdAt, landedAt }] of requests.entries()) {
      const times = [firstCommitAt, createdAt, landedAt, report.generatedAt].map(time => time ?? '');
      assert.deepEqual(times, [...times].sort());
      assert.ok((requests[index - 1]?.landedAt ?? '') < (landedAt ?? ''));
    }
    assert.equal(new Set(requests.map(({ number }) => number)).size, requests.length);
  });

  it('has weeks of what can be: no more lines rewritten than added, and an interval around each estimate', () => {
    for (const { churn, oldCode } of report.weeks) {
      assert.ok(churn.churnedByMe <= churn.churned && churn.churned <= churn.added);
      assert.ok(oldCode.old <= oldCode.ended);
      const { low, estimate, high } = churn;
      if (low !== null) assert.ok(low < (estimate ?? 0) && (estimate ?? 0) < (high ?? 0));
    }
    assert.deepEqual(
      report.weeks.slice(-4).map(({ churn }) => churn.basis),
      ['complete', 'own pattern', 'own pattern', 'own pattern'],
    );
  });

  it('has a week away, a pause, and a Friday without an answer in it, as life has', () => {
    const lately = report.weeks.slice(-12);
    assert.equal(lately.filter(({ commits }) => commits === 0).length, 1);
    assert.equal(flow.recording.pauses.length, 1);
    const answered = new Set(said.reading.answers.map(({ week }) => week));
    assert.ok(lately.filter(({ week, commits }) => commits > 0 && !answered.has(week)).length > 0);
  });

  it('is whole in any week of a hundred years', () => {
    fc.assert(
      fc.property(instants, at => {
        const year = exampleYear(at, english);
        assert.equal(year.report.weeks.length, 26);
        assert.equal(year.report.pullRequests?.length, report.pullRequests?.length);
        assert.deepEqual(
          year.flow.weeks.map(week => week?.focus.totalMs),
          flow.weeks.map(week => week?.focus.totalMs),
        );
        assert.equal(year.said.reading.answers.at(-1)?.week, year.report.weeks.at(-1)?.week);
      }),
      { numRuns: 20 },
    );
  });
});
