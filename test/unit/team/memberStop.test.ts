import assert from 'node:assert/strict';
import { ShareFailure } from '../../../src/domain/teamSharing';
import type { TeamBoard } from '../../../src/team/board';
import { MemoryBoard } from '../../support/memoryBoard';
import { dayMs, hourMs, monday, type StagePerson, TeamStage } from '../../support/teamStage';

const week = '2026-W47';

describe('a member of a team who stops', () => {
  let board: MemoryBoard;
  let stage: TeamStage;
  let people: StagePerson[];
  let first: StagePerson;
  beforeEach(async () => {
    board = new MemoryBoard();
    stage = new TeamStage(board);
    people = await stage.addSharing(8);
    first = people[0] as StagePerson;
  });

  const ownRefs = async () => {
    const log = await first.member.log(first.place.repositoryId);
    const own = log.filter(({ action }) => action === 'join' || action === 'sum').map(({ ref }) => ref);
    return own.filter(ref => board.refs.has(ref));
  };

  for (const [phase, hours, posted] of [
    ['before it joined', [0], 0],
    ['when it joined', [0, 36], 1],
    ['after the freeze', [0, 36, 47, 54], 1],
    ['when it posted its sum', [0, 36, 47, 54, 90], 2],
    ['when the week was opened', [0, 36, 47, 54, 90, 97], 2],
  ] as const) {
    it(`${phase} removes what it posted, erases its keys, and posts nothing any more`, async () => {
      await stage.pass(...hours);
      assert.equal((await ownRefs()).length, posted);
      await first.stop();
      assert.deepEqual(await ownRefs(), []);
      assert.deepEqual([first.keys.all.size, await first.status()], [0, null]);
      const record = await first.records.read(first.place.repositoryId);
      assert.ok(record?.weeks.every(({ hasKey, isOver }) => !hasKey && isOver));
      const before = board.posts.length;
      const reads = board.reads;
      stage.people.splice(1);
      await stage.pass(36, 54, 90, 97, 30 * 24);
      assert.deepEqual([board.posts.length, board.reads, first.keys.all.size], [before, reads, 0]);
      const log = await first.member.log(first.place.repositoryId);
      assert.equal(log.filter(({ action, ref }) => action === 'remove' && !ref.includes('/cohort/')).length, posted);
    });
  }

  it('ends the week for those who counted on it, and no other', async () => {
    await stage.pass(0, 36, 47, 54);
    await first.stop();
    await stage.pass(90, 97, 21 * 24);
    for (const person of people.slice(1)) assert.equal((await person.week()).reason, 'incomplete');
  });

  it('leaves the list to the others until the week is over for all, and removes it then', async () => {
    await stage.pass(0, 36, 47, 54);
    const isThere = () => board.refs.has(`refs/eddy/v1/${week}/cohort/0`);
    const log = await first.member.log(first.place.repositoryId);
    assert.ok(log.some(({ action }) => action === 'freeze'));
    await first.stop();
    stage.people.splice(1);
    await stage.pass(90, 20 * 24);
    assert.equal(isThere(), true);
    const calls: number[] = [];
    const remove = board.remove.bind(board);
    board.remove = places => {
      calls.push(places.length);
      return remove(places);
    };
    await stage.pass(21 * 24, 22 * 24);
    assert.deepEqual([isThere(), calls], [false, [1]]);
  });

  it('takes its part out no more once all have opened the sum', async () => {
    await stage.pass(0, 36, 47, 54, 90, 97);
    await first.stop();
    for (const person of people.slice(1)) assert.equal((await person.week()).opened?.n, 8);
  });

  it('stops here also where the host is not reached; what lies there is removed at the next occasion', async () => {
    await stage.pass(0, 36);
    board.failure = 'offline';
    await assert.rejects(first.stop(), { kind: 'offline' });
    assert.deepEqual([await first.status(), first.keys.all.size], [null, 0]);
    assert.equal((await ownRefs()).length, 1);
    board.failure = null;
    stage.people.splice(1);
    const before = board.posts.length;
    await stage.pass(47, 54, 90);
    assert.deepEqual([await ownRefs(), board.posts.length], [[], before]);
  });

  describe('where the host lets nothing be removed', () => {
    const hours = async (from: number, to: number, every = 0.5) => {
      for (let hour = from; hour < to; hour += every) await stage.pass(hour);
    };
    let tries: number[];
    beforeEach(async () => {
      await stage.pass(0, 36, 47, 54);
      stage.people.splice(1);
      tries = [];
      board.remove = async () => {
        tries.push((stage.now - monday) / hourMs);
        throw new ShareFailure('refused');
      };
      await assert.rejects(first.stop(), { kind: 'refused' });
    });

    it('tries again at the next occasion, then less often, then daily, and gives up after 56 days', async () => {
      await hours(54.5, 60 * 24);
      assert.deepEqual(tries.slice(0, 4), [54, 54.5, 60.5, 66.5]);
      const late = tries.filter(hour => hour > 5 * 24);
      assert.ok(late.every((hour, at) => at === 0 || hour - (late[at - 1] ?? 0) >= 24));
      assert.deepEqual([late.length, Math.floor((late.at(-1) ?? 0) / 24)], [51, 55]);
    });

    it('tries once more where it was away until then', async () => {
      await hours(60 * 24, 62 * 24);
      assert.equal(tries.length, 2);
    });

    it('removes the list as well once others do not need it any more', async () => {
      await stage.pass(60, 100);
      board.remove = MemoryBoard.prototype.remove.bind(board);
      await stage.pass(21 * 24);
      assert.deepEqual(await ownRefs(), []);
      assert.equal(board.refs.has(`refs/eddy/v1/${week}/cohort/0`), false);
      assert.equal(board.refs.size, 7);
    });
  });

  describe('where that can’t be marked for other windows', () => {
    const full = () => Promise.reject(Object.assign(new Error('no space'), { code: 'ENOSPC' }));
    let isFull: boolean;
    let person: StagePerson;
    beforeEach(async () => {
      isFull = false;
      person = await stage.add({
        records: each => ({
          read: id => each.read(id),
          alone: (id, patienceMs, work) =>
            each.alone(id, patienceMs, held =>
              work({
                get record() {
                  return held.record;
                },
                isDamaged: false,
                keep: record => (isFull ? full() : held.keep(record)),
              }),
            ),
          markStopped: full,
          isStopped: id => each.isStopped(id),
          unmarkStopped: id => each.unmarkStopped(id),
          forget: id => each.forget(id),
          repositoryIds: () => each.repositoryIds(),
        }),
      });
      await person.agree();
      stage.people.splice(0, 8);
      await stage.pass(0, 36);
      assert.equal(board.refs.size, 1);
    });

    it('stops all the same', async () => {
      await person.stop();
      assert.deepEqual([await person.status(), board.refs.size, person.keys.all.size], [null, 0, 0]);
      await stage.pass(47, 54, 90, 7 * 24 + 37);
      assert.equal(board.posts.length, 1);
    });

    it('says so where nothing else can be kept either, and stops when it can', async () => {
      isFull = true;
      await assert.rejects(person.stop(), { name: 'ShareFailure', kind: 'diskFull' });
      assert.notEqual(await person.status(), null);
      isFull = false;
      await person.stop();
      assert.deepEqual([await person.status(), board.refs.size], [null, 0]);
    });

    it('has all forgotten', async () => {
      await person.member.forget();
      assert.deepEqual([await person.member.repositoryIds(), person.keys.all.size], [[], 0]);
    });
  });

  it('stops where its secrets can’t be erased, which is told', async () => {
    await stage.pass(0);
    const { delete: erase } = first.keys;
    first.keys.delete = () => Promise.reject(new Error('locked'));
    await assert.rejects(first.stop(), { name: 'ShareFailure', kind: 'failed' });
    assert.equal(await first.status(), null);
    first.keys.delete = erase.bind(first.keys);
    await first.step();
    assert.equal(first.keys.all.size, 0);
  });

  it('draws nothing anew in the same week, whoever agrees again', async () => {
    await stage.pass(0, 36);
    await first.stop();
    await first.agree();
    stage.people.splice(1);
    const before = board.posts.length;
    await stage.pass(37, 47, 54, 90);
    assert.deepEqual([board.posts.length, first.keys.all.size], [before, 0]);
    const { phase, reason } = await first.week();
    assert.deepEqual({ phase, reason }, { phase: 'over', reason: 'stopped' });
    stage.now = monday + 8 * dayMs + dayMs / 2;
    await first.step();
    assert.equal((await first.week('2026-W48')).reason === 'stopped', false);
  });

  describe('while a step goes on', () => {
    /** A board that waits before it takes a post, until it is told to go on. */
    class SlowBoard implements Pick<TeamBoard, 'post'> {
      goOn: () => void = () => undefined;
      readonly reached: Promise<void>;
      readonly #reach: () => void;

      constructor() {
        let reach = () => {};
        this.reached = new Promise(resolve => {
          reach = resolve;
        });
        this.#reach = reach;
      }

      over(other: TeamBoard): TeamBoard {
        return {
          probe: (id, signal) => other.probe(id, signal),
          read: (of, signal) => other.read(of, signal),
          post: (place, content, signal) => this.post(place, content, signal),
          remove: (places, signal) => other.remove(places, signal),
        };
      }

      async post(...[place, content, signal]: Parameters<TeamBoard['post']>): Promise<'posted' | 'taken'> {
        this.#reach();
        await new Promise<void>((resolve, reject) => {
          this.goOn = resolve;
          signal.addEventListener('abort', () => reject(new ShareFailure('aborted')));
        });
        return board.post(place, content);
      }
    }

    it('breaks it off', async () => {
      const slow = new SlowBoard();
      const person = await stage.add({
        board: each => slow.over(each),
      });
      await person.agree();
      await stage.pass(0);
      stage.people.splice(0);
      stage.now = monday + 1.6 * dayMs;
      const step = person.step();
      await slow.reached;
      await person.stop();
      await step;
      assert.deepEqual([board.posts.length, person.keys.all.size, await person.status()], [0, 0, null]);
    });

    it('in another window, removes what that one still posted', async () => {
      const slow = new SlowBoard();
      const person = await stage.add({
        board: each => slow.over(each),
      });
      await person.agree();
      await stage.pass(0);
      stage.people.splice(0);
      stage.now = monday + 1.6 * dayMs;
      const step = person.step();
      await slow.reached;
      person.reopen();
      const stopped = person.stop();
      await new Promise(resolve => setTimeout(resolve, 20));
      assert.deepEqual([person.keys.all.size, await person.status()], [0, null]);
      slow.goOn();
      await Promise.all([step, stopped]);
      assert.equal(board.posts.length, 1);
      assert.deepEqual([board.refs.size, person.keys.all.size], [0, 0]);
    });

    /** Stops from another window when this one is about to read the facts of the clone. */
    const stopAtFacts = async (person: StagePerson, hour: number) => {
      stage.people.splice(0);
      stage.now = monday + hour * (dayMs / 24);
      let goOn = () => {};
      const reached = new Promise<void>(resolve => {
        person.beforeFacts = () => {
          resolve();
          return new Promise(release => {
            goOn = release;
          });
        };
      });
      const step = person.step();
      await reached;
      person.reopen();
      await assert.rejects(person.stop(), { kind: 'busy' });
      goOn();
      await step;
    };

    it('in another window that is about to draw, draws nothing', async () => {
      const person = await stage.add();
      await person.agree();
      await stopAtFacts(person, 0);
      const record = await person.records.read(person.place.repositoryId);
      assert.deepEqual([record?.weeks, person.keys.all.size, board.posts.length], [[], 0, 0]);
    });

    it('and agrees again before that was done, shares from then on', async () => {
      const person = await stage.add();
      await person.agree();
      await stopAtFacts(person, 0);
      await person.records.markStopped(person.place.repositoryId);
      await person.agree({ k: 6 });
      assert.equal((await person.status())?.consent.k, 6);
      stage.people.push(person);
      person.beforeFacts = async () => undefined;
      await stage.pass(1, 37);
      assert.equal((await person.week()).phase, 'joined');
    });

    it('in another window that is about to join, posts nothing, and logs nothing', async () => {
      const person = await stage.add();
      await person.agree();
      stage.people.splice(0, 8);
      await stage.pass(0);
      const find = person.keys.get.bind(person.keys);
      const kept = new Map(person.keys.all);
      // What a secret store of another window may still say.
      person.keys.get = async name => (await find(name)) ?? kept.get(name);
      await stopAtFacts(person, 37);
      assert.deepEqual([board.posts.length, await person.member.log(person.place.repositoryId)], [0, []]);
    });

    it('in another window that has stored what it posts, posts nothing', async () => {
      const person = await stage.add({
        records: each => ({
          read: id => each.read(id),
          alone: (id, patienceMs, work) =>
            each.alone(id, patienceMs, held =>
              work({
                get record() {
                  return held.record;
                },
                isDamaged: false,
                keep: async record => {
                  await held.keep(record);
                  if (record.log.length > 0) await each.markStopped(id);
                },
              }),
            ),
          markStopped: id => each.markStopped(id),
          isStopped: id => each.isStopped(id),
          unmarkStopped: id => each.unmarkStopped(id),
          forget: id => each.forget(id),
          repositoryIds: () => each.repositoryIds(),
        }),
      });
      await person.agree();
      stage.people.splice(0, 8);
      await stage.pass(0, 37);
      assert.deepEqual([board.posts.length, await person.status()], [0, null]);
    });

    it('in another window that is not done in time, says so, and ends all the same', async () => {
      const slow = new SlowBoard();
      const person = await stage.add({
        board: each => slow.over(each),
        patienceMs: 0,
      });
      await person.agree();
      await stage.pass(0);
      stage.people.splice(0);
      stage.now = monday + 1.6 * dayMs;
      const step = person.step();
      await slow.reached;
      person.reopen();
      await assert.rejects(person.stop(), { kind: 'busy' });
      slow.goOn();
      assert.equal(await step, null);
      await person.step();
      assert.deepEqual([board.refs.size, person.keys.all.size, await person.status()], [0, 0, null]);
    });
  });

  it('has everything forgotten: weeks, log and keys', async () => {
    await stage.pass(0, 36);
    const other = { ...first.place, repositoryId: 'c'.repeat(32) };
    await first.member.agree(other, {
      ...(await first.status().then(status => status?.consent)),
      k: 5,
      at: 0,
      schema: 'eddy-share/1',
      questions: [],
    });
    await first.member.step(other, async () => null, AbortSignal.timeout(1000));
    assert.deepEqual((await first.member.repositoryIds()).length, 2);
    await first.member.forget(first.place.repositoryId);
    assert.equal(first.keys.all.size, 1);
    assert.deepEqual(await first.member.log(first.place.repositoryId), []);
    assert.ok([...first.keys.all.keys()].every(name => name.includes(other.repositoryId)));
    await first.member.forget();
    assert.deepEqual([await first.member.repositoryIds(), first.keys.all.size], [[], 0]);
    stage.people.splice(1);
    const before = board.posts.length;
    await stage.pass(47, 54, 90);
    assert.equal(board.posts.length, before);
    assert.ok(board.posts.every(({ ref }) => ref.includes(week)));
  });
});
