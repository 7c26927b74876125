import type { CreatedBasis } from './pullRequest';

/** How much of a request was there when it was created: `value` is 1 − changedAfter ÷ total. */
export interface Maturity {
  readonly value: number;
  /** Lines that were added to the change after its creation, or taken out of it. */
  readonly changedAfter: number;
  readonly total: number;
}

/**
 * What a branch changes in all, as a multiset: by path, how often each line is added or deleted. A line is a number made
 * of its text, positive where it is added and negative where it is deleted.
 */
export type NetDiff = ReadonlyMap<string, ReadonlyMap<number, number>>;

/** Changes of fewer lines say nothing of how done they were. */
const leastMatureLines = 10;
/** A file that shares so much of its change with one of another name is that one, renamed. */
const leastShared = 0.5;

/**
 * How two net diffs of one request, that at its creation and that at its end, differ (after LinearB's PR maturity): lines
 * of only one of them, of all lines of either. A file that was renamed in between is compared with what it was.
 */
export function changedLines(created: NetDiff, ended: NetDiff): { changed: number; total: number } {
  const names = renamed(created, ended);
  const sum = { changed: 0, total: 0 };
  const seen = new Set<string>();
  for (const [path, lines] of ended) {
    const before = names.get(path) ?? path;
    seen.add(before);
    addTo(sum, created.get(before), lines);
  }
  for (const [path, lines] of created) if (!seen.has(path)) addTo(sum, lines, undefined);
  return sum;
}

/** Whether a creation is known well enough to tell what was there by then. */
export function tellsMaturity(basis: CreatedBasis): boolean {
  return ['exact', 'observed-pr', 'observed-push', 'recorded-push'].includes(basis);
}

/** `null` below {@link leastMatureLines}. */
export function maturityOf({ changed, total }: { changed: number; total: number }): Maturity | null {
  return total < leastMatureLines ? null : { value: 1 - changed / total, changedAfter: changed, total };
}

type Lines = ReadonlyMap<number, number>;

function addTo(sum: { changed: number; total: number }, before: Lines = new Map(), after: Lines = new Map()): void {
  for (const line of new Set([...before.keys(), ...after.keys()])) {
    const [one, other] = [before.get(line) ?? 0, after.get(line) ?? 0];
    sum.changed += Math.abs(one - other);
    sum.total += Math.max(one, other);
  }
}

/** New names of files and what they were called before: of files that only one side has, the most alike first. */
function renamed(created: NetDiff, ended: NetDiff): Map<string, string> {
  const gone = [...created].filter(([path]) => !ended.has(path));
  const fresh = [...ended].filter(([path]) => !created.has(path));
  const pairs = fresh.flatMap(([to, after]) =>
    gone.flatMap(([from, before]) => {
      const share = sharedOf(before, after) / Math.max(1, Math.min(countOf(before), countOf(after)));
      return share >= leastShared ? [{ from, to, share }] : [];
    }),
  );
  const names = new Map<string, string>();
  const taken = new Set<string>();
  for (const { from, to } of pairs.sort((a, b) => b.share - a.share)) {
    if (names.has(to) || taken.has(from)) continue;
    names.set(to, from);
    taken.add(from);
  }
  return names;
}

function sharedOf(one: Lines, other: Lines): number {
  let shared = 0;
  for (const [line, count] of one) shared += Math.min(count, other.get(line) ?? 0);
  return shared;
}

function countOf(lines: Lines): number {
  let count = 0;
  for (const each of lines.values()) count += each;
  return count;
}
