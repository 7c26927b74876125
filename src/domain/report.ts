import type { CreatedBasis, Forge, LandingWay } from './pullRequest';
import type { FlowFrequency, Slog, Venturing } from './reflection';

/**
 * The report: what Eddy says of one repository and a range of weeks. It is the JSON that `eddy report --json` prints
 * (schema `eddy-report/1`), what the text report is written from, and what the panel's numbers come from.
 * Shares and rates are 0 to 1, durations milliseconds, instants ISO 8601 in UTC. `null` means: not known, with too
 * little to rest on, or not built yet; never 0.
 */
export interface Report {
  schema: 'eddy-report/1';
  generatedAt: string;
  timeZone: string;
  /** `HH:MM` at which a day starts. */
  dayStart: string;
  /** From the start of the first week to {@link generatedAt}. */
  range: { from: string; to: string };
  repository: RepositoryFacts;
  /** Whose lines count, and how many addresses are known to be the person's. */
  identity: { mode: 'mine' | 'all'; addresses: number };
  weeks: WeekReport[];
  /**
   * Requests of the person's that landed or were created in these weeks, oldest first; `null` before they were read. Where
   * there is no default branch to land on there are none, and the weeks have no sums.
   */
  pullRequests: PullRequestReport[] | null;
  workInProgress: WorkInProgress[] | null;
  onboarding: Onboarding | null;
  /** Commits of these weeks that carry the mark of an assistant, beside the rest; `null` before that was read. */
  ai: AiLens | null;
  /** One for each pair, judged on the latest week that tells enough for both sides, of eight with a complete guard. */
  tensions: TensionReport[];
  experiment: ExperimentReport | null;
  /** Sentences in English: what limits the numbers here, then what stands out in the latest week. */
  notes: string[];
}

export interface RepositoryFacts {
  /** A keyed hash of the remote's address or the common git folder: tells repositories apart, names none. */
  id: string;
  name: string;
  defaultBranch: string | null;
  shallow: boolean;
  partial: boolean;
  /** Commits whose changes could not be read, for objects are missing or damaged. */
  unreadableCommits: number;
  /** Commits left away: dated after the report, or on top of one that is. */
  commitsFromTheFuture: number;
  /** Share of the default branch's commits of two years whose message names a request; `null` where not known. */
  tracedShare: number | null;
}

/** One week; `to` is exclusive, and the next week's `from`. */
export interface WeekReport {
  /** ISO 8601 week, `2026-W41`. */
  week: string;
  from: string;
  to: string;
  /** Of those whose lines count; merges included, without copies that are left out. */
  commits: number;
  /**
   * Everybody's, with nothing left out: the ground that {@link churn} and what it leaves out are taken from. `mine`: of
   * those added, the person's own, but for commits that are left out as a whole.
   */
  lines: LineCounts & { byCategory: Record<Category, LineCounts>; mine: Record<Category, number> };
  churn: WeekChurn;
  /**
   * Lines that the person's commits of the week deleted or changed, those of them at least 12 weeks old, and their share:
   * `null` below 50 lines, and where less than 12 weeks before the week were read.
   */
  oldCode: { ended: number; old: number; share: number | null };
  /** `null` before requests were read. */
  pullRequests: WeekPullRequests | null;
  /** The person's focus on this machine, in all repositories; `null` where none was recorded or can be read. */
  focus: WeekFocus | null;
  /** What the person touched for the first time in this repository; `null` before that was read. */
  newGround: NewGround | null;
  /** What the person said of the week, but for their own words; `null` where nothing. */
  reflection: WeekReflection | null;
}

/** Where a request keeps what only this machine can make use of: JSON leaves it out. */
export const journalPlace: unique symbol = Symbol('journal place');

/** What the journal calls a repository, and a branch in it under each name that it had. */
export interface JournalPlace {
  readonly repository: string;
  readonly branches: readonly number[];
}

/** A request (pull or merge request), as far as this clone tells. */
export interface PullRequestReport {
  forge: Forge | null;
  number: number | null;
  /** Names are `null` in a report of everybody. */
  branch: string | null;
  title: string | null;
  mine: boolean;
  /** Author date of its earliest own commit, `null` where only the squash commit is known. */
  firstCommitAt: string | null;
  /** Whether own commits older than 90 days before the last were passed over. */
  firstCommitCut: boolean;
  createdAt: string | null;
  createdBasis: CreatedBasis;
  /** The earliest and latest it can have been created; the lower end may be open. */
  createdRange: [string | null, string] | null;
  landedAt: string | null;
  landing: LandingWay | null;
  landedCommit: string | null;
  /** Own commits, without merges. */
  commits: number | null;
  /** Net lines without noise. */
  size: { added: number; deleted: number; files: number } | null;
  maturity: { value: number; changedAfter: number; total: number } | null;
  /**
   * The person's focus in this repository and branch from the first commit to the creation; `null` where either is not
   * known well enough, or recording began later or was paused for over a fifth of that time.
   */
  focusMs: number | null;
  /** Where the journal has the work on it. */
  [journalPlace]?: JournalPlace;
  revertedAt: string | null;
  /** Whether one of its commits carries the mark of an assistant; `null` where that was not looked at. */
  marked: boolean | null;
  /** The name of its repository, in a report of several. */
  repository?: string;
}

