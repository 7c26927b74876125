import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { ReadFailure, type Report } from '../../../src/domain/report';
import { ChangeCache } from '../../../src/store/changeCache';
import { type CliOptions, runCli } from '../../support/builtCli';
import { linesOf, readerOf, readReport } from '../../support/reading';
import { TemporaryFolder } from '../../support/temporaryFolder';
import { FIRST_COMMIT_TIME, TemporaryRepository } from '../../support/temporaryRepository';

const dayMs = 86_400_000;
const day = (days: number): number => FIRST_COMMIT_TIME + days * dayMs;
const realGit = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();

const sum = (report: Report, count: (week: Report['weeks'][number]) => number): number =>
  report.weeks.reduce((total, week) => total + count(week), 0);
const added = (report: Report): number => sum(report, ({ churn }) => churn.added);

describe('bad input', function () {
  this.timeout(120_000);
  let repository: TemporaryRepository;
  let place: TemporaryFolder;
  beforeEach(async () => {
    repository = await TemporaryRepository.create();
    place = new TemporaryFolder('place');
  });
  afterEach(() => {
    repository.dispose();
    place.dispose();
  });

  const put = (file: string, text: string, days: number) => {
    repository.write(file, text);
    return repository.commit(`${file}, day ${days}`, { date: day(days) });
  };
  const cache = () => new ChangeCache(path.join(place.path, 'cache'), 'test/1');

  /** Puts a shell script in git's place; `$git` in it is the real one. */
  function fakeGit(script: string): void {
    const folder = path.join(place.path, 'bin');
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'git'), `#!/bin/sh\ngit='${realGit}'\n${script}\nexec "$git" "$@"\n`);
    chmodSync(path.join(folder, 'git'), 0o755);
    repository.environment.PATH = `${folder}:${process.env.PATH}`;
  }

  const report = (folder: string, options: Partial<CliOptions> = {}) =>
    runCli(['report', '--json', '--no-cache', '--weeks', '6', '--until', '2026-02-13', '--repo', folder], {
      environment: repository.environment,
      ...options,
    });

  /** The command line says this on one line of standard error, nothing else, and ends with 1. */
  async function assertRefused(folder: string, said: RegExp): Promise<void> {
    const { code, stdout, stderr } = await report(folder);
    assert.deepEqual({ code, stdout, lines: stderr.split('\n').length }, { code: 1, stdout: '', lines: 2 }, stderr);
    assert.match(stderr, said);
  }

  describe('is told apart', () => {
    it('no git', async () => {
      repository.environment.PATH = place.path;
      await assertRefused(repository.path, /^Git was not found on this machine\. Install git 2\.30 or later/);
    });

    it('a git that is too old', async () => {
      fakeGit('case "$*" in *version*) echo "git version 2.20.1"; exit;; esac');
      await assertRefused(repository.path, /^Git 2\.20 is too old\. Install git 2\.30 or later\./);
    });

    it('a git that can be told from its version only', async () => {
      await put('a.ts', linesOf('a', 3), 0);
      fakeGit('case "$*" in *version*) echo "git version 2.45.GIT (Apple Git-154)"; exit;; esac');
      assert.equal((await report(repository.path)).code, 0);
    });

    it('a folder without a repository', async () => {
      await assertRefused(
        place.path,
        /^This folder is not in a git repository\. Open a folder that is, or run: git init/,
      );
    });

    it('no folder', async () => {
      await assertRefused(path.join(place.path, 'gone'), /^There is no such folder\. Check the path\.$/m);
    });

    it('a file', async () => {
      writeFileSync(path.join(place.path, 'file'), '');
      await assertRefused(path.join(place.path, 'file'), /^This is a file, not a folder\. /);
    });

    it('a repository without commits', async () => {
      await assertRefused(repository.path, /^This repository has no commits yet\. There will be something to see/);
    });

    it('a repository of another user', async () => {
      await put('a.ts', linesOf('a', 3), 0);
      const refusal = /^Git refuses to read this repository, because another user owns it\. If you trust it, run: git /;
      if (process.getuid?.() === 0) {
        for (const file of [repository.path, path.join(repository.path, '.git')]) chownSync(file, 12_345, 12_345);
        await assertRefused(repository.path, refusal);
        await repository.git(
          'config',
          '--file',
          path.join(place.path, '.gitconfig'),
          'safe.directory',
          repository.path,
        );
        const environment = { ...repository.environment, HOME: place.path };
        assert.equal((await report(repository.path, { environment })).code, 0);
      } else {
        fakeGit(`case "$*" in *rev-parse*)
          echo "fatal: detected dubious ownership in repository at '/a'" >&2; exit 128;; esac`);
        await assertRefused(repository.path, refusal);
      }
    });

    it('a repository that git does not understand', async () => {
      await put('a.ts', linesOf('a', 3), 0);
      await repository.git('config', 'core.repositoryFormatVersion', '99');
      await assertRefused(repository.path, /^git \S+ failed: fatal: [Ee]xpected git repo version <= 1, found 99$/m);
    });

    it('damaged configuration', async () => {
      writeFileSync(path.join(repository.path, '.git', 'config'), '[core\nnonsense');
      await assertRefused(repository.path, /^git \S+ failed: fatal: bad config line 1 in file/);
    });
  });

  describe('of objects', () => {
    const objectOf = async (name: string) => {
      const id = (await repository.git('rev-parse', name)).trim();
      return path.join(repository.path, '.git', 'objects', id.slice(0, 2), id.slice(2));
    };
    /** Ten commits of one file each, ten lines in each file. */
    beforeEach(async () => {
      for (let days = 0; days < 10; days++) await put(`${days}.ts`, linesOf(`${days}`, 10), days);
    });

    it('leaves out the commit whose blob is missing, and says so', async () => {
      rmSync(await objectOf('HEAD:4.ts'));
      const found = await readReport(repository);
      assert.equal(added(found), 90);
      assert.match(found.notes.join(), /^1 commit could not be read: their objects are missing or damaged\./);
    });

    it('leaves out the commit whose tree is missing, and the one after it', async () => {
      rmSync(await objectOf('HEAD~5^{tree}'));
      const found = await readReport(repository);
      assert.equal(added(found), 80);
      assert.match(found.notes.join(), /^2 commits could not be read/);
    });

    it('leaves out the commit whose blob is damaged, cut short or empty', async () => {
      const files = [await objectOf('HEAD:2.ts'), await objectOf('HEAD:4.ts'), await objectOf('HEAD:6.ts')];
      for (const file of files) chmodSync(file, 0o644);
      const [first = '', second = '', third = ''] = files;
      writeFileSync(first, Buffer.from('this is no object at all'));
      writeFileSync(second, readFileSync(second).subarray(0, 20));
      writeFileSync(third, '');
      const found = await readReport(repository);
      assert.equal(added(found), 70);
      assert.match(found.notes.join(), /^3 commits could not be read/);
    });

    it('reads the rest where many are damaged', async () => {
      for (let days = 10; days < 40; days++) await put(`${days}.ts`, linesOf(`${days}`, 10), days);
      for (let days = 0; days < 25; days++) rmSync(await objectOf(`HEAD:${days}.ts`));
      const found = await readReport(repository);
      assert.equal(added(found), 150);
      assert.match(found.notes.join(), /^25 commits could not be read/);
    });

    it('reads what came back', async () => {
      const file = await objectOf('HEAD:4.ts');
      const content = readFileSync(file);
      rmSync(file);
      const reader = readerOf(repository, cache());
      assert.equal(added(await readReport(repository, { reader })), 90);
      writeFileSync(file, content);
      assert.deepEqual(await readReport(repository, { reader }), await readReport(repository));
    });

    it('is refused where history itself is torn', async () => {
      rmSync(await objectOf('HEAD~3'));
      await assertRefused(repository.path, /^Some of this repository’s objects are missing or damaged\. Run git fsck/);
    });

    it('passes over a branch whose commit is missing', async () => {
      writeFileSync(path.join(repository.path, '.git', 'refs', 'heads', 'lost'), `${'1234567890'.repeat(4)}\n`);
      const found = await readReport(repository);
      assert.equal(added(found), 100);
      assert.match(found.notes.join(), /^1 commit could not be read: their objects are missing or damaged\./);
    });

    it('is refused where the only branch is lost', async () => {
      writeFileSync(path.join(repository.path, '.git', 'refs', 'heads', 'main'), `${'1234567890'.repeat(4)}\n`);
      await assertRefused(repository.path, /^Some of this repository’s objects are missing or damaged\. Run git fsck/);
    });

    it('passes over a branch whose file holds nonsense', async () => {
      writeFileSync(path.join(repository.path, '.git', 'refs', 'heads', 'nonsense'), 'what?\n');
      writeFileSync(path.join(repository.path, '.git', 'refs', 'heads', 'empty'), '');
      const found = await readReport(repository);
      assert.equal(added(found), 100);
    });

    it('needs no index', async () => {
      writeFileSync(path.join(repository.path, '.git', 'index'), 'what?\n');
      assert.equal(added(await readReport(repository)), 100);
    });
  });

  describe('of a shallow clone', () => {
    let clone: string;
    beforeEach(async () => {
      await put('big.ts', linesOf('big', 5000), 0);
      for (let days = 1; days < 30; days++) await put(`${days}.ts`, linesOf(`${days}`, 10), days);
      clone = path.join(place.path, 'clone');
      await repository.git('clone', '--quiet', '--depth', '8', `file://${repository.path}`, clone);
    });

    it('does not take what lies at the end of history as added there, and says so', async () => {
      const found = await readReport(repository, { folder: clone, allAuthors: true });
      assert.equal(found.repository.shallow, true);
      assert.equal(
        sum(found, ({ lines }) => lines.added),
        70,
      );
      assert.match(found.notes.join(), /^This clone is shallow: history before its first commits is missing\./);
    });

    it('claims no old code where it can’t know how old', async () => {
      rmSync(path.join(clone, 'big.ts'));
      const git = (...words: string[]) =>
        repository.git('-C', clone, '-c', 'user.name=A', '-c', 'user.email=a@b.c', ...words);
      repository.environment.GIT_COMMITTER_DATE = `@${day(100) / 1000} +0000`;
      repository.environment.GIT_AUTHOR_DATE = repository.environment.GIT_COMMITTER_DATE;
      await git('commit', '--quiet', '-a', '-m', 'remove');
      const found = await readReport(repository, { folder: clone, allAuthors: true, now: day(103), weeks: 2 });
      // History is known for 78 days before, so a line is at least that old: no 84 days.
      assert.deepEqual(found.weeks[1]?.oldCode, { ended: 5000, old: 0, share: null });
    });

    it('says the same as of the whole after the rest was fetched', async () => {
      const reader = readerOf(repository, cache());
      await readReport(repository, { folder: clone, allAuthors: true, reader });
      await repository.git('-C', clone, 'fetch', '--quiet', '--unshallow');
      const now = await readReport(repository, { folder: clone, allAuthors: true, reader });
      assert.equal(
        sum(now, ({ lines }) => lines.added),
        5290,
      );
      assert.deepEqual(now.weeks, (await readReport(repository, { folder: clone, allAuthors: true })).weeks);
      assert.deepEqual(now.notes, []);
    });
  });

  describe('of git on its way', () => {
    beforeEach(async () => {
      for (let days = 0; days < 12; days++) await put(`${days}.ts`, linesOf(`file ${days}`, 40), days);
    });

    it('keeps what was read before git was killed', async () => {
      const cut = 'case "$*" in *diff-tree*) "$git" "$@" | head -c 6000; kill -9 $$;; esac';
      fakeGit(cut);
      await assert.rejects(
        readReport(repository, { reader: readerOf(repository, cache()) }),
        new ReadFailure('failed', ['diff-tree', 'git was ended by SIGKILL']),
      );
      await assertRefused(repository.path, /^git diff-tree failed: git was ended by SIGKILL$/m);
      const kept = await cache().load('repository');
      assert.ok(kept.size > 0 && kept.size < 12, `${kept.size} commits`);
      fakeGit('');
      assert.deepEqual(
        await readReport(repository, { reader: readerOf(repository, cache()) }),
        await readReport(repository),
      );
    });

    it('leaves no git behind when one of several fails', async () => {
      await repository.branch('topic', 'HEAD~1');
      await put('topic.ts', linesOf('topic', 3), 12);
      await repository.switchTo('main');
      await repository.merge('topic', { date: day(13) });
      const pid = path.join(place.path, 'pid');
      fakeGit(`case "$*" in
        *diff-tree*--no-renames*) echo $$ > '${pid}'; exec sleep 60;;
        *diff-tree*) until [ -s '${pid}' ]; do sleep 0.02; done; echo 'fatal: no more' >&2; exit 128;;
        esac`);
      await assert.rejects(readReport(repository), new ReadFailure('failed', ['diff-tree', 'fatal: no more']));
      assert.throws(() => process.kill(Number(readFileSync(pid, 'utf8')), 0), { code: 'ESRCH' });
    });

    it('ends at once when it is aborted, and keeps what was read', async () => {
      const pids = path.join(place.path, 'pids');
      fakeGit(`case "$*" in *diff-tree*)
        "$git" "$@" > '${place.path}/patch'; head -c 6000 '${place.path}/patch'; echo $$ >> '${pids}'; exec sleep 60;;
        esac`);
      const abort = new AbortController();
      const reader = readerOf(repository, cache());
      const reading = readReport(repository, { reader, signal: abort.signal });
      while (!existsSync(pids) || readFileSync(pids, 'utf8') === '')
        await new Promise(resolve => setTimeout(resolve, 5));
      await new Promise(resolve => setTimeout(resolve, 100));
      const abortedAt = performance.now();
      abort.abort();
      await assert.rejects(reading, { name: 'ReadFailure', kind: 'aborted' });
      assert.ok(performance.now() - abortedAt < 1000);
      for (const pid of readFileSync(pids, 'utf8').trim().split('\n')) {
        assert.throws(() => process.kill(Number(pid), 0), { code: 'ESRCH' });
      }
      const kept = await cache().load('repository');
      assert.ok(kept.size > 0 && kept.size < 12, `${kept.size} commits`);
      fakeGit('');
      const fresh = await readReport(repository);
      assert.deepEqual(await readReport(repository, { reader }), fresh);
      assert.deepEqual(await readReport(repository, { reader: readerOf(repository, cache()) }), fresh);
    });

    it('does not begin when it was aborted before', async () => {
      fakeGit(`touch '${place.path}/began'`);
      const aborted = readReport(repository, { signal: AbortSignal.abort() });
      await assert.rejects(aborted, { name: 'ReadFailure', kind: 'aborted' });
      assert.equal(existsSync(path.join(place.path, 'began')), false);
    });

    it('ends with Ctrl-C, and leaves no git behind', async () => {
      const pids = path.join(place.path, 'pids');
      fakeGit(`case "$*" in *diff-tree*) echo $$ >> '${pids}'; exec sleep 60;; esac`);
      const interrupt = `"$@" & cli=$!; until [ -s '${pids}' ]; do sleep 0.05; done; kill -INT $cli; wait $cli`;
      const { code, stderr } = await report(repository.path, { under: ['sh', '-c', interrupt, 'sh'] });
      assert.deepEqual([code, stderr], [1, 'The reading was cancelled.\n']);
      for (const pid of readFileSync(pids, 'utf8').trim().split('\n')) {
        assert.throws(() => process.kill(Number(pid), 0), { code: 'ESRCH' });
      }
    });
  });

  describe('of unusual size', () => {
    /** Streams commands to `git fast-import`. */
    async function fastImport(commands: Iterable<string>): Promise<void> {
      const words = ['-c', 'core.compression=0', 'fast-import', '--quiet', '--depth=0', '--force'];
      const child = spawn('git', words, { cwd: repository.path, env: repository.environment, stdio: 'pipe' });
      child.stderr.pipe(process.stderr);
      const ended = new Promise(resolve => child.once('close', resolve));
      for (const command of commands) {
        if (!child.stdin.write(command)) await new Promise(resolve => child.stdin.once('drain', resolve));
      }
      child.stdin.end();
      assert.equal(await ended, 0);
    }
    const head = `commit refs/heads/main\ncommitter Ada <ada@example.com> ${day(1) / 1000} +0000\ndata 1\nx\n`;

    it('reads 100,000 files in one commit', async function () {
      this.timeout(60_000);
      function* commands() {
        yield `blob\nmark :1\ndata 12\nsome\nlines\n\n${head}`;
        for (let file = 0; file < 100_000; file++) yield `M 644 :1 ${file % 100}/${file}.ts\n`;
        yield '\n';
      }
      await fastImport(commands());
      const { code, stdout } = await report(repository.path);
      assert.equal(code, 0);
      assert.equal((JSON.parse(stdout) as Report).weeks[0]?.lines.added, 300_000);
    });

    it('reads a patch of 200 MB in bounded memory', async function () {
      this.timeout(60_000);
      const megabyte = linesOf('a line of about forty characters', 20_000).slice(0, 2 ** 20 - 1);
      function* commands() {
        for (let file = 1; file <= 200; file++) {
          const text = `${file}\n${megabyte}`;
          yield `blob\nmark :${file}\ndata ${text.length}\n${text}\n`;
        }
        yield head;
        for (let file = 1; file <= 200; file++) yield `M 644 :${file} ${file}.ts\n`;
        yield '\n';
      }
      await fastImport(commands());
      const peak = path.join(place.path, 'peak');
      const watch = path.join(place.path, 'watch.cjs');
      writeFileSync(
        watch,
        `process.on('exit', () => require('fs').writeFileSync('${peak}', String(process.resourceUsage().maxRSS)));`,
      );
      const { code, stdout } = await report(repository.path, { node: ['--require', watch] });
      assert.equal(code, 0);
      const lines = (JSON.parse(stdout) as Report).weeks[0]?.lines.added ?? 0;
      assert.ok(lines > 4_000_000, `${lines} lines`);
      const megabytes = Number(readFileSync(peak, 'utf8')) / 1024;
      assert.ok(megabytes < 500, `${megabytes} MB`);
    });
  });

  describe('of the cache', () => {
    let file: string;
    let fresh: Report;
    beforeEach(async () => {
      for (let days = 0; days < 8; days++) {
        await put('a.ts', linesOf(`day ${days}`, 20), days);
        await put(`b/${days}.md`, linesOf('docs', days), days + 0.5);
      }
      fresh = await readReport(repository);
      assert.deepEqual(await readReport(repository, { reader: readerOf(repository, cache()) }), fresh);
      file = path.join(place.path, 'cache', 'repository.changes');
    });
    const assertSame = async (what: string) => {
      assert.deepEqual(await readReport(repository, { reader: readerOf(repository, cache()) }), fresh, what);
      assert.equal((await cache().load('repository')).size, 16, `${what}: kept again`);
    };

    it('changes no number where it is whole', () => assertSame('whole'));

    it('changes no number where it is cut short anywhere', async () => {
      const whole = readFileSync(file);
      for (const share of [0, 0.001, 0.1, 0.35, 0.5, 0.77, 0.999]) {
        writeFileSync(file, whole.subarray(0, Math.floor(whole.length * share)));
        await assertSame(`cut at ${share}`);
      }
    });

    it('changes no number where bytes are damaged, in any line', async () => {
      const whole = readFileSync(file);
      for (const share of [0.0, 0.2, 0.4, 0.6, 0.9]) {
        const damaged = Buffer.from(whole);
        for (let at = 0; at < 12; at++) damaged[Math.floor(whole.length * share) + at * 7] = (at * 37) % 256;
        writeFileSync(file, damaged);
        await assertSame(`damaged at ${share}`);
        writeFileSync(file, whole);
      }
    });

    it('changes no number where something else stands in it', async () => {
      const whole = readFileSync(file, 'latin1');
      const half = Math.floor(whole.length / 2);
      for (const text of [
        `other/9\n${whole}`,
        `${whole.slice(0, half)}\0\xff{"__proto__":1}[[[\n\n\n${whole.slice(half)}`,
        'x'.repeat(1000),
        '\n\n',
      ]) {
        writeFileSync(file, text, 'latin1');
        await assertSame(JSON.stringify(text.slice(0, 20)));
      }
    });

    it('is done without where it can’t be written, or is no file', async () => {
      const blocked = path.join(place.path, 'a file');
      writeFileSync(blocked, '');
      const reader = readerOf(repository, new ChangeCache(path.join(blocked, 'cache'), 'test/1'));
      assert.deepEqual(await readReport(repository, { reader }), fresh);
      rmSync(file);
      mkdirSync(file);
      assert.deepEqual(await readReport(repository, { reader: readerOf(repository, cache()) }), fresh);
      assert.deepEqual(readdirSync(path.dirname(file)), ['repository.changes']);
    });

    it('is done without where the disk is full', async function () {
      const disk = path.join(place.path, 'disk');
      mkdirSync(disk);
      try {
        execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=16k', 'tmpfs', disk], { stdio: 'ignore' });
      } catch {
        // Only root may mount, and not everywhere.
        return this.skip();
      }
      try {
        for (const folder of ['one', 'two']) {
          const reader = readerOf(repository, new ChangeCache(path.join(disk, folder), 'test/1'));
          assert.deepEqual(await readReport(repository, { reader }), fresh);
          await put('later.ts', linesOf(folder, 400), 9);
          fresh = await readReport(repository);
          assert.deepEqual(await readReport(repository, { reader }), fresh);
          const again = readerOf(repository, new ChangeCache(path.join(disk, folder), 'test/1'));
          assert.deepEqual(await readReport(repository, { reader: again }), fresh);
        }
        // And the installation's key can't be kept either.
        writeFileSync(path.join(disk, 'full'), Buffer.alloc(1));
        try {
          writeFileSync(path.join(disk, 'full'), Buffer.alloc(64 * 1024));
        } catch {
          // As full as it gets.
        }
        const environment = { ...repository.environment, XDG_CACHE_HOME: path.join(disk, 'home') };
        const { code, stderr } = await runCli(['report', '--repo', repository.path], { environment });
        assert.deepEqual([code, stderr], [0, '']);
      } finally {
        execFileSync('umount', [disk]);
      }
    });

    it('holds all when several readers add at the same time', async () => {
      rmSync(file);
      const readers = Array.from({ length: 6 }, () => readerOf(repository, cache()));
      const reports = await Promise.all(readers.map(reader => readReport(repository, { reader })));
      for (const one of reports) assert.deepEqual(one, fresh);
      await assertSame('after all');
      assert.deepEqual(readdirSync(path.dirname(file)), ['repository.changes']);
      assert.equal(statSync(file).mode & 0o777, 0o600);
    });

    it('changes no number where it reaches further back than what is asked', async () => {
      const reader = () => readerOf(repository, cache());
      // A copy of a change from before the range, and lines that died early then, as a pattern for young ones.
      await repository.branch('topic', 'HEAD~4');
      await put('copied.ts', linesOf('copied', 60), 4);
      await put('not copied.ts', linesOf('not', 5), 4);
      // A branch of which only the older part is not on the default branch.
      await repository.branch('half', 'HEAD~3');
      await put('half.ts', linesOf('half', 30), 5);
      await put('copied too.ts', linesOf('copied too', 40), 36);
      await repository.switchTo('main');
      await put('copied too.ts', linesOf('copied too', 40), 36);
      await put('copied.ts', linesOf('copied', 60), 33);
      await put('young.ts', linesOf('young', 80), 40);
      await readReport(repository, { reader: reader() });
      for (const asked of [{ weeks: 1, now: day(20) }, { weeks: 2 }, { weeks: 3, now: day(18) }]) {
        const kept = await readReport(repository, { reader: reader(), ...asked });
        const anew = await readReport(repository, asked);
        const withoutOld = (one: Report) => one.weeks.map(({ oldCode: _, ...rest }) => rest);
        assert.deepEqual(withoutOld(kept), withoutOld(anew));
      }
    });
  });
});
