import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { ActivityEvent } from '../../../src/domain/activity';
import type { FocusContext } from '../../../src/domain/span';
import { ActivitySource } from '../../../src/vscode/activitySource';
import { Owner } from '../../../src/vscode/disposable';
import { eventually } from './support/witness';

const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
const lines = Array.from({ length: 200 }, (_, line) => `here is line ${line}`);
const longText = 'a text that nobody can have typed, for it comes in one piece';

/** A source in a window that has the focus as the test says, with a clock that stands still unless it is moved. */
class Scene extends Owner {
  readonly events: ActivityEvent[] = [];
  readonly errors: string[] = [];
  readonly conflicted = new Set<string>();
  private readonly focus = this.add(new vscode.EventEmitter<vscode.WindowState>());
  private now = 0;

  constructor() {
    super();
    this.add(
      new ActivitySource({
        sink: event => this.events.push(event),
        clock: { at: () => this.now, ticks: () => this.now },
        contexts: { contextOf: contextOf },
        conflicts: { has: uri => this.conflicted.has(uri.toString()) },
        log: { error: message => this.errors.push(message) },
        windowFocus: { state: { focused: true, active: true }, onDidChange: this.focus.event },
      }),
    );
    this.pass(60_000);
  }

  pass(ms: number): void {
    this.now += ms;
  }

  become(state: vscode.WindowState): void {
    this.focus.fire(state);
  }

  /** What is told of something that is done, up to a move of the caret after it. */
  async during(deed: () => unknown): Promise<string[]> {
    this.events.length = 0;
    await deed();
    await this.moveCaret();
    assert.equal(this.events.pop()?.kind, 'read', 'the move of the caret that ends it');
    return this.events.map(told);
  }

  /** By a command, as the right arrow key does; what happened before it was told when it ends. */
  async moveCaret(): Promise<void> {
    this.pass(5000);
    const moved = new Promise<void>(resolve => {
      const listening = vscode.window.onDidChangeTextEditorSelection(() => {
        listening.dispose();
        resolve();
      });
    });
    await vscode.commands.executeCommand('cursorRight');
    await moved;
  }
}

/** Stands for what the document is, so that a test can tell which one was meant. */
function contextOf(document: vscode.TextDocument | undefined): FocusContext {
  const language = document ? path.basename(document.uri.path) : null;
  return { repository: null, branch: null, language, category: null };
}

function told(event: ActivityEvent): string {
  return 'characters' in event ? `${event.kind} ${event.characters}` : event.kind;
}

