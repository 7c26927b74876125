import assert from 'node:assert/strict';
import { type Bucket, buckets, cellsOf, type ShareAnswers, shareQuestions } from '../../../src/domain/teamAnswers';
import { teamResultOf } from '../../../src/domain/teamResult';
import type { NoNumberReason } from '../../../src/domain/teamSharing';
import {
  type Draws,
  drawsFrom,
  flipped,
  flipShareOf,
  frozenKeys,
  groupsOf,
  refusalOf,
  sitsOut,
} from '../../../src/team/rules';
import {
  cohortHash,
  isSumOfAnswers,
  joinIdOf,
  type Keys,
  maskedCells,
  newKeys,
  openedCells,
  pairMask,
} from '../../../src/team/secureSum';
import { seededRandom } from '../../support/seededRandom';
import { joinOf, teamPeople } from '../../support/teamPeople';

const week = '2026-W47';
const sharedId = 'ab'.repeat(32);

/** Somebody in a week: their keys, what they approved, what chance made of it, and what they posted. */
interface Member extends Keys {
  readonly approved: ShareAnswers;
  readonly said: ShareAnswers;
  readonly posted: Uint32Array;
}

/** What everybody on the board knows of a cohort. */
interface Week {
  readonly members: readonly Member[];
  readonly publicKeys: readonly string[];
  readonly hash: string;
}

function answersFrom(seed: string): ShareAnswers {
  const random = seededRandom(seed);
  const answers = shareQuestions.map(question => [question, random(6).readUIntBE(0, 6) % 6]);
  return Object.fromEntries(answers) as ShareAnswers;
}

/** One cohort of people who keep the rules. @param change what differs for one of them. */
function weekOf(
  people: readonly Keys[],
  given: { week?: string; seed?: string; answers?: (at: number) => ShareAnswers | undefined } = {},
): Week {
  const { seed = 'week', answers = () => undefined } = given;
  const publicKeys = frozenKeys(people.map(person => joinOf(person)));
  const of = given.week ?? week;
  const hash = cohortHash({ week: of, sharedId, publicKeys });
  const members = people.map((keys, at) => {
    const approved = answers(at) ?? answersFrom(`${seed} ${at}`);
    const draws = drawsFrom(seededRandom(`draws ${seed} ${at}`));
    const said = flipped(approved, draws, flipShareOf(people.length, of) ?? 0).answers;
    return { ...keys, approved, said, posted: maskedCells(cellsOf(said), keys.privateKey, publicKeys, hash) };
  });
  return { members, publicKeys, hash };
}

const add = (rows: readonly (readonly number[])[]) =>
  rows.reduce((sum, row) => sum.map((cell, at) => cell + (row[at] ?? 0)), new Array<number>(48).fill(0));
const opened = ({ members }: Pick<Week, 'members'>) => openedCells(members.map(({ posted }) => posted));
const less = (one: readonly number[], other: readonly number[]) => one.map((cell, at) => cell - (other[at] ?? 0));
const cellsIn = (cells: readonly number[], question: (typeof shareQuestions)[number]) =>
  cells.slice(6 * shareQuestions.indexOf(question), 6 * shareQuestions.indexOf(question) + 6);

/** What somebody can read out of a member's vector who knows some of the pairs' masks. */
function unmasked(of: Week, member: Member, known: readonly Keys[]): Uint32Array {
  const cells = Uint32Array.from(member.posted);
  for (const other of known.filter(({ publicKey }) => publicKey !== member.publicKey)) {
    const sign = member.publicKey < other.publicKey ? 1 : -1;
    pairMask(other.privateKey, member.publicKey, of.hash).forEach((value, at) => {
      cells[at] = (cells[at] ?? 0) - sign * value;
    });
  }
  return cells;
}
/** No cell is as small as one that could be read; by chance one is once in many thousand runs. */
const tellsNothing = (cells: Uint32Array | readonly number[]) => cells.every(cell => cell > 1000);

const refusedFor = (
  people: readonly Keys[],
  change: Partial<Parameters<typeof refusalOf>[0]> = {},
): NoNumberReason | null =>
  refusalOf({
    week,
    publicKey: people[0]?.publicKey ?? '',
    k: 5,
    cohort: frozenKeys(people.map(person => joinOf(person))),
    cohortBefore: null,
    seen: people.map(person => joinOf(person)),
    joins: people.map(person => joinOf(person)),
    authors: 30,
    ...change,
  });

