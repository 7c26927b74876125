import type { PanelState, TakenWeek } from '../../../src/protocol';
import type { ShareState } from '../../../src/shareProtocol';
import { galleryStates } from './states';
import { takenWeeks } from './takenWeeks';
import { shareStates } from './teamStates';

/** What the gallery shows: a state of the panel or of the page about sharing, and how the person left it (part of the panel's `View`). */
export interface GalleryView {
  page?: 'share';
  state: PanelState | ShareState;
  view: Readonly<Record<string, unknown>>;
  /** What is given out where the person takes the week along, without names and answers, and with both. */
  taken?: { bare: TakenWeek; whole: TakenWeek };
}

const sections = ['summary', 'flow', 'durability', 'requests', 'balance', 'ground', 'aiLens', 'reflection'];
const unfolded = {
  open: [
    ...sections.map(section => `${section} measured`),
    ...['flow', 'durability', 'requests', 'balance', 'felt'].map(section => `${section} table`),
    ...['lines', 'branches', 'ground weeks', 'reflections'],
  ],
};

/** Every state by name, and those with tables, definitions and forms open. */
export function galleryViews(): ReadonlyMap<string, GalleryView> {
  const states = galleryStates();
  const [bare, whole] = [
    takenWeeks({ withoutNames: true, withAnswers: false }),
    takenWeeks({ withoutNames: false, withAnswers: true }),
  ];
  const takenOf = (name: string) =>
    Object.hasOwn(bare, name) && { taken: { bare: bare[name as Taken], whole: whole[name as Taken] } };
  const views = new Map(Object.entries(states).map(([name, state]) => [name, { state, view: {}, ...takenOf(name) }]));
  const open = (name: string, view: GalleryView['view']) => {
    const state = states[name];
    return state ? ([[`${name}-open`, { state, view }]] as const) : [];
  };
  return new Map<string, GalleryView>([
    ...views,
    ...Object.entries(shareStates()).map(([name, state]) => [name, { page: 'share', state, view: {} }] as const),
    ...open('team-released', { open: ['team measured', 'team table'] }),
    ...open('rich', unfolded),
    ...open('reflection-answered', unfolded),
    ...open('reflection-due', { reflectionDrafts: [draftOf(states['reflection-due'])] }),
  ]);
}

type Taken = keyof ReturnType<typeof takenWeeks>;

function draftOf(state: PanelState | undefined): unknown {
  const reflection = state?.reflection;
  return {
    week: reflection?.asked.week,
    answers: {
      flow: 'often',
      slogs: ['builds', 'tests'],
      biggest: 'tests',
      note: 'The tests of the sluice, again.',
      ventured: 'withAi',
      load: 3,
    },
    since: reflection?.since ?? null,
  };
}
