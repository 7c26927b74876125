import assert from 'node:assert/strict';
import type { Report } from '../../../src/domain/report';
import type { ReflectionState } from '../../../src/protocol';
import { Wording } from '../../../src/text/wording';
import type { ReflectionInput } from '../../../src/vscode/reflectionInput';
import { type ReflectionSurroundings, reflectionState } from '../../../src/vscode/reflectionState';
import { inBerlin, recordedSince } from '../../support/sampleFlow';
import { sampleReflection, sampleReflections } from '../../support/sampleReflections';
import { completeChurn, sampleReport } from '../../support/sampleReport';
import { english } from '../../support/translation';

const friday = '2026-11-20 15:20';
const week = '2026-W47';
const alone: ReflectionSurroundings = { report: null, flow: null };

function stateOf(input: ReflectionInput, facts = alone): ReflectionState {
  return reflectionState(input, facts, new Wording(english, 'en', 'Europe/Berlin'));
}

describe('the section of reflections', () => {
  const asked: [at: string, week: string, title: string | null][] = [
    ['2026-11-18 10:00', '2026-W47', 'This week'],
    ['2026-11-20 14:59', '2026-W47', 'This week'],
    ['2026-11-20 15:00', '2026-W47', 'This week'],
    ['2026-11-23 03:59', '2026-W47', 'This week'],
    ['2026-11-23 09:00', '2026-W47', 'Last week'],
    ['2026-11-24 11:59', '2026-W47', 'Last week'],
    ['2026-11-24 12:00', '2026-W48', 'This week'],
  ];
  for (const [at, expected, title] of asked) {
    it(`is about ${expected} at ${at}`, () => {
      const state = stateOf(sampleReflections(at));
      assert.equal(state.asked.week, expected);
      assert.equal(state.asked.title, title);
    });
  }

  const waiting: [situation: string, input: ReflectionInput, waits: boolean][] = [
    ['a week that is due', sampleReflections(friday), true],
    ['last week on Monday', sampleReflections('2026-11-23 09:00'), true],
    ['a week before it is due', sampleReflections('2026-11-20 14:59'), false],
    ['a week that was answered', sampleReflections(friday, { answers: [sampleReflection(week, { load: 1 })] }), false],
    ['a week that was skipped', sampleReflections(friday, { skips: [{ week, at: 0 }] }), false],
    ['a week that was put off', sampleReflections(friday, { laters: [{ week, at: 0 }] }), true],
    ['a week after “Never”', sampleReflections(friday, { neverSince: 0 }), false],
    ['a week where nothing is asked', sampleReflections(friday, {}, { wanted: false }), false],
    ['what another version stored', sampleReflections(friday, { foreign: true }), false],
    ['the first week', sampleReflections(friday, {}, { recording: recordedSince('2026-11-17') }), false],
    ['a machine without a record', sampleReflections(friday, {}, { recording: { since: null, pauses: [] } }), false],
    [
      'another week that was answered',
      sampleReflections(friday, { answers: [sampleReflection('2026-W46')], skips: [{ week: '2026-W45', at: 0 }] }),
      true,
    ],
  ];
  for (const [situation, input, waits] of waiting) {
    it(`${waits ? 'opens the form and folds the numbers' : 'leaves the numbers'} for ${situation}`, () => {
      const { open, folded } = stateOf(input);
      assert.deepEqual([open, folded !== null], [waits, waits]);
    });
  }

  it('says where the week stands', () => {
    const sentences: [ReflectionInput, string][] = [
      [sampleReflections(friday), 'How was your week?'],
      [
        sampleReflections('2026-11-18 10:00'),
        'From Friday 3:00 PM on, Eddy asks how your week was. You can answer now.',
      ],
      [
        sampleReflections('2026-11-18 10:00', {}, { wanted: false }),
        'You can say how your week was, whenever you like.',
      ],
      [
        sampleReflections('2026-11-18 10:00', {}, { recording: recordedSince('2026-11-17') }),
        'You can say how your week was, whenever you like.',
      ],
      [sampleReflections(friday, { skips: [{ week, at: 0 }] }), 'You skipped this week.'],
      [sampleReflections(friday, { answers: [sampleReflection(week)] }), 'You answered on Friday, November 20.'],
    ];
    for (const [input, sentence] of sentences)
      assert.equal(stateOf(input).asked.sentence.replace(/\s/g, ' '), sentence);
  });

  it('tells what was answered, and nothing of what was not', () => {
    const answers = [
      sampleReflection(week, {
        flow: 'mostDays',
        slogs: ['builds', 'meetings', 'other'],
        biggest: 'meetings',
        note: 'Too many.',
        ventured: 'withAi',
        load: 4,
      }),
      sampleReflection('2026-W46', { load: 2 }),
    ];
    const { asked, earlier } = stateOf(sampleReflections(friday, { answers }));
    assert.deepEqual(
      asked.facts.map(({ term, text }) => `${term}: ${text}`),
      [
        'Deep flow: Most days',
        'Felt like a slog: Builds and CI, Meetings, and Something else',
        'The biggest of them: Meetings',
        'In your words: Too many.',
        'Something you would have avoided before: Yes, with AI’s help',
        'How demanding: 4 of 5',
      ],
    );
    assert.deepEqual(asked.answers?.slogs, ['builds', 'meetings', 'other']);
    assert.deepEqual(
      earlier.weeks.map(({ week, title, facts }) => [week, title, facts.length]),
      [['2026-W46', 'Last week', 1]],
    );
  });

  it('lists earlier weeks that were answered, the newest first, across a year', () => {
    const answers = ['2026-W52', '2026-W53', '2027-W01', '2027-W02'].map(each => sampleReflection(each));
    const { earlier } = stateOf(sampleReflections('2027-01-13 10:00', { answers }));
    assert.deepEqual(
      earlier.weeks.map(each => each.week),
      ['2027-W01', '2026-W53', '2026-W52'],
    );
  });

  it('offers to ask again after “Never” only', () => {
    assert.equal(stateOf(sampleReflections(friday)).again, null);
    const { again } = stateOf(sampleReflections(friday, { neverSince: inBerlin('2026-11-13', '16:00') }));
    assert.equal(again?.text, 'Eddy does not ask: you said “Never” on November 13, 2026.');
  });

  it('says why nothing can be kept', () => {
    assert.equal(stateOf(sampleReflections(friday)).trouble, null);
    assert.equal(stateOf(sampleReflections(friday, {}, { trouble: 'The disk is full.' })).trouble, 'The disk is full.');
    assert.match(stateOf(sampleReflections(friday, { foreign: true })).trouble ?? '', /^Another version of Eddy/);
  });
});

