import type { NetDiff } from '../domain/maturity';
import { readWhole } from './changes';
import type { Git } from './git';

/**
 * Reads what branches change in all as multisets of hashed lines, without blank lines and generated files.
 * @param spans ids of a tip and of its base, with a space between.
 * @returns by span; one that can't be read is not there.
 * @throws {ReadFailure} when git fails for other reasons than missing objects.
 */
export async function readNetDiffs(
  git: Git,
  spans: readonly string[],
  isGenerated: (path: string) => boolean,
  signal: AbortSignal,
): Promise<Map<string, NetDiff>> {
  const found = new Map<string, NetDiff>();
  let lines = new Map<string, Map<number, number>>();
  const onLine = (path: string, gone: boolean, solid: number, trimmed: number) => {
    const file = lines.get(path) ?? new Map<number, number>();
    lines.set(path, file);
    const line = numberOf(solid, trimmed) * (gone ? -1 : 1);
    file.set(line, (file.get(line) ?? 0) + 1);
  };
  const onChange = (span: string) => {
    found.set(span, new Map([...lines].filter(([path]) => !isGenerated(path))));
    lines = new Map();
  };
  if (spans.length > 0) await readWhole(git, spans, isGenerated, onChange, signal, { onLine });
  return found;
}

/** 52 bits of two hashes, and never 0. */
const numberOf = (solid: number, trimmed: number): number => (solid >>> 0) * 0x100000 + (trimmed & 0xfffff) + 1;
