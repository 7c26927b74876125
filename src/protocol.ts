/**
 * What host and panel say to each other: two closed unions of plain data. The panel pulls (`ready`), the host answers
 * with the whole state: numbers ready to draw, and every text in the person's language.
 */
export type FromPanel =
  /** The panel is drawn and listens; `repository` and `week` are what the person had picked before a reload. */
  | { type: 'ready'; repository: string | null; week: string | null }
  | { type: 'selectRepository'; repository: string }
  /** Which week the page shows, ISO 8601; `null` for the running one, and the next from its beginning on. */
  | { type: 'selectWeek'; week: string | null }
  /** Shows the example in place of the person's own weeks; and goes back to these. */
  | { type: 'showExample' }
  | { type: 'hideExample' }
  | { type: 'retry' }
  | { type: 'manageTrust' }
  | { type: 'openSettings' }
  | { type: 'openFolder' }
  | { type: 'cloneRepository' }
  | { type: 'runCommand'; command: PanelCommand }
  | ({ type: 'answerReflection'; week: string } & ReflectionAnswers)
  | { type: 'skipReflection'; week: string }
  | { type: 'removeReflection'; week: string }
  /** Takes back that the person does not want to be asked any more. */
  | { type: 'askAgain' }
  /** What to try in the week after `week`; `null` for nothing. */
  | { type: 'pickExperiment'; week: string; experiment: string | null }
  /** Takes the week along that the panel shows, ISO 8601; the answer has the same `request`. */
  | { type: 'takeWeek'; request: number; week: string; kind: TakeKind; withoutNames: boolean; withAnswers: boolean }
  /** What the panel has drawn of `weekToTake`, to be saved: an HTML page, or the bytes of a PNG. */
  | { type: 'saveWeek'; request: number; content: string | Uint8Array };

/** How a week leaves the panel: to the clipboard as text or picture, or as a file. */
export type TakeKind = 'markdown' | 'picture' | 'png' | 'html';

/** The commands of Eddy that the panel can start, without the `eddy.` before them. */
export type PanelCommand =
  | 'shareWithTeam'
  | 'stopSharing'
  | 'showShared'
  | 'exportTeamSums'
  | 'correctBlock'
  | 'showStoredData'
  | 'pause'
  | 'resume'
  | 'startFocusSession';

export type ToPanel =
  | { type: 'state'; state: PanelState }
  /** The person wants to answer the questions of the week: the keyboard goes to the first. */
  | { type: 'reflect' }
  /** A command of the person's takes the week along: the panel asks for it, as the person has it there. */
  | { type: 'takeWeek'; kind: TakeKind }
  /** To be drawn. */
  | { type: 'weekToTake'; request: number; week: TakenWeek }
  /** What became of it. */
  | { type: 'took'; request: number; text: string };

export interface PanelState {
  /** BCP 47 tag for numbers that only the panel can make, such as the ticks of an axis. */
  locale: string;
  labels: PanelLabels;
  /** What the page is about: a repository's name, or all of them; empty where none is there. */
  title: string;
  /** That this is the example, and the way back; `null` where it is the person's own. */
  example: { text: string; back: string } | null;
  /** Stands on top while nothing can be told of the person yet. */
  welcome: WelcomeState | null;
  /** Leads to the example, where little focus is known yet and nothing else leads there. */
  offer: PanelAction | null;
  /** The picker's choices; it is shown from two on. */
  repositories: RepositoryChoice[];
  /** {@link RepositoryChoice.key} of what {@link body} is about. */
  selected: string | null;
  /** The one week that all sections show; `null` where no week is known, and under the welcome. */
  week: PageWeek | null;
  /** Stands above the body, whatever that is; `null` where focus is not recorded at all, and where the welcome says as much. */
  flow: FlowState | null;
  body: PanelBody;
  /** `null` before it was read, and where it can't be. */
  reflection: ReflectionState | null;
  /** `null` where the person does not share from this repository, and where numbers are folded away. */
  team: TeamState | null;
  /** What is stored, and what can be done with it; `null` where focus is not recorded at all. */
  data: DataState | null;
  /** `null` where there is no week to take along. */
  taking: TakingState | null;
  /** One sentence for the live region: what is on the panel now. It does not change with the minutes of running focus. */
  announcement: string;
}

