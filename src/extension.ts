import { realpath } from 'node:fs/promises';
import * as vscode from 'vscode';
import { ReadFailure, type ReportReader } from './domain/report';
import { commands } from './vscode/contribution';
import { edge } from './vscode/edge';
import { Panel } from './vscode/panel';
import { Repositories } from './vscode/repositories';
import { Settings } from './vscode/settings';
import { StatusBar } from './vscode/statusBar';
import type { Delay } from './vscode/trailingRefresh';

/** Reading the history waits until the window has settled. */
const idleMs = 1500;

export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('Eddy', { log: true });
  const settings = new Settings();
  const repositories = new Repositories({ reader, settings, log, delay, realPath });
  const statusBar = new StatusBar(repositories, settings, log);
  const panel = new Panel(repositories, context.extension, log);

  context.subscriptions.push(
    log,
    settings,
    repositories,
    statusBar,
    panel,
    vscode.commands.registerCommand(
      commands.showWeek,
      edge(log, commands.showWeek, () => panel.show()),
    ),
    delay(() => repositories.start(), idleMs),
  );
}

const delay: Delay = (run, delayMs) => {
  const timer = setTimeout(run, delayMs);
  return { dispose: () => clearTimeout(timer) };
};

/** A folder that is gone, or that a link leads nowhere to, has no path. */
const realPath = (folder: string) => realpath(folder).catch(() => null);

/** TODO lead: the reader out of src/git and src/store takes its place. */
const reader: ReportReader = {
  read: async () => {
    throw new ReadFailure('failed', 'This build cannot read repositories yet.');
  },
};
