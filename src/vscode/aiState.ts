import { leastGroupCommits } from '../domain/aiLens';
import { leastLines } from '../domain/durability';
import type { Report } from '../domain/report';
import { leastRequests } from '../domain/requestSums';
import type { AiState, Fact } from '../protocol';
import { aiRows, aiSentence, isComparable, marksText, typedText } from '../text/aiText';
import type { Wording } from '../text/wording';

/** The section that sets commits with the mark of an assistant beside the rest. @param pending whether they may still be read. */
export function aiState(report: Report, wording: Wording, pending = false): AiState {
  const { t } = wording;
  const { ai } = report;
  const typed = typedText(report, wording);
  return {
    title: t('AI lens'),
    sentence:
      ai || !pending ? aiSentence(report, wording) : t('Still reading which commits carry the mark of an assistant.'),
    table:
      ai && isComparable(ai)
        ? {
            caption: t('Commits with the mark of an assistant, and the rest'),
            columns: [t('Of your commits'), t('with a mark'), t('the rest')],
            rows: aiRows(ai, wording),
          }
        : null,
    marks: ai ? marksText(wording) : null,
    typed: typed === null ? null : { title: t('Typed and inserted'), text: typed },
    measured: { title: t('How is this measured?'), points: measured(wording) },
  };
}

function measured(wording: Wording): Fact[] {
  const { t } = wording;
  return [
    {
      term: t('What it is'),
      text: t(
        'A commit has a mark where a line at the end of its message or an address names an assistant, as several of them write by themselves. A request has one where one of its commits does.',
      ),
    },
    {
      term: t('Not below'),
      text: t(
        '{0} commits with a mark and as many of the rest; {1} lines for rewritten ones, {2} requests for a median. What is below has a dash.',
        wording.count(leastGroupCommits),
        wording.count(leastLines),
        wording.count(leastRequests),
      ),
    },
    {
      term: t('Churn'),
      text: t(
        'Of the lines that these commits added in weeks that ended two weeks ago or earlier, the share that was rewritten within two weeks.',
      ),
    },
    {
      term: t('Left out'),
      text: t('Merges, copies of commits, and commits of bots and of others.'),
    },
    {
      term: t('Typed and inserted'),
      text: t(
        'Characters that you typed beside those that came in at the caret at once, more than 40 or with a line break. It is measured in the editor and apart from the commits, and it is an estimate.',
      ),
    },
    {
      term: t('Not seen'),
      text: t(
        'Assistance that left no mark. The two groups are different work, too: that one is churned more does not say why.',
      ),
    },
  ];
}
