import * as vscode from 'vscode';
import type { FocusBlock } from '../domain/focusBlock';
import { focusBlocks } from '../domain/focusBlocks';
import type { Storage } from '../domain/storage';
import { commands } from './contribution';
import { Owner } from './disposable';
import { edge } from './edge';
import type { Focus } from './focus';
import type { FocusSession } from './focusSession';
import type { Repositories } from './repositories';
import type { Settings } from './settings';
import type { Sharing } from './sharing';
import { blockRow, daysOfBlocks, partOf, removalText, removedOf, type TimeRange, wholePart } from './storedDataBlock';
import { StoredDataDocument } from './storedDataDocument';
import { withProgress } from './storedDataProgress';
import {
  type ForgettableRepository,
  forgettableRepositories,
  forgettingText,
  repositoryDetail,
  repositoryLabel,
} from './storedDataRepositories';
import { erasureText, storedDataFailure } from './storedDataText';
import { exportData, importData } from './storedDataTransfer';
import { timeZoneNow, wordingNow } from './storedDataWording';
import type { Delay } from './trailingRefresh';

/** What {@link StoredData} is built from. */
export interface StoredDataParts {
  readonly storage: Storage;
  /** Where it lies. */
  readonly folder: vscode.Uri;
  /** Where the person keeps files of their own. */
  readonly home: vscode.Uri;
  readonly focus: Focus;
  readonly session: Pick<FocusSession, 'current'>;
  readonly repositories: Repositories;
  readonly settings: Settings;
  /** What is shared with teams: `forget` ends it, of one repository or of all. */
  readonly sharing: Pick<Sharing, 'forget' | 'repositoryIds' | 'logLines'>;
  /** Lets go of the key that repositories and branches are named by; gives whether it is gone by then. */
  readonly renewKey: () => () => Promise<boolean>;
  readonly delay: Delay;
  readonly log: vscode.LogOutputChannel;
}

/**
 * The person's commands over what Eddy stores on this machine.
 * - Nothing is taken away before a modal has said what, and the person has agreed.
 * - What goes, goes for all windows: each follows the folder.
 * - After an erasure every window names repositories anew, and lets go of caches that it was still writing. A disk that was
 *   away for a moment looks like one, but brings the key back.
 */
export class StoredData extends Owner {
  private readonly document: StoredDataDocument;

  constructor(private readonly parts: StoredDataParts) {
    super();
    this.document = this.add(new StoredDataDocument(parts));
    this.register('showStoredData', () => this.document.show());
    this.register('correctBlock', () => this.correctBlock());
    this.register('exportData', () => exportData(parts));
    this.register('importData', () => this.importData());
    this.register('forgetRepository', () => this.forgetRepository());
    this.register('eraseEverything', () => this.eraseEverything());
    this.add(parts.focus.onDidErase(edge(parts.log, 'after the erasure', () => this.startAnew())));
  }

  private register(name: keyof typeof commands, run: () => Promise<void>): void {
    const { log, folder } = this.parts;
    const said = async () => {
      try {
        await run();
      } catch (error) {
        void vscode.window.showErrorMessage(storedDataFailure(error, folder.fsPath, vscode.l10n.t));
        throw error;
      }
    };
    this.add(vscode.commands.registerCommand(commands[name], edge(log, name, said)));
  }

  private async correctBlock(): Promise<void> {
    await this.parts.focus.store();
    const block = await this.pickBlock();
    const part = block && (await this.pickPart(block));
    if (!block || part === undefined) return;
    const wording = wordingNow();
    const told = removalText(block, removedOf(block, part, Date.now()), wording);
    if (!(await confirm(told.message, told.detail, wording.t('Remove')))) return;
    const removed = removedOf(block, part, Date.now());
    await this.change(async () => {
      const journal = this.parts.storage.openJournal();
      for (const { from, to } of removed) await journal.remove(from, to);
    }, removed.at(-1)?.to);
  }

  private async pickBlock(): Promise<FocusBlock | undefined> {
    const { t } = vscode.l10n;
    const wording = wordingNow();
    const rows = daysOfBlocks(this.parts.focus.overview.weeks).flatMap(({ from, blocks }) => [
      { label: wording.weekday(from), kind: vscode.QuickPickItemKind.Separator, block: undefined },
      ...blocks.map(block => ({ ...blockRow(block, wording), block })),
    ]);
    if (rows.length === 0) {
      void vscode.window.showInformationMessage(t('There is no focus block of the last weeks.'));
      return undefined;
    }
    const title = t('Correct or remove a focus block');
    return (await vscode.window.showQuickPick(rows, { title, matchOnDescription: true }))?.block;
  }

