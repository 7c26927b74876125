import { type FlowFrequency, greatestLoad, type Reflection, type Slog, type Venturing } from '../domain/reflection';
import type { WeekReflection } from '../domain/report';
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

/** What was answered, question by question; what was not, or is kept back, is left away. */
export function reflectionFacts(
  reflection: Omit<WeekReflection, 'slogs'> & Pick<Reflection, 'slogs'> & { readonly note?: string },
  wording: Wording,
): { term: string; text: string }[] {
  const { t } = wording;
  const { flow, slogs, biggest, note, ventured, load } = reflection;
  const facts: [term: string, text: string | null][] = [
    [t('Deep flow'), flow && flowFrequencyText(flow, wording)],
    [t('Felt like a slog'), slogs.length > 0 ? wording.all(slogs.map(slog => slogText(slog, wording))) : null],
    [t('The biggest of them'), biggest && slogText(biggest, wording)],
    [t('In your words'), note || null],
    [t('Something you would have avoided before'), ventured && venturingText(ventured, wording)],
    [t('How demanding'), load === null ? null : t('{0} of {1}', wording.count(load), wording.count(greatestLoad))],
  ];
  return facts.flatMap(([term, text]) => (text === null ? [] : [{ term, text }]));
}
