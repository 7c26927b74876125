import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import type { Choice, ReflectionForm as Form, ReflectionAnswers, ReflectionLabels } from '../src/protocol';
import { withSlog } from './reflectionDraft';

export interface ReflectionFormProps {
  form: Form;
  labels: ReflectionLabels;
  answers: ReflectionAnswers;
  onChange: (answers: ReflectionAnswers) => void;
  /** Formats the number of characters that are left. */
  count: (n: number) => string;
  /** Counts up whenever the keyboard is to go to the first question. */
  summons: number;
  children: preact.ComponentChildren;
}

/** The questions of a week. Nothing is sent before the person saves. */
export function ReflectionForm({ form, labels, answers, onChange, count, summons, children }: ReflectionFormProps) {
  const { flow, slogs, biggest, note, ventured, load } = form;
  const first = useRef<HTMLFormElement>(null);
  const noteId = useId();
  useLayoutEffect(() => {
    if (summons > 0) firstControl(first.current)?.focus();
  }, [summons]);
  const change = (changed: Partial<ReflectionAnswers>) => onChange({ ...answers, ...changed });
  const all = slogs.choices.map(({ value }) => value);
  const chosen = slogs.choices.filter(({ value }) => answers.slogs.includes(value));
  return (
    <form class="reflectionForm" ref={first} onSubmit={event => event.preventDefault()}>
      <p class="quiet">{form.intro}</p>
      <Radios {...flow} labels={labels} picked={answers.flow} onPick={flow => change({ flow })} />
      <fieldset class="question">
        <legend>{slogs.question}</legend>
        <div class="choices">
          {slogs.choices.map(({ value, label }) => (
            <label key={value} class="choice">
              <input
                type="checkbox"
                checked={answers.slogs.includes(value)}
                onChange={({ currentTarget }) => onChange(withSlog(answers, value, currentTarget.checked, all))}
              />
              {label}
            </label>
          ))}
        </div>
      </fieldset>
      {chosen.length > 1 && (
        <Radios
          question={biggest}
          choices={chosen}
          labels={labels}
          picked={answers.biggest}
          onPick={biggest => change({ biggest })}
        />
      )}
      <div class="question">
        <label for={noteId}>{note.label}</label>
        <textarea
          id={noteId}
          dir="auto"
          rows={3}
          maxLength={note.longest}
          value={answers.note}
          aria-describedby={`${noteId}-left`}
          onInput={({ currentTarget }) => change({ note: currentTarget.value })}
        />
        <p id={`${noteId}-left`} class="quiet">
          {note.left}: {count(note.longest - answers.note.length)}
        </p>
      </div>
      <Radios {...ventured} labels={labels} picked={answers.ventured} onPick={ventured => change({ ventured })} />
      <Radios {...load} labels={labels} picked={answers.load} onPick={load => change({ load })} />
      <p class="buttons">{children}</p>
    </form>
  );
}

interface RadiosProps<V> {
  question: string;
  choices: Choice<V>[];
  labels: ReflectionLabels;
  picked: V | null;
  onPick: (value: V | null) => void;
  /** What the ends of a scale mean. */
  least?: string;
  most?: string;
}

/** One of several, or none: what was picked can be taken back. */
function Radios<V extends string | number>({ question, choices, labels, picked, onPick, least, most }: RadiosProps<V>) {
  const name = useId();
  const group = useRef<HTMLFieldSetElement>(null);
  const clear = () => {
    firstControl(group.current)?.focus();
    onPick(null);
  };
  return (
    <fieldset class="question" ref={group}>
      <legend>{question}</legend>
      <div class={least ? 'choices scale' : 'choices'}>
        {choices.map(({ value, label }, at) => (
          <label key={value} class="choice">
            <input type="radio" name={name} checked={value === picked} onChange={() => onPick(value)} />
            {label}
            {least && at === 0 && <span class="quiet">{least}</span>}
            {most && at === choices.length - 1 && <span class="quiet">{most}</span>}
          </label>
        ))}
        {picked !== null && (
          <button type="button" class="clear" aria-label={`${labels.clear}: ${question}`} onClick={clear}>
            {labels.clear}
          </button>
        )}
      </div>
    </fieldset>
  );
}

/** Of a group of radio buttons the one that the keyboard goes to: the checked one, else the first. */
function firstControl(parent: HTMLElement | null): HTMLInputElement | null {
  const inputs = parent?.querySelectorAll('input');
  const [first] = inputs ?? [];
  if (!first) return null;
  return [...(inputs ?? [])].find(({ name, checked }) => checked && name === first.name) ?? first;
}
