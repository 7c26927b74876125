import * as vscode from 'vscode';
import { commands, icons, statusBarItemId } from './contribution';
import { type Disposable, Owner } from './disposable';
import { edge } from './edge';
import type { Focus } from './focus';
import type { FocusSession } from './focusSession';
import { markdownText } from './markdownText';
import type { Repositories } from './repositories';
import type { Settings } from './settings';
import { statusText } from './statusText';
import { textLanguage } from './textLanguage';
import type { Delay } from './trailingRefresh';
import { troubleText } from './troubleText';

export interface StatusBarParts {
  readonly focus: Focus;
  readonly session: FocusSession;
  readonly repositories: Repositories;
  readonly settings: Settings;
  readonly delay: Delay;
  readonly log: vscode.LogOutputChannel;
}

/** The item in the status bar: assigned to only when what it says has changed, so that it never flickers. */
export class StatusBar extends Owner {
  private readonly item = this.add(
    vscode.window.createStatusBarItem(statusBarItemId, vscode.StatusBarAlignment.Left, -100),
  );
  private readonly update: () => Promise<void>;
  private said = '';
  private shown = false;
  /** While a focus session goes on: to its next minute. */
  private minute: Disposable | undefined;

  constructor(private readonly parts: StatusBarParts) {
    super();
    this.item.name = 'Eddy';
    this.item.command = commands.showWeek;
    // There is nothing to tell before the journal is read, and the window is still being opened.
    this.item.text = icons.resting;
    this.item.accessibilityInformation = { label: 'Eddy', role: 'button' };
    this.update = edge(parts.log, 'status bar', () => this.change());
    for (const { onDidChange } of [parts.focus, parts.session, parts.repositories, parts.settings]) {
      this.add(onDidChange(() => void this.update()));
    }
    this.add({ dispose: () => this.minute?.dispose() });
    this.showOrHide();
  }

  private change(): void {
    if (this.showOrHide()) this.say();
  }

  /** Says whether it is shown. */
  private showOrHide(): boolean {
    const visible = this.parts.settings.values.statusBarVisible;
    if (visible === this.shown) return visible;
    this.shown = visible;
    if (visible) this.item.show();
    else this.item.hide();
    return visible;
  }

  private say(): void {
    const { focus, session, repositories } = this.parts;
    const { workspace, current } = repositories;
    const { t } = vscode.l10n;
    const sessionUntil = session.current?.endsAt ?? null;
    this.countDown(sessionUntil);
    const trouble = troubleText(focus.trouble, t);
    const { overview } = focus;
    const facts = { focus: overview, trouble, sessionUntil, workspace, current };
    const { text, heading, tooltip, spoken } = statusText(facts, t, textLanguage());
    const links = linksOf(overview.paused, sessionUntil !== null);
    const said = JSON.stringify([text, heading, tooltip, links]);
    if (said === this.said) return;
    this.said = said;
    if (this.item.text !== text) this.item.text = text;
    this.item.tooltip = markdown(heading, tooltip, links);
    this.item.accessibilityInformation = { label: spoken, role: 'button' };
  }

  private countDown(until: number | null): void {
    this.minute?.dispose();
    if (until === null) return;
    this.minute = this.parts.delay(() => void this.update(), ((until - Date.now()) % 60_000) + 1);
  }
}

type Link = readonly [title: string, command: string];

function linksOf(paused: boolean, inSession: boolean): Link[] {
  const { t } = vscode.l10n;
  return [
    [t('Show this week'), commands.showWeek],
    inSession
      ? [t('End the focus session'), commands.endFocusSession]
      : [t('Start a focus session'), commands.startFocusSession],
    paused ? [t('Resume recording'), commands.resume] : [t('Pause recording'), commands.pause],
  ];
}

/** Names of repositories come in as plain text: nothing in them becomes a link or an image. */
function markdown(heading: string, lines: readonly string[], links: readonly Link[]): vscode.MarkdownString {
  const tooltip = new vscode.MarkdownString(`**${markdownText(heading)}**`, true);
  for (const line of lines) tooltip.appendMarkdown(`\n\n${markdownText(line)}`);
  tooltip.appendMarkdown(`\n\n${links.map(([title, command]) => `[${title}](command:${command})`).join(' · ')}`);
  tooltip.isTrusted = { enabledCommands: links.map(([, command]) => command) };
  return tooltip;
}
