import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { lookForTimeZone, readerIn, realPath, teamIn } from './adapters';
import { GithubForge } from './forge/githubForge';
import { requestRemoteOf as remoteOf } from './git/requestRemote';
import { FolderExactDates } from './store/exactDates';
import { CurrentInstallation } from './store/installation';
import { FolderJournal } from './store/journal';
import { FolderReflections } from './store/reflections';
import { SessionRecordFolder } from './store/sessionRecord';
import { StorageFolder } from './store/storage';
import { OtlpCollector } from './team/otlpCollector';
import { pushedExample as example } from './team/pushedExample';
import { ActivitySource } from './vscode/activitySource';
import { edge } from './vscode/edge';
import { EditorContexts } from './vscode/editorContext';
import { Focus } from './vscode/focus';
import type { Clock } from './vscode/focusRecording';
import { FocusSession } from './vscode/focusSession';
import { GithubDates } from './vscode/githubDates';
import { Panel } from './vscode/panel';
import { Reflecting } from './vscode/reflecting';
import { Repositories } from './vscode/repositories';
import { Settings } from './vscode/settings';
import { Sharing } from './vscode/sharing';
import { StatusBar } from './vscode/statusBar';
import { StoredData } from './vscode/storedData';
import { StoredDataUpkeep } from './vscode/storedDataUpkeep';
import type { Delay } from './vscode/trailingRefresh';
import { Walkthrough } from './vscode/walkthrough';

/** Reading the history and the journal waits until the window has settled. */
const idleMs = 1500;
let closing: (() => Promise<void>) | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('Eddy', { log: true });
  // Before all that listens to the same: a person who comes back may have travelled.
  const zone = vscode.window.onDidChangeWindowState(edge(log, 'time zone', lookForTimeZone));
  const settings = new Settings();
  const folder = context.globalStorageUri;
  const storage = new StorageFolder(folder.fsPath);
  const installation = new CurrentInstallation(folder.fsPath);
  const exactDates = new FolderExactDates(folder.fsPath);
  const reader = readerIn(folder.fsPath, installation, exactDates);
  const branchNumber = async (id: string, branch: string) => (await installation.open()).branchNumber(id, branch);
  const repositories = new Repositories({ reader, settings, log, delay, realPath, branchNumber });
  const contexts = new EditorContexts(repositories.places);
  const focus = new Focus({ journal: new FolderJournal(folder.fsPath), storage: folder, settings, clock, delay, log });
  const activity = new ActivitySource({ sink: focus.tell, clock, contexts, conflicts: repositories.conflicts, log });
  const session = new FocusSession({ store: new SessionRecordFolder(folder.fsPath), folder, settings, delay, log });
  const statusBar = new StatusBar({ focus, session, repositories, settings, delay, log });
  const reflections = new FolderReflections(folder.fsPath);
  const reflecting = new Reflecting({ store: reflections, folder, focus, session, settings, delay, log });
  const team = teamIn(folder.fsPath, context.secrets, clock.at);
  const seen = { repositories, focus, reflecting, settings, extension: context.extension, now: clock.at, delay, log };
  const sharing = new Sharing({ team, example, collector: new OtlpCollector(), ...seen });
  const home = vscode.Uri.file(homedir());
  const panel = new Panel({ repositories, focus, reflecting, sharing, home, delay, extension: context.extension, log });
  const renewKey = () => installation.renew();
  const data = new StoredData({ ...seen, storage, folder, home, session, sharing, renewKey });
  const dates = new GithubDates({ store: exactDates, forgeAt: GithubForge.at, remoteOf, repositories, log });
  const upkeep = new StoredDataUpkeep({ storage, settings, now: clock.at, delay, log });
  const later = (run: () => unknown) => delay(() => void edge(log, 'start', run)(), idleMs);

  closing = () => focus.close();
  context.subscriptions.push(
    ...[log, zone, settings, repositories, contexts, focus, activity, session, statusBar, reflecting, panel],
    ...[sharing, data, dates, upkeep, new Walkthrough(context.extension, log)],
    ...[() => repositories.start(), () => focus.start(), () => session.begin(), () => sharing.start()].map(later),
  );
}

/** What is not stored yet is, as far as VS Code gives time for it. */
export function deactivate(): Promise<void> | undefined {
  return closing?.();
}

const clock: Clock = { at: () => Date.now(), ticks: () => performance.now() };

const delay: Delay = (run, delayMs) => {
  const timer = setTimeout(run, delayMs);
  return { dispose: () => clearTimeout(timer) };
};
