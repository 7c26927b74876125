import { calendarOf, spanOfWeek } from './calendar';
import { overlapMs } from './focusBlock';
import { focusBlocks } from './focusBlocks';
import { repositoriesOf } from './joinedReport';
import type { JournalReading } from './journal';
import type { Report } from './report';
import { type RecordedFocus, withRequestFocus } from './requestFocus';
import type { FocusThresholds } from './span';
import { weeklyFocus } from './weeklyFocus';

/**
 * A report with the focus that the journal holds of its weeks and requests. Focus is the person's own, so a report of
 * everybody stays as it is.
 */
export function withFocus(report: Report, { spans, recording }: JournalReading, thresholds: FocusThresholds): Report {
  if (report.identity.mode === 'all') return report;
  const now = Date.parse(report.generatedAt);
  const calendar = calendarOf(report);
  const weeks = report.weeks.map(spanOfWeek);
  const blocks = focusBlocks(spans, thresholds, { now, recording });
  const { id } = report.repository;
  const known = weeklyFocus(blocks, spans, { weeks, calendar, now, recording, repository: id });
  const focused = report.weeks.map((week, index) => ({ ...week, focus: known[index]?.focus ?? null }));
  return withRequestFocus({ ...report, weeks: focused }, { weeks: known, recording, now });
}

/**
 * The same from weeks that were told already, of which those count that are the report's own; also of the report of
 * several repositories.
 */
export function withToldFocus(report: Report, told: RecordedFocus): Report {
  if (report.identity.mode === 'all') return report;
  const repositories = new Set(repositoriesOf(report));
  const parts = told.weeks.flatMap(week => week?.blocks.flatMap(block => block.parts) ?? []);
  const own = parts.filter(({ context }) => context.repository !== null && repositories.has(context.repository));
  const weeks = report.weeks.map(week => {
    const [from, to] = [Date.parse(week.from), Date.parse(week.to)];
    const same = told.weeks.find(each => each !== null && each.week.from === from && each.week.to === to);
    if (!same) return { ...week, focus: null };
    return {
      ...week,
      focus: { ...same.focus, repositoryMs: own.reduce((ms, part) => ms + overlapMs(part, from, to), 0) },
    };
  });
  return withRequestFocus({ ...report, weeks }, told);
}
