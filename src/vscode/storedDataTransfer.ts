import * as vscode from 'vscode';
import type { Imported } from '../domain/journal';
import type { Storage } from '../domain/storage';
import { FileNotSaved } from './fileFailure';
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

/**
 * Asks for a file, and writes to it what is stored of focus and weeks: as JSON, which can be imported, or where its name
 * ends so as CSV. The weeks that were answered take a file of their own then, which is asked for next.
 */
export async function exportData(parts: TransferParts): Promise<void> {
  const { t } = vscode.l10n;
  const file = await fileFor('eddy-focus', parts, {
    title: t('Export what Eddy has recorded'),
    filters: { [t('JSON, to import it again')]: ['json'], [csvText()]: ['csv'] },
  });
  if (!file) return;
  const { storage, delay } = parts;
  const isCsv = isNamedCsv(file);
  const written = await withProgress({ title: t('Exporting'), cancellable: true, delay }, async signal => {
    const { spans: text, weeks } = isCsv
      ? await storage.exportCsv()
      : { spans: await storage.exportJson(), weeks: null };
    const { spans } = await storage.openJournal().facts();
    const { answers } = await storage.openReflections().read();
    if (signal.aborted) return null;
    await write(file, text);
    return { spans, answers: isCsv ? 0 : answers.length, weeks };
  });
  if (!written) return;
  sayWritten(written);
  if (written.weeks !== null) await exportWeeks(written.weeks, parts);
}

async function exportWeeks(text: string, parts: TransferParts): Promise<void> {
  const { t } = vscode.l10n;
  const title = t('Export what you said of your weeks');
  const file = await fileFor('eddy-weeks', parts, { title, filters: { [csvText()]: ['csv'] } });
  if (!file) return;
  await write(file, text);
  void vscode.window.showInformationMessage(t('What you said of your weeks is exported, with your own words.'));
}

function sayWritten({ spans, answers }: { spans: number; answers: number }): void {
  const { t } = vscode.l10n;
  const wording = wordingNow();
  const said = t(
    'Spans exported: {0}. The file holds times, counts, and numbers for repositories and branches, no names.',
    wording.count(spans),
  );
  const weeks = t('It also holds what you said of weeks, with your own words: {0}.', wording.count(answers));
  void vscode.window.showInformationMessage(answers === 0 ? said : `${said} ${weeks}`);
}

/** Asks for a file to write to. */
async function fileFor(
  name: string,
  { home }: TransferParts,
  options: Pick<vscode.SaveDialogOptions, 'title' | 'filters'>,
): Promise<vscode.Uri | undefined> {
  const today = new Date().toISOString().slice(0, 10);
  const ending = Object.values(options.filters ?? {})[0]?.[0] ?? '';
  const defaultUri = vscode.Uri.joinPath(home, `${name}-${today}.${ending}`);
  return vscode.window.showSaveDialog({ ...options, defaultUri, saveLabel: vscode.l10n.t('Export') });
}

const csvText = (): string => vscode.l10n.t('CSV, for a spreadsheet');

const isNamedCsv = (file: vscode.Uri): boolean => /\.csv$/i.test(file.path);

async function write(file: vscode.Uri, text: string): Promise<void> {
  try {
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
  } catch (error) {
    throw new FileNotSaved(error);
  }
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
  const { spans, weeks } = await withProgress({ title: t('Importing'), delay }, async () => {
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
    return storage.importJson(text);
  });
  const wording = wordingNow();
  const counts = ({ added, known }: Imported) => [wording.count(added), wording.count(known)] as const;
  const said = t('Spans added: {0}. Known already, or removed before: {1}.', ...counts(spans));
  const ofWeeks = t('Answered weeks added: {0}. Known already, or removed before: {1}.', ...counts(weeks));
  void vscode.window.showInformationMessage(weeks.added + weeks.known === 0 ? said : `${said} ${ofWeeks}`);
}