describe('the activity source', () => {
  let scene: Scene;
  let editor: vscode.TextEditor;
  let files = 0;

  const run = (command: string, ...args: unknown[]) => vscode.commands.executeCommand(command, ...args);
  const type = (text: string) => run('type', { text });
  const change = (make: (edit: vscode.WorkspaceEdit, uri: vscode.Uri) => void) => {
    const edit = new vscode.WorkspaceEdit();
    make(edit, editor.document.uri);
    return vscode.workspace.applyEdit(edit);
  };
  const newFile = () => {
    const file = path.join(folder, `scene-${++files}.txt`);
    writeFileSync(file, `${lines.join('\n')}\n`);
    return vscode.Uri.file(file);
  };
  const open = async (uri: vscode.Uri) => {
    editor = await vscode.window.showTextDocument(uri, { preview: false });
    editor.selection = new vscode.Selection(10, 4, 10, 4);
    await eventually(
      'the editor on screen',
      () => editor.visibleRanges.length > 0 && editor.selection.start.line === 10,
    );
  };

  beforeEach(async () => {
    await open(newFile());
    scene = new Scene();
    await scene.moveCaret();
  });

  afterEach(async () => {
    scene.dispose();
    assert.deepEqual(scene.errors, []);
    await editor.document.save();
    await run('workbench.action.closeAllEditors');
  });

  describe('tells of the window', () => {
    it('its state, and each part of it that changes', () => {
      const alone = new Scene();
      alone.become({ focused: false, active: true });
      alone.become({ focused: true, active: false });
      alone.become({ focused: true, active: false });
      alone.become({ focused: true, active: true });
      alone.dispose();
      alone.become({ focused: false, active: false });
      const expected = ['focused', 'active', 'unfocused', 'focused', 'inactive', 'active'];
      assert.deepEqual(alone.events.map(told), expected);
    });

    it('what VS Code says', () => {
      const events: ActivityEvent[] = [];
      const source = new ActivitySource({
        sink: event => events.push(event),
        clock: { at: () => 1, ticks: () => 2 },
        contexts: { contextOf: contextOf },
        conflicts: { has: () => false },
        log: { error: assert.fail },
      });
      source.dispose();
      const { focused, active } = vscode.window.state;
      assert.deepEqual(events, [
        { kind: focused ? 'focused' : 'unfocused', at: 1, ticks: 2 },
        { kind: active ? 'active' : 'inactive', at: 1, ticks: 2 },
      ]);
    });

    it('nothing else while it has no focus', async () => {
      scene.become({ focused: false, active: true });
      scene.events.length = 0;
      await type('a');
      await scene.moveCaret();
      await run('workbench.action.files.newUntitledFile');
      await eventually('the new document', () => vscode.window.activeTextEditor?.document.isUntitled);
      scene.become({ focused: true, active: true });
      assert.deepEqual(scene.events.map(told), ['focused']);
      await run('workbench.action.revertAndCloseActiveEditor');
    });
  });

  describe('tells an edit', () => {
    it('for each character typed, from the first one in a clean file on', async () => {
      assert.equal(editor.document.isDirty, false);
      assert.deepEqual(await scene.during(() => type('a')), ['edit 1']);
      assert.deepEqual(await scene.during(() => type('bc')), ['edit 1', 'edit 1']);
      await editor.document.save();
      assert.deepEqual(await scene.during(() => type('d')), ['edit 1']);
    });

    it('in the context of the document', async () => {
      await type('a');
      await scene.moveCaret();
      const edit = scene.events.find(({ kind }) => kind === 'edit');
      assert.ok(edit?.kind === 'edit');
      assert.equal(edit.context.language, `scene-${files}.txt`);
    });

    for (const [what, command, expected] of [
      ['Backspace', 'deleteLeft', 'edit 0'],
      ['deleting a word', 'deleteWordLeft', 'edit 0'],
      ['deleting a line', 'editor.action.deleteLines', 'edit 0'],
      ['indenting', 'editor.action.indentLines', /^edit [1-9]$/],
      ['a new line below', 'editor.action.insertLineAfter', 'edit 1'],
      ['moving a line down', 'editor.action.moveLinesDownAction', 'edit 0'],
      ['moving a line up', 'editor.action.moveLinesUpAction', 'edit 0'],
    ] as const) {
      it(`for ${what}`, async () => {
        const [only = '', ...more] = await scene.during(() => run(command));
        if (typeof expected === 'string') assert.equal(only, expected);
        else assert.match(only, expected);
        assert.deepEqual(more, []);
      });
    }

    it('for Enter, also between brackets', async () => {
      assert.deepEqual(await scene.during(() => type('\n')), ['edit 1']);
      assert.deepEqual(await scene.during(() => type('{')), ['edit 1']);
      assert.match((await scene.during(() => type('\n')))[0] ?? '', /^edit/);
    });

    it('for typing at several carets', async () => {
      editor.selections = [new vscode.Selection(3, 1, 3, 1), new vscode.Selection(150, 2, 150, 2)];
      await scene.moveCaret();
      assert.deepEqual(await scene.during(() => type('x')), ['edit 2']);
    });

    it('for undo and redo, without characters', async () => {
      await type('a');
      await scene.moveCaret();
      assert.deepEqual(await scene.during(() => run('undo')), ['edit 0']);
      assert.deepEqual(await scene.during(() => run('redo')), ['edit 0']);
    });

    it('in a document that was never saved', async () => {
      await run('workbench.action.files.newUntitledFile');
      await eventually('the new document', () => vscode.window.activeTextEditor?.document.isUntitled);
      scene.events.length = 0;
      await type('u');
      await eventually('the edit', () => scene.events.some(event => told(event) === 'edit 1'));
      await run('workbench.action.revertAndCloseActiveEditor');
    });
  });

  describe('tells what is inserted', () => {
    it('by pasting', async () => {
      assert.deepEqual(await scene.during(() => run('paste', { text: longText })), [`inserted ${longText.length}`]);
      assert.deepEqual(await scene.during(() => run('paste', { text: 'two\nlines\n' })), ['inserted 10']);
    });

    it('by a snippet', async () => {
      const snippet = new vscode.SnippetString('for (const each of all) {\n}');
      const [only = '', ...more] = await scene.during(() => editor.insertSnippet(snippet));
      assert.match(only, /^inserted/);
      assert.deepEqual(more, []);
    });
  });

  describe('tells nothing of', () => {
    it("an agent's edit away from the caret", async () => {
      assert.deepEqual(
        await scene.during(() => change((edit, uri) => edit.insert(uri, new vscode.Position(60, 0), 'x'))),
        [],
      );
    });

    it("the caret that an agent's edit moves", async () => {
      const before = editor.selection.start.line;
      const insertAbove = () => change((edit, uri) => edit.insert(uri, new vscode.Position(0, 0), 'x\n'));
      assert.deepEqual(await scene.during(insertAbove), []);
      assert.equal(editor.selection.start.line, before + 1);
    });

    it('the replacement of a whole document', async () => {
      const all = new vscode.Range(0, 0, lines.length, 0);
      const text = lines.map(line => line.replace('here', 'there')).join('\n');
      assert.deepEqual(await scene.during(() => change((edit, uri) => edit.replace(uri, all, text))), []);
      assert.match(editor.document.getText(), /^there/);
    });

    it('an edit in a document that is not the active one', async () => {
      const other = await vscode.workspace.openTextDocument(newFile());
      const told = await scene.during(() =>
        change(edit => edit.insert(other.uri, editor.selection.active, 'just where the caret is in the active one')),
      );
      assert.deepEqual(told, []);
      await other.save();
    });

    it('a formatter on save', async () => {
      let formatted = 0;
      const formatter = vscode.languages.registerDocumentFormattingEditProvider(
        { pattern: '**/scene-*.txt' },
        {
          provideDocumentFormattingEdits: () => {
            formatted++;
            return [9, 10, 100].map(line => vscode.TextEdit.insert(new vscode.Position(line, 0), ' '));
          },
        },
      );
      const setting = vscode.workspace.getConfiguration('editor');
      await setting.update('formatOnSave', true, vscode.ConfigurationTarget.Global);
      try {
        await type('a');
        await scene.moveCaret();
        assert.deepEqual(await scene.during(() => run('workbench.action.files.save')), []);
        assert.ok(formatted > 0, 'it was not formatted');
      } finally {
        await setting.update('formatOnSave', undefined, vscode.ConfigurationTarget.Global);
        formatter.dispose();
      }
    });

    it('what others change at the caret while it is saved', async () => {
      let fixed = 0;
      const fixer = vscode.workspace.onWillSaveTextDocument(event => {
        if (event.document !== editor.document) return;
        fixed++;
        event.waitUntil(Promise.resolve([vscode.TextEdit.insert(editor.selection.active, 'x')]));
      });
      await type('a');
      await scene.moveCaret();
      assert.deepEqual(await scene.during(() => run('workbench.action.files.save')), []);
      assert.equal(fixed, 1);
      fixer.dispose();
      assert.deepEqual(await scene.during(() => type('b')), ['edit 1'], 'after it');
    });

    it('a file that changed on disk, and was read again', async () => {
      const told = await scene.during(async () => {
        const changed = lines.with(10, 'changed just where the caret is').join('\n');
        writeFileSync(editor.document.uri.fsPath, `${changed}\n`);
        await eventually('the new text', () => editor.document.lineAt(10).text.startsWith('changed'));
      });
      assert.deepEqual(told, []);
      assert.deepEqual(await scene.during(() => type('a')), ['edit 1'], 'after it');
    });

    it('changes that are given up', async () => {
      await type('a');
      await scene.moveCaret();
      assert.deepEqual(await scene.during(() => run('workbench.action.files.revert')), []);
      assert.equal(editor.document.isDirty, false);
    });
  });

  describe('tells reading', () => {
    it('by moves of the caret', async () => {
      assert.deepEqual(await scene.during(() => run('cursorDown')), ['read']);
    });

    it('by scrolling', async () => {
      const scroll = () => run('editorScroll', { to: 'down', by: 'page' });
      const before = editor.visibleRanges[0]?.start.line;
      const told = await scene.during(async () => {
        await scroll();
        await eventually('other lines', () => editor.visibleRanges[0]?.start.line !== before);
      });
      assert.ok(told.length > 0);
      assert.deepEqual(new Set(told), new Set(['read']));
    });

    it('but not where the text moved below the eyes', async () => {
      const before = editor.visibleRanges[0]?.start.line;
      scene.events.length = 0;
      await change((edit, uri) => edit.insert(uri, new vscode.Position(100, 0), 'x'));
      await run('editorScroll', { to: 'down', by: 'page' });
      await eventually('other lines', () => editor.visibleRanges[0]?.start.line !== before);
      assert.deepEqual(scene.events, []);
    });

    it('but not where output runs through', async () => {
      const channel = vscode.window.createOutputChannel('eddy-test');
      channel.show(true);
      const output = await eventually('the output', () =>
        vscode.window.visibleTextEditors.find(({ document }) => document.uri.scheme === 'output'),
      );
      const listening = vscode.workspace.onDidChangeTextDocument(() => scene.pass(5000));
      scene.events.length = 0;
      channel.append(lines.join('\n'));
      await eventually('its end', () => (output.visibleRanges[0]?.start.line ?? 0) > 100);
      assert.deepEqual(scene.events, []);
      listening.dispose();
      channel.dispose();
      await run('workbench.action.closePanel');
    });

    it('by another editor, in its context', async () => {
      scene.events.length = 0;
      await open(newFile());
      const read = await eventually('a reading', () => scene.events.find(({ kind }) => kind === 'read'));
      assert.ok('context' in read);
      assert.equal(read.context.language, `scene-${files}.txt`);
    });

    it('by a tab that holds no text', async () => {
      scene.events.length = 0;
      const panel = vscode.window.createWebviewPanel('eddy-test', 'test', vscode.ViewColumn.Active);
      const read = await eventually('a reading', () => scene.events.find(({ kind }) => kind === 'read'));
      assert.ok('context' in read);
      assert.equal(read.context.language, null);
      panel.dispose();
    });
  });

  describe('tells review', () => {
    it('in a diff, where edits stay edits', async () => {
      await run('vscode.diff', newFile(), editor.document.uri);
      await eventually('review', () => scene.events.some(({ kind }) => kind === 'review'));
      scene.pass(5000);
      scene.events.length = 0;
      await type('a');
      await eventually('the edit', () => scene.events.some(event => told(event) === 'edit 1'));
      scene.pass(5000);
      await run('cursorDown');
      await eventually('review', () => scene.events.some(({ kind }) => kind === 'review'));
    });

    it('in a file with conflicts', async () => {
      scene.conflicted.add(editor.document.uri.toString());
      scene.events.length = 0;
      await run('cursorDown');
      assert.equal(told(await eventually('an event', () => scene.events[0])), 'review');
    });

    it('in a document of a request', async () => {
      const provider = vscode.workspace.registerTextDocumentContentProvider('gl-review', {
        provideTextDocumentContent: () => 'a\nb\n',
      });
      scene.events.length = 0;
      await vscode.window.showTextDocument(vscode.Uri.parse('gl-review:/a.ts'));
      await eventually('review', () => scene.events.some(({ kind }) => kind === 'review'));
      provider.dispose();
    });
  });

  describe('tells a run', () => {
    const runs = () => scene.events.filter(({ kind }) => kind === 'run').length;

    afterEach(() => {
      for (const terminal of vscode.window.terminals) terminal.dispose();
    });

    it('for a command in the active terminal, and not in another one', async () => {
      const terminal = vscode.window.createTerminal({ name: 'eddy', shellPath: '/bin/bash' });
      terminal.show();
      await eventually('shell integration', () => terminal.shellIntegration);
      const started: vscode.Terminal[] = [];
      const listening = vscode.window.onDidStartTerminalShellExecution(event => started.push(event.terminal));
      terminal.shellIntegration?.executeCommand('true');
      await eventually('the command', () => started.length === 1);
      assert.equal(runs(), 1);

      const front = vscode.window.createTerminal({ name: 'front', shellPath: '/bin/bash' });
      front.show();
      await eventually('the other terminal', () => vscode.window.activeTerminal === front);
      scene.pass(5000);
      terminal.shellIntegration?.executeCommand('true');
      await eventually('the command', () => started.length === 2);
      assert.equal(runs(), 1);
      listening.dispose();
    });

    const startTask = async () => {
      const execution = new vscode.ProcessExecution('true', []);
      const task = new vscode.Task({ type: 'process' }, vscode.TaskScope.Workspace, 'eddy', 'eddy', execution);
      const ended = new Promise<void>(resolve => {
        const listening = vscode.tasks.onDidEndTask(event => {
          if (event.execution.task.name !== 'eddy') return;
          listening.dispose();
          resolve();
        });
      });
      await vscode.tasks.executeTask(task);
      await ended;
    };

    it('for a task, once', async () => {
      await startTask();
      assert.equal(runs(), 1);
    });

    it('but not where it starts with the window', async () => {
      scene.pass(-60_000);
      await startTask();
      assert.equal(runs(), 0);
      scene.pass(5000);
      await startTask();
      assert.equal(runs(), 1);
    });

    it('for debugging and its steps, but not for sessions that another one starts', async function () {
      this.timeout(60_000);
      if (!vscode.extensions.getExtension('ms-vscode.js-debug')) this.skip();
      const program = path.join(folder, 'program.js');
      writeFileSync(program, 'let a = 1;\na += 1;\na += 1;\n');
      const runsWith: { parent?: number; child?: number } = {};
      const listening = vscode.debug.onDidStartDebugSession(({ parentSession }) => {
        runsWith[parentSession ? 'child' : 'parent'] = runs();
        scene.pass(5000);
      });
      await vscode.debug.startDebugging(vscode.workspace.workspaceFolders?.[0], {
        ...{ type: 'node', request: 'launch', name: 'eddy', program, stopOnEntry: true, console: 'internalConsole' },
      });
      await eventually('a stop', () => vscode.debug.activeStackItem instanceof vscode.DebugStackFrame);
      assert.deepEqual(runsWith, { parent: 1, child: 1 });
      const before = runs();
      scene.pass(5000);
      await run('workbench.action.debug.stepOver');
      await eventually('the step', () => runs() > before);
      await vscode.debug.stopDebugging();
      listening.dispose();
    });
  });
});
