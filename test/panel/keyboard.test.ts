import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../host/browser';
import { GalleryServer } from '../support/panelGallery/galleryServer';
import { GalleryWindow } from '../support/panelGallery/galleryWindow';

/** Everything that can be done something with, numbered in the order of the page; one of each group that has one stop for the Tab key. */
const numberStops = `(() => {
  const all = [...document.querySelectorAll('button, summary, a[href], input, select, textarea, vscode-button, vscode-dropdown, [role=option], [role=button], .scroller')];
  const groups = new Set();
  const stops = all.filter(element => {
    if (!element.checkVisibility({ visibilityProperty: true }) || element.closest('[inert]')) return false;
    const list = element.closest('[role=listbox]:not(vscode-dropdown)');
    const group = list ?? (element.type === 'radio' ? element.closest('fieldset') : null);
    if (element.closest('vscode-dropdown') && element.localName !== 'vscode-dropdown') return false;
    if (!group) return true;
    if (groups.has(group)) return false;
    groups.add(group);
    return true;
  });
  stops.forEach((element, at) => { (element.closest('[role=listbox]:not(vscode-dropdown)') ?? (element.type === 'radio' ? element.closest('fieldset') : element)).dataset.stop = at; });
  return stops.length;
})()`;

/** Where the keyboard is: the number of the stop, what it is, and whether one sees it there. */
const readStop = `(() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const marked = element.closest('[data-stop]');
  const inside = element.shadowRoot?.activeElement ?? element.shadowRoot?.querySelector('.control') ?? element;
  const look = each => { const { outlineStyle, outlineWidth, outlineColor, boxShadow, borderColor } = getComputedStyle(each);
    return JSON.stringify([outlineStyle === 'none' ? 0 : outlineWidth + outlineColor, boxShadow, borderColor]); };
  const focused = [element, inside].map(look).join();
  element.blur();
  const blurred = [element, inside].map(look).join();
  element.focus();
  const { top, bottom, left, right } = element.getBoundingClientRect();
  return { at: marked ? Number(marked.dataset.stop) : -1, what: element.outerHTML.slice(0, 120),
    isSeen: focused !== blurred && bottom > 0 && top < innerHeight && right > 0 && left < innerWidth };
})()`;

interface Stop {
  at: number;
  what: string;
  isSeen: boolean;
}

