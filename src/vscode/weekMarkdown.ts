import type {
  AiState,
  BalanceState,
  DurabilityState,
  Fact,
  Figure,
  FlowState,
  GroundState,
  RequestsState,
  SummaryState,
  Table,
  TakenWeek,
  WorkBranchState,
} from '../protocol';
import { markdownLine } from './markdownLine';

/** The columns of the table of requests that fit on a page: the others are told in the panel. */
const requestColumns = [0, 1, 2, 4, 6, 8, 10, 12];

/** The week as Markdown: headings, sentences, lists and tables, which read well before they are rendered, too. */
export function weekMarkdown({ title, about, flow, sections, answers, measured, origin }: TakenWeek): string {
  const rests = measured.sections.flatMap(({ title, points: [first] }) => (first ? [{ ...first, term: title }] : []));
  return [
    `# ${markdownLine(title)}`,
    quiet(about.join(' · ')),
    ...(sections ? summary(sections.summary) : []),
    ...(flow ? flowPart(flow) : []),
    ...(sections ? durability(sections.durability) : []),
    ...(sections ? requests(sections.requests) : []),
    ...(sections ? balance(sections.balance) : []),
    ...(sections ? ground(sections.ground) : []),
    ...(sections ? aiLens(sections.ai) : []),
    ...(answers ? [heading(answers.title), facts(answers.facts)] : []),
    heading(measured.title),
    facts(rests),
    '---',
    quiet(origin),
  ]
    .filter(part => part !== '')
    .join('\n\n')
    .concat('\n');
}

const heading = (title: string) => `## ${markdownLine(title)}`;

/** Paragraphs; nothing for what there is not. */
const told = (...texts: (string | null | undefined)[]) => texts.map(text => markdownLine(text ?? ''));

const list = (items: readonly string[]) => items.map(item => `- ${item}`).join('\n');

/** A share of a fact stands below it. */
const facts = (known: readonly Fact[]) =>
  known.map(({ term, text, part }) => `${part ? '  ' : ''}- ${named(term, text)}`).join('\n');

const quiet = (text: string) => (text === '' ? '' : `*${markdownLine(text)}*`);

/** What it is, and what is said of it. */
const named = (term: string, text: string) => `**${markdownLine(term)}**: ${markdownLine(text)}`;

const figures = (known: readonly Figure[]): Fact[] =>
  known.map(({ term, value, note }) => ({ term, text: note === null ? value : `${value} (${note})` }));

function summary({ week, caveat }: SummaryState): string[] {
  const rests = week.rests.map(({ term, text }) => `${term}: ${text}`).join(' ');
  return [...told(week.sentence), list(week.notes.map(markdownLine)), ...told(caveat), quiet(rests)];
}

function flowPart({ title, week: { sentence, evidence } }: FlowState): string[] {
  if (!evidence) return [heading(title), ...told(sentence)];
  const { starts, kinds, days } = evidence;
  const bars = kinds.bars.map(({ label, text }) => `${label}: ${text}`).join('; ');
  return [
    heading(title),
    ...told(sentence),
    table({ columns: days.map(({ name }) => name), rows: [days.map(({ total }) => total)] }),
    facts([...figures(evidence.figures), { term: starts.title, text: starts.text }, { term: kinds.title, text: bars }]),
  ];
}

function durability({ title, sentence, caveats, week, nothing }: DurabilityState): string[] {
  return [
    heading(title),
    ...told(sentence, ...caveats, nothing),
    week ? `${named(week.title, week.headline)} – ${markdownLine(week.basis)}` : '',
    week ? facts(week.facts) : '',
  ];
}

function requests(state: RequestsState): string[] {
  if (state.kind === 'reading') return [heading(state.title), ...told(state.text)];
  const { title, nothing, caveats, week, work, labels } = state;
  const branches = [...work.branches, ...(work.folded?.branches ?? [])];
  return [
    heading(title),
    ...told(nothing ?? week?.sentence, ...caveats, week?.onboarding),
    week ? table(narrowed({ ...labels.table, rows: week.requests.map(({ cells }) => cells) })) : '',
    week ? facts(figures(week.figures)) : '',
    `### ${markdownLine(work.title)}`,
    ...told(work.nothing),
    list(branches.map(branchText)),
  ];
}

function branchText({ names, text, bloat }: WorkBranchState): string {
  const said = bloat === null ? text : `${text}, ${bloat}`;
  return named(names.map(name => `\u2068${name}\u2069`).join(', '), said);
}

function balance({ title, reading, pairs }: BalanceState): string[] {
  const said = pairs.map(({ title, word, sentence, rests }) =>
    [named(title, word), ...told(sentence, rests)].filter(text => text !== '').join(' – '),
  );
  return [heading(title), ...told(reading), list(said)];
}

function ground({ title, sentence, weeks, folded, oldCode, wayIn }: GroundState): string[] {
  const also = [oldCode, ...(wayIn ? [wayIn] : [])].map(({ title, text }) => ({ term: title, text }));
  return [heading(title), ...told(sentence), facts([...weeks, ...(folded?.weeks ?? []), ...also])];
}

function aiLens({ title, sentence, table: groups, marks, typed }: AiState): string[] {
  return [
    heading(title),
    ...told(sentence),
    groups ? table(groups) : '',
    ...told(marks),
    typed ? list([named(typed.title, typed.text)]) : '',
  ];
}

/** The columns that fit, without those that say nothing. */
function narrowed({ columns, rows, caption }: Table): Table {
  const kept = requestColumns.filter(at => rows.some(row => row[at] !== '–'));
  const pick = (cells: readonly string[]) => kept.map(at => cells[at] ?? '');
  return { caption, columns: pick(columns), rows: rows.map(pick) };
}

function table({ columns, rows }: Omit<Table, 'caption'>): string {
  if (rows.length === 0) return '';
  const line = (cells: readonly string[]) => `| ${cells.map(markdownLine).join(' | ')} |`;
  return [line(columns), `|${columns.map(() => ' --- |').join('')}`, ...rows.map(line)].join('\n');
}
