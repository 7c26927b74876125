import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../host/browser';
import { GalleryServer } from '../support/panelGallery/galleryServer';
import { galleryViews } from '../support/panelGallery/galleryView';
import { type GalleryLook, GalleryWindow } from '../support/panelGallery/galleryWindow';

/**
 * Lines of text that lie on one another, that go on beyond the page, or that something cuts off. Names on one line are cut
 * on purpose: they are told in whole beside the chart.
 */
const readTrouble = `(() => {
  const isHidden = element => element.closest('script, .unseen, .scroller, .oneLine, caption') || getComputedStyle(element).clipPath !== 'none';
  const lines = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const element = text.parentElement;
    if (text.data.trim() === '' || isHidden(element)) continue;
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    for (const { left, right, top, bottom } of range.getClientRects()) lines.push({ text, left, right, top, bottom });
  }
  lines.sort((one, other) => one.top - other.top);
  const name = ({ text }) => [text.parentElement.closest('section')?.getAttribute('aria-labelledby'), text.data.trim().slice(0, 40)].join(' ');
  const found = [];
  for (const [at, line] of lines.entries()) {
    if (line.left < -1 || line.right > innerWidth + 1) found.push('beyond the page: ' + name(line));
    for (let next = at + 1; next < lines.length && lines[next].top < line.bottom; next++) {
      const other = lines[next];
      // Lines of text are taller than their letters.
      const deep = Math.min(line.bottom, other.bottom) - other.top;
      const wide = Math.min(line.right, other.right) - Math.max(line.left, other.left);
      const letters = 0.35 * Math.min(line.bottom - line.top, other.bottom - other.top);
      if (other.text !== line.text && wide > 1 && deep > letters) found.push(name(line) + ' | ' + name(other));
    }
  }
  for (const element of document.querySelectorAll('main *')) {
    const { overflowX, overflowY, textOverflow } = getComputedStyle(element);
    if (isHidden(element) || element.closest('svg') || element.textContent.trim() === '') continue;
    const isCut = (overflowX === 'hidden' || overflowX === 'clip') && element.scrollWidth > element.clientWidth + 1;
    const isLow = (overflowY === 'hidden' || overflowY === 'clip') && element.scrollHeight > element.clientHeight + 1;
    if (isCut || isLow || textOverflow === 'ellipsis') found.push('cut: ' + element.outerHTML.slice(0, 80));
  }
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (wide > 0) {
    const widest = [...document.querySelectorAll('body *')].filter(each => {
      const { left, right } = each.getBoundingClientRect();
      return !isHidden(each) && (left < -1 || right > innerWidth + 1);
    });
    found.push(...widest.map(each => wide + ' pixels too wide: ' + each.outerHTML.slice(0, 60)));
  }
  return [...new Set(found)];
})()`;

/** The element that the keyboard is at, if nothing of it is seen: out of the window, or all under the bar of the week. */
const readObscured = `(() => {
  const element = document.activeElement;
  if (element === document.body) return { isEnd: true, obscured: null };
  const bar = document.querySelector('.weekBar');
  const { top, bottom } = element.getBoundingClientRect();
  const edge = bar && !bar.contains(element) && !element.closest('.picker') ? bar.getBoundingClientRect().bottom : 0;
  const isSeen = bottom > Math.max(edge, 0) + 1 && top < innerHeight - 1;
  return { isEnd: false, obscured: isSeen ? null : element.outerHTML.slice(0, 120) };
})()`;

/** The numbers of those elements without a text that a background shows. */
const readPainted = `[...document.querySelectorAll('main *')].flatMap((each, at) => {
  const { backgroundColor } = getComputedStyle(each);
  const isBare = each.textContent.trim() === '' && !each.querySelector('svg, input') && !each.closest('svg, progress, vscode-button, vscode-dropdown, [role=option]');
  return isBare && backgroundColor !== 'rgba(0, 0, 0, 0)' && each.clientWidth > 0 ? [at] : [];
})`;

/** Marks that no colour of the system draws, by fill, line or background. */
const readForced = (painted: readonly number[]) => `(() => {
  const painted = ${JSON.stringify(painted)};
  const probe = document.body.appendChild(document.createElement('i'));
  const resolve = name => { probe.style.color = name; return getComputedStyle(probe).color; };
  const canvas = resolve('Canvas');
  const system = ['CanvasText', 'Highlight', 'HighlightText', 'LinkText', 'GrayText', 'ButtonText', 'ButtonBorder', 'SelectedItem'].map(resolve);
  probe.remove();
  const isSeen = (colour, opacity) => system.includes(colour) && colour !== canvas && Number(opacity) > 0;
  const marks = [...document.querySelectorAll('svg :is(path, line, rect, circle, text)')]
    .filter(each => !each.matches('.water, .band, .pausedBox, .unlined, .rest'));
  const faint = marks.filter(each => {
    const { fill, fillOpacity, stroke, strokeOpacity } = getComputedStyle(each);
    return !isSeen(fill, fillOpacity) && !isSeen(stroke, strokeOpacity);
  });
  const elements = [...document.querySelectorAll('main *')];
  const gone = painted.map(at => elements[at]).filter(each => {
    const { backgroundColor, borderTopStyle, borderBlockEndStyle } = getComputedStyle(each);
    return !isSeen(backgroundColor, 1) && borderTopStyle === 'none' && borderBlockEndStyle === 'none';
  });
  return { count: marks.length, wrong: [...new Set([...faint, ...gone].map(each => each.outerHTML.slice(0, 100)))] };
})()`;