/** `created` and the time to it count by creation, the rest by landing. Medians take at least 3. */
export interface WeekPullRequests {
  created: number;
  landed: number;
  medianTimeToPrMs: number | null;
  /** Of that time, what the person's focus on it was. */
  medianFocusToPrMs: number | null;
  medianMaturity: number | null;
  /** Lines added and deleted. */
  medianSize: number | null;
  /** From the creation to the landing, by landing. */
  medianReviewMs: number | null;
  reverted: number;
}

/**
 * What commits of the person's in a week touched that none of theirs had before, in the order of these commits; in a
 * report of several repositories by name.
 */
export interface NewGround {
  languages: FirstTouch[];
  /** Top folders of the repository. */
  areas: FirstTouch[];
  /** Whether the person's first commit here is of this week: all of it was new, and nothing is listed. */
  firstWeek: boolean;
}

export interface FirstTouch {
  name: string;
  /** Whether a commit that first touched it carries the mark of an assistant. */
  withAi: boolean;
}

/** Marks are often missing, mostly after a squash: the rest is not "without AI". */
export interface AiLens {
  marked: AiGroup;
  unmarked: AiGroup;
}

/** Shares and medians are `null` below 10 commits in either group, and below their own least n. */
export interface AiGroup {
  /** Without merges and copies. What was squashed out of marked commits is marked. */
  commits: number;
  /** Requests that landed in these weeks; marked if one of their commits is. */
  requests: number;
  /** Lines of complete cohorts, how many of them were churned, and their share. */
  lines: number;
  churned: number;
  churn: number | null;
  medianSize: number | null;
  medianMaturity: number | null;
  medianTimeToPrMs: number | null;
}

/** What a week's speed was paid for with: a pace, and the guard that keeps it honest. */
export const tensionPairs = [
  'throughput-failure',
  'time-maturity',
  'lines-churn',
  'size-review',
  'focus-flow',
] as const;
export type TensionPair = (typeof tensionPairs)[number];

/** A pair in the latest week that tells enough for both sides; all `null` but `pair` and `text` where none does. */
export interface TensionReport {
  pair: TensionPair;
  /** The week that was judged; `null` where none could be. */
  week: string | null;
  /** `up` is faster, larger or more. */
  pace: 'up' | 'same' | 'down' | null;
  guard: 'better' | 'same' | 'slipping' | null;
  /** What is said of it, or what is missing, in English. */
  text: string;
}

/** One thing that the person picked to try in a week. */
export interface ExperimentReport {
  id: string;
  /** ISO 8601 week in which to try it. */
  week: string;
  /** What was picked, in English. */
  text: string;
  /** What became of it, in English; `null` until that is known. */
  outcome: string | null;
}

/** A `Reflection` without the person's own words. */
export interface WeekReflection {
  flow: FlowFrequency | null;
  slogs: Slog[];
  biggest: Slog | null;
  ventured: Venturing | null;
  /** 1 to 5. */
  load: number | null;
}

/** Local branches on one tip whose work is not on the default branch. */
export interface WorkInProgress {
  branches: string[];
  /** The name of their repository, in a report of several. */
  repository?: string;
  commits: number;
  /** Added and deleted without noise; `null` where they could not be read. */
  lines: number | null;
  oldestAt: string;
  lastAt: string;
  /** Whether it is beyond the 75th percentile of the person's last 20 requests; `null` below five of them. */
  bloat: boolean | null;
  /** How many of these are smaller; `null` where {@link bloat} is. */
  smaller: { count: number; of: number } | null;
}

/** The way into a repository: from a start to the first and tenth landed request of the person's. */
export interface Onboarding {
  /** The instant that the person set, or the author date of their first commit; `null` where only its squash is known. */
  startAt: string | null;
  startBasis: 'set' | 'first-commit';
  firstLandedAt: string | null;
  tenthLandedAt: string | null;
  /** All that landed, also beyond the tenth; not before a start that was set. */
  landed: number;
}

/**
 * Focus in one week. Time is split at the boundaries of weeks and days; counts, lengths and starts belong to where a
 * block began.
 */
export interface WeekFocus {
  /** Of all focus blocks. */
  totalMs: number;
  /** Of deep ones. */
  deepMs: number;
  blocks: number;
  deepBlocks: number;
  longestMs: number;
  interruptions: { away: number; idle: number; sleep: number };
  /** Median over {@link resumptions}; `null` below five of them. */
  resumptionLagMs: number | null;
  /** Returns from an interruption that came to an edit or a run. */
  resumptions: number;
  /** Interruptions for each hour of focus; `null` below two hours. */
  perHour: number | null;
  /** Milliseconds; `other` is what was in no file: terminals, output, settings. */
  byCategory: Record<Category | 'other', number>;
  /** In the repository that the report is of. */
  repositoryMs: number;
  /** How many deep blocks began in each hour of the person's day, 0 to 23 by the clock. */
  deepStartsByHour: number[];
  /** Milliseconds on each of the week's seven days, Monday first. */
  days: number[];
  /** Characters typed, and put in at the caret in one go. */
  typed: number;
  inserted: number;
  /** Where recording only began in this week, or was paused: what was not seen. */
  recordedFrom: string | null;
  pausedMs: number;
}

