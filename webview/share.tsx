import './panel.css';
import './share.css';
import './toolkit';
import { render } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { FromShare, LiteralBlock, ShareState, ToShare } from '../src/shareProtocol';
import { DataTable } from './dataTable';

declare function acquireVsCodeApi(): { postMessage(message: FromShare): void };

const api = acquireVsCodeApi();
const send = (message: FromShare) => api.postMessage(message);

/** What sharing takes and can't promise, what would be answered, and the decision: one page, read from top to bottom. */
function Share() {
  const [state, setState] = useState<ShareState | null>(null);
  useEffect(() => {
    window.addEventListener('message', ({ data }: MessageEvent<ToShare>) => setState(data.state));
    send({ type: 'ready' });
  }, []);
  return (
    <div class="share">
      {state && (
        <>
          <h1>{state.title}</h1>
          <p>{state.lead}</p>
          {state.sharing && <Sharing sharing={state.sharing} />}
          <Points {...state.leaves} />
          <section aria-labelledby="who">
            <h2 id="who">{state.who.title}</h2>
            <DataTable table={state.who.table} />
          </section>
          <Points {...state.limits} />
          <Answers answers={state.answers} literal={state.literal} />
          <People people={state.people} />
          <Host host={state.host} />
          <Decision decision={state.decision} />
        </>
      )}
      <div class="unseen" role="status">
        {state?.announcement}
      </div>
    </div>
  );
}

function Sharing({ sharing: { text, showLog, stop } }: { sharing: NonNullable<ShareState['sharing']> }) {
  return (
    <section aria-label={text}>
      <p class="bloat">{text}</p>
      <div class="buttons">
        <vscode-button appearance="secondary" onClick={() => send({ type: 'showLog' })}>
          {showLog}
        </vscode-button>
        <vscode-button appearance="secondary" onClick={() => send({ type: 'stop' })}>
          {stop}
        </vscode-button>
      </div>
    </section>
  );
}

function Points({ title, points }: { title: string; points: string[] }) {
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      <ul>
        {points.map(point => (
          <li key={point}>{point}</li>
        ))}
      </ul>
    </section>
  );
}

function Answers({ answers, literal }: Pick<ShareState, 'answers' | 'literal'>) {
  return (
    <section aria-labelledby="answers">
      <h2 id="answers">{answers.title}</h2>
      <p>{answers.text}</p>
      <fieldset>
        <legend class="unseen">{answers.title}</legend>
        {answers.list.map(({ question, label, answer, isShared }) => (
          <label key={question} class="choice">
            <input
              type="checkbox"
              checked={isShared}
              onChange={({ currentTarget: { checked } }) => send({ type: 'letShare', question, isShared: checked })}
            />
            <span>
              <b>{label}</b>: <span class={isShared ? '' : 'left'}>{answer}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <h3>{literal.title}</h3>
      {literal.blocks.map(block => (
        <Literal key={block.label} block={block} />
      ))}
    </section>
  );
}

function Literal({ block: { label, text } }: { block: LiteralBlock }) {
  return (
    <figure>
      <figcaption>{label}</figcaption>
      <pre dir="ltr">{text}</pre>
    </figure>
  );
}

function People({ people: { title, label, hint, choices, picked } }: Pick<ShareState, 'people'>) {
  const dropdown = useRef<HTMLElement & { value: string }>(null);
  useEffect(() => {
    const frame = requestAnimationFrame(() => {
      if (dropdown.current) dropdown.current.value = String(picked);
    });
    return () => cancelAnimationFrame(frame);
  }, [picked, choices.length]);
  const pick = (event: Event) => {
    const people = Number((event.currentTarget as HTMLSelectElement).value);
    if (people !== picked) send({ type: 'setPeople', people });
  };
  return (
    <section aria-labelledby="people">
      <h2 id="people">{title}</h2>
      <div class="field">
        <label for="least">{label}</label>
        <vscode-dropdown ref={dropdown} id="least" aria-label={label} onChange={pick}>
          {choices.map(({ value, label }) => (
            <vscode-option key={value} value={String(value)} selected={value === picked}>
              {label}
            </vscode-option>
          ))}
        </vscode-dropdown>
      </div>
      <p class="quiet">{hint}</p>
    </section>
  );
}

function Host({ host: { title, text, block, button, result } }: Pick<ShareState, 'host'>) {
  return (
    <section aria-labelledby="host">
      <h2 id="host">{title}</h2>
      <p>{text}</p>
      <Literal block={block} />
      <div class="buttons">
        <vscode-button appearance="secondary" onClick={() => send({ type: 'probe' })}>
          {button}
        </vscode-button>
      </div>
      {result && <p class="result">{result}</p>}
    </section>
  );
}

function Decision({ decision: { title, text, share, canShare, decline, trouble } }: Pick<ShareState, 'decision'>) {
  return (
    <section aria-labelledby="decision">
      <h2 id="decision">{title}</h2>
      <p>{text}</p>
      <div class="buttons">
        <vscode-button disabled={!canShare} onClick={() => send({ type: 'agree' })}>
          {share}
        </vscode-button>
        <vscode-button appearance="secondary" onClick={() => send({ type: 'decline' })}>
          {decline}
        </vscode-button>
      </div>
      {trouble && <p class="result">{trouble}</p>}
    </section>
  );
}

const root = document.getElementById('panel');
if (root) render(<Share />, root);
