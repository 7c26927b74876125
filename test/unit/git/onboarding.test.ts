import assert from 'node:assert/strict';
import { RequestStage, stageDay } from '../../support/requestStage';

describe('the way into a repository', function () {
  this.timeout(60_000);

  it('begins on the day that git’s configuration says, where that is one', async () => {
    const stage = await RequestStage.create();
    try {
      const start = async (day: string | null) => {
        if (day !== null) await stage.git('config', 'eddy.onboardingStart', day);
        const { onboarding } = await stage.report(null, { dayStartMinutes: 240, timeZone: 'Europe/Berlin' });
        return [onboarding?.startBasis, onboarding?.startAt];
      };
      assert.deepEqual(await start(null), ['first-commit', new Date(stageDay(0)).toISOString()]);
      assert.deepEqual(await start('2026-01-12'), ['set', '2026-01-12T03:00:00.000Z']);
      for (const text of ['2026-02-30', 'yesterday', '']) assert.equal((await start(text))[0], 'first-commit');
    } finally {
      stage.dispose();
    }
  });

  it('begins with the first commit of a branch, and not where only its squash is known', async () => {
    const stage = await RequestStage.create();
    try {
      await stage.git('config', 'user.email', 'bea@example.com');
      await stage.git('reflog', 'expire', '--expire=now', '--all');
      await stage.git('switch', '--quiet', '--create', 'feature');
      await stage.commit('a.ts', 12);
      const firstAt = new Date(1000 * Number(await stage.git('log', '-1', '--format=%at'))).toISOString();
      await stage.at(1).git('push', '--quiet', '--set-upstream', 'origin', 'feature');
      await stage.at(6).forgeSquashes('One (#4)');
      await stage.forgeGit('commit', '--quiet', '--amend', '--no-edit', '--author', 'Bea <bea@example.com>');
      await stage.forgeGit('push', '--quiet', '--force', 'origin', 'main');
      await stage.git('fetch', '--quiet');
      const start = async () => (await stage.report()).onboarding?.startAt;
      assert.equal(await start(), firstAt);
      await stage.forgetBranch('feature');
      assert.equal(await start(), null);
    } finally {
      stage.dispose();
    }
  });
});
