/**
 * The numbers of the example, 0 to 1: the same whenever and wherever it is shown, spread as evenly as chance never does
 * (Weyl, 1916: multiples of an irrational number).
 * @param kind a prime: another one for what has nothing to do with it.
 * @param place a whole number, as of a week or a day.
 */
export function spread(kind: number, place: number): number {
  return ((place + 1) * Math.sqrt(kind)) % 1;
}

/** The same between two bounds. */
export function spreadBetween(from: number, to: number, kind: number, place: number): number {
  return from + (to - from) * spread(kind, place);
}
