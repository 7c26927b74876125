import { leastGroupCommits } from '../domain/aiLens';
import type { AiGroup, AiLens, Report } from '../domain/report';
import type { Wording } from './wording';

/** The sentence that opens the section. */
export function aiSentence({ ai, weeks }: Report, wording: Wording): string {
  const { t } = wording;
  if (!ai) return t('Which commits carry the mark of an assistant is not known here.');
  const { marked, unmarked } = ai;
  const all = marked.commits + unmarked.commits;
  const within = wording.count(weeks.length);
  if (marked.commits === 0)
    return t(
      'None of your {0} commits of these {1} weeks carries the mark of an assistant.',
      wording.count(all),
      within,
    );
  const told = t(
    '{0} of your {1} commits of these {2} weeks carry the mark of an assistant.',
    wording.count(marked.commits),
    wording.count(all),
    within,
  );
  const missing = missingOf(ai);
  if (missing === null) return told;
  const counts = [wording.count(missing), wording.count(leastGroupCommits)] as const;
  return `${told} ${t('Not enough yet to set them beside the rest: {0} of {1} commits.', ...counts)}`;
}

/** How many commits the smaller group has, where that is too few to compare; else `null`. */
function missingOf({ marked, unmarked }: AiLens): number | null {
  const least = Math.min(marked.commits, unmarked.commits);
  return least < leastGroupCommits ? least : null;
}

export function isComparable(lens: AiLens): boolean {
  return missingOf(lens) === null;
}

/** Why the rest is not "without AI". */
export function marksText({ t }: Wording): string {
  return t('Marks are often missing, mostly after a squash: the rest is not “without AI”.');
}

/** Each row: what it is, then of marked commits and of the rest; with what it rests on. */
export function aiRows({ marked, unmarked }: AiLens, wording: Wording): string[][] {
  const { t } = wording;
  const row = (term: string, cell: (group: AiGroup) => string) => [term, cell(marked), cell(unmarked)];
  const known = (value: number | null, say: (value: number) => string) => (value === null ? '–' : say(value));
  return [
    row(t('Commits'), ({ commits }) => wording.count(commits)),
    row(t('Lines of complete weeks'), ({ lines }) => wording.count(lines)),
    row(t('Churn'), ({ churn }) => known(churn, share => wording.share(share))),
    row(t('Requests landed'), ({ requests }) => wording.count(requests)),
    row(t('Median size'), ({ medianSize }) => known(medianSize, lines => t('{0} lines', wording.tenth(lines)))),
    row(t('There when opened'), ({ medianMaturity }) => known(medianMaturity, share => wording.share(share))),
    row(t('Time to request'), ({ medianTimeToPrMs }) => known(medianTimeToPrMs, ms => wording.elapsed(ms))),
  ];
}

/** Characters typed beside those put in at once, over the weeks that were recorded; `null` where none were. */
export function typedText({ weeks }: Report, wording: Wording): string | null {
  const { t } = wording;
  const known = weeks.flatMap(({ focus }) => (focus ? [focus] : []));
  const typed = known.reduce((sum, focus) => sum + focus.typed, 0);
  const inserted = known.reduce((sum, focus) => sum + focus.inserted, 0);
  if (typed + inserted === 0) return null;
  const said = [
    wording.share(inserted / (typed + inserted)),
    wording.count(typed + inserted),
    wording.count(known.length),
  ] as const;
  const told =
    known.length === 1
      ? t(
          'An estimate from the editor: {0} of {1} characters came in at once, in the week that was recorded.',
          said[0],
          said[1],
        )
      : t(
          'An estimate from the editor: {0} of {1} characters came in at once, in {2} weeks that were recorded.',
          ...said,
        );
  return `${told} ${t('Pasted, completed or an agent’s: these are not told apart, and edits that an agent makes elsewhere are not seen.')}`;
}
