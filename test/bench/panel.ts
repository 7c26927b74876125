// How long the panel takes in a browser: `npm run bench:panel -- [--rounds 15] [--repositories 10] [--width 800]`. A
// year of all repositories together is put into a page's state, painted, and updated: by a minute of focus, and by another
// week. Milliseconds are medians of the rounds, and the least of them: all of it is slower beside other work.
import { statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import type { PanelState } from '../../src/protocol';
import { english } from '../../src/text/english';
import { allKey, pickedRepository } from '../../src/vscode/allRepositories';
import type { FlowInput } from '../../src/vscode/flowInput';
import { panelState } from '../../src/vscode/panelState';
import type { Workspace } from '../../src/vscode/repositoryState';
import { launchBrowser } from '../host/browser';
import { GalleryServer } from '../support/panelGallery/galleryServer';
import { repositoryRoot } from '../support/repositoryRoot';
import { sampleYear } from '../support/sampleYear';

/** Milliseconds; and bytes, minified. */
const limits = { firstPaint: 150, update: 16, bundle: 450 * 1024 };
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '15' },
    repositories: { type: 'string', default: '10' },
    width: { type: 'string', default: '800' },
  },
});
const now = '2026-11-20T15:00:00.000Z';
const calendar = { timeZone: 'Europe/Berlin', dayStartMinutes: 240 };
const year = sampleYear(now, calendar, Number(values.repositories));
const workspace: Workspace = {
  kind: 'open',
  repositories: year.reports.map((report, key) => ({
    key: String(key),
    name: report.repository.name,
    state: { kind: 'ready', report },
  })),
};

function stateOf(flow: FlowInput, week: string | null): PanelState {
  const selected = pickedRepository(workspace, allKey, english);
  return panelState(workspace, selected, english, 'en', flow, year.said, week);
}

/** The running week with a minute of focus more. */
function minuteLater(flow: FlowInput, minutes: number): FlowInput {
  const more = minutes * 60_000;
  return {
    ...flow,
    now: flow.now + more,
    weeks: flow.weeks.map((week, index) =>
      week && index === flow.weeks.length - 1
        ? {
            ...week,
            focus: { ...week.focus, totalMs: week.focus.totalMs + more },
            blocks: week.blocks.map((block, at) =>
              at === week.blocks.length - 1 ? { ...block, end: block.end + more } : block,
            ),
          }
        : week,
    ),
  };
}

const middle = (times: readonly number[]): number => [...times].sort((a, b) => a - b)[times.length >> 1] ?? 0;
const ms = (times: readonly number[]) => `${middle(times).toFixed(1)} ms (least ${Math.min(...times).toFixed(1)})`;
const rounds = Array.from({ length: Number(values.rounds) }, (_, index) => index);

/** The host's part: the state of a week, built anew as it is every half minute. */
function hostTimes(): number[] {
  stateOf(year.flow, null);
  return rounds.map(round => {
    const flow = minuteLater(year.flow, round + 1);
    const started = performance.now();
    stateOf(flow, null);
    return performance.now() - started;
  });
}

interface Paint {
  /** From the first line of the panel's script to the first paint that shows something. */
  first: number;
  /** To the frame in which all charts are drawn. */
  whole: number;
}

/** Opens the panel, which asks for its state and gets it at once. */
async function open(page: Page, server: GalleryServer, state: PanelState): Promise<Paint> {
  await page.route('**/host.js*', route =>
    route.fulfill({
      contentType: 'text/javascript',
      body: `const state = ${JSON.stringify(state)};
globalThis.acquireVsCodeApi = () => ({
  postMessage: ({ type }) => { if (type === 'ready') postMessage({ type: 'state', state }); },
  getState: () => undefined,
  setState: () => undefined,
});`,
    }),
  );
  await page.route('**/panel.js*', async route => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `performance.mark('start');${await response.text()}` });
  });
  await page.goto(server.addressOf('rich', 'dark'));
  await page.waitForSelector('.pairChart svg');
  return page.evaluate<Paint>(`new Promise(done => requestAnimationFrame(() => setTimeout(() => {
    const [{ startTime }] = performance.getEntriesByName('start');
    const [paint] = performance.getEntriesByName('first-contentful-paint');
    done({ first: paint.startTime - startTime, whole: performance.now() - startTime });
  })))`);
}

