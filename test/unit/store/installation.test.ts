import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { CurrentInstallation, Installation } from '../../../src/store/installation';
import { TemporaryFolder } from '../../support/temporaryFolder';

const remote = 'https://example.com/team/project';

describe('Installation', () => {
  let folder: TemporaryFolder;
  let home: string;
  beforeEach(() => {
    folder = new TemporaryFolder('installation');
    home = path.join(folder.path, 'home');
  });
  afterEach(() => folder.dispose());

  const key = () => path.join(home, 'installation-key');
  const idOf = async (address: string | null = remote, common = '/a/.git') =>
    (await Installation.open(home)).repositoryId(address, common);

  it('keeps its key for the person alone', async () => {
    await Installation.open(home);
    assert.equal(statSync(home).mode & 0o777, 0o700);
    assert.equal(statSync(key()).mode & 0o777, 0o600);
    assert.deepEqual(readdirSync(home), ['installation-key']);
    assert.match(readFileSync(key(), 'utf8'), /^[0-9a-f]{64}\n$/);
  });

  it('shuts a folder that was open to others', async () => {
    mkdirSync(home);
    chmodSync(home, 0o755);
    await Installation.open(home);
    assert.equal(statSync(home).mode & 0o777, 0o700);
  });

  it('names a repository by its remote, else by its folder, in 32 hex digits', async () => {
    const id = await idOf();
    assert.match(id, /^[0-9a-f]{32}$/);
    assert.equal(await idOf(remote, '/elsewhere/.git'), id);
    assert.notEqual(await idOf(null), id);
    assert.notEqual(await idOf(null, '/b/.git'), await idOf(null));
  });

  it('names one repository the same whatever stands around its address', async () => {
    const id = await idOf();
    for (const same of [
      `${remote}.git`,
      `${remote}/`,
      `${remote}.git/`,
      'https://ada:secret@example.com/team/project.git',
      'https://token@example.com/team/project',
      'https://Example.com:443/team/project',
      'git@example.com:team/project.git',
      'ssh://git@example.com:2222/team/project.git',
    ]) {
      assert.equal(await idOf(same), id, same);
    }
    const others = [
      'https://example.com/team/project2',
      'https://example.org/team/project',
      '/example.com/team/project',
    ];
    for (const other of [...others, 'https://example.com:8443/team/project']) {
      assert.notEqual(await idOf(other), id, other);
    }
  });

  it('knows a remote on this machine by its path', async () => {
    const id = await idOf('/srv/git/project.git');
    assert.equal(await idOf('/srv/git/project/'), id);
    const others = ['C:\\git\\project', 'D:\\git\\project', 'C:/git/project', '../project', 'file:///srv/git/project'];
    assert.equal(new Set([id, ...(await Promise.all(others.map(other => idOf(other))))]).size, others.length + 1);
  });

  it('has other names than another installation', async () => {
    const one = await idOf();
    home = path.join(folder.path, 'other');
    assert.notEqual(await idOf(), one);
    assert.notEqual(Installation.passing().repositoryId(remote, ''), Installation.passing().repositoryId(remote, ''));
  });

  it('has one key when several begin at the same time', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => idOf()));
    assert.equal(new Set(all).size, 1);
    assert.deepEqual(readdirSync(home), ['installation-key']);
  });

  it('makes a new key where the old one is damaged, and keeps that', async () => {
    mkdirSync(home);
    for (const damaged of ['', 'abc', 'z'.repeat(64), `${'a'.repeat(63)}\n`]) {
      writeFileSync(key(), damaged);
      const id = await idOf();
      assert.equal(await idOf(), id, JSON.stringify(damaged));
      assert.deepEqual(readdirSync(home), ['installation-key']);
    }
  });

  it('goes on with a passing key where none can be kept', async () => {
    writeFileSync(path.join(folder.path, 'file'), '');
    home = path.join(folder.path, 'file', 'home');
    assert.match(await idOf(), /^[0-9a-f]{32}$/);
    home = path.join(folder.path, 'home');
    mkdirSync(key(), { recursive: true });
    assert.match(await idOf(), /^[0-9a-f]{32}$/);
    assert.deepEqual(readdirSync(home), ['installation-key']);
  });

  describe('of the moment', () => {
    const away = () => path.join(folder.path, 'away');
    const block = () => {
      renameSync(home, away());
      writeFileSync(home, 'in the way');
    };
    const clear = () => {
      rmSync(home);
      renameSync(away(), home);
    };
    const nameOf = async (current: CurrentInstallation) => (await current.open()).repositoryId(remote, '');

    it('is the kept one again once a disk is back that was away', async () => {
      const id = await idOf();
      block();
      const current = new CurrentInstallation(home);
      const passing = await nameOf(current);
      assert.notEqual(passing, id);
      assert.equal(await nameOf(current), passing);
      clear();
      assert.equal(await nameOf(current), id);
    });

    it('knows its key to be gone only where it is', async () => {
      const current = new CurrentInstallation(home);
      const id = await nameOf(current);
      block();
      const isGone = current.renew();
      assert.equal(await isGone(), true);
      clear();
      assert.equal(await isGone(), false);
      assert.equal(await nameOf(current), id);
      const again = current.renew();
      rmSync(key());
      assert.equal(await again(), true);
      await Installation.open(home);
      assert.equal(await again(), true);
    });
  });
});
