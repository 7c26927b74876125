import assert from 'node:assert/strict';
import type { ShareRecords } from '../../../src/domain/shareRecord';
import { type Share, type ShareAnswers, shareQuestions } from '../../../src/domain/teamAnswers';
import { ShareFailure, type ShareFailureKind } from '../../../src/domain/teamSharing';
import { drawsFrom, flipped, groupOf } from '../../../src/team/rules';
import { joinIdOf, newKeys } from '../../../src/team/secureSum';
import type { WeekSecret } from '../../../src/team/weekKeys';
import { MemoryBoard } from '../../support/memoryBoard';
import { seededRandom } from '../../support/seededRandom';
import {
  consent,
  dayMs,
  hourMs,
  monday,
  plainSum,
  remoteAddress,
  type StagePerson,
  TeamStage,
  wholeWeek,
} from '../../support/teamStage';

const week = '2026-W47';
const zeros = Object.fromEntries(shareQuestions.map(each => [each, 0])) as ShareAnswers;

describe('a member of a team', () => {
  let board: MemoryBoard;
  let stage: TeamStage;
  beforeEach(() => {
    board = new MemoryBoard();
    stage = new TeamStage(board);
  });

  const postsOf = (part: string) => board.posts.filter(({ ref }) => ref.includes(part));
  const recordOf = async (person: StagePerson) => {
    const record = await person.records.read(person.place.repositoryId);
    assert.ok(record);
    return record;
  };
  const drawnOf = async (person: StagePerson) => {
    const [drawn] = (await recordOf(person)).weeks;
    assert.ok(drawn);
    return drawn;
  };
  const reasons = () => Promise.all(stage.people.map(async person => (await person.week()).reason));
  const everybody = <T>(value: T) => stage.people.map(() => value);

  it('opens with seven others what they approved', async () => {
    const people = await stage.addSharing(8);
    await stage.pass(...wholeWeek);
    const cells = await plainSum(people);
    for (const person of people) {
      const { share: _, ...rest } = await person.week();
      assert.deepEqual(rest, { week, phase: 'over', joined: 8, reason: null, opened: { n: 8, cells } });
    }
  });

  it('goes through a week in its time', async () => {
    const [first] = await stage.addSharing(8);
    assert.ok(first);
    const phases: string[] = [];
    for (const hour of [1, 40, 55, 93, 100]) {
      await stage.pass(hour);
      const { phase, joined } = await first.week();
      phases.push(`${phase} ${joined}`);
    }
    assert.deepEqual(phases, ['waiting null', 'joined null', 'frozen 8', 'posted 8', 'over 8']);
  });

  it('does nothing at all before the person agrees', async () => {
    const person = await stage.add();
    for (const hour of wholeWeek) {
      stage.now = monday + hour * hourMs;
      assert.equal(await person.step(), null);
    }
    assert.deepEqual([board.posts.length, board.reads, person.factsRead, person.keys.all.size], [0, 0, 0, 0]);
    assert.equal(person.records.all.size, 0);
  });

  it('joins at the first moment after its delay, and before the close', async () => {
    const [person] = await stage.addSharing(1);
    assert.ok(person);
    await stage.pass(0);
    const { joinAt, sumAt } = await drawnOf(person);
    assert.ok(joinAt >= monday && joinAt <= monday + 36 * hourMs);
    assert.ok(sumAt >= monday + 54 * hourMs && sumAt <= monday + 90 * hourMs);
    stage.now = joinAt - 1;
    await person.step();
    assert.deepEqual([board.posts.length, person.answersRead], [0, 0]);
    stage.now = joinAt;
    await person.step();
    assert.equal(board.posts.length, 1);
    assert.equal((await person.week()).phase, 'joined');
  });

  for (const [name, hours] of [
    ['is offline until joins close', [0, 48, 60]],
    ['comes only after the close', [48, 60]],
  ] as const) {
    it(`does not join where it ${name}`, async () => {
      const [person] = await stage.addSharing(1);
      await stage.pass(...hours);
      assert.equal(board.posts.length, 0);
      const status = await person?.status();
      assert.deepEqual(status?.weeks.map(({ reason }) => reason) ?? [], hours[0] === 0 ? ['notJoined'] : []);
      assert.equal(person?.keys.all.size, 0);
    });
  }

  it('never joins after the close, also where the clock jumps while it reads the answers', async () => {
    const [person] = await stage.addSharing(1);
    assert.ok(person);
    await stage.pass(0);
    stage.now = monday + 40 * hourMs;
    const late = async () => {
      stage.now = monday + 48 * hourMs;
      return person.answers;
    };
    await person.member.step(person.place, late, AbortSignal.timeout(1000));
    assert.equal(board.posts.length, 0);
  });

  it('draws once: steps, restarts and a clock that goes back change nothing of it', async () => {
    const [person] = await stage.addSharing(1);
    assert.ok(person);
    await stage.pass(0);
    const drawn = await drawnOf(person);
    const secrets = [...person.keys.all];
    for (const hour of [2, -3, 0, 5]) {
      await stage.pass(hour);
      person.reopen();
      await stage.pass(hour);
    }
    assert.deepEqual(await drawnOf(person), drawn);
    assert.deepEqual([...person.keys.all].slice(0, 1), secrets);
  });

  it('leaves a week alone for which something may have been drawn that is not known any more', async () => {
    const person = await stage.add({ records: each => withDamage(each) });
    stage.now = monday + hourMs;
    await person.agree();
    await stage.pass(2, 37, 47);
    assert.deepEqual([board.posts.length, (await person.status())?.weeks], [0, []]);
    await stage.pass(7 * 24 + 37);
    assert.equal(board.posts.length, 1);
  });

  it('sits weeks out by chance, and keeps nothing of them', async () => {
    const isOut = (random: (bytes: number) => Buffer) => {
      newKeys(random);
      return drawsFrom(random).sitOut < 0.15;
    };
    const seed = Array.from({ length: 100 }, (_, at) => `out ${at}`).find(each => isOut(seededRandom(each))) ?? '';
    const person = await stage.add({ random: seededRandom(seed) });
    await person.agree();
    await stage.pass(...wholeWeek);
    const { phase, reason } = await person.week();
    assert.deepEqual([phase, reason, board.posts.length, board.reads], ['over', 'satOut', 0, 0]);
    assert.equal(person.keys.all.size, 0);
  });

  it('shares what was approved when it joined, whatever is known later', async () => {
    const people = await stage.addSharing(8);
    const [first] = people;
    assert.ok(first);
    const approved = first.answers;
    await stage.pass(0, 36);
    first.answers = zeros;
    await stage.pass(...wholeWeek.slice(2));
    const { share } = await first.week();
    for (const question of shareQuestions) {
      if (!share?.flipped.includes(question)) assert.equal(share?.answers[question], approved?.[question]);
    }
    assert.deepEqual((await first.week()).opened?.cells, await plainSum(people));
  });

  it('replaces answers by chance as it was drawn before it joined', async () => {
    const people = await stage.addSharing(8);
    await stage.pass(0, 12, 36, 47);
    const drawn = people.map(({ keys, answers }) => {
      const [secret = ''] = keys.all.values();
      return answers && flipped(answers, (JSON.parse(secret) as WeekSecret).draws, 0.1);
    });
    await stage.pass(54, 90, 97);
    for (const [index, person] of people.entries()) {
      const { share } = await person.week();
      assert.deepEqual({ answers: share?.answers, flipped: share?.flipped }, drawn[index]);
    }
    assert.ok(drawn.some(share => (share?.flipped.length ?? 0) > 0));
  });

  it('asks nobody anything as long as nothing is due', async () => {
    const people = await stage.addSharing(8);
    await stage.pass(0, 37, 54);
    const { sumAt } = await drawnOf(people[0] as StagePerson);
    assert.ok(sumAt > monday + 56 * hourMs, 'the first one has time');
    stage.people.splice(1);
    const before = [board.reads, people[0]?.factsRead];
    await stage.pass(38, 55, 56);
    assert.deepEqual([board.reads, people[0]?.factsRead], before);
  });

  it('never posts a sum before the freeze, also where the clock jumps back while it looks', async () => {
    await stage.addSharing(8);
    await stage.pass(0, 12, 36, 47, 54);
    const read = board.read.bind(board);
    board.read = async of => {
      const shown = await read(of);
      stage.now = monday + 50 * hourMs;
      return shown;
    };
    await stage.pass(90);
    assert.equal(postsOf('/sum/').length, 0);
  });

  it('answers only what was agreed to, also where that changed after it joined', async () => {
    const people = await stage.addSharing(8);
    const [first, second] = people;
    assert.ok(first && second);
    await first.agree({ questions: ['flow'] });
    await stage.pass(0, 36);
    await second.agree({ questions: ['churnPct'] });
    await stage.pass(...wholeWeek.slice(2));
    const answered = async (person: StagePerson) => {
      const { share } = await person.week();
      return shareQuestions.filter(each => !share?.flipped.includes(each) && share?.answers[each] !== 0);
    };
    assert.ok((await answered(first)).every(each => each === 'flow'));
    assert.ok((await answered(second)).every(each => each === 'churnPct'));
  });

  describe('answers nothing that was left out', () => {
    const given = (share: Share | null) =>
      shareQuestions.filter(each => !share?.flipped.includes(each) && share?.answers[each] !== 0);
    const isLate = async (person: StagePerson) => (await drawnOf(person)).sumAt > monday + 56 * hourMs;

    it('after the list was closed', async () => {
      const people = await stage.addSharing(8);
      await stage.pass(...wholeWeek.slice(0, 5));
      const late = people[(await Promise.all(people.map(isLate))).indexOf(true)];
      assert.ok(late);
      await late.agree({ questions: ['churnPct'] });
      await stage.pass(...wholeWeek.slice(5));
      const shown = await late.week();
      assert.deepEqual([shown.reason, shown.opened?.n], [null, 8]);
      assert.ok(given(shown.share).every(each => each === 'churnPct'));
    });

    it('after its answers were masked, while the host was out of reach', async () => {
      const people = await stage.addSharing(8);
      const [first] = people;
      assert.ok(first);
      await stage.pass(...wholeWeek.slice(0, 5));
      const { sumAt, publicKey } = await drawnOf(first);
      const post = board.post.bind(board);
      board.post = async () => {
        throw new ShareFailure('offline');
      };
      stage.now = sumAt;
      await first.step();
      assert.ok(given((await drawnOf(first)).share).length > 1);
      board.post = post;
      await first.agree({ questions: [] });
      await stage.pass(...wholeWeek.slice(5));
      assert.equal(postsOf(`/sum/${joinIdOf(publicKey)}`).length, 0);
      assert.equal((await first.week()).reason, 'stopped');
    });
  });

  it('keeps weeks in their order, also where the clock was ahead', async () => {
    const [person] = await stage.addSharing(1);
    assert.ok(person);
    await stage.pass(21 * 24, 0, 7 * 24);
    const { weeks } = await recordOf(person);
    assert.deepEqual(
      weeks.map(each => each.week),
      ['2026-W47', '2026-W48', '2026-W50'],
    );
  });

  it('waits for answers as long as joins are open', async () => {
    const [person] = await stage.addSharing(1);
    assert.ok(person);
    const { answers } = person;
    person.answers = null;
    await stage.pass(0, 37);
    assert.equal(board.posts.length, 0);
    person.answers = answers;
    await stage.pass(38);
    assert.equal(board.posts.length, 1);
  });

  it('keeps the private key with the secrets only, until the answers are masked', async () => {
    const [person] = await stage.addSharing(8);
    assert.ok(person);
    await stage.pass(0, 36);
    const [secret = ''] = [...person.keys.all.values()];
    const { privateKey, draws } = JSON.parse(secret);
    assert.ok(privateKey && draws);
    await stage.pass(55);
    assert.equal((await person.week()).phase, 'frozen');
    stage.now = (await drawnOf(person)).sumAt;
    await person.step();
    assert.equal((await person.week()).phase, 'posted');
    assert.equal(person.keys.all.size, 0);
    await stage.pass(90, 97);
    const kept = [...person.records.all.values(), ...board.posts.map(({ content }) => content)].join();
    assert.ok(!kept.includes(privateKey));
  });

  it('keeps no address and no name', async () => {
    const [person] = await stage.addSharing(8);
    await stage.pass(...wholeWeek);
    const kept = [...(person?.records.all.values() ?? [])].join();
    assert.ok(kept.includes(week) && !kept.includes(remoteAddress) && !kept.includes('a folder'));
  });

  describe('with few people', () => {
    it('freezes nothing with four, and says so', async () => {
      await stage.addSharing(4);
      await stage.pass(...wholeWeek);
      assert.deepEqual(await reasons(), everybody('fewerThanK'));
      assert.deepEqual([postsOf('/cohort/').length, postsOf('/sum/').length], [0, 0]);
      assert.ok(stage.people.every(({ keys }) => keys.all.size === 0));
    });

    it('posts nothing with five to seven in most weeks', async () => {
      await stage.addSharing(7);
      await stage.pass(...wholeWeek);
      assert.deepEqual(await reasons(), everybody('notThisWeek'));
      assert.equal(postsOf('/sum/').length, 0);
      assert.deepEqual((await stage.people[0]?.week())?.joined, 7);
    });

    it('opens the sum of five in every fourth week', async () => {
      const people = await stage.addSharing(5, { weeks: 1 });
      const fourth = 7 * 24;
      await stage.pass(...wholeWeek.map(hour => hour + fourth));
      const [first] = people;
      assert.deepEqual((await first?.week('2026-W48'))?.opened, { n: 5, cells: await plainSum(people, '2026-W48') });
    });
  });

  describe('with more than twelve people', () => {
    it('sums up each group for itself, and shows them added', async () => {
      const people = await stage.addSharing(17);
      await stage.pass(...wholeWeek);
      const cells = await plainSum(people);
      for (const person of people) assert.deepEqual((await person.week()).opened, { n: 17, cells });
      assert.equal(new Set(postsOf('/sum/').map(({ content }) => JSON.parse(content).cohort)).size, 2);
    });

    it('shows the group that is whole where another is not', async () => {
      const people = await stage.addSharing(17);
      await stage.pass(0, 12, 36, 47, 55);
      const [absent] = people;
      assert.ok(absent);
      const { publicKey, cohort } = await drawnOf(absent);
      const lost = groupOf(publicKey, cohort ?? []);
      stage.people.splice(0, 1);
      await stage.pass(90, 97);
      const others: StagePerson[] = [];
      for (const person of people) if (!lost.includes((await drawnOf(person)).publicKey)) others.push(person);
      const opened = { n: others.length, cells: await plainSum(others) };
      assert.ok(others.length >= 8);
      assert.deepEqual((await people[5]?.week())?.opened, opened);
      board.refs.clear();
      await stage.pass(22 * 24);
      const { phase, reason, opened: kept } = (await people[5]?.week()) ?? {};
      assert.deepEqual({ phase, reason, kept }, { phase: 'over', reason: null, kept: opened });
    });
  });

  describe('asking for at least so many people', () => {
    it('takes no number below five or above twelve', async () => {
      const person = await stage.add();
      for (const k of [4, 2, 0, -1, 5.5, 13, Number.NaN]) await assert.rejects(person.agree({ k }), RangeError);
      assert.equal(await person.status(), null);
    });

    it('lets it be raised only', async () => {
      const person = await stage.add();
      await person.agree({ k: 8 });
      await assert.rejects(person.agree({ k: 7 }), RangeError);
      await person.agree({ k: 9 });
      assert.equal((await person.status())?.consent.k, 9);
      await person.stop();
      await person.agree({ k: 5 });
    });

    it('leaves out who asks for more than there are, and lets the others go on', async () => {
      const people = await stage.addSharing(9);
      const [last] = people;
      assert.ok(last);
      await last.agree({ k: 10 });
      await stage.pass(...wholeWeek);
      assert.equal((await last.week()).reason, 'fewerThanK');
      assert.equal((await people[1]?.week())?.opened?.n, 8);
      assert.deepEqual((await people[1]?.week())?.opened?.cells, await plainSum(people.slice(1)));
    });

    it('posts nothing where the person asks for more after the freeze', async () => {
      const [first] = await stage.addSharing(8);
      assert.ok(first);
      await stage.pass(0, 12, 36, 47, 55);
      await first.agree({ k: 9 });
      await stage.pass(90, 97);
      assert.equal((await first.week()).reason, 'fewerThanK');
      assert.equal(postsOf('/sum/').length, 7);
    });

    for (const [name, change] of [
      ['an older form', { schema: 'eddy-share/0' }],
      ['fewer than five people, as a record says that was changed', { k: 2 }],
    ] as const) {
      it(`asks anew where the person agreed to ${name}, and posts nothing until then`, async () => {
        const person = await stage.add();
        await person.agree();
        const { repositoryId } = person.place;
        await person.records.alone(repositoryId, 0, async held => {
          if (held.record) await held.keep({ ...held.record, consent: { ...consent, ...change } });
        });
        await stage.pass(0, 36, 47);
        assert.equal((await person.status())?.asksAnew, true);
        assert.deepEqual([board.posts.length, board.reads, person.keys.all.size], [0, 0, 0]);
        await person.agree();
        assert.equal((await person.status())?.asksAnew, false);
        await stage.pass(47);
        assert.equal(board.posts.length, 1);
      });
    }
  });

  describe('late or offline', () => {
    it('opens the week also with a sum that comes late, until the grace is over', async () => {
      const people = await stage.addSharing(8);
      await stage.pass(0, 12, 36, 47);
      const [late] = stage.people.splice(0, 1);
      assert.ok(late);
      await stage.pass(55, 90, 97, 200);
      assert.equal((await people[1]?.week())?.phase, 'posted');
      stage.people.unshift(late);
      await stage.pass(20 * 24, 20 * 24 + 23);
      for (const person of people) assert.equal((await person.week()).opened?.n, 8);
    });

    it('says that a week is incomplete when the grace is over, and posts no sum from then on', async () => {
      const people = await stage.addSharing(8);
      await stage.pass(0, 12, 36, 47);
      const [late] = stage.people.splice(0, 1);
      await stage.pass(55, 90, 21 * 24);
      stage.now = monday + 21 * dayMs;
      await late?.step();
      assert.equal(postsOf('/sum/').length, 7);
      for (const person of people) assert.equal((await person.week()).reason, 'incomplete');
      for (const person of people) assert.ok(![...person.keys.all.keys()].some(name => name.includes(week)));
    });

    it('has a last look at a week when it comes back after the grace', async () => {
      const people = await stage.addSharing(8);
      await stage.pass(0, 12, 36, 47, 54);
      const [away] = people;
      const { sumAt } = await drawnOf(away as StagePerson);
      stage.people.splice(1);
      await stage.pass((sumAt - monday) / hourMs);
      stage.people.splice(0, 1, ...people.slice(1));
      await stage.pass(90, 97);
      stage.people.splice(0);
      stage.now = monday + 25 * dayMs;
      board.failure = 'offline';
      await away?.step();
      assert.equal((await away?.week())?.phase, 'posted');
      board.failure = null;
      await away?.step();
      assert.equal((await away?.week())?.opened?.n, 8);
    });

    for (const [name, isThere] of [
      ['goes on with a join whose answer was lost, if it lies there', true],
      ['takes no part with a join whose answer was lost, if it does not lie there', false],
    ] as const) {
      it(name, async () => {
        const people = await stage.addSharing(8);
        const post = board.post.bind(board);
        stage.people.splice(1);
        board.post = async (place, content) => {
          if (isThere) await post(place, content);
          throw new ShareFailure('offline');
        };
        await stage.pass(36);
        const approved = people[0]?.answers;
        for (const person of stage.people) person.answers = zeros;
        if (isThere) await stage.pass(37);
        board.post = post;
        stage.people.push(...people.slice(1));
        stage.people.splice(0, 1);
        await stage.pass(36, 43);
        stage.people.unshift(...people.slice(0, 1));
        await stage.pass(49, 54, 90, 97);
        const { reason, opened } = (await people[0]?.week()) ?? {};
        assert.deepEqual([reason, opened?.n], isThere ? [null, 8] : ['notJoined', undefined]);
        assert.equal(new Set(postsOf('/join/').map(({ ref }) => ref)).size, isThere ? 8 : 7);
        const { share } = (await people[0]?.week()) ?? {};
        const changed = shareQuestions.filter(each => share?.answers[each] !== approved?.[each]);
        if (isThere)
          assert.ok(
            changed.every(each => share?.flipped.includes(each)),
            'the answers of the first attempt',
          );
      });
    }

    it('does not go on with a week whose key is lost', async () => {
      const [first, second] = await stage.addSharing(8);
      assert.ok(first && second);
      await stage.pass(0);
      first.keys.all.clear();
      await stage.pass(36);
      second.keys.all.clear();
      await stage.pass(47, 55, 90, 97);
      assert.equal((await first.week()).reason, 'keyLost');
      assert.equal((await second.week()).reason, 'notThisWeek');
      assert.equal(postsOf(joinIdOf((await drawnOf(second)).publicKey)).length, 1);
    });

    it('says that the key is lost as soon as it is missed, or is another one', async () => {
      const people = await stage.addSharing(8);
      await stage.pass(0, 12, 36, 47);
      const [first, second, third] = people as [StagePerson, StagePerson, StagePerson];
      first.keys.all.clear();
      const [name = ''] = second.keys.all.keys();
      const [other = ''] = third.keys.all.values();
      second.keys.all.set(name, other);
      await stage.pass(54, 90, 97);
      for (const person of [first, second]) assert.equal((await person.week()).reason, 'keyLost');
      assert.equal((await third.week()).opened, null);
      assert.deepEqual([postsOf('/sum/').length, second.keys.all.size], [6, 0]);
    });

    it('needs only the moments that its status names', async () => {
      const people = await stage.addSharing(8);
      const next = new Map(people.map(person => [person, monday]));
      let steps = 0;
      while (Math.min(...next.values()) < monday + 27 * dayMs) {
        const [person] = [...next].reduce((first, other) => (other[1] < first[1] ? other : first));
        stage.now = next.get(person) ?? 0;
        // Nothing is known of later weeks.
        const answers = async (of: string) => (of === week ? person.answers : null);
        const status = await person.member.step(person.place, answers, AbortSignal.timeout(1000));
        assert.ok(status && status.nextAt > stage.now);
        next.set(person, status.nextAt);
        steps += 1;
      }
      for (const person of people) assert.equal((await person.week()).opened?.n, 8);
      assert.equal(board.refs.size, 0);
      assert.ok(steps < 8 * 330, `${steps} steps`);
    });
  });

  describe('in several places', () => {
    it('has one of two windows work at a time, and posts nothing twice', async () => {
      await stage.addSharing(8);
      for (const hour of wholeWeek) {
        stage.now = monday + hour * hourMs;
        for (const person of stage.people) {
          const other = person.reopen();
          const answers = async () => person.answers;
          const both = [person.member, other, person.reopen()];
          await Promise.all(both.map(member => member.step(person.place, answers, AbortSignal.timeout(1000))));
        }
      }
      assert.equal((await stage.people[0]?.week())?.opened?.n, 8);
      assert.equal(new Set(board.posts.map(({ ref }) => ref)).size, board.posts.length);
    });

    it('shares each repository for itself', async () => {
      const [person] = await stage.addSharing(1);
      assert.ok(person);
      const other = { ...person.place, repositoryId: 'b'.repeat(32) };
      await person.member.agree(other, consent);
      const step = (place: typeof other) =>
        person.member.step(place, async () => person.answers, AbortSignal.timeout(1000));
      stage.now = monday + 40 * hourMs;
      await Promise.all([step(person.place), step(other)]);
      const keys = postsOf('/join/').map(({ content }) => JSON.parse(content).pk);
      assert.equal(new Set(keys).size, 2);
      await person.member.stop(other, AbortSignal.timeout(1000));
      assert.equal(await person.member.status(other.repositoryId), null);
      assert.equal((await person.week()).phase, 'joined');
      assert.deepEqual([...board.refs.keys()].length, 1);
    });
  });

  describe('told', () => {
    it('keeps a log of everything that was sent, to the byte, and only adds to it', async () => {
      const people = await stage.addSharing(8);
      const [first] = people;
      assert.ok(first);
      await first.member.probe(first.place, AbortSignal.timeout(1000));
      let before: readonly unknown[] = [];
      for (const hour of [...wholeWeek, 27 * 24]) {
        await stage.pass(hour);
        const log = await first.member.log(first.place.repositoryId);
        assert.deepEqual(log.slice(0, before.length), before);
        before = log;
      }
      const logs = await Promise.all(people.map(person => person.member.log(person.place.repositoryId)));
      const sent = logs.flat().filter(({ action }) => action !== 'remove' && action !== 'probe');
      const bytes = (all: readonly { ref: string; content: string }[]) =>
        all.map(each => `${each.ref} ${each.content}`).sort();
      assert.deepEqual(bytes(sent), bytes(board.posts));
      assert.deepEqual(
        logs[0]?.filter(({ ref }) => !ref.includes('/cohort/')).map(({ action }) => action),
        ['probe', 'remove', 'join', 'sum', 'remove', 'remove'],
      );
    });

    it('logs as removed only what was', async () => {
      const [person] = await stage.addSharing(1);
      assert.ok(person);
      const actions = async () => (await person.member.log(person.place.repositoryId)).map(({ action }) => action);
      const probe = () => person.member.probe(person.place, AbortSignal.timeout(1000));
      await stage.pass(0, 36);
      board.failure = 'refused';
      await assert.rejects(probe(), { kind: 'refused' });
      assert.deepEqual(await actions(), ['join', 'probe']);
      board.failure = null;
      await probe();
      assert.deepEqual(await actions(), ['join', 'probe', 'probe', 'remove']);
      board.failure = 'refused';
      await assert.rejects(person.stop(), { kind: 'refused' });
      assert.deepEqual(await actions(), ['join', 'probe', 'probe', 'remove']);
      board.failure = null;
      await person.stop();
      assert.deepEqual(await actions(), ['join', 'probe', 'probe', 'remove', 'remove']);
    });

    const kinds: ShareFailureKind[] = [
      'offline',
      'signIn',
      'refused',
      'hidden',
      'hostFull',
      'diskFull',
      'timedOut',
      'noGit',
      'failed',
    ];
    for (const kind of kinds) {
      it(`says ${kind} in its status, and goes on when that is over`, async () => {
        const people = await stage.addSharing(8);
        board.failure = kind;
        await stage.pass(0, 20, 36);
        assert.equal((await people[0]?.status())?.trouble, kind);
        board.failure = null;
        await stage.pass(47);
        assert.equal((await people[0]?.status())?.trouble, null);
        board.failure = kind;
        await stage.pass(55, 56);
        assert.equal((await people[0]?.status())?.trouble, kind);
        assert.equal((await people[0]?.week())?.phase, 'joined');
        board.failure = null;
        await stage.pass(57, 70, 90);
        board.failure = kind;
        await stage.pass(97);
        board.failure = null;
        await stage.pass(98);
        for (const person of people) assert.equal((await person.week()).opened?.n, 8);
      });
    }

    it('says so where its own disk is full, and posts nothing', async () => {
      let isFull = false;
      const person = await stage.add({
        records: each => ({
          ...withDamage(each),
          alone: (id, patienceMs, work) =>
            each.alone(id, patienceMs, held =>
              work({
                get record() {
                  return held.record;
                },
                isDamaged: false,
                keep: record => {
                  if (isFull) throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
                  return held.keep(record);
                },
              }),
            ),
        }),
      });
      await person.agree();
      await stage.pass(0);
      isFull = true;
      stage.now = monday + 37 * hourMs;
      assert.equal((await person.step())?.trouble, 'diskFull');
      assert.equal(board.posts.length, 0);
      isFull = false;
      assert.equal((await person.step())?.trouble, null);
      assert.equal(board.posts.length, 1);
    });

    for (const [code, kind] of [
      ['ENOSPC', 'diskFull'],
      ['EACCES', 'notWritable'],
      ['EIO', 'failed'],
    ] as const) {
      it(`says what ${code} of its own disk means, whatever is asked of it`, async () => {
        let isBroken = false;
        const breaking =
          <A extends unknown[], T>(work: (...args: A) => Promise<T>) =>
          (...args: A): Promise<T> =>
            isBroken ? Promise.reject(Object.assign(new Error(`${code}: at /home/ada`), { code })) : work(...args);
        const person = await stage.add({
          records: each => ({
            read: breaking(id => each.read(id)),
            alone: (id, patienceMs, work) => breaking(() => each.alone(id, patienceMs, work))(),
            markStopped: breaking(id => each.markStopped(id)),
            isStopped: breaking(id => each.isStopped(id)),
            unmarkStopped: breaking(id => each.unmarkStopped(id)),
            forget: breaking(id => each.forget(id)),
            repositoryIds: breaking(() => each.repositoryIds()),
          }),
        });
        await person.agree();
        isBroken = true;
        const { member, place } = person;
        const signal = AbortSignal.timeout(1000);
        for (const call of [
          () => member.probe(place, signal),
          () => person.agree(),
          () => person.stop(),
          () => person.status(),
          () => person.step(),
          () => member.log(place.repositoryId),
          () => member.repositoryIds(),
          () => member.forget(),
        ]) {
          await assert.rejects(call(), { name: 'ShareFailure', kind, detail: '' });
        }
        isBroken = false;
        assert.equal((await person.status())?.consent.k, 5);
      });
    }

    it('tries again after half an hour', async () => {
      const [person] = await stage.addSharing(1);
      board.failure = 'offline';
      await stage.pass(40);
      assert.equal((await person?.status())?.nextAt, stage.now + hourMs / 2);
    });
  });

  describe('at the end', () => {
    it('removes what it posted, the list too, 26 days after joins opened', async () => {
      await stage.addSharing(8);
      await stage.pass(...wholeWeek, 26 * 24 - 1);
      assert.equal([...board.refs.keys()].filter(ref => ref.includes(week)).length, 17);
      await stage.pass(26 * 24);
      assert.equal([...board.refs.keys()].filter(ref => ref.includes(week)).length, 0);
    });

    it('removes it also where it was away for longer', async () => {
      await stage.addSharing(8);
      await stage.pass(...wholeWeek, 60 * 24);
      assert.equal([...board.refs.keys()].filter(ref => ref.includes(week)).length, 0);
    });

    it('tries once a day where the host does not let it, and gives up after 56 days', async () => {
      const [person] = await stage.addSharing(8);
      await stage.pass(...wholeWeek);
      const removed: string[] = [];
      board.remove = async places => {
        removed.push(`${(stage.now - monday) / dayMs} ${places.length}`);
        throw new Error('not let');
      };
      stage.people.splice(1);
      await stage.pass(26 * 24, 26 * 24 + 1, 27 * 24, 55 * 24, 56 * 24, 60 * 24);
      assert.deepEqual(
        removed.map(each => each.split(' ')[0]),
        ['26', '27', '55'],
      );
      assert.equal((await person?.status())?.trouble, 'failed');
    });
  });
});

/** As if a record lay there that can't be understood, until there is one. */
function withDamage(records: ShareRecords): ShareRecords {
  return {
    read: id => records.read(id),
    alone: (id, patienceMs, work) =>
      records.alone(id, patienceMs, held => {
        const keep = held.keep.bind(held);
        return work({
          get record() {
            return held.record;
          },
          isDamaged: held.record === null,
          keep,
        });
      }),
    markStopped: id => records.markStopped(id),
    isStopped: id => records.isStopped(id),
    unmarkStopped: id => records.unmarkStopped(id),
    forget: id => records.forget(id),
    repositoryIds: () => records.repositoryIds(),
  };
}
