import { setTimeout as delay } from 'node:timers/promises';
import type { CDPSession, Page } from 'playwright-core';
import type { VsCodeWindow } from './vsCodeWindow';

const MOST_ATTEMPTS = 10;
/** How often to look, 20 ms apart, whether the focus has followed. */
const LOOKS = 100;

/**
 * A screen with windows of VS Code and another program, one of which has the focus. Without it each window believes
 * that it has the focus, for so the browser makes tests independent of each other.
 */
export class Desk {
  readonly #pages: readonly Page[];
  readonly #sessions: readonly CDPSession[];

  private constructor(pages: readonly Page[], sessions: readonly CDPSession[]) {
    this.#pages = pages;
    this.#sessions = sessions;
  }

  /** The other program comes to the front, so that no window has the focus. */
  static async with(...windows: readonly [VsCodeWindow, ...VsCodeWindow[]]): Promise<Desk> {
    const context = windows[0].page.context();
    const pages = [await context.newPage(), ...windows.map(({ page }) => page)];
    const desk = new Desk(pages, await Promise.all(pages.map(page => context.newCDPSession(page))));
    await desk.lookAway();
    return desk;
  }

  /** Gives a window the focus. */
  lookAt({ page }: VsCodeWindow): Promise<void> {
    return this.#give(page);
  }

  /** Gives the focus to the other program. */
  async lookAway(): Promise<void> {
    const [elsewhere] = this.#pages;
    if (elsewhere) await this.#give(elsewhere);
  }

  async #give(front: Page): Promise<void> {
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      await this.#bringToFront(front);
      for (let look = 0; look < LOOKS; look++, await delay(20)) {
        const focused = await this.#focused();
        if (focused.length === 1 && focused[0] === front) return;
      }
      // What a page has from before it was on the desk, or was loaded anew, it only gives away after it had it here.
      for (const page of await this.#focused()) await this.#bringToFront(page);
    }
    throw new Error('the focus did not follow');
  }

  async #focused(): Promise<Page[]> {
    const focused = await Promise.all(this.#pages.map(page => page.evaluate('document.hasFocus()')));
    return this.#pages.filter((_, at) => focused[at]);
  }

  async #bringToFront(page: Page): Promise<void> {
    // Each time, for a page that was loaded anew believes again that it has the focus.
    for (const session of this.#sessions) {
      await session.send('Emulation.setFocusEmulationEnabled', { enabled: false });
    }
    await page.bringToFront();
  }
}
