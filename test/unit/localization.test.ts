import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { repositoryRoot } from '../support/repositoryRoot';

const folders = ['text', 'vscode'].map(part => path.join(repositoryRoot, 'src', part));
const bundle = readTexts(path.join('l10n', 'bundle.l10n.json'));

/** The texts that the code hands to `t`, which is `vscode.l10n.t`. */
function textsInCode(): Set<string> {
  const texts = new Set<string>();
  for (const file of folders.flatMap(folder => readdirSync(folder).map(name => path.join(folder, name)))) {
    const code = readFileSync(file, 'utf8');
    for (const [, single, double] of code.matchAll(/\bt\(\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")/g)) {
      texts.add((single ?? double ?? '').replace(/\\(.)/g, '$1'));
    }
  }
  return texts;
}

/** The texts of each language but English, beside the English ones: of the code and of the manifest. */
const translations = [
  ...translationsOf('l10n', 'bundle.l10n', bundle),
  ...translationsOf('.', 'package.nls', readTexts('package.nls.json')),
];

interface Translation {
  readonly file: string;
  readonly english: Record<string, string>;
  readonly texts: Record<string, string>;
}

function translationsOf(folder: string, name: string, english: Record<string, string>): Translation[] {
  return readdirSync(path.join(repositoryRoot, folder))
    .filter(file => file.startsWith(`${name}.`) && file !== `${name}.json` && file.endsWith('.json'))
    .map(file => ({ file, english, texts: readTexts(path.join(folder, file)) }));
}

function readTexts(file: string): Record<string, string> {
  return JSON.parse(readFileSync(path.join(repositoryRoot, file), 'utf8'));
}

/** Every gap as often as it stands in the text. */
const gapsOf = (text: string): string[] => (text.match(/\{\d+\}/g) ?? []).sort();

/** Words and units that another language may write as English does. */
const shared = new Set([
  ...['Balance', 'Basis', 'Branch', 'Churn', 'Commits', 'Flow', 'Repository', 'Tests', '{0} MB'],
  ...['Branch {0}', 'Repository {0}', 'Request {0}'],
  ...[
    '{0}\u00a0d',
    '{0}\u00a0d\u00a0{1}\u00a0h',
    '{0}\u00a0h',
    '{0}\u00a0h\u00a0{1}\u00a0min',
    '{0}\u00a0min',
    '{0}\u00a0s',
  ],
]);

/** Whether it has no word in it, only gaps and what stands between them. */
const isWordless = (text: string): boolean => !/\p{L}/u.test(text);

describe('the texts for translators', () => {
  it('are those of the code, and no others', () => {
    assert.deepEqual(Object.keys(bundle).sort(), [...textsInCode()].sort());
  });

  it('stand for themselves in English', () => {
    for (const [text, english] of Object.entries(bundle)) assert.equal(english, text);
  });

  it('number their gaps from 0 on', () => {
    for (const text of Object.keys(bundle)) {
      const gaps = [...new Set([...text.matchAll(/\{(\d+)\}/g)].map(([, gap]) => Number(gap)))].sort();
      assert.deepEqual(
        gaps,
        gaps.map((_, index) => index),
        text,
      );
    }
  });
});

describe('the texts of each language', () => {
  for (const { file, english, texts } of translations) {
    it(`have the quotation marks and apostrophes of print in ${file}, as in English`, () => {
      for (const text of [...Object.values(english), ...Object.values(texts)]) assert.doesNotMatch(text, /['"]/);
    });
  }
});

describe('the texts of other languages', () => {
  it('are there for German, of the code and of the manifest', () => {
    const files = translations.map(({ file }) => file);
    for (const file of ['bundle.l10n.de.json', 'package.nls.de.json']) assert.ok(files.includes(file), file);
  });

  for (const { file, english, texts } of translations) {
    it(`are those of English, and no others, in ${file}`, () => {
      assert.deepEqual(Object.keys(texts).sort(), Object.keys(english).sort());
    });

    it(`have the gaps of English in ${file}`, () => {
      for (const [key, text] of Object.entries(texts)) assert.deepEqual(gapsOf(text), gapsOf(english[key] ?? ''), key);
    });

    it(`are all written, and translated but for shared words, in ${file}`, () => {
      for (const [key, text] of Object.entries(texts)) {
        assert.notEqual(text.trim(), '', key);
        const original = english[key] ?? '';
        if (!shared.has(original) && !isWordless(original)) assert.notEqual(text, original, key);
      }
    });
  }
});
