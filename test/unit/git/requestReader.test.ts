import assert from 'node:assert/strict';
import type { LandingWay } from '../../../src/domain/pullRequest';
import type { PullRequestReport } from '../../../src/domain/report';
import { RequestStage, told } from '../../support/requestStage';
import { hasReftables } from '../../support/temporaryRepository';

interface Way {
  readonly landing: LandingWay;
  readonly number: number | null;
  readonly commits: 1 | 2;
  land(stage: RequestStage): Promise<unknown>;
}

/** The person lands it on the own default branch, and pushes that. */
async function byHand(stage: RequestStage, ...commands: string[][]): Promise<void> {
  await stage.git('fetch', '--quiet');
  await stage.git('switch', '--quiet', 'main');
  await stage.git('merge', '--quiet', '--ff-only', 'origin/main');
  for (const command of commands) await stage.git(...command);
  await stage.git('push', '--quiet', 'origin', 'main');
}

const ways: Record<string, Way> = {
  'a merge commit': { landing: 'merge', number: 7, commits: 2, land: stage => stage.forgeMerges(7) },
  'a squash of several commits': {
    landing: 'squash',
    number: 7,
    commits: 2,
    land: stage => stage.forgeSquashes('The feature (#7)'),
  },
  'a squash of one commit': {
    landing: 'squash',
    number: 7,
    commits: 1,
    land: stage => stage.forgeSquashes('The feature (#7)'),
  },
  'a rebase of several commits': { landing: 'rebase', number: null, commits: 2, land: stage => stage.forgeRebases() },
  'a fast-forward': {
    landing: 'fast-forward',
    number: null,
    commits: 2,
    land: stage => byHand(stage, ['merge', '--quiet', '--ff-only', 'feature']),
  },
  'a squash by hand': {
    landing: 'squash',
    number: null,
    commits: 2,
    land: stage =>
      byHand(stage, ['merge', '--quiet', '--squash', 'feature'], ['commit', '--quiet', '-m', 'the feature']),
  },
  'a merge by hand': {
    landing: 'merge',
    number: null,
    commits: 2,
    land: stage => byHand(stage, ['merge', '--quiet', '--no-ff', '-m', "Merge branch 'feature'", 'feature']),
  },
};

interface Course {
  /** Where the branch is worked on. */
  readonly worktree?: boolean;
  /** What happens to the branch between its first push and its landing. */
  before?(stage: RequestStage, folder: string): Promise<unknown>;
  after?(stage: RequestStage): Promise<unknown>;
  /** Git itself forgets the pushes. */
  readonly forgetsPushes?: boolean;
  /** Where git keeps its reflogs: out of reftables it does not tell whether a push was the first. */
  readonly refs?: 'reftable';
}

const courses: Record<string, Course> = {
  kept: {},
  deleted: {
    after: async stage => {
      await stage.git('switch', '--quiet', 'main');
      await stage.git('branch', '--quiet', '-D', 'feature');
    },
  },
  'kept, and pruned': {
    after: async stage => {
      await stage.forgeGit('push', '--quiet', 'origin', '--delete', 'feature');
      await stage.git('fetch', '--quiet', '--prune');
    },
    forgetsPushes: true,
  },
  'rebased before': {
    before: async (stage, folder) => {
      await stage.git('-C', folder, 'fetch', '--quiet');
      await stage.git('-C', folder, 'rebase', '--quiet', 'origin/main');
      await stage.git('-C', folder, 'push', '--quiet', '--force');
    },
  },
  'synced with the default branch before': {
    before: async (stage, folder) => {
      await stage.git('-C', folder, 'fetch', '--quiet');
      await stage.git('-C', folder, 'merge', '--quiet', '--no-edit', 'origin/main');
      await stage.git('-C', folder, 'push', '--quiet');
    },
  },
  'made in a linked work tree': { worktree: true },
  'in a repository of reftables': { refs: 'reftable' },
  'in a work tree of a repository of reftables': { refs: 'reftable', worktree: true },
};

/** Git rebases no merge. */
const isPossible = (way: string, course: string) => !(way.includes('rebase') && course.startsWith('synced'));
/** A fast-forward needs a branch that has all of the default branch. */
const moves = (way: Way, course: Course) => way.landing !== 'fast-forward' || course.before !== undefined;

