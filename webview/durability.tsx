import type { DurabilityState, PanelLabels } from '../src/protocol';
import { ChurnChart } from './churnChart';
import { DataTable } from './dataTable';
import { Disclosure } from './disclosure';
import { send } from './host';
import { useKept } from './kept';
import { Measured } from './measured';
import { pickWeek } from './pageWeek';
import { steady } from './steady';
import { WeekDetails } from './weekDetails';

export interface DurabilityProps {
  durability: DurabilityState;
  labels: PanelLabels;
  locale: string;
}

/** How long the person's lines last: the sentence, churn by week, and what it rests on. */
export const Durability = steady(function Durability({ durability, labels, locale }: DurabilityProps) {
  const { title, sentence, caveats, action, weeks, week, nothing, baseline, table, lines, measured } = durability;
  const [asTable, setAsTable] = useKept('durability table');

  return (
    <section class="durabilitySection" aria-labelledby="durability">
      <h2 id="durability">{title}</h2>
      <p class="sentence">{sentence}</p>
      {caveats.map(caveat => (
        <p key={caveat} class="quiet">
          {caveat}
        </p>
      ))}
      {action && (
        <vscode-button class="action" onClick={() => send({ type: action.message })}>
          {action.label}
        </vscode-button>
      )}
      {weeks.length > 0 && (
        <div class="beside">
          <div class="evidence">
            {asTable ? (
              <DataTable table={table} />
            ) : (
              <>
                <ChurnChart
                  {...{ weeks, baseline, labels, locale }}
                  selected={week?.week ?? null}
                  onSelect={pickWeek}
                />
                <DataTable table={table} hidden />
              </>
            )}
            <vscode-button appearance="secondary" onClick={() => setAsTable(!asTable)}>
              {asTable ? labels.showChart : labels.showTable}
            </vscode-button>
          </div>
          {week ? <WeekDetails week={week} labels={labels} /> : <p class="details quiet">{nothing}</p>}
        </div>
      )}
      {lines && (
        <Disclosure class="folded" name="lines" title={lines.caption}>
          <DataTable table={lines} />
        </Disclosure>
      )}
      <Measured of="durability" measured={measured} />
    </section>
  );
});
