import assert from 'node:assert/strict';
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import type { ReflogEntry } from '../../../src/domain/reflog';
import { readBranchKeys } from '../../../src/git/branchKeys';
import { noReflogsSeen, readReflogs, readRefs, type SeenReflogs } from '../../../src/git/reflogs';
import { openRepository, type Repository } from '../../../src/git/repository';
import { TemporaryRepository } from '../../support/temporaryRepository';

const { signal } = new AbortController();
const isRoot = process.getuid?.() === 0;
const zeros = '0'.repeat(40);
const one = '1'.repeat(40);
const two = '2'.repeat(40);

describe('reading reflogs', () => {
  let work: TemporaryRepository;
  let repository: Repository;
  let head: string;
  beforeEach(async () => {
    work = await TemporaryRepository.create();
    head = await work.commit('first');
    repository = await openRepository(work.path, work, signal);
  });
  afterEach(() => work.dispose());

  const logs = (...names: string[]) => path.join(work.path, '.git', 'logs', ...names);
  const read = (seen?: SeenReflogs) => readReflogs(repository, signal, seen);
  const branch = async (name: string, seen?: SeenReflogs) =>
    (await read(seen)).entries.filter(({ ref }) => ref === `refs/heads/${name}`);
  const line = (newId: string, seconds: number, message = 'commit: x', oldId = zeros) =>
    `${oldId} ${newId} Ada Example <ada@example.com> ${seconds} +0100\t${message}\n`;
  const ids = (entries: readonly ReflogEntry[]) => entries.map(({ newId }) => newId);

  it('gives every line as git wrote it', async () => {
    const { entries, logged, damagedLines } = await read();
    const at = Date.parse('2026-01-05T09:00:00Z');
    const first = { worktree: null, oldId: null, newId: head, at, message: 'commit (initial): first' };
    assert.deepEqual(entries, [
      { ref: 'refs/heads/main', ...first },
      { ref: 'HEAD', ...first },
    ]);
    assert.deepEqual([[...logged], damagedLines], [['refs/heads/main', 'HEAD'], 0]);
  });

  for (const [what, text, wanted, damaged] of [
    ['a name of many words and letters', `${zeros} ${one} Jörg O'Brien (née Ω) <j@x> 5 -0330\tm\n`, [one], 0],
    ['no name, no address', `${zeros} ${one} <> 5 +0000\tm\n`, [one], 0],
    ['no message', `${zeros} ${one} A <a@b> 5 +0000\n`, [one], 0],
    ['a message like an address', line(one, 5, 'commit: mail <a@b.c> 9 +0000'), [one], 0],
    ['ids of SHA-256', `${'0'.repeat(64)} ${'a'.repeat(64)} A <a@b> 5 +0000\tm\n`, ['a'.repeat(64)], 0],
    ['bytes that are no UTF-8', Buffer.concat([Buffer.from(line(one, 5)), Buffer.from([255, 10])]), [one], 1],
    ['a torn last line', line(one, 5) + line(two, 6).slice(0, 60), [one], 0],
    ['a line that was torn before', line(one, 5).slice(0, 60) + line(one, 6) + line(two, 7), [two], 1],
    ['zeros where the disk lost it', `${'\0'.repeat(300)}\n${line(two, 7)}`, [two], 1],
    ['other words', `hello\n\n${zeros} ${one} 5\n${line(two, 7)}`, [two], 3],
    ['a time beyond all', line(one, 10 ** 14) + line(two, 7), [two], 1],
    ['nothing', '', [], 0],
  ] as const) {
    it(`reads ${what}`, async () => {
      writeFileSync(logs('refs', 'heads', 'odd'), text);
      const { entries, damagedLines, logged } = await read();
      assert.deepEqual([ids(entries.filter(({ ref }) => ref === 'refs/heads/odd')), damagedLines], [wanted, damaged]);
      assert.equal(logged.has('refs/heads/odd'), text.length > 0);
    });
  }

  it('tells branches that began, and refs that ended', async () => {
    writeFileSync(logs('refs', 'heads', 'odd'), line(one, 5) + line(zeros, 6, 'm', one));
    assert.deepEqual(
      (await branch('odd')).map(({ oldId, newId }) => [oldId, newId]),
      [
        [null, one],
        [one, null],
      ],
    );
  });

  it('finds branches of any names', async () => {
    const names = ['a/b/c', 'ünïcode/日本', "quo'te", 'da-sh', '$HOME', 'HEAD', 'per%cent', 'x'.repeat(200)];
    for (const name of names) await work.git('update-ref', '--create-reflog', '-m', 'made', `refs/heads/${name}`, head);
    const { logged } = await read();
    for (const name of names) assert.ok(logged.has(`refs/heads/${name}`), name);
    const refs = (await readRefs(repository, signal)).map(({ name }) => name);
    assert.deepEqual(new Set(refs), new Set(['main', ...names].map(name => `refs/heads/${name}`)));
  });

  it('finds a branch whose name is no UTF-8', async function () {
    if (process.platform !== 'linux') return this.skip();
    const file = Buffer.concat([Buffer.from(logs('refs', 'heads', 'caf')), Buffer.from([0xe9])]);
    writeFileSync(file, line(one, 5));
    assert.deepEqual(ids(await branch('caf\ufffd')), [one]);
    const { seen } = await read();
    assert.deepEqual((await read(seen)).entries, []);
  });

  it('reads what was appended only', async () => {
    const { seen } = await read();
    assert.deepEqual((await read(seen)).entries, []);
    const next = await work.commit('next');
    const later = await read(seen);
    assert.deepEqual(
      later.entries.map(({ ref, newId }) => [ref, newId]),
      [
        ['refs/heads/main', next],
        ['HEAD', next],
      ],
    );
    assert.deepEqual(later.logged, new Set(['refs/heads/main', 'HEAD']));
    assert.deepEqual((await read(later.seen)).entries, []);
  });

  it('goes on with a line that was being written', async () => {
    const file = logs('refs', 'heads', 'odd');
    const whole = line(two, 6);
    writeFileSync(file, line(one, 5) + whole.slice(0, 50));
    const { seen } = await read();
    appendFileSync(file, whole.slice(50));
    assert.deepEqual(ids(await branch('odd', seen)), [two]);
  });

  it('reads a reflog again that git has written anew', async () => {
    const file = logs('refs', 'heads', 'odd');
    writeFileSync(file, line(one, 5) + line(two, 6));
    const { seen } = await read();
    writeFileSync(`${file}.lock`, line(two, 6) + line(one, 7) + line(one, 8));
    renameSync(`${file}.lock`, file);
    assert.deepEqual(ids(await branch('odd', seen)), [two, one, one]);
    // In the same file, shorter, or with another text.
    const again = await read(seen);
    truncateSync(file, line(two, 6).length);
    const cut = await read(again.seen);
    assert.deepEqual(ids(cut.entries), [two]);
    writeFileSync(file, line(one, 9) + line(two, 9));
    assert.deepEqual(ids(await branch('odd', cut.seen)), [one, two]);
  });

  it('forgets a reflog that was deleted, and one that expired is there no more', async () => {
    const file = logs('refs', 'heads', 'odd');
    writeFileSync(file, line(one, 5));
    const before = await read();
    rmSync(file);
    const without = await read(before.seen);
    assert.deepEqual([without.entries, without.logged.has('refs/heads/odd')], [[], false]);
    writeFileSync(file, line(one, 5));
    assert.deepEqual(ids(await branch('odd', without.seen)), [one]);
    await work.git('reflog', 'expire', '--expire=now', '--all');
    assert.deepEqual((await read(before.seen)).logged, new Set());
  });

  it('reads the beginning and the end of a long one', async () => {
    const count = 100_000;
    const text = Array.from({ length: count }, (_, index) =>
      line((index + 1).toString(16).padStart(40, '0'), index + 1, `commit: number ${index}`),
    ).join('');
    writeFileSync(logs('HEAD'), text);
    const { entries, damagedLines, seen } = await read();
    const seconds = entries.filter(({ ref }) => ref === 'HEAD').map(({ at }) => at / 1000);
    assert.deepEqual([seconds[0], seconds.at(-1), damagedLines], [1, count, 0]);
    assert.ok(seconds.length > 10_000 && seconds.length < 40_000, `${seconds.length}`);
    assert.deepEqual(
      seconds,
      [...seconds].sort((a, b) => a - b),
    );
    appendFileSync(logs('HEAD'), line(one, count + 1));
    assert.deepEqual(ids((await read(seen)).entries), [one]);
  });

  it('is content without reflogs', async () => {
    rmSync(logs(), { recursive: true });
    assert.deepEqual(await read(), { entries: [], logged: new Set(), damagedLines: 0, seen: noReflogsSeen });
    writeFileSync(logs(), 'a file');
    assert.deepEqual((await read()).entries, []);
  });

  it('passes over what it can’t read', async () => {
    mkdirSync(logs('refs', 'remotes', 'origin'), { recursive: true });
    symlinkSync('/dev/zero', logs('refs', 'heads', 'endless'));
    symlinkSync(logs('refs'), logs('refs', 'heads', 'round'));
    rmSync(logs('HEAD'));
    mkdirSync(logs('HEAD'));
    writeFileSync(logs('refs', 'heads', 'closed'), line(one, 5));
    chmodSync(logs('refs', 'heads', 'closed'), 0);
    const { logged } = await read();
    assert.deepEqual(logged, new Set(['refs/heads/main', ...(isRoot ? ['refs/heads/closed'] : [])]));
  });

  it('finds HEAD of every work tree', async () => {
    const tree = path.join(path.dirname(work.path), 'tree');
    await work.git('worktree', 'add', '--quiet', '--detach', tree);
    await work.git('-C', tree, 'commit', '--quiet', '--allow-empty', '--message', 'beside');
    const beside = (await work.git('-C', tree, 'rev-parse', 'HEAD')).trim();
    const fromTree = await readReflogs(await openRepository(tree, work, signal), signal);
    for (const { entries } of [await read(), fromTree]) {
      const found = entries.filter(({ ref }) => ref === 'HEAD');
      assert.deepEqual([...new Set(found.map(({ worktree }) => worktree))], [null, 'tree']);
      assert.equal(found.at(-1)?.newId, beside);
    }
  });

  it('stops when it is told to', async () => {
    await assert.rejects(readReflogs(repository, AbortSignal.abort()), { kind: 'aborted' });
  });

  describe('where git keeps no files of them', () => {
    /** Git goes on with its files, as what is read comes from git itself then. */
    const pretend = () => {
      mkdirSync(path.join(work.path, '.git', 'reftable'));
      writeFileSync(path.join(work.path, '.git', 'reftable', 'tables.list'), '1');
    };

    it('asks git, which tells no old ids', async () => {
      await work.branch('a/b');
      const next = await work.commit('next');
      await work.git('update-ref', '--create-reflog', '-m', 'update by push', 'refs/remotes/origin/a/b', next);
      const tree = path.join(path.dirname(work.path), 'tree');
      await work.git('worktree', 'add', '--quiet', '-b', 'beside', tree);
      const byFile = await read();
      pretend();
      const byGit = await read();
      const told = (entries: readonly ReflogEntry[], isFile: boolean) =>
        entries
          // Git gives the entry that made a work tree no message, and the next none that is told apart.
          .filter(({ message }) => message !== '' && !message.startsWith('reset'))
          .map(({ oldId, ...rest }) => JSON.stringify([rest, isFile ? 'undefined' : String(oldId)]))
          .sort();
      assert.deepEqual(told(byGit.entries, false), told(byFile.entries, true));
      assert.deepEqual(byGit.logged, byFile.logged);
      const orderOf = (entries: readonly ReflogEntry[]) =>
        entries.filter(({ ref, worktree }) => ref === 'HEAD' && worktree === null).map(({ message }) => message);
      assert.deepEqual(orderOf(byGit.entries), orderOf(byFile.entries));
    });

    it('asks git again only where something has changed', async () => {
      pretend();
      const { seen, logged } = await read();
      const again = await read(seen);
      assert.deepEqual([again.entries, again.logged], [[], logged]);
      writeFileSync(path.join(work.path, '.git', 'reftable', 'tables.list'), '12');
      assert.notEqual((await read(again.seen)).entries.length, 0);
    });

    it('reads the others where git can’t read one', async () => {
      pretend();
      await work.branch('broken');
      await work.commit('lost');
      await work.switchTo('main');
      const id = (await work.git('rev-parse', 'broken')).trim();
      rmSync(path.join(work.path, '.git', 'objects', id.slice(0, 2), id.slice(2)));
      const { logged } = await read();
      assert.ok(logged.has('refs/heads/main') && logged.has('HEAD'));
    });

    it('reads a repository of reftables, which git 2.45 and later make', async function () {
      const made = await work
        .git('init', '--quiet', '--ref-format=reftable', '--initial-branch=main', '../tables')
        .catch(() => null);
      if (made === null) return this.skip();
      const tables = path.join(path.dirname(work.path), 'tables');
      const git = (...words: string[]) => work.git('-C', tables, '-c', 'user.name=A', '-c', 'user.email=a@b', ...words);
      await git('commit', '--quiet', '--allow-empty', '--message', 'first');
      const id = (await git('rev-parse', 'HEAD')).trim();
      await git('push', '--quiet', work.path, 'main:from-tables');
      const { entries, seen } = await readReflogs(await openRepository(tables, work, signal), signal);
      assert.deepEqual(
        entries.map(({ ref, newId, oldId }) => [ref, newId, oldId]),
        [
          ['refs/heads/main', id, undefined],
          ['HEAD', id, undefined],
        ],
      );
      assert.notEqual(seen.stamp, '');
    });
  });

  describe('beside the configuration', () => {
    it('reads counterparts and requests of branches with any names', async () => {
      for (const [key, value] of [
        ['remote.origin.url', 'x'],
        ['remote.team/x.url', 'y'],
        ['branch.main.remote', 'origin'],
        ['branch.main.merge', 'refs/heads/main'],
        ['branch.a.b/c.d.remote', 'team/x'],
        ['branch.a.b/c.d.merge', 'refs/heads/other'],
        ['branch.a.b/c.d.github-pr-owner-number', 'acme#tool.js#7'],
        ['branch.Über.github-pr-owner-number', 'acme#tool#8'],
        ['branch.local.remote', '.'],
        ['branch.local.merge', 'refs/heads/main'],
        ['branch.half.merge', 'refs/heads/main'],
        ['branch.pull.remote', 'origin'],
        ['branch.pull.merge', 'refs/pull/5/head'],
        ['branch.bad1.github-pr-owner-number', 'acme#tool'],
        ['branch.bad2.github-pr-owner-number', 'acme#tool#0'],
        ['branch.bad3.github-pr-owner-number', 'acme#tool#7#8'],
        ['branch.bad4.github-pr-owner-number', ''],
      ] as const) {
        await work.git('config', key, value);
      }
      const { remotes, upstreams, requests } = await readBranchKeys(repository, signal);
      assert.deepEqual(remotes, ['origin', 'team/x']);
      assert.deepEqual(
        [...upstreams],
        [
          ['main', { remote: 'origin', target: 'main' }],
          ['a.b/c.d', { remote: 'team/x', target: 'other' }],
        ],
      );
      const request = { forge: 'github', owner: 'acme' };
      assert.deepEqual(
        [...requests],
        [
          ['a.b/c.d', { ...request, repository: 'tool.js', number: 7 }],
          ['Über', { ...request, repository: 'tool', number: 8 }],
        ],
      );
    });

    it('reads one that says nothing of branches', async () => {
      assert.deepEqual(await readBranchKeys(repository, signal), {
        remotes: [],
        upstreams: new Map(),
        requests: new Map(),
      });
    });
  });

  it('names refs whose commits are not there', async () => {
    writeFileSync(path.join(work.path, '.git', 'refs', 'heads', 'lost'), `${one}\n`);
    await work.git('update-ref', 'refs/remotes/origin/main', head);
    await work.git('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/main');
    assert.deepEqual(await readRefs(repository, signal), [
      { name: 'refs/heads/lost', id: one },
      { name: 'refs/heads/main', id: head },
      { name: 'refs/remotes/origin/main', id: head },
    ]);
    assert.match(readFileSync(logs('HEAD'), 'utf8'), /first/);
  });
});
