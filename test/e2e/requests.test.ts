import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { type WeekSpan, weeksUpTo } from '../../src/domain/calendar';
import { TemporaryRepository } from '../support/temporaryRepository';
import { InstalledVsCode } from './support/installedVsCode';
import type { VsCodeWindow } from './support/vsCodeWindow';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const UPDATE_LIMIT_MS = 20_000;
/** Markup, and a mark that turns the text after it around. */
const HOSTILE_TITLE = '<b>Plot</b> \u202eeht year';

describe('the requests of a week', () => {
  let running: WeekSpan | undefined;
  let repository: TemporaryRepository;
  let vscode: InstalledVsCode;
  let window: VsCodeWindow;
  let section: Locator;
  let rows: Locator;

  before(async () => {
    const [earlier, last, now] = weeksUpTo(Date.now(), 3, { timeZone: 'UTC', dayStartMinutes: 240 });
    assert.ok(earlier && last && now);
    running = now;
    repository = await TemporaryRepository.create({ folderName: 'stream' });
    repository.write('read.me', 'a stream\n');
    await repository.commit('begin', { date: earlier.from });
    await land(7, 'Sort the inlets', earlier.from + DAY_MS);
    await land(9, 'Show the drift', last.from + DAY_MS);
    await land(10, HOSTILE_TITLE, last.from + 2 * DAY_MS);
    await land(12, 'Test the sluice', last.from + 3 * DAY_MS);
    vscode = await InstalledVsCode.start({ environment: { TZ: 'UTC' } });
    window = await vscode.openWindow(repository.path);
    await window.statusBarItem('eddy.status').waitFor();
    await window.runCommand('Eddy: Show This Week');
    section = window.panel.locator('section').filter({ has: window.page.locator('#requests') });
    rows = section.locator('.request[role=option]');
  });
  after(async () => {
    await vscode?.dispose();
    repository?.dispose();
  });

  /** Begins a branch, works on it for two days less some hours, and merges it as GitHub does. */
  async function land(number: number, title: string, at: number): Promise<void> {
    await repository.branch(`work/${number}`);
    for (const part of [0, 1]) {
      repository.write(
        `part${number}.${part}.ts`,
        Array.from({ length: 20 }, (_, line) => `flow(${number}, ${line});\n`).join(''),
      );
      await repository.commit(`part ${part}`, { date: at - DAY_MS + part * HOUR_MS });
    }
    await repository.switchTo('main');
    const message = `Merge pull request #${number} from ada/work/${number}\n\n${title}`;
    await repository.merge(`work/${number}`, { date: at, message });
  }

  const sentence = (text: RegExp) => section.locator('.sentence').filter({ hasText: text }).waitFor();

  it('are not of the running week, which leads to the newest that has any', async () => {
    await sentence(/^No pull request of yours has landed this week so far/);
    await section.getByText('Show That Week').click();
    await rows.first().waitFor();
    await window.panel.getByRole('heading', { name: 'Last week' }).waitFor();
    assert.equal(await isFocused(rows.first()), true);
    await sentence(/^3 of your pull requests landed in the week of /);
    const shown = await rows.evaluateAll(all => all.map(row => row.querySelector('.oneLine')?.textContent));
    assert.deepEqual(shown, ['#9 Show the drift', '#10 <b>Plot</b> eht year', '#12 Test the sluice']);
    assert.equal(await section.locator('b').count(), 0);
  });

  it('are gone through by keyboard, from week to week as well', async () => {
    const { keyboard } = window.page;
    await rows.first().focus();
    await keyboard.press('ArrowDown');
    assert.equal(await isFocused(rows.nth(1)), true);
    const told = await section.locator('.told').innerText();
    assert.match(told, /^First commit .*\. Created .*\. Landed .*, merged\.$/);
    assert.ok((await rows.nth(1).textContent())?.endsWith(told), 'a screen reader hears something else');
    await keyboard.press('PageUp');
    await section.getByText('Sort the inlets').first().waitFor();
    assert.equal(await isFocused(rows.first()), true);
    await keyboard.press('PageUp');
    await section.getByText(/^No pull request of yours landed in the week of /).waitFor();
    assert.equal(await isFocused(window.previousWeek), true);
    await keyboard.press('ArrowRight');
    await keyboard.press('Alt+PageDown');
    await rows.nth(2).waitFor();
  });

  it('stay, with the focus where it is, while they are read anew', async () => {
    await rows.nth(1).focus();
    await rows.nth(1).evaluate(row => row.setAttribute('data-kept', ''));
    await land(14, 'Warn before the weir', Math.min(Date.now(), (running?.from ?? 0) - HOUR_MS));
    await rows.nth(3).waitFor({ timeout: UPDATE_LIMIT_MS });
    assert.equal(await isFocused(rows.nth(1)), true, 'the focus has moved');
    await sentence(/^4 of your pull requests/);
    assert.equal(await section.locator('[data-kept]').count(), 1, 'the list was drawn anew');
  });

  it('can be looked at as a table', async () => {
    await section.getByText('Show as Table').click();
    const table = section.getByRole('table', { name: 'Pull requests of the week' });
    await table.getByRole('row').nth(4).waitFor();
    assert.equal(await table.getByRole('row').count(), 5);
    await window.takePicture('requests');
  });
});

const isFocused = (element: Locator): Promise<boolean> =>
  element.evaluate(node => node.ownerDocument.activeElement === node);
