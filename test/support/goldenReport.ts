import { type Calendar, formatDayStart, type WeekSpan, weeksUpTo } from '../../src/domain/calendar';
import type { FlowFrequency, Slog } from '../../src/domain/reflection';
import {
  categories,
  leftOutReasons,
  type NewGround,
  type PullRequestReport,
  type Report,
  type WeekChurn,
  type WeekFocus,
  type WeekReflection,
  type WeekReport,
} from '../../src/domain/report';
import { weeklyRequests } from '../../src/domain/requestSums';
import { churnHorizonMs } from '../../src/domain/survival';

const hourMs = 3_600_000;

/** One week as a test writes it; what is left out was not there, or not recorded. */
export interface WrittenWeek {
  commits?: number;
  /** Lines of the cohort, and those of them that were churned. */
  lines?: readonly [added: number, churned: number];
  /** That landed in it. */
  requests?: readonly WrittenLanding[];
  focus?: WrittenFocus | undefined;
  flow?: FlowFrequency | undefined;
  slog?: Slog | undefined;
  newGround?: NewGround;
  oldCode?: readonly [ended: number, old: number];
}

/** A request that was created, reviewed and landed in the week. */
export interface WrittenLanding {
  /** From its first commit to its creation. */
  hours?: number;
  /** From its creation to its landing. */
  review?: number;
  lines?: number;
  maturity?: number;
  /** Days after its landing. */
  reverted?: number | undefined;
  /** Only its landing is known. */
  unknown?: true | undefined;
}

export interface WrittenFocus {
  hours: number;
  deep?: number;
  interruptions?: number;
  longest?: number;
  /** Hours into the week at which recording began. */
  from?: number | undefined;
  pausedHours?: number | undefined;
  /** Hours in the report's repository; all of them unless told. */
  here?: number;
}

/** The calendar that the situations are in, where they do not say another. */
const berlinWeeks: Calendar = { timeZone: 'Europe/Berlin', dayStartMinutes: 4 * 60 };

/** A week like the others. */
export const usualWeek: WrittenWeek = {
  commits: 14,
  lines: [400, 40],
  requests: [{}, {}, {}, {}],
  focus: { hours: 12, deep: 6, interruptions: 24, longest: 1.5 },
  flow: 'sometimes',
};

/** So many weeks like the others. */
export const usualWeeks = (count: number): WrittenWeek[] => Array.from({ length: count }, () => usualWeek);

/**
 * A report of weeks as they are written, oldest first; the last holds `now`. Requests and churn are summed up by the
 * rules of the report.
 * @param now ISO 8601. @param given what it has besides.
 */
export function goldenReport(
  now: string,
  written: readonly WrittenWeek[],
  given: Partial<Report> = {},
  calendar = berlinWeeks,
): Report {
  const at = Date.parse(now);
  const spans = weeksUpTo(at, written.length, calendar);
  const pairs = spans.map((span, index) => ({ span, week: written[index] ?? {} }));
  const pullRequests = pairs.flatMap(({ span, week }) => (week.requests ?? []).map(each => requestOf(each, span)));
  const bounds = spans.map(({ from, to }) => ({ from: isoOf(from), to: isoOf(to) }));
  const sums = weeklyRequests(pullRequests, bounds);
  return {
    schema: 'eddy-report/1',
    generatedAt: isoOf(at),
    timeZone: calendar.timeZone,
    dayStart: formatDayStart(calendar.dayStartMinutes),
    range: { from: bounds[0]?.from ?? '', to: isoOf(at) },
    repository: {
      id: 'c0ffee',
      name: 'stream',
      defaultBranch: 'main',
      shallow: false,
      partial: false,
      unreadableCommits: 0,
      commitsFromTheFuture: 0,
      tracedShare: null,
    },
    identity: { mode: 'mine', addresses: 1 },
    weeks: pairs.map(({ span, week }, index) => ({
      ...weekOf(week, span, at),
      pullRequests: sums[index] ?? null,
    })),
    pullRequests,
    workInProgress: [],
    onboarding: null,
    ai: null,
    tensions: [],
    experiment: null,
    notes: [],
    ...given,
  };
}

