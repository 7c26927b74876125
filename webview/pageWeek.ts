import { useLayoutEffect, useRef } from 'preact/hooks';
import type { PageWeek } from '../src/protocol';
import { keep, send, view } from './host';

/** Asks for a week of the page; `null` for the running one, whichever that will be. */
export function pickWeek(week: string | null): void {
  keep({ week });
  send({ type: 'selectWeek', week });
}

/** Asks for the week before (-1) or after (1) the one that was asked for last: its answer may still be on the way. */
export function turnWeek({ weeks, shown }: PageWeek, by: -1 | 1): void {
  const asked = weeks.findIndex(({ week }) => week === view.week);
  const at = asked >= 0 ? asked : view.week === null ? weeks.length - 1 : weeks.findIndex(({ week }) => week === shown);
  const next = weeks[at + by];
  if (next) pickWeek(next === weeks.at(-1) ? null : next.week);
}

/**
 * Keeps the keyboard on the page where a week's content goes with the week: it goes on in the content of the next one
 * that takes it, else to the week's own buttons.
 * @param week that is shown.
 */
export function useFollowing(week: string | undefined) {
  const box = useRef<HTMLDivElement>(null);
  const had = box.current?.contains(document.activeElement) ?? false;
  useLayoutEffect(() => {
    if (had && document.activeElement === document.body) focusWeeks();
  }, [week]);
  return { box, takesFocus: had };
}

/** Puts the keyboard to the buttons that turn the week. */
function focusWeeks(): void {
  document.querySelector<HTMLElement>('.weekPicker button')?.focus();
}
