import { experimentOutcome, knownExperiment } from '../domain/experiments';
import type { ExperimentPick, ReflectionsReading } from '../domain/reflections';
import type { ExperimentReport, Report } from '../domain/report';
import { withAnswers } from '../domain/reportReflections';
import { english, englishLocale } from './english';
import { experimentText, outcomeText } from './experimentText';
import { Wording } from './wording';

/**
 * A report with what the person said of its weeks, and what they tried last, in English; without their own words. It comes
 * before what is judged from the report, which takes answers into account.
 */
export function withReflections(report: Report, reading: Pick<ReflectionsReading, 'answers' | 'picks'>): Report {
  if (report.identity.mode === 'all') return report;
  const answered = withAnswers(report, reading);
  return { ...answered, experiment: experimentReport(answered, reading.picks) };
}

/** Of the newest week of the report for which something was picked; where there is none, of the one that comes. */
function experimentReport(report: Report, picks: readonly ExperimentPick[]): ExperimentReport | null {
  const { week: last = '' } = report.weeks.at(-1) ?? {};
  const { week: first = '' } = report.weeks[0] ?? {};
  const known = picks.filter(({ id, week }) => knownExperiment(id) && week >= first);
  const pick = known.findLast(({ week }) => week <= last) ?? known[0];
  const id = pick && knownExperiment(pick.id);
  if (!pick || !id) return null;
  const wording = new Wording(english, englishLocale, report.timeZone);
  const outcome = experimentOutcome(report, pick);
  const text = experimentText(id, wording);
  return { id, week: pick.week, text, outcome: outcome && outcomeText(outcome, wording) };
}
