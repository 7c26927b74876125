import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { MainlineCommit } from '../../../src/domain/landings';
import type { LandingWay } from '../../../src/domain/pullRequest';
import { bloatOf, firstCommitOf, onboardingOf, requestReport, weeklyRequests } from '../../../src/domain/requestSums';
import type { PullRequest } from '../../../src/domain/requests';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const monday = Date.UTC(2026, 0, 5);
const weeks = [0, 1, 2].map(index => ({
  from: new Date(monday + index * 7 * dayMs).toISOString(),
  to: new Date(monday + (index + 1) * 7 * dayMs).toISOString(),
}));

/** A request of the person's, by days after the first Monday. */
function request(created: number | null, landed: number, more: Partial<PullRequest> = {}): PullRequest {
  const at = created === null ? null : monday + created * dayMs;
  return {
    forge: 'github',
    number: 1,
    branch: 'feature',
    names: ['feature'],
    title: 'Title',
    mine: true,
    firstCommitAt: at === null ? null : at - 2 * hourMs,
    firstCommitCut: false,
    created: { at, basis: at === null ? 'unknown' : 'recorded-push', range: at === null ? null : [at, at] },
    landed: { at: monday + landed * dayMs, commit: 'c', commits: ['c'], way: 'squash' },
    commits: 1,
    createdHead: null,
    head: null,
    size: { added: 10, deleted: 2, files: 1 },
    maturity: null,
    revertedAt: null,
    ...more,
  };
}
const sumsOf = (requests: readonly PullRequest[]) =>
  weeklyRequests(
    requests.map(each => requestReport(each, true)),
    weeks,
  );
const maturity = (value: number) => ({ maturity: { value, changedAfter: 0, total: 10 } });

describe('a week of requests', () => {
  it('counts creations where they were made, and all else where it landed', () => {
    const sums = sumsOf([request(1, 8), request(2, 3), request(null, 9), request(15, 25)]);
    assert.deepEqual(
      sums.map(({ created, landed }) => [created, landed]),
      [
        [2, 1],
        [0, 2],
        [1, 0],
      ],
    );
  });

  it('has medians from three on', () => {
    const all = [request(1, 1, maturity(0.2)), request(2, 2, maturity(0.9)), request(3, 3, maturity(0.5))];
    const [two] = sumsOf(all.slice(1));
    assert.deepEqual([two?.medianMaturity, two?.medianSize, two?.medianTimeToPrMs], [null, null, null]);
    const [three] = sumsOf(all);
    assert.deepEqual([three?.medianMaturity, three?.medianSize, three?.medianTimeToPrMs], [0.5, 12, 2 * hourMs]);
  });

  it('takes only creations that are well known into the median of the time', () => {
    const loose = request(1, 1, { created: { at: monday + dayMs, basis: 'range', range: [null, monday + dayMs] } });
    const [week] = sumsOf([loose, request(2, 2), request(3, 3)]);
    assert.deepEqual([week?.created, week?.medianTimeToPrMs], [3, null]);
  });

  it('takes the time from request to landing in the week of the landing, but of what was written anew since', () => {
    const anew = {
      firstCommitAt: monday + 3 * dayMs,
      created: { at: monday, basis: 'exact', range: [monday, monday] },
    } as const;
    const three = [request(1, 8), request(5, 8), request(6, 8)];
    const reviews = (requests: PullRequest[]) => sumsOf(requests).map(({ medianReviewMs }) => medianReviewMs);
    assert.deepEqual(reviews(three), [null, 3 * dayMs, null]);
    assert.deepEqual(reviews(three.slice(1)), [null, null, null]);
    assert.deepEqual(reviews([...three.slice(1), request(null, 8, anew)]), [null, null, null]);
    assert.deepEqual(reviews([...three, request(null, 8, anew)]), [null, 3 * dayMs, null]);
  });

  it('counts what was reverted within thirty days', () => {
    const reverted = (days: number) => request(1, 1, { revertedAt: monday + (1 + days) * dayMs });
    const [week] = sumsOf([reverted(0), reverted(30), reverted(30.1), request(1, 1)]);
    assert.equal(week?.reverted, 2);
  });
});

