/** How two lists of numbers go together by rank. */
export interface RankLink {
  readonly n: number;
  /** Spearman's ρ with mid-ranks for ties: the correlation of the ranks, −1 to 1. */
  readonly rho: number;
  /** How likely a ρ as far from 0 is if the two had nothing to do with each other, 0 to 1; two-sided. */
  readonly p: number;
}

/** Up to so many pairs all orders are gone through: 40,320. */
const mostForAll = 8;
const drawnOrders = 10_000;

/**
 * Spearman's rank correlation (1904) with a permutation test. From nine pairs on the orders are drawn by a generator that
 * the ranks seed, the given one counting as one more (Phipson & Smyth 2010): the same pairs give the same p, in any order.
 * `null` where one of the two does not vary.
 * @param pairs at least two.
 */
export function rankLink(pairs: readonly (readonly [number, number])[]): RankLink | null {
  const sorted = [...pairs].sort(([x1, y1], [x2, y2]) => x1 - x2 || y1 - y2);
  const xs = centredRanks(sorted.map(([x]) => x));
  const ys = centredRanks(sorted.map(([, y]) => y));
  const spread = Math.sqrt(productSum(xs, xs) * productSum(ys, ys));
  if (spread === 0) return null;
  const sum = productSum(xs, ys);
  const n = pairs.length;
  const isAsFar = (order: readonly number[]) => Math.abs(productSum(xs, order)) >= Math.abs(sum);
  return {
    n,
    rho: sum / spread,
    p: n <= mostForAll ? shareOfAll(ys, isAsFar) : shareOfDrawn(ys, seedOf(xs, ys), isAsFar),
  };
}

/** Twice the mid-ranks less their mean: whole numbers, so that sums are exact whatever their order. */
function centredRanks(values: readonly number[]): number[] {
  return values.map(value => {
    const less = values.filter(other => other < value).length;
    const notMore = values.filter(other => other <= value).length;
    return less + notMore - values.length;
  });
}

function productSum(xs: readonly number[], ys: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < xs.length; i++) sum += (xs[i] ?? 0) * (ys[i] ?? 0);
  return sum;
}

function shareOfAll(values: readonly number[], counts: (order: readonly number[]) => boolean): number {
  const order = [...values];
  let counted = 0;
  let all = 0;
  const place = (from: number) => {
    if (from === order.length) {
      all++;
      counted += Number(counts(order));
    }
    for (let i = from; i < order.length; i++) {
      swap(order, from, i);
      place(from + 1);
      swap(order, from, i);
    }
  };
  place(0);
  return counted / all;
}

function shareOfDrawn(values: readonly number[], seed: number, counts: (order: readonly number[]) => boolean): number {
  const order = [...values];
  const next = generator(seed);
  let counted = 1;
  for (let drawn = 0; drawn < drawnOrders; drawn++) {
    for (let i = order.length - 1; i > 0; i--) swap(order, i, Math.floor(next() * (i + 1)));
    counted += Number(counts(order));
  }
  return counted / (drawnOrders + 1);
}

function swap(values: number[], i: number, j: number): void {
  [values[i], values[j]] = [values[j] ?? 0, values[i] ?? 0];
}

function seedOf(xs: readonly number[], ys: readonly number[]): number {
  return [...xs, ...ys].reduce((seed, rank) => Math.imul(seed, 31) + rank, 17);
}

/** Marsaglia's xorshift (2003), of 32 bits: numbers from 0 up to 1. */
function generator(seed: number): () => number {
  let state = seed | 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
