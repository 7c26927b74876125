import assert from 'node:assert/strict';
import type { TextChange } from '../../../src/domain/editOrigin';
import { ActivityEdits, type EditedDocument } from '../../../src/vscode/activityEdits';

/** A file in the active editor of a focused window, with the caret in line 3; each step tells what VS Code tells. */
class Window {
  readonly told: string[] = [];
  now = 1000;
  readonly file = { uri: { scheme: 'file' }, version: 1, isDirty: false };
  active: EditedDocument | undefined = this.file;
  readonly edits = new ActivityEdits<EditedDocument>({
    tell: (kind, document, characters) => this.told.push(`${kind} ${characters} ${document.uri.scheme}`),
    activeEditor: () => this.active && { document: this.active, selections: [at(3)] },
    isOnDisk: scheme => scheme === 'file',
    ticks: () => this.now,
  });

  constructor() {
    this.edits.hasFocus = true;
  }

  change(text: string, line = 3, document: { -readonly [K in keyof EditedDocument]: EditedDocument[K] } = this.file) {
    document.version++;
    const contentChanges: TextChange[] = [{ range: at(line), rangeLength: 0, text }];
    this.edits.change({ document, contentChanges, reason: undefined });
  }

  becomes(isDirty: boolean): void {
    this.file.isDirty = isDirty;
    this.edits.change({ document: this.file, contentChanges: [], reason: undefined });
  }
}

const at = (line: number) => ({ start: { line }, end: { line } });

describe('the edits of a window', () => {
  let window: Window;
  beforeEach(() => {
    window = new Window();
  });

  it('are told at once in a document that is dirty', () => {
    window.becomes(true);
    window.change('a');
    assert.deepEqual(window.told, ['edit 1 file']);
  });

  it('are told in a clean file when it becomes dirty', () => {
    window.change('a');
    assert.deepEqual(window.told, []);
    window.becomes(true);
    assert.deepEqual(window.told, ['edit 1 file']);
    window.becomes(true);
    assert.deepEqual(window.told, ['edit 1 file'], 'once');
  });

  it('are not what was read from the disk, whatever comes after it', () => {
    window.change('from the disk');
    window.change('a', 90);
    window.becomes(true);
    assert.deepEqual(window.told, []);
  });

  it('are not what was read from the disk before others changed it in the background', () => {
    window.change('from the disk');
    window.active = undefined;
    window.change('a', 90);
    window.becomes(true);
    assert.deepEqual(window.told, []);
  });

  it('are not told once the focus is lost', () => {
    window.change('a');
    window.edits.hasFocus = false;
    window.becomes(true);
    assert.deepEqual(window.told, []);
  });

  it('are not what left a file clean', () => {
    window.change('reverted');
    window.becomes(false);
    window.becomes(true);
    assert.deepEqual(window.told, []);
  });

  it('are told at once where there is no file', () => {
    const untitled = { uri: { scheme: 'untitled' }, version: 1, isDirty: false };
    window.active = untitled;
    window.change('a', 3, untitled);
    assert.deepEqual(window.told, ['edit 1 untitled']);
  });

  it('are told at once where they undo, also what leaves a file clean', () => {
    const contentChanges = [{ range: at(50), rangeLength: 1, text: '' }];
    window.edits.change({ document: window.file, contentChanges, reason: 1 });
    assert.deepEqual(window.told, ['edit 0 file']);
  });

  it('are none without the focus', () => {
    window.becomes(true);
    window.edits.hasFocus = false;
    window.change('a');
    assert.deepEqual(window.told, []);
  });

  it('are none in other documents, or without an editor', () => {
    window.change('a', 3, { uri: { scheme: 'untitled' }, version: 1, isDirty: true });
    window.active = undefined;
    window.becomes(true);
    window.change('a');
    assert.deepEqual(window.told, []);
  });

  it('are none while the document is saved', () => {
    window.becomes(true);
    window.edits.willSave(window.file);
    window.change('a');
    window.edits.didSave(window.file);
    assert.deepEqual(window.told, []);
    window.change('b');
    assert.deepEqual(window.told, ['edit 1 file']);
  });

  it('are told again five seconds after a save began that never ended', () => {
    window.becomes(true);
    window.edits.willSave(window.file);
    window.now += 4999;
    window.change('a');
    assert.deepEqual(window.told, []);
    window.now += 1;
    window.change('b');
    assert.deepEqual(window.told, ['edit 1 file']);
  });

  it('are told while another document is saved', () => {
    window.becomes(true);
    window.edits.willSave({ uri: { scheme: 'file' }, version: 1, isDirty: true });
    window.change('a');
    assert.deepEqual(window.told, ['edit 1 file']);
  });

  it('happened lately for a quarter of a second, and changes by others are told apart', () => {
    const { edits, file } = window;
    window.becomes(true);
    window.change('a', 90);
    assert.deepEqual([edits.changedLately(file), edits.editedLately(file)], [true, false]);
    window.change('a');
    assert.deepEqual([edits.changedLately(file), edits.editedLately(file)], [true, true]);
    window.now += 249;
    assert.deepEqual([edits.changedLately(file), edits.editedLately(file)], [true, true]);
    window.now += 1;
    assert.deepEqual([edits.changedLately(file), edits.editedLately(file)], [false, false]);
  });
});
