import type { PanelState } from '../protocol';
import type { Translate } from '../text/wording';
import { exampleRepository } from './exampleCalendar';
import type { ExampleYear } from './exampleYear';
import { panelState } from './panelState';
import type { OpenRepository } from './repositoryState';

/**
 * What the panel shows of the example: made as that of the person's own weeks is, and marked as what it is wherever a page
 * says whose it is.
 * @param picked the week that is to be shown, ISO 8601; `null` for the last.
 */
export function exampleState(
  { report, flow, said }: ExampleYear,
  picked: string | null,
  t: Translate,
  locale: string,
): PanelState {
  const repository: OpenRepository = {
    key: exampleRepository,
    name: exampleRepository,
    state: { kind: 'ready', report },
  };
  const workspace = { kind: 'open', repositories: [repository] } as const;
  const state = panelState(workspace, repository, t, locale, flow, said, picked);
  const text = t('An example, not your work');
  return {
    ...state,
    example: { text, back: t('Back to Your Week') },
    title: t('{0}, a repository that does not exist', exampleRepository),
    week: state.week && {
      ...state.week,
      weeks: state.week.weeks.map(week => ({ ...week, title: t('Example week') })),
    },
    // It is the person's own that these commands are about.
    data: null,
    taking: null,
    announcement: `${text}. ${state.announcement}`,
  };
}