/** What will be measured. */
export interface WelcomeState {
  title: string;
  text: string;
  points: Fact[];
  action: PanelAction;
}

export interface PageWeek {
  /** That the page can show: oldest first, the running week last; never empty. */
  weeks: WeekChoice[];
  /** One of them. */
  shown: string;
  /** The keys are those that turn the week from anywhere on the page. */
  labels: { weeks: string; previousWeek: string; previousKeys: string; nextWeek: string; nextKeys: string };
}

export interface WeekChoice {
  /** ISO 8601 week. */
  week: string;
  /** Only of the running week and the one before. */
  title: string | null;
  /** `November 2 – 8`. */
  span: string;
}

export interface DataState {
  title: string;
  text: string;
  buttons: CommandButton[];
}

export interface RepositoryChoice {
  /** Stands for the repository in this window; names nothing. */
  key: string;
  name: string;
}

export type PanelBody =
  | { kind: 'reading'; text: string; progress: ReadingProgress | null }
  | { kind: 'notice'; title: string; text: string; actions: PanelAction[] }
  /** `pending`: what takes longer than the rest is still read. */
  | ({ kind: 'week'; pending: boolean } & WeekSections);

/** Everything that is said of a repository's weeks, or of those of all repositories. */
export interface WeekSections {
  summary: SummaryState;
  durability: DurabilityState;
  requests: RequestsState;
  balance: BalanceState;
  ground: GroundState;
  ai: AiState;
}

export interface ReadingProgress {
  done: number;
  total: number;
  text: string;
}

export interface PanelAction {
  label: string;
  message: 'retry' | 'manageTrust' | 'openSettings' | 'openFolder' | 'cloneRepository' | 'showExample';
}

/** Fixed texts of the panel. */
export interface PanelLabels {
  repository: string;
  chart: string;
  axis: string;
  weeksHint: string;
  complete: string;
  estimate: string;
  /** In place of `estimate` where at least one is drawn with its interval. */
  interval: string;
  gap: string;
  showTable: string;
  showChart: string;
  leftOut: string;
  nothingLeftOut: string;
}

export interface CommandButton {
  label: string;
  command: PanelCommand;
}

export interface FlowState {
  title: string;
  /** Why nothing is stored or read now. */
  trouble: string | null;
  /** That recording is paused now, and the way on. */
  paused: { text: string; resume: CommandButton } | null;
  /** The week that the page shows. */
  week: FlowWeekState;
  labels: FlowLabels;
  measured: { title: string; points: Fact[] };
}

/** Fixed texts of the section. */
export interface FlowLabels {
  /** The group of blocks, with the keys that it takes. */
  blocks: string;
  /** Stands where a block's text will, as long as none is pointed at. */
  blockHint: string;
  deep: string;
  shorter: string;
  interruption: string;
  paused: string;
  unrecorded: string;
  table: { caption: string; columns: string[] };
}

export interface FlowWeekState {
  /** ISO 8601 week. */
  week: string;
  /** The one sentence that sums it up. */
  sentence: string;
  /** What it rests on; `null` in a week without focus. */
  evidence: FlowEvidence | null;
}

export interface FlowEvidence {
  axis: DayAxis;
  /** Seven, Monday first. */
  days: FlowDay[];
  figures: Figure[];
  starts: DeepStarts;
  kinds: { title: string; bars: KindBar[] };
}

/** A stretch of a day, in minutes by the clock since the day's start: 0 to 1440. */
export interface Stretch {
  from: number;
  to: number;
}

/** The part of the day that is shown, the same on all days of a week. */
export interface DayAxis extends Stretch {
  /** One for each full hour of the clock. */
  hours: { at: number; text: string }[];
}