describe('one thing to try', () => {
  const answered = { answers: [sampleReflection(week, { load: 3 })] };
  /** Weeks up to that of 16 November: logic without a test, so that tests are offered. */
  const report: Report = sampleReport([completeChurn(500, 40), completeChurn(500, 40), completeChurn(500, 40)]);
  const facts = { report, flow: null };

  it('is offered once the week is answered, where numbers are known', () => {
    assert.equal(stateOf(sampleReflections(friday), facts).experiment, null);
    assert.equal(stateOf(sampleReflections(friday, { skips: [{ week, at: 0 }] }), facts).experiment, null);
    assert.equal(stateOf(sampleReflections(friday, answered)).experiment, null);
    const { experiment } = stateOf(sampleReflections(friday, answered), facts);
    assert.deepEqual(
      experiment?.choices.map(({ label }) => label),
      ['Write the test together with the code', 'Nothing'],
    );
    assert.deepEqual([experiment?.title, experiment?.isPicked], ['Try one thing next week', false]);
  });

  it('is of the week that has begun when last week is answered on Monday', () => {
    const { experiment } = stateOf(sampleReflections('2026-11-23 09:00', answered), facts);
    assert.equal(experiment?.title, 'Try one thing this week');
  });

  it('shows what was picked, be it nothing, and what is not offered any more', () => {
    const picked = (id: string | null) =>
      stateOf(sampleReflections(friday, { ...answered, picks: [{ week: '2026-W48', id, at: 0 }] }), facts).experiment;
    assert.deepEqual([picked(null)?.picked, picked(null)?.isPicked], [null, true]);
    assert.deepEqual([picked('testsAlong')?.picked, picked('testsAlong')?.choices.length], ['testsAlong', 2]);
    assert.deepEqual([picked('finishOne')?.picked, picked('finishOne')?.choices.length], ['finishOne', 3]);
    assert.equal(picked('of another version')?.picked, null);
  });

  it('is told the end of in the week in which it was tried, once its numbers are not folded', () => {
    const picks = [{ week, id: 'testsAlong', at: 0 }];
    assert.equal(stateOf(sampleReflections(friday, { picks }), facts).outcome, null);
    const { outcome } = stateOf(sampleReflections(friday, { ...answered, picks }), facts);
    assert.match(
      outcome ?? '',
      /^Write the test together with the code, tried .* lines that you added: of logic 500, of tests 0\.$/,
    );
    const others = { ...answered, picks: [{ week: '2026-W46', id: 'testsAlong', at: 0 }] };
    assert.equal(stateOf(sampleReflections(friday, others), facts).outcome, null);
  });
});
