import { scaleLinear, scalePoint } from 'd3-scale';
import type { WeekMark } from '../src/protocol';

/** Pixels: the size of the chart and the room around its plot. */
export interface ChartSize {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Where everything goes, in pixels from the chart's top left corner. */
export interface ChartLayout {
  /** The middle of each week's column. */
  x: number[];
  /** Width of a week's column. */
  step: number;
  y: (share: number) => number;
  /** The greatest share that is drawn: an interval may go beyond it. */
  top: number;
  ticks: number[];
  /** Which weeks carry a label: the selected one, and evenly spaced others that do not run into it. */
  labelled: boolean[];
}

/** Room that a week's label takes at most, `30 Sept.` in the panel's font. */
const labelWidth = 56;

export function chartLayout(
  weeks: readonly { mark: WeekMark }[],
  selected: number,
  baseline: number | null,
  size: ChartSize,
): ChartLayout {
  const { width, height, left, right, top, bottom } = size;
  const y = scaleLinear()
    .domain([0, greatestDrawn(weeks, baseline)])
    .nice(4)
    .range([height - bottom, top]);
  const x = scalePoint<number>()
    .domain(weeks.map((_, index) => index))
    .range([left, Math.max(left + 1, width - right)])
    .padding(0.5);
  const step = weeks.length > 1 ? x.step() : width - left - right;
  const every = Math.max(1, Math.ceil(labelWidth / Math.max(1, step)));
  return {
    x: weeks.map((_, index) => x(index) ?? left),
    step,
    y: share => y(share),
    top: y.domain()[1] ?? 1,
    ticks: y.ticks(4),
    labelled: weeks.map(
      (_, index) =>
        index === selected || ((weeks.length - 1 - index) % every === 0 && Math.abs(index - selected) >= every),
    ),
  };
}

/** One wide interval must not press the rest flat: intervals stretch the axis to twice the values at most. */
function greatestDrawn(weeks: readonly { mark: WeekMark }[], baseline: number | null): number {
  const values = weeks.flatMap(({ mark }) => (mark.kind === 'gap' ? [] : [mark.value]));
  const highs = weeks.flatMap(({ mark }) => (mark.kind === 'estimate' && mark.interval ? [mark.interval.high] : []));
  const greatest = Math.max(0.1, baseline ?? 0, ...values);
  return Math.min(1, Math.max(greatest, Math.min(2 * greatest, Math.max(0, ...highs))));
}
