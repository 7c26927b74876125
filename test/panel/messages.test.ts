import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import type { PanelState, ToPanel } from '../../src/protocol';
import { launchBrowser } from '../host/browser';
import { GalleryServer } from '../support/panelGallery/galleryServer';
import { GalleryWindow } from '../support/panelGallery/galleryWindow';
import { galleryStates } from '../support/panelGallery/states';

/** Before the gallery's host: after its first answer it says something more at once, which nothing is painted before. */
const atOnce = (message: ToPanel) => `let host;
Object.defineProperty(globalThis, 'acquireVsCodeApi', {
  get: () => () => {
    const api = host();
    const post = sent => {
      api.postMessage(sent);
      if (sent.type === 'ready') postMessage(${JSON.stringify(message)});
    };
    return { ...api, postMessage: post };
  },
  set: given => { host = given; },
});`;

describe('what the host says to the panel', () => {
  const states = galleryStates();
  let server: GalleryServer;
  let browser: Browser;

  before(async () => {
    server = await GalleryServer.start();
    browser = await launchBrowser();
  });
  after(async () => {
    await browser?.close();
    server?.dispose();
  });

  async function inPanel(state: string, first: ToPanel | null, run: (page: Page) => Promise<void>): Promise<void> {
    const window = await GalleryWindow.open(browser, server, { theme: 'dark', width: 800 });
    try {
      if (first) await window.page.addInitScript(atOnce(first));
      await window.show(state);
      await run(window.page);
    } finally {
      await window.close();
    }
  }

  const tell = async (page: Page, ...messages: ToPanel[]) => {
    for (const message of messages) {
      await page.evaluate(`dispatchEvent(new MessageEvent('message', { data: ${JSON.stringify(message)} }))`);
      await page.evaluate('new Promise(done => requestAnimationFrame(() => setTimeout(done)))');
    }
  };
  const tellState = (page: Page, state: PanelState | undefined) => {
    assert.ok(state);
    return tell(page, { type: 'state', state });
  };

  it('is heard where it comes with the first state: the week is taken along', async () => {
    await inPanel('rich', { type: 'takeWeek', kind: 'html' }, async page => {
      await page.getByText('Saved: an example').waitFor({ timeout: 5000 });
    });
  });

  it('is heard where it comes with the first state: the questions of the week', async () => {
    await inPanel('reflection-answered', { type: 'reflect' }, async page => {
      const radio = page.getByRole('radio', { name: 'Often' });
      await radio.and(page.locator(':focus')).waitFor({ timeout: 5000 });
    });
  });

  it('is done once: the form of one’s own week is not open after the example, nor in it', async () => {
    await inPanel('reflection-skipped', null, async page => {
      const form = page.locator('.reflectionForm');
      await tell(page, { type: 'reflect' });
      await form.waitFor();
      await form.getByText('Cancel').click();
      await tellState(page, states.example);
      await page.locator('[aria-labelledby=reflection]').waitFor();
      assert.equal(await form.count(), 0, 'in the example');
      await tellState(page, states['reflection-skipped']);
      await page.getByText('You skipped this week.').waitFor();
      assert.equal(await form.count(), 0, 'after it');
      await tellState(page, states.example);
      await tell(page, { type: 'state', state: states['reflection-skipped'] ?? assert.fail() }, { type: 'reflect' });
      await form.waitFor();
    });
  });

  it('is shown though more was known before: that what landed could not be read', async () => {
    await inPanel('rich', null, async page => {
      const { rich } = states;
      assert.ok(rich?.body.kind === 'week');
      const text = 'What landed could not be read.';
      const requests = { kind: 'reading', title: rich.body.requests.title, text } as const;
      await tellState(page, { ...rich, body: { ...rich.body, requests } });
      const section = page.locator('[aria-labelledby=requests]');
      await section.getByText(text).waitFor({ timeout: 5000 });
      assert.equal(await section.locator('.request').count(), 0);
      await tellState(page, rich);
      await section.locator('.request').first().waitFor();
    });
  });
});
