import * as vscode from 'vscode';
import type { FromPanel, TakenWeek, ToPanel } from '../protocol';
import { withProgress } from './storedDataProgress';
import { takeFailureText } from './takeFailure';
import { isTakenFile, type TakenFile } from './takenFile';
import { type ShownPage, type TakingChoice, takenWeek } from './takenWeek';
import type { Delay } from './trailingRefresh';
import { weekMarkdown } from './weekMarkdown';

/** What taking a week along needs. */
export interface TakeAlongParts {
  /** What the panel shows now. */
  readonly page: () => ShownPage;
  readonly post: (message: ToPanel) => Thenable<boolean>;
  /** The folder that the dialog opens with. */
  readonly home: vscode.Uri;
  readonly delay: Delay;
  readonly log: vscode.LogOutputChannel;
}

type TakeMessage = Extract<FromPanel, { type: 'takeWeek' }>;
type SaveMessage = Extract<FromPanel, { type: 'saveWeek' }>;

/**
 * Takes the week out of the panel: Markdown to the clipboard; the rest is drawn by the panel and comes back to be saved.
 * - Nothing is written but where the person said so in a dialog, and nothing is sent anywhere.
 * - What comes back is taken once, and only in answer to what was given out last.
 */
export class TakeAlong {
  private given: { readonly request: number; readonly kind: TakenFile; readonly week: string } | null = null;

  constructor(private readonly parts: TakeAlongParts) {}

  /** Gives out the week that is shown, or says why not. */
  async take({ request, kind, ...choice }: TakeMessage): Promise<void> {
    const { page, post } = this.parts;
    const shown = page();
    const week = weekOf(shown, choice);
    this.given = null;
    if (!week) return this.say(request, vscode.l10n.t('There is no week to take along now.'));
    if (kind === 'markdown') {
      await vscode.env.clipboard.writeText(weekMarkdown(week));
      return this.say(request, vscode.l10n.t('Copied as Markdown.'));
    }
    if (kind !== 'picture') this.given = { request, kind, week: week.week };
    await post({ type: 'weekToTake', request, week });
  }

  /** Asks where to save what the panel has drawn, and saves it. */
  async save({ request, content }: SaveMessage): Promise<void> {
    const { given } = this;
    this.given = null;
    if (given?.request !== request || !isTakenFile(given.kind, content)) {
      this.parts.log.warn('refused a week that was not asked for');
      return;
    }
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    const file = await this.write(`eddy-${given.week}.${given.kind}`, given.kind, bytes);
    await this.say(request, file ? vscode.l10n.t('Saved: {0}', nameOf(file)) : vscode.l10n.t('Not saved.'));
  }

  /** Until it is written, or the person gives up. */
  private async write(name: string, kind: TakenFile, bytes: Uint8Array): Promise<vscode.Uri | null> {
    const { t } = vscode.l10n;
    const { home, delay, log } = this.parts;
    const filters = { [kind === 'png' ? t('PNG picture') : t('HTML file')]: [kind] };
    const again = t('Choose Another Place…');
    for (let defaultUri = vscode.Uri.joinPath(home, name); ; ) {
      const file = await vscode.window.showSaveDialog({ title: t('Save the week'), filters, defaultUri });
      if (!file) return null;
      defaultUri = file;
      try {
        await withProgress({ title: t('Saving the week'), delay }, async () =>
          vscode.workspace.fs.writeFile(file, bytes),
        );
        return file;
      } catch (error) {
        log.error(`saving a week failed: ${error instanceof vscode.FileSystemError ? error.code : 'unknown'}`);
        if ((await vscode.window.showErrorMessage(takeFailureText(error, t), again)) !== again) return null;
      }
    }
  }

  private async say(request: number, text: string): Promise<void> {
    await this.parts.post({ type: 'took', request, text });
  }
}

/** Copies a week while no panel can be asked: without names or answers. Says what it did. */
export async function copyAsMarkdown(page: ShownPage): Promise<void> {
  const { t } = vscode.l10n;
  const week = weekOf(page, { withoutNames: true, withAnswers: false });
  if (!week) {
    void vscode.window.showInformationMessage(t('There is no week to take along now.'));
    return;
  }
  await vscode.env.clipboard.writeText(weekMarkdown(week));
  void vscode.window.showInformationMessage(t('Copied as Markdown, without names: {0}', week.title));
}

function weekOf(page: ShownPage, choice: TakingChoice): TakenWeek | null {
  return takenWeek(page, choice, Date.now(), vscode.l10n.t, vscode.env.language);
}

const nameOf = ({ path }: vscode.Uri) => path.slice(path.lastIndexOf('/') + 1);
