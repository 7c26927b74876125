#!/usr/bin/env node
// Stands in for the program of desktop VS Code: `runTests` of @vscode/test-electron starts it with code's command line,
// and it runs the tests in the npm-shipped server, with a browser as the window. Exit codes: 0 passed, 1 failed or
// died, 124 no result in time, 130 and the like for signals.
import { openSync, readSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { format } from 'node:util';
import type { Browser, ConsoleMessage, Page } from 'playwright-core';
import { exitOnSignals, exitWithParent } from '../support/leftovers';
import { repositoryRoot } from '../support/repositoryRoot';
import { TemporaryFolder } from '../support/temporaryFolder';
import { plan } from '../support/testPlan';
import { readVerdict } from '../support/verdict';
import { launchBrowser } from './browser';
import { parseCommandLine, type TestRequest } from './commandLine';
import { installVsCode, type VsCodeVersion } from './installation';
import { OUTPUT_VARIABLE } from './outputVariable';
import { VsCodeServer } from './vscodeServer';

const LIMIT_MS = 300_000;
const TIMED_OUT = 124;
/** How long a dead extension host's window may still have something to say. */
const LAST_WORDS_MS = 3000;
const REMEMBERED_LINES = 40;

/** Copies what is appended to a file to standard output. */
class OutputPump {
  readonly #file: number;
  readonly #buffer = Buffer.alloc(65_536);
  readonly #timer = setInterval(() => this.#pump(), 50);

  constructor(file: string) {
    writeFileSync(file, '');
    this.#file = openSync(file, 'r');
  }

  #pump(): void {
    for (let size = this.#read(); size > 0; size = this.#read()) {
      process.stdout.write(Buffer.from(this.#buffer.subarray(0, size)));
    }
  }

  #read(): number {
    return readSync(this.#file, this.#buffer, 0, this.#buffer.length, null);
  }

  /** Copies the rest. */
  end(): void {
    clearInterval(this.#timer);
    this.#pump();
  }
}

/** How a run ended. */
interface Ending {
  readonly exitCode: number;
  readonly reason?: string;
}

/** One run of tests in a window of the npm-shipped VS Code. */
class HostedRun {
  readonly #request: TestRequest;
  readonly #version: VsCodeVersion;
  /** The latest words of server and window, shown when a run ends badly. */
  readonly #log: string[] = [];
  #end: (ending: Ending) => void = () => {};
  readonly #ending = new Promise<Ending>(resolve => {
    this.#end = resolve;
  });

  constructor(request: TestRequest, version: VsCodeVersion) {
    this.#request = request;
    this.#version = version;
  }

  /** Runs the tests and leaves nothing running; gives the exit code. */
  async run(): Promise<number> {
    const folder = new TemporaryFolder('launcher');
    const output = path.join(folder.path, 'output');
    const pump = new OutputPump(output);
    const limit = setTimeout(
      () => this.#end({ exitCode: TIMED_OUT, reason: `no result in ${LIMIT_MS / 1000} s` }),
      LIMIT_MS,
    );
    let server: VsCodeServer | undefined;
    let browser: Browser | undefined;
    try {
      server = await this.#startServer(output);
      browser = await launchBrowser();
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
      await this.#openWindow(server, page);
      const ending = await this.#ending;
      pump.end();
      if (ending.exitCode !== 0) {
        this.#complain(ending);
        await picture(page);
      }
      return ending.exitCode;
    } finally {
      clearTimeout(limit);
      pump.end();
      await browser?.close().catch(() => {});
      await server?.stop();
      folder.dispose();
    }
  }

  async #startServer(output: string): Promise<VsCodeServer> {
    const server = await VsCodeServer.start({
      installation: await installVsCode(this.#version),
      dataFolder: path.resolve(this.#request.dataFolder),
      extensionsFolder: path.resolve(this.#request.extensionsFolder),
      driver: true,
      environment: { [OUTPUT_VARIABLE]: output },
      onOutput: text => this.#onServerOutput(text),
    });
    server.ended.then(how => this.#end({ exitCode: 1, reason: `the server ended (${how})` }));
    return server;
  }

  #onServerOutput(text: string): void {
    this.#remember(text);
    const death = /Extension Host Process exited with code: (\S+), signal: (\w+)/.exec(text);
    if (death) {
      const reason = `the extension host ended without a result (code ${death[1]}, signal ${death[2]})`;
      setTimeout(() => this.#end({ exitCode: 1, reason }), LAST_WORDS_MS).unref();
    }
  }

  async #openWindow(server: VsCodeServer, page: Page): Promise<void> {
    // Exposed before the page loads: the window looks for it once, when the tests have ended.
    await page.exposeFunction('codeAutomationExit', (code: number) => this.#onExit(code));
    await page.exposeFunction('codeAutomationLog', (type: string, args: readonly unknown[]) =>
      this.#remember(`${type}: ${format(...args)}`),
    );
    page.on('console', message => this.#onConsole(message));
    page.on('pageerror', error => this.#remember(`error in the window: ${error.message}`));
    page.on('crash', () => this.#end({ exitCode: 1, reason: 'the window crashed' }));
    await page.goto(server.windowAddress({ target: this.#request.target, payload: this.#payload(server) }));
  }

  #payload(server: VsCodeServer): [string, string][] {
    const { extensionDevelopmentPaths, extensionTestsPath, disableExtensions, disabledExtensions } = this.#request;
    return [
      ...extensionDevelopmentPaths.map((folder): [string, string] => [
        'extensionDevelopmentPath',
        server.remoteAddress(folder),
      ]),
      ['extensionTestsPath', server.remoteAddress(extensionTestsPath)],
      ...(disableExtensions ? [['disableExtensions', 'true'] satisfies [string, string]] : []),
      ...disabledExtensions.map((id): [string, string] => ['disableExtension', id]),
    ];
  }

  /** The window reports 0 also for an extension host that was killed: only the verdict file can say `passed`. */
  #onExit(code: number): void {
    const verdict = readVerdict(plan().verdictFile);
    if (code === 0 && verdict?.failed !== 0) {
      this.#end({ exitCode: 1, reason: 'the extension host ended before the tests did' });
    } else {
      this.#end({ exitCode: code });
    }
  }

  #onConsole(message: ConsoleMessage): void {
    if (message.type() === 'error' || message.type() === 'warning') {
      this.#remember(`${message.type()} in the window: ${message.text()}`);
    }
  }

  #remember(text: string): void {
    // The first line of each: the stacks of VS Code's minified code tell nothing.
    const [first = ''] = text.trim().split('\n');
    this.#log.push(first);
    this.#log.splice(0, this.#log.length - REMEMBERED_LINES);
  }

  #complain({ reason }: Ending): void {
    if (reason !== undefined) {
      const context = this.#log.map(line => `  ${line}`).join('\n');
      process.stderr.write(`VS Code ${this.#version}: ${reason}. What was said before:\n${context}\n`);
    }
  }
}

async function picture(page: Page): Promise<void> {
  const file = path.join(repositoryRoot, 'out', 'pictures', 'host-failed.png');
  await page.screenshot({ path: file, timeout: 5000 }).catch(() => {
    // A crashed window has no picture.
  });
}

exitOnSignals();
exitWithParent();
const version: VsCodeVersion = process.env.EDDY_TEST_VSCODE_VERSION === '1.100' ? '1.100' : '1.139';
new HostedRun(parseCommandLine(process.argv.slice(2)), version).run().then(
  code => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error && error.name === 'MissingError' ? error.message : error);
    process.exit(1);
  },
);
