import { ReadFailure, type ReadProgress, type Report } from '../domain/report';

/** What is known of one repository. A report stays while it is read anew. */
export type RepositoryState =
  | { kind: 'reading'; progress: ReadProgress | null }
  | { kind: 'ready'; report: Report }
  | { kind: 'problem'; message: string; nextStep: string | null }
  /** A folder that is not on this machine's disk: there is nothing that git could read. */
  | { kind: 'virtual' };

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

/** The state after a reading failed: in its own words where it says what to do, in general ones otherwise. */
export function stateOfFailure(error: unknown): RepositoryState {
  if (error instanceof ReadFailure) return { kind: 'problem', message: error.message, nextStep: error.nextStep };
  return {
    kind: 'problem',
    message: 'Eddy could not read this repository.',
    nextStep: 'Try again. If it stays like this, the log of Eddy tells what kind of error it was.',
  };
}
