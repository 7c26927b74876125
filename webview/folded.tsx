import type { FlowState, ReflectionState } from '../src/protocol';
import { send } from './host';

export interface FoldedProps {
  reflection: ReflectionState;
  folded: NonNullable<ReflectionState['folded']>;
  flow: FlowState | null;
  /** Called when the person wants to answer. */
  onAnswer: () => void;
  /** Called when they do not want to. */
  onShow: () => void;
}

/** In place of the numbers until the person has answered, or does not want to. */
export function Folded({ reflection, folded, flow, onAnswer, onShow }: FoldedProps) {
  const { week } = reflection.asked;
  const show = () => {
    onShow();
    send({ type: 'skipReflection', week });
  };
  return (
    <div class="foldedNumbers">
      <p>{folded.text}</p>
      {flow?.trouble && <p class="aware">{flow.trouble}</p>}
      <p class="buttons">
        <vscode-button appearance="secondary" onClick={onAnswer}>
          {folded.answer}
        </vscode-button>
        <vscode-button appearance="secondary" onClick={show}>
          {folded.show}
        </vscode-button>
      </p>
    </div>
  );
}
