import assert from 'node:assert/strict';
import type { FileKind } from '../../../src/domain/category';
import { LineAges } from '../../../src/domain/lineAges';
import { type NoiseRule, noiseRules } from '../../../src/domain/report';
import { type ChurnQuestion, type CountedCommit, weeklyChurn } from '../../../src/domain/weeklyChurn';

const dayMs = 86_400_000;
const start = Date.UTC(2026, 0, 5);
const kinds: readonly FileKind[] = [
  { category: 'logic', vendored: false },
  { category: 'generated', vendored: false },
  { category: 'generated', vendored: true },
];
const kindOf = (path: string): number => ['logic', 'generated', 'vendored'].indexOf(path.split('/')[0] ?? '');

/** What a commit does to a file: from that line on so many lines go, and so many come. */
interface Edit {
  readonly path?: string;
  readonly at?: number;
  readonly gone?: number;
  readonly come?: number;
  /** Of the lines that come, the first so many are blank. */
  readonly blank?: number;
  readonly binary?: boolean;
}

/** A story of commits one after the other, and what the weeks make of it. */
class Story {
  readonly #ages = new LineAges({ followWhitespace: true, followMoves: true, kindOf, kinds: kinds.length });
  readonly #commits: CountedCommit[] = [];
  readonly #blobs = new Map<string, number>();

  /** @param day when, in days from the first Monday on. */
  commit(day: number, edit: Edit, facts: Partial<CountedCommit> = {}): this {
    const { path = 'logic/a', at = 1, gone = 0, come = 0, blank = 0, binary = false } = edit;
    const number = this.#commits.length;
    const commit = { effectiveAt: start + day * dayMs, mine: true, leftOut: null, handsOn: false, ...facts };
    this.#commits.push(commit);
    const before = this.#blobs.get(path);
    this.#blobs.set(path, number);
    this.#ages.replay(
      { id: `${number}`, parents: number > 0 ? [`${number - 1}`] : [], ...commit },
      {
        id: `${number}`,
        files: [
          {
            path,
            parentPaths: [path],
            parentBlobs: [before === undefined ? (gone > 0 ? 'older' : '') : `${path} ${before}`],
            blob: `${path} ${number}`,
            binary,
            hunks: binary ? [] : [at, gone, at, come],
          },
        ],
        blankAdded: blank > 0 ? [0, at, blank] : [],
        blankDeleted: [],
        carried: [],
        fingerprint: '',
      },
    );
    return this;
  }

  weeks(count: number, nowDay: number, question: Partial<ChurnQuestion> = {}) {
    const week = (number: number) => ({
      week: `${number}`,
      from: start + number * 7 * dayMs,
      to: start + (number + 1) * 7 * dayMs,
    });
    return weeklyChurn(this.#ages, this.#commits, {
      weeks: Array.from({ length: count }, (_, number) => week(number)),
      earlier: [],
      now: start + nowDay * dayMs,
      historyFrom: start - 1000 * dayMs,
      leaveOut: new Set<NoiseRule>(noiseRules),
      kinds,
      ...question,
    });
  }

  /** The first week, so late that it is complete. */
  first() {
    const [week] = this.weeks(1, 400);
    assert.ok(week);
    return week;
  }
}

const bo = { mine: false };
const bot = { mine: false, leftOut: 'bots', handsOn: true } as const;

