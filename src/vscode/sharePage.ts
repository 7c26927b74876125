import * as vscode from 'vscode';
import type { ToShare } from '../shareProtocol';
import { Owner } from './disposable';
import { edge } from './edge';
import { panelPage } from './panelPage';
import { type ShareMessage, shareMessage } from './shareMessage';
import { type ShareInput, shareState } from './shareState';
import { wordingNow } from './storedDataWording';
import { textLanguage } from './textLanguage';

/** It is not brought back after a reload: what stands on it is to be read when it was asked for. */
const viewType = 'eddy.share';

/** What {@link SharePage} is built from. */
export interface SharePageParts {
  readonly extension: vscode.Extension<unknown>;
  readonly log: vscode.LogOutputChannel;
  /** What the page says now. */
  readonly input: () => ShareInput;
  readonly take: (message: Exclude<ShareMessage, { type: 'ready' }>) => Promise<void>;
}

/** The page on which a person decides about sharing, in an editor of its own. It is sent the whole state when it asks. */
export class SharePage extends Owner {
  private readonly webviewPanel: vscode.WebviewPanel;
  private ready = false;

  constructor(private readonly parts: SharePageParts) {
    super();
    const { extension, log } = parts;
    const column = vscode.window.activeTextEditor?.viewColumn ?? vscode.ViewColumn.Active;
    const title = vscode.l10n.t('Eddy: Share With My Team');
    this.webviewPanel = this.add(vscode.window.createWebviewPanel(viewType, title, column));
    const { webview } = this.webviewPanel;
    const dist = vscode.Uri.joinPath(extension.extensionUri, 'dist');
    const at = (file: string) => webview.asWebviewUri(vscode.Uri.joinPath(dist, file)).toString();
    this.add(webview.onDidReceiveMessage(edge(log, 'share page message', this.receive.bind(this))));
    this.add(this.webviewPanel.onDidDispose(() => this.dispose()));
    this.add(
      this.webviewPanel.onDidChangeViewState(() => {
        // A hidden webview is taken down: shown again it says `ready` anew.
        if (!this.webviewPanel.visible) this.ready = false;
      }),
    );
    this.webviewPanel.iconPath = vscode.Uri.joinPath(extension.extensionUri, 'media', 'icon.svg');
    webview.options = { enableScripts: true, localResourceRoots: [dist] };
    webview.html = panelPage({
      cspSource: webview.cspSource,
      script: at('share.js'),
      style: at('share.css'),
      language: textLanguage(),
      title,
    });
  }

  reveal(): void {
    this.webviewPanel.reveal();
  }

  async update(): Promise<void> {
    if (!this.ready || this.isDisposed) return;
    const message: ToShare = { type: 'state', state: shareState(this.parts.input(), wordingNow()) };
    await this.webviewPanel.webview.postMessage(message);
  }

  private async receive(received: unknown): Promise<void> {
    const message = shareMessage(received);
    if (!message) {
      this.parts.log.warn('refused a message of the page about sharing');
      return;
    }
    if (message.type === 'ready') {
      this.ready = true;
      return this.update();
    }
    return this.parts.take(message);
  }
}
