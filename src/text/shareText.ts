import { flowFrequencies } from '../domain/reflection';
import { windowsOf } from '../domain/shareSchedule';
import { type Bucket, type MeasuredQuestion, type ShareQuestion, shareEdges } from '../domain/teamAnswers';
import type { NoNumberReason, ShareFailure, ShareFailureKind } from '../domain/teamSharing';
import { flowFrequencyText } from './reflectionText';
import { shownName } from './shownName';
import { Wording } from './wording';

const minuteMs = 60_000;
const dayMs = 86_400_000;
const longestDetail = 200;

/** `November 2 – 8`: the days of an ISO 8601 week as it is shared, in UTC. */
export function sharedDays(week: string, { t, locale }: Wording): string {
  const { joinFrom } = windowsOf(week);
  return new Wording(t, locale, 'UTC').days(joinFrom - 7 * dayMs, joinFrom - dayMs);
}

/** A label of what is asked, which can stand alone. */
export function shareQuestionText(question: ShareQuestion, { t }: Wording): string {
  switch (question) {
    case 'focusHours':
      return t('Hours of focus');
    case 'longestBlockMin':
      return t('Longest focus block');
    case 'interruptionsPerFocusHour':
      return t('Interruptions in an hour of focus');
    case 'churnPct':
      return t('Churn');
    case 'timeToPrHours':
      return t('Time to a request');
    case 'prMaturity':
      return t('There when a request opened');
    case 'flow':
      return t('Deep flow');
    case 'blocker':
      return t('The biggest slog');
  }
}

/** A label of an answer, which can stand alone: `5 to 10 h`. */
export function bucketText(question: ShareQuestion, bucket: Bucket, wording: Wording): string {
  const { t } = wording;
  if (bucket === 0) return t('No answer');
  if (question === 'flow') return flowFrequencyText(flowFrequencies[bucket - 1] ?? 'never', wording);
  if (question === 'blocker') return blockerText(bucket, wording);
  const edges = shareEdges[question];
  const [from, to] = [edges[bucket - 2], edges[bucket - 1]];
  const value = (edge: number) => valueText(question, edge, wording);
  if (from === undefined) return t('under {0}', value(to ?? 0));
  return to === undefined ? t('{0} or more', value(from)) : t('{0} to under {1}', value(from), value(to));
}

function valueText(question: MeasuredQuestion, value: number, wording: Wording): string {
  switch (question) {
    case 'focusHours':
    case 'timeToPrHours':
      return wording.duration(value * 60 * minuteMs);
    case 'longestBlockMin':
      return wording.duration(value * minuteMs);
    case 'churnPct':
    case 'prMaturity':
      return wording.share(value / 100);
    case 'interruptionsPerFocusHour':
      return wording.count(value);
  }
}

function blockerText(bucket: Bucket, { t }: Wording): string {
  switch (bucket) {
    case 1:
      return t('Builds and tests');
    case 2:
      return t('Review: waiting for it, or reviewing AI output');
    case 3:
      return t('Meetings');
    case 4:
      return t('Unclear work');
    default:
      return t('Something else: old code, tools, other');
  }
}

/** What leaves the machine, once a person has agreed: a sentence each. */
export function leavesText({ t }: Wording): string[] {
  return [
    t(
      'Once a week, about the week before: up to eight answers, each a step on a scale from 1 to 5, or none. No text, no time, no name of a person, repository, branch or file.',
    ),
    t(
      'Every answer is masked with numbers that your Eddy agrees on with each of the others. The masks cancel out only in the sum of the whole group, so only that can be read.',
    ),
    t(
      'Chance speaks too: Eddy sits out 15 of 100 weeks, and replaces one answer in ten by a random one. Groups of five to seven share in every fourth week only, and one answer in five is replaced. Fewer than five share nothing.',
    ),
    t(
      'It goes through your team’s own git host, as references under refs/eddy/ that are no branches, by an anonymous author: on Monday or Tuesday, at a random time, that somebody takes part, by a key that is new each week; on Wednesday, from the first machine that is online, the list of those keys; from Wednesday to Friday the masked answers, or when your machine is next online, up to two weeks after that week. Days are those of UTC.',
    ),
    t('Your branches and files are only read. After four weeks Eddy removes what it pushed.'),
  ];
}

/** Who learns what, without sparing anybody: rows of a table. */
export function whoLearnsWhat({ t }: Wording): [who: string, what: string][] {
  return [
    [
      t('Anyone who can fetch from the repository'),
      t(
        'How many take part, and the exact sums of each group after chance, also those that Eddy does not show. An answer that few give exposes them.',
      ),
    ],
    [t('An administrator of the host who only reads'), t('Who pushed and when, never an answer.')],
    [
      t('A host or a lead who makes members up'),
      t(
        'A person’s answers, if all others of the group are made up. Where more than twelve take part, they can also choose whose group a person falls into. Eddy refuses groups larger than the number of people who committed in 90 days. That limits it, and does not exclude it.',
      ),
    ],
    [
      t('All others of a group, if they put together what they know'),
      t('The answers of the last one, some of which are chance.'),
    ],
    [t('Whoever deletes what was pushed'), t('Nothing: that week has no number.')],
    [
      t('Somebody in the group who lies'),
      t(
        'Nothing. They shift a sum by one, and with a changed Eddy by more; what can’t be a sum of answers is noticed, but not whose doing it is.',
      ),
    ],
    [t('Whoever has your machine'), t('Your own history.')],
  ];
}

