import assert from 'node:assert/strict';
import { type Comparison, compareWithBlame } from '../../support/blameOracle';
import { type RandomHistoryOptions, randomHistory } from './randomHistory';

/** Compares a random history, and every second time only what lies after its first third. */
async function compare(options: RandomHistoryOptions): Promise<Comparison> {
  const { repository, tips, dates } = await randomHistory(options);
  try {
    const third = dates[Math.floor(dates.length / 3)] ?? 0;
    const since = options.seed % 2 === 0 && !options.skewed ? { since: third } : {};
    const { environment } = repository;
    return await compareWithBlame(repository.path, { tips, environment, now: Date.parse('2027-01-01'), ...since });
  } finally {
    repository.dispose();
  }
}

/** The sum of several comparisons. */
function pooled(comparisons: readonly Comparison[]) {
  const sum = (count: (one: Comparison) => number) => comparisons.reduce((total, one) => total + count(one), 0);
  const agree = sum(one => one.agree);
  return {
    agree,
    merges: sum(one => one.merges),
    recall: agree / sum(one => one.agree + one.onlyBlame + one.differ),
    precision: agree / sum(one => one.agree + one.onlyOurs + one.differ),
  };
}

const seeds = (first: number, count: number): number[] => Array.from({ length: count }, (_, index) => first + index);

describe('line ages and git blame', function () {
  this.timeout(120_000);

  for (const seed of seeds(1, 10)) {
    it(`agree on every deleted line of a random history without merges (seed ${seed})`, async () => {
      const result = await compare({ seed, commits: 50, merges: false, skewed: seed % 5 === 0 });
      assert.deepEqual(result.differences, []);
      assert.equal(result.unreadable, 0);
      assert.ok(result.agree > 50, `${result.agree} lines`);
    });
  }

  it('agree on at least 99.5 % of the deleted lines of random histories with merges', async () => {
    const comparisons: Comparison[] = [];
    for (const seed of seeds(100, 12)) comparisons.push(await compare({ seed, commits: 50, merges: true }));
    const { agree, merges, recall, precision } = pooled(comparisons);
    const told = comparisons.flatMap(({ differences }) => differences).join('\n');
    assert.ok(merges > 60 && agree > 2000, `${merges} merges, ${agree} lines`);
    assert.ok(recall >= 0.995 && precision >= 0.995, `recall ${recall}, precision ${precision}\n${told}`);
  });
});
