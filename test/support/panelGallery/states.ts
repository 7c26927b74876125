import type { FlowFrequency } from '../../../src/domain/reflection';
import { type AiLens, categories, type NewGround, type Report } from '../../../src/domain/report';
import type { FocusOfWeek } from '../../../src/domain/weeklyFocus';
import type { PanelState } from '../../../src/protocol';
import { allKey, pickedRepository } from '../../../src/vscode/allRepositories';
import { panelState } from '../../../src/vscode/panelState';
import { repositoryNames } from '../../../src/vscode/repositoryName';
import type { OpenRepository, Workspace } from '../../../src/vscode/repositoryState';
import { sampleReflection, sampleReflections } from '../sampleReflections';
import { completeChurn, emptyChurn, sampleReport, youngChurn } from '../sampleReport';
import { english } from '../translation';
import { exampleStates } from './exampleStates';
import { flowInputs } from './flowStates';
import { reflectionInputs } from './reflectionStates';
import { hostile, requestReports } from './requestStates';
import { teamStates } from './teamStates';

/** The one before the running one: in it the most took place. */
const lastWeek = '2027-W02';

/** Every state that the panel can be in, out of the presenter that the product uses. */
export function galleryStates(): Record<string, PanelState> {
  const { usual: report = richReport(), ...requests } = requestReports(richReport());
  const stream: OpenRepository = { key: '1', name: 'stream', state: { kind: 'ready', report } };
  const other: OpenRepository = { key: '2', name: 'estuary', state: { kind: 'reading', progress: null } };
  const { usual: silent = null, ...others } = flowInputs();
  const usual = silent && { ...silent, weeks: silent.weeks.map(typing) };
  const open = (...repositories: OpenRepository[]): Workspace => ({ kind: 'open', repositories });
  /** What takes longer is still read where it is not in the report. */
  const ready = (report: Report): OpenRepository['state'] => ({
    kind: 'ready',
    report,
    ...(report.pullRequests === null && { pending: true }),
  });
  const only = (state: OpenRepository['state'], picked: string | null = null) => {
    const repository = { key: '1', name: 'stream', state };
    return panelState(open(repository), repository, english, 'en', usual, null, picked);
  };
  const [hostileName = '', longName = ''] = repositoryNames([
    `/home/${hostile.replaceAll('/', '|')}`,
    `/home/${'x'.repeat(10_000)}`,
  ]);
  const hostileOne: OpenRepository = {
    key: '1',
    name: hostileName,
    state: { kind: 'ready', report: touchedBy(hostile, requests.hostile ?? report) },
  };
  const estuary = { ...report, repository: { ...report.repository, id: 'estuary', name: 'estuary' } };
  const everything = open(
    stream,
    { ...other, state: { kind: 'ready', report: estuary } },
    { key: '3', name: 'empty', state: { kind: 'problem', failure: null } },
  );
  const flow = Object.entries(others).map(
    ([name, input]) => [`flow-${name}`, panelState(open(stream), stream, english, 'en-GB', input)] as const,
  );
  const reflection = Object.entries(reflectionInputs()).map(
    ([name, input]) => [`reflection-${name}`, panelState(open(stream), stream, english, 'en', usual, input)] as const,
  );
  return {
    rich: panelState(open(stream), stream, english, 'en', usual, null, lastWeek),
    rtl: panelState(open(stream, other), stream, english, 'ar', usual, reflectionInputs().answered ?? null, lastWeek),
    running: panelState(open(stream), stream, english, 'en', usual),
    older: panelState(open(stream), stream, english, 'en', usual, null, '2026-W46'),
    several: panelState(open(stream, other), stream, english, 'en', usual),
    all: panelState(everything, pickedRepository(everything, allKey, english), english, 'en', usual, null, lastWeek),
    hostile: panelState(
      open(hostileOne, { ...other, name: longName }),
      hostileOne,
      english,
      'en',
      usual,
      hostileReflection,
      lastWeek,
    ),
    withoutFlow: panelState(open(stream), stream, english, 'en'),
    ...Object.fromEntries(flow),
    ...Object.fromEntries(reflection),
    ...Object.fromEntries(
      Object.entries({ ...requests, reading: richReport() }).map(([name, report]) => [
        `requests-${name}`,
        only(ready(report), lastWeek),
      ]),
    ),
    few: only(ready(sampleReport([...Array(10).fill(emptyChurn), completeChurn(31, 2), emptyChurn]))),
    none: only(ready(sampleReport(Array(12).fill(emptyChurn)))),
    reading: only({ kind: 'reading', progress: { done: 1240, total: 5310 } }),
    problem: only({
      kind: 'problem',
      failure: { kind: 'unsafeOwnership', values: [] },
    }),
    untrusted: panelState({ kind: 'untrusted' }, undefined, english, 'en', usual),
    virtual: only({ kind: 'virtual' }),
    nothingOpen: panelState(open(), undefined, english, 'en', usual),
    searching: panelState({ kind: 'searching' }, undefined, english, 'en', usual),
    ...exampleStates(),
    ...teamStates(sampleReport([...Array(10).fill(emptyChurn), completeChurn(31, 2), emptyChurn])),
  };
}

