import { scaleLinear } from 'd3-scale';
import type { FeltPlot } from '../src/protocol';

/** Pixels: the size of the plot and the room around it. */
export interface FeltPlotSize {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Where everything goes, in pixels from the top left corner. */
export interface FeltPlotLayout {
  /** The middle of each step. */
  steps: number[];
  /** The middle of each step's label, so that all of it can be read. */
  labels: number[];
  /** In the order of the plot's dots. */
  dots: { x: number; y: number }[];
  /** Which carry a label: both ends and evenly spaced others, as there is room; the last where not even both ends have it. */
  labelled: boolean[];
}

export const dotRadius = 4.5;
/** Room that a label takes, by its characters in letters of VS Code's usual size. */
export const stepLabel = (text: string) => 10 + 7 * text.length;

/** Dots of one step that would hide one another stand side by side. @param label the room that a label takes. */
export function feltPlotLayout(
  { steps, dots, least, most }: Pick<FeltPlot, 'steps' | 'dots' | 'least' | 'most'>,
  { width, height, left, right, top, bottom }: FeltPlotSize,
  label = stepLabel,
): FeltPlotLayout {
  const step = Math.max(1, width - left - right) / Math.max(1, steps.length);
  const y = scaleLinear()
    .domain([least.value, Math.max(most.value, least.value + 1)])
    .range([height - bottom, top])
    .clamp(true);
  const middle = (at: number) => left + (at + 0.5) * step;
  const rooms = steps.map(({ short }) => label(short));
  const labels = rooms.map((room, at) => Math.max(room / 2, Math.min(middle(at), width - room / 2)));
  const last = steps.length - 1;
  const fits = (every: number) =>
    last % every === 0 &&
    labels.every((place, at) => {
      const next = at + every;
      const free = (labels[next] ?? Infinity) - place;
      return at % every > 0 || free >= ((rooms[at] ?? 0) + (rooms[next] ?? 0)) / 2;
    });
  const every = steps.findIndex((_, each) => each > 0 && fits(each));
  const placed: { x: number; y: number; felt: number }[] = [];
  for (const { felt, measured } of dots) {
    const dot = { x: middle(felt), y: y(measured), felt };
    const hides = (x: number) =>
      placed.some(other => other.felt === felt && Math.hypot(other.x - x, other.y - dot.y) < 2 * dotRadius);
    for (let nth = 1; hides(dot.x); nth++) {
      const away = Math.ceil(nth / 2) * 2 * dotRadius;
      if (away > step / 2) break;
      // To the right and to the left in turn.
      dot.x = middle(felt) + (nth % 2 === 1 ? away : -away);
    }
    placed.push(dot);
  }
  return {
    steps: steps.map((_, at) => middle(at)),
    labels,
    dots: placed.map(({ x, y }) => ({ x, y })),
    labelled: steps.map((_, at) => at === last || (every > 0 && at % every === 0)),
  };
}
