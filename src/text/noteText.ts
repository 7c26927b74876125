import type { WeekReport } from '../domain/report';
import type { Against, Note, NoteOf } from '../domain/weekNotes';
import type { SentencePart, WeekSentence, WithoutParts } from '../domain/weekSentence';
import { touchesText } from './newGroundText';
import { slogText } from './reflectionText';
import type { Wording } from './wording';

/** The sentence that opens a week; the same finding gives the same text. */
export function weekSentenceText({ week, running, parts, otherwise }: WeekSentence, wording: Wording): string {
  const { t } = wording;
  if (parts.length === 0) return withoutPartsText(otherwise, week, running, wording);
  const brought = wording.all(parts.map(part => partText(part, wording)));
  return running
    ? t('This week has brought {0} so far.', brought)
    : t('The week of {0} brought {1}.', wording.day(week.from), brought);
}

function partText({ of, value, usual }: SentencePart, wording: Wording): string {
  const { t } = wording;
  switch (of) {
    case 'landed': {
      const landed = value === 1 ? t('one landed request') : t('{0} landed requests', wording.count(value));
      return usual ? t('{0} (usually {1})', landed, wording.tenth(usual.median)) : landed;
    }
    case 'durable': {
      const durable = t('new code of which {0} stood for two weeks', wording.share(value));
      return usual ? t('{0} (usually {1})', durable, wording.share(usual.median)) : durable;
    }
    case 'focus': {
      const focus = t('{0} of focus', wording.duration(value));
      return usual ? t('{0} (usually {1})', focus, wording.duration(usual.median)) : focus;
    }
  }
}

function withoutPartsText(otherwise: WithoutParts, { from }: WeekReport, running: boolean, wording: Wording): string {
  const { t } = wording;
  const week = wording.day(from);
  switch (otherwise.kind) {
    case 'nothing':
      return running ? t('No work is recorded this week so far.') : t('No work is recorded for the week of {0}.', week);
    case 'tooEarly': {
      const ready = wording.day(otherwise.readyAt);
      if (running) {
        return otherwise.noneLanded
          ? t('Nothing has landed this week so far; how durable its work is can be told from {0} on.', ready)
          : t('How durable the work of this week so far is can be told from {0} on.', ready);
      }
      return otherwise.noneLanded
        ? t('Nothing landed in the week of {0}; how durable its work is can be told from {1} on.', week, ready)
        : t('How durable the work of the week of {0} is can be told from {1} on.', week, ready);
    }
    case 'tooFew':
      return otherwise.noneLanded
        ? t('Nothing landed in the week of {0}, and its new code is too little to tell how durable it is.', week)
        : t('The new code of the week of {0} is too little to tell how durable it is.', week);
  }
}

