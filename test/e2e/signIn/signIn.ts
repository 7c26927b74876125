// An extension that is there for tests only: it signs in to GitHub Enterprise, in the place of the one in VS Code.
import { appendFileSync } from 'node:fs';
import type { ExtensionContext } from 'vscode';
import * as vscode from 'vscode';
import { ENTERPRISE_VARIABLE, SIGN_IN_VARIABLE, SIGNED_IN_TOKEN } from './signInVariable';

export async function activate({ subscriptions }: ExtensionContext): Promise<void> {
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
  // Only now: where it is set at the start, the sign-in of VS Code's own comes first, and there can be only one.
  const enterprise = process.env[ENTERPRISE_VARIABLE];
  await vscode.workspace
    .getConfiguration()
    .update('github-enterprise.uri', enterprise, vscode.ConfigurationTarget.Global);
}
