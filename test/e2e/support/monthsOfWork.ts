import { weeksUpTo } from '../../../src/domain/calendar';
import type { TemporaryRepository } from '../../support/temporaryRepository';

const DAY_MS = 24 * 60 * 60 * 1000;
const HOUR_MS = DAY_MS / 24;
const LINES = 120;
/** How many lines of each week were rewritten before it was over; the last one is last week's. */
const REWRITTEN = [30, 44, 18, 25, 52, 38, 12, 28, 33, 47, 22, 36, 16, 8] as const;

/** The file whose lines were added last week. */
const LAST_FILE = `src/part${REWRITTEN.length - 1}.ts`;

/**
 * Fourteen weeks of one person's work up to now, in weeks that start on Monday at four in UTC: each week adds 120 lines
 * of logic and a few of tests and docs, and rewrites another part of the logic before it is over. Nothing is committed
 * in the running week.
 */
export async function monthsOfWork(repository: TemporaryRepository, now = Date.now()): Promise<void> {
  const weeks = weeksUpTo(now, REWRITTEN.length + 1, { timeZone: 'UTC', dayStartMinutes: 240 });
  for (const [index, rewritten] of REWRITTEN.entries()) {
    const from = weeks[index]?.from ?? now;
    repository.write(`src/part${index}.ts`, lines(index, 0));
    repository.write(`test/part${index}.test.ts`, tests(index));
    repository.write(`docs/part${index}.md`, `# Part ${index}\n\nWhat part ${index} is for.\n`);
    await repository.commit(`part ${index}`, { date: from + 2 * HOUR_MS });
    repository.write(`src/part${index}.ts`, lines(index, rewritten));
    await repository.commit(`part ${index}, better`, { date: from + 3 * DAY_MS + 8 * HOUR_MS });
  }
}

/** Rewrites so many more of last week's lines than were rewritten then, and commits that now. */
export async function rewriteLastWeek(repository: TemporaryRepository, count: number): Promise<void> {
  const last = REWRITTEN.length - 1;
  repository.write(LAST_FILE, lines(last, count + (REWRITTEN[last] ?? 0)));
  await repository.commit('last week, better', { date: Date.now() });
}

/** The text of a week's file: its first lines as they were rewritten, the rest as they were written. */
function lines(week: number, rewritten: number): string {
  return Array.from({ length: LINES }, (_, line) =>
    line < rewritten
      ? `export const better${week}x${line} = combine(${line * 7}, 'week ${week}');\n`
      : `export const first${week}x${line} = ${line * 3 + week};\n`,
  ).join('');
}

const tests = (week: number): string =>
  Array.from({ length: 12 + week }, (_, line) => `check('part ${week}', first${week}x${line});\n`).join('');
