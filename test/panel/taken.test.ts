import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import type { TakenWeek } from '../../src/protocol';
import { launchBrowser } from '../host/browser';
import { axe, findFlaws } from '../support/accessibility';
import { GalleryServer } from '../support/panelGallery/galleryServer';
import { GalleryWindow } from '../support/panelGallery/galleryWindow';
import { takenWeeks } from '../support/panelGallery/takenWeeks';
import { type Theme, themes } from '../support/panelGallery/themes';
import { repositoryRoot } from '../support/repositoryRoot';
import { TemporaryFolder } from '../support/temporaryFolder';

const bare = takenWeeks({ withoutNames: true, withAnswers: false });
const whole = takenWeeks({ withoutNames: false, withAnswers: true });
/** What the example calls its requests, branches and folders. */
const names = [
  'Measure the current',
  '#428',
  'current/both-banks',
  'banks/erosion',
  'spike/wasm',
  'gauges',
  'maps',
  'sluice',
];
const pictures = path.join(repositoryRoot, 'out', 'pictures');
const allThemes = Object.keys(themes) as Theme[];

/** The sentences of all its parts. */
function textsOf({ title, flow, sections, answers, measured, origin }: TakenWeek): string[] {
  const { summary, durability, requests, balance, ground, ai } = sections ?? assert.fail();
  assert.ok(flow && requests.kind === 'known');
  return [
    ...[title, origin, summary.week.sentence, ...summary.week.notes, flow.week.sentence, durability.sentence],
    ...(flow.week.evidence?.figures ?? []).flatMap(({ term, value }) => [term, value]),
    ...(requests.week?.requests ?? []).flatMap(({ number, title, branch, note, text }) => [
      number,
      title,
      branch,
      note,
      text,
    ]),
    ...requests.work.branches.flatMap(({ names, text }) => [...names, text]),
    ...balance.pairs.flatMap(({ title, word, sentence }) => [title, word, sentence]),
    ...[ground.sentence, ground.oldCode.text, ai.sentence],
    ...(answers?.facts ?? []).map(({ text }) => text),
    ...measured.sections.flatMap(({ points }) => points.map(({ text }) => text)),
  ];
}

/** As many pixels stand for all. */
const every = 7;

/** What of an image tells that it is one: in a browser, for there its pixels can be read. */
const readPicture = `(async () => {
  const bitmap = await createImageBitmap(new Blob([globalThis.saved], { type: 'image/png' }));
  const canvas = Object.assign(document.createElement('canvas'), { width: bitmap.width, height: bitmap.height });
  const context = canvas.getContext('2d');
  context.drawImage(bitmap, 0, 0);
  const pixels = new Uint32Array(context.getImageData(0, 0, bitmap.width, bitmap.height).data.buffer);
  const counts = new Map();
  for (let at = 0; at < pixels.length; at += ${every}) counts.set(pixels[at], (counts.get(pixels[at]) ?? 0) + 1);
  const named = pixel => '#' + [0, 8, 16].map(by => ((pixel >> by) & 255).toString(16).padStart(2, '0')).join('');
  const tenth = Math.ceil(pixels.length / 10);
  const marked = Array.from({ length: 10 }, (_, at) =>
    pixels.subarray(at * tenth, (at + 1) * tenth).some(pixel => pixel !== pixels[0])).filter(Boolean).length;
  const colours = [...counts].map(([pixel, count]) => [named(pixel), ${every} * count]);
  return { width: bitmap.width, height: bitmap.height, corner: named(pixels[0]), colours, marked };
})()`;

interface Picture {
  width: number;
  height: number;
  corner: string;
  colours: [string, number][];
  /** In how many tenths of its height there is anything. */
  marked: number;
}

