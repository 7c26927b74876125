import assert from 'node:assert/strict';
import { keptReport } from '../../../src/domain/keptReport';
import type { Report } from '../../../src/domain/report';
import { goldenReport, usualWeek, usualWeeks, withoutRequests } from '../../support/goldenReport';

const ground = { languages: [{ name: 'Rust', withAi: false }], areas: [], firstWeek: false };
const before = goldenReport('2026-11-20T15:00:00.000Z', [...usualWeeks(3), { ...usualWeek, newGround: ground }]);

/** As it is read first: without what takes longer. */
function readAgain(now: string): Report {
  const report = withoutRequests(
    goldenReport(
      now,
      usualWeeks(4).map(week => ({ ...week, commits: 99 })),
    ),
  );
  return { ...report, workInProgress: null };
}

describe('a report that is read anew', () => {
  it('keeps what takes longer to read, and nothing else', () => {
    const kept = keptReport(readAgain('2026-11-20T16:00:00.000Z'), before);
    assert.deepEqual(kept.pullRequests, before.pullRequests);
    assert.deepEqual(kept.workInProgress, []);
    assert.deepEqual(
      kept.weeks.map(({ pullRequests, newGround }) => [pullRequests, newGround]),
      before.weeks.map(({ pullRequests, newGround }) => [pullRequests, newGround]),
    );
    assert.ok(kept.weeks.every(({ commits }) => commits === 99));
    assert.equal(kept.generatedAt, '2026-11-20T16:00:00.000Z');
  });

  it('knows nothing of a week that has begun since', () => {
    const kept = keptReport(readAgain('2026-11-23T16:00:00.000Z'), before);
    assert.deepEqual(
      kept.weeks.map(({ newGround, pullRequests }) => [newGround !== null, pullRequests !== null]),
      [
        [false, true],
        [false, true],
        [true, true],
        [false, false],
      ],
    );
  });

  it('keeps nothing of another repository, and nothing where nothing was known', () => {
    const report = readAgain('2026-11-20T16:00:00.000Z');
    assert.equal(keptReport(report, withoutRequests(before)), report);
    const other = { ...before, repository: { ...before.repository, id: 'other' } };
    assert.equal(keptReport(report, other), report);
  });
});
