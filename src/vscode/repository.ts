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
  /** Where the refs are: another folder in a linked work tree. */
  private readonly common: Promise<vscode.Uri>;
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
    this.common = this.folder.then(commonFolder);
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
    void this.folder.then(folder => watch.add(watchFiles(folder, headFiles, look)));
    // A push leaves no other trace than these.
    void this.common.then(folder => watch.add(watchFiles(folder, refFiles, () => this.refresh.trigger())));
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
    return newsOf(folder, await this.common, repository);
  }
}

/** What a commit, checkout, fetch or change of branches touches: of a work tree, and of all of them. */
const newsFiles = ['logs/HEAD', 'HEAD', 'FETCH_HEAD'];
const commonNewsFiles = ['packed-refs', 'refs/heads', 'refs/remotes', 'reftable/tables.list'];

/** Another text whenever there may be new commits. Where no log of HEAD is kept, the extension knows where it is. */
async function newsOf(folder: vscode.Uri, common: vscode.Uri, repository: GitRepository | undefined): Promise<string> {
  const files = [
    ...newsFiles.map(file => vscode.Uri.joinPath(folder, file)),
    ...commonNewsFiles.map(file => vscode.Uri.joinPath(common, file)),
  ];
  const times = files.map(file =>
    vscode.workspace.fs.stat(file).then(
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

/** Folders and patterns in them: of one without `**` VS Code watches the folder alone, and not everything below it. */
type WatchedFiles = readonly (readonly [folder: string, pattern: string])[];

const headFiles: WatchedFiles = [
  ['.', '{HEAD,FETCH_HEAD}'],
  ['logs', 'HEAD'],
];
const refFiles: WatchedFiles = [
  ['.', '{packed-refs,config}'],
  ['reftable', 'tables.list'],
  ['refs/remotes', '**'],
  ['logs/refs/remotes', '**'],
];

function watchFiles(folder: vscode.Uri, files: WatchedFiles, look: () => void): Disposable {
  const owner = new Owner();
  for (const [inside, pattern] of files) {
    const watched = new vscode.RelativePattern(vscode.Uri.joinPath(folder, inside), pattern);
    const watcher = owner.add(vscode.workspace.createFileSystemWatcher(watched));
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

/** Where git keeps the refs of all work trees; a linked one names it. */
async function commonFolder(folder: vscode.Uri): Promise<vscode.Uri> {
  const named = (await textOf(vscode.Uri.joinPath(folder, 'commondir'))).trim();
  if (named === '') return folder;
  return /^([/\\]|[a-z]:)/i.test(named) ? vscode.Uri.file(named) : vscode.Uri.joinPath(folder, named);
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
