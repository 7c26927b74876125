import { useRef, useState } from 'preact/hooks';
import type { CommandButton, FlowEvidence, FlowLabels, FlowState, PanelLabels, Table } from '../src/protocol';
import { DataTable } from './dataTable';
import { DayStrips } from './dayStrips';
import { FlowFigures } from './flowFigures';
import { keep, send, view } from './host';
import { Measured } from './measured';
import { WeekPicker } from './weekPicker';

/** The person's focus: the sentence, the week by day and hour, and what it rests on. */
export function Flow({ flow, labels }: { flow: FlowState; labels: PanelLabels }) {
  const { title, trouble, paused, weeks, measured, data } = flow;
  const [picked, setPicked] = useState(view.flowWeek);
  const [asTable, setAsTable] = useState(view.flowAsTable);
  const [focusBlock, setFocusBlock] = useState(false);
  const picker = useRef<HTMLDivElement>(null);
  const at = Math.max(
    0,
    weeks.findIndex(({ week }, index) => week === picked || index === weeks.length - 1),
  );
  const shown = weeks[at];
  const turn = (by: -1 | 1, blockHasFocus: boolean) => {
    const next = weeks[at + by];
    if (!next) return;
    const flowWeek = next === weeks.at(-1) ? null : next.week;
    keep({ flowWeek });
    setPicked(flowWeek);
    setFocusBlock(blockHasFocus);
    if (blockHasFocus && !next.evidence) picker.current?.querySelector('button')?.focus();
  };
  const toggle = () => {
    keep({ flowAsTable: !asTable });
    setAsTable(!asTable);
  };

  return (
    <section class="flowSection" aria-labelledby="flow">
      <div class="heading">
        <h2 id="flow">{title}</h2>
        {weeks.length > 1 && (
          <WeekPicker {...{ at, weeks, labels: flow.labels, picker }} turn={by => turn(by, false)} />
        )}
      </div>
      <p class="sentence">{shown?.sentence}</p>
      <div role="status">
        {trouble && <p class="aware">{trouble}</p>}
        {paused && <p class="aware">{paused.text}</p>}
      </div>
      {paused && <Command {...paused.resume} />}
      {shown?.evidence && (
        <>
          <div class="evidence">
            {!asTable && (
              <DayStrips
                key={shown.week}
                evidence={shown.evidence}
                labels={flow.labels}
                onTurn={by => turn(by, true)}
                focusBlock={focusBlock}
              />
            )}
            <DataTable table={tableOf(shown.evidence, flow.labels)} hidden={!asTable} />
          </div>
          <vscode-button class="action" appearance="secondary" onClick={toggle}>
            {asTable ? labels.showChart : labels.showTable}
          </vscode-button>
          <FlowFigures evidence={shown.evidence} />
        </>
      )}
      <div class="data">
        <h3>{data.title}</h3>
        <p>{data.text}</p>
        <p class="buttons">
          {data.buttons.map(button => (
            <Command key={button.command} {...button} />
          ))}
        </p>
      </div>
      <Measured
        measured={measured}
        open={view.flowMeasuredOpen}
        onToggle={flowMeasuredOpen => keep({ flowMeasuredOpen })}
      />
    </section>
  );
}

function Command({ label, command }: CommandButton) {
  return (
    <vscode-button appearance="secondary" onClick={() => send({ type: 'runCommand', command })}>
      {label}
    </vscode-button>
  );
}

function tableOf({ days }: FlowEvidence, { table }: FlowLabels): Table {
  return {
    ...table,
    rows: days.flatMap(({ name, blocks }) => blocks.flatMap(({ cells }) => (cells ? [[name, ...cells]] : []))),
  };
}
