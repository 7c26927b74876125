import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { repositoryRoot } from '../../support/repositoryRoot';

const WAIT_MS = 15_000;

/** The theme a person picks, and the class the workbench then has. */
const THEME_CLASSES = {
  'Light Modern': 'vs',
  'Dark Modern': 'vs-dark',
  'Dark High Contrast': 'hc-black',
  'Light High Contrast': 'hc-light',
} as const;

/** The name of a theme in VS Code's picker. */
export type Theme = keyof typeof THEME_CLASSES;

/** The four themes that everything must be readable in. */
export const THEMES = Object.keys(THEME_CLASSES) as readonly Theme[];

/** A window of VS Code, with what a person does in it. Every wait ends in an error after 15 seconds. */
export class VsCodeWindow {
  /** For what has no name here yet. */
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
    page.setDefaultTimeout(WAIT_MS);
  }

  /** An item of the status bar by the id the extension gave it, such as `eddy.status`. */
  statusBarItem(id: string): Locator {
    return this.page.locator(`.statusbar [id="eddy-devex.eddy.${id}"]`);
  }

  /** Waits until Eddy's item says something that begins so, to a screen reader. */
  async waitForStatus(start: string, timeout = WAIT_MS): Promise<void> {
    const item = this.statusBarItem('eddy.status');
    try {
      await item.and(this.page.locator(`[aria-label^="Eddy: ${start}"]`)).waitFor({ timeout });
    } catch {
      const said = (await item.count()) > 0 ? await item.getAttribute('aria-label') : 'nothing';
      throw new Error(`Eddy's item says ${said}, and not ${start} within ${timeout} ms`);
    }
  }

  /** Waits until the bell in the status bar is crossed out, or is not: whether Do Not Disturb is on in this window. */
  async waitForDoNotDisturb(on: boolean): Promise<void> {
    const crossedOut = this.page.locator('[class*="codicon-bell-slash"]');
    const notCrossedOut = this.page.locator('.codicon-bell, .codicon-bell-dot');
    await this.#bell.and(on ? crossedOut : notCrossedOut).waitFor();
  }

  /** Toasts in the corner. */
  get toasts(): Locator {
    return this.page.locator('.notifications-toasts .notification-list-item');
  }

  /** The title of the open editor's tab, for panels too. */
  get activeTab(): Locator {
    return this.page.locator('.tab.active .label-name');
  }

  /** Runs a command through the palette with the keyboard only; `title` as the palette shows it, with its category. */
  async runCommand(title: string): Promise<void> {
    await this.#callPalette();
    await this.#pick(`>${title}`, title);
  }

  /** Picks a row of the list that a command has opened, by what it says, with the keyboard only. */
  async pickRow(text: string): Promise<void> {
    await this.#rows.filter({ hasText: text }).first().waitFor();
    await this.#pick(text, text);
  }

  /** Opens a file of the workspace by its name, with the keyboard only, and puts the caret into it. */
  async openFile(name: string): Promise<void> {
    await this.page.keyboard.press('Control+p');
    await this.#pick(name, name);
    await this.page.locator('.tab.active').filter({ hasText: name }).waitFor();
    await this.page.locator('.monaco-editor.focused').waitFor();
  }

  /** Types into the box that a command has opened, and confirms. */
  async enterText(title: string, text: string): Promise<void> {
    await this.page.locator('.quick-input-widget:visible').filter({ hasText: title }).waitFor();
    await this.#type(text);
    await this.page.keyboard.press('Enter');
  }

  /** Types a path into VS Code's own file dialog, which looks up what is typed, and passes over Enter while it does. */
  async enterPath(title: string, file: string): Promise<void> {
    const box = this.page.locator('.quick-input-widget:visible').filter({ hasText: title });
    const input = box.locator('input.input');
    await box.locator('.monaco-list-row').first().waitFor();
    // It may go at any time: then it holds nothing.
    const typed = () => input.inputValue({ timeout: 1000 }).catch(() => null);
    for (const endsAt = Date.now() + WAIT_MS; Date.now() < endsAt; ) {
      const found = await typed();
      if (found !== null && found !== file) {
        await input.fill('');
        await this.page.keyboard.type(file);
      }
      await delay(1000);
      if (!(await box.isVisible())) return;
      if ((await typed()) === file) await this.page.keyboard.press('Enter');
    }
    throw new Error(`the dialog to ${title} does not go`);
  }

  /** What the palette offers for a text, without running anything; not the English that it adds in other languages. */
  async searchCommands(text: string): Promise<string[]> {
    await this.page.keyboard.press('F1');
    await this.#type(`>${text}`);
    await this.#rows.first().waitFor();
    const found = await this.#rows.locator('.label-name:not(.quick-input-list-label-meta *)').allInnerTexts();
    await this.page.keyboard.press('Escape');
    return found;
  }

  /** Picks a colour theme as a person does, and waits until the workbench wears it. */
  async pickTheme(theme: Theme): Promise<void> {
    await this.page.keyboard.press('Control+k');
    await this.page.keyboard.press('Control+t');
    await this.#rows.first().waitFor();
    await this.#pick(theme, theme);
    await this.page.locator(`.monaco-workbench.${THEME_CLASSES[theme]}`).waitFor();
  }

  /** The document of the webview in front: VS Code puts an extension's html into a frame inside a frame. */
  get panel(): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
  }

  /** The buttons that turn the panel's week. */
  get previousWeek(): Locator {
    return this.panel.getByRole('button', { name: 'Previous Week' });
  }

  get nextWeek(): Locator {
    return this.panel.getByRole('button', { name: 'Next Week' });
  }

  /** What the panel says of how long lines last: its sentence, chart, tables and the week that is looked at. */
  get durability(): Locator {
    return this.panel.locator('section[aria-labelledby=durability]');
  }

  /** Takes a picture of the window into `out/pictures`; gives its path. */
  async takePicture(name: string): Promise<string> {
    const file = path.join(repositoryRoot, 'out', 'pictures', `${name}.png`);
    await this.page.screenshot({ path: file });
    return file;
  }

  /** Loads the window again, as "Developer: Reload Window" does. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.page.locator('.monaco-workbench').waitFor();
  }

  /** Closes the window; its extension host deactivates its extensions and ends. */
  close(): Promise<void> {
    return this.page.close();
  }

  get #bell(): Locator {
    return this.page.locator('.statusbar [id="status.notifications"] .codicon');
  }

  get #rows(): Locator {
    return this.page.locator('.quick-input-widget:visible .quick-input-list .monaco-list-row');
  }

  /** Calls it again where a workbench that is not all there yet did not hear it. */
  async #callPalette(): Promise<void> {
    const input = this.page.locator('.quick-input-widget:visible input.input');
    for (const endsAt = Date.now() + WAIT_MS; Date.now() < endsAt; ) {
      await this.page.keyboard.press('F1');
      const isThere = await input.waitFor({ timeout: 3000 }).then(
        () => true,
        () => false,
      );
      if (isThere) return;
    }
  }

  async #type(text: string): Promise<void> {
    const input = this.page.locator('.quick-input-widget:visible input.input');
    await input.waitFor();
    await input.fill('');
    await this.page.keyboard.type(text);
  }

  async #pick(text: string, row: string): Promise<void> {
    await this.#type(text);
    await this.#rows.and(this.page.locator('.focused')).filter({ hasText: row }).waitFor();
    await this.page.keyboard.press('Enter');
  }
}
