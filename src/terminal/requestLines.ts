import type { LandingWay } from '../domain/pullRequest';
import type { PullRequestReport, Report, WorkInProgress } from '../domain/report';
import { leastRequests } from '../domain/requestSums';
import {
  areMergeRequests,
  isOlderThanCommits,
  newestWithRequest,
  type RequestWeek,
  requestWeeks,
  timeToRequestMs,
  trustedShare,
} from '../domain/requestWeeks';
import { columnsOf, padStart, printable } from './columns';
import { labelColumns, type Page } from './page';

/**
 * Requests by week, the person's of the newest week that has any, and the work that is to become some: sections of
 * lines. Of everybody there are sums only.
 */
export function requestLines(report: Report, page: Page): string[][] {
  const weeks = requestWeeks(report);
  if (!weeks) return [];
  const merge = areMergeRequests(report.pullRequests ?? []);
  const name = merge ? 'merge requests' : 'pull requests';
  const mine = report.identity.mode === 'mine';
  const newest = newestWithRequest(weeks);
  const work = report.workInProgress ?? [];
  return [
    newest
      ? weekLines(weeks, report, name, page)
      : page.paragraph(`No ${name}${mine ? ' of yours' : ''} were found in these weeks.${traced(report, page)}`),
    newest && mine ? listLines(newest, merge ? '!' : '#', page) : [],
    work.length > 0
      ? [page.faint(page.line('Work in progress')), ...work.flatMap(each => workLines(each, report, page))]
      : [],
  ];
}

function weekLines(weeks: readonly RequestWeek[], report: Report, name: string, page: Page): string[] {
  const whose = report.identity.mode === 'all' ? "Everybody's" : 'Your';
  const columns = weeks.map(({ sums, timed }) => [
    `${page.number(sums.landed)} landed`,
    `${page.number(sums.created)} created`,
    sums.medianTimeToPrMs === null
      ? timed === 0
        ? ''
        : `time: not enough, ${page.number(timed)} of ${leastRequests}`
      : `${page.elapsed(sums.medianTimeToPrMs)} from first commit to request`,
  ]);
  const widths = [0, 1].map(at => Math.max(...columns.map(each => columnsOf(each[at] ?? ''))));
  const lines = weeks.flatMap((shown, index) => {
    const [landed = '', created = '', time = ''] = columns[index] ?? [];
    const text = [padStart(landed, widths[0] ?? 0), padStart(created, widths[1] ?? 0), time].join('  ').trimEnd();
    const further = furtherTimes(shown, page);
    return [
      page.line(`${shown.week.week.padEnd(labelColumns)}${text}`),
      ...(further === '' ? [] : [page.line(' '.repeat(labelColumns) + further)]),
    ];
  });
  const [landed, reverted] = (['landed', 'reverted'] as const).map(key =>
    weeks.reduce((sum, { sums }) => sum + sums[key], 0),
  );
  const failed = `Reverted: ${page.number(reverted ?? 0)} of ${page.number(landed ?? 0)}.`;
  return [
    page.faint(page.line(`${whose} ${name}, with the medians of their times`)),
    ...lines,
    ...page.paragraph(failed + traced(report, page)),
  ];
}

/** What is known besides the time to a request; empty where nothing is. */
function furtherTimes({ sums, timed, focused }: RequestWeek, page: Page): string {
  const { medianFocusToPrMs: focus, medianReviewMs: review } = sums;
  return [
    ...(focus === null
      ? []
      : [
          `${page.duration(focus)} ${focused === timed ? 'of it in focus' : `in focus, known of ${focused} of ${timed}`}`,
        ]),
    ...(review === null ? [] : [`${page.elapsed(review)} from request to landing`]),
  ].join('; ');
}

function traced({ repository: { tracedShare } }: Report, page: Page): string {
  if (tracedShare === null || tracedShare >= trustedShare) return '';
  if (tracedShare === 0) return ' No commit of this repository names a request: only branches of this clone are seen.';
  return ` ${page.share(tracedShare)} of this repository's commits name a request: only those, and branches of this clone, are seen.`;
}

