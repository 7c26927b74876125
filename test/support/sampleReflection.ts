import fc from 'fast-check';
import { flowFrequencies, type Reflection, slogs, venturings } from '../../src/domain/reflection';

/** What somebody said of a week, with every question answered. */
export function sampleReflection(week: string, changes: Partial<Reflection> = {}): Reflection {
  return {
    week,
    flow: 'often',
    slogs: ['builds', 'meetings'],
    biggest: 'builds',
    note: 'Too many meetings.',
    ventured: 'withAi',
    load: 3,
    at: Date.UTC(2026, 9, 9, 13),
    ...changes,
  };
}

/** Weeks that follow each other, but for the last of a year. */
export function numberedWeek(number: number): string {
  return `${2000 + Math.floor(number / 52)}-W${String((number % 52) + 1).padStart(2, '0')}`;
}

/** What anybody may say of a week. */
export const anyReflection = (week: string): fc.Arbitrary<Reflection> =>
  fc
    .record({
      flow: fc.option(fc.constantFrom(...flowFrequencies)),
      all: fc.subarray([...slogs]),
      note: fc.string({ unit: 'binary', maxLength: 500 }).filter(({ length }) => length <= 500),
      ventured: fc.option(fc.constantFrom(...venturings)),
      load: fc.option(fc.integer({ min: 1, max: 5 })),
      at: fc.integer({ min: 0, max: 4_000_000_000_000 }),
    })
    .chain(({ all, ...rest }) =>
      fc
        .option(fc.constantFrom(...(all.length > 0 ? all : [null])))
        .map(biggest => ({ ...rest, week, slogs: all, biggest })),
    );
