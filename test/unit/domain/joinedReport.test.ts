import assert from 'node:assert/strict';
import fc from 'fast-check';
import { joinedReport } from '../../../src/domain/joinedReport';
import { type AiGroup, categories, type Report, type WeekChurn, type WeekReport } from '../../../src/domain/report';
import { completeChurn, emptyChurn, sampleReport, youngChurn } from '../../support/sampleReport';
import { type WrittenRequest, withSampleRequests } from '../../support/sampleRequests';

const named = (report: Report, id: string): Report => ({
  ...report,
  repository: { ...report.repository, id, name: `repository ${id}` },
});

function join(...reports: Report[]): Report {
  const joined = joinedReport(reports.map((report, index) => named(report, `r${index}`)));
  assert.ok(joined);
  return joined;
}

const churnOf = (...churns: WeekChurn[]): WeekChurn | undefined =>
  join(...churns.map(churn => sampleReport([churn]))).weeks[0]?.churn;

const withWeek = (change: Partial<WeekReport>, churn = completeChurn(100, 5)): Report => {
  const report = sampleReport([churn]);
  return { ...report, weeks: report.weeks.map(week => ({ ...week, ...change })) };
};

describe('several reports as one', () => {
  it('are none without a report', () => {
    assert.equal(joinedReport([]), null);
  });

  it('are not made of different weeks, time zones or people', () => {
    const report = named(sampleReport([emptyChurn]), 'a');
    const others: Report[] = [
      sampleReport([emptyChurn, emptyChurn]),
      { ...sampleReport([emptyChurn]), timeZone: 'Europe/London' },
      { ...sampleReport([emptyChurn]), dayStart: '05:00' },
      { ...sampleReport([emptyChurn]), identity: { mode: 'all', addresses: 0 } },
    ];
    for (const other of others) assert.equal(joinedReport([report, named(other, 'b')]), null);
  });

  it('count a repository that is open twice once, as the one with more commits', () => {
    const [less, more] = [10, 1000].map(added => named(sampleReport([completeChurn(added, 1)]), 'twice'));
    assert.ok(less && more);
    assert.deepEqual(joinedReport([less, more]), more);
    assert.deepEqual(joinedReport([more, less]), more);
  });

  it('have notes once, and nothing of one repository alone', () => {
    const report = { ...sampleReport([emptyChurn]), notes: ['This clone is shallow.'] };
    const onboarding = {
      startAt: null,
      startBasis: 'set',
      firstLandedAt: null,
      tenthLandedAt: null,
      landed: 3,
    } as const;
    const joined = join({ ...report, onboarding }, { ...report, onboarding });
    assert.deepEqual(joined.notes, report.notes);
    assert.equal(joined.onboarding, null);
  });
});

describe('the churn of several repositories', () => {
  it('is that of their lines together, from the least lines on', () => {
    assert.equal(churnOf(completeChurn(100, 10), completeChurn(300, 10))?.rate, 20 / 400);
    assert.equal(churnOf(completeChurn(30, 3), completeChurn(20, 2))?.rate, 5 / 50);
    assert.equal(churnOf(completeChurn(30, 3), completeChurn(19, 2))?.rate, null);
  });

  it('is estimated as the mean by lines, with the interval of independent parts', () => {
    const churn = churnOf(youngChurn(300, 6, 0.1, 0.06, 0.18), youngChurn(100, 2, 0.3, 0.2, 0.5));
    assert.ok(churn?.low && churn.high && churn.estimate);
    assert.ok(Math.abs(churn.estimate - 0.15) < 1e-12);
    assert.ok(Math.abs(churn.low - (0.15 - Math.hypot(0.03, 0.025))) < 1e-12);
    assert.ok(Math.abs(churn.high - (0.15 + Math.hypot(0.06, 0.05))) < 1e-12);
    assert.equal(churn.basis, 'own pattern');
  });

  it('is not estimated where a part is not, and has no interval where a part has none', () => {
    const young = youngChurn(300, 6, 0.1, 0.06, 0.18);
    const untold = { ...emptyChurn, added: 60, byDay: { day: 3, share: 0.05 } };
    const { estimate, basis, low, high, byDay } = churnOf(young, untold) ?? emptyChurn;
    assert.deepEqual(
      { estimate, basis, low, high, byDay },
      { estimate: null, basis: null, low: null, high: null, byDay: null },
    );
    const wide = churnOf(young, { ...young, low: null, high: null });
    assert.deepEqual([wide?.estimate, wide?.low, wide?.high], [0.1, null, null]);
  });

  it('is known by a day where all parts are', () => {
    const byDay = (added: number, day: number, share: number) => ({ ...emptyChurn, added, byDay: { day, share } });
    assert.deepEqual(churnOf(byDay(300, 3, 0.1), byDay(100, 3, 0.5))?.byDay, { day: 3, share: 0.2 });
    assert.equal(churnOf(byDay(300, 3, 0.1), byDay(100, 4, 0.5))?.byDay, null);
  });

  it('is that of the only one that has lines', () => {
    const young = youngChurn(300, 6, 0.1, 0.06, 0.18);
    assert.deepEqual(churnOf(young, emptyChurn, emptyChurn), young);
  });
});

