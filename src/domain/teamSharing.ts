import type { Share, ShareAnswers, ShareQuestion } from './teamAnswers';

/** Nobody shares with fewer people than this, whatever a setting, a peer or a host says. */
export const leastPeople = 5;

/** No group that is summed up is larger, so nobody can ask for more. */
export const mostPeople = 12;

/**
 * What a person may ask for. The number is pushed in the clear, so one of somebody's own would tie their joins of several
 * weeks together.
 */
export const offeredPeople = [leastPeople, 8, mostPeople] as const;

/** Those that are no fewer than what was agreed to. */
export function peopleToOffer(consent: ShareConsent | null): readonly number[] {
  return offeredPeople.filter(people => people >= (consent?.k ?? leastPeople));
}

/** What a person agreed to, for one repository. */
export interface ShareConsent {
  /** `shareSchema` of the Eddy that asked. */
  readonly schema: string;
  /** At least {@link leastPeople}. */
  readonly k: number;
  /** The questions that may be answered. */
  readonly questions: readonly ShareQuestion[];
  /** Epoch milliseconds. */
  readonly at: number;
}

/** A repository that is open here. */
export interface SharePlace {
  /** Any folder in it. */
  readonly folder: string;
  /** What this installation calls it: 32 hex digits. */
  readonly repositoryId: string;
}

export type GitSetting = readonly [name: string, value: string];

/** What has to be known of the person's repository; read from it, with nothing written. */
export interface ShareFacts {
  /** Where the board is. */
  readonly remoteAddress: string;
  /**
   * Names and values of the git settings that hold for that repository alone or for all, and lead to the host or sign in
   * there. May hold secrets: never stored or logged.
   */
  readonly connection?: readonly GitSetting[];
  /** The same for all members and for nobody's choice: 64 hex digits made of the default branch's first commit. */
  readonly sharedId: string;
  /** Human authors of its last 90 days. */
  readonly authors: number;
}

/** Why a week has no number, or none yet. */
export const noNumberReasons = [
  /** This client sat the week out, by chance. */
  'satOut',
  /** Nothing of the person's was known of the week, or no machine of theirs was online in time. */
  'notJoined',
  /** The person stopped sharing while it went on. */
  'stopped',
  /** The key of the week was gone before it was used: where the system has no keyring, VS Code keeps none when it closes. */
  'keyLost',
  'fewerThanK',
  /** Groups below eight share in every fourth week only. */
  'notThisWeek',
  'moreThanAuthors',
  'missesJoin',
  'missesMe',
  /** What the host showed is not what was posted: another list, key or hash. */
  'tampered',
  /** Not everybody posted in time. */
  'incomplete',
  /** Everybody posted, and what came out is no sum of answers. */
  'garbled',
] as const;
export type NoNumberReason = (typeof noNumberReasons)[number];

/** Sums over a week's cohorts that could be opened. */
export interface OpenedWeek {
  /** People in them. */
  readonly n: number;
  /** `cellCount` sums; those of one question add up to {@link n}. */
  readonly cells: readonly number[];
}

/** How far a week is, as this installation knows it. */
export interface ShareWeek {
  /** ISO 8601 week that it is about. */
  readonly week: string;
  /** `sent`: that the person takes part may have arrived or not. `over` is with or without a number. */
  readonly phase: 'waiting' | 'sent' | 'joined' | 'frozen' | 'posted' | 'over';
  /** How many joined; `null` before the freeze. */
  readonly joined: number | null;
  readonly reason: NoNumberReason | null;
  readonly opened: OpenedWeek | null;
  /** What this person's share said; `null` where none was posted. */
  readonly share: Share | null;
}

/** What was ever sent, in order. */
export interface ShareLogEntry {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly action: 'probe' | 'join' | 'freeze' | 'sum' | 'remove';
  readonly week: string | null;
  /** Of the ref. */
  readonly ref: string;
  /** The bytes of the content as text; empty for what was removed. */
  readonly content: string;
}

