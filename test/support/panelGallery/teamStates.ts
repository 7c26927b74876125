import type { Report } from '../../../src/domain/report';
import { type Bucket, type Share, shareQuestions, shareSchema } from '../../../src/domain/teamAnswers';
import type { ShareConsent } from '../../../src/domain/teamSharing';
import type { PanelState } from '../../../src/protocol';
import type { ShareState } from '../../../src/shareProtocol';
import { pushedExample } from '../../../src/team/pushedExample';
import { Wording } from '../../../src/text/wording';
import { panelState } from '../../../src/vscode/panelState';
import type { OpenRepository } from '../../../src/vscode/repositoryState';
import { type ShareInput, shareState } from '../../../src/vscode/shareState';
import type { TeamInput } from '../../../src/vscode/teamState';
import { openedOf, sampleAnswers, sampleShareWeek, sampleTeam } from '../sampleTeam';
import { english } from '../translation';
import { hostile } from './requestStates';

/** The week that the panel shows, which is shared from January 18 on. */
const week = '2027-W02';
const answers = sampleAnswers({
  focusHours: 3,
  longestBlockMin: 2,
  churnPct: 2,
  timeToPrHours: 3,
  flow: 4,
  blocker: 2,
});
const share: Share = { schema: shareSchema, week, answers, flipped: ['churnPct'] };
const of = (text: string): Bucket[] => [...text].map(digit => Number(digit) as Bucket);

const released = openedOf(9, {
  focusHours: of('122333445'),
  longestBlockMin: of('112223345'),
  interruptionsPerFocusHour: of('555555551'),
  churnPct: of('12200'),
  timeToPrHours: of('1233344'),
  flow: of('122344455'),
  blocker: of('222213445'),
});
const before = openedOf(9, {
  focusHours: of('112233455'),
  longestBlockMin: of('122334455'),
  flow: of('122334455'),
  blocker: of('112234555'),
});
const few = openedOf(5, { focusHours: of('1230'), flow: of('1234') });

/** What the section of the team can be about, by name. */
function teamInputs(): Record<string, TeamInput> {
  const tuesday = '2027-01-19T09:00:00Z';
  const saturday = '2027-01-23T09:00:00Z';
  const consent: ShareConsent = { schema: shareSchema, k: 12, questions: shareQuestions, at: 0 };
  return {
    waiting: sampleTeam(tuesday, []),
    joined: sampleTeam(tuesday, [
      sampleShareWeek('2027-W01', { opened: before }),
      sampleShareWeek(week, { phase: 'joined' }),
    ]),
    released: {
      ...sampleTeam(saturday, [
        sampleShareWeek('2027-W01', { opened: before }),
        sampleShareWeek(week, { opened: released, share }),
      ]),
      canExport: true,
    },
    suppressed: sampleTeam(saturday, [sampleShareWeek(week, { opened: few, share })]),
    noNumber: sampleTeam(saturday, [sampleShareWeek(week, { reason: 'moreThanAuthors' })]),
    trouble: sampleTeam(tuesday, [sampleShareWeek(week, { phase: 'joined' })], { trouble: 'signIn', asksAnew: true }),
    grownK: sampleTeam(saturday, [sampleShareWeek(week, { opened: released, share })], { consent }),
  };
}

/** The panel in each state of its section of the team. @param report with little else in it. */
export function teamStates(report: Report): Record<string, PanelState> {
  const repository: OpenRepository = { key: '1', name: 'stream', state: { kind: 'ready', report, pending: true } };
  const workspace = { kind: 'open', repositories: [repository] } as const;
  const states = Object.entries(teamInputs()).map(
    ([name, input]) =>
      [`team-${name}`, panelState(workspace, repository, english, 'en', null, null, week, input)] as const,
  );
  return Object.fromEntries(states);
}

/** The page about sharing, in each of its states. */
export function shareStates(): Record<string, ShareState> {
  const fresh: ShareInput = {
    ...{
      name: 'stream',
      week,
      known: { answers, isRead: true },
      people: 5,
      consent: null,
      asksAnew: false,
      trial: { kind: 'untried' },
      trouble: null,
    },
    questions: new Set(shareQuestions.filter(question => question !== 'blocker')),
    example: pushedExample(week, 5),
  };
  const consent: ShareConsent = { schema: shareSchema, k: 8, questions: shareQuestions, at: 0 };
  const inputs: Record<string, ShareInput> = {
    fresh,
    tried: { ...fresh, trial: { kind: 'passed' } },
    failed: {
      ...fresh,
      name: hostile,
      known: { answers: null, isRead: false },
      trial: { kind: 'failed', text: `Git said: ${hostile.slice(0, 200)}` },
    },
    sharing: { ...fresh, people: 8, consent, example: pushedExample(week, 8) },
    trouble: { ...fresh, trial: { kind: 'passed' }, trouble: 'Another window is at it. Try again in a moment.' },
  };
  const wording = new Wording(english, 'en', 'UTC');
  return Object.fromEntries(
    Object.entries(inputs).map(([name, input]) => [`share-${name}`, shareState(input, wording)]),
  );
}
