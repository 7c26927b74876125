import { withAnswers } from '../domain/reportReflections';
import { withoutNames } from '../domain/withoutNames';
import type { BalanceState, FlowState, PanelState, TakenWeek, WeekSections } from '../protocol';
import { neutralNames } from '../text/neutralNames';
import { reflectionFacts } from '../text/reflectionText';
import { shownName } from '../text/shownName';
import { type Translate, Wording } from '../text/wording';
import { allKey } from './allRepositories';
import type { FlowInput } from './flowInput';
import { panelState } from './panelState';
import type { ReflectionInput } from './reflectionInput';
import type { OpenRepository, Workspace } from './repositoryState';

/** What the panel shows, as {@link panelState} is told of it. */
export interface ShownPage {
  readonly workspace: Workspace;
  readonly selected: OpenRepository | undefined;
  readonly flow: FlowInput | null;
  readonly said: ReflectionInput | null;
  /** ISO 8601; `null` for the running one. */
  readonly week: string | null;
}

/** How the person takes a week along. */
export interface TakingChoice {
  /** Without what names a project: repositories, branches, folders, requests. */
  readonly withoutNames: boolean;
  /** With what they answered about it, and of no other week. */
  readonly withAnswers: boolean;
  /** Which one, ISO 8601; else the one that the page shows. */
  readonly week?: string;
}

/**
 * A week of the panel, to be taken along; `null` where there is none, or its numbers are folded away until it was reflected
 * on.
 * @param now epoch milliseconds.
 */
export function takenWeek(
  page: ShownPage,
  choice: TakingChoice,
  now: number,
  t: Translate,
  locale: string,
): TakenWeek | null {
  const shown = panelState(page.workspace, page.selected, t, locale, page.flow, page.said, page.week);
  if (shown.reflection?.folded || !shown.week) return null;
  const { week = shown.week.shown } = choice;
  if (shown.week.shown !== week)
    return page.week === week ? null : takenWeek({ ...page, week }, choice, now, t, locale);
  const wording = new Wording(t, locale, timeZoneOf(page));
  const state = retold(page, choice, week, wording);
  const sections = state.body.kind === 'week' ? sectionsOf(state.body) : null;
  const flow = state.flow && { ...state.flow, trouble: null, paused: null };
  if (!sections && !flow) return null;
  return {
    week,
    locale,
    title: t('The week of {0}', spanOf(shown)),
    about: aboutOf(page, shown, choice, wording),
    labels: state.labels,
    flow,
    sections,
    answers: choice.withAnswers ? answersOf(page, shown, wording) : null,
    measured: measuredOf(flow, sections, wording),
    origin: t(
      'From Eddy, {0}: one person’s week, measured on their own machine and compared with their own weeks alone.',
      wording.date(now),
    ),
  };
}

function timeZoneOf({ flow, selected }: ShownPage): string {
  const report = selected?.state.kind === 'ready' ? selected.state.report : null;
  return flow?.calendar.timeZone ?? report?.timeZone ?? 'UTC';
}

/** The page as it would be if the person had never answered, and without names where they want none. */
function retold(page: ShownPage, choice: TakingChoice, week: string, wording: Wording): PanelState {
  const { workspace, selected, flow } = page;
  const { t, locale } = wording;
  const told = selected && retoldRepository(selected, choice, week, wording);
  return panelState(workspace, told, t, locale, flow, null, page.week);
}

function retoldRepository(
  { key, name, state }: OpenRepository,
  choice: TakingChoice,
  week: string,
  wording: Wording,
): OpenRepository {
  if (state.kind !== 'ready') return { key, name, state };
  const report = withAnswers(state.report, { answers: [] });
  if (!choice.withoutNames) return { key, name, state: { ...state, report } };
  const nameless = withoutNames(report, neutralNames(wording), week);
  const missing = state.missing && { missing: [wording.t('some of them')] };
  return { key, name: '', state: { ...state, report: nameless, ...missing } };
}

/** Only what is drawn: no action of the panel leads anywhere from there. */
function sectionsOf(body: WeekSections): WeekSections {
  const { summary, durability, requests, balance, ground, ai } = body;
  return {
    ...{ summary, requests, ground, ai },
    durability: { ...durability, action: null },
    balance: withoutAnswers(balance),
  };
}

/** A pair of which one side is what the person answered says nothing without that. */
function withoutAnswers(balance: BalanceState): BalanceState {
  return { ...balance, pairs: balance.pairs.filter(({ pair }) => pair !== 'focus-flow') };
}

function spanOf({ week }: PanelState): string {
  return week?.weeks.find(each => each.week === week.shown)?.span ?? '';
}

function aboutOf({ selected }: ShownPage, { week }: PanelState, choice: TakingChoice, { t }: Wording): string[] {
  const [year = '', number = ''] = week?.shown.split('-W') ?? [];
  const isNamed = selected && (!choice.withoutNames || selected.key === allKey);
  return [
    ...(isNamed ? [selected.name] : []),
    t('week {0} of {1}', Number(number), year),
    ...(week?.shown === week?.weeks.at(-1)?.week ? [t('not over yet')] : []),
  ];
}

function answersOf({ said }: ShownPage, { week }: PanelState, wording: Wording): TakenWeek['answers'] {
  const answer = said?.reading.answers.find(each => each.week === week?.shown);
  if (!answer) return null;
  const note = shownName(answer.note, answer.note.length);
  return { title: wording.t('Reflection'), facts: reflectionFacts({ ...answer, note }, wording) };
}

function measuredOf(flow: FlowState | null, sections: WeekSections | null, { t }: Wording): TakenWeek['measured'] {
  const told: (Measured | null)[] = sections
    ? [
        sections.summary,
        flow,
        sections.durability,
        ...knownRequests(sections),
        sections.balance,
        sections.ground,
        sections.ai,
      ]
    : [flow];
  return {
    title: t('How is this measured?'),
    sections: told.flatMap(part => (part ? [{ title: part.title, points: part.measured.points }] : [])),
  };
}

type Measured = Pick<FlowState, 'title' | 'measured'>;

const knownRequests = ({ requests }: WeekSections): Measured[] => (requests.kind === 'known' ? [requests] : []);
