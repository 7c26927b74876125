import type { Tip } from './commitGraph';
import type { Forge } from './pullRequest';
import type { ReflogEntry } from './reflog';

/** What a clone's configuration says of its branches, by short name. */
export interface BranchKeys {
  readonly remotes: readonly string[];
  /** The counterparts: `target` is the short name at `remote`. */
  readonly upstreams: ReadonlyMap<string, { readonly remote: string; readonly target: string }>;
  readonly requests: ReadonlyMap<string, RequestKey>;
}

/** A request as GitHub's extension notes it. */
export interface RequestKey {
  readonly forge: Forge;
  readonly owner: string;
  readonly repository: string;
  readonly number: number;
}

/** What git has of a clone's branches that may be new to the ledger. */
export interface BranchNews {
  /** Eight hex digits for the folder of the clone. */
  readonly clone: string;
  /** In each reflog oldest first; those of a reflog follow each other. */
  readonly entries: readonly ReflogEntry[];
  /** Refs, by full name, that have a reflog with entries, new or not. */
  readonly logged: ReadonlySet<string>;
  readonly keys: BranchKeys;
  /** Local and remote branches by full name, read after the reflogs; no symbolic refs. */
  readonly refs: readonly Tip[];
}
