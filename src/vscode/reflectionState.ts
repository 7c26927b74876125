import { lastDayOf, type WeekSpan, weekOf, weeksUpTo } from '../domain/calendar';
import { flowFrequencies, greatestLoad, longestNote, type Reflection, slogs, venturings } from '../domain/reflection';
import { askingTime, weekToAsk } from '../domain/reflectionPrompt';
import type { Report } from '../domain/report';
import type {
  Choice,
  Fact,
  ReflectionAnswers,
  ReflectionForm,
  ReflectionLabels,
  ReflectionState,
  ReflectionWeekState,
} from '../protocol';
import { flowFrequencyText, reflectionFacts, slogText, venturingText } from '../text/reflectionText';
import type { Wording } from '../text/wording';
import { experimentLine, experimentState } from './experimentState';
import { feltState } from './feltState';
import type { FlowInput } from './flowInput';
import type { ReflectionInput } from './reflectionInput';

/** As many weeks as are listed of what was answered before. */
export const listedWeeks = 52;

/** What the section is made from besides. */
export interface ReflectionSurroundings {
  /** Where the repository that is shown was read. */
  readonly report: Report | null;
  /** Where focus is recorded. */
  readonly flow: FlowInput | null;
}

/** The section of reflections in the panel. */
export function reflectionState(
  input: ReflectionInput,
  facts: ReflectionSurroundings,
  wording: Wording,
): ReflectionState {
  const { t } = wording;
  const { now, calendar, reading } = input;
  const asked = weekAskedAbout(input);
  const isDue = isWaiting(asked, input);
  const isAnswered = reading.answers.some(({ week }) => week === asked.week);
  const next = { next: weekOf(asked.to, calendar).week, isNow: now >= asked.to };
  return {
    title: t('Reflection'),
    trouble: troubleOf(input, wording),
    since: input.recording.since,
    asked: weekState(asked, input, wording),
    folded: isDue
      ? {
          text: t(
            'Your answers come first: the numbers are folded away until then, so that they do not speak for you.',
          ),
          answer: t('Answer First'),
          show: t('Show the Numbers Without Answering'),
        }
      : null,
    open: isDue,
    form: form(wording),
    labels: labels(wording),
    again: reading.neverSince === null ? null : againState(reading.neverSince, wording),
    experiment: isAnswered ? experimentState(reading, facts.report, asked, next, wording) : null,
    // It tells numbers of the week.
    outcome: isDue ? null : experimentLine(reading, facts.report, asked, wording),
    earlier: { title: t('Weeks before'), weeks: earlierWeeks(asked, input, wording) },
    felt: facts.flow && !isDue ? feltState(reading, facts.flow, wording) : null,
    measured: { title: t('How is this kept?'), points: measured(asked, input, wording) },
  };
}

/** The week that ends, from when it is asked about; else the running one. */
function weekAskedAbout({ now, calendar, askFrom }: ReflectionInput): WeekSpan {
  return weekToAsk(now, askFrom, calendar) ?? weekOf(now, calendar);
}

/** Whether it is time to answer, and the person has neither done so nor said that they do not want to. */
function isWaiting(asked: WeekSpan, { now, calendar, askFrom, wanted, recording, reading }: ReflectionInput): boolean {
  if (!wanted || reading.foreign || reading.neverSince !== null) return false;
  if (recording.since === null || recording.since >= asked.from) return false;
  if (weekToAsk(now, askFrom, calendar)?.week !== asked.week) return false;
  return ![...reading.answers, ...reading.skips].some(({ week }) => week === asked.week);
}

function weekState(span: WeekSpan, input: ReflectionInput, wording: Wording): ReflectionWeekState {
  const { t } = wording;
  const { calendar, now, reading } = input;
  const [running, last] = weeksUpTo(now, 2, calendar).reverse();
  const answer = reading.answers.find(({ week }) => week === span.week);
  return {
    week: span.week,
    title: span.week === running?.week ? t('This week') : span.week === last?.week ? t('Last week') : null,
    span: wording.days(span.from, lastDayOf(span, calendar)),
    sentence: sentenceOf(span, answer, input, wording),
    facts: answer ? reflectionFacts(answer, wording) : [],
    answers: answer ? answersOf(answer) : null,
  };
}

