import * as vscode from 'vscode';

/**
 * The language that Eddy's texts are in, BCP 47: the display language where there is a bundle of it, else English. Numbers,
 * dates and the page's direction go by it too, so that no sentence is in two languages.
 */
export function textLanguage(): string {
  const { language } = vscode.env;
  return vscode.l10n.bundle || /^en\b/i.test(language) ? language : 'en';
}
