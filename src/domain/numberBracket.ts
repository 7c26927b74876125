/** One landing, or one known date, of a numbered request of one forge. Epoch milliseconds, `null` where not known. */
export interface NumberedRequest {
  readonly number: number;
  /** Committer date of a commit that landed it. */
  readonly landedAt: number | null;
  /** Earliest author date of its own commits; never that of a squash commit. */
  readonly firstCommitAt: number | null;
  /** Said by the forge, or seen live within minutes. A push is no creation. */
  readonly knownCreatedAt: number | null;
  /** The first push of its branch, which the request can only follow. */
  readonly firstPushAt: number | null;
}

/** Where a request's creation lies, epoch milliseconds; `lower` ≤ `upper`. */
export interface NumberBracket {
  readonly lower: number | null;
  readonly upper: number;
}

/**
 * What it costs to drop a claim. That a request landed soon is often wrong: it weighs in only where many landings say
 * that one number came far too early.
 */
const weights = { soon: 1, firstCommit: 3, firstPush: 5, landing: 5, known: 50 } as const;

/** That a number was given out not before (`floor`) or not after (`ceiling`) an instant. */
interface Claim {
  readonly side: 'floor' | 'ceiling';
  readonly by: keyof typeof weights;
  readonly at: number;
}

interface NumberClaims {
  readonly number: number;
  readonly claims: readonly Claim[];
}

/**
 * Between which instants each number was given out, as a forge counts up while time goes on.
 * - The upper bound is the earliest landing or known creation of any request with that number or a greater one.
 * - The lower bound is the latest first push or known creation of any with that number or a smaller one, or the second
 *   latest first commit of these, or `null`. That a smaller number landed says nothing.
 * - Not the latest first commit, for that may have been made anew after the creation. The own counts like any other.
 * - Dates that contradict each other, as those of skewed clocks and of another tracker's numbers do, are not all heeded:
 *   those that weigh least together are dropped.
 * - Most requests land soon, so a landing is dropped too where six or more of smaller numbers follow it in their order,
 *   and no greater one comes early as well. So a foreign number far ahead pulls nobody's bound down.
 * - A first commit after the own landing is dropped.
 * - A number whose landings are all dropped has nothing but the first of them as its upper bound.
 * - A number may come several times, as when it landed twice.
 * - Numbers without an upper bound are left out.
 *
 * Takes O(n log n).
 */
export function numberBrackets(requests: readonly NumberedRequest[]): Map<number, NumberBracket> {
  const numbers = claimsByNumber(requests);
  const givenOut = fewestContradictions(numbers);
  const uppers = upperBounds(numbers, givenOut);
  const lowers = lowerBounds(numbers, givenOut);
  const brackets = new Map<number, NumberBracket>();
  for (const [index, { number, claims }] of numbers.entries()) {
    const landings = claims.flatMap(({ by, at }) => (by === 'landing' ? at : []));
    const upper = uppers[index] as number;
    if (landings.length > 0 && Math.max(...landings) < (givenOut[index] as number)) {
      brackets.set(number, { lower: null, upper: Math.min(...landings) });
    } else if (upper < Number.POSITIVE_INFINITY) {
      brackets.set(number, { lower: lowers[index] ?? null, upper });
    }
  }
  return brackets;
}

function claimsByNumber(requests: readonly NumberedRequest[]): NumberClaims[] {
  const claims = new Map<number, Claim[]>();
  for (const request of requests) {
    const own = claims.get(request.number);
    if (own) own.push(...claimsOf(request));
    else claims.set(request.number, claimsOf(request));
  }
  return [...claims].map(([number, own]) => ({ number, claims: own })).sort((a, b) => a.number - b.number);
}

function claimsOf({ landedAt, firstCommitAt, knownCreatedAt, firstPushAt }: NumberedRequest): Claim[] {
  const claims: Claim[] = [];
  const claim = (side: Claim['side'], by: Claim['by'], at: number | null) => {
    if (at !== null) claims.push({ side, by, at });
  };
  claim('floor', 'soon', landedAt);
  claim('ceiling', 'landing', landedAt);
  if (firstCommitAt !== null && firstCommitAt <= (landedAt ?? firstCommitAt))
    claim('floor', 'firstCommit', firstCommitAt);
  claim('floor', 'firstPush', firstPushAt);
  claim('floor', 'known', knownCreatedAt);
  claim('ceiling', 'known', knownCreatedAt);
  return claims;
}

/** Infinite where there is none. */
function upperBounds(numbers: readonly NumberClaims[], givenOut: readonly number[]): number[] {
  let earliest = Number.POSITIVE_INFINITY;
  const bounds = numbers.map(() => earliest);
  for (let index = numbers.length - 1; index >= 0; index--) {
    for (const { side, at } of numbers[index]?.claims ?? []) {
      if (side === 'ceiling' && at >= (givenOut[index] as number)) earliest = Math.min(earliest, at);
    }
    bounds[index] = earliest;
  }
  return bounds;
}

