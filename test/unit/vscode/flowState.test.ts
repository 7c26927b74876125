import assert from 'node:assert/strict';
import fc from 'fast-check';
import { weeksUpTo } from '../../../src/domain/calendar';
import type { FlowEvidence, FlowState } from '../../../src/protocol';
import { Wording } from '../../../src/text/wording';
import type { FlowInput } from '../../../src/vscode/flowInput';
import { dataState, flowState } from '../../../src/vscode/flowState';
import { berlin, inBerlin, recordedSince, sampleFlow, type WrittenBlock } from '../../support/sampleFlow';
import { english } from '../../support/translation';

/** Thursday of the week of 16 November. */
const now = '2026-11-19 15:00';
const early = recordedSince('2026-09-01');
const plain = (text: string) => text.replace(/\p{Zs}/gu, ' ');

/** Of the running week, or one so many weeks before it. */
function stateOf(flow: FlowInput, weeksAgo = 0): FlowState {
  const { week } = weeksUpTo(flow.now, weeksAgo + 1, flow.calendar)[0] ?? { week: '' };
  return flowState(flow, week, new Wording(english, 'en-GB', flow.calendar.timeZone));
}
function evidenceOf(written: readonly WrittenBlock[], given: Partial<FlowInput> = {}): FlowEvidence {
  const { evidence } = stateOf(sampleFlow(now, written, { recording: early, ...given })).week;
  assert.ok(evidence);
  return evidence;
}
const figure = ({ figures }: FlowEvidence, term: string) => {
  const found = figures.find(each => each.term === term);
  return found && [plain(found.value), found.note && plain(found.note)];
};

describe('a week of flow', () => {
  const flow = sampleFlow(now, ['2026-11-10 09:00 10:00 away'], { recording: recordedSince('2026-11-04') });

  it('is the one that is asked for', () => {
    const { week, sentence, evidence } = stateOf(flow, 1).week;
    assert.equal(week, '2026-W46');
    assert.equal(plain(sentence), '1 h of focus in the week of 9 November, one deep block.');
    assert.equal(evidence?.days.flatMap(({ blocks }) => blocks).length, 1);
  });

  it('says that there is no focus in it, or that recording began later', () => {
    assert.equal(stateOf(flow).week.sentence, 'No focus this week so far.');
    assert.deepEqual(stateOf(flow, 3).week, {
      week: '2026-W44',
      sentence: 'Nothing is recorded of this week: recording began on 4 November 2026.',
      evidence: null,
    });
  });

  it('says before anything was recorded what will be', () => {
    const { week, sentence, evidence } = stateOf(sampleFlow(now, [], { recording: { since: null, pauses: [] } })).week;
    assert.deepEqual([week, evidence], ['2026-W47', null]);
    assert.match(sentence, /^Nothing is recorded yet/);
  });
});