describe('what only all parts together can tell', () => {
  const landed = (number: number, hours: number): WrittenRequest => ({
    number,
    first: '2026-11-03 08:00',
    created: ['exact', `2026-11-03 ${String(8 + hours).padStart(2, '0')}:00`],
    landed: '2026-11-04 10:00',
    size: [100 * hours, 0, 1],
  });
  const report = sampleReport([completeChurn(100, 5)]);

  it('are medians over the requests of all', () => {
    const joined = join(
      withSampleRequests(report, [landed(1, 1), landed(2, 3)]),
      withSampleRequests(report, [landed(3, 2)]),
    );
    const { landed: count, medianSize, medianTimeToPrMs } = joined.weeks[0]?.pullRequests ?? {};
    assert.deepEqual([count, medianSize, medianTimeToPrMs], [3, 200, 2 * 3_600_000]);
    assert.deepEqual(
      joined.pullRequests?.map(({ number, repository }) => [number, repository]),
      [
        [1, 'repository r0'],
        [2, 'repository r0'],
        [3, 'repository r1'],
      ],
    );
  });

  it('are not known before each was read', () => {
    const joined = join(withSampleRequests(report, [landed(1, 1)]), report);
    assert.deepEqual([joined.pullRequests, joined.workInProgress, joined.weeks[0]?.pullRequests], [null, null, null]);
    const ground = { languages: [{ name: 'Rust', withAi: false }], areas: [], firstWeek: false };
    assert.equal(join(withWeek({ newGround: ground }), report).weeks[0]?.newGround, null);
  });

  it('are first touches, each once', () => {
    const touch = (name: string, withAi: boolean) => ({ languages: [{ name, withAi }], areas: [], firstWeek: false });
    const joined = join(
      withWeek({ newGround: touch('Rust', false) }),
      withWeek({ newGround: touch('Rust', true) }),
      withWeek({ newGround: touch('Go', false) }),
    );
    assert.deepEqual(joined.weeks[0]?.newGround?.languages, [
      { name: 'Go', withAi: false },
      { name: 'Rust', withAi: true },
    ]);
  });

  it('is the share of old code, where each part that ended lines tells it', () => {
    const part = (ended: number, old: number, share: number | null) => withWeek({ oldCode: { ended, old, share } });
    assert.deepEqual(join(part(60, 30, 0.5), part(140, 10, 10 / 140)).weeks[0]?.oldCode, {
      ended: 200,
      old: 40,
      share: 0.2,
    });
    assert.equal(join(part(60, 30, 0.5), part(10, 1, null)).weeks[0]?.oldCode.share, null);
    assert.equal(join(part(60, 30, 0.5), part(0, 0, null)).weeks[0]?.oldCode.share, 0.5);
  });

  it('are groups by mark, from ten commits of each on', () => {
    const untold = { requests: 1, churn: null, medianSize: null, medianMaturity: null, medianTimeToPrMs: null };
    const group = (commits: number, lines: number, churned: number): AiGroup => ({
      ...untold,
      commits,
      lines,
      churned,
    });
    const part = (commits: number): Report => ({
      ...report,
      ai: { marked: group(commits, 100, 30), unmarked: group(40, 400, 20) },
    });
    const enough = join(part(6), part(4)).ai;
    assert.deepEqual([enough?.marked.commits, enough?.marked.churn, enough?.unmarked.churn], [10, 0.3, 0.05]);
    const few = join(part(6), part(3)).ai;
    assert.deepEqual([few?.marked.commits, few?.marked.churn, few?.unmarked.churn], [9, null, null]);
    assert.equal(join(part(10), report).ai, null);
  });
});

