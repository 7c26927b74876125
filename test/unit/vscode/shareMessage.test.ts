import assert from 'node:assert/strict';
import { shareMessage } from '../../../src/vscode/shareMessage';

describe('a message of the page about sharing', () => {
  const messages: unknown[] = [
    ...['ready', 'probe', 'agree', 'decline', 'stop', 'showLog'].map(type => ({ type })),
    { type: 'letShare', question: 'churnPct', isShared: false },
    { type: 'setPeople', people: 5 },
    { type: 'setPeople', people: 8 },
    { type: 'setPeople', people: 12 },
  ];
  for (const message of messages) {
    it(`is taken: ${JSON.stringify(message)}`, () => assert.deepEqual(shareMessage(message), message));
  }

  const refused: unknown[] = [
    null,
    'agree',
    { type: 'publish' },
    { type: 'agree', people: 5 },
    { type: 'letShare', question: 'note', isShared: true },
    { type: 'letShare', question: 'flow', isShared: 1 },
    { type: 'letShare', question: 'flow' },
    ...[4, 0, -5, 5.5, 6, 7, 11, 13, '5', null, Number.NaN].map(people => ({ type: 'setPeople', people })),
  ];
  for (const message of refused) {
    it(`is refused: ${JSON.stringify(message)}`, () => assert.equal(shareMessage(message), null));
  }
});
