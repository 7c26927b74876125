import * as vscode from 'vscode';
import { commands, walkthroughId } from './contribution';
import { Owner } from './disposable';
import { edge } from './edge';

/**
 * The first steps with Eddy, which VS Code shows. They come when they are called: VS Code opens what it knows of when an
 * extension is installed, so it learns of them only now that Eddy runs.
 */
export class Walkthrough extends Owner {
  constructor({ id }: vscode.Extension<unknown>, log: vscode.LogOutputChannel) {
    super();
    const open = () =>
      vscode.commands.executeCommand('workbench.action.openWalkthrough', `${id}#${walkthroughId}`, false);
    this.add(vscode.commands.registerCommand(commands.getStarted, edge(log, 'get started', open)));
    void vscode.commands.executeCommand('setContext', 'eddy.active', true);
  }
}
