import { realpath } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import type { ReportReader } from './domain/report';
import { changeFormat } from './git/changes';
import { RepositoryReader } from './git/repositoryReader';
import { ChangeCache } from './store/changeCache';
import { Installation } from './store/installation';
import { SessionRecordFolder } from './store/sessionRecord';
import { commands } from './vscode/contribution';
import { edge } from './vscode/edge';
import { FocusSession } from './vscode/focusSession';
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
  const reader = readerIn(context.globalStorageUri.fsPath);
  const repositories = new Repositories({ reader, settings, log, delay, realPath });
  const statusBar = new StatusBar(repositories, settings, log);
  const store = new SessionRecordFolder(context.globalStorageUri.fsPath);
  const focusSession = new FocusSession({ store, folder: context.globalStorageUri, settings, delay, log });
  const panel = new Panel(repositories, context.extension, log);

  context.subscriptions.push(
    log,
    settings,
    repositories,
    statusBar,
    focusSession,
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

/** The reader of repositories, with its cache and key in a folder; nothing is touched before the first reading. */
function readerIn(folder: string): ReportReader {
  let opened: Promise<ReportReader> | undefined;
  const open = async () => {
    const installation = await Installation.open(folder);
    return new RepositoryReader({
      store: new ChangeCache(path.join(folder, 'cache'), changeFormat),
      repositoryId: (remote, common) => installation.repositoryId(remote, common),
    });
  };
  return {
    read: async (...question) => {
      opened ??= open();
      return (await opened).read(...question);
    },
  };
}
