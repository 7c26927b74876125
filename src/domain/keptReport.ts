import type { Report, WeekReport } from './report';

/**
 * A report that was read anew, with what takes longer to read (requests, new ground, marks) as it was told before, until
 * that is read anew too: nothing that is known goes away for a moment.
 * @param before of the same repository.
 */
export function keptReport(report: Report, before: Report): Report {
  if (before.pullRequests === null || report.repository.id !== before.repository.id) return report;
  const { pullRequests, workInProgress, onboarding, ai } = before;
  const known = new Map(before.weeks.map(week => [week.from, week]));
  return {
    ...report,
    repository: { ...report.repository, tracedShare: before.repository.tracedShare },
    weeks: report.weeks.map(week => keptWeek(week, known.get(week.from))),
    ...{ pullRequests, workInProgress, onboarding, ai },
  };
}

function keptWeek(week: WeekReport, before: WeekReport | undefined): WeekReport {
  return before?.to === week.to ? { ...week, pullRequests: before.pullRequests, newGround: before.newGround } : week;
}
