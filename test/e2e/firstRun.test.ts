import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { TemporaryFolder } from '../support/temporaryFolder';
import { InstalledVsCode } from './support/installedVsCode';
import type { VsCodeWindow } from './support/vsCodeWindow';

const MOST_TABS = 12;

describe('the first run', () => {
  let folder: TemporaryFolder;
  let vscode: InstalledVsCode;
  let window: VsCodeWindow;

  before(async () => {
    folder = new TemporaryFolder('first-run');
    vscode = await InstalledVsCode.start();
    window = await vscode.openWindow(folder.path);
    await window.statusBarItem('eddy.status').waitFor();
  });
  after(async () => {
    await vscode?.dispose();
    folder?.dispose();
  });

  const heading = (name: string) => window.panel.getByRole('heading', { name });
  const band = () => window.panel.getByRole('complementary', { name: 'An example, not your work' });

  /** Goes on with the Tab key to a button of the panel. */
  async function tabTo(name: string): Promise<void> {
    const button = window.panel.locator('vscode-button:focus').filter({ hasText: name });
    for (let tab = 0; tab < MOST_TABS; tab++) {
      if ((await button.count()) > 0) return;
      await window.page.keyboard.press('Tab');
    }
    assert.fail(`the Tab key does not lead to ${name}`);
  }

  it('says what will be measured, and what to do first', async () => {
    await window.runCommand('Eddy: Show This Week');
    await heading('Eddy has just begun').waitFor();
    await window.panel.getByText('How long you work without a break').waitFor();
    for (const next of ['Open Folder…', 'Clone Repository…']) await window.panel.getByText(next).waitFor();
    await window.takePicture('first-run');
  });

  it('leads by the keyboard to an example that says that it is one, and back', async () => {
    await tabTo('Look at an Example Week');
    await window.page.keyboard.press('Enter');
    await band().waitFor();
    await heading('Example week').waitFor();
    await window.panel.getByRole('heading', { name: 'Flow', exact: true }).waitFor();
    await window.activeTab.filter({ hasText: 'Eddy: An Example' }).waitFor();
    assert.equal(await window.panel.getByText('Show Stored Data').count(), 0);
    await window.takePicture('example-week');
    await window.page.keyboard.press('Alt+PageUp');
    const lastWeek = heading('Example week').filter({ hasText: /\d/ });
    await lastWeek.waitFor();
    await tabTo('Back to Your Week');
    await window.page.keyboard.press('Enter');
    await heading('Eddy has just begun').waitFor();
    await window.activeTab.filter({ hasText: 'Eddy: This Week' }).waitFor();
    await window.panel.locator('vscode-button:focus').filter({ hasText: 'Look at an Example Week' }).waitFor();
  });

  it('shows the example by its command, and the person’s own again after a reload', async () => {
    await window.runCommand('Eddy: Look at an Example Week');
    await band().waitFor();
    await window.page.locator('.sidebar .title-label').click();
    const reloaded = window.page.waitForEvent('load');
    await window.runCommand('Developer: Reload Window');
    await reloaded;
    await heading('Eddy has just begun').waitFor();
    assert.equal(await band().count(), 0);
    await window.activeTab.filter({ hasText: 'Eddy: This Week' }).waitFor();
  });

  it('opens the first steps when they are called, with all of them and their drawings', async () => {
    const steps = window.page.locator('.gettingStartedContainer .getting-started-step');
    assert.equal(await steps.count(), 0);
    // There is no room for drawings in a narrow window.
    await window.page.setViewportSize({ width: 1600, height: 900 });
    await window.runCommand('Eddy: Get Started');
    await steps.first().waitFor();
    const titles = await steps.locator('.step-title').allInnerTexts();
    assert.ok(titles.length === 6 && titles.every(title => title.trim() !== ''), titles.join());
    for (const title of titles) {
      await steps.filter({ hasText: title }).first().click();
      const drawing = window.page.frameLocator('iframe.webview.ready').frameLocator('#active-frame').locator('svg');
      await drawing.waitFor();
      // The drawing of the step before may still stand in its frame.
      let width = 0;
      for (let look = 0; look < 200 && width <= 100; look++, await delay(100)) {
        width = (await drawing.boundingBox({ timeout: 2000 }).catch(() => null))?.width ?? 0;
      }
      assert.ok(width > 100, title);
      await window.takePicture(`first-steps-${titles.indexOf(title) + 1}`);
    }
  });
});
