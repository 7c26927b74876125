import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../host/browser';
import { contrast } from '../support/contrast';
import { GalleryServer } from '../support/panelGallery/galleryServer';
import { galleryViews } from '../support/panelGallery/galleryView';
import { GalleryWindow } from '../support/panelGallery/galleryWindow';
import { type Theme, themes } from '../support/panelGallery/themes';

/** What orders a chart, or repeats what stands beside it in words; and what only covers other marks. */
const unneeded = /\b(grid|axis|passed|water|band|rest|pausedBox|unlined)\b/;
const leastOfGraphics = 3;
const leastOfText = 4.5;

/** How one kind of mark is drawn. */
interface Mark {
  tag: string;
  name: string;
  fill: string;
  fillOpacity: number;
  stroke: string;
  strokeOpacity: number;
  /** Under it, besides the page: what tells the chosen week or request. */
  chosen: boolean;
}

const readMarks = `[...new Map([...document.querySelectorAll('svg :is(path, line, rect, circle, text)')].map(element => {
  const { fill, fillOpacity, stroke, strokeOpacity } = getComputedStyle(element);
  const parent = element.parentElement.getAttribute('class') ?? '';
  const mark = { tag: element.localName, name: (parent + ' ' + (element.getAttribute('class') ?? '')).trim(),
    fill, fillOpacity: Number(fillOpacity), stroke, strokeOpacity: Number(strokeOpacity),
    chosen: element.closest('.chart, .request') !== null && !element.matches('.tick:not(.now)') };
  return [JSON.stringify(mark), mark];
})).values()]`;

const readLook = `({
  paper: getComputedStyle(document.documentElement).backgroundColor,
  chosen: getComputedStyle(document.documentElement).getPropertyValue('--vscode-list-inactiveSelectionBackground'),
  wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  spilt: [...document.querySelectorAll('main :is(p, h1, h2, h3, dt, dd, li, summary, label, legend, vscode-button)')]
    .filter(element => !element.closest('.unseen, .scroller') && [element.getBoundingClientRect()].some(({ left, right }) => left < -1 || right > innerWidth + 1))
    .map(element => element.outerHTML.slice(0, 120)),
})`;

interface Look {
  paper: string;
  chosen: string;
  /** Pixels by which the page is wider than its window. */
  wide: number;
  /** Texts that go on beyond it. */
  spilt: string[];
}

