import type { Report } from '../domain/report';
import { leastRequests } from '../domain/requestSums';
import { leastForRate, trustedShare } from '../domain/requestWeeks';
import type { Fact } from '../protocol';
import type { Wording } from '../text/wording';
import type { RequestWords } from './requestText';

/** How much of what landed here can be seen at all. */
export function tracedText({ repository: { tracedShare } }: Report, wording: Wording): string[] {
  const { t } = wording;
  if (tracedShare === null) return [];
  if (tracedShare === 0) return [t('No commit of this repository names a request: only your own branches are seen.')];
  const share = wording.share(tracedShare);
  return tracedShare < trustedShare
    ? [t('{0} of this repository’s commits name a request: only your own branches and those are seen.', share)]
    : [t('{0} of this repository’s commits name a request: few are missed, and their number may be trusted.', share)];
}

/** What the section's numbers mean, and what they leave out. */
export function requestDefinitions(report: Report, words: RequestWords, wording: Wording): Fact[] {
  const { t } = wording;
  const hasMaturity = report.pullRequests?.some(({ maturity }) => maturity !== null) ?? false;
  return [
    {
      term: t('What it is'),
      text: t(
        'Yours are the {0} whose earliest commit is yours. The time to one runs from its first commit to its creation. Its size is the lines added and deleted that landed, without blank, moved and generated ones; medians take at least {1}.',
        words.many,
        wording.count(leastRequests),
      ),
    },
    {
      term: t('Of it in focus'),
      text: t(
        'Of the time to a request, your focus in its repository and branch, under each name that the branch had here, in VS Code on this machine. What you did on another branch before is not in it. It is not told of a request that was begun before the weeks shown or before recording began, nor where over a fifth of its time recording was paused.',
      ),
    },
    {
      term: t('Request to landing'),
      text: t(
        'From the creation to the landing: the time in which others look at it, and in which it waits. It says nothing of how closely anybody looked.',
      ),
    },
    {
      term: t('Which week'),
      text: t(
        'Created, the time to it and the focus in it count in the week of the creation; landed, the time from request to landing, size and reverted in that of the landing. What has not landed yet is not seen, so the newest weeks may still gain some.',
      ),
    },
    {
      term: t('When it was created'),
      text: t(
        'The best there is of, in this order: what the forge tells; the request seen here when it was new; the first push, seen as it happened or from git’s reflog; the dates of the neighbouring numbers, which grow with time; the landing. Only a known date, or one known to within half of the time in question, enters a median. The forge may tell a date over a day before the first commit, where the branch was written anew later: it is shown, and enters no median of times.',
      ),
    },
    {
      term: t('First commit'),
      text: t(
        'The earliest author date of its own commits, at most 90 days before the last. A squash commit says nothing of it, so where the branch is gone it is not known. A time near zero can also mean that commits were amended or written anew before the push.',
      ),
    },
    {
      term: t('Reverted'),
      text: t(
        'Landed, and taken back by a later commit that says so. A share is given from {0} on; below, counts are.',
        wording.count(leastForRate),
      ),
    },
    ...(hasMaturity
      ? [
          {
            term: t('There when opened'),
            text: t(
              'The share of a change that was there when it opened. Near all of it can also mean that nobody looked closely.',
            ),
          },
        ]
      : []),
    {
      term: t('Work in progress'),
      text: t(
        'Branches on this machine with commits that are not on the default branch, whether pushed or not. One is called large beyond the 75th percentile of your last {0} that landed, at least 5.',
        wording.count(20),
      ),
    },
    {
      term: t('Compared with'),
      text: t(
        'Only your own weeks: the median of up to 8 before that hold a commit of yours, at least 3. Counts that are one apart are about the same.',
      ),
    },
    {
      term: t('Not seen'),
      text: [
        t('Requests that left no trace in a commit’s message, and whose branch was never on this machine.'),
        ...tracedText(report, wording),
      ].join(' '),
    },
    {
      term: t('Where it comes from'),
      text: t(
        'Time to a request is LinearB’s coding time, throughput and change failure are DORA’s (Forsgren and others). None of them says how well anybody works.',
      ),
    },
  ];
}
