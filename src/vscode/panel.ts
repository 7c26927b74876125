import * as vscode from 'vscode';
import type { FromPanel, PanelState, TakeKind, ToPanel } from '../protocol';
import { allKey } from './allRepositories';
import { commands, viewTypes } from './contribution';
import { Owner } from './disposable';
import { edge } from './edge';
import { exampleState } from './exampleState';
import { type ExampleYear, exampleYear } from './exampleYear';
import { PanelFeed } from './panelFeed';
import { panelMessage } from './panelMessage';
import { panelPage } from './panelPage';
import { panelState } from './panelState';
import type { Sharing } from './sharing';
import { type PageParts, shownPage } from './shownPage';
import { copyAsMarkdown, noWeekText, TakeAlong } from './takeAlong';
import type { ShownPage } from './takenWeek';
import type { TeamInput } from './teamState';
import { textLanguage } from './textLanguage';
import type { Delay } from './trailingRefresh';

export interface PanelParts extends PageParts {
  readonly sharing: Pick<Sharing, 'inputOf' | 'onDidChange'>;
  /** The folder that the dialog to save a week opens with. */
  readonly home: vscode.Uri;
  readonly delay: Delay;
  readonly extension: vscode.Extension<unknown>;
  readonly log: vscode.LogOutputChannel;
}

/**
 * The weekly panel: one editor tab, brought back after a reload.
 * - It pulls, and nothing is made or sent while it is hidden: {@link PanelFeed}.
 * - While it shows the example, nothing that it sends is about the person's own. A reload ends the example.
 */
export class Panel extends Owner implements vscode.WebviewPanelSerializer {
  private shown: ShownPanel | undefined;

  constructor(private readonly parts: PanelParts) {
    super();
    this.add(vscode.window.registerWebviewPanelSerializer(viewTypes.week, this));
    this.add({ dispose: () => this.shown?.dispose() });
    this.register('showWeek', () => this.showWeek());
    this.register('showExample', () => this.showExample());
    this.register('reflect', () => this.reflect());
    this.register('copyWeekAsMarkdown', () => this.copyAsMarkdown());
    this.register('saveWeekAsPng', () => this.take('png'));
    this.register('saveWeekAsHtml', () => this.take('html'));
  }

  private register(name: keyof typeof commands, run: () => unknown): void {
    this.add(vscode.commands.registerCommand(commands[name], edge(this.parts.log, name, run)));
  }

  private async showWeek(): Promise<void> {
    this.show();
    await this.shown?.hideExample();
  }

  private async showExample(): Promise<void> {
    this.show();
    await this.shown?.showExample();
  }

  /** Shows the questions of the week. */
  private async reflect(): Promise<void> {
    this.show();
    await this.shown?.reflect();
  }

  /** As the person has it in the panel; where that is not in sight, without names. */
  private async copyAsMarkdown(): Promise<void> {
    if (this.shown?.webviewPanel.visible) return this.take('markdown');
    await this.parts.reflecting.begin();
    await copyAsMarkdown(this.shown?.page() ?? shownPage(this.parts, null, null));
  }

  private async take(kind: TakeKind): Promise<void> {
    this.show();
    await this.shown?.take(kind);
  }

  private show(): void {
    if (this.shown) {
      this.shown.webviewPanel.reveal();
      return;
    }
    const column = vscode.window.activeTextEditor?.viewColumn ?? vscode.ViewColumn.Active;
    this.own(vscode.window.createWebviewPanel(viewTypes.week, titleOf(false), column));
  }

  async deserializeWebviewPanel(webviewPanel: vscode.WebviewPanel): Promise<void> {
    this.shown?.dispose();
    this.own(webviewPanel);
  }

  private own(webviewPanel: vscode.WebviewPanel): void {
    const shown = new ShownPanel(webviewPanel, this.parts);
    this.shown = shown;
    shown.add(
      webviewPanel.onDidDispose(() => {
        if (this.shown === shown) this.shown = undefined;
        shown.dispose();
      }),
    );
  }
}

/** The panel while it is open. */
class ShownPanel extends Owner {
  /** Whether the person wants to answer the questions of the week, and was not led to them yet. */
  private reflects = false;
  /** What the person picked, or saw first. */
  private picked: string | null = null;
  /** What is shown: something else where what was picked is not there now. */
  private selected: string | null = null;
  /** The week that the person picked; `null` for the running one. */
  private week: string | null = null;
  /** The example, while it is shown in place of the person's own: nothing that happens changes it. */
  private example: { readonly year: ExampleYear; readonly state: PanelState } | null = null;
  private readonly feed: PanelFeed;
  /** How the person wants to take the week along, and the panel was not told yet. */
  private takes: TakeKind | null = null;
  private readonly taking: TakeAlong;

