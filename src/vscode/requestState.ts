import { baselineOf, leastBaselineWeeks } from '../domain/baseline';
import { type Calendar, calendarOf, dayBoundsOf, lastDayOf, spanOfWeek, weekOf } from '../domain/calendar';
import type { PullRequestReport, Report, WorkInProgress } from '../domain/report';
import { leastRequests } from '../domain/requestSums';
import {
  type Compared,
  isOlderThanCommits,
  leastForRate,
  newestWithRequest,
  type RequestWeek,
  requestWeeks,
  reviewTimeMs,
  timeToRequestMs,
} from '../domain/requestWeeks';
import type {
  Figure,
  KnownRequests,
  RequestLabels,
  RequestLine,
  RequestState,
  RequestsState,
  RequestWeekState,
  Throughput,
  TimeAxis,
  WorkState,
} from '../protocol';
import { shortened, shownName } from '../text/shownName';
import type { Wording } from '../text/wording';
import { requestDefinitions, tracedText } from './requestDefinitions';
import {
  basisText,
  onboardingText,
  type RequestWords,
  requestSentence,
  requestWords,
  timesText,
  wayText,
  workText,
} from './requestText';

const dayMs = 86_400_000;
/** What lies further than this from the week is beyond the picture: the rest would be pressed flat. */
const mostAround = 21 * dayMs;
/** Characters of a name that are sent at all, and those that a cell of the table shows. */
const mostOfName = 400;
const mostInCell = 60;
/** Branches that are shown before the others are folded away. */
const mostBranches = 5;

/**
 * The section of requests.
 * @param week that it tells of, ISO 8601.
 * @param failed whether they could not be read, though the rest of the report could.
 */
export function requestsState(report: Report, week: string, wording: Wording, failed = false): RequestsState {
  const { t } = wording;
  const weeks = requestWeeks(report);
  const words = requestWords(report.pullRequests ?? [], wording);
  if (!weeks) {
    const text = failed
      ? t('What landed could not be read. It is tried again with the next change in the repository.')
      : t('Still reading what landed, and when.');
    return { kind: 'reading', title: words.title, text };
  }
  const newest = newestWithRequest(weeks);
  const shown = newest && weeks.find(each => each.week.week === week);
  const unread = newest && !shown ? t('The history of this week was not read.') : null;
  return {
    kind: 'known',
    title: words.title,
    nothing: newest ? unread : nothingText(report, words, wording),
    caveats: newest ? [] : tracedText(report, wording),
    week: shown ? weekState(shown, report, words, wording) : null,
    latest: newest && !shown?.requests.length ? latestState(newest, report, wording) : null,
    throughput: newest ? throughput(weeks, words, wording) : null,
    work: workState(report, week, wording),
    labels: labels(words, wording),
    measured: { title: t('How is this measured?'), points: requestDefinitions(report, words, wording) },
  };
}

function nothingText({ onboarding, weeks }: Report, words: RequestWords, wording: Wording): string {
  const { t } = wording;
  return onboarding && onboarding.landed > 0
    ? t('No {0} of yours landed in these {1} weeks.', words.one, wording.count(weeks.length))
    : t('No {0} of yours was found here yet.', words.one);
}

function latestState({ week, requests }: RequestWeek, report: Report, wording: Wording): KnownRequests['latest'] {
  const { t } = wording;
  const span = spanOfWeek(week);
  const lastDay = lastDayOf(span, calendarOf(report));
  return {
    week: week.week,
    text:
      requests.length === 1
        ? t('The latest is in the week of {0}.', wording.days(span.from, lastDay))
        : t('The latest are in the week of {0}.', wording.days(span.from, lastDay)),
    label: t('Show That Week'),
  };
}

function weekState(shown: RequestWeek, report: Report, words: RequestWords, wording: Wording): RequestWeekState {
  const { week, requests } = shown;
  const calendar = calendarOf(report);
  const now = Date.parse(report.generatedAt);
  return {
    week: week.week,
    sentence: requestSentence(shown, words, wording),
    onboarding: onboardingText(report, shown, words, wording),
    axis: requests.length === 0 ? null : axisOf(shown, now, calendar, wording),
    requests: requests.map(request => requestState(request, now, words, wording)),
    figures: requests.length === 0 ? [] : figures(shown, report, wording),
  };
}

