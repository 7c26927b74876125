import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { repositoryRoot } from '../support/repositoryRoot';

const folders = ['text', 'vscode'].map(part => path.join(repositoryRoot, 'src', part));
const bundle: Record<string, string> = JSON.parse(
  readFileSync(path.join(repositoryRoot, 'l10n', 'bundle.l10n.json'), 'utf8'),
);

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
