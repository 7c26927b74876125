import * as vscode from 'vscode';
import { type Disposable, Owner } from './disposable';
import type { GitRepository } from './gitExtension';
import type { RepositoryState } from './repositoryState';
import type { TrailingRefresh } from './trailingRefresh';

/** One repository on disk: what is known of it, and what makes it be read again. */
export class Repository extends Owner {
  state: RepositoryState = { kind: 'reading', progress: null };
  private watched: { by: GitRepository | undefined; watch: Disposable } | undefined;
  private seen: Promise<string> | undefined;

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
    const look = () => void this.lookForNews(repository);
    const watch = repository ? repository.state.onDidChange(look) : watchHead(this.root, look);
    this.watched = { by: repository, watch };
    this.seen = newsOf(this.root, repository);
  }

  /** The git extension tells of every save and every staged file too: those lead to no reading. */
  private async lookForNews(repository: GitRepository | undefined): Promise<void> {
    const before = this.seen;
    const now = newsOf(this.root, repository);
    this.seen = now;
    if ((await before) !== (await now)) this.refresh.trigger();
  }
}

/** Files and folders of a repository that a commit, checkout, fetch or change of branches touches. */
const newsFiles = [
  'HEAD',
  'logs/HEAD',
  'packed-refs',
  'FETCH_HEAD',
  'refs/heads',
  'refs/remotes',
  'reftable/tables.list',
];

/** Another text whenever there may be new commits. A linked work tree has no folder to look into, only the extension. */
async function newsOf(root: string, repository: GitRepository | undefined): Promise<string> {
  const times = newsFiles.map(file =>
    vscode.workspace.fs.stat(vscode.Uri.joinPath(vscode.Uri.file(root), '.git', file)).then(
      ({ mtime }) => mtime,
      () => 0,
    ),
  );
  const touched = await Promise.all(times);
  const { name, commit, ahead } = repository?.state.HEAD ?? {};
  return JSON.stringify(touched[0] === 0 ? [name, commit, ahead] : touched);
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
