import assert from 'node:assert/strict';
import { type Comparison, compareWithBlame } from '../../support/blameOracle';
import { TemporaryRepository } from '../../support/temporaryRepository';
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

const lines = (first: number, last: number): string[] =>
  Array.from({ length: last - first + 1 }, (_, index) => `line ${first + index} of the file`);
const text = (content: readonly string[]): string => content.map(line => `${line}\n`).join('');
const withLine = (content: readonly string[], at: number, line: string): string[] => content.with(at - 1, line);

/** Histories in which the two once differed: each ends on `main` with the deletion of what is asked about. */
const histories: Readonly<Record<string, (repository: TemporaryRepository) => Promise<void>>> = {
  'a file renamed on one side of a merge and changed on the other': async repository => {
    repository.write('old', text(lines(1, 20)));
    await repository.commit('create');
    await repository.branch('side');
    repository.write('old', text(withLine(lines(1, 20), 3, 'from the side')));
    await repository.commit('change');
    await repository.switchTo('main');
    repository.remove('old');
    repository.write('new', text(withLine(lines(1, 20), 15, 'from main')));
    await repository.commit('rename');
    await repository.merge('side');
    repository.remove('new');
    await repository.commit('delete');
  },
  'deleted lines in a merge that stand before an unchanged line, with more changes behind it': async repository => {
    repository.write('file', text(['start', ...lines(1, 5), 'end']));
    await repository.commit('create');
    await repository.branch('side');
    repository.write('file', text(['start', 'end', 'from the side', 'more']));
    await repository.commit('on the side');
    await repository.switchTo('main');
    repository.write('file', text(['start', ...lines(1, 5), 'end', 'from main', 'more']));
    await repository.commit('on main');
    await repository.git('merge', '--no-commit', 'side').catch(() => undefined);
    repository.write('file', text(['start', 'end', 'from main', 'made by', 'the merge', 'more']));
    await repository.commit('merge');
    repository.remove('file');
    await repository.commit('delete');
  },
  'a merge that took a file from one side and made a program of it': async repository => {
    repository.write('file', text(lines(1, 3)));
    await repository.commit('create');
    await repository.branch('side');
    repository.write('file', text([...lines(1, 3), '}', ...lines(4, 6)]));
    await repository.commit('on the side');
    await repository.switchTo('main');
    repository.write('file', text([...lines(1, 3), '}']));
    await repository.commit('on main');
    await repository.git('merge', '--no-commit', 'side').catch(() => undefined);
    await repository.git('checkout', '--theirs', '--', 'file');
    await repository.git('add', 'file');
    await repository.git('update-index', '--chmod=+x', 'file');
    await repository.commit('merge', { all: false });
    await repository.git('rm', '-f', 'file');
    await repository.commit('delete', { all: false });
  },
  'a conflict settled for the side whose version others made too': async repository => {
    repository.write('file', text(lines(1, 9)));
    await repository.commit('create');
    await repository.branch('side');
    repository.write('file', text(withLine(lines(1, 9), 5, 'the same on two branches')));
    await repository.commit('on the side');
    await repository.branch('other', 'main');
    repository.write('file', text(withLine(lines(1, 9), 5, 'the same on two branches')));
    await repository.commit('on the other branch');
    await repository.switchTo('main');
    repository.remove('file');
    await repository.commit('delete it first');
    await repository.git('merge', '--no-commit', 'side').catch(() => undefined);
    repository.write('file', text(withLine(lines(1, 9), 5, 'the same on two branches')));
    await repository.commit('merge');
    repository.write('file', text(lines(1, 4)));
    await repository.commit('delete');
  },
  'a file that became a submodule, and a submodule that became a file': async repository => {
    const module = `160000,${'1'.repeat(40)}`;
    repository.write('one', text(lines(1, 9)));
    await repository.commit('create');
    await repository.git('update-index', '--add', '--cacheinfo', `${module},two`);
    await repository.commit('a submodule', { all: false });
    await repository.git('update-index', '--cacheinfo', `${module},one`);
    repository.write('two', text(lines(11, 19)));
    await repository.git('update-index', '--add', 'two');
    await repository.commit('the other way round', { all: false });
    await repository.git('rm', '--cached', '--quiet', 'two');
    await repository.commit('delete', { all: false });
  },
};

describe('line ages and git blame', function () {
  this.timeout(120_000);

  for (const [title, make] of Object.entries(histories)) {
    it(`agree on ${title}`, async () => {
      const repository = await TemporaryRepository.create();
      await make(repository);
      const { environment } = repository;
      const tips = (await repository.git('for-each-ref', '--format=%(objectname)')).trim().split('\n');
      const result = await compareWithBlame(repository.path, { environment, tips });
      assert.deepEqual(result.differences, []);
      assert.ok(result.agree > 3, `${result.agree} lines`);
    });
  }

  for (const seed of seeds(1, 24)) {
    it(`agree on every deleted line of a random history without merges (seed ${seed})`, async () => {
      const result = await compare({ seed, commits: 50, merges: false, skewed: seed % 5 === 0 });
      assert.deepEqual(result.differences, []);
      assert.equal(result.unreadable, 0);
      assert.ok(result.total > 50, `${result.total} lines`);
    });
  }

  it('agree on at least 99.5 % of the deleted lines of random histories with merges', async () => {
    const comparisons: Comparison[] = [];
    for (const seed of seeds(100, 24)) {
      comparisons.push(await compare({ seed, commits: 50, merges: true, skewed: seed % 5 === 0 }));
    }
    const { agree, merges, recall, precision } = pooled(comparisons);
    const told = comparisons.flatMap(({ differences }) => differences).join('\n');
    assert.ok(merges > 150 && agree > 2000, `${merges} merges, ${agree} lines`);
    assert.ok(recall >= 0.995 && precision >= 0.995, `recall ${recall}, precision ${precision}\n${told}`);
  });
});
