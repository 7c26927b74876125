import path from 'node:path';
import type { Browser, BrowserContext } from 'playwright-core';
import { launchBrowser } from '../../host/browser';
import { installVsCode } from '../../host/installation';
import { installUnpacked } from '../../host/unpackedExtension';
import { installExtension, type ServerOptions, VsCodeServer } from '../../host/vscodeServer';
import { TemporaryFolder } from '../../support/temporaryFolder';
import { pickDisplayLanguage } from './displayLanguage';
import { extensionHostsAt } from './extensionHosts';
import { VsCodeWindow } from './vsCodeWindow';
import { VSIX_VARIABLE } from './vsixVariable';

/** What may differ from a fresh VS Code with Eddy installed. */
export interface InstalledOptions extends Pick<ServerOptions, 'settings' | 'environment' | 'workspaceTrust'> {
  /** The same VS Code without Eddy, to compare with. */
  readonly withoutEddy?: boolean;
  /** With the extension of `test/e2e/neighbour` beside Eddy. */
  readonly withNeighbour?: boolean;
  /** The display language, such as `de`; English by default. VS Code's own texts are English in each. */
  readonly language?: string;
}

/**
 * A VS Code as a user has it: a profile of its own with the packed Eddy installed, no development host, no driver.
 * Every window opened here shares that profile, and what VS Code stores in the browser, as the windows of one user do.
 */
export class InstalledVsCode {
  /** The profile's folder, which `User/settings.json` and `User/globalStorage/<extension>` lie in. */
  readonly dataFolder: string;
  readonly #folder: TemporaryFolder;
  readonly #options: ServerOptions;
  #server: VsCodeServer;
  readonly #browser: Browser;
  readonly #windows: BrowserContext;

  private constructor(
    folder: TemporaryFolder,
    options: ServerOptions,
    server: VsCodeServer,
    browser: Browser,
    windows: BrowserContext,
  ) {
    this.#folder = folder;
    this.dataFolder = options.dataFolder;
    this.#options = options;
    this.#server = server;
    this.#browser = browser;
    this.#windows = windows;
  }

  static async start(given: InstalledOptions = {}): Promise<InstalledVsCode> {
    const { withoutEddy = false, withNeighbour = false, language = 'en', ...options } = given;
    const vsix = process.env[VSIX_VARIABLE];
    if (vsix === undefined) {
      throw new Error(`${VSIX_VARIABLE} is not set: run end-to-end tests with \`npm run test:e2e\``);
    }
    const installation = await installVsCode('1.139');
    const folder = new TemporaryFolder('vscode');
    const profile = {
      dataFolder: path.join(folder.path, 'data'),
      extensionsFolder: path.join(folder.path, 'extensions'),
    };
    try {
      if (language !== 'en') pickDisplayLanguage(profile.dataFolder, language);
      if (withNeighbour) installUnpacked(profile.extensionsFolder, 'e2e/neighbour');
      if (!withoutEddy) await installExtension(installation, vsix, profile);
      const serverOptions = { installation, ...profile, ...options };
      const server = await VsCodeServer.start(serverOptions);
      try {
        const browser = await launchBrowser();
        const windows = await browser.newContext({ viewport: { width: 1280, height: 800 } });
        return new InstalledVsCode(folder, serverOptions, server, browser, windows);
      } catch (error) {
        await server.stop();
        throw error;
      }
    } catch (error) {
      folder.dispose();
      throw error;
    }
  }

  /** Opens a window on a folder or workspace file, and resolves when its workbench is there. */
  async openWindow(target?: string): Promise<VsCodeWindow> {
    const page = await this.#windows.newPage();
    await page.goto(this.#server.windowAddress({ target }));
    await page.locator('.monaco-workbench').waitFor({ timeout: 30_000 });
    return new VsCodeWindow(page);
  }

  /** Kills the extension hosts of all windows, which VS Code then starts again. */
  killExtensionHosts(): void {
    const hosts = extensionHostsAt(this.#server.port);
    if (hosts.length === 0) throw new Error('there is no extension host to kill');
    for (const host of hosts) process.kill(host, 'SIGKILL');
  }

  /** Closes every window, ends VS Code as a whole, and starts it again with the same profile and no window. */
  async restart(): Promise<void> {
    for (const page of this.#windows.pages()) await page.close();
    const { port } = this.#server;
    await this.#server.stop();
    this.#server = await VsCodeServer.start({ ...this.#options, port });
  }

  /** Closes every window, ends the server and removes the profile. */
  async dispose(): Promise<void> {
    await this.#browser.close();
    await this.#server.stop();
    this.#folder.dispose();
  }
}
