import type { Reflection } from '../../../src/domain/reflection';
import type { ReflectionInput } from '../../../src/vscode/reflectionInput';
import { sampleReflection, sampleReflections } from '../sampleReflections';

const earlier: Reflection[] = [
  sampleReflection('2026-W48', { flow: 'sometimes', load: 3 }),
  sampleReflection('2026-W49', { flow: 'rarely', slogs: ['meetings'], ventured: 'no', load: 4 }),
  sampleReflection('2026-W50', { flow: 'sometimes', slogs: ['waitingForReview', 'tests'], biggest: 'tests', load: 3 }),
  sampleReflection('2026-W51', { flow: 'often', ventured: 'withAi', load: 3 }),
  sampleReflection('2027-W01', { flow: 'sometimes', slogs: ['oldCode'], note: 'The parser, again.', load: 2 }),
  sampleReflection('2027-W02', { flow: 'mostDays', ventured: 'yes', load: 4 }),
];

const now = sampleReflection('2027-W03', {
  flow: 'often',
  slogs: ['builds', 'waitingForReview', 'reviewingAi'],
  biggest: 'waitingForReview',
  note: 'Two reviews took three days each, and what an assistant had written for the gauges had to be read twice.\n\nThe rest went well.',
  ventured: 'withAi',
  load: 4,
  at: Date.parse('2027-01-22T14:30:00Z'),
});

/** What the person may have said of their weeks, on a Friday in January. */
export function reflectionInputs(): Record<string, ReflectionInput> {
  const friday = '2027-01-22 15:40';
  return {
    due: sampleReflections(friday, { answers: earlier }),
    answered: sampleReflections(friday, {
      answers: [...earlier, now],
      picks: [
        { week: '2027-W03', id: 'deepBlocks', at: 0 },
        { week: '2027-W04', id: 'smallRequests', at: 0 },
      ],
    }),
    skipped: sampleReflections(friday, { answers: earlier, skips: [{ week: '2027-W03', at: 0 }] }),
    early: sampleReflections('2027-01-20 10:00', { answers: earlier.slice(0, 1) }),
    never: sampleReflections(friday, { neverSince: Date.parse('2027-01-15T15:00:00Z') }),
    trouble: sampleReflections(friday, { foreign: true }),
  };
}
