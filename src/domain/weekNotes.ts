import { leastGroupCommits } from './aiLens';
import { type Baseline, baselineOf, type Comparison, compare, leastBaselineWeeks, mostBaselineWeeks } from './baseline';
import { leastLines } from './durability';
import type { Slog } from './reflection';
import type { NewGround, Report, WeekReport } from './report';
import { leastRequests } from './requestSums';
import { requestsBehind } from './requestWeeks';
import { countsAsFocus } from './tensions';
import { leastFocusMs, mostPausedShare } from './weeklyFocus';

/**
 * What can stand out in a week, and the numbers that its note tells. A new one takes an entry here, a rule in
 * {@link noteRules}, its words in `noteText`, and one test.
 */
export interface NoteNumbers {
  /** Of the requests that landed, those that were reverted within 30 days. */
  reverted: { reverted: number; landed: number };
  /** Of the requests with a maturity, those of which less than half was there when they opened. */
  changedAfterOpening: { changed: number; matured: number };
  /** Of the newest complete cohort, which may be an earlier week's. */
  churn: Against & { cohort: WeekReport };
  /** Shares of all these weeks. */
  aiChurn: { marked: number; unmarked: number };
  /** The first or tenth request in this repository; how long after the first commit, milliseconds. */
  milestone: { landed: 1 | 10; afterMs: number | null };
  newGround: NewGround;
  /** Focus in this repository, milliseconds. */
  focusWithoutCommits: { focusMs: number };
  /** Medians, milliseconds. */
  reviewTime: Against;
  timeToRequest: Against;
  /** The largest branch that is larger than usual now: how many of the last requests were smaller. */
  openBranch: { lines: number; smaller: number; requests: number };
  /** Milliseconds in deep blocks. */
  deepFocus: Against;
  /** For each hour of focus. */
  interruptions: Against;
  /** Longer than any of the weeks before. */
  longestBlock: { longestMs: number; weeks: number };
  /** Share of the lines changed that were at least 12 weeks old. */
  oldCode: Against;
  /** What was the biggest slog in this week and the most of the last answers, the newest included. */
  slog: { slog: Slog; times: number; answers: number };
  /** Recording began in this week, ISO 8601. */
  recordedFrom: { since: string };
  paused: { pausedMs: number };
  /** The week is older than the recording of focus. */
  notRecordedYet: Record<never, never>;
}

/** A week's number beside the middle of the weeks before, from which it differs. */
export interface Against {
  value: number;
  baseline: Baseline;
  comparison: Exclude<Comparison, 'same'>;
}

export type NoteId = keyof NoteNumbers;

export interface NoteOf<Id extends NoteId> {
  readonly id: Id;
  readonly week: WeekReport;
  /** Whether the week is not over: what is told is "so far". */
  readonly running: boolean;
  /** What its numbers rest on, never below `least`. */
  readonly n: number;
  readonly least: number;
  readonly numbers: NoteNumbers[Id];
}

/** What stands out in a week, with its numbers. */
export type Note = { [Id in NoteId]: NoteOf<Id> }[NoteId];

/** One rule of the catalogue. */
interface NoteRule<Id extends NoteId> {
  readonly id: Id;
  /** The least `n` that its numbers take: below, nothing is said. */
  readonly least: number;
  /** `null` where there is nothing to say. */
  readonly find: (at: WeekAt) => { readonly n: number; readonly numbers: NoteNumbers[Id] } | null;
}

/** The week that is looked at, in its report. */
interface WeekAt {
  readonly report: Report;
  readonly week: WeekReport;
  readonly index: number;
  readonly running: boolean;
  /** Whether it is the report's last: what is so now is told there. */
  readonly newest: boolean;
  /** Weeks before it with a commit of the person's, oldest first. */
  readonly before: readonly WeekReport[];
  /** Weeks before it whose focus can be compared with; none for a week that cannot itself. */
  readonly focusBefore: readonly WeekReport[];
}

/** Notes of one week. */
export const mostNotes = 3;

/** A request that changed this much after it opened is told of. */
const mostChanged = 0.5;
/** By how much the shares of marked and other commits have to differ to be told of. */
const tellingDifference = 0.1;
/** Answers that tell of a slog that comes again. */
const leastAnswers = 4;

