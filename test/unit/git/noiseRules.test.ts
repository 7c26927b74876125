import assert from 'node:assert/strict';
import { type NoiseRule, noiseRules, type Report } from '../../../src/domain/report';
import { linesOf, readReport } from '../../support/reading';
import { FIRST_COMMIT_TIME, TemporaryRepository } from '../../support/temporaryRepository';

/** What each rule leaves out of the history below, in added lines, while all the others are on. */
const leftOutBy: Record<NoiseRule, number> = {
  blank: 2,
  whitespace: 1,
  moved: 20,
  generated: 7,
  vendored: 6,
  bots: 9,
  ignoredRevisions: 5,
  copies: 11,
};

describe('a noise rule', () => {
  let repository: TemporaryRepository;
  before(async () => {
    repository = await TemporaryRepository.create();
    let day = 0;
    const put = async (files: Record<string, string>, options = {}) => {
      for (const [file, text] of Object.entries(files)) repository.write(file, text);
      return repository.commit(Object.keys(files).join(), { date: FIRST_COMMIT_TIME + 6_000_000 * ++day, ...options });
    };
    const text = `${linesOf('a', 20)}\n\n${linesOf('stays', 20)}`;
    await put({ 'a.ts': text });
    await put({ 'a.ts': text.replace('stays says line 1\n', '    stays says line 1\n') });
    await put({
      'a.ts': text.replace(linesOf('a', 20), '').replace('stays says line 1\n', '    stays says line 1\n'),
      'b.ts': linesOf('a', 20),
    });
    await put({ 'package-lock.json': linesOf('lock', 7) });
    await put({ 'node_modules/x.js': linesOf('x', 6) });
    // The bot has the person's address, so that only the bot's name leaves its lines out.
    await put({ 'bot.ts': linesOf('bot', 9) }, { author: { name: 'tidy[bot]', email: 'ada@example.com' } });
    const ignored = await put({ 'format.ts': linesOf('format', 5) });
    await put({ '.git-blame-ignore-revs': `${ignored}\n` });
    await repository.git('checkout', '-q', '-b', 'release', 'HEAD~1');
    await put({ 'fix.ts': linesOf('fix', 11) });
    const fix = (await repository.git('rev-parse', 'HEAD')).trim();
    await repository.git('checkout', '-q', 'main');
    repository.environment.GIT_COMMITTER_DATE = `@${FIRST_COMMIT_TIME / 1000 + 80_000} +0000`;
    await repository.git('cherry-pick', fix);
    delete repository.environment.GIT_COMMITTER_DATE;
    // A branch whose every commit is on main would have landed.
    await repository.git('checkout', '-q', 'release');
    await put({ 'only-here.ts': linesOf('only here', 3) });
    await repository.git('checkout', '-q', 'main');
  });
  after(() => repository.dispose());

  const sums = ({ weeks }: Report) => {
    const churn = weeks[0]?.churn;
    assert.ok(churn);
    return churn;
  };

  it('leaves out what it is for', async () => {
    const { leftOut } = sums(await readReport(repository));
    for (const rule of noiseRules) assert.equal(leftOut[rule], leftOutBy[rule], rule);
  });

  for (const rule of noiseRules) {
    it(`counts ${rule} as any other change when it is off`, async () => {
      const all = sums(await readReport(repository));
      const without = sums(await readReport(repository, { leaveOut: noiseRules.filter(other => other !== rule) }));
      assert.equal(without.leftOut[rule], 0);
      assert.equal(without.added, all.added + leftOutBy[rule]);
      for (const other of noiseRules)
        if (other !== rule) assert.equal(without.leftOut[other], all.leftOut[other], other);
    });
  }
});
