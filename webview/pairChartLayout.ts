import { scalePoint } from 'd3-scale';
import { weekLabels } from './weekLabels';

/** Where the points of a pair's chart go, in pixels from its top left corner. */
export interface PairChartLayout {
  /** The middle of each week. */
  x: number[];
  /** Of a value of 0 to 1. */
  y: (value: number) => number;
  /** Where {@link weekLabels} stand. */
  labels: (number | null)[];
  /** Half the size of a point's mark: smaller where weeks lie close. */
  radius: number;
}

export interface PairChartSize {
  width: number;
  /** Of the plot and of the room above it. */
  plot: number;
  above: number;
  /** Room at both sides. */
  side: number;
  /** Room that a week's label takes. */
  label: number;
}

/** @param marked index of the week that is marked; -1 for none. */
export function pairChartLayout(weeks: number, marked: number, size: PairChartSize): PairChartLayout {
  const { width, plot, above, side, label } = size;
  const scale = scalePoint<number>()
    .domain(Array.from({ length: weeks }, (_, index) => index))
    .range([side, Math.max(side + 1, width - side)]);
  const step = scale.step() || width;
  const x = Array.from({ length: weeks }, (_, index) => scale(index) ?? side);
  return {
    x,
    y: value => above + plot * (1 - value),
    labels: weekLabels(x, marked, label, width),
    radius: step < 10 ? 2 : 3,
  };
}