describe('the days of a week', () => {
  it('hold the blocks by the clock since the start of the day', () => {
    const { days } = evidenceOf([
      '2026-11-16 09:00 09:50 away',
      '2026-11-18 23:40 00:30 away',
      '2026-11-19 03:00 03:30 away',
      '2026-11-19 04:00 04:10 away',
    ]);
    assert.deepEqual(
      days.map(day => day.blocks.map(({ from, to, deep }) => [from, to, deep])),
      [
        [[300, 350, true]],
        [],
        [
          [1180, 1230, true],
          [1380, 1410, true],
        ],
        [[0, 10, false]],
        [],
        [],
        [],
      ],
    );
  });

  it('share a block that goes on over the start of a day, and list it once', () => {
    const { days } = evidenceOf(['2026-11-17 03:30 04:20 away']);
    assert.deepEqual(
      days.slice(0, 2).map(day => day.blocks.map(({ from, to, cells }) => [from, to, cells !== null])),
      [[[1410, 1440, true]], [[0, 20, false]]],
    );
    assert.deepEqual(
      days.slice(0, 2).map(({ total }) => plain(total)),
      ['30 min', '20 min'],
    );
  });

  it('take over what reaches into the week from the one before', () => {
    const { days } = evidenceOf(['2026-11-16 03:30 04:20 away', '2026-11-16 09:00 09:50 away']);
    assert.deepEqual(
      days[0]?.blocks.map(({ from, to, cells }) => [from, to, cells !== null]),
      [
        [0, 20, false],
        [300, 350, true],
      ],
    );
  });

  it('have a total, nothing, or are still to come', () => {
    const { days } = evidenceOf(['2026-11-17 09:00 11:10 away'], { recording: recordedSince('2026-11-17') });
    assert.deepEqual(
      days.map(({ total, passed, unrecorded }) => [plain(total), passed?.to ?? null, unrecorded]),
      [
        ['not recorded', 1440, { from: 0, to: 1440 }],
        ['2 h 10 min', 1440, null],
        ['–', 1440, null],
        ['–', 660, null],
        ['', null, null],
        ['', null, null],
        ['', null, null],
      ],
    );
    assert.equal(plain(days[1]?.spoken ?? ''), 'Tuesday 17 November: 2 h 10 min');
  });

  it('mark the part before recording began, pauses, and interruptions', () => {
    const pauses = [{ from: inBerlin('2026-11-18', '12:00'), to: inBerlin('2026-11-19', '05:00') }];
    const { days } = evidenceOf(
      [
        '2026-11-18 09:00 09:30 away',
        '2026-11-18 09:40 10:00 away',
        '2026-11-18 11:30 12:00 paused',
        '2026-11-19 05:00 05:10 away',
      ],
      { recording: { since: inBerlin('2026-11-18', '08:15'), pauses } },
    );
    assert.deepEqual(days[2]?.unrecorded, { from: 0, to: 255 });
    assert.deepEqual(days[2]?.interruptions, [{ from: 330, to: 340 }]);
    assert.deepEqual([days[2]?.paused, days[3]?.paused], [[{ from: 480, to: 1440 }], [{ from: 0, to: 60 }]]);
  });

  const clockChanges: [string, now: string, start: number, end: number, number[]][] = [
    [
      'set back, before the hour that comes twice',
      '2026-10-26 12:00',
      at('2026-10-24T23:30Z'),
      at('2026-10-25T01:30Z'),
      [1290, 1410],
    ],
    ['set back, after it', '2026-10-26 12:00', at('2026-10-25T02:10Z'), at('2026-10-25T02:50Z'), [1390, 1430]],
    ['set forward', '2027-03-29 12:00', at('2027-03-28T00:30Z'), at('2027-03-28T01:30Z'), [1290, 1350]],
  ];
  for (const [situation, day, start, end, drawn] of clockChanges) {
    it(`start by the clock and are as long as they were, with clocks ${situation}`, () => {
      const flow = sampleFlow(day, [], { recording: early });
      const block = { start, end, deep: true, endedBy: 'away', resumedAt: null, lagMs: null, parts: [] } as const;
      const weeks = flow.weeks.map(
        (week, index) => week && { ...week, blocks: index === 10 ? [block] : [], focus: { ...week.focus, totalMs: 1 } },
      );
      const shown = stateOf({ ...flow, weeks }, 1).week.evidence;
      assert.deepEqual(
        shown?.days.flatMap(({ blocks }) => blocks.map(({ from, to }) => [from, to])),
        [drawn],
      );
    });
  }
});

describe('a day of 23 hours that is over', () => {
  it('has passed to its end', () => {
    const flow = sampleFlow('2027-03-29 12:00', ['2027-03-25 09:00 10:00 away'], { recording: early });
    const { evidence } = stateOf(flow, 1).week;
    assert.deepEqual(evidence?.days[5]?.passed, { from: 0, to: 1440 });
  });
});

