import { useState } from 'preact/hooks';
import type { DurabilityState, PanelLabels } from '../src/protocol';
import { ChurnChart } from './churnChart';
import { DataTable } from './dataTable';
import { keep, send, view } from './host';
import { Measured } from './measured';
import { WeekDetails } from './weekDetails';

export interface DurabilityProps {
  durability: DurabilityState;
  labels: PanelLabels;
  locale: string;
}

/** How long the person's lines last: the sentence, churn by week, and what it rests on. */
export function Durability({ durability, labels, locale }: DurabilityProps) {
  const { title, sentence, caveats, action, weeks, baseline, table, lines, measured } = durability;
  const [week, setWeek] = useState(view.week);
  const [asTable, setAsTable] = useState(view.asTable);
  const selected = weeks.find(each => each.week === week) ?? weeks.find(each => each.week === durability.week);
  const select = (chosen: string) => {
    keep({ week: chosen });
    setWeek(chosen);
  };
  const toggle = () => {
    keep({ asTable: !asTable });
    setAsTable(!asTable);
  };

  return (
    <section aria-labelledby="durability">
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
      {selected && (
        <div class="beside">
          <div class="evidence">
            {asTable ? (
              <DataTable table={table} />
            ) : (
              <>
                <ChurnChart {...{ weeks, baseline, selected, labels, locale }} onSelect={select} />
                <DataTable table={table} hidden />
              </>
            )}
            <vscode-button appearance="secondary" onClick={toggle}>
              {asTable ? labels.showChart : labels.showTable}
            </vscode-button>
          </div>
          <WeekDetails week={selected} labels={labels} />
        </div>
      )}
      {lines && (
        <div class="lines">
          <DataTable table={lines} />
        </div>
      )}
      <Measured measured={measured} open={view.measuredOpen} onToggle={measuredOpen => keep({ measuredOpen })} />
    </section>
  );
}
