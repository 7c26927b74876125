import * as vscode from 'vscode';
import type { FromPanel, TakenWeek, ToPanel } from '../protocol';
import { fileFailureText } from './fileFailure';
import { withProgress } from './storedDataProgress';
import { AskedDrawing, type TakenFile } from './takenFile';
import { type ShownPage, type TakingChoice, takenWeek } from './takenWeek';
import { textLanguage } from './textLanguage';
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
  private readonly drawing = new AskedDrawing();

  constructor(private readonly parts: TakeAlongParts) {}

  /** Gives out the week that the panel asks for, or says why not. */
  async take(message: TakeMessage): Promise<void> {
    const failed = vscode.l10n.t('That failed. Click into this window, and try again.');
    await this.answer(message.request, this.give(message), failed);
  }

  private async give({ request, kind, ...choice }: TakeMessage): Promise<void> {
    const { page, post } = this.parts;
    const shown = page();
    const week = weekOf(shown, choice);
    this.drawing.ask(null);
    if (!week) return this.say(request, noWeekText());
    if (kind === 'markdown') {
      await vscode.env.clipboard.writeText(weekMarkdown(week));
      return this.say(request, vscode.l10n.t('Copied as Markdown.'));
    }
    if (kind !== 'picture') this.drawing.ask({ request, kind, week: week.week });
    await post({ type: 'weekToTake', request, week });
  }

  /** Asks where to save what the panel has drawn, and saves it. */
  async save(message: SaveMessage): Promise<void> {
    await this.answer(message.request, this.keep(message), vscode.l10n.t('Not saved.'));
  }

  private async keep({ request, content }: SaveMessage): Promise<void> {
    const asked = this.drawing.take(request, content);
    if (!asked) {
      this.parts.log.warn('refused a week that was not asked for');
      return this.say(request, vscode.l10n.t('Not saved.'));
    }
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    const file = await this.write(`eddy-${asked.week}.${asked.kind}`, asked.kind, bytes);
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
        if ((await vscode.window.showErrorMessage(fileFailureText(error, t), again)) !== again) return null;
      }
    }
  }

  /** The panel waits for an answer, whatever happens. */
  private async answer(request: number, act: Promise<void>, failed: string): Promise<void> {
    try {
      await act;
    } catch (error) {
      await this.say(request, failed);
      throw error;
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
    void vscode.window.showInformationMessage(noWeekText());
    return;
  }
  await vscode.env.clipboard.writeText(weekMarkdown(week));
  void vscode.window.showInformationMessage(t('Copied as Markdown, without names: {0}', week.title));
}

/** Why nothing is taken along: none is known, or its numbers are folded away. */
export const noWeekText = (): string => vscode.l10n.t('There is no week to take along now.');

function weekOf(page: ShownPage, choice: TakingChoice): TakenWeek | null {
  return takenWeek(page, choice, Date.now(), vscode.l10n.t, textLanguage());
}

const nameOf = ({ path }: vscode.Uri) => path.slice(path.lastIndexOf('/') + 1);