describe('weekly churn', () => {
  it('is of lines that ended within 14 days, the last instant included', () => {
    const at = (days: number) => new Story().commit(0, { come: 100 }).commit(days, { gone: 30 }).first().churn;
    assert.deepEqual([at(14).churned, at(14).rate], [30, 0.3]);
    assert.equal(at(14 + 1 / dayMs).churned, 0);
  });

  it('tells lines that I rewrote from those that others did', () => {
    const { churn } = new Story()
      .commit(0, { come: 100 })
      .commit(1, { gone: 5, come: 5 })
      .commit(2, { at: 50, gone: 7 }, bo)
      .first();
    assert.deepEqual([churn.added, churn.churned, churn.churnedByMe], [105, 12, 5]);
  });

  it('tells lines that I added from everybody’s, but for what is left out as a whole', () => {
    const { lines } = new Story()
      .commit(0, { come: 100 })
      .commit(1, { come: 30 }, bo)
      .commit(2, { come: 7 }, { leftOut: 'ignoredRevisions', handsOn: true })
      .first();
    assert.deepEqual([lines.added, lines.mine.logic], [137, 100]);
  });

  it('is not of lines of others, whoever ends them', () => {
    const { churn } = new Story().commit(0, { come: 100 }, bo).commit(1, { gone: 60 }).first();
    assert.deepEqual([churn.added, churn.churned, churn.leftOut.notMine], [0, 0, 100]);
  });

  it('keeps age and owner of lines that a bot changed, and loses from sight what it took away', () => {
    const story = new Story().commit(0, { come: 100 }).commit(3, { gone: 10, come: 4 }, bot);
    const { churn, lines } = story.first();
    assert.deepEqual([churn.added, churn.churned, churn.leftOut.bots, lines.ended], [100, 0, 4, 0]);
    story.commit(5, { gone: 4 });
    assert.equal(story.first().churn.churned, 4);
    // Of the six that were lost no age is known beyond day 3, so they count up to there only.
    const [young] = story.weeks(1, 8);
    assert.deepEqual(young?.churn.byDay, { day: 8, share: 1 - 90 / 94 });
  });

  it('takes a line that ended before it was added, for a clock was wrong, as new', () => {
    const { churn } = new Story().commit(3, { come: 100 }).commit(1, { gone: 10 }).first();
    assert.equal(churn.churned, 10);
  });

  it('has a rate from 50 lines on', () => {
    const of = (come: number) => new Story().commit(0, { come }).commit(1, { gone: 5 }).first().churn;
    assert.deepEqual([of(49).rate, of(49).estimate, of(49).churned], [null, null, 5]);
    assert.deepEqual([of(50).rate, of(50).estimate, of(50).basis], [0.1, 0.1, 'complete']);
  });

  it('is complete when the week ended 14 days ago', () => {
    const story = new Story().commit(0, { come: 100 }).commit(1, { gone: 10 });
    const at = (day: number) => story.weeks(1, day)[0]?.churn;
    assert.deepEqual([at(21)?.complete, at(21)?.rate], [true, 0.1]);
    assert.deepEqual([at(21 - 1 / dayMs)?.complete, at(21 - 1 / dayMs)?.rate], [false, null]);
    // Not complete, but all of its lines had the time.
    assert.deepEqual([at(20)?.basis, at(20)?.estimate], ['survival', 0.09999999999999998]);
  });

  it('of a young week is what it will come to after the pattern of at least three complete ones', () => {
    const story = new Story();
    for (let week = 0; week < 4; week++) {
      const path = `logic/${week}`;
      story.commit(week * 7, { path, come: 100 });
      story.commit(week * 7 + 2, { path, gone: 10 });
      story.commit(week * 7 + 10, { path, gone: 18 });
    }
    story.commit(42, { path: 'logic/young', come: 100 }).commit(44, { path: 'logic/young', gone: 20 });
    const [young] = story.weeks(7, 47).slice(-1);
    // 0.8 outlived two days; of those that did so before, 72 of 90 outlived fourteen.
    assert.equal(young?.churn.basis, 'own pattern');
    assert.equal(young?.churn.estimate?.toFixed(9), (1 - (0.8 * 72) / 90).toFixed(9));
    assert.deepEqual(young?.churn.byDay?.day, 5);
    const [alone] = story.weeks(7, 47, { weeks: [{ week: '6', from: start + 42 * dayMs, to: start + 49 * dayMs }] });
    assert.deepEqual([alone?.churn.estimate, alone?.churn.basis], [null, null]);
    const earlier = Array.from({ length: 4 }, (_, week) => ({
      week: `${week}`,
      from: start + week * 7 * dayMs,
      to: start + (week + 1) * 7 * dayMs,
    }));
    const [told] = story.weeks(1, 47, {
      weeks: [{ week: '6', from: start + 42 * dayMs, to: start + 49 * dayMs }],
      earlier,
    });
    assert.deepEqual(told?.churn, young?.churn);
  });

  it('counts a line that is left out under its first reason only', () => {
    const all = (edit: Edit, facts: Partial<CountedCommit> = {}) => {
      const { churn, lines } = new Story().commit(0, { come: 20, blank: 4, ...edit }, facts).first();
      const reasons = Object.entries(churn.leftOut).filter(([, count]) => count > 0);
      assert.equal(lines.added, 20);
      return { ...Object.fromEntries(reasons), added: churn.added };
    };
    assert.deepEqual(all({}), { blank: 4, added: 16 });
    assert.deepEqual(all({ path: 'generated/a' }), { generated: 20, added: 0 });
    assert.deepEqual(all({ path: 'vendored/a' }), { vendored: 20, added: 0 });
    assert.deepEqual(all({ path: 'generated/a' }, bo), { notMine: 20, added: 0 });
    assert.deepEqual(all({}, { leftOut: 'ignoredRevisions', handsOn: true }), { ignoredRevisions: 20, added: 0 });
    assert.deepEqual(all({}, bot), { bots: 20, added: 0 });
    assert.deepEqual(all({ path: 'generated/a' }, { leftOut: 'copies' }), { copies: 20, added: 0 });
  });

  it('tells of each commit in a complete week which lines of the cohort are its own', () => {
    const told: [number, number, number][] = [];
    const story = new Story()
      .commit(-7, { path: 'logic/earlier', come: 50 })
      .commit(0, { come: 100, blank: 4 })
      .commit(1, { gone: 10, come: 20 })
      .commit(2, { at: 60, gone: 5 }, bo)
      .commit(3, { path: 'generated/a', come: 9 })
      .commit(4, { path: 'logic/b', come: 30 }, bo)
      .commit(16, { at: 80, gone: 8 })
      .commit(15, { path: 'logic/young', come: 40 });
    const [first, second] = story.weeks(3, 22, {
      earlier: [{ week: '-1', from: start - 7 * dayMs, to: start }],
      onCohort: (commit, { added, churned }) => told.push([commit, added, churned]),
    });
    assert.deepEqual(told, [
      [1, 96, 11],
      [2, 20, 0],
    ]);
    assert.deepEqual([first?.churn.added, first?.churn.churned, second?.churn.complete], [116, 11, false]);
  });

  it('leaves no line out with no rule on', () => {
    const [week] = new Story()
      .commit(0, { come: 20, blank: 4 })
      .commit(0, { path: 'generated/a', come: 7 })
      .weeks(1, 400, { leaveOut: new Set() });
    assert.equal(week?.churn.added, 27);
    assert.deepEqual(
      Object.values(week?.churn.leftOut ?? {}).filter(count => count > 0),
      [],
    );
  });

  it('counts commits of mine that are no copies, and the binary files in them', () => {
    const { commits, churn } = new Story()
      .commit(0, { come: 1 })
      .commit(1, { path: 'logic/b', binary: true })
      .commit(2, { path: 'logic/c', binary: true }, bo)
      .commit(3, { come: 1 }, { leftOut: 'copies' })
      .first();
    assert.deepEqual([commits, churn.leftOut.binary], [2, 1]);
  });

  it('counts what is outside the weeks nowhere, but what ends it inside', () => {
    const [first, second] = new Story()
      .commit(-3, { come: 100 })
      .commit(8, { gone: 60 })
      .commit(20, { come: 70 })
      .weeks(2, 400);
    assert.deepEqual([first?.lines.added, first?.lines.ended, second?.lines.added], [0, 0, 0]);
    assert.deepEqual([second?.lines.ended, second?.oldCode.ended, second?.churn.churned], [60, 60, 0]);
  });
});

