import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('Eddy in its extension host', () => {
  const extension = () => {
    const found = vscode.extensions.getExtension('eddy-devex.eddy');
    assert.ok(found, 'eddy-devex.eddy is not installed in this host');
    return found;
  };

  it('activates', async () => {
    await extension().activate();
    assert.equal(extension().isActive, true);
  });

  it('registers every command that its manifest contributes', async () => {
    await extension().activate();
    const registered = new Set(await vscode.commands.getCommands(true));
    const contributed = (extension().packageJSON.contributes.commands as { command: string }[]).map(c => c.command);
    assert.ok(contributed.includes('eddy.showWeek'));
    assert.deepEqual(
      contributed.filter(command => !registered.has(command)),
      [],
    );
  });
});
