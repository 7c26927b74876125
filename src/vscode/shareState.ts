import { answersTo, cellsOf, type Share, type ShareQuestion, shareQuestions, shareSchema } from '../domain/teamAnswers';
import {
  leastPeople,
  type PushedExample,
  type PushedText,
  peopleToOffer,
  type ShareConsent,
} from '../domain/teamSharing';
import type { LiteralBlock, ShareState } from '../shareProtocol';
import { bucketText, leavesText, sharedDays, shareLimits, shareQuestionText, whoLearnsWhat } from '../text/shareText';
import { shownName } from '../text/shownName';
import type { Wording } from '../text/wording';
import type { KnownWeek } from './shareKnown';

const longestName = 80;

/** What the page is about. */
export interface ShareInput {
  /** Of the repository. */
  readonly name: string;
  /** ISO 8601 week that would be shared about now. */
  readonly week: string;
  readonly known: KnownWeek;
  /** What the person lets be answered. */
  readonly questions: ReadonlySet<ShareQuestion>;
  /** With at least how many people. */
  readonly people: number;
  /** What was agreed to here and still holds. */
  readonly consent: ShareConsent | null;
  readonly asksAnew: boolean;
  readonly trial: Trial;
  /** Why what the person did last failed. */
  readonly trouble: string | null;
  readonly example: PushedExample;
}

/** How far trying the host is; `text` says why it failed. */
export type Trial =
  | { readonly kind: 'untried' }
  | { readonly kind: 'trying' }
  | { readonly kind: 'passed' }
  | { readonly kind: 'failed'; readonly text: string };

/** The share that would be approved, with what the person leaves out as no answer. */
export function approvedShare({ week, known, questions }: Pick<ShareInput, 'week' | 'known' | 'questions'>): Share {
  return { schema: shareSchema, week, answers: answersTo(questions, known.answers), flipped: [] };
}

/** Everything that the page says. */
export function shareState(input: ShareInput, wording: Wording): ShareState {
  const { t } = wording;
  const title = t('Share With My Team: {0}', shownName(input.name, longestName));
  return {
    title,
    lead: leadOf(input, wording),
    sharing: sharingOf(input, wording),
    leaves: { title: t('What leaves your machine'), points: leavesText(wording) },
    who: {
      title: t('Who learns what'),
      table: {
        caption: t('Who learns what'),
        columns: [t('Who'), t('What they learn')],
        rows: whoLearnsWhat(wording).map(row => [...row]),
      },
    },
    limits: { title: t('What you should know before'), points: shareLimits(wording) },
    answers: answersOf(input, wording),
    literal: { title: t('Exactly that, character by character'), blocks: literalBlocks(input, wording) },
    people: peopleOf(input, wording),
    host: hostOf(input, wording),
    decision: decisionOf(input, wording),
    announcement: announcementOf(input, wording) ?? title,
  };
}

function leadOf({ consent }: ShareInput, wording: Wording): string {
  const { t } = wording;
  const lead = t(
    'Your team sees how its weeks go, in sums over at least {0} people. Neither the lead nor the git host learns your own figures, as long as they make up no members. Here is what that takes, and what it can’t promise.',
    wording.count(leastPeople),
  );
  if (consent) return lead;
  return `${lead} ${t('Nothing of yours leaves before you say so below.')}`;
}

function sharingOf({ consent, asksAnew }: ShareInput, { t }: Wording): ShareState['sharing'] {
  if (!consent) return null;
  return {
    text: asksAnew
      ? t('What is shared has changed since you agreed. Nothing is sent until you agree to what stands here.')
      : t('You share from this repository. What you change here holds once you agree to it below.'),
    showLog: t('Show What Was Shared'),
    stop: t('Stop Sharing'),
  };
}

function answersOf({ week, known, questions }: ShareInput, wording: Wording): ShareState['answers'] {
  const { t } = wording;
  const { answers, isRead } = known;
  return {
    title: t('What you would answer'),
    text: answersText(known, sharedDays(week, wording), t),
    list: shareQuestions.map(question => ({
      question,
      label: shareQuestionText(question, wording),
      answer: isRead ? bucketText(question, answers?.[question] ?? 0, wording) : t('Not known yet'),
      isShared: questions.has(question),
    })),
  };
}