/** The newest ones that are listed. */
const mostListed = 20;

function listLines({ week, requests }: RequestWeek, sign: string, page: Page): string[] {
  const more = requests.length - mostListed;
  return [
    page.faint(page.line(`In the week of ${page.day(week.from)}`)),
    ...requests.slice(-mostListed).flatMap(request => page.item(requestText(request, sign, page))),
    ...(more > 0 ? page.item(`${page.number(more)} earlier ones`) : []),
  ];
}

function requestText(request: PullRequestReport, sign: string, page: Page): string {
  const { number, title, branch, size, landing, landedAt, revertedAt } = request;
  const name = [
    number === null ? '' : `${sign}${number}`,
    printable(title ?? ''),
    branch === null ? '' : `(${printable(branch)})`,
  ];
  const facts = [
    ...(size ? [`+${page.number(size.added)} −${page.number(size.deleted)} in ${page.count(size.files, 'file')}`] : []),
    ...(landedAt === null ? [] : [`${landing === null ? 'landed' : ways[landing]} ${page.dayAndTime(landedAt)}`]),
    createdText(request, page),
    ...timeText(request, page),
    ...(revertedAt === null ? [] : [`reverted ${page.dayAndTime(revertedAt)}`]),
  ];
  return `${name.filter(Boolean).join(' ') || 'A request'}: ${facts.join('; ')}.`;
}

const ways: Record<LandingWay, string> = {
  merge: 'merged',
  squash: 'squashed',
  rebase: 'rebased',
  'fast-forward': 'fast-forwarded',
};

/** The week tells the time of all: of one, only what was focus in it. */
function timeText(request: PullRequestReport, page: Page): string[] {
  const time = timeToRequestMs(request);
  const { focusMs } = request;
  if (time === null || focusMs === null) return [];
  return [`${page.elapsed(time)} from first commit, ${page.duration(focusMs)} of it in focus`];
}

function createdText(request: PullRequestReport, page: Page): string {
  const { createdAt, createdBasis, createdRange } = request;
  if (createdAt === null || createdBasis === 'landing-only' || createdBasis === 'unknown') return 'creation not known';
  const [from, to] = createdRange ?? [null, createdAt];
  const between =
    from === null ? `before ${page.dayAndTime(to)}` : `${page.dayAndTime(from)} to ${page.dayAndTime(to)}`;
  switch (createdBasis) {
    case 'exact':
      return `created ${page.dayAndTime(createdAt)} (told by the forge)${isOlderThanCommits(request) ? ', before its first commit and so in no median of times' : ''}`;
    case 'observed-pr':
      return `created ${page.dayAndTime(createdAt)} (seen when it was new)`;
    case 'observed-push':
      return `created ${page.dayAndTime(createdAt)} (first push, seen as it happened)`;
    case 'recorded-push':
      return `created ${page.dayAndTime(createdAt)} (first push, from git's reflog)`;
    case 'bracketed':
      return `created ${between} (between neighbouring numbers)`;
    case 'range':
      return `created ${between} (only known roughly)`;
  }
}

function workLines(
  { branches, commits, lines, oldestAt, lastAt, bloat, smaller }: WorkInProgress,
  report: Report,
  page: Page,
): string[] {
  const age = (iso: string) => page.elapsed(Math.max(0, Date.parse(report.generatedAt) - Date.parse(iso)));
  const facts = [
    page.count(commits, 'commit'),
    ...(lines === null ? [] : [page.count(lines, 'line')]),
    `begun ${age(oldestAt)} ago`,
    ...(commits === 1 ? [] : [`last touched ${age(lastAt)} ago`]),
  ];
  const large =
    bloat && smaller
      ? `; already larger than ${page.number(smaller.count)} of your last ${page.number(smaller.of)}`
      : '';
  return page.item(`${branches.map(printable).join(', ')}: ${facts.join(', ')}${large}.`);
}
