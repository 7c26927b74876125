import './example.css';
import { useEffect, useRef } from 'preact/hooks';
import type { PanelAction, PanelState } from '../src/protocol';
import { send } from './host';

/** Says that the page shows the example, and leads back. */
export function ExampleBand({ text, back }: NonNullable<PanelState['example']>) {
  return (
    <aside class="exampleBand" aria-label={text}>
      <p>{text}</p>
      <vscode-button appearance="secondary" onClick={() => send({ type: 'hideExample' })}>
        {back}
      </vscode-button>
    </aside>
  );
}

/** A next step that the panel offers. */
export function Action({ action: { label, message }, quiet = false }: { action: PanelAction; quiet?: boolean }) {
  return (
    <vscode-button class="action" appearance={quiet ? 'secondary' : 'primary'} onClick={() => send({ type: message })}>
      {label}
    </vscode-button>
  );
}

/**
 * The button that led to the example, or back, is gone with the page it was on: the keyboard goes on at the next.
 * @param isExample `null` before anything is shown.
 */
export function useExampleFocus(isExample: boolean | null): void {
  const before = useRef(isExample);
  useEffect(() => {
    const isChanged = before.current !== null && before.current !== isExample;
    before.current = isExample;
    if (!isChanged) return;
    window.scrollTo(0, 0);
    if (document.activeElement !== document.body) return;
    const next = document.querySelector<HTMLElement>(
      isExample ? '.exampleBand vscode-button' : '.toExample vscode-button',
    );
    (next ?? document.querySelector<HTMLElement>('vscode-button, button'))?.focus();
  }, [isExample]);
}