describe('bloat', () => {
  const isBloat = (...given: Parameters<typeof bloatOf>) => bloatOf(...given)?.bloat ?? null;
  const sized = (...lines: number[]) => lines.map(added => request(1, 1, { size: { added, deleted: 0, files: 1 } }));

  it('takes five, and not more than the last twenty', () => {
    assert.equal(isBloat(1000, sized(1, 2, 3, 4)), null);
    assert.equal(isBloat(1000, [...sized(1, 2, 3, 4), request(1, 1, { size: null })]), null);
    assert.equal(isBloat(5, sized(1, 2, 3, 4, 5)), true);
    assert.equal(isBloat(50, [...sized(...Array(50).fill(1)), ...sized(...Array(20).fill(100))]), false);
  });

  it('is what is larger than the 75th percentile of type 7', () => {
    // 0.75 × 5 = 3.75: between 40 and 50.
    assert.deepEqual(
      [47, 47.5, 48].map(lines => isBloat(lines, sized(60, 10, 50, 20, 40, 30))),
      [false, false, true],
    );
  });

  it('says how many are smaller, of as many as there are', () => {
    const smaller = (lines: number, ...others: number[]) => bloatOf(lines, sized(...others))?.smaller;
    // Between the fourth and the fifth of six: fewer than three of four are smaller, though it is beyond the percentile.
    assert.deepEqual(bloatOf(48, sized(60, 10, 50, 20, 40, 30)), { bloat: true, smaller: { count: 4, of: 6 } });
    assert.deepEqual(smaller(50, 60, 10, 50, 20, 40), { count: 3, of: 5 });
    assert.deepEqual(smaller(9, ...Array(30).fill(8)), { count: 20, of: 20 });
  });

  it('is what is behind that place, at most', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(500), { minLength: 5, maxLength: 20 }), lines => {
        const bloated = lines.filter(each => isBloat(each, sized(...lines)));
        assert.ok(bloated.length <= lines.length - 1 - Math.floor(0.75 * (lines.length - 1)));
      }),
    );
  });
});

describe('the way into a repository', () => {
  it('goes from the first commit to the first and the tenth landing', () => {
    const all = Array.from({ length: 11 }, (_, index) => request(index, index));
    const iso = (days: number) => new Date(monday + days * dayMs).toISOString();
    const start = { startAt: iso(-1), startBasis: 'first-commit' };
    assert.deepEqual(onboardingOf(all, monday - dayMs), {
      ...start,
      firstLandedAt: iso(0),
      tenthLandedAt: iso(9),
      landed: 11,
    });
    assert.deepEqual(onboardingOf([], null), {
      ...start,
      startAt: null,
      firstLandedAt: null,
      tenthLandedAt: null,
      landed: 0,
    });
  });
});

describe('the first commit of the person’s', () => {
  const on = (id: string, days: number, authorAddress = 'ada@example.com'): MainlineCommit => {
    const at = monday + days * dayMs;
    const who = { authorAddress, committerAddress: authorAddress };
    return { id, parents: [], authoredAt: at, committedAt: at, ...who, subject: '', body: '' };
  };
  const landed = (id: string, days: number, firstDays: number | null, way: LandingWay = 'squash') =>
    request(null, days, {
      firstCommitAt: firstDays === null ? null : monday + firstDays * dayMs,
      landed: { at: monday + days * dayMs, commit: id, commits: [id], way },
    });
  const table: [what: string, line: MainlineCommit[], requests: PullRequest[], days: number | null][] = [
    ['is one on the default branch that no request brought', [on('b', 3), on('a', 1)], [], 1],
    ['is the first of a request, not its squash', [on('a', 5)], [landed('a', 5, 2)], 2],
    ['is the first of a request that others merged', [on('a', 5, 'bo@example.com')], [landed('a', 5, 2, 'merge')], 2],
    [
      'is not known where only its squash is',
      [on('b', 7), on('a', 5)],
      [landed('a', 5, null), landed('b', 7, 6)],
      null,
    ],
    ['is that before such a squash', [on('b', 5), on('a', 1)], [landed('b', 5, null)], 1],
    ['is what a rebase left of it', [on('a', 5)], [landed('a', 6, null, 'rebase')], 5],
    ['is nobody else’s', [on('a', 1, 'bo@example.com')], [], null],
  ];
  for (const [what, line, requests, days] of table) {
    it(what, () => {
      const first = firstCommitOf(line, requests, address => address === 'ada@example.com');
      assert.equal(first, days === null ? null : monday + days * dayMs);
    });
  }
});

describe('the way into a repository, from a day that was set', () => {
  it('goes to what landed since', () => {
    const all = Array.from({ length: 11 }, (_, index) => request(index, index));
    const iso = (days: number) => new Date(monday + days * dayMs).toISOString();
    assert.deepEqual(onboardingOf(all, monday - dayMs, monday + 3 * dayMs), {
      startAt: iso(3),
      startBasis: 'set',
      firstLandedAt: iso(3),
      tenthLandedAt: null,
      landed: 8,
    });
  });
});

describe('a request as the report tells it', () => {
  it('has instants as ISO, and no names in a report of everybody', () => {
    const told = requestReport(request(1, 2, maturity(0.5)), true);
    assert.deepEqual([told.branch, told.title, told.createdAt], ['feature', 'Title', '2026-01-06T00:00:00.000Z']);
    assert.deepEqual(told.maturity, { value: 0.5, changedAfter: 0, total: 10 });
    const everybodys = requestReport(request(1, 2), false);
    assert.deepEqual([everybodys.branch, everybodys.title, everybodys.number], [null, null, 1]);
  });
});
