import type { Reflection } from './reflection';

/** What the person picked to try in a week; `null` where they picked nothing. */
export interface ExperimentPick {
  /** The ISO 8601 week in which to try it. */
  readonly week: string;
  /** Of an experiment, which this version need not know. */
  readonly id: string | null;
  /** Epoch milliseconds, as all instants here. */
  readonly at: number;
}

/** Everything that is stored of reflections; lists are by week, with one entry a week, the latest. */
export interface ReflectionsReading {
  readonly answers: readonly Reflection[];
  /** Weeks that the person did not want to speak of, and has not since. */
  readonly skips: readonly { readonly week: string; readonly at: number }[];
  /** When the person put the question about a week off. */
  readonly laters: readonly { readonly week: string; readonly at: number }[];
  readonly picks: readonly ExperimentPick[];
  /** Since when the person does not want to be asked any more; `null` where they may be. */
  readonly neverSince: number | null;
  /** How often a window has asked about a week by itself, 1 or 2. */
  readonly asked: readonly { readonly week: string; readonly times: Asking }[];
  /** Lines that are no record: kept where they are. A torn last line is none. */
  readonly damagedLines: number;
  /** Another version of Eddy wrote it: nothing of it is known, and nothing can be stored or asked. */
  readonly foreign: boolean;
}

/** What is read of a folder that is not there. */
export const noReflections: ReflectionsReading = {
  answers: [],
  skips: [],
  laters: [],
  picks: [],
  neverSince: null,
  asked: [],
  damagedLines: 0,
  foreign: false,
};

/** The first time that a week is asked about, or once more after the person has put it off. */
export type Asking = 1 | 2;

/**
 * What the person said of their weeks: one store on each machine, shared by all windows.
 * Every method rejects with `JournalFailure` where the disk does not let it, and with {@link ReflectionsForeign} where
 * another version's records would be changed; then nothing that was stored is lost.
 */
export interface Reflections {
  /** A folder that is not there holds nothing. */
  read(): Promise<ReflectionsReading>;
  /** Takes the place of what was said of that week before, which is gone from the disk then. */
  answer(reflection: Reflection): Promise<void>;
  skip(week: string, at: number): Promise<void>;
  later(week: string, at: number): Promise<void>;
  /** Holds until {@link askAgain}: an answer that the person gives unasked does not end it. */
  never(at: number): Promise<void>;
  askAgain(at: number): Promise<void>;
  /**
   * Whether this window is the one to ask: true once on a machine for a week and an asking, whatever is restarted, and
   * however many windows ask at once; never where the week was answered or skipped meanwhile, or the person is not to be
   * asked. Who gets it asks at once: a window that ends before it could has asked.
   */
  claim(week: string, asking: Asking): Promise<boolean>;
  /** @param week in which to try it. */
  pickExperiment(week: string, id: string | null, at: number): Promise<void>;
  /** Takes what was said of a week from the disk. It is not asked about again. */
  remove(week: string): Promise<void>;
}

/** Another version of Eddy has stored reflections here: this one leaves them alone. */
export class ReflectionsForeign extends Error {
  constructor() {
    super('reflections: of another version');
    this.name = 'ReflectionsForeign';
  }
}
