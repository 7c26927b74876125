import assert from 'node:assert/strict';
import { TemporaryFolder } from '../support/temporaryFolder';
import { TemporaryRepository } from '../support/temporaryRepository';
import { type InstalledOptions, InstalledVsCode } from './support/installedVsCode';
import type { VsCodeWindow } from './support/vsCodeWindow';

describe('the weekly panel', () => {
  let repository: TemporaryRepository;

  before(async () => {
    repository = await TemporaryRepository.create();
    repository.write('poem.txt', 'a line\n');
    await repository.commit('a line');
  });
  after(() => repository?.dispose());

  async function inWindow(
    folder: string,
    options: InstalledOptions,
    run: (window: VsCodeWindow) => Promise<void>,
  ): Promise<void> {
    const vscode = await InstalledVsCode.start(options);
    try {
      const window = await vscode.openWindow(folder);
      await window.statusBarItem('eddy.status').waitFor();
      await run(window);
    } finally {
      await vscode.dispose();
    }
  }

  it('says that it waits for trust, and leads to where it is given', async () => {
    await inWindow(repository.path, { workspaceTrust: true }, async window => {
      await window.runCommand('Eddy: Show This Week');
      await window.panel.getByRole('heading', { name: 'This workspace is not trusted yet' }).waitFor();
      await window.panel.getByText('Manage Workspace Trust').click();
      await window.page.getByRole('button', { name: 'Trust', exact: true }).click();
      await window.panel
        .getByRole('heading', { name: 'This workspace is not trusted yet' })
        .waitFor({ state: 'hidden' });
    });
  });

  it('says that there is no repository, under a policy that nothing breaks', async () => {
    const folder = new TemporaryFolder('no-repository');
    try {
      await inWindow(folder.path, {}, async window => {
        const refused: string[] = [];
        window.page.on('console', message => {
          if (message.text().includes('Content Security Policy')) refused.push(message.text());
        });
        await window.runCommand('Eddy: Show This Week');
        await window.panel.getByRole('heading', { name: 'No git repository is open' }).waitFor();
        assert.deepEqual(refused, []);
        await window.statusBarItem('eddy.status').click();
        assert.equal(await window.page.locator('.tab').filter({ hasText: 'Eddy: This Week' }).count(), 1);
        // The command, for a reload of the page may come before VS Code has stored which editors are open.
        await window.page.locator('.sidebar .title-label').click();
        const reloaded = window.page.waitForEvent('load');
        await window.runCommand('Developer: Reload Window');
        await reloaded;
        await window.panel.getByRole('heading', { name: 'No git repository is open' }).waitFor();
      });
    } finally {
      folder.dispose();
    }
  });

  it('shows churn, and follows a commit without losing the focus', async () => {
    const lived = await TemporaryRepository.create();
    const weekMs = 7 * 24 * 60 * 60 * 1000;
    const lines = (count: number, text: string) => Array.from({ length: count }, (_, at) => `${text} ${at}\n`).join('');
    try {
      for (const weeksAgo of [8, 7, 6, 5]) {
        const written = Date.now() - weeksAgo * weekMs;
        lived.write(`chapter${weeksAgo}.js`, lines(100, `const before${weeksAgo} =`));
        await lived.commit('write', { date: new Date(written).toISOString() });
        lived.write(
          `chapter${weeksAgo}.js`,
          lines(20, `const after${weeksAgo} =`) +
            lines(100, `const before${weeksAgo} =`).split('\n').slice(20).join('\n'),
        );
        await lived.commit('rewrite', { date: new Date(written + 60_000).toISOString() });
      }
      await inWindow(lived.path, {}, async window => {
        await window.runCommand('Eddy: Show This Week');
        const week = window.durability.locator('[role=option][tabindex="0"]');
        await week.waitFor();
        await window.durability
          .getByText('Lines added and replaced by everybody here, by kind of file')
          .first()
          .click();
        await week.focus();
        await window.page.keyboard.press('ArrowLeft');
        const focused = await window.panel.locator(':focus').getAttribute('aria-label');
        assert.match(focused ?? '', /^Week of .*% of /);
        await window.durability.getByText('How is this measured?').scrollIntoViewIfNeeded();
        const table = window.durability.getByRole('table', { name: 'Lines added and replaced' });
        const before = await table.getByRole('row').last().innerText();
        lived.write('now.js', lines(30, 'const now ='));
        await lived.commit('now', { date: new Date().toISOString() });
        await table.getByRole('row').last().filter({ hasNotText: before }).filter({ hasText: '30' }).waitFor();
        assert.equal(await window.panel.locator(':focus').getAttribute('aria-label'), focused);
        await window.takePicture('week');
      });
    } finally {
      lived.dispose();
    }
  });
});
