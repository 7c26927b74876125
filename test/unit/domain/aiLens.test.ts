import assert from 'node:assert/strict';
import { aiLensOf, countsByMark, type LensCounts } from '../../../src/domain/aiLens';
import type { AiGroup, PullRequestReport } from '../../../src/domain/report';

const dayMs = 86_400_000;
const iso = (day: number) => new Date(Date.UTC(2026, 0, 5) + day * dayMs).toISOString();

function landed(marked: boolean | null, days: number, given: Partial<PullRequestReport> = {}): PullRequestReport {
  return {
    forge: 'github',
    number: 1,
    branch: null,
    title: null,
    mine: true,
    firstCommitAt: iso(0),
    firstCommitCut: false,
    createdAt: iso(days),
    createdBasis: 'exact',
    createdRange: [iso(days), iso(days)],
    landedAt: iso(20),
    landing: 'merge',
    landedCommit: 'a',
    commits: 1,
    size: { added: days * 10, deleted: 0, files: 1 },
    maturity: { value: days / 10, changedAfter: 1, total: 10 },
    focusMs: null,
    revertedAt: null,
    marked,
    ...given,
  };
}

const counts = (commits: number, lines = 100, churned = 20): LensCounts => ({ commits, lines, churned });
const valuesOf = ({ churn, medianSize, medianMaturity, medianTimeToPrMs }: AiGroup) => [
  churn,
  medianSize,
  medianMaturity,
  medianTimeToPrMs,
];
const requests = [1, 2, 3].flatMap(days => [landed(true, days), landed(false, days + 3)]);

describe('the AI lens', () => {
  it('sets marked work beside the rest', () => {
    const lens = aiLensOf({ marked: counts(10), unmarked: counts(10, 200, 10) }, requests);
    assert.deepEqual(valuesOf(lens.marked), [0.2, 20, 0.2, 2 * dayMs]);
    assert.deepEqual(valuesOf(lens.unmarked), [0.05, 50, 0.5, 5 * dayMs]);
    assert.deepEqual([lens.marked.requests, lens.unmarked.requests], [3, 3]);
  });

  it('says nothing of either where one has fewer than 10 commits, but counts', () => {
    for (const given of [
      { marked: counts(9), unmarked: counts(100) },
      { marked: counts(100), unmarked: counts(9) },
    ]) {
      const lens = aiLensOf(given, requests);
      assert.deepEqual([...valuesOf(lens.marked), ...valuesOf(lens.unmarked)], Array(8).fill(null));
      assert.deepEqual([lens.marked.commits, lens.marked.lines, lens.marked.requests], [given.marked.commits, 100, 3]);
    }
  });

  it('takes 50 lines for a share, and three requests for a median, of each group alone', () => {
    const lens = aiLensOf({ marked: counts(10, 49, 5), unmarked: counts(10, 50, 5) }, [
      ...requests.filter(({ marked }) => !marked),
      landed(true, 1),
      landed(true, 1),
    ]);
    assert.deepEqual(valuesOf(lens.marked), [null, null, null, null]);
    assert.deepEqual(valuesOf(lens.unmarked), [0.1, 50, 0.5, 5 * dayMs]);
  });

  it('takes for the time to it only requests that are dated well enough', () => {
    const wide: Partial<PullRequestReport> = { createdBasis: 'range', createdRange: [iso(0), iso(9)] };
    const lens = aiLensOf({ marked: counts(10), unmarked: counts(10) }, [
      landed(true, 1),
      landed(true, 2),
      landed(true, 3, wide),
    ]);
    assert.deepEqual(valuesOf(lens.marked).slice(1), [20, 0.2, null]);
  });

  it('has requests of which no mark was looked for in neither group', () => {
    const lens = aiLensOf({ marked: counts(10), unmarked: counts(10) }, [landed(null, 1)]);
    assert.deepEqual([lens.marked.requests, lens.unmarked.requests], [0, 0]);
  });

  it('counts commits, and their lines, by their mark', () => {
    const commits = ['a', 'b', 'c'].map((id, index) => ({ id, lines: 10 ** index, churned: index }));
    assert.deepEqual(
      countsByMark(commits, id => id === 'b'),
      { marked: counts(1, 10, 1), unmarked: counts(2, 101, 2) },
    );
  });
});