/** The catalogue, the most important first. */
export const noteRules: readonly { [Id in NoteId]: NoteRule<Id> }[NoteId][] = [
  {
    id: 'reverted',
    least: 1,
    find({ week: { pullRequests } }) {
      const { landed, reverted } = pullRequests ?? { landed: 0, reverted: 0 };
      return reverted === 0 ? null : { n: landed, numbers: { reverted, landed } };
    },
  },
  {
    id: 'changedAfterOpening',
    least: leastRequests,
    find({ week: { from, to }, report }) {
      const values = (report.pullRequests ?? []).flatMap(({ landedAt, maturity }) =>
        landedAt !== null && landedAt >= from && landedAt < to && maturity !== null ? [maturity.value] : [],
      );
      const changed = values.filter(value => value < mostChanged).length;
      return changed === 0 ? null : { n: values.length, numbers: { changed, matured: values.length } };
    },
  },
  {
    id: 'churn',
    least: leastLines,
    find({ report, index }) {
      const weeks = report.weeks.slice(0, index + 1);
      const cohort = weeks.findLast(({ churn }) => churn.complete);
      if (!cohort) return null;
      const before = weeks.slice(0, weeks.indexOf(cohort)).filter(({ commits }) => commits > 0);
      const against = againstOf(cohort, before, ({ churn }) => churn.rate);
      return against && { n: cohort.churn.added, numbers: { ...against, cohort } };
    },
  },
  {
    id: 'aiChurn',
    least: leastGroupCommits,
    find({ report: { ai }, newest }) {
      const marked = ai?.marked.churn ?? null;
      const unmarked = ai?.unmarked.churn ?? null;
      if (!newest || !ai || marked === null || unmarked === null) return null;
      if (Math.min(ai.marked.lines, ai.unmarked.lines) < leastLines) return null;
      if (Math.abs(marked - unmarked) < tellingDifference) return null;
      return { n: Math.min(ai.marked.commits, ai.unmarked.commits), numbers: { marked, unmarked } };
    },
  },
  {
    id: 'milestone',
    least: 1,
    find({ report: { onboarding }, week: { from, to } }) {
      if (!onboarding) return null;
      const { startAt, firstLandedAt, tenthLandedAt } = onboarding;
      const isIn = (at: string | null) => at !== null && at >= from && at < to;
      const landed = isIn(tenthLandedAt) ? 10 : 1;
      const at = landed === 10 ? tenthLandedAt : firstLandedAt;
      if (at === null || !isIn(at)) return null;
      const afterMs = startAt === null || at < startAt ? null : Date.parse(at) - Date.parse(startAt);
      return { n: landed, numbers: { landed, afterMs } };
    },
  },
  {
    id: 'newGround',
    least: 1,
    find({ week: { newGround } }) {
      return newGround && { n: newGround.languages.length + newGround.areas.length, numbers: newGround };
    },
  },
  {
    id: 'focusWithoutCommits',
    least: leastFocusMs,
    find({ week: { commits, focus, pullRequests } }) {
      if (commits > 0 || (pullRequests?.landed ?? 0) > 0 || !focus) return null;
      return { n: focus.repositoryMs, numbers: { focusMs: focus.repositoryMs } };
    },
  },
  {
    id: 'reviewTime',
    least: leastRequests,
    find({ report, week, running, before }) {
      const against = running ? null : againstOf(week, before, each => each.pullRequests?.medianReviewMs ?? null);
      return against && { n: requestsBehind('reviewed', week, report), numbers: against };
    },
  },
  {
    id: 'openBranch',
    least: 5,
    find({ report: { workInProgress }, newest }) {
      const larger = (workInProgress ?? []).flatMap(({ bloat, lines, smaller }) =>
        bloat && lines !== null && smaller ? [{ lines, smaller: smaller.count, requests: smaller.of }] : [],
      );
      const [largest] = larger.sort((a, b) => b.lines - a.lines);
      return newest && largest ? { n: largest.requests, numbers: largest } : null;
    },
  },
  {
    id: 'timeToRequest',
    least: leastRequests,
    find({ report, week, running, before }) {
      const against = running ? null : againstOf(week, before, each => each.pullRequests?.medianTimeToPrMs ?? null);
      return against && { n: requestsBehind('timed', week, report), numbers: against };
    },
  },
  {
    id: 'deepFocus',
    least: leastFocusMs,
    find({ week, focusBefore }) {
      const against = againstOf(week, focusBefore, ({ focus }) => focus?.deepMs ?? null);
      return against && { n: week.focus?.totalMs ?? 0, numbers: against };
    },
  },
  {
    id: 'interruptions',
    least: leastFocusMs,
    find({ week, focusBefore }) {
      const against = againstOf(week, focusBefore, ({ focus }) => focus?.perHour ?? null);
      return against && { n: week.focus?.totalMs ?? 0, numbers: against };
    },
  },
  {
    id: 'longestBlock',
    least: leastBaselineWeeks,
    find({ week, focusBefore }) {
      const before = focusBefore.slice(-mostBaselineWeeks);
      const against = againstOf(week, before, ({ focus }) => focus?.longestMs ?? null);
      if (!week.focus || against?.comparison !== 'more' || against.value <= against.baseline.greatest) return null;
      return { n: before.length, numbers: { longestMs: against.value, weeks: before.length } };
    },
  },
  {
    id: 'oldCode',
    least: leastLines,
    find({ week, running, before }) {
      const against = running
        ? null
        : againstOf(week, before, ({ oldCode }) => (oldCode.ended < leastLines ? null : oldCode.share));
      return against && { n: week.oldCode.ended, numbers: against };
    },
  },
  {
    id: 'slog',
    least: leastAnswers,
    find({ report, index, week: { reflection } }) {
      const slog = reflection?.biggest ?? null;
      const biggest = report.weeks.slice(0, index + 1).flatMap(({ reflection }) => reflection?.biggest ?? []);
      const last = biggest.slice(-mostBaselineWeeks);
      const times = last.filter(each => each === slog).length;
      return slog === null || 2 * times <= last.length
        ? null
        : { n: last.length, numbers: { slog, times, answers: last.length } };
    },
  },
  {
    id: 'recordedFrom',
    least: 0,
    find({ week: { focus } }) {
      return focus?.recordedFrom ? { n: focus.totalMs, numbers: { since: focus.recordedFrom } } : null;
    },
  },
  {
    id: 'paused',
    least: mostPausedShare,
    find({ week: { from, to, focus } }) {
      const pausedMs = focus?.pausedMs ?? 0;
      const share = pausedMs / (Date.parse(to) - Date.parse(from));
      return share > mostPausedShare ? { n: share, numbers: { pausedMs } } : null;
    },
  },
  {
    id: 'notRecordedYet',
    least: 0,
    find({ report, index, week }) {
      const later = report.weeks.slice(index + 1).some(({ focus }) => focus !== null);
      return week.focus === null && later ? { n: 0, numbers: {} } : null;
    },
  },
];

