import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../host/browser';
import { axe, findFlaws } from '../support/accessibility';
import { GalleryServer } from '../support/panelGallery/galleryServer';
import { galleryViews } from '../support/panelGallery/galleryView';
import { GalleryWindow } from '../support/panelGallery/galleryWindow';
import { type Theme, themes } from '../support/panelGallery/themes';

/** Each theme in a window of usual width; and a side column, whose colours are the same. */
const looks = [
  ...(Object.keys(themes) as Theme[]).map(theme => ({ theme, width: 800 })),
  { theme: 'dark' as const, width: 320 },
];

describe('the panel, to a checker of accessibility', () => {
  let server: GalleryServer;
  let browser: Browser;
  let windows: GalleryWindow[];

  before(async () => {
    server = await GalleryServer.start();
    browser = await launchBrowser();
    windows = await Promise.all(looks.map(look => GalleryWindow.open(browser, server, look)));
    for (const { page } of windows) await page.addInitScript(axe());
  });
  after(async () => {
    await browser?.close();
    server?.dispose();
  });

  it('can find what is wrong', async () => {
    const [window] = windows;
    assert.ok(window);
    await window.show('rich');
    await window.page.evaluate(`for (const name of ['aria-label', 'title']) document.querySelector('.turn').removeAttribute(name);
      document.querySelector('.sentence').style.color = 'color-mix(in srgb, var(--ink), var(--paper) 60%)';`);
    const found = await window.page.evaluate<string[]>(findFlaws);
    assert.deepEqual(found.map(text => text.split(':')[0]).sort(), ['button-name', 'color-contrast']);
  });

  for (const state of galleryViews().keys()) {
    it(`has nothing wrong: ${state}`, async () => {
      const found = await Promise.all(
        windows.map(async window => {
          await window.show(state);
          return window.page.evaluate<string[]>(findFlaws);
        }),
      );
      assert.deepEqual([...new Set(found.flat())], []);
    });
  }
});
