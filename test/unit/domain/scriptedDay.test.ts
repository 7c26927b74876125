import assert from 'node:assert/strict';
import type { FocusBlock } from '../../../src/domain/focusBlock';
import { focusBlocks } from '../../../src/domain/focusBlocks';
import type { FocusThresholds, Span } from '../../../src/domain/span';
import { lengthOf, play } from '../../support/scriptedDay';

interface Scene {
  readonly name: string;
  readonly script: string;
  /** The blocks: from, to, why it ended, and `deep`, and how long after a return the work went on. */
  readonly truth: readonly string[];
  /** Focus by kind of file. */
  readonly kinds?: Readonly<Record<string, string>>;
}

const thresholds: FocusThresholds = {
  idleTimeoutMs: lengthOf('5m'),
  awayGraceMs: lengthOf('2m'),
  deepBlockMs: lengthOf('25m'),
};
/** Tuesday, 3 November 2026, midnight: hours of the scripts count from here, past 24 too. */
const midnight = Date.UTC(2026, 10, 3);

const scenes: readonly Scene[] = [
  {
    name: 'types for ten minutes',
    script: '05:00:00 A type 10m',
    truth: ['05:00:00–05:10:30 idle'],
  },
  {
    name: 'touches one key',
    script: '05:30:00 A key',
    truth: ['05:30:00–05:30:30 idle'],
  },
  {
    name: 'only reads',
    script: '05:45:00 A read 6m',
    truth: ['05:45:00–05:51:30 idle'],
  },
  {
    name: 'thinks for five minutes',
    script: `06:05:00 A type 2m
             06:12:30 A key`,
    truth: ['06:05:00–06:13:00 idle'],
  },
  {
    name: 'thinks for a second longer',
    script: `06:25:00 A type 2m
             06:32:31 A key`,
    truth: ['06:25:00–06:27:30 idle', '06:32:31–06:33:01 idle lag 0s'],
  },
  {
    name: 'looks something up in a browser for 90 seconds',
    script: `06:45:00 A type 5m
             06:50:00 A leave
             06:51:30 A return
             06:51:30 A type 5m`,
    truth: ['06:45:00–06:57:00 idle'],
  },
  {
    name: 'looks something up in a browser for 3 minutes',
    script: `07:10:00 A type 5m
             07:15:00 A leave
             07:18:00 A return
             07:18:10 A look
             07:18:40 A type 5m`,
    truth: ['07:10:00–07:15:00 away', '07:18:10–07:24:10 idle lag 40s'],
  },
  {
    name: 'is away for exactly the grace',
    script: `07:40:00 A type 1m
             07:41:00 A leave
             07:43:00 A return
             07:43:00 A key`,
    truth: ['07:40:00–07:43:30 idle'],
  },
  {
    name: 'is away for a second more than the grace',
    script: `07:55:00 A type 1m
             07:56:00 A leave
             07:58:01 A return
             07:58:01 A key`,
    truth: ['07:55:00–07:56:00 away', '07:58:01–07:58:31 idle lag 0s'],
  },
  {
    name: 'is away twice with nothing but a glance in between',
    script: `08:10:00 A type 5m
             08:15:00 A leave
             08:16:10 A return
             08:16:40 A leave
             08:17:50 A return
             08:17:50 A key`,
    truth: ['08:10:00–08:15:00 away', '08:17:50–08:18:20 idle lag 0s'],
  },
  {
    name: 'is away twice with a key in between',
    script: `08:30:00 A type 5m
             08:35:00 A leave
             08:36:10 A return
             08:36:20 A key
             08:36:40 A leave
             08:37:50 A return
             08:37:50 A key`,
    truth: ['08:30:00–08:38:20 idle'],
  },
  {
    name: 'takes a call in another program',
    script: `08:50:00 A type 10m
             09:00:00 A leave
             09:20:00 A return
             09:20:05 A type 5m`,
    truth: ['08:50:00–09:00:00 away', '09:20:05–09:25:35 idle lag 5s'],
  },
  {
    name: 'takes a call with the editor in front',
    script: `09:40:00 A type 10m
             10:10:00 A type 5m`,
    truth: ['09:40:00–09:50:30 idle', '10:10:00–10:15:30 idle lag 0s'],
  },
  {
    name: 'watches an agent edit, and scrolls now and then',
    script: `10:25:00 A type 2m
             10:31:00 A look
             10:35:00 A look`,
    truth: ['10:25:00–10:35:30 idle'],
  },
  {
    name: 'has gone while an agent inserts at the caret',
    script: `10:50:00 A key
             10:53:00 A paste 400
             10:54:30 A paste 400`,
    truth: ['10:50:00–10:50:30 idle'],
  },
  {
    name: 'pastes, and types a minute later',
    script: `11:05:00 A paste 100
             11:06:00 A key`,
    truth: ['11:05:00–11:06:30 idle'],
  },
  {
    name: 'pastes, and types a second later than that',
    script: `11:20:00 A paste 100
             11:21:01 A key`,
    truth: ['11:21:01–11:21:31 idle'],
  },
  {
    name: 'pastes a minute after a key',
    script: `11:35:00 A key
             11:36:00 A paste 100`,
    truth: ['11:35:00–11:36:30 idle'],
  },
  {
    name: 'wakes the window with the first key',
    script: `11:50:00 A inactive
             11:50:10 A key
             11:50:12 A active`,
    truth: ['11:50:10–11:50:40 idle'],
  },
  {
    name: 'is not there when something edits, and comes three seconds later',
    script: `12:05:00 A inactive
             12:05:10 A key
             12:05:13 A active
             12:05:20 A key`,
    truth: ['12:05:20–12:05:50 idle'],
  },
  {
    name: 'is elsewhere while the window is edited',
    script: `12:15:00 A leave
             12:15:05 A type 1m`,
    truth: [],
  },
  {
    name: 'goes on in a second window',
    script: `12:25:00 A type 5m
             12:30:10 B focus
             12:30:10 B type 5m`,
    truth: ['12:25:00–12:35:40 idle'],
  },
  {
    name: 'looks at a second window for four minutes without touching it',
    script: `12:50:00 A type 5m
             12:55:00 B focus
             12:59:00 A focus
             12:59:00 A type 1m`,
    truth: ['12:50:00–13:00:30 idle'],
  },
  {
    name: 'goes from one window to the other by way of a browser',
    script: `13:15:00 A type 5m
             13:20:00 B focus
             13:21:00 B leave
             13:22:30 A return
             13:22:30 A key`,
    truth: ['13:15:00–13:23:00 idle'],
  },
  {
    name: 'closes the lid for 40 minutes, and the monotonic clock stops',
    script: `13:40:00 A type 10m
             13:50:10 machine sleep 40m
             14:30:20 A key`,
    truth: ['13:40:00–13:50:00 sleep', '14:30:20–14:30:50 idle lag 0s'],
  },
  {
    name: 'closes the lid for 3 minutes, and the monotonic clock runs on',
    script: `14:45:00 A type 10m
             14:55:10 machine doze 3m
             14:58:20 A key`,
    truth: ['14:45:00–14:55:00 sleep', '14:58:20–14:58:50 idle lag 10s'],
  },
  {
    name: 'has a machine that hangs for 90 seconds',
    script: `15:15:00 A type 5m
             15:20:10 machine doze 90s
             15:21:50 A key`,
    truth: ['15:15:00–15:22:20 idle'],
  },
  {
    name: 'has the clock set forward by an hour',
    script: `15:35:00 A type 5m
             15:40:10 machine clock +1h
             16:40:20 A type 5m`,
    truth: ['15:35:00–15:40:00 sleep', '16:40:20–16:45:50 idle lag 0s'],
  },
  {
    name: 'has the clock set back by ten minutes: what it shows twice counts once',
    script: `17:00:00 A type 10m
             17:10:10 machine clock -10m
             17:00:20 A type 15m`,
    truth: ['17:00:00–17:15:50 idle'],
  },
  {
    name: 'goes on after the extension host was killed',
    script: `17:30:00 A type 10m
             17:40:07 A crash
             17:40:12 A start
             17:40:20 A type 5m`,
    truth: ['17:30:00–17:45:50 idle'],
  },
  {
    name: 'starts the editor again five minutes after it was killed',
    script: `18:05:00 A type 10m
             18:15:07 A crash
             18:20:00 A start
             18:20:00 A key`,
    truth: ['18:05:00–18:15:00 away', '18:20:00–18:20:30 idle lag 0s'],
  },
  {
    name: 'pauses the recording for five minutes and types on',
    script: `18:35:00 A type 10m
             18:45:00 person pause
             18:45:00 A type 5m
             18:50:00 person resume
             18:50:00 A type 5m`,
    truth: ['18:35:00–18:45:00 paused', '18:50:00–18:55:30 idle lag 0s'],
  },
  {
    name: 'pauses the recording for ten seconds',
    script: `19:10:00 A type 1m
             19:11:00 person pause
             19:11:10 person resume
             19:11:10 A type 1m`,
    truth: ['19:10:00–19:11:00 paused', '19:11:10–19:12:40 idle lag 0s'],
  },
  {
    name: 'goes from the code to its tests',
    script: `19:25:00 A type 5m
             19:30:10 A file tests
             19:30:10 A type 5m`,
    truth: ['19:25:00–19:35:40 idle'],
    kinds: { logic: '310s', tests: '330s' },
  },
  {
    name: 'flips between two windows',
    script: `19:50:00 A key
             19:50:10 B focus
             19:50:10 B key
             19:50:20 A focus
             19:50:20 A key
             19:50:30 B focus
             19:50:30 B key`,
    truth: ['19:50:00–19:51:00 idle'],
  },
  {
    name: 'works for exactly as long as a deep block',
    script: '20:05:00 A type 1470s',
    truth: ['20:05:00–20:30:00 idle deep'],
  },
  {
    name: 'works for a little less',
    script: '20:45:00 A type 1465s',
    truth: ['20:45:00–21:09:55 idle'],
  },
  {
    name: 'closes the window',
    script: `21:20:00 A type 5m
             21:25:10 A close`,
    truth: ['21:20:00–21:25:10 away'],
  },
  {
    name: 'pauses in front of the editor, then goes away for long',
    script: `21:40:00 A type 6m
             21:50:00 A leave
             21:55:00 A return
             21:55:00 A key`,
    truth: ['21:40:00–21:46:30 away', '21:55:00–21:55:30 idle lag 0s'],
  },
  {
    name: 'has long been idle when going away',
    script: `22:10:00 A type 6m
             22:25:00 A leave
             22:28:00 A return
             22:28:00 A key`,
    truth: ['22:10:00–22:16:30 idle', '22:28:00–22:28:30 idle lag 0s'],
  },
  {
    name: 'comes back, reads, and runs a test',
    script: `22:45:00 A type 6m
             22:51:00 A leave
             22:54:00 A return
             22:54:20 A look
             22:55:00 A run`,
    truth: ['22:45:00–22:51:00 away', '22:54:20–22:55:30 idle lag 60s'],
  },
  {
    name: 'reviews a change',
    script: `23:10:00 A review
             23:10:50 A review`,
    truth: ['23:10:00–23:11:20 idle'],
  },
  {
    name: 'works through midnight',
    script: '23:50:00 A type 20m',
    truth: ['23:50:00–24:10:30 idle'],
  },
  {
    name: 'closes the lid with a browser in front',
    script: `24:25:00 A type 6m
             24:31:00 A leave
             24:31:20 machine sleep 30m
             25:01:30 A return
             25:01:40 A key`,
    truth: ['24:25:00–24:31:00 sleep', '25:01:40–25:02:10 idle lag 10s'],
  },
  {
    name: 'touches a key a minute, and then one a second later than that',
    script: `25:20:00 A key
             25:21:00 A key
             25:22:01 A key`,
    truth: ['25:20:00–25:22:31 idle'],
  },
  {
    name: 'works through the start of the next day',
    script: '27:50:00 A type 20m',
    truth: ['27:50:00–28:10:30 idle'],
  },
  {
    name: 'is killed and does not come back: what the last half minute held is lost',
    script: `28:30:00 A type 5m
             28:35:20 A crash`,
    truth: ['28:30:00–28:35:00 idle'],
  },
];

