/**
 * Text measured and cut by the columns it takes in a terminal, as most terminals draw it: East Asian wide and
 * emoji characters take two, combining marks none. Texts are without escape sequences.
 */

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
const wide =
  /[\u1100-\u115f\u231a\u231b\u2329\u232a\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{18aff}\u{1b000}-\u{1b2ff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}|\p{Emoji}\ufe0f/u;

export function columnsOf(text: string): number {
  let columns = 0;
  for (const { segment } of segmenter.segment(text)) columns += columnsOfOne(segment);
  return columns;
}

/** The text, or its beginning and `ellipsis` where it takes more columns than there are. */
export function cut(text: string, columns: number, ellipsis: string): string {
  if (columnsOf(text) <= columns) return text;
  let kept = '';
  let left = columns - columnsOf(ellipsis);
  for (const { segment } of segmenter.segment(text)) {
    left -= columnsOfOne(segment);
    if (left < 0) break;
    kept += segment;
  }
  return kept + ellipsis;
}

/** With spaces before it, as many columns as are asked for. */
export function padStart(text: string, columns: number): string {
  return ' '.repeat(Math.max(0, columns - columnsOf(text))) + text;
}

/** Lines of at most `columns`, broken at spaces; a word that is too long is cut. Later lines begin with `indent`. */
export function wrap(text: string, columns: number, ellipsis: string, indent = ''): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/ +/).filter(part => part !== '')) {
    if (line === '') {
      line = cut(word, columns, ellipsis);
    } else if (columnsOf(line) + 1 + columnsOf(word) <= columns) {
      line += ` ${word}`;
    } else {
      lines.push(line);
      line = cut(indent + word, columns, ellipsis);
    }
  }
  return line === '' ? lines : [...lines, line];
}

/** On one line and without what a terminal would act on: control, format, surrogate and unassigned characters. */
export function printable(text: string): string {
  return text
    .replace(/[\p{Zl}\p{Zp}\t\n\r]+/gu, ' ')
    .replace(/\p{C}/gu, '')
    .trim();
}

function columnsOfOne(grapheme: string): number {
  if (/^[\p{M}\p{C}]*$/u.test(grapheme)) return 0;
  // A row of Hangul or emoji parts that a terminal may not join takes the columns of its parts.
  const parts = [...grapheme].filter(part => !/[\p{M}\p{C}]/u.test(part));
  if (wide.test(grapheme)) return 2 * parts.length;
  return parts.length;
}
