import path from 'node:path';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../../host/browser';
import { installVsCode } from '../../host/installation';
import { installExtension, type ServerOptions, VsCodeServer } from '../../host/vscodeServer';
import { TemporaryFolder } from '../../support/temporaryFolder';
import { VsCodeWindow } from './vsCodeWindow';
import { VSIX_VARIABLE } from './vsixVariable';

/** What may differ from a fresh VS Code with Eddy installed. */
export interface InstalledOptions extends Pick<ServerOptions, 'settings' | 'environment' | 'workspaceTrust'> {
  /** The same VS Code without Eddy, to compare with. */
  readonly withoutEddy?: boolean;
}

/**
 * A VS Code as a user has it: a profile of its own with the packed Eddy installed, no development host, no driver.
 * Every window opened here shares that profile, as the windows of one user do.
 */
export class InstalledVsCode {
  /** The profile's folder, which `User/settings.json` and `User/globalStorage/<extension>` lie in. */
  readonly dataFolder: string;
  readonly #folder: TemporaryFolder;
  readonly #server: VsCodeServer;
  readonly #browser: Browser;

  private constructor(folder: TemporaryFolder, dataFolder: string, server: VsCodeServer, browser: Browser) {
    this.#folder = folder;
    this.dataFolder = dataFolder;
    this.#server = server;
    this.#browser = browser;
  }

  static async start({ withoutEddy = false, ...options }: InstalledOptions = {}): Promise<InstalledVsCode> {
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
      if (!withoutEddy) await installExtension(installation, vsix, profile);
      const server = await VsCodeServer.start({ installation, ...profile, ...options });
      try {
        return new InstalledVsCode(folder, profile.dataFolder, server, await launchBrowser());
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
    const page = await this.#browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(this.#server.windowAddress({ target }));
    await page.locator('.monaco-workbench').waitFor({ timeout: 30_000 });
    return new VsCodeWindow(page);
  }

  /** Closes every window, ends the server and removes the profile. */
  async dispose(): Promise<void> {
    await this.#browser.close();
    await this.#server.stop();
    this.#folder.dispose();
  }
}
