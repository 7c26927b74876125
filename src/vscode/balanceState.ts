import { leastBaselineWeeks, mostBaselineWeeks } from '../domain/baseline';
import { leastLines } from '../domain/durability';
import { flowFrequencies } from '../domain/reflection';
import type { Report, TensionPair } from '../domain/report';
import { leastRequests } from '../domain/requestSums';
import {
  type Tension,
  type TensionPoint,
  type TensionSide,
  tensionPoints,
  tensionsOf,
  weeksLookedAt,
} from '../domain/tensions';
import { leastFocusMs } from '../domain/weeklyFocus';
import type { BalanceState, Fact, PairChart, PairLine, PairState } from '../protocol';
import { flowFrequencyText } from '../text/reflectionText';
import { tensionText, tensionTitle } from '../text/tensionText';
import type { Wording } from '../text/wording';

/** As many weeks as a small chart can tell apart. */
const mostWeeks = 26;

/**
 * The section that sets each pace beside its guard.
 * @param pending whether requests may still be read.
 * @param failed whether they could not be, though the rest of the report could.
 */
export function balanceState(report: Report, wording: Wording, pending = false, failed = false): BalanceState {
  const { t } = wording;
  const isRead = report.pullRequests !== null || !pending;
  return {
    title: t('Balance'),
    intro: t(
      'What you got faster at or did more of, beside what it may have cost. Each pair is judged against your own weeks, on the latest one in which both are known.',
    ),
    reading: isRead ? null : t('Still reading what landed, and when.'),
    pairs: isRead ? pairStates(report, wording, failed) : [],
    measured: { title: t('How is this measured?'), points: measured(wording) },
  };
}

/** All over the same weeks, from the first one in which any pair has anything on. */
function pairStates(report: Report, wording: Wording, failed: boolean): PairState[] {
  const pairs = tensionsOf(report).map(tension => ({
    tension,
    points: tensionPoints(tension.pair, report).slice(-mostWeeks),
  }));
  const first = Math.min(...pairs.map(({ points }) => points.findIndex(isKnown)).filter(at => at >= 0));
  return pairs.map(({ tension, points }) => pairState(tension, points.slice(first), wording, failed));
}

const isKnown = ({ pace, guard }: TensionPoint) => pace !== null || guard !== null;

function pairState(tension: Tension, points: readonly TensionPoint[], wording: Wording, failed: boolean): PairState {
  const judged = tension.kind === 'judged';
  return {
    pair: tension.pair,
    ...tensionText(tension, wording, failed),
    judged,
    rests: judged ? restsText(tension, wording) : null,
    week: tension.week?.week ?? null,
    chart: chartOf(tension.pair, points, wording),
  };
}

/** What both numbers rest on, and how many weeks they are compared with. */
function restsText({ pair, paced, guarded }: Tension & { kind: 'judged' }, wording: Wording): string {
  const { t } = wording;
  const weeks = ({ baseline }: TensionSide) => wording.count(baseline.weeks);
  const { pace, guard } = sidesOf(pair, wording);
  const both = (one: string, other: string) => (one === other ? one : t('{0} and {1}', one, other));
  return t(
    'Rests on {0}, compared with {1} of your weeks before it.',
    both(pace.basis(paced.n), guard.basis(guarded.n)),
    both(weeks(paced), weeks(guarded)),
  );
}

/** How one side of a pair is called, said, and what it rests on. */
interface Side {
  readonly label: string;
  readonly say: (value: number) => string;
  readonly basis: (n: number) => string;
}

