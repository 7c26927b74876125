import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { FocusBlock } from '../../../src/domain/focusBlock';
import { type FocusMoment, focusBlocks } from '../../../src/domain/focusBlocks';
import type { Recording } from '../../../src/domain/journal';
import {
  type FocusThresholds,
  isGlance,
  leastSleepMs,
  type Span,
  type SpanEnd,
  usualThresholds,
} from '../../../src/domain/span';
import { at, clockOf, contextOf, glance, minutes, monday, span } from '../../support/spans';

type Pauses = readonly (readonly [from: string, to: string | null])[];
const recordingWith = (pauses: Pauses): Recording => ({
  since: monday,
  pauses: pauses.map(([from, to]) => ({ from: at(from), to: to === null ? null : at(to) })),
});
const moment = (now = '20:00', pauses: Pauses = []): FocusMoment => ({
  now: at(now),
  recording: recordingWith(pauses),
});
const written = ({ start, end, endedBy }: FocusBlock) => `${clockOf(start)} to ${clockOf(end)} ${endedBy ?? 'goes on'}`;

describe('focus blocks', () => {
  describe('engaged time', () => {
    const morning = span('09:00', '09:10', { unfocusedAt: '09:10' });
    const focused = span('09:00', '09:10');
    // [what happens, the spans, the blocks at 20:00]
    const situations: [string, Span[], string[], Pauses?][] = [
      ['nothing', [], []],
      ['one span', [morning], ['09:00 to 09:10 away']],
      ['one span in a window that keeps the focus', [focused], ['09:00 to 09:10 idle']],
      ['only glances', [glance('09:00', '09:30')], []],
      [
        'nothing done for just the idle timeout',
        [focused, span('09:15', '09:20', { focusedFrom: '09:00' })],
        ['09:00 to 09:20 idle'],
      ],
      [
        'nothing done for a second more',
        [focused, span('09:15:01', '09:20', { focusedFrom: '09:00' })],
        ['09:00 to 09:10 idle', '09:15:01 to 09:20 idle'],
      ],
      ['away for just the grace', [morning, span('09:12', '09:20')], ['09:00 to 09:20 idle']],
      [
        'away for a second more',
        [morning, span('09:12:01', '09:20')],
        ['09:00 to 09:10 away', '09:12:01 to 09:20 idle'],
      ],
      [
        'idle and away, each within its limit, for longer than either',
        [span('09:00', '09:10', { unfocusedAt: '09:14' }), span('09:17', '09:20', { focusedFrom: '09:16' })],
        ['09:00 to 09:20 idle'],
      ],
      [
        'idle before and after being away, together beyond the timeout',
        [span('09:00', '09:10', { unfocusedAt: '09:14' }), span('09:17:01', '09:20', { focusedFrom: '09:16' })],
        ['09:00 to 09:10 idle', '09:17:01 to 09:20 idle'],
      ],
      [
        'idle for too long, then away for too long: what came first counts',
        [span('09:00', '09:10', { unfocusedAt: '09:16' }), span('09:19', '09:20')],
        ['09:00 to 09:10 idle', '09:19 to 09:20 idle'],
      ],
      [
        'away for too long, then idle for too long',
        [span('09:00', '09:10', { unfocusedAt: '09:14' }), span('09:25', '09:30', { focusedFrom: '09:17' })],
        ['09:00 to 09:10 away', '09:25 to 09:30 idle'],
      ],
      [
        'two look-ups in one gap, together the grace',
        [morning, glance('09:11', '09:13'), span('09:14', '09:20')],
        ['09:00 to 09:20 idle'],
      ],
      [
        'two look-ups in one gap, together beyond it',
        [morning, glance('09:11', '09:13'), span('09:14:01', '09:20')],
        ['09:00 to 09:10 away', '09:14:01 to 09:20 idle'],
      ],
      [
        'another window is looked at meanwhile',
        [morning, glance('09:10', '09:15'), span('09:15', '09:20')],
        ['09:00 to 09:20 idle'],
      ],
      [
        'another window is worked in meanwhile',
        [morning, span('09:12', '09:20', { unfocusedAt: '09:20' }), span('09:22', '09:30', { unfocusedAt: '09:30' })],
        ['09:00 to 09:30 away'],
      ],
      [
        'spans of windows overlap, lie in one another and come twice, in any order',
        [
          span('09:20', '09:40'),
          span('09:00', '09:25'),
          span('09:05', '09:10'),
          span('09:00', '09:25'),
          span('09:30', '09:35'),
        ],
        ['09:00 to 09:40 idle'],
      ],
      [
        'the machine sleeps, if shortly',
        [span('09:00', '09:10', { ended: 'sleep' }), span('09:11:30', '09:20')],
        ['09:00 to 09:10 sleep', '09:11:30 to 09:20 idle'],
      ],
      [
        'it sleeps, but this gap is over too soon to be the one that holds it',
        [glance('09:10:05', '09:10:05', { ended: 'sleep' }), span('09:00', '09:10'), span('09:10:30', '09:20')],
        ['09:00 to 09:20 idle'],
      ],
      [
        'it sleeps for long',
        [span('09:00', '09:10', { ended: 'sleep' }), span('11:00', '11:20')],
        ['09:00 to 09:10 sleep', '11:00 to 11:20 idle'],
      ],
      [
        'one window knows of the sleep, another had the last activity',
        [span('09:00', '09:10', { ended: 'sleep' }), span('09:05', '09:09'), span('09:12', '09:20')],
        ['09:00 to 09:10 sleep', '09:12 to 09:20 idle'],
      ],
      [
        'it sleeps while a window has the focus in which nothing was done',
        [morning, glance('09:11', '09:11', { ended: 'sleep' }), span('09:13', '09:20')],
        ['09:00 to 09:10 sleep', '09:13 to 09:20 idle'],
      ],
      [
        'another window was active where a span ended by sleep',
        [span('09:00', '09:10', { ended: 'sleep' }), span('09:05', '09:20')],
        ['09:00 to 09:20 idle'],
      ],
      [
        'the clock is set back by half an hour',
        [span('09:00', '09:40', { ended: 'sleep' }), span('09:10', '09:35'), span('09:36', '09:50')],
        ['09:00 to 09:50 idle'],
      ],
      [
        'the clock is set on by an hour',
        [span('09:00', '09:10', { ended: 'sleep' }), span('10:10', '10:20')],
        ['09:00 to 09:10 sleep', '10:10 to 10:20 idle'],
      ],
      [
        'the recording is paused, if for a minute',
        [span('09:00', '09:10', { ended: 'paused' }), span('09:11', '09:20')],
        ['09:00 to 09:10 paused', '09:11 to 09:20 idle'],
        [['09:10', '09:11']],
      ],
      [
        'another window was paused, this one shows no sign of it',
        [focused, span('09:12', '09:20', { focusedFrom: '09:00' })],
        ['09:00 to 09:10 paused', '09:12 to 09:20 idle'],
        [['09:11', '09:11:30']],
      ],
      [
        'the pause is known by its span alone',
        [span('09:00', '09:10', { ended: 'paused' }), span('09:11', '09:20')],
        ['09:00 to 09:10 paused', '09:11 to 09:20 idle'],
      ],
      [
        'paused, and asleep meanwhile',
        [span('09:00', '09:10', { ended: 'sleep' }), span('11:00', '11:20')],
        ['09:00 to 09:10 paused', '11:00 to 11:20 idle'],
        [['09:30', '10:00']],
      ],
      [
        'a pause that was over as the gap begins, and one that comes with its end',
        [span('09:00', '09:10', { focusedFrom: '08:59' }), span('09:11', '09:20')],
        ['09:00 to 09:20 idle'],
        [
          ['08:30', '09:10'],
          ['09:11', '09:12'],
        ],
      ],
      [
        'paused until now',
        [span('09:00', '09:10', { ended: 'idle' })],
        ['09:00 to 09:10 paused'],
        [
          ['08:00', '08:10'],
          ['09:13', null],
        ],
      ],
      [
        'past midnight',
        [span('23:50', '23:58', { day: -1 }), span('00:02', '00:10', { focusedFrom: '00:00' })],
        ['23:50 to 00:10 idle'],
      ],
      [
        'single acts, each within one second',
        [span('09:00', '09:00'), span('09:04', '09:04', { focusedFrom: '09:00' }), span('09:30', '09:30')],
        ['09:00 to 09:04 away', '09:30 to 09:30 idle'],
      ],
    ];
    for (const [situation, spans, expected, pauses] of situations) {
      it(`${situation}: ${expected.join(', ') || 'none'}`, () => {
        const blocks = focusBlocks(spans, usualThresholds, moment('20:00', pauses));
        assert.deepEqual(blocks.map(written), expected);
      });
    }

    it('names when each block was resumed', () => {
      const spans = [span('09:00', '09:10'), span('10:00', '10:10'), span('15:00', '15:30')];
      const resumed = focusBlocks(spans, usualThresholds, moment()).map(({ resumedAt }) => resumedAt);
      assert.deepEqual(resumed, [at('10:00'), at('15:00'), null]);
    });

    it('is told anew by other thresholds', () => {
      const spans = [span('09:00', '09:10', { unfocusedAt: '09:10' }), span('09:13', '09:20'), span('09:21', '09:30')];
      const by = (idle: number, grace: number) =>
        focusBlocks(
          spans,
          { ...usualThresholds, idleTimeoutMs: minutes(idle), awayGraceMs: minutes(grace) },
          moment(),
        ).map(written);
      assert.deepEqual(by(5, 2), ['09:00 to 09:10 away', '09:13 to 09:30 idle']);
      assert.deepEqual(by(5, 3), ['09:00 to 09:30 idle']);
      assert.deepEqual(by(1, 0), ['09:00 to 09:10 away', '09:13 to 09:20 away', '09:21 to 09:30 idle']);
    });
  });

  describe('now', () => {
    // [what happens, the spans, now, the last block, until when it goes on]
    const situations: [string, Span[], string, string, string | null, Pauses?][] = [
      ['within a span', [span('09:00', '09:10', { ended: 'open' })], '09:05', '09:00 to 09:05 goes on', '09:10'],
      ['at the start of one', [span('09:00', '09:10', { ended: 'open' })], '09:00', '09:00 to 09:00 goes on', '09:05'],
      ['idle for just the timeout', [span('09:00', '09:10')], '09:15', '09:00 to 09:10 goes on', '09:15'],
      ['idle for longer', [span('09:00', '09:10')], '09:15:01', '09:00 to 09:10 idle', null],
      ['away', [span('09:00', '09:10', { unfocusedAt: '09:10' })], '09:11', '09:00 to 09:10 goes on', '09:12'],
      [
        'away after a while',
        [span('09:00', '09:10', { unfocusedAt: '09:13' })],
        '09:14',
        '09:00 to 09:10 goes on',
        '09:15',
      ],
      ['away for longer', [span('09:00', '09:10', { unfocusedAt: '09:10' })], '09:12:01', '09:00 to 09:10 away', null],
      [
        'back, without having done anything yet',
        [span('09:00', '09:10', { unfocusedAt: '09:10' }), { ...glance('09:11', '09:11'), unfocusedAt: null }],
        '09:14',
        '09:00 to 09:10 goes on',
        '09:16',
      ],
      [
        'another window has the focus, this one lost it after that one had it last',
        [span('09:00', '09:10'), span('09:10', '09:12', { unfocusedAt: '09:12' })],
        '09:15',
        '09:00 to 09:12 away',
        null,
      ],
      ['asleep', [span('09:00', '09:10', { ended: 'sleep' })], '09:12', '09:00 to 09:10 sleep', null],
      ['paused', [span('09:00', '09:10', { ended: 'paused' })], '09:10', '09:00 to 09:10 paused', null],
      ['paused just now', [span('09:00', '09:10')], '09:10', '09:00 to 09:10 paused', null, [['09:10', null]]],
      [
        'a clock that was ahead, since set back',
        [span('09:00', '09:30', { ended: 'sleep' }), span('12:00', '12:10')],
        '09:20',
        '09:00 to 09:20 goes on',
        '09:25',
      ],
      ['everything lies ahead', [span('12:00', '12:10')], '09:20', 'none', null],
    ];
    for (const [situation, spans, now, expected, until, pauses] of situations) {
      it(`${situation}: ${expected}`, () => {
        const last = focusBlocks(spans, usualThresholds, moment(now, pauses)).at(-1);
        assert.equal(last ? written(last) : 'none', expected);
        assert.equal(last?.goesOnUntil === undefined ? null : clockOf(last.goesOnUntil), until);
        assert.equal(last?.resumedAt ?? null, null);
      });
    }
  });

  describe('deep', () => {
    for (const [to, deep] of [
      ['09:24:59', false],
      ['09:25', true],
      ['10:00', true],
    ] as const) {
      it(`from 09:00 to ${to}: ${deep}`, () => {
        assert.equal(focusBlocks([span('09:00', to)], usualThresholds, moment())[0]?.deep, deep);
      });
    }

    it('is not what two blocks are together', () => {
      const spans = [span('09:00', '09:20'), span('09:30', '09:50')];
      assert.ok(focusBlocks(spans, usualThresholds, moment()).every(({ deep }) => !deep));
    });
  });

  describe('contexts in a block', () => {
    const eddy = { repository: 'a', branch: 7, language: 'typescript', category: 'logic' } as const;
    const other = { ...eddy, repository: 'b' };
    const tests = { ...eddy, category: 'tests' } as const;
    const names = new Map(
      [eddy, other, tests].map((context, i) => [JSON.stringify(context), ['eddy', 'other', 'tests'][i]]),
    );
    const parts = (spans: Span[]) =>
      focusBlocks(spans, usualThresholds, moment()).map(block =>
        block.parts.map(
          ({ start, end, context }) =>
            `${clockOf(start)} to ${clockOf(end)} ${names.get(JSON.stringify(context)) ?? 'nowhere'}`,
        ),
      );
    const situations: [string, Span[], string[][]][] = [
      [
        'it crosses repositories; the time up to the next span belongs to the one before',
        [span('09:00', '09:10', { context: eddy }), span('09:12', '09:20', { context: other })],
        [['09:00 to 09:12 eddy', '09:12 to 09:20 other']],
      ],
      [
        'neighbours of the same context are one part',
        [
          span('09:00', '09:10', { context: eddy }),
          span('09:11', '09:15', { context: { ...eddy } }),
          span('09:15', '09:20', { context: tests }),
          span('09:20', '09:30', { context: eddy }),
        ],
        [['09:00 to 09:15 eddy', '09:15 to 09:20 tests', '09:20 to 09:30 eddy']],
      ],
      [
        'where spans overlap the later takes over from its start',
        [span('09:00', '09:30', { context: eddy }), span('09:10', '09:12', { context: other })],
        [['09:00 to 09:10 eddy', '09:10 to 09:30 other']],
      ],
      [
        'of two that start together the longer counts',
        [
          span('09:00', '09:05', { context: tests }),
          span('09:05', '09:30', { context: eddy }),
          span('09:05', '09:10', { context: other }),
          span('09:30', '09:30', { context: other }),
        ],
        [['09:00 to 09:05 tests', '09:05 to 09:30 eddy']],
      ],
      [
        'the one whose window got the focus later counts before it',
        [
          span('09:00', '09:30', { context: eddy }),
          span('09:00', '09:10', { context: other, focusedFrom: '08:50' }),
          span('09:00', '09:31', { context: tests, focusedFrom: '08:55' }),
        ],
        [['09:00 to 09:31 eddy']],
      ],
      [
        'a part that is squeezed out leaves none of its own',
        [
          span('09:00', '09:05', { context: eddy }),
          span('09:05', '09:06', { context: other }),
          span('09:05', '09:10', { context: eddy }),
        ],
        [['09:00 to 09:10 eddy']],
      ],
      [
        'glances are no part',
        [
          span('09:00', '09:10', { context: eddy }),
          glance('09:11', '09:12'),
          span('09:12', '09:20', { context: eddy }),
        ],
        [['09:00 to 09:20 eddy']],
      ],
      [
        'a block of one moment has one part',
        [span('09:00', '09:00', { context: eddy }), span('09:30', '09:31')],
        [['09:00 to 09:00 eddy'], ['09:30 to 09:31 nowhere']],
      ],
    ];
    for (const [situation, spans, expected] of situations) {
      it(situation, () => assert.deepEqual(parts(spans), expected));
    }
  });

  describe('resumption lag', () => {
    const before = span('09:00', '09:10', { unfocusedAt: '09:11' });
    // [what happens, the spans, seconds from the return to the first work in the second block, or the only one]
    const situations: [string, Span[], number | null][] = [
      ['the first block of all has none', [span('09:00', '09:10', { firstWork: 30 })], null],
      ['back in the window, and work a minute later', [before, span('09:20', '09:30', { firstWork: 60 })], 60],
      [
        'the return is when the window got the focus',
        [before, span('09:20', '09:30', { focusedFrom: '09:19:30', firstWork: 60 })],
        90,
      ],
      [
        'who never left comes back with the first activity',
        [span('09:00', '09:10'), span('09:20', '09:30', { focusedFrom: '09:00', firstWork: 20 })],
        20,
      ],
      [
        'so does who went to another window and did nothing there for long',
        [
          span('09:00', '09:10', { unfocusedAt: '09:10' }),
          span('09:20', '09:30', { focusedFrom: '09:10', firstWork: 20 }),
        ],
        20,
      ],
      [
        'the first work may be in a later span, or another window',
        [
          before,
          span('09:20', '09:22', { counts: { read: 3 }, firstWork: null }),
          span('09:22', '09:30', { firstWork: 200 }),
          span('09:23', '09:25', { firstWork: 10 }),
        ],
        190,
      ],
      ['nothing but reading', [before, span('09:20', '09:30', { counts: { read: 3 }, firstWork: null })], null],
      [
        'work in a later block does not count',
        [before, span('09:20', '09:30', { counts: { read: 3 }, firstWork: null }), span('10:20', '10:30')],
        null,
      ],
      ['work that a clock ahead put after now', [before, span('19:59', '20:30', { firstWork: 90 })], null],
    ];
    for (const [situation, spans, seconds] of situations) {
      it(`${situation}: ${seconds}`, () => {
        const blocks = focusBlocks(spans, usualThresholds, moment());
        assert.equal((blocks[1] ?? blocks[0])?.lagMs, seconds === null ? null : seconds * 1000);
      });
    }
  });

  describe('of any spans', () => {
    it('are what counting second by second gives', () => {
      fc.assert(
        fc.property(anyDay, day => {
          const ends = focusBlocks(day.spans, day.thresholds, day).map(({ start, end, endedBy, resumedAt }) => ({
            start,
            end,
            endedBy,
            resumedAt,
          }));
          assert.deepEqual(ends, secondBySecond(day));
        }),
        { numRuns: 1000 },
      );
    });

    it('come in order, apart from one another, within the time there was', () => {
      fc.assert(
        fc.property(anyDay, ({ spans, thresholds, now, recording }) => {
          let before = Number.NEGATIVE_INFINITY;
          for (const { start, end, deep, lagMs } of focusBlocks(spans, thresholds, { now, recording })) {
            assert.ok(before < start && start <= end && end <= now);
            assert.equal(deep, end - start >= thresholds.deepBlockMs);
            assert.ok(lagMs === null || lagMs >= 0);
            before = end;
          }
        }),
      );
    });

    it('are tiled by their parts, each in the context of the span that began last', () => {
      fc.assert(
        fc.property(anyDay, ({ spans, thresholds, now, recording }) => {
          for (const block of focusBlocks(spans, thresholds, { now, recording })) {
            const bounds = [block.start, ...block.parts.map(part => part.end)];
            assert.equal(bounds.at(-1), block.end);
            for (const [i, { start, end, context }] of block.parts.entries()) {
              assert.equal(start, bounds[i]);
              assert.ok(start < end || block.start === block.end);
              if (i > 0) assert.notDeepEqual(context, block.parts[i - 1]?.context);
              for (let second = start; second < end; second += 1000) {
                const begun = spans.filter(one => !isGlance(one) && one.start <= second);
                const latest = Math.max(...begun.map(one => one.start));
                const contexts = begun.filter(one => one.start === latest).map(one => JSON.stringify(one.context));
                assert.ok(contexts.includes(JSON.stringify(context)));
              }
            }
          }
        }),
      );
    });

    it('are the same in any order, and if spans come twice', () => {
      fc.assert(
        fc.property(anyDay.chain(shuffled), ({ spans, thresholds, now, recording, mixed }) => {
          const moment = { now, recording };
          assert.deepEqual(focusBlocks(mixed, thresholds, moment), focusBlocks(spans, thresholds, moment));
        }),
        { numRuns: 500 },
      );
    });

    it('are the same in any order even where spans differ in nothing but their context', () => {
      const contexts = [{}, { repository: 'a' }, { branch: 1 }, { language: 'go' }, { category: 'logic' } as const];
      const spans = contexts.map(context => span('09:00', '09:10', { context }));
      for (const one of spans) {
        for (const other of spans) {
          const there = focusBlocks([one, other], usualThresholds, moment());
          assert.deepEqual(focusBlocks([other, one], usualThresholds, moment()), there);
        }
      }
    });

    it('begin and end the same where spans come in pieces', () => {
      fc.assert(
        fc.property(anyDay, fc.nat(20), ({ spans, thresholds, now, recording }, seconds) => {
          const pieces = spans.flatMap(one => cutAt(one, one.start + seconds * 1000, now));
          const withoutParts = (some: Span[]) =>
            focusBlocks(some, thresholds, { now, recording }).map(({ parts: _, ...block }) => block);
          assert.deepEqual(withoutParts(pieces), withoutParts(spans));
        }),
        { numRuns: 500 },
      );
    });

    it('only grow with the idle timeout and the grace', () => {
      fc.assert(
        fc.property(anyDay, fc.nat(20), fc.nat(20), ({ spans, thresholds, now, recording }, idle, grace) => {
          const wider = {
            ...thresholds,
            idleTimeoutMs: thresholds.idleTimeoutMs + idle * 1000,
            awayGraceMs: thresholds.awayGraceMs + grace * 1000,
          };
          const large = focusBlocks(spans, wider, { now, recording });
          for (const small of focusBlocks(spans, thresholds, { now, recording })) {
            assert.ok(large.some(({ start, end }) => start <= small.start && small.end <= end));
          }
        }),
      );
    });

    it('go on until the instant they name, and no longer', () => {
      fc.assert(
        fc.property(anyDay, day => {
          const ahead = [
            ...day.spans.flatMap(one => [one.end + (one.ended === 'sleep' ? leastSleepMs : 0), one.unfocusedAt ?? 0]),
            ...day.recording.pauses.flatMap(({ from, to }) => [from, to ?? 0]),
          ];
          const now = Math.max(day.now, ...ahead);
          const lastAt = (later: number) =>
            focusBlocks(day.spans, day.thresholds, { now: later, recording: day.recording }).at(-1);
          const last = lastAt(now);
          fc.pre(last?.endedBy === null);
          assert.equal(lastAt(last?.goesOnUntil ?? 0)?.endedBy, null);
          assert.notEqual(lastAt((last?.goesOnUntil ?? 0) + 1)?.endedBy, null);
        }),
        { numRuns: 500 },
      );
    });
  });
});