/** What moves by itself, or could: longer than a hundredth of a second, also inside VS Code's own controls. */
const readMotion = `(() => {
  const within = root => [...root.querySelectorAll('*')].flatMap(each => [each, ...(each.shadowRoot ? within(each.shadowRoot) : [])]);
  const longest = text => Math.max(...text.split(',').map(part => parseFloat(part) * (part.trim().endsWith('ms') ? 0.001 : 1)));
  const moving = within(document).flatMap(each => ['', '::before', '::after'].filter(pseudo => {
    const { animationName, animationDuration, transitionDuration, animationTimeline } = getComputedStyle(each, pseudo || null);
    return longest(transitionDuration) > 0.01 || (animationName !== 'none' && (animationTimeline !== 'auto' || longest(animationDuration) > 0.01));
  }).map(pseudo => each.localName + '.' + each.className + pseudo));
  return [...new Set([...moving, ...document.getAnimations().map(({ animationName }) => 'animation ' + animationName)])];
})()`;

describe('the panel, enlarged, in colours of the system and without motion', () => {
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

  async function inWindow(look: Omit<GalleryLook, 'theme'>, run: (window: GalleryWindow) => Promise<void>) {
    const theme = look.forcedColors ? 'contrast' : 'light';
    const window = await GalleryWindow.open(browser, server, { theme, ...look });
    try {
      await run(window);
    } finally {
      await window.close();
    }
  }

  for (const [name, look, fontSize] of [
    ['a window of 1280 pixels at 200 %', { width: 640, height: 400, scale: 2 }, 13],
    ['a side column', { width: 320 }, 13],
    ['a side column with letters of twice the size', { width: 320 }, 26],
    ['a window of usual width with letters of twice the size', { width: 800 }, 26],
  ] as const) {
    it(`cuts nothing off and lays nothing on one another: ${name}`, async () => {
      await inWindow(look, async window => {
        const wrong: string[] = [];
        for (const state of galleryViews().keys()) {
          await window.show(state);
          if (fontSize !== 13) await window.setFontSize(fontSize);
          const found = await window.page.evaluate<string[]>(readTrouble);
          wrong.push(...found.map(trouble => `${state}: ${trouble}`));
        }
        assert.deepEqual(wrong, []);
      });
    }).timeout(240_000);

    it(`hides nothing that the keyboard comes to under its bar: ${name}`, async () => {
      await inWindow({ ...look, height: 480 }, async window => {
        await window.show('rich');
        if (fontSize !== 13) await window.setFontSize(fontSize);
        for (const key of ['Tab', 'Shift+Tab']) {
          const obscured: string[] = [];
          let steps = 0;
          for (;;) {
            await window.page.keyboard.press(key);
            const stop = await window.page.evaluate<Stop>(readObscured);
            if (stop.isEnd || steps > 150) break;
            steps += 1;
            if (stop.obscured !== null) obscured.push(stop.obscured);
          }
          assert.ok(steps > 20 && steps < 150, `${steps} stops by ${key}`);
          assert.deepEqual(obscured, [], key);
        }
      });
    });
  }

  it('finds texts on one another, and cut ones', async () => {
    await inWindow({ width: 640 }, async window => {
      await window.show('rich');
      await window.page.evaluate(`document.querySelector('.sentence').style.marginBlockEnd = '-30px';
        Object.assign(document.querySelector('h1').style, { overflow: 'hidden', inlineSize: '20px', whiteSpace: 'nowrap', flex: 'none' });`);
      const found = await window.page.evaluate<string[]>(readTrouble);
      assert.ok(found.some(text => text.includes(' | ')));
      assert.ok(found.some(text => text.startsWith('cut: <h1')));
    });
  });

  for (const state of ['rich', 'team-released']) {
    it(`draws every mark in colours of the system where only those are wished: ${state}`, async () => {
      let painted: number[] = [];
      await inWindow({ width: 800 }, async window => {
        await window.show(state);
        painted = await window.page.evaluate<number[]>(readPainted);
      });
      await inWindow({ width: 800, forcedColors: 'active' }, async window => {
        await window.show(state);
        const { count, wrong } = await window.page.evaluate<Forced>(readForced(painted));
        assert.equal(painted.length > 20, state === 'team-released');
        assert.ok(count > 20, `${count} marks`);
        assert.deepEqual(wrong, []);
      });
    });
  }

  it('tells the first button from others, and how far a reading is, in colours of the system', async () => {
    await inWindow({ width: 800, forcedColors: 'active' }, async window => {
      await window.show('reflection-due-open');
      const [first, other] = await window.page.evaluate<string[]>(
        `[...document.querySelectorAll('.reflectionForm vscode-button')].map(each => getComputedStyle(each).backgroundColor)`,
      );
      assert.notEqual(first, other);
      await window.show('searching');
      const border = await window.page.evaluate<string>(
        `getComputedStyle(document.querySelector('progress')).borderTopStyle`,
      );
      assert.equal(border, 'solid');
    });
  });

  it('moves nothing where no motion is wished, and something else', async () => {
    const states = ['rich', 'rich-open', 'several', 'reflection-due-open', 'none', 'team-released'];
    const motion = async (window: GalleryWindow) => {
      const found: string[] = [];
      for (const state of states) {
        await window.show(state);
        found.push(...(await window.page.evaluate<string[]>(readMotion)).map(what => `${state}: ${what}`));
      }
      return found;
    };
    await inWindow({ width: 640 }, async window => assert.deepEqual(await motion(window), []));
    await inWindow({ width: 640, withMotion: true }, async window => assert.notDeepEqual(await motion(window), []));
  });
});

interface Forced {
  readonly count: number;
  readonly wrong: string[];
}

interface Stop {
  readonly isEnd: boolean;
  readonly obscured: string | null;
}
