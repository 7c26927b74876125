import * as vscode from 'vscode';
import type { Storage } from '../domain/storage';
import { withProgress } from './storedDataProgress';
import { wordingNow } from './storedDataWording';
import type { Delay } from './trailingRefresh';

/** What export and import need. */
export interface TransferParts {
  readonly storage: Storage;
  /** The folder that the dialogs open with. */
  readonly home: vscode.Uri;
  readonly delay: Delay;
}

/** Asks for a file, and writes all spans to it: as CSV where its name ends so, else as JSON, which can be imported. */
export async function exportData({ storage, home, delay }: TransferParts): Promise<void> {
  const { t } = vscode.l10n;
  const today = new Date().toISOString().slice(0, 10);
  const file = await vscode.window.showSaveDialog({
    title: t('Export what Eddy has recorded'),
    saveLabel: t('Export'),
    defaultUri: vscode.Uri.joinPath(home, `eddy-focus-${today}.json`),
    filters: { [t('JSON, to import it again')]: ['json'], [t('CSV, for a spreadsheet')]: ['csv'] },
  });
  if (!file) return;
  const written = await withProgress({ title: t('Exporting'), cancellable: true, delay }, async signal => {
    const journal = storage.openJournal();
    const text = await (/\.csv$/i.test(file.path) ? journal.exportCsv() : journal.exportJson());
    const { spans } = await journal.facts();
    if (signal.aborted) return null;
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
    return spans;
  });
  if (written === null) return;
  const spans = wordingNow().count(written);
  void vscode.window.showInformationMessage(
    t('Spans exported: {0}. The file holds times, counts, and numbers for repositories and branches, no names.', spans),
  );
}

/** Asks for a file that an export made, on whatever machine, and adds what it holds. */
export async function importData({ storage, home, delay }: TransferParts): Promise<void> {
  const { t } = vscode.l10n;
  const [file] =
    (await vscode.window.showOpenDialog({
      title: t('Import what Eddy has exported'),
      openLabel: t('Import'),
      defaultUri: home,
      filters: { JSON: ['json'] },
    })) ?? [];
  if (!file) return;
  const { added, known } = await withProgress({ title: t('Importing'), delay }, async () => {
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
    return storage.openJournal().importJson(text);
  });
  const wording = wordingNow();
  void vscode.window.showInformationMessage(
    t('Spans added: {0}. Known already, or removed before: {1}.', wording.count(added), wording.count(known)),
  );
}