/** What is known of sharing in a repository, without asking anybody. */
export interface ShareStatus {
  readonly consent: ShareConsent;
  /** What was agreed to is not what this Eddy shares: nothing is posted until the person agrees anew. */
  readonly asksAnew: boolean;
  /** Oldest first. */
  readonly weeks: readonly ShareWeek[];
  /** Why the last attempt to reach the board failed; `null` where it did not. */
  readonly trouble: ShareFailureKind | null;
  /** When the next step is due, epoch milliseconds. */
  readonly nextAt: number;
}

/** The answers of a week, as they are known now; `null` where nothing is. */
export type AnswersOf = (week: string) => Promise<ShareAnswers | null>;

/**
 * Shares with a team over its git host. Nothing is sent before {@link agree}, but {@link probe}'s.
 * What the disk here refuses is a {@link ShareFailure} of all methods.
 */
export interface TeamSharing {
  /**
   * Tries whether the host keeps, shows and removes what sharing takes.
   * @throws {ShareFailure}
   */
  probe(place: SharePlace, signal: AbortSignal): Promise<void>;
  /**
   * From now on {@link step} shares. A `k` that is larger than before holds for weeks that were joined too.
   * @throws {RangeError} where `k` is not from {@link leastPeople} to {@link mostPeople}, or below what was agreed to and not
   *   stopped.
   */
  agree(place: SharePlace, consent: ShareConsent): Promise<void>;
  /**
   * Ends sharing at once, here; then removes what is pending from the host.
   * @throws {ShareFailure} where it could not: whether the person still shares, for nothing could be kept, the status tells.
   */
  stop(place: SharePlace, signal: AbortSignal): Promise<void>;
  /** `null` where the person shares nothing there. */
  status(repositoryId: string): Promise<ShareStatus | null>;
  /** Does what is due now, and nothing else. One window at a time; a failure is in the status. */
  step(place: SharePlace, answersOf: AnswersOf, signal: AbortSignal): Promise<ShareStatus | null>;
  /** Also of a repository where sharing was stopped. */
  log(repositoryId: string): Promise<readonly ShareLogEntry[]>;
  /** Of which something is kept here, a log of the past included. */
  repositoryIds(): Promise<readonly string[]>;
  /**
   * Removes all that is kept of a repository here, or of all: keys, weeks and log. To remove what is on a host, {@link stop} first.
   * @throws {ShareFailure} `busy` where another window is not done in time: sharing is stopped there, if that could be kept, and
   * its record is still there.
   */
  forget(repositoryId?: string): Promise<void>;
}

export const shareFailureKinds = [
  'noGit',
  'noRemote',
  'noHistory',
  'shallow',
  'refused',
  'hidden',
  'signIn',
  'offline',
  'hostFull',
  'diskFull',
  /** The system lets Eddy not write its own files. */
  'notWritable',
  'timedOut',
  /** The host was asked too often. */
  'limited',
  /** Another window, or another git, is at it. */
  'busy',
  'aborted',
  'failed',
] as const;
export type ShareFailureKind = (typeof shareFailureKinds)[number];

/** Why the board could not be reached or used; texts are made of the kind. */
export class ShareFailure extends Error {
  constructor(
    readonly kind: ShareFailureKind,
    /** The first line of what git said; may hold addresses: shown to the person, never stored or logged. */
    readonly detail: string = '',
    options?: ErrorOptions,
  ) {
    super(`sharing failed: ${kind}`, options);
    this.name = 'ShareFailure';
  }
}

/** Why a call ended whose signal was aborted: a limit of time is nobody's doing. */
export function calledOff({ reason }: AbortSignal): ShareFailure {
  return new ShareFailure((reason as Error | undefined)?.name === 'TimeoutError' ? 'timedOut' : 'aborted');
}

/** Something that is pushed, character by character. */
export interface PushedText {
  readonly ref: string;
  readonly content: string;
}

/** What would be pushed for a week, with zeros in the place of ids, keys and masked numbers. */
export interface PushedExample {
  readonly probe: PushedText;
  readonly join: PushedText;
  /** Of as many people as the person asks for. */
  readonly cohort: PushedText;
  readonly sum: PushedText;
}

/** Keeps secrets; VS Code's `SecretStorage` is one. */
export interface SecretKeys {
  get(name: string): PromiseLike<string | undefined>;
  store(name: string, value: string): PromiseLike<void>;
  delete(name: string): PromiseLike<void>;
}
