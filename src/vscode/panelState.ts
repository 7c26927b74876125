import type { Report } from '../domain/report';
import { withToldFocus } from '../domain/reportFocus';
import { withAnswers } from '../domain/reportReflections';
import type { PanelAction, PanelBody, PanelLabels, PanelState } from '../protocol';
import { type Translate, Wording } from '../text/wording';
import { aiState } from './aiState';
import { panelChoices } from './allRepositories';
import { balanceState } from './balanceState';
import { caveats, durabilityState } from './durabilityState';
import type { FlowInput } from './flowInput';
import { dataState, flowState } from './flowState';
import { newGroundState } from './newGroundState';
import { pageWeek } from './pageWeek';
import { problemText } from './problemText';
import type { ReflectionInput } from './reflectionInput';
import { reflectionState } from './reflectionState';
import type { OpenRepository, Workspace } from './repositoryState';
import { requestsState } from './requestState';
import { spokenSentence, summaryState } from './summaryState';
import { takingState } from './takingState';
import { type TeamInput, teamState } from './teamState';
import { exampleAction, hasLittleFocus, welcomeState } from './welcomeState';

/**
 * What the panel shows of `selected`, or why there is nothing: numbers ready to draw, texts ready to read.
 * @param flow the person's focus; `null` where none is recorded in this window.
 * @param said what the person said of their weeks; `null` before it was read.
 * @param picked the week that is to be shown, ISO 8601; `null` for the running one.
 * @param team what is known of sharing from `selected`; `null` where the person does not.
 */
export function panelState(
  workspace: Workspace,
  selected: OpenRepository | undefined,
  t: Translate,
  locale: string,
  flow: FlowInput | null = null,
  said: ReflectionInput | null = null,
  picked: string | null = null,
  team: TeamInput | null = null,
): PanelState {
  const report = reportOf(selected, flow, said);
  const reflection = said && reflectionState(said, { report, flow }, new Wording(t, locale, said.calendar.timeZone));
  const own = new Wording(t, locale, flow?.calendar.timeZone ?? report?.timeZone ?? 'UTC');
  const week = pageWeek({ report, flow }, picked, own);
  const found = bodyOf(workspace, selected, t, locale, report, { shown: week?.shown ?? '', picked });
  const isReading = found.body.kind === 'reading';
  const welcome = isReading ? null : welcomeState(flow, report, t);
  const body = welcome && report ? stranger(report, selected?.name ?? '', own) : found;
  const isOffered = welcome === null && flow !== null && hasLittleFocus(flow);
  const told = flow && week && flowState(flow, week.shown, own);
  // What it would say of focus the welcome says.
  const isSaid = welcome !== null && told?.trouble === null && told.paused === null;
  return {
    locale,
    labels: labels(t),
    title: selected?.name ?? '',
    example: null,
    welcome,
    offer: isOffered && !isReading ? exampleAction(t) : null,
    repositories: panelChoices(workspace, t),
    selected: selected?.key ?? null,
    week: welcome ? null : week,
    flow: isSaid ? null : told,
    ...body,
    // What is folded away is not read out either.
    ...(reflection?.folded && body.body.kind === 'week' && { announcement: reflection.folded.text }),
    reflection,
    team: team && week && !reflection?.folded ? teamState(team, week.shown, own) : null,
    data: flow && dataState(flow, own),
    taking: week && !welcome ? takingState(week.shown, reflection, t) : null,
  };
}

/** What is shown of a repository that was read: with the person's focus and what they said of their weeks. */
function reportOf(
  selected: OpenRepository | undefined,
  flow: FlowInput | null,
  said: ReflectionInput | null,
): Report | null {
  if (selected?.state.kind !== 'ready') return null;
  const parts = [selected.state.report, flow?.weeks, said?.reading] as const;
  const isSame = last?.parts.every((part, at) => part === parts[at]);
  if (!last || !isSame) last = { parts, report: toldReport(selected.state.report, flow, said) };
  return last.report;
}

/** The same until something of it is read anew: the person goes from week to week. */
let last: { readonly parts: readonly unknown[]; readonly report: Report } | undefined;

function toldReport(report: Report, flow: FlowInput | null, said: ReflectionInput | null): Report {
  const told = flow ? withToldFocus(report, flow) : report;
  return said ? withAnswers(told, said.reading) : told;
}

