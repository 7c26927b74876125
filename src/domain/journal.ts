import type { Span } from './span';

/** Since when, and with which pauses, activity has been recorded on this machine. */
export interface Recording {
  /** Epoch milliseconds of the first recording that is known; `null` before it. */
  readonly since: number | null;
  /** Oldest first, without overlaps; `to` is `null` in one that goes on, which is the last. */
  readonly pauses: readonly { readonly from: number; readonly to: number | null }[];
}

/** What the journal of this machine holds. */
export interface JournalReading {
  /** Of all windows, by `start`; nothing twice, nothing that was removed. */
  readonly spans: readonly Span[];
  readonly recording: Recording;
  /** Lines that are no record: kept where they are or set aside, and not counted with. A torn last line is none. */
  readonly damagedLines: number;
  /** Files that another version of Eddy wrote: left alone. */
  readonly foreignFiles: number;
}

/**
 * The journal of spans: one on each machine, shared by all windows; each window adds to a file of its own.
 * Every method rejects with {@link JournalFailure} where the disk does not let it, and then nothing that was stored is
 * lost.
 */
export interface Journal {
  /**
   * Everything that ends, or whose window lost the focus, at or after `from` (epoch ms). Only what is new since the last call is read from the disk.
   * A folder that is not there is an empty journal.
   */
  read(from: number): Promise<JournalReading>;
  /**
   * Stores spans of this window. A span whose `start` and `context` are those of the one stored last takes its place.
   * @throws {JournalErased} where everything was erased since this window stored first: nothing is stored then, and
   *   the next call begins anew.
   */
  append(spans: readonly Span[]): Promise<void>;
  /** Says that recording goes on from, or stops at, an instant; nothing where that is known already. */
  resume(at: number): Promise<void>;
  pause(at: number): Promise<void>;
}

/** How much the journal holds. */
export interface JournalFacts {
  readonly files: number;
  /** On the disk, of all files of the folder. */
  readonly bytes: number;
  readonly spans: number;
  /** Start of the first span and end of the last, epoch milliseconds; `null` where there is none. */
  readonly first: number | null;
  readonly last: number | null;
  readonly damagedLines: number;
  readonly foreignFiles: number;
}

/** What an import has found: spans or weeks that are new, and those that were known already or had been removed. */
export interface Imported {
  readonly added: number;
  readonly known: number;
}

/** What a person may do with everything that is stored; rejects as {@link Journal} does. */
export interface StoredJournal extends Journal {
  /**
   * Folds the files that windows have left, and completes what was begun; nothing where another window is at it.
   * @param keepMs what ended longer ago is dropped; `null` keeps all.
   */
  roll(now: number, keepMs: number | null): Promise<void>;
  /**
   * Takes what was recorded in a time away for good, from the files of all windows. Of a span that lies in it in part,
   * the parts outside stay. Instants are epoch milliseconds, `to` is exclusive; what is recorded later stays.
   */
  remove(from: number, to: number): Promise<void>;
  /** Takes a repository and its branches out of all contexts recorded so far. */
  forgetRepository(id: string): Promise<void>;
  /** Deletes all of it, also for windows that are open: see {@link JournalErased}. */
  eraseAll(): Promise<void>;
  facts(): Promise<JournalFacts>;
  /**
   * All of it as JSON, of the schema `eddy-journal/1`.
   * @param more further keys of it.
   */
  exportJson(more?: Readonly<Record<string, unknown>>): Promise<string>;
  /** All spans as CSV (RFC 4180), with a row of names. */
  exportCsv(): Promise<string>;
  /**
   * Adds the spans that an export holds, also another machine's.
   * @throws {ImportRefused} where anything in it is wrong; nothing is imported then.
   */
  importJson(text: string): Promise<Imported>;
}

/** A text is no export of Eddy's that can be imported; the message says where, and what to do. */
export class ImportRefused extends Error {
  /** @param where the place in the text, such as `spans[3].start`; `null` where the whole is wrong. */
  constructor(
    readonly kind: 'notJson' | 'notAnExport' | 'otherVersion' | 'invalid',
    readonly where: string | null,
    message: string,
  ) {
    super(message);
    this.name = 'ImportRefused';
  }
}

/** The journal could not be read or written; `kind` tells what the person can do about it. */
export class JournalFailure extends Error {
  constructor(
    readonly kind: 'diskFull' | 'notWritable' | 'failed',
    options?: ErrorOptions,
  ) {
    super(`journal: ${kind}`, options);
    this.name = 'JournalFailure';
  }
}

/** Everything was erased, by this window or another. */
export class JournalErased extends Error {
  constructor() {
    super('journal: erased');
    this.name = 'JournalErased';
  }
}
