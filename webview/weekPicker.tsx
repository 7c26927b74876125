export interface WeekPickerProps {
  /** The index of the week that is shown. */
  at: number;
  weeks: readonly { title: string | null; span: string }[];
  turn: (by: -1 | 1) => void;
  labels: { weeks: string; previousWeek: string; nextWeek: string };
  picker: preact.RefObject<HTMLDivElement | null>;
}

/** A button at its end stays where it is, so that the keyboard does not lose its place. */
export function WeekPicker({ at, weeks, turn, labels, picker }: WeekPickerProps) {
  const shown = weeks[at];
  const go = ({ key }: KeyboardEvent) => {
    if (key === 'ArrowLeft') turn(-1);
    if (key === 'ArrowRight') turn(1);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for what is filled in.
    <div class="weekPicker" role="group" aria-label={labels.weeks} ref={picker} onKeyDown={go}>
      <Turn label={labels.previousWeek} disabled={at === 0} path="M10,3l-5,5l5,5" onClick={() => turn(-1)} />
      <span class="weekTitle" aria-live="polite">
        {shown?.title} <span class={shown?.title ? 'quiet' : ''}>{shown?.span}</span>
      </span>
      <Turn label={labels.nextWeek} disabled={at === weeks.length - 1} path="M6,3l5,5l-5,5" onClick={() => turn(1)} />
    </div>
  );
}

interface TurnProps {
  label: string;
  disabled: boolean;
  path: string;
  onClick: () => void;
}

function Turn({ label, disabled, path, onClick }: TurnProps) {
  return (
    <button type="button" class="turn" aria-label={label} aria-disabled={disabled} title={label} onClick={onClick}>
      <svg width={16} height={16} aria-hidden="true">
        <path d={path} />
      </svg>
    </button>
  );
}
