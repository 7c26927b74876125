import type { Share, ShareAnswers } from './teamAnswers';
import type { NoNumberReason, OpenedWeek, ShareConsent, ShareFailureKind, ShareLogEntry } from './teamSharing';

/** How far a post is: `sent` says that it may have reached the host, and is stored before. */
export type Posting = 'none' | 'sent' | 'posted';

/** What a member posts: who will take part in a week, with the least number of people they ask for. */
export interface Join {
  /** The first 32 hex digits of the SHA-256 of the raw public key; checked by the board's reader. */
  readonly id: string;
  readonly k: number;
  /** X25519, raw 32 bytes, base64url. */
  readonly publicKey: string;
}

/** What a member has to remember of a week. Chance is asked once, and what it said is stored before anything is posted. */
export interface MemberWeek {
  /** ISO 8601 week that it is about. */
  readonly week: string;
  /** As it stands in the join. */
  readonly k: number;
  /** Of the key that is kept elsewhere, and stands in the join. */
  readonly publicKey: string;
  /** Of the repository when the keys were made. */
  readonly sharedId: string;
  /** Neither is posted before; epoch milliseconds. */
  readonly joinAt: number;
  readonly sumAt: number;
  readonly join: Posting;
  readonly sum: Posting;
  /** This client froze the list. */
  readonly freeze: Posting;
  /** What was approved when it joined. */
  readonly answers: ShareAnswers | null;
  /** As the host showed them while joins were open; until the answers are masked, or the week is over. */
  readonly seen: readonly Join[];
  /** When the board was read last; epoch milliseconds. */
  readonly lookedAt: number | null;
  /** The public keys that were frozen, from the first sight of them until the week is over. */
  readonly cohort: readonly string[] | null;
  /** People in the cohort. */
  readonly joined: number | null;
  /** What the sum says of this person, once it is masked. */
  readonly share: Share | null;
  /** The text of the sum, ready to be posted. */
  readonly masked: string | null;
  readonly opened: OpenedWeek | null;
  readonly reason: NoNumberReason | null;
  readonly isOver: boolean;
  /** Whether the private key is still kept. */
  readonly hasKey: boolean;
  /** Whether what was posted is gone from the host, or given up. */
  readonly isRemoved: boolean;
}

/** All that this installation keeps of sharing in a repository. No name and no address stands in it, nor a private key. */
export interface ShareRecord {
  /** `null` where the person does not share, or no longer. */
  readonly consent: ShareConsent | null;
  /** Weeks whose joins opened earlier are left alone, for what was drawn for them is not known; epoch milliseconds. */
  readonly notBefore: number | null;
  /** Oldest first. */
  readonly weeks: readonly MemberWeek[];
  /** Only added to; begun anew where a damaged record was. */
  readonly log: readonly ShareLogEntry[];
  readonly trouble: ShareFailureKind | null;
}

/** A record that nobody else changes meanwhile. */
export interface HeldShareRecord {
  /** As it stood when it was taken, or was kept since; `null` where there is none. */
  readonly record: ShareRecord | null;
  /** Something stands in its place that can't be understood. */
  readonly isDamaged: boolean;
  /** Puts another one in its place, whole or not at all. @throws where it is held no longer. */
  keep(record: ShareRecord): Promise<void>;
}

/** Keeps the records of all repositories, by the installation's id. */
export interface ShareRecords {
  read(repositoryId: string): Promise<ShareRecord | null>;
  /**
   * Works while no other window does.
   * @param patienceMs how long to wait for another window.
   * @returns `null` where another one went on.
   */
  alone<T>(
    repositoryId: string,
    patienceMs: number,
    work: (held: HeldShareRecord) => Promise<T>,
  ): Promise<{ readonly result: T } | null>;
  /** Seen by all windows at once, also by one that works. */
  markStopped(repositoryId: string): Promise<void>;
  isStopped(repositoryId: string): Promise<boolean>;
  unmarkStopped(repositoryId: string): Promise<void>;
  /** Removes all that is kept of a repository. */
  forget(repositoryId: string): Promise<void>;
  /** Of which something is kept. */
  repositoryIds(): Promise<readonly string[]>;
}
