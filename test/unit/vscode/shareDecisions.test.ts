import assert from 'node:assert/strict';
import { ShareDecisions } from '../../../src/vscode/shareDecisions';
import { sampleAnswers } from '../../support/sampleTeam';
import { ShareDesk, stream } from '../../support/shareDesk';

const river = { ...stream, name: 'river', repositoryId: '2'.repeat(32) };

describe('the page about sharing that is open', () => {
  let desk: ShareDesk;
  let decisions: ShareDecisions;
  const show = (repository = stream) =>
    decisions.show(repository.repositoryId, async () => {
      await new Promise(resolve => setImmediate(resolve));
      return desk.occasion(repository);
    });
  const openPages = () => desk.pages.filter(({ isDisposed }) => !isDisposed).length;
  beforeEach(() => {
    desk = new ShareDesk();
    decisions = new ShareDecisions(desk.parts);
  });

  it('is one, also for who asks twice at once', async () => {
    await Promise.all([show(), show()]);
    assert.deepEqual([desk.pages.length, desk.page.revealed], [1, 1]);
    await show();
    assert.deepEqual([desk.pages.length, desk.page.revealed], [1, 2]);
  });

  it('gives way to that of another repository', async () => {
    await Promise.all([show(), show(river)]);
    assert.deepEqual([desk.pages.length, openPages()], [2, 1]);
  });

  it('can be opened again once it is closed, by whomever', async () => {
    await show();
    desk.page.dispose();
    await show();
    assert.deepEqual([desk.pages.length, openPages()], [2, 1]);
    decisions.close(river.repositoryId);
    assert.equal(openPages(), 1);
    decisions.close(stream.repositoryId);
    assert.equal(openPages(), 0);
    await show();
    decisions.close();
    assert.equal(openPages(), 0);
  });

  it('learns what comes to be known of the week, and is not drawn anew for anything else', async () => {
    desk.known = { answers: null, isRead: false };
    await decisions.know(() => assert.fail('there is no page yet'));
    await show();
    await decisions.know(async () => desk.known);
    await decisions.know(async () => null);
    assert.equal(desk.page.shown.length, 0);
    await decisions.know(async ({ week }) => ({ answers: sampleAnswers({ flow: 4 }), isRead: week === '2026-W47' }));
    assert.deepEqual(
      desk.page.shown.map(({ answers }) => answers.list.find(({ question }) => question === 'flow')?.answer),
      ['Often'],
    );
  });

  it('goes with the window, and is not opened after it', async () => {
    const late = show();
    decisions.dispose();
    await late;
    assert.equal(desk.pages.length, 0);
  });
});
