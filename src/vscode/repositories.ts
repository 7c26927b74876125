import * as vscode from 'vscode';
import { keptReport } from '../domain/keptReport';
import { ReadFailure, type Report, type ReportReader, type ReportRequest } from '../domain/report';
import { Owner } from './disposable';
import { edge } from './edge';
import { EditorConflicts } from './editorConflicts';
import type { Place, Places } from './editorContext';
import { GitExtension, type GitRepository } from './gitExtension';
import { Repository, rootAround } from './repository';
import { repositoryNames } from './repositoryName';
import type { OpenRepository, RepositoryState, Workspace } from './repositoryState';
import type { Settings } from './settings';
import { timeZoneNow } from './storedDataWording';
import { type Delay, TrailingRefresh } from './trailingRefresh';

const quietMs = 300;
/** How old a report may be when the person comes back to the window: weeks end by themselves. */
const staleMs = 60 * 60 * 1000;

/** What {@link Repositories} is built from. */
export interface RepositoriesParts {
  reader: ReportReader;
  settings: Settings;
  log: vscode.LogOutputChannel;
  delay: Delay;
  /** The path of a folder with its symbolic links resolved; `null` where there is none any more. */
  realPath: (folder: string) => Promise<string | null>;
  /** The number that stands for a branch in the journal. */
  branchNumber: (repositoryId: string, branch: string) => Promise<number>;
}

/**
 * The repositories of this window and what is known of each.
 * - They are those around the workspace folders and those that VS Code's git extension has open, each real path once.
 * - A change in one leads to one reading of it, once it is quiet; repositories are read one after the other.
 * - Nothing is looked for before the workspace is trusted.
 */
export class Repositories extends Owner {
  private readonly changed = this.add(new vscode.EventEmitter<void>());
  readonly onDidChange = this.changed.event;
  /** Which files have conflicts. */
  readonly conflicts = new EditorConflicts();
  private readonly placesChanged = this.add(new vscode.EventEmitter<void>());
  /** Which repository and branch a file is in; a repository has no name before it was read once. */
  readonly places: Places = { placeOf: uri => this.placeOf(uri), onDidChange: this.placesChanged.event };
  private readonly git = this.add(new GitExtension());
  private readonly search: TrailingRefresh;
  private readonly known = new Map<string, Repository>();
  /** By the path of each work tree, both as it was opened and as it really is. */
  private placesByPath = new Map<string, Repository>();
  private virtual: readonly OpenRepository[] = [];
  private searched = false;
  private currentKey: string | undefined;
  private keys = 0;
  /** Ends when the readings asked for so far have. */
  private turn = Promise.resolve();
  private readWith: string;

  constructor(private readonly parts: RepositoriesParts) {
    super();
    const { settings, log, delay } = parts;
    this.readWith = this.readingSettings();
    this.search = this.add(new TrailingRefresh(edge(log, 'search', this.discover.bind(this)), delay, quietMs));
    const search = () => this.search.trigger();
    this.add(this.git.onDidChange(search));
    this.add(vscode.workspace.onDidChangeWorkspaceFolders(search));
    this.add(vscode.workspace.onDidGrantWorkspaceTrust(search));
    this.add(vscode.workspace.onDidGrantWorkspaceTrust(() => this.changed.fire()));
    this.add(settings.onDidChange(edge(log, 'settings', this.restart.bind(this))));
    this.add(vscode.window.onDidChangeActiveTextEditor(edge(log, 'active editor', this.follow.bind(this))));
    this.add(vscode.window.onDidChangeWindowState(state => state.focused && this.readStale()));
  }

  get workspace(): Workspace {
    if (!vscode.workspace.isTrusted) return { kind: 'untrusted' };
    if (!this.searched) return { kind: 'searching' };
    const known = [...this.known.values()];
    const names = repositoryNames(known.map(({ root }) => vscode.Uri.file(root).path));
    const repositories = known.map(({ key, root, state }, at) => ({ key, name: names[at] ?? root, state }));
    return { kind: 'open', repositories: [...repositories, ...this.virtual] };
  }

  /** The repository of the file that is edited, or was last; the first one before that. */
  get current(): OpenRepository | undefined {
    const { workspace } = this;
    if (workspace.kind !== 'open') return undefined;
    return workspace.repositories.find(({ key }) => key === this.currentKey) ?? workspace.repositories[0];
  }

  /** Looks for repositories and reads them; the first call starts it all. */
  start(): void {
    this.search.trigger();
  }

