import { type FocusBlock, interruptionOf, overlapMs } from './focusBlock';
import { repositoriesOf } from './joinedReport';
import { flowFrequencies, type Slog } from './reflection';
import type { Report, WeekReflection, WeekReport } from './report';
import { type Bucket, bucketOf, type ShareAnswers, type ShareQuestion } from './teamAnswers';
import { type FocusOfWeek, isWhollyRecorded, leastFocusMs } from './weeklyFocus';

const hourMs = 3_600_000;
const minuteMs = 60_000;

const blockers: Readonly<Record<Slog, Bucket>> = {
  builds: 1,
  tests: 1,
  waitingForReview: 2,
  reviewingAi: 2,
  meetings: 3,
  unclearWork: 4,
  oldCode: 5,
  tools: 5,
  other: 5,
};

/**
 * What a person's share of a week answers, of one repository only, as far as it is known with the least n that each signal
 * takes; what is not is no answer.
 * - Focus in the repository; where Eddy was not there for the whole week, or the person was not, no answer.
 * - The longest block, and the interruptions in an hour of focus, of those blocks that were for more than half in it.
 * - Churn of the newest cohort that was complete when the report was made, up to that week.
 * - Time to a request and maturity: the week's medians.
 * - Flow and the biggest slog as the person said.
 * @param focus told from the same journal; of any weeks.
 * @returns `null` before the week is over where the person is, and where there would be no answer at all.
 */
export function shareAnswersOf(
  report: Report,
  focus: readonly (FocusOfWeek | null)[],
  week: string,
): ShareAnswers | null {
  const [repository, another] = repositoriesOf(report);
  const told = report.weeks.find(each => each.week === week);
  if (!told || repository === undefined || another !== undefined || report.identity.mode === 'all') return null;
  if (Date.parse(told.to) > Date.parse(report.generatedAt)) return null;
  const answers: ShareAnswers = {
    ...focusAnswers(told, focus, repository),
    ...gitAnswers(told, report),
    ...saidAnswers(told.reflection),
  };
  return Object.values(answers).some(bucket => bucket !== 0) ? answers : null;
}

type Answers<Q extends ShareQuestion> = Pick<ShareAnswers, Q>;

function focusAnswers(
  told: WeekReport,
  focus: readonly (FocusOfWeek | null)[],
  repository: string,
): Answers<'focusHours' | 'longestBlockMin' | 'interruptionsPerFocusHour'> {
  const [from, to] = [Date.parse(told.from), Date.parse(told.to)];
  const same = focus.find(each => each !== null && each.week.from === from && each.week.to === to) ?? null;
  if (!same || !isWhollyRecorded(same)) {
    return { focusHours: 0, longestBlockMin: 0, interruptionsPerFocusHour: 0 };
  }
  const blocks = focus.flatMap(each => each?.blocks ?? []);
  const here = blocks.reduce((sum, block) => sum + focusIn(repository, block, from, to), 0);
  const own = same.blocks.filter(block => 2 * focusIn(repository, block) > block.end - block.start);
  const lengths = own.map(({ start, end }) => end - start);
  const ownMs = lengths.reduce((sum, ms) => sum + ms, 0);
  const interruptions = own.filter(block => interruptionOf(block) !== null).length;
  return {
    focusHours: bucketOf('focusHours', here > 0 ? here / hourMs : null),
    longestBlockMin: bucketOf('longestBlockMin', own.length > 0 ? Math.max(...lengths) / minuteMs : null),
    interruptionsPerFocusHour: bucketOf(
      'interruptionsPerFocusHour',
      ownMs >= leastFocusMs ? interruptions / (ownMs / hourMs) : null,
    ),
  };
}

/** How long a block was in a repository, between two instants where they are given; milliseconds. */
function focusIn(repository: string, { parts, start, end }: FocusBlock, from = start, to = end): number {
  const own = parts.filter(({ context }) => context.repository === repository);
  return own.reduce((sum, part) => sum + overlapMs(part, from, to), 0);
}

function gitAnswers(
  { week, pullRequests }: WeekReport,
  { weeks }: Report,
): Answers<'churnPct' | 'timeToPrHours' | 'prMaturity'> {
  const rate = weeks.findLast(each => each.week <= week && each.churn.complete)?.churn.rate ?? null;
  const time = pullRequests?.medianTimeToPrMs ?? null;
  const maturity = pullRequests?.medianMaturity ?? null;
  return {
    churnPct: bucketOf('churnPct', rate && rate * 100),
    timeToPrHours: bucketOf('timeToPrHours', time && time / hourMs),
    prMaturity: bucketOf('prMaturity', maturity && maturity * 100),
  };
}

function saidAnswers(reflection: WeekReflection | null): Answers<'flow' | 'blocker'> {
  const { flow, biggest } = reflection ?? { flow: null, biggest: null };
  return {
    flow: flow === null ? 0 : ((1 + flowFrequencies.indexOf(flow)) as Bucket),
    blocker: biggest === null ? 0 : blockers[biggest],
  };
}