describe('old code', () => {
  /** 100 lines that were added so many days before day 90, when 60 of them go: the share in that week. */
  const share = (days: number, question: Partial<ChurnQuestion> = {}, gone = 60) => {
    const weeks = new Story()
      .commit(90 - days, { come: 100 })
      .commit(90, { gone })
      .weeks(13, 400, question);
    return weeks[12]?.oldCode;
  };

  it('is of 84 days and more', () => {
    assert.deepEqual(share(84), { ended: 60, old: 60, share: 1 });
    assert.deepEqual(share(84 - 1 / dayMs), { ended: 60, old: 0, share: 0 });
  });

  it('is told from 50 ended lines on', () => {
    assert.deepEqual(share(84, {}, 50)?.share, 1);
    assert.deepEqual(share(84, {}, 49), { ended: 49, old: 49, share: null });
  });

  it('is not told where less than 84 days before the week are known', () => {
    const week = start + 12 * 7 * dayMs;
    assert.equal(share(84, { historyFrom: week - 84 * dayMs })?.share, 1);
    assert.equal(share(84, { historyFrom: week - 84 * dayMs + 1 })?.share, null);
  });

  it('is what is older than all that was read, where that is at least 84 days', () => {
    const at = (historyDay: number) =>
      new Story().commit(90, { gone: 60 }).weeks(13, 400, { historyFrom: start + historyDay * dayMs })[12]?.oldCode;
    assert.deepEqual(at(0), { ended: 60, old: 60, share: 1 });
    assert.deepEqual(at(6), { ended: 60, old: 60, share: null });
    assert.deepEqual(at(6.5), { ended: 60, old: 0, share: null });
  });

  it('is of lines that my commits end, whoever wrote them, and not of what is left out', () => {
    const [week] = new Story()
      .commit(-100, { come: 100 }, bo)
      .commit(-100, { path: 'generated/a', come: 100 })
      .commit(1, { gone: 60 })
      .commit(2, { gone: 5 }, bo)
      .commit(3, { gone: 5 }, { leftOut: 'copies' })
      .commit(4, { path: 'generated/a', gone: 50 })
      .weeks(1, 400);
    assert.deepEqual(week?.oldCode, { ended: 60, old: 60, share: 1 });
  });
});
