import { useId } from 'preact/hooks';
import type { ExperimentState } from '../src/protocol';
import { send } from './host';

export interface ExperimentProps {
  /** The ISO week after which it is tried. */
  week: string;
  experiment: ExperimentState;
  disabled: boolean;
}

/** One thing to try next week, or none: kept as soon as it is picked. */
export function Experiment({ week, experiment, disabled }: ExperimentProps) {
  const { title, hint, choices, picked, isPicked } = experiment;
  const name = useId();
  return (
    <fieldset class="question experiment" disabled={disabled}>
      <legend>{title}</legend>
      <p class="quiet">{hint}</p>
      <div class="choices list">
        {choices.map(({ value, label }) => (
          <label key={value} class="choice">
            <input
              type="radio"
              name={name}
              checked={isPicked && value === picked}
              onChange={() => send({ type: 'pickExperiment', week, experiment: value })}
            />
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
