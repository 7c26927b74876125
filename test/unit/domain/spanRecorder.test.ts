import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ActivityEvent } from '../../../src/domain/activity';
import { focusBlocks } from '../../../src/domain/focusBlocks';
import { type FocusContext, isGlance, type Span, spanTailMs, usualThresholds } from '../../../src/domain/span';
import { mergedSpans } from '../../../src/domain/spanMerge';
import { beatMs, SpanRecorder } from '../../../src/domain/spanRecorder';
import { at } from '../../support/spans';

const logic: FocusContext = { repository: 'r', branch: 1, language: 'typescript', category: 'logic' };
const tests: FocusContext = { ...logic, category: 'tests' };

type Told = ActivityEvent extends infer E ? (E extends unknown ? Omit<E, 'at' | 'ticks'> : never) : never;
const key: Told = { kind: 'edit', context: logic, characters: 1 };
const look: Told = { kind: 'read', context: logic };
const paste: Told = { kind: 'inserted', context: logic, characters: 80 };

/** A window that has the focus and is in use since 09:00, on a machine whose clocks run alike unless told otherwise. */
class Window {
  readonly recorder = new SpanRecorder();
  readonly stored: Span[] = [];
  private drift = 0;
  private last = at('09:00');

  constructor() {
    this.tell('09:00', { kind: 'focused' }).tell('09:00', { kind: 'active' });
  }

  /** Milliseconds may follow the clock: `09:00:10.300`. */
  tell(clock: string, event: Told): this {
    const [whole = '', ms = '0'] = clock.split('.');
    this.last = at(whole) + Number(ms.padEnd(3, '0'));
    this.recorder.step({ ...event, at: this.last, ticks: this.last + this.drift } as ActivityEvent);
    return this;
  }

  /** What it is told, with the beats that come before it. */
  awake(clock: string, event: Told): this {
    for (let beat = this.last + beatMs; beat < at(clock) && this.recorder.isWatching; beat += beatMs) {
      this.recorder.step({ kind: 'beat', at: beat, ticks: beat + this.drift });
    }
    return this.tell(clock, event);
  }

  /** The monotonic clock falls behind by so many seconds. */
  stopTicks(seconds: number): this {
    this.drift -= seconds * 1000;
    return this;
  }

  /** `from–to`, why it ended, and what is counted in it. */
  spans(now: string): string[] {
    return this.recorder.take(at(now)).map(({ start, end, ended, counts, unfocusedAt }) => {
      const counted = Object.entries(counts).flatMap(([kind, n]) => (n > 0 ? [`${kind} ${n}`] : []));
      const away = unfocusedAt === null ? [] : [`away ${clockOf(unfocusedAt)}`];
      return [`${clockOf(start)}–${clockOf(end)}`, ended, ...counted, ...away].join(' ');
    });
  }
}

const clockOf = (instant: number): string => new Date(instant).toISOString().slice(11, 19);

