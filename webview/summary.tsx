import { useRef, useState } from 'preact/hooks';
import type { SummaryState } from '../src/protocol';
import { keep, view } from './host';
import { Measured } from './measured';
import { WeekPicker } from './weekPicker';

/** The week in one sentence, and what stands out in it. */
export function Summary({ summary: { title, weeks, labels, caveat, measured } }: { summary: SummaryState }) {
  const [picked, setPicked] = useState(view.summaryWeek);
  const picker = useRef<HTMLDivElement>(null);
  const found = weeks.findIndex(({ week }) => week === picked);
  const at = found < 0 ? weeks.length - 1 : found;
  const shown = weeks[at];
  const turn = (by: -1 | 1) => {
    const next = weeks[at + by];
    if (!next) return;
    const summaryWeek = next === weeks.at(-1) ? null : next.week;
    keep({ summaryWeek });
    setPicked(summaryWeek);
  };
  return (
    <section class="summarySection" aria-labelledby="summary">
      <div class="heading">
        <h2 id="summary">{title}</h2>
        {weeks.length > 1 && <WeekPicker {...{ at, weeks, turn, labels, picker }} />}
      </div>
      <p class="sentence opening">{shown?.sentence}</p>
      {shown && shown.notes.length > 0 && (
        <ul class="notes" aria-label={labels.notes}>
          {shown.notes.map(note => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      {caveat && <p class="quiet">{caveat}</p>}
      <Measured
        measured={{ ...measured, points: [...(shown?.rests ?? []), ...measured.points] }}
        open={view.summaryMeasuredOpen}
        onToggle={summaryMeasuredOpen => keep({ summaryMeasuredOpen })}
      />
    </section>
  );
}