describe('the panel, by the keyboard alone', () => {
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
  });
  afterEach(() => window.close());
  after(async () => {
    await browser?.close();
    server?.dispose();
  });

  /** One key after the other, each as soon as what the one before did is drawn: nobody presses them faster. */
  async function press(...keys: string[]): Promise<void> {
    for (const key of keys) {
      await page.keyboard.press(key);
      await page.evaluate('new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))');
    }
  }
  const sent = (type: string) =>
    page.evaluate<Record<string, unknown>[]>(`sent.filter(({ type }) => type === ${JSON.stringify(type)})`);
  const focusedText = () => page.evaluate<string>('document.activeElement.textContent.trim()');

  /** Goes on with the Tab key until the keyboard is at an element. */
  async function reach(selector: string): Promise<void> {
    for (let steps = 0; steps < 120; steps++) {
      await press('Tab');
      if (await page.evaluate<boolean>(`document.activeElement.matches(${JSON.stringify(selector)})`)) return;
    }
    assert.fail(`the keyboard does not get to ${selector}`);
  }

  for (const state of [
    'all',
    'rich-open',
    'reflection-due-open',
    'reflection-answered-open',
    'flow-pausedNow',
    'rtl',
    'none',
  ]) {
    it(`comes to everything, in the order of the page, and one sees where it is: ${state}`, async () => {
      await window.show(state);
      const count = await page.evaluate<number>(numberStops);
      const stops: Stop[] = [];
      for (;;) {
        await press('Tab');
        const stop = await page.evaluate<Stop | null>(readStop);
        if (!stop || stops.length > count + 5) break;
        stops.push(stop);
      }
      assert.deepEqual(
        stops.filter(({ at }) => at < 0).map(({ what }) => what),
        [],
        'stops at what nothing can be done with',
      );
      assert.deepEqual(
        stops.map(({ at }) => at),
        Array.from({ length: count }, (_, at) => at),
      );
      assert.deepEqual(
        stops.filter(({ isSeen }) => !isSeen).map(({ what }) => what),
        [],
        'the focus is not seen',
      );
    });
  }

  it('picks a repository and a week', async () => {
    await window.show('several');
    await press('Tab', 'ArrowDown', 'Enter');
    assert.equal((await sent('selectRepository')).length, 1);
    await reach('.turn');
    await press('Enter', 'ArrowLeft', 'Home', 'End');
    const weeks = (await sent('selectWeek')).map(({ week }) => week);
    assert.equal(weeks.length, 4);
    assert.equal(weeks.at(-1), null);
    assert.match(String(weeks[0]), /^\d{4}-W\d{2}$/);
    assert.ok(String(weeks[1]) < String(weeks[0]), 'the second turn goes on from the first');
  });

  it('goes through blocks, weeks of the charts and requests, and is told each', async () => {
    await window.show('rich');
    for (const [selector, key] of [
      ['.block', 'ArrowLeft'],
      ['.column', 'ArrowLeft'],
      ['.request', 'ArrowDown'],
    ] as const) {
      await reach(`${selector}[role=option]`);
      const read = () =>
        page.evaluate<string>(
          'document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent',
        );
      const first = await read();
      await press(key);
      assert.ok(await page.evaluate<boolean>(`document.activeElement.matches('${selector}')`), selector);
      assert.notEqual(await read(), first, selector);
    }
  });

  it('opens every table and every definition, and stays where it was', async () => {
    await window.show('rich');
    const details = await page.evaluate<number>(`[...document.querySelectorAll('details')].length`);
    assert.ok(details >= 8, `${details} details`);
    await page.evaluate(numberStops);
    let opened = 0;
    let tables = 0;
    for (;;) {
      await press('Tab');
      const stop = await page.evaluate<Stop | null>(readStop);
      if (!stop) break;
      const kind = await page.evaluate<string>('document.activeElement.localName');
      const text = await focusedText();
      if (kind === 'summary') {
        await press('Enter');
        opened += await page.evaluate<number>(
          'Number(document.activeElement.localName === "summary" && document.activeElement.parentElement.open)',
        );
      } else if (kind === 'vscode-button' && text === 'Show as Table') {
        await press('Space');
        assert.equal(await focusedText(), 'Show as Chart');
        tables += 1;
      }
    }
    assert.equal(opened, details);
    assert.ok(tables >= 4, `${tables} tables`);
  });

  it('answers the questions of the week', async () => {
    await window.show('reflection-due');
    await reach('input[type=radio]');
    await press('Space', 'ArrowDown');
    await reach('input[type=checkbox]');
    await press('Space', 'Tab', 'Space');
    await reach('textarea');
    await page.keyboard.type('By hand.');
    await reach('input[type=radio]');
    await press('Space');
    await reach('input[type=radio]');
    await press('Space', 'ArrowRight', 'ArrowRight');
    await reach('vscode-button');
    await press('Enter');
    const [answer] = await sent('answerReflection');
    assert.ok(answer, 'nothing was sent');
    const { flow, slogs, note, ventured, load } = answer;
    assert.deepEqual(
      { flow, slogs, note, ventured, load },
      {
        flow: 'rarely',
        slogs: ['builds', 'tests'],
        note: 'By hand.',
        ventured: 'no',
        load: 3,
      },
    );
  });

  it('takes the week along, and leaves that again', async () => {
    await window.show('rich');
    await reach('.takeAlong button');
    await press('Enter', 'ArrowDown');
    assert.ok(await page.evaluate<boolean>(`document.activeElement.matches('input[type=checkbox]')`));
    await press('Space');
    await reach('.takeWay');
    await press('Enter');
    const [asked] = await sent('takeWeek');
    assert.equal(asked?.withoutNames, false);
    await press('Escape');
    assert.equal(await page.evaluate<string>('document.activeElement.getAttribute("aria-expanded")'), 'false');
  });
});
