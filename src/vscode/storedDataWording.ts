import * as vscode from 'vscode';
import { Wording } from '../text/wording';
import { textLanguage } from './textLanguage';

/** In the person's language and the time zone of now, which may have changed since the window was opened. */
export function wordingNow(): Wording {
  return new Wording(vscode.l10n.t, textLanguage(), timeZoneNow());
}

export function timeZoneNow(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
