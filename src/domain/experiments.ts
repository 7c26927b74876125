import { type Baseline, baselineOf, medianOf } from './baseline';
import { spanOfWeek } from './calendar';
import { leastLines } from './durability';
import type { ExperimentPick } from './reflections';
import type { Report, WeekFocus, WeekReflection, WeekReport } from './report';
import { leastRequests } from './requestSums';
import { requestsBehind } from './requestWeeks';
import { countsAsFocus } from './tensions';
import { isWhollyRecorded, leastFocusMs } from './weeklyFocus';

/** What can be tried for a week, in the order in which it is offered where nothing else tells. */
export const experimentIds = [
  'deepBlocks',
  'smallRequests',
  'readAi',
  'finishOne',
  'fixedTimes',
  'ownDiff',
  'testsAlong',
] as const;
export type ExperimentId = (typeof experimentIds)[number];

/** Lines of a request, added and deleted, up to which it is a small one. */
export const smallRequestLines = 200;
/** As many are offered. */
const mostOffered = 3;
/** As many weeks tell what fits. */
const latelyWeeks = 4;

/** The numbers of what became of an experiment, or why there are none. `usual`: the weeks before that count, if enough. */
export type ExperimentFinding =
  | {
      readonly kind: 'deepBlocks';
      readonly blocks: number;
      /** Days with focus. */
      readonly days: number;
      /** Of deep blocks a week. */
      readonly usual: Baseline | null;
    }
  | { readonly kind: 'interruptions'; readonly perHour: number; readonly usual: Baseline | null }
  /** Requests created in the week whose size is known, and those of at most {@link smallRequestLines}. */
  | { readonly kind: 'smallRequests'; readonly small: number; readonly requests: number }
  | { readonly kind: 'maturity'; readonly value: number; readonly requests: number; readonly usual: Baseline | null }
  /** Lines added, and those of them that were rewritten since: within two weeks, or so far where not `complete`. */
  | {
      readonly kind: 'rewritten';
      readonly lines: number;
      readonly rewritten: number;
      readonly complete: boolean;
      /** Of the share, where it is complete. */
      readonly usual: Baseline | null;
    }
  /** Branches that were begun in the week and are not landed, and requests that landed in it. */
  | { readonly kind: 'branches'; readonly open: number; readonly landed: number }
  /** Lines that the person added. */
  | { readonly kind: 'tests'; readonly tests: number; readonly logic: number }
  /** `focus` in milliseconds. */
  | {
      readonly kind: 'notEnough';
      readonly of: 'focus' | 'lines' | 'requests';
      readonly have: number;
      readonly least: number;
    }
  /** Not recorded or not read, wholly or in part. */
  | { readonly kind: 'notKnown'; readonly of: 'focus' | 'requests' };

/** What became of an experiment. */
export interface ExperimentOutcome {
  readonly id: ExperimentId;
  readonly week: WeekReport;
  /** Whether the week goes on. */
  readonly running: boolean;
  readonly finding: ExperimentFinding;
}

interface Experiment {
  /** How well it fits the weeks up to one (oldest first, at least one); `null` where it makes no sense or can't be measured. */
  readonly fit: (weeks: readonly WeekReport[], report: Report) => 'fits' | 'possible' | null;
  /** @param before the weeks before it, oldest first. */
  readonly finding: (week: WeekReport, before: readonly WeekReport[], report: Report) => ExperimentFinding;
}

