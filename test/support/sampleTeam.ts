import {
  type Bucket,
  cellsOf,
  type ShareAnswers,
  type ShareQuestion,
  shareQuestions,
  shareSchema,
} from '../../src/domain/teamAnswers';
import type { OpenedWeek, ShareStatus, ShareWeek } from '../../src/domain/teamSharing';
import type { TeamInput } from '../../src/vscode/teamState';

const none = Object.fromEntries(shareQuestions.map(question => [question, 0])) as Record<ShareQuestion, Bucket>;

/** Answers to some of the questions. */
export function sampleAnswers(answers: Partial<ShareAnswers>): ShareAnswers {
  return { ...none, ...answers };
}

/** Sums of what so many people answered: the buckets of each question, one for each who did. */
export function openedOf(n: number, answers: Partial<Record<ShareQuestion, readonly Bucket[]>>): OpenedWeek {
  const people = Array.from({ length: n }, (_, person) =>
    cellsOf(
      sampleAnswers(
        Object.fromEntries(Object.entries(answers).map(([question, given]) => [question, given[person] ?? 0])),
      ),
    ),
  );
  return { n, cells: people.reduce((sum, cells) => sum.map((cell, at) => cell + (cells[at] ?? 0))) };
}

export function sampleShareWeek(week: string, given: Partial<ShareWeek> = {}): ShareWeek {
  return { week, phase: 'over', joined: null, reason: null, opened: null, share: null, ...given };
}

export function sampleStatus(weeks: readonly ShareWeek[], given: Partial<ShareStatus> = {}): ShareStatus {
  const consent = { schema: shareSchema, k: 5, questions: shareQuestions, at: 0 };
  return { consent, asksAnew: false, weeks, trouble: null, nextAt: 0, ...given };
}

/** @param now as `Date.parse` has it. */
export function sampleTeam(now: string, weeks: readonly ShareWeek[], given: Partial<ShareStatus> = {}): TeamInput {
  return { status: sampleStatus(weeks, given), now: Date.parse(now), canExport: false };
}