function sidesOf(pair: TensionPair, wording: Wording): { pace: Side; guard: Side } {
  const { t } = wording;
  const count = (value: number) => wording.count(value);
  const lines = (value: number) => t('{0} lines', wording.count(Math.round(value)));
  const requests = (n: number) => (n === 1 ? t('one request') : t('{0} requests', wording.count(n)));
  const share = (value: number) => wording.share(value);
  const elapsed = (ms: number) => wording.elapsed(ms);
  switch (pair) {
    case 'throughput-failure':
      return {
        pace: { label: t('landed'), say: count, basis: requests },
        guard: { label: t('reverted'), say: count, basis: requests },
      };
    case 'time-maturity':
      return {
        pace: { label: t('time to request'), say: elapsed, basis: requests },
        guard: { label: t('there when opened'), say: share, basis: requests },
      };
    case 'lines-churn':
      return {
        pace: { label: t('lines added'), say: lines, basis: lines },
        guard: { label: t('rewritten'), say: share, basis: lines },
      };
    case 'size-review':
      return {
        pace: { label: t('size'), say: lines, basis: requests },
        guard: { label: t('time to landing'), say: elapsed, basis: requests },
      };
    case 'focus-flow':
      return {
        pace: { label: t('focus'), say: ms => wording.duration(ms), basis: ms => wording.duration(ms) },
        guard: { label: t('felt flow'), say: step => flowText(step, wording), basis: () => t('your answer') },
      };
  }
}

const flowText = (step: number, wording: Wording) => flowFrequencyText(flowFrequencies[step] ?? 'never', wording);

function chartOf(pair: TensionPair, points: readonly TensionPoint[], wording: Wording): PairChart | null {
  const { t } = wording;
  if (points.filter(isKnown).length < 2) return null;
  const { pace, guard } = sidesOf(pair, wording);
  const cell = (value: number | null, { say }: Side) => (value === null ? '–' : say(value));
  return {
    weeks: points.map(({ week }) => ({ week: week.week, short: wording.short(week.from) })),
    pace: lineOf(
      points.map(point => point.pace),
      pace,
      wording,
    ),
    guard: lineOf(
      points.map(point => point.guard),
      guard,
      wording,
      pair === 'focus-flow' ? flowFrequencies.length - 1 : 0,
    ),
    table: {
      caption: tensionTitle(pair, wording),
      columns: [t('Week of'), pace.label, guard.label],
      rows: points.map(({ week, ...point }) => [
        wording.short(week.from),
        cell(point.pace, pace),
        cell(point.guard, guard),
      ]),
    },
  };
}

/** @param least what the scale reaches up to, whatever the values. */
function lineOf(values: readonly (number | null)[], { label, say }: Side, { t }: Wording, least = 0): PairLine {
  const known = values.filter(value => value !== null);
  const most = Math.max(least, ...known);
  return {
    label: known.length === 0 ? t('{0}: not known', label) : t('{0}, up to {1}', label, say(most)),
    values: values.map(value => (value === null ? null : most === 0 ? 0 : value / most)),
  };
}

function measured(wording: Wording): Fact[] {
  const { t } = wording;
  const requests = wording.count(leastRequests);
  return [
    {
      term: t('What it is'),
      text: t(
        'Five pairs of a pace and its guard: speed or amount, and what tends to give way when it grows. Neither is shown without the other. They are the balancing metrics of DORA and of the value-stream article that Eddy began with.',
      ),
    },
    {
      term: t('Which week'),
      text: t(
        'The latest that tells enough for both sides, of the last {0} whose guard is complete: reverts count for 30 days after a week, rewritten lines for 14; the others when the week is over, felt flow when you have answered. So the pairs may speak of different weeks, and each names its own.',
        wording.count(weeksLookedAt),
      ),
    },
    {
      term: t('How it is judged'),
      text: t(
        'Against the median of up to {0} of your weeks before that have a commit, at least {1}. Changed is what lies beyond a tenth of it and beyond its usual spread; with fewer than 6 weeks also beyond everything they held. Counts differ from two on. All else is steady, or holding.',
        wording.count(mostBaselineWeeks),
        wording.count(leastBaselineWeeks),
      ),
    },
    {
      term: t('Not below'),
      text: t(
        '{0} lines for rewritten ones, {1} requests for a median, {2} of focus in a week that was recorded as a whole.',
        wording.count(leastLines),
        requests,
        wording.duration(leastFocusMs),
      ),
    },
    {
      term: t('The chart'),
      text: t(
        'Both lines are of your own weeks, each from 0 up to its own greatest, which stands at its side. A missing point is a week that tells too little, or is not complete yet. The upright line marks the week that was judged.',
      ),
    },
    {
      term: t('Not seen'),
      text: t(
        'Why something changed. A longer review can be a more careful one, and fewer lines a better week: a pair asks a question, and the answer is yours.',
      ),
    },
  ];
}
