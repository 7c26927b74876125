import * as vscode from 'vscode';
import { Wording } from '../text/wording';

/** In the person's language and the time zone of now, which may have changed since the window was opened. */
export function wordingNow(): Wording {
  return new Wording(vscode.l10n.t, vscode.env.language, timeZoneNow());
}

export function timeZoneNow(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
