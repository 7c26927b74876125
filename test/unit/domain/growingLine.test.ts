import assert from 'node:assert/strict';
import fc from 'fast-check';
import { GrowingLandings, landings, type MainlineCommit } from '../../../src/domain/landings';
import { GrowingReverts, reverts } from '../../../src/domain/reverts';

const startMs = Date.UTC(2025, 0, 1);
const hourMs = 3_600_000;
const now = startMs + 100_000 * hourMs;
const lin = 'lin@example.org';

const idOf = (place: number) => (0x1000000 + place * 7919).toString(16).padEnd(40, '0');

interface Part {
  readonly kind: keyof typeof messages;
  readonly from: number;
  readonly count: number;
  /** How far back what is taken back stands. */
  readonly back: number;
}

interface Written {
  readonly subject: string;
  readonly body?: string;
  readonly isMerge?: boolean;
  readonly isTyped?: boolean;
}

/** Messages of all that makes numbers foreign, of all ways to land, and of reverts. */
const messages = {
  squash: number => ({ subject: `Change ${number} (#${number})` }),
  other: number => ({ subject: `Other ${number} (#${number})` }),
  merge: (number, place) => ({
    subject: `Merge pull request #${number} from lin/${place % 2 ? 'one' : 'other'}`,
    body: `Change ${number}`,
    isMerge: true,
  }),
  typed: number => ({ subject: `Fix it (#${number % 4})`, isTyped: true }),
  bare: number => ({ subject: `Change #${number}` }),
  row: number => ({
    subject: `Part of ${number >> 1}`,
    body: `PR-URL: https://github.com/acme/reader/pull/${number >> 1}`,
  }),
  elsewhere: number => ({ subject: 'Take it over', body: `PR-URL: https://github.com/acme/writer/pull/${number}` }),
  high: number => ({ subject: `Change ${number} (#${number + 9000})` }),
  gitea: number => ({ subject: `Merge pull request 'It' (#${number}) from it into main`, isMerge: true }),
  plain: number => ({ subject: `Change ${number}` }),
  revertId: (_, place, back) => ({ subject: 'Take it back', body: `This reverts commit ${idOf(place - back)}.` }),
  revertShort: (_, place, back) => ({
    subject: 'Revert some',
    body: `This reverts commit ${idOf(place - back).slice(0, 8)}.`,
  }),
  revertTitle: number => ({ subject: `Revert "Change ${number}" (#${number + 500})` }),
  revertCut: number => ({ subject: `Revert "Merge pull request #${number}…"` }),
  revertNumber: number => ({ subject: 'Undo', body: `Reverts #${number}` }),
  revertRevert: number => ({ subject: `Revert "Revert "Change ${number}""` }),
  reapply: number => ({ subject: `Reapply "Change ${number}"` }),
} satisfies Record<string, (number: number, place: number, back: number) => Written>;

const parts: fc.Arbitrary<Part[]> = fc.array(
  fc.record({
    kind: fc.constantFrom(...(Object.keys(messages) as (keyof typeof messages)[])),
    from: fc.integer({ min: 1, max: 25 }),
    count: fc.integer({ min: 1, max: 12 }),
    back: fc.integer({ min: 1, max: 12 }),
  }),
  { minLength: 1, maxLength: 12 },
);

/** Oldest first, by objects of their own: what a message tells is kept with it. */
function lineOf(told: readonly Part[]): MainlineCommit[] {
  const commits: MainlineCommit[] = [];
  for (const { kind, from, count, back } of told) {
    for (let number = from; number < from + count; number++) {
      const place = commits.length;
      const written: Written = messages[kind](number, place, back);
      const at = startMs + place * 30 * hourMs;
      commits.push({
        id: idOf(place),
        parents: written.isMerge ? ['a', `head${place}`] : ['a'],
        authoredAt: written.isTyped ? at - hourMs : at,
        committedAt: at,
        authorAddress: lin,
        committerAddress: written.isTyped ? lin : 'noreply@github.com',
        subject: written.subject,
        body: written.body ?? '',
      });
    }
  }
  return commits;
}

describe('a line that grows', () => {
  /** What is told of it as a whole and as it has grown, and how often only what was new was looked at. */
  function toldAsItGrows(told: readonly Part[], cuts: readonly number[]): number {
    const [growing, taken] = [new GrowingLandings(), new GrowingReverts()];
    const line = lineOf(told);
    let grown = 0;
    for (const length of [...cuts.map(cut => cut % line.length), line.length]) {
      const commits = line.slice(0, length).reverse();
      const whole = lineOf(told).slice(0, length).reverse();
      const [expected, found] = [landings(whole, now), growing.tell(commits, now)];
      assert.deepEqual(found, expected);
      // Also in their order.
      assert.deepEqual([...found.landed.keys()], [...expected.landed.keys()]);
      const isGrown = growing.isGrown;
      assert.deepEqual([...taken.tell(commits, found, isGrown)], [...reverts(whole, expected)]);
      if (isGrown && length > 0) grown += 1;
    }
    return grown;
  }

  it('tells the same as one that is read as a whole', () => {
    let grown = 0;
    fc.assert(
      fc.property(parts, fc.array(fc.nat(150), { maxLength: 6 }), fc.boolean(), (told, cuts, isSorted) => {
        grown += toldAsItGrows(told, isSorted ? cuts.toSorted((a, b) => a - b) : cuts);
      }),
      { numRuns: 400 },
    );
    assert.ok(grown > 200);
  });

  it('is another one where it was rewritten', () => {
    const [growing, taken] = [new GrowingLandings(), new GrowingReverts()];
    const tell = (...told: Part[]) => {
      const commits = lineOf(told).reverse();
      const found = growing.tell(commits, now);
      return [...taken.tell(commits, found, growing.isGrown).values()].length;
    };
    const part = (kind: Part['kind'], from: number) => ({ kind, from, count: 1, back: 1 });
    assert.equal(tell(part('plain', 1), part('revertTitle', 1)), 1);
    assert.equal(tell(part('plain', 2), part('revertTitle', 1), part('plain', 3)), 0);
    assert.equal(tell(part('plain', 3), part('revertTitle', 3)), 1);
  });
});
