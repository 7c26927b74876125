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
