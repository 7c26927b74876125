import { leastBaselineWeeks, mostBaselineWeeks } from '../domain/baseline';
import { calendarOf, dayBoundsOf, spanOfWeek } from '../domain/calendar';
import type { Report, WeekReport } from '../domain/report';
import { mostNotes, type Note, weekNotes } from '../domain/weekNotes';
import { type WeekSentence, weekSentenceOf } from '../domain/weekSentence';
import type { Fact, SummaryState, SummaryWeek } from '../protocol';
import { noteRests, sentenceRests } from '../text/noteRests';
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
    measured: { title: t('How is this measured?'), points: measured(wording) },
  };
}

function summaryWeek(week: WeekReport, index: number, report: Report, wording: Wording): SummaryWeek {
  const { t } = wording;
  const weeksAgo = report.weeks.length - 1 - index;
  const sentence = weekSentenceOf(report, index);
  const notes = weekNotes(report, index);
  return {
    week: week.week,
    title: weeksAgo === 0 ? t('This week') : weeksAgo === 1 ? t('Last week') : null,
    span: wording.days(Date.parse(week.from), lastDayOf(week, report)),
    sentence: sentence ? weekSentenceText(sentence, wording) : '',
    notes: notes.map(note => noteText(note, wording)),
    rests: restsOf(sentence, notes, wording),
  };
}

function restsOf(sentence: WeekSentence | null, notes: readonly Note[], wording: Wording): Fact[] {
  const { t } = wording;
  const facts = [
    { term: t('The sentence'), text: sentence && sentenceRests(sentence, wording) },
    ...notes.map((note, index) => ({
      term: t('Note {0}', wording.count(index + 1)),
      text: noteRests(note, wording),
    })),
  ];
  return facts.flatMap(({ term, text }) => (text === null ? [] : [{ term, text }]));
}

function measured(wording: Wording): Fact[] {
  const { t } = wording;
  return [
    {
      term: t('What it is'),
      text: t(
        'Requests of yours that landed, new code that stood for two weeks, and focus: what is merged, what lasts and what took your attention, never how much was written. The sections below say how each is measured, and what was left out.',
      ),
    },
    {
      term: t('What stands out'),
      text: t(
        'Up to {0} notes by fixed rules, the most important first: the same numbers give the same notes. What is not told is about the same as ever, or too little to tell.',
        wording.count(mostNotes),
      ),
    },
    {
      term: t('Compared with'),
      text: t(
        'Your own weeks alone. “Usually”, and the middle of your other weeks, is the median of up to {0} weeks before, at least {1}. A week that goes on is compared with nothing.',
        wording.count(mostBaselineWeeks),
        wording.count(leastBaselineWeeks),
      ),
    },
  ];
}

/** When a week's last day begins, epoch milliseconds. */
function lastDayOf(week: WeekReport, report: Report): number {
  const span = spanOfWeek(week);
  return dayBoundsOf(span, calendarOf(report))[6] ?? span.to - 1;
}
