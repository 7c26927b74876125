import * as vscode from 'vscode';
import type { TeamSharing } from '../domain/teamSharing';
import { shareLogLines } from '../text/shareLogText';
import { Owner } from './disposable';
import { edge } from './edge';
import { wordingNow } from './storedDataWording';

const scheme = 'eddy-shared';

/** What {@link ShareLogDocument} is built from. */
export interface ShareLogDocumentParts {
  readonly team: Pick<TeamSharing, 'repositoryIds' | 'log'>;
  /** The name of a repository; `null` where it is not open here. */
  readonly nameOf: (repositoryId: string) => string | null;
  readonly log: vscode.LogOutputChannel;
}

/** Everything that was ever pushed from this machine, as a document that can only be read; made anew when it is asked for. */
export class ShareLogDocument extends Owner implements vscode.TextDocumentContentProvider {
  private readonly changed = this.add(new vscode.EventEmitter<vscode.Uri>());
  readonly onDidChange = this.changed.event;
  private readonly uri = vscode.Uri.from({ scheme, path: `/${vscode.l10n.t('Eddy: What Was Shared')}` });

  constructor(private readonly parts: ShareLogDocumentParts) {
    super();
    this.add(vscode.workspace.registerTextDocumentContentProvider(scheme, this));
  }

  async show(): Promise<void> {
    this.changed.fire(this.uri);
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(this.uri), { preview: false });
  }

  async provideTextDocumentContent(): Promise<string> {
    let text = '';
    const write = edge(this.parts.log, 'what was shared', async () => {
      text = (await this.lines()).join('\n');
    });
    await write();
    return `${text || vscode.l10n.t('What was shared could not be read. Try again.')}\n`;
  }

  /** The same as lines, for what else tells of everything that is stored. */
  async lines(): Promise<string[]> {
    const { team, nameOf } = this.parts;
    const ids = await team.repositoryIds();
    const logs = await Promise.all(ids.map(async id => ({ name: nameOf(id), entries: await team.log(id) })));
    return shareLogLines(logs, wordingNow());
  }
}
