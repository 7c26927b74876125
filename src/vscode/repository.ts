import * as vscode from 'vscode';
import { type Disposable, Owner } from './disposable';
import type { GitRepository } from './gitExtension';
import type { RepositoryState } from './repositoryState';
import type { TrailingRefresh } from './trailingRefresh';

/** One repository on disk: what is known of it, and what makes it be read again. */
export class Repository extends Owner {
  state: RepositoryState = { kind: 'reading', progress: null };
  /** As the journal names it; `null` before it was read once. */
  id: string | null = null;
  /** As the journal names the branch that is checked out. */
  branchNumber: number | null = null;
  private watched: { by: GitRepository | undefined; watch: Disposable } | undefined;
  private readonly folder: Promise<vscode.Uri>;
  private seen: Promise<string> | undefined;
  private head: string | null = null;

  constructor(
    readonly key: string,
    readonly root: string,
    readonly refresh: TrailingRefresh,
    private readonly onBranch: () => void,
  ) {
    super();
    this.folder = gitFolder(vscode.Uri.file(root));
    this.add(refresh);
    this.add({ dispose: () => this.watched?.watch.dispose() });
  }

  /** The short name of the branch that is checked out; `null` where none is, or before that is known. */
  get branch(): string | null {
    return this.head;
  }

  /** Follows the files that commits write, and what the git extension sees unless the person turned that off. */
  watch(repository: GitRepository | undefined): void {
    if (this.watched && this.watched.by === repository) return;
    this.watched?.watch.dispose();
    const watch = new Owner();
    const look = () => void this.lookForNews(repository);
    if (repository) watch.add(repository.state.onDidChange(look));
    void this.folder.then(folder => watch.add(watchFiles(folder, look)));
    this.watched = { by: repository, watch };
    this.seen = this.news(repository);
  }

  /** The git extension tells of every save and every staged file too: those lead to no reading. */
  private async lookForNews(repository: GitRepository | undefined): Promise<void> {
    const before = this.seen;
    const now = this.news(repository);
    this.seen = now;
    if ((await before) !== (await now)) this.refresh.trigger();
  }

  private async news(repository: GitRepository | undefined): Promise<string> {
    const folder = await this.folder;
    const branch = repository?.state.HEAD?.name ?? (await branchIn(folder));
    if (branch !== this.head) {
      this.head = branch;
      this.onBranch();
    }
    return newsOf(folder, repository);
  }
}

/** Files and folders of a repository that a commit, checkout, fetch or change of branches touches. */
const newsFiles = [
  'logs/HEAD',
  'HEAD',
  'packed-refs',
  'FETCH_HEAD',
  'refs/heads',
  'refs/remotes',
  'reftable/tables.list',
];

/** Another text whenever there may be new commits. Where no log of HEAD is kept, the extension knows where it is. */
async function newsOf(folder: vscode.Uri, repository: GitRepository | undefined): Promise<string> {
  const times = newsFiles.map(file =>
    vscode.workspace.fs.stat(vscode.Uri.joinPath(folder, file)).then(
      ({ mtime }) => mtime,
      () => 0,
    ),
  );
  const touched = await Promise.all(times);
  const { name, commit, ahead } = repository?.state.HEAD ?? {};
  return JSON.stringify(touched[0] === 0 ? [touched, name, commit, ahead] : touched);
}

/** What git's own file says; git with another kind of storage writes something there that is no branch. */
async function branchIn(folder: vscode.Uri): Promise<string | null> {
  const text = await textOf(vscode.Uri.joinPath(folder, 'HEAD'));
  const [, name] = /^ref: refs\/heads\/(.+)$/.exec(text.trim()) ?? [];
  return name === undefined || name === '.invalid' ? null : name;
}

/** Patterns of one folder each: for those VS Code watches the folder alone, and not everything below it. */
function watchFiles(folder: vscode.Uri, look: () => void): Disposable {
  const owner = new Owner();
  const patterns = [
    new vscode.RelativePattern(folder, '{HEAD,FETCH_HEAD,packed-refs}'),
    new vscode.RelativePattern(vscode.Uri.joinPath(folder, 'logs'), 'HEAD'),
  ];
  for (const pattern of patterns) {
    const watcher = owner.add(vscode.workspace.createFileSystemWatcher(pattern));
    owner.add(watcher.onDidChange(look));
    owner.add(watcher.onDidCreate(look));
  }
  return owner;
}

/** Where git keeps HEAD for this work tree: `.git`, or the folder that a file of that name leads to. */
async function gitFolder(root: vscode.Uri): Promise<vscode.Uri> {
  const there = vscode.Uri.joinPath(root, '.git');
  const text = await textOf(there);
  const [, folder] = /^gitdir: (.+)$/s.exec(text.trim()) ?? [];
  if (folder === undefined) return there;
  return /^([/\\]|[a-z]:)/i.test(folder) ? vscode.Uri.file(folder) : vscode.Uri.joinPath(root, folder);
}

/** Empty where there is no such file. */
async function textOf(file: vscode.Uri): Promise<string> {
  return vscode.workspace.fs.readFile(file).then(
    bytes => new TextDecoder().decode(bytes),
    () => '',
  );
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
