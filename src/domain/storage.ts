import type { Imported, StoredJournal } from './journal';
import type { Reflections } from './reflections';

/** How much lies in Eddy's folder on this machine besides the journal, in bytes. */
export interface StorageFacts {
  /** Of git histories, by the id of the repository. */
  readonly caches: readonly { readonly repository: string; readonly bytes: number }[];
  /** The ledgers of what was seen of branches and requests. */
  readonly ledgers: number;
  /** What GitHub told of requests. */
  readonly exactDates: number;
  /** The record of focus sessions, and the windows that know of it. */
  readonly sessions: number;
  /** What the person said of their weeks, and which weeks were asked about. */
  readonly reflections: number;
  /** What is kept of sharing with teams, and of what was pushed. */
  readonly team: number;
  /** What makes the ids of repositories this installation's own. */
  readonly key: number;
  /** What is none of these. */
  readonly other: number;
}

/** All of what Eddy keeps for VS Code on this machine. Rejects where the disk does not let it. */
export interface Storage {
  facts(): Promise<StorageFacts>;
  /** The journal, as another window would open it: to be let go of after use, for it remembers what it has read. */
  openJournal(): StoredJournal;
  /** What the person said of their weeks. */
  openReflections(): Reflections;
  /**
   * The journal and what the person said of their weeks, with their own words, as JSON of the schema `eddy-journal/1`; and
   * what was pushed for teams, which an import passes over.
   */
  exportJson(): Promise<string>;
  /** The same as a table of spans, and one of weeks (`null` where no week was answered): CSV as RFC 4180 has it. */
  exportCsv(): Promise<{ readonly spans: string; readonly weeks: string | null }>;
  /**
   * Adds what an export holds, also another machine's. Of a week, what was said or removed last stays.
   * @throws {ImportRefused} where anything in it is wrong; nothing is imported then.
   */
  importJson(text: string): Promise<{ readonly spans: Imported; readonly weeks: Imported }>;
  /** Deletes the cache, the ledger and the exact dates of a repository. */
  forgetRepository(repository: string): Promise<void>;
  /** Deletes those of all repositories. */
  eraseRepositories(): Promise<void>;
  /**
   * Deletes everything; the journal last, for its end tells the other windows that all of it is gone. Who does not want
   * to be asked about their weeks is not asked after it either.
   */
  erase(): Promise<void>;
}
