import { weekToShareAt, windowsOf } from '../domain/shareSchedule';
import { type Bucket, type Share, shareQuestions } from '../domain/teamAnswers';
import { type PeopleBand, type TeamQuestion, type TeamWeek, teamResultOf } from '../domain/teamResult';
import type { NoNumberReason, ShareStatus, ShareWeek } from '../domain/teamSharing';
import type { CommandButton, Fact, Table, TeamQuestionState, TeamState, TeamSumsState } from '../protocol';
import { bucketText, noNumberText, sharedDays, shareFailureText, shareQuestionText } from '../text/shareText';
import type { Wording } from '../text/wording';

/** What the section is made from. */
export interface TeamInput {
  readonly status: ShareStatus;
  /** Epoch milliseconds. */
  readonly now: number;
  /** Whether the person has named a collector of their organization. */
  readonly canExport: boolean;
}

/** The section of the team in the panel. @param shown the ISO 8601 week that the page shows. */
export function teamState(input: TeamInput, shown: string, wording: Wording): TeamState {
  const { t } = wording;
  const { status } = input;
  const results = teamResultOf(status.weeks, status.consent.k);
  const own = status.weeks.find(({ week }) => week === shown)?.share ?? null;
  const result = results.findLast(({ week }) => week <= shown);
  return {
    title: t('Team'),
    sentence: sentenceOf(input, shown, results, wording),
    trouble: status.trouble && shareFailureText({ kind: status.trouble, detail: '' }, wording, { repeats: true }),
    anew: status.asksAnew
      ? {
          text: t('What is shared has changed since you agreed. Nothing is sent until you have looked at it.'),
          button: { label: t('Look at It'), command: 'shareWithTeam' },
        }
      : null,
    sums: result ? sumsOf(result, shown, status.consent.k, wording) : null,
    own: own && ownOf(own, wording),
    buttons: buttonsOf(input, wording),
    labels: { showTable: t('Show as Table'), showChart: t('Show as Chart') },
    measured: { title: t('How is this measured?'), points: measured(input, wording) },
  };
}

function sentenceOf(input: TeamInput, shown: string, results: readonly TeamWeek[], wording: Wording): string {
  const { t } = wording;
  const known = input.status.weeks.find(({ week }) => week === shown);
  const result = results.find(({ week }) => week === shown);
  if (result) return t('{0} people of your team shared how this week went.', bandText(result.people, wording));
  if (!known) return unknownText(input, shown, wording);
  const isLate = known.phase === 'waiting' && input.now >= windowsOf(shown).joinUntil;
  if (isLate) return noNumber('notJoined', wording);
  if (known.phase !== 'over') return waitingText(known, input, wording);
  if (known.opened) return t('There are sums of this week, of fewer people than you ask for. So they are not shown.');
  return noNumber(known.reason, wording);
}

function noNumber(reason: NoNumberReason | null, wording: Wording): string {
  return wording.t('No number this week. {0}', reason ? noNumberText(reason, wording) : '').trim();
}

function unknownText({ now, status }: TeamInput, shown: string, wording: Wording): string {
  const { t } = wording;
  const { joinFrom, joinUntil } = windowsOf(shown);
  if (now < joinFrom) return t('Your team shares this week from {0} on.', wording.moment(joinFrom));
  if (shown === weekToShareAt(now) && now < joinUntil && !status.asksAnew) {
    return t('Nothing was sent for this week yet. People can still join until {0}.', wording.moment(joinUntil));
  }
  return t('You shared nothing of this week.');
}

function waitingText({ week, phase }: ShareWeek, { now }: TeamInput, wording: Wording): string {
  const { t } = wording;
  const { joinUntil, sumUntil, graceUntil } = windowsOf(week);
  const latest = wording.moment(now < sumUntil ? sumUntil : graceUntil);
  switch (phase) {
    case 'waiting':
      return t(
        'Nothing was sent for this week yet: Eddy waits for a random time, and until it knows of your week. People can still join until {0}.',
        wording.moment(joinUntil),
      );
    case 'sent':
      return t(
        'Eddy has sent that you take part, and does not know yet whether it arrived. Your answers have not left yet.',
      );
    case 'joined':
      return now < joinUntil
        ? t('You take part. Others can join until {0}; nobody’s answers have left yet.', wording.moment(joinUntil))
        : t('You take part, and nobody else can join. Your answers have not left yet.');
    case 'frozen':
      return t('It is known how many take part. Your masked answers leave at a random time, until {0}.', latest);
    default:
      return t('Your masked answers are with the others. The sum can be read once all are there, until {0}.', latest);
  }
}

function bandText({ from, to }: PeopleBand, wording: Wording): string {
  return to === null
    ? wording.t('{0} or more', wording.count(from))
    : wording.t('{0} to {1}', wording.count(from), wording.count(to));
}