describe('a span', () => {
  it('lasts to its last event and 30 seconds', () => {
    const window = new Window().tell('09:00:10', key).tell('09:00:20', look);
    assert.deepEqual(window.spans('09:10'), ['09:00:10–09:00:50 open edit 1 read 1']);
  });

  it('does not last past now', () => {
    assert.deepEqual(new Window().tell('09:00:10', key).spans('09:00:15'), ['09:00:10–09:00:15 open edit 1']);
  });

  it('goes on over a gap of 60 seconds', () => {
    const window = new Window().awake('09:01', key).awake('09:02', key);
    assert.deepEqual(window.spans('09:02'), ['09:01:00–09:02:00 open edit 2']);
  });

  it('ends after a gap of more', () => {
    const window = new Window().awake('09:01', key).awake('09:02:01', key);
    assert.deepEqual(window.spans('09:02:01'), ['09:01:00–09:01:30 idle edit 1', '09:02:01–09:02:01 open edit 1']);
  });

  it('ends as idle with the beat that finds it so, and the same way without one', () => {
    const window = new Window().awake('09:01', key).awake('09:02:30', { kind: 'beat' });
    assert.deepEqual(window.spans('09:02:30'), ['09:01:00–09:01:30 idle edit 1']);
  });

  it('ends where the window loses the focus', () => {
    const window = new Window().tell('09:01', key).tell('09:01:10', { kind: 'unfocused' });
    assert.deepEqual(window.spans('09:02'), ['09:01:00–09:01:10 unfocused edit 1 away 09:01:10']);
  });

  it('ends where the window is closed', () => {
    const window = new Window().tell('09:01', key).tell('09:01:10', { kind: 'closed' });
    assert.deepEqual(window.spans('09:02'), ['09:01:00–09:01:10 unfocused edit 1 away 09:01:10']);
  });

  it('tells when the focus was lost later', () => {
    const window = new Window().awake('09:01', key).awake('09:04', { kind: 'unfocused' });
    assert.deepEqual(window.spans('09:05'), ['09:01:00–09:01:30 idle edit 1 away 09:04:00']);
  });

  it('ends with a pause, in which nothing is recorded', () => {
    const window = new Window().tell('09:01', key).tell('09:01:10', { kind: 'paused' });
    window.tell('09:01:20', key).tell('09:01:30', { kind: 'unfocused' }).tell('09:01:40', { kind: 'focused' });
    assert.deepEqual(window.spans('09:02'), ['09:01:00–09:01:10 paused edit 1']);
    assert.deepEqual(window.spans('09:02'), []);
    window.tell('09:02', { kind: 'resumed' }).tell('09:02:05', key);
    assert.deepEqual(window.spans('09:02:05'), ['09:02:05–09:02:05 open edit 1']);
  });

  it('ends where the context changes, and not a second before', () => {
    const window = new Window().tell('09:01', key).tell('09:01:10', { ...key, context: tests });
    assert.deepEqual(window.spans('09:01:10'), ['09:01:00–09:01:10 context edit 1', '09:01:10–09:01:10 open edit 1']);
  });

  it('is not divided by a context that differs in identity only', () => {
    const window = new Window().tell('09:01', key).tell('09:01:10', { ...key, context: { ...logic } });
    assert.deepEqual(window.spans('09:01:10'), ['09:01:00–09:01:10 open edit 2']);
  });

  it('keeps the context in which it began for its first second, so that it stays the same span when it is stored', () => {
    const window = new Window().tell('09:01:00.1', key);
    const early = window.recorder.take(at('09:01:00'));
    window.tell('09:01:00.9', { ...key, context: tests }).tell('09:01:10', { ...key, context: tests });
    const stored = mergedSpans([early, window.recorder.take(at('09:01:30'))]);
    assert.deepEqual(
      stored.map(({ context, counts }) => [context, counts.edit]),
      [
        [logic, 2],
        [tests, 1],
      ],
    );
  });

  it('is not divided by a loss of focus within its first second', () => {
    const window = new Window().tell('09:01:00.1', key).tell('09:01:00.2', { kind: 'unfocused' });
    window.tell('09:01:00.3', { kind: 'focused' }).tell('09:01:00.4', key);
    assert.deepEqual(window.spans('09:02'), ['09:01:00–09:01:30 open edit 2']);
  });

  it('knows when its first edit or run was', () => {
    const work = (...events: [string, Told][]) => {
      const window = new Window();
      for (const [clock, event] of events) window.tell(clock, event);
      return window.recorder.take(at('09:05'))[0]?.firstWork;
    };
    assert.equal(work(['09:01', look], ['09:01:20', key], ['09:01:40', key]), 20_000);
    assert.equal(work(['09:01', look], ['09:01:30', { kind: 'run', context: logic }]), 30_000);
    assert.equal(work(['09:01', look], ['09:01:30', paste]), null);
  });

  it('counts characters typed and inserted', () => {
    const [span] = new Window()
      .tell('09:01', key)
      .tell('09:01:01', key)
      .tell('09:01:02', paste)
      .recorder.take(at('09:02'));
    assert.deepEqual([span?.typed, span?.inserted], [2, 80]);
  });
});