/** The same before requests were read. */
export function withoutRequests(report: Report): Report {
  return { ...report, pullRequests: null, weeks: report.weeks.map(week => ({ ...week, pullRequests: null })) };
}

function weekOf(written: WrittenWeek, span: WeekSpan, now: number): WeekReport {
  const [added, churned] = written.lines ?? [0, 0];
  const [ended, old] = written.oldCode ?? [churned, 0];
  const byCategory = categories.map(category => [category, { added: 0, ended: 0 }]);
  return {
    week: span.week,
    from: isoOf(span.from),
    to: isoOf(span.to),
    commits: written.commits ?? 0,
    lines: {
      ...{ added, ended: churned, byCategory: Object.fromEntries(byCategory) },
      mine: { generated: 0, tests: 0, docs: 0, config: 0, logic: 0 },
    },
    churn: churnOf(added, churned, span.to + churnHorizonMs <= now),
    oldCode: { ended, old, share: ended >= 50 ? old / ended : null },
    pullRequests: null,
    focus: written.focus ? focusOf(written.focus, span) : null,
    newGround: written.newGround ?? null,
    reflection: reflectionOf(written),
  };
}

function reflectionOf({ flow, slog }: WrittenWeek): WeekReflection | null {
  if (!flow && !slog) return null;
  return { flow: flow ?? null, slogs: slog ? [slog] : [], biggest: slog ?? null, ventured: null, load: null };
}

function churnOf(added: number, churned: number, complete: boolean): WeekChurn {
  const rate = complete && added >= 50 ? churned / added : null;
  return {
    ...{ added, churned, churnedByMe: churned, rate, complete, estimate: rate },
    basis: rate === null ? null : 'complete',
    ...{ low: null, high: null, byDay: null },
    leftOut: Object.fromEntries(leftOutReasons.map(reason => [reason, 0])) as WeekChurn['leftOut'],
  };
}

function requestOf(written: WrittenLanding, { from }: WeekSpan): PullRequestReport {
  const { hours = 20, review = 8, lines = 120, maturity = 0.9, reverted, unknown } = written;
  const created = from + 30 * hourMs;
  const landed = created + review * hourMs;
  return {
    forge: 'github',
    number: 1,
    branch: null,
    title: null,
    mine: true,
    firstCommitAt: unknown ? null : isoOf(created - hours * hourMs),
    firstCommitCut: false,
    createdAt: isoOf(unknown ? landed : created),
    createdBasis: unknown ? 'landing-only' : 'exact',
    createdRange: unknown ? [null, isoOf(landed)] : [isoOf(created), isoOf(created)],
    landedAt: isoOf(landed),
    landing: 'squash',
    landedCommit: null,
    commits: 3,
    size: { added: lines, deleted: 0, files: 4 },
    maturity: unknown ? null : { value: maturity, changedAfter: Math.round(100 * (1 - maturity)), total: 100 },
    focusMs: null,
    revertedAt: reverted === undefined ? null : isoOf(landed + reverted * 24 * hourMs),
    marked: null,
  };
}

function focusOf(written: WrittenFocus, span: WeekSpan): WeekFocus {
  const { hours, deep = 0, interruptions = 0, longest = 0, from, pausedHours = 0, here = hours } = written;
  return {
    totalMs: hours * hourMs,
    deepMs: deep * hourMs,
    blocks: Math.ceil(hours),
    deepBlocks: Math.ceil(deep),
    longestMs: longest * hourMs,
    interruptions: { away: interruptions, idle: 0, sleep: 0 },
    resumptionLagMs: null,
    resumptions: 0,
    perHour: hours >= 2 ? interruptions / hours : null,
    byCategory: { generated: 0, tests: 0, docs: 0, config: 0, logic: hours * hourMs, other: 0 },
    repositoryMs: here * hourMs,
    deepStartsByHour: Array.from({ length: 24 }, () => 0),
    days: Array.from({ length: 7 }, () => (hours * hourMs) / 7),
    typed: 0,
    inserted: 0,
    recordedFrom: from === undefined ? null : isoOf(span.from + from * hourMs),
    pausedMs: pausedHours * hourMs,
  };
}

const isoOf = (at: number) => new Date(at).toISOString();
