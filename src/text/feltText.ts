import { type FeltMeasured, type FeltPair, leastFeltWeeks, leastLinkWeeks } from '../domain/feltMeasured';
import type { Wording } from './wording';

export function feltTitle(pair: FeltPair, { t }: Wording): string {
  switch (pair) {
    case 'flow-deep':
      return t('Felt flow and deep focus');
    case 'load-interruptions':
      return t('Felt load and interruptions');
  }
}

/** Whether what is felt goes with what is measured, or what is missing to tell. */
export function feltText({ n, link }: Pick<FeltMeasured, 'n' | 'link'>, wording: Wording): string {
  const { t } = wording;
  const weeks = wording.count(n);
  if (n < leastFeltWeeks) return t('Not enough yet: {0} of {1} weeks.', weeks, wording.count(leastFeltWeeks));
  switch (link) {
    case 'tooFew':
      return t('Not enough yet to say more: {0} of {1} weeks.', weeks, wording.count(leastLinkWeeks));
    case 'same':
      return t('One of the two was the same in all weeks (n = {0}).', weeks);
    case 'together':
      return t('They tend to go together (n = {0}).', weeks);
    case 'apart':
      return t('They tend to go apart (n = {0}).', weeks);
    case 'unclear':
      return t('No clear link (n = {0}).', weeks);
  }
}
