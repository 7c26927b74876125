// `npm run gallery`: serves the panel in every state and theme for a browser, until Ctrl-C; `-- --pictures [NAME…]`
// takes a picture of every state (or those whose name contains NAME) in every theme and three widths instead.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../../host/browser';
import { exitOnSignals } from '../leftovers';
import { repositoryRoot } from '../repositoryRoot';
import { GalleryServer } from './galleryServer';
import { type GalleryLook, GalleryWindow } from './galleryWindow';
import { type Theme, themes } from './themes';

const PORT = 8642;
const WIDTHS = [320, 800, 1400] as const;
const pictures = path.join(repositoryRoot, 'out', 'pictures', 'gallery');

async function serve(): Promise<void> {
  const server = await GalleryServer.start(PORT).catch(() => GalleryServer.start());
  console.log(`${server.address}  (Ctrl-C ends it)`);
}

async function takePictures(parts: readonly string[]): Promise<void> {
  const server = await GalleryServer.start();
  const browser = await launchBrowser();
  const states = [...server.views.keys()].filter(
    state => parts.length === 0 || parts.some(part => state.includes(part)),
  );
  mkdirSync(pictures, { recursive: true });
  try {
    const looks = (Object.keys(themes) as Theme[]).flatMap(theme => WIDTHS.map(width => ({ theme, width })));
    const rows: GalleryLook[][] = WIDTHS.map(width => looks.filter(look => look.width === width));
    rows.push([{ theme: 'contrast', width: 800, forcedColors: 'active' }]);
    await Promise.all(rows.map(row => takeRow(browser, server, row, states)));
    console.log(`${states.length} states in ${path.relative(repositoryRoot, pictures)}`);
  } finally {
    await browser.close();
    server.dispose();
  }
}

async function takeRow(
  browser: Browser,
  server: GalleryServer,
  looks: readonly GalleryLook[],
  states: readonly string[],
): Promise<void> {
  for (const look of looks) {
    const window = await GalleryWindow.open(browser, server, look);
    for (const state of states) {
      await window.show(state);
      const name = [state, look.forcedColors ? 'forced' : look.theme, look.width].join('-');
      await window.page.screenshot({ path: path.join(pictures, `${name}.png`), fullPage: true });
      for (const complaint of window.takeComplaints()) console.error(`${name}: ${complaint}`);
    }
    await window.close();
  }
}

const [wish, ...parts] = process.argv.slice(2);
exitOnSignals();
(wish === '--pictures' ? takePictures(parts) : serve()).catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
