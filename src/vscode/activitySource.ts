import * as vscode from 'vscode';
import type { ActivityEvent } from '../domain/activity';
import type { FocusContext } from '../domain/span';
import { ActivityEdits } from './activityEdits';
import { Owner } from './disposable';
import { type EdgeLog, swiftEdge } from './edge';
import type { Clock } from './focusRecording';

/** Whether the window has the focus, and whether somebody uses it. */
export interface WindowFocus {
  readonly state: vscode.WindowState;
  readonly onDidChange: vscode.Event<vscode.WindowState>;
}

export interface ActivitySourceParts {
  /** Called at once, in the order in which things happen. */
  readonly sink: (event: ActivityEvent) => void;
  readonly clock: Clock;
  readonly contexts: { contextOf(document: vscode.TextDocument | undefined): FocusContext };
  /** Which files have conflicts. */
  readonly conflicts: { has(uri: vscode.Uri): boolean };
  readonly log: EdgeLog;
  /** VS Code's own, unless given. */
  readonly windowFocus?: WindowFocus;
}

/** Schemes of the documents that the extensions of GitHub, GitLab and Bitbucket show requests in. */
const reviewSchemes: ReadonlySet<string> = new Set([
  'review',
  'pr',
  'githubpr',
  'gitpr',
  'gl-review',
  'atlascode.bbpr',
]);
/** What runs so soon after the window opened was started by a setting, and not by the person. */
const openingMs = 10_000;
/** A task is also a command in a terminal, and comes with a debug session: one run within this. */
const sameRunMs = 1000;

/**
 * Tells what the person does in this window. All but the window's state is told only while it has the focus; whether
 * it is `active` is told, and qualifies the rest elsewhere.
 * - `focused`, `unfocused`, `active`, `inactive`: also as they are at the start.
 * - `edit`, `inserted`: see {@link ActivityEdits} and `editOrigin`.
 * - `read`: moves of the caret by keyboard, mouse or command, but for those that come with an edit; scrolling, but for
 *   what follows a change of the text; another editor or tab. An extension that sets a selection looks like a command.
 * - `review`: the same in a diff, in a file with conflicts, or in a document of a request.
 * - `run`: commands in the active terminal, tasks, debug sessions that no other session started, steps in them; at most
 *   one a second, and none in the first ten. Who started them can't be told.
 */
export class ActivitySource extends Owner {
  private readonly edits: ActivityEdits<vscode.TextDocument>;
  private readonly openedAt: number;
  private state: vscode.WindowState | undefined;
  private tab = activeTab();
  private ranAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly parts: ActivitySourceParts) {
    super();
    const { contexts, clock } = parts;
    this.openedAt = clock.ticks();
    this.edits = new ActivityEdits({
      tell: (kind, document, characters) =>
        parts.sink({ kind, at: clock.at(), ticks: clock.ticks(), context: contexts.contextOf(document), characters }),
      activeEditor: () => vscode.window.activeTextEditor,
      isOnDisk: scheme => vscode.workspace.fs.isWritableFileSystem(scheme) !== undefined,
      ticks: () => clock.ticks(),
    });
    const focus = parts.windowFocus ?? {
      state: vscode.window.state,
      onDidChange: vscode.window.onDidChangeWindowState,
    };
    this.on(focus.onDidChange, 'window state', state => this.becomes(state));
    this.becomes(focus.state);
    this.watchEdits();
    this.watchReading();
    this.watchRuns();
  }

  private watchEdits(): void {
    this.on(vscode.workspace.onDidChangeTextDocument, 'edit', event => this.edits.change(event));
    this.on(vscode.workspace.onWillSaveTextDocument, 'save', ({ document }) => this.edits.willSave(document));
    this.on(vscode.workspace.onDidSaveTextDocument, 'save', document => this.edits.didSave(document));
  }

  private watchReading(): void {
    const { edits } = this;
    this.on(vscode.window.onDidChangeTextEditorSelection, 'selection', ({ kind, textEditor: { document } }) => {
      if (kind === undefined) return;
      if (kind === vscode.TextEditorSelectionChangeKind.Mouse || !edits.editedLately(document)) this.look(document);
    });
    this.on(vscode.window.onDidChangeTextEditorVisibleRanges, 'scrolling', ({ textEditor: { document } }) => {
      if (document.uri.scheme !== 'output' && !edits.changedLately(document)) this.look(document);
    });
    this.on(vscode.window.onDidChangeActiveTextEditor, 'active editor', editor => {
      if (editor) this.look(editor.document);
    });
    this.on(vscode.window.tabGroups.onDidChangeTabs, 'tabs', () => this.lookAtTab());
    this.on(vscode.window.tabGroups.onDidChangeTabGroups, 'tabs', () => this.lookAtTab());
  }

  private watchRuns(): void {
    this.on(vscode.window.onDidStartTerminalShellExecution, 'terminal', ({ terminal }) => {
      if (terminal === vscode.window.activeTerminal) this.run();
    });
    this.on(vscode.tasks.onDidStartTask, 'task', () => this.run());
    this.on(vscode.debug.onDidStartDebugSession, 'debugging', session => {
      if (!session.parentSession) this.run();
    });
    this.on(vscode.debug.onDidChangeActiveStackItem, 'stepping', item => {
      if (item instanceof vscode.DebugStackFrame) this.run();
    });
  }

  private on<E>(event: vscode.Event<E>, name: string, listener: (event: E) => void): void {
    this.add(event(swiftEdge(this.parts.log, name, listener)));
  }

  private becomes({ focused, active }: vscode.WindowState): void {
    const before = this.state;
    this.state = { focused, active };
    this.edits.hasFocus = focused;
    if (before?.focused !== focused) this.tell(focused ? 'focused' : 'unfocused');
    if (before?.active !== active) this.tell(active ? 'active' : 'inactive');
  }

  private tell(kind: 'focused' | 'unfocused' | 'active' | 'inactive'): void {
    this.parts.sink({ kind, at: this.parts.clock.at(), ticks: this.parts.clock.ticks() });
  }

  /** @param document `undefined` for what is no text. */
  private look(document: vscode.TextDocument | undefined): void {
    if (this.state?.focused) this.interact(this.isReview(document) ? 'review' : 'read', document);
  }

  /** Of text and its differences the editor tells. */
  private lookAtTab(): void {
    const tab = activeTab();
    if (tab === this.tab) return;
    this.tab = tab;
    const { input } = tab ?? {};
    const isText = input instanceof vscode.TabInputText || input instanceof vscode.TabInputTextDiff;
    if (tab && !isText) this.look(undefined);
  }

  private isReview(document: vscode.TextDocument | undefined): boolean {
    const input = activeTab()?.input;
    if (input instanceof vscode.TabInputTextDiff || input instanceof vscode.TabInputNotebookDiff) return true;
    return !!document && (reviewSchemes.has(document.uri.scheme) || this.parts.conflicts.has(document.uri));
  }

  private run(): void {
    const now = this.parts.clock.ticks();
    if (!this.state?.focused || now - this.openedAt < openingMs || now - this.ranAt < sameRunMs) return;
    this.ranAt = now;
    this.interact('run', vscode.window.activeTextEditor?.document);
  }

  private interact(kind: 'read' | 'review' | 'run', document: vscode.TextDocument | undefined): void {
    const { sink, clock, contexts } = this.parts;
    sink({ kind, at: clock.at(), ticks: clock.ticks(), context: contexts.contextOf(document) });
  }
}

function activeTab(): vscode.Tab | undefined {
  return vscode.window.tabGroups.activeTabGroup.activeTab;
}
