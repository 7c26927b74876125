import type { CommandButton } from '../src/protocol';
import { send } from './host';

/** A button that runs one of Eddy's commands. */
export function Command({ label, command }: CommandButton) {
  return (
    <vscode-button appearance="secondary" onClick={() => send({ type: 'runCommand', command })}>
      {label}
    </vscode-button>
  );
}
