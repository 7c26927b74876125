import type { Forge, LandingWay } from '../domain/pullRequest';
import type { Onboarding, PullRequestReport, Report, WorkInProgress } from '../domain/report';
import {
  areMergeRequests,
  type Compared,
  isOlderThanCommits,
  type RequestWeek,
  reviewTimeMs,
  timeToRequestMs,
} from '../domain/requestWeeks';
import type { Wording } from '../text/wording';

/** What a repository's forge calls a request. */
export interface RequestWords {
  title: string;
  one: string;
  many: string;
  /** Before a request's number. */
  sign: string;
}

export function requestWords(requests: readonly PullRequestReport[], { t }: Wording): RequestWords {
  return areMergeRequests(requests)
    ? { title: t('Merge requests'), one: t('merge request'), many: t('merge requests'), sign: '!' }
    : { title: t('Pull requests'), one: t('pull request'), many: t('pull requests'), sign: '#' };
}

/** The sentences that open a week; the same input gives the same text. */
export function requestSentence(shown: RequestWeek, words: RequestWords, wording: Wording): string {
  const { t } = wording;
  const landed = landedText(shown, words, wording);
  const { medianTimeToPrMs, created } = shown.sums;
  if (medianTimeToPrMs !== null) {
    const time = wording.elapsed(medianTimeToPrMs);
    const text = t('{0}; the median from first commit to request was {1}', landed, time);
    return compared(text, shown.time, median => wording.elapsed(median), comparisonOfTime, wording);
  }
  if (shown.sums.landed === 0 && created > 0) {
    return created === 1
      ? t('{0}; one was created.', landed)
      : t('{0}; {1} were created.', landed, wording.count(created));
  }
  if (shown.running) return t('{0}.', landed);
  return compared(landed, shown.landed, median => wording.tenth(median), comparisonOfCount, wording);
}

function landedText({ week, sums, running }: RequestWeek, { one, many }: RequestWords, wording: Wording): string {
  const { t } = wording;
  const from = wording.day(week.from);
  if (sums.landed === 0) {
    return running
      ? t('No {0} of yours has landed this week so far', one)
      : t('No {0} of yours landed in the week of {1}', one, from);
  }
  if (sums.landed === 1) {
    return running
      ? t('One of your {0} landed this week so far', many)
      : t('One of your {0} landed in the week of {1}', many, from);
  }
  const landed = wording.count(sums.landed);
  return running
    ? t('{0} of your {1} landed this week so far', landed, many)
    : t('{0} of your {1} landed in the week of {2}', landed, many, from);
}

function compared(
  text: string,
  against: Compared | null,
  say: (median: number) => string,
  words: (comparison: 'more' | 'less', wording: Wording) => string,
  wording: Wording,
): string {
  const { t } = wording;
  if (!against) return t('{0}.', text);
  const { comparison, baseline } = against;
  if (comparison === 'same') return t('{0} – about the same as in your other weeks.', text);
  const more = words(comparison, wording);
  return t('{0} – {1} than in your other weeks, where the median is {2}.', text, more, say(baseline.median));
}

const comparisonOfTime = (comparison: 'more' | 'less', { t }: Wording) =>
  comparison === 'more' ? t('longer') : t('shorter');
const comparisonOfCount = (comparison: 'more' | 'less', { t }: Wording) =>
  comparison === 'more' ? t('more') : t('fewer');

/** Where the date of a request's creation comes from. */
export function basisText({ createdBasis, createdRange, forge }: PullRequestReport, wording: Wording): string {
  const { t } = wording;
  const [from, to] = createdRange ?? [null, null];
  const width = from === null || to === null ? null : wording.elapsed(Date.parse(to) - Date.parse(from));
  switch (createdBasis) {
    case 'exact':
      return forge === null ? t('told by the forge') : t('told by {0}', forgeName(forge));
    case 'observed-pr':
      return t('seen here when it was new');
    case 'observed-push':
      return t('first push, seen as it happened');
    case 'recorded-push':
      return t('first push, from git’s reflog');
    case 'bracketed':
      return width === null
        ? t('between neighbouring numbers')
        : t('between neighbouring numbers, to within {0}', width);
    case 'range':
      if (width !== null) return t('only known to within {0}', width);
      return to === null ? t('only known roughly') : t('only known to be before {0}', wording.day(to));
    case 'landing-only':
      return t('only its landing is known');
    case 'unknown':
      return t('its creation is not known');
  }
}

function forgeName(forge: Forge): string {
  switch (forge) {
    case 'github':
      return 'GitHub';
    case 'gitlab':
      return 'GitLab';
    case 'bitbucket':
    case 'bitbucket-server':
      return 'Bitbucket';
    case 'azure':
      return 'Azure DevOps';
    case 'gitea':
      return 'Gitea';
  }
}

