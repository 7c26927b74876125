import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../host/browser';
import { GalleryServer } from '../support/panelGallery/galleryServer';
import { GalleryWindow } from '../support/panelGallery/galleryWindow';

/** Before the gallery's host: how the panel was left stands in `kept`. */
const listen = `let host;
Object.defineProperty(globalThis, 'acquireVsCodeApi', {
  get: () => () => ({ ...host(), setState: view => { globalThis.kept = structuredClone(view); } }),
  set: given => { host = given; },
});`;

describe('the questions of several weeks', () => {
  let server: GalleryServer;
  let browser: Browser;
  let window: GalleryWindow;
  let page: Page;

  before(async () => {
    server = await GalleryServer.start();
    browser = await launchBrowser();
  });
  beforeEach(async () => {
    window = await GalleryWindow.open(browser, server, { theme: 'dark', width: 800 });
    page = window.page;
    await page.addInitScript(listen);
  });
  afterEach(() => window.close());
  after(async () => {
    await browser?.close();
    server?.dispose();
  });

  const summon = () => page.evaluate(`dispatchEvent(new MessageEvent('message', { data: { type: 'reflect' } }))`);
  const forms = () => page.locator('.reflectionForm');
  const earlier = () => page.locator('.reflections li').first();
  /** Changes what was said of the newest week before, and does not save it. */
  async function leaveUnsaved(): Promise<void> {
    await page.getByText('Weeks before', { exact: true }).click();
    await earlier().getByText('Change Your Answers').click();
    await earlier().locator('textarea').fill('Of another week.');
  }
  /** The notes of what was not saved. */
  const drafts = () =>
    page.evaluate<[string, string][]>('kept.reflectionDrafts.map(({ week, answers }) => [week, answers.note])');
  const keyboardIsIn = async (form: ReturnType<Page['locator']>) =>
    form.locator('input:focus').waitFor({ timeout: 5000 });

  it('are answered beside one another: a summons leads to the week that is asked about, and what is unsaved stays', async () => {
    await window.show('reflection-skipped');
    await leaveUnsaved();
    await summon();
    await forms().nth(1).waitFor({ timeout: 5000 });
    await keyboardIsIn(forms().first());
    await forms().first().locator('textarea').fill('Of this week.');
    assert.equal(await earlier().locator('textarea').inputValue(), 'Of another week.');
    assert.deepEqual(await drafts(), [
      ['2027-W02', 'Of another week.'],
      ['2027-W03', 'Of this week.'],
    ]);
    await forms().first().getByText('Save', { exact: true }).click();
    await earlier().getByText('Cancel').click();
    assert.deepEqual(await drafts(), [['2027-W03', 'Of this week.']]);
    await summon();
    await keyboardIsIn(forms().first());
  });

  it('are open for the week that is asked about, whatever is unsaved of one before', async () => {
    await window.show('reflection-due');
    await leaveUnsaved();
    await page.getByText('Answer First').click();
    await keyboardIsIn(forms().first());
    assert.equal(await forms().count(), 2);
  });

  it('can be opened for each week, with the keyboard in that form', async () => {
    await window.show('reflection-answered');
    await leaveUnsaved();
    await page.locator('.reflections li').nth(1).getByText('Change Your Answers').click();
    await keyboardIsIn(page.locator('.reflections li').nth(1).locator('form'));
    assert.equal(await forms().count(), 2);
  });
});
