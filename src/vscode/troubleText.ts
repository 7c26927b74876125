import type { Translate } from '../text/wording';
import type { RecordingTrouble } from './focusRecording';

/** Why the journal can't be written, and what the person can do; `null` where it can. */
export function troubleText(trouble: RecordingTrouble | null, t: Translate): string | null {
  switch (trouble) {
    case null:
      return null;
    case 'diskFull':
      return t('The disk is full: your focus is kept in memory, and stored once there is room.');
    case 'notWritable':
      return t(
        'Eddy may not write to its folder: your focus is kept in memory, and stored once that works. “Show Stored Data” names the folder.',
      );
    case 'failed':
      return t('Your focus could not be stored: it is kept in memory, and tried again while you work.');
  }
}