/** Whole days around all that the week's requests did, at most three weeks before and after it. */
function axisOf({ week, requests }: RequestWeek, now: number, calendar: Calendar, wording: Wording): TimeAxis {
  const lines = requests.map(request => lineOf(request, now));
  const instants = lines.flatMap(({ first, created, between, end }) => {
    return [first, created, between?.from ?? null, end].filter(at => at !== null);
  });
  const earliest = Math.max(Math.min(...instants), Date.parse(week.from) - mostAround);
  const latest = Math.min(Math.max(...instants), Date.parse(week.to) - 1 + mostAround);
  const starts = dayStarts(earliest, latest, calendar);
  const from = starts.findLast(({ at }) => at <= earliest)?.at ?? earliest;
  const to = starts.find(({ at }) => at > latest)?.at ?? latest;
  const days = starts.filter(({ at }) => at >= from && at <= to);
  return { from, to, days: days.map(day => ({ ...day, text: wording.short(day.at) })) };
}

/** From the week of one instant to that of another, and the day after. */
function dayStarts(from: number, to: number, calendar: Calendar): { at: number; monday: boolean }[] {
  const starts: { at: number; monday: boolean }[] = [];
  let week = weekOf(from, calendar);
  while (week.from <= to) {
    starts.push(
      ...dayBoundsOf(week, calendar)
        .slice(0, 7)
        .map((at, day) => ({ at, monday: day === 0 })),
    );
    week = weekOf(week.to, calendar);
  }
  return [...starts, { at: week.from, monday: true }];
}

function lineOf(request: PullRequestReport, now: number): RequestLine {
  const { firstCommitAt, createdAt, createdBasis, createdRange, landedAt, revertedAt } = request;
  const at = (iso: string | null | undefined) => (iso ? Date.parse(iso) : null);
  const first = at(firstCommitAt);
  const landed = at(landedAt);
  const isLoose = createdBasis === 'bracketed' || createdBasis === 'range';
  const lower = at(createdRange?.[0]) ?? first;
  const upper = at(createdRange?.[1]);
  return {
    first,
    created: isLoose || createdBasis === 'landing-only' ? null : at(createdAt),
    between: isLoose && lower !== null && upper !== null ? { from: Math.min(lower, upper), to: upper } : null,
    landed,
    end: landed ?? now,
    reverted: revertedAt !== null,
  };
}

function requestState(request: PullRequestReport, now: number, words: RequestWords, wording: Wording): RequestState {
  const { t } = wording;
  const { size, landing, maturity, revertedAt } = request;
  const number = request.number === null ? '' : `${words.sign}${request.number}`;
  const title = shownName(request.title ?? request.branch ?? '', mostOfName);
  const branch = request.title === null ? '' : shownName(request.branch ?? '', mostOfName);
  const lines = size ? t('+{0} −{1}', wording.count(size.added), wording.count(size.deleted)) : '';
  const files = size ? filesText(size.files, wording) : '';
  const repository = shownName(request.repository ?? '', mostOfName);
  const note = [
    ...(repository === '' ? [] : [repository]),
    ...(landing === null ? [] : [wayText(landing, wording)]),
    basisText(request, wording),
    ...(isOlderThanCommits(request) && !request.firstCommitCut ? [t('older than its commits')] : []),
    ...(maturity === null ? [] : [t('{0} there when opened', wording.share(maturity.value))]),
    ...(revertedAt === null ? [] : [t('reverted')]),
  ].join(' · ');
  return {
    key: [repository, request.forge, request.number ?? request.landedCommit, request.branch].join(' '),
    ...{ number, title, branch, note, lines, files },
    text: timesText(request, wording),
    line: lineOf(request, now),
    cells: cellsOf(request, number, title, branch, wording),
  };
}

function filesText(files: number, wording: Wording): string {
  return files === 1 ? wording.t('one file') : wording.t('{0} files', wording.count(files));
}