describe('taking the week along, in the panel', () => {
  let server: GalleryServer;
  let browser: Browser;
  let folder: TemporaryFolder;

  before(async () => {
    server = await GalleryServer.start();
    browser = await launchBrowser();
    folder = new TemporaryFolder('taken');
    mkdirSync(pictures, { recursive: true });
  });
  after(async () => {
    await browser?.close();
    server?.dispose();
    folder?.dispose();
  });

  async function inPanel(
    look: { theme: Theme; width?: number; state?: string },
    run: (window: GalleryWindow) => Promise<void>,
  ) {
    const window = await GalleryWindow.open(browser, server, { theme: look.theme, width: look.width ?? 800 });
    try {
      await window.page.addInitScript(axe());
      await window.show(look.state ?? 'rich');
      await window.page.getByRole('button', { name: 'Take Along' }).click();
      await run(window);
    } finally {
      await window.close();
    }
  }

  async function saved(page: Page, choice: string, withNames = false): Promise<void> {
    if (withNames) await page.getByLabel('Without private names').uncheck();
    await page.getByRole('button', { name: choice }).click();
    await page.getByText('Saved: an example').waitFor();
  }

  /** The file in a window of its own, from the disk. */
  async function inFile(html: string, run: (page: Page, asked: string[]) => Promise<void>): Promise<void> {
    const context = await browser.newContext({ viewport: { width: 800, height: 700 } });
    const page = await context.newPage();
    const asked: string[] = [];
    page.on('request', request => asked.push(request.url()));
    page.on('console', message => asked.push(message.text()));
    await page.addInitScript(axe());
    try {
      const file = path.join(folder.path, 'week.html');
      writeFileSync(file, html);
      await page.goto(pathToFileURL(file).href);
      await run(page, asked);
    } finally {
      await context.close();
    }
  }

  const htmlIn = (page: Page) => page.evaluate<string>('globalThis.saved');

  for (const theme of allThemes) {
    it(`has nothing wrong to a checker of accessibility, in the panel and in the file, and loads nothing: ${theme}`, async () => {
      await inPanel({ theme }, async window => {
        assert.deepEqual(await window.page.evaluate<string[]>(findFlaws), []);
        await saved(window.page, 'Save as One HTML File');
        assert.deepEqual(window.takeComplaints(), []);
        await inFile(await htmlIn(window.page), async (page, asked) => {
          assert.deepEqual(await page.evaluate<string[]>(findFlaws), []);
          assert.deepEqual(asked.slice(1), []);
          assert.equal(await page.locator('script, link, img, iframe, [src], [href], vscode-button').count(), 0);
          const paper = await page.evaluate('getComputedStyle(document.documentElement).backgroundColor');
          const shown = await window.page.evaluate('getComputedStyle(document.documentElement).backgroundColor');
          assert.equal(paper, shown);
          await page.screenshot({
            path: path.join(pictures, `taken-${theme}.png`),
            fullPage: true,
          });
        });
      });
    });
  }

  it('draws a picture in the colours of the theme, with something in all of its parts', async () => {
    for (const theme of ['dark', 'contrastLight'] as const) {
      await inPanel({ theme }, async ({ page }) => {
        await saved(page, 'Save as PNG');
        const paper = themes[theme]['editor-background'];
        const picture = await page.evaluate<Picture>(readPicture);
        assert.equal(picture.width, 1720);
        assert.ok(picture.height > 4000 && picture.height < 16_000, `${picture.height} pixels`);
        assert.equal(picture.corner, paper);
        assert.equal(picture.marked, 10);
        const counts = new Map(picture.colours);
        const pixels = picture.width * picture.height;
        assert.ok((counts.get(paper) ?? 0) > 0.7 * pixels, 'most of it is paper');
        assert.ok((counts.get(themes[theme]['charts-blue']) ?? 0) > 0.005 * pixels, 'marks are drawn');
        assert.ok((counts.get(themes[theme].foreground) ?? 0) > 0.001 * pixels, 'texts are drawn');
      });
    }
  });

  it('writes all that the week says into the file, names only where the person wants them', async () => {
    await inPanel({ theme: 'light' }, async ({ page }) => {
      for (const [withNames, week] of [
        [false, bare.rich],
        [true, whole.rich],
      ] as const) {
        await saved(page, 'Save as One HTML File', withNames);
        const html = await htmlIn(page);
        for (const name of names) assert.equal(html.includes(name), withNames, name);
        await inFile(html, async file => {
          const text = await file.evaluate<string>('document.body.textContent');
          for (const sentence of textsOf(week)) assert.ok(text.includes(sentence), sentence);
          assert.equal(await file.title(), [week.title, ...week.about].join(' · '));
        });
      }
    });
  });

  it('holds hostile names as text, in file and picture', async () => {
    await inPanel({ theme: 'dark', state: 'hostile' }, async window => {
      await saved(window.page, 'Save as One HTML File', true);
      const html = await htmlIn(window.page);
      await saved(window.page, 'Save as PNG', true);
      assert.equal((await window.page.evaluate<Picture>(readPicture)).width, 1720);
      assert.deepEqual(window.takeComplaints(), []);
      await inFile(html, async (page, asked) => {
        assert.equal(await page.locator('script, img, b').count(), 0);
        assert.match(await page.title(), /^The week of/);
        assert.match(await page.locator('.request bdi').first().innerText(), /^<script>document.title='run'/);
        assert.ok(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'));
        assert.deepEqual(asked.slice(1), []);
      });
    });
  });

  it('fits on paper and on a telephone, on paper without the dark', async () => {
    await inPanel({ theme: 'dark' }, async window => {
      await saved(window.page, 'Save as One HTML File');
      await inFile(await htmlIn(window.page), async page => {
        const wide = () => page.evaluate('document.documentElement.scrollWidth - innerWidth');
        await page.setViewportSize({ width: 340, height: 700 });
        assert.equal(await wide(), 0);
        await page.emulateMedia({ media: 'print' });
        await page.setViewportSize({ width: 680, height: 900 });
        assert.equal(await wide(), 0);
        const paper = await page.evaluate("getComputedStyle(document.querySelector('.takenPaper')).backgroundColor");
        assert.equal(paper, 'rgb(255, 255, 255)');
        const printed = await page.pdf({ format: 'A4', preferCSSPageSize: true, printBackground: true });
        const pages = printed.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
        assert.ok(pages >= 3 && pages <= 12, `${pages} pages`);
      });
    });
  });

  it('copies a picture, or says what else can be done', async () => {
    await inPanel({ theme: 'light' }, async ({ page }) => {
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      await page.getByRole('button', { name: 'Copy as Picture' }).click();
      await page.getByText('Copied as a picture.').waitFor();
      const size = `navigator.clipboard.read().then(([item]) => item.getType('image/png')).then(({ size }) => size)`;
      assert.ok((await page.evaluate<number>(size)) > 50_000);
      await page.evaluate(`navigator.clipboard.write = () => Promise.reject(new Error('not allowed'))`);
      await page.getByRole('button', { name: 'Copy as Picture' }).click();
      await page.getByText('The picture was not copied').waitFor();
    });
  });

  it('is done with the keyboard, which comes back to where it was', async () => {
    await inPanel({ theme: 'light', width: 320 }, async ({ page }) => {
      const button = page.getByRole('button', { name: 'Take Along' });
      const focused = () =>
        page.evaluate<string>('(document.activeElement.labels?.[0] ?? document.activeElement).textContent');
      await page.keyboard.press('Escape');
      assert.equal(await button.getAttribute('aria-expanded'), 'false');
      assert.equal(await focused(), 'Take Along');
      await page.keyboard.press('ArrowDown');
      await page.getByLabel('Without private names').and(page.locator(':focus')).waitFor();
      await page.keyboard.press('Space');
      assert.equal(await page.getByLabel('Without private names').isChecked(), false);
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowDown');
      await page.getByRole('button', { name: 'Copy as Picture' }).and(page.locator(':focus')).waitFor();
      await page.keyboard.press('ArrowDown');
      await page.getByRole('button', { name: 'Save as PNG' }).and(page.locator(':focus')).waitFor();
      await page.keyboard.press('Enter');
      await page.getByText('Saved: an example').waitFor();
      assert.equal(await page.evaluate('document.documentElement.scrollWidth'), 320);
      await page.keyboard.press('Escape');
      assert.equal(await focused(), 'Take Along');
      await page.keyboard.press('Enter');
      await page.getByLabel('Without private names').waitFor();
      await page.mouse.click(4, 690);
      assert.equal(await button.getAttribute('aria-expanded'), 'false');
    });
  });
});