/** How a request landed. */
export function wayText(way: LandingWay, { t }: Wording): string {
  switch (way) {
    case 'merge':
      return t('merged');
    case 'squash':
      return t('squashed');
    case 'rebase':
      return t('rebased');
    case 'fast-forward':
      return t('fast-forwarded');
  }
}

/** A request's exact times, for whoever points at it or hears it. */
export function timesText(request: PullRequestReport, wording: Wording): string {
  const { t } = wording;
  const { landedAt, landing, revertedAt, maturity } = request;
  const review = reviewTimeMs(request);
  return [
    firstCommitText(request, wording),
    createdText(request, wording),
    ...(landedAt === null ? [t('It has not landed.')] : [landedAs(landedAt, landing, wording)]),
    ...timeText(request, wording),
    ...(review === null ? [] : [t('{0} from request to landing.', wording.elapsed(review))]),
    ...(maturity === null ? [] : [t('{0} of the change was there when it opened.', wording.share(maturity.value))]),
    ...(revertedAt === null ? [] : [t('Reverted {0}.', wording.moment(revertedAt))]),
  ].join(' ');
}

function timeText(request: PullRequestReport, wording: Wording): string[] {
  const { t } = wording;
  const time = timeToRequestMs(request);
  if (time === null) return [];
  const { focusMs } = request;
  return focusMs === null
    ? [t('{0} from first commit to request.', wording.elapsed(time))]
    : [t('{0} from first commit to request, {1} of it in focus.', wording.elapsed(time), wording.duration(focusMs))];
}

function firstCommitText({ firstCommitAt, firstCommitCut }: PullRequestReport, wording: Wording): string {
  const { t } = wording;
  if (firstCommitAt === null) return t('Its first commit is not known.');
  const at = wording.moment(firstCommitAt);
  return firstCommitCut
    ? t('First commit {0}; those over 90 days before the last are passed over.', at)
    : t('First commit {0}.', at);
}

function createdText(request: PullRequestReport, wording: Wording): string {
  const { t } = wording;
  const { createdAt, createdBasis, createdRange } = request;
  const basis = basisText(request, wording);
  if (createdAt === null || createdBasis === 'landing-only') return t('When it was created is not known.');
  if (isOlderThanCommits(request)) {
    const at = wording.moment(createdAt);
    return request.firstCommitCut
      ? t('Created {0}: {1}. That is before the commits that count, so it enters no median of times.', at, basis)
      : t(
          'Created {0}: {1}. That is before its first commit: the branch was written anew since, so it enters no median of times.',
          at,
          basis,
        );
  }
  if (createdBasis !== 'bracketed' && createdBasis !== 'range') {
    return t('Created {0}: {1}.', wording.moment(createdAt), basis);
  }
  const [from, to] = createdRange ?? [null, createdAt];
  return from === null
    ? t('Created before {0}.', wording.moment(to))
    : t('Created {0}: {1}.', wording.moments(from, to), basis);
}

function landedAs(at: string, way: LandingWay | null, wording: Wording): string {
  const { t } = wording;
  return way === null
    ? t('Landed {0}.', wording.moment(at))
    : t('Landed {0}, {1}.', wording.moment(at), wayText(way, wording));
}

/** A branch that has not landed: its work and its age. @param now epoch milliseconds. */
export function workText({ commits, lines, oldestAt, lastAt }: WorkInProgress, now: number, wording: Wording): string {
  const { t } = wording;
  const ago = (at: string) => wording.ago(Math.max(0, now - Date.parse(at)));
  const size = [
    commits === 1 ? t('one commit') : t('{0} commits', wording.count(commits)),
    ...(lines === null ? [] : [lines === 1 ? t('one line') : t('{0} lines', wording.count(lines))]),
  ].join(', ');
  return commits === 1
    ? t('{0}, written {1}', size, ago(lastAt))
    : t('{0}, begun {1}, last touched {2}', size, ago(oldestAt), ago(lastAt));
}

/** What is told once, in the week in which the tenth request landed; `null` in others. */
export function onboardingText(
  report: Report,
  shown: RequestWeek,
  words: RequestWords,
  wording: Wording,
): string | null {
  const { t } = wording;
  const { onboarding } = report;
  if (!onboarding) return null;
  const { tenthLandedAt } = onboarding;
  if (tenthLandedAt === null || tenthLandedAt < shown.week.from || tenthLandedAt >= shown.week.to) return null;
  const after = sinceStart(onboarding, tenthLandedAt, wording);
  return after === null
    ? null
    : t('Your tenth {0} here landed in this week, {1} after your first commit.', words.one, after);
}

function sinceStart({ startAt }: Onboarding, at: string, wording: Wording): string | null {
  const ms = startAt === null ? -1 : Date.parse(at) - Date.parse(startAt);
  return ms < 0 ? null : wording.elapsed(ms);
}
