import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import type { FromPanel, PanelState } from '../../src/protocol';
import { launchBrowser } from '../host/browser';
import { GalleryServer } from '../support/panelGallery/galleryServer';
import { GalleryWindow } from '../support/panelGallery/galleryWindow';
import { galleryStates } from '../support/panelGallery/states';

/** Before the gallery's host, which tells what the panel has `sent`: how it was left stands in `kept`. */
const listen = `let host;
Object.defineProperty(globalThis, 'acquireVsCodeApi', {
  get: () => () => {
    return { ...host(), setState: view => { globalThis.kept = structuredClone(view); } };
  },
  set: given => { host = given; },
});`;

/** What the panel keeps of how it was left. */
interface Kept {
  week: string | null;
  open: string[];
  place: { section: string } | null;
}

describe('the week of the page', () => {
  const states = galleryStates();
  /** Last week, the one that goes on, and one before focus was recorded. */
  const [last, running, older] = ['rich', 'running', 'older'].map(name => states[name]);
  let server: GalleryServer;
  let browser: Browser;
  let window: GalleryWindow;
  let page: Page;

  before(async () => {
    server = await GalleryServer.start();
    browser = await launchBrowser();
    window = await GalleryWindow.open(browser, server, { theme: 'dark', width: 800 });
    page = window.page;
    await page.addInitScript(listen);
  });
  beforeEach(async () => {
    await window.show('rich');
    await page.locator('[aria-labelledby=data]').waitFor();
    await sent();
  });
  after(async () => {
    await browser?.close();
    server?.dispose();
  });

  /** What the panel has sent since this was last asked. */
  const sent = () => page.evaluate<FromPanel[]>('sent.splice(0)');
  const weeksAsked = async () => (await sent()).flatMap(message => (message.type === 'selectWeek' ? message.week : []));
  const tell = async (state: PanelState | undefined) => {
    const message = JSON.stringify({ type: 'state', state });
    await page.evaluate(`dispatchEvent(new MessageEvent('message', { data: ${message} }))`);
    await page.evaluate('new Promise(done => setTimeout(done))');
  };
  const focused = () =>
    page.evaluate<string>(`(() => {
    const { role, ariaLabel, tagName } = document.activeElement;
    return role === 'option' ? document.activeElement.closest('section').getAttribute('aria-labelledby') : ariaLabel ?? tagName;
  })()`);

  it('is turned by the keys of its buttons, one after the other though no answer has come yet', async () => {
    await page.getByRole('button', { name: 'Previous Week' }).focus();
    for (const key of ['End', 'ArrowLeft', 'ArrowLeft', 'ArrowRight', 'ArrowRight', 'Home'])
      await page.keyboard.press(key);
    assert.deepEqual(await weeksAsked(), [null, '2027-W02', '2027-W01', '2027-W02', null, '2026-W45']);
  });

  it('is turned from anywhere on the page, once', async () => {
    await page.keyboard.press('Alt+PageUp');
    const first = await weeksAsked();
    await page.locator('.block').first().focus();
    await page.keyboard.press('Alt+PageDown');
    assert.deepEqual([first.length, (await weeksAsked()).length], [1, 1]);
  });

  it('tells the keys of its buttons in the language of the page, and in English to what reads them out', async () => {
    const keys = () =>
      page.locator('.turn[aria-keyshortcuts]').evaluateAll(all => all.map(each => [each.title, each.ariaKeyShortcuts]));
    assert.deepEqual(await keys(), [
      ['Previous Week (Alt+Page Up)', 'Alt+PageUp'],
      ['Next Week (Alt+Page Down)', 'Alt+PageDown'],
    ]);
    await window.show('example-german');
    assert.deepEqual(await keys(), [
      ['Vorige Woche (Alt+Bild auf)', 'Alt+PageUp'],
      ['Nächste Woche (Alt+Bild ab)', 'Alt+PageDown'],
    ]);
  });

  it('is not turned by keys that are VS Code’s, wherever the keyboard is', async () => {
    for (const place of ['.block[tabindex="0"]', '.request[tabindex="0"]', '.column[tabindex="0"]', '.turn']) {
      for (const modifier of ['Control', 'Shift', 'Meta', 'Control+Alt']) {
        await page.locator(place).first().focus();
        for (const key of ['PageUp', 'PageDown', 'ArrowLeft', 'Home']) await page.keyboard.press(`${modifier}+${key}`);
        assert.deepEqual(await weeksAsked(), [], `${modifier} at ${place}`);
      }
    }
  });

  it('is picked in the charts, the running one too', async () => {
    for (const section of ['durability', 'requests']) {
      const columns = page.locator(`[aria-labelledby=${section}] .column`);
      await columns.last().click();
      await columns.nth(3).focus();
      await page.keyboard.press('ArrowLeft');
      assert.deepEqual(await weeksAsked(), ['2027-W03', '2026-W47'], section);
    }
  });

  it('takes the keyboard along to its content, else to its buttons', async () => {
    await page.locator('.block[tabindex="0"]').focus();
    await page.keyboard.press('PageDown');
    await tell(running);
    assert.equal(await focused(), 'flow');
    await tell(older);
    assert.equal(await focused(), 'Previous Week');
    await tell(last);
    await page.locator('.request[tabindex="0"]').focus();
    await tell(older);
    assert.equal(await focused(), 'requests');
    await tell(running);
    assert.equal(await focused(), 'Previous Week');
    assert.match(await page.locator('h1').innerText(), /^This week January\s18/);
  });

  it('leads to the newest requests, with the keyboard', async () => {
    await tell(running);
    await page.getByText('Show That Week').focus();
    await page.keyboard.press('Enter');
    assert.deepEqual(await weeksAsked(), ['2027-W02']);
    await tell(last);
    assert.equal(await focused(), 'requests');
  });

  it('is drawn anew only where it has changed', async () => {
    assert.ok(last?.flow);
    await tell(last);
    await page.evaluate(`globalThis.changed = new Set();
      new MutationObserver(records => {
        for (const { target } of records) {
          const element = target.closest ? target : target.parentElement;
          const section = element.closest('section');
          if (section) changed.add(section.getAttribute('aria-labelledby'));
        }
      }).observe(document.querySelector('main'), { subtree: true, childList: true, attributes: true, characterData: true })`);
    await tell(structuredClone(last));
    assert.deepEqual(await page.evaluate('[...changed]'), []);
    const flow = { ...last.flow, week: { ...last.flow.week, sentence: '18 h 30 min of focus.' } };
    await tell({ ...last, flow });
    assert.deepEqual(await page.evaluate('[...changed]'), ['flow']);
    assert.equal(await page.locator('[aria-labelledby=flow] .sentence').innerText(), '18 h 30 min of focus.');
  });

  it('is kept, with the place on the page and what is unfolded', async () => {
    await page.getByRole('button', { name: 'Previous Week' }).click();
    await page.locator('[aria-labelledby=requests] summary').last().click();
    await page.evaluate(`document.querySelector('#balance').scrollIntoView();
      new Promise(done => addEventListener('scrollend', () => setTimeout(done), { once: true }))`);
    const { week, open, place } = await page.evaluate<Kept>('kept');
    assert.deepEqual([week, open, place?.section], ['2027-W02', ['requests measured'], 'balance']);
  });
});
