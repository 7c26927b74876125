import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually, witness } from './support/witness';

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

  it('starts no process and touches nothing it stores until the window has settled', async () => {
    await extension().activate();
    const { deeds, isEddys, activation } = witness();
    assert.ok(activation, 'Eddy was active before the witness was');
    const calm = await eventually('a second since its activation', () => activation.calm);
    assert.deepEqual(calm.deeds.filter(isEddys), []);
    assert.deepEqual(calm.stored, []);
    // The same watching sees what comes then.
    const seen = (kind: 'process' | 'file') => deeds.find(deed => deed.kind === kind && isEddys(deed));
    assert.match((await eventually('a process of Eddy', () => seen('process'))).what, /^git /);
    const touched = await eventually('a file of Eddy', () => seen('file'));
    assert.ok(touched.what.includes(activation.globalStorage), touched.what);
  });
});
