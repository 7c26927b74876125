import type { Report } from '../domain/report';
import { tensionsOf } from '../domain/tensions';
import { weekNotes } from '../domain/weekNotes';
import { weekSentenceOf } from '../domain/weekSentence';
import { aiRows, aiSentence, isComparable, marksText, typedText } from '../text/aiText';
import { groundSentence, groundWeeks, wayInText } from '../text/newGroundText';
import { noteText, weekSentenceText } from '../text/noteText';
import { tensionText } from '../text/tensionText';
import { padStart } from './columns';
import type { Page } from './page';

/** The newest week in one sentence, and what stands out in it. */
export function openingLines(report: Report, page: Page): string[] {
  const newest = report.weeks.length - 1;
  const sentence = weekSentenceOf(report, newest);
  if (!sentence) return [];
  return [
    ...page.paragraph(weekSentenceText(sentence, page.wording)),
    ...weekNotes(report, newest).flatMap(note => page.item(noteText(note, page.wording))),
  ];
}

/** The pairs that are judged, and the names of those that are not; nothing where none is. */
export function balanceLines(report: Report, page: Page): string[] {
  const pairs = tensionsOf(report).map(tension => ({ ...tensionText(tension, page.wording), kind: tension.kind }));
  const judged = pairs.filter(({ kind }) => kind === 'judged');
  const others = pairs.filter(({ kind }) => kind !== 'judged').map(({ title, word }) => `${title} (${word})`);
  if (judged.length === 0) return [];
  return [
    page.faint(page.line('Balance')),
    ...judged.flatMap(({ title, word, sentence }) => page.item(`${title}: ${word}. ${sentence}`)),
    ...(others.length > 0 ? page.item(`Not judged: ${others.join(', ')}.`) : []),
  ];
}

/** What was new to the person, and the way into the repository; nothing where that is not known. */
export function groundLines(report: Report, page: Page): string[] {
  if (report.identity.mode === 'all') return [];
  const { onboarding } = report;
  const known = report.weeks.length > 0 && groundWeeks(report) !== null;
  return [
    ...(known ? page.paragraph(groundSentence(report, page.wording)) : []),
    ...(onboarding ? page.paragraph(wayInText(onboarding, page.wording)) : []),
  ];
}

/** Commits with the mark of an assistant beside the rest, and what the editor tells; nothing where that is not known. */
export function aiLines(report: Report, page: Page): string[] {
  const { ai } = report;
  const typed = typedText(report, page.wording);
  return [
    ...(ai ? page.paragraph(`${aiSentence(report, page.wording)} ${marksText(page.wording)}`) : []),
    ...(ai && isComparable(ai) ? tableLines([['', 'with a mark', 'the rest'], ...aiRows(ai, page.wording)], page) : []),
    ...(typed === null ? [] : page.paragraph(typed)),
  ];
}

/** The first column to the left, the others to the right. */
function tableLines(rows: readonly string[][], page: Page): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map(row => (row[column] ?? '').length)));
  return rows.map((row, at) => {
    const [first = '', ...cells] = row;
    const line = [
      first.padEnd(widths[0] ?? 0),
      ...cells.map((cell, column) => padStart(cell, widths[column + 1] ?? 0)),
    ];
    return at === 0 ? page.faint(page.line(line.join('  '))) : page.line(line.join('  '));
  });
}
