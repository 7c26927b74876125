import type { Report } from '../domain/report';
import type { PanelAction, WelcomeState } from '../protocol';
import type { Translate } from '../text/wording';
import type { FlowInput } from './flowInput';

/** Leads to the example. */
export function exampleAction(t: Translate): PanelAction {
  return { label: t('Look at an Example Week'), message: 'showExample' };
}

/** Whether no focus of the person's is known, of any week. */
export function isWithoutFocus({ weeks }: FlowInput): boolean {
  return weeks.every(week => week === null || week.focus.totalMs === 0);
}

/**
 * What will be measured, in plain words.
 * @returns `null` where something of the person's is known already.
 */
export function welcomeState(flow: FlowInput | null, report: Report | null, t: Translate): WelcomeState | null {
  if (!flow || !isWithoutFocus(flow) || report?.weeks.some(({ commits }) => commits > 0)) return null;
  return {
    title: t('Nothing is here yet'),
    text: t(
      'Eddy begins now. It measures for you alone: everything stays on this machine, and you are compared with nobody but yourself.',
    ),
    points: [
      {
        term: t('Focus'),
        text: t('How long you work without a break, and what breaks it up. From your next minutes in the editor on.'),
      },
      {
        term: t('Churn'),
        text: t(
          'How much of the code you write is rewritten within two weeks. Out of the git history, so past weeks too.',
        ),
      },
      {
        term: t('Pull requests'),
        text: t(
          'How long it takes to one, how large they are, and what becomes of them. Out of the git history as well.',
        ),
      },
      {
        term: t('Reflection'),
        text: t('How your weeks felt, if you like: four short questions, answered before you see the numbers.'),
      },
    ],
    action: exampleAction(t),
  };
}
