/** Which family of forge numbered a request (a pull or merge request). */
export const forges = ['github', 'gitlab', 'bitbucket', 'bitbucket-server', 'azure', 'gitea'] as const;
export type Forge = (typeof forges)[number];

/**
 * Where a request's creation date comes from, best first: the forge's API; seen when the request, or the branch's first
 * push, happened; the reflog's first push; between the dates of neighbouring numbers, closely or loosely; only the
 * landing; nothing.
 */
export const createdBases = [
  'exact',
  'observed-pr',
  'observed-push',
  'recorded-push',
  'bracketed',
  'range',
  'landing-only',
  'unknown',
] as const;
export type CreatedBasis = (typeof createdBases)[number];

/** How a request came to the default branch. */
export type LandingWay = 'merge' | 'squash' | 'rebase' | 'fast-forward';

/** What a landing's message says of its request. */
export interface LandingTrace {
  readonly forge: Forge;
  readonly number: number;
  /** Without the owner of a fork. */
  readonly branch: string | null;
  readonly title: string | null;
  /** 'merge' for messages of merge commits, else where the number stands. */
  readonly kind: 'merge' | 'subject' | 'body';
  /** Whose request it is (`owner/name`), where the message says so. */
  readonly repository?: string;
}

/** When a request was created, epoch milliseconds, as far as that is known; `at` lies within `range`. */
export interface Creation {
  readonly at: number | null;
  readonly basis: CreatedBasis;
  /** The earliest and latest it can have been; the lower end may be open. */
  readonly range: readonly [number | null, number] | null;
}
