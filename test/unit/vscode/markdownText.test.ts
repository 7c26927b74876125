import assert from 'node:assert/strict';
import { markdownText } from '../../../src/vscode/markdownText';

describe('plain text in Markdown', () => {
  const cases: [string, string][] = [
    ['8% were rewritten', '8\\% were rewritten'],
    ['[x](command:evil)', '\\[x\\]\\(command\\:evil\\)'],
    ['$(bug) `a` <b> &amp;', '\\$\\(bug\\) \\`a\\` \\<b\\> \\&amp\\;'],
    ['a\n\n# b', 'a \\# b'],
    ['Äste – 8 %', 'Äste – 8 \\%'],
  ];
  for (const [text, markdown] of cases)
    it(`holds nothing but itself: ${JSON.stringify(text)}`, () => assert.equal(markdownText(text), markdown));
});
