// `npm run pictures`: takes the pictures of the README, of an example alone, into media/pictures.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../host/browser';
import { exitOnSignals } from '../leftovers';
import { repositoryRoot } from '../repositoryRoot';
import { pictureState } from './exampleStates';
import { GalleryServer } from './galleryServer';
import type { Theme } from './themes';

/** A part of the page: from the top of one element to the bottom of another. */
interface Picture {
  readonly name: string;
  readonly theme: Theme;
  readonly from: string;
  readonly to: string;
}

const PICTURES: readonly Picture[] = [
  { name: 'week', theme: 'dark', from: 'main', to: '.flowSection .figures' },
  { name: 'churn-and-requests', theme: 'light', from: '.durabilitySection', to: '.requests' },
  { name: 'balance', theme: 'dark', from: 'section[aria-labelledby=balance]', to: '.tensions' },
];
const WIDTH = 960;
/** Above and below what is shown, CSS pixels: what follows is further away. */
const ABOVE = 24;
const BELOW = 12;
const folder = path.join(repositoryRoot, 'media', 'pictures');

async function takePictures(): Promise<void> {
  const views = new Map([['example', { state: pictureState(), view: {} }]]);
  const server = await GalleryServer.start(0, views);
  const browser = await launchBrowser();
  mkdirSync(folder, { recursive: true });
  try {
    for (const picture of PICTURES) await take(picture, browser, server);
  } finally {
    await browser.close();
    server.dispose();
  }
}

async function take({ name, theme, from, to }: Picture, browser: Browser, server: GalleryServer): Promise<void> {
  const page = await browser.newPage({
    viewport: { width: WIDTH, height: 700 },
    deviceScaleFactor: 1.5,
    reducedMotion: 'reduce',
  });
  await page.goto(server.addressOf('example', theme));
  await page.waitForSelector(to);
  const top = Math.max(0, (await boxOf(from, page)).top - ABOVE);
  const { bottom } = await boxOf(to, page);
  const clip = { x: 0, y: top, width: WIDTH, height: bottom + BELOW - top };
  await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: true, clip });
  await page.close();
}

/** On the page, once it is laid out. */
function boxOf(selector: string, page: Page): Promise<{ top: number; bottom: number }> {
  return page.evaluate(`new Promise(done => setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(() => {
    const { top, bottom } = document.querySelector(${JSON.stringify(selector)}).getBoundingClientRect();
    done({ top: top + scrollY, bottom: bottom + scrollY });
  }))))`);
}

exitOnSignals();
takePictures().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