describe('the part of the day that is shown', () => {
  const axisOf = (written: readonly WrittenBlock[]) => {
    const { axis } = evidenceOf(written);
    return [axis.from / 60, axis.to / 60];
  };

  it('is cropped to the hours in use', () => {
    assert.deepEqual(axisOf(['2026-11-16 08:30 09:00 away', '2026-11-17 17:30 18:10 away']), [4, 15]);
  });

  it('is eight hours at least, within the day', () => {
    assert.deepEqual(axisOf(['2026-11-16 09:04 09:30 away']), [4, 12]);
    assert.deepEqual(axisOf(['2026-11-16 04:00 04:30 away']), [0, 8]);
    assert.deepEqual(axisOf(['2026-11-16 03:00 03:30 away', '2026-11-17 03:00 03:30 away']), [16, 24]);
  });

  it('has a tick at each full hour of the clock', () => {
    const { axis } = evidenceOf(['2026-11-16 09:04 09:30 away']);
    assert.deepEqual(axis.hours[0], { at: 240, text: '08' });
    assert.equal(axis.hours.length, 9);
    const later = evidenceOf(['2026-11-16 09:04 09:30 away'], { calendar: { ...berlin, dayStartMinutes: 210 } }).axis;
    assert.deepEqual(later.hours[0], { at: 270, text: '08' });
  });

  it('holds every block of any week', () => {
    const minute = fc.integer({ min: 0, max: 7 * 1440 - 1 });
    fc.assert(
      fc.property(
        fc.uniqueArray(minute, { minLength: 2, maxLength: 30 }),
        fc.integer({ min: 0, max: 1439 }),
        (edges, dayStart) => {
          const monday = inBerlin('2026-11-09', '04:00');
          const instants = edges.sort((a, b) => a - b).map(each => monday + each * 60_000);
          const blocks = instants.flatMap((start, index) => {
            const end = instants[index + 1];
            if (index % 2 === 1 || end === undefined) return [];
            return [{ start, end, deep: false, endedBy: 'away' as const, resumedAt: null, lagMs: null, parts: [] }];
          });
          const calendar = { ...berlin, dayStartMinutes: dayStart };
          const flow = sampleFlow(now, [], { recording: early, calendar, weekCount: 3 });
          const weeks = flow.weeks.map(week => week && { ...week, blocks, focus: { ...week.focus, totalMs: 1 } });
          for (const weeksAgo of [0, 1, 2]) {
            const { evidence } = stateOf({ ...flow, weeks }, weeksAgo).week;
            assert.ok(evidence);
            const { axis, days } = evidence;
            assert.ok(axis.from >= 0 && axis.to <= 1440 && axis.to - axis.from >= 480, JSON.stringify(axis));
            for (const { from, to } of days.flatMap(day => day.blocks)) {
              assert.ok(axis.from <= from && from <= to && to <= axis.to, JSON.stringify({ axis, from, to }));
            }
          }
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('the figures of a week', () => {
  it('say what they rest on', () => {
    const evidence = evidenceOf([
      '2026-11-16 09:00 09:50 away logic',
      '2026-11-16 10:00 10:10 idle tests',
      '2026-11-16 10:20 11:30 sleep logic',
      '2026-11-16 11:40 11:50 away docs',
    ]);
    assert.deepEqual(figure(evidence, 'Focus'), ['2 h 20 min', '4 blocks']);
    assert.deepEqual(figure(evidence, 'In deep blocks'), ['86%', '2 h, 2 blocks']);
    assert.deepEqual(figure(evidence, 'Longest block'), ['1 h 10 min', 'Monday 16 November']);
    assert.deepEqual(figure(evidence, 'Interruptions'), ['3', '1 away, 1 idle and 1 asleep']);
    assert.deepEqual(figure(evidence, 'Interruptions per hour'), ['1.3', 'of focus']);
    assert.deepEqual(figure(evidence, 'Back at work after'), ['–', 'Not enough: 3 of 5 returns.']);
    assert.deepEqual(
      evidence.kinds.bars.map(({ label, text }) => [label, plain(text)]),
      [
        ['logic', '86%, 2 h'],
        ['tests', '7%, 10 min'],
        ['docs', '7%, 10 min'],
      ],
    );
  });

  it('say what is missing for the others', () => {
    const evidence = evidenceOf(['2026-11-16 09:00 09:20 away']);
    assert.deepEqual(figure(evidence, 'Focus'), ['20 min', 'one block']);
    assert.deepEqual(figure(evidence, 'In deep blocks'), ['0%', 'no deep block']);
    assert.deepEqual(figure(evidence, 'Interruptions'), ['0', null]);
    assert.deepEqual(figure(evidence, 'Interruptions per hour'), ['–', 'Not enough: 20 min of 2 h.']);
    assert.equal(evidence.starts.text, 'Not enough: 0 of 3 deep blocks.');
    assert.equal(evidence.starts.spoken, '');
    assert.deepEqual(
      evidence.kinds.bars.map(({ label }) => label),
      ['other'],
    );
  });

  it('give the median of five returns', () => {
    const written = [9, 10, 11, 12, 13, 14].map(
      hour => `2026-11-16 ${String(hour).padStart(2, '0')}:10 ${hour}:50 away`,
    );
    const [value, note] =
      figure(evidenceOf(written.map(each => each.replace(' 9:', ' 09:'))), 'Back at work after') ?? [];
    assert.deepEqual([value, note], ['57 s', 'median of 5 returns']);
  });

  it('count the beginnings of deep blocks from the hour of the start of the day on', () => {
    const { starts } = evidenceOf(
      [9, 10, 23].map(hour => `2026-11-16 ${String(hour).padStart(2, '0')}:10 ${hour}:50 away`.replace(' 9:', ' 09:')),
    );
    assert.deepEqual(starts.hours[0], { text: '04', count: 0 });
    assert.deepEqual(
      starts.hours.filter(({ count }) => count > 0).map(({ text }) => text),
      ['09', '10', '23'],
    );
    assert.equal(starts.spoken, '09: 1, 10: 1 and 23: 1');
  });
});

describe('the rest of the section', () => {
  it('has a row of the table as wide as its headings for each block', () => {
    const state = stateOf(
      sampleFlow(now, ['2026-11-16 09:00 09:50 away', '2026-11-17 03:30 04:20 open'], { recording: early }),
    );
    const rows = state.week.evidence?.days.flatMap(({ name, blocks }) =>
      blocks.flatMap(({ cells }) => (cells ? [[name, ...cells.map(plain)]] : [])),
    );
    assert.deepEqual(rows, [
      ['Mon', '09:00', '09:50', '50 min', 'deep', 'left VS Code'],
      ['Mon', '03:30', '04:20', '50 min', 'deep', 'may still go on'],
    ]);
    assert.equal(state.labels.table.columns.length, 6);
  });

  it('says that recording is paused, since when, and offers the way on', () => {
    const pausedAt = (day: string, time: string) =>
      stateOf(sampleFlow(now, [], { recording: { ...early, pauses: [{ from: inBerlin(day, time), to: null }] } }));
    const today = pausedAt('2026-11-19', '13:48');
    assert.equal(today.paused?.text, 'Recording is paused since 13:48.');
    assert.equal(today.paused.resume.command, 'resume');
    assert.equal(pausedAt('2026-11-17', '13:48').paused?.text, 'Recording is paused since Tuesday 17 November, 13:48.');
    const ended = { from: inBerlin('2026-11-19', '13:48'), to: inBerlin('2026-11-19', '13:50') };
    assert.equal(stateOf(sampleFlow(now, [], { recording: { ...early, pauses: [ended] } })).paused, null);
  });

  it('offers what can be done with the data that there is', () => {
    const wording = new Wording(english, 'en', berlin.timeZone);
    const commandsOf = (flow: FlowInput) => dataState(flow, wording).buttons.map(({ command }) => command);
    assert.deepEqual(commandsOf(sampleFlow(now, [], { recording: { since: null, pauses: [] } })), ['pause']);
    assert.deepEqual(commandsOf(sampleFlow(now, [], { recording: early })), [
      'correctBlock',
      'showStoredData',
      'pause',
    ]);
    const paused = { ...early, pauses: [{ from: inBerlin('2026-11-19', '13:48'), to: null }] };
    assert.deepEqual(commandsOf(sampleFlow(now, [], { recording: paused })), ['correctBlock', 'showStoredData']);
  });

  it('names the thresholds as they are set', () => {
    const thresholds = { idleTimeoutMs: 7 * 60_000, awayGraceMs: 3 * 60_000, deepBlockMs: 45 * 60_000 };
    const told = stateOf(sampleFlow(now, [], { recording: early, thresholds }))
      .measured.points.map(({ text }) => plain(text))
      .join(' ');
    for (const length of ['up to 7 min', 'up to 3 min', 'at least 45 min']) assert.ok(told.includes(length), length);
  });

  it('hands on what keeps Eddy from recording', () => {
    assert.equal(
      stateOf(sampleFlow(now, [], { recording: early, trouble: 'The disk is full.' })).trouble,
      'The disk is full.',
    );
  });
});

function at(iso: string): number {
  return Date.parse(iso);
}
