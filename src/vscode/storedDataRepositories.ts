import type { FocusBlock } from '../domain/focusBlock';
import type { StorageFacts } from '../domain/storage';
import type { Translate, Wording } from '../text/wording';

/** A repository that the person can have forgotten. */
export interface ForgettableRepository {
  readonly id: string;
  /** `null` where it is not open here: only its number is stored. */
  readonly name: string | null;
  readonly focusMs: number;
  /** When there was focus in it last, epoch milliseconds. */
  readonly lastAt: number | null;
  readonly hasCache: boolean;
  /** Whether something of it was pushed for a team, or the person shares from it. */
  readonly hasShared: boolean;
}

/** Those that something is known of: open ones first, then by when they were worked in last. */
export function forgettableRepositories(
  open: readonly { readonly id: string; readonly name: string }[],
  blocks: readonly FocusBlock[],
  caches: StorageFacts['caches'],
  shared: readonly string[],
): ForgettableRepository[] {
  const names = new Map(open.map(({ id, name }) => [id, name]));
  const focus = new Map<string, { ms: number; lastAt: number }>();
  for (const { start, end, context } of blocks.flatMap(({ parts }) => parts)) {
    if (context.repository === null) continue;
    const known = focus.get(context.repository) ?? { ms: 0, lastAt: end };
    focus.set(context.repository, { ms: known.ms + end - start, lastAt: Math.max(known.lastAt, end) });
  }
  const cached = new Set(caches.map(({ repository }) => repository));
  return [...new Set([...names.keys(), ...focus.keys(), ...cached, ...shared])]
    .map(id => ({
      id,
      name: names.get(id) ?? null,
      focusMs: focus.get(id)?.ms ?? 0,
      lastAt: focus.get(id)?.lastAt ?? null,
      hasCache: cached.has(id),
      hasShared: shared.includes(id),
    }))
    .sort((a, b) => Number(a.name === null) - Number(b.name === null) || (b.lastAt ?? 0) - (a.lastAt ?? 0));
}

export function repositoryLabel({ name }: ForgettableRepository, t: Translate): string {
  return name ?? t('A repository that is not open in this window');
}

/** What is stored of it, for the second line of its row. */
export function repositoryDetail(
  { focusMs, lastAt, hasCache, hasShared }: ForgettableRepository,
  wording: Wording,
): string {
  const { t } = wording;
  const focus =
    lastAt === null
      ? t('no focus recorded')
      : t('{0} of focus, last on {1}', wording.duration(focusMs), wording.date(lastAt));
  const cached = hasCache ? t('{0}; a cache of its history', focus) : focus;
  return hasShared ? t('{0}; what was pushed for a team', cached) : cached;
}

/** What a modal says before a repository is forgotten. */
export function forgettingText({ name, focusMs, lastAt, hasShared }: ForgettableRepository, wording: Wording): string {
  const { t } = wording;
  return [
    ...(lastAt === null
      ? []
      : [
          t(
            'It can no longer be told that {0} of your focus was in it, nor on which branches. The time stays in your weeks.',
            wording.duration(focusMs),
          ),
        ]),
    t('The cache of its history, its ledger, and the dates that GitHub told of it are deleted.'),
    ...(hasShared
      ? [
          t(
            'You no longer share from it, and the record of what was pushed goes as well. What lies on a host that can’t be reached now stays there.',
          ),
        ]
      : []),
    ...(name === null ? [] : [t('As long as it is open, it is recorded again from now on.')]),
    t('This can’t be undone.'),
  ].join(' ');
}