describe('a window', () => {
  it('without the focus records nothing', () => {
    assert.deepEqual(
      new Window().tell('09:01', { kind: 'unfocused' }).tell('09:01:10', key).spans('09:02').slice(1),
      [],
    );
  });

  it('that had the focus while nothing happened is a glance', () => {
    const window = new Window().tell('09:01', { kind: 'unfocused' });
    assert.deepEqual(window.recorder.take(at('09:02')).map(isGlance), [true]);
    window.tell('09:03', { kind: 'focused' }).tell('09:03:20', { kind: 'unfocused' });
    assert.deepEqual(window.spans('09:04'), ['09:03:00–09:03:00 unfocused away 09:03:20']);
  });

  it('that becomes active within two seconds of an event records that', () => {
    const window = new Window().tell('09:01', { kind: 'inactive' }).tell('09:01:10', key);
    assert.deepEqual(window.spans('09:01:11'), []);
    assert.deepEqual(window.tell('09:01:12', { kind: 'active' }).spans('09:01:12'), ['09:01:10–09:01:12 open edit 1']);
  });

  it('that becomes active later does not', () => {
    const window = new Window().tell('09:01', { kind: 'inactive' }).tell('09:01:10', key);
    assert.deepEqual(window.tell('09:01:12.001', { kind: 'active' }).spans('09:01:13'), []);
  });

  it('stays in its span when it becomes inactive: that cuts no time', () => {
    const window = new Window().tell('09:01', key).tell('09:01:10', { kind: 'inactive' });
    assert.deepEqual(window.spans('09:05'), ['09:01:00–09:01:30 open edit 1']);
  });
});

describe('an insertion', () => {
  it('counts within a minute after another interaction', () => {
    assert.deepEqual(new Window().awake('09:01', key).awake('09:02', paste).spans('09:02'), [
      '09:01:00–09:02:00 open edit 1 inserted 1',
    ]);
  });

  it('counts, when it took place, within a minute before another', () => {
    const window = new Window().tell('09:01', paste).tell('09:01:00.5', paste).tell('09:01:30', paste);
    assert.deepEqual(window.spans('09:01:40'), []);
    assert.deepEqual(window.tell('09:02', look).spans('09:02'), ['09:01:00–09:02:00 open inserted 3 read 1']);
  });

  it('alone counts as nothing, however many there are', () => {
    const window = new Window();
    for (let second = 10; second < 60; second++) window.tell(`09:01:${second}`, paste);
    assert.deepEqual(window.spans('09:02'), []);
    assert.deepEqual(window.awake('09:05', key).spans('09:05'), ['09:05:00–09:05:00 open edit 1']);
  });

  it('that waits for another is forgotten when the focus is lost', () => {
    const window = new Window().tell('09:01', paste).tell('09:01:10', { kind: 'unfocused' });
    window.recorder.take(at('09:01:10'));
    window.tell('09:01:20', { kind: 'focused' }).tell('09:01:30', key);
    assert.deepEqual(window.spans('09:01:30'), ['09:01:30–09:01:30 open edit 1']);
  });
});

