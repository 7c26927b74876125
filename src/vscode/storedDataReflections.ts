import { knownExperiment } from '../domain/experiments';
import type { ReflectionsReading } from '../domain/reflections';
import { experimentText } from '../text/experimentText';
import { reflectionFacts } from '../text/reflectionText';
import type { Wording } from '../text/wording';

/** Everything that the person said of their weeks, a line each, newest week first; nothing where they said nothing. */
export function reflectionLines(reading: ReflectionsReading, wording: Wording): string[] {
  const { t } = wording;
  const { answers, skips, laters, picks, asked, neverSince } = reading;
  const when = (instant: number) => `${wording.date(instant)}, ${wording.time(instant)}`;
  const lines = [
    ...answers.map(answer => {
      const facts = reflectionFacts(answer, wording).map(({ term, text }) => `${term}: ${oneLine(text)}`);
      return { week: answer.week, text: [t('answered {0}', when(answer.at)), ...facts].join('; ') };
    }),
    ...skips.map(({ week, at }) => ({ week, text: t('skipped {0}', when(at)) })),
    ...laters.map(({ week, at }) => ({ week, text: t('put off {0}', when(at)) })),
    ...picks.map(({ week, id }) => ({ week, text: t('to try: {0}', pickText(id, wording)) })),
    ...asked.map(({ week, times }) => ({ week, text: t('asked about, times: {0}', wording.count(times)) })),
  ].sort((a, b) => (a.week < b.week ? 1 : a.week > b.week ? -1 : 0));
  const never = neverSince === null ? [] : [t('Not to be asked any more, since {0}.', when(neverSince))];
  if (lines.length + never.length === 0) return [];
  return ['', t('What you said of your weeks'), ...lines.map(({ week, text }) => `${week}: ${text}`), ...never, ''];
}

function pickText(id: string | null, wording: Wording): string {
  const known = knownExperiment(id);
  return known ? experimentText(known, wording) : (id ?? wording.t('nothing'));
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ');