/** What stands out in a week, in one or two sentences; the same note gives the same text. */
export function noteText(note: Note, wording: Wording): string {
  const { t } = wording;
  const when = whenText(note, wording);
  switch (note.id) {
    case 'reverted':
      return revertedText(note, when, wording);
    case 'changedAfterOpening': {
      const { changed, matured } = note.numbers;
      const said = [wording.count(changed), wording.count(matured), when] as const;
      return t('{0} of {1} requests that landed {2} changed by more than half after they opened.', ...said);
    }
    case 'churn': {
      const { cohort } = note.numbers;
      const share = (value: number) => wording.share(value);
      const text = t(
        '{0} of the new code of the week of {1} was rewritten within two weeks',
        share(note.numbers.value),
        wording.day(cohort.from),
      );
      return againstText(text, note.numbers, share, t('more'), t('less'), wording);
    }
    case 'aiChurn': {
      const { marked, unmarked } = note.numbers;
      return t(
        'Over these weeks, {0} of the new code in commits marked as AI-assisted was rewritten within two weeks, and {1} of the rest. Marks are often missing, mostly after a squash.',
        wording.share(marked),
        wording.share(unmarked),
      );
    }
    case 'milestone':
      return milestoneText(note, wording);
    case 'newGround': {
      const ground =
        note.n > mostNames ? t('{0} languages and areas', wording.count(note.n)) : touchesText(note.numbers, wording);
      return t('New ground {0}: {1}.', when, ground);
    }
    case 'reviewTime': {
      const time = (ms: number) => wording.elapsed(ms);
      const text = t('Requests that landed {0} were open for a median of {1}', when, time(note.numbers.value));
      return againstText(text, note.numbers, time, t('longer'), t('shorter'), wording);
    }
    case 'openBranch': {
      const { lines, smaller, requests } = note.numbers;
      return t(
        'An open branch changes {0} lines: {1} of your last {2} requests were smaller.',
        wording.count(lines),
        wording.count(smaller),
        wording.count(requests),
      );
    }
    case 'timeToRequest': {
      const time = (ms: number) => wording.elapsed(ms);
      const text = t('From first commit to request it took a median of {0} {1}', time(note.numbers.value), when);
      return againstText(text, note.numbers, time, t('longer'), t('shorter'), wording);
    }
    case 'deepFocus': {
      const time = (ms: number) => wording.duration(ms);
      const { value } = note.numbers;
      const text =
        value === 0
          ? t('No focus {0} was in deep blocks', when)
          : t('{0} of focus {1} were in deep blocks', time(value), when);
      return againstText(text, note.numbers, time, t('more'), t('less'), wording);
    }
    case 'interruptions': {
      const rate = (perHour: number) => wording.tenth(perHour);
      const text = t('Focus was interrupted {0} times an hour {1}', rate(note.numbers.value), when);
      return againstText(text, note.numbers, rate, t('more'), t('less'), wording);
    }
    case 'longestBlock': {
      const { longestMs, weeks } = note.numbers;
      const said = [wording.duration(longestMs), when, wording.count(weeks)] as const;
      return t('A focus block of {0} {1} was longer than any in the {2} recorded weeks before.', ...said);
    }
    case 'oldCode': {
      const share = (value: number) => wording.share(value);
      const text = t('{0} of the code that you changed {1} was at least 12 weeks old', share(note.numbers.value), when);
      return againstText(text, note.numbers, share, t('more'), t('less'), wording);
    }
    case 'focusWithoutCommits':
      return t(
        '{0} of focus here {1}, and no commit of yours: reading and reviewing leave none.',
        wording.duration(note.numbers.focusMs),
        when,
      );
    case 'slog': {
      const { slog, times, answers } = note.numbers;
      const said = [slogText(slog, wording), wording.count(times), wording.count(answers)] as const;
      return t('The biggest slog was “{0}” in {1} of your last {2} answers.', ...said);
    }
    case 'recordedFrom':
      return t('Focus is recorded since {0}; what was before is not known.', wording.weekday(note.numbers.since));
    case 'paused':
      return t(
        'Recording was paused for {0} {1}: its focus is compared with nothing.',
        wording.elapsed(note.numbers.pausedMs),
        when,
      );
    case 'notRecordedYet':
      return t('Focus was not recorded yet {0}.', when);
  }
}

function whenText({ week, running }: Note, wording: Wording): string {
  const { t } = wording;
  return running ? t('this week so far') : t('in the week of {0}', wording.day(week.from));
}

function revertedText({ numbers: { reverted, landed } }: NoteOf<'reverted'>, when: string, wording: Wording): string {
  const { t } = wording;
  if (landed === 1) return t('The one request that landed {0} was reverted within 30 days.', when);
  const all = wording.count(landed);
  return reverted === 1
    ? t('One of the {0} requests that landed {1} was reverted within 30 days.', all, when)
    : t('{0} of the {1} requests that landed {2} were reverted within 30 days.', wording.count(reverted), all, when);
}

function milestoneText({ numbers: { landed, afterMs } }: NoteOf<'milestone'>, wording: Wording): string {
  const { t } = wording;
  const after = afterMs === null ? null : wording.elapsed(afterMs);
  if (landed === 1) {
    return after === null
      ? t('Your first request in this repository landed.')
      : t('Your first request in this repository landed, {0} after your first commit.', after);
  }
  return after === null
    ? t('Your tenth request in this repository landed.')
    : t('Your tenth request in this repository landed, {0} after your first commit.', after);
}

/** With more names they are counted. */
const mostNames = 5;

function againstText(
  text: string,
  { comparison, baseline }: Against,
  say: (value: number) => string,
  more: string,
  less: string,
  { t }: Wording,
): string {
  const compared = comparison === 'more' ? more : less;
  return t('{0} – {1} than in your other weeks, where the median is {2}.', text, compared, say(baseline.median));
}
