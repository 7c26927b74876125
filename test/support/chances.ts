/** Draws from mulberry32, a small generator that is the same everywhere. */
export function chances(seed: number) {
  let state = seed >>> 0;
  const draw = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const exponential = (mean: number) => -mean * Math.log(1 - draw());
  const normal = () => Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw());
  return {
    chance: (share: number) => draw() < share,
    between: (from: number, to: number) => from + draw() * (to - from),
    exponential,
    /** Log-normal. */
    around: (median: number, spread: number) => median * Math.exp(spread * normal()),
  };
}
