import type { Report } from '../domain/report';
import { reflectionFacts } from '../text/reflectionText';
import type { Page } from './page';

/** What the person said of these weeks, newest last, and what became of what they tried; nothing where they said nothing. */
export function reflectionLines({ weeks, experiment }: Report, page: Page): string[] {
  const { wording } = page;
  const said = weeks.flatMap(({ from, reflection }) => {
    if (!reflection) return [];
    const facts = reflectionFacts(reflection, wording).map(({ term, text }) => `${term}: ${text}`);
    return page.item(`Week of ${wording.day(from)}: ${facts.join('; ') || 'no question answered'}.`);
  });
  const tried = experiment ? page.item(experiment.outcome ?? `${experiment.text}, to be tried next.`) : [];
  return said.length + tried.length === 0 ? [] : [page.faint(page.line('Reflection')), ...said, ...tried];
}
