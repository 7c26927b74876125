import type { Browser, Page } from 'playwright-core';
import type { GalleryServer } from './galleryServer';
import type { Theme } from './themes';

/** What a window of the gallery looks like. */
export interface GalleryLook {
  readonly theme: Theme;
  /** CSS pixels. */
  readonly width: number;
  /** CSS pixels; 700 by default. */
  readonly height?: number;
  /** Device pixels to a CSS pixel. */
  readonly scale?: number;
  readonly forcedColors?: 'active';
  /** Whether the person has no wish for less motion; pictures and measures are made without. */
  readonly withMotion?: boolean;
}

/** A browser's window with the panel in it, in one theme. It hears everything that the browser complains of. */
export class GalleryWindow {
  readonly page: Page;
  readonly #server: GalleryServer;
  readonly #theme: Theme;
  #complaints: string[] = [];

  private constructor(page: Page, server: GalleryServer, theme: Theme) {
    this.page = page;
    this.#server = server;
    this.#theme = theme;
    page.on('console', message => this.#complaints.push(message.text()));
    page.on('pageerror', error => this.#complaints.push(error.message));
  }

  static async open(browser: Browser, server: GalleryServer, look: GalleryLook): Promise<GalleryWindow> {
    const context = await browser.newContext({
      viewport: { width: look.width, height: look.height ?? 700 },
      deviceScaleFactor: look.scale ?? 1,
      forcedColors: look.forcedColors ?? 'none',
      reducedMotion: look.withMotion ? 'no-preference' : 'reduce',
    });
    const page = await context.newPage();
    return new GalleryWindow(page, server, look.theme);
  }

  /** Shows a state from the start, laid out at a width. */
  async show(state: string): Promise<void> {
    await this.page.goto(this.#server.addressOf(state, this.#theme));
    await this.page.waitForSelector('section');
    await this.#settle();
  }

  /** Changes the size of VS Code's font: 13 CSS pixels until then. */
  async setFontSize(pixels: number): Promise<void> {
    await this.page.evaluate(`document.documentElement.style.setProperty('--vscode-font-size', '${pixels}px')`);
    await this.#settle();
  }

  async widen(width: number): Promise<void> {
    await this.page.setViewportSize({ width, height: 700 });
    await this.#settle();
  }

  /** What the browser complained of since this was last asked: errors, and what the policy refused. */
  takeComplaints(): string[] {
    const heard = this.#complaints;
    this.#complaints = [];
    return heard;
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }

  /** Charts are drawn once their width is known: a frame to measure, one to draw. */
  async #settle(): Promise<void> {
    await this.page.evaluate(
      'new Promise(done => setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(done))))',
    );
  }
}
