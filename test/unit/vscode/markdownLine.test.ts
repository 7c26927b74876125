import assert from 'node:assert/strict';
import fc from 'fast-check';
import { markdownLine } from '../../../src/vscode/markdownLine';
import { markdown } from '../../support/markdown';

const unseen = /[\u2060\u2068\u2069]/g;
/** What the rendering holds of text. */
const textOf = (html: string) =>
  html
    .replace(/^<p>|<\/p>\n$/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
    .replace(unseen, '');

const pieces = [
  ...['<script>', '</b>', '<!--', '&lt;', '&#64;', '`', '``', '*a*', '_a_', '__', '~~x~~', '$x$', '|', '\\', '\\|'],
  ...['[a](https://x.example)', '![a](b)', 'https://x.example/a?b=1', 'www.x.example', 'mail@x.com', '<x@y.example>'],
  ...['# ', '- ', '+ ', '1. ', '12) ', '> ', '===', '---', '\n', '\n\n', '\t', '    ', '[ ] ', ':smile:', '@someone'],
  ...['\u202Eabc', 'ßü漢字', 'زورق', '…', '+120 −30', '{0}', 'http://', 'ftp://a.b', '[x]: /y "z"', '^1', '[^1]'],
];

describe('text on a line of Markdown', () => {
  for (const [text, line] of [
    ['Twelve hours of focus (24 blocks), 60 % deep.', 'Twelve hours of focus (24 blocks), 60 % deep.'],
    ['+120 −30', '+120 −30'],
    ['+ a list', '\\+ a list'],
    ['0.9', '0.9'],
    ['#412', '#412'],
    ['- a list', '\\- a list'],
    ['2. of 3', '2\\. of 3'],
    ['# no heading', '\\# no heading'],
    ['see #412, #7', 'see #412, #7'],
    ['a | b', 'a \\| b'],
    ['<img src=x>', '\\<img src=x\\>'],
    ['R&D &amp; &#64;', 'R\\&D \\&amp; \\&#64;'],
    ['snake_case * and `code`', 'snake\\_case \\* and \\`code\\`'],
    ['[a](javascript:x)', '\\[a\\](javascript:x)'],
    ['https://x.example www.x.example', 'https\\://x.example www\\.x.example'],
    ['thanks @someone', 'thanks \u2060@\u2060someone'],
    ['two\nlines\u2028three', 'two lines three'],
    ['\u202Egnp.exe', 'gnp.exe'],
    ['\u2068api\u2069', 'api'],
    ['\u2068זרם\u2069', '\u2068זרם\u2069'],
  ] as const) {
    it(`of ${JSON.stringify(text)}`, () => assert.equal(markdownLine(text), line));
  }

  it('is shown as it is, whatever stands in it', () => {
    const text = fc
      .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'grapheme', maxLength: 4 })), { maxLength: 6 })
      .map(parts => parts.join(''));
    fc.assert(
      fc.property(text, written => {
        const line = markdownLine(written);
        const html = markdown.render(line);
        const shown = written
          .replace(/[\u202A-\u202E\p{Cs}]|[\u2060\u2068\u2069]/gu, '')
          .replace(/[\p{Cc}\p{Z}]+/gu, ' ');
        assert.equal(
          textOf(html)
            .replace(/[\p{Z}]+/gu, ' ')
            .trim(),
          shown.trim(),
        );
        if (line !== '') assert.match(html, /^<p>[^<]*<\/p>\n$/);
        for (const around of ['## ', '- ', '- **x**: ']) {
          assert.doesNotMatch(markdown.render(around + line), /<(?!\/?(?:p|h2|ul|li|strong)>)/);
        }
        const cells = markdown.render(`| a | b |\n| --- | --- |\n| ${line} | end |`);
        assert.equal(cells.match(/<t[dh]>/g)?.length, 4, cells);
        assert.match(cells, /<td>end<\/td>/);
      }),
      { numRuns: 500 },
    );
  });
});
