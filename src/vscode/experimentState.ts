import type { WeekSpan } from '../domain/calendar';
import { experimentOutcome, experimentsFor, knownExperiment } from '../domain/experiments';
import type { ReflectionsReading } from '../domain/reflections';
import type { Report } from '../domain/report';
import type { ExperimentState } from '../protocol';
import { experimentText, outcomeText } from '../text/experimentText';
import type { Wording } from '../text/wording';

/**
 * What fits to be tried after a week, with what was picked.
 * @param next the ISO 8601 week in which to try it.
 * @param isNow whether that week has begun.
 * @returns `null` where nothing fits and nothing was picked.
 */
export function experimentState(
  { picks }: Pick<ReflectionsReading, 'picks'>,
  report: Report | null,
  after: WeekSpan,
  { next, isNow }: { readonly next: string; readonly isNow: boolean },
  wording: Wording,
): ExperimentState | null {
  const { t } = wording;
  const pick = picks.find(({ week }) => week === next);
  const picked = knownExperiment(pick?.id ?? null);
  const offered = report ? experimentsFor(report, after.week) : [];
  const shown = picked && !offered.includes(picked) ? [...offered, picked] : offered;
  if (shown.length === 0) return null;
  return {
    title: isNow ? t('Try one thing this week') : t('Try one thing next week'),
    hint: t('If you like. At the end of that week one line here says what became of it; nothing reminds you.'),
    choices: [
      ...shown.map(id => ({ value: id, label: experimentText(id, wording) })),
      { value: null, label: t('Nothing') },
    ],
    picked,
    isPicked: pick !== undefined,
  };
}

/** One line on what was tried in a week; `null` where nothing was, or nothing is known of it. */
export function experimentLine(
  { picks }: Pick<ReflectionsReading, 'picks'>,
  report: Report | null,
  week: WeekSpan,
  wording: Wording,
): string | null {
  const pick = picks.find(each => each.week === week.week);
  const outcome = pick && report && experimentOutcome(report, pick);
  return outcome ? outcomeText(outcome, wording) : null;
}
