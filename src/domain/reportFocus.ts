import { type Calendar, parseDayStart, type WeekSpan } from './calendar';
import { focusBlocks } from './focusBlocks';
import type { JournalReading } from './journal';
import type { Report } from './report';
import { withRequestFocus } from './requestFocus';
import type { FocusThresholds } from './span';
import { weeklyFocus } from './weeklyFocus';

/**
 * A report with the focus that the journal holds of its weeks and requests. Focus is the person's own, so a report of everybody stays
 * as it is.
 */
export function withFocus(report: Report, { spans, recording }: JournalReading, thresholds: FocusThresholds): Report {
  if (report.identity.mode === 'all') return report;
  const now = Date.parse(report.generatedAt);
  const calendar: Calendar = { timeZone: report.timeZone, dayStartMinutes: parseDayStart(report.dayStart) ?? 0 };
  const weeks = report.weeks.map(
    ({ week, from, to }): WeekSpan => ({ week, from: Date.parse(from), to: Date.parse(to) }),
  );
  const blocks = focusBlocks(spans, thresholds, { now, recording });
  const { id } = report.repository;
  const known = weeklyFocus(blocks, spans, { weeks, calendar, now, recording, repository: id });
  const focused = report.weeks.map((week, index) => ({ ...week, focus: known[index]?.focus ?? null }));
  return withRequestFocus({ ...report, weeks: focused }, { weeks: known, recording, now });
}
