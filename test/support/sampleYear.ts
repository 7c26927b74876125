import { type Calendar, weeksUpTo } from '../../src/domain/calendar';
import type { FocusBlock } from '../../src/domain/focusBlock';
import { flowFrequencies } from '../../src/domain/reflection';
import { noReflections } from '../../src/domain/reflections';
import type { Report } from '../../src/domain/report';
import { usualThresholds } from '../../src/domain/span';
import { focusBaselineOf, weeklyFocus } from '../../src/domain/weeklyFocus';
import type { FlowInput } from '../../src/vscode/flowInput';
import type { ReflectionInput } from '../../src/vscode/reflectionInput';
import { chances } from './chances';
import { goldenReport, type WrittenLanding, type WrittenWeek } from './goldenReport';
import { sampleReflection } from './sampleReflection';
import { sampleReflections } from './sampleReflections';

const weekCount = 52;
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** A year of one person's work, as readings of repositories and of the journal give it. */
export interface SampleYear {
  reports: Report[];
  flow: FlowInput;
  said: ReflectionInput;
}

/** The same for the same question: nothing in it comes from a clock. @param now ISO 8601. */
export function sampleYear(now: string, calendar: Calendar, repositories: number): SampleYear {
  const spans = weeksUpTo(Date.parse(now), weekCount, calendar);
  return {
    reports: Array.from({ length: repositories }, (_, index) => reportOf(index, now, calendar)),
    flow: flowOf(Date.parse(now), calendar),
    said: sampleReflections(
      '2026-11-20 15:20',
      {
        ...noReflections,
        answers: spans.map(({ week }, index) => sampleReflection(week, { flow: flowFrequencies[index % 5] ?? null })),
      },
      { now: Date.parse(now), calendar },
    ),
  };
}

/** Four requests a week in a repository, and every so often something new. */
function reportOf(index: number, now: string, calendar: Calendar): Report {
  const { around, between, chance } = chances(index + 1);
  const landing = (): WrittenLanding => ({
    hours: around(20, 0.6),
    review: around(8, 0.6),
    lines: Math.round(around(120, 0.8)),
    maturity: between(0.4, 1),
    reverted: chance(0.05) ? 3 : undefined,
  });
  const touch = (name: string) => (chance(0.1) ? [{ name: `${name} ${index}`, withAi: chance(0.5) }] : []);
  const weeks = Array.from({ length: weekCount }, (): WrittenWeek => {
    const lines = Math.round(around(400, 0.4));
    return {
      commits: Math.round(around(14, 0.4)),
      lines: [lines, Math.round(lines * between(0.02, 0.2))],
      requests: Array.from({ length: 4 }, landing),
      newGround: { languages: touch('language'), areas: touch('area'), firstWeek: false },
      oldCode: [80, 20],
    };
  });
  const group = (commits: number) => ({
    ...{ commits, requests: 100, lines: 10 * commits, churned: commits },
    ...{ churn: 0.1, medianSize: null, medianMaturity: null, medianTimeToPrMs: null },
  });
  const report = goldenReport(now, weeks, { ai: { marked: group(200), unmarked: group(500) } }, calendar);
  const name = `repository ${index}`;
  return {
    ...report,
    repository: { ...report.repository, id: `id${index}`, name },
    pullRequests:
      report.pullRequests?.map((request, number) => ({ ...request, number, marked: number % 3 === 0 })) ?? null,
  };
}

/** Six blocks a day on five days a week. */
function flowOf(now: number, calendar: Calendar): FlowInput {
  const { between } = chances(99);
  const weeks = weeksUpTo(now, weekCount, calendar);
  const starts = weeks.flatMap(({ from }) =>
    Array.from({ length: 30 }, (_, index) => from + Math.floor(index / 6) * dayMs + (4 + 1.6 * (index % 6)) * hourMs),
  );
  const blocks = starts
    .filter(start => start + 2 * hourMs < now)
    .map((start, index): FocusBlock => {
      const end = start + Math.round(between(10, 80)) * 60_000;
      const context = { repository: `id${index % 10}`, branch: 1, language: null, category: 'logic' as const };
      return {
        ...{ start, end, deep: end - start >= usualThresholds.deepBlockMs, endedBy: 'away', lagMs: 30_000 },
        ...{ resumedAt: starts[index + 1] ?? null, parts: [{ start, end, context }] },
      };
    });
  const recording = { since: (weeks[0]?.from ?? now) - dayMs, pauses: [] };
  const told = weeklyFocus(blocks, [], { weeks, calendar, now, recording, repository: null });
  return {
    ...{ now, calendar, weeks: told, thresholds: usualThresholds, recording, trouble: null },
    baseline: focusBaselineOf(told.slice(0, -1), now),
  };
}
