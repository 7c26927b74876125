import * as vscode from 'vscode';

export function activate(context: vscode.ExtensionContext): void {
  const item = vscode.window.createStatusBarItem('eddy.status', vscode.StatusBarAlignment.Left, -100);
  item.name = 'Eddy';
  item.text = '$(pulse) Eddy';
  item.command = 'eddy.showWeek';
  item.show();
  context.subscriptions.push(
    item,
    vscode.commands.registerCommand('eddy.showWeek', () => vscode.window.showInformationMessage('Eddy')),
  );
}
