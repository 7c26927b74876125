/**
 * What is now, with every part of it that is the same as before taken from there: what has not changed keeps its identity,
 * and need not be drawn again. Of plain data, as messages hold it.
 */
export function shared<T>(before: unknown, now: T): T {
  if (Object.is(before, now) || !isObject(now) || !isObject(before)) return now;
  if (Array.isArray(now)) {
    if (!Array.isArray(before)) return now;
    const parts = now.map((part, at) => shared(before[at], part));
    return isSame(before, parts) ? (before as T) : (parts as T);
  }
  if (Array.isArray(before)) return now;
  const parts = Object.fromEntries(Object.entries(now).map(([key, part]) => [key, shared(before[key], part)]));
  return isSame(before, parts) ? (before as T) : (parts as T);
}

type Parts = Record<string, unknown>;

const isObject = (value: unknown): value is Parts => typeof value === 'object' && value !== null;

/** Whether both have the same parts, each of them identical. */
export function isSame(one: object, other: object): boolean {
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every(key => Object.hasOwn(other, key) && Object.is((one as Parts)[key], (other as Parts)[key]))
  );
}
