import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { TemporaryRepository } from '../../support/temporaryRepository';

describe('TemporaryRepository', () => {
  let repository: TemporaryRepository;
  beforeEach(async () => {
    repository = await TemporaryRepository.create();
  });
  afterEach(() => repository.dispose());

  const times = async () => (await repository.git('log', '--reverse', '--format=%ai, %ci')).trim().split('\n');

  it('gives the same hash for the same steps', async () => {
    repository.write('a/b.txt', 'one\n');
    const hash = await repository.commit('first');
    const other = await TemporaryRepository.create({ folderName: 'an other' });
    other.write('a/b.txt', 'one\n');
    assert.equal(await other.commit('first'), hash);
    other.dispose();
  });

  it('moves one minute on with every commit, also after a dated one', async () => {
    await repository.commit('one');
    await repository.commit('two');
    await repository.commit('dated', { date: '2026-02-01T10:00:00+02:00' });
    await repository.commit('four');
    assert.deepEqual(await times(), [
      '2026-01-05 09:00:00 +0000, 2026-01-05 09:00:00 +0000',
      '2026-01-05 09:01:00 +0000, 2026-01-05 09:01:00 +0000',
      '2026-02-01 10:00:00 +0200, 2026-02-01 10:00:00 +0200',
      '2026-02-01 08:01:00 +0000, 2026-02-01 08:01:00 +0000',
    ]);
  });

  it('keeps author and committer apart', async () => {
    const date = Date.parse('2026-01-03T00:00:00Z');
    await repository.commit('one', {
      date,
      committerDate: date + 1000,
      author: { name: 'Bo', email: 'bo@example.com' },
      committer: { name: 'Cy', email: 'cy@example.com' },
    });
    assert.deepEqual(await times(), ['2026-01-03 00:00:00 +0000, 2026-01-03 00:00:01 +0000']);
    assert.equal(
      await repository.git('log', '-1', '--format=%an %ae %cn %ce'),
      'Bo bo@example.com Cy cy@example.com\n',
    );
  });

  it('commits only what is staged when asked to', async () => {
    repository.write('staged', '1');
    await repository.git('add', 'staged');
    repository.write('not-staged', '1');
    await repository.commit('one', { all: false });
    assert.equal(await repository.git('ls-files'), 'staged\n');
  });

  it('takes file names of any bytes', async () => {
    const name = Buffer.from([0x61, 0xff, 0x2f, 0xfe]);
    repository.write(name, Buffer.from([0, 1]));
    await repository.commit('one');
    const listed = await repository.gitBuffer('ls-files', '-z');
    assert.deepEqual(listed.subarray(0, -1), name);
    repository.remove(name);
    await repository.commit('two');
    assert.equal(await repository.git('ls-files'), '');
  });

  it('branches and merges', async () => {
    repository.write('a', '1');
    const base = await repository.commit('base');
    await repository.branch('topic');
    repository.write('b', '1');
    const topic = await repository.commit('topic');
    await repository.switchTo('main');
    const merge = await repository.merge('topic');
    assert.equal(await repository.git('log', '-1', '--format=%H %P'), `${merge} ${base} ${topic}\n`);
  });

  it('copies another repository and pushes back to it', async () => {
    const shared = await TemporaryRepository.create({ bare: true });
    await repository.commit('one');
    await repository.git('push', '--quiet', shared.path, 'main');
    const clone = await TemporaryRepository.create({ cloneOf: shared.path });
    assert.equal(await clone.git('log', '--format=%s'), 'one\n');
    clone.dispose();
    shared.dispose();
  });

  it('reads nothing of this machine and leaves nothing behind', async () => {
    assert.equal((await repository.git('config', '--list', '--global')).trim(), '');
    const folder = path.dirname(repository.path);
    repository.dispose();
    assert.equal(existsSync(folder), false);
  });

  it('says what git said when it fails', async () => {
    await assert.rejects(repository.git('switch', 'nowhere'), /git switch nowhere: fatal: invalid reference: nowhere/);
  });
});
