import './panel.css';
import './toolkit';
import { render } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { PanelBody, PanelState } from '../src/protocol';
import { AiLens } from './aiLens';
import { announcementOf, type Shown } from './announcement';
import { Balance } from './balance';
import { Durability } from './durability';
import { Flow } from './flow';
import { Folded } from './folded';
import { Ground } from './ground';
import { keep, onMessage, send, view } from './host';
import { Reflection, toNumbers } from './reflection';
import { Requests } from './requests';
import { Summary } from './summary';

function Panel() {
  const [{ state, said }, setShown] = useState<Shown>({ state: null, said: '' });
  const [summons, setSummons] = useState(0);
  const summon = () => setSummons(before => before + 1);
  const ready = state !== null && state.body.kind !== 'reading';
  const folded = state?.reflection?.folded ?? null;
  const shows = useRef(false);
  useEffect(() => {
    if (folded || !shows.current) return;
    shows.current = false;
    toNumbers();
  }, [folded]);
  useEffect(() => {
    onMessage(message => {
      if (message.type === 'reflect') return summon();
      const { state } = message;
      setShown(before => ({ state, said: announcementOf(before, state, view.week) }));
    });
    send({ type: 'ready', repository: view.repository });
  }, []);
  useLayoutEffect(() => {
    if (!ready) return;
    window.scrollTo(0, view.scrollY);
    const remember = () => keep({ scrollY: window.scrollY });
    window.addEventListener('scrollend', remember);
    return () => window.removeEventListener('scrollend', remember);
  }, [ready]);
  return (
    <>
      <h1 class="unseen">{state?.title}</h1>
      {state && state.repositories.length > 1 && <Picker state={state} />}
      {folded && state?.reflection && (
        <Folded
          {...{ reflection: state.reflection, folded, flow: state.flow, onAnswer: summon }}
          onShow={() => {
            shows.current = true;
          }}
        />
      )}
      {!folded && state?.body.kind === 'week' && <Summary key={state.selected} summary={state.body.summary} />}
      {!folded && state?.flow && <Flow flow={state.flow} labels={state.labels} />}
      {state && !(folded && state.body.kind === 'week') && <Body body={state.body} state={state} />}
      {state?.reflection && (
        <Reflection reflection={state.reflection} panelLabels={state.labels} {...{ locale: state.locale, summons }} />
      )}
      <div class="unseen" role="status">
        {said}
      </div>
    </>
  );
}

function Picker({ state: { labels, repositories, selected } }: { state: PanelState }) {
  const dropdown = useRef<HTMLElement & { value: string }>(null);
  // It takes an option's `selected` only where the option was there before it.
  useEffect(() => {
    const frame = requestAnimationFrame(() => {
      if (dropdown.current && selected !== null) dropdown.current.value = selected;
    });
    return () => cancelAnimationFrame(frame);
  }, [selected, repositories.length]);
  const pick = (event: Event) => {
    const { value } = event.currentTarget as HTMLSelectElement;
    if (value === selected) return;
    keep({ repository: value });
    send({ type: 'selectRepository', repository: value });
  };
  return (
    <div class="picker">
      <label for="repository">{labels.repository}</label>
      <vscode-dropdown ref={dropdown} id="repository" aria-label={labels.repository} onChange={pick}>
        {repositories.map(({ key, name }) => (
          <vscode-option key={key} value={key} selected={key === selected}>
            {name}
          </vscode-option>
        ))}
      </vscode-dropdown>
    </div>
  );
}

function Body({ body, state: { labels, locale, selected } }: { body: PanelBody; state: PanelState }) {
  switch (body.kind) {
    case 'week':
      return (
        <>
          <Durability durability={body.durability} labels={labels} locale={locale} />
          <Requests key={selected} requests={body.requests} labels={labels} />
          <Balance balance={body.balance} labels={labels} />
          <Ground ground={body.ground} />
          <AiLens ai={body.ai} />
        </>
      );
    case 'reading':
      return (
        <section class="waiting">
          <p class="sentence">{body.text}</p>
          <progress
            aria-label={body.text}
            {...(body.progress ? { value: body.progress.done, max: Math.max(1, body.progress.total) } : {})}
          />
          <p class="quiet">{body.progress?.text ?? '\u00a0'}</p>
        </section>
      );
    case 'notice': {
      const { title, text, action } = body;
      return (
        <section class="waiting">
          <h2>{title}</h2>
          {text && <p>{text}</p>}
          {action && <vscode-button onClick={() => send({ type: action.message })}>{action.label}</vscode-button>}
        </section>
      );
    }
  }
}

const root = document.getElementById('panel');
if (root) render(<Panel />, root);