function lowerBounds(numbers: readonly NumberClaims[], givenOut: readonly number[]): (number | null)[] {
  let latest = Number.NEGATIVE_INFINITY;
  let latestCommit = Number.NEGATIVE_INFINITY;
  return numbers.map(({ claims }, index) => {
    /** Of this number; one that lands twice counts once. */
    let commit = Number.POSITIVE_INFINITY;
    for (const { side, by, at } of claims) {
      if (side === 'ceiling' || by === 'soon' || at > (givenOut[index] as number)) continue;
      if (by === 'firstCommit') commit = Math.min(commit, at);
      else latest = Math.max(latest, at);
    }
    if (commit < Number.POSITIVE_INFINITY) {
      latest = Math.max(latest, Math.min(commit, latestCommit));
      latestCommit = Math.max(latestCommit, commit);
    }
    return latest > Number.NEGATIVE_INFINITY ? latest : null;
  });
}

/**
 * An instant for each number, never falling, such that the claims that do not hold weigh the least; the earliest such,
 * or negative infinity where nothing says that it was later.
 *
 * The least weight up to a number, as a function of the instant that this number may reach at most, only falls. Kept
 * are the places where it falls and by how much: a floor adds a fall, and a ceiling takes falls away behind it.
 */
function fewestContradictions(numbers: readonly NumberClaims[]): number[] {
  const times = instantsOf(numbers);
  const falls = new Falls(times.length);
  const marks = numbers.map(({ claims }) => {
    const mark = falls.changes;
    for (const { side, by, at } of claims) if (side === 'floor') falls.add(rankOf(times, at), weights[by]);
    for (const { side, by, at } of claims) if (side === 'ceiling') falls.takeAfter(rankOf(times, at), weights[by]);
    return mark;
  });
  const instants: number[] = [];
  let rank = times.length;
  for (const mark of marks.reverse()) {
    rank = falls.lastUpTo(rank);
    instants.push(times[rank - 1] ?? Number.NEGATIVE_INFINITY);
    falls.undoTo(mark);
  }
  return instants.reverse();
}

/** In order. */
function instantsOf(numbers: readonly NumberClaims[]): Float64Array {
  const all: number[] = [];
  for (const { claims } of numbers) for (const { at } of claims) all.push(at);
  return Float64Array.from(all)
    .sort()
    .filter((at, index, sorted) => at !== sorted[index - 1]);
}

/** Counted from 1; of equal instants the first. */
function rankOf(times: Float64Array, at: number): number {
  let low = 0;
  let high = times.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] as number) < at) low = middle + 1;
    else high = middle;
  }
  return low + 1;
}

/**
 * Whole weights, never negative, at the ranks 1 to `size`, that remember what was done to them: Fenwick, "A new data
 * structure for cumulative frequency tables" (1994).
 */
class Falls {
  readonly #weights: Int32Array;
  readonly #sums: Int32Array;
  /** Rank and weight, by turns. */
  readonly #log: number[] = [];

  constructor(size: number) {
    this.#weights = new Int32Array(size + 1);
    this.#sums = new Int32Array(size + 1);
  }

  get changes(): number {
    return this.#log.length;
  }

  add(rank: number, weight: number): void {
    this.#change(rank, weight);
    this.#log.push(rank, weight);
  }

  /** Takes up to so much away behind a rank, the nearest first. */
  takeAfter(rank: number, weight: number): void {
    const before = this.#sumUpTo(rank);
    for (let left = weight; left > 0; ) {
      const next = this.#rankReaching(before + 1);
      if (next === this.#sums.length) return;
      const part = Math.min(left, this.#weights[next] ?? 0);
      this.add(next, -part);
      left -= part;
    }
  }

  undoTo(changes: number): void {
    while (this.#log.length > changes) {
      const weight = this.#log.pop() as number;
      this.#change(this.#log.pop() as number, -weight);
    }
  }

  /** The last rank up to this that has a weight, or 0. */
  lastUpTo(rank: number): number {
    const sum = this.#sumUpTo(rank);
    return sum === 0 ? 0 : this.#rankReaching(sum);
  }

  #change(rank: number, weight: number): void {
    this.#weights[rank] = (this.#weights[rank] ?? 0) + weight;
    for (let node = rank; node < this.#sums.length; node += node & -node) {
      this.#sums[node] = (this.#sums[node] ?? 0) + weight;
    }
  }

  #sumUpTo(rank: number): number {
    let sum = 0;
    for (let node = rank; node > 0; node -= node & -node) sum += this.#sums[node] ?? 0;
    return sum;
  }

  /** The first rank up to which the weights add up to `sum`; behind the last if they never do. */
  #rankReaching(sum: number): number {
    let rank = 0;
    let left = sum;
    for (let step = 2 ** Math.floor(Math.log2(this.#sums.length)); step > 0; step >>= 1) {
      const part = this.#sums[rank + step];
      if (part === undefined || part >= left) continue;
      rank += step;
      left -= part;
    }
    return rank + 1;
  }
}