describe('sleep', () => {
  it('cuts at the last beat, where beats were missed for more than two minutes', () => {
    const window = new Window().awake('09:01', key).awake('09:01:30', { kind: 'beat' });
    assert.deepEqual(window.tell('09:03:31', key).spans('09:03:31'), [
      '09:01:00–09:01:30 sleep edit 1',
      '09:03:31–09:03:31 open edit 1',
    ]);
  });

  it('is not taken from beats that come two minutes late', () => {
    const window = new Window().awake('09:01', key).tell('09:03', key);
    assert.deepEqual(window.spans('09:03'), ['09:01:00–09:01:30 idle edit 1', '09:03:00–09:03:00 open edit 1']);
  });

  it('is seen by the monotonic clock that stopped', () => {
    const window = new Window().awake('09:01', key).stopTicks(91);
    assert.deepEqual(window.tell('09:02:35', key).spans('09:02:35'), [
      '09:01:00–09:01:00 sleep edit 1',
      '09:02:35–09:02:35 open edit 1',
    ]);
  });

  it('that comes after a span ended is marked where the last sign of life was', () => {
    const window = new Window().awake('09:01', key).awake('09:04', { kind: 'beat' });
    assert.deepEqual(window.spans('09:04'), ['09:01:00–09:01:30 idle edit 1']);
    window.stopTicks(600).tell('09:15', key);
    assert.deepEqual(window.spans('09:15'), ['09:04:00–09:04:00 sleep away 09:04:00', '09:15:00–09:15:00 open edit 1']);
  });

  it('does not end what another window goes on with', () => {
    const [a, b] = [new Window().tell('09:10', key).tell('09:10:05', { kind: 'unfocused' }), new Window()];
    b.tell('09:00:01', { kind: 'unfocused' }).tell('09:10:05', { kind: 'focused' });
    b.awake('09:10:15', key).awake('09:10:45', key);
    for (const window of [a, b]) window.stopTicks(3600).tell('10:11', { kind: 'beat' });
    const spans = [a, b].flatMap(window => window.recorder.take(at('10:11')));
    const recording = { since: at('09:00'), pauses: [] };
    const blocks = focusBlocks(spans, usualThresholds, { now: at('12:00'), recording });
    assert.deepEqual(
      blocks.map(({ start, end, endedBy }) => `${clockOf(start)}–${clockOf(end)} ${endedBy}`),
      ['09:10:00–09:10:45 sleep'],
    );
  });

  it('cuts where the wall clock goes back', () => {
    const window = new Window().awake('09:10', key).stopTicks(-605);
    assert.deepEqual(window.tell('09:00:05', key).spans('09:00:10'), [
      '09:10:00–09:10:00 sleep edit 1',
      '09:00:05–09:00:10 open edit 1',
    ]);
  });

  it('is not taken from a time server that puts the clock back by less than a second', () => {
    const window = new Window().awake('09:01:00.9', key).tell('09:01:00.2', key);
    assert.deepEqual(window.spans('09:01'), ['09:01:00–09:01:00 open edit 2']);
  });

  it('is watched for as long as any gap can be bridged', () => {
    const { recorder } = new Window().awake('09:01', key).awake('09:46', { kind: 'beat' });
    assert.equal(recorder.isWatching, true);
    recorder.step({ kind: 'beat', at: at('09:46:01'), ticks: at('09:46:01') });
    assert.equal(recorder.isWatching, false);
  });
});

/** A stretch of a random day: how it begins, what it brings, and in which of several windows. */
interface Deed {
  readonly afterMs: number;
  readonly kind: 'edit' | 'inserted' | 'read' | 'run' | 'switch' | 'leave' | 'sleep' | 'set';
  readonly window: number;
}

const deeds = fc.array(
  fc.record({
    afterMs: fc.oneof(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 0, max: 500_000 })),
    kind: fc.constantFrom<Deed['kind'][]>('edit', 'edit', 'inserted', 'read', 'run', 'switch', 'leave', 'sleep', 'set'),
    window: fc.nat({ max: 2 }),
  }),
  { maxLength: 60 },
);

