import assert from 'node:assert/strict';
import type { PullRequestReport, Report } from '../../../src/domain/report';
import { linesOf } from '../../support/reading';
import { RequestStage, stageDay } from '../../support/requestStage';
import { hasReftables } from '../../support/temporaryRepository';

const iso = (at: number) => new Date(at).toISOString();

/** What there is of requests: number or way, branch, own commits. */
const found = ({ pullRequests }: Report) =>
  (pullRequests ?? []).map(({ number, landing, branch, commits }) => [number ?? landing, branch, commits]);
const open = ({ workInProgress }: Report) =>
  (workInProgress ?? []).map(({ branches, commits, lines }) => [branches.join(), commits, lines]).sort();

describe('of the branches of a clone', function () {
  this.timeout(120_000);
  let stage: RequestStage;
  beforeEach(async () => {
    stage = await RequestStage.create();
  });
  afterEach(() => stage.dispose());

  const branch = (name: string, ...from: string[]) => stage.git('switch', '--quiet', '--create', name, ...from);
  const push = (name: string) => stage.git('push', '--quiet', '--force', '--set-upstream', 'origin', name);
  const fetch = () => stage.git('fetch', '--quiet');
  const only = ({ pullRequests }: Report): PullRequestReport => {
    assert.equal(pullRequests?.length, 1);
    return pullRequests[0] as PullRequestReport;
  };

  it('those that stand on others hold only their own', async () => {
    await branch('lower');
    await stage.commit('a.ts', 12);
    await stage.commit('b.ts', 8);
    await branch('upper');
    await stage.commit('c.ts', 5);
    assert.deepEqual(open(await stage.report()), [
      ['lower', 2, 20],
      ['upper', 1, 5],
    ]);
  });

  const restackings: Record<string, () => Promise<unknown>> = {
    'as it is': async () => undefined,
    rebased: async () => {
      await stage.git('rebase', '--quiet', '--onto', 'origin/main', 'lower', 'upper');
      await push('upper');
    },
    synced: async () => {
      await stage.git('merge', '--quiet', '--no-edit', '-X', 'ours', 'origin/main');
      await push('upper');
    },
  };
  for (const [how, restack] of Object.entries(restackings)) {
    it(`a stack lands one by one, ${how} after the first`, async () => {
      await branch('lower');
      await stage.commit('a.ts', 12);
      await stage.commit('b.ts', 8);
      stage.at(1);
      await push('lower');
      await branch('upper');
      const upperAt = iso(stage.at(2).now + 2 * 60_000);
      await stage.commit('c.ts', 5);
      await stage.commit('d.ts', 6);
      stage.at(3);
      await push('upper');
      const pushedAt = iso(stage.now);
      await stage.at(4).forgeSquashes('Lower (#4)', 'lower');
      await fetch();
      assert.deepEqual(open(await stage.report()), [['upper', 2, 11]]);
      await restack();
      if (how === 'as it is') {
        // The forge makes the squash of what is new, and so is what it is found by.
        await stage
          .at(5)
          .forgeGit('cherry-pick', '--no-commit', 'origin/upper~1', 'origin/upper')
          .catch(() => null);
        await stage.forgeGit('commit', '--quiet', '-m', 'Upper (#5)');
        await stage.forgeGit('push', '--quiet', 'origin', 'main');
      } else await stage.at(5).forgeSquashes('Upper (#5)', 'upper');
      await fetch();
      const report = await stage.report();
      assert.deepEqual(found(report), [
        [4, 'lower', 2],
        [5, 'upper', 2],
      ]);
      const upper = report.pullRequests?.[1];
      assert.deepEqual(
        [upper?.firstCommitAt, upper?.createdAt, upper?.createdBasis],
        [upperAt, pushedAt, 'recorded-push'],
      );
      assert.deepEqual(open(report), []);
    });
  }

  it('a stack that lands as a whole is not in progress, and one whose upper part landed alone is', async () => {
    await branch('lower');
    await stage.commit('a.ts', 12);
    await stage.commit('b.ts', 8);
    await branch('upper');
    await stage.at(1).commit('c.ts', 5);
    await push('upper');
    await stage.at(2).forgeSquashes('All (#4)', 'upper');
    await fetch();
    const whole = await stage.report();
    assert.deepEqual([found(whole), open(whole)], [[[4, 'upper', 3]], []]);
    await branch('below', 'origin/main');
    await stage.commit('d.ts', 12);
    await branch('above');
    await stage.at(3).commit('e.ts', 9);
    await push('above');
    await stage.forgeGit('fetch', '--quiet');
    await stage.forgeGit('cherry-pick', '--no-commit', 'origin/above');
    await stage.forgeGit('commit', '--quiet', '--author', 'Ada Example <ada@example.com>', '-m', 'Part (#5)');
    await stage.forgeGit('push', '--quiet', 'origin', 'main');
    await fetch();
    assert.deepEqual(open(await stage.report()), [['below', 1, 12]]);
  });

  it('one that is used again lands twice, each time with what was new', async () => {
    await branch('feature');
    await stage.commit('a.ts', 12);
    await stage.at(1).git('push', '--quiet', '--set-upstream', 'origin', 'feature');
    const first = iso(stage.now);
    await stage.at(2).forgeSquashes('One (#4)');
    await fetch();
    stage.at(3);
    await stage.commit('b.ts', 5);
    await stage.commit('c.ts', 6);
    assert.deepEqual(open(await stage.report()), [['feature', 2, 11]]);
    await stage.at(4).git('push', '--quiet');
    const second = iso(stage.now);
    await stage.git('merge', '--quiet', '--no-edit', 'origin/main');
    await stage.git('push', '--quiet');
    await stage.at(5).forgeSquashes('Two (#6)');
    await fetch();
    const report = await stage.report();
    assert.deepEqual(found(report), [
      [4, 'feature', 1],
      [6, 'feature', 2],
    ]);
    assert.deepEqual(
      report.pullRequests?.map(({ createdAt }) => createdAt),
      [first, second],
    );
    assert.deepEqual(open(report), []);
  });

  it('a commit that is picked to the default branch is no landing of the branch', async () => {
    await branch('feature');
    const first = await stage.commit('a.ts', 12);
    await push('feature');
    await stage.commit('b.ts', 8);
    await push('feature');
    await stage.git('switch', '--quiet', 'main');
    await stage.git('cherry-pick', first);
    await stage.git('push', '--quiet', 'origin', 'main');
    const report = await stage.report();
    assert.deepEqual(found(report), []);
    assert.deepEqual(open(report), [['feature', 2, 20]]);
  });

  it('commits that are picked one by one, with others between, are no landing, and no work in progress', async () => {
    await branch('feature');
    const first = await stage.commit('a.ts', 12);
    const second = await stage.commit('b.ts', 8);
    await stage.git('switch', '--quiet', 'main');
    await stage.git('cherry-pick', first);
    await stage.commit('between.ts', 3);
    await stage.git('cherry-pick', second);
    await stage.git('push', '--quiet', 'origin', 'main');
    const report = await stage.report();
    assert.deepEqual(found(report), []);
    assert.deepEqual(open(report), []);
  });

  it('a release branch that takes commits of the default branch did not land', async () => {
    await branch('release');
    await stage.git('switch', '--quiet', 'main');
    const picked = [await stage.commit('a.ts', 12), await stage.commit('b.ts', 8)];
    await stage.git('push', '--quiet', 'origin', 'main');
    stage.at(2);
    await stage.git('switch', '--quiet', 'release');
    await stage.git('cherry-pick', ...picked);
    assert.deepEqual(found(await stage.report()), []);
  });

  it('a copy of one that landed is not told again', async () => {
    await branch('feature');
    await stage.commit('a.ts', 12);
    await stage.commit('b.ts', 8);
    await push('feature');
    await branch('backup');
    await stage.git('commit', '--quiet', '--amend', '-m', 'reworded');
    await stage.forgeSquashes('One (#4)');
    await fetch();
    const report = await stage.report();
    assert.deepEqual(found(report), [[4, 'feature', 2]]);
    assert.deepEqual(open(report), []);
  });

  it('what was made on the default branch is no request, nor what a branch only takes over', async () => {
    await stage.commit('a.ts', 12);
    await stage.git('push', '--quiet', 'origin', 'main');
    await branch('behind', 'main~1');
    await stage.at(2).git('merge', '--quiet', '--ff-only', 'main');
    await stage.othersLand(3);
    await stage.git('pull', '--quiet', '--ff-only', 'origin', 'main');
    assert.deepEqual(found(await stage.report()), []);
    // As from another machine of the person's.
    stage.at(4).forge.write('there.ts', linesOf('there', 9));
    await stage.forgeGit('add', '--all');
    await stage.forgeGit('commit', '--quiet', '--author', 'Ada Example <ada@example.com>', '-m', 'there');
    await stage.forgeGit('push', '--quiet', 'origin', 'main');
    await stage.at(5).git('pull', '--quiet', '--ff-only', 'origin', 'main');
    assert.deepEqual(found(await stage.report()), []);
  });

  it('those of a name that default branches have are none, though the default branch took them in', async () => {
    await stage.commit('a.ts', 12);
    await stage.git('push', '--quiet', 'origin', 'main');
    const follow = async (name: string) => {
      await branch(name);
      await stage.git('push', '--quiet', '--set-upstream', 'origin', name);
      await stage.git('remote', 'set-head', 'origin', name);
    };
    // The default branch got another name, and what was made under the old one came along.
    await follow('work');
    await stage.at(3).commit('b.ts', 12);
    await stage.git('push', '--quiet', 'origin', 'work');
    assert.deepEqual(found(await stage.report()), []);
    // A fix is made where releases are, and merged back.
    await stage.git('switch', '--quiet', 'main');
    await stage.at(8).commit('fix.ts', 11);
    await stage.git('push', '--quiet', 'origin', 'main');
    await stage.git('switch', '--quiet', 'work');
    await stage.git('merge', '--quiet', '--no-ff', '-m', "Merge branch 'main' into work", 'main');
    await stage.git('push', '--quiet', 'origin', 'work');
    assert.deepEqual(found(await stage.report()), []);
    assert.deepEqual(found(await stage.report(stage.ledger())), []);
  });

  it('one that is fast-forwarded to twice landed twice, when the default branch came there', async () => {
    await branch('feature');
    await stage.commit('a.ts', 12);
    const landings: string[] = [];
    for (const day of [2, 5]) {
      stage.at(day);
      await stage.git('switch', '--quiet', 'main');
      await stage.git('merge', '--quiet', '--ff-only', 'feature');
      landings.push(iso(stage.now));
      await stage.git('push', '--quiet', 'origin', 'main');
      await stage.git('switch', '--quiet', 'feature');
      if (day === 2) await stage.commit('b.ts', 8);
    }
    const report = await stage.report();
    assert.deepEqual(found(report), [
      ['fast-forward', 'feature', 1],
      ['fast-forward', 'feature', 1],
    ]);
    assert.deepEqual(
      report.pullRequests?.map(({ landedAt }) => landedAt),
      landings,
    );
  });

  it('old work that landed long before the weeks is not in progress', async () => {
    await branch('feature');
    await stage.commit('deep/a.ts', 12);
    await stage.commit('b.ts', 8);
    await stage.at(2).git('switch', '--quiet', 'main');
    await stage.git('merge', '--quiet', '--squash', 'feature');
    await stage.git('commit', '--quiet', '-m', 'the feature');
    await stage.git('push', '--quiet', 'origin', 'main');
    await branch('other', 'main~1');
    await stage.commit('c.ts', 7);
    const later = { now: stageDay(400), weeks: 2 };
    assert.deepEqual(open(await stage.report(null, later)), [['other', 1, 7]]);
  });

  it('others’ work that is checked out is neither mine nor in progress', async () => {
    await branch('review');
    stage.clone.write('bo.ts', linesOf('bo', 9));
    await stage.git('add', '--all');
    await stage.git('commit', '--quiet', '--author', 'Bo <bo@example.com>', '-m', 'bo');
    await push('review');
    assert.deepEqual(open(await stage.report()), []);
    await stage.forgeSquashes('Bo’s (#4)', 'review');
    await fetch();
    assert.deepEqual(found(await stage.report()), []);
    const all = await stage.report(null, { allAuthors: true });
    assert.deepEqual([all.pullRequests?.length, all.pullRequests?.[0]?.branch], [1, null]);
  });

  it('one is mine though the forge squashed it in another name', async () => {
    await branch('feature');
    await stage.commit('a.ts', 12);
    await push('feature');
    await stage.forgeSquashes('One (#4)');
    await stage.forgeGit(
      'commit',
      '--quiet',
      '--amend',
      '--no-edit',
      '--author',
      'Ada <4+elsewhere@users.noreply.github.com>',
    );
    await stage.forgeGit('push', '--quiet', '--force', 'origin', 'main');
    await fetch();
    assert.deepEqual(found(await stage.report()), [[4, 'feature', 1]]);
  });

  it('a merge of others is not mine, though I pressed the button', async () => {
    await branch('theirs');
    stage.clone.write('bo.ts', linesOf('bo', 9));
    await stage.git('add', '--all');
    await stage.git('commit', '--quiet', '--author', 'Bo <bo@example.com>', '-m', 'bo');
    await push('theirs');
    await stage.git('switch', '--quiet', 'main');
    await stage.git('merge', '--quiet', '--no-ff', '-m', 'Merge pull request #4 from bo/theirs', 'theirs');
    await stage.git('push', '--quiet', 'origin', 'main');
    await stage.git('branch', '--quiet', '-D', 'theirs');
    const report = await stage.report();
    assert.deepEqual([found(report), report.onboarding?.landed], [[], 0]);
    // Nor long after, when the commits that it brought in are no longer read.
    await stage.importMany(600, at => ({ ref: 'refs/heads/main', at: stageDay(500) + at * 60_000, from: null }));
    await stage.git('push', '--quiet', 'origin', 'main');
    const later = await stage.report(null, { now: stageDay(900), weeks: 2 });
    assert.equal(later.onboarding?.landed, 0);
  });

  it('one that was begun at the remote’s default branch and pushed under its own name is told when it is gone too', async () => {
    await branch('feature', 'origin/main');
    await stage.commit('a.ts', 12);
    await stage.commit('b.ts', 8);
    await stage.at(1).git('push', '--quiet', 'origin', 'feature');
    const pushedAt = iso(stage.now);
    assert.equal(await stage.git('config', 'branch.feature.merge'), 'refs/heads/main');
    await stage.report(stage.ledger(), { now: stage.now });
    await stage.at(2).forgeSquashes('One (#9)');
    await stage.forgetBranch('feature');
    const { commits, branch: name, createdAt, createdBasis } = only(await stage.report(stage.ledger()));
    assert.deepEqual([commits, name, createdAt, createdBasis], [2, 'feature', pushedAt, 'recorded-push']);
  });

  it('one that was added to on the web lands with that, whether or not its counterpart is still there', async () => {
    await branch('feature');
    await stage.commit('a.ts', 12);
    const firstAt = iso(1000 * Number(await stage.git('log', '-1', '--format=%at')));
    await stage.at(1).git('push', '--quiet', '--set-upstream', 'origin', 'feature');
    const pushedAt = iso(stage.now);
    await stage.at(2).forgeCommits('feature', 'a.ts', 'suggested');
    await fetch();
    assert.deepEqual(open(await stage.report(stage.ledger(), { now: stage.now })), [['feature', 1, 12]]);
    await stage.at(3).forgeSquashes('One (#9)');
    await stage.forgeGit('push', '--quiet', 'origin', '--delete', 'feature');
    for (const clean of [fetch, () => stage.git('fetch', '--quiet', '--prune')]) {
      await clean();
      const report = await stage.report(stage.ledger());
      const { branch: name, commits, createdAt, createdBasis, firstCommitAt } = only(report);
      assert.deepEqual(
        [name, commits, createdAt, createdBasis, firstCommitAt, open(report)],
        ['feature', 2, pushedAt, 'recorded-push', firstAt, []],
      );
    }
    await stage.forgetBranch('feature');
    const { branch: name, commits, createdAt, firstCommitAt } = only(await stage.report(stage.ledger()));
    assert.deepEqual([name, commits, createdAt, firstCommitAt], ['feature', 2, pushedAt, firstAt]);
  });

  it('what others add to a branch that is only followed is not of the branch that was begun there', async () => {
    await branch('integration');
    await stage.commit('a.ts', 12);
    await push('integration');
    await branch('feature', '--track', 'origin/integration');
    await stage.commit('b.ts', 8);
    await stage.at(2).forgeCommits('integration', 'c.ts', 'of others', 'Bo <bo@example.com>');
    await fetch();
    assert.deepEqual(open(await stage.report()), [
      ['feature', 1, 8],
      ['integration', 1, 12],
    ]);
    await stage.at(3).forgeSquashes('All (#5)', 'integration');
    await fetch();
    const report = await stage.report();
    assert.deepEqual([found(report), open(report)], [[[5, 'integration', 2]], [['feature', 1, 8]]]);
  });

  it('the configuration tells the number of one whose landing names none', async () => {
    await branch('feature');
    await stage.commit('a.ts', 12);
    await stage.commit('b.ts', 8);
    await push('feature');
    await stage.git('config', 'branch.feature.github-pr-owner-number', 'ada#project#9');
    await stage.othersLand(3);
    await stage.forgeRebases();
    await fetch();
    const request = only(await stage.report());
    assert.deepEqual([request.forge, request.number, request.landing], ['github', 9, 'rebase']);
  });

  it('the configuration tells which one landed as something else than it was', async () => {
    await branch('feature');
    await stage.commit('a.ts', 12);
    const firstAt = iso(1000 * Number(await stage.git('log', '-1', '--format=%at')));
    await stage.at(1).git('push', '--quiet', '--set-upstream', 'origin', 'feature');
    const pushedAt = iso(stage.now);
    await stage.git('config', 'branch.feature.github-pr-owner-number', 'ada#project#9');
    await stage.at(2).forgeSquashes('One (#9)');
    stage.forge.write('a.ts', linesOf('quite', 10));
    await stage.forgeGit('commit', '--quiet', '--all', '--amend', '--no-edit');
    await stage.forgeGit('push', '--quiet', '--force', 'origin', 'main');
    await fetch();
    const report = await stage.report();
    const { number, branch: name, createdAt, createdBasis, firstCommitAt } = only(report);
    assert.deepEqual(open(report), []);
    assert.deepEqual(
      [number, name, createdAt, createdBasis, firstCommitAt],
      [9, 'feature', pushedAt, 'recorded-push', firstAt],
    );
  });

  for (const refs of ['files', 'reftable'] as const) {
    it(`a push that was seen as it happened is told as such, with refs in ${refs}`, async function () {
      if (refs === 'reftable') {
        if (!hasReftables()) return this.skip();
        stage.dispose();
        stage = await RequestStage.create({ refs });
      }
      const reader = stage.reader(stage.ledger());
      await branch('feature');
      await stage.commit('a.ts', 12);
      await stage.readWith(reader, { now: stage.now });
      stage.at(1);
      await push('feature');
      const pushedAt = iso(stage.now);
      await stage.readWith(reader, { now: stage.now });
      await stage.at(2).forgeSquashes('One (#9)');
      await fetch();
      const { createdAt, createdBasis } = only(await stage.readWith(reader));
      assert.deepEqual([createdAt, createdBasis], [pushedAt, 'observed-push']);
      const again = only(await stage.report(stage.ledger()));
      assert.deepEqual([again.createdAt, again.createdBasis], [pushedAt, 'observed-push']);
    });
  }

  it('a reader that goes on says the same as one that begins', async () => {
    const reader = stage.reader();
    const same = async () => assert.deepEqual(await stage.readWith(reader), await stage.report());
    await same();
    await branch('feature');
    await stage.commit('a.ts', 12);
    await same();
    await push('feature');
    await stage.commit('b.ts', 8);
    await push('feature');
    await same();
    await stage.othersLand(3);
    await fetch();
    await same();
    await stage.forgeMerges(4);
    await fetch();
    await same();
    await branch('second', 'origin/main');
    await stage.commit('c.ts', 11);
    await push('second');
    await stage.forgeSquashes('Second (#5)', 'second');
    await fetch();
    await same();
    await stage.forgeGit('reset', '--quiet', '--hard', 'HEAD~2');
    await stage.forgeGit('push', '--quiet', '--force', 'origin', 'main');
    await fetch();
    await same();
  });

  it('reverts are told with their time, and no longer when they are taken back', async () => {
    await branch('feature');
    await stage.commit('a.ts', 12);
    await push('feature');
    await stage.at(2).forgeSquashes('One (#4)');
    await stage.at(3).forgeGit('revert', '--no-edit', 'HEAD');
    const revertedAt = iso(stage.now);
    await stage.forgeGit('push', '--quiet', 'origin', 'main');
    await fetch();
    const reverted = await stage.report();
    assert.equal(only(reverted).revertedAt, revertedAt);
    assert.deepEqual(
      reverted.weeks.map(({ pullRequests }) => pullRequests?.reverted),
      [1, 0, 0, 0, 0, 0],
    );
    await stage.at(4).forgeGit('revert', '--no-edit', 'HEAD');
    await stage.forgeGit('push', '--quiet', 'origin', 'main');
    await fetch();
    assert.equal(only(await stage.report()).revertedAt, null);
  });
});