type Body = Pick<PanelState, 'body' | 'announcement'>;

/** ISO 8601 weeks: the one that is shown, and the one that the person picked. */
interface WeekToShow {
  readonly shown: string;
  readonly picked: string | null;
}

function bodyOf(
  workspace: Workspace,
  selected: OpenRepository | undefined,
  t: Translate,
  locale: string,
  report: Report | null,
  { shown, picked }: WeekToShow,
): Body {
  if (workspace.kind === 'untrusted') {
    return notice(
      t('This workspace is not trusted yet'),
      t('To read the history Eddy runs git here, and that waits until you trust the workspace.'),
      [{ label: t('Manage Workspace Trust'), message: 'manageTrust' }],
    );
  }
  if (workspace.kind === 'searching') return reading(t('Looking for repositories.'), null);
  if (!selected) {
    return notice(
      t('No git repository is open'),
      t('Open a folder that lies in a git repository, and its weeks appear here.'),
      [
        { label: t('Open Folder…'), message: 'openFolder' },
        { label: t('Clone Repository…'), message: 'cloneRepository' },
      ],
    );
  }
  const { state } = selected;
  switch (state.kind) {
    case 'virtual':
      return notice(
        t('Nothing to read in {0}', selected.name),
        t(
          'This folder is not on this machine’s disk. Git history can only be read where the repository’s files are: clone it and open the clone.',
        ),
        [{ label: t('Clone Repository…'), message: 'cloneRepository' }],
      );
    case 'problem': {
      const { message, nextStep } = problemText(state, t);
      return notice(message, nextStep ?? '', [{ label: t('Try Again'), message: 'retry' }]);
    }
    case 'reading': {
      const { progress } = state;
      if (!progress) return reading(t('Reading the history of {0}.', selected.name), null);
      const wording = new Wording(t, locale, 'UTC');
      const text = t('{0} of {1} commits', wording.count(progress.done), wording.count(progress.total));
      return reading(t('Reading the history of {0}.', selected.name), { ...progress, text });
    }
    case 'ready': {
      const told = report ?? state.report;
      const wording = new Wording(t, locale, told.timeZone);
      return {
        body: {
          kind: 'week',
          pending: state.pending ?? false,
          summary: summaryState(told, shown, wording, state.missing),
          durability: durabilityState(told, picked === shown ? shown : null, wording),
          requests: requestsState(told, shown, wording, state.requestsFailed),
          balance: balanceState(told, wording, state.pending, state.requestsFailed),
          ground: newGroundState(told, wording, state.pending),
          ai: aiState(told, wording, state.pending),
        },
        announcement: t('{0}: {1}', selected.name, spokenSentence(told, shown, wording)),
      };
    }
  }
}

/** In place of sections without a number, as long as there are none of focus either. */
function stranger(report: Report, name: string, wording: Wording): Body {
  const { t } = wording;
  const said = t(
    'In the last {0} weeks of {1} no commit is under an address of yours. If you commit under another one, add it.',
    wording.count(report.weeks.length),
    name,
  );
  return notice(t('No commit of yours in these weeks'), [said, ...caveats(report, wording)].join(' '), [
    { label: t('Add Another Address of Mine'), message: 'openSettings' },
  ]);
}

function notice(title: string, text: string, actions: PanelAction[]): Body {
  return { body: { kind: 'notice', title, text, actions }, announcement: title };
}

/** The progress itself is not announced: only that reading goes on. */
function reading(text: string, progress: (PanelBody & { kind: 'reading' })['progress']): Body {
  return { body: { kind: 'reading', text, progress }, announcement: text };
}

function labels(t: Translate): PanelLabels {
  return {
    repository: t('Repository'),
    chart: t('Churn by week'),
    axis: t('Lines rewritten within two weeks, by the week they were added'),
    weeksHint: t('Left and right arrow keys go from week to week.'),
    complete: t('counted'),
    estimate: t('estimate'),
    interval: t('estimate, with its interval'),
    gap: t('too little to tell'),
    showTable: t('Show as Table'),
    showChart: t('Show as Chart'),
    leftOut: t('Left out'),
    nothingLeftOut: t('Nothing was left out.'),
  };
}
