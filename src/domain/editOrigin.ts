/** Lines of a text, counted from 0; an editor's selection or range is one. */
export interface LineRange {
  readonly start: { readonly line: number };
  readonly end: { readonly line: number };
}

/** What takes the place of a range of a text, as editors tell it. */
export interface TextChange {
  readonly range: LineRange;
  /** How many characters go. */
  readonly rangeLength: number;
  readonly text: string;
}

/** What a change comes from besides the keyboard: undo or redo, or those who work on a document while it is saved. */
export type EditOccasion = 'undo' | 'save' | null;

/** Whose change it is, and how many characters came in by it: the person's only, and none by undo, redo and moves. */
export interface EditOrigin {
  readonly kind: 'edit' | 'inserted' | 'foreign';
  readonly characters: number;
}

const foreign: EditOrigin = { kind: 'foreign', characters: 0 };
/** More than this in one piece was not typed. */
const mostTyped = 40;
/** By their characters: what is said at every keystroke is made once. */
const edits = Array.from({ length: mostTyped + 1 }, (_, characters): EditOrigin => ({ kind: 'edit', characters }));

function edit(characters: number): EditOrigin {
  return edits[characters] ?? { kind: 'edit', characters };
}

/**
 * Tells whose change of a document it is; VS Code does not say.
 * - Undo and redo are the person's, wherever they happen; what happens while saving is not.
 * - Else each of the changes has to touch a selection: to lie within its lines, the one before, and the one after, as
 *   typing at any number of carets and commands for lines do.
 * - More than 40 characters at one place, or a line break with a letter or digit beside it, are `inserted`: pasted,
 *   completed, or an agent's at the caret. A new line with its indent, its bullet or comment mark, or between brackets
 *   is typed.
 * - Lines that are moved are an `edit` that brings in nothing.
 * @param changes of the document that the active editor of a focused window shows; at least one.
 * @param selections of that editor, as they were before.
 */
export function editOrigin(
  changes: readonly TextChange[],
  selections: readonly LineRange[],
  occasion: EditOccasion,
): EditOrigin {
  if (occasion === 'undo') return edit(0);
  if (occasion === 'save' || !touchSelections(changes, selections)) return foreign;
  let typed = true;
  let characters = 0;
  let gone = 0;
  let pure = true;
  for (const { text, rangeLength } of changes) {
    characters += text.length;
    gone += rangeLength;
    pure &&= text === '' || rangeLength === 0;
    typed &&= isTyped(text);
  }
  const moved = pure && characters === gone && changes.length > 1;
  if (moved) return edit(0);
  return typed ? edit(characters) : { kind: 'inserted', characters };
}

/** Editors tell changes from the last to the first, and selections mostly from the first on: looked for in that order. */
function touchSelections(changes: readonly TextChange[], selections: readonly LineRange[]): boolean {
  let at = selections.length;
  for (const { range } of changes) {
    let left = selections.length;
    do {
      if (left-- === 0) return false;
      at = at === 0 ? selections.length - 1 : at - 1;
    } while (!touches(range, selections[at]));
    // The next change may be at the same selection.
    at += 1;
  }
  return true;
}

function touches(range: LineRange, selection: LineRange | undefined): boolean {
  return !!selection && range.start.line >= selection.start.line - 1 && range.end.line <= selection.end.line + 1;
}

const lineBreak = /[\r\n]/;
const letterOrDigit = /[\p{L}\p{N}]/u;

function isTyped(text: string): boolean {
  return text.length <= mostTyped && !(lineBreak.test(text) && letterOrDigit.test(text));
}
