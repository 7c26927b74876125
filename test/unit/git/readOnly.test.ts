import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, readlinkSync, utimesSync } from 'node:fs';
import path from 'node:path';
import type { Report } from '../../../src/domain/report';
import { type CliResult, runCli } from '../../support/builtCli';
import { TemporaryFolder } from '../../support/temporaryFolder';
import { TemporaryRepository } from '../../support/temporaryRepository';
import { fillVaried } from '../../support/variedHistory';

/** Everything below a folder that writing could change: by path size, time, inode, mode and content. */
function stateOf(folder: string): Record<string, string> {
  const state: Record<string, string> = {};
  const visit = (name: string) => {
    const file = path.join(folder, name);
    const { size, mtimeNs, ctimeNs, ino, mode } = lstatSync(file, { bigint: true });
    const kind = lstatSync(file);
    const content = kind.isFile() ? readFileSync(file) : kind.isSymbolicLink() ? readlinkSync(file) : '';
    const hash = createHash('sha1').update(content).digest('hex');
    state[name] = `${size} ${mtimeNs} ${ctimeNs} ${ino} ${mode} ${hash}`;
    if (kind.isDirectory()) for (const entry of readdirSync(file)) visit(path.join(name, entry));
  };
  visit('.');
  return state;
}

describe('a report', function () {
  this.timeout(120_000);
  let repository: TemporaryRepository;
  let cache: TemporaryFolder;
  beforeEach(async () => {
    repository = await TemporaryRepository.create();
    cache = new TemporaryFolder('cache');
    await fillVaried(repository);
  });
  afterEach(() => {
    repository.dispose();
    cache.dispose();
  });

  const run = (folder: string, under: readonly string[] = []): Promise<CliResult> => {
    const args = ['report', '--json', '--all-authors', '--repo', folder, '--weeks', '6', '--until', '2026-02-13'];
    return runCli(args, { environment: { ...repository.environment, XDG_CACHE_HOME: cache.path }, under });
  };

  /** Runs the report of a folder twice, the second time with a cache, and compares what lies in `whole` before and after. */
  async function assertUntouched(folder: string, whole = folder): Promise<Report> {
    const before = stateOf(whole);
    const { code, stderr, stdout } = await run(folder);
    assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
    assert.equal((await run(folder)).stdout, stdout);
    assert.deepEqual(stateOf(whole), before);
    return JSON.parse(stdout) as Report;
  }
  const linesOf = ({ weeks }: Report) => weeks.reduce((sum, { lines }) => sum + lines.added, 0);

  it('writes nothing to a repository, nor to its work tree', async () => {
    assert.ok(linesOf(await assertUntouched(repository.path)) > 600);
  });

  it('writes nothing where the index is stale, so that git would refresh it', async () => {
    const later = new Date('2026-03-01T00:00:00Z');
    utimesSync(path.join(repository.path, 'src/a.ts'), later, later);
    await assertUntouched(repository.path);
    // It was stale indeed.
    const before = stateOf(repository.path);
    await repository.git('status');
    assert.notDeepEqual(stateOf(repository.path), before);
  });

  it('writes nothing where the index is split, which git marks as used', async () => {
    await repository.git('update-index', '--split-index');
    const [shared = ''] = readdirSync(path.join(repository.path, '.git')).filter(name =>
      name.startsWith('sharedindex'),
    );
    const longAgo = new Date('2026-01-01T00:00:00Z');
    utimesSync(path.join(repository.path, '.git', shared), longAgo, longAgo);
    await assertUntouched(repository.path);
  });

  it('writes nothing to a linked worktree and its repository', async () => {
    const folder = path.join(path.dirname(repository.path), 'worktree');
    await repository.git('worktree', 'add', '--quiet', '-b', 'other', folder);
    await assertUntouched(folder, path.dirname(repository.path));
  });

  it('writes nothing to a bare repository', async () => {
    const bare = await TemporaryRepository.create({ cloneOf: repository.path, bare: true });
    assert.ok(linesOf(await assertUntouched(bare.path)) > 600);
    bare.dispose();
  });

  it('writes nothing to a submodule and the repository around it', async () => {
    const outer = await TemporaryRepository.create();
    const from = repository.path;
    await outer.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', from, 'sub');
    await outer.commit('submodule');
    await assertUntouched(path.join(outer.path, 'sub'), outer.path);
    await assertUntouched(outer.path);
    outer.dispose();
  });

  it('fetches nothing into a partial clone, and says what could not be read', async () => {
    await repository.git('config', 'uploadpack.allowFilter', 'true');
    const folder = path.join(path.dirname(repository.path), 'partial');
    await repository.git('clone', '--quiet', '--filter=blob:none', `file://${repository.path}`, folder);
    const report = await assertUntouched(folder);
    assert.equal(report.repository.partial, true);
    assert.match(report.notes.join(), /\d commits could not be read: this is a partial clone, and nothing is fetched/);
    // Where git is let, it does fetch what the report went without.
    const before = stateOf(folder);
    await repository.git('-C', folder, 'log', '-p');
    assert.notDeepEqual(stateOf(folder), before);
  });

  it('keeps its own files for the person alone', async () => {
    await run(repository.path);
    const own = path.join(cache.path, 'eddy');
    assert.equal(lstatSync(own).mode & 0o777, 0o700);
    assert.equal(lstatSync(path.join(own, 'cache')).mode & 0o777, 0o700);
    const files = ['installation-key', ...readdirSync(path.join(own, 'cache')).map(name => path.join('cache', name))];
    assert.equal(files.length, 2);
    for (const file of files) assert.equal(lstatSync(path.join(own, file)).mode & 0o777, 0o600, file);
  });

  it('writes nothing anywhere with --no-cache', async () => {
    const around = path.dirname(repository.path);
    const before = stateOf(around);
    const environment = { ...repository.environment, XDG_CACHE_HOME: path.join(around, 'home', 'cache') };
    const { code } = await runCli(['report', '--no-cache', '--repo', repository.path], { environment });
    assert.equal(code, 0);
    assert.deepEqual(stateOf(around), before);
  });

  describe('opens no connection', () => {
    /** Why connections can't be watched here, or nothing. */
    const obstacle = ((): string | null => {
      if (process.platform !== 'linux') return 'strace is for Linux only';
      try {
        execFileSync('strace', ['-f', '-e', 'trace=network', 'true'], { stdio: 'ignore' });
        return null;
      } catch {
        return 'strace is not installed, or not allowed here';
      }
    })();

    it(`to the network${obstacle === null ? '' : ` (skipped: ${obstacle})`}`, async function () {
      if (obstacle !== null) return this.skip();
      await repository.git('config', 'uploadpack.allowFilter', 'true');
      const folder = path.join(path.dirname(repository.path), 'partial');
      await repository.git('clone', '--quiet', '--filter=blob:none', `file://${repository.path}`, folder);
      // What is missing would now be asked for over the network.
      await repository.git('-C', folder, 'config', 'remote.origin.url', 'https://127.0.0.1:9/repository.git');
      const log = path.join(cache.path, 'network');
      const { code, stdout } = await run(folder, ['strace', '-f', '-qq', '-e', 'trace=network', '-o', log]);
      assert.equal(code, 0);
      assert.equal((JSON.parse(stdout) as Report).repository.partial, true);
      const calls = readFileSync(log, 'utf8').split('\n');
      // Pipes between processes are sockets too, of a family that leads nowhere.
      assert.deepEqual(
        calls.filter(call => /\bAF_(?!UNIX\b|LOCAL\b)\w+|\bPF_INET/.test(call)),
        [],
      );
      assert.ok(calls.some(call => /socketpair|AF_UNIX/.test(call)));
    });
  });
});
