import type { ReflectionsReading } from './reflections';
import type { Report } from './report';

/**
 * A report with what the person said of its weeks, but for their own words. Reflections are the person's own, so a report
 * of everybody stays as it is.
 */
export function withAnswers(report: Report, { answers }: Pick<ReflectionsReading, 'answers'>): Report {
  if (report.identity.mode === 'all') return report;
  const byWeek = new Map(answers.map(answer => [answer.week, answer]));
  const weeks = report.weeks.map(week => {
    const answer = byWeek.get(week.week);
    if (!answer) return { ...week, reflection: null };
    const { flow, slogs, biggest, ventured, load } = answer;
    return { ...week, reflection: { flow, slogs: [...slogs], biggest, ventured, load } };
  });
  return { ...report, weeks };
}
