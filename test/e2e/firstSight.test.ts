import assert from 'node:assert/strict';
import { TemporaryRepository } from '../support/temporaryRepository';
import { InstalledVsCode } from './support/installedVsCode';
import type { VsCodeWindow } from './support/vsCodeWindow';

describe('Eddy at first sight', () => {
  let repository: TemporaryRepository;
  let vscode: InstalledVsCode;
  let window: VsCodeWindow;

  before(async () => {
    repository = await TemporaryRepository.create();
    repository.write('poem.txt', 'a line\n');
    await repository.commit('a line');
    vscode = await InstalledVsCode.start();
    window = await vscode.openWindow(repository.path);
  });
  after(async () => {
    await vscode?.dispose();
    repository?.dispose();
  });

  it('shows its item in the status bar', async () => {
    const item = window.statusBarItem('eddy.status');
    await item.waitFor();
    assert.match((await item.getAttribute('aria-label')) ?? '', /^Eddy/);
    const box = await item.boundingBox();
    assert.ok(box && box.width >= 16, `the item has no room for its icon: ${JSON.stringify(box)}`);
  });

  it('offers its command in the palette', async () => {
    assert.ok((await window.searchCommands('eddy show')).includes('Eddy: Show This Week'));
  });

  it('runs its command with the keyboard only', async () => {
    await window.runCommand('Eddy: Show This Week');
    await window.activeTab.filter({ hasText: 'Eddy' }).waitFor();
    await window.takePicture('first-sight');
  });
});
