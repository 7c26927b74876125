import type { Translate } from './wording';

/** What `vscode.l10n.t` does where there is no translation: for whoever is not in VS Code, the terminal and JSON. */
export const english: Translate = (message, ...args) =>
  args.length === 0
    ? message
    : message.replace(/\{(\d+)\}/g, (gap, index: string) => String(args[Number(index)] ?? gap));

/** The locale of numbers and dates beside {@link english}. */
export const englishLocale = 'en';
