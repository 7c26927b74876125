import type { Throughput } from '../src/protocol';
import { useWidth } from './elementWidth';
import { steady } from './steady';
import { WeekColumns } from './weekColumns';
import { labelGap, weekLabels } from './weekLabels';

/** Pixels: the plot, the room above it for counts, and that below it for weeks. */
const plot = 56;
const above = 16;
const below = 24;
/** Above and below a count, and its height to its width. */
const air = 4;
const tallDigit = 1.3;
/** A column is never wider. */
const mostColumn = 40;
/** Columns from this width on have room for a count. */
const leastForCount = 14;
const leastLabel = 56;

export interface ThroughputChartProps {
  throughput: Throughput;
  /** ISO 8601 week. */
  selected: string | null;
  /** Left out where nobody can pick one. */
  onSelect?: (week: string) => void;
}

/** How many requests landed in each week, the one that is looked at marked: the way to it, too. */
export const ThroughputChart = steady(function ThroughputChart({
  throughput,
  selected,
  onSelect,
}: ThroughputChartProps) {
  const { title, text, list, weeks, baseline } = throughput;
  const [ref, width, roomFor] = useWidth();
  const most = Math.max(1, baseline?.value ?? 0, ...weeks.map(({ count }) => count));
  const column = Math.min(mostColumn, width / Math.max(1, weeks.length));
  const end = column * weeks.length;
  const gap = column >= leastForCount ? 3 : 1;
  const ground = above + plot;
  const under = ground + below - 1.5;
  const top = (count: number) => ground - (count / most) * plot;
  const median = baseline && top(baseline.value);
  /** Above its column, and above the line of the median where that would go through it. */
  const countAt = (count: number) => {
    const y = top(count) - air;
    const isCrossed = median !== null && median < y + air && median > y - tall - air;
    return isCrossed ? median - air : y;
  };
  const now = weeks.findIndex(({ week }) => week === selected);
  const room = roomFor(
    weeks.map(({ short }) => short),
    leastLabel,
  );
  const labels = weekLabels(
    weeks.map((_, at) => (at + 0.5) * column),
    now,
    room,
    end,
  );
  const tall = tallDigit * (roomFor(['0'], labelGap + 1) - labelGap);
  const hasCounts =
    column + labelGap >=
    roomFor(
      weeks.map(({ count }) => `${count}`),
      leastForCount + labelGap,
    );

  return (
    <div>
      <h3>{title}</h3>
      <p>{text}</p>
      <div class="throughput" ref={ref} style={{ height: `${ground + below}px`, '--below': `${below}px` }}>
        {onSelect && (
          <WeekColumns
            label={list}
            placeOf={at => ({ left: at * column, width: column, height: ground + below })}
            {...{ weeks, selected, onSelect }}
          />
        )}
        {width > 0 && (
          <svg class="picture" width={end} height={ground + below} aria-hidden="true">
            {weeks.map(({ week, count }, at) => (
              <rect
                key={week}
                class={at === now ? 'week now' : 'week'}
                x={at * column + gap / 2}
                y={top(count)}
                width={column - gap}
                height={ground - top(count)}
                rx={1}
              />
            ))}
            <line class="axis" x1={0} x2={end} y1={ground + 0.5} y2={ground + 0.5} />
            {median !== null && <line class="baseline" x1={0} x2={end} y1={median} y2={median} />}
            {now >= 0 && <line class="here" x1={now * column + 1} x2={(now + 1) * column - 1} y1={under} y2={under} />}
            {weeks.map(
              ({ week, count }, at) =>
                count > 0 &&
                hasCounts && (
                  <text
                    key={week}
                    class={at === now ? 'tick now' : 'tick'}
                    x={(at + 0.5) * column}
                    y={countAt(count)}
                    text-anchor="middle"
                  >
                    {count}
                  </text>
                ),
            )}
            {weeks.map(
              ({ week, short }, at) =>
                typeof labels[at] === 'number' && (
                  <text
                    key={week}
                    class={at === now ? 'tick now' : 'tick'}
                    x={labels[at]}
                    y={ground + 16}
                    text-anchor="middle"
                  >
                    {short}
                  </text>
                ),
            )}
          </svg>
        )}
      </div>
      {baseline && (
        <ul class="legend quiet">
          <li>
            <svg class="glyph" width={16} height={16} aria-hidden="true">
              <line class="baseline" x1={0} x2={16} y1={8} y2={8} />
            </svg>
            {baseline.label}
          </li>
        </ul>
      )}
    </div>
  );
});
