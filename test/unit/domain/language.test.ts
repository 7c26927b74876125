import assert from 'node:assert/strict';
import { languageOf } from '../../../src/domain/language';
import { languageEndings, languageFiles } from '../../../src/domain/languageNames';

const table: Readonly<Record<string, string | null>> = {
  'src/index.ts': 'TypeScript',
  'src/View.tsx': 'TypeScript',
  'types.d.mts': 'TypeScript',
  'a.b/c.jsx': 'JavaScript',
  'LIB/UPPER.PY': 'Python',
  'lib/x.C++': 'C++',
  'Main.cs': 'C#',
  'shell.nix': 'Nix',
  'query.sql': 'SQL',
  'main.tf': 'HCL',
  Dockerfile: 'Dockerfile',
  'deploy/dockerfile.test': 'Dockerfile',
  'web.dockerfile': 'Dockerfile',
  'makefile.am': 'Makefile',
  'Makefile.py': 'Python',
  Rakefile: 'Ruby',
  'CMakeLists.txt': 'CMake',
  BUILD: 'Starlark',
  'build.xml': null,
  '.bashrc': 'Shell',
  '.ts': null,
  'x.': null,
  '': null,
  'ts/readme': null,
  'src.ts/notes.txt': null,
  'README.md': null,
  'package.json': null,
  'a.yml': null,
  'include/x.h': null,
  'x.m': null,
  constructor: null,
  'x.constructor': null,
};

describe('languageOf', () => {
  for (const [path, language] of Object.entries(table)) {
    it(`${path || 'nothing'}: ${language ?? 'none'}`, () => assert.equal(languageOf(path), language));
  }

  it('knows each ending and name for one language', () => {
    for (const words of [languageEndings, languageFiles]) {
      const all = Object.values(words).flatMap(text => text.split(' '));
      assert.deepEqual(
        all.filter((word, index) => all.indexOf(word) !== index || word === '' || word !== word.toLowerCase()),
        [],
      );
    }
  });
});