/** What sharing can't promise: a sentence each. */
export function shareLimits({ t }: Wording): string[] {
  return [
    t('This was not reviewed by an outside cryptographer.'),
    t(
      'Eddy counts installations, not people: somebody who shares from two machines, or from two clones whose remotes name the host differently, counts twice, and a group of five may be four people.',
    ),
    t(
      'Whoever compares the sums before and after you begin can guess an answer of yours. With two weeks and eight people, about half of such guesses are right; of blind ones, one in five. More are right where the others agree, where the host’s log tells who took part, and over many weeks.',
    ),
    t('You can stop at any time. Once the sum of a week is closed, your part in it can no longer be taken out.'),
    t(
      'Figures of a group of five or six people can still count as monitoring under works-council law. Ask your works council, if you have one, before you begin.',
    ),
    t('Nobody should have to take part. Eddy shows nobody who does; whoever can read the host’s log sees who pushed.'),
  ];
}

/** Why a week has no number, or none yet, in a sentence. */
export function noNumberText(reason: NoNumberReason, { t }: Wording): string {
  switch (reason) {
    case 'satOut':
      return t('Eddy sat this week out for you, by chance: so a change of the sums tells less of what you added.');
    case 'notJoined':
      return t('You took no part: nothing was known of your week, or no machine of yours was online in time.');
    case 'stopped':
      return t('You stopped sharing while the week was under way.');
    case 'keyLost':
      return t(
        'The key of this week is no longer on your machine, so Eddy could send no answers. Where the system has no keyring, VS Code keeps keys only until it is closed.',
      );
    case 'fewerThanK':
      return t(
        'Too few took part: no group would have had as many as you or somebody in it asks for, or there were fewer than five.',
      );
    case 'notThisWeek':
      return t('Groups of five to seven share in every fourth week only, and this was none.');
    case 'moreThanAuthors':
      return t(
        'More took part than committed in the last 90 days. A second machine can be the reason, or members that somebody made up; to be safe, Eddy sent no answers.',
      );
    case 'missesJoin':
      return t('The list of who takes part lacks somebody who was on it before, so Eddy sent no answers.');
    case 'missesMe':
      return t('The list of who takes part was closed without you, so Eddy sent no answers.');
    case 'tampered':
      return t('What the host showed is not what was pushed. Somebody may have changed it, so Eddy trusts none of it.');
    case 'incomplete':
      return t('Not everybody of the group posted in time, and without one of them no sum can be read.');
    case 'garbled':
      return t('What came out is no sum of answers: somebody posted something else.');
  }
}

/**
 * Why the host could not be reached or used, and what can be done.
 * @param failure its `detail` is the first line of what git said; may be empty.
 * @param repeats whether Eddy does by itself what failed, later; else the person has to.
 */
export function shareFailureText(
  { kind, detail }: Pick<ShareFailure, 'kind' | 'detail'>,
  wording: Wording,
  { repeats }: { readonly repeats: boolean },
): string {
  const said = failureText(kind, wording, repeats);
  return detail === '' ? said : wording.t('{0} Git said: {1}', said, shownName(detail, longestDetail));
}

function failureText(kind: ShareFailureKind, { t }: Wording, repeats: boolean): string {
  const again = repeats ? t('Eddy tries again by itself.') : t('Try again later.');
  switch (kind) {
    case 'noGit':
      return t('Git was not found. Install it and try again.');
    case 'noRemote':
      return t('The repository has no remote that a team could share over. Add one and try again.');
    case 'noHistory':
      return t('The remote’s default branch has no commit here yet. Fetch it and try again.');
    case 'shallow':
      return t('This clone is shallow, so its first commit is not known. Run “git fetch --unshallow” and try again.');
    case 'refused':
      return t(
        'The host refuses such references, or does not let you push. Ask who administers it to allow refs/eddy/, or go on without sharing.',
      );
    case 'hidden':
      return t(
        'The host takes such references and does not show them again, so a team can’t share over it. Ask who administers it to show refs/eddy/.',
      );
    case 'signIn':
      return t(
        'The host wants you to sign in, and Eddy never asks for passwords. Fetch or push once by hand, so that git’s credential helper knows you, and try again.',
      );
    case 'offline':
      return `${t('The host can’t be reached.')} ${again}`;
    case 'hostFull':
      return `${t('The host has no room on its disk.')} ${again}`;
    case 'diskFull':
      return `${t('This machine’s disk is full. Make room.')} ${again}`;
    case 'notWritable':
      return `${t('The system does not let Eddy write its own files. Check the permissions of its folder.')} ${again}`;
    case 'timedOut':
      return `${t('The host took too long to answer.')} ${again}`;
    case 'limited':
      return `${t('The host was asked too often, and wants to be left alone for a while.')} ${again}`;
    case 'busy':
      return t('Another window is at it. Try again in a moment.');
    case 'aborted':
      return t('It was stopped before it was done.');
    case 'failed':
      return t('Something failed that Eddy does not know. Try again later; the log of Eddy tells when it happened.');
  }
}
