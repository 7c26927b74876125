import { type Bucket, buckets, cellCount, type ShareQuestion, shareQuestions } from './teamAnswers';
import type { ExportedWeek } from './teamExport';
import { leastPeople, type OpenedWeek } from './teamSharing';

/** Bands of how many people took part: from the first number to the one before the next band's. */
const peopleBands = [leastPeople, 8, 12, 20] as const;

/** How many took part, both included; `to` is `null` where it is open. */
export interface PeopleBand {
  readonly from: number;
  readonly to: number | null;
}

/** Of those who answered, how many tenths gave this answer, 0 to 10: they need not add up to 10. */
export interface BucketShare {
  readonly bucket: Bucket;
  readonly tenths: number;
}

/**
 * What may be shown of a question.
 * - `tooFew`: fewer gave an answer than the person asks for.
 * - `most`: all gave this one, or nearly all.
 * - `before` are the shares of the release before, where these and those may be told apart.
 */
export type TeamQuestion = { readonly question: ShareQuestion } & (
  | { readonly shown: 'tooFew' }
  | { readonly shown: 'most'; readonly bucket: Bucket }
  | {
      readonly shown: 'shares';
      readonly shares: readonly BucketShare[];
      readonly before: readonly BucketShare[] | null;
    }
);

/** What may be shown of a week whose sums were opened. */
export interface TeamWeek {
  /** ISO 8601 week that it is about. */
  readonly week: string;
  readonly people: PeopleBand;
  readonly questions: readonly TeamQuestion[];
}

/** From this share on nearly all gave an answer; so they did where all but one did. */
const nearlyAll = 0.85;
/** By as many people more or less a change would tell what they said. */
const tellingChanges = [1, 2];

/**
 * What the screen shows of opened weeks. These are courtesies: who can fetch can add the cells up, and see them all.
 * @param weeks oldest first; of those that were not opened, or by fewer people than `k`, nothing is shown.
 * @param k the least people that the person asks for; it counts as at least {@link leastPeople}.
 */
export function teamResultOf(
  weeks: readonly { readonly week: string; readonly opened: OpenedWeek | null }[],
  k: number,
): TeamWeek[] {
  const least = Math.max(leastPeople, k);
  const opened = weeks.flatMap(({ week, opened }) => (opened && isTold(opened, least) ? [{ week, ...opened }] : []));
  return opened.map(({ week, n, cells }, index) => {
    const before = opened[index - 1];
    const isComparable = before !== undefined && !tellingChanges.includes(Math.abs(n - before.n));
    const questions = shareQuestions.map((question, at): TeamQuestion => {
      const shown = shownOf(answersIn(cells, at), least);
      if (shown.shown !== 'shares') return { question, ...shown };
      const shownBefore = isComparable ? shownOf(answersIn(before.cells, at), least) : null;
      return { question, ...shown, before: shownBefore?.shown === 'shares' ? shownBefore.shares : null };
    });
    return { week, people: bandOf(n), questions };
  });
}

/** What an organization's collector may get of a week: the shares that are shown, of buckets from 1 on. */
export function exportedWeekOf({ week, people, questions }: TeamWeek): ExportedWeek {
  return {
    week,
    leastPeople: people.from,
    questions: questions.flatMap(question => {
      if (question.shown !== 'shares') return [];
      const shares = question.shares.map(({ bucket, tenths }) => ({ bucket, share: tenths / 10 }));
      return [{ question: question.question, shares }];
    }),
  };
}

type Shown =
  | { readonly shown: 'tooFew' }
  | { readonly shown: 'most'; readonly bucket: Bucket }
  | { readonly shown: 'shares'; readonly shares: readonly BucketShare[] };

/** @param answers how many gave each bucket from 1 on. */
function shownOf(answers: readonly number[], least: number): Shown {
  const given = answers.reduce((sum, count) => sum + count, 0);
  if (given < least) return { shown: 'tooFew' };
  const most = Math.max(...answers);
  if (given - most <= 1 || most / given >= nearlyAll) {
    return { shown: 'most', bucket: (1 + answers.indexOf(most)) as Bucket };
  }
  const shares = answers.map((count, at) => ({
    bucket: (at + 1) as Bucket,
    tenths: Math.round((10 * count) / given),
  }));
  return { shown: 'shares', shares };
}

function answersIn(cells: readonly number[], question: number): readonly number[] {
  return cells.slice(question * buckets.length + 1, (question + 1) * buckets.length);
}

function isTold({ n, cells }: OpenedWeek, least: number): boolean {
  return n >= least && cells.length === cellCount && cells.every(cell => Number.isInteger(cell) && cell >= 0);
}

function bandOf(n: number): PeopleBand {
  const at = peopleBands.findLastIndex(from => from <= n);
  const next = peopleBands[at + 1];
  return { from: peopleBands[at] ?? leastPeople, to: next === undefined ? null : next - 1 };
}
