import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type EditOccasion, editOrigin, type LineRange, type TextChange } from '../../../src/domain/editOrigin';

const lines = (start: number, end = start): LineRange => ({ start: { line: start }, end: { line: end } });
const change = (at: number | LineRange, text: string, rangeLength = 0): TextChange => ({
  range: typeof at === 'number' ? lines(at) : at,
  rangeLength,
  text,
});
const origin = (changes: TextChange[], selections: LineRange[], occasion: EditOccasion = null): string => {
  const { kind, characters } = editOrigin(changes, selections, occasion);
  return kind === 'foreign' ? kind : `${kind} ${characters}`;
};

const forty = 'x'.repeat(40);
const caret = [lines(7)];

const cases: readonly [what: string, changes: TextChange[], selections: LineRange[], expected: string][] = [
  // Where it happens.
  ['a character at the caret', [change(7, 'a')], caret, 'edit 1'],
  ['a change in the line before', [change(6, '', 3)], caret, 'edit 0'],
  ['a change in the line after', [change(8, 'a')], caret, 'edit 1'],
  ['two lines above', [change(5, 'a')], caret, 'foreign'],
  ['two lines below', [change(9, 'a')], caret, 'foreign'],
  ['from far above to the caret', [change(lines(2, 7), 'a', 90)], caret, 'foreign'],
  ['a whole document', [change(lines(0, 100), forty, 2000)], caret, 'foreign'],
  ['a whole document that is selected', [change(lines(0, 100), 'a', 2000)], [lines(0, 100)], 'edit 1'],
  ['several lines of a selection', [change(9, '\t'), change(8, '\t'), change(7, '\t')], [lines(7, 9)], 'edit 3'],
  ['one at the caret and one elsewhere', [change(70, 'a'), change(7, 'a')], caret, 'foreign'],
  ['the same, told the other way', [change(7, 'a'), change(70, 'a')], caret, 'foreign'],
  ['several carets', [change(70, 'a'), change(30, 'a'), change(7, 'a')], [7, 30, 70].map(at => lines(at)), 'edit 3'],
  ['several carets, in any order', [change(7, 'a'), change(70, 'a')], [30, 7, 70].map(at => lines(at)), 'edit 2'],
  ['several changes at one of the carets', [change(8, 'a'), change(7, 'b')], [lines(7), lines(50)], 'edit 2'],
  ['no selection at all', [change(7, 'a')], [], 'foreign'],
  // What comes in.
  ['nothing', [change(7, '', 1)], caret, 'edit 0'],
  ['forty characters', [change(7, forty)], caret, 'edit 40'],
  ['one more', [change(7, `${forty}x`)], caret, 'inserted 41'],
  ['forty at each of two carets', [change(20, forty), change(7, forty)], [lines(7), lines(20)], 'edit 80'],
  ['more at one of them', [change(20, forty), change(7, `${forty}x`)], [lines(7), lines(20)], 'inserted 81'],
  ['Enter', [change(7, '\n')], caret, 'edit 1'],
  ['Enter with an indent', [change(7, '\r\n    ')], caret, 'edit 6'],
  ['Enter between brackets', [change(7, '\n\t\n')], caret, 'edit 3'],
  ['a pair of brackets over lines', [change(7, '{\n\t\n}')], caret, 'edit 5'],
  ['Enter in a comment', [change(7, '\n * ')], caret, 'edit 4'],
  ['Enter in a list', [change(7, '\n- [ ] ')], caret, 'edit 7'],
  ['two short lines', [change(7, 'a\nb')], caret, 'inserted 3'],
  ['a short line with its break', [change(7, 'é\n')], caret, 'inserted 2'],
  ['a deep indent', [change(7, `\n${' '.repeat(40)}`)], caret, 'inserted 41'],
  // Lines that are moved.
  ['a line moved down', [change(lines(7, 8), '', 7), change(7, 'line 2\n')], caret, 'edit 0'],
  ['a line moved up', [change(7, '\nline 3'), change(lines(6, 7), '', 7)], caret, 'edit 0'],
  ['a replacement as long as what it replaces', [change(7, 'line 2\n', 7)], caret, 'inserted 7'],
];

describe('the origin of an edit', () => {
  for (const [what, changes, selections, expected] of cases) {
    it(`of ${what} is ${expected}`, () => assert.equal(origin(changes, selections), expected));
  }

  it('is the person wherever something is undone or redone, without characters', () => {
    assert.equal(origin([change(lines(0, 900), forty.repeat(9))], caret, 'undo'), 'edit 0');
  });

  it('is not the person while the document is saved', () => {
    assert.equal(origin([change(7, 'a')], caret, 'save'), 'foreign');
  });

  it('is foreign exactly where a change is near no selection, in whatever order both are told', () => {
    const ranges = fc
      .tuple(fc.nat(30), fc.nat(3))
      .map(([start, length]): LineRange => ({ start: { line: start }, end: { line: start + length } }));
    const property = fc.property(fc.array(ranges, { minLength: 1 }), fc.array(ranges), (places, selections) => {
      const near = places.every(({ start, end }) =>
        selections.some(selected => start.line >= selected.start.line - 1 && end.line <= selected.end.line + 1),
      );
      const changes = places.map(place => change(place, 'x'));
      assert.equal(origin(changes, selections), near ? `edit ${places.length}` : 'foreign');
    });
    fc.assert(property);
  });

  it('is told at once for thousands of carets', () => {
    let looked = 0;
    const counted = Array.from({ length: 10_000 }, (_, at) => ({
      get start() {
        looked++;
        return { line: at * 10 };
      },
      end: { line: at * 10 },
    }));
    const changes = Array.from({ length: 10_000 }, (_, at) => change((9999 - at) * 10, 'x'));
    assert.equal(origin(changes, counted), 'edit 10000');
    assert.ok(looked <= 20_000, `${looked} looks at selections`);
  });
});
