import { scaleLinear, scalePoint } from 'd3-scale';
import type { WeekMark } from '../src/protocol';
import { weekLabels } from './weekLabels';

/** Pixels: the size of the chart and the room around its plot. */
export interface ChartSize {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
  /** Room that a week's label takes. */
  label: number;
}

/** Where everything goes, in pixels from the chart's top left corner. */
export interface ChartLayout {
  /** Where the plot begins. */
  left: number;
  /** The middle of each week's column. */
  x: number[];
  /** Width of a week's column. */
  step: number;
  y: (share: number) => number;
  /** The greatest share that is drawn: an interval may go beyond it. */
  top: number;
  ticks: number[];
  /** Where {@link weekLabels} stand. */
  labels: (number | null)[];
}

/** @param selected index of the week that is marked; -1 for none. */
export function chartLayout(
  weeks: readonly { mark: WeekMark }[],
  selected: number,
  baseline: number | null,
  size: ChartSize,
): ChartLayout {
  const { width, height, left, right, top, bottom, label } = size;
  const y = scaleLinear()
    .domain([0, greatestDrawn(weeks, baseline)])
    .nice(4)
    .range([height - bottom, top]);
  const x = scalePoint<number>()
    .domain(weeks.map((_, index) => index))
    .range([left, Math.max(left + 1, width - right)])
    .padding(0.5);
  const middles = weeks.map((_, index) => x(index) ?? left);
  return {
    left,
    x: middles,
    step: weeks.length > 1 ? x.step() : width - left - right,
    y: share => y(share),
    top: y.domain()[1] ?? 1,
    ticks: y.ticks(4),
    labels: weekLabels(middles, selected, label, width),
  };
}

/** One wide interval must not press the rest flat: intervals stretch the axis to twice the values at most. */
function greatestDrawn(weeks: readonly { mark: WeekMark }[], baseline: number | null): number {
  const values = weeks.flatMap(({ mark }) => (mark.kind === 'gap' ? [] : [mark.value]));
  const highs = weeks.flatMap(({ mark }) => (mark.kind === 'estimate' && mark.interval ? [mark.interval.high] : []));
  const greatest = Math.max(0.1, baseline ?? 0, ...values);
  return Math.min(1, Math.max(greatest, Math.min(2 * greatest, Math.max(0, ...highs))));
}
