// An extension that is there for tests only: it signs in to GitHub Enterprise. It bears the id of the one that comes with
// VS Code, for there can be only one that does, and the later version counts.
import { appendFileSync } from 'node:fs';
import type { ExtensionContext } from 'vscode';
import * as vscode from 'vscode';
import { SIGN_IN_VARIABLE, SIGNED_IN_TOKEN } from './signInVariable';

export function activate({ subscriptions }: ExtensionContext): void {
  const changed = new vscode.EventEmitter<vscode.AuthenticationProviderAuthenticationSessionsChangeEvent>();
  const sessions: vscode.AuthenticationSession[] = [];
  const account = { id: 'ada', label: 'ada' };
  subscriptions.push(
    changed,
    vscode.authentication.registerAuthenticationProvider('github-enterprise', 'GitHub Enterprise Server', {
      onDidChangeSessions: changed.event,
      getSessions: async scopes =>
        sessions.filter(session => !scopes || scopes.every(scope => session.scopes.includes(scope))),
      createSession: async scopes => {
        const session = { id: `${sessions.length}`, accessToken: SIGNED_IN_TOKEN, account, scopes: [...scopes] };
        sessions.push(session);
        const file = process.env[SIGN_IN_VARIABLE];
        if (file !== undefined) appendFileSync(file, `${JSON.stringify(scopes)}\n`);
        changed.fire({ added: [session], removed: [], changed: [] });
        return session;
      },
      removeSession: async () => undefined,
    }),
  );
}