export interface FlowDay {
  name: string;
  /** Focus on that day, or why there is none; empty on a day to come. */
  total: string;
  /** The day and its total, for a screen reader. */
  spoken: string;
  /** From its beginning to now, or to its end; `null` on a day to come. */
  passed: Stretch | null;
  /** Before recording began. */
  unrecorded: Stretch | null;
  paused: Stretch[];
  /** From a block that was interrupted to the one that went on. */
  interruptions: Stretch[];
  blocks: FlowBlock[];
}

/** A focus block, or the part of it that lies in a day. */
export interface FlowBlock extends Stretch {
  deep: boolean;
  /** When it was, how long, and how it ended. */
  text: string;
  /** Its row in the table after the day's name; `null` where an earlier day has it. */
  cells: string[] | null;
}

export interface Figure {
  term: string;
  value: string;
  note: string | null;
}

/** How many deep blocks began in each hour. */
export interface DeepStarts {
  title: string;
  text: string;
  /** Each hour that has one, for a screen reader; empty where none has. */
  spoken: string;
  /** 24, from the hour of the day's start on. */
  hours: { text: string; count: number }[];
}

export interface KindBar {
  label: string;
  /** 0 to 1. */
  share: number;
  text: string;
}

export interface DurabilityState {
  title: string;
  /** The one sentence that sums it up. */
  sentence: string;
  /** What limits the numbers in this repository; may be empty. */
  caveats: string[];
  /** What the person can do where no line of theirs was found. */
  action: PanelAction | null;
  /** Oldest first, the running week last; empty while no week holds a line of the person's. */
  weeks: WeekState[];
  /** The week that is marked and told of: the one that the person picked, else the one that the sentence is about. */
  week: WeekDetailsState | null;
  /** Where the week that the person picked is none of `weeks`. */
  nothing: string | null;
  /** The person's own median, 0 to 1. */
  baseline: { value: number; label: string } | null;
  table: Table;
  /** `null` where no week holds a line. */
  lines: Table | null;
  measured: { title: string; points: Fact[] };
}

export interface WeekState {
  /** ISO 8601 week. */
  week: string;
  /** For the axis: `2 Nov`. */
  short: string;
  mark: WeekMark;
  /** The week in one sentence, for a screen reader. */
  spoken: string;
}

export interface WeekDetailsState {
  /** ISO 8601 week. */
  week: string;
  title: string;
  headline: string;
  /** What the headline is, in words. */
  basis: string;
  facts: Fact[];
  leftOut: Fact[];
}

/** How a week is drawn; values are shares, 0 to 1. */
export type WeekMark =
  | { kind: 'complete'; value: number }
  | { kind: 'estimate'; value: number; interval: { low: number; high: number } | null }
  | { kind: 'gap' };

/** The section of pull or merge requests. */
export type RequestsState =
  /** The rest of the report is there, its requests are still read. */
  { kind: 'reading'; title: string; text: string } | ({ kind: 'known' } & KnownRequests);

export interface KnownRequests {
  title: string;
  /** Instead of the week, where there is nothing to tell of it, or of any. */
  nothing: string | null;
  /** What limits the numbers in this repository; may be empty. */
  caveats: string[];
  /** The week that the page shows. */
  week: RequestWeekState | null;
  /** Where the newest requests are, if the week that is shown holds none. */
  latest: { week: string; text: string; label: string } | null;
  throughput: Throughput | null;
  work: WorkState;
  labels: RequestLabels;
  measured: { title: string; points: Fact[] };
}

/** Fixed texts of the section. */
export interface RequestLabels {
  /** The list of requests, with the keys that it takes. */
  requests: string;
  /** Stands where a request's dates will, as long as none is pointed at. */
  hint: string;
  firstCommit: string;
  created: string;
  createdBetween: string;
  landed: string;
  reverted: string;
  table: { caption: string; columns: string[] };
}

