import { aiLensOf } from '../domain/aiLens';
import { formatDayStart, type WeekSpan } from '../domain/calendar';
import { flowFrequencies, greatestLoad, type Reflection, type Slog } from '../domain/reflection';
import { usualAskFrom } from '../domain/reflectionPrompt';
import { noReflections } from '../domain/reflections';
import {
  type Category,
  categories,
  type LeftOutReason,
  leftOutReasons,
  type NewGround,
  type PullRequestReport,
  type Report,
  type WeekChurn,
  type WeekReport,
} from '../domain/report';
import { weeklyRequests } from '../domain/requestSums';
import { churnHorizonMs } from '../domain/survival';
import type { Translate } from '../text/wording';
import { exampleCalendar, exampleNow, exampleRepository, exampleTime, exampleWeeks, isAtWork } from './exampleCalendar';
import { calmOf, exampleFocus } from './exampleFocus';
import { exampleRequests, exampleWork } from './exampleRequests';
import { spread, spreadBetween } from './exampleSpread';
import type { FlowInput } from './flowInput';
import type { ReflectionInput } from './reflectionInput';

/** As many of its weeks are told of: charts of more are dense. */
const toldWeeks = 26;

/** What readings of a repository, of the journal and of the reflections would give. */
export interface ExampleYear {
  readonly report: Report;
  readonly flow: FlowInput;
  readonly said: ReflectionInput;
}

/**
 * A year of a person who does not exist, up to the Friday of the week that holds an instant (epoch milliseconds). The
 * same for the same week; nothing in it comes from this machine.
 */
export function exampleYear(at: number, t: Translate): ExampleYear {
  const weeks = exampleWeeks(at);
  const now = exampleNow(at);
  const requests = exampleRequests(weeks, now);
  const flow = exampleFocus(weeks, now, requests);
  return {
    report: reportOf(weeks, requests, now),
    flow: { ...flow, weeks: flow.weeks.slice(-toldWeeks) },
    said: saidOf(weeks, flow, t),
  };
}

function reportOf(weeks: readonly WeekSpan[], requests: readonly PullRequestReport[], now: number): Report {
  const all = weeks.map((week, place) => weekOf(week, place, weeks.length - 1 - place, now));
  const told = all.slice(-toldWeeks);
  const from = told[0]?.from ?? '';
  const pullRequests = requests.filter(({ landedAt }) => (landedAt ?? '') >= from);
  const sums = weeklyRequests(pullRequests, told);
  const [first, last] = [weeks[0], weeks.at(-1)];
  const landings = requests.map(({ landedAt }) => landedAt);
  return {
    schema: 'eddy-report/1',
    generatedAt: isoOf(now),
    timeZone: exampleCalendar.timeZone,
    dayStart: formatDayStart(exampleCalendar.dayStartMinutes),
    range: { from, to: isoOf(now) },
    repository: {
      ...{ id: exampleRepository, name: exampleRepository, defaultBranch: 'main', shallow: false, partial: false },
      ...{ unreadableCommits: 0, commitsFromTheFuture: 0, tracedShare: 0.97 },
    },
    identity: { mode: 'mine', addresses: 1 },
    weeks: told.map((week, index) => ({ ...week, pullRequests: sums[index] ?? null })),
    pullRequests,
    workInProgress: last ? exampleWork(last) : [],
    onboarding: {
      ...{ startAt: first ? isoOf(exampleTime(first, 0, 640)) : null, startBasis: 'first-commit' },
      ...{ firstLandedAt: landings[0] ?? null, tenthLandedAt: landings[9] ?? null, landed: landings.length },
    },
    ai: aiLensOf(countsByMark(told), pullRequests),
    tensions: [],
    experiment: null,
    notes: [],
  };
}

function weekOf({ week, from, to }: WeekSpan, place: number, age: number, now: number): WeekReport {
  const isComplete = to + churnHorizonMs <= now;
  const usual = spreadBetween(260, 940, 3, place) * (age === 0 ? 0.8 : isHasty(place) ? 1.6 : 1);
  const added = isAtWork(place) ? Math.round(usual) : 0;
  const churn = churnOf(added, place, isComplete, age);
  const old = Math.round(added * 0.4 * spreadBetween(0.1, 0.4, 19, place));
  const ended = Math.round(added * 0.4);
  return {
    ...{ week, from: isoOf(from), to: isoOf(to) },
    commits: isAtWork(place) ? Math.round(spreadBetween(8, 21, 13, place)) : 0,
    lines: linesOf(added, churn.churned, place),
    churn,
    oldCode: { ended, old, share: ended >= 50 ? old / ended : null },
    ...{ pullRequests: null, focus: null, reflection: null },
    newGround: groundOf(place, age),
  };
}

/** Whether more was written than usual, and more of it rewritten. */
const isHasty = (place: number): boolean => place % 17 === 14;

