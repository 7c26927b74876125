import type { ReadFailureFacts, ReadProgress, Report } from '../domain/report';

/** What is known of one repository. A report stays while it is read anew. */
export type RepositoryState =
  | { kind: 'reading'; progress: ReadProgress | null }
  | ReadyState
  /** `failure` is `null` for what nobody foresaw. */
  | { kind: 'problem'; failure: ReadFailureFacts | null }
  /** A folder that is not on this machine's disk: there is nothing that git could read. */
  | { kind: 'virtual' };

/** A repository that was read. */
export interface ReadyState {
  kind: 'ready';
  report: Report;
  /** What takes longer is still read: requests, new ground, marks. */
  pending?: true;
  /** All but the requests could be read. */
  requestsFailed?: true;
  /** Names of what is not in a report of several. */
  missing?: readonly string[];
}

/** A repository that is open in this window. */
export interface OpenRepository {
  /** Stands for it in this window; names nothing. */
  key: string;
  name: string;
  state: RepositoryState;
}

/** What is open in this window. Nothing is looked for while the workspace is not trusted. */
export type Workspace =
  | { kind: 'untrusted' }
  | { kind: 'searching' }
  | { kind: 'open'; repositories: readonly OpenRepository[] };