/** Some minutes of several windows whose clock may be set: spans overlap, lie ahead of now, and come in any order. */
interface Day extends FocusMoment {
  readonly spans: Span[];
  readonly thresholds: FocusThresholds;
}

const mostSeconds = 400;
const seconds = (max: number) => fc.nat(max).map(count => count * 1000);
const anySpan: fc.Arbitrary<Span> = fc
  .record({
    start: seconds(mostSeconds),
    length: seconds(25),
    focusedFor: seconds(30),
    focusKept: fc.option(seconds(30), { freq: 2 }),
    ended: fc.constantFrom<SpanEnd>('open', 'idle', 'idle', 'unfocused', 'unfocused', 'sleep', 'paused', 'context'),
    repository: fc.option(fc.constantFrom('a', 'b'), { freq: 2 }),
    branch: fc.option(fc.nat(1), { freq: 2 }),
    firstWork: fc.option(seconds(25)),
    glance: fc.nat(4).map(dice => dice === 0),
  })
  .map(({ start, length, focusedFor, focusKept, ended, repository, branch, firstWork, glance: isOne }) => {
    const end = isOne ? start : start + length;
    const work = isOne || firstWork === null || firstWork > length ? null : firstWork;
    return {
      start,
      last: end,
      end,
      focusedFrom: isOne ? start : start - focusedFor,
      unfocusedAt: focusKept === null ? null : end + focusKept,
      ended,
      context: contextOf({ repository, branch }),
      counts: { edit: work === null ? 0 : 1, inserted: 0, read: isOne ? 0 : 1, run: 0, review: 0 },
      typed: 0,
      inserted: 0,
      firstWork: work,
    };
  });