function cellsOf(
  request: PullRequestReport,
  number: string,
  title: string,
  branch: string,
  wording: Wording,
): string[] {
  const { t } = wording;
  const { firstCommitAt, focusMs, landedAt, landing, revertedAt, size } = request;
  const elapsed = (ms: number | null) => (ms === null ? '–' : wording.elapsed(ms));
  const landed = landedAt === null ? '–' : wording.moment(landedAt);
  return [
    [isolated(shownName(request.repository ?? '', mostOfName)), number].filter(Boolean).join(' ') || '–',
    isolated(shortened(title, mostInCell)) || '–',
    branch === '' ? '–' : isolated(shortened(branch, mostInCell)),
    firstCommitAt === null ? '–' : wording.moment(firstCommitAt),
    createdCell(request, wording),
    basisText(request, wording),
    elapsed(timeToRequestMs(request)),
    focusMs === null ? '–' : wording.duration(focusMs),
    landing === null ? landed : t('{0}, {1}', landed, wayText(landing, wording)),
    elapsed(reviewTimeMs(request)),
    size ? t('+{0} −{1}', wording.count(size.added), wording.count(size.deleted)) : '–',
    size ? wording.count(size.files) : '–',
    revertedAt === null ? '–' : wording.moment(revertedAt),
  ];
}

function createdCell({ createdAt, createdBasis, createdRange }: PullRequestReport, wording: Wording): string {
  if (createdAt === null || createdBasis === 'landing-only') return '–';
  if (createdBasis !== 'bracketed' && createdBasis !== 'range') return wording.moment(createdAt);
  const [from, to] = createdRange ?? [null, createdAt];
  return from === null ? wording.t('before {0}', wording.moment(to)) : wording.moments(from, to);
}

/** Between marks (Unicode's FSI and PDI) that keep its direction to itself, where no element can. */
const isolated = (name: string) => (name === '' ? '' : `\u2068${name}\u2069`);

function figures(shown: RequestWeek, report: Report, wording: Wording): Figure[] {
  const { t } = wording;
  const { sums, timed, focused, sized, reviewed, landed, time, focus, size, review } = shown;
  const median = (n: number, against: Compared | null, say: (value: number) => string) =>
    against
      ? t('median of {0}; {1} in your other weeks', wording.count(n), say(against.baseline.median))
      : t('median of {0}', wording.count(n));
  const missing = (n: number) => t('Not enough: {0} of {1}.', wording.count(n), wording.count(leastRequests));
  const whole = (n: number) => wording.count(Math.round(n));
  const { medianTimeToPrMs, medianFocusToPrMs, medianSize, medianReviewMs, medianMaturity } = sums;
  return [
    {
      term: t('Landed'),
      value: wording.count(sums.landed),
      note: landed ? t('your median week: {0}', wording.tenth(landed.baseline.median)) : null,
    },
    { term: t('Created'), value: wording.count(sums.created), note: t('of those that have landed') },
    {
      term: t('Time to request'),
      value: medianTimeToPrMs === null ? '–' : wording.elapsed(medianTimeToPrMs),
      note: medianTimeToPrMs === null ? missing(timed) : median(timed, time, value => wording.elapsed(value)),
    },
    ...(focused === 0
      ? []
      : [
          {
            term: t('Of it in focus'),
            value: medianFocusToPrMs === null ? '–' : wording.duration(medianFocusToPrMs),
            note:
              medianFocusToPrMs === null ? missing(focused) : median(focused, focus, value => wording.duration(value)),
          },
        ]),
    {
      term: t('Size'),
      value: medianSize === null ? '–' : t('{0} lines', whole(medianSize)),
      note: medianSize === null ? missing(sized) : median(sized, size, whole),
    },
    {
      term: t('Request to landing'),
      value: medianReviewMs === null ? '–' : wording.elapsed(medianReviewMs),
      note: medianReviewMs === null ? missing(reviewed) : median(reviewed, review, value => wording.elapsed(value)),
    },
    ...(medianMaturity === null
      ? []
      : [
          {
            term: t('There when opened'),
            value: wording.share(medianMaturity),
            note: t('median, of the change'),
          },
        ]),
    reverted(report, wording),
  ];
}

