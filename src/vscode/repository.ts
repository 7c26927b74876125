import * as vscode from 'vscode';
import { type Disposable, Owner } from './disposable';
import type { GitRepository } from './gitExtension';
import type { RepositoryState } from './repositoryState';
import type { TrailingRefresh } from './trailingRefresh';

/** One repository on disk: what is known of it, and what makes it be read again. */
export class Repository extends Owner {
  state: RepositoryState = { kind: 'reading', progress: null };
  private watched: { by: GitRepository | undefined; watch: Disposable } | undefined;

  constructor(
    readonly key: string,
    readonly root: string,
    readonly refresh: TrailingRefresh,
  ) {
    super();
    this.add(refresh);
    this.add({ dispose: () => this.watched?.watch.dispose() });
  }

  /** Follows what the git extension sees, and without it the files that every commit writes. */
  watch(repository: GitRepository | undefined): void {
    if (this.watched && this.watched.by === repository) return;
    this.watched?.watch.dispose();
    const trigger = () => this.refresh.trigger();
    const watch = repository ? repository.state.onDidChange(trigger) : watchHead(this.root, trigger);
    this.watched = { by: repository, watch };
  }
}

/** A linked work tree keeps these files elsewhere: there only the git extension tells of commits. */
function watchHead(root: string, trigger: () => void): Disposable {
  const watcher = vscode.workspace.createFileSystemWatcher(
    new vscode.RelativePattern(vscode.Uri.file(root), '.git/{HEAD,logs/HEAD}'),
  );
  const owner = new Owner();
  owner.add(watcher);
  owner.add(watcher.onDidChange(trigger));
  owner.add(watcher.onDidCreate(trigger));
  return owner;
}

/** The nearest folder around this one, or itself, that holds a `.git`: a folder, or a file in a linked work tree. */
export async function rootAround(folder: vscode.Uri): Promise<vscode.Uri | undefined> {
  const found = await vscode.workspace.fs.stat(vscode.Uri.joinPath(folder, '.git')).then(
    () => true,
    () => false,
  );
  if (found) return folder;
  const parent = vscode.Uri.joinPath(folder, '..');
  return parent.path === folder.path ? undefined : rootAround(parent);
}
