import { scalePoint } from 'd3-scale';

/** Where the points of a pair's chart go, in pixels from its top left corner. */
export interface PairChartLayout {
  /** The middle of each week. */
  x: number[];
  /** Of a value of 0 to 1. */
  y: (value: number) => number;
  /** Which weeks carry a label: the marked one, and evenly spaced others that do not run into it. */
  labelled: boolean[];
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
}

/** Room that a week's label takes at most. */
const labelWidth = 56;

/** @param marked index of the week that is marked; -1 for none. */
export function pairChartLayout(weeks: number, marked: number, size: PairChartSize): PairChartLayout {
  const { width, plot, above, side } = size;
  const last = weeks - 1;
  const scale = scalePoint<number>()
    .domain(Array.from({ length: weeks }, (_, index) => index))
    .range([side, Math.max(side + 1, width - side)]);
  const step = scale.step() || width;
  const every = Math.max(1, Math.ceil(labelWidth / step));
  const isEven = (index: number) => (last - index) % every === 0;
  return {
    x: Array.from({ length: weeks }, (_, index) => scale(index) ?? side),
    y: value => above + plot * (1 - value),
    labelled: Array.from({ length: weeks }, (_, index) =>
      marked < 0 ? isEven(index) : index === marked || (isEven(index) && Math.abs(index - marked) >= every),
    ),
    radius: step < 10 ? 2 : 3,
  };
}