const felt: (FlowFrequency | null)[] = [
  ...[null, null, 'sometimes', 'often', 'rarely', 'sometimes'],
  ...['sometimes', null, null, 'often', 'mostDays', null],
] as const as (FlowFrequency | null)[];

/** What was new in some of the weeks. */
const touched: Record<number, NewGround> = {
  1: {
    languages: [{ name: 'TypeScript', withAi: false }],
    areas: [{ name: 'gauges', withAi: false }],
    firstWeek: false,
  },
  4: {
    languages: [],
    areas: [
      { name: 'maps', withAi: false },
      { name: 'docs', withAi: false },
    ],
    firstWeek: false,
  },
  9: {
    languages: [
      { name: 'Rust', withAi: true },
      { name: 'WebAssembly', withAi: true },
    ],
    areas: [{ name: 'sluice', withAi: false }],
    firstWeek: false,
  },
};

const lens: AiLens = {
  marked: {
    commits: 24,
    requests: 5,
    lines: 2140,
    churned: 330,
    churn: 330 / 2140,
    medianSize: 182,
    medianMaturity: 0.72,
    medianTimeToPrMs: 27 * 3_600_000,
  },
  unmarked: {
    commits: 71,
    requests: 14,
    lines: 5648,
    churned: 452,
    churn: 452 / 5648,
    medianSize: 87,
    medianMaturity: null,
    medianTimeToPrMs: 26 * 3_600_000,
  },
};

const hostileReflection = sampleReflections('2027-01-22 15:40', {
  answers: [sampleReflection('2027-W03', { flow: 'often', note: hostile })],
});

/** A report whose last week touched one folder of that name. */
function touchedBy(name: string, report: Report): Report {
  const newGround = { languages: [], areas: [{ name, withAi: false }], firstWeek: false };
  const last = report.weeks.length - 1;
  return { ...report, weeks: report.weeks.map((week, index) => (index === last ? { ...week, newGround } : week)) };
}

function typing(week: FocusOfWeek | null): FocusOfWeek | null {
  return week && { ...week, focus: { ...week.focus, typed: 4210, inserted: 1790 } };
}

/** Twelve weeks as they are in life: nine counted, one of them empty, one with too few lines, and three young ones. */
export function richReport() {
  const report = sampleReport([
    completeChurn(820, 74, 60),
    completeChurn(1130, 120, 101),
    completeChurn(640, 45),
    emptyChurn,
    completeChurn(940, 160, 120),
    completeChurn(1480, 133, 120),
    completeChurn(390, 22),
    completeChurn(31, 2),
    completeChurn(1120, 96, 80),
    { ...completeChurn(1240, 99, 80), leftOut: { ...emptyChurn.leftOut, blank: 212, moved: 64, generated: 1804 } },
    youngChurn(760, 41, 0.07, 0.045, 0.12),
    youngChurn(310, 6, 0.09, 0.03, 0.24),
  ]);
  for (const [index, week] of report.weeks.entries()) {
    const { added, ended } = week.lines;
    const part = (share: number) => ({ added: Math.round(added * share), ended: Math.round(ended * share) });
    week.lines.byCategory = {
      logic: part(0.55),
      tests: part(0.27),
      docs: part(index % 3 === 0 ? 0.1 : 0),
      config: part(0.08),
      generated: index === 9 ? { added: 1804, ended: 1711 } : { added: 0, ended: 0 },
    };
    const kinds = Object.values(week.lines.byCategory);
    week.lines.added = kinds.reduce((sum, each) => sum + each.added, 0);
    week.lines.ended = kinds.reduce((sum, each) => sum + each.ended, 0);
    for (const category of categories) week.lines.mine[category] = week.lines.byCategory[category].added;
    week.oldCode = { ended: ended * 4, old: ended, share: added > 0 ? 0.25 : null };
    week.newGround = touched[index] ?? { languages: [], areas: [], firstWeek: false };
    const flow = felt[index] ?? null;
    week.reflection = flow && { flow, slogs: [], biggest: null, ventured: null, load: null };
  }
  return { ...report, ai: lens };
}
