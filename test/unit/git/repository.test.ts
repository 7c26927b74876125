import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { openRepository } from '../../../src/git/repository';
import { readReport } from '../../support/reading';
import { TemporaryFolder } from '../../support/temporaryFolder';
import { TemporaryRepository } from '../../support/temporaryRepository';

describe('opening a repository', () => {
  let repository: TemporaryRepository;
  beforeEach(async () => {
    repository = await TemporaryRepository.create({ folderName: 'project' });
  });
  afterEach(() => repository.dispose());

  const { signal } = new AbortController();
  const open = (folder = repository.path, from = repository) => openRepository(folder, from, signal);

  it('tells where it lies and what it is called', async () => {
    const head = await repository.commit('one');
    const found = await open();
    assert.deepEqual(
      [found.topFolder, found.commonFolder, found.name, found.bare, found.head],
      [repository.path, path.join(repository.path, '.git'), 'project', false, head],
    );
    assert.deepEqual(found.defaultBranch, { name: 'main', id: head });
    assert.deepEqual([found.shallow, found.partial, found.remoteAddress, found.lostBranches], [false, false, null, 0]);
    assert.ok(found.gitVersion[0] >= 2);
  });

  it('finds it from a folder inside, through a link, and from its own folder', async () => {
    await repository.commit('one');
    const deep = path.join(repository.path, 'a', 'b');
    mkdirSync(deep, { recursive: true });
    const link = path.join(path.dirname(repository.path), 'link');
    symlinkSync(deep, link);
    for (const folder of [deep, link, path.join(repository.path, '.git')]) {
      const found = await open(folder);
      assert.equal(found.commonFolder, path.join(repository.path, '.git'), folder);
      assert.equal(found.name, 'project', folder);
    }
  });

  it('finds it under names with spaces, quotes and line breaks', async () => {
    for (const folderName of ['a b', 'qu"ote', 'line\nbreak', ' lead', 'trail ', 'é', '-dash', '$HOME']) {
      const odd = await TemporaryRepository.create({ folderName });
      await odd.commit('one');
      const found = await open(odd.path, odd);
      assert.deepEqual([found.topFolder, found.name], [odd.path, folderName]);
      assert.equal(found.commonFolder, path.join(odd.path, '.git'));
      odd.dispose();
    }
  });

  it('finds a worktree beside what it shares', async () => {
    await repository.commit('one');
    const folder = path.join(path.dirname(repository.path), 'tree');
    await repository.git('worktree', 'add', '--quiet', '-b', 'other', folder);
    const head = await repository.git('-C', folder, 'rev-parse', 'HEAD');
    const found = await open(folder);
    assert.deepEqual(
      [found.topFolder, found.commonFolder, found.name, found.head],
      [folder, path.join(repository.path, '.git'), 'tree', head.trim()],
    );
    assert.deepEqual(
      found.localBranches.map(({ name }) => name),
      ['refs/heads/main', 'refs/heads/other'],
    );
  });

  it('finds a repository whose git folder lies elsewhere', async () => {
    const elsewhere = path.join(path.dirname(repository.path), 'elsewhere');
    await repository.commit('one');
    await repository.git('init', '--quiet', `--separate-git-dir=${elsewhere}`);
    const found = await open();
    assert.deepEqual([found.topFolder, found.commonFolder, found.name], [repository.path, elsewhere, 'project']);
  });

  it('finds a git folder whose files lie elsewhere, as some keep their settings', async () => {
    await repository.commit('one');
    const files = path.join(path.dirname(repository.path), 'files');
    mkdirSync(files);
    const bare = path.join(path.dirname(repository.path), 'settings.git');
    await repository.git('clone', '--quiet', '--bare', repository.path, bare);
    await repository.git('-C', bare, 'config', 'core.bare', 'false');
    await repository.git('-C', bare, 'config', 'core.worktree', files);
    const found = await open(bare);
    assert.deepEqual([found.topFolder, found.commonFolder, found.name], [files, bare, 'files']);
    assert.equal(found.localBranches.length, 1);
    const report = await readReport(repository, { folder: bare, allAuthors: true });
    assert.equal(report.weeks[0]?.commits, 1);
  });

  it('calls a bare one by its folder, less what marks it', async () => {
    await repository.commit('one');
    const shared = path.join(path.dirname(repository.path), 'shared.git');
    await repository.git('clone', '--quiet', '--bare', repository.path, shared);
    const found = await open(shared);
    assert.deepEqual([found.bare, found.name, found.topFolder, found.commonFolder], [true, 'shared', shared, shared]);
  });

  it('knows the address of the remote that counts', async () => {
    await repository.commit('one');
    const address = async () => (await open()).remoteAddress;
    await repository.git('remote', 'add', 'theirs', 'https://example.com/theirs');
    assert.equal(await address(), 'https://example.com/theirs');
    await repository.git('remote', 'add', 'mine', 'https://example.com/mine');
    assert.equal(await address(), null);
    await repository.git('remote', 'add', 'origin', 'https://example.com/origin');
    assert.equal(await address(), 'https://example.com/origin');
  });

  it('has no head before the first commit of a branch', async () => {
    await repository.commit('one');
    await repository.git('switch', '--quiet', '--orphan', 'fresh');
    const found = await open();
    assert.deepEqual([found.head, found.localBranches.length], [null, 1]);
  });

  it('passes over branches that are no commits', async () => {
    repository.write('a', '1');
    await repository.commit('one');
    const blob = (await repository.git('rev-parse', 'HEAD:a')).trim();
    await repository.git('update-ref', 'refs/remotes/origin/odd', blob);
    assert.deepEqual((await open()).localBranches.length, 1);
  });

  it('says what it is not', async () => {
    const empty = new TemporaryFolder('empty');
    const failing = async (folder: string, from = repository) => {
      const error = await open(folder, from).catch((reason: unknown) => reason);
      return (error as { kind?: string }).kind;
    };
    assert.equal(await failing(empty.path), 'notARepository');
    assert.equal(await failing(path.join(empty.path, 'gone')), 'noFolder');
    assert.equal(await failing(repository.path), 'noCommits');
    repository.environment.PATH = empty.path;
    assert.equal(await failing(repository.path), 'noGit');
    empty.dispose();
  });
});