describe('the panel, as a browser draws it', () => {
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

  for (const theme of Object.keys(themes) as Theme[]) {
    it(`has marks of a contrast of ${leastOfGraphics}, and texts of ${leastOfText}: ${theme}`, async () => {
      const window = await GalleryWindow.open(browser, server, { theme, width: 800 });
      const faint = new Map<string, string>();
      for (const state of ['rich', 'flow-midWeek', 'flow-pausedNow', 'requests-bases', 'reflection-answered']) {
        await window.show(state);
        const marks = await window.page.evaluate<Mark[]>(readMarks);
        const look = await window.page.evaluate<Look>(readLook);
        assert.ok(marks.length > 20, `${marks.length} kinds of marks in ${state}`);
        for (const mark of marks) {
          const found = contrastOf(mark, look);
          const least = mark.tag === 'text' ? leastOfText : leastOfGraphics;
          if (found < least && !unneeded.test(mark.name)) faint.set(`${mark.tag} ${mark.name}`, found.toFixed(2));
        }
      }
      await window.close();
      assert.deepEqual([...faint], []);
    });
  }

  for (const width of [320, 1400]) {
    it(`stays within ${width} pixels, and no browser complains of its policy or scripts`, async () => {
      const window = await GalleryWindow.open(browser, server, { theme: 'light', width });
      const wrong: string[] = [];
      for (const state of galleryViews().keys()) {
        await window.show(state);
        const { wide, spilt } = await window.page.evaluate<Look>(readLook);
        if (wide > 0) wrong.push(`${state} is ${wide} pixels too wide`);
        for (const text of [...spilt, ...window.takeComplaints()]) wrong.push(`${state}: ${text}`);
      }
      await window.close();
      assert.deepEqual(wrong, []);
    });
  }

  it('would be heard to complain of an inline script', async () => {
    const window = await GalleryWindow.open(browser, server, { theme: 'dark', width: 800 });
    await window.show('none');
    await window.page.evaluate(
      `document.body.append(Object.assign(document.createElement('script'), { textContent: 'document.title = 1' }))`,
    );
    assert.match(window.takeComplaints().join(), /violates the following Content Security Policy directive/);
    await window.close();
  });

  it('has the weeks of each chart under the pointer where they are drawn, whichever way the page is read', async () => {
    for (const width of [800, 1400]) {
      const window = await GalleryWindow.open(browser, server, { theme: 'light', width });
      for (const state of ['rich', 'rtl']) {
        await window.show(state);
        const apart = await window.page.evaluate<number[]>(readApart);
        assert.ok(apart.length > 10 && apart.every(by => by < 2), `${state}, ${width} pixels: ${apart}`);
      }
      await window.close();
    }
  });

  for (const width of [320, 800, 1400]) {
    it(`keeps numbers whole and in line, and tables in the page: ${width} pixels`, async () => {
      const window = await GalleryWindow.open(browser, server, { theme: 'light', width });
      await window.show('example-german');
      const layout = await window.page.evaluate<Layout>(readLayout);
      assert.ok(layout.numbers > 5 && layout.values.length > 10);
      assert.deepEqual(layout.broken, []);
      assert.deepEqual(layout.values.filter(Boolean), []);
      assert.equal(layout.wideTable, 0);
      assert.ok(layout.under >= 20, `the frame of a week ends ${layout.under} pixels above the end of its labels`);
      await window.show('rich');
      const { crossed } = await window.page.evaluate<Layout>(readLayout);
      assert.ok(crossed.length > 5);
      assert.deepEqual(crossed.filter(Boolean), []);
      await window.close();
    });
  }

  it('keeps little room for requests that are not read yet', async () => {
    const window = await GalleryWindow.open(browser, server, { theme: 'light', width: 800 });
    await window.show('requests-reading');
    const height = await window.page.evaluate<number>(`document.querySelector('.requestSection').clientHeight`);
    assert.ok(height < 150, `${height} pixels`);
    await window.close();
  });

  it('keeps a scale in one line, and one button first: 320 pixels', async () => {
    const window = await GalleryWindow.open(browser, server, { theme: 'light', width: 320 });
    await window.show('reflection-due-open');
    const tops = await window.page.evaluate<number[]>(
      `[...document.querySelectorAll('.scale input')].map(each => each.getBoundingClientRect().top)`,
    );
    assert.equal(tops.length, 5);
    assert.equal(new Set(tops).size, 1, `${tops}`);
    assert.equal(await window.page.locator('main vscode-button:not([appearance=secondary])').count(), 1);
    await window.close();
  });

  it('cuts a title at its end where the page is read from the right, and fills bars from there', async () => {
    const window = await GalleryWindow.open(browser, server, { theme: 'light', width: 800 });
    await window.show('rtl');
    const { cut, bars } = await window.page.evaluate<{ cut: string[]; bars: boolean[] }>(`({
      cut: [...document.querySelectorAll('.oneLine bdi')].filter(each => each.scrollWidth > each.clientWidth)
        .map(each => getComputedStyle(each).textOverflow + ' ' + (each.matches(':dir(rtl)') ? 'rtl' : 'ltr')),
      bars: [...document.querySelectorAll('.kind .bar')].map(bar =>
        Math.abs(bar.querySelector('.share').getBoundingClientRect().right - bar.getBoundingClientRect().right) < 1),
    })`);
    assert.deepEqual([...new Set(cut)], ['ellipsis ltr']);
    assert.deepEqual([...new Set(bars)], [true]);
    await window.close();
  });

  it('shows hostile names as text, each with its own direction', async () => {
    const window = await GalleryWindow.open(browser, server, { theme: 'dark', width: 320 });
    await window.show('hostile');
    const { page } = window;
    assert.equal(await page.title(), 'Eddy');
    assert.equal(await page.locator('script').count(), 2);
    assert.equal(await page.locator('img, b').count(), 0);
    assert.match(
      (await page.locator('.request bdi').first().textContent()) ?? '',
      /^<script>document.title='run'<\/script>/,
    );
    assert.deepEqual(await page.evaluate<string[]>(readUnkempt), []);
    await window.close();
  });
});