describe('a request that landed by', function () {
  this.timeout(60_000);
  let stage: RequestStage;
  beforeEach(async () => {
    stage = await RequestStage.create();
  });
  afterEach(() => stage.dispose());

  let firstCommitAt: string;
  let pushedAt: string;

  async function begin(way: Way, course: Course): Promise<string> {
    const folder = course.worktree ? '../tree' : '';
    if (course.worktree) await stage.git('worktree', 'add', '--quiet', '-b', 'feature', '../tree');
    else await stage.git('switch', '--quiet', '--create', 'feature');
    stage.at(1);
    await stage.commit('a.ts', 12, folder);
    firstCommitAt = await authorDate(folder);
    stage.at(2);
    if (way.commits === 2) await stage.commit('b.ts', 8, folder);
    stage.at(3);
    await stage.git('-C', folder || '.', 'push', '--quiet', '--set-upstream', 'origin', 'feature');
    pushedAt = new Date(stage.now).toISOString();
    return folder || '.';
  }
  const authorDate = async (folder: string) =>
    new Date(Number(await stage.git('-C', folder || '.', 'log', '-1', '--format=%at')) * 1000).toISOString();

  async function finish(way: Way, course: Course, folder: string): Promise<void> {
    stage.at(4);
    if (moves(way, course)) await stage.othersLand(3);
    stage.at(5);
    await course.before?.(stage, folder);
    stage.at(6);
    await way.land(stage);
    await stage.git('fetch', '--quiet');
    await course.after?.(stage);
  }

  const expected = (way: Way, { refs }: Course = {}): Partial<PullRequestReport> => ({
    number: way.number,
    landing: way.landing,
    branch: 'feature',
    commits: way.commits,
    firstCommitAt,
    createdAt: pushedAt,
    createdBasis: refs === 'reftable' ? 'range' : 'recorded-push',
    size: way.commits === 2 ? { added: 20, deleted: 0, files: 2 } : { added: 12, deleted: 0, files: 1 },
  });
  const undated = ({ createdAt: _, createdBasis: __, ...rest }: Partial<PullRequestReport>) => rest;

  for (const [wayName, way] of Object.entries(ways)) {
    for (const [courseName, course] of Object.entries(courses)) {
      if (!isPossible(wayName, courseName)) continue;
      it(`${wayName}, the branch ${courseName}, is told once, and again when git has forgotten the branch`, async function () {
        if (course.refs === 'reftable') {
          if (!hasReftables()) return this.skip();
          stage.dispose();
          stage = await RequestStage.create(course);
        }
        const folder = await begin(way, course);
        await finish(way, course, folder);
        const found = told(await stage.report());
        if (course.forgetsPushes) {
          assert.deepEqual(found.map(undated), [undated(expected(way))]);
          const bases = way.number === null ? ['unknown'] : ['landing-only', 'range', 'bracketed'];
          assert.ok(bases.includes(found[0]?.createdBasis ?? ''), found[0]?.createdBasis);
        } else assert.deepEqual(found, [expected(way, course)]);
        const report = await stage.report(stage.ledger());
        assert.deepEqual(told(report), found);
        assert.deepEqual(report.workInProgress, []);
        if (course.worktree) await stage.git('worktree', 'remove', '--force', '../tree');
        await stage.forgetBranch('feature');
        assert.deepEqual(told(await stage.report(stage.ledger())), found);
      });
    }

    it(`${wayName} is told when git has forgotten the branch, which was seen while it was open`, async () => {
      const course = {};
      await begin(way, course);
      assert.equal((await stage.report(stage.ledger())).workInProgress?.length, 1);
      await finish(way, course, '.');
      if (way.landing === 'fast-forward') await stage.report(stage.ledger());
      await stage.forgetBranch('feature');
      assert.deepEqual(told(await stage.report(stage.ledger())), [expected(way)]);
    });

    it(`${wayName} is told by its message alone when nothing else is left`, async () => {
      const course = {};
      await begin(way, course);
      await finish(way, course, '.');
      await stage.forgetBranch('feature');
      const [found, ...more] = (await stage.report()).pullRequests ?? [];
      assert.deepEqual(more, []);
      assert.equal(found?.number, way.number ?? undefined);
      if (!found) return;
      // Of a squash nothing else is known; never is its own date that of the first commit.
      const { size, ...rest } = expected(way);
      const isMerge = way.landing === 'merge';
      assert.deepEqual([found.landing, found.size], [rest.landing, size]);
      assert.deepEqual(
        [found.branch, found.commits, found.firstCommitAt],
        isMerge ? ['feature', 2, firstCommitAt] : [null, null, null],
      );
      assert.ok(['landing-only', 'range', 'bracketed'].includes(found.createdBasis), found.createdBasis);
    });
  }
});
