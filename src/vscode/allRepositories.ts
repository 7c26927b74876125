import { joinedReport } from '../domain/joinedReport';
import type { Report } from '../domain/report';
import type { RepositoryChoice } from '../protocol';
import type { Translate } from '../text/wording';
import type { OpenRepository, RepositoryState, Workspace } from './repositoryState';

/** Stands for all repositories together; no repository of a window has this key. */
export const allKey = 'all';

/** What can be picked: all repositories together where two or more can be read, then each. */
export function panelChoices(workspace: Workspace, t: Translate): RepositoryChoice[] {
  const repositories = repositoriesOf(workspace);
  const each = repositories.map(({ key, name }) => ({ key, name }));
  return isAllOffered(repositories) ? [{ key: allKey, name: t('All repositories') }, ...each] : each;
}

/** What a key stands for; `undefined` for what is not there (any more). */
export function pickedRepository(workspace: Workspace, key: string | null, t: Translate): OpenRepository | undefined {
  const repositories = repositoriesOf(workspace);
  if (key !== allKey) return repositories.find(repository => repository.key === key);
  if (!isAllOffered(repositories)) return undefined;
  return { key: allKey, name: t('All repositories'), state: joinedState(repositories) };
}

function repositoriesOf(workspace: Workspace): readonly OpenRepository[] {
  return workspace.kind === 'open' ? workspace.repositories : [];
}

function isAllOffered(repositories: readonly OpenRepository[]): boolean {
  return repositories.filter(isReadable).length >= 2;
}

function isReadable({ state }: OpenRepository): boolean {
  return state.kind === 'ready' || state.kind === 'reading';
}

/** Known once each of them is. Reports of other weeks than the rest are about to be read anew. */
function joinedState(repositories: readonly OpenRepository[]): RepositoryState {
  const states = repositories.filter(isReadable).map(({ state }) => state);
  const missing = repositories.filter(repository => !isReadable(repository)).map(({ name }) => name);
  const known = states.filter(state => state.kind === 'ready');
  const report = known.length === states.length ? joinedOnce(known.map(({ report }) => report)) : null;
  if (!report) {
    const progress = states.flatMap(state => (state.kind === 'reading' && state.progress) || []);
    return { kind: 'reading', progress: progress[0] ?? null };
  }
  const isPending = known.some(({ pending }) => pending);
  const failed = known.some(({ requestsFailed }) => requestsFailed);
  return {
    kind: 'ready',
    report,
    ...(isPending && { pending: true }),
    ...(failed && { requestsFailed: true }),
    ...(missing.length > 0 && { missing }),
  };
}

let last: { readonly parts: readonly Report[]; readonly joined: Report | null } | undefined;

/** The panel asks every half minute, and reports are the same until a repository is read anew. */
function joinedOnce(parts: readonly Report[]): Report | null {
  const isSame = last?.parts.length === parts.length && parts.every((part, at) => part === last?.parts[at]);
  if (!last || !isSame) last = { parts, joined: joinedReport(parts) };
  return last.joined;
}