function answersText({ answers, isRead }: KnownWeek, days: string, t: Wording['t']): string {
  if (!isRead) {
    return t(
      'What you would answer for the last week, {0}, is not known yet. An answer without a tick is never shared; at most, chance sends a random one in its place.',
      days,
    );
  }
  if (answers) {
    return t(
      'For the last week, {0}, of this repository only. An answer without a tick is never shared; at most, chance sends a random one in its place.',
      days,
    );
  }
  return t(
    'Nothing is known of the last week, {0}, so nothing would be sent for it. An answer without a tick is never shared; at most, chance sends a random one in its place.',
    days,
  );
}

function literalBlocks(input: ShareInput, wording: Wording): LiteralBlock[] {
  const { t } = wording;
  const share = approvedShare(input);
  const cells = cellsOf(share.answers);
  const width = cells.length / shareQuestions.length;
  const rows = shareQuestions.map((_, at) => cells.slice(at * width, (at + 1) * width).join(' '));
  return [
    { label: t('What you approve, before chance'), text: JSON.stringify(share) },
    {
      label: t('The same as {0} numbers, a line for each answer, before masks', wording.count(cells.length)),
      text: rows.join('\n'),
    },
    {
      label: t('Pushed on Monday or Tuesday: your key is new each week, here placeholders'),
      text: pushed(input.example.join),
    },
    {
      label: t(
        'Pushed on Wednesday by the machine that is online first, which may be yours: the keys of all who take part, here placeholders of {0} people',
        wording.count(input.people),
      ),
      text: pushed(input.example.cohort),
    },
    {
      label: t(
        'Pushed from Wednesday to Friday, or when your machine is next online, up to two weeks after that week: masked numbers, here placeholders',
      ),
      text: pushed(input.example.sum),
    },
  ];
}

const pushed = ({ ref, content }: PushedText): string => `${ref}\n${content.trimEnd()}`;

function peopleOf({ people, consent }: ShareInput, wording: Wording): ShareState['people'] {
  const { t } = wording;
  return {
    title: t('With how many'),
    label: t('Only in groups of at least'),
    hint: t(
      'Five is the least, whatever a setting, a colleague or the host says. You can raise it later, and lower it only by stopping and beginning anew. Whoever can fetch sees the number. With few numbers to choose from, it tells less about which weeks are yours.',
    ),
    choices: peopleToOffer(consent).map(value => ({ value, label: t('{0} people', wording.count(value)) })),
    picked: people,
  };
}

function hostOf({ trial, example }: ShareInput, { t }: Wording): ShareState['host'] {
  return {
    title: t('Does your git host let you?'),
    text: t(
      'Some hosts refuse such references. To find out, Eddy pushes one with nothing of yours in it, reads it, and removes it again. The host sees who pushed. Its name ends in random digits.',
    ),
    block: { label: t('What the try pushes'), text: pushed(example.probe) },
    button: t('Try My Git Host'),
    result: trialText(trial, t),
  };
}

function trialText(trial: Trial, t: Wording['t']): string | null {
  switch (trial.kind) {
    case 'untried':
      return null;
    case 'trying':
      return t('Trying the host.');
    case 'passed':
      return t('The host takes, shows and removes what sharing needs.');
    case 'failed':
      return trial.text;
  }
}

function decisionOf({ trial, consent, trouble }: ShareInput, { t }: Wording): ShareState['decision'] {
  const canShare = trial.kind === 'passed' || consent !== null;
  return {
    title: t('Your decision'),
    text: canShare
      ? t(
          'It holds for this repository only, and until you stop. You are asked again when the form of what is shared changes.',
        )
      : t('Try the host first.'),
    share: consent ? t('Agree to This') : t('Share From This Repository'),
    canShare,
    decline: consent ? t('Leave It as It Is') : t('Don’t Share'),
    trouble,
  };
}

function announcementOf({ trial, consent, trouble }: ShareInput, wording: Wording): string | null {
  return trouble ?? trialText(trial, wording.t) ?? (consent ? wording.t('You share from this repository.') : null);
}
