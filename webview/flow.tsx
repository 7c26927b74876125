import type { FlowEvidence, FlowLabels, FlowState, PanelAction, PanelLabels, Table } from '../src/protocol';
import { Command } from './command';
import { DataTable } from './dataTable';
import { DayStrips } from './dayStrips';
import { Action } from './example';
import { FlowFigures } from './flowFigures';
import { useKept } from './kept';
import { Measured } from './measured';
import { useFollowing } from './pageWeek';
import { steady } from './steady';

export interface FlowProps {
  flow: FlowState;
  labels: PanelLabels;
  /** Leads to the example, where there is little focus yet. */
  offer: PanelAction | null;
  onTurn: (weeks: -1 | 1) => void;
}

/** The person's focus: the sentence, the week by day and hour, and what it rests on. */
export const Flow = steady(function Flow({ flow, labels, offer, onTurn }: FlowProps) {
  const { title, trouble, paused, week, measured } = flow;
  const [asTable, setAsTable] = useKept('flow table');
  const { box, takesFocus } = useFollowing(week.week);

  return (
    <section class="flowSection" aria-labelledby="flow">
      <h2 id="flow">{title}</h2>
      <p class="sentence">{week.sentence}</p>
      <div role="status">
        {trouble && <p class="aware">{trouble}</p>}
        {paused && <p class="aware">{paused.text}</p>}
      </div>
      {paused && <Command {...paused.resume} />}
      {offer && (
        <p class="toExample">
          <Action action={offer} quiet />
        </p>
      )}
      {week.evidence && (
        <>
          <div class="evidence" ref={box}>
            {asTable ? (
              <DataTable table={tableOf(week.evidence, flow.labels)} />
            ) : (
              <DayStrips
                week={week.week}
                evidence={week.evidence}
                labels={flow.labels}
                onTurn={onTurn}
                focusBlock={takesFocus}
              />
            )}
          </div>
          <vscode-button class="action" appearance="secondary" onClick={() => setAsTable(!asTable)}>
            {asTable ? labels.showChart : labels.showTable}
          </vscode-button>
          <FlowFigures evidence={week.evidence} />
        </>
      )}
      <Measured of="flow" measured={measured} />
    </section>
  );
});

function tableOf({ days }: FlowEvidence, { table }: FlowLabels): Table {
  return {
    ...table,
    rows: days.flatMap(({ name, blocks }) => blocks.flatMap(({ cells }) => (cells ? [[name, ...cells]] : []))),
  };
}
