import assert from 'node:assert/strict';
import type { Baseline } from '../../../src/domain/baseline';
import type { TensionPair } from '../../../src/domain/report';
import type { Guard, Missing, Pace, Tension, TensionSide } from '../../../src/domain/tensions';
import { english } from '../../../src/text/english';
import { tensionText } from '../../../src/text/tensionText';
import { Wording } from '../../../src/text/wording';
import { goldenReport } from '../../support/goldenReport';

const wording = new Wording(english, 'en', 'Europe/Berlin');
const [week] = goldenReport('2026-11-19T12:00:00Z', [{}]).weeks;
assert.ok(week);
const hourMs = 3_600_000;

const side = (value: number, usual: number): TensionSide => {
  const baseline: Baseline = { median: usual, deviation: 0, least: usual, greatest: usual, weeks: 8 };
  return { value, n: 10, least: 3, baseline, comparison: 'same' };
};
const judged = (pair: TensionPair, pace: Pace, guard: Guard, paced = side(1, 1), guarded = side(1, 1)): Tension => ({
  kind: 'judged',
  pair,
  week,
  pace,
  guard,
  paced,
  guarded,
});
const sentenceOf = (tension: Tension) => tensionText(tension, wording).sentence.replaceAll('\u00a0', ' ');

describe('a pair of pace and guard in words', () => {
  const words: [TensionPair, Record<Pace, [better: string, same: string, slipping: string]>][] = [
    [
      'throughput-failure',
      {
        up: ['faster, and holding better', 'faster, and holding', 'faster, but slipping'],
        same: ['steady, and holding better', 'steady, and holding', 'steady, but slipping'],
        down: ['slower, but holding better', 'slower, and holding', 'slower, and slipping'],
      },
    ],
    [
      'time-maturity',
      {
        up: ['faster, and holding better', 'faster, and holding', 'faster, but slipping'],
        same: ['steady, and holding better', 'steady, and holding', 'steady, but slipping'],
        down: ['slower, but holding better', 'slower, and holding', 'slower, and slipping'],
      },
    ],
    [
      'lines-churn',
      {
        up: ['more, and holding better', 'more, and holding', 'more, but slipping'],
        same: ['steady, and holding better', 'steady, and holding', 'steady, but slipping'],
        down: ['less, but holding better', 'less, and holding', 'less, and slipping'],
      },
    ],
    [
      'size-review',
      {
        up: ['larger, and holding better', 'larger, and holding', 'larger, but slipping'],
        same: ['steady, and holding better', 'steady, and holding', 'steady, but slipping'],
        down: ['smaller, and holding better', 'smaller, and holding', 'smaller, but slipping'],
      },
    ],
    [
      'focus-flow',
      {
        up: ['more, and holding better', 'more, and holding', 'more, but slipping'],
        same: ['steady, and holding better', 'steady, and holding', 'steady, but slipping'],
        down: ['less, but holding better', 'less, and holding', 'less, and slipping'],
      },
    ],
  ];
  for (const [pair, expected] of words) {
    it(`says all nine of ${pair}`, () => {
      const said = Object.entries(expected).map(([pace]) =>
        (['better', 'same', 'slipping'] as const).map(
          guard => tensionText(judged(pair, pace as Pace, guard), wording).word,
        ),
      );
      assert.deepEqual(said, Object.values(expected));
    });
  }

  const sentences: [TensionPair, TensionSide, TensionSide, string][] = [
    [
      'throughput-failure',
      side(6, 3.5),
      side(2, 0),
      'In the week of November 16: 6 landed (usually 3.5), 2 of them reverted within 30 days (usually 0).',
    ],
    [
      'time-maturity',
      side(30 * hourMs, 5 * hourMs),
      side(0.824, 0.9),
      'In the week of November 16: 1 d 6 h from first commit to request (usually 5 h), 82% of the change there when it opened (usually 90%).',
    ],
    [
      'lines-churn',
      side(1240, 610.5),
      side(0.21, 0.004),
      'In the week of November 16: 1,240 lines added (usually 611), 21% of them rewritten within two weeks (usually under 1%).',
    ],
    [
      'size-review',
      side(420.5, 160),
      side(51 * hourMs, 26 * hourMs),
      'In the week of November 16: 421 lines in the median request (usually 160), 2 d 3 h from opening to landing (usually 1 d 2 h).',
    ],
    [
      'focus-flow',
      side(14.5 * hourMs, 11 * hourMs),
      side(1, 2.5),
      'In the week of November 16: 14 h 30 min of focus (usually 11 h), deep flow “Rarely” (usually “Sometimes to Often”).',
    ],
  ];
  for (const [pair, paced, guarded, sentence] of sentences) {
    it(`tells the numbers of ${pair}, each beside the usual`, () => {
      assert.equal(sentenceOf(judged(pair, 'up', 'slipping', paced, guarded)), sentence);
    });
  }

  const missing: [Missing['of'], number, number, string][] = [
    ['landed', 0, 1, 'No request landed in the week of November 16.'],
    ['timed', 2, 3, 'Needs 3 requests whose creation is known closely; the week of November 16 has 2.'],
    ['matured', 2, 3, 'Needs 3 requests whose state when they opened is known; the week of November 16 has 2.'],
    ['sized', 2, 3, 'Needs 3 landed requests; the week of November 16 has 2.'],
    ['reviewed', 2, 3, 'Needs 3 landed requests whose creation is known closely; the week of November 16 has 2.'],
    ['lines', 31, 50, 'Needs 50 lines; the week of November 16 has 31.'],
    ['focusMs', 1.5 * hourMs, 2 * hourMs, 'Needs 2 h of focus; the week of November 16 has 1 h 30 min.'],
    ['answers', 0, 1, 'The week of November 16 is not answered.'],
    ['earlierWeeks', 2, 3, 'Needs 3 earlier weeks to compare the week of November 16 with, and has 2.'],
  ];
  for (const [of, have, least, sentence] of missing) {
    it(`tells how much is missing: ${of}`, () => {
      const tension: Tension = {
        kind: 'notEnough',
        pair: 'size-review',
        week,
        missing: { side: 'pace', of, have, least },
      };
      assert.equal(tensionText(tension, wording).word, 'not enough');
      assert.equal(sentenceOf(tension), sentence);
    });
  }

  it('tells when it can be judged', () => {
    const readyAt = Date.parse('2026-12-23T03:00:00Z');
    const { word, sentence } = tensionText({ kind: 'tooEarly', pair: 'lines-churn', week, readyAt }, wording);
    assert.deepEqual([word, sentence], ['too early', 'The week of November 16 can be judged from December 23 on.']);
  });

  it('tells what is not recorded', () => {
    const tell = (what: 'requests' | 'focus' | 'wholeWeek' | 'answer', of: typeof week | null) =>
      sentenceOf({ kind: 'notRecorded', pair: 'focus-flow', week: of ?? null, what });
    assert.equal(
      tell('requests', null),
      'No requests are known here: they are read where there is a default branch to land on.',
    );
    assert.equal(
      tell('focus', null),
      'No focus is recorded for these weeks: Eddy records it while you work in VS Code.',
    );
    assert.equal(tell('focus', week), 'No focus is recorded for the week of November 16.');
    assert.equal(tell('wholeWeek', week), 'Only a part of the week of November 16 was recorded.');
    assert.equal(tell('answer', week), 'No week is answered yet.');
  });
});
