import assert from 'node:assert/strict';
import type { PullRequestReport } from '../../../src/domain/report';
import { linesOf } from '../../support/reading';
import { RequestStage } from '../../support/requestStage';

describe('the maturity of a request', function () {
  this.timeout(120_000);
  let stage: RequestStage;
  beforeEach(async () => {
    stage = await RequestStage.create();
    await stage.git('switch', '--quiet', '--create', 'feature');
    stage.clone.write('a.ts', linesOf('a', 20));
    await commitAll('one');
    stage.at(1);
    await stage.git('push', '--quiet', '--set-upstream', 'origin', 'feature');
    stage.at(2);
  });
  afterEach(() => stage.dispose());

  const commitAll = async (message: string, ...options: string[]) => {
    await stage.git('add', '--all');
    await stage.git('commit', '--quiet', '-m', message, ...options);
  };
  const force = () => stage.git('push', '--quiet', '--force');
  const land = async () => {
    await stage.at(4).forgeSquashes('One (#4)');
    await stage.git('fetch', '--quiet');
  };
  async function maturity(ledger = false): Promise<PullRequestReport['maturity'] | undefined> {
    const { pullRequests } = await stage.report(ledger ? stage.ledger() : null);
    assert.equal(pullRequests?.length, 1);
    return pullRequests[0]?.maturity;
  }
  const of = (changedAfter: number, total: number) => ({ value: 1 - changedAfter / total, changedAfter, total });

  it('is 1 where nothing changed', async () => {
    await land();
    assert.deepEqual(await maturity(), of(0, 20));
  });

  it('falls by what was added, blank lines and generated files aside', async () => {
    stage.clone.write('b.ts', `${linesOf('b', 5)}\n\n\n`);
    stage.clone.write('package-lock.json', linesOf('lock', 50));
    await commitAll('two');
    await force();
    await land();
    assert.deepEqual(await maturity(), of(5, 25));
  });

  it('falls by what was rewritten and force-pushed', async () => {
    stage.clone.write('a.ts', linesOf('a', 20).replace('a says line 3\n', 'a says something else\n'));
    await commitAll('one', '--amend');
    await force();
    await land();
    assert.deepEqual(await maturity(), of(2, 21));
  });

  it('falls by what was taken out', async () => {
    stage.clone.write('a.ts', linesOf('a', 15));
    await commitAll('less');
    await force();
    await land();
    assert.deepEqual(await maturity(), of(5, 20));
  });

  it('counts what the change deletes', async () => {
    stage.clone.write('base.ts', linesOf('base', 20));
    await commitAll('delete ten');
    await force();
    await land();
    assert.deepEqual(await maturity(), of(10, 30));
  });

  for (const [how, move] of Object.entries({
    rebased: () => stage.git('rebase', '--quiet', 'origin/main'),
    'merged into it': () => stage.git('merge', '--quiet', '--no-edit', 'origin/main'),
  })) {
    it(`is 1 where the default branch moved on and was ${how}`, async () => {
      await stage.othersLand(3);
      await stage.git('fetch', '--quiet');
      await move();
      await force();
      await land();
      assert.deepEqual(await maturity(), of(0, 20));
    });
  }

  it('follows a file that was renamed', async () => {
    await stage.git('mv', 'a.ts', 'renamed.ts');
    stage.clone.write('renamed.ts', linesOf('a', 22));
    await commitAll('rename');
    await force();
    await land();
    assert.deepEqual(await maturity(), of(2, 22));
  });

  it('is told of a merge', async () => {
    stage.clone.write('b.ts', linesOf('b', 5));
    await commitAll('two');
    await force();
    await stage.othersLand(3);
    await stage.at(4).forgeMerges(4);
    await stage.git('fetch', '--quiet');
    assert.deepEqual(await maturity(), of(5, 25));
  });

  it('is null below ten lines, and where the creation is not known', async () => {
    await stage.git('switch', '--quiet', '--create', 'small', 'main');
    await stage.commit('small.ts', 9);
    await stage.git('push', '--quiet', '--set-upstream', 'origin', 'small');
    await stage.at(4).forgeSquashes('Small (#3)', 'small');
    await stage.git('fetch', '--quiet');
    assert.equal(await maturity(), null);
    await land();
    await stage.forgetBranch('feature');
    await stage.forgetBranch('small');
    const { pullRequests } = await stage.report();
    assert.deepEqual(
      pullRequests?.map(each => each.maturity),
      [null, null],
    );
  });

  it('stays known when the commits are gone that were seen while it was open', async () => {
    stage.clone.write('a.ts', linesOf('a', 16));
    await commitAll('less');
    await force();
    await stage.report(stage.ledger());
    await land();
    await stage.forgetBranch('feature');
    assert.deepEqual(await maturity(true), of(4, 20));
  });

  it('stays known when the commits are gone that were seen when it had landed', async () => {
    stage.clone.write('a.ts', linesOf('a', 16));
    await commitAll('less');
    await force();
    await land();
    await stage.report(stage.ledger());
    await stage.forgetBranch('feature');
    assert.deepEqual(await maturity(true), of(4, 20));
  });

  it('has a median in weeks of three', async () => {
    for (const [number, lines] of [
      [5, 0],
      [6, 5],
      [7, 20],
    ] as const) {
      const name = `branch${number}`;
      await stage.git('switch', '--quiet', '--create', name, 'origin/main');
      await stage.commit(`${name}.ts`, 20);
      await stage.git('push', '--quiet', '--set-upstream', 'origin', name);
      if (lines > 0) await stage.commit(`${name}more.ts`, lines);
      await force();
      await stage.forgeSquashes(`Number ${number} (#${number})`, name);
      await stage.git('fetch', '--quiet');
      const [week] = (await stage.report()).weeks;
      assert.equal(week?.pullRequests?.medianMaturity, number === 7 ? 0.8 : null);
    }
  });
});
