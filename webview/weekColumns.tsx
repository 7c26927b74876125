import { useRef } from 'preact/hooks';
import { heldWith, indexAfter } from './listKeys';

export interface WeekColumnsProps {
  label: string;
  /** Oldest first; what is said of each. */
  weeks: readonly { week: string; spoken: string }[];
  /** ISO 8601 week; `null` for none of them. */
  selected: string | null;
  onSelect: (week: string) => void;
  /** Where a week's column lies in its box, pixels. */
  placeOf: (at: number) => { left: number; width: number; height: number };
}

/** What lies over a chart by week for pointer, keyboard and screen reader: one stop for the Tab key, arrows inside. */
export function WeekColumns({ label, weeks, selected, onSelect, placeOf }: WeekColumnsProps) {
  const columns = useRef<(HTMLElement | null)[]>([]);
  const reached = weeks.some(({ week }) => week === selected) ? selected : weeks.at(-1)?.week;
  const go = (event: KeyboardEvent, at: number) => {
    const next = heldWith(event) ? null : indexAfter(event.key, at, weeks.length, 'horizontal');
    const week = next === null ? undefined : weeks[next];
    if (next === null || !week) return;
    event.preventDefault();
    onSelect(week.week);
    columns.current[next]?.focus();
  };
  return (
    <div role="listbox" aria-label={label} aria-orientation="horizontal" tabIndex={-1}>
      {weeks.map(({ week, spoken }, at) => {
        const { left, width, height } = placeOf(at);
        return (
          <div
            key={week}
            class="column"
            role="option"
            aria-selected={week === selected}
            aria-label={spoken}
            tabIndex={week === reached ? 0 : -1}
            ref={element => {
              columns.current[at] = element;
            }}
            onClick={() => onSelect(week)}
            onKeyDown={event => go(event, at)}
            style={{ left: `${left}px`, width: `${width}px`, height: `${height}px` }}
          />
        );
      })}
    </div>
  );
}
