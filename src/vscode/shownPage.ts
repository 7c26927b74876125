import * as vscode from 'vscode';
import { pickedRepository } from './allRepositories';
import type { Focus } from './focus';
import type { Reflecting } from './reflecting';
import type { Repositories } from './repositories';
import type { ShownPage } from './takenWeek';
import { troubleText } from './troubleText';

/** What a page is made from. */
export interface PageParts {
  readonly repositories: Repositories;
  readonly focus: Focus;
  readonly reflecting: Reflecting;
}

/**
 * What a page shows now.
 * @param picked the key of a repository, or of all; what is not there gives way to the current one.
 * @param week ISO 8601; `null` for the running one.
 */
export function shownPage(
  { repositories, focus, reflecting }: PageParts,
  picked: string | null,
  week: string | null,
): ShownPage {
  const { workspace, current } = repositories;
  const { t } = vscode.l10n;
  return {
    workspace,
    selected: pickedRepository(workspace, picked, t) ?? current,
    flow: { ...focus.overview, trouble: troubleText(focus.trouble, t) },
    said: reflecting.input,
    week,
  };
}