  retry(key: string): void {
    const repository = this.byKey(key);
    if (!repository) return;
    this.become(repository, { kind: 'reading', progress: null });
    repository.refresh.trigger();
  }

  /** Reads it again; what is known of it stays until then. */
  refresh(key: string): void {
    this.byKey(key)?.refresh.trigger();
  }

  /** The top folder of its work tree; `undefined` where that is not on the disk. */
  rootOf(key: string): string | undefined {
    return this.byKey(key)?.root;
  }

  /**
   * Lets go of what the journal calls repositories and branches, and reads them again for new names.
   * @param between what is done once no reading goes on.
   */
  async nameAnew(between: () => Promise<void>): Promise<void> {
    for (const repository of this.known.values()) {
      repository.id = null;
      repository.branchNumber = null;
      repository.refresh.restart();
    }
    this.placesChanged.fire();
    await this.turn;
    await between();
  }

  override dispose(): void {
    super.dispose();
    for (const repository of this.known.values()) repository.dispose();
  }

  private byKey(key: string): Repository | undefined {
    return [...this.known.values()].find(known => known.key === key);
  }

  private async discover(): Promise<void> {
    if (!vscode.workspace.isTrusted) return;
    const folders = vscode.workspace.workspaceFolders ?? [];
    const opened = await this.git.repositories();
    const roots = new Map<string, GitRepository | undefined>();
    const paths = new Map<string, string>();
    const find = async (root: vscode.Uri, repository: GitRepository | undefined) => {
      const path = await this.parts.realPath(root.fsPath);
      if (!path) return;
      roots.set(path, repository);
      paths.set(root.path, path).set(vscode.Uri.file(path).path, path);
    };
    for (const folder of folders) {
      const root = folder.uri.scheme === 'file' ? await rootAround(folder.uri) : undefined;
      if (root) await find(root, undefined);
    }
    for (const repository of opened) await find(repository.rootUri, repository);
    if (this.isDisposed) return;
    this.virtual = folders
      .filter(({ uri }) => uri.scheme !== 'file')
      .map(({ name, index }) => ({ key: `virtual-${index}`, name, state: { kind: 'virtual' } }));
    for (const [root, repository] of this.known) {
      if (roots.has(root)) continue;
      repository.dispose();
      this.known.delete(root);
    }
    for (const [root, opened] of roots) this.open(root).watch(opened);
    this.placesByPath = new Map([...paths].map(([path, root]) => [path, this.open(root)]));
    this.placesChanged.fire();
    this.conflicts.follow(opened);
    this.searched = true;
    this.parts.log.info(`repositories: ${this.known.size}, virtual folders: ${this.virtual.length}`);
    await this.follow(vscode.window.activeTextEditor);
    this.changed.fire();
  }

  private open(root: string): Repository {
    const known = this.known.get(root);
    if (known) return known;
    const { log, delay } = this.parts;
    const read = edge(log, 'reading', (signal: AbortSignal) => this.inTurn(() => this.read(repository, signal)));
    const refresh = new TrailingRefresh(read, delay, quietMs);
    const locate = edge(log, 'branch', () => this.locate(repository));
    const repository = new Repository(String(++this.keys), root, refresh, locate);
    this.known.set(root, repository);
    repository.refresh.trigger();
    return repository;
  }

  private inTurn(read: () => Promise<void>): Promise<void> {
    this.turn = this.turn.then(read, read);
    return this.turn;
  }

  private async read(repository: Repository, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    const { weeks, dayStartMinutes, authors, leaveOut } = this.parts.settings.values;
    const now = Date.now();
    const timeZone = timeZoneNow();
    const request = { weeks, now, timeZone, dayStartMinutes, authors, allAuthors: false, leaveOut };
    try {
      const report = await this.parts.reader.read(repository.root, request, {
        signal,
        onProgress: progress => {
          const { state } = repository;
          if (signal.aborted || state.kind !== 'reading' || percent(state.progress) === percent(progress)) return;
          this.become(repository, { kind: 'reading', progress });
        },
      });
      if (signal.aborted) return;
      const { state: before } = repository;
      const kept = before.kind === 'ready' ? keptReport(report, before.report) : report;
      this.become(repository, { kind: 'ready', report: kept, pending: true });
      repository.id = report.repository.id;
      await this.locate(repository);
      this.parts.log.info(`read one repository in ${Date.now() - now} ms`);
      const state = await this.withRequests(repository, request, report, signal);
      if (signal.aborted) return;
      this.become(repository, withKeptGround(state, kept));
      this.parts.log.info(`and its requests in ${Date.now() - now} ms`);
      const whole = await this.withGround(repository, request, state, signal);
      if (signal.aborted) return;
      this.become(repository, whole);
      this.parts.log.info(`and its ground in ${Date.now() - now} ms`);
    } catch (error) {
      if (signal.aborted) return;
      const failure = error instanceof ReadFailure ? error : null;
      this.become(repository, { kind: 'problem', failure });
      this.parts.log.warn(`reading failed: ${failure?.kind ?? 'unknown'}`);
    }
  }

