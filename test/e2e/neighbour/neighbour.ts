// An extension that is there for tests only: the agent, the formatter and the witness beside Eddy.
import { appendFileSync } from 'node:fs';
import type { ExtensionContext, TextDocument } from 'vscode';
import * as vscode from 'vscode';
import { TIMERS_VARIABLE } from './timersVariable';

/** More than anybody types at once, in lines. */
const PARAGRAPH = 'Here is what an agent thinks belongs here.\nIt has thought about it for a long time.\n';

type Change = (edit: vscode.WorkspaceEdit, editor: vscode.TextEditor) => void;

const CHANGES: Readonly<Record<string, Change>> = {
  editFarAway: (edit, { document }) =>
    edit.insert(document.uri, new vscode.Position(document.lineCount - 1, 0), 'word'),
  editAtCaret: (edit, { document, selection }) => edit.insert(document.uri, selection.active, PARAGRAPH),
  editEverything: (edit, { document }) => edit.replace(document.uri, whole(document), PARAGRAPH.repeat(20)),
};

export function activate({ subscriptions }: ExtensionContext): void {
  watchTimers();
  for (const [name, change] of Object.entries(CHANGES)) {
    subscriptions.push(vscode.commands.registerCommand(`eddy-test-neighbour.${name}`, () => apply(change)));
  }
  subscriptions.push(
    vscode.commands.registerCommand('eddy-test-neighbour.switchGrace', switchGrace),
    vscode.languages.registerDocumentFormattingEditProvider('plaintext', {
      provideDocumentFormattingEdits: document => [
        vscode.TextEdit.replace(whole(document), document.getText().replaceAll(/^(?!>)/gm, '> ')),
      ],
    }),
  );
}

async function apply(change: Change): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return;
  const edit = new vscode.WorkspaceEdit();
  change(edit, editor);
  await vscode.workspace.applyEdit(edit);
}

/** Takes the person's grace away, or gives it back: windows in a browser do not watch the file of settings. */
async function switchGrace(): Promise<void> {
  const focus = vscode.workspace.getConfiguration('eddy.focus');
  const isAway = focus.get('awayGrace') === 0;
  await focus.update('awayGrace', isAway ? undefined : 0, vscode.ConfigurationTarget.Global);
}

function whole(document: TextDocument): vscode.Range {
  return new vscode.Range(0, 0, document.lineCount, 0);
}

/** Of Eddy's own code; before Eddy is activated, for VS Code activates what asks for `*` first. */
function watchTimers(): void {
  const file = process.env[TIMERS_VARIABLE];
  const eddy = vscode.extensions.getExtension('eddy-devex.eddy')?.extensionPath;
  if (file === undefined || eddy === undefined) return;
  for (const name of ['setTimeout', 'setInterval'] as const) {
    const set = globalThis[name] as (run: () => void, delayMs?: number, ...rest: unknown[]) => unknown;
    const watched = (run: () => void, delayMs?: number, ...rest: unknown[]) => {
      if (new Error('who?').stack?.includes(eddy)) appendFileSync(file, `${delayMs ?? 0}\n`);
      return set(run, delayMs, ...rest);
    };
    Object.assign(globalThis, { [name]: watched });
  }
}
