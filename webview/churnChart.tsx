import { area, curveMonotoneX, line } from 'd3-shape';
import { useMemo } from 'preact/hooks';
import type { DurabilityState, PanelLabels, WeekState } from '../src/protocol';
import { type ChartLayout, type ChartSize, chartLayout } from './chartLayout';
import { useWidth } from './elementWidth';
import { WeekColumns } from './weekColumns';

const size: Omit<ChartSize, 'width' | 'label'> = { height: 232, left: 44, right: 8, top: 14, bottom: 30 };
/** Room for `30 Sept.` */
const leastLabel = 56;
/** As wide as a share on the axis is. */
const widePercent = 0.25;
const radius = 4.5;

export interface ChurnChartProps {
  weeks: WeekState[];
  baseline: DurabilityState['baseline'];
  /** ISO 8601 week. */
  selected: string | null;
  /** Left out where nobody can pick one. */
  onSelect?: (week: string) => void;
  labels: PanelLabels;
  locale: string;
}

/** Churn by week: the picture is for the eyes, the columns behind it for pointer, keyboard and screen reader. */
export function ChurnChart({ weeks, baseline, selected, onSelect, labels, locale }: ChurnChartProps) {
  const [ref, width, roomFor] = useWidth();
  const percent = useMemo(() => new Intl.NumberFormat(locale, { style: 'percent' }), [locale]);
  const at = weeks.findIndex(({ week }) => week === selected);
  const layout = useMemo(() => {
    const label = roomFor(
      weeks.map(({ short }) => short),
      leastLabel,
    );
    const left = roomFor([percent.format(widePercent)], size.left);
    return chartLayout(weeks, at, baseline?.value ?? null, { ...size, width, left, label });
  }, [weeks, at, baseline?.value, width, percent, roomFor]);

  return (
    <figure class="chart">
      <figcaption class="quiet">{labels.axis}</figcaption>
      <div class="plot" ref={ref} style={{ height: `${size.height}px`, '--below': `${size.bottom - 2}px` }}>
        {onSelect && (
          <WeekColumns
            label={`${labels.chart}. ${labels.weeksHint}`}
            placeOf={at => ({ left: (layout.x[at] ?? 0) - layout.step / 2, width: layout.step, height: size.height })}
            {...{ weeks, selected, onSelect }}
          />
        )}
        {width > 0 && <Picture {...{ weeks, layout, width, baseline, percent, selected }} />}
      </div>
      <Legend labels={labels} baseline={baseline} weeks={weeks} />
    </figure>
  );
}

interface PictureProps {
  weeks: WeekState[];
  layout: ChartLayout;
  width: number;
  baseline: DurabilityState['baseline'];
  percent: Intl.NumberFormat;
  selected: string | null;
}

function Picture({ weeks, layout, width, baseline, percent, selected }: PictureProps) {
  const { x, y, ticks, left } = layout;
  const right = width - size.right;
  return (
    <svg class="picture" width={width} height={size.height} aria-hidden="true">
      {ticks.map(tick => (
        <g key={tick}>
          <line class={tick === 0 ? 'axis' : 'grid'} x1={left} x2={right} y1={y(tick)} y2={y(tick)} />
          <text class="tick" x={left - 8} y={y(tick)} dy="0.32em" text-anchor="end">
            {percent.format(tick)}
          </text>
        </g>
      ))}
      {baseline && <line class="baseline" x1={left} x2={right} y1={y(baseline.value)} y2={y(baseline.value)} />}
      <Stream weeks={weeks} layout={layout} />
      {weeks.map((week, index) => (
        <Mark key={week.week} week={week} x={x[index] ?? 0} layout={layout} />
      ))}
      {weeks.map(
        (week, index) =>
          typeof layout.labels[index] === 'number' && (
            <text
              key={week.week}
              class={week.week === selected ? 'tick now' : 'tick'}
              x={layout.labels[index]}
              y={size.height - 10}
              text-anchor="middle"
            >
              {week.short}
            </text>
          ),
      )}
    </svg>
  );
}