describe('joining', () => {
  const churns = fc.oneof(
    fc.tuple(fc.nat(400), fc.nat(100)).map(([kept, churned]) => completeChurn(kept + churned, churned)),
    fc.constant(emptyChurn),
  );
  const requests = fc.array(
    fc.record({
      number: fc.nat(99),
      landed: fc.constantFrom('2026-11-04 10:00', '2026-11-10 10:00', '2026-11-17 10:00'),
    }),
    { maxLength: 6 },
  );
  const reports = fc
    .array(fc.tuple(fc.tuple(churns, churns, churns), requests), { minLength: 1, maxLength: 6 })
    .map(all =>
      all.map(([three, written], index) => named(withSampleRequests(sampleReport(three), written), `r${index}`)),
    );

  it('gives a report alone back', () => {
    fc.assert(fc.property(reports, ([report]) => assert.equal(joinedReport(report ? [report] : []), report)));
  });

  it('is the same with a repository in which nothing happened', () => {
    const nothing = named(withSampleRequests(sampleReport([emptyChurn, emptyChurn, emptyChurn]), []), 'z');
    const quiet = {
      ...nothing,
      weeks: nothing.weeks.map(week => ({ ...week, churn: { ...week.churn, complete: true } })),
    };
    const sums = ({ weeks, pullRequests }: Report) => ({
      pullRequests: pullRequests?.map(({ repository: _, ...request }) => request),
      weeks: weeks.map(({ churn, lines, commits, oldCode, pullRequests }) => ({
        churn,
        lines,
        commits,
        oldCode,
        pullRequests,
      })),
    });
    fc.assert(
      fc.property(reports, ([report]) => {
        assert.ok(report);
        const whole = {
          ...report,
          weeks: report.weeks.map(week => ({ ...week, churn: { ...week.churn, complete: true } })),
        };
        const joined = joinedReport([whole, quiet]);
        assert.ok(joined);
        assert.deepEqual(sums(joined), sums(whole));
      }),
    );
  });

  it('does not ask for an order', () => {
    const shuffled = reports.chain(all =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    );
    fc.assert(fc.property(shuffled, ([all, other]) => assert.deepEqual(joinedReport(other), joinedReport(all))));
  });

  it('adds up', () => {
    fc.assert(
      fc.property(reports, all => {
        const joined = joinedReport(all);
        assert.ok(joined);
        const total = (report: Report, take: (week: WeekReport) => number) =>
          report.weeks.reduce((n, week) => n + take(week), 0);
        const counts: ((week: WeekReport) => number)[] = [
          week => week.commits,
          week => week.churn.added,
          week => week.churn.churned,
          week => week.lines.added,
          week => week.oldCode.ended,
          week => week.pullRequests?.landed ?? 0,
          ...categories.map(category => (week: WeekReport) => week.lines.byCategory[category].ended),
          ...categories.map(category => (week: WeekReport) => week.lines.mine[category]),
        ];
        for (const count of counts) {
          assert.equal(
            total(joined, count),
            all.reduce((n, report) => n + total(report, count), 0),
          );
        }
        assert.equal(joined.pullRequests?.length, all.flatMap(({ pullRequests }) => pullRequests ?? []).length);
      }),
    );
  });

  it('estimates between the parts’ estimates, within its own interval, and no more widely than the widest', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const young = fc.tuple(fc.integer({ min: 50, max: 900 }), share, share, share).map(([added, ...shares]) => {
      const [low = 0, estimate = 0, high = 0] = shares.sort((a, b) => a - b);
      return youngChurn(added, 0, estimate, low, high);
    });
    fc.assert(
      fc.property(fc.array(young, { minLength: 2, maxLength: 6 }), parts => {
        const { estimate, low, high } = churnOf(...parts) ?? emptyChurn;
        assert.ok(estimate !== null && low !== null && high !== null);
        const estimates = parts.map(part => part.estimate ?? 0);
        assert.ok(estimate >= Math.min(...estimates) - 1e-9 && estimate <= Math.max(...estimates) + 1e-9);
        assert.ok(low >= 0 && low <= estimate && estimate <= high && high <= 1);
        const below = Math.max(...parts.map(part => (part.estimate ?? 0) - (part.low ?? 0)));
        const above = Math.max(...parts.map(part => (part.high ?? 0) - (part.estimate ?? 0)));
        assert.ok(estimate - low <= below + 1e-9 && high - estimate <= above + 1e-9);
      }),
    );
  });

  it('tells no rate and no median below its least n, and never one beyond those of the parts', () => {
    fc.assert(
      fc.property(reports, all => {
        joinedReport(all)?.weeks.forEach(({ churn, pullRequests }, index) => {
          assert.equal(churn.rate !== null, churn.complete && churn.added >= 50);
          assert.equal(pullRequests?.medianSize != null, (pullRequests?.landed ?? 0) >= 3);
          if (churn.rate === null) return;
          const shares = all.flatMap(({ weeks }) => {
            const part = weeks[index]?.churn;
            return part && part.added > 0 ? [part.churned / part.added] : [];
          });
          assert.ok(churn.rate >= Math.min(...shares) - 1e-12 && churn.rate <= Math.max(...shares) + 1e-12);
        });
      }),
    );
  });
});