/** Lives a random day in so many windows: whichever a deed names, of which one has the focus. */
function live(
  day: readonly Deed[],
  windows: number,
  take: (recorder: SpanRecorder, now: number) => void,
): SpanRecorder[] {
  const recorders = Array.from({ length: windows }, () => new SpanRecorder());
  let wall = at('09:00') + 137;
  let ticks = 11;
  let front = 0;
  const tell = (which: number, event: Told) => {
    const recorder = recorders[which] as SpanRecorder;
    recorder.step({ ...event, at: wall, ticks } as ActivityEvent);
    take(recorder, wall);
  };
  const pass = (ms: number) => {
    for (let left = ms; left > 0; left -= beatMs) {
      const step = Math.min(left, beatMs);
      wall += step;
      ticks += step;
      for (const which of recorders.keys()) tell(which, { kind: 'beat' });
    }
  };
  const enter = (which: number) => {
    tell(which, { kind: 'focused' });
    tell(which, { kind: 'active' });
    front = which;
  };
  enter(0);
  for (const { afterMs, kind, window } of day) {
    pass(afterMs);
    switch (kind) {
      case 'switch':
        tell(front, { kind: 'unfocused' });
        enter(window % windows);
        break;
      case 'leave':
        tell(front, { kind: 'unfocused' });
        pass(afterMs);
        enter(window % windows);
        break;
      case 'sleep':
        wall += 300_000;
        break;
      case 'set':
        wall -= 40_000;
        break;
      case 'edit':
      case 'inserted':
        tell(front, { kind, context: logic, characters: 1 });
        break;
      default:
        tell(front, { kind, context: logic });
    }
  }
  pass(600_000);
  return recorders;
}

/** Far beyond every random day. */
const evening = at('09:00', 3);

describe('the recorder, on random days', () => {
  it('gives the same spans whether they are taken at every event or once', () => {
    fc.assert(
      fc.property(deeds, day => {
        const early: Span[] = [];
        const often = live(day, 1, (recorder, now) => early.push(...recorder.take(now)));
        const once = live(day, 1, () => undefined);
        const taken = (recorders: SpanRecorder[]) => recorders.flatMap(recorder => recorder.take(evening));
        const last = new Map(mergedSpans([early, taken(often)]).map(span => [keyOf(span), span]));
        for (const span of mergedSpans([taken(once)])) assert.deepEqual(last.get(keyOf(span)), span);
      }),
    );
  });

  it('gives blocks that do not depend on how the work is divided among windows', () => {
    fc.assert(
      fc.property(
        // Whether an insertion has company is seen in its own window only.
        deeds.map(day => day.filter(({ kind }) => kind !== 'set' && kind !== 'inserted')),
        day => assert.deepEqual(blocksOf(day, 3), blocksOf(day, 1)),
      ),
    );
  });

  it('gives spans in order, and blocks that never overlap nor exceed the time on the wall', () => {
    fc.assert(
      fc.property(deeds, day => {
        const spans = storedBy(day, 3);
        for (const { start, last, end, focusedFrom, unfocusedAt } of spans) {
          assert.ok(focusedFrom <= start && start <= last && last <= end && end <= last + spanTailMs);
          assert.ok((unfocusedAt ?? end) >= end);
          assert.ok([start, last, end, focusedFrom, unfocusedAt ?? 0].every(instant => instant % 1000 === 0));
        }
        const blocks = blocksOf(day, 3);
        blocks.forEach(({ start, end }, index) => {
          assert.ok(start <= end && end <= evening && start >= (blocks[index - 1]?.end ?? 0));
        });
      }),
    );
  });
});

const keyOf = ({ start, focusedFrom, context }: Span): string => JSON.stringify([start, focusedFrom, context]);

function storedBy(day: readonly Deed[], windows: number): Span[] {
  const stored: Span[] = [];
  const recorders = live(day, windows, (recorder, now) => stored.push(...recorder.take(now)));
  stored.push(...recorders.flatMap(recorder => recorder.take(evening)));
  return mergedSpans([stored]);
}

function blocksOf(day: readonly Deed[], windows: number): { start: number; end: number }[] {
  const recording = { since: at('09:00'), pauses: [] };
  const blocks = focusBlocks(storedBy(day, windows), usualThresholds, { now: evening, recording });
  return blocks.map(({ start, end }) => ({ start, end }));
}
