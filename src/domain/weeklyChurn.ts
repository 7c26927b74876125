import type { WeekSpan } from './calendar';
import { weekIndex } from './calendar';
import type { FileKind } from './category';
import { leastLines } from './durability';
import type { LineAges } from './lineAges';
import { categories, type LeftOutReason, leftOutReasons, type NoiseRule, type WeekReport } from './report';
import { type CommitExits, churnHorizonMs, dayMs, type Exit, estimateChurn, pooledPattern } from './survival';

/** Code of at least this age is old. */
const oldCodeMs = 84 * dayMs;

/** A replayed commit, as the sums see it; by its number in the replay. */
export interface CountedCommit {
  readonly effectiveAt: number;
  /** Its author is the person, or everybody is asked for. */
  readonly mine: boolean;
  /** Why none of its lines count, if so. */
  readonly leftOut: Extract<LeftOutReason, 'copies' | 'bots' | 'ignoredRevisions'> | null;
  readonly handsOn: boolean;
}

export interface ChurnQuestion {
  /** Weeks to report, oldest first. */
  readonly weeks: readonly WeekSpan[];
  /** Weeks before these, oldest first, that were read in full: they only tell how young lines go on. */
  readonly earlier: readonly WeekSpan[];
  readonly now: number;
  /** From when on history was read, epoch milliseconds. */
  readonly historyFrom: number;
  /** Of these, the sums see to blank lines and to generated and vendored files; the replay to the rest. */
  readonly leaveOut: ReadonlySet<NoiseRule>;
  /** By the number that the replay knows a kind by. */
  readonly kinds: readonly FileKind[];
  /** Told of each commit in a complete week to report: how many lines of its week's cohort are its own. */
  readonly onCohort?: (commit: number, lines: CohortLines) => void;
}

export interface CohortLines {
  readonly added: number;
  readonly churned: number;
}

type ChurnOfWeek = Pick<WeekReport, 'commits' | 'lines' | 'churn' | 'oldCode'>;

/** Sums of one week while they are counted. */
class Sums {
  commits = 0;
  readonly byCategory = Object.fromEntries(
    categories.map(category => [category, { added: 0, ended: 0 }]),
  ) as WeekReport['lines']['byCategory'];
  readonly mine = Object.fromEntries(categories.map(category => [category, 0])) as WeekReport['lines']['mine'];
  readonly cohort: CommitExits[] = [];
  added = 0;
  churned = 0;
  churnedByMe = 0;
  readonly leftOut = Object.fromEntries(leftOutReasons.map(reason => [reason, 0])) as Record<LeftOutReason, number>;
  ended = 0;
  old = 0;

  get lines(): WeekReport['lines'] {
    const sum = { added: 0, ended: 0 };
    for (const counts of Object.values(this.byCategory)) {
      sum.added += counts.added;
      sum.ended += counts.ended;
    }
    return { ...sum, byCategory: this.byCategory, mine: this.mine };
  }
}

/**
 * Sums the replay up by week: each line belongs to the week of the commit that added it, each end to the week of the
 * commit that ended it, both by effective date. Of lines left out the first reason counts, in the order copies, bots,
 * ignored revisions, not mine, generated or vendored, blank, white space, moved; `added` and all of them together are
 * every text line added.
 */