  /** @returns the part to keep, `null` for none of it, `undefined` if the person went away from the question. */
  private async pickPart(block: FocusBlock): Promise<TimeRange | null | undefined> {
    const { t } = vscode.l10n;
    const wording = wordingNow();
    const { label } = blockRow(block, wording);
    const title = `${wording.weekday(block.start)}, ${label}`;
    const rows = [
      { label: t('Remove it'), keeps: false },
      { label: t('Keep only a part…'), keeps: true },
    ];
    const picked = await vscode.window.showQuickPick(rows, { title });
    if (!picked) return undefined;
    if (!picked.keeps) return null;
    const timeZone = timeZoneNow();
    const value = wholePart(block, timeZone);
    const problem = t('Two times of day within {0}, the earlier first, and not all of it.', value);
    const typed = await vscode.window.showInputBox({
      title,
      value,
      prompt: t('Which part stays? The rest is removed.'),
      validateInput: text => (partOf(text, block, timeZone) ? null : problem),
    });
    return (typed !== undefined && partOf(typed, block, timeZone)) || undefined;
  }

  private async importData(): Promise<void> {
    await importData(this.parts);
    await this.parts.focus.look();
    this.document.refresh();
  }

  private async forgetRepository(): Promise<void> {
    const { t } = vscode.l10n;
    const picked = await this.pickRepository(await this.forgettable());
    if (!picked) return;
    const { storage } = this.parts;
    const message = picked.name === null ? t('Forget this repository?') : t('Forget {0}?', picked.name);
    if (!(await confirm(message, forgettingText(picked, wordingNow()), t('Forget')))) return;
    await this.change(async () => {
      await this.parts.sharing.forget(picked.id);
      await storage.openJournal().forgetRepository(picked.id);
      await storage.forgetRepository(picked.id);
    });
  }

  private async forgettable(): Promise<ForgettableRepository[]> {
    const { storage, focus, repositories, settings, sharing } = this.parts;
    await focus.store();
    const title = vscode.l10n.t('Reading what is stored');
    return withProgress({ title, delay: this.parts.delay }, async () => {
      const { spans, recording } = await storage.openJournal().read(Number.NEGATIVE_INFINITY);
      const blocks = focusBlocks(spans, settings.values.focus, { now: Date.now(), recording });
      const { workspace } = repositories;
      const open = workspace.kind === 'open' ? workspace.repositories : [];
      const named = open.flatMap(({ name, state }) =>
        state.kind === 'ready' ? [{ id: state.report.repository.id, name }] : [],
      );
      const { caches } = await storage.facts();
      return forgettableRepositories(named, blocks, caches, await sharing.repositoryIds());
    });
  }

  private async pickRepository(known: readonly ForgettableRepository[]): Promise<ForgettableRepository | undefined> {
    const { t } = vscode.l10n;
    if (known.length === 0) {
      void vscode.window.showInformationMessage(t('Nothing is stored of any repository.'));
      return undefined;
    }
    const wording = wordingNow();
    const rows = known.map(each => ({
      label: repositoryLabel(each, t),
      description: repositoryDetail(each, wording),
      repository: each,
    }));
    return (await vscode.window.showQuickPick(rows, { title: t('Forget a repository') }))?.repository;
  }

  private async eraseEverything(): Promise<void> {
    const { t } = vscode.l10n;
    const { storage, focus, session, sharing, folder, settings, delay } = this.parts;
    const journal = storage.openJournal();
    const facts = {
      folder: folder.fsPath,
      journal: await journal.facts(),
      storage: await storage.facts(),
      reflections: await storage.openReflections().read(),
      recording: focus.overview.recording,
      keepMonths: settings.values.keepMonths,
    };
    const message = t('Erase everything that Eddy has stored on this machine?');
    if (!(await confirm(message, erasureText(facts, wordingNow()), t('Erase Everything')))) return;
    await withProgress({ title: t('Erasing everything'), delay }, async () => {
      // Do Not Disturb goes off with it.
      if (session.current) await vscode.commands.executeCommand(commands.endFocusSession);
      // What can still be taken back from hosts is, and keys go that lie outside the folder.
      await sharing.forget();
      await storage.erase();
      await focus.look();
      await focus.store();
    });
    this.document.refresh();
    void vscode.window.showInformationMessage(
      focus.overview.paused
        ? t('Everything is erased. Recording stays paused.')
        : t('Everything is erased. Recording begins anew.'),
    );
  }

  private async change(work: () => Promise<void>, upTo = 0): Promise<void> {
    const title = vscode.l10n.t('Changing what is stored');
    await withProgress({ title, delay: this.parts.delay }, () => this.parts.focus.changeStored(work, upTo));
    this.document.refresh();
  }

  private async startAnew(): Promise<void> {
    const { repositories, storage, renewKey } = this.parts;
    this.document.refresh();
    const isGone = renewKey();
    await repositories.nameAnew(async () => {
      if (await isGone()) await storage.eraseRepositories();
    });
  }
}

function confirm(message: string, detail: string, button: string): Promise<boolean> {
  const asked = vscode.window.showWarningMessage(message, { modal: true, detail }, button);
  return Promise.resolve(asked).then(answer => answer === button);
}
