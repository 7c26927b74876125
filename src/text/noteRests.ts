import type { Baseline } from '../domain/baseline';
import type { Note } from '../domain/weekNotes';
import type { SentencePart, WeekSentence } from '../domain/weekSentence';
import type { Wording } from './wording';

/** What the numbers of a week's sentence rest on; `null` where it has none. */
export function sentenceRests({ parts }: WeekSentence, wording: Wording): string | null {
  const baselines = parts.flatMap(({ usual }) => usual ?? []);
  const basis = parts.map(part => basisOfPart(part, wording));
  return basis.length === 0 ? null : restsText(basis, baselines, wording);
}

function basisOfPart({ of, n }: SentencePart, wording: Wording): string {
  switch (of) {
    case 'landed':
      return requests(n, wording);
    case 'durable':
      return lines(n, wording);
    case 'focus':
      return wording.t('{0} of focus', wording.duration(n));
  }
}

/** The same of a note; `null` where its number rests on nothing but itself. */
export function noteRests(note: Note, wording: Wording): string | null {
  const { t } = wording;
  const baselines = 'baseline' in note.numbers ? [note.numbers.baseline] : [];
  const basis = basisOf(note, wording);
  if (note.id === 'aiChurn') return t('Rests on {0} commits or more of each kind.', wording.count(note.n));
  return basis === null ? null : restsText([basis], baselines, wording);
}

function basisOf({ id, n }: Note, wording: Wording): string | null {
  const { t } = wording;
  switch (id) {
    case 'reverted':
    case 'changedAfterOpening':
    case 'reviewTime':
    case 'timeToRequest':
    case 'openBranch':
      return requests(n, wording);
    case 'churn':
    case 'oldCode':
      return lines(n, wording);
    case 'deepFocus':
    case 'interruptions':
      return t('{0} of focus', wording.duration(n));
    case 'longestBlock':
      return t('{0} earlier weeks', wording.count(n));
    case 'slog':
      return t('{0} answers', wording.count(n));
    case 'aiChurn':
    case 'milestone':
    case 'newGround':
    case 'focusWithoutCommits':
    case 'recordedFrom':
    case 'paused':
    case 'notRecordedYet':
      return null;
  }
}

function restsText(basis: readonly string[], baselines: readonly Baseline[], wording: Wording): string {
  const { t } = wording;
  const rests = wording.all(basis);
  const weeks = [...new Set(baselines.map(baseline => baseline.weeks))]
    .sort((a, b) => a - b)
    .map(n => wording.count(n));
  return weeks.length === 0
    ? t('Rests on {0}.', rests)
    : t('Rests on {0}, compared with {1} of your weeks before it.', rests, wording.all(weeks));
}

const requests = (n: number, wording: Wording) =>
  n === 1 ? wording.t('one request') : wording.t('{0} requests', wording.count(n));

const lines = (n: number, wording: Wording) => wording.t('{0} lines', wording.count(n));
