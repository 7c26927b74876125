import assert from 'node:assert/strict';
import type { FlowFrequency } from '../../../src/domain/reflection';
import { Wording } from '../../../src/text/wording';
import { feltState } from '../../../src/vscode/feltState';
import { daysOfWeek, recordedSince, sampleFlow } from '../../support/sampleFlow';
import { sampleReflection } from '../../support/sampleReflections';
import { english } from '../../support/translation';

const wording = new Wording(english, 'en', 'Europe/Berlin');
const mondays = ['2026-10-05', '2026-10-12', '2026-10-19', '2026-10-26', '2026-11-02', '2026-11-09'];
const weeks = ['2026-W41', '2026-W42', '2026-W43', '2026-W44', '2026-W45', '2026-W46'];
/** A deep block of so many hours in each week, and in the running one. */
const flow = sampleFlow(
  '2026-11-19 15:00',
  [...mondays, '2026-11-16'].map((monday, at) => `${daysOfWeek(monday)[0]} 09:00 1${at}:00 away`),
  { recording: recordedSince('2026-09-28') },
);
const felt: FlowFrequency[] = ['never', 'rarely', 'rarely', 'sometimes', 'often', 'mostDays'];
const answers = weeks.map((week, at) => sampleReflection(week, { flow: felt[at] ?? null, load: 3 }));

describe('felt against measured', () => {
  it('is nothing where nothing was answered in these weeks', () => {
    assert.equal(feltState({ answers: [] }, flow, wording), null);
    assert.equal(feltState({ answers: [sampleReflection('2025-W41', { load: 3 })] }, flow, wording), null);
  });

  it('is said to be too little below six weeks, without a dot', () => {
    const [plot] = feltState({ answers: answers.slice(1) }, flow, wording)?.plots ?? [];
    assert.deepEqual([plot?.text, plot?.dots, plot?.table.rows], ['Not enough yet: 5 of 6 weeks.', [], []]);
  });

  it('is drawn from six on: steps of what was felt from 0 on, measured up to the most', () => {
    const state = feltState({ answers: [...answers, sampleReflection('2026-W47', { flow: 'often' })] }, flow, wording);
    const [plot, load] = state?.plots ?? [];
    assert.equal(plot?.title, 'Felt flow and deep focus');
    assert.equal(plot.text, 'Not enough yet to say more: 6 of 10 weeks.');
    assert.deepEqual(
      plot.steps.map(({ short }) => short),
      ['Never', 'Rarely', 'Sometimes', 'Often', 'Most days'],
    );
    assert.deepEqual(
      plot.dots.map(dot => [dot.felt, dot.measured / 3_600_000]),
      [
        [0, 1],
        [1, 2],
        [1, 3],
        [2, 4],
        [3, 5],
        [4, 6],
      ],
    );
    assert.deepEqual([plot.least.text, plot.most.text.replace(/\s/g, ' ')], ['0', '6 h']);
    assert.deepEqual(
      plot.table.rows[0]?.map(cell => cell.replace(/\s/g, ' ')),
      ['Oct 5', 'Never', '1 h'],
    );
    // Interruptions take two hours of focus.
    assert.equal(load?.text, 'Not enough yet: 5 of 6 weeks.');
  });

  it('puts a load of 1 at the first step', () => {
    const loads = answers.map(answer => ({ ...answer, load: 1 }));
    const longer = sampleFlow(
      '2026-11-19 15:00',
      mondays.map(monday => `${daysOfWeek(monday)[0]} 09:00 13:00 away`),
      { recording: recordedSince('2026-09-28') },
    );
    const plot = feltState({ answers: loads }, longer, wording)?.plots[1];
    assert.deepEqual(
      plot?.dots.map(dot => dot.felt),
      [0, 0, 0, 0, 0, 0],
    );
    assert.equal(plot?.table.rows[0]?.[1], '1');
  });
});