/** Milliseconds of script that the page takes for the next state, and of layout and style besides. */
async function update(page: Page, state: PanelState): Promise<{ script: number; drawing: number }> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  await page.evaluate(`globalThis.next = ${JSON.stringify(state)}`);
  const spent = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    const of = (name: string) => 1000 * (metrics.find(metric => metric.name === name)?.value ?? 0);
    return { script: of('ScriptDuration'), drawing: of('LayoutDuration') + of('RecalcStyleDuration') };
  };
  const before = await spent();
  await page.evaluate(`new Promise(done => {
    dispatchEvent(new MessageEvent('message', { data: { type: 'state', state: next } }));
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)));
  })`);
  const after = await spent();
  await session.detach();
  return { script: after.script - before.script, drawing: after.drawing - before.drawing };
}

async function inBrowser(browser: Browser, server: GalleryServer) {
  const viewport = { width: Number(values.width), height: 800 };
  const first = stateOf(year.flow, null);
  const paints: Paint[] = [];
  const minutes: number[] = [];
  const weeks: number[] = [];
  const drawings: number[] = [];
  const nothing: number[] = [];
  const shown = first.week?.weeks.map(({ week }) => week) ?? [];
  for (const round of rounds) {
    const context = await browser.newContext({ viewport });
    const page = await context.newPage();
    paints.push(await open(page, server, first));
    nothing.push((await update(page, structuredClone(first))).script);
    minutes.push((await update(page, stateOf(minuteLater(year.flow, round + 1), null))).script);
    const turned = await update(page, stateOf(year.flow, shown.at(-2 - round) ?? null));
    weeks.push(turned.script);
    drawings.push(turned.drawing);
    await context.close();
  }
  const [firsts, wholes] = [paints.map(({ first }) => first), paints.map(({ whole }) => whole)];
  return { firsts, wholes, nothing, minutes, weeks, drawings };
}

async function run(): Promise<void> {
  const host = hostTimes();
  const server = await GalleryServer.start();
  const browser = await launchBrowser();
  const times = await inBrowser(browser, server).finally(async () => {
    await browser.close();
    server.dispose();
  });
  const sizeOf = (file: string) => statSync(path.join(repositoryRoot, 'dist', file)).size;
  const kb = (bytes: number) => `${(bytes / 1024).toFixed(0)} KB`;
  const bundle = sizeOf('panel.js');
  const { firsts, wholes, nothing, minutes, weeks, drawings } = times;
  const state = JSON.stringify(stateOf(year.flow, null)).length;
  console.log(`${values.repositories} repositories, a year; ${rounds.length} rounds, ${values.width} pixels wide`);
  console.log(`host: a state in ${ms(host)}, ${kb(state)}`);
  console.log(
    `first paint after the script starts ${ms(firsts)}, limit ${limits.firstPaint}; all charts ${ms(wholes)}`,
  );
  console.log(
    `script of an update, limit ${limits.update}: a minute of focus ${ms(minutes)}, another week ${ms(weeks)}`,
  );
  console.log(`  the same state ${ms(nothing)}; layout and style of another week ${ms(drawings)} besides`);
  console.log(`panel.js ${kb(bundle)}, limit ${kb(limits.bundle)}; panel.css ${kb(sizeOf('panel.css'))}`);
  const isKept =
    middle(firsts) <= limits.firstPaint &&
    Math.max(middle(minutes), middle(weeks)) <= limits.update &&
    bundle <= limits.bundle;
  if (isKept) return;
  console.log('a limit is not kept');
  process.exitCode = 1;
}

void run();
