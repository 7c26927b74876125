import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { weeksUpTo } from '../../src/domain/calendar';
import { TemporaryFolder } from '../support/temporaryFolder';
import { TemporaryRepository } from '../support/temporaryRepository';
import { InstalledVsCode } from './support/installedVsCode';
import type { VsCodeWindow } from './support/vsCodeWindow';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Pixels by which a place may differ: what is drawn is rounded. */
const SAME_PLACE = 3;

describe('the panel after a reload of the window', () => {
  const [older, , , running] = weeksUpTo(Date.now(), 4, { timeZone: 'UTC', dayStartMinutes: 240 });
  const folder = new TemporaryFolder('restored');
  const repositories: TemporaryRepository[] = [];
  let vscode: InstalledVsCode;
  let window: VsCodeWindow;
  let requests: Locator;

  before(async () => {
    assert.ok(older && running);
    const stream = await create('stream');
    for (const number of [1, 2, 3, 4, 5]) await land(stream, number, older.from + number * DAY_MS);
    const others = [await create('basin'), await create('weir')];
    const workspace = path.join(folder.path, 'all.code-workspace');
    writeFileSync(workspace, JSON.stringify({ folders: [...others, stream].map(({ path }) => ({ path })) }));
    vscode = await InstalledVsCode.start({ environment: { TZ: 'UTC' } });
    window = await vscode.openWindow(workspace);
    await window.statusBarItem('eddy.status').waitFor();
    requests = window.panel.locator('section[aria-labelledby=requests]');
  });
  after(async () => {
    await vscode?.dispose();
    for (const repository of repositories) repository.dispose();
    folder.dispose();
  });

  async function create(folderName: string): Promise<TemporaryRepository> {
    const repository = await TemporaryRepository.create({ folderName });
    repositories.push(repository);
    repository.write('read.me', `${folderName}\n`);
    await repository.commit('begin', { date: Date.now() - 60 * DAY_MS });
    return repository;
  }

  /** Begins a branch and merges it as GitHub does. */
  async function land(repository: TemporaryRepository, number: number, at: number): Promise<void> {
    await repository.branch(`work/${number}`);
    const lines = Array.from({ length: 60 }, (_, line) => `flow(${number}, ${line});\n`);
    repository.write(`part${number}.ts`, lines.join(''));
    await repository.commit('part', { date: at - DAY_MS / 2 });
    await repository.switchTo('main');
    const message = `Merge pull request #${number} from ada/work/${number}\n\nBank ${number}`;
    await repository.merge(`work/${number}`, { date: at, message });
  }

  const weekShown = () => window.panel.locator('h1').innerText();
  const details = () => requests.locator('details').last();
  const topOf = (element: Locator) => element.evaluate(each => each.getBoundingClientRect().top);

  it('shows the repository, the week, the place and the details that it showed before', async () => {
    await window.runCommand('Eddy: Show This Week');
    await window.panel.locator('vscode-dropdown').click();
    await window.panel.locator('vscode-option').filter({ hasText: 'stream' }).click();
    await requests.getByText('5 pull requests in 12 weeks.').waitFor();
    for (const _ of [1, 2, 3]) await window.previousWeek.press('ArrowLeft');
    const row = requests.locator('.request[role=option]').nth(4);
    await row.waitFor();
    const week = await weekShown();
    assert.doesNotMatch(week, /week/);
    await requests.getByText('How is this measured?').click();
    await row.evaluate(each => each.scrollIntoView());
    await window.panel.locator('html').evaluate(() => new Promise(done => setTimeout(done, 300)));
    const place = await topOf(row);
    assert.ok(Math.abs(place) < 200, `the row is at ${place}`);

    await reload();
    await row.waitFor();
    const isBack = async () => Math.abs((await topOf(row)) - place) <= SAME_PLACE;
    for (let looks = 0; looks < 50 && !(await isBack()); looks++) await window.page.waitForTimeout(100);
    assert.equal(await weekShown(), week);
    const picked = window.panel
      .locator('vscode-dropdown')
      .evaluate(dropdown => (dropdown as unknown as { displayValue: string }).displayValue.trim());
    assert.equal(await picked, 'stream');
    assert.equal(await details().evaluate(each => (each as unknown as { open: boolean }).open), true);
    assert.ok(await isBack(), `the row was at ${place}, and is at ${await topOf(row)}`);
    await window.takePicture('restored');
  });

  async function reload(): Promise<void> {
    // The command, for a reload of the page may come before VS Code has stored which editors are open.
    await window.page.locator('.sidebar .title-label').click();
    const reloaded = window.page.waitForEvent('load');
    await window.runCommand('Developer: Reload Window');
    await reloaded;
  }
});
