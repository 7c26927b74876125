import type { ReflectionAnswers, ReflectionState, ReflectionWeekState } from '../src/protocol';

/** What the person has filled in of a week, and not saved. */
export interface ReflectionDraft {
  week: string;
  answers: ReflectionAnswers;
  /** {@link ReflectionState.since} when it was filled in. */
  since: number | null;
}

type Slog = ReflectionAnswers['slogs'][number];

export const unanswered: ReflectionAnswers = {
  flow: null,
  slogs: [],
  biggest: null,
  note: '',
  ventured: null,
  load: null,
};

/** The week of the section that is called so. */
export function weekNamed({ asked, earlier }: ReflectionState, week: string): ReflectionWeekState | undefined {
  return [asked, ...earlier.weeks].find(each => each.week === week);
}

/** What the form is filled in with when it opens: what was answered, if anything. */
export function draftOf({ week, answers }: ReflectionWeekState, { since }: ReflectionState): ReflectionDraft {
  return { week, answers: answers ?? unanswered, since };
}

/** Whether everything was erased since it was filled in. An import can tell of records from before. */
export function isErased(draft: ReflectionDraft, { since }: ReflectionState): boolean {
  return draft.since !== null && since !== null && since > draft.since;
}

/** Chooses a slog or not; `all` is the order they are kept in. There is a biggest one only among two or more. */
export function withSlog(answers: ReflectionAnswers, slog: Slog, chosen: boolean, all: readonly Slog[]) {
  const slogs = all.filter(each => (each === slog ? chosen : answers.slogs.includes(each)));
  const { biggest } = answers;
  return { ...answers, slogs, biggest: biggest && slogs.length > 1 && slogs.includes(biggest) ? biggest : null };
}

/** Without white space around the note. */
export function trimmed(answers: ReflectionAnswers): ReflectionAnswers {
  return { ...answers, note: answers.note.trim() };
}

/** Whether two say the same. */
export function isSame(one: ReflectionAnswers, other: ReflectionAnswers | null): boolean {
  if (!other) return false;
  const keys = Object.keys(unanswered) as (keyof ReflectionAnswers)[];
  return keys.every(key => `${one[key]}` === `${other[key]}`);
}
