import { type Baseline, baselineOf, compare, compareCounts } from './baseline';
import { leastLines } from './durability';
import type { Report, WeekReport } from './report';
import { churnHorizonMs } from './survival';
import { countsAsFocus } from './tensions';

/** What opens a week: merged and durable work and focus, never how much was written. Every week has exactly one. */
export interface WeekSentence {
  readonly week: WeekReport;
  /** Whether the week is not over: it is compared with nothing. */
  readonly running: boolean;
  /** What there is to tell, in this order; none of them below its least n. */
  readonly parts: readonly SentencePart[];
  /** What is said where there are no parts. */
  readonly otherwise: WithoutParts;
}

export type SentencePart =
  /** Requests that landed. */
  | (SentenceFigure & { readonly of: 'landed' })
  /** The share of the week's new code that stood for two weeks. */
  | (SentenceFigure & { readonly of: 'durable' })
  /** Milliseconds. */
  | (SentenceFigure & { readonly of: 'focus' });

/** A number in the unit of its part. */
export interface SentenceFigure {
  readonly value: number;
  /** What it rests on, in requests, lines or milliseconds of focus; never below `least`. */
  readonly n: number;
  readonly least: number;
  /** The person's own weeks before, only where the week differs from them. */
  readonly usual: Baseline | null;
}

export type WithoutParts =
  /** Work whose churn is complete at an instant, epoch milliseconds; whether requests are known, and none landed. */
  | { readonly kind: 'tooEarly'; readonly readyAt: number; readonly noneLanded: boolean }
  /** Too little new code for a share. */
  | { readonly kind: 'tooFew'; readonly noneLanded: boolean }
  /** No work is known of. */
  | { readonly kind: 'nothing' };

/** @param index of one of the report's weeks; `null` for any other. */
export function weekSentenceOf(report: Report, index: number): WeekSentence | null {
  const week = report.weeks[index];
  if (!week) return null;
  const now = Date.parse(report.generatedAt);
  const running = Date.parse(week.to) > now;
  const before = running ? [] : report.weeks.slice(0, index);
  const withCommits = before.filter(({ commits }) => commits > 0);
  const parts = [
    landedPart(week, withCommits),
    durablePart(week, withCommits),
    focusPart(week, countsAsFocus(week, now) ? before.filter(each => countsAsFocus(each, now)) : []),
  ].filter(part => part !== null);
  return { week, running, parts, otherwise: withoutParts(week) };
}

function landedPart({ pullRequests }: WeekReport, before: readonly WeekReport[]): SentencePart | null {
  const landed = pullRequests?.landed ?? 0;
  if (landed === 0) return null;
  const usual = usualOf(landed, before, week => week.pullRequests?.landed ?? null, compareCounts);
  return { of: 'landed', value: landed, n: landed, least: 1, usual };
}

function durablePart({ churn }: WeekReport, before: readonly WeekReport[]): SentencePart | null {
  if (churn.rate === null) return null;
  const usual = usualOf(1 - churn.rate, before, week => (week.churn.rate === null ? null : 1 - week.churn.rate));
  return { of: 'durable', value: 1 - churn.rate, n: churn.added, least: leastLines, usual };
}

function focusPart({ focus }: WeekReport, before: readonly WeekReport[]): SentencePart | null {
  const value = focus?.totalMs ?? 0;
  if (value < leastFocusPartMs) return null;
  const usual = usualOf(value, before, week => week.focus?.totalMs ?? null);
  return { of: 'focus', value, n: value, least: leastFocusPartMs, usual };
}

/** Less is not said: it would be told in seconds. */
const leastFocusPartMs = 60_000;

function usualOf(
  value: number,
  before: readonly WeekReport[],
  take: (week: WeekReport) => number | null,
  compareBy = compare,
): Baseline | null {
  const baseline = baselineOf(before.flatMap(week => take(week) ?? []));
  return baseline && compareBy(value, baseline) !== 'same' ? baseline : null;
}

function withoutParts({ commits, churn, pullRequests, to }: WeekReport): WithoutParts {
  if (commits === 0) return { kind: 'nothing' };
  const noneLanded = pullRequests?.landed === 0;
  return churn.complete
    ? { kind: 'tooFew', noneLanded }
    : { kind: 'tooEarly', readyAt: Date.parse(to) + churnHorizonMs, noneLanded };
}