/**
 * What stands out in a week, the most important first, at most {@link mostNotes}. They speak to the person: a report of
 * everybody has none.
 * @param index of one of the report's weeks.
 */
export function weekNotes(report: Report, index: number): Note[] {
  const week = report.weeks[index];
  if (!week || report.identity.mode === 'all') return [];
  const now = Date.parse(report.generatedAt);
  const before = report.weeks.slice(0, index);
  const at: WeekAt = {
    report,
    week,
    index,
    running: Date.parse(week.to) > now,
    newest: index === report.weeks.length - 1,
    before: before.filter(({ commits }) => commits > 0),
    focusBefore: countsAsFocus(week, now) ? before.filter(each => countsAsFocus(each, now)) : [],
  };
  return noteRules.flatMap(rule => noteOf(rule, at) ?? []).slice(0, mostNotes);
}

function noteOf<Id extends NoteId>({ id, least, find }: NoteRule<Id>, at: WeekAt): Note | null {
  const found = find(at);
  if (!found || found.n < least) return null;
  const { week, running } = at;
  return { id, week, running, least, ...found } as NoteOf<Id> as Note;
}

/** `null` where the week has no number, is like the others, or there are too few of them. */
function againstOf(
  week: WeekReport,
  before: readonly WeekReport[],
  take: (week: WeekReport) => number | null,
): Against | null {
  const value = take(week);
  const baseline = baselineOf(before.flatMap(each => take(each) ?? []));
  if (value === null || !baseline) return null;
  const comparison = compare(value, baseline);
  return comparison === 'same' ? null : { value, baseline, comparison };
}
