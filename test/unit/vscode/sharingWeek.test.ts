import assert from 'node:assert/strict';
import { Wording } from '../../../src/text/wording';
import { SharingTicker } from '../../../src/vscode/sharingTicker';
import { teamState } from '../../../src/vscode/teamState';
import type { Delay } from '../../../src/vscode/trailingRefresh';
import { MemoryBoard } from '../../support/memoryBoard';
import { dayMs, hourMs, monday, plainSum, type StagePerson, TeamStage } from '../../support/teamStage';
import { english } from '../../support/translation';

const week = '2026-W47';
const wording = new Wording(english, 'en', 'UTC');

/** A stage whose people have VS Code open all week: time goes by for all of them at once. */
class Desks {
  readonly board = new MemoryBoard();
  readonly stage = new TeamStage(this.board);
  readonly tickers = new Map<StagePerson, SharingTicker>();
  private timers: { at: number; run: () => void }[] = [];

  constructor() {
    this.stage.now = monday - dayMs;
  }

  async open(person: StagePerson): Promise<void> {
    const ticker = new SharingTicker({
      team: person.member,
      places: () => [person.place],
      answersOf: () => async () => person.answers,
      changed: () => undefined,
      now: () => this.stage.now,
      delay: this.delay,
      log: { error: message => assert.fail(message), warn: message => assert.fail(message) },
    });
    this.tickers.set(person, ticker);
    await ticker.start();
  }

  /** What the panel says of the week to somebody. */
  sentence(person: StagePerson): string | undefined {
    const status = this.tickers.get(person)?.statusOf(person.place.repositoryId);
    return status ? teamState({ status, now: this.stage.now, canExport: false }, week, wording).sentence : undefined;
  }

  async passUntil(until: number): Promise<void> {
    for (;;) {
      const [timer] = this.timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at);
      if (!timer) break;
      this.timers = this.timers.filter(each => each !== timer);
      this.stage.now = timer.at;
      timer.run();
      await settled();
    }
    this.stage.now = until;
  }

  private readonly delay: Delay = (run, delayMs) => {
    const timer = { at: this.stage.now + delayMs, run };
    this.timers.push(timer);
    return {
      dispose: () => {
        this.timers = this.timers.filter(each => each !== timer);
      },
    };
  };
}

/** A step on a board in memory waits for nothing else. */
const settled = () => new Promise(resolve => setImmediate(resolve));

describe('a week of sharing, in the VS Code of eight people', () => {
  let desks: Desks;
  let people: readonly StagePerson[];
  const at = (hours: number) => monday + hours * hourMs;
  const posts = (kind: string) => desks.board.posts.filter(({ ref }) => ref.includes(`/${kind}/`));
  const sentences = () => [...new Set(people.map(person => desks.sentence(person)))];

  beforeEach(async () => {
    desks = new Desks();
    for (let index = 0; index < 8; index++) await desks.open(await desks.stage.add());
    ({ people } = desks.stage);
  });
  afterEach(() => {
    for (const ticker of desks.tickers.values()) ticker.dispose();
  });

  it('asks no host and reads no repository as long as nobody agrees', async () => {
    await desks.passUntil(at(24 * 7));
    assert.deepEqual([desks.board.posts, desks.board.reads], [[], 0]);
    assert.ok(people.every(({ factsRead }) => factsRead === 0));
    assert.deepEqual(sentences(), [undefined]);
  });

  it('joins by Wednesday, posts by Saturday, and shows the sums', async () => {
    for (const person of people) {
      await person.agree();
      await desks.tickers.get(person)?.refresh(person.place, true);
    }
    await desks.passUntil(at(-0.5));
    assert.deepEqual(posts('join'), []);
    assert.match(sentences().join(), /^Your team shares this week from Mon, Nov\s23/);
    await desks.passUntil(at(40));
    assert.equal(posts('join').length, 8);
    assert.deepEqual(posts('sum'), []);
    assert.match(sentences().join(), /^You take part. Others can join until/);
    await desks.passUntil(at(120));
    assert.equal(posts('sum').length, 8);
    assert.deepEqual(sentences(), ['8 to 11 people of your team shared how this week went.']);
    const cells = await plainSum(people);
    for (const person of people) assert.deepEqual((await person.week()).opened, { n: 8, cells });
  });

  it('posts nothing for who stops before the list is closed, and nothing for the others without them', async () => {
    for (const person of people.slice(0, 5)) {
      await person.agree();
      await desks.tickers.get(person)?.refresh(person.place, true);
    }
    await desks.passUntil(at(40));
    const [first] = people;
    assert.ok(first);
    await first.stop();
    await desks.tickers.get(first)?.refresh(first.place, false);
    assert.equal(desks.sentence(first), undefined);
    await desks.passUntil(at(120));
    assert.deepEqual(posts('sum'), []);
    assert.ok(sentences().every(text => text === undefined || text.startsWith('No number this week.')));
  });
});
