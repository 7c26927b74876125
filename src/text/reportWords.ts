import type { Report, TensionReport } from '../domain/report';
import { type Tension, tensionsOf } from '../domain/tensions';
import { weekNotes } from '../domain/weekNotes';
import { weekSentenceOf } from '../domain/weekSentence';
import { english, englishLocale } from './english';
import { noteText, weekSentenceText } from './noteText';
import { tensionText } from './tensionText';
import { Wording } from './wording';

/**
 * A report with what is judged from it, in English, for the terminal, JSON and export: its tensions, and after its own
 * notes the newest week's sentence and notes. To be called once, when all the rest is there.
 */
export function withJudgement(report: Report): Report {
  const wording = new Wording(english, englishLocale, report.timeZone);
  const newest = report.weeks.length - 1;
  const sentence = weekSentenceOf(report, newest);
  return {
    ...report,
    tensions: tensionsOf(report).map(tension => tensionReport(tension, wording)),
    notes: [
      ...report.notes,
      ...(sentence ? [weekSentenceText(sentence, wording)] : []),
      ...weekNotes(report, newest).map(note => noteText(note, wording)),
    ],
  };
}

function tensionReport(tension: Tension, wording: Wording): TensionReport {
  const { title, word, sentence } = tensionText(tension, wording);
  return {
    pair: tension.pair,
    ...(tension.kind === 'judged'
      ? { week: tension.week.week, pace: tension.pace, guard: tension.guard }
      : { week: null, pace: null, guard: null }),
    text: `${title}: ${word}. ${sentence}`,
  };
}