/** Over all weeks shown: one week is too little for it. */
function reverted({ weeks }: Report, wording: Wording): Figure {
  const { t } = wording;
  const sum = (key: 'landed' | 'reverted') => weeks.reduce((all, week) => all + (week.pullRequests?.[key] ?? 0), 0);
  const [landed, failed] = [sum('landed'), sum('reverted')];
  const counts = t('{0} of {1}', wording.count(failed), wording.count(landed));
  const within = t('in these {0} weeks', wording.count(weeks.length));
  return landed < leastForRate
    ? { term: t('Reverted'), value: counts, note: within }
    : { term: t('Reverted'), value: wording.share(failed / landed), note: `${counts} ${within}` };
}

function throughput(weeks: readonly RequestWeek[], { one, many }: RequestWords, wording: Wording): Throughput {
  const { t } = wording;
  const counted = weeks.filter(({ week, running }) => !running && week.commits > 0).map(({ sums }) => sums.landed);
  const baseline = baselineOf(counted);
  const all = weeks.reduce((sum, { sums }) => sum + sums.landed, 0);
  const total = t('{0} {1} in {2} weeks.', wording.count(all), all === 1 ? one : many, wording.count(weeks.length));
  const missing = [wording.count(counted.length), wording.count(leastBaselineWeeks)] as const;
  return {
    title: t('Landed by week'),
    text: baseline ? total : `${total} ${t('Not enough yet for a median: {0} of {1} weeks.', ...missing)}`,
    list: t('{0}. {1}', t('Landed by week'), t('Left and right arrow keys go from week to week.')),
    weeks: weeks.map(({ week, sums }) => ({
      week: week.week,
      short: wording.short(week.from),
      count: sums.landed,
      spoken: t('Week of {0}: {1}', wording.day(week.from), wording.count(sums.landed)),
    })),
    baseline:
      baseline && baseline.median > 0
        ? {
            value: baseline.median,
            label: t('your median of {0} weeks: {1}', wording.count(baseline.weeks), wording.tenth(baseline.median)),
          }
        : null,
  };
}

/** @param shown ISO 8601 week; what is open now is told as that beside an earlier one. */
function workState({ workInProgress, generatedAt, weeks }: Report, shown: string, wording: Wording): WorkState {
  const { t } = wording;
  const now = Date.parse(generatedAt);
  const branches = [...(workInProgress ?? [])]
    .sort((a, b) => b.lastAt.localeCompare(a.lastAt))
    .map(work => ({
      names: work.branches.map(name => shownName(name, mostOfName)),
      text: [shownName(work.repository ?? '', mostOfName), workText(work, now, wording)].filter(Boolean).join(' · '),
      bloat: bloatText(work, wording),
    }));
  const folded = branches.slice(mostBranches);
  return {
    title: shown < (weeks.at(-1)?.week ?? '') ? t('Work in progress now') : t('Work in progress'),
    nothing: branches.length > 0 ? null : t('No branch here holds work that has not landed.'),
    branches: branches.slice(0, mostBranches),
    folded:
      folded.length > 0
        ? { title: t('{0} more, not touched for longer', wording.count(folded.length)), branches: folded }
        : null,
  };
}

function bloatText({ bloat, smaller }: WorkInProgress, wording: Wording): string | null {
  const { t } = wording;
  return bloat && smaller
    ? t('already larger than {0} of your last {1}', wording.count(smaller.count), wording.count(smaller.of))
    : null;
}

function labels(words: RequestWords, { t }: Wording): RequestLabels {
  return {
    requests: t(
      '{0}. Up and down arrow keys go from one to the next, Page Up and Page Down from week to week.',
      words.title,
    ),
    hint: t('Point at one, or go through them with the arrow keys, to see its dates.'),
    firstCommit: t('first commit'),
    created: t('created'),
    createdBetween: t('created somewhere in here'),
    landed: t('landed'),
    reverted: t('landed, later reverted'),
    table: {
      caption: t('{0} of the week', words.title),
      columns: [
        t('Number'),
        t('Title'),
        t('Branch'),
        t('First commit'),
        t('Created'),
        t('Known from'),
        t('Time to it'),
        t('Of it in focus'),
        t('Landed'),
        t('Request to landing'),
        t('Lines'),
        t('Files'),
        t('Reverted'),
      ],
    },
  };
}