/** Pixels between the middle of each week's column and of what is drawn of it. */
const readApart = `(() => {
  const middle = element => { const { left, right } = element.getBoundingClientRect(); return (left + right) / 2; };
  const columns = [...document.querySelectorAll('.throughput .column')].map(middle);
  return [...document.querySelectorAll('.throughput .week')].map((week, at) => Math.abs(middle(week) - columns[at]));
})()`;

/** What numbers are drawn on more than one line, and other places where something is not where it should be. */
interface Layout {
  numbers: number;
  broken: string[];
  /** Whether a figure's value is lower or higher than the one before it in its row. */
  values: boolean[];
  /** Whether the line of the median goes through a count. */
  crossed: boolean[];
  /** Pixels by which the table of the AI lens is too wide. */
  wideTable: number;
  /** Pixels from the end of the mark of a week to that of its column. */
  under: number;
}

const readLayout = `(() => {
  const facts = [...document.querySelectorAll('.fact dd')];
  const linesOf = element => {
    const range = document.createRange();
    range.selectNodeContents(element);
    return range.getClientRects().length;
  };
  const boxes = [...document.querySelectorAll('.figures')].flatMap(figures =>
    [...figures.querySelectorAll('.figure')].map(each => [each.offsetTop, each.querySelector('.value').getBoundingClientRect().top]));
  const median = document.querySelector('.throughput .baseline').getBoundingClientRect();
  const axis = document.querySelector('.throughput .axis').getBoundingClientRect().top;
  const counts = [...document.querySelectorAll('.throughput .tick')].map(each => each.getBoundingClientRect()).filter(({ bottom }) => bottom < axis + 4);
  const table = document.querySelector('[aria-labelledby=aiLens] .scroller');
  const column = document.querySelector('.plot .column[aria-selected=true]');
  return {
    numbers: facts.length,
    broken: facts.filter(each => linesOf(each) !== 1).map(each => each.textContent),
    values: boxes.map(([row, top], at) => at > 0 && boxes[at - 1][0] === row && Math.abs(boxes[at - 1][1] - top) > 1),
    // A line of text is taller than its digits.
    crossed: counts.map(({ top, bottom }) => median.top > top + 3 && median.top < bottom - 3),
    wideTable: table.scrollWidth - table.clientWidth,
    under: Number.parseFloat(getComputedStyle(column, '::before').bottom) || 0,
  };
})()`;

/** Texts with a change of direction that reaches beyond them: not those that an element isolates, or fill one of their own. */
const readUnkempt = `(() => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    if (/[\\u202A-\\u202E]/.test(text.data) && !text.parentElement.closest('bdi, script, .answers dd')) {
      found.push(text.parentElement.outerHTML.slice(0, 100));
    }
  }
  return found;
})()`;

/** The better one of fill and line, against the worse one of what may lie under it. */
function contrastOf(mark: Mark, { paper, chosen }: Look): number {
  const backdrops = mark.chosen && chosen !== '' ? [paper, chosen] : [paper];
  const against = (backdrop: string) =>
    Math.max(
      mark.fill === 'none' ? 0 : contrast(mark.fill, backdrop, mark.fillOpacity),
      mark.stroke === 'none' || mark.tag === 'text' ? 0 : contrast(mark.stroke, backdrop, mark.strokeOpacity),
    );
  return Math.min(...backdrops.map(against));
}
