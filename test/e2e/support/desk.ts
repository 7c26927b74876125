import type { Page } from 'playwright-core';
import type { VsCodeWindow } from './vsCodeWindow';

/**
 * A screen with windows of VS Code and another program, one of which has the focus. Without it each window believes
 * that it has the focus, for so the browser makes tests independent of each other.
 */
export class Desk {
  readonly #elsewhere: Page;

  private constructor(elsewhere: Page) {
    this.#elsewhere = elsewhere;
  }

  /** The other program comes to the front, so that no window has the focus. */
  static async with(...windows: readonly [VsCodeWindow, ...VsCodeWindow[]]): Promise<Desk> {
    const elsewhere = await windows[0].page.context().newPage();
    const desk = new Desk(elsewhere);
    for (const page of [elsewhere, ...windows.map(window => window.page)]) await desk.#emulateNothing(page);
    await desk.lookAway();
    return desk;
  }

  /** Gives a window the focus. */
  async lookAt({ page }: VsCodeWindow): Promise<void> {
    await page.bringToFront();
    await page.waitForFunction('document.hasFocus()');
  }

  /** Gives the focus to another program. */
  async lookAway(): Promise<void> {
    await this.#elsewhere.bringToFront();
    await this.#elsewhere.waitForFunction('document.hasFocus()');
  }

  async #emulateNothing(page: Page): Promise<void> {
    const session = await page.context().newCDPSession(page);
    await session.send('Emulation.setFocusEmulationEnabled', { enabled: false });
  }
}