/** The catalogue. A new entry needs an id above, words in `experimentText`, and a case in the test. */
const catalogue: Record<ExperimentId, Experiment> = {
  deepBlocks: {
    fit: weeks => {
      const focus = latestFocus(weeks);
      if (!focus) return null;
      return focus.deepMs * 2 < focus.totalMs ? 'fits' : 'possible';
    },
    finding: (week, before, report) =>
      ofFocus(week, focus => ({
        kind: 'deepBlocks',
        blocks: focus.deepBlocks,
        days: focus.days.filter(ms => ms > 0).length,
        usual: usualFocus(before, report, each => each.deepBlocks),
      })),
  },
  smallRequests: {
    fit: (weeks, report) => {
      const sizes = sizesOf(weeks, report, 'landedAt');
      if (report.workInProgress?.some(({ bloat }) => bloat)) return 'fits';
      if (sizes.length === 0) return null;
      if (sizes.length < leastRequests) return 'possible';
      return medianOf(sizes) > smallRequestLines ? 'fits' : null;
    },
    finding: (week, _, report) => {
      if (!report.pullRequests) return { kind: 'notKnown', of: 'requests' };
      const sizes = sizesOf([week], report, 'createdAt');
      if (sizes.length === 0) return { kind: 'notEnough', of: 'requests', have: 0, least: 1 };
      const small = sizes.filter(size => size <= smallRequestLines).length;
      return { kind: 'smallRequests', small, requests: sizes.length };
    },
  },
  readAi: {
    fit: (weeks, report) => {
      if (weeks.every(({ churn }) => churn.added < leastLines)) return null;
      const focus = latestFocus(weeks);
      const inserts = focus !== null && focus.inserted > focus.typed;
      const isMarked = (report.ai?.marked.commits ?? 0) > 0;
      return inserts || isMarked || hasSlog(weeks, 'reviewingAi') ? 'fits' : null;
    },
    finding: ({ churn }, before) => {
      const { added, churned, complete } = churn;
      if (added < leastLines) return { kind: 'notEnough', of: 'lines', have: added, least: leastLines };
      const usual = complete ? baselineOf(before.flatMap(each => each.churn.rate ?? [])) : null;
      return { kind: 'rewritten', lines: added, rewritten: churned, complete, usual };
    },
  },
  finishOne: {
    fit: (_, { workInProgress }) => {
      const branches = workInProgress?.length ?? 0;
      return branches >= 3 ? 'fits' : branches === 2 ? 'possible' : null;
    },
    finding: ({ from, to, pullRequests }, _, { workInProgress }) => {
      if (!workInProgress || !pullRequests) return { kind: 'notKnown', of: 'requests' };
      const open = workInProgress.filter(({ oldestAt }) => oldestAt >= from && oldestAt < to).length;
      return { kind: 'branches', open, landed: pullRequests.landed };
    },
  },
  fixedTimes: {
    fit: weeks => {
      const perHour = latestFocus(weeks)?.perHour ?? null;
      if (perHour === null) return null;
      return perHour >= 1 || hasSlog(weeks, 'waitingForReview') ? 'fits' : perHour > 0 ? 'possible' : null;
    },
    finding: (week, before, report) =>
      ofFocus(week, ({ perHour }) =>
        perHour === null
          ? { kind: 'notKnown', of: 'focus' }
          : { kind: 'interruptions', perHour, usual: usualFocus(before, report, each => each.perHour) },
      ),
  },
  ownDiff: {
    fit: weeks => {
      const known = weeks.flatMap(({ pullRequests }) => pullRequests?.medianMaturity ?? []);
      const maturity = known.at(-1);
      if (maturity === undefined || maturity >= 0.95) return null;
      return maturity < 0.8 ? 'fits' : 'possible';
    },
    finding: (week, before, report) => {
      if (!week.pullRequests) return { kind: 'notKnown', of: 'requests' };
      const { medianMaturity: value } = week.pullRequests;
      const requests = requestsBehind('matured', week, report);
      if (value === null) return { kind: 'notEnough', of: 'requests', have: requests, least: leastRequests };
      const usual = baselineOf(before.flatMap(({ pullRequests }) => pullRequests?.medianMaturity ?? []));
      return { kind: 'maturity', value, requests, usual };
    },
  },
  testsAlong: {
    fit: weeks => {
      const { tests, logic } = testsIn(weeks);
      if (logic < leastLines) return null;
      const share = tests / (tests + logic);
      return share < 0.1 ? 'fits' : share < 0.3 ? 'possible' : null;
    },
    finding: week => {
      const { tests, logic } = testsIn([week]);
      const lines = tests + logic;
      if (lines < leastLines) return { kind: 'notEnough', of: 'lines', have: lines, least: leastLines };
      return { kind: 'tests', tests, logic };
    },
  },
};