/** Lines that commits of the time added, carried ones included, and lines that they deleted or changed, of whatever age. */
export interface LineCounts {
  added: number;
  ended: number;
}

/** Kinds of file, in the order of their precedence. */
export const categories = ['generated', 'tests', 'docs', 'config', 'logic'] as const;
export type Category = (typeof categories)[number];

/** What is left out of the numbers, for its change means nothing; each can be turned off. */
export const noiseRules = [
  'blank',
  'whitespace',
  'moved',
  'generated',
  'vendored',
  'bots',
  'ignoredRevisions',
  'copies',
] as const;
export type NoiseRule = (typeof noiseRules)[number];

/** Why added lines were left out of a cohort. `binary` counts files, the rest lines. */
export const leftOutReasons = [...noiseRules, 'notMine', 'binary'] as const;
export type LeftOutReason = (typeof leftOutReasons)[number];

/** Churn of the lines added in one week: the share of them that was deleted or changed within 14 days. */
export interface WeekChurn {
  /** Lines of the cohort, after what was left out. */
  added: number;
  /** Of these, ended at an age of at most 14 days so far. */
  churned: number;
  churnedByMe: number;
  /** `churned / added`; only when {@link complete} and at least 50 lines were added. */
  rate: number | null;
  /** The rate, or what it is expected to become. */
  estimate: number | null;
  basis: 'complete' | 'survival' | 'own pattern' | null;
  /** Roughly 95 % interval of {@link estimate}. */
  low: number | null;
  high: number | null;
  /** Whether the week ended at least 14 days ago. */
  complete: boolean;
  /** What is known of a young cohort: the share that ended by that day of age. */
  byDay: { day: number; share: number } | null;
  leftOut: Record<LeftOutReason, number>;
}

/** What a report is asked for. The domain reads no clock: `now` and the time zone are always given. */
export interface ReportRequest {
  /** How many weeks, the running one included; at least 1. */
  weeks: number;
  /** Epoch milliseconds: nothing later is looked at. */
  now: number;
  /** IANA name. */
  timeZone: string;
  /** Minutes after midnight at which a day starts, 0 to 1439. */
  dayStartMinutes: number;
  /** Further addresses of the person. */
  authors: readonly string[];
  /** Sums over everybody's commits instead of the person's. */
  allAuthors: boolean;
  /** The noise rules that are on. */
  leaveOut: readonly NoiseRule[];
}

/** How far a reading is: commits whose changes were read, of those that have to be. */
export interface ReadProgress {
  done: number;
  total: number;
}

/** Reads one repository; keeps what it can between calls. */
export interface ReportReader {
  /**
   * @param folder any folder inside the repository.
   * @throws {ReadFailure} when there is nothing to report from.
   */
  read(
    folder: string,
    request: ReportRequest,
    options: { signal: AbortSignal; onProgress?: (progress: ReadProgress) => void },
  ): Promise<Report>;
  /**
   * The same report with its requests, which take longer and may be wanted later.
   * @throws {ReadFailure}
   */
  addRequests(folder: string, request: ReportRequest, report: Report, signal: AbortSignal): Promise<Report>;
  /**
   * The same report, after its requests, with the new ground and the AI lens. `null` stays what can't be told.
   * @throws {ReadFailure}
   */
  addGround(folder: string, request: ReportRequest, report: Report, signal: AbortSignal): Promise<Report>;
}

/** Why a repository could not be read; `values` of a failure are what stands behind each. */
export type ReadFailureKind =
  | 'noGit'
  /** The version that was found, and the least that is needed. */
  | 'gitTooOld'
  | 'noFolder'
  | 'notAFolder'
  | 'notARepository'
  | 'noCommits'
  | 'unsafeOwnership'
  | 'missingObjects'
  /** The address that `.mailmap` ties to somebody else's name. */
  | 'foreignAuthor'
  | 'aborted'
  | 'timedOut'
  /** Git's command, and the first line of what it said. */
  | 'failed';

/** What can be told of a reading that failed; `failureText` puts it into words. */
export interface ReadFailureFacts {
  readonly kind: ReadFailureKind;
  readonly values: readonly string[];
}

/** A reading that failed. */
export class ReadFailure extends Error implements ReadFailureFacts {
  constructor(
    readonly kind: ReadFailureKind,
    readonly values: readonly string[] = [],
    options?: ErrorOptions,
  ) {
    super([kind, ...values].join(': '), options);
    this.name = 'ReadFailure';
  }
}