export function weeklyChurn(ages: LineAges, commits: readonly CountedCommit[], question: ChurnQuestion): ChurnOfWeek[] {
  const { earlier, weeks, now, historyFrom, leaveOut, kinds, onCohort } = question;
  const spans = [...earlier, ...weeks];
  const sums = spans.map(() => new Sums());
  const weekOf = commits.map(({ effectiveAt }) => sums[weekIndex(spans, effectiveAt)]);
  const kindOf = (kind: number) => kinds[kind] as FileKind;
  const isNoise = (kind: number) => {
    const { category, vendored } = kindOf(kind);
    return category === 'generated' && leaveOut.has(vendored ? 'vendored' : 'generated');
  };

  for (const [number, commit] of commits.entries()) {
    const sum = weekOf[number];
    if (!sum) continue;
    const counts = commit.leftOut !== 'copies' && commit.mine;
    if (counts) sum.commits++;
    const reason = commit.leftOut ?? (commit.mine ? null : 'notMine');
    const tally = ages.tally(number);
    for (const kind of kinds.keys()) {
      const { category, vendored } = kindOf(kind);
      const added = tally.added[kind] ?? 0;
      sum.byCategory[category].added += added;
      if (!reason) sum.mine[category] += added;
      sum.byCategory[category].ended += tally.endedOlder[kind] ?? 0;
      if (counts) sum.leftOut.binary += tally.binary[kind] ?? 0;
      if (reason) sum.leftOut[reason] += added;
      else if (isNoise(kind)) sum.leftOut[vendored ? 'vendored' : 'generated'] += added;
      else {
        sum.leftOut.whitespace += tally.whitespace[kind] ?? 0;
        sum.leftOut.moved += tally.moved[kind] ?? 0;
      }
      if (!reason && !isNoise(kind)) {
        const older = (leaveOut.has('blank') ? tally.endedOlderSolid : tally.endedOlder)[kind] ?? 0;
        sum.ended += older;
        if (commit.effectiveAt - historyFrom >= oldCodeMs) sum.old += older;
      }
    }
  }

  const isComplete = ({ to }: WeekSpan) => to + churnHorizonMs <= now;
  const completeWeeks = new Set(
    sums.filter((_, index) => index >= earlier.length && isComplete(spans[index] as WeekSpan)),
  );
  /** Counted lines of the current adding commit, by the commit that ended them. */
  let exits = new Map<number, number>();
  let adder = -1;
  const closeCommit = () => {
    if (exits.size === 0) return;
    const sum = weekOf[adder];
    const cohort = exitsOf(commits, adder, exits, now);
    sum?.cohort.push(cohort);
    if (sum && completeWeeks.has(sum)) onCohort?.(adder, linesOf(cohort));
    exits = new Map();
  };
  ages.eachRun(run => {
    if (run.adder !== adder) {
      closeCommit();
      adder = run.adder;
    }
    const { ender, lines } = run;
    const added = commits[adder] as CountedCommit;
    const end = commits[ender] ?? null;
    const noise = isNoise(run.kind);
    const blank = leaveOut.has('blank') && run.blank;
    const ageMs = ageOf(added, end, now);
    const ended = end !== null && !end.handsOn;
    const endSum = weekOf[ender];
    if (ended && endSum) {
      endSum.byCategory[kindOf(run.kind).category].ended += lines;
      if (end.mine && !end.leftOut && !noise && !blank) {
        endSum.ended += lines;
        if (ageMs >= oldCodeMs) endSum.old += lines;
      }
    }
    const sum = weekOf[adder];
    if (!sum || added.leftOut || !added.mine || noise) return;
    if (blank) {
      sum.leftOut.blank += lines;
      return;
    }
    sum.added += lines;
    if (ended && ageMs <= churnHorizonMs) {
      sum.churned += lines;
      if (end.mine) sum.churnedByMe += lines;
    }
    exits.set(ender, (exits.get(ender) ?? 0) + lines);
  });
  closeCommit();

  const pattern = pooledPattern(spans.flatMap((span, at) => (isComplete(span) ? [sums[at]?.cohort ?? []] : [])));
  return weeks.map((span, index) => {
    const sum = sums[earlier.length + index] as Sums;
    const complete = isComplete(span);
    const { added, churned, churnedByMe, leftOut, ended, old } = sum;
    const rate = complete && added >= leastLines ? churned / added : null;
    const enough = span.from - historyFrom >= oldCodeMs && ended >= leastLines;
    return {
      commits: sum.commits,
      lines: sum.lines,
      churn: {
        added,
        churned,
        churnedByMe,
        rate,
        complete,
        leftOut,
        ...estimateChurn(sum.cohort, { complete, pattern }),
      },
      oldCode: { ended, old, share: enough ? old / ended : null },
    };
  });
}

function ageOf(added: CountedCommit, end: CountedCommit | null, now: number): number {
  return Math.max(0, (end?.effectiveAt ?? now) - added.effectiveAt);
}

/** @param lines counts by the number of the ending commit, or -1 for lines that are still there. */
function exitsOf(
  commits: readonly CountedCommit[],
  adder: number,
  lines: ReadonlyMap<number, number>,
  now: number,
): CommitExits {
  const added = commits[adder] as CountedCommit;
  const exits = [...lines].map(([ender, count]): Exit => {
    const end = commits[ender] ?? null;
    const ended = end !== null && !end.handsOn;
    return { ageMs: ageOf(added, end, now), ended: ended ? count : 0, censored: ended ? 0 : count };
  });
  return { exits };
}

function linesOf({ exits }: CommitExits): CohortLines {
  let added = 0;
  let churned = 0;
  for (const { ageMs, ended, censored } of exits) {
    added += ended + censored;
    if (ageMs <= churnHorizonMs) churned += ended;
  }
  return { added, churned };
}
