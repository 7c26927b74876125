import type { ReflectionsReading } from '../domain/reflections';
import type { Report } from '../domain/report';
import { withToldFocus } from '../domain/reportFocus';
import { withAnswers } from '../domain/reportReflections';
import type { RecordedFocus } from '../domain/requestFocus';
import { shareAnswersOf } from '../domain/shareAnswers';
import type { ShareAnswers } from '../domain/teamAnswers';

/** What is known of a week to share about. */
export interface KnownWeek {
  /** What would be answered; `null` where nothing is known. */
  readonly answers: ShareAnswers | null;
  /** Whether the repository was read since the week ended: before, nothing is known of it. */
  readonly isRead: boolean;
}

/** What a report, the recorded focus and the person's own words tell of a week. @param week ISO 8601. */
export function knownWeek(
  report: Report,
  focus: RecordedFocus,
  said: Pick<ReflectionsReading, 'answers'>,
  week: string,
): KnownWeek {
  const told = withAnswers(withToldFocus(report, focus), said);
  const answers = shareAnswersOf(told, focus.weeks, week);
  const running = report.weeks.at(-1)?.week ?? '';
  return { answers, isRead: answers !== null || running > week };
}
