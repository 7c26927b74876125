import { leastLines } from '../domain/durability';
import type { Report } from '../domain/report';
import type { Fact, GroundState } from '../protocol';
import { groundSentence, groundWeeks, oldCodeText, touchesText, wayInText } from '../text/newGroundText';
import type { Wording } from '../text/wording';

/** Weeks that are listed before the others are folded away. */
const mostWeeks = 5;

/** The section of what the person did for the first time. @param pending whether it may still be read. */
export function newGroundState(report: Report, wording: Wording, pending = false): GroundState {
  const { t } = wording;
  const known = groundWeeks(report);
  const weeks = (known ?? []).reverse().map(({ week, ground }) => ({
    term: t('Week of {0}', wording.day(week.from)),
    text: touchesText(ground, wording),
  }));
  const folded = weeks.slice(mostWeeks);
  return {
    title: t('New ground'),
    sentence: known || !pending ? groundSentence(report, wording) : t('Still reading what was new to you.'),
    weeks: weeks.slice(0, mostWeeks),
    folded: folded.length > 0 ? { title: t('{0} weeks before', wording.count(folded.length)), weeks: folded } : null,
    oldCode: { title: t('Old code'), text: oldCodeText(report.weeks, wording) },
    wayIn: report.onboarding && { title: t('The way in'), text: wayInText(report.onboarding, wording) },
    measured: { title: t('How is this measured?'), points: measured(wording) },
  };
}

function measured(wording: Wording): Fact[] {
  const { t } = wording;
  return [
    {
      term: t('What it is'),
      text: t(
        'The week in which a commit of yours first touched a language, or a top folder, in a repository. Your first week there is not listed: all of it was new. A file that only moved is not touched.',
      ),
    },
    {
      term: t('With AI'),
      text: t('The commit that touched it first carries the mark of an assistant. Marks are often missing.'),
    },
    {
      term: t('Old code'),
      text: t(
        'Of the lines that your commits of a week deleted or changed, the share that had stood for 12 weeks or more. From {0} lines on, and where 12 weeks of history before that week were read.',
        wording.count(leastLines),
      ),
    },
    {
      term: t('The way in'),
      text: t('From your first commit in the repository to the first and tenth request of yours that landed.'),
    },
    {
      term: t('Left out'),
      text: t(
        'Generated and vendored files; files at the top belong to no area. Languages are told by the file’s name.',
      ),
    },
    {
      term: t('Not seen'),
      text: t(
        'What you read and learned without a commit, and commits of yours under addresses that are not known here.',
      ),
    },
  ];
}
