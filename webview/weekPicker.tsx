import { useEffect } from 'preact/hooks';
import type { PageWeek } from '../src/protocol';
import { heldWith } from './listKeys';
import { pickWeek, turnWeek } from './pageWeek';

export interface WeekPickerProps {
  week: PageWeek;
  /** Stands at the end of the bar. */
  children?: preact.ComponentChildren;
}

/** The week of the page, its heading, and the way to others. A button at its end stays, so that the keyboard does too. */
export function WeekPicker({ week, children }: WeekPickerProps) {
  const { weeks, shown, labels } = week;
  const at = weeks.findIndex(each => each.week === shown);
  const { title, span } = weeks[at] ?? { title: null, span: '' };
  const turn = (by: -1 | 1) => turnWeek(week, by);
  useEffect(() => {
    // VS Code has Alt with the arrows, and Control with these.
    const go = (event: KeyboardEvent) => {
      if (heldWith(event) !== 'Alt' || (event.key !== 'PageUp' && event.key !== 'PageDown')) return;
      event.preventDefault();
      turnWeek(week, event.key === 'PageUp' ? -1 : 1);
    };
    window.addEventListener('keydown', go);
    return () => window.removeEventListener('keydown', go);
  }, [week]);
  const go = (event: KeyboardEvent) => {
    if (heldWith(event)) return;
    const back = document.dir === 'rtl' ? 'ArrowRight' : 'ArrowLeft';
    if (event.key === back) turn(-1);
    else if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') turn(1);
    else if (event.key === 'Home') pickWeek(weeks[0]?.week ?? null);
    else if (event.key === 'End') pickWeek(null);
    else return;
    event.preventDefault();
  };
  return (
    <div class="weekBar">
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for what is filled in. */}
      <div class="weekPicker" role="group" aria-label={labels.weeks} onKeyDown={go}>
        <Turn
          label={labels.previousWeek}
          keys="Alt+PageUp"
          shownKeys={labels.previousKeys}
          disabled={at === 0}
          path="M10,3l-5,5l5,5"
          onClick={() => turn(-1)}
        />
        <Turn
          label={labels.nextWeek}
          keys="Alt+PageDown"
          shownKeys={labels.nextKeys}
          disabled={at === weeks.length - 1}
          path="M6,3l5,5l-5,5"
          onClick={() => turn(1)}
        />
      </div>
      <h1>
        {title} <span class={title ? 'quiet' : ''}>{span}</span>
      </h1>
      {children}
    </div>
  );
}

interface TurnProps {
  label: string;
  /** In the language of the attribute, which is English, and in the person's. */
  keys: string;
  shownKeys: string;
  disabled: boolean;
  path: string;
  onClick: () => void;
}

function Turn({ label, keys, shownKeys, disabled, path, onClick }: TurnProps) {
  return (
    <button
      type="button"
      class="turn"
      aria-label={label}
      aria-keyshortcuts={keys}
      aria-disabled={disabled}
      title={`${label} (${shownKeys})`}
      onClick={onClick}
    >
      <svg width={16} height={16} aria-hidden="true">
        <path d={path} />
      </svg>
    </button>
  );
}