export interface RequestWeekState {
  /** ISO 8601 week. */
  week: string;
  /** The one sentence that sums it up. */
  sentence: string;
  /** On the way to the tenth request that landed, and in the week in which it did. */
  onboarding: string | null;
  /** The days that its requests are drawn over; `null` where it has none. */
  axis: TimeAxis | null;
  requests: RequestState[];
  /** None in a week without requests. */
  figures: Figure[];
}

/** Whole days of the person's, epoch milliseconds. */
export interface TimeAxis {
  from: number;
  to: number;
  days: { at: number; text: string; monday: boolean }[];
}

/** Titles and branches are whatever somebody wrote: without characters that turn the text around them. */
export interface RequestState {
  /** Tells it apart within its week. */
  key: string;
  /** `#412`; empty where it is not known. */
  number: string;
  title: string;
  branch: string;
  /** How it landed, how its creation is known, whether it was reverted. */
  note: string;
  /** `+120 −30`. */
  lines: string;
  files: string;
  line: RequestLine;
  /** The exact times, in words. */
  text: string;
  /** Its row in the table. */
  cells: string[];
}

/** A request on the axis, epoch milliseconds; instants may lie outside of it. */
export interface RequestLine {
  first: number | null;
  /** `null` where it is not known closely. */
  created: number | null;
  /** In place of `created`: it lies somewhere in here. */
  between: { from: number; to: number } | null;
  landed: number | null;
  /** Where the line ends if it has not landed: now. */
  end: number;
  reverted: boolean;
}

/** How many requests landed in each week. */
export interface Throughput {
  title: string;
  text: string;
  /** The list of weeks, with the keys that it takes. */
  list: string;
  /** Oldest first. */
  weeks: { week: string; short: string; count: number; spoken: string }[];
  /** Drawn from a median of more than 0 on. */
  baseline: { value: number; label: string } | null;
}

/** Branches that have not landed. */
export interface WorkState {
  title: string;
  /** Where there is none. */
  nothing: string | null;
  /** The last touched first. */
  branches: WorkBranchState[];
  /** Those that are folded away; `null` where none are. */
  folded: { title: string; branches: WorkBranchState[] } | null;
}

export interface WorkBranchState {
  /** More than one where they are at the same commit. */
  names: string[];
  text: string;
  /** That it is larger than the person's requests usually are. */
  bloat: string | null;
}

/** What opens the panel: a week in one sentence, and what stands out in it. */
export interface SummaryState {
  title: string;
  /** The week that the page shows. */
  week: SummaryWeek;
  labels: { notes: string };
  /** What is not in a report of several repositories. */
  caveat: string | null;
  /** Comes after what the week's own numbers rest on. */
  measured: { title: string; points: Fact[] };
}

export interface SummaryWeek {
  /** ISO 8601 week. */
  week: string;
  sentence: string;
  /** At most three. */
  notes: string[];
  /** What its sentence and notes rest on. */
  rests: Fact[];
}

/** What a pace was paid for with: pairs of a pace and the guard that keeps it honest. */
export interface BalanceState {
  title: string;
  intro: string;
  /** In place of the pairs while requests are read. */
  reading: string | null;
  pairs: PairState[];
  measured: { title: string; points: Fact[] };
}

export interface PairState {
  pair: string;
  title: string;
  /** `steady, but slipping`; or that there is no such word yet. */
  word: string;
  /** Whether the pair was judged. */
  judged: boolean;
  /** The week and its numbers, or what is missing. */
  sentence: string;
  /** What the numbers rest on; `null` where none were judged. */
  rests: string | null;
  /** The ISO week that was judged, and is marked in the chart then; else the one that falls short, if any. */
  week: string | null;
  /** `null` where neither side has a number in two weeks. */
  chart: PairChart | null;
}

/** Both sides of a pair over the weeks, each on a scale of its own from 0 up. */
export interface PairChart {
  weeks: { week: string; short: string }[];
  pace: PairLine;
  guard: PairLine;
  table: Table;
}

