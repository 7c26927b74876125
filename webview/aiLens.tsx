import type { AiState } from '../src/protocol';
import { DataTable } from './dataTable';
import { Measured } from './measured';
import { steady } from './steady';

/** Commits with the mark of an assistant beside the rest, and apart from them what the editor tells. */
export const AiLens = steady(function AiLens({
  ai: { title, sentence, table, marks, typed, measured },
}: {
  ai: AiState;
}) {
  return (
    <section class="apart" aria-labelledby="aiLens">
      <h2 id="aiLens">{title}</h2>
      <p class="sentence">{sentence}</p>
      {marks && <p class="quiet">{marks}</p>}
      <div class="pair">
        {table && <DataTable table={table} />}
        {typed && (
          <div class="aside">
            <div>
              <h3>{typed.title}</h3>
              <p>{typed.text}</p>
            </div>
          </div>
        )}
      </div>
      <Measured of="aiLens" measured={measured} />
    </section>
  );
});
