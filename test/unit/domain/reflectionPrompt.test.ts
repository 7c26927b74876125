import assert from 'node:assert/strict';
import type { Calendar } from '../../../src/domain/calendar';
import { weekOf } from '../../../src/domain/calendar';
import type { FocusNow } from '../../../src/domain/focusBlock';
import {
  type AskFrom,
  askingTime,
  type Prompt,
  type PromptQuestion,
  promptNow,
  usualAskFrom,
  weekToAsk,
} from '../../../src/domain/reflectionPrompt';
import { noReflections, type ReflectionsReading } from '../../../src/domain/reflections';
import { sampleReflection } from '../../support/sampleReflection';

const minute = 60_000;
const berlin: Calendar = { timeZone: 'Europe/Berlin', dayStartMinutes: 240 };
const week = '2026-W41';
/** `Fri 15:00` of the week of 5 October, `+Mon 09:00` of the one after it; by the clock in Berlin. */
function at(text: string): number {
  const [, after, day = '', time = ''] = /^(\+?)(\w{3}) (\d\d:\d\d)$/.exec(text) ?? [];
  const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(day) + (after ? 7 : 0);
  return Date.parse(`2026-10-05T${time}+02:00`) + days * 24 * 60 * minute;
}

const resting: FocusNow = { state: 'resting', blockMs: 0 };
const quiet: PromptQuestion = {
  now: at('Fri 15:00'),
  calendar: berlin,
  askFrom: usualAskFrom,
  wanted: true,
  reading: noReflections,
  recording: { since: at('Fri 15:00') - 30 * 24 * 60 * minute, pauses: [] },
  current: resting,
  paused: false,
  focused: true,
  inSession: false,
  atQuestions: false,
};
const asked = (times: 1 | 2) => ({ asked: [{ week, times }] });
const later = (when: string) => ({ laters: [{ week, at: at(when) }] });

describe('whether a window may ask', () => {
  const first: Prompt = { week, asking: 1 };
  const second: Prompt = { week, asking: 2 };
  const cases: [what: string, change: Partial<PromptQuestion>, reading: Partial<ReflectionsReading>, Prompt | null][] =
    [
      ['at a quiet moment from Friday at three', {}, {}, first],
      ['not a minute before', { now: at('Fri 14:59') }, {}, null],
      ['on Sunday', { now: at('Sun 22:00') }, {}, first],
      ['on Monday before the day starts', { now: at('+Mon 03:59') }, {}, first],
      ['on Monday, when the week is over', { now: at('+Mon 09:00') }, {}, first],
      ['on Tuesday until noon', { now: at('+Tue 11:59') }, {}, first],
      ['not from Tuesday noon on', { now: at('+Tue 12:00') }, {}, null],
      ['not where the person does not want it', { wanted: false }, {}, null],
      ['not in a window without the focus', { focused: false }, {}, null],
      ['not while recording is paused', { paused: true }, {}, null],
      ['not in a focus session', { inSession: true }, {}, null],
      ['not while they stand before the person already', { atQuestions: true }, {}, null],
      ['in the first five minutes', { current: { state: 'settling', blockMs: 5 * minute - 1 } }, {}, first],
      ['not after these', { current: { state: 'settling', blockMs: 5 * minute } }, {}, null],
      ['not in a deep block', { current: { state: 'deep', blockMs: 30 * minute } }, {}, null],
      ['not in an hour that is scattered', { current: { state: 'scattered', blockMs: minute } }, {}, null],
      ['not where nothing is recorded', { recording: { since: null, pauses: [] } }, {}, null],
      ['not in the week in which recording began', { recording: { since: at('Mon 04:00'), pauses: [] } }, {}, null],
      ['in the one after that', { recording: { since: at('Mon 04:00') - 1, pauses: [] } }, {}, first],
      [
        'not about the first week when it is over',
        { now: at('+Mon 09:00'), recording: { since: at('Thu 09:00'), pauses: [] } },
        {},
        null,
      ],
      ['not where recording began in the future', { recording: { since: at('+Mon 09:00'), pauses: [] } }, {}, null],
      ['not once it was answered', {}, { answers: [sampleReflection(week)] }, null],
      [
        'whatever was said of another week',
        {},
        { answers: [sampleReflection('2026-W40')], skips: [{ week: '2026-W42', at: 0 }] },
        first,
      ],
      ['not once it was skipped', {}, { skips: [{ week, at: 0 }] }, null],
      ['not after never', {}, { neverSince: 0 }, null],
      ['not where another version stored something', {}, { foreign: true }, null],
      ['not a second time', { now: at('Sat 15:00') }, asked(1), null],
      [
        'not again on the day on which it was put off',
        { now: at('+Mon 03:59') },
        { ...asked(1), ...later('Sun 09:00') },
        null,
      ],
      ['again on the day after', { now: at('+Mon 04:00') }, { ...asked(1), ...later('Sun 09:00') }, second],
      ['again on a later day', { now: at('+Tue 09:00') }, { ...asked(1), ...later('Fri 15:00') }, second],
      ['not again where the clock went back', { now: at('Fri 15:00') }, { ...asked(1), ...later('Sat 15:00') }, null],
      ['not again after Tuesday noon', { now: at('+Tue 12:00') }, { ...asked(1), ...later('+Mon 10:00') }, null],
      ['not a third time', { now: at('+Mon 09:00') }, { ...asked(2), ...later('Sat 09:00') }, null],
    ];
  for (const [what, change, reading, wanted] of cases) {
    it(`is ${wanted ? 'so' : 'no'}: ${what}`, () => {
      assert.deepEqual(promptNow({ ...quiet, ...change, reading: { ...noReflections, ...reading } }), wanted);
    });
  }
});

