import type { Translate } from '../../src/text/wording';

/** What `vscode.l10n.t` does where there is no translation. */
export const english: Translate = (message, ...args) =>
  message.replace(/\{(\d+)\}/g, (placeholder, index: string) => String(args[Number(index)] ?? placeholder));
