import type { Figure } from '../src/protocol';

/** Numbers in a row, each with what it is and what it rests on. */
export function Figures({ figures }: { figures: Figure[] }) {
  return (
    <dl class="figures">
      {figures.map(({ term, value, note }) => (
        <div key={term} class="figure">
          <dt>{term}</dt>
          <dd class="value">
            <bdi>{value}</bdi>
          </dd>
          {note && (
            <dd class="quiet">
              <bdi>{note}</bdi>
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
}
