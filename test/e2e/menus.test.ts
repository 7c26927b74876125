import assert from 'node:assert/strict';
import { TemporaryRepository } from '../support/temporaryRepository';
import { InstalledVsCode } from './support/installedVsCode';
import type { VsCodeWindow } from './support/vsCodeWindow';

const GROUPS = ['Status Bar and Panel', 'Focus', 'Churn and Pull Requests', 'Reflection', 'Focus Session'];

describe('where people look for Eddy', () => {
  let repository: TemporaryRepository;
  let vscode: InstalledVsCode;
  let window: VsCodeWindow;

  before(async () => {
    repository = await TemporaryRepository.create();
    repository.write('poem.txt', 'a line\n');
    await repository.commit('a line');
    vscode = await InstalledVsCode.start({ settings: { 'eddy.editorTitle.visible': true } });
    window = await vscode.openWindow(repository.path);
    await window.statusBarItem('eddy.status').waitFor();
  });
  after(async () => {
    await vscode?.dispose();
    repository?.dispose();
  });

  const editorButton = () => window.page.locator('.editor-actions .action-label[aria-label*="This Week"]');

  it('has a button at the top of editors where the person wants it, but not of its own panel', async () => {
    await window.openFile('poem.txt');
    await editorButton().click();
    await window.activeTab.filter({ hasText: 'Eddy: This Week' }).waitFor();
    await editorButton().waitFor({ state: 'detached' });
  });

  it('has a row in the menu of Source Control, and none beside it', async () => {
    await window.page.locator('.activitybar .action-label[aria-label^="Source Control"]').click();
    const changes = window.page.locator('.pane-header').filter({ hasText: 'Changes' });
    await changes.hover();
    await changes.locator('.codicon-toolbar-more').waitFor();
    assert.equal(await changes.locator('.action-label[aria-label*="This Week"]').count(), 0);
    await changes.locator('.codicon-toolbar-more').click();
    await window.page.locator('.monaco-menu .action-label').filter({ hasText: 'Eddy: This Week' }).waitFor();
    await window.takePicture('menu-source-control');
    await window.page.keyboard.press('Escape');
  });

  it('has its settings in titled groups', async () => {
    await window.page.setViewportSize({ width: 1600, height: 900 });
    await window.runCommand('Preferences: Open Settings (UI)');
    await window.page.locator('.settings-editor .suggest-input-container').click();
    await window.page.keyboard.type('@ext:eddy-devex.eddy');
    const groups = window.page.locator('.settings-toc-entry');
    for (const group of GROUPS) await groups.filter({ hasText: group }).first().waitFor();
    await window.takePicture('settings');
  });
});