export interface PairLine {
  /** What it is, and the greatest value. */
  label: string;
  /** In parts of the greatest one, 0 to 1; `null` where it is not known. */
  values: (number | null)[];
}

/** What the person touched for the first time, old code, and the way into a repository. */
export interface GroundState {
  title: string;
  sentence: string;
  /** Newest first: the week, and what was new in it. */
  weeks: Fact[];
  /** Those that are folded away; `null` where none are. */
  folded: { title: string; weeks: Fact[] } | null;
  oldCode: { title: string; text: string };
  /** `null` where it is not one repository that is looked at, or not read yet. */
  wayIn: { title: string; text: string } | null;
  measured: { title: string; points: Fact[] };
}

/** Commits with the mark of an assistant beside the rest. */
export interface AiState {
  title: string;
  sentence: string;
  /** `null` where the groups are too small to set side by side. */
  table: Table | null;
  /** That marks are often missing; `null` where it is not known which commits have one. */
  marks: string | null;
  /** What the editor tells apart from it; `null` where nothing was recorded. */
  typed: { title: string; text: string } | null;
  measured: { title: string; points: Fact[] };
}

/** What the person says of their weeks, beside what is measured. */
export interface ReflectionState {
  title: string;
  /** Why nothing can be read or kept now: then that is all there is. */
  trouble: string | null;
  /** Since when there are records, epoch milliseconds: what was filled in before that was erased with them. */
  since: number | null;
  /** The week that is asked about. */
  asked: ReflectionWeekState;
  /** Stands in place of all numbers until the person has answered or skipped; `null` where they are shown. */
  folded: { text: string; answer: string; show: string } | null;
  /** Whether the form is open without being asked for. */
  open: boolean;
  form: ReflectionForm;
  labels: ReflectionLabels;
  /** That the person does not want to be asked, and the way back. */
  again: { text: string; label: string } | null;
  /** What to try in the week after the one that is asked about; `null` before it was answered. */
  experiment: ExperimentState | null;
  /** What became of what was tried: one line; `null` where there is nothing to say. */
  outcome: string | null;
  /** Weeks before that were answered, the newest first. */
  earlier: { title: string; weeks: ReflectionWeekState[] };
  /** `null` where no week was answered or no focus is recorded, and while numbers are folded away. */
  felt: FeltState | null;
  measured: { title: string; points: Fact[] };
}

/** Answers as they are stored. Every question may be left unanswered. */
export interface ReflectionAnswers {
  flow: 'never' | 'rarely' | 'sometimes' | 'often' | 'mostDays' | null;
  slogs: (
    | 'builds'
    | 'tests'
    | 'waitingForReview'
    | 'reviewingAi'
    | 'meetings'
    | 'unclearWork'
    | 'oldCode'
    | 'tools'
    | 'other'
  )[];
  /** One of `slogs`. */
  biggest: ReflectionAnswers['slogs'][number] | null;
  note: string;
  ventured: 'no' | 'yes' | 'withAi' | null;
  /** 1 to 5. */
  load: number | null;
}

export interface ReflectionWeekState {
  /** ISO 8601 week. */
  week: string;
  /** Only of the running week and the one before. */
  title: string | null;
  /** `November 2 – 8`. */
  span: string;
  /** That it was answered, skipped, or can be. */
  sentence: string;
  /** What was answered, in words. */
  facts: Fact[];
  /** `null` where nothing was. */
  answers: ReflectionAnswers | null;
}

export interface Choice<V> {
  value: V;
  label: string;
}

type Answer<K extends keyof ReflectionAnswers> = NonNullable<ReflectionAnswers[K]>;

/** The questions, and what can be answered. */
export interface ReflectionForm {
  intro: string;
  flow: { question: string; choices: Choice<Answer<'flow'>>[] };
  slogs: { question: string; choices: Choice<Answer<'biggest'>>[] };
  biggest: string;
  note: { label: string; left: string; longest: number };
  ventured: { question: string; choices: Choice<Answer<'ventured'>>[] };
  /** The ends of the scale have words as well. */
  load: { question: string; choices: Choice<number>[]; least: string; most: string };
}

