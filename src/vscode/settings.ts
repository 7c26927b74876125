import * as vscode from 'vscode';
import { Owner } from './disposable';
import { type SettingValues, settingValues } from './settingValue';

/** The one owner of Eddy's settings: read at the border, told about when one of them changed. */
export class Settings extends Owner {
  private readonly changed = this.add(new vscode.EventEmitter<void>());
  readonly onDidChange = this.changed.event;
  private read: SettingValues | undefined;

  constructor() {
    super();
    this.add(
      vscode.workspace.onDidChangeConfiguration(event => {
        if (!event.affectsConfiguration('eddy')) return;
        this.read = undefined;
        this.changed.fire();
      }),
    );
  }

  get values(): SettingValues {
    this.read ??= settingValues(name => vscode.workspace.getConfiguration().get(name));
    return this.read;
  }
}