/**
 * What to offer for the week after one of the report's: up to three, those that fit first.
 * @param week ISO 8601; the newest of the report where it has none such.
 */
export function experimentsFor(report: Report, week: string): ExperimentId[] {
  const index = report.weeks.findIndex(each => each.week === week);
  const weeks = (index < 0 ? report.weeks : report.weeks.slice(0, index + 1)).slice(-latelyWeeks);
  if (weeks.length === 0) return [];
  const fits = new Map(experimentIds.map(id => [id, catalogue[id].fit(weeks, report)]));
  const those = (fit: 'fits' | 'possible') => experimentIds.filter(id => fits.get(id) === fit);
  return [...those('fits'), ...those('possible')].slice(0, mostOffered);
}

/** What became of what was picked; `null` where nothing was, or the week is none of the report's. */
export function experimentOutcome(report: Report, pick: ExperimentPick): ExperimentOutcome | null {
  const id = knownExperiment(pick.id);
  const index = report.weeks.findIndex(({ week }) => week === pick.week);
  const week = report.weeks[index];
  if (!id || !week) return null;
  const finding = catalogue[id].finding(week, report.weeks.slice(0, index), report);
  return { id, week, running: Date.parse(week.to) > Date.parse(report.generatedAt), finding };
}

/** The experiment of that id; `null` for one of another version. */
export function knownExperiment(id: string | null): ExperimentId | null {
  return experimentIds.find(each => each === id) ?? null;
}

/** The focus of the newest week with at least two hours of it. */
function latestFocus(weeks: readonly WeekReport[]): WeekFocus | null {
  return weeks.findLast(({ focus }) => focus !== null && focus.totalMs >= leastFocusMs)?.focus ?? null;
}

function ofFocus(week: WeekReport, finding: (focus: WeekFocus) => ExperimentFinding): ExperimentFinding {
  const { focus } = week;
  if (!focus || !isWhollyRecorded({ week: spanOfWeek(week), focus })) return { kind: 'notKnown', of: 'focus' };
  if (focus.totalMs < leastFocusMs) {
    return { kind: 'notEnough', of: 'focus', have: focus.totalMs, least: leastFocusMs };
  }
  return finding(focus);
}

function usualFocus(
  before: readonly WeekReport[],
  { generatedAt }: Report,
  take: (focus: WeekFocus) => number | null,
): Baseline | null {
  const counting = before.filter(week => countsAsFocus(week, Date.parse(generatedAt)));
  return baselineOf(counting.flatMap(({ focus }) => (focus && take(focus)) ?? []));
}

function hasSlog(weeks: readonly WeekReport[], slog: WeekReflection['slogs'][number]): boolean {
  return weeks.findLast(({ reflection }) => reflection !== null)?.reflection?.slogs.includes(slog) ?? false;
}

/** Lines of requests that landed, or were created, in these weeks. */
function sizesOf(weeks: readonly WeekReport[], { pullRequests }: Report, by: 'landedAt' | 'createdAt'): number[] {
  const from = weeks[0]?.from ?? '';
  const to = weeks.at(-1)?.to ?? '';
  return (pullRequests ?? []).flatMap(({ size, [by]: at }) =>
    size && at !== null && at >= from && at < to ? [size.added + size.deleted] : [],
  );
}

function testsIn(weeks: readonly WeekReport[]): { tests: number; logic: number } {
  const sum = (category: 'tests' | 'logic') => weeks.reduce((lines, week) => lines + week.lines.mine[category], 0);
  return { tests: sum('tests'), logic: sum('logic') };
}
