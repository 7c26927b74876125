import { type EditOrigin, editOrigin, type LineRange, type TextChange } from '../domain/editOrigin';

/** What is looked at of a `vscode.TextDocument`. */
export interface EditedDocument {
  readonly uri: { readonly scheme: string };
  readonly version: number;
  readonly isDirty: boolean;
}

/** What is looked at of a `vscode.TextDocumentChangeEvent`. */
export interface EditEvent<D> {
  readonly document: D;
  readonly contentChanges: readonly TextChange[];
  /** Undo or redo. */
  readonly reason: number | undefined;
}

export interface ActivityEditsParts<D> {
  readonly tell: (kind: 'edit' | 'inserted', document: D, characters: number) => void;
  readonly activeEditor: () => { readonly document: D; readonly selections: readonly LineRange[] } | undefined;
  /** Whether documents of a scheme are files, which a change makes dirty. */
  readonly isOnDisk: (scheme: string) => boolean;
  readonly ticks: () => number;
}

/** What follows a change within this belongs to it. */
const lateMs = 250;
/** A save that takes longer, or failed, does not keep the person's edits from counting. */
const longestSaveMs = 5000;

/**
 * Tells the person's edits from all changes of documents.
 * - Only changes of the active editor's document while the window has the focus are looked at.
 * - A file that a change leaves clean was read from the disk again, after a checkout or revert. VS Code tells of a
 *   change before it tells that the document became dirty by it: the first change of a clean file waits for that.
 * - What happens between `willSave` and `didSave` is nobody's. VS Code's own formatting comes before `willSave`, so that
 *   only its place tells it from the person's edits.
 */
export class ActivityEdits<D extends EditedDocument> {
  /** Whether the window has the focus. */
  hasFocus = false;
  private changed: D | undefined;
  private changedAt = 0;
  private edited: D | undefined;
  private editedAt = 0;
  private saving: D | undefined;
  private savingSince = 0;
  /** The first edit of a clean file. */
  private waiting: { readonly document: D; readonly version: number; readonly origin: EditOrigin } | undefined;

  constructor(private readonly parts: ActivityEditsParts<D>) {}

  change({ document, contentChanges, reason }: EditEvent<D>): void {
    if (contentChanges.length === 0) {
      this.settle(document);
      return;
    }
    if (!this.hasFocus) return;
    const now = this.parts.ticks();
    this.changed = document;
    this.changedAt = now;
    const editor = this.parts.activeEditor();
    if (editor?.document !== document) return;
    this.waiting = undefined;
    const undone = reason !== undefined;
    const saving = this.saving === document && now - this.savingSince < longestSaveMs;
    const origin = editOrigin(contentChanges, editor.selections, undone ? 'undo' : saving ? 'save' : null);
    if (origin.kind === 'foreign') return;
    this.edited = document;
    this.editedAt = now;
    if (undone || document.isDirty || !this.parts.isOnDisk(document.uri.scheme)) this.tell(document, origin);
    else this.waiting = { document, version: document.version, origin };
  }

  willSave(document: D): void {
    this.saving = document;
    this.savingSince = this.parts.ticks();
  }

  didSave(document: D): void {
    if (this.saving === document) this.saving = undefined;
  }

  /** Whether it was changed a moment ago, by whomever. */
  changedLately(document: D): boolean {
    return this.changed === document && this.parts.ticks() - this.changedAt < lateMs;
  }

  /** Whether the person edited it a moment ago. */
  editedLately(document: D): boolean {
    return this.edited === document && this.parts.ticks() - this.editedAt < lateMs;
  }

  /** Saved, or dirty now. */
  private settle(document: D): void {
    const { waiting } = this;
    if (waiting?.document !== document) return;
    this.waiting = undefined;
    if (this.hasFocus && document.isDirty && document.version === waiting.version) this.tell(document, waiting.origin);
  }

  private tell(document: D, { kind, characters }: EditOrigin): void {
    if (kind !== 'foreign') this.parts.tell(kind, document, characters);
  }
}
