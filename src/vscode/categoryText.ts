import type { Category } from '../domain/report';
import type { Wording } from '../text/wording';

/** In the order in which they are shown: what people write first, what tools write last. */
export const shownCategories = ['logic', 'tests', 'docs', 'config', 'generated'] as const satisfies readonly Category[];

/** A kind of file; `other` is where there is no file, such as a terminal. */
export function categoryText(category: Category | 'other', { t }: Wording): string {
  switch (category) {
    case 'logic':
      return t('logic');
    case 'tests':
      return t('tests');
    case 'docs':
      return t('docs');
    case 'config':
      return t('configuration');
    case 'generated':
      return t('generated');
    case 'other':
      return t('other');
  }
}
