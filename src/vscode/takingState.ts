import type { ReflectionState, TakingState } from '../protocol';
import type { Translate } from '../text/wording';

/** The ways to take a week along; `null` while its numbers are folded away. @param week ISO 8601. */
export function takingState(week: string, reflection: ReflectionState | null, t: Translate): TakingState | null {
  if (reflection?.folded) return null;
  const answered = [reflection?.asked, ...(reflection?.earlier.weeks ?? [])].some(
    each => each?.week === week && each.answers !== null,
  );
  return {
    title: t('Take Along'),
    withoutNames: {
      label: t('Without private names'),
      hint: t('Neutral words stand for repositories, branches, folders and requests.'),
    },
    withAnswers: answered ? t('With my answers and words about this week') : null,
    choices: [
      { kind: 'markdown', label: t('Copy as Markdown') },
      { kind: 'picture', label: t('Copy as Picture') },
      { kind: 'png', label: t('Save as PNG…') },
      { kind: 'html', label: t('Save as One HTML File…') },
    ],
    drawing: t('The week is being drawn.'),
    copied: t('Copied as a picture.'),
    notCopied: t('The picture was not copied: this window may not write to the clipboard now. Save it as PNG instead.'),
    notDrawn: t('The picture could not be drawn. Save the week as one HTML file instead.'),
  };
}
