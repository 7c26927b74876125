import { dayBoundsOf, parseDayStart } from '../domain/calendar';
import type { Report, WeekReport } from '../domain/report';
import { weekNotes } from '../domain/weekNotes';
import { weekSentenceOf } from '../domain/weekSentence';
import type { SummaryState, SummaryWeek } from '../protocol';
import { noteText, weekSentenceText } from '../text/noteText';
import type { Wording } from '../text/wording';

/**
 * What opens the panel.
 * @param missing names of repositories that are not in a report of several.
 */
export function summaryState(report: Report, wording: Wording, missing: readonly string[] = []): SummaryState {
  const { t } = wording;
  return {
    title: t('The week'),
    weeks: report.weeks.map((week, index) => summaryWeek(week, index, report, wording)),
    labels: {
      weeks: t('Week'),
      previousWeek: t('Previous Week'),
      nextWeek: t('Next Week'),
      notes: t('What stands out'),
    },
    caveat: missing.length > 0 ? t('Without {0}: there is nothing to read there.', wording.all(missing)) : null,
  };
}

function summaryWeek(week: WeekReport, index: number, report: Report, wording: Wording): SummaryWeek {
  const { t } = wording;
  const weeksAgo = report.weeks.length - 1 - index;
  const sentence = weekSentenceOf(report, index);
  return {
    week: week.week,
    title: weeksAgo === 0 ? t('This week') : weeksAgo === 1 ? t('Last week') : null,
    span: wording.days(Date.parse(week.from), lastDayOf(week, report)),
    sentence: sentence ? weekSentenceText(sentence, wording) : '',
    notes: weekNotes(report, index).map(note => noteText(note, wording)),
  };
}

/** When a week's last day begins, epoch milliseconds. */
function lastDayOf({ week, from, to }: WeekReport, { timeZone, dayStart }: Report): number {
  const calendar = { timeZone, dayStartMinutes: parseDayStart(dayStart) ?? 0 };
  const span = { week, from: Date.parse(from), to: Date.parse(to) };
  return dayBoundsOf(span, calendar)[6] ?? span.to - 1;
}
