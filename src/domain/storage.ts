import type { StoredJournal } from './journal';

/** How much lies in Eddy's folder on this machine besides the journal, in bytes. */
export interface StorageFacts {
  /** Of git histories, by the id of the repository. */
  readonly caches: readonly { readonly repository: string; readonly bytes: number }[];
  /** The ledgers of what was seen of branches and requests. */
  readonly ledgers: number;
  /** The record of focus sessions, and the windows that know of it. */
  readonly sessions: number;
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
  /** Deletes the cache, the ledger and the exact dates of a repository. */
  forgetRepository(repository: string): Promise<void>;
  /** Deletes those of all repositories. */
  eraseRepositories(): Promise<void>;
  /** Deletes everything; the journal last, for its end tells the other windows that all of it is gone. */
  erase(): Promise<void>;
}
