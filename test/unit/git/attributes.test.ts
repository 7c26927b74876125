import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readAttributes } from '../../../src/git/attributes';
import { Git } from '../../../src/git/git';
import { linesOf, readReport } from '../../support/reading';
import { TemporaryRepository } from '../../support/temporaryRepository';

describe('attributes', () => {
  let repository: TemporaryRepository;
  beforeEach(async () => {
    repository = await TemporaryRepository.create();
  });
  afterEach(() => repository.dispose());

  const { signal } = new AbortController();
  const read = async (...paths: string[]) => [
    ...(await readAttributes(new Git(repository.path, repository), paths, signal)),
  ];

  it('are none where nothing is said, and nothing is asked', async () => {
    assert.deepEqual(await read('a.ts', 'b'), []);
    assert.deepEqual(await read(), []);
  });

  it('tell generated, vendored, documentation and binary files, and what is none of these', async () => {
    repository.write(
      '.gitattributes',
      'gen/* linguist-generated\nlib/* linguist-vendored=true\nguide/* linguist-documentation\nsrc/* -linguist-generated\n' +
        'lib/own.js linguist-vendored=false\n*.svg binary\n*.dat -diff\n*.md diff=markdown\n*.txt diff\n',
    );
    assert.deepEqual(
      await read('gen/a', 'lib/b', 'lib/own.js', 'guide/c', 'src/d', 'e.svg', 'f.dat', 'g.md', 'h.txt', 'other'),
      [
        ['gen/a', { generated: true }],
        ['lib/b', { vendored: true }],
        ['lib/own.js', { vendored: false }],
        ['guide/c', { documentation: true }],
        ['src/d', { generated: false }],
        ['e.svg', { binary: true }],
        ['f.dat', { binary: true }],
      ],
    );
  });

  it('are found in deeper folders and in the repository’s own file', async () => {
    repository.write('deep/.gitattributes', '*.x linguist-generated\n');
    mkdirSync(path.join(repository.path, '.git', 'info'), { recursive: true });
    writeFileSync(path.join(repository.path, '.git', 'info', 'attributes'), '*.y linguist-generated\n');
    const found = await read('deep/a.x', 'a.x', 'deep/er/a.x', 'a.y');
    assert.deepEqual(
      found.map(([file]) => file),
      ['deep/a.x', 'deep/er/a.x', 'a.y'],
    );
  });

  it('are found for names of any bytes', async () => {
    repository.write('.gitattributes', '* linguist-generated\n');
    const paths = ['a b', 'a\nb', 'qu"ote', '\xff\xfe', ':(top)x', '-dash', 'trailing ', '*', 'a\\b', '!x', '#x'];
    assert.deepEqual(
      (await read(...paths)).map(([file]) => file),
      paths,
    );
  });

  it('decide how the lines of a report are counted', async () => {
    repository.write('src/a.ts', linesOf('a', 10));
    repository.write('vendor me/b.ts', linesOf('b', 20));
    repository.write('dist/c.ts', linesOf('c', 40));
    repository.write(
      '.gitattributes',
      'src/a.ts linguist-generated\nvendor?me/** linguist-vendored\ndist/** -linguist-generated\n',
    );
    await repository.commit('one');
    const [week] = (await readReport(repository)).weeks;
    assert.deepEqual([week?.churn.leftOut.generated, week?.churn.leftOut.vendored, week?.churn.added], [10, 20, 43]);
  });
});