/** The line through counted weeks, and from the last of them on through estimates; it breaks where a week is missing. */
function Stream({ weeks, layout: { x, y } }: { weeks: WeekState[]; layout: ChartLayout }) {
  const points = weeks.map(({ mark }, index) => ({
    mark,
    x: x[index] ?? 0,
    y: mark.kind === 'gap' ? 0 : y(mark.value),
  }));
  type Point = (typeof points)[number];
  const counted = (point: Point) => point.mark.kind === 'complete';
  const lastCounted = points.findLastIndex(counted);
  const water = area<Point>(
    p => p.x,
    y(0),
    p => p.y,
  )
    .defined(counted)
    .curve(curveMonotoneX);
  const flow = line<Point>(
    p => p.x,
    p => p.y,
  ).curve(curveMonotoneX);
  const guess = points.slice(Math.max(0, lastCounted));
  return (
    <>
      <path class="water" d={water(points) ?? ''} />
      <path class="flow" d={flow.defined(counted)(points) ?? ''} />
      <path class="flow guess" d={flow.defined(point => point.mark.kind !== 'gap')(guess) ?? ''} />
    </>
  );
}

function Mark({ week: { mark }, x, layout: { y, top } }: { week: WeekState; x: number; layout: ChartLayout }) {
  switch (mark.kind) {
    case 'complete':
      return <circle class="counted" cx={x} cy={y(mark.value)} r={radius} />;
    case 'gap':
      return <path class="gap" d={gapPath(x, y(0) - 7)} />;
    case 'estimate': {
      const { interval } = mark;
      const high = interval && y(Math.min(top, interval.high));
      const low = interval && y(interval.low);
      return (
        <>
          {interval && high !== null && low !== null && (
            <>
              <rect class="band" x={x - 6} width={12} y={high} height={Math.max(0, low - high)} rx={3} />
              <path class="whisker" d={whiskerPath(x, low, high, interval.high <= top)} />
            </>
          )}
          <path class="estimate" d={diamondPath(x, y(mark.value), radius + 1)} />
        </>
      );
    }
  }
}

function Legend({ labels, baseline, weeks }: Pick<ChurnChartProps, 'labels' | 'baseline' | 'weeks'>) {
  const has = (kind: WeekState['mark']['kind']) => weeks.some(({ mark }) => mark.kind === kind);
  const hasInterval = weeks.some(({ mark }) => mark.kind === 'estimate' && mark.interval !== null);
  return (
    <ul class="legend quiet">
      {has('complete') && (
        <li>
          <Glyph>
            <circle class="counted" cx={8} cy={8} r={radius} />
          </Glyph>
          {labels.complete}
        </li>
      )}
      {has('estimate') && (
        <li>
          <Glyph>
            {hasInterval && <path class="whisker" d={whiskerPath(8, 15, 1, true)} />}
            <path class="estimate" d={diamondPath(8, 8, radius)} />
          </Glyph>
          {hasInterval ? labels.interval : labels.estimate}
        </li>
      )}
      {has('gap') && (
        <li>
          <Glyph>
            <path class="gap" d={gapPath(8, 8)} />
          </Glyph>
          {labels.gap}
        </li>
      )}
      {baseline && (
        <li>
          <Glyph>
            <line class="baseline" x1={0} x2={16} y1={8} y2={8} />
          </Glyph>
          {baseline.label}
        </li>
      )}
    </ul>
  );
}

function Glyph({ children }: { children: preact.ComponentChildren }) {
  return (
    <svg class="glyph" width={16} height={16} aria-hidden="true">
      {children}
    </svg>
  );
}

const diamondPath = (x: number, y: number, r: number) => `M${x},${y - r}l${r},${r}l${-r},${r}l${-r},${-r}z`;
const gapPath = (x: number, y: number) => `M${x - 3},${y - 3}l6,6m0,-6l-6,6`;
const whiskerPath = (x: number, low: number, high: number, closed: boolean) =>
  `M${x - 4},${low}h8M${x},${low}V${high}${closed ? 'm-4,0h8' : ''}`;
