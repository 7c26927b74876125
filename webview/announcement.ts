import type { PanelState } from '../src/protocol';

/** What the panel shows, and what its live region said last. */
export interface Shown {
  state: PanelState | null;
  said: string;
}

/**
 * What the live region says of a new state: what is on the panel now. Where only numbers of the week that is looked at
 * have changed it says that week; and where not even that, it stays as it is, and nothing is read out.
 * Numbers that are folded away are not said.
 */
export function announcementOf({ state: before, said }: Shown, now: PanelState): string {
  if (before?.selected !== now.selected || before.announcement !== now.announcement) return now.announcement;
  if (now.reflection?.folded) return now.announcement;
  const spoken = spokenOf(now);
  return spoken === null || spoken === spokenOf(before) ? said : spoken;
}

function spokenOf({ body }: PanelState): string | null {
  if (body.kind !== 'week') return null;
  const { weeks, week } = body.durability;
  return weeks.find(each => each.week === week?.week)?.spoken ?? null;
}
