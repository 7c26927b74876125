import type { Report } from '../domain/report';
import { leastFocusMs } from '../domain/weeklyFocus';
import type { PanelAction, WelcomeState } from '../protocol';
import type { Translate } from '../text/wording';
import type { FlowInput } from './flowInput';

/** Leads to the example. */
export function exampleAction(t: Translate): PanelAction {
  return { label: t('Look at an Example Week'), message: 'showExample' };
}

/** Less focus in all weeks than this is a beginning of which nothing can be told. */
const beginningMs = 5 * 60_000;

/** Whether there is less focus in all weeks together than a week needs to be compared with others. */
export function hasLittleFocus(flow: FlowInput): boolean {
  return focusOf(flow) < leastFocusMs;
}

function focusOf({ weeks }: FlowInput): number {
  return weeks.reduce((sum, week) => sum + (week?.focus.totalMs ?? 0), 0);
}

/**
 * What will be measured, in plain words.
 * @returns `null` once something of the person's is known.
 */
export function welcomeState(flow: FlowInput | null, report: Report | null, t: Translate): WelcomeState | null {
  if (!flow || focusOf(flow) >= beginningMs || report?.weeks.some(({ commits }) => commits > 0)) return null;
  return {
    title: t('Eddy has just begun'),
    text: t(
      'It measures for you alone: everything stays on this machine, and you are compared with nobody but yourself.',
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
