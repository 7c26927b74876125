import { useMemo } from 'preact/hooks';
import type { DayAxis, FlowBlock, FlowDay, FlowEvidence, FlowLabels } from '../src/protocol';
import { blockAfter, type DayStripsLayout, dayStripsLayout, hourLabel } from './dayStripsLayout';
import { useWidth } from './elementWidth';
import { useRovingList } from './rovingList';

/** Pixels: a day's row, and the bars in it. */
export const rowHeight = 30;
const deepHeight = 18;
const shorterHeight = 8;
const middle = rowHeight / 2;
/** A block is seen, and can be pointed at, however short it is. */
const leastBar = 2;
const leastTarget = 10;

export interface DayStripsProps {
  /** ISO 8601 week. */
  week: string;
  evidence: FlowEvidence;
  labels: FlowLabels;
  onTurn: (weeks: -1 | 1) => void;
  /** Whether a block takes the focus when the week is another: the keyboard was on one of the week before. */
  focusBlock: boolean;
}

/** Where the days go in an element. */
export function useDays(axis: DayAxis) {
  const [ref, width, roomFor] = useWidth();
  const layout = useMemo(() => {
    const hours = axis.hours.map(({ text }) => text);
    return dayStripsLayout(axis, width, roomFor(hours, hourLabel));
  }, [axis, width, roomFor]);
  return { ref, width, layout };
}

/** The week by day and hour: the picture is for the eyes, the boxes on it for pointer, keyboard and screen reader. */
export function DayStrips({ week, evidence: { axis, days }, labels, onTurn, focusBlock }: DayStripsProps) {
  const { ref, width, layout } = useDays(axis);
  const blocks = useMemo(
    () => days.flatMap((day, at) => day.blocks.map(block => ({ ...block, day: at, key: `${at} ${block.from}` }))),
    [days],
  );
  const list = useRovingList({
    of: week,
    entries: blocks,
    start: blocks.at(-1),
    after: (key, at) => blockAfter(key, at, blocks),
    onTurn,
    takesFocus: focusBlock,
  });
  const { told } = list;

  return (
    <figure class="strips">
      <div role="listbox" aria-label={labels.blocks} aria-orientation="horizontal" tabIndex={-1}>
        {days.map((day, index) => (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset is no group of a listbox.
          <div key={day.name} class="day" role="group" aria-label={day.spoken}>
            <span class="name" aria-hidden="true">
              {day.name}
            </span>
            <div class="track" ref={index === 0 ? ref : null} style={{ height: `${rowHeight}px` }}>
              {width > 0 && <Strip day={day} layout={layout} told={told?.day === index ? told : null} />}
              {blocks
                .filter(block => block.day === index)
                .map(({ key, text, ...block }) => (
                  <div
                    key={key}
                    class="block"
                    role="option"
                    aria-selected={list.isChosen(key)}
                    aria-label={text}
                    tabIndex={list.tabIndexOf(key)}
                    {...list.entry(key)}
                    style={targetStyle(block, layout)}
                  />
                ))}
            </div>
            <span class={day.blocks.length > 0 ? 'total' : 'total quiet'} aria-hidden="true">
              <bdi>{day.total}</bdi>
            </span>
          </div>
        ))}
      </div>
      <div class="day hours" aria-hidden="true">
        <span class="name" />
        <svg class="track picture" height={20} aria-hidden="true">
          {layout.ticks.map(({ x, text }) => (
            <text key={text} class="tick" x={x} y={14} text-anchor="middle">
              {text}
            </text>
          ))}
        </svg>
      </div>
      <p class={told ? 'told' : 'told quiet'} aria-hidden="true">
        {told?.text ?? labels.blockHint}
      </p>
      <Legend days={days} labels={labels} />
    </figure>
  );
}

function targetStyle(block: { from: number; to: number }, layout: DayStripsLayout) {
  const bar = layout.bar(block, leastBar);
  if (!bar) return { display: 'none' };
  const wider = Math.max(0, leastTarget - bar.width);
  return { left: `${bar.x - wider / 2}px`, width: `${bar.width + wider}px` };
}

interface StripProps {
  day: FlowDay;
  layout: DayStripsLayout;
  /** The block that is told of. */
  told: FlowBlock | null;
}