  constructor(
    readonly webviewPanel: vscode.WebviewPanel,
    private readonly parts: PanelParts,
  ) {
    super();
    const { repositories, focus, reflecting, sharing, extension, log } = parts;
    const { webview } = this.add(webviewPanel);
    this.taking = new TakeAlong({ ...parts, page: () => this.page(), post: message => webview.postMessage(message) });
    this.feed = new PanelFeed({
      isVisible: () => webviewPanel.visible,
      state: () => this.example?.state ?? this.ownState(),
      post: message => webview.postMessage(message),
    });
    const dist = vscode.Uri.joinPath(extension.extensionUri, 'dist');
    const at = (file: string) => webview.asWebviewUri(vscode.Uri.joinPath(dist, file)).toString();
    this.add(webview.onDidReceiveMessage(edge(log, 'panel message', this.receive.bind(this))));
    this.add(webviewPanel.onDidChangeViewState(edge(log, 'panel view', () => this.feed.viewChanged())));
    this.add(repositories.onDidChange(edge(log, 'panel', this.update.bind(this))));
    this.add(focus.onDidChange(edge(log, 'panel', this.update.bind(this))));
    this.add(reflecting.onDidChange(edge(log, 'panel', this.update.bind(this))));
    this.add(sharing.onDidChange(edge(log, 'panel', this.update.bind(this))));
    // One that comes back after a reload may be called by the example it had shown.
    webviewPanel.title = titleOf(false);
    webviewPanel.iconPath = vscode.Uri.joinPath(extension.extensionUri, 'media', 'icon.svg');
    webview.options = { enableScripts: true, localResourceRoots: [dist] };
    webview.html = panelPage({
      cspSource: webview.cspSource,
      script: at('panel.js'),
      style: at('panel.css'),
      language: textLanguage(),
      title: webviewPanel.title,
    });
  }

  /** Leads the person to the questions of the week, once the panel can show them. */
  async reflect(): Promise<void> {
    this.reflects = true;
    await this.hideExample();
  }

  /** Takes the week along as the person has it in the panel, once that shows it. */
  async take(kind: TakeKind): Promise<void> {
    this.takes = kind;
    await this.hideExample();
  }

  async showExample(): Promise<void> {
    await this.showExampleOf(this.example?.year ?? exampleYear(Date.now(), vscode.l10n.t), null);
  }

  private async showExampleOf(year: ExampleYear, week: string | null): Promise<void> {
    this.example = { year, state: exampleState(year, week, vscode.l10n.t, textLanguage()) };
    await this.update();
  }

  async hideExample(): Promise<void> {
    this.example = null;
    await this.update();
  }

  private async receive(received: unknown): Promise<void> {
    const message = panelMessage(received);
    if (!message) {
      this.parts.log.warn('refused a message of the panel');
      return;
    }
    if (!this.example || ofExample.includes(message.type)) await this.handle(message);
  }

  private async handle(message: FromPanel): Promise<void> {
    switch (message.type) {
      case 'ready':
        this.feed.begin();
        this.picked ??= message.repository;
        this.week = message.week;
        await this.parts.reflecting.begin();
        return this.update();
      case 'selectRepository':
        this.picked = message.repository;
        return this.update();
      case 'selectWeek':
        if (this.example) return this.showExampleOf(this.example.year, message.week);
        this.week = message.week;
        return this.update();
      case 'showExample':
        return this.showExample();
      case 'hideExample':
        return this.hideExample();
      case 'retry':
        if (this.selected !== null) this.parts.repositories.retry(this.selected);
        return;
      case 'manageTrust':
        await vscode.commands.executeCommand('workbench.trust.manage');
        return;
      case 'openFolder':
        await vscode.commands.executeCommand('vscode.openFolder');
        return;
      case 'cloneRepository':
        await vscode.commands.executeCommand('git.clone');
        return;
      case 'openSettings':
        await vscode.commands.executeCommand('workbench.action.openSettings', 'eddy.authors');
        return;
      case 'runCommand':
        await vscode.commands.executeCommand(`eddy.${message.command}`);
        return;
      case 'answerReflection':
      case 'skipReflection':
      case 'removeReflection':
      case 'askAgain':
      case 'pickExperiment':
        return this.parts.reflecting.take(message);
      case 'takeWeek':
        return this.taking.take(message);
      case 'saveWeek':
        return this.taking.save(message);
    }
  }

  private async update(): Promise<void> {
    const state = await this.feed.update();
    if (!state) return;
    const title = titleOf(this.example !== null);
    if (this.webviewPanel.title !== title) this.webviewPanel.title = title;
    if (this.reflects && state.reflection) {
      this.reflects = false;
      await this.webviewPanel.webview.postMessage({ type: 'reflect' } satisfies ToPanel);
    }
    if (this.takes && state.reflection && state.body.kind !== 'reading') {
      const message: ToPanel = { type: 'takeWeek', kind: this.takes };
      this.takes = null;
      if (state.taking) await this.webviewPanel.webview.postMessage(message);
      else void vscode.window.showInformationMessage(noWeekText());
    }
  }

  private ownState(): PanelState {
    const page = this.page();
    return ownState(page, this.teamOf(page));
  }

  private teamOf({ selected }: ShownPage): TeamInput | null {
    const report = selected?.state.kind === 'ready' ? selected.state.report : null;
    return report && this.parts.sharing.inputOf(report.repository.id);
  }

  /** What the panel shows, if not the example. */
  page(): ShownPage {
    const page = shownPage(this.parts, this.picked, this.week);
    this.selected = page.selected?.key ?? null;
    // All of them may be there again in a moment, as they are found one by one.
    if (page.workspace.kind === 'open' && this.picked !== allKey) this.picked = this.selected;
    return page;
  }
}

function ownState({ workspace, selected, flow, said, week }: ShownPage, team: TeamInput | null): PanelState {
  return panelState(workspace, selected, vscode.l10n.t, textLanguage(), flow, said, week, team);
}

/** What the panel may ask for while the example is shown: the rest is about the person's own. */
const ofExample: readonly FromPanel['type'][] = ['ready', 'selectWeek', 'hideExample'];

/** What the tab says. */
function titleOf(isExample: boolean): string {
  const { t } = vscode.l10n;
  return isExample ? t('Eddy: An Example') : t('Eddy: This Week');
}
