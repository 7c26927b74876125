import type { FlowFrequency, Slog, Venturing } from '../domain/reflection';
import type { Wording } from './wording';

/** A label, which can stand alone. */
export function flowFrequencyText(frequency: FlowFrequency, { t }: Wording): string {
  switch (frequency) {
    case 'never':
      return t('Never');
    case 'rarely':
      return t('Rarely');
    case 'sometimes':
      return t('Sometimes');
    case 'often':
      return t('Often');
    case 'mostDays':
      return t('Most days');
  }
}

/** A label, which can stand alone. */
export function slogText(slog: Slog, { t }: Wording): string {
  switch (slog) {
    case 'builds':
      return t('Builds and CI');
    case 'tests':
      return t('Tests');
    case 'waitingForReview':
      return t('Waiting for review');
    case 'reviewingAi':
      return t('Reviewing AI output');
    case 'meetings':
      return t('Meetings');
    case 'unclearWork':
      return t('Unclear work');
    case 'oldCode':
      return t('Old code');
    case 'tools':
      return t('Tools and setup');
    case 'other':
      return t('Something else');
  }
}

/** A label, which can stand alone. */
export function venturingText(venturing: Venturing, { t }: Wording): string {
  switch (venturing) {
    case 'no':
      return t('No');
    case 'yes':
      return t('Yes');
    case 'withAi':
      return t('Yes, with AI’s help');
  }
}
