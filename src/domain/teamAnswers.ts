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

/**
 * Where one bucket ends and the next begins: a value on an edge is in the upper one. In the unit that the question names,
 * maturity in percent; the questions without edges answer with a choice.
 */
export const shareEdges = {
  focusHours: [5, 10, 15, 20],
  longestBlockMin: [25, 50, 90, 150],
  interruptionsPerFocusHour: [1, 2, 4, 8],
  churnPct: [5, 10, 20, 35],
  timeToPrHours: [4, 8, 24, 72],
  prMaturity: [40, 60, 75, 90],
} as const satisfies Partial<Record<ShareQuestion, readonly number[]>>;
export type MeasuredQuestion = keyof typeof shareEdges;

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

/** 1 and one more for each edge that a value reaches; 0 for none. */
export function bucketOf(question: MeasuredQuestion, value: number | null): Bucket {
  if (value === null || Number.isNaN(value)) return 0;
  return (1 + shareEdges[question].filter(edge => edge <= value).length) as Bucket;
}

/** What is said to those questions alone; to others, and where nothing is known, there is no answer. */
export function answersTo(questions: Iterable<ShareQuestion>, answers: ShareAnswers | null): ShareAnswers {
  const asked = new Set(questions);
  const entries = shareQuestions.map(each => [each, (asked.has(each) && answers?.[each]) || 0]);
  return Object.fromEntries(entries) as ShareAnswers;
}

/** Answers as cells: see {@link cellCount}. */
export function cellsOf(answers: ShareAnswers): number[] {
  return shareQuestions.flatMap(question => buckets.map(bucket => (answers[question] === bucket ? 1 : 0)));
}
