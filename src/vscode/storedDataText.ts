import { ImportRefused, JournalErased, type JournalFacts, JournalFailure, type Recording } from '../domain/journal';
import { ReflectionsForeign, type ReflectionsReading } from '../domain/reflections';
import type { StorageFacts } from '../domain/storage';
import type { Translate, Wording } from '../text/wording';
import { FileNotSaved, fileFailureText } from './fileFailure';

/** Everything that is said of what is stored, besides the spans themselves. */
export interface StoredFacts {
  /** As it is shown: the path of the folder. */
  readonly folder: string;
  readonly journal: JournalFacts;
  readonly storage: StorageFacts;
  readonly reflections: ReflectionsReading;
  readonly recording: Recording;
  readonly keepMonths: number | null;
}

/** The lines above the list of spans: how much is stored and where, and which settings and commands decide over it. */
export function storedFactsText(
  { folder, journal, storage, reflections, recording, keepMonths }: StoredFacts,
  wording: Wording,
): string[] {
  const { t } = wording;
  const caches = storage.caches.reduce((sum, { bytes }) => sum + bytes, 0);
  return [
    t('What Eddy has stored on this machine'),
    '',
    t('In a folder that only your account may read, {0}:', folder),
    `- ${journalText(journal, wording)}`,
    `- ${sinceText(recording, wording)}`,
    `- ${t('Lines that are no record, set aside: {0}. Files of another version of Eddy, left alone: {1}.', wording.count(journal.damagedLines), wording.count(journal.foreignFiles))}`,
    `- ${t('Cache of git histories: {0}, of repositories: {1}. It holds paths of files, no contents.', bytesText(caches, wording), wording.count(storage.caches.length))}`,
    `- ${t('Ledgers of branches and requests: {0}. They name branches.', bytesText(storage.ledgers, wording))}`,
    ...(storage.exactDates > 0
      ? [`- ${t('Dates that GitHub told of your requests: {0}.', bytesText(storage.exactDates, wording))}`]
      : []),
    `- ${reflectionsText(reflections, storage, wording)}`,
    ...(storage.team > 0
      ? [`- ${t('Sharing with teams, and all that was pushed for it: {0}.', bytesText(storage.team, wording))}`]
      : []),
    `- ${t('Focus sessions and the windows that know of them: {0}.', bytesText(storage.sessions, wording))}`,
    `- ${t('The key that turns repositories and branches into numbers: {0}.', bytesText(storage.key, wording))}`,
    ...(storage.other > 0 ? [`- ${t('Anything else: {0}.', bytesText(storage.other, wording))}`] : []),
    '',
    keepMonths === null
      ? t('Spans are kept until you erase them: the setting eddy.focus.keepMonths is 0.')
      : t('Spans are kept for {0} months: the setting eddy.focus.keepMonths says so.', wording.count(keepMonths)),
    t('Reflections are kept until you remove them in the panel, or erase everything.'),
    t('To change what is stored: Correct or Remove a Block, Pause Recording, Forget This Repository, Import,'),
    t('Erase Everything. To have all spans and reflections in a file: Export.'),
    '',
    t('A span is activity without a gap of a minute, in one context. It holds times in whole seconds, counts,'),
    t('and numbers that stand for the repository and the branch: no names, no paths, no text.'),
  ];
}

function journalText({ spans, files, bytes, first, last }: JournalFacts, wording: Wording): string {
  const { t } = wording;
  const size = bytesText(bytes, wording);
  if (first === null || last === null)
    return t('Journal of focus: no spans; {0} files, {1}.', wording.count(files), size);
  const counts = [wording.count(spans), wording.date(first), wording.date(last), wording.count(files), size] as const;
  return t('Journal of focus: {0} spans from {1} to {2}; {3} files, {4}.', ...counts);
}

function reflectionsText(
  { answers, damagedLines, foreign }: ReflectionsReading,
  storage: StorageFacts,
  wording: Wording,
) {
  const { t } = wording;
  const size = bytesText(storage.reflections, wording);
  if (foreign) return t('Reflections, of another version of Eddy, left alone: {0}.', size);
  const counts = [answers.length, answers.filter(({ note }) => note !== '').length, damagedLines];
  return t(
    'Reflections: {0}; weeks answered: {1}, with your own words: {2}; lines that are no record: {3}.',
    size,
    ...counts.map(count => wording.count(count)),
  );
}

