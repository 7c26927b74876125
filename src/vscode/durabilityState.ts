import { calendarOf } from '../domain/calendar';
import { durabilityFinding, leastLines } from '../domain/durability';
import { repositoriesOf } from '../domain/joinedReport';
import { type LeftOutReason, type LineCounts, leftOutReasons, type Report, type WeekReport } from '../domain/report';
import type { DurabilityState, Fact, Table, WeekDetailsState, WeekMark, WeekState } from '../protocol';
import { durabilitySentence } from '../text/durabilityText';
import type { Wording } from '../text/wording';
import { categoryText, shownCategories } from './categoryText';

/** The durability section of the panel. @param picked ISO 8601 week; `null` where the person has picked none. */
export function durabilityState(report: Report, picked: string | null, wording: Wording): DurabilityState {
  const { t } = wording;
  const finding = durabilityFinding(weeksUpToPicked(report.weeks, picked));
  const found = finding.kind === 'nothing' ? null : finding.week;
  const told = picked === null ? found : found && (report.weeks.find(({ week }) => week === picked) ?? null);
  const baseline = finding.kind === 'rate' ? finding.against.baseline : null;
  return {
    title: t('Durability'),
    sentence: durabilitySentence(finding, wording),
    caveats: caveats(report, wording),
    action: finding.kind === 'nothing' ? { label: t('Add Another Address of Mine'), message: 'openSettings' } : null,
    weeks: found ? report.weeks.map(week => weekState(week, wording)) : [],
    week: told && detailsOf(told, wording),
    nothing: found && !told ? t('The history of this week was not read.') : null,
    baseline: baseline && {
      value: baseline.median,
      label: t('your own median of {0} weeks, {1}', wording.count(baseline.weeks), wording.share(baseline.median)),
    },
    table: churnTable(report.weeks, wording),
    lines: linesTable(report.weeks, wording),
    measured: { title: t('How is this measured?'), points: measured(report, wording) },
  };
}

/** The sentence is about the picked week where that has its number; else about the newest that has one. */
function weeksUpToPicked(weeks: readonly WeekReport[], picked: string | null): readonly WeekReport[] {
  const at = weeks.findIndex(({ week, churn }) => week === picked && churn.rate !== null);
  return at < 0 ? weeks : weeks.slice(0, at + 1);
}

/** What of the history could not be seen, a sentence each. */
export function caveats({ repository }: Report, { t, count }: Wording): string[] {
  const said: string[] = [];
  if (repository.shallow) {
    said.push(
      t('This clone is shallow: what came before its first commits is not seen. “git fetch --unshallow” gets it.'),
    );
  }
  if (repository.partial) said.push(t('This is a partial clone: files that were never fetched are not looked into.'));
  if (repository.unreadableCommits > 0) {
    const commits = count(repository.unreadableCommits);
    said.push(
      t('{0} commits could not be read: their objects are missing or damaged. “git fsck” tells which.', commits),
    );
  }
  if (repository.commitsFromTheFuture > 0) {
    const commits = count(repository.commitsFromTheFuture);
    said.push(t('{0} commits were left away: dated in the future, or on top of one that is.', commits));
  }
  return said;
}

function weekState(week: WeekReport, wording: Wording): WeekState {
  const { t } = wording;
  const mark = markOf(week);
  const title = titleOf(week, wording);
  const basis = basisText(week, mark, wording);
  const lines = wording.count(week.churn.added);
  return {
    week: week.week,
    short: wording.short(week.from),
    mark,
    spoken:
      mark.kind === 'gap'
        ? t('{0}: {1}', title, basis)
        : t('{0}: {1} of {2} lines. {3}', title, headlineOf(mark, wording), lines, basis),
  };
}

const titleOf = ({ from }: WeekReport, wording: Wording) => wording.t('Week of {0}', wording.day(from));

function detailsOf(week: WeekReport, wording: Wording): WeekDetailsState {
  const { t } = wording;
  const { churn } = week;
  const mark = markOf(week);
  return {
    week: week.week,
    title: titleOf(week, wording),
    headline: headlineOf(mark, wording),
    basis: basisText(week, mark, wording),
    facts: [
      { term: t('Lines you added'), text: wording.count(churn.added) },
      {
        term: churn.complete ? t('Rewritten within two weeks') : t('Rewritten so far'),
        text: wording.count(churn.churned),
      },
      { term: t('by you'), text: wording.count(churn.churnedByMe), part: true },
      { term: t('by others'), text: wording.count(churn.churned - churn.churnedByMe), part: true },
      { term: t('Your commits'), text: wording.count(week.commits) },
    ],
    leftOut: leftOutReasons.flatMap(reason => leftOutFact(reason, churn.leftOut[reason], wording)),
  };
}

function markOf({ churn }: WeekReport): WeekMark {
  if (churn.rate !== null) return { kind: 'complete', value: churn.rate };
  if (churn.estimate === null) return { kind: 'gap' };
  const { low, high } = churn;
  return { kind: 'estimate', value: churn.estimate, interval: low === null || high === null ? null : { low, high } };
}

function headlineOf(mark: WeekMark, wording: Wording): string {
  switch (mark.kind) {
    case 'complete':
      return wording.share(mark.value);
    case 'estimate':
      return wording.t('about {0}', wording.share(mark.value));
    case 'gap':
      return '–';
  }
}

