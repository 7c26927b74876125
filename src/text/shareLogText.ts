import type { ShareLogEntry } from '../domain/teamSharing';
import { shownName } from './shownName';
import type { Wording } from './wording';

const longestName = 80;

/** What was sent from one repository, in order. */
export interface ShareLog {
  /** `null` where the repository is not open here: only its number is kept. */
  readonly name: string | null;
  readonly entries: readonly ShareLogEntry[];
}

/** Everything that was ever sent, character by character, as lines of text. */
export function shareLogLines(logs: readonly ShareLog[], wording: Wording): string[] {
  const { t } = wording;
  const known = logs.filter(({ entries }) => entries.length > 0);
  const head = [t('Everything that Eddy has ever pushed for your teams from this machine'), ''];
  if (known.length === 0) return [...head, t('Nothing was ever pushed.')];
  return [
    ...head,
    t('The host also saw when it was pushed, and who you are to it. What is masked can only be read in a sum.'),
    ...known.flatMap(log => ['', ...linesOf(log, wording)]),
  ];
}

function linesOf({ name, entries }: ShareLog, wording: Wording): string[] {
  const { t } = wording;
  const title = name === null ? t('A repository that is not open in this window') : shownName(name, longestName);
  return [
    title,
    ...entries.flatMap(({ at, action, week, ref, content }) => {
      const what = actionText(action, wording);
      const about = week === null ? what : t('{0}, week {1}', what, week);
      return [
        '',
        `${wording.date(at)}, ${wording.time(at)}: ${about}`,
        `  ${ref}`,
        ...(content === ''
          ? []
          : content
              .trimEnd()
              .split('\n')
              .map(line => `  ${line}`)),
      ];
    }),
  ];
}

function actionText(action: ShareLogEntry['action'], { t }: Wording): string {
  switch (action) {
    case 'probe':
      return t('pushed, to try the host');
    case 'join':
      return t('pushed: you take part');
    case 'freeze':
      return t('pushed: the list of who takes part');
    case 'sum':
      return t('pushed: your masked answers');
    case 'remove':
      return t('removed');
  }
}