function sinceText({ since, pauses }: Recording, wording: Wording): string {
  const { t } = wording;
  if (since === null) return t('Nothing has been recorded yet.');
  const from = [wording.date(since), wording.time(since)] as const;
  const pause = pauses.at(-1);
  if (pause?.to === null) {
    return t(
      'Recorded since {0}, {1}. Paused since {2}, {3}.',
      ...from,
      wording.date(pause.from),
      wording.time(pause.from),
    );
  }
  return t('Recorded since {0}, {1}. Pauses: {2}.', ...from, wording.count(pauses.length));
}

/** `12 bytes`, `3.4 KB`, `1.2 MB`. */
export function bytesText(bytes: number, wording: Wording): string {
  const { t } = wording;
  if (bytes < 1000) return t('{0} bytes', wording.count(bytes));
  return bytes < 1_000_000 ? t('{0} KB', wording.tenth(bytes / 1000)) : t('{0} MB', wording.tenth(bytes / 1_000_000));
}

/** What a modal says before everything is erased. */
export function erasureText({ journal, storage, reflections, recording }: StoredFacts, wording: Wording): string {
  const { t } = wording;
  const paused = recording.pauses.at(-1)?.to === null;
  return [
    t(
      'It deletes your spans of focus ({0}), the caches of repositories ({1}), your reflections (weeks: {2}), the ledgers, the record of focus sessions, and the key, also for all other open windows. It can’t be undone.',
      wording.count(journal.spans),
      wording.count(storage.caches.length),
      wording.count(reflections.answers.length),
    ),
    ...(storage.exactDates > 0
      ? [t('The dates that GitHub told of your requests go as well, and Eddy does not ask it again.')]
      : []),
    paused
      ? t('Recording stays paused until you resume it.')
      : t('Recording begins anew at once; pause it first if it should not.'),
    ...(storage.team > 0
      ? [
          t(
            'You no longer share with any team, and the record of what was pushed goes as well. What lies on a host that can’t be reached now, or of a repository that is not open, stays there.',
          ),
        ]
      : []),
    ...(reflections.neverSince === null ? [] : [t('You are still not asked how your weeks were.')]),
    t('Files that you exported stay where they are, and so do your settings and repositories.'),
  ].join('\n\n');
}

/** What went wrong with one of the commands, and what the person can do. */
export function storedDataFailure(error: unknown, folder: string, t: Translate): string {
  if (error instanceof ImportRefused) return importRefusal(error, t);
  if (error instanceof FileNotSaved) return fileFailureText(error.cause, t);
  if (error instanceof ReflectionsForeign)
    return t('Another version of Eddy has stored reflections here. This one leaves them alone: use the newer one.');
  if (error instanceof JournalErased)
    return t('Everything was erased meanwhile, in another window: nothing was changed.');
  const kind = error instanceof JournalFailure ? error.kind : 'failed';
  switch (kind) {
    case 'diskFull':
      return t('The disk is full: nothing is lost, but not all was done. Make room and try again.');
    case 'notWritable':
      return t('Eddy may not write to its folder, so not all was done. Make {0} writable and try again.', folder);
    case 'failed':
      return t(
        'Not all was done, and nothing that should stay was lost. Try again. If it stays like this, the log of Eddy tells what kind of error it was.',
      );
  }
}

function importRefusal({ kind, where, message }: ImportRefused, t: Translate): string {
  switch (kind) {
    case 'notJson':
      return t('Nothing was imported: this file is no JSON. Choose a JSON file that Eddy’s Export made.');
    case 'notAnExport':
      return t('Nothing was imported: this file is no export of Eddy’s. Choose a JSON file that Eddy’s Export made.');
    case 'otherVersion':
      return t('Nothing was imported: a newer Eddy made this file. Update Eddy, and import it again.');
    case 'invalid':
      return t(
        'Nothing was imported: something in the file is not as Export writes it ({0}). Correct it there, or export again.',
        message.split('. ')[0] ?? where ?? '',
      );
  }
}
