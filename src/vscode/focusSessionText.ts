import type { QuickPickItem } from 'vscode';
import { leastSessionMinutes, mostSessionMinutes } from '../domain/focusSession';
import type { Translate } from '../text/wording';

const usualMinutes = [25, 50, 90] as const;

/** A length that can be picked; `null` minutes lead to the box where the person types their own. */
export interface LengthItem extends QuickPickItem {
  readonly minutes: number | null;
}

/** @param last the length that was picked last; `null` if none was. */
export function lengthItems(last: number | null, t: Translate): LengthItem[] {
  const usual = usualMinutes.filter(minutes => minutes !== last).map(minutes => lengthItem(minutes, t));
  const first = last === null ? [] : [{ ...lengthItem(last, t), description: t('as last time') }];
  return [...first, ...usual, { label: t('Another length…'), minutes: null }];
}

function lengthItem(minutes: number, t: Translate): LengthItem {
  return { label: minutesText(minutes, t), minutes };
}

/** The minutes that a text says, or `null` where it is not a whole number of them that a session can have. */
export function minutesIn(text: string): number | null {
  if (!/^\s*\d{1,3}\s*$/.test(text)) return null;
  const minutes = Number(text);
  return minutes >= leastSessionMinutes && minutes <= mostSessionMinutes ? minutes : null;
}

export interface DoNotDisturbItem extends QuickPickItem {
  readonly turnOn: boolean;
}

/** @param leftLast whether the person left it as it was the last time: their choice of then comes first. */
export function doNotDisturbItems(leftLast: boolean, t: Translate): DoNotDisturbItem[] {
  const turnOn = {
    label: t('Turn on Do Not Disturb'),
    description: t('it is off now'),
    detail: t(
      'Hides VS Code’s own notifications, but not errors, in this window and in those you open meanwhile. Eddy turns it off at the end.',
    ),
    turnOn: true,
  };
  const leave = {
    label: t('Leave it as it is'),
    description: t('it is on already, or I don’t want it'),
    detail: t('The bell in the status bar is crossed out while Do Not Disturb is on.'),
    turnOn: false,
  };
  return leftLast ? [leave, turnOn] : [turnOn, leave];
}

/** Said at the end. It is hidden while Do Not Disturb is on, so whoever sees it knows that it is off. */
export function endText(minutes: number, t: Translate): string {
  return t('Focus session over: {0}.', minutesText(minutes, t));
}

function minutesText(minutes: number, t: Translate): string {
  return minutes === 1 ? t('1 minute') : t('{0} minutes', minutes);
}
