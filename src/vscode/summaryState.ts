import { leastBaselineWeeks, mostBaselineWeeks } from '../domain/baseline';
import type { Report } from '../domain/report';
import { mostNotes, type Note, weekNotes } from '../domain/weekNotes';
import { type WeekSentence, weekSentenceOf } from '../domain/weekSentence';
import type { Fact, SummaryState, SummaryWeek } from '../protocol';
import { noteRests, sentenceRests } from '../text/noteRests';
import { noteText, weekSentenceText } from '../text/noteText';
import type { Wording } from '../text/wording';

/**
 * What opens the panel.
 * @param week that it tells of, ISO 8601.
 * @param missing names of repositories that are not in a report of several.
 */
export function summaryState(
  report: Report,
  week: string,
  wording: Wording,
  missing: readonly string[] = [],
): SummaryState {
  const { t } = wording;
  return {
    title: t('The week'),
    week: summaryWeek(week, report, wording),
    labels: { notes: t('What stands out') },
    caveat: missing.length > 0 ? t('Without {0}: there is nothing to read there.', wording.all(missing)) : null,
    measured: { title: t('How is this measured?'), points: measured(wording) },
  };
}

/** The week's sentence for a screen reader: without what changes by the minute. */
export function spokenSentence(report: Report, week: string, wording: Wording): string {
  const sentence = weekSentenceOf(report, indexOf(week, report));
  if (!sentence) return notRead(wording);
  const { running, parts } = sentence;
  const lasting = running ? parts.filter(({ of }) => of !== 'focus') : parts;
  return weekSentenceText({ ...sentence, parts: lasting }, wording);
}

function summaryWeek(week: string, report: Report, wording: Wording): SummaryWeek {
  const index = indexOf(week, report);
  const sentence = weekSentenceOf(report, index);
  const notes = weekNotes(report, index);
  return {
    week,
    sentence: sentence ? weekSentenceText(sentence, wording) : notRead(wording),
    notes: notes.map(note => noteText(note, wording)),
    rests: restsOf(sentence, notes, wording),
  };
}

const indexOf = (week: string, { weeks }: Report) => weeks.findIndex(each => each.week === week);

/** Of a week that is not in the report, though focus may be known of it. */
const notRead = ({ t }: Wording) => t('The history of this week was not read.');

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
        'Your own weeks alone. “Usually”, and the median of your other weeks, mean the same: the median of up to {0} weeks before, at least {1}. A week that goes on is compared with nothing.',
        wording.count(mostBaselineWeeks),
        wording.count(leastBaselineWeeks),
      ),
    },
  ];
}
