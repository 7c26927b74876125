import type { Calendar } from '../../src/domain/calendar';
import { weekOf, weeksUpTo } from '../../src/domain/calendar';
import type { BlockEnd, FocusBlock } from '../../src/domain/focusBlock';
import type { Recording } from '../../src/domain/journal';
import type { Category } from '../../src/domain/report';
import { usualThresholds } from '../../src/domain/span';
import { focusBaselineOf, weeklyFocus } from '../../src/domain/weeklyFocus';
import type { FlowInput } from '../../src/vscode/flowInput';

export const berlin: Calendar = { timeZone: 'Europe/Berlin', dayStartMinutes: 4 * 60 };

/** A block by the clock in Berlin: `2026-11-16 09:05 10:12 away logic`, the kind of file left out for none. */
export type WrittenBlock = string;

/** Blocks as they were written, in order of time; each but the last resumed by the next. */
export function sampleBlocks(written: readonly WrittenBlock[], deepMs = usualThresholds.deepBlockMs): FocusBlock[] {
  const bare = written.map(line => {
    const [day = '', from = '', to = '', ended, category] = line.split(' ');
    const start = inBerlin(day, from);
    const until = inBerlin(day, to);
    const end = until < start ? until + 86_400_000 : until;
    const context = {
      repository: 'c0ffee',
      branch: 1,
      language: null,
      category: (category ?? null) as Category | null,
    };
    return {
      start,
      end,
      deep: end - start >= deepMs,
      endedBy: ended === 'open' ? null : (ended as BlockEnd),
      parts: [{ start, end, context }],
    };
  });
  return bare.map((block, index) => ({
    ...block,
    resumedAt: bare[index + 1]?.start ?? null,
    lagMs: index === 0 ? null : 1000 * (20 + ((index * 37) % 90)),
  }));
}

/** What the panel is told of such blocks. @param now by the wall clock in Berlin, `2026-11-19 15:20`. */
export function sampleFlow(
  now: string,
  written: readonly WrittenBlock[],
  given: Partial<FlowInput> & { recording: Recording; weekCount?: number },
): FlowInput {
  const { weekCount = 12, recording, calendar = berlin } = given;
  const [day = '', time = ''] = now.split(' ');
  const at = inBerlin(day, time);
  const weeks = weeklyFocus(sampleBlocks(written), [], {
    weeks: weeksUpTo(at, weekCount, calendar),
    calendar,
    now: at,
    recording,
    repository: null,
  });
  return {
    now: at,
    calendar,
    weeks,
    thresholds: usualThresholds,
    baseline: focusBaselineOf(weeks.slice(0, -1), at),
    trouble: null,
    ...given,
  };
}

/** Without pauses. @param day with whose start recording began. */
export function recordedSince(day: string): Recording {
  return { since: inBerlin(day, '04:00'), pauses: [] };
}

/** Epoch milliseconds of a time in Berlin, in winter. */
export function inBerlin(day: string, time: string): number {
  return Date.parse(`${day}T${time}:00+01:00`);
}

/** The seven days of the week that holds a day, `2026-11-16` and so on. */
export function daysOfWeek(day: string): string[] {
  const { from } = weekOf(inBerlin(day, '12:00'), berlin);
  return Array.from({ length: 7 }, (_, i) => new Date(from + i * 86_400_000).toISOString().slice(0, 10));
}
