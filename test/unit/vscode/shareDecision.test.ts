import assert from 'node:assert/strict';
import { ShareFailure } from '../../../src/domain/teamSharing';
import { ShareDecision } from '../../../src/vscode/shareDecision';
import { sampleStatus } from '../../support/sampleTeam';
import { type ReadPage, ShareDesk } from '../../support/shareDesk';

/** As Node says it of a disk. */
const ofDisk = () => Object.assign(new Error('EACCES: permission denied, open a path'), { code: 'EACCES' });

describe('a decision about sharing', () => {
  let desk: ShareDesk;
  let page: ReadPage;
  const open = () => {
    new ShareDecision(desk.occasion(), desk.parts);
    page = desk.page;
  };
  const consentOf = (k: number) => ({ schema: 'eddy-share/1', k, questions: [], at: 0 });
  beforeEach(() => {
    desk = new ShareDesk();
    open();
  });

  it('is taken once the host was tried, and stands on the page', async () => {
    await page.click({ type: 'agree' });
    assert.equal(desk.agreed.length, 0);
    await page.click({ type: 'probe' });
    await page.click({ type: 'setPeople', people: 8 });
    await page.click({ type: 'letShare', question: 'churnPct', isShared: false });
    await page.click({ type: 'agree' });
    assert.deepEqual(
      desk.agreed.map(({ k, questions }) => [k, questions.length, questions.includes('churnPct')]),
      [[8, 7, false]],
    );
    assert.ok(page.shown.at(-1)?.sharing);
  });

  it('stands on the page before the host has answered to what follows from it', async () => {
    await page.click({ type: 'probe' });
    let arrived: () => void = () => undefined;
    desk.steps = new Promise(resolve => {
      arrived = resolve;
    });
    const agreeing = page.click({ type: 'agree' });
    await new Promise(resolve => setImmediate(resolve));
    assert.ok(page.shown.at(-1)?.sharing);
    arrived();
    await agreeing;
  });

  for (const [name, failure, said] of [
    ['of sharing', new ShareFailure('busy'), 'Another window is at it.'],
    ['of the disk', ofDisk(), 'Something failed that Eddy does not know.'],
  ] as const) {
    it(`that fails is told on the page: ${name}`, async () => {
      await page.click({ type: 'probe' });
      desk.failing.set('agree', failure);
      await page.click({ type: 'agree' });
      const told = page.shown.at(-1) ?? assert.fail();
      assert.ok(told.decision.trouble?.startsWith(said));
      assert.equal(told.announcement, told.decision.trouble);
      assert.deepEqual([told.decision.canShare, told.sharing], [true, null]);
      assert.ok(!desk.warnings.join().includes('path') && desk.warnings.length === 1);
      desk.failing.clear();
      await page.click({ type: 'agree' });
      assert.equal(page.shown.at(-1)?.decision.trouble, null);
      assert.ok(page.shown.at(-1)?.sharing);
    });
  }

  it('is asked for once more where another window asked for more people meanwhile', async () => {
    desk.kept = sampleStatus([], { consent: consentOf(5) });
    open();
    desk.kept = sampleStatus([], { consent: consentOf(12) });
    desk.failing.set('agree', new RangeError('fewer people than before'));
    await page.click({ type: 'agree' });
    const told = page.shown.at(-1);
    assert.match(told?.decision.trouble ?? '', /^Meanwhile you asked for at least 12 people/);
    assert.deepEqual([told?.people.picked, told?.people.choices.map(({ value }) => value)], [12, [12]]);
    desk.failing.clear();
    await page.click({ type: 'agree' });
    assert.equal(desk.agreed[0]?.k, 12);
  });

  it('says so where it can’t be read either what another window asked for', async () => {
    await page.click({ type: 'probe' });
    desk.failing.set('agree', new RangeError('fewer people than before')).set('status', ofDisk());
    await page.click({ type: 'agree' });
    assert.ok(page.shown.at(-1)?.decision.trouble);
  });

  it('says why a try of the host failed, whatever it was, and lets it be tried again', async () => {
    for (const failure of [new ShareFailure('offline'), ofDisk()]) {
      desk.failing.set('probe', failure);
      await page.click({ type: 'probe' });
      const result = page.shown.at(-1)?.host.result ?? '';
      assert.ok(result !== '' && !result.startsWith('Trying') && !result.includes('by itself'), result);
    }
    desk.failing.clear();
    await page.click({ type: 'probe' });
    assert.equal(page.shown.at(-1)?.decision.canShare, true);
  });

  it('says so where an end failed that nobody foresaw', async () => {
    desk.failing.set('stop', ofDisk());
    await page.click({ type: 'stop' });
    assert.ok(page.shown.at(-1)?.decision.trouble);
  });

  it('is left with the page', async () => {
    await page.click({ type: 'decline' });
    assert.equal(page.isDisposed, true);
  });
});
