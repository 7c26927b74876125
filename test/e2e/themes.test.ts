import assert from 'node:assert/strict';
import { TemporaryRepository } from '../support/temporaryRepository';
import { InstalledVsCode } from './support/installedVsCode';
import { THEMES } from './support/vsCodeWindow';

const PANEL_CLASSES = {
  'Light Modern': 'vscode-light',
  'Dark Modern': 'vscode-dark',
  'Dark High Contrast': 'vscode-high-contrast',
  'Light High Contrast': 'vscode-high-contrast-light',
} as const;

describe('Eddy in the four kinds of theme', () => {
  let repository: TemporaryRepository;
  let vscode: InstalledVsCode;

  before(async () => {
    repository = await TemporaryRepository.create();
    repository.write('poem.txt', 'a line\n');
    await repository.commit('a line');
    vscode = await InstalledVsCode.start();
  });
  after(async () => {
    await vscode?.dispose();
    repository?.dispose();
  });

  it('follows the theme that a person picks', async () => {
    const window = await vscode.openWindow(repository.path);
    await window.statusBarItem('eddy.status').waitFor();
    await window.runCommand('Eddy: Show This Week');
    await window.panel.locator('main').waitFor();
    for (const theme of THEMES) {
      await window.pickTheme(theme);
      await window.panel.locator(`body.${PANEL_CLASSES[theme]}`).waitFor();
      assert.equal(await window.statusBarItem('eddy.status').isVisible(), true);
      await window.takePicture(`theme-${theme.toLowerCase().replaceAll(' ', '-')}`);
    }
  });
});
