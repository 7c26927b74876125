import assert from 'node:assert/strict';
import type { PullRequestReport, Report } from '../../../src/domain/report';
import {
  areMergeRequests,
  newestWithRequest,
  type RequestWeek,
  requestWeeks,
  timeToRequestMs,
} from '../../../src/domain/requestWeeks';
import { completeChurn, emptyChurn, sampleReport } from '../../support/sampleReport';
import { type WrittenRequest, withSampleRequests } from '../../support/sampleRequests';

const hourMs = 3_600_000;
/** Five weeks from that of 2 November 2026 on, the last one running. */
const now = '2026-12-04T12:00:00.000Z';

function reportOf(requests: readonly WrittenRequest[], churns = Array(5).fill(completeChurn(100, 5))): Report {
  return withSampleRequests({ ...sampleReport(churns), generatedAt: now }, requests);
}

const weeksOf = (...given: Parameters<typeof reportOf>): readonly RequestWeek[] =>
  requestWeeks(reportOf(...given)) ?? [];

/** As many requests as that, which landed on a day after so many hours of work. */
function landed(day: string, count: number, hours = 2): WrittenRequest[] {
  return Array.from({ length: count }, (_, index) => ({
    number: index,
    first: `${day} 08:00`,
    created: ['exact', `${day} ${String(8 + hours).padStart(2, '0')}:00`] as const,
    landed: `${day} 20:00`,
  }));
}

describe('the weeks of requests', () => {
  it('are none before requests were read', () => {
    assert.equal(requestWeeks(sampleReport([emptyChurn])), null);
  });

  it('hold what was created or landed in them, a request that was both in two weeks in both', () => {
    const weeks = weeksOf([
      { number: 1, landed: '2026-11-06 10:00', created: ['exact', '2026-11-05 10:00'] },
      { number: 2, landed: '2026-11-12 10:00', created: ['exact', '2026-11-06 10:00'] },
    ]);
    const numbers = weeks.map(({ requests }) => requests.map(({ number }) => number));
    assert.deepEqual(numbers, [[1, 2], [2], [], [], []]);
    assert.equal(newestWithRequest(weeks)?.week.week, '2026-W46');
  });

  it('belong to the day before where a request landed before the day started', () => {
    const [first, second] = weeksOf([{ landed: '2026-11-09 03:59' }]);
    assert.deepEqual([first?.sums.landed, second?.sums.landed], [1, 0]);
  });

  it('say what their medians rest on', () => {
    const [week] = weeksOf([
      ...landed('2026-11-04', 2),
      { number: 8, landed: '2026-11-05 10:00', size: null, created: ['range', '2026-11-04 09:00', '2026-11-05 09:00'] },
    ]);
    assert.deepEqual([week?.timed, week?.sized, week?.sums.created], [2, 2, 3]);
  });

  it('are compared with the weeks before that hold a commit, from three on', () => {
    const idle = [completeChurn(100, 5), emptyChurn, completeChurn(100, 5), completeChurn(100, 5), emptyChurn];
    const requests = [...landed('2026-11-04', 4), ...landed('2026-11-18', 4), ...landed('2026-11-25', 4)];
    const baselines = (weeks: readonly RequestWeek[]) => weeks.map(({ landed }) => landed?.baseline.weeks ?? null);
    assert.deepEqual(baselines(weeksOf(requests)), [null, null, null, 3, 4]);
    assert.deepEqual(baselines(weeksOf(requests, idle)), [null, null, null, null, 3]);
  });

  it('have the same time as the others, more or less by the rules of the baseline', () => {
    const before = [...landed('2026-11-04', 3), ...landed('2026-11-11', 3), ...landed('2026-11-18', 3)];
    const times = (hours: number) => weeksOf([...before, ...landed('2026-11-25', 3, hours)])[3]?.time?.comparison;
    assert.deepEqual([times(1), times(2), times(5)], ['less', 'same', 'more']);
  });

  for (const [count, comparison] of [
    [1, 'same'],
    [0, 'less'],
    [2, 'same'],
    [3, 'same'],
    [4, 'more'],
  ] as const) {
    it(`tells ${count} beside 2 as ${comparison}: counts that are one apart are the same`, () => {
      const before = ['2026-11-04', '2026-11-11', '2026-11-18'].flatMap(day => landed(day, 2));
      const [, , , week] = weeksOf([...before, ...landed('2026-11-25', count)]);
      assert.equal(week?.landed?.comparison, comparison);
      assert.equal(week?.running, false);
    });
  }

  it('know which of them is running', () => {
    assert.deepEqual(
      weeksOf([]).map(({ running }) => running),
      [false, false, false, false, true],
    );
  });
});

describe('the time to a request', () => {
  const timeOf = (given: Partial<WrittenRequest>) => {
    const [request] =
      reportOf([{ landed: '2026-11-06 10:00', first: '2026-11-04 10:00', ...given }]).pullRequests ?? [];
    return request && timeToRequestMs(request);
  };
  const table: [string, Partial<WrittenRequest>, number | null][] = [
    ['is that to a known date', { created: ['recorded-push', '2026-11-05 10:00'] }, 24 * hourMs],
    [
      'is that to the end of a narrow bracket',
      { created: ['bracketed', '2026-11-05 08:00', '2026-11-05 10:00'] },
      24 * hourMs,
    ],
    ['is not known with a wide one', { created: ['bracketed', '2026-11-04 20:00', '2026-11-05 10:00'] }, null],
    ['is not known with a range', { created: ['range', '2026-11-05 08:00', '2026-11-05 10:00'] }, null],
    ['is not known with the landing only', { created: ['landing-only'] }, null],
    ['is not known without a first commit', { first: null, created: ['exact', '2026-11-05 10:00'] }, null],
    ['is not known without a date', { created: ['unknown'] }, null],
  ];
  for (const [situation, given, ms] of table) it(situation, () => assert.equal(timeOf(given), ms));
});

describe('the name of requests', () => {
  const of = (...forges: PullRequestReport['forge'][]) =>
    areMergeRequests(
      reportOf(forges.map((forge, index) => ({ forge, number: index, landed: `2026-11-0${index + 3} 10:00` })))
        .pullRequests ?? [],
    );

  it('is that of the forge which numbered the newest', () => {
    assert.equal(of('github', 'gitlab'), true);
    assert.equal(of('gitlab', 'github'), false);
    assert.equal(of('gitlab', null), true);
    assert.equal(of(), false);
  });
});
