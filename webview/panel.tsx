import './panel.css';
import './taken.css';
import './toolkit';
import { Fragment, render } from 'preact';
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { PanelBody, PanelState } from '../src/protocol';
import { AiLens } from './aiLens';
import { announcementOf, type Shown } from './announcement';
import { Balance } from './balance';
import { Durability } from './durability';
import { Action, ExampleBand, useExampleFocus } from './example';
import { Flow } from './flow';
import { Folded } from './folded';
import { Ground } from './ground';
import { keep, keepExampleApart, onMessage, send, view } from './host';
import { useKeptPlace } from './keptPlace';
import { turnWeek } from './pageWeek';
import { Reflection, toNumbers } from './reflection';
import { Requests } from './requests';
import { shared } from './shared';
import { Summary } from './summary';
import { TakeAlong } from './takeAlong';
import { Team } from './team';
import { WeekPicker } from './weekPicker';
import { Welcome } from './welcome';
import { YourData } from './yourData';

function Panel() {
  const [{ state, said }, setShown] = useState<Shown>({ state: null, said: '' });
  const [summons, setSummons] = useState(0);
  const summon = () => setSummons(before => before + 1);
  const folded = state?.reflection?.folded ?? null;
  const week = state?.week ?? null;
  const isExample = state !== null && state.example !== null;
  useExampleFocus(state && isExample);
  const shownWeek = useRef(week);
  shownWeek.current = week;
  const turn = useCallback((by: -1 | 1) => shownWeek.current && turnWeek(shownWeek.current, by), []);
  const isWhole = useWhole(state !== null);
  useKeptPlace(isWhole ? state : null);
  const shows = useRef(false);
  useEffect(() => {
    if (folded || !shows.current) return;
    shows.current = false;
    toNumbers();
  }, [folded]);
  useEffect(() => {
    onMessage(message => {
      if (message.type === 'reflect') return summon();
      if (message.type !== 'state') return;
      // Whoever was led to their form is not led there again, nor to that of the example.
      if (keepExampleApart(message.state.example !== null, message.state.week?.shown ?? null)) setSummons(0);
      setShown(before => {
        const state = shared(before.state, message.state);
        return { state, said: announcementOf(before, state) };
      });
    });
    send({ type: 'ready', repository: view.repository, week: view.week });
  }, []);
  return (
    <>
      <Fragment key={isExample}>
        {state?.example && <ExampleBand {...state.example} />}
        {state && <About state={state} />}
        {state?.welcome && <Welcome welcome={state.welcome} quiet={state.body.kind === 'notice'} />}
        {week && (
          <WeekPicker week={week}>{state?.taking && <TakeAlong taking={state.taking} week={week.shown} />}</WeekPicker>
        )}
        {folded && state?.reflection && (
          <Folded
            {...{ reflection: state.reflection, folded, flow: state.flow, onAnswer: summon }}
            onShow={() => {
              shows.current = true;
            }}
          />
        )}
        {state?.body.kind === 'reading' && <Reading {...state.body} />}
        {!folded && state?.body.kind === 'week' && <Summary summary={state.body.summary} />}
        {!folded && state?.flow && <Flow flow={state.flow} labels={state.labels} offer={state.offer} onTurn={turn} />}
        {isWhole && state && !(folded && state.body.kind === 'week') && (
          <Body body={state.body} state={state} onTurn={turn} />
        )}
        {isWhole && state?.reflection && (
          <Reflection
            reflection={state.reflection}
            panelLabels={state.labels}
            {...{ locale: state.locale, summons, isExample }}
          />
        )}
        {isWhole && state?.team && <Team team={state.team} />}
        {isWhole && state?.data && <YourData data={state.data} />}
      </Fragment>
      <div class="unseen" role="status">
        {said}
      </div>
    </>
  );
}

/** Whether what lies below the first sight is drawn too: after the first paint, which need not wait for it. */
function useWhole(isThere: boolean): boolean {
  const [isWhole, setWhole] = useState(false);
  useEffect(() => setWhole(isThere), [isThere]);
  return isWhole;
}

/** What the page is about: a name, or the choice where there are several. */
function About({ state }: { state: PanelState }) {
  if (state.repositories.length > 1) return <Picker state={state} />;
  return state.title ? <p class="about">{state.title}</p> : null;
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

/** How far the reading is: it stands where the week in one sentence will. */
function Reading({ text, progress }: PanelBody & { kind: 'reading' }) {
  return (
    <section class="waiting">
      <p class="sentence">{text}</p>
      <progress aria-label={text} {...(progress ? { value: progress.done, max: Math.max(1, progress.total) } : {})} />
      <p class="quiet">{progress?.text ?? '\u00a0'}</p>
    </section>
  );
}

interface BodyProps {
  body: PanelBody;
  state: PanelState;
  onTurn: (weeks: -1 | 1) => void;
}

function Body({ body, state: { labels, locale, selected }, onTurn }: BodyProps) {
  switch (body.kind) {
    case 'week':
      return (
        <>
          <Durability durability={body.durability} labels={labels} locale={locale} />
          <Requests key={selected} requests={body.requests} labels={labels} onTurn={onTurn} />
          <Balance balance={body.balance} labels={labels} />
          <Ground ground={body.ground} />
          <AiLens ai={body.ai} />
        </>
      );
    case 'reading':
      return null;
    case 'notice': {
      const { title, text, actions } = body;
      return (
        <section class="waiting">
          <h2>{title}</h2>
          {text && <p>{text}</p>}
          <p class="buttons">
            {actions.map((action, index) => (
              <Action key={action.message} action={action} quiet={index > 0} />
            ))}
          </p>
        </section>
      );
    }
  }
}

const root = document.getElementById('panel');
if (root) render(<Panel />, root);
