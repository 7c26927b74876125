import type { BalanceState, PairState, PanelLabels } from '../src/protocol';
import { DataTable } from './dataTable';
import { useKept } from './kept';
import { Measured } from './measured';
import { PairChart } from './pairChart';
import { steady } from './steady';

/** Each pace beside its guard: the words, the numbers, and both over the weeks. */
export const Balance = steady(function Balance({ balance, labels }: { balance: BalanceState; labels: PanelLabels }) {
  const { title, intro, reading, pairs, measured } = balance;
  const [asTable, setAsTable] = useKept('balance table');
  return (
    <section class="apart" aria-labelledby="balance">
      <h2 id="balance">{title}</h2>
      <p class="quiet intro">{intro}</p>
      {reading && <p class="quiet reading">{reading}</p>}
      <div class="tensions">
        {pairs.map(pair => (
          <Pair key={pair.pair} pair={pair} asTable={asTable} />
        ))}
      </div>
      {pairs.some(({ chart }) => chart) && (
        <vscode-button class="action" appearance="secondary" onClick={() => setAsTable(!asTable)}>
          {asTable ? labels.showChart : labels.showTable}
        </vscode-button>
      )}
      <Measured of="balance" measured={measured} />
    </section>
  );
});

function Pair({ pair, asTable }: { pair: PairState; asTable: boolean }) {
  const { title, word, judged, sentence, rests, week, chart } = pair;
  return (
    <div class="tension">
      <h3>{title}</h3>
      <p class={judged ? 'word' : 'word quiet'}>{word}</p>
      <p>{sentence}</p>
      {rests && <p class="quiet">{rests}</p>}
      {chart && (
        <div class="evidence">
          {!asTable && <PairChart chart={chart} judged={judged ? week : null} />}
          <DataTable table={chart.table} hidden={!asTable} />
        </div>
      )}
    </div>
  );
}
