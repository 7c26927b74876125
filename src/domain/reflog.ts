/** One line of a reflog: what moved a ref on this machine. */
export interface ReflogEntry {
  /** In full, such as `refs/heads/main`, or `HEAD`. */
  readonly ref: string;
  /** Of a HEAD: the name of its linked work tree, `null` for the main one. Other refs are shared. */
  readonly worktree: string | null;
  /** `null`: there was no such ref; `undefined`: not told, as where git keeps no files of reflogs. */
  readonly oldId: string | null | undefined;
  /** `null`: the ref ended. */
  readonly newId: string | null;
  /** Epoch milliseconds, of whole seconds. */
  readonly at: number;
  readonly message: string;
}

/** Whether a push from this machine moved the ref, which is then a remote's branch. */
export function isPush({ message }: ReflogEntry): boolean {
  return message === 'update by push';
}

/** Whether a branch began here; certain without its old id only where the message says so. */
export function isBeginning({ oldId, message }: ReflogEntry): boolean {
  return oldId === null || (oldId === undefined && /^(branch: Created from|commit \(initial\)|clone:)/.test(message));
}

/** The short names of the branches that git renamed, or copied with its reflog; `null` for all other entries. */
export function renamingOf({ message }: ReflogEntry): { copied: boolean; from: string; to: string } | null {
  const [, verb, from, to] = /^Branch: (renamed|copied) refs\/heads\/(\S+) to refs\/heads\/(\S+)$/.exec(message) ?? [];
  return from === undefined || to === undefined ? null : { copied: verb === 'copied', from, to };
}

/**
 * Of HEAD: the short name of the branch that was left, or the id where none was checked out; and what came to be checked
 * out, as the person named it. `null` where the same branch stays.
 */
export function switchOf(entry: ReflogEntry): { from: string; to: string } | null {
  const [, from, to] = /^checkout: moving from (\S+) to (\S+)/.exec(entry.message) ?? [];
  return from === undefined || to === undefined ? renamingOf(entry) : { from, to };
}

/** Of HEAD: a step of a rebase, which the branch takes part in only where it ends: with the branch's short name. */
export function rebaseStepOf({ message }: ReflogEntry): { ends: boolean; branch: string | null } | null {
  const step = /^(?:rebase|pull)\b.*?(?:\(([a-z-]+)\)| (finished)|): /.exec(message);
  if (!step) return null;
  const name = step[1] ?? step[2];
  const ends = name === 'finish' || name === 'finished' || name === 'abort';
  if (name === undefined && !message.startsWith(': checkout ', step[0].length - 2)) return null;
  return { ends, branch: ends ? (/returning to refs\/heads\/(\S+)$/.exec(message)?.[1] ?? null) : null };
}