/** A cohort: counted where it is complete, else estimated, the wider the younger it is. */
function churnOf(added: number, place: number, complete: boolean, age: number): WeekChurn {
  const share = spreadBetween(0.06, 0.1, 11, place) + (isHasty(place) ? 0.06 : 0);
  const known = complete ? 1 : ([0.2, 0.55, 0.85][age] ?? 1);
  const churned = Math.round(added * share * known);
  const estimate = added > 0 ? (complete ? churned / added : share) : null;
  const width = share * (1.1 - known);
  const isYoung = !complete && added > 0;
  const leftOut = Object.fromEntries(leftOutReasons.map(reason => [reason, 0])) as Record<LeftOutReason, number>;
  return {
    ...{ added, churned, complete, churnedByMe: Math.round(churned * 0.82) },
    ...{ rate: complete ? estimate : null, estimate },
    basis: estimate === null ? null : complete ? 'complete' : 'own pattern',
    low: isYoung ? share - 0.6 * width : null,
    high: isYoung ? share + width : null,
    byDay: isYoung ? { day: [3, 5, 12][age] ?? 1, share: share * known } : null,
    leftOut: {
      ...leftOut,
      ...{ blank: Math.round(added * 0.13), moved: Math.round(added * 0.05), whitespace: Math.round(added * 0.02) },
      generated: added > 0 && place % 9 === 3 ? 1804 : 0,
    },
  };
}

function linesOf(added: number, ended: number, place: number): WeekReport['lines'] {
  const tests = spreadBetween(0.18, 0.34, 23, place);
  const shares: Record<Category, number> = {
    ...{ generated: 0, tests, docs: place % 4 === 1 ? 0.12 : 0.02, config: 0.06 },
    logic: 0.8 - tests,
  };
  const part = (share: number) => ({ added: Math.round(added * share), ended: Math.round(ended * share) });
  const byCategory = Object.fromEntries(categories.map(each => [each, part(shares[each])]));
  const mine = Object.fromEntries(categories.map(each => [each, part(shares[each]).added]));
  return {
    ...{ added, ended },
    byCategory: byCategory as WeekReport['lines']['byCategory'],
    mine: mine as WeekReport['lines']['mine'],
  };
}

/** What was new, by how many weeks ago. */
const ground: Readonly<Record<number, Pick<NewGround, 'languages' | 'areas'>>> = {
  0: { languages: [], areas: [{ name: 'alerts', withAi: false }] },
  3: { languages: [{ name: 'Rust', withAi: true }], areas: [{ name: 'decoder', withAi: true }] },
  9: { languages: [], areas: [{ name: 'maps', withAi: false }] },
  17: { languages: [{ name: 'SQL', withAi: false }], areas: [] },
  29: { languages: [], areas: [{ name: 'docs', withAi: false }] },
  41: { languages: [{ name: 'Python', withAi: true }], areas: [{ name: 'tools', withAi: true }] },
};

function groundOf(place: number, age: number): NewGround {
  return { languages: [], areas: [], ...ground[age], firstWeek: place === 0 };
}

/** A third of the commits carry a mark, and of their lines somewhat more were rewritten. */
function countsByMark(weeks: readonly WeekReport[]): Parameters<typeof aiLensOf>[0] {
  const sum = (take: (week: WeekReport) => number) => weeks.reduce((all, week) => all + take(week), 0);
  const complete = ({ churn }: WeekReport) => (churn.complete ? churn : { added: 0, churned: 0 });
  const all = {
    commits: sum(({ commits }) => commits),
    lines: sum(week => complete(week).added),
    churned: sum(week => complete(week).churned),
  };
  const marked = {
    commits: Math.round(all.commits * 0.3),
    lines: Math.round(all.lines * 0.34),
    churned: Math.round(all.churned * 0.41),
  };
  const { commits, lines, churned } = marked;
  const unmarked = { commits: all.commits - commits, lines: all.lines - lines, churned: all.churned - churned };
  return { marked, unmarked };
}

const slogs: readonly Slog[] = ['waitingForReview', 'tests', 'waitingForReview', 'meetings', 'builds'];

/** Each Friday but now and then: the calmer the week was, the oftener there was flow in it. */
function saidOf(weeks: readonly WeekSpan[], { now, calendar, recording }: FlowInput, t: Translate): ReflectionInput {
  const answers = weeks.flatMap((span, place) =>
    isAtWork(place) && place % 8 !== 4 ? [answerOf(span, place, place === weeks.length - 1 ? noteText(t) : null)] : [],
  );
  const next = exampleWeeks((weeks.at(-1)?.to ?? now) + 1).at(-1);
  const picks = [weeks.at(-1), next].flatMap((span, index) =>
    span ? [{ week: span.week, id: index === 0 ? 'smallRequests' : 'deepBlocks', at: now }] : [],
  );
  const reading = { ...noReflections, answers, picks };
  return { now, calendar, recording, reading, askFrom: usualAskFrom, wanted: true, trouble: null };
}

const noteText = (t: Translate) => t('Two mornings without a meeting: the decoder got done in one of them.');

/** @param note of the last week, in which more was answered; `null` in the others. */
function answerOf(span: WeekSpan, place: number, note: string | null): Reflection {
  const calm = calmOf(place);
  const biggest = slogs[place % slogs.length] ?? 'other';
  return {
    week: span.week,
    flow: flowFrequencies[Math.min(4, Math.floor(4.2 * calm + spread(7, place)))] ?? null,
    slogs: note === null ? [biggest] : ['reviewingAi', biggest],
    biggest,
    note: note ?? '',
    ventured: place % 5 === 3 ? 'withAi' : place % 3 === 0 ? 'yes' : 'no',
    load: Math.min(greatestLoad, 1 + Math.floor(4 * (1 - calm) + 1.3 * spread(17, place))),
    at: exampleTime(span, 4, 16 * 60 + 5),
  };
}

const isoOf = (at: number): string => new Date(at).toISOString();
