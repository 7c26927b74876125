import type { Bucket, ShareQuestion } from './teamAnswers';

/** What is exported of a week: opened, rounded, and nothing that the screen would not show. */
export interface ExportedWeek {
  /** ISO 8601 week that it is about. */
  readonly week: string;
  /** The lower end of the band that the number of people is in. */
  readonly leastPeople: number;
  /** Shares of 0 to 1, in tenths; of buckets from 1 on. */
  readonly questions: readonly {
    readonly question: ShareQuestion;
    readonly shares: readonly { readonly bucket: Bucket; readonly share: number }[];
  }[];
}

/** Hands sums over to an organization's own collector; nothing is resolved or connected before {@link send}. */
export interface TeamExport {
  /** The literal body of the request: an OTLP `ExportMetricsServiceRequest` in JSON. */
  body(weeks: readonly ExportedWeek[], teamName: string, at: number): string;
  /** Where a body goes, literally; `null` where the setting holds no address that Eddy sends to. */
  address(endpoint: string): string | null;
  /**
   * Posts a body as it is, once.
   * @throws {TeamExportFailure}
   * @throws the signal's reason when it is aborted.
   */
  send(address: string, body: string, signal: AbortSignal): Promise<void>;
}

export type TeamExportFailureKind =
  | 'offline'
  | 'timedOut'
  /** It ended the connection without an answer, or in the middle of one: it may have the sums. */
  | 'brokenOff'
  /** Another status than 200, `status`. */
  | 'refused'
  /** It answered that it took not all of it. */
  | 'partly'
  /** Something that is no collector answered. */
  | 'broken';

/** Why a collector did not get the sums. */
export class TeamExportFailure extends Error {
  constructor(
    readonly kind: TeamExportFailureKind,
    /** Of HTTP; 0 where there was none. */
    readonly status = 0,
  ) {
    super(`exporting team sums failed: ${kind}`);
    this.name = 'TeamExportFailure';
  }
}