/** A day, drawn. */
export function Strip({ day, layout, told }: StripProps) {
  const passed = day.passed && layout.bar(day.passed, 0);
  const unrecorded = day.unrecorded && layout.bar(day.unrecorded, 0);
  return (
    <svg class="picture" width="100%" height={rowHeight} aria-hidden="true">
      <path class="grid" d={layout.ticks.map(({ x }) => `M${x},0v${rowHeight}`).join('')} />
      {passed && <line class="passed" x1={passed.x} x2={passed.x + passed.width} y1={middle} y2={middle} />}
      {unrecorded && (
        <>
          <line class="unlined" x1={unrecorded.x} x2={unrecorded.x + unrecorded.width} y1={middle} y2={middle} />
          <line class="unrecorded" x1={unrecorded.x} x2={unrecorded.x + unrecorded.width} y1={middle} y2={middle} />
        </>
      )}
      {day.paused.map(stretch => {
        const bar = layout.bar(stretch, leastBar);
        return bar && <Hatching key={stretch.from} {...bar} />;
      })}
      {day.interruptions.map(stretch => {
        const bar = layout.bar(stretch, leastBar);
        return bar && <Interruption key={stretch.from} {...bar} />;
      })}
      {day.blocks.map(block => {
        const bar = layout.bar(block, leastBar);
        return bar && <Bar key={block.from} {...bar} deep={block.deep} told={block.from === told?.from} />;
      })}
    </svg>
  );
}

/** Deep: solid and tall. Shorter: low, and an outline only. */
function Bar({ x, width, deep, told = false }: { x: number; width: number; deep: boolean; told?: boolean }) {
  const height = deep ? deepHeight : shorterHeight;
  const mark = told ? ' told' : '';
  if (deep) return <rect class={`deep${mark}`} x={x} y={middle - height / 2} width={width} height={height} rx={2} />;
  const inner = Math.max(0.5, width - 1);
  return <rect class={`shorter${mark}`} x={x + 0.5} y={middle - height / 2} width={inner} height={height} rx={1.5} />;
}

/** Slanting lines, cut to the box. */
function Hatching({ x, width }: { x: number; width: number }) {
  const [top, bottom] = [middle - deepHeight / 2, middle + deepHeight / 2];
  const lines: string[] = [];
  for (let start = -deepHeight; start < width; start += 6) {
    const first = Math.max(0, start);
    const last = Math.min(width, start + deepHeight);
    if (last > first) lines.push(`M${x + first},${bottom - (first - start)}L${x + last},${bottom - (last - start)}`);
  }
  return (
    <>
      <rect class="pausedBox" x={x} y={top} width={width} height={deepHeight} />
      <path class="pausedLines" d={lines.join('')} />
    </>
  );
}

/** A line from block to block, and a dot above it: it is seen where the line is too short. */
function Interruption({ x, width, dotY = 2.5 }: { x: number; width: number; dotY?: number }) {
  return (
    <>
      <line class="interruption" x1={x} x2={x + width} y1={middle} y2={middle} />
      <circle class="interruptionDot" cx={x + width / 2} cy={dotY} r={1.75} />
    </>
  );
}

/** What the marks of these days mean. */
export function Legend({ days, labels }: { days: readonly FlowDay[]; labels: FlowLabels }) {
  const has = (kind: 'paused' | 'interruptions') => days.some(day => day[kind].length > 0);
  const blocks = days.flatMap(day => day.blocks);
  return (
    <ul class="legend quiet">
      {blocks.some(({ deep }) => deep) && (
        <li>
          <Glyph>
            <Bar x={0} width={18} deep />
          </Glyph>
          {labels.deep}
        </li>
      )}
      {blocks.some(({ deep }) => !deep) && (
        <li>
          <Glyph>
            <Bar x={0} width={18} deep={false} />
          </Glyph>
          {labels.shorter}
        </li>
      )}
      {has('interruptions') && (
        <li>
          <Glyph>
            <Interruption x={0} width={18} dotY={middle - 6} />
          </Glyph>
          {labels.interruption}
        </li>
      )}
      {has('paused') && (
        <li>
          <Glyph>
            <Hatching x={0} width={18} />
          </Glyph>
          {labels.paused}
        </li>
      )}
      {days.some(({ unrecorded }) => unrecorded) && (
        <li>
          <Glyph>
            <line class="unrecorded" x1={0} x2={18} y1={middle} y2={middle} />
          </Glyph>
          {labels.unrecorded}
        </li>
      )}
    </ul>
  );
}

function Glyph({ children }: { children: preact.ComponentChildren }) {
  return (
    <svg class="glyph" width={18} height={rowHeight - 4} viewBox={`0 2 18 ${rowHeight - 4}`} aria-hidden="true">
      {children}
    </svg>
  );
}
