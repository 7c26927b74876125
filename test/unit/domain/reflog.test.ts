import assert from 'node:assert/strict';
import { isBeginning, isPush, type ReflogEntry, rebaseStepOf, renamingOf, switchOf } from '../../../src/domain/reflog';

const id = 'a'.repeat(40);
const entry = (message: string): ReflogEntry => ({
  ref: 'HEAD',
  worktree: null,
  oldId: id,
  newId: id,
  at: 0,
  message,
});

describe('what a line of a reflog says', () => {
  for (const [message, wanted] of [
    ['checkout: moving from main to team/x', { from: 'main', to: 'team/x' }],
    [`checkout: moving from ${id} to main`, { from: id, to: 'main' }],
    ['checkout: moving from main to v1.0^0', { from: 'main', to: 'v1.0^0' }],
    ['checkout: moving from topic to topic to main', { from: 'topic', to: 'topic' }],
    ['Branch: renamed refs/heads/a/b to refs/heads/c', { from: 'a/b', to: 'c' }],
    ['commit: checkout: moving from a to b', null],
    ['reset: moving to HEAD~1', null],
    ['', null],
  ] as const) {
    it(`reads a switch from “${message}”`, () => {
      const found = switchOf(entry(message));
      assert.deepEqual(found && { from: found.from, to: found.to }, wanted);
    });
  }

  for (const [message, wanted] of [
    ['rebase (start): checkout main', { ends: false, branch: null }],
    ['rebase (pick): feat(ui): one', { ends: false, branch: null }],
    ['rebase (finish): returning to refs/heads/team/x', { ends: true, branch: 'team/x' }],
    ['rebase (abort): returning to refs/heads/x', { ends: true, branch: 'x' }],
    ['rebase (abort): updating HEAD', { ends: true, branch: null }],
    ['rebase -i (squash): two', { ends: false, branch: null }],
    ['rebase -i (finish): returning to refs/heads/x', { ends: true, branch: 'x' }],
    ['rebase: checkout main', { ends: false, branch: null }],
    ['rebase finished: returning to refs/heads/x', { ends: true, branch: 'x' }],
    ['pull --rebase https://example.com/x.git main (start): checkout abc', { ends: false, branch: null }],
    ['pull --rebase (pick): fix: (finish)', { ends: false, branch: null }],
    ['pull --rebase (finish): returning to refs/heads/x', { ends: true, branch: 'x' }],
    ['pull: Fast-forward', null],
    ['pull origin main: Merge made by the ‘ort’ strategy.', null],
    ['commit: rebase (pick): one', null],
    ['commit (amend): rebase (start): x', null],
    ['merge topic: Fast-forward', null],
  ] as const) {
    it(`reads a step of a rebase from “${message}”`, () => {
      assert.deepEqual(rebaseStepOf(entry(message)), wanted);
    });
  }

  it('tells renamed and copied branches apart', () => {
    assert.deepEqual(renamingOf(entry('Branch: copied refs/heads/a to refs/heads/b')), {
      copied: true,
      from: 'a',
      to: 'b',
    });
    assert.equal(renamingOf(entry('Branch: renamed refs/heads/a to refs/heads/b'))?.copied, false);
    assert.equal(renamingOf(entry('commit: Branch: renamed refs/heads/a to refs/heads/b')), null);
  });

  it('takes nothing but git’s own words for a push', () => {
    assert.ok(isPush(entry('update by push')));
    for (const message of ['fetch origin: storing head', 'commit: update by push', 'pull: fast-forward', ''])
      assert.ok(!isPush(entry(message)), message);
  });

  it('tells a beginning by the old id; without one, by the words that git has for it', () => {
    assert.ok(isBeginning({ ...entry('anything'), oldId: null }));
    assert.ok(!isBeginning(entry('branch: Created from HEAD')));
    for (const message of ['branch: Created from HEAD', 'commit (initial): x', 'clone: from /x']) {
      assert.ok(isBeginning({ ...entry(message), oldId: undefined }), message);
    }
    assert.ok(!isBeginning({ ...entry('commit: x'), oldId: undefined }));
  });
});
