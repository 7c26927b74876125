import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readIgnoredRevisions } from '../../../src/git/ignoredRevisions';
import { openRepository } from '../../../src/git/repository';
import { linesOf, readReport } from '../../support/reading';
import { FIRST_COMMIT_TIME, TemporaryRepository } from '../../support/temporaryRepository';

const one = '1'.repeat(40);
const two = '2'.repeat(40);
const three = 'abcdef0123456789'.repeat(4);

describe('revisions to ignore', () => {
  let repository: TemporaryRepository;
  beforeEach(async () => {
    repository = await TemporaryRepository.create();
    await repository.commit('first');
  });
  afterEach(() => repository.dispose());

  const { signal } = new AbortController();
  const ignored = async (from = repository) => [
    ...(await readIgnoredRevisions(await openRepository(from.path, from, signal), signal)),
  ];
  const set = (value: string) => repository.git('config', '--add', 'blame.ignoreRevsFile', value);

  it('are none where no file names any', async () => assert.deepEqual(await ignored(), []));

  it('stand in .git-blame-ignore-revs, one a line, with comments', async () => {
    const text = `# formatting\n${one} # the big one\r\n\n  ${two}\t\n${three.toUpperCase()}\nHEAD\n1234567\n${one}0\n`;
    repository.write('.git-blame-ignore-revs', text);
    assert.deepEqual(await ignored(), [one, two, three]);
  });

  it('stand in the files of blame.ignoreRevsFile too, from the top folder or the home folder', async () => {
    repository.write('.git-blame-ignore-revs', one);
    repository.write('tools/revs', two);
    await set('tools/revs');
    await set(path.join(path.dirname(repository.path), 'home', 'revs'));
    writeFileSync(path.join(path.dirname(repository.path), 'home', 'revs'), three);
    assert.deepEqual((await ignored()).sort(), [one, two, three].sort());
    const folder = path.join(repository.path, 'tools');
    const inner = await openRepository(folder, repository, signal);
    assert.equal((await readIgnoredRevisions(inner, signal)).size, 3);
  });

  it('are forgotten of files before an empty value, and of files that can’t be read', async () => {
    repository.write('before', one);
    repository.write('after', two);
    mkdirSync(path.join(repository.path, 'folder'));
    symlinkSync('/dev/zero', path.join(repository.path, 'endless'));
    for (const value of ['before', '', 'after', 'nowhere', 'folder', 'endless']) await set(value);
    assert.deepEqual(await ignored(), [two]);
  });

  it('are read from HEAD in a bare repository', async () => {
    repository.write('.git-blame-ignore-revs', `${one}\n`);
    await repository.commit('list');
    const bare = await TemporaryRepository.create({ cloneOf: repository.path, bare: true });
    assert.deepEqual(await ignored(bare), [one]);
    bare.dispose();
  });

  it('hand age and owner of a line on to the one in its place', async () => {
    const dayMs = 86_400_000;
    const at = (days: number) => ({ date: FIRST_COMMIT_TIME + days * dayMs });
    const text = linesOf('a', 100);
    repository.write('a.ts', text);
    await repository.commit('written', at(0));
    repository.write('a.ts', text.replaceAll(';', ',').replaceAll('says', 'tells'));
    const reformatted = await repository.commit('another word', at(7));
    repository.write('a.ts', text.replaceAll('says', 'tells').split('\n').slice(30).join('\n'));
    await repository.commit('shorter', at(10));
    const churned = async () => (await readReport(repository)).weeks.slice(0, 2).map(({ churn }) => churn.churned);
    assert.deepEqual(await churned(), [100, 30]);
    repository.write('.git-blame-ignore-revs', `${reformatted}\n`);
    assert.deepEqual(await churned(), [30, 0]);
    const [, week] = (await readReport(repository)).weeks;
    assert.deepEqual([week?.churn.leftOut.ignoredRevisions, week?.churn.added], [100, 0]);
    const plain = await readReport(repository, { plain: true });
    assert.deepEqual(plain.weeks[0]?.churn.churned, 100);
  });
});
