import type { Forge } from './pullRequest';

/**
 * How an event is known. 'reflog': git kept when it happened. 'live': Eddy was watching, and saw it at that time.
 * 'found': it had happened when Eddy looked, at any time before.
 */
export const tellers = ['reflog', 'live', 'found'] as const;
export type Teller = (typeof tellers)[number];

interface Told {
  /** Which clone on this machine: the same repository may lie in several folders. */
  readonly clone: string;
  /** Short name; where the event has a `remote`, the name of the branch there. */
  readonly branch: string;
  /** Epoch milliseconds, of whole seconds. */
  readonly at: number;
  readonly by: Teller;
}

/** The branch was made, at a commit. */
export interface BranchStarted extends Told {
  readonly kind: 'started';
  readonly id: string;
}

/** The branch came to a commit. */
export interface TipMoved extends Told {
  readonly kind: 'tip';
  readonly id: string;
}

/** The branch, `branch`, had another name before; its reflog came along. */
export interface BranchRenamed extends Told {
  readonly kind: 'renamed';
  /** Its short name before. */
  readonly from: string;
}

/** The branch was not there any more: the local one, or with `remote` its tracking ref (pruned, or deleted by a push). */
export interface BranchGone extends Told {
  readonly kind: 'gone';
  readonly remote: string | null;
}

/** The configuration named the branch's counterpart: `target` at `remote`. */
export interface UpstreamSet extends Told {
  readonly kind: 'upstream';
  readonly remote: string;
  readonly target: string;
}

/** A tracking ref was there that no push from here is known to have made. */
export interface BranchTracked extends Told {
  readonly kind: 'tracked';
  readonly remote: string;
  readonly id: string;
  /** Whether a fetch made it; `false`: not known what did. */
  readonly fetched: boolean;
}

/** A push from this machine brought a commit to a remote's branch. */
export interface BranchPushed extends Told {
  readonly kind: 'pushed';
  readonly remote: string;
  readonly id: string;
  /** Whether the branch was not at the remote before; `null` where that is not known. */
  readonly first: boolean | null;
}

/** A request of the branch stood in the configuration, where GitHub's extension writes it. */
export interface RequestSeen extends Told {
  readonly kind: 'request';
  readonly forge: Forge;
  readonly owner: string;
  readonly repository: string;
  readonly number: number;
}

/**
 * How a request changed between two heads, its creation's and its end's: counted lines, kept because the commits may
 * vanish. `changed` of `total` lines were not the same.
 */
export interface MaturitySeen extends Told {
  readonly kind: 'maturity';
  readonly from: string;
  readonly id: string;
  readonly changed: number;
  readonly total: number;
}

/**
 * The person's own work that a branch held at a commit, for it is how the work is known again that landed, and the
 * commits may vanish.
 */
export interface WorkSeen extends Told {
  readonly kind: 'work';
  readonly id: string;
  /** How many own commits, without merges. */
  readonly commits: number;
  /** Author date of the earliest, epoch milliseconds, and whether earlier ones were passed over. */
  readonly firstAt: number;
  readonly firstCut: boolean;
  /** Fingerprints (see `CommitChange`) of all of it as one change, and of the last commit; may be empty. */
  readonly whole: string;
  readonly last: string;
}

/**
 * One of the commits of the person's own work that a branch held at a commit carries the mark of an assistant: a squash
 * mostly loses it.
 */
export interface WorkMarked extends Told {
  readonly kind: 'marked';
  readonly id: string;
}

/** What was seen of branches in one repository on this machine. It names them, so it stays on this machine. */
export type LedgerEvent =
  | BranchStarted
  | TipMoved
  | BranchRenamed
  | BranchGone
  | UpstreamSet
  | BranchTracked
  | BranchPushed
  | RequestSeen
  | MaturitySeen
  | WorkSeen
  | WorkMarked;

/** What the ledger of a repository holds. */
export interface LedgerReading {
  /** As they were added, each once. */
  readonly events: readonly LedgerEvent[];
  /** Lines that are no event: kept where they are. A torn last line is none. */
  readonly damagedLines: number;
  /** Another version of Eddy wrote it: it is left alone, nothing of it is known, and nothing is added. */
  readonly foreign: boolean;
}

/**
 * What was seen of branches, by the id of the repository; shared by all windows, and only ever added to, for git forgets:
 * a branch's reflog goes with the branch.
 * Every method rejects with `JournalFailure` where the disk does not let it, and then nothing that was stored is lost.
 */
export interface Ledger {
  /** A repository that nothing is known of has an empty ledger. */
  read(repositoryId: string): Promise<LedgerReading>;
  /**
   * @throws {JournalErased} where everything was erased since this window stored first: nothing is stored then, and
   *   the next call begins anew.
   */
  append(repositoryId: string, events: readonly LedgerEvent[]): Promise<void>;
  /** Deletes what was seen so far. */
  forget(repositoryId: string): Promise<void>;
}

/** Equal for events that say the same, however they are known. */
export function eventKey(event: LedgerEvent): string {
  return identityOf(event).join('\n');
}

/** None of these texts has a line break. */
function identityOf(event: LedgerEvent): (string | number | null)[] {
  const { clone, branch, at } = event;
  switch (event.kind) {
    case 'started':
    case 'tip':
      return ['tip', clone, branch, event.id, at];
    case 'renamed':
      return ['renamed', clone, branch, event.from, at];
    case 'gone':
      return ['gone', clone, branch, event.remote, at];
    case 'upstream':
      return ['upstream', clone, branch, event.remote, event.target, at];
    case 'tracked':
    case 'pushed':
      return [event.kind, clone, branch, event.remote, event.id, at];
    case 'request':
      return ['request', clone, branch, event.forge, event.owner, event.repository, event.number];
    case 'maturity':
      return ['maturity', event.from, event.id];
    case 'marked':
      return ['marked', event.id];
    case 'work':
      return ['work', event.id, event.commits, event.firstAt, event.whole, event.last];
  }
}
