import { line } from 'd3-shape';
import { useMemo } from 'preact/hooks';
import type { PairChart as PairChartState, PairLine } from '../src/protocol';
import { useWidth } from './elementWidth';
import { type PairChartLayout, pairChartLayout } from './pairChartLayout';

/** Pixels: the plot, the room above it, that below it for weeks, and at both sides. */
const plot = 64;
const above = 8;
const below = 22;
const side = 20;
const leastLabel = 56;

type Kind = 'pace' | 'guard';

/** A pair over the weeks: a picture for the eyes, whose numbers stand in the table beside it. */
export function PairChart({ chart, judged }: { chart: PairChartState; judged: string | null }) {
  const [ref, width, roomFor] = useWidth();
  const { weeks, pace, guard } = chart;
  const at = weeks.findIndex(({ week }) => week === judged);
  const layout = useMemo(() => {
    const label = roomFor(
      weeks.map(({ short }) => short),
      leastLabel,
    );
    return pairChartLayout(weeks.length, at, { width, plot, above, side, label });
  }, [weeks, at, width, roomFor]);
  const ground = above + plot;
  const marked = layout.x[at];
  return (
    <figure class="pairChart">
      <ul class="legend quiet" aria-hidden="true">
        <Legend kind="pace" line={pace} />
        <Legend kind="guard" line={guard} />
      </ul>
      <div ref={ref} style={{ height: `${ground + below}px` }}>
        {width > 0 && (
          <svg class="picture" width={width} height={ground + below} aria-hidden="true">
            <line class="grid" x1={0} x2={width} y1={above - 0.5} y2={above - 0.5} />
            <line class="axis" x1={0} x2={width} y1={ground + 0.5} y2={ground + 0.5} />
            {marked !== undefined && <line class="judged" x1={marked} x2={marked} y1={above} y2={ground} />}
            <Line kind="guard" values={guard.values} layout={layout} />
            <Line kind="pace" values={pace.values} layout={layout} />
            {weeks.map(
              ({ week, short }, index) =>
                typeof layout.labels[index] === 'number' && (
                  <text
                    key={week}
                    class={index === at ? 'tick now' : 'tick'}
                    x={layout.labels[index]}
                    y={ground + 17}
                    text-anchor="middle"
                  >
                    {short}
                  </text>
                ),
            )}
          </svg>
        )}
      </div>
    </figure>
  );
}

/** It breaks where a week is missing. */
function Line({ kind, values, layout }: { kind: Kind; values: PairLine['values']; layout: PairChartLayout }) {
  const { x, y, radius } = layout;
  const path = line<number | null>(
    (_, index) => x[index] ?? 0,
    value => y(value ?? 0),
  ).defined(value => value !== null);
  return (
    <g class={kind}>
      <path class="way" d={path(values) ?? ''} />
      {values.map(
        (value, index) =>
          value !== null && <Point key={x[index]} {...{ kind, radius }} x={x[index] ?? 0} y={y(value)} />,
      )}
    </g>
  );
}

function Point({ kind, x, y, radius }: { kind: Kind; x: number; y: number; radius: number }) {
  if (kind === 'pace') return <circle class="point" cx={x} cy={y} r={radius} />;
  const r = radius + 1;
  return <path class="point" d={`M${x},${y - r}l${r},${r}l${-r},${r}l${-r},${-r}z`} />;
}

function Legend({ kind, line: { label } }: { kind: Kind; line: PairLine }) {
  return (
    <li>
      <svg class={`glyph ${kind}`} width={24} height={16} aria-hidden="true">
        <path class="way" d="M0,8h24" />
        <Point kind={kind} x={12} y={8} radius={3} />
      </svg>
      {label}
    </li>
  );
}
