import assert from 'node:assert/strict';
import type { FocusBlock } from '../../../src/domain/focusBlock';
import { Wording } from '../../../src/text/wording';
import {
  type ForgettableRepository,
  forgettableRepositories,
  forgettingText,
  repositoryDetail,
  repositoryLabel,
} from '../../../src/vscode/storedDataRepositories';
import { at, contextOf, minutes } from '../../support/spans';
import { english } from '../../support/translation';

const wording = new Wording(english, 'en-GB', 'UTC');

function block(parts: readonly (readonly [repository: string | null, from: string, to: string])[]): FocusBlock {
  const told = parts.map(([repository, from, to]) => ({
    start: at(from),
    end: at(to),
    context: contextOf({ repository }),
  }));
  const [start, end] = [told[0]?.start ?? 0, told.at(-1)?.end ?? 0];
  return { start, end, deep: false, endedBy: 'idle', resumedAt: null, lagMs: null, parts: told };
}

describe('the repositories that can be forgotten', () => {
  const blocks = [
    block([
      ['open', '09:00', '09:20'],
      [null, '09:20', '09:30'],
      ['gone', '09:30', '09:40'],
    ]),
    block([['open', '10:00', '10:10']]),
  ];
  const found = forgettableRepositories(
    [
      { id: 'open', name: 'stream' },
      { id: 'new', name: 'brook' },
    ],
    blocks,
    [
      { repository: 'open', bytes: 1 },
      { repository: 'old', bytes: 1 },
    ],
    ['new', 'taught'],
  );

  it('are those that are open, then those that something is kept of', () => {
    assert.deepEqual(found, [
      { id: 'open', name: 'stream', focusMs: minutes(30), lastAt: at('10:10'), hasCache: true, hasShared: false },
      { id: 'new', name: 'brook', focusMs: 0, lastAt: null, hasCache: false, hasShared: true },
      { id: 'gone', name: null, focusMs: minutes(10), lastAt: at('09:40'), hasCache: false, hasShared: false },
      { id: 'old', name: null, focusMs: 0, lastAt: null, hasCache: true, hasShared: false },
      { id: 'taught', name: null, focusMs: 0, lastAt: null, hasCache: false, hasShared: true },
    ]);
  });

  it('are named where they are open, and told by their focus', () => {
    assert.deepEqual(
      found.map(each => [repositoryLabel(each, english), repositoryDetail(each, wording)]),
      [
        ['stream', '30\u00a0min of focus, last on 2 November 2026; a cache of its history'],
        ['brook', 'no focus recorded; what was pushed for a team'],
        ['A repository that is not open in this window', '10\u00a0min of focus, last on 2 November 2026'],
        ['A repository that is not open in this window', 'no focus recorded; a cache of its history'],
        ['A repository that is not open in this window', 'no focus recorded; what was pushed for a team'],
      ],
    );
  });

  it('say what goes', () => {
    const [stream, , gone] = found as [ForgettableRepository, ForgettableRepository, ForgettableRepository];
    assert.equal(
      forgettingText(stream, wording),
      'It can no longer be told that 30\u00a0min of your focus was in it, nor on which branches. The time stays in your weeks. The cache of its history, its ledger, and the dates that GitHub told of it are deleted. As long as it is open, it is recorded again from now on. This can’t be undone.',
    );
    assert.doesNotMatch(forgettingText(gone, wording), /As long as/);
  });
});
