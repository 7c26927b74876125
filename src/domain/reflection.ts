/** How often a deep flow state was reached in the week, from least to most. */
export const flowFrequencies = ['never', 'rarely', 'sometimes', 'often', 'mostDays'] as const;
export type FlowFrequency = (typeof flowFrequencies)[number];

/** What a part of the work that felt like a slog was about. */
export const slogs = [
  'builds',
  'tests',
  'waitingForReview',
  'reviewingAi',
  'meetings',
  'unclearWork',
  'oldCode',
  'tools',
  'other',
] as const;
export type Slog = (typeof slogs)[number];

/** Whether the person took on something that they would have avoided before. */
export const venturings = ['no', 'yes', 'withAi'] as const;
export type Venturing = (typeof venturings)[number];

/** The longest note, in characters as JavaScript counts them. */
export const longestNote = 500;

/** How demanding a week was goes from 1 to this. */
export const greatestLoad = 5;

/** What a person said of one week. Each question may be left unanswered: `null`, and no slogs. */
export interface Reflection {
  /** ISO 8601 week. */
  readonly week: string;
  readonly flow: FlowFrequency | null;
  readonly slogs: readonly Slog[];
  /** One of {@link slogs}. */
  readonly biggest: Slog | null;
  /** Up to {@link longestNote} characters. */
  readonly note: string;
  readonly ventured: Venturing | null;
  /** How demanding it was, 1 to {@link greatestLoad}. */
  readonly load: number | null;
  /** When it was answered last, epoch milliseconds. */
  readonly at: number;
}
