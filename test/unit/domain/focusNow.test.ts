import assert from 'node:assert/strict';
import { focusBlocks } from '../../../src/domain/focusBlocks';
import { focusNow } from '../../../src/domain/focusNow';
import { type Span, usualThresholds } from '../../../src/domain/span';
import { at, clockOf, minutes, span } from '../../support/spans';

/** `09:00-09:10` for each stretch of work, with VS Code left in between. */
const work = (...stretches: string[]): Span[] =>
  stretches.map(stretch => {
    const [from = '', to = ''] = stretch.split('-');
    return span(from, to, { unfocusedAt: to });
  });

const nowOf = (spans: Span[], now: string, paused = false) => {
  const moment = { now: at(now), recording: { since: at('00:00'), pauses: [] } };
  return focusNow(focusBlocks(spans, usualThresholds, moment), { now: at(now), paused });
};

describe('the state now', () => {
  /** Four blocks of five minutes, each resumed, the first of which ends at 09:05, and a fifth that goes on. */
  const scattered = work('09:00-09:05', '09:10-09:15', '09:20-09:25', '09:30-09:35', '09:40-09:45');
  // [what happens, the work, now, the state, minutes of the block]
  const situations: [string, Span[], string, string, number][] = [
    ['nothing ever', [], '09:00', 'resting', 0],
    ['a while after work', work('09:00-09:30'), '09:33', 'resting', 0],
    ['at work', work('09:00-09:20'), '09:20', 'settling', 20],
    ['looking something up', work('09:00-09:20'), '09:21', 'settling', 20],
    ['a second before it is deep', work('09:00-09:24:59'), '09:25', 'settling', 25 - 1 / 60],
    ['deep', work('09:00-09:25'), '09:25', 'deep', 25],
    ['resting after a deep block', work('09:00-09:40'), '09:45', 'resting', 0],
    ['four ends within the hour', scattered, '09:45', 'scattered', 5],
    ['the first of them just an hour ago', [...scattered.slice(0, 4), ...work('10:02-10:05')], '10:05', 'scattered', 3],
    ['three ends within the hour', scattered.slice(1), '09:45', 'settling', 5],
    [
      'one of the four more than an hour ago',
      work('09:00-09:05', '09:20-09:25', '09:35-09:40', '09:50-09:55', '10:05-10:06'),
      '10:06',
      'settling',
      1,
    ],
    [
      'ends of less than a minute do not count',
      work('09:00-09:05', '09:10-09:10:59', '09:20-09:25', '09:30-09:35', '09:40-09:45'),
      '09:45',
      'settling',
      5,
    ],
    [
      'ends of a minute do',
      work('09:00-09:01', '09:10-09:11', '09:20-09:21', '09:30-09:31', '09:40-09:41'),
      '09:41',
      'scattered',
      1,
    ],
    [
      'a block of ten minutes after the first end gathers them',
      work('09:00-09:05', '09:10-09:15', '09:20-09:30', '09:35-09:40', '09:45-09:46'),
      '09:46',
      'settling',
      1,
    ],
    [
      'so does the one that goes on',
      work('09:00-09:05', '09:10-09:15', '09:20-09:25', '09:30-09:35', '09:40-09:50'),
      '09:50',
      'settling',
      10,
    ],
    [
      'a second less does not',
      work('09:00-09:05', '09:10-09:15', '09:20-09:25', '09:30-09:35', '09:40-09:49:59'),
      '09:49:59',
      'scattered',
      10 - 1 / 60,
    ],
    [
      'a long block that the first of the ends ended does not either',
      work('08:00-09:05', '09:10-09:15', '09:20-09:25', '09:30-09:35', '09:40-09:45'),
      '09:45',
      'scattered',
      5,
    ],
    [
      'deep comes before scattered',
      work('09:00-09:05', '09:08-09:10', '09:13-09:15', '09:18-09:20', '09:23-09:48'),
      '09:48',
      'deep',
      25,
    ],
    ['resting comes before scattered', scattered, '09:48', 'resting', 0],
  ];
  for (const [situation, spans, now, state, length] of situations) {
    it(`${situation}: ${state}`, () => {
      const told = nowOf(spans, now);
      assert.deepEqual([told.state, told.blockMs], [state, minutes(length)]);
    });
  }

  it('rests while the recording is paused, whatever went on', () => {
    assert.deepEqual(nowOf(work('09:00-09:30'), '09:30', true), { state: 'resting', blockMs: 0 });
  });

  it('names until when the block goes on', () => {
    assert.equal(clockOf(nowOf(work('09:00-09:30'), '09:31').until ?? 0), '09:32');
    assert.equal(clockOf(nowOf([span('09:00', '09:30')], '09:31').until ?? 0), '09:35');
    assert.equal(nowOf(work('09:00-09:30'), '09:33').until, undefined);
  });
});
