import * as vscode from 'vscode';
import { Owner } from './disposable';

/** What Eddy uses of API 1 of the git extension that comes with VS Code (its `extensions/git/src/api/git.d.ts`). */
interface GitExports {
  readonly enabled: boolean;
  readonly onDidChangeEnablement: vscode.Event<boolean>;
  getAPI(version: 1): GitApi;
}

interface GitApi {
  readonly repositories: readonly GitRepository[];
  readonly onDidOpenRepository: vscode.Event<GitRepository>;
  readonly onDidCloseRepository: vscode.Event<GitRepository>;
}

/** A repository that the git extension has open; `onDidChange` also fires for changes of the index and of files. */
export interface GitRepository {
  readonly rootUri: vscode.Uri;
  readonly state: {
    readonly HEAD: { readonly name?: string; readonly commit?: string; readonly ahead?: number } | undefined;
    /** Files with conflicts. */
    readonly mergeChanges: readonly { readonly uri: vscode.Uri }[];
    readonly onDidChange: vscode.Event<void>;
  };
}

/** The git extension, which may be missing, disabled, or come later. */
export class GitExtension extends Owner {
  private readonly changed = this.add(new vscode.EventEmitter<void>());
  /** A repository was opened or closed, or the extension came or went. */
  readonly onDidChange = this.changed.event;
  private exports: GitExports | undefined;
  private api: GitApi | undefined;

  constructor() {
    super();
    this.add(vscode.extensions.onDidChange(() => this.changed.fire()));
  }

  /** The repositories it has open now; none where it is missing, disabled or broken. Activates it when it is not yet. */
  async repositories(): Promise<readonly GitRepository[]> {
    const extension = vscode.extensions.getExtension<GitExports>('vscode.git');
    if (!extension) return [];
    const exports = await extension.activate().then(
      activated => activated,
      () => undefined,
    );
    if (!exports) return [];
    if (this.exports !== exports) {
      this.exports = exports;
      this.add(exports.onDidChangeEnablement(() => this.changed.fire()));
    }
    if (!exports.enabled) return [];
    if (!this.api) {
      this.api = exports.getAPI(1);
      this.add(this.api.onDidOpenRepository(() => this.changed.fire()));
      this.add(this.api.onDidCloseRepository(() => this.changed.fire()));
    }
    return this.api.repositories;
  }
}
