import type { Table } from './protocol';

/**
 * What host and the page about sharing with a team say to each other: two closed unions of plain data, as the panel
 * does. The page holds nothing: what the person ticks goes to the host, which answers with the whole state.
 */
export type FromShare =
  | { type: 'ready' }
  /** Whether an answer may be shared. */
  | { type: 'letShare'; question: string; isShared: boolean }
  /** With at least how many people. */
  | { type: 'setPeople'; people: number }
  | { type: 'probe' }
  | { type: 'agree' }
  | { type: 'decline' }
  | { type: 'stop' }
  | { type: 'showLog' };

export type ToShare = { type: 'state'; state: ShareState };

export interface ShareState {
  title: string;
  lead: string;
  /** Where it is shared already. */
  sharing: { text: string; showLog: string; stop: string } | null;
  leaves: { title: string; points: string[] };
  who: { title: string; table: Table };
  limits: { title: string; points: string[] };
  answers: { title: string; text: string; list: ShareAnswerState[] };
  /** Texts as they would leave, or be approved, character by character. */
  literal: { title: string; blocks: LiteralBlock[] };
  people: { title: string; label: string; hint: string; choices: { value: number; label: string }[]; picked: number };
  host: {
    title: string;
    text: string;
    /** What the try pushes. */
    block: LiteralBlock;
    button: string;
    /** How far the try is, or how it ended; `null` before. */
    result: string | null;
  };
  /** `trouble` says why what the person did last failed. */
  decision: { title: string; text: string; share: string; canShare: boolean; decline: string; trouble: string | null };
  /** One sentence for the live region. */
  announcement: string;
}

export interface LiteralBlock {
  label: string;
  text: string;
}

export interface ShareAnswerState {
  question: string;
  label: string;
  /** What would be answered for last week, in words. */
  answer: string;
  isShared: boolean;
}
