import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type NumberBracket, type NumberedRequest, numberBrackets } from '../../../src/domain/numberBracket';
import { simulatedForge, simulatedRepositories } from '../../support/simulatedForge';

type Dates = Partial<Omit<NumberedRequest, 'number'>>;

const request = (number: number, dates: Dates): NumberedRequest => ({
  number,
  landedAt: null,
  firstCommitAt: null,
  knownCreatedAt: null,
  firstPushAt: null,
  ...dates,
});
const landed = (number: number, landedAt: number, dates: Dates = {}) => request(number, { landedAt, ...dates });
/** The numbers from one to another, each landing at the instant of its number. */
const inOrder = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => landed(from + index, from + index));

describe('number brackets', () => {
  // [what, the requests, the number that is asked for, its bracket]
  const situations: [string, NumberedRequest[], number, [number | null, number] | null][] = [
    ['end with the own landing', [landed(10, 50)], 10, [null, 50]],
    [
      'end with the earliest landing of a greater number',
      [landed(10, 50), landed(12, 40), landed(11, 45)],
      10,
      [null, 40],
    ],
    ['do not end with the landing of a smaller number', [landed(10, 50), landed(9, 40)], 10, [null, 50]],
    ['do not begin with the landing of a smaller number', [landed(9, 40), landed(10, 50)], 10, [null, 50]],
    [
      'end with the known creation of a greater number',
      [landed(10, 50), request(11, { knownCreatedAt: 30 })],
      10,
      [null, 30],
    ],
    [
      'begin with the known creation of a smaller number',
      [landed(10, 50), request(9, { knownCreatedAt: 30 })],
      10,
      [30, 50],
    ],
    ['are the known creation itself', [landed(10, 50, { knownCreatedAt: 30 })], 10, [30, 30]],
    [
      'begin with the latest first push',
      [landed(8, 60, { firstPushAt: 20 }), landed(9, 60, { firstPushAt: 10 }), landed(10, 50)],
      10,
      [20, 50],
    ],
    [
      'begin with the own first push',
      [landed(9, 60, { firstPushAt: 10 }), landed(10, 50, { firstPushAt: 20 })],
      10,
      [20, 50],
    ],
    [
      'do not begin with the first push of a greater number',
      [landed(10, 50), landed(11, 60, { firstPushAt: 20 })],
      10,
      [null, 50],
    ],
    [
      'begin with the second latest first commit',
      [
        landed(7, 60, { firstCommitAt: 10 }),
        landed(8, 60, { firstCommitAt: 30 }),
        landed(9, 60, { firstCommitAt: 20 }),
        landed(10, 50),
      ],
      10,
      [20, 50],
    ],
    [
      'count the own first commit like any other',
      [landed(9, 60, { firstCommitAt: 10 }), landed(10, 50, { firstCommitAt: 20 })],
      10,
      [10, 50],
    ],
    ['do not begin with the only first commit', [landed(9, 60, { firstCommitAt: 10 }), landed(10, 50)], 10, [null, 50]],
    [
      'count the first commit of what landed twice once',
      [landed(9, 60, { firstCommitAt: 10 }), landed(9, 70, { firstCommitAt: 10 }), landed(10, 50)],
      10,
      [null, 50],
    ],
    ['end with the first landing of what landed twice', [landed(10, 70), landed(10, 50)], 10, [null, 50]],
    [
      'leave out a first commit after the own landing',
      [
        landed(7, 20, { firstCommitAt: 5 }),
        landed(8, 20, { firstCommitAt: 30 }),
        landed(9, 20, { firstCommitAt: 30 }),
        landed(10, 50),
      ],
      10,
      [null, 50],
    ],
    ['are none for what has no end', [landed(9, 40), request(10, { firstPushAt: 30 })], 10, null],
    [
      'are there for what did not land, if a greater number did',
      [request(10, { firstPushAt: 30 }), landed(11, 40)],
      10,
      [30, 40],
    ],
    [
      'pass over a foreign number far ahead, if six smaller ones land after it',
      [...inOrder(1, 5), landed(9000, 5), ...inOrder(6, 11)],
      9,
      [null, 9],
    ],
    [
      'do not pass over a landing that only five follow',
      [...inOrder(1, 5), landed(9000, 5), ...inOrder(6, 10)],
      9,
      [null, 5],
    ],
    [
      'do not pass over one that a greater number follows soon',
      [...inOrder(1, 5), landed(20, 5), landed(21, 5.1), ...inOrder(6, 13)],
      9,
      [null, 5],
    ],
    [
      'pass over several foreign numbers',
      [...inOrder(1, 5), landed(9000, 5), ...inOrder(6, 15), landed(8000, 15), ...inOrder(16, 30)],
      25,
      [null, 25],
    ],
    [
      'give a foreign number its own landing only',
      [...inOrder(1, 5), landed(9000, 5, { firstPushAt: 4 }), ...inOrder(6, 15)],
      9000,
      [null, 5],
    ],
    [
      'pass over the pushes and commits of a foreign number far behind',
      [...inOrder(1, 30), landed(3, 28, { firstCommitAt: 27, firstPushAt: 27 }), landed(4, 28, { firstCommitAt: 27 })],
      9,
      [null, 9],
    ],
    ['pass over a clock that is ahead', [...inOrder(1, 30), landed(9, 21, { firstPushAt: 20 })], 10, [null, 10]],
    [
      'pass over a clock that is behind',
      [...inOrder(1, 30).map(own => ({ ...own, firstPushAt: own.number - 0.5 })), landed(20, 11)],
      15,
      [14.5, 15],
    ],
    [
      'hold a known creation against a few landings',
      [...inOrder(1, 30), request(5, { knownCreatedAt: 12 })],
      13,
      [12, 13],
    ],
  ];
  for (const [what, requests, number, expected] of situations) {
    it(what, () => {
      const bracket = numberBrackets(requests).get(number);
      assert.deepEqual(bracket, expected ? { lower: expected[0], upper: expected[1] } : undefined);
    });
  }

  it('are none where there are no requests', () => {
    assert.equal(numberBrackets([]).size, 0);
  });

  const instant = fc.integer({ min: 0, max: 30 });
  const maybe = fc.option(instant, { nil: null });
  const anyRequest = fc.record<NumberedRequest>({
    number: fc.integer({ min: 1, max: 12 }),
    landedAt: fc.oneof({ weight: 4, arbitrary: instant }, fc.constant(null)),
    firstCommitAt: maybe,
    knownCreatedAt: fc.oneof({ weight: 9, arbitrary: fc.constant(null) }, instant),
    firstPushAt: maybe,
  });
  const anyRequests = fc.array(anyRequest, { maxLength: 14 });

  it('are those of a plain search for the claims that weigh least', () => {
    fc.assert(
      fc.property(anyRequests, requests => {
        assert.deepEqual(numberBrackets(requests), plainBrackets(requests));
      }),
      { numRuns: 2000, seed: 1 },
    );
  });

  it('never cross, never come after the own landings, and do not depend on the order', () => {
    fc.assert(
      fc.property(anyRequests, requests => {
        const brackets = numberBrackets(requests);
        for (const [number, { lower, upper }] of brackets) {
          assert.ok(Number.isFinite(upper) && (lower === null || lower <= upper));
          const landings = requests.flatMap(own => (own.number === number ? (own.landedAt ?? []) : []));
          if (landings.length > 0 && !requests.some(own => own.knownCreatedAt !== null)) {
            assert.ok(upper <= Math.max(...landings));
          }
        }
        assert.deepEqual(numberBrackets([...requests].reverse()), brackets);
      }),
      { numRuns: 500, seed: 2 },
    );
  });

  it('hold the creation wherever all dates are true', () => {
    const life = fc.tuple(instant, instant, instant, fc.boolean(), fc.boolean(), fc.boolean());
    fc.assert(
      fc.property(fc.array(life, { maxLength: 60 }), lives => {
        const creations = lives.map((_, index) => index * 3);
        const requests = lives.map(([review, lead, push, committed, pushed, known], index) => {
          const createdAt = creations[index] as number;
          return landed(index + 1, createdAt + review * 2, {
            firstCommitAt: committed ? createdAt - lead : null,
            firstPushAt: pushed ? createdAt - push : null,
            knownCreatedAt: known && push > 25 ? createdAt : null,
          });
        });
        const brackets = numberBrackets(requests);
        assert.equal(brackets.size, lives.length);
        for (const [number, bracket] of brackets) assert.ok(holds(bracket, creations[number - 1] as number));
      }),
      { numRuns: 300, seed: 3 },
    );
  });

  it('hold the creation in at least 98 % of simulated repositories of many kinds', () => {
    const kinds = Object.values(simulatedRepositories);
    assert.ok(kinds.length >= 20);
    let asked = 0;
    let held = 0;
    for (const [index, habits] of kinds.entries()) {
      const { requests, createdAt } = simulatedForge(habits, index);
      for (const [number, bracket] of numberBrackets(requests)) {
        const truth = createdAt.get(number);
        if (truth === undefined) continue;
        asked++;
        if (holds(bracket, truth)) held++;
      }
    }
    assert.ok(asked > 20_000);
    assert.ok(held / asked >= 0.98, `${held} of ${asked}`);
  });

  it('end nearer to the creation than the own landings do', () => {
    for (const [name, habits] of Object.entries(simulatedRepositories)) {
      const { requests, createdAt } = simulatedForge(habits, 1);
      const brackets = numberBrackets(requests);
      let bracketMs = 0;
      let landingMs = 0;
      for (const { number, landedAt } of requests) {
        const truth = createdAt.get(number);
        if (truth === undefined) continue;
        bracketMs += Math.abs((brackets.get(number)?.upper ?? Number.NaN) - truth);
        landingMs += Math.abs((landedAt ?? Number.NaN) - truth);
      }
      assert.ok(bracketMs < landingMs / 2, name);
    }
  });
});

