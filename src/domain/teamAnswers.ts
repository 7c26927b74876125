/** The form of what is shared; another one has to be agreed to anew. */
export const shareSchema = 'eddy-share/1';

/** What a share answers, in the order of its cells. */
export const shareQuestions = [
  'focusHours',
  'longestBlockMin',
  'interruptionsPerFocusHour',
  'churnPct',
  'timeToPrHours',
  'prMaturity',
  'flow',
  'blocker',
] as const;
export type ShareQuestion = (typeof shareQuestions)[number];

/** 0 is no answer; else a bucket, from the least to the greatest, or of `blocker` a kind. */
export const buckets = [0, 1, 2, 3, 4, 5] as const;
export type Bucket = (typeof buckets)[number];
export type ShareAnswers = Readonly<Record<ShareQuestion, Bucket>>;

/** Answers in cells of one each: one of six for every question is 1, all others are 0. */
export const cellCount = shareQuestions.length * buckets.length;

/** What a person's share says, and all of it: no instant, no name, nothing that tells the person. */
export interface Share {
  readonly schema: typeof shareSchema;
  /** ISO 8601 week that it is about. */
  readonly week: string;
  readonly answers: ShareAnswers;
  /** The questions whose answer was replaced by chance. */
  readonly flipped: readonly ShareQuestion[];
}
