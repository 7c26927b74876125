import assert from 'node:assert/strict';
import { windowsOf } from '../../../src/domain/shareSchedule';
import { cellsOf, shareQuestions } from '../../../src/domain/teamAnswers';
import { groupsOf } from '../../../src/team/rules';
import { cohortHash, isPublicKey, isSumOfAnswers, joinIdOf, pairMask } from '../../../src/team/secureSum';
import { readCohort, readSum } from '../../../src/team/wire';
import { LyingHost, type Told } from '../../support/lyingHost';
import { MemoryBoard } from '../../support/memoryBoard';
import { type StagePerson, TeamStage, wholeWeek } from '../../support/teamStage';

const week = '2026-W47';
const sharedId = 'a'.repeat(64);

/** One who keeps the rules, and what a host that does not told them. */
interface Fooled {
  readonly name: string;
  readonly person: StagePerson;
  readonly key: string;
  readonly told: Told;
  readonly host: LyingHost;
  readonly authors: number;
}

/** One to eleven people through a whole week, and some days more. */
async function fooledBy(seed: number): Promise<Fooled[]> {
  const stage = new TeamStage(new MemoryBoard(), `lies ${seed}`);
  const host = new LyingHost(seed, () => stage.now);
  const authors = seed % 2 === 0 ? 12 : 30;
  const tellings: Told[] = [];
  for (let count = [1, 1, 2, 4, 6, 8, 9, 10, 11][seed % 9] ?? 1; count > 0; count--) {
    const { board, told } = host.toPerson(stage.board);
    const person = await stage.add({ authors, board: () => board });
    await person.agree({ k: seed % 5 === 0 ? 7 : 5 });
    tellings.push(told);
  }
  await stage.pass(...wholeWeek, 110, 160, 500);
  return Promise.all(
    stage.people.map(async (person, at) => {
      const told = tellings[at] ?? { weeks: [], posts: [] };
      return { name: `seed ${seed}, person ${at}`, person, key: await keyOf(person), told, host, authors };
    }),
  );
}

describe('members of a team whose host lies at random', function () {
  this.timeout(120_000);

  let all: Fooled[];
  before(async () => {
    all = [];
    for (let seed = 1; seed <= 60; seed++) all.push(...(await fooledBy(seed)));
  });

  it('post one vector at most, and keep no key when the week is over', async () => {
    for (const { name, person, told } of all) {
      const { phase, share } = await person.week();
      assert.ok(vectorsOf(told).length <= 1, name);
      if (phase === 'over' || share) assert.equal(person.keys.all.size, 0, name);
      if (vectorsOf(told).length > 0) assert.ok(share, name);
    }
  });

  it('post for a group that keeps all rules, or not at all', () => {
    const posted = all.filter(({ told }) => vectorsOf(told).length > 0);
    for (const { name, key, told, authors } of posted) {
      const { cohort, group } = listOf(key, told) ?? {};
      assert.ok(cohort && group, name);
      assert.ok(group.length >= 8 && cohort.length <= authors, name);
      assert.ok(new Set(cohort).size === cohort.length && cohort.every(isPublicKey), name);
      const joins = told.weeks
        .flatMap(shown => shown.week.joins)
        .filter(({ id, publicKey }) => id === joinIdOf(publicKey));
      for (const other of group.filter(each => each !== key)) {
        assert.ok(
          joins.some(({ publicKey, k }) => publicKey === other && k >= 5 && k <= group.length),
          name,
        );
      }
      const early = told.weeks.filter(({ at }) => at < windowsOf(week).joinUntil).flatMap(shown => shown.week.joins);
      for (const { id, publicKey, k } of early) {
        const counts =
          id === joinIdOf(publicKey) && isPublicKey(publicKey) && k >= 5 && k <= Math.min(cohort.length, 12);
        if (counts) assert.ok(cohort.includes(publicKey), name);
      }
    }
    assert.ok(posted.length >= 50 && posted.length <= all.length - 50, `${posted.length} of ${all.length}`);
  });

  it('tell nothing while one other of the group is honest, and what they shared if none is', async () => {
    let alone = 0;
    for (const { name, person, key, told, host } of all) {
      const [content] = vectorsOf(told);
      const sum = content === undefined ? null : readSum(content);
      if (!sum) continue;
      const group = listOf(key, told)?.group ?? [];
      const made = host.made.filter(({ publicKey }) => group.includes(publicKey));
      const cells = Uint32Array.from(sum.cells);
      for (const { publicKey, privateKey } of made) {
        const sign = key < publicKey ? 1 : -1;
        pairMask(privateKey, key, sum.cohort).forEach((value, at) => {
          cells[at] = (cells[at] ?? 0) - sign * value;
        });
      }
      const { share } = await person.week();
      if (made.length === group.length - 1) {
        alone++;
        assert.deepEqual([...cells], share && cellsOf(share.answers), name);
      } else
        assert.ok(
          cells.every(cell => cell > 1000),
          name,
        );
    }
    assert.ok(alone >= 1, `${alone}`);
  });

  it('open only what can be a sum of the answers of five people or more', async () => {
    let opened = 0;
    for (const { name, person, told } of all) {
      const sum = (await person.week()).opened;
      if (!sum) continue;
      opened++;
      assert.ok(vectorsOf(told).length === 1 && sum.n >= 5 && isSumOfAnswers(sum.cells, sum.n), name);
      assert.equal(sum.cells.length, 6 * shareQuestions.length);
    }
    assert.ok(opened >= 20, `${opened}`);
  });
});

async function keyOf(person: StagePerson): Promise<string> {
  const record = await person.records.read(person.place.repositoryId);
  return record?.weeks.find(each => each.week === week)?.publicKey ?? '';
}

/** What they asked to be posted of their answers, each text once. */
function vectorsOf({ posts }: Told): string[] {
  return [...new Set(posts.filter(({ place }) => place.kind === 'sum').map(({ content }) => content))];
}

/** The list that they were shown, or froze themselves, for which they posted. */
function listOf(key: string, told: Told): { cohort: readonly string[]; group: readonly string[] } | undefined {
  const shown = told.weeks.map(each => each.week.cohort);
  const frozen = told.posts.filter(({ place }) => place.kind === 'cohort').map(({ content }) => readCohort(content));
  const hash = readSum(vectorsOf(told)[0] ?? '')?.cohort;
  const lists = [...shown, ...frozen].map(list => {
    const cohort = list ?? [];
    return { cohort, group: groupsOf(cohort).find(each => each.includes(key)) ?? [] };
  });
  return lists.find(({ group }) => cohortHash({ week, sharedId, publicKeys: group }) === hash);
}
