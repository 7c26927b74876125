import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { ShareFailure } from '../../../src/domain/teamSharing';
import { FolderShareRecords } from '../../../src/store/shareRecords';
import type { TeamBoard } from '../../../src/team/board';
import { MemoryBoard } from '../../support/memoryBoard';
import { consent, hourMs, monday, type PersonOptions, type StagePerson, TeamStage } from '../../support/teamStage';
import { TemporaryFolder } from '../../support/temporaryFolder';

describe('a member of a team who wants all forgotten', () => {
  let folder: TemporaryFolder;
  let records: FolderShareRecords;
  let board: MemoryBoard;
  let stage: TeamStage;
  beforeEach(() => {
    folder = new TemporaryFolder('member-forget');
    records = new FolderShareRecords(folder.path);
    board = new MemoryBoard();
    stage = new TeamStage(board);
  });
  afterEach(() => folder.dispose());

  const sharing = async (options: PersonOptions = {}): Promise<StagePerson> => {
    const person = await stage.add({ records: () => new FolderShareRecords(folder.path), ...options });
    await person.agree();
    await stage.pass(0);
    return person;
  };
  const idOf = (person: StagePerson) => person.place.repositoryId;

  describe('while another window pushes', () => {
    let reached: Promise<void>;
    let reach: () => void;
    let goOn: () => void;
    beforeEach(() => {
      reached = new Promise(resolve => {
        reach = resolve;
      });
    });
    /** A host that takes a join only when it is told to, if it is not called off. */
    const slowly = (other: TeamBoard): TeamBoard => {
      const post: TeamBoard['post'] = async (place, content, signal) => {
        reach();
        await new Promise<void>((resolve, reject) => {
          goOn = resolve;
          signal.addEventListener('abort', () => reject(new ShareFailure('aborted')));
        });
        return other.post(place, content, signal);
      };
      return {
        post,
        probe: (id, signal) => other.probe(id, signal),
        read: (week, signal) => other.read(week, signal),
        remove: (places, signal) => other.remove(places, signal),
      };
    };
    const pushing = async () => {
      const person = await sharing({ board: slowly, patienceMs: 60_000 });
      stage.now = monday + 36 * hourMs;
      const step = person.step();
      await reached;
      person.reopen();
      return { person, step };
    };

    it('has that broken off, and nothing left', async () => {
      const { person, step } = await pushing();
      await person.member.forget(idOf(person));
      goOn();
      await step;
      assert.deepEqual([board.refs.size, await records.repositoryIds(), person.keys.all.size], [0, [], 0]);
    });

    it('has that broken off by stopping too', async () => {
      const { person, step } = await pushing();
      await person.stop();
      goOn();
      await step;
      assert.deepEqual([board.posts.length, person.keys.all.size, await person.status()], [0, 0, null]);
    });
  });

  it('is told where another window does not end, which then posts nothing all the same', async () => {
    const person = await sharing();
    stage.now = monday + 36 * hourMs;
    let goOn = () => {};
    const reached = new Promise<void>(resolve => {
      person.beforeFacts = () => {
        resolve();
        return new Promise(release => {
          goOn = release;
        });
      };
    });
    const find = person.keys.get.bind(person.keys);
    const kept = new Map(person.keys.all);
    // What the secret store of that window may still say.
    person.keys.get = async name => (await find(name)) ?? kept.get(name);
    const step = person.step();
    await reached;
    person.reopen();
    await assert.rejects(person.member.forget(), { kind: 'busy' });
    assert.deepEqual([await records.isStopped(idOf(person)), person.keys.all.size], [true, 0]);
    goOn();
    await step;
    assert.deepEqual([board.posts.length, await person.member.log(idOf(person))], [0, []]);
    await person.member.forget();
    assert.deepEqual([await records.repositoryIds(), person.keys.all.size], [[], 0]);
  });

  for (const [how, end] of [
    ['stops', (person: StagePerson) => person.stop()],
    ['has it forgotten', (person: StagePerson) => person.member.forget(idOf(person))],
    ['agrees again', (person: StagePerson) => person.agree()],
  ] as const) {
    it(`leaves no key behind a damaged record, who ${how}, up to five weeks later`, async () => {
      const person = await sharing();
      assert.equal(person.keys.all.size, 1);
      writeFileSync(path.join(folder.path, 'team', idOf(person), 'share.json'), '{');
      stage.now = monday + 5 * 7 * 24 * hourMs;
      await end(person);
      assert.equal(person.keys.all.size, 0);
      assert.equal(await records.isStopped(idOf(person)), false);
    });
  }

  it('is not needed where the person has to agree anew: key and refs go in time', async () => {
    const person = await sharing();
    await stage.pass(36);
    assert.deepEqual([board.refs.size, person.keys.all.size], [1, 1]);
    await records.alone(idOf(person), 0, async held => {
      if (held.record) await held.keep({ ...held.record, consent: { ...consent, schema: 'eddy-share/0' } });
    });
    await stage.pass(21 * 24, 26 * 24);
    assert.deepEqual([board.posts.length, board.refs.size, person.keys.all.size], [1, 0, 0]);
  });

  it('touches no secrets where nothing is kept', async () => {
    const person = await stage.add();
    person.keys.delete = () => assert.fail();
    await person.stop();
    await person.member.forget();
    await person.member.forget(idOf(person));
  });
});
