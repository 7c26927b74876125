import * as vscode from 'vscode';
import { type Disposable, Owner } from './disposable';
import type { Delay } from './trailingRefresh';

/** VS Code takes its time to begin watching, and to stop. */
const watchMs = 1000;

/**
 * Watches the files of a folder within another, through its making, its end, and its making again: VS Code goes on
 * watching a folder that was deleted and made again only if it is asked to later.
 */
export class StorageWatch extends Owner {
  private followed: Disposable | undefined;
  private rewatch: Disposable | undefined;

  /** @param news also called once after the watch has begun, for what came between the last reading and that. */
  constructor(
    private readonly storage: vscode.Uri,
    private readonly folder: string,
    private readonly delay: Delay,
    private readonly news: () => void,
  ) {
    super();
    this.watch(storage, folder, () => {
      news();
      this.followAnew();
    });
    this.add({ dispose: () => this.followed?.dispose() });
    this.add({ dispose: () => this.rewatch?.dispose() });
    this.follow();
  }

  private follow(): void {
    this.followed = this.watch(vscode.Uri.joinPath(this.storage, this.folder), '*', this.news);
    this.add(this.delay(this.news, watchMs));
  }

  private followAnew(): void {
    this.followed?.dispose();
    this.rewatch?.dispose();
    this.rewatch = this.delay(() => {
      this.follow();
      this.news();
    }, watchMs);
  }

  private watch(folder: vscode.Uri, files: string, news: () => void): Disposable {
    const owner = this.add(new Owner());
    const watcher = owner.add(vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, files)));
    for (const event of [watcher.onDidChange, watcher.onDidCreate, watcher.onDidDelete]) owner.add(event(news));
    return owner;
  }
}
