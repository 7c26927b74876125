import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync, utimesSync } from 'node:fs';
import path from 'node:path';
import { type ShareFacts, ShareFailure, type ShareFailureKind } from '../../../src/domain/teamSharing';
import { shareFactsOf } from '../../../src/git/shareFacts';
import { changedFiles, fileState } from '../../e2e/support/fileState';
import { TemporaryFolder } from '../../support/temporaryFolder';
import { TemporaryRepository } from '../../support/temporaryRepository';

const now = Date.parse('2026-11-22T12:00:00Z');
const day = 86_400_000;
const { signal } = new AbortController();
const author = (name: string, email: string, daysAgo: number) => ({
  author: { name, email },
  date: now - daysAgo * day,
});
const idOf = (commit: string) => createHash('sha256').update(commit).digest('hex');

describe('what sharing has to know of a repository', function () {
  this.timeout(120_000);
  let remote: TemporaryRepository;
  const clones: TemporaryRepository[] = [];
  let root: string;
  beforeEach(async () => {
    remote = await TemporaryRepository.create();
    root = await remote.commit('first', author('Ada', 'ada@example.com', 400));
  });
  afterEach(() => {
    for (const clone of clones.splice(0)) clone.dispose();
    remote.dispose();
  });

  const cloned = async (): Promise<TemporaryRepository> => {
    const clone = await TemporaryRepository.create({ cloneOf: remote.path });
    clones.push(clone);
    return clone;
  };
  const factsOf = ({ path: folder, environment }: TemporaryRepository, at = now): Promise<ShareFacts> =>
    shareFactsOf(folder, { environment, now: at }, signal);
  const failsAs = (kind: ShareFailureKind) => (error: unknown) => {
    assert.ok(error instanceof ShareFailure, String(error));
    assert.equal(error.kind, kind, error.detail);
    return true;
  };

  describe('of its team', () => {
    it('counts each human author of the last 90 days on the remote’s default branch once', async () => {
      await remote.commit('old', author('Old', 'old@example.com', 91));
      await remote.commit('ada', author('Ada', 'ada@example.com', 89));
      await remote.commit('again', author('Ada L.', 'ADA@example.com', 40));
      await remote.commit('brook', author('Brook', 'brook@example.com', 3));
      await remote.commit('to come', author('Later', 'later@example.com', -1));
      await remote.commit('robot', author('Robot', '49699333+dependabot[bot]@users.noreply.github.com', 2));
      await remote.commit('other robot', author('helper[bot]', 'helper@example.com', 2));
      await remote.branch('topic', 'main');
      await remote.commit('elsewhere', author('Elsewhere', 'elsewhere@example.com', 1));
      await remote.switchTo('main');
      const clone = await cloned();
      await clone.commit('not pushed', author('Here', 'here@example.com', 1));
      assert.equal((await factsOf(clone)).authors, 2);
      assert.equal((await factsOf(clone, now + 60 * day)).authors, 2);
      assert.equal((await factsOf(clone, now + 100 * day)).authors, 0);
    });

    it('counts authors of merged branches', async () => {
      await remote.branch('topic', 'main');
      await remote.commit('topic', author('Cleo', 'cleo@example.com', 5));
      await remote.switchTo('main');
      await remote.commit('main', author('Ada', 'ada@example.com', 4));
      await remote.merge('topic', author('Brook', 'brook@example.com', 3));
      assert.equal((await factsOf(await cloned())).authors, 3);
    });

    it('counts people of several addresses once where .mailmap ties these', async () => {
      remote.write('.mailmap', 'Ada <ada@example.com> <ada@home.example>\n');
      await remote.commit('work', author('Ada', 'ada@example.com', 5));
      await remote.commit('home', author('Ada', 'ada@home.example', 4));
      assert.equal((await factsOf(await cloned())).authors, 1);
    });
  });

  describe('that all members have to agree on', () => {
    it('is made of the first commit, along the first parents', async () => {
      await remote.git('switch', '--quiet', '--orphan', 'other');
      await remote.commit('another first', author('Ada', 'ada@example.com', 500));
      await remote.switchTo('main');
      await remote.git('merge', '--quiet', '--allow-unrelated-histories', '-m', 'join', 'other');
      assert.equal((await factsOf(await cloned())).sharedId, idOf(root));
    });

    it('is the same for everybody, wherever they are and however they reach it', async () => {
      await remote.commit('second');
      const [one, two] = [await cloned(), await cloned()];
      await two.branch('mine');
      await two.commit('mine');
      await two.git('remote', 'set-url', 'origin', 'git@example.com:team/stream.git');
      const [first, second] = [await factsOf(one), await factsOf(two)];
      assert.equal(first.sharedId, second.sharedId);
      assert.deepEqual([first.remoteAddress, second.remoteAddress], [remote.path, 'git@example.com:team/stream.git']);
      await remote.commit('third');
      await one.git('pull', '--quiet');
      assert.equal((await factsOf(one)).sharedId, second.sharedId);
    });

    it('is another for another repository', async () => {
      const other = await TemporaryRepository.create();
      clones.push(other);
      await other.commit('first', author('Brook', 'brook@example.com', 400));
      await other.git('remote', 'add', 'origin', remote.path);
      await other.git('push', '--quiet', 'origin', 'main:other');
      await other.git('update-ref', 'refs/remotes/origin/main', 'main');
      assert.notEqual((await factsOf(other)).sharedId, (await factsOf(await cloned())).sharedId);
    });
  });

  it('gives the address as git would reach it', async () => {
    const clone = await cloned();
    const folder = path.join(clone.path, 'deep', 'down');
    mkdirSync(folder, { recursive: true });
    for (const [set, expected] of [
      ['../other.git', path.join(clone.path, '../other.git')],
      ['other.git', path.join(clone.path, 'other.git')],
      ['/srv/git/other.git', '/srv/git/other.git'],
      ['file:///srv/git/other.git', 'file:///srv/git/other.git'],
      ['ssh://git@example.com/team/stream.git', 'ssh://git@example.com/team/stream.git'],
      ['example.com:stream.git', 'example.com:stream.git'],
      ['https://example.com/team/stream', 'https://example.com/team/stream'],
      ['C:\\git\\stream.git', 'C:\\git\\stream.git'],
    ] as const) {
      await clone.git('remote', 'set-url', 'origin', set);
      const facts = await shareFactsOf(folder, { environment: clone.environment, now }, signal);
      assert.equal(facts.remoteAddress, expected);
    }
  });

  it('tells the settings that lead to the host, in their order, and no others', async () => {
    const clone = await cloned();
    // This machine may have some for all.
    const { connection = [] } = await factsOf(clone);
    appendFileSync(
      path.join(clone.path, '.git/config'),
      '[http]\n\tproxy = http://127.0.0.1:9\n[credential]\n\thelper\n\thelper =\n\thelper = one two\n[core]\n\tsshCommand = ssh -4\n' +
        '[url "a:"]\n\tinsteadOf = b:\n\tpushInsteadOf = c:\n[http "https://x"]\n\tsslVerify = false\n[core]\n\teditor = x\n[httpx]\n\ta = b\n',
    );
    assert.deepEqual((await factsOf(clone)).connection, [
      ...connection,
      ['http.proxy', 'http://127.0.0.1:9'],
      ['credential.helper', 'true'],
      ['credential.helper', ''],
      ['credential.helper', 'one two'],
      ['core.sshcommand', 'ssh -4'],
      ['url.a:.insteadof', 'b:'],
      ['url.a:.pushinsteadof', 'c:'],
      ['http.https://x.sslverify', 'false'],
    ]);
  });

  describe('says why it can’t be known', () => {
    it('without a remote, or with several of which none is origin', async () => {
      await assert.rejects(factsOf(remote), failsAs('noRemote'));
      await remote.git('remote', 'add', 'one', 'https://example.com/one');
      await remote.git('remote', 'add', 'two', 'https://example.com/two');
      await assert.rejects(factsOf(remote), failsAs('noRemote'));
    });

    it('before the first commit', async () => {
      const empty = await TemporaryRepository.create();
      clones.push(empty);
      await empty.git('remote', 'add', 'origin', remote.path);
      await assert.rejects(factsOf(empty), failsAs('noHistory'));
    });

    it('where nothing was fetched of the remote', async () => {
      await remote.git('remote', 'add', 'origin', 'https://example.com/stream');
      await assert.rejects(factsOf(remote), failsAs('noHistory'));
    });

    it('in a shallow clone', async () => {
      await remote.commit('second');
      const clone = await TemporaryRepository.create();
      clones.push(clone);
      await clone.git('remote', 'add', 'origin', `file://${remote.path}`);
      await clone.git('fetch', '--quiet', '--depth=1', 'origin');
      await assert.rejects(factsOf(clone), failsAs('shallow'));
      await clone.git('fetch', '--quiet', '--unshallow', 'origin');
      assert.equal((await factsOf(clone)).sharedId, idOf(root));
    });

    it('where there is no repository, no folder or no git', async () => {
      const folder = new TemporaryFolder('no-repository');
      try {
        const { environment } = remote;
        await assert.rejects(shareFactsOf(folder.path, { environment, now }, signal), failsAs('failed'));
        await assert.rejects(shareFactsOf(`${folder.path}/gone`, { environment, now }, signal), failsAs('failed'));
        const without = { ...environment, PATH: folder.path };
        await assert.rejects(shareFactsOf(remote.path, { environment: without, now }, signal), failsAs('noGit'));
      } finally {
        folder.dispose();
      }
    });

    it('where it was called off', async () => {
      const clone = await cloned();
      const { environment } = clone;
      await assert.rejects(shareFactsOf(clone.path, { environment, now }, AbortSignal.abort()), failsAs('aborted'));
      const late = AbortSignal.abort(new DOMException('', 'TimeoutError'));
      await assert.rejects(shareFactsOf(clone.path, { environment, now }, late), failsAs('timedOut'));
    });
  });

  it('writes nothing, in the repository or its home', async () => {
    const clone = await cloned();
    await clone.commit('mine');
    clone.write('a.txt', 'a');
    await clone.git('add', 'a.txt');
    clone.write('b.txt', 'b');
    appendFileSync(
      path.join(clone.path, '.git/config'),
      '[core]\n\tuntrackedCache = true\n\tlogAllRefUpdates = always\n',
    );
    // Stale, so that git would refresh it.
    utimesSync(path.join(clone.path, 'a.txt'), new Date(now), new Date(now));
    const whole = path.dirname(clone.path);
    const [before, there] = [fileState(whole), fileState(remote.path)];
    await factsOf(clone);
    assert.deepEqual(changedFiles(before, fileState(whole)), []);
    assert.deepEqual(changedFiles(there, fileState(remote.path)), []);
    await clone.git('status');
    assert.deepEqual(changedFiles(before, fileState(whole)), ['repository/.git', 'repository/.git/index']);
  });
});