/** Who learns what of sharing, one by one, as the person is told before they agree. */
describe('who learns what', () => {
  const eight = teamPeople(8);

  describe('anyone who can fetch', () => {
    const here = weekOf(eight, {
      answers: at =>
        at === 2 ? { ...answersFrom('lonely'), blocker: 3 } : { ...answersFrom(`some ${at}`), blocker: 0 },
    });

    it('learns how many joined and the exact sum of all cells, after chance', () => {
      assert.deepEqual(opened(here), add(here.members.map(({ said }) => cellsOf(said))));
      assert.equal(here.publicKeys.length, 8);
    });

    it('so also what Eddy does not show: an answer that few give exposes them', () => {
      const cells = opened(here);
      assert.deepEqual(cellsIn(cells, 'blocker'), add(here.members.map(({ said }) => cellsOf(said))).slice(42));
      const shown = teamResultOf([{ week, opened: { n: 8, cells } }], 5)[0]?.questions.at(-1);
      assert.deepEqual(shown, { question: 'blocker', shown: 'tooFew' });
    });

    it('learns nothing before all have posted', () => {
      for (const missing of here.members) {
        const others = here.members.filter(member => member !== missing);
        assert.ok(tellsNothing(opened({ members: others })));
      }
      for (const { posted } of here.members) assert.ok(tellsNothing(posted));
    });

    it('learns nothing by adding up parts of several weeks', () => {
      const next = weekOf(eight, { week: '2026-W48', seed: 'next' });
      const mixed = [...here.members.slice(0, 4), ...next.members.slice(4)];
      assert.ok(tellsNothing(opened({ members: mixed })));
      const both = here.members
        .slice(1)
        .map(({ posted }, at) => less([...posted], [...(next.members[at + 1]?.posted ?? [])]));
      assert.ok(tellsNothing(Uint32Array.from(add(both))));
    });
  });

  describe('an administrator of the host who only reads', () => {
    it('learns who pushed, and never a value: each vector fits each answer that the sum leaves open', () => {
      const here = weekOf(eight);
      const [one, other] = here.members as [Member, Member];
      const mask = pairMask(one.privateKey, other.publicKey, here.hash);
      // Had both answered the other's answers, and shared another mask that is as likely, they had posted the same.
      const shift = less(cellsOf(one.said), cellsOf(other.said));
      const instead = Uint32Array.from(mask, (value, at) => value + (shift[at] ?? 0));
      const again = (member: Member, said: ShareAnswers, sign: number) => {
        const bare = unmasked(here, member, here.members);
        assert.deepEqual([...bare], cellsOf(member.said));
        return Uint32Array.from(member.posted, (cell, at) => {
          return cell - (bare[at] ?? 0) + (cellsOf(said)[at] ?? 0) + sign * ((instead[at] ?? 0) - (mask[at] ?? 0));
        });
      };
      assert.ok(one.publicKey < other.publicKey);
      assert.deepEqual(again(one, other.said, 1), one.posted);
      assert.deepEqual(again(other, one.said, -1), other.posted);
    });
  });

  describe('a host or a lead who makes members up', () => {
    const [victim, colleague, ...made] = eight as [Keys, Keys, ...Keys[]];

    it('learns the answers of the victim, after chance, if all others are made up', () => {
      const here = weekOf(eight);
      const [of] = here.members as [Member];
      const others = here.members.filter(({ publicKey }) => publicKey !== victim.publicKey);
      assert.deepEqual(less(opened(here), add(others.map(({ said }) => cellsOf(said)))), cellsOf(of.said));
      // Without waiting for any sum, too: every mask is known.
      assert.deepEqual([...unmasked(here, of, [colleague, ...made])], cellsOf(of.said));
    });

    it('learns the sum of two if two are not', () => {
      const here = weekOf(eight);
      const [of, second] = here.members as [Member, Member];
      assert.ok(tellsNothing(unmasked(here, of, made)) && tellsNothing(unmasked(here, second, made)));
      const others = here.members.filter(member => member !== of && member !== second);
      const rest = less(opened(here), add(others.map(({ said }) => cellsOf(said))));
      assert.deepEqual(rest, add([cellsOf(of.said), cellsOf(second.said)]));
    });

    it('is refused where there are more joins than people who committed', () => {
      assert.equal(refusedFor(eight, { authors: 7 }), 'moreThanAuthors');
      assert.equal(refusedFor(eight, { authors: 8 }), null);
    });

    it('is not refused within that number: limited, not excluded', () =>
      assert.equal(refusedFor(eight, { authors: 20 }), null));

    it('can choose keys until all others of the victim’s group are made up, where there are several groups', () => {
      const honest = teamPeople(14);
      const at = honest[6] as Keys;
      const random = seededRandom('made up');
      const ids = honest.map(({ publicKey }) => joinIdOf(publicKey)).sort();
      const own = joinIdOf(at.publicKey);
      const [before = '', after = 'g'] = [ids.filter(id => id < own).at(-1), ids.find(id => id > own)];
      const forged: Keys[] = [];
      const beside = { before: 0, after: 0 };
      while (beside.before < 12 || beside.after < 12) {
        const keys = newKeys(random);
        const id = joinIdOf(keys.publicKey);
        const side = id > before && id < own ? 'before' : id > own && id < after ? 'after' : null;
        if (!side || beside[side] >= 12) continue;
        beside[side]++;
        forged.push(keys);
      }
      const all = [...honest, ...forged];
      const group = groupsOf(frozenKeys(all.map(keys => joinOf(keys)))).find(keys => keys.includes(at.publicKey)) ?? [];
      assert.deepEqual(
        group.filter(key => honest.some(({ publicKey }) => publicKey === key)),
        [at.publicKey],
      );
      // That takes as many people who committed as there are joins, all of which are in the open.
      assert.equal(refusedFor(all, { publicKey: at.publicKey, authors: all.length - 1 }), 'moreThanAuthors');
    });
  });

  describe('all others of a group', () => {
    it('learn the answers of the last one, some of which are chance', () => {
      let replaced = 0;
      const rounds = 200;
      const answers = Object.fromEntries(shareQuestions.map(question => [question, 3])) as ShareAnswers;
      for (let round = 0; round < rounds; round++) {
        const draws = drawsFrom(seededRandom(`colluders ${round}`));
        const { said } = { said: flipped(answers, draws, flipShareOf(8, week) ?? 0).answers };
        replaced += shareQuestions.filter(question => said[question] !== answers[question]).length;
      }
      // One in ten is replaced, one in six of these by itself.
      const expected = (rounds * shareQuestions.length) / 12;
      assert.ok(Math.abs(replaced - expected) < 4 * Math.sqrt(expected), `${replaced}`);
    });

    it('learn nothing if one of them is missing', () => {
      const here = weekOf(eight);
      const [of] = here.members as [Member];
      assert.ok(tellsNothing(unmasked(here, of, eight.slice(2))));
    });
  });

  describe('who deletes what was pushed', () => {
    it('learns nothing: that week fails', () => {
      const here = weekOf(eight);
      for (const count of [1, 2, 7]) {
        const cells = opened({ members: here.members.slice(count) });
        assert.ok(tellsNothing(cells) && !isSumOfAnswers(cells, 8 - count));
      }
    });

    it('learns nothing from a list without the one whose join they deleted, for nobody who saw it posts', () => {
      const without = eight.slice(0, 7);
      const cohort = frozenKeys(without.map(keys => joinOf(keys)));
      assert.equal(
        refusedFor(eight, { cohort, joins: without.map(keys => joinOf(keys)), week: '2026-W48' }),
        'missesJoin',
      );
    });
  });

  describe('a liar', () => {
    it('shifts the sum by one, and nobody can tell', () => {
      const [honest, lying] = [
        weekOf(eight),
        weekOf(eight, { answers: at => (at === 3 ? answersFrom('a lie') : undefined) }),
      ];
      const change = less(opened(lying), opened(honest));
      assert.ok(change.every(cell => Math.abs(cell) <= 1) && isSumOfAnswers(opened(lying), 8));
    });

    /** What comes out where a member posts other cells than answers. */
    const garbledBy = (at: number, garbage: readonly number[]) => {
      const here = weekOf(eight);
      const members = here.members.map((member, index) => {
        return index === at
          ? { ...member, posted: maskedCells(garbage, member.privateKey, here.publicKeys, here.hash) }
          : member;
      });
      return opened({ members });
    };

    it('is noticed where it is garbage, but not who it was', () => {
      const cells = cellsOf(answersFrom('week 3'));
      for (const garbage of [
        cells.map(() => 0),
        cells.map(() => 1),
        cells.map((cell, at) => (at === 0 ? cell + 1 : cell)),
        cells.map((cell, at) => (at === 0 ? cell + 100 : at === 1 ? cell - 100 : cell)),
        [...maskedCells(cells, (eight[3] as Keys).privateKey, weekOf(eight).publicKeys, '0'.repeat(64))],
      ]) {
        assert.ok(!isSumOfAnswers(garbledBy(3, garbage), 8));
      }
      const shift = cells.map((_, at) => (at === 0 ? 5 : 0));
      const sums = [3, 4].map(at =>
        garbledBy(at, add([cellsOf(weekOf(eight).members[at]?.said as ShareAnswers), shift])),
      );
      assert.deepEqual(sums[0], sums[1]);
    });

    it('who changed their client can shift it by more, as long as it stays a sum that could be', () => {
      const here = weekOf(eight, {
        answers: () => Object.fromEntries(shareQuestions.map(question => [question, 2])) as ShareAnswers,
      });
      const member = here.members[3] as Member;
      const shift = cellsOf(member.said).map((_, at) => (at === 2 ? -3 : at === 4 ? 3 : 0));
      const posted = maskedCells(add([cellsOf(member.said), shift]), member.privateKey, here.publicKeys, here.hash);
      const cells = opened({ members: here.members.map(each => (each === member ? { ...member, posted } : each)) });
      assert.ok(isSumOfAnswers(cells, 8));
      assert.deepEqual(less(cells, opened(here)), shift);
    });
  });

  describe('who has a machine', () => {
    const here = weekOf(eight);
    const [owner, second] = here.members as [Member, Member];

    it('learns that person’s answers while the key is there', () => {
      const cells = Uint32Array.from(owner.posted);
      for (const { publicKey } of here.members.slice(1)) {
        const sign = owner.publicKey < publicKey ? 1 : -1;
        pairMask(owner.privateKey, publicKey, here.hash).forEach((value, at) => {
          cells[at] = (cells[at] ?? 0) - sign * value;
        });
      }
      assert.deepEqual([...cells], cellsOf(owner.said));
    });

    it('learns nobody else’s', () => assert.ok(tellsNothing(unmasked(here, second, [owner]))));

    it('learns nothing of another week, which had keys of its own', () => {
      const before = weekOf(teamPeople(16).filter(({ publicKey }) => !here.publicKeys.includes(publicKey)));
      assert.ok(before.members.every(({ publicKey }) => !here.publicKeys.includes(publicKey)));
      assert.ok(before.members.every(member => tellsNothing(unmasked(before, member, [owner]))));
    });
  });

  describe('a host that answers each person otherwise', () => {
    const [victim] = eight as [Keys];
    const [own] = [newKeys(seededRandom('host'))];

    it('learns nothing with a key of its own in the place of one: all others still mask', () => {
      const swapped = [...eight.slice(0, 7), own];
      const here = weekOf(swapped);
      const of = here.members.find(({ publicKey }) => publicKey === victim.publicKey) as Member;
      assert.ok(tellsNothing(unmasked(here, of, [own])));
    });

    it('makes the sum fail: those who were shown other lists share no masks', () => {
      const [one, other] = [weekOf(eight), weekOf([...eight.slice(0, 7), own])];
      const mixed = [...one.members.slice(0, 4), ...other.members.slice(4)];
      assert.ok(tellsNothing(opened({ members: mixed })));
    });

    it('is refused where it swapped a key that was seen, added or took away one, or shows last week’s list', () => {
      const joins = eight.map(keys => joinOf(keys));
      const listOf = (people: readonly Keys[]) => frozenKeys(people.map(keys => joinOf(keys)));
      const swapped = [...eight.slice(0, 7), own];
      assert.equal(
        refusedFor(eight, { cohort: listOf(swapped), joins: swapped.map(keys => joinOf(keys)) }),
        'missesJoin',
      );
      assert.equal(refusedFor(eight, { cohort: listOf(swapped), cohortBefore: listOf(eight) }), 'tampered');
      assert.equal(refusedFor(eight, { cohort: listOf([...eight, own]) }), 'incomplete');
      assert.equal(refusedFor(eight, { cohort: listOf([...eight, own]), cohortBefore: listOf(eight) }), 'tampered');
      assert.equal(refusedFor(eight, { cohort: listOf(eight.slice(1)) }), 'missesMe');
      const lastWeek = teamPeople(16).slice(8);
      assert.equal(
        refusedFor(eight, { cohort: listOf(lastWeek), joins: [...joins, ...lastWeek.map(keys => joinOf(keys))] }),
        'missesMe',
      );
    });

    it('gets nothing to open from last week’s vectors: the list is hashed with its week', () => {
      const [before, now] = [weekOf(eight, { week: '2026-W46' }), weekOf(eight)];
      assert.notEqual(before.hash, now.hash);
      assert.ok(tellsNothing(opened({ members: [...now.members.slice(0, 7), ...before.members.slice(7)] })));
    });
  });
});

