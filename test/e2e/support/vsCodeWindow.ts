import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { repositoryRoot } from '../../support/repositoryRoot';
import { WAIT_MS } from './until';

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

/** A window of VS Code, with what a person does in it. Every wait ends in an error after {@link WAIT_MS}. */
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

  /** A toast that says something. */
  toast(text: string | RegExp): Locator {
    return this.toasts.filter({ hasText: text });
  }

  /** The modal dialog. */
  get dialog(): Locator {
    return this.page.locator('.monaco-dialog-box');
  }

  /** The list or box that a command has opened, by what it says. */
  question(text: string): Locator {
    return this.page.locator('.quick-input-widget:visible').filter({ hasText: text });
  }

  /** The title of the open editor's tab, for panels too. */
  get activeTab(): Locator {
    return this.page.locator('.tab.active .label-name');
  }

  /** Runs a command through the palette with the keyboard only; `title` as the palette shows it, with its category. */
  async runCommand(title: string): Promise<void> {
    await this.#call('F1');
    await this.#pick(`>${title}`, title, 'F1');
  }

  /**
   * Picks a row of the list that a command has opened, with the keyboard only.
   * @param text what is typed to find it.
   * @param row what it says, where others say what is typed too.
   */
  async pickRow(text: string, row: string | RegExp = text): Promise<void> {
    await this.#rows.filter({ hasText: row }).first().waitFor();
    await this.#pick(text, row);
  }

  /** Opens a file of the workspace by its name, with the keyboard only, and puts the caret into it. */
  async openFile(name: string): Promise<void> {
    await this.#call('Control+p');
    await this.#pick(name, name, 'Control+p');
    await this.page.locator('.tab.active').filter({ hasText: name }).waitFor();
    await this.page.locator('.monaco-editor.focused').waitFor();
  }

  /** Types into the box that a command has opened, and confirms. */
  async enterText(title: string, text: string): Promise<void> {
    await this.question(title).waitFor();
    await this.#type(text);
    await this.page.keyboard.press('Enter');
  }

  /** Types a path into VS Code's own file dialog, which looks up what is typed, and passes over Enter while it does. */
  async enterPath(title: string, file: string): Promise<void> {
    const box = this.question(title);
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
    await this.#call('F1');
    await this.#type(`>${text}`);
    await this.#rows
      .filter({ hasText: text.split(' ')[0] ?? '' })
      .first()
      .waitFor();
    const found = await this.#rows.locator('.label-name:not(.quick-input-list-label-meta *)').allInnerTexts();
    await this.page.keyboard.press('Escape');
    return found;
  }

  /** Picks a colour theme as a person does, and waits until the workbench wears it. */
  async pickTheme(theme: Theme): Promise<void> {
    await this.#call('Control+k', 'Control+t');
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

  /**
   * Loads the page again, as a browser does: VS Code may not have stored yet which editors are open, nor what they keep.
   * "Developer: Reload Window" waits for that.
   */
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

  get #input(): Locator {
    return this.page.locator('.quick-input-widget:visible input.input');
  }

  /** Opens a box by its keys; once more where a workbench that is not all there yet did not hear them. */
  async #call(...keys: readonly string[]): Promise<void> {
    for (const endsAt = Date.now() + WAIT_MS; Date.now() < endsAt; ) {
      for (const key of keys) await this.page.keyboard.press(key);
      const isThere = await this.#input.waitFor({ timeout: 3000 }).then(
        () => true,
        () => false,
      );
      if (isThere) return;
    }
  }

  /** Types into the open box; once more where it was opened again meanwhile, and is empty; `keys` open it where it went. */
  async #type(text: string, ...keys: readonly string[]): Promise<void> {
    const typed = () => this.#input.inputValue({ timeout: 2000 }).catch(() => null);
    for (const endsAt = Date.now() + WAIT_MS; (await typed()) !== text; ) {
      if (Date.now() >= endsAt) throw new Error(`there is no box to type ${text} into`);
      if (keys.length > 0 && !(await this.#input.isVisible())) await this.#call(...keys);
      const isEmpty = await this.#input.fill('', { timeout: 2000 }).then(
        () => true,
        () => false,
      );
      if (isEmpty) await this.page.keyboard.type(text);
    }
  }

  async #pick(text: string, row: string | RegExp, ...keys: readonly string[]): Promise<void> {
    await this.#type(text, ...keys);
    const wanted = this.#rows.filter({ hasText: row });
    const focused = this.page.locator('.focused').and(wanted);
    for (const endsAt = Date.now() + WAIT_MS; (await focused.count()) === 0; await delay(100)) {
      if (Date.now() >= endsAt) throw new Error(`there is no row that says ${row}`);
      if ((await wanted.count()) > 0) await this.page.keyboard.press('ArrowDown');
    }
    await this.page.keyboard.press('Enter');
  }
}
