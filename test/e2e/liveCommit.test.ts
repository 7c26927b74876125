import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import type { Report } from '../../src/domain/report';
import { TemporaryRepository } from '../support/temporaryRepository';
import { InstalledVsCode } from './support/installedVsCode';
import { monthsOfWork, rewriteLastWeek } from './support/monthsOfWork';
import { terminalReport } from './support/terminalReport';
import { THEMES, type VsCodeWindow } from './support/vsCodeWindow';

const UPDATE_LIMIT_MS = 20_000;
const MOST_TABS = 12;

describe('Eddy with months of history', () => {
  let repository: TemporaryRepository;
  let vscode: InstalledVsCode;
  let window: VsCodeWindow;

  before(async () => {
    repository = await TemporaryRepository.create({ folderName: 'stream' });
    await monthsOfWork(repository);
    vscode = await InstalledVsCode.start({ environment: { TZ: 'UTC' } });
    window = await vscode.openWindow(repository.path);
    await window.statusBarItem('eddy.status').waitFor();
  });
  after(async () => {
    await vscode?.dispose();
    repository?.dispose();
  });

  it('opens the panel by keyboard, and says what share of a week was rewritten, to the ear as well', async () => {
    await window.runCommand('Eddy: Show This Week');
    await window.panel.getByRole('heading', { name: 'Durability' }).waitFor();
    const { share, week } = latestComplete(await terminalReport(repository));
    const sentence = await window.durability.locator('.sentence').innerText();
    assert.ok(sentence.startsWith(`Of the ${week.churn.added} lines you added in the week of `), sentence);
    assert.ok(sentence.includes(`${share} were rewritten within two weeks`), sentence);
    const spoken = (await chosenWeek(window).getAttribute('aria-label')) ?? '';
    assert.ok(spoken.includes(`: ${share} of ${week.churn.added} lines.`), spoken);
  });

  it('shows the numbers that the terminal gives', async () => {
    const report = await terminalReport(repository);
    const { share, week } = latestComplete(report);
    assert.equal(await window.durability.locator('.details .headline').innerText(), share);
    assert.equal(await fact(window, 'Lines you added').innerText(), String(week.churn.added));
    assert.equal(await fact(window, 'Rewritten within two weeks').innerText(), String(week.churn.churned));
    const rows = await window.durability
      .getByRole('table', { name: 'Churn by week' })
      .locator('tbody tr')
      .evaluateAll(all => all.map(row => [...row.querySelectorAll('td')].slice(0, 3).map(cell => cell.textContent)));
    assert.deepEqual(
      rows,
      report.weeks.map(({ churn }) => [churn.added, churn.churned, churn.churnedByMe].map(String)),
    );
  });

  it('follows a commit made elsewhere: new numbers, read out, the focus where it was', async () => {
    const lastWeek = await walkToLastWeek(window);
    const rewritten = fact(window, 'Rewritten so far');
    const before = Number(await rewritten.innerText());
    const status = window.panel.locator('#panel > [role=status]');
    const announced = await status.innerText();

    await rewriteLastWeek(repository, 20);
    await rewritten.filter({ hasText: new RegExp(`^${before + 20}$`) }).waitFor({ timeout: UPDATE_LIMIT_MS });

    assert.equal(await isFocused(lastWeek), true, 'the focus has moved');
    assert.notEqual(await status.innerText(), announced);
    assert.equal(await status.innerText(), await lastWeek.getAttribute('aria-label'));
    const last = (await terminalReport(repository)).weeks.at(-2);
    assert.equal(last?.churn.churned, before + 20);
    assert.match(await status.innerText(), new RegExp(`: about ${percent(last.churn.estimate ?? 0)} of `));
  });

  it('can be looked at in every kind of theme', async () => {
    for (const theme of THEMES) {
      await window.pickTheme(theme);
      await window.panel.locator(`body[data-vscode-theme-name="${theme}"] #durability`).waitFor();
      await window.takePicture(`months-${theme.toLowerCase().replaceAll(' ', '-')}`);
    }
  });
});

function latestComplete({ weeks }: Report): { share: string; week: Report['weeks'][number] } {
  const week = weeks.findLast(({ churn }) => churn.rate !== null);
  assert.ok(week && week.churn.rate !== null, 'no week of this history is complete');
  return { share: percent(week.churn.rate), week };
}

const percent = (share: number): string => new Intl.NumberFormat('en', { style: 'percent' }).format(share);

/** A number of the week that is shown beside the chart, by its name. */
function fact(window: VsCodeWindow, name: string): Locator {
  const term = window.page.locator('dt').getByText(name, { exact: true });
  return window.durability.locator('.details .fact').filter({ has: term }).locator('dd');
}

/** The column of the chart for the week that is looked at. */
function chosenWeek({ durability }: VsCodeWindow): Locator {
  return durability.getByRole('option', { selected: true });
}

/** From wherever the focus is: into the chart with Tab, and to the week before the running one with the arrow keys. */
async function walkToLastWeek(window: VsCodeWindow): Promise<Locator> {
  const { page, durability } = window;
  const chosen = chosenWeek(window);
  for (let tabs = 0; !(await isFocused(chosen)); tabs++) {
    assert.ok(tabs < MOST_TABS, 'Tab does not lead into the chart');
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowLeft');
  const lastWeek = durability.getByRole('option').nth(-2);
  assert.equal(await isFocused(lastWeek), true, 'the arrow keys do not lead to last week');
  await lastWeek.and(chosenWeek(window)).waitFor();
  return lastWeek;
}

const isFocused = (element: Locator): Promise<boolean> =>
  element.evaluate(node => node.ownerDocument.activeElement === node);
