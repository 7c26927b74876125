import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { weeksUpTo } from '../../src/domain/calendar';
import { TemporaryFolder } from '../support/temporaryFolder';
import { TemporaryRepository } from '../support/temporaryRepository';
import { InstalledVsCode } from './support/installedVsCode';
import type { VsCodeWindow } from './support/vsCodeWindow';

const DAY_MS = 24 * 3_600_000;

describe('taking the week along', () => {
  const [last, running] = weeksUpTo(Date.now(), 2, { timeZone: 'UTC', dayStartMinutes: 240 });
  let repository: TemporaryRepository;
  let folder: TemporaryFolder;
  let vscode: InstalledVsCode;
  let window: VsCodeWindow;

  before(async () => {
    assert.ok(last && running);
    folder = new TemporaryFolder('taken');
    repository = await TemporaryRepository.create({ folderName: 'secret-stream' });
    repository.write('read.me', 'a stream\n');
    await repository.commit('begin', { date: last.from - 7 * DAY_MS });
    await repository.branch('hidden/sluice');
    repository.write('sluice.ts', Array.from({ length: 60 }, (_, line) => `open(${line});\n`).join(''));
    await repository.commit('open it', { date: last.from + DAY_MS });
    await repository.switchTo('main');
    const message = 'Merge pull request #71 from ada/hidden/sluice\n\nBuild the quiet sluice';
    await repository.merge('hidden/sluice', { date: last.from + 2 * DAY_MS, message });
    vscode = await InstalledVsCode.start({ environment: { TZ: 'UTC' } });
    window = await vscode.openWindow(repository.path);
    await window.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await window.statusBarItem('eddy.status').waitFor();
  });
  after(async () => {
    await vscode?.dispose();
    repository?.dispose();
    folder?.dispose();
  });

  const clipboard = () => window.page.evaluate<string>('navigator.clipboard.readText()');
  const said = (text: string) => window.panel.locator('.ways [role=status]').filter({ hasText: text });
  const way = (name: string) => window.panel.getByRole('button', { name });

  const enterPath = (file: string) => window.enterPath('Save the week', file);

  it('copies it as Markdown by a command, without names where no panel says otherwise', async () => {
    await window.runCommand('Eddy: Copy Week as Markdown');
    await window.toasts.filter({ hasText: 'Copied as Markdown, without names' }).waitFor();
    const text = await clipboard();
    assert.match(text, /^# The week of .*\n\n\*week \d+ of \d{4} · not over yet\*\n/);
    assert.doesNotMatch(text, /secret|hidden|sluice|#71/);
  });

  it('copies what the panel shows, as the person has it there', async () => {
    await window.runCommand('Eddy: Show This Week');
    await window.panel.locator('#requests').waitFor();
    await window.panel.getByRole('button', { name: 'Previous Week' }).click();
    await window.panel.getByText('Build the quiet sluice').first().waitFor();
    await way('Take Along').click();
    await way('Copy as Markdown').click();
    await said('Copied as Markdown.').waitFor();
    assert.match(await clipboard(), /\| Request 1 \|/);
    assert.doesNotMatch(await clipboard(), /secret|hidden|sluice|#71/);
    await window.panel.getByLabel('Without private names').uncheck();
    await way('Copy as Markdown').click();
    await window.panel.locator('.takeWay:not([aria-disabled=true])').first().waitFor();
    await until('the names are there', async () => /secret-stream/.test(await clipboard()));
    assert.match(await clipboard(), /\| #71 \| Build the quiet sluice \| hidden\/sluice \|/);
    await window.panel.getByLabel('Without private names').check();
  });

  it('copies it by the menu that the right button opens on the panel', async () => {
    await window.page.evaluate(`navigator.clipboard.writeText('nothing')`);
    await window.panel.locator('.opening').click({ button: 'right' });
    const row = window.page.getByRole('menuitem', { name: 'Copy Week as Markdown' });
    await row.hover();
    // A menu that has just opened takes no click: it may be the one that opened it.
    await delay(500);
    await row.click();
    await said('Copied as Markdown.').waitFor();
    await until('it is there', async () => /\| Request 1 \|/.test(await clipboard()));
  });

  it('copies a picture of it', async () => {
    await way('Copy as Picture').click();
    await said('Copied as a picture.').waitFor();
    const types = await window.page.evaluate<string[]>('navigator.clipboard.read().then(([item]) => item.types)');
    assert.ok(types.includes('image/png'), types.join());
    await window.takePicture('take-along');
  });

  it('saves it as one HTML file, and as PNG', async () => {
    const [html, png] = ['week.html', 'week.png'].map(name => path.join(folder.path, name)) as [string, string];
    await way('Save as One HTML File').click();
    await enterPath(html);
    await said('Saved: week.html').waitFor();
    const [head = '', body = ''] = readFileSync(html, 'utf8').split('<body');
    assert.match(head, /^<!DOCTYPE html>\n<html lang="en"/);
    assert.match(body, /Request 1/);
    assert.doesNotMatch(`${head.slice(0, head.indexOf('<style>'))}${body}`, /secret|hidden\/|sluice|#71/);

    // By the command, which opens the panel for it.
    await window.runCommand('View: Close All Editors');
    await window.runCommand('Eddy: Save Week as PNG');
    await enterPath(png);
    await said('Saved: week.png').waitFor();
    const bytes = readFileSync(png);
    assert.equal(bytes.subarray(1, 4).toString(), 'PNG');
    assert.equal(bytes.readUInt32BE(16), 1720);
  });

  it('says so where it may not be written, and asks for another place', async function () {
    // Nobody may write there, not even the superuser of a container.
    if (process.platform !== 'linux') return this.skip();
    await way('Save as One HTML File').click();
    await enterPath('/sys/week.html');
    const toast = window.toasts.filter({ hasText: 'The file is not saved' });
    await toast.getByRole('button', { name: 'Choose Another Place' }).click();
    await enterPath(path.join(folder.path, 'elsewhere.html'));
    await said('Saved: elsewhere.html').waitFor();
    assert.ok(existsSync(path.join(folder.path, 'elsewhere.html')));
  });
});

async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  for (let look = 0; look < 100; look++, await delay(100)) if (await isSo()) return;
  throw new Error(`waited in vain: ${what}`);
}
