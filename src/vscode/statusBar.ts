import * as vscode from 'vscode';
import { commands, icon, statusBarItemId } from './contribution';
import { Owner } from './disposable';
import { edge } from './edge';
import { markdownText } from './markdownText';
import type { Repositories } from './repositories';
import type { Settings } from './settings';
import { statusText } from './statusText';

/** The item in the status bar: assigned to only when what it says has changed, so that it never flickers. */
export class StatusBar extends Owner {
  private readonly item = this.add(
    vscode.window.createStatusBarItem(statusBarItemId, vscode.StatusBarAlignment.Left, -100),
  );
  private said = '';
  private shown = false;

  constructor(
    private readonly repositories: Repositories,
    private readonly settings: Settings,
    log: vscode.LogOutputChannel,
  ) {
    super();
    this.item.name = 'Eddy';
    this.item.command = commands.showWeek;
    const update = edge(log, 'status bar', () => this.update());
    this.add(repositories.onDidChange(update));
    this.add(settings.onDidChange(update));
    this.update();
  }

  private update(): void {
    const visible = this.settings.values.statusBarVisible;
    if (visible) this.say();
    if (visible === this.shown) return;
    this.shown = visible;
    if (visible) this.item.show();
    else this.item.hide();
  }

  private say(): void {
    const { workspace, current } = this.repositories;
    const { text, tooltip, spoken } = statusText(workspace, current, vscode.l10n.t, vscode.env.language);
    const said = JSON.stringify([text, tooltip]);
    if (said === this.said) return;
    this.said = said;
    if (this.item.text !== text) this.item.text = text;
    this.item.tooltip = markdown(tooltip);
    this.item.accessibilityInformation = { label: spoken, role: 'button' };
  }
}

/** Names of repositories come in as plain text: nothing in them becomes a link or an image. */
function markdown(lines: readonly string[]): vscode.MarkdownString {
  const tooltip = new vscode.MarkdownString(`${icon} **${vscode.l10n.t('Durability')}**`, true);
  for (const line of lines) tooltip.appendMarkdown(`\n\n${markdownText(line)}`);
  tooltip.appendMarkdown(`\n\n[${vscode.l10n.t('Show this week')}](command:${commands.showWeek})`);
  tooltip.isTrusted = { enabledCommands: [commands.showWeek] };
  return tooltip;
}