const anyPauses = fc
  .uniqueArray(seconds(mostSeconds), { maxLength: 4 })
  .map(instants => [...instants].sort((a, b) => a - b))
  .map(instants => instants.flatMap((from, i) => (i % 2 === 0 ? [{ from, to: instants[i + 1] ?? null }] : [])));
const anyDay: fc.Arbitrary<Day> = fc
  .record({
    spans: fc.array(anySpan, { maxLength: 14 }),
    idleTimeoutMs: seconds(150),
    awayGraceMs: seconds(60),
    deepBlockMs: seconds(60),
    now: seconds(mostSeconds + 60),
    pauses: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: anyPauses }),
  })
  .map(({ spans, now, pauses, ...thresholds }) => ({ spans, now, thresholds, recording: { since: 0, pauses } }));

function shuffled(day: Day) {
  return fc
    .tuple(fc.shuffledSubarray(day.spans, { minLength: day.spans.length }), fc.subarray(day.spans))
    .map(([all, again]) => ({ ...day, mixed: [...again, ...all] }));
}

function cutAt(one: Span, cut: number, now: number): Span[] {
  if (isGlance(one) || cut <= one.start || cut >= Math.min(one.end, now)) return [one];
  const workFirst = one.firstWork !== null && one.firstWork <= cut - one.start;
  return [
    { ...one, last: cut, end: cut, unfocusedAt: null, ended: 'open', firstWork: workFirst ? one.firstWork : null },
    { ...one, start: cut, firstWork: workFirst || one.firstWork === null ? null : one.firstWork - (cut - one.start) },
  ];
}

