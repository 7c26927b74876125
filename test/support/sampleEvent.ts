import fc from 'fast-check';
import { type LedgerEvent, tellers } from '../../src/domain/ledger';
import { forges } from '../../src/domain/pullRequest';

export const sampleRepositoryId = '0123456789abcdef0123456789abcdef';
const noon = Date.UTC(2026, 2, 2, 12);

/** The branch came to a commit of that number, that many minutes after noon. */
export function numberedEvent(number: number): LedgerEvent {
  const id = number.toString(16).padStart(40, '0');
  return { kind: 'tip', clone: 'c0ffee00', branch: 'team/feature', at: noon + number * 60_000, by: 'reflog', id };
}

const anyName = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 });
const anyId = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 40, maxLength: 40 });
const anyCount = fc.nat();
const anyPrint = fc.constantFrom('', '1f-0123456789abcdef');
const told = {
  clone: fc.constantFrom('c0ffee00', 'deadbeef'),
  branch: anyName,
  at: fc.integer({ min: 0, max: 4_000_000_000 }).map(seconds => seconds * 1000),
  by: fc.constantFrom(...tellers),
};
const kind = <const K extends LedgerEvent['kind']>(name: K) => ({ ...told, kind: fc.constant(name) });

/** An event of any kind. */
export const anyEvent: fc.Arbitrary<LedgerEvent> = fc
  .oneof(
    fc.record({ ...kind('started'), id: anyId }),
    fc.record({ ...kind('tip'), id: anyId }),
    fc.record({ ...kind('renamed'), from: anyName }),
    fc.record({ ...kind('gone'), remote: fc.option(anyName) }),
    fc.record({ ...kind('upstream'), remote: anyName, target: anyName }),
    fc.record({ ...kind('tracked'), remote: anyName, id: anyId, fetched: fc.boolean() }),
    fc.record({ ...kind('pushed'), remote: anyName, id: anyId, first: fc.option(fc.boolean()) }),
    fc.record({
      ...kind('request'),
      forge: fc.constantFrom(...forges),
      owner: anyName,
      repository: anyName,
      number: anyCount,
    }),
    fc.record({ ...kind('marked'), id: anyId }),
    fc.record({ ...kind('maturity'), from: anyId, id: anyId, changed: anyCount, total: anyCount }),
    fc.record({
      ...kind('work'),
      id: anyId,
      commits: anyCount,
      firstAt: anyCount,
      firstCut: fc.boolean(),
      whole: anyPrint,
      last: anyPrint,
    }),
  )
  // Of plain objects, as those that are read.
  .map(event => ({ ...event }));
