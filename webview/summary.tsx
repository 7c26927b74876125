import type { SummaryState } from '../src/protocol';
import { Measured } from './measured';
import { steady } from './steady';

/** The week in one sentence, and what stands out in it. */
export const Summary = steady(function Summary({
  summary: { title, week, labels, caveat, measured },
}: {
  summary: SummaryState;
}) {
  return (
    <section aria-labelledby="summary">
      <h2 id="summary" class="unseen">
        {title}
      </h2>
      <p class="sentence opening">{week.sentence}</p>
      {week.notes.length > 0 && (
        <ul class="notes" aria-label={labels.notes}>
          {week.notes.map(note => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      {caveat && <p class="quiet">{caveat}</p>}
      <Measured of="summary" measured={{ ...measured, points: [...week.rests, ...measured.points] }} />
    </section>
  );
});
