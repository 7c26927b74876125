/**
 * What host and panel say to each other: two closed unions of plain data. The panel pulls (`ready`), the host answers
 * with the whole state: numbers ready to draw, and every text in the person's language.
 */
export type FromPanel =
  /** The panel is drawn and listens; `repository` is what it showed before a reload. */
  | { type: 'ready'; repository: string | null }
  | { type: 'selectRepository'; repository: string }
  | { type: 'retry' }
  | { type: 'manageTrust' }
  | { type: 'openSettings' };

export type ToPanel = { type: 'state'; state: PanelState };

export interface PanelState {
  /** BCP 47 tag for numbers that only the panel can make, such as the ticks of an axis. */
  locale: string;
  labels: PanelLabels;
  /** The page's heading, for a screen reader: the tab already says it. */
  title: string;
  /** The picker's choices; it is shown from two on. */
  repositories: RepositoryChoice[];
  /** {@link RepositoryChoice.key} of what {@link body} is about. */
  selected: string | null;
  body: PanelBody;
  /** One sentence for the live region: what is on the panel now. */
  announcement: string;
}

export interface RepositoryChoice {
  /** Stands for the repository in this window; names nothing. */
  key: string;
  name: string;
}

export type PanelBody =
  | { kind: 'reading'; text: string; progress: ReadingProgress | null }
  | { kind: 'notice'; title: string; text: string; action: PanelAction | null }
  | { kind: 'week'; durability: DurabilityState };

export interface ReadingProgress {
  done: number;
  total: number;
  text: string;
}

export interface PanelAction {
  label: string;
  message: 'retry' | 'manageTrust' | 'openSettings';
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

export interface DurabilityState {
  title: string;
  /** The one sentence that sums it up. */
  sentence: string;
  /** What limits the numbers in this repository; may be empty. */
  caveats: string[];
  /** What the person can do where no line of theirs was found. */
  action: PanelAction | null;
  /** The ISO week that the sentence is about: shown first. */
  week: string | null;
  /** Oldest first, the running week last; empty while no week holds a line of the person's. */
  weeks: WeekState[];
  /** The person's own median, 0 to 1. */
  baseline: { value: number; label: string } | null;
  table: Table;
  oldCode: { title: string; text: string };
  /** `null` where no week holds a line. */
  lines: Table | null;
  measured: { title: string; points: Fact[] };
}

export interface WeekState {
  /** ISO 8601 week. */
  week: string;
  /** For the axis: `2 Nov`. */
  short: string;
  title: string;
  mark: WeekMark;
  headline: string;
  /** What the headline is, in words. */
  basis: string;
  facts: Fact[];
  leftOut: Fact[];
  /** The week in one sentence, for a screen reader. */
  spoken: string;
}

/** How a week is drawn; values are shares, 0 to 1. */
export type WeekMark =
  | { kind: 'complete'; value: number }
  | { kind: 'estimate'; value: number; interval: { low: number; high: number } | null }
  | { kind: 'gap' };

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
