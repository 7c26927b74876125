import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import type { Locator } from 'playwright-core';
import { weekOf } from '../../src/domain/calendar';
import { usualAskFrom, weekToAsk } from '../../src/domain/reflectionPrompt';
import { FolderReflections } from '../../src/store/reflections';
import { sampleReflection } from '../support/sampleReflection';
import { sampleSpan } from '../support/sampleSpan';
import { TemporaryFolder } from '../support/temporaryFolder';
import { FocusJournal } from './support/focusJournal';
import { InstalledVsCode } from './support/installedVsCode';
import type { VsCodeWindow } from './support/vsCodeWindow';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** What another window stores is told at once, on a machine with little to do within a second: long before a beat would tell it. */
const NEWS_LIMIT_MS = 10_000;
/** Longer than Eddy waits after the start before it reads. */
const SETTLED_MS = 3000;

describe('the panel, when another window stores something', () => {
  const folder = new TemporaryFolder('news');
  // Days, and so weeks, begin half a day from now: what is of this week now is so until the end.
  const dayStart = (new Date().getUTCHours() + 12) % 24;
  const calendar = { timeZone: 'UTC', dayStartMinutes: dayStart * 60 };
  let vscode: InstalledVsCode;
  let stored: FocusJournal;
  let window: VsCodeWindow;
  let other: VsCodeWindow;
  let flow: Locator;
  /** A block of so long that ended ten minutes ago: nothing that goes on now goes on with it. */
  const blockOf = (minutes: number, end = Math.floor(Date.now() / 1000) * 1000 - 10 * MINUTE_MS) =>
    sampleSpan(end - minutes * MINUTE_MS, { last: end, end, unfocusedAt: end, ended: 'unfocused' });

  before(async () => {
    vscode = await InstalledVsCode.start({
      withNeighbour: true,
      settings: { 'eddy.dayStart': `${String(dayStart).padStart(2, '0')}:00` },
      environment: { TZ: 'UTC' },
    });
    stored = new FocusJournal(vscode);
    await stored.journal.resume(Date.now() - 20 * DAY_MS);
    const early = Math.floor(Date.now() / DAY_MS) * DAY_MS - 10 * DAY_MS;
    await stored.journal.append([0, 1, 2].map(hours => blockOf(45, early + 60 * hours * MINUTE_MS)));
    window = await vscode.openWindow(folder.path);
    await window.waitForStatus('Resting.');
    await window.runCommand('Eddy: Show This Week');
    flow = window.panel.locator('section[aria-labelledby=flow]');
    await flow.locator('.sentence').filter({ hasText: 'No focus this week so far.' }).waitFor();
    other = await vscode.openWindow();
    await other.waitForStatus('');
    await delay(SETTLED_MS);
  });
  after(async () => {
    await vscode?.dispose();
    folder.dispose();
  });

  /** Resolves when something is there in time, and says how long it took. */
  async function told(what: string, news: Locator, state: 'visible' | 'detached' = 'visible'): Promise<void> {
    const from = Date.now();
    await news.first().waitFor({ state });
    const ms = Date.now() - from;
    console.log(`      ${what}: told after ${ms} ms`);
    assert.ok(ms <= NEWS_LIMIT_MS, `${what} was told after ${ms} ms`);
  }

  const figure = (name: string, value: RegExp) =>
    flow.locator('.figure').filter({ hasText: name }).locator('dd.value').filter({ hasText: value });

  it('tells a block that ended', async () => {
    await stored.journal.append([blockOf(12)]);
    await told('the block', figure('Longest block', /^12\smin$/));
  });

  it('tells the minutes of a block that goes on', async () => {
    const start = Math.floor(Date.now() / 1000) * 1000 - 100 * MINUTE_MS;
    const until = (minutes: number) => {
      const end = start + minutes * MINUTE_MS;
      return sampleSpan(start, { last: end, end, ended: 'open' });
    };
    await stored.journal.append([until(14)]);
    await told('its first minutes', figure('Longest block', /^14\smin$/));
    await stored.journal.append([until(15)]);
    await told('another minute', figure('Longest block', /^15\smin$/));
  });

  it('tells that recording is paused, and that it goes on', async () => {
    const paused = flow.getByText(/^Recording is paused since /);
    await stored.journal.pause(Date.now());
    await told('the pause', paused);
    await stored.journal.resume(Date.now());
    await told('the end of the pause', paused, 'detached');
  });

  it('tells what was answered', async () => {
    const now = Date.now();
    const { week } = weekToAsk(now, usualAskFrom, calendar) ?? weekOf(now, calendar);
    const reflections = new FolderReflections(stored.storage);
    await reflections.answer(sampleReflection(week, { note: 'The sluice, again.', at: now }));
    await told('the answer', window.panel.getByText('The sluice, again.'));
  });

  it('counts anew when a setting is another', async () => {
    const end = Math.floor(Date.now() / 1000) * 1000 - 40 * MINUTE_MS;
    await stored.journal.append([blockOf(10, end - 11 * MINUTE_MS), blockOf(10, end)]);
    await told('both as one block', figure('Longest block', /^21\smin$/));
    // In the same window: those in a browser do not watch the file of settings.
    await window.runCommand('Neighbour: Switch Grace');
    await told('the setting', figure('Longest block', /^15\smin$/));
  });

  it('tells that everything was erased', async () => {
    await other.runCommand('Eddy: Erase Everything…');
    const erase = other.page
      .locator('.monaco-dialog-box')
      .getByRole('button', { name: 'Erase Everything', exact: true });
    await erase.press('Enter');
    await told('the erasure', flow.locator('.strips'), 'detached');
    await window.takePicture('erased');
  });
});