describe('a scripted day of a person who', () => {
  for (const { name, script, truth, kinds } of scenes) {
    it(name, () => {
      const { spans, recording } = play(script, midnight);
      const blocks = focusBlocks(spans, thresholds, { now: midnight + lengthOf('36h'), recording });
      assert.deepEqual(blocks.map(told), truth);
      if (kinds) assert.deepEqual(kindsOf(blocks), kinds);
    });
  }

  it('does all of that in one day', () => {
    const played = scenes.map(({ script }) => play(script, midnight));
    const recording = { since: midnight, pauses: played.flatMap(each => each.recording.pauses) };
    const spans: Span[] = played.flatMap(each => each.spans);
    const blocks = focusBlocks(spans, thresholds, { now: midnight + lengthOf('36h'), recording });
    const withoutLag = (text: string) => text.replace(/ lag .*/, '');
    assert.deepEqual(
      blocks.map(block => withoutLag(told(block))),
      scenes.flatMap(({ truth }) => truth.map(withoutLag)),
    );
    assert.ok(scenes.length >= 40);
  });
});

function told({ start, end, endedBy, deep, lagMs }: FocusBlock): string {
  const lag = lagMs === null ? '' : ` lag ${lagMs / 1000}s`;
  return `${clock(start)}–${clock(end)} ${endedBy}${deep ? ' deep' : ''}${lag}`;
}

function clock(at: number): string {
  const seconds = (at - midnight) / 1000;
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map(part => String(part).padStart(2, '0')).join(':');
}

function kindsOf(blocks: readonly FocusBlock[]): Record<string, string> {
  const sums: Record<string, number> = {};
  for (const { start, end, context } of blocks.flatMap(({ parts }) => parts)) {
    const kind = context.category ?? 'other';
    sums[kind] = (sums[kind] ?? 0) + end - start;
  }
  return Object.fromEntries(Object.entries(sums).map(([kind, ms]) => [kind, `${ms / 1000}s`]));
}
