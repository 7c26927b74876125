/**
 * Draws the panel outside VS Code, in every state, theme and width, and saves pictures: for whoever works on its looks.
 * Build first (`npm run build`), then bundle this file with esbuild (external: playwright-core, @sparticuz/chromium) and
 * run it with the folder for the pictures.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { panelPage } from '../../../src/vscode/panelPage';
import { launchBrowser } from '../../host/browser';
import { repositoryRoot } from '../repositoryRoot';
import { galleryStates } from './states';
import { type Theme, themeStyle, themes } from './themes';

const origin = 'https://panel.test';
const pictures = path.resolve(process.argv[2] ?? 'out/pictures');
const only = process.argv[3];

interface Shot {
  name: string;
  state: string;
  theme: Theme;
  width: number;
  zoom?: number;
  forcedColors?: 'active';
  /** What the picture is of, a selector; the whole page without it. */
  only?: string;
  act?: (page: Awaited<ReturnType<typeof opened>>) => Promise<void>;
}

/** As VS Code marks the page of a webview. */
const bodyClass: Record<Theme, string> = {
  dark: 'vscode-dark',
  light: 'vscode-light',
  contrast: 'vscode-high-contrast',
  contrastLight: 'vscode-high-contrast vscode-high-contrast-light',
};

const states = galleryStates();
const shots: Shot[] = [
  ...(Object.keys(themes) as Theme[]).map(theme => ({ name: `rich-${theme}`, state: 'rich', theme, width: 1100 })),
  ...(Object.keys(themes) as Theme[]).flatMap(theme =>
    [320, 800, 1400].map(width => ({
      name: `flow-${theme}-${width}`,
      state: 'rich',
      theme,
      width,
      only: '.flowSection',
    })),
  ),
  ...(Object.keys(themes) as Theme[]).flatMap(theme =>
    [320, 800, 1400].map(width => ({
      name: `requests-${theme}-${width}`,
      state: 'rich',
      theme,
      width,
      only: '.requestSection',
    })),
  ),
  ...(Object.keys(themes) as Theme[]).flatMap(theme =>
    [320, 800, 1400].flatMap(width =>
      ['summary', 'balance', 'ground', 'aiLens'].map(section => ({
        name: `${section}-${theme}-${width}`,
        state: 'rich',
        theme,
        width,
        only: `[aria-labelledby=${section}]`,
      })),
    ),
  ),
  {
    name: 'balance-table',
    state: 'rich',
    theme: 'light',
    width: 1100,
    only: '[aria-labelledby=balance]',
    act: async page => {
      await page.locator('[aria-labelledby=balance]').getByText('Show as Table').click();
      await page.locator('[aria-labelledby=balance]').getByText('How is this measured?').click();
    },
  },
  {
    name: 'balance-forced',
    state: 'rich',
    theme: 'contrast',
    width: 800,
    forcedColors: 'active',
    only: '[aria-labelledby=balance]',
  },
  ...Object.keys(states)
    .filter(state => state.startsWith('requests-'))
    .map(state => ({ name: state, state, theme: 'dark' as const, width: 800, only: '.requestSection' })),
  {
    name: 'requests-hostile-narrow',
    state: 'requests-hostile',
    theme: 'light',
    width: 300,
    only: '.requestSection',
  },
  {
    name: 'requests-forced',
    state: 'rich',
    theme: 'contrast',
    width: 800,
    forcedColors: 'active',
    only: '.requestSection',
  },
  {
    name: 'requests-keyboard',
    state: 'rich',
    theme: 'dark',
    width: 900,
    only: '.requestSection',
    act: async page => {
      await page.locator('.request[tabindex="0"]').focus();
      for (const key of ['PageUp', 'PageDown', 'ArrowDown', 'ArrowDown']) await page.keyboard.press(key);
    },
  },
  {
    name: 'requests-table',
    state: 'rich',
    theme: 'light',
    width: 800,
    only: '.requestSection',
    act: async page => {
      await page.locator('.requestSection').getByText('Show as Table').click();
      await page.locator('.requestSection').getByText('How is this measured?').click();
    },
  },
  ...(Object.keys(themes) as Theme[]).flatMap(theme =>
    [320, 800, 1400].flatMap(width =>
      ['due', 'answered'].map(name => ({
        name: `reflection-${name}-${theme}-${width}`,
        state: `reflection-${name}`,
        theme,
        width,
        ...(name === 'answered' && { only: '.reflectionSection' }),
      })),
    ),
  ),
  ...['skipped', 'early', 'never', 'trouble'].map(name => ({
    name: `reflection-${name}`,
    state: `reflection-${name}`,
    theme: 'dark' as const,
    width: 800,
    only: '.reflectionSection',
  })),
  {
    name: 'reflection-filled',
    state: 'reflection-due',
    theme: 'dark',
    width: 800,
    act: fillIn,
  },
  {
    name: 'reflection-filled-forced',
    state: 'reflection-due',
    theme: 'contrast',
    width: 500,
    forcedColors: 'active',
    act: fillIn,
  },
  { name: 'rich-narrow', state: 'rich', theme: 'dark', width: 300 },
  { name: 'rich-wide', state: 'several', theme: 'light', width: 1400 },
  { name: 'rich-zoom', state: 'rich', theme: 'light', width: 1000, zoom: 2 },
  { name: 'rich-forced', state: 'rich', theme: 'contrast', width: 900, forcedColors: 'active' },
  {
    name: 'rich-keyboard',
    state: 'rich',
    theme: 'dark',
    width: 900,
    act: async page => {
      await page.locator('.column[tabindex="0"]').focus();
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('ArrowRight');
    },
  },
  {
    name: 'flow-keyboard',
    state: 'rich',
    theme: 'dark',
    width: 900,
    only: '.flowSection',
    act: async page => {
      await page.locator('.block[tabindex="0"]').focus();
      const keys = ['PageUp', 'PageUp', 'Home', 'ArrowRight', 'ArrowDown', 'ArrowRight'];
      for (const key of keys) await page.keyboard.press(key);
    },
  },
  {
    name: 'flow-table',
    state: 'rich',
    theme: 'light',
    width: 800,
    only: '.flowSection',
    act: async page => {
      await page.locator('.flowSection').getByText('Show as Table').click();
      await page.locator('.flowSection').getByText('How is this measured?').click();
    },
  },
  {
    name: 'rich-table',
    state: 'several',
    theme: 'dark',
    width: 900,
    act: async page => {
      await page.locator('[aria-labelledby=durability]').getByText('Show as Table').click();
      await page.locator('[aria-labelledby=durability]').getByText('How is this measured?').click();
    },
  },
  ...Object.keys(states)
    .filter(state => state !== 'rich' && !/^(requests|reflection)-/.test(state))
    .map(state => ({ name: state, state, theme: 'dark' as const, width: 700 })),
];

