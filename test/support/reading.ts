import type { ChangeStore } from '../../src/domain/change';
import { noiseRules, type Report, type ReportRequest } from '../../src/domain/report';
import { RepositoryReader } from '../../src/git/repositoryReader';
import { noStore } from '../../src/store/changeCache';
import type { TemporaryRepository } from './temporaryRepository';

/** The end of the six weeks from {@link FIRST_COMMIT_TIME} on, which all reports of temporary repositories cover. */
export const readUntil = Date.parse('2026-02-16T00:00:00Z');

/** Six ISO weeks in UTC, the last one just over, of the person's own lines. */
export const plainRequest: ReportRequest = {
  weeks: 6,
  now: readUntil - 1,
  timeZone: 'UTC',
  dayStartMinutes: 0,
  authors: [],
  allAuthors: false,
  leaveOut: noiseRules,
};

export interface ReadingOptions extends Partial<ReportRequest> {
  /** All noise rules off. */
  readonly plain?: boolean;
  /** The repository's own folder by default. */
  readonly folder?: string;
  /** Keeps what it can from earlier readings; a new one that knows nothing by default. */
  readonly reader?: RepositoryReader;
  readonly signal?: AbortSignal;
}

/** A reader that runs git as a temporary repository does, and keeps nothing unless a store is given. */
export function readerOf({ environment }: TemporaryRepository, store: ChangeStore = noStore): RepositoryReader {
  return new RepositoryReader({ store, repositoryId: () => 'repository', git: { environment } });
}

/** The report of a temporary repository, for {@link plainRequest} with what is asked otherwise. */
export function readReport(repository: TemporaryRepository, options: ReadingOptions = {}): Promise<Report> {
  const { folder = repository.path, reader = readerOf(repository), signal, plain = false, ...asked } = options;
  const request = { ...plainRequest, ...(plain && { leaveOut: [] }), ...asked };
  return reader.read(folder, request, { signal: signal ?? new AbortController().signal });
}

/** The text of a file: so many lines, each unlike any other of another name. */
export function linesOf(name: string, count: number): string {
  return Array.from({ length: count }, (_, index) => `${name} says line ${index + 1}\n`).join('');
}
