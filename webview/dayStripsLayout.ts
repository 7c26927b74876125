import { scaleLinear } from 'd3-scale';
import type { DayAxis, Stretch } from '../src/protocol';

/** Where everything goes on a day's strip, in pixels from its left end. */
export interface DayStripsLayout {
  /** @param minutes since the day's start. */
  x: (minutes: number) => number;
  /** Left end and width of what is seen of a stretch, at least `least` wide; `null` where nothing is. */
  bar: (stretch: Stretch, least: number) => { x: number; width: number } | null;
  ticks: { x: number; text: string }[];
}

/** Room that an hour's label takes, `12 PM` in letters of VS Code's usual size. */
export const hourLabel = 52;
/** Hours from tick to tick. */
const steps = [1, 2, 3, 4, 6, 12];

/** @param label room that an hour's label takes. */
export function dayStripsLayout({ from, to, hours }: DayAxis, width: number, label = hourLabel): DayStripsLayout {
  const x = scaleLinear()
    .domain([from, to])
    .range([0, Math.max(1, width)]);
  const hourWidth = x(from + 60);
  const step = steps.find(each => each * hourWidth >= label) ?? 24;
  return {
    x: minutes => x(minutes),
    bar: (stretch, least) => {
      const [first, last] = [Math.max(from, stretch.from), Math.min(to, stretch.to)];
      if (last <= first) return null;
      const wide = Math.max(least, x(last) - x(first));
      return { x: Math.min(x(first), x(to) - wide), width: wide };
    },
    ticks: hours.filter((_, index) => index % step === 0).map(({ at, text }) => ({ x: x(at), text })),
  };
}

/** A block's place in the week. */
export interface PlacedBlock extends Stretch {
  /** 0 to 6. */
  day: number;
}

/**
 * Which block an arrow key leads to: left and right go on in time; up and down to the nearest one of the next day that
 * has any. `null` for other keys. `blocks` are in order of time.
 */
export function blockAfter(key: string, at: number, blocks: readonly PlacedBlock[]): number | null {
  switch (key) {
    case 'ArrowRight':
      return Math.min(blocks.length - 1, at + 1);
    case 'ArrowLeft':
      return Math.max(0, at - 1);
    case 'Home':
      return 0;
    case 'End':
      return blocks.length - 1;
    case 'ArrowUp':
    case 'ArrowDown':
      return nearestOfAnotherDay(key === 'ArrowUp', at, blocks);
    default:
      return null;
  }
}

function nearestOfAnotherDay(before: boolean, at: number, blocks: readonly PlacedBlock[]): number {
  const here = blocks[at];
  if (!here) return at;
  const beyond = blocks.filter(({ day }) => (before ? day < here.day : day > here.day));
  const day = before ? beyond.at(-1)?.day : beyond[0]?.day;
  const middle = ({ from, to }: Stretch) => (from + to) / 2;
  const distance = (block: Stretch) => Math.abs(middle(block) - middle(here));
  const nearest = beyond
    .filter(block => block.day === day)
    .reduce<PlacedBlock | null>((best, block) => (best && distance(best) <= distance(block) ? best : block), null);
  return nearest ? blocks.indexOf(nearest) : at;
}
