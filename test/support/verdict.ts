import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { TemporaryFolder } from './temporaryFolder';

/** How many tests of a stage ended which way. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
}

/**
 * A file in which a process that runs tests says how they ended. Exit codes alone cannot be believed: a window
 * reports success also for an extension host that was killed.
 */
export class VerdictFile {
  readonly path: string;
  readonly #folder = new TemporaryFolder('verdict');

  constructor() {
    this.path = path.join(this.#folder.path, 'verdict.json');
  }

  /** What was said, or nothing when no (whole) verdict was written. */
  read(): Tally | undefined {
    return readVerdict(this.path);
  }

  dispose(): void {
    this.#folder.dispose();
  }
}

/** Writes the verdict that `readVerdict` reads; call it once, when the last test has ended. */
export function writeVerdict(file: string, tally: Tally): void {
  writeFileSync(file, JSON.stringify(tally));
}

/** Takes an earlier verdict away, so that it cannot stand for this run. */
export function clearVerdict(file: string): void {
  rmSync(file, { force: true });
}

/** The verdict in a file, or nothing if the file is missing or is not a verdict. */
export function readVerdict(file: string): Tally | undefined {
  try {
    const { passed, failed } = JSON.parse(readFileSync(file, 'utf8')) as Partial<Tally>;
    return isCount(passed) && isCount(failed) ? { passed, failed } : undefined;
  } catch {
    // Missing or cut off: the process ended before it could say anything.
    return undefined;
  }
}

function isCount(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0;
}

/** What a stage comes to: its tally, and in words why that is not the whole truth, if it is not. */
export interface Outcome extends Tally {
  readonly complaint?: string;
}

/**
 * Judges a stage by what it said and by how its process ended.
 *
 * - No verdict: it died, one failure.
 * - A verdict without a single test: one failure, for a suite that runs nothing proves nothing.
 * - All passed, yet the process failed: one failure.
 */
export function judge(verdict: Tally | undefined, ended: 'well' | 'badly'): Outcome {
  if (!verdict) {
    return { passed: 0, failed: 1, complaint: 'it ended without a verdict' };
  }
  if (verdict.passed + verdict.failed === 0) {
    return { passed: 0, failed: 1, complaint: 'it ran no test' };
  }
  if (verdict.failed === 0 && ended === 'badly') {
    return { passed: verdict.passed, failed: 1, complaint: 'its tests passed, but its process failed' };
  }
  return verdict;
}

/** Adds outcomes up. */
export function total(outcomes: readonly Tally[]): Tally {
  return {
    passed: outcomes.reduce((sum, { passed }) => sum + passed, 0),
    failed: outcomes.reduce((sum, { failed }) => sum + failed, 0),
  };
}
