import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { labelGap } from './weekLabels';

/** As `.tick` has it in the style. */
const letterSize = 0.923;

/**
 * The width of an element in pixels, 0 until it is laid out; and what says how much room a chart in it needs for the widest of
 * its labels: `least`, as in letters of VS Code's usual size, or more in larger ones.
 */
export function useWidth() {
  const ref = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  const [font, setFont] = useState('');
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const observer = new ResizeObserver(() => {
      setWidth(Math.floor(element.clientWidth));
      const { fontWeight, fontSize, fontFamily } = getComputedStyle(element);
      setFont(`${fontWeight} ${letterSize * Number.parseFloat(fontSize)}px ${fontFamily}`);
    });
    observer.observe(element);
    // With other letters the page has another height.
    observer.observe(document.body);
    return () => observer.disconnect();
  }, []);
  const roomFor = useCallback(
    (labels: readonly string[], least: number) => Math.max(least, labelGap + widest(labels, font)),
    [font],
  );
  return [ref, width, roomFor] as const;
}

export type RoomFor = ReturnType<typeof useWidth>[2];

const context = document.createElement('canvas').getContext('2d');

function widest(labels: readonly string[], font: string): number {
  if (!context || font === '') return 0;
  context.font = font;
  return Math.max(0, ...labels.map(label => context.measureText(label).width));
}