function holds({ lower, upper }: NumberBracket, createdAt: number): boolean {
  return (lower === null || lower <= createdAt) && createdAt <= upper;
}

/** The same by trying every instant for every number. */
function plainBrackets(requests: readonly NumberedRequest[]): Map<number, NumberBracket> {
  const numbers = [...new Set(requests.map(({ number }) => number))].sort((a, b) => a - b);
  const claims = numbers.map(number => {
    const own = requests.filter(one => one.number === number);
    const dates = (key: keyof NumberedRequest) => own.flatMap(one => one[key] ?? []);
    return {
      landings: dates('landedAt'),
      commits: own.flatMap(one =>
        one.firstCommitAt === null || one.firstCommitAt > (one.landedAt ?? one.firstCommitAt) ? [] : one.firstCommitAt,
      ),
      pushes: dates('firstPushAt'),
      known: dates('knownCreatedAt'),
    };
  });
  const times = [Number.NEGATIVE_INFINITY, ...new Set(requests.flatMap(one => Object.values(one).slice(1)))]
    .filter((time): time is number => time !== null)
    .sort((a, b) => a - b);
  const count = (dates: number[], is: (date: number) => boolean) => dates.filter(is).length;
  const least: number[][] = [];
  for (const [index, { landings, commits, pushes, known }] of claims.entries()) {
    let before = Number.POSITIVE_INFINITY;
    least.push(
      times.map((time, rank) => {
        before = index === 0 ? 0 : Math.min(before, least[index - 1]?.[rank] ?? before);
        const dropped =
          count(landings, at => at > time) +
          3 * count(commits, at => at > time) +
          5 * count(pushes, at => at > time) +
          5 * count(landings, at => at < time) +
          50 * count(known, at => at !== time);
        return before + dropped;
      }),
    );
  }
  const chosen: number[] = [];
  let rank = times.length;
  for (const costs of [...least].reverse()) {
    const reachable = costs.slice(0, rank);
    rank = reachable.indexOf(Math.min(...reachable)) + 1;
    chosen.unshift(times[rank - 1] as number);
  }
  const brackets = new Map<number, NumberBracket>();
  for (const [index, number] of numbers.entries()) {
    const { landings } = claims[index] as (typeof claims)[number];
    const notSooner = (dates: number[], at: number) => dates.filter(date => date >= (chosen[at] as number));
    const notLater = (dates: number[], at: number) => dates.filter(date => date <= (chosen[at] as number));
    const uppers = claims.flatMap((one, at) => (at < index ? [] : notSooner([...one.landings, ...one.known], at)));
    const pushes = claims.flatMap((one, at) => (at > index ? [] : notLater([...one.pushes, ...one.known], at)));
    const commits = claims.flatMap((one, at) =>
      at > index
        ? []
        : notLater(one.commits, at)
            .sort((a, b) => a - b)
            .slice(0, 1),
    );
    const lower = Math.max(...pushes, commits.sort((a, b) => b - a)[1] ?? Number.NEGATIVE_INFINITY);
    if (landings.length > 0 && notSooner(landings, index).length === 0) {
      brackets.set(number, { lower: null, upper: Math.min(...landings) });
    } else if (uppers.length > 0) {
      brackets.set(number, { lower: Number.isFinite(lower) ? lower : null, upper: Math.min(...uppers) });
    }
  }
  return brackets;
}