const browser = await launchBrowser();
mkdirSync(pictures, { recursive: true });
try {
  for (const shot of shots.filter(({ name }) => !only || name.startsWith(only))) {
    const page = await opened(shot);
    await shot.act?.(page);
    await check(page, shot.name);
    const file = path.join(pictures, `${shot.name}.png`);
    if (shot.only) await page.locator(shot.only).screenshot({ path: file });
    else await page.screenshot({ path: file, fullPage: true });
    await page.context().close();
  }
} finally {
  await browser.close();
}

/** Answers the questions of the week by keyboard. */
async function fillIn(page: Awaited<ReturnType<typeof opened>>): Promise<void> {
  await page.getByText('Answer First').click();
  for (const key of ['ArrowRight', 'ArrowRight', 'Tab', 'Tab', 'Space', 'Tab', 'Tab', 'Space', 'Tab', 'Tab']) {
    await page.keyboard.press(key);
  }
}

/** Prints what axe finds wrong with a page. */
async function check(page: Awaited<ReturnType<typeof opened>>, name: string): Promise<void> {
  await page.evaluate(readFileSync(path.join(repositoryRoot, 'node_modules/axe-core/axe.min.js'), 'utf8'));
  const found = await page.evaluate<{ id: string; nodes: { html: string }[] }[]>(
    'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => ({ html })) })))',
  );
  for (const { id, nodes } of found) {
    process.stdout.write(`${name}: ${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' ')}\n`);
  }
}

/** A page with the real policy and the real bundle; whatever the browser complains of is printed. */
async function opened({ name, state, theme, width, zoom = 1, forcedColors }: Shot) {
  const context = await browser.newContext({
    viewport: { width: Math.round(width / zoom), height: 700 },
    deviceScaleFactor: zoom,
    forcedColors: forcedColors ?? 'none',
  });
  const page = await context.newPage();
  page.on('console', message => process.stdout.write(`${name}: ${message.text()}\n`));
  page.on('pageerror', error => process.stdout.write(`${name}: ${error.message}\n`));
  await page.route(`${origin}/**`, async route => {
    const file = new URL(route.request().url()).pathname.slice(1);
    if (file === '') await route.fulfill({ contentType: 'text/html', body: html(theme) });
    else if (file === 'theme.css') await route.fulfill({ contentType: 'text/css', body: themeStyle(theme) });
    else await route.fulfill({ path: path.join(repositoryRoot, 'dist', file) });
  });
  await page.addInitScript(`globalThis.acquireVsCodeApi = () => ({
    postMessage: ({ type }) => { if (type === 'ready') postMessage({ type: 'state', state: ${JSON.stringify(states[state])} }); },
    getState: () => undefined,
    setState: () => undefined,
  })`);
  await page.goto(`${origin}/`);
  await page.waitForSelector('section');
  await page.waitForTimeout(150);
  return page;
}

function html(theme: Theme): string {
  const page = panelPage({
    cspSource: origin,
    script: `${origin}/panel.js`,
    style: `${origin}/panel.css`,
    language: 'en',
    title: 'Eddy',
  });
  return page
    .replace('<link', `<link rel="stylesheet" href="${origin}/theme.css"><link`)
    .replace('<body>', `<body class="${bodyClass[theme]}">`);
}
