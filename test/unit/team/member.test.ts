import assert from 'node:assert/strict';
import { MemoryBoard } from '../../support/memoryBoard';
import { plainSum, TeamStage, wholeWeek } from '../../support/teamStage';

describe('a member of a team', () => {
  let board: MemoryBoard;
  let stage: TeamStage;
  beforeEach(() => {
    board = new MemoryBoard();
    stage = new TeamStage(board);
  });
  afterEach(() => stage.dispose());

  it('opens with seven others what they approved, and nothing else', async () => {
    const people = await stage.addSharing(8);
    await stage.pass(...wholeWeek);
    const sum = await plainSum(people);
    for (const person of people) {
      const { phase, joined, reason, opened } = await person.week();
      assert.deepEqual(
        { phase, joined, reason, opened },
        { phase: 'over', joined: 8, reason: null, opened: { n: 8, cells: sum } },
      );
    }
    assert.equal([...board.refs.keys()].length, 17);
  });
});