function basisText({ churn }: WeekReport, mark: WeekMark, wording: Wording): string {
  const { t } = wording;
  switch (mark.kind) {
    case 'complete':
      return t('Counted: the two weeks after it are over.');
    case 'estimate': {
      const how =
        churn.basis === 'own pattern'
          ? t('An estimate from its first days and the pattern of your complete weeks.')
          : t('An estimate from the lines that have come far enough.');
      if (!mark.interval) return how;
      const said = [wording.share(0.95), wording.share(mark.interval.low), wording.share(mark.interval.high)] as const;
      return `${how} ${t('Interval, roughly {0}: {1} to {2}.', ...said)}`;
    }
    case 'gap':
      if (churn.added === 0) return t('No lines of yours.');
      if (churn.added < leastLines) {
        return t('Not enough: {0} of {1} lines.', wording.count(churn.added), wording.count(leastLines));
      }
      return churn.byDay
        ? t(
            'Too early for an estimate: {0} by day {1}.',
            wording.share(churn.byDay.share),
            wording.count(churn.byDay.day),
          )
        : t('Too early for an estimate.');
  }
}

function leftOutFact(reason: LeftOutReason, n: number, wording: Wording): Fact[] {
  return n > 0 ? [{ term: leftOutText(reason, wording), text: wording.count(n) }] : [];
}

function leftOutText(reason: LeftOutReason, { t }: Wording): string {
  switch (reason) {
    case 'blank':
      return t('blank lines');
    case 'whitespace':
      return t('white space only');
    case 'moved':
      return t('moved lines');
    case 'generated':
      return t('generated');
    case 'vendored':
      return t('vendored');
    case 'bots':
      return t('by bots');
    case 'ignoredRevisions':
      return t('ignored revisions');
    case 'copies':
      return t('copies of commits');
    case 'notMine':
      return t('others’ lines');
    case 'binary':
      return t('binary files');
  }
}

function churnTable(weeks: readonly WeekReport[], wording: Wording): Table {
  const { t } = wording;
  return {
    caption: t('Churn by week'),
    columns: [t('Week of'), t('Lines'), t('Rewritten'), t('By you'), t('Churn'), t('Interval'), t('Basis')],
    rows: weeks.map(week => {
      const { churn } = week;
      const mark = markOf(week);
      const interval = mark.kind === 'estimate' ? mark.interval : null;
      return [
        wording.short(week.from),
        wording.count(churn.added),
        wording.count(churn.churned),
        wording.count(churn.churnedByMe),
        headlineOf(mark, wording),
        interval ? t('{0} to {1}', wording.share(interval.low), wording.share(interval.high)) : '–',
        basisWord(week, mark, wording),
      ];
    }),
  };
}

function basisWord({ churn }: WeekReport, mark: WeekMark, { t }: Wording): string {
  switch (mark.kind) {
    case 'complete':
      return t('counted');
    case 'estimate':
      return churn.basis === 'own pattern' ? t('own pattern') : t('lines so far');
    case 'gap':
      return churn.added < leastLines ? t('too few lines') : t('too early');
  }
}

function linesTable(weeks: readonly WeekReport[], wording: Wording): Table | null {
  const { t } = wording;
  const pair = ({ added, ended }: LineCounts) =>
    added + ended === 0 ? '·' : t('+{0} −{1}', wording.count(added), wording.count(ended));
  const present = shownCategories.filter(category =>
    weeks.some(({ lines }) => lines.byCategory[category].added + lines.byCategory[category].ended > 0),
  );
  if (present.length === 0) return null;
  return {
    caption: t('Lines added and replaced by everybody here, by kind of file'),
    columns: [t('Week of'), t('Commits'), ...present.map(category => categoryText(category, wording)), t('All')],
    rows: weeks.map(({ from, commits, lines }) => [
      wording.short(from),
      commits === 0 ? '·' : wording.count(commits),
      ...present.map(category => pair(lines.byCategory[category])),
      pair(lines),
    ]),
  };
}

function measured(report: Report, wording: Wording): Fact[] {
  const { t } = wording;
  const { identity, timeZone } = report;
  return [
    {
      term: t('What it is'),
      text: t(
        'Churn: of the lines you added in a week, the share that was deleted or changed within 14 days, by you or by others. The idea is GitClear’s. Some of it is healthy: trying things out is rewriting too.',
      ),
    },
    {
      term: t('When it is counted'),
      text: t(
        'Fourteen days after a week ended, and from {0} lines on. Younger weeks are estimates from lines that have come further, marked as such, with an interval that holds the outcome in roughly {1} of cases.',
        wording.count(leastLines),
        wording.share(0.95),
      ),
    },
    {
      term: t('Compared with'),
      text: t(
        'Only your own weeks: the median of up to 8 complete ones before, at least 3. Within a tenth of it, or within its usual spread, is “about the same”.',
      ),
    },
    ...(repositoriesOf(report).length > 1
      ? [
          {
            term: t('All repositories'),
            text: t(
              'Lines are added up and the rate is that of the sums; a repository that is open twice counts once. The estimate of a younger week is the mean of the repositories’ own by their lines, where each has one, and its interval takes them as independent.',
            ),
          },
        ]
      : []),
    {
      term: t('Left out'),
      text: t(
        'Blank lines, lines that only moved or only changed in white space, generated, vendored and binary files, bots, revisions your repository ignores in blame, copies of commits, and lines of others. Each week says how many.',
      ),
    },
    {
      term: t('Whose lines'),
      text: t(
        'Yours, by {0} addresses known from your git settings, the mail map and the setting “eddy.authors”. Weeks start on Monday at {1} ({2}).',
        wording.count(identity.addresses),
        wording.timeOfDay(calendarOf(report).dayStartMinutes),
        timeZone,
      ),
    },
    {
      term: t('Not seen'),
      text: t(
        'What was rewritten before it was committed, branches that are not on this machine, and history that was squashed away. Age counts from the author date.',
      ),
    },
  ];
}
