import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import type { Category } from '../../src/domain/report';
import type { Span } from '../../src/domain/span';
import { sampleContext, sampleSpan } from '../support/sampleSpan';
import { TemporaryRepository } from '../support/temporaryRepository';
import { FocusJournal } from './support/focusJournal';
import { InstalledVsCode } from './support/installedVsCode';
import { monthsOfWork } from './support/monthsOfWork';
import { THEMES, type VsCodeWindow } from './support/vsCodeWindow';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Of each working day, minutes after eight: the beginning and the end of a block, and its kind of file. */
const DAY: readonly (readonly [from: number, to: number, category: Category])[] = [
  [62, 101, 'logic'],
  [109, 118, 'tests'],
  [151, 236, 'logic'],
  [301, 322, 'docs'],
  [340, 412, 'tests'],
  [431, 440, 'config'],
];

describe('focus at a glance', () => {
  let repository: TemporaryRepository;
  let vscode: InstalledVsCode;
  let journal: FocusJournal;
  let window: VsCodeWindow;

  before(async () => {
    repository = await TemporaryRepository.create();
    repository.write('poem.txt', 'a line\n');
    await repository.commit('a line');
    await monthsOfWork(repository);
    vscode = await InstalledVsCode.start({ environment: { TZ: 'UTC' } });
    journal = new FocusJournal(vscode);
    const now = Date.now();
    await journal.journal.resume(now - 75 * DAY_MS);
    await journal.journal.append(weeksOfWork(now));
    window = await vscode.openWindow(repository.path);
    await window.waitForStatus('Resting.');
    await window.openFile('poem.txt');
  });
  after(async () => {
    await vscode?.dispose();
    repository?.dispose();
  });

  for (const [name, minutes, status] of [
    ['settling', 12, 'Settling: 12'],
    ['deep', 42, 'Deep: 42'],
  ] as const) {
    it(`shows ${name} by its form, and says more to who points at it`, async () => {
      const end = Math.floor(Date.now() / 1000) * 1000;
      await journal.journal.append([sampleSpan(end - minutes * MINUTE_MS, { last: end, end, ended: 'open' })]);
      await window.waitForStatus(status);
      await pointAtItem(window);
      await window.takePicture(`focus-${name}`);
      await window.page.mouse.move(600, 300);
    });
  }

  it('shows that recording is paused', async () => {
    await window.runCommand('Eddy: Pause Recording');
    await window.waitForStatus('Recording is paused.');
    assert.match(await window.statusBarItem('eddy.status').innerText(), /paused/);
    await pointAtItem(window);
    await window.takePicture('focus-paused');
    await window.page.mouse.move(600, 300);
    await window.runCommand('Eddy: Resume Recording');
    await window.waitForStatus('Resting.');
    await pointAtItem(window);
    await window.takePicture('focus-resting');
    await window.page.mouse.move(600, 300);
  });

  it('shows the week in every kind of theme', async () => {
    await window.page.setViewportSize({ width: 1280, height: 1250 });
    await window.runCommand('Eddy: Show This Week');
    const flow = window.panel.locator('section[aria-labelledby=flow]');
    await flow.locator('.figure').first().waitFor();
    await window.previousWeek.click();
    await window.panel.getByRole('heading', { name: 'Last week' }).waitFor();
    for (const theme of THEMES) {
      await window.pickTheme(theme);
      await window.panel.locator(`body[data-vscode-theme-name="${theme}"] #flow`).waitFor();
      await delay(300);
      await window.takePicture(`focus-week-${theme.toLowerCase().replaceAll(' ', '-')}`);
    }
  });

  it('shows the week in one sentence, and its balance in every kind of theme', async () => {
    await window.nextWeek.click();
    await window.panel.getByRole('heading', { name: 'This week' }).waitFor();
    const opening = window.panel.locator('section[aria-labelledby=summary] .sentence');
    assert.match(await opening.innerText(), /^This week has brought .+ of focus so far\.$/);
    const balance = window.panel.locator('section[aria-labelledby=balance]');
    const churn = balance.locator('.tension').filter({ hasText: 'Lines and churn' });
    assert.match(await churn.locator('.word').innerText(), /^steady, (and holding|but slipping)/);
    for (const theme of THEMES) {
      await window.pickTheme(theme);
      await window.panel.locator(`body[data-vscode-theme-name="${theme}"] #balance`).waitFor();
      await balance.evaluate(section => section.scrollIntoView());
      await delay(300);
      await window.takePicture(`balance-${theme.toLowerCase().replaceAll(' ', '-')}`);
    }
    await balance.locator('vscode-button').focus();
    await window.page.keyboard.press('Enter');
    await balance.getByRole('table', { name: 'Lines and churn' }).waitFor();
    assert.equal(await balance.locator('.pairChart').count(), 0);
    const typed = window.panel.locator('section[aria-labelledby=aiLens]').getByText('An estimate from the editor:');
    assert.match(await typed.innerText(), /: 25% of [\d,]+ characters came in at once/);
  });
});

/** Waits until the tooltip is there, which has a heading and three links. */
async function pointAtItem(window: VsCodeWindow): Promise<void> {
  await window.statusBarItem('eddy.status').hover();
  const tooltip = window.page.locator('.monaco-hover:visible');
  await tooltip.locator('a').nth(2).waitFor();
}

/** Ten weeks of five days up to now, each day a little other than the one before. */
function weeksOfWork(now: number): Span[] {
  const spans: Span[] = [];
  for (let day = Math.floor(now / DAY_MS) * DAY_MS - 70 * DAY_MS; day < now; day += DAY_MS) {
    const weekday = new Date(day).getUTCDay();
    if (weekday === 0 || weekday === 6) continue;
    const shift = (day / DAY_MS) % 7;
    for (const [index, [from, to, category]] of DAY.entries()) {
      if ((index + shift) % 5 === 0) continue;
      const start = day + 8 * HOUR_MS + (from + 3 * shift) * MINUTE_MS;
      const end = day + 8 * HOUR_MS + (to + 3 * shift - ((index + shift) % 3)) * MINUTE_MS;
      if (end > now - HOUR_MS) break;
      const context = { ...sampleContext, category };
      const characters = { typed: 600, inserted: 200 };
      spans.push(sampleSpan(start, { last: end, end, unfocusedAt: end, ended: 'unfocused', context, ...characters }));
    }
  }
  return spans;
}
