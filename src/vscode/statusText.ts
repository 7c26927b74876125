import { durabilityFinding } from '../domain/durability';
import type { FocusNow } from '../domain/focusBlock';
import type { FocusOverview } from '../domain/focusOverview';
import { durabilitySentence } from '../text/durabilityText';
import { type Translate, Wording } from '../text/wording';
import { icons } from './contribution';
import { flowSentence } from './flowText';
import { problemText } from './problemText';
import type { OpenRepository, Workspace } from './repositoryState';

const minuteMs = 60_000;

/** What the status bar item says. */
export interface StatusText {
  /** An icon that tells the state by its form, and a time: of the block, of today while resting, or what is left. */
  text: string;
  /** What the tooltip is headed by. */
  heading: string;
  /** Plain sentences, to be escaped for Markdown. */
  tooltip: string[];
  /** For a screen reader, which reads no icon. */
  spoken: string;
}

/** What it is said from. */
export interface StatusFacts {
  focus: FocusOverview;
  /** Why the journal can't be written; `null` where it can. */
  trouble: string | null;
  /** Until when a focus session goes on, epoch milliseconds; `null` where none does. */
  sessionUntil: number | null;
  workspace: Workspace;
  /** The repository that durability is told of; named when there are several. */
  current: OpenRepository | undefined;
}

export function statusText(facts: StatusFacts, t: Translate, locale: string): StatusText {
  const { focus, trouble } = facts;
  const wording = new Wording(t, locale, focus.calendar.timeZone);
  const { icon, time, heading } = headOf(facts, wording);
  const today = focus.todayMs >= minuteMs ? [t('{0} of focus today.', wording.duration(completed(focus.todayMs)))] : [];
  const week = flowSentence(focus.weeks.at(-1) ?? null, { ...focus, trouble }, wording);
  return {
    text: time === null ? icon : `${icon} ${time}`,
    heading,
    tooltip: [...(trouble === null ? [] : [trouble]), ...today, week, durabilityText(facts, wording)],
    spoken: `Eddy: ${[heading, ...(trouble === null ? [] : [trouble]), ...today].join(' ')}`,
  };
}

interface Head {
  icon: (typeof icons)[keyof typeof icons];
  time: string | null;
  heading: string;
}

function headOf({ focus, sessionUntil }: StatusFacts, wording: Wording): Head {
  const { t } = wording;
  if (sessionUntil !== null && sessionUntil > focus.now) {
    const left = wording.minutes(Math.ceil((sessionUntil - focus.now) / minuteMs));
    return { icon: icons.session, time: t('{0} left', left), heading: t('Focus session: {0} left.', left) };
  }
  const { state, blockMs } = focus.current;
  const icon = icons[state];
  if (focus.paused) return { icon, time: t('paused'), heading: t('Recording is paused.') };
  const shown = state === 'resting' ? focus.todayMs : blockMs;
  const time = shown < minuteMs ? null : wording.minutes(Math.floor(shown / minuteMs));
  return { icon, time, heading: stateText(focus.current, wording) };
}

function stateText({ state, blockMs }: FocusNow, wording: Wording): string {
  const { t } = wording;
  const length = wording.duration(completed(blockMs));
  switch (state) {
    case 'resting':
      return t('Resting.');
    case 'settling':
      return blockMs < minuteMs ? t('Settling.') : t('Settling: {0} of focus.', length);
    case 'deep':
      return t('Deep: {0} of focus.', length);
    case 'scattered':
      return blockMs < minuteMs
        ? t('Scattered: the last hour broke up again and again.')
        : t('Scattered: the last hour broke up again and again. {0} of focus now.', length);
  }
}

/** Whole minutes that are over, as the item counts. */
function completed(ms: number): number {
  return Math.floor(ms / minuteMs) * minuteMs;
}

function durabilityText({ workspace, current }: StatusFacts, wording: Wording): string {
  const { t } = wording;
  if (workspace.kind === 'untrusted') return t('Reading git history waits until you trust the workspace.');
  if (workspace.kind === 'searching') return t('Looking for repositories.');
  if (!current) return t('No git repository is open.');
  switch (current.state.kind) {
    case 'reading':
      return t('Reading the history.');
    case 'problem':
      return problemText(current.state, t).message;
    case 'virtual':
      return t('Git history can only be read where the repository’s files are on disk.');
    case 'ready': {
      const { weeks, timeZone } = current.state.report;
      const sentence = durabilitySentence(durabilityFinding(weeks), new Wording(t, wording.locale, timeZone));
      return workspace.repositories.length > 1
        ? t('Durability of {0}: {1}', current.name, sentence)
        : t('Durability: {0}', sentence);
    }
  }
}