describe('when a week is asked about', () => {
  const cases: [what: string, AskFrom, Calendar, instant: string, from: string, to: string][] = [
    ['Friday at three', usualAskFrom, berlin, '2026-10-08T12:00Z', '2026-10-09T13:00Z', '2026-10-13T10:00Z'],
    [
      'across the end of daylight saving',
      usualAskFrom,
      berlin,
      '2026-10-22T12:00Z',
      '2026-10-23T13:00Z',
      '2026-10-27T11:00Z',
    ],
    ['across its beginning', usualAskFrom, berlin, '2026-03-26T12:00Z', '2026-03-27T14:00Z', '2026-03-31T10:00Z'],
    [
      'Wednesday at noon',
      { weekday: 3, minutes: 720 },
      berlin,
      '2026-10-08T12:00Z',
      '2026-10-07T10:00Z',
      '2026-10-13T10:00Z',
    ],
    [
      'Sunday before the day starts',
      { weekday: 7, minutes: 60 },
      berlin,
      '2026-10-08T12:00Z',
      '2026-10-10T23:00Z',
      '2026-10-13T10:00Z',
    ],
    [
      'the Monday after',
      { weekday: 1, minutes: 540 },
      berlin,
      '2026-10-08T12:00Z',
      '2026-10-12T07:00Z',
      '2026-10-13T10:00Z',
    ],
    [
      'days from midnight, far east',
      usualAskFrom,
      { timeZone: 'Pacific/Auckland', dayStartMinutes: 0 },
      '2026-10-08T12:00Z',
      '2026-10-09T02:00Z',
      '2026-10-12T23:00Z',
    ],
  ];
  for (const [what, askFrom, calendar, instant, from, to] of cases) {
    it(`is from ${from} for ${what}`, () => {
      const span = weekOf(Date.parse(instant), calendar);
      assert.deepEqual(askingTime(span, askFrom, calendar), { from: Date.parse(from), to: Date.parse(to) });
      const weekAt = (ms: number) => weekToAsk(ms, askFrom, calendar)?.week;
      assert.notEqual(weekAt(Date.parse(from) - 1), span.week);
      assert.equal(weekAt(Date.parse(from)), span.week);
      assert.equal(weekAt(Date.parse(to) - 1), span.week);
      assert.notEqual(weekAt(Date.parse(to)), span.week);
    });
  }
});
