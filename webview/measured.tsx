import type { Fact } from '../src/protocol';
import { Disclosure } from './disclosure';

export interface MeasuredProps {
  /** The section's id. */
  of: string;
  measured: { title: string; points: Fact[] };
}

/** How a section's numbers are made, folded away until it is asked for. */
export function Measured({ of, measured }: MeasuredProps) {
  return (
    <Disclosure name={`${of} measured`} title={measured.title}>
      <dl class="measured">
        {measured.points.map(({ term, text }) => (
          <div key={term} class="point">
            <dt>{term}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </Disclosure>
  );
}