function sentenceOf(span: WeekSpan, answer: Reflection | undefined, input: ReflectionInput, wording: Wording): string {
  const { t } = wording;
  const { now, calendar, askFrom, reading } = input;
  if (answer) return t('You answered on {0}.', wording.weekday(answer.at));
  if (reading.skips.some(({ week }) => week === span.week)) return t('You skipped this week.');
  if (isWaiting(span, input)) return t('How was your week?');
  const { from } = askingTime(span, askFrom, calendar);
  const asks = input.wanted && reading.neverSince === null && now < from;
  return asks && (input.recording.since ?? now) < span.from
    ? t('From {0} on, Eddy asks how your week was. You can answer now.', wording.weekdayTime(from))
    : t('You can say how your week was, whenever you like.');
}

function answersOf({ flow, slogs, biggest, note, ventured, load }: Reflection): ReflectionAnswers {
  return { flow, slogs: [...slogs], biggest, note, ventured, load };
}

function earlierWeeks(asked: WeekSpan, input: ReflectionInput, wording: Wording): ReflectionWeekState[] {
  const { reading, calendar, now } = input;
  return weeksUpTo(now, listedWeeks, calendar)
    .reverse()
    .filter(({ week }) => week !== asked.week && reading.answers.some(answer => answer.week === week))
    .map(span => weekState(span, input, wording));
}

function form(wording: Wording): ReflectionForm {
  const { t } = wording;
  return {
    intro: t(
      'Each question is optional. What you answer stays on this machine, and you can change or remove it later.',
    ),
    flow: {
      question: t('How often did you reach a deep flow state?'),
      choices: choices(flowFrequencies, value => flowFrequencyText(value, wording)),
    },
    slogs: {
      question: t('Which parts felt like a slog?'),
      choices: choices(slogs, value => slogText(value, wording)),
    },
    biggest: t('The biggest one?'),
    note: {
      label: t('In your own words, if you like'),
      left: t('Characters left'),
      longest: longestNote,
    },
    ventured: {
      question: t('Did you take on something you would have avoided before?'),
      choices: choices(venturings, value => venturingText(value, wording)),
    },
    load: {
      question: t('How demanding was it?'),
      choices: choices([1, 2, 3, 4, greatestLoad], value => wording.count(value)),
      least: t('hardly'),
      most: t('extremely'),
    },
  };
}

function choices<V>(values: readonly V[], label: (value: V) => string): Choice<V>[] {
  return values.map(value => ({ value, label: label(value) }));
}

function labels({ t }: Wording): ReflectionLabels {
  return {
    answer: t('Answer'),
    edit: t('Change Your Answers'),
    remove: t('Remove…'),
    save: t('Save'),
    skip: t('Skip This Week'),
    cancel: t('Cancel'),
    clear: t('Clear'),
    numbers: t('To the Numbers'),
  };
}

function measured(asked: WeekSpan, { calendar, askFrom }: ReflectionInput, wording: Wording): Fact[] {
  const { t } = wording;
  const { from, to } = askingTime(asked, askFrom, calendar);
  return [
    {
      term: t('When Eddy asks'),
      text: t(
        'Once a week from {0} to {1}, at a quiet moment: never in a deep block, in a focus session or while recording is paused. Not in the first week, and not after “Never”.',
        wording.weekdayTime(from),
        wording.weekdayTime(to),
      ),
    },
    {
      term: t('Folded numbers'),
      text: t(
        'While a week waits for your answer its numbers are folded away: what is measured must not answer for you.',
      ),
    },
    {
      term: t('Where it is'),
      text: t(
        'In Eddy’s folder on this machine, readable by you alone; what is filled in and not saved is in VS Code’s own storage of this workspace. Your own words are in no report.',
      ),
    },
  ];
}

function troubleOf({ trouble, reading }: ReflectionInput, { t }: Wording): string | null {
  return reading.foreign
    ? t('Another version of Eddy has stored reflections here. This one leaves them alone: use the newer one.')
    : trouble;
}

function againState(since: number, wording: Wording): ReflectionState['again'] {
  const { t } = wording;
  return {
    text: t('Eddy does not ask: you said “Never” on {0}.', wording.date(since)),
    label: t('Let Eddy Ask Again'),
  };
}