/** The rules, each against who would like another one. */
describe('the rules of sharing, attacked', () => {
  const eight = teamPeople(8);

  describe('1: at least five', () => {
    const four = eight.slice(0, 4);
    it('whatever a setting says', () => {
      for (const k of [-1, 0, 1, 4, Number.NaN]) {
        const cohort = four.map(({ publicKey }) => publicKey).sort();
        assert.equal(refusedFor(four, { k, cohort, week: '2026-W48' }), 'fewerThanK');
      }
    });
    it('whatever joins ask for', () => {
      for (const k of [-1, 0, 1, 2, 4]) {
        const joins = eight.map((keys, at) => joinOf(keys, at < 4 ? 5 : k));
        assert.deepEqual(frozenKeys(joins), []);
        assert.notEqual(refusedFor(eight, { seen: joins, joins, week: '2026-W48' }), null);
      }
    });
    it('and nothing can be masked for fewer', () => {
      const publicKeys = four.map(({ publicKey }) => publicKey).sort();
      const hash = cohortHash({ week, sharedId, publicKeys });
      assert.throws(
        () => maskedCells(cellsOf(answersFrom('four')), four[0]?.privateKey ?? '', publicKeys, hash),
        RangeError,
      );
    });
    it('more where any of the group asks for more', () => {
      const joins = eight.map((keys, at) => joinOf(keys, at === 5 ? 9 : 5));
      const cohort = eight.map(({ publicKey }) => publicKey);
      assert.equal(refusedFor(eight, { seen: joins, joins, cohort }), 'fewerThanK');
      assert.equal(frozenKeys(joins).length, 7);
    });
  });

  describe('2: chance', () => {
    it('replaces nothing that can be told from a given answer', () => {
      const draws = (bucket: Bucket): Pick<Draws, 'flips'> => ({
        flips: Object.fromEntries(shareQuestions.map(question => [question, { chance: 0, bucket }])) as Draws['flips'],
      });
      for (const bucket of buckets) {
        const said = flipped(answersFrom('any'), draws(bucket), 0.1).answers;
        assert.deepEqual(said, Object.fromEntries(shareQuestions.map(question => [question, bucket])));
      }
    });
    it('is asked before anybody knows how many there are, and does not depend on it', () => {
      const draws = drawsFrom(seededRandom('chance'));
      const answers = answersFrom('any');
      const [few, many] = [flipped(answers, draws, 0.2), flipped(answers, draws, 0.1)];
      for (const question of many.flipped) {
        assert.ok(few.flipped.includes(question));
        assert.equal(few.answers[question], many.answers[question]);
      }
      assert.equal(sitsOut(draws), sitsOut(drawsFrom(seededRandom('chance'))));
    });
    it('is never below one in ten', () => {
      for (let n = 0; n <= 60; n++) {
        for (let number = 1; number <= 53; number++) {
          const share = flipShareOf(n, `2026-W${String(number).padStart(2, '0')}`);
          if (share !== null) assert.ok(n >= 5 && share >= (n < 8 ? 0.2 : 0.1));
        }
      }
    });
  });

  describe('3: no more than committed, with everybody who was seen, and me', () => {
    it('is asked by each for themselves, whoever froze the list', () => {
      const cohort = frozenKeys(eight.map(keys => joinOf(keys)));
      for (const { publicKey } of eight) {
        assert.equal(refusedFor(eight, { publicKey, authors: 7 }), 'moreThanAuthors');
        assert.equal(refusedFor(eight, { publicKey, cohort: cohort.filter(key => key !== publicKey) }), 'missesMe');
      }
    });
  });
});
