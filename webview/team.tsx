import type { TeamQuestionState, TeamState, TeamSumsState } from '../src/protocol';
import { Command } from './command';
import { DataTable } from './dataTable';
import { useKept } from './kept';
import { Measured } from './measured';

/** What the team shared of the week, and what the person did. */
export function Team({ team }: { team: TeamState }) {
  const { title, sentence, trouble, anew, sums, own, buttons, labels, measured } = team;
  return (
    <section class="apart team" aria-labelledby="team">
      <h2 id="team">{title}</h2>
      <p class="sentence">{sentence}</p>
      {trouble && <p class="quiet">{trouble}</p>}
      {anew && (
        <p class="buttons quiet">
          <span>{anew.text}</span>
          <Command {...anew.button} />
        </p>
      )}
      {sums && <Sums sums={sums} labels={labels} />}
      {own && (
        <div class="own">
          <h3>{own.title}</h3>
          <p class="quiet">{own.text}</p>
          <dl class="measured">
            {own.facts.map(({ term, text }) => (
              <div key={term} class="point">
                <dt>{term}</dt>
                <dd>{text}</dd>
              </div>
            ))}
          </dl>
        </div>
      )}
      <p class="buttons">
        {buttons.map(button => (
          <Command key={button.command} {...button} />
        ))}
      </p>
      <Measured of="team" measured={measured} />
    </section>
  );
}

function Sums({ sums, labels }: { sums: TeamSumsState; labels: TeamState['labels'] }) {
  const { title, questions, hidden, before, table } = sums;
  const [asTable, setAsTable] = useKept('team table');
  return (
    <div class="evidence">
      <h3>{title}</h3>
      {!asTable && (
        <div class="sums" aria-hidden="true">
          {questions.map(question => (
            <Question key={question.title} question={question} />
          ))}
        </div>
      )}
      <DataTable table={table} hidden={!asTable} />
      {before && !asTable && <p class="quiet">{before}</p>}
      {hidden && <p class="quiet">{hidden}</p>}
      <vscode-button appearance="secondary" onClick={() => setAsTable(!asTable)}>
        {asTable ? labels.showChart : labels.showTable}
      </vscode-button>
    </div>
  );
}

/** The same stands in the table, which a screen reader reads. */
function Question({ question: { title, most, bars } }: { question: TeamQuestionState }) {
  return (
    <div>
      <h4>{title}</h4>
      {most && <p>{most}</p>}
      {bars.map(({ label, share, text, before }) => (
        <div key={label} class="tally">
          <span>{label}</span>
          <span class="lane">
            <span class="filled" style={{ inlineSize: `${share * 100}%` }} />
            {before !== null && <span class="release" style={{ insetInlineStart: `${before * 100}%` }} />}
          </span>
          <span class="value">{text}</span>
        </div>
      ))}
    </div>
  );
}
