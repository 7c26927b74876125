import type { FlowInput } from '../../../src/vscode/flowInput';
import { daysOfWeek, inBerlin, sampleFlow, type WrittenBlock } from '../sampleFlow';

/** A Thursday afternoon. */
const now = '2027-01-21 15:20';

/** A week of blocks as they are in life, to be laid on any dates. */
const livedDays = [
  [
    '09:04 09:11 away config',
    '09:14 09:58 away logic',
    '10:06 11:31 idle logic',
    '11:44 12:08 away tests',
    '13:20 13:27 away docs',
    '13:52 14:19 idle logic',
    '14:31 14:33 away',
    '15:02 16:10 away logic',
    '16:14 16:40 away tests',
    '17:20 17:31 away docs',
  ],
  [
    '08:51 08:54 away',
    '09:10 10:02 away logic',
    '10:05 10:40 sleep tests',
    '11:30 11:42 away docs',
    '11:46 11:51 away config',
    '13:40 13:44 idle',
    '14:15 14:21 away logic',
    '14:27 14:38 away logic',
    '14:52 15:10 away tests',
    '15:40 15:52 away logic',
  ],
  ['09:20 11:52 away logic', '13:05 13:11 away docs', '13:18 14:46 paused tests', '16:30 17:05 away generated'],
  ['09:02 09:40 away logic', '09:43 10:21 idle tests', '10:40 10:44 away config', '13:01 13:48 away logic'],
  ['09:30 10:10 away docs', '10:20 11:05 away logic', '13:30 14:02 away tests'],
  [],
  ['21:10 22:05 away logic', '23:40 00:50 away logic'],
];

/** The week of `monday`; `kept` tells which of its blocks took place. */
function lived(monday: string, kept: (index: number) => boolean = () => true): WrittenBlock[] {
  const days = daysOfWeek(monday);
  return livedDays
    .flatMap((blocks, day) => blocks.map(block => `${days[day]} ${block}`))
    .filter((_, index) => kept(index));
}

const since = inBerlin('2026-11-18', '10:40');
const before = [
  ...lived('2026-11-18').filter(block => block >= '2026-11-18 13'),
  ...lived('2026-11-23', index => index % 5 !== 0),
  ...lived('2026-11-30', index => index % 7 !== 2),
  ...lived('2026-12-07'),
  ...lived('2026-12-14', index => index % 3 !== 1),
  ...lived('2027-01-04', index => index % 4 !== 0),
  ...lived('2027-01-11'),
];
const running = lived('2027-01-18').filter(block => block < '2027-01-21 14');
const pauses = [{ from: inBerlin('2027-01-20', '14:46'), to: inBerlin('2027-01-20', '16:10') }];

/** What the flow section can be about, by name. */
export function flowInputs(): Record<string, FlowInput> {
  const recording = { since, pauses };
  const usual = sampleFlow(now, [...before, ...running, '2027-01-21 14:30 15:19 open logic'], { recording });
  const { trouble: _, ...rest } = usual;
  return {
    usual,
    firstRun: sampleFlow(now, [], { recording: { since: null, pauses: [] } }),
    midWeek: sampleFlow(now, [...running.filter(block => block > '2027-01-20 13')], {
      recording: { since: inBerlin('2027-01-20', '12:30'), pauses: [] },
    }),
    monday: sampleFlow(
      '2027-01-18 09:30',
      [...before, '2027-01-18 09:04 09:16 away config', '2027-01-18 09:20 09:30 open'],
      {
        recording: { since, pauses: [] },
      },
    ),
    noFocusYet: sampleFlow(now, before, { recording: { since, pauses: [] } }),
    pausedNow: sampleFlow(now, [...before, ...running], {
      recording: { since, pauses: [...pauses, { from: inBerlin('2027-01-21', '13:48'), to: null }] },
    }),
    trouble: {
      ...rest,
      trouble: 'Focus cannot be stored now: the disk is full. What was stored is safe; free some space and it goes on.',
    },
  };
}
