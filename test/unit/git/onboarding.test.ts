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
});
