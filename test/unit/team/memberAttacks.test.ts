import assert from 'node:assert/strict';
import { type NoNumberReason, ShareFailure } from '../../../src/domain/teamSharing';
import type { BoardWeek } from '../../../src/team/board';
import { frozenKeys } from '../../../src/team/rules';
import { joinIdOf, newKeys } from '../../../src/team/secureSum';
import { cohortText, joinText, readJoin, readSum, refOf, sumText } from '../../../src/team/wire';
import { MemoryBoard } from '../../support/memoryBoard';
import { seededRandom } from '../../support/seededRandom';
import { hourMs, monday, type StagePerson, TeamStage } from '../../support/teamStage';

const week = '2026-W47';
/** Until everybody has joined, and looked at the others. */
const joined = [0, 12, 36, 42, 47] as const;
/** From the freeze on. */
const summed = [54, 90, 97] as const;

describe('a member of a team whose host or peers do wrong', () => {
  let board: MemoryBoard;
  let stage: TeamStage;
  let people: StagePerson[];
  beforeEach(async () => {
    board = new MemoryBoard();
    stage = new TeamStage(board);
    people = await stage.addSharing(8);
  });

  const sums = () => board.posts.filter(({ ref }) => ref.includes('/sum/'));
  const keyOf = async (person: StagePerson) =>
    (await person.records.read(person.place.repositoryId))?.weeks.find(each => each.week === week)?.publicKey ?? '';
  const idOf = async (person: StagePerson) => joinIdOf(await keyOf(person));
  const stranger = (seed: string) => newKeys(seededRandom(seed)).publicKey;
  const withKey = (keys: readonly string[], old: string, other: string) =>
    keys.map(key => (key === old ? other : key)).sort();
  /** All of them, or those of whom it is told. */
  const refused = async (reason: NoNumberReason, of = people) => {
    for (const person of of) {
      const { phase, reason: found, opened, share } = await person.week();
      assert.deepEqual({ phase, found, opened, share }, { phase: 'over', found: reason, opened: null, share: null });
      assert.equal(person.keys.all.size, 0, 'the key is erased');
    }
    const ids = await Promise.all(of.map(idOf));
    assert.deepEqual(
      sums().filter(({ ref }) => ids.some(id => ref.endsWith(id))),
      [],
    );
  };
  const first = () => people[0] as StagePerson;

  describe('before the freeze', () => {
    it('refuses a list that misses a join which was there before the close', async () => {
      await stage.pass(...joined);
      const hidden = await idOf(people[7] as StagePerson);
      board.lie = shown => ({ ...shown, joins: shown.joins.filter(({ id }) => id !== hidden) });
      await stage.pass(...summed);
      await refused('missesJoin', people.slice(0, 7));
      assert.equal(sums().length, 0);
    });

    it('refuses a list of the host that misses such a join', async () => {
      await stage.pass(...joined);
      const hidden = await keyOf(people[7] as StagePerson);
      const keys = await Promise.all(people.map(keyOf));
      board.refs.set(refOf({ week, kind: 'cohort' }), cohortText(keys.filter(key => key !== hidden).sort()));
      await stage.pass(...summed);
      await refused('missesJoin', people.slice(0, 7));
      await refused('missesMe', people.slice(7));
    });

    it('refuses a list that was frozen while joins were open', async () => {
      await stage.pass(0, 12, 36);
      board.refs.set(refOf({ week, kind: 'cohort' }), cohortText((await Promise.all(people.map(keyOf))).sort()));
      await stage.pass(42);
      await refused('tampered');
    });

    it('refuses such a list also where it was away from its join to the freeze', async () => {
      const victim = first();
      const { people: all } = stage;
      const pass = async (who: readonly StagePerson[], ...hours: readonly number[]) => {
        for (const hour of hours) {
          stage.now = monday + hour * hourMs;
          for (const person of who) await person.step();
        }
      };
      await pass([victim], 0, 36);
      const forged = Array.from({ length: 7 }, (_, at) => newKeys(seededRandom(`forged ${at}`)).publicKey);
      for (const publicKey of forged) {
        board.refs.set(refOf({ week, kind: 'join', id: joinIdOf(publicKey) }), joinText({ k: 5, publicKey }));
      }
      board.refs.set(refOf({ week, kind: 'cohort' }), cohortText([await keyOf(victim), ...forged].sort()));
      await pass(all.slice(1), 37, 47);
      await pass([victim], 54, 90, 97);
      const { share, reason } = await victim.week();
      assert.deepEqual({ share, reason }, { share: null, reason: 'missesJoin' });
      assert.equal(sums().length, 0);
    });

    it('waits where its own join is hidden, and freezes nothing without it', async () => {
      await stage.pass(0, 12, 36);
      board.lie = shown => ({ ...shown, joins: [] });
      await stage.pass(46);
      assert.equal((await first().status())?.trouble, 'hidden');
      await stage.pass(54, 56);
      assert.equal(board.refs.has(refOf({ week, kind: 'cohort' })), false);
      assert.equal((await first().status())?.trouble, 'hidden');
      board.lie = shown => shown;
      await stage.pass(57, 90, 97);
      assert.equal((await first().week()).opened?.n, 8);
    });

    it('refuses a join that asks for another number of people than before', async () => {
      await stage.pass(...joined);
      const changed = await idOf(people[7] as StagePerson);
      const change = (shown: BoardWeek) => ({
        ...shown,
        joins: shown.joins.map(join => (join.id === changed ? { ...join, k: 6 } : join)),
      });
      board.lie = change;
      await stage.pass(...summed);
      await refused('tampered');
    });

    it('refuses a join that was shown in another way only once', async () => {
      await stage.pass(...joined.slice(0, 3));
      const changed = await idOf(people[7] as StagePerson);
      board.lie = shown => ({
        ...shown,
        joins: shown.joins.map(join => (join.id === changed ? { ...join, k: 6 } : join)),
      });
      await stage.pass(44);
      board.lie = shown => shown;
      await stage.pass(...summed);
      await refused('tampered');
    });

    it('refuses its own join where it asks for others than it was posted with, also if it was never seen', async () => {
      const post = board.post.bind(board);
      board.post = async (place, content) => {
        await post(place, content);
        throw new ShareFailure('offline');
      };
      stage.now = monday + 37 * hourMs;
      await first().step();
      board.post = post;
      stage.people.splice(0, 1);
      await stage.pass(...joined.slice(3));
      board.refs.set(
        refOf({ week, kind: 'join', id: await idOf(first()) }),
        joinText({ k: 6, publicKey: await keyOf(first()) }),
      );
      stage.now = monday + 54 * hourMs;
      await first().step();
      await refused('tampered', [first()]);
    });

    it('does not count on a join that it saw when joins had closed', async () => {
      await stage.pass(0, 12, 36);
      const late = readJoin(joinText({ k: 5, publicKey: stranger('late') }));
      const read = board.read.bind(board);
      board.read = async of => {
        const shown = await read(of);
        stage.now = monday + 48 * hourMs;
        return { ...shown, joins: [...shown.joins, ...(late ? [late] : [])] };
      };
      for (const person of people) {
        stage.now = monday + 47 * hourMs;
        await person.step();
      }
      board.read = read;
      await stage.pass(...summed);
      assert.equal((await first().week()).opened?.n, 8);
    });

    it('refuses a place of its own that holds what nobody can read', async () => {
      stage.now = monday + hourMs;
      await first().step();
      board.refs.set(refOf({ week, kind: 'join', id: await idOf(first()) }), 'garbage');
      await stage.pass(36);
      await refused('tampered', [first()]);
    });

    it('refuses a key in the place of its own', async () => {
      await stage.pass(...joined);
      const [mine, other] = [await idOf(first()), stranger('swap')];
      board.lie = shown => ({
        ...shown,
        joins: shown.joins.map(join => (join.id === mine ? { ...join, publicKey: other } : join)),
      });
      await first().step();
      stage.now = monday + 54 * hourMs;
      await first().step();
      await refused('tampered', [first()]);
    });

    it('refuses a place of its own that is taken by others', async () => {
      stage.now = monday + hourMs;
      await first().step();
      const place = { week, kind: 'join', id: await idOf(first()) } as const;
      board.refs.set(refOf(place), joinText({ k: 9, publicKey: await keyOf(first()) }));
      await stage.pass(36);
      await refused('tampered', [first()]);
    });

    it('refuses more joins than there are authors', async () => {
      people = [...people, ...(await stage.addSharing(1, { authors: 8 }))];
      await stage.pass(...joined, 54, 90);
      await refused('moreThanAuthors', people.slice(8));
      assert.equal(sums().length, 8);
    });

    it('asks for five people, whatever forged joins ask for', async () => {
      people = [];
      const small = new TeamStage(board, 'four');
      const four = await small.addSharing(4);
      const forged = readJoin(joinText({ k: 5, publicKey: stranger('forged') }));
      assert.throws(() => joinText({ k: 2, publicKey: stranger('two') }), RangeError);
      board.lie = shown => ({ ...shown, joins: [...shown.joins, ...(forged ? [{ ...forged, k: 2 }] : [])] });
      await small.pass(...joined, ...summed);
      for (const person of four) assert.equal((await person.week()).reason, 'fewerThanK');
      assert.equal(sums().length, 0);
    });
  });

  describe('with the list', () => {
    const freezeAs = (keys: readonly string[]) => {
      board.refs.set(refOf({ week, kind: 'cohort' }), cohortText([...keys].sort()));
    };

    it('refuses one with a key swapped', async () => {
      await stage.pass(...joined);
      const keys = await Promise.all(people.map(keyOf));
      freezeAs(withKey(keys, keys[7] ?? '', stranger('swapped')));
      await stage.pass(...summed);
      await refused('missesJoin', people.slice(0, 7));
      await refused('missesMe', people.slice(7));
    });

    it('refuses one with somebody added whose join nobody has seen', async () => {
      await stage.pass(...joined);
      freezeAs([...(await Promise.all(people.map(keyOf))), stranger('added')]);
      await stage.pass(...summed);
      await refused('incomplete');
    });

    it('refuses one of fewer than five, whoever froze it', async () => {
      // Nobody looked before the close, so nobody misses anybody.
      await stage.pass(0);
      const others = new MemoryBoard();
      board.lie = () => others.lie({ joins: [], cohort: null, sums: [] });
      await stage.pass(36);
      freezeAs((await Promise.all(people.map(keyOf))).slice(0, 4));
      board.lie = shown => shown;
      await stage.pass(...summed);
      for (const person of people) assert.equal((await person.week()).opened, null);
      assert.equal(sums().length, 0);
    });

    it('refuses another one than it saw first', async () => {
      await stage.pass(...joined, 54);
      const keys = await Promise.all(people.map(keyOf));
      freezeAs([...keys, stranger('later')]);
      await stage.pass(90, 97);
      await refused('tampered');
    });

    it('refuses lists that differ by who asks', async () => {
      await stage.pass(...joined);
      const keys = await Promise.all(people.map(keyOf));
      freezeAs(keys);
      stage.now = monday + 54 * hourMs;
      for (const person of people.slice(0, 4)) await person.step();
      const forged = readJoin(joinText({ k: 5, publicKey: stranger('half') }));
      board.lie = shown => ({
        ...shown,
        joins: [...shown.joins, ...(forged ? [forged] : [])],
        cohort: [...keys, stranger('half')].sort(),
      });
      for (const person of people.slice(4)) await person.step();
      board.lie = shown => shown;
      await stage.pass(90, 97);
      await refused('tampered', people.slice(4));
      for (const person of people) assert.equal((await person.week()).opened, null);
    });

    it('can do without it where it is deleted after the freeze', async () => {
      await stage.pass(...joined, 54);
      board.refs.delete(refOf({ week, kind: 'cohort' }));
      await stage.pass(90, 97);
      assert.equal((await first().week()).opened?.n, 8);
    });
  });

  describe('with sums', () => {
    it('refuses one in its name before it posted its own', async () => {
      await stage.pass(...joined, 54);
      const cells = new Uint32Array(48);
      board.refs.set(refOf({ week, kind: 'sum', id: await idOf(first()) }), sumText({ cohort: 'c'.repeat(64), cells }));
      await stage.pass(90, 97);
      await refused('tampered');
    });

    it('refuses a place of its own that holds what nobody can read', async () => {
      await stage.pass(...joined, 54);
      board.refs.set(refOf({ week, kind: 'sum', id: await idOf(first()) }), 'garbage');
      await stage.pass(90, 97);
      const { reason, opened } = await first().week();
      assert.deepEqual([reason, opened], ['tampered', null]);
    });

    it('tells that its own was changed', async () => {
      await stage.pass(...joined, 54);
      stage.people.pop();
      await stage.pass(90);
      const ref = refOf({ week, kind: 'sum', id: await idOf(first()) });
      const sum = readSum(board.refs.get(ref) ?? '');
      assert.ok(sum);
      board.refs.set(ref, sumText({ ...sum, cells: sum.cells.map(cell => cell + 1) }));
      await stage.pass(97);
      assert.equal((await first().week()).reason, 'tampered');
    });

    it('opens nothing where one of them is deleted', async () => {
      await stage.pass(...joined, 54);
      board.lie = shown => ({ ...shown, sums: shown.sums.slice(1) });
      await stage.pass(90, 97, 21 * 24);
      for (const person of people) assert.equal((await person.week()).reason, 'incomplete');
    });

    it('tells garbage from a sum', async () => {
      await stage.pass(...joined, 54);
      const ref = refOf({ week, kind: 'sum', id: await idOf(people[7] as StagePerson) });
      await stage.pass(90);
      const sum = readSum(board.refs.get(ref) ?? '');
      assert.ok(sum);
      board.refs.set(ref, sumText({ ...sum, cells: sum.cells.map(cell => cell + 3) }));
      await stage.pass(97);
      for (const person of people.slice(0, 6)) assert.equal((await person.week()).reason, 'garbled');
    });

    it('refuses one that is for another list', async () => {
      await stage.pass(...joined, 54);
      const other = await idOf(people[7] as StagePerson);
      board.refs.set(
        refOf({ week, kind: 'sum', id: other }),
        sumText({ cohort: 'd'.repeat(64), cells: new Uint32Array(48) }),
      );
      await stage.pass(90, 97);
      await refused('tampered', people.slice(0, 7));
    });

    it('adds nothing of who is not on the list, and opens the sum all the same', async () => {
      await stage.pass(...joined, 54);
      await stage.pass(90);
      const sum = readSum(board.refs.get(refOf({ week, kind: 'sum', id: await idOf(first()) })) ?? '');
      assert.ok(sum);
      board.refs.set(refOf({ week, kind: 'sum', id: joinIdOf(stranger('guest')) }), sumText(sum));
      await stage.pass(97);
      for (const person of people) assert.equal((await person.week()).opened?.n, 8);
    });
  });

  describe('with last week', () => {
    beforeEach(async () => {
      await stage.pass(...joined, ...summed);
      assert.equal((await first().week()).opened?.n, 8);
    });
    const next = '2026-W48';
    const replayed = () => {
      for (const [ref, text] of [...board.refs]) if (ref.includes(week)) board.refs.set(ref.replace(week, next), text);
    };
    const outcome = async () => {
      const found = await Promise.all(people.map(person => person.week(next)));
      for (const { opened } of found) assert.equal(opened, null);
      return new Set(found.map(({ reason }) => reason));
    };

    it('refuses its refs as those of this one', async () => {
      replayed();
      await stage.pass(...[0, 36, 47, 54, 90, 97].map(hour => hour + 168));
      const reasons = await outcome();
      for (const reason of reasons)
        assert.ok(['tampered', 'missesMe', 'satOut', 'notJoined'].includes(reason ?? ''), `${reason}`);
      assert.ok(reasons.has('tampered'));
      assert.ok(!board.posts.some(({ ref }) => ref.includes(`${next}/sum`)));
    });

    it('opens no sum of its sums', async () => {
      await stage.pass(...[0, 36, 47, 54].map(hour => hour + 168));
      const old = [...board.refs].filter(([ref]) => ref.includes(`${week}/sum`)).map(([, text]) => readSum(text));
      board.lie = shown => ({
        ...shown,
        sums: shown.joins.flatMap(({ id }, at) => {
          const sum = old[at];
          return sum ? [{ id, ...sum }] : [];
        }),
      });
      await stage.pass(90 + 168, 97 + 168);
      for (const reason of await outcome())
        assert.ok(['tampered', 'satOut', 'notJoined', 'notThisWeek'].includes(reason ?? ''), `${reason}`);
    });
  });

  it('freezes as everybody would', async () => {
    await stage.pass(...joined);
    const joins = [...board.refs.values()].map(readJoin).filter(join => join !== null);
    await stage.pass(54);
    assert.equal(board.refs.get(refOf({ week, kind: 'cohort' })), cohortText(frozenKeys(joins)));
  });

  for (const [name, hours] of [
    ['before it joined', [0, 36]],
    ['before the freeze', [...joined, 54]],
    ['before its sum', [...joined, 54, 90]],
  ] as const) {
    it(`posts nothing to a repository that is another one than ${name}`, async () => {
      await stage.pass(...hours.slice(0, -1));
      const before = board.posts.length;
      for (const person of people) person.facts = { ...person.facts, sharedId: 'b'.repeat(64) };
      await stage.pass(...hours.slice(-1));
      for (const person of people) assert.equal((await person.week()).reason, 'tampered');
      assert.equal(board.posts.length, before);
    });
  }
});