/** Fixed texts of the section. */
export interface ReflectionLabels {
  answer: string;
  edit: string;
  remove: string;
  save: string;
  skip: string;
  cancel: string;
  clear: string;
  /** Leads to what was folded away. */
  numbers: string;
}

export interface ExperimentState {
  title: string;
  hint: string;
  /** Up to three, and one for none, which has no value. */
  choices: Choice<string | null>[];
  picked: string | null;
  /** Whether the person has picked, be it none. */
  isPicked: boolean;
}

/** A felt answer against a measured number, a dot for each week that has both. */
export interface FeltState {
  title: string;
  hint: string;
  plots: FeltPlot[];
}

export interface FeltPlot {
  title: string;
  /** Whether they tend to go together. */
  text: string;
  /** From the left to the right: what was felt, in steps from 0 on. */
  steps: { short: string }[];
  /** What the axis of the measured says at its ends. */
  least: { value: number; text: string };
  most: { value: number; text: string };
  dots: { week: string; felt: number; measured: number; text: string }[];
  table: Table;
}

/** Sums of a team that the person shares with: of at least five people, never a person's. */
export interface TeamState {
  title: string;
  /** How far the week is that the page shows, or that its sums are here. */
  sentence: string;
  /** What is in the way now; `null` where nothing is. */
  trouble: string | null;
  /** That what was agreed to has changed, and the way on. */
  anew: { text: string; button: CommandButton } | null;
  /** Of the week that the page shows, or else of the newest before that has any. */
  sums: TeamSumsState | null;
  /** What the person's share of the week that the page shows said; `null` where none was sent. */
  own: { title: string; text: string; facts: Fact[] } | null;
  buttons: CommandButton[];
  labels: { showTable: string; showChart: string };
  measured: { title: string; points: Fact[] };
}

export interface TeamSumsState {
  /** Which week, and a band of how many people. */
  title: string;
  questions: TeamQuestionState[];
  /** What is not shown, and why. */
  hidden: string | null;
  /** What the marks on the bars are; `null` where there are none. */
  before: string | null;
  table: Table;
}

export interface TeamQuestionState {
  title: string;
  /** In place of bars: what nearly all said. */
  most: string | null;
  /** `share` and `before` are 0 to 1; `before` is `null` where a change may not be told. */
  bars: { label: string; share: number; text: string; before: number | null }[];
}

export interface Fact {
  term: string;
  text: string;
  /** A share of the fact above it. */
  part?: true;
}

/** The first column holds the rows' headings. */
export interface Table {
  caption: string;
  columns: string[];
  rows: string[][];
}

/** The ways to take the week along that the page shows. */
export interface TakingState {
  title: string;
  withoutNames: { label: string; hint: string };
  /** `null` where nothing was answered about the week. */
  withAnswers: string | null;
  choices: { kind: TakeKind; label: string }[];
  drawing: string;
  copied: string;
  notCopied: string;
  notDrawn: string;
}

/** The week that the page shows, as the person takes it along: out of the panel, to wherever they like. */
export interface TakenWeek {
  /** ISO 8601 week. */
  week: string;
  /** BCP 47 tag. */
  locale: string;
  /** `The week of November 2 – 8`. */
  title: string;
  /** What it is of, in a few words each. */
  about: string[];
  labels: PanelLabels;
  /** `null` where focus is not recorded. */
  flow: FlowState | null;
  /** `null` where no repository was read. */
  sections: WeekSections | null;
  /** What the person said of the week; `null` where they did not, or do not take it along. */
  answers: { title: string; facts: Fact[] } | null;
  measured: { title: string; sections: { title: string; points: Fact[] }[] };
  /** Where it comes from. */
  origin: string;
}