function sumsOf({ week, people, questions }: TeamWeek, shown: string, k: number, wording: Wording): TeamSumsState {
  const { t } = wording;
  const hidden = questions.filter(question => question.shown === 'tooFew');
  const told = questions.filter(question => question.shown !== 'tooFew');
  const hasBefore = told.some(question => question.shown === 'shares' && question.before !== null);
  const titleOf = ({ question }: TeamQuestion) => shareQuestionText(question, wording);
  const [days, band] = [sharedDays(week, wording), bandText(people, wording)];
  const title = told.some(({ shown }) => shown === 'shares')
    ? t('{0}: {1} people; shares rounded to tens of percent', days, band)
    : t('{0}: {1} people', days, band);
  return {
    title: week === shown ? title : t('The newest sums before, {0}', title),
    questions: told.map(question => questionState(question, titleOf(question), wording)),
    hidden:
      hidden.length === 0
        ? null
        : t('Not shown, as fewer than {0} answered: {1}.', wording.count(k), wording.all(hidden.map(titleOf))),
    before: hasBefore ? t('The line on a bar is the release before.') : null,
    table: tableOf(questions, title, hasBefore, wording),
  };
}

function questionState(question: TeamQuestion, title: string, wording: Wording): TeamQuestionState {
  if (question.shown === 'tooFew') return { title, most: null, bars: [] };
  if (question.shown === 'most') {
    const answer = bucketText(question.question, question.bucket, wording);
    return { title, most: wording.t('Nearly all: {0}', answer), bars: [] };
  }
  const bars = question.shares.map(({ bucket, tenths }) => ({
    label: bucketText(question.question, bucket, wording),
    share: tenths / 10,
    text: wording.share(tenths / 10),
    before: beforeOf(question.before, bucket),
  }));
  return { title, most: null, bars };
}

function beforeOf(before: (TeamQuestion & { shown: 'shares' })['before'], bucket: Bucket): number | null {
  const found = before?.find(each => each.bucket === bucket);
  return found ? found.tenths / 10 : null;
}

/** A row for each answer; of what is not shown, and of what nearly all said, one. */
function tableOf(questions: readonly TeamQuestion[], title: string, hasBefore: boolean, wording: Wording): Table {
  const { t } = wording;
  const rows = questions.flatMap(question => {
    const name = shareQuestionText(question.question, wording);
    const rest = hasBefore ? [''] : [];
    if (question.shown === 'tooFew') return [[name, t('not shown'), '', ...rest]];
    if (question.shown === 'most') {
      return [[name, bucketText(question.question, question.bucket, wording), t('nearly all'), ...rest]];
    }
    return question.shares.map(({ bucket, tenths }) => {
      const before = beforeOf(question.before, bucket);
      return [
        name,
        bucketText(question.question, bucket, wording),
        wording.share(tenths / 10),
        ...(hasBefore ? [before === null ? '' : wording.share(before)] : []),
      ];
    });
  });
  const columns = [t('Question'), t('Answer'), t('Of those who answered')];
  return { caption: title, columns: hasBefore ? [...columns, t('The release before')] : columns, rows };
}

function ownOf({ answers, flipped }: Share, wording: Wording): NonNullable<TeamState['own']> {
  const { t } = wording;
  const chance = flipped.map(question => shareQuestionText(question, wording));
  const facts: Fact[] = shareQuestions.map(question => ({
    term: shareQuestionText(question, wording),
    text: bucketText(question, answers[question], wording),
  }));
  return {
    title: t('What you shared of this week'),
    text:
      chance.length === 0
        ? t('Chance has replaced none of your answers.')
        : t('Chance has replaced: {0}. Below is what was sent in its place.', wording.all(chance)),
    facts,
  };
}

function buttonsOf({ canExport }: TeamInput, { t }: Wording): CommandButton[] {
  const toExport: CommandButton = { label: t('Export Team Sums…'), command: 'exportTeamSums' };
  return [
    { label: t('Show What Was Shared'), command: 'showShared' },
    { label: t('What I Share…'), command: 'shareWithTeam' },
    ...(canExport ? [toExport] : []),
    { label: t('Stop Sharing'), command: 'stopSharing' },
  ];
}

function measured({ status: { consent } }: TeamInput, wording: Wording): Fact[] {
  const { t } = wording;
  return [
    {
      term: t('Shares'),
      text: t(
        'Of those who answered a question, how many gave each answer, rounded to tenths. So they need not add up to a whole.',
      ),
    },
    {
      term: t('People'),
      text: t(
        'A band, never the number: 5 to 7, 8 to 11, 12 to 19, 20 or more. You ask for at least {0}.',
        wording.count(consent.k),
      ),
    },
    {
      term: t('Chance'),
      text: t(
        'One answer in ten was replaced by a random one, in groups below eight one in five; and everybody sits out 15 of 100 weeks. So small differences tell nothing.',
      ),
    },
    {
      term: t('Changes'),
      text: t(
        'The release before is drawn only where its number of people differs by none, or by three or more: else the difference would tell what one or two people said.',
      ),
    },
    {
      term: t('Not shown'),
      text: t(
        'A question that fewer than you ask for answered; and of what nearly all said, how many did not. These are courtesies of the screen: whoever can fetch from the host can add up everything.',
      ),
    },
    {
      term: t('Limits'),
      text: t('This was not reviewed by an outside cryptographer.'),
    },
  ];
}
