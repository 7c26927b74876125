/**
 * The one door to the VS Code webview toolkit, which is no longer developed: whoever replaces it changes this file.
 * Only the elements named here come into the bundle.
 */
import { provideVSCodeDesignSystem, vsCodeButton, vsCodeDropdown, vsCodeOption } from '@vscode/webview-ui-toolkit';
import type { HTMLAttributes } from 'preact';

provideVSCodeDesignSystem().register(vsCodeButton(), vsCodeDropdown(), vsCodeOption());

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'vscode-button': HTMLAttributes<HTMLElement> & { appearance?: 'primary' | 'secondary'; disabled?: boolean };
      'vscode-dropdown': HTMLAttributes<HTMLElement>;
      'vscode-option': HTMLAttributes<HTMLElement> & { value: string; selected?: boolean };
    }
  }
}
