import assert from 'node:assert/strict';
import { MemoryBoard } from '../../support/memoryBoard';
import { TeamStage } from '../../support/teamStage';

describe('how far a week is', () => {
  it('tells a join that may have reached the host from none', async () => {
    const board = new MemoryBoard();
    const stage = new TeamStage(board);
    const [person] = await stage.addSharing(1);
    assert.ok(person);
    const { answers } = person;
    person.answers = null;
    await stage.pass(0, 37);
    assert.equal((await person.week()).phase, 'waiting');
    person.answers = answers;
    board.failure = 'offline';
    await stage.pass(38);
    assert.equal((await person.week()).phase, 'sent');
    board.failure = null;
    await stage.pass(39);
    assert.equal((await person.week()).phase, 'joined');
  });
});
