import * as vscode from 'vscode';
import { type ExportedWeek, type TeamExport, TeamExportFailure } from '../domain/teamExport';
import { teamExportFailureText, teamExportRequestText } from '../text/teamExportText';
import { commands } from './contribution';
import { Owner } from './disposable';
import { edge } from './edge';
import type { SettingValues } from './settingValue';
import { withProgress } from './storedDataProgress';
import type { Delay } from './trailingRefresh';

const scheme = 'eddy-export';

/** Sums of the repository that is looked at, or why there are none, for the person. */
export type SumsToExport =
  | { readonly kind: 'sums'; readonly week: ExportedWeek }
  | { readonly kind: 'none'; readonly text: string };

/** What {@link TeamExporting} is built from. */
export interface TeamExportingParts {
  readonly collector: TeamExport;
  readonly settings: { readonly values: Pick<SettingValues, 'teamExport'> };
  readonly sums: () => Promise<SumsToExport>;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly delay: Delay;
  readonly log: vscode.LogOutputChannel;
}

/**
 * Hands a team's sums over to the collector that the person's own settings name.
 * - Only by the command, and only what the screen shows too: opened, rounded, nobody's own.
 * - The request is shown character by character, and sent once the person has agreed; again without a question only where
 *   nothing but its time differs from what they agreed to in this window.
 */
export class TeamExporting extends Owner implements vscode.TextDocumentContentProvider {
  private readonly shown = this.add(new vscode.EventEmitter<vscode.Uri>());
  readonly onDidChange = this.shown.event;
  private readonly uri = vscode.Uri.from({ scheme, path: `/${vscode.l10n.t('Eddy: Export Team Sums')}.http` });
  private text = '';
  private agreed: string | undefined;

  constructor(private readonly parts: TeamExportingParts) {
    super();
    const { log } = parts;
    this.add(vscode.workspace.registerTextDocumentContentProvider(scheme, this));
    const run = edge(log, 'exportTeamSums', () => this.run());
    this.add(vscode.commands.registerCommand(commands.exportTeamSums, run));
  }

  provideTextDocumentContent(): string {
    return this.text;
  }

  private async run(): Promise<void> {
    const { t } = vscode.l10n;
    const { collector, settings, sums, now } = this.parts;
    const { endpoint, teamName } = settings.values.teamExport;
    const address = endpoint === '' ? null : collector.address(endpoint);
    if (address === null) return sayUnset(endpoint);
    const found = await sums();
    if (found.kind === 'none') return void vscode.window.showInformationMessage(found.text);
    const at = now();
    const body = collector.body([found.week], teamName, at);
    const without = JSON.stringify([address, collector.body([found.week], teamName, 0)]);
    if (this.agreed !== without) {
      await this.showRequest(address, body);
      const detail = t(
        'It is what the editor behind this shows: sums of your team, rounded, and nobody’s own. It goes to {0}. Charts over weeks there show every change, also those that Eddy leaves out because one or two people came or went. To read it first, cancel, and use the command again.',
        address,
      );
      const send = t('Send');
      const message = t('Send these sums to your organization’s collector?');
      if ((await vscode.window.showInformationMessage(message, { modal: true, detail }, send)) !== send) return;
      this.agreed = without;
    }
    await this.send(address, body, found.week.week);
  }

  private async showRequest(address: string, body: string): Promise<void> {
    this.text = teamExportRequestText(address, body);
    this.shown.fire(this.uri);
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(this.uri), { preview: false });
  }

  private async send(address: string, body: string, week: string): Promise<void> {
    const { t } = vscode.l10n;
    const { collector, delay, log } = this.parts;
    const title = t('Sending the sums');
    try {
      await withProgress({ title, cancellable: true, delay }, signal => collector.send(address, body, signal));
      void vscode.window.showInformationMessage(t('The sums of week {0} are with the collector.', week));
    } catch (error) {
      if (!(error instanceof TeamExportFailure)) throw error;
      log.warn(`exporting team sums: ${error.kind}`);
      void vscode.window.showErrorMessage(teamExportFailureText(error, address, t));
    }
  }
}

async function sayUnset(endpoint: string): Promise<void> {
  const { t } = vscode.l10n;
  const message =
    endpoint === ''
      ? t('No collector is named. Name your organization’s own in the setting “eddy.team.export.endpoint”.')
      : t('The setting “eddy.team.export.endpoint” holds no address of http or https without a password in it.');
  const open = t('Open Settings');
  if ((await vscode.window.showInformationMessage(message, open)) === open) {
    await vscode.commands.executeCommand('workbench.action.openSettings', 'eddy.team.export');
  }
}
