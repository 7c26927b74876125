import * as vscode from 'vscode';
import type { Storage } from '../domain/storage';
import { Owner } from './disposable';
import { edge } from './edge';
import type { Settings } from './settings';
import { withProgress } from './storedDataProgress';
import { reflectionLines } from './storedDataReflections';
import { repositoryLines, repositoryNumbers, SpanLines } from './storedDataSpans';
import { type StoredFacts, storedFactsText } from './storedDataText';
import { timeZoneNow, wordingNow } from './storedDataWording';
import type { Delay } from './trailingRefresh';

const scheme = 'eddy-data';
/** So many lines are written before others have their turn: for twenty milliseconds at most. */
const linesAtOnce = 1000;
/** VS Code gives extensions no document of more than 50 MiB. */
const mostCharacters = 45_000_000;

/** What {@link StoredDataDocument} is built from. */
export interface StoredDataDocumentParts {
  readonly storage: Storage;
  /** Where it lies. */
  readonly folder: vscode.Uri;
  readonly settings: Settings;
  readonly sharing: { logLines(): Promise<string[]> };
  readonly delay: Delay;
  readonly log: vscode.LogOutputChannel;
}

/**
 * Everything that is stored, as a document that can only be read: how much it is, then what the person said of their weeks, and each span on a line. It is on the
 * screen only, and made anew when the person asks for it again or something is taken away.
 */
export class StoredDataDocument extends Owner implements vscode.TextDocumentContentProvider {
  private readonly changed = this.add(new vscode.EventEmitter<vscode.Uri>());
  readonly onDidChange = this.changed.event;
  private readonly uri = vscode.Uri.from({ scheme, path: `/${vscode.l10n.t('Eddy: Stored Data')}` });

  constructor(private readonly parts: StoredDataDocumentParts) {
    super();
    this.add(vscode.workspace.registerTextDocumentContentProvider(scheme, this));
  }

  async show(): Promise<void> {
    this.refresh();
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(this.uri), { preview: false });
  }

  /** Where it is open it shows what is stored now. */
  refresh(): void {
    this.changed.fire(this.uri);
  }

  async provideTextDocumentContent(_: vscode.Uri, token: vscode.CancellationToken): Promise<string> {
    let text = '';
    const write = edge(this.parts.log, 'stored data', async () => {
      const title = vscode.l10n.t('Reading what is stored');
      text = await withProgress({ title, delay: this.parts.delay }, () => this.write(token));
    });
    await write();
    return text || vscode.l10n.t('What is stored could not be read. Try again.');
  }

  private async write(token: vscode.CancellationToken): Promise<string> {
    const { storage, folder, settings, sharing } = this.parts;
    const wording = wordingNow();
    const journal = storage.openJournal();
    const { spans, recording } = await journal.read(Number.NEGATIVE_INFINITY);
    const reflections = await storage.openReflections().read();
    const facts: StoredFacts = {
      folder: folder.fsPath,
      journal: await journal.facts(),
      storage: await storage.facts(),
      reflections,
      recording,
      keepMonths: settings.values.keepMonths,
    };
    const newest = [...spans].reverse();
    const repositories = repositoryNumbers(newest);
    const lines = new SpanLines(wording, timeZoneNow(), repositories);
    const pieces = [
      ...storedFactsText(facts, wording),
      ...reflectionLines(reflections, wording),
      ...(facts.storage.team > 0 ? [...(await sharing.logLines()), ''] : []),
      ...repositoryLines(repositories, wording),
    ];
    let characters = 0;
    for (let at = 0; at < newest.length && !token.isCancellationRequested; at += linesAtOnce) {
      if (characters > mostCharacters) {
        const left = wording.count(newest.length - at);
        pieces.push(
          '',
          vscode.l10n.t('VS Code shows no longer text. Older spans: {0}. Export writes all of them.', left),
        );
        break;
      }
      const piece = lines.of(newest.slice(at, at + linesAtOnce)).join('\n');
      characters += piece.length;
      pieces.push(piece);
      await new Promise<void>(go => this.parts.delay(go, 0));
    }
    return `${plain(pieces.join('\n'))}\n`;
  }
}

/** VS Code marks other spaces than the usual one as suspicious. */
function plain(text: string): string {
  return text.replace(/[\u00a0\u2009\u202f]/g, ' ');
}
