import { useMemo } from 'preact/hooks';
import type { FeltPlot, FeltState, PanelLabels } from '../src/protocol';
import { DataTable } from './dataTable';
import { useWidth } from './elementWidth';
import { dotRadius, feltPlotLayout, stepLabel } from './feltPlotLayout';
import { useKept } from './kept';

const size = { height: 168, left: 16, right: 8, top: 24, bottom: 28 };

/** What was felt against what was measured, a dot for each week. */
export function FeltPlots({ felt, labels }: { felt: FeltState; labels: PanelLabels }) {
  const [asTable, setAsTable] = useKept('felt table');
  return (
    <div class="felt">
      <h3>{felt.title}</h3>
      <p class="quiet">{felt.hint}</p>
      <div class="pair">
        {felt.plots.map(plot => (
          <figure key={plot.title}>
            <figcaption>
              {plot.title}
              <p class="quiet">{plot.text}</p>
            </figcaption>
            {plot.dots.length > 0 && (
              <>
                {!asTable && <Plot plot={plot} />}
                <DataTable table={plot.table} hidden={!asTable} />
              </>
            )}
          </figure>
        ))}
      </div>
      {felt.plots.some(({ dots }) => dots.length > 0) && (
        <vscode-button class="action" appearance="secondary" onClick={() => setAsTable(!asTable)}>
          {asTable ? labels.showChart : labels.showTable}
        </vscode-button>
      )}
    </div>
  );
}

function Plot({ plot }: { plot: FeltPlot }) {
  const [ref, width, roomFor] = useWidth();
  const layout = useMemo(
    () => feltPlotLayout(plot, { ...size, width }, text => roomFor([text], stepLabel(text))),
    [plot, width, roomFor],
  );
  const { height, left, right, top, bottom } = size;
  const ground = height - bottom;
  return (
    <div class="plot" ref={ref} style={{ height: `${height}px` }}>
      {width > 0 && (
        <svg class="picture" width={width} height={height} aria-hidden="true">
          <line class="axis" x1={left} x2={width - right} y1={ground + 0.5} y2={ground + 0.5} />
          <line class="grid" x1={left} x2={width - right} y1={top} y2={top} />
          <text class="tick" x={left - 6} y={ground} dy="0.32em" text-anchor="end">
            {plot.least.text}
          </text>
          <text class="tick" x={0} y={top - 8}>
            {plot.most.text}
          </text>
          {plot.steps.map(({ short }, at) => (
            <g key={short}>
              <line class="grid" x1={layout.steps[at]} x2={layout.steps[at]} y1={top} y2={ground} />
              {layout.labelled[at] && (
                <text class="tick" x={layout.labels[at]} y={height - 8} text-anchor="middle">
                  {short}
                </text>
              )}
            </g>
          ))}
          {plot.dots.map(({ week, text }, at) => (
            <circle key={week} class="counted" cx={layout.dots[at]?.x} cy={layout.dots[at]?.y} r={dotRadius}>
              <title>{text}</title>
            </circle>
          ))}
        </svg>
      )}
    </div>
  );
}
