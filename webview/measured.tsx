import type { Fact } from '../src/protocol';

export interface MeasuredProps {
  measured: { title: string; points: Fact[] };
  open: boolean;
  /** Called when the person has opened or closed it. */
  onToggle: (open: boolean) => void;
}

/** How a section's numbers are made, folded away until it is asked for. */
export function Measured({ measured, open, onToggle }: MeasuredProps) {
  return (
    <details open={open} onToggle={event => onToggle(event.currentTarget.open)}>
      <summary>{measured.title}</summary>
      <dl class="measured">
        {measured.points.map(({ term, text }) => (
          <div key={term} class="point">
            <dt>{term}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