/** The definition again, slowly: what every single second was, one after the other. */
function secondBySecond({ spans, thresholds, now, recording }: Day) {
  const known = spans.filter(one => one.start <= now);
  const active = known.filter(one => !isGlance(one));
  const lostAt = (one: Span) => Math.max(one.end, one.unfocusedAt ?? one.end);
  const lastSeen = Math.max(...known.map(one => Math.min(lostAt(one), now)));
  const hasFocusNow = known.some(one => one.unfocusedAt === null && Math.min(one.end, now) === lastSeen);

  const blocks: { start: number; end: number; endedBy: string | null; resumedAt: number | null }[] = [];
  let away = 0;
  let idle = 0;
  let cuts: { by: string; at: number }[] = [];
  let tooLong: string | null = null;
  const isCut = (by: string, second: number) =>
    cuts.some(cut => cut.by === by && cut.at + (by === 'sleep' ? leastSleepMs : 0) <= second);
  const cause = (second: number) => ['paused', 'sleep'].find(by => isCut(by, second)) ?? tooLong;
  for (let second = 0; second <= now; second += 1000) {
    const block = blocks.at(-1);
    if (active.some(one => one.start <= second && second <= one.end)) {
      const endedBy = block ? cause(second) : null;
      if (block && endedBy === null) block.end = second;
      else {
        if (block) Object.assign(block, { endedBy, resumedAt: second });
        blocks.push({ start: second, end: second, endedBy: null, resumedAt: null });
      }
      away = 0;
      idle = 0;
      tooLong = null;
      cuts = [];
    }
    const next = second + 1000;
    // The second that begins here is part of a gap, if there is one; the last instant is too.
    if (second < now && active.some(one => one.start <= second && next <= one.end)) continue;
    for (const one of known) if (one.end === second) cuts.push({ by: one.ended, at: second });
    for (const { from, to } of recording.pauses) {
      if (from === second || (from < second && second < (to ?? Number.POSITIVE_INFINITY)))
        cuts.push({ by: 'paused', at: second });
    }
    if (second === now) break;
    const hasFocus = known.some(one => one.focusedFrom <= second && next <= lostAt(one));
    if (hasFocus || (hasFocusNow && second >= lastSeen)) idle += 1000;
    else away += 1000;
    if (away > thresholds.awayGraceMs) tooLong ??= 'away';
    if (idle > thresholds.idleTimeoutMs) tooLong ??= 'idle';
  }
  const last = blocks.at(-1);
  if (last) last.endedBy = cause(now);
  return blocks;
}