  /** The report stands on its own where its requests can't be read. */
  private async withRequests(
    { root }: Repository,
    request: ReportRequest,
    report: Report,
    signal: AbortSignal,
  ): Promise<RepositoryState> {
    try {
      return { kind: 'ready', report: await this.parts.reader.addRequests(root, request, report, signal) };
    } catch (error) {
      if (signal.aborted) throw error;
      this.parts.log.warn(`reading requests failed: ${error instanceof ReadFailure ? error.kind : 'unknown'}`);
      return { kind: 'ready', report, requestsFailed: true };
    }
  }

  /** So does the report with its requests. */
  private async withGround(
    { root }: Repository,
    request: ReportRequest,
    state: RepositoryState,
    signal: AbortSignal,
  ): Promise<RepositoryState> {
    if (state.kind !== 'ready' || state.requestsFailed) return state;
    try {
      return { ...state, report: await this.parts.reader.addGround(root, request, state.report, signal) };
    } catch (error) {
      if (signal.aborted) throw error;
      this.parts.log.warn(`reading its ground failed: ${error instanceof ReadFailure ? error.kind : 'unknown'}`);
      return state;
    }
  }

  private placeOf({ path }: vscode.Uri): Place {
    let found: [path: string, Repository] | undefined;
    for (const [root, repository] of this.placesByPath) {
      const isInside = path === root || path.startsWith(root.endsWith('/') ? root : `${root}/`);
      if (isInside && root.length > (found?.[0].length ?? 0)) found = [root, repository];
    }
    const [root, repository] = found ?? [null, null];
    return { repository: repository?.id ?? null, branch: repository?.branchNumber ?? null, root };
  }

  /** Gives the branch that is checked out its number. */
  private async locate(repository: Repository): Promise<void> {
    const { id, branch } = repository;
    repository.branchNumber = id === null || branch === null ? null : await this.parts.branchNumber(id, branch);
    this.placesChanged.fire();
  }

  private become(repository: Repository, state: RepositoryState): void {
    repository.state = state;
    this.changed.fire();
  }

  /** Only for what a reading depends on. */
  private restart(): void {
    const settings = this.readingSettings();
    if (settings === this.readWith) return;
    this.readWith = settings;
    for (const repository of this.known.values()) repository.refresh.restart();
  }

  private readingSettings(): string {
    const { weeks, dayStartMinutes, authors, leaveOut } = this.parts.settings.values;
    return JSON.stringify([weeks, dayStartMinutes, authors, leaveOut]);
  }

  private readStale(): void {
    const timeZone = timeZoneNow();
    for (const { state, refresh } of this.known.values()) {
      if (state.kind !== 'ready') continue;
      const { generatedAt, timeZone: then } = state.report;
      // The clock may have been ahead when it was read.
      const isStale = Math.abs(Date.now() - Date.parse(generatedAt)) > staleMs;
      if (isStale || then !== timeZone) refresh.trigger();
    }
  }

  private async follow(editor: vscode.TextEditor | undefined): Promise<void> {
    if (editor?.document.uri.scheme !== 'file' || this.known.size === 0) return;
    const root = await rootAround(vscode.Uri.joinPath(editor.document.uri, '..'));
    const path = root && (await this.parts.realPath(root.fsPath));
    const repository = path ? this.known.get(path) : undefined;
    if (!repository || repository.key === this.currentKey) return;
    this.currentKey = repository.key;
    this.changed.fire();
  }
}

/** Before its new ground was read anew. */
function withKeptGround(state: RepositoryState, { ai, weeks }: Report): RepositoryState {
  if (state.kind !== 'ready' || state.requestsFailed) return state;
  const ground = weeks.map(({ newGround }) => newGround);
  const report = {
    ...state.report,
    ai,
    weeks: state.report.weeks.map((week, index) => ({ ...week, newGround: ground[index] ?? null })),
  };
  return { ...state, report, pending: true };
}

function percent(progress: { done: number; total: number } | null): number | null {
  return progress && Math.floor((100 * progress.done) / Math.max(1, progress.total));
}
