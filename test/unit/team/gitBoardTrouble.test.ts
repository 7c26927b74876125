import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ShareFailure, type ShareFailureKind } from '../../../src/domain/teamSharing';
import type { BoardPlace } from '../../../src/team/board';
import { GitBoard, type GitBoardOptions } from '../../../src/team/gitBoard';
import { joinText, readJoin, refOf, sizes } from '../../../src/team/wire';
import { GitHost, type HostMood } from '../../support/gitHost';
import { TeamRemote } from '../../support/teamRemote';

const week = '2026-W47';
const { signal } = new AbortController();

function member() {
  const content = joinText({ k: 5, publicKey: randomBytes(32).toString('base64url') });
  const join = readJoin(content);
  assert.ok(join);
  const place: BoardPlace = { week, kind: 'join', id: join.id };
  return { join, place, content };
}

const failsAs = (kind: ShareFailureKind) => (error: unknown) => {
  assert.ok(error instanceof ShareFailure, String(error));
  assert.equal(error.kind, kind, error.detail);
  return true;
};

/** Waits until something is so; fails where the call that brings it about ends before. */
async function until(isSo: () => boolean, ended: Promise<unknown>): Promise<void> {
  let hasEnded = false;
  const end = () => {
    hasEnded = true;
  };
  ended.then(end, end);
  while (!isSo()) {
    if (hasEnded) {
      await ended;
      assert.fail('the call ended before');
    }
    await delay(5);
  }
}

/** Command lines of the processes whose command or environment names a text. */
function processesNaming(text: string): string[] {
  const found: string[] = [];
  for (const id of readdirSync('/proc').filter(name => /^\d+$/.test(name) && name !== String(process.pid))) {
    try {
      const command = readFileSync(`/proc/${id}/cmdline`, 'latin1');
      if (`${command}${readFileSync(`/proc/${id}/environ`, 'latin1')}`.includes(text)) found.push(command);
    } catch {
      // It has ended.
    }
  }
  return found;
}

describe('a board in trouble', function () {
  this.timeout(60_000);
  let remote: TeamRemote;
  let host: GitHost | null = null;
  const { place, content, join } = member();
  beforeEach(() => {
    remote = new TeamRemote();
  });
  afterEach(async () => {
    assert.deepEqual(remote.told(), []);
    assert.deepEqual(readdirSync(remote.folder).includes('cache') ? readdirSync(cache()) : [], []);
    await host?.stop();
    host = null;
    remote.dispose();
  });

  const cache = () => path.join(remote.folder, 'cache');
  const board = (options: Partial<GitBoardOptions> = {}) =>
    new GitBoard({
      cacheFolder: cache(),
      remoteAddress: remote.path,
      environment: remote.environment,
      ...options,
    });
  const serve = async () => {
    remote.git('config', 'http.receivepack', 'true');
    host = await GitHost.start(remote.folder);
    remote.configure(host.credentials());
    const own = board({ remoteAddress: host.addressOf(path.basename(remote.path)), limitMs: 5000 });
    return { host, own };
  };
  const good = async (own: GitBoard) => {
    assert.equal(await own.post(place, content, signal), 'posted');
    assert.deepEqual((await own.read(week, signal)).joins, [join]);
    await own.remove([place], signal);
    assert.deepEqual(remote.refs, []);
  };

  describe('at a host that refuses', () => {
    const probing: readonly (readonly [string, ShareFailureKind, () => void])[] = [
      ['hides refs', 'hidden', () => remote.git('config', 'transfer.hideRefs', 'refs/eddy')],
      ['hides refs from pushes', 'hidden', () => remote.git('config', 'receive.hideRefs', 'refs/eddy')],
      ['hides refs from readers', 'hidden', () => remote.git('config', 'uploadpack.hideRefs', 'refs/eddy')],
      [
        'takes heads and tags only',
        'refused',
        () => remote.hook('update', 'case "$1" in refs/heads/*|refs/tags/*) ;; *) echo no >&2; exit 1 ;; esac'),
      ],
      ['refuses before it receives', 'refused', () => remote.hook('pre-receive', 'echo "not here" >&2; exit 1')],
      ['lets nothing be removed', 'refused', () => remote.hook('update', 'case "$3" in *[!0]*) ;; *) exit 1 ;; esac')],
    ];
    for (const [what, kind, refuse] of probing) {
      it(`tells one that ${what} when it is tried, and goes on when it is mended`, async () => {
        refuse();
        await assert.rejects(board().probe('0'.repeat(32), signal), failsAs(kind));
        if (kind === 'hidden') assert.deepEqual(remote.refs, []);
        for (const key of ['transfer.hideRefs', 'receive.hideRefs', 'uploadpack.hideRefs']) {
          if (remote.git('config', '--list').includes(key.toLowerCase())) remote.git('config', '--unset', key);
        }
        for (const hook of ['update', 'pre-receive']) remote.hook(hook, 'exit 0');
        await board().probe('0'.repeat(32), signal);
        assert.deepEqual(remote.refs, []);
        await good(board());
      });
    }

    it('posts nothing and takes nothing for removed where refs are hidden or refused', async () => {
      await board().post(place, content, signal);
      remote.git('config', 'transfer.hideRefs', 'refs/eddy');
      await assert.rejects(board().post(place, content, signal), failsAs('hidden'));
      await assert.rejects(board().remove([place], signal), failsAs('hidden'));
      remote.git('config', '--unset', 'transfer.hideRefs');
      remote.hook('pre-receive', 'exit 1');
      await assert.rejects(board().remove([place], signal), failsAs('refused'));
      assert.deepEqual(remote.refs, [refOf(place)]);
    });

    it('says that somebody else is at work there, where git left a lock', async () => {
      mkdirSync(path.join(remote.path, path.dirname(refOf(place))), { recursive: true });
      writeFileSync(path.join(remote.path, `${refOf(place)}.lock`), '');
      await assert.rejects(board().post(place, content, signal), failsAs('busy'));
      execFileSync('rm', [path.join(remote.path, `${refOf(place)}.lock`)]);
      await good(board());
    });

    it('is not led astray by a ref that is in the way', async () => {
      const [blob = ''] = [remote.gitWith('', 'hash-object', '-w', '--stdin').trim()];
      remote.git('update-ref', `refs/eddy/v1/${week}/join`, blob);
      await assert.rejects(board().post(place, content, signal), failsAs('refused'));
      assert.deepEqual((await board().read(week, signal)).joins, []);
      remote.git('update-ref', '-d', `refs/eddy/v1/${week}/join`);
      await good(board());
    });

    it('tells one that can only be read', async () => {
      const { own } = await serve();
      remote.git('config', 'http.receivepack', 'false');
      await assert.rejects(own.post(place, content, signal), failsAs('refused'));
      await assert.rejects(own.remove([place], signal), failsAs('refused'));
      assert.deepEqual((await own.read(week, signal)).joins, []);
      remote.git('config', 'http.receivepack', 'true');
      await good(own);
    });

    it('tells the folder of somebody else', async function () {
      if (process.getuid?.() !== 0) this.skip();
      execFileSync('chown', ['-R', '12345', remote.path]);
      await assert.rejects(board().post(place, content, signal), failsAs('refused'));
      await assert.rejects(board().read(week, signal), failsAs('refused'));
      execFileSync('chown', ['-R', '0', remote.path]);
      await good(board());
    });
  });

  describe('at a host that is out of reach', () => {
    const moods: readonly (readonly [HostMood, ShareFailureKind])[] = [
      ['cuts', 'offline'],
      ['error', 'offline'],
      ['page', 'offline'],
      ['longPage', 'offline'],
      ['tooMany', 'limited'],
    ];
    for (const [mood, kind] of moods) {
      it(`says so and goes on when it is back: ${mood}`, async () => {
        const { host, own } = await serve();
        host.mood = mood;
        await assert.rejects(own.post(place, content, signal), failsAs(kind));
        await assert.rejects(own.read(week, signal), failsAs(kind));
        await assert.rejects(own.remove([place], signal), failsAs(kind));
        await assert.rejects(own.probe('0'.repeat(32), signal), failsAs(kind));
        host.mood = 'well';
        await good(own);
      });
    }

    it('says so where nobody listens, and where there is nothing', async () => {
      const { host, own } = await serve();
      await host.stop();
      await assert.rejects(own.read(week, signal), failsAs('offline'));
      await assert.rejects(own.post(place, content, signal), failsAs('offline'));
      const nowhere = board({ remoteAddress: path.join(remote.folder, 'read-only quota', 'gone.git') });
      await assert.rejects(nowhere.read(week, signal), failsAs('offline'));
      await assert.rejects(nowhere.post(place, content, signal), failsAs('offline'));
    });

    it('knows what it posted where the answer was lost', async () => {
      const { host, own } = await serve();
      host.mood = 'losesAnswers';
      await assert.rejects(own.post(place, content, signal), failsAs('offline'));
      assert.deepEqual(remote.refs, [refOf(place)]);
      host.mood = 'well';
      assert.equal(await own.post(place, content, signal), 'posted');
      host.mood = 'losesAnswers';
      await assert.rejects(own.remove([place], signal), failsAs('offline'));
      assert.deepEqual(remote.refs, []);
      host.mood = 'well';
      await good(own);
    });

    it('does not sign in with a wrong password, or with none, and asks nobody', async () => {
      const { host, own } = await serve();
      host.password = 'changed';
      await assert.rejects(own.read(week, signal), failsAs('signIn'));
      await assert.rejects(own.post(place, content, signal), failsAs('signIn'));
      host.password = 'correct horse';
      await good(own);
      const asked = path.join(remote.folder, 'asked');
      const asker = path.join(remote.folder, 'asker');
      writeFileSync(asker, `#!/bin/sh\ntouch ${asked}\necho x\n`);
      chmodSync(asker, 0o755);
      remote.configure(`[credential]\n\thelper =\n[core]\n\taskPass = ${asker}\n`);
      const environment = {
        ...remote.environment,
        GIT_CONFIG_COUNT: '1',
        GIT_CONFIG_KEY_0: 'credential.helper',
        GIT_CONFIG_VALUE_0: '',
        ...{ GIT_ASKPASS: asker, SSH_ASKPASS: asker, DISPLAY: ':0' },
      };
      // A setting for the host itself is stronger than one for all.
      writeFileSync(path.join(remote.home, '.gitconfig'), `[core]\n\taskPass = ${asker}\n`);
      const without = board({ remoteAddress: host.addressOf(path.basename(remote.path)), environment });
      await assert.rejects(without.read(week, signal), failsAs('signIn'));
      await assert.rejects(without.post(place, content, signal), failsAs('signIn'));
      assert.ok(!readdirSync(remote.folder).includes('asked'));
    });

    it('lets what signs in know that nobody is asked', async () => {
      const { own } = await serve();
      const told = path.join(remote.folder, 'told');
      const asks = `!f() { git config credential.interactive > ${told}; echo $GCM_INTERACTIVE >> ${told}; }; f`;
      writeFileSync(path.join(remote.home, '.gitconfig'), `[credential]\n\thelper = "${asks}"\n`);
      await assert.rejects(own.read(week, signal), failsAs('signIn'));
      assert.equal(readFileSync(told, 'utf8'), 'false\nnever\n');
    });

    it('tells no password of the address in what it says', async () => {
      const { host } = await serve();
      const remoteAddress = host.addressOf('gone.git').replace('//', '//ada:correct%20horse@');
      const error = await board({ remoteAddress })
        .read(week, signal)
        .catch(thrown => thrown);
      failsAs('signIn')(error);
      assert.doesNotMatch(error.detail, /correct|ada/);
      assert.match(error.detail, /not found/);
    });
  });

  describe('that takes too long', () => {
    before(function () {
      if (process.platform !== 'linux') this.skip();
    });

    it('is given up, with nothing left running', async () => {
      const { host } = await serve();
      host.mood = 'notAtAll';
      const own = board({ remoteAddress: host.addressOf(path.basename(remote.path)), limitMs: 300 });
      await assert.rejects(own.read(week, signal), failsAs('timedOut'));
      await assert.rejects(own.post(place, content, signal), failsAs('timedOut'));
      assert.deepEqual(processesNaming(cache()), []);
    });

    it('tells apart who ends it: time, or the person', async () => {
      const { host, own } = await serve();
      host.mood = 'notAtAll';
      const ofTime = AbortSignal.timeout(300);
      const either = AbortSignal.any([ofTime, new AbortController().signal]);
      await assert.rejects(own.read(week, either), failsAs('timedOut'));
      await assert.rejects(own.post(place, content, ofTime), failsAs('timedOut'));
      await assert.rejects(own.probe('0'.repeat(32), ofTime), failsAs('timedOut'));
      await assert.rejects(own.read(week, AbortSignal.abort()), failsAs('aborted'));
      assert.equal(host.requests, 1);
    });

    it('ends at once when it is called off, wherever it is', async () => {
      const { host, own } = await serve();
      host.mood = 'notAtAll';
      const calls: readonly ((off: AbortSignal) => Promise<unknown>)[] = [
        off => own.read(week, off),
        off => own.post(place, content, off),
        off => own.remove([place], off),
      ];
      for (const call of calls) {
        const calling = new AbortController();
        const before = host.requests;
        const ended = assert.rejects(call(calling.signal), failsAs('aborted'));
        await until(() => host.requests > before, ended);
        calling.abort();
        await ended;
        assert.deepEqual(processesNaming(cache()), []);
        await assert.rejects(call(calling.signal), failsAs('aborted'));
        assert.equal(host.requests, before + 1);
      }
      host.mood = 'well';
      await good(own);
    });

    it('leaves nothing of a try of the host that is called off, and begins none after that', async () => {
      remote.hook('post-receive', 'read old new ref; case $new in *[!0]*) touch ../landed; sleep 600 ;; esac');
      const calling = new AbortController();
      const ended = assert.rejects(board().probe('0'.repeat(32), calling.signal), failsAs('aborted'));
      await until(() => readdirSync(remote.folder).includes('landed'), ended);
      assert.equal(remote.refs.length, 1);
      calling.abort();
      await ended;
      assert.deepEqual([remote.refs, processesNaming(remote.folder)], [[], []]);
      const { host, own } = await serve();
      await assert.rejects(own.probe('0'.repeat(32), calling.signal), failsAs('aborted'));
      assert.equal(host.requests, 0);
    });

    it('leaves nothing of a try whose answer was lost', async () => {
      const { host, own } = await serve();
      host.mood = 'losesAnswers';
      await assert.rejects(own.probe('0'.repeat(32), signal), failsAs('offline'));
      assert.match(host.received, /refs\/eddy\/v1\/probe/);
      assert.deepEqual(remote.refs, []);
    });

    it('ends the hooks of a host that is a folder here, and what signs in and does not want to end', async () => {
      remote.hook('pre-receive', 'touch ../began; sleep 600');
      const calling = new AbortController();
      const ended = assert.rejects(board().post(place, content, calling.signal), failsAs('aborted'));
      await until(() => readdirSync(remote.folder).includes('began'), ended);
      calling.abort();
      await ended;
      assert.deepEqual(processesNaming(remote.folder), []);
      // Git took back its locks there.
      assert.deepEqual([remote.refs, /\.lock\n/.test(remote.everything())], [[], false]);
      remote.hook('pre-receive', 'exit 0');
      assert.equal(await board().post(place, content, signal), 'posted');
      await board().remove([place], signal);

      const { host } = await serve();
      const stubborn = `!f() { trap '' TERM; touch ${remote.folder}/asked; sleep 600; }; f`;
      writeFileSync(path.join(remote.home, '.gitconfig'), `[credential]\n\thelper = "${stubborn}"\n`);
      const calledOff = new AbortController();
      const own = board({ remoteAddress: host.addressOf(path.basename(remote.path)) });
      const gone = assert.rejects(own.read(week, calledOff.signal), failsAs('aborted'));
      await until(() => readdirSync(remote.folder).includes('asked'), gone);
      calledOff.abort();
      await gone;
      assert.deepEqual(processesNaming(remote.folder), []);
    });
  });

  describe('on a full disk', () => {
    const mounted: string[] = [];
    /** A small disk with little left on it. */
    const smallDisk = (name: string): string | null => {
      const folder = path.join(remote.folder, name);
      mkdirSync(folder);
      try {
        execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', folder], { stdio: 'ignore' });
      } catch {
        return null;
      }
      mounted.push(folder);
      return folder;
    };
    const fill = (folder: string) => {
      try {
        for (let at = 0; ; at++) writeFileSync(path.join(folder, `fill-${at}`), Buffer.alloc(4096));
      } catch {
        // That was all.
      }
    };
    const empty = (folder: string) => execFileSync('sh', ['-c', `rm -f "${folder}"/fill-*`]);
    afterEach(() => {
      for (const folder of mounted.splice(0)) execFileSync('umount', ['-l', folder]);
    });

    for (const way of ['a path', 'http'] as const) {
      it(`of the host says so and recovers, by ${way}`, async function () {
        const disk = smallDisk('disk');
        if (disk === null) return this.skip();
        const bare = path.join(disk, 'bare.git');
        execFileSync('git', ['init', '--quiet', '--bare', '--template=', bare], { env: remote.environment });
        writeFileSync(path.join(bare, 'config'), '[core]\n\tbare = true\n[http]\n\treceivepack = true\n');
        if (way === 'http') {
          host = await GitHost.start(disk);
          remote.configure(host.credentials());
        }
        const own = board({ remoteAddress: host?.addressOf('bare.git') ?? bare });
        fill(disk);
        await assert.rejects(own.post(place, content, signal), failsAs('hostFull'));
        await assert.rejects(own.probe('0'.repeat(32), signal), failsAs('hostFull'));
        empty(disk);
        assert.equal(await own.post(place, content, signal), 'posted');
        assert.deepEqual((await own.read(week, signal)).joins, [join]);
        // Enough for some of it.
        for (let left = 12; left > 0; left -= 2) {
          fill(disk);
          for (let at = 0; at < left; at++) execFileSync('rm', ['-f', path.join(disk, `fill-${at}`)]);
          const more = member();
          await own.post(more.place, more.content, signal).catch(failsAs('hostFull'));
          empty(disk);
          assert.equal(await own.post(more.place, more.content, signal), 'posted');
        }
      });
    }

    it('of its own says so and recovers', async function () {
      const disk = smallDisk('disk');
      if (disk === null) return this.skip();
      const own = board({ cacheFolder: path.join(disk, 'cache') });
      await board().post(place, content, signal);
      fill(disk);
      await assert.rejects(own.post(member().place, member().content, signal), failsAs('diskFull'));
      await assert.rejects(own.read(week, signal), failsAs('diskFull'));
      empty(disk);
      assert.deepEqual((await own.read(week, signal)).joins, [join]);
      // Enough for the repository, and not for what is read.
      for (let left = 20; left > 0; left--) {
        fill(disk);
        for (let at = 0; at < left; at++) execFileSync('sh', ['-c', `rm -f "${disk}/fill-${at}"`]);
        const end = await own.read(week, signal).then(
          seen => seen.joins.length === 1,
          error => failsAs('diskFull')(error),
        );
        assert.ok(end);
        empty(disk);
      }
      assert.deepEqual(readdirSync(path.join(disk, 'cache')), []);
    });

    it('says so where a hook of the host does', async () => {
      remote.hook('pre-receive', 'echo "ERROR: over the allocated storage limit" >&2; exit 1');
      await assert.rejects(board().post(place, content, signal), failsAs('hostFull'));
    });
  });

  describe('with its cache', () => {
    it('fails where that is no folder, and goes on when it is removed', async () => {
      const cacheFolder = path.join(remote.folder, 'no-folder');
      writeFileSync(cacheFolder, '');
      const own = board({ cacheFolder });
      await assert.rejects(own.read(week, signal), failsAs('failed'));
      await assert.rejects(own.post(place, content, signal), failsAs('failed'));
      execFileSync('rm', [cacheFolder]);
      await good(own);
    });

    it('fails where that is removed while git is at work', async () => {
      const { host, own } = await serve();
      await own.post(place, content, signal);
      host.mood = 'notAtAll';
      const before = host.requests;
      const ended = assert.rejects(own.read(week, signal));
      await until(() => host.requests > before, ended);
      execFileSync('rm', ['-r', cache()]);
      host.mood = 'well';
      host.drop();
      await ended;
      await good(own);
    });
  });

  describe('without git', () => {
    it('says so', async () => {
      const own = board({ environment: { ...remote.environment, PATH: remote.home } });
      await assert.rejects(own.read(week, signal), failsAs('noGit'));
      await assert.rejects(own.post(place, content, signal), failsAs('noGit'));
    });
  });

  describe('with what others posted', () => {
    /** Puts a commit with files at a ref, as a modified peer could. */
    const plant = (ref: string, files: Readonly<Record<string, string>>, more = ''): string => {
      const entries = Object.entries(files).map(([name, text]) => {
        return `100644 blob ${remote.gitWith(text, 'hash-object', '-w', '--stdin').trim()}\t${name}\n`;
      });
      const tree = remote.gitWith(entries.join(''), 'mktree').trim();
      const nobody = 'anonymous <> 0 +0000';
      const commit = `tree ${tree}\n${more}author ${nobody}\ncommitter ${nobody}\n\n`;
      const id = remote.gitWith(commit, 'hash-object', '-t', 'commit', '-w', '--stdin').trim();
      remote.git('update-ref', ref, id);
      return id;
    };
    const other = member();
    const ref = refOf(other.place);

    const bad: readonly (readonly [string, () => void])[] = [
      ['a file beside the text', () => plant(ref, { content: other.content, name: 'Ada' })],
      ['another name of the file', () => plant(ref, { text: other.content })],
      ['no file', () => plant(ref, {})],
      ['an id that is of no key', () => plant(ref, { content: content })],
      ['other spaces', () => plant(ref, { content: `${other.content.slice(0, -2)}\n` })],
      ['as many other bytes', () => plant(ref, { content: 'x'.repeat(sizes.join) })],
      ['a longer text', () => plant(ref, { content: `${other.content} ` })],
      ['ten megabytes that take little', () => plant(ref, { content: 'x'.repeat(10_000_000) })],
      [
        'a parent',
        () => {
          const parent = plant('refs/heads/main', { history: randomBytes(6_000_000).toString('base64') });
          plant(ref, { content: other.content }, `parent ${parent}\n`);
        },
      ],
      ['somebody’s signature', () => plant(ref, { content: other.content }, 'encoding latin1\n')],
      [
        'a blob in place of a commit',
        () => remote.git('update-ref', ref, remote.gitWith(other.content, 'hash-object', '-w', '--stdin').trim()),
      ],
      [
        'a commit that git finds fault with',
        () => {
          remote.configure('[fetch]\n\tfsckObjects = true\n[transfer]\n\tfsckObjects = true\n');
          const tree = remote.gitWith('', 'mktree').trim();
          const words = ['hash-object', '-t', 'commit', '-w', '--literally', '--stdin'];
          remote.git('update-ref', ref, remote.gitWith(`tree ${tree}\nauthor x\n\n`, ...words).trim());
        },
      ],
      ['too few people', () => plant(ref, { content: other.content.replace('"k":5', '"k":2') })],
    ];
    for (const [what, put] of bad) {
      it(`leaves out ${what}`, async () => {
        await board().post(place, content, signal);
        put();
        assert.deepEqual(await board().read(week, signal), { joins: [join], cohort: null, sums: [] });
      });
    }

    it('ignores what is no place', async () => {
      await board().post(place, content, signal);
      const files = { content: other.content };
      for (const name of ['join/ABC', 'join', 'sum/x/y', 'cohort/1', `cohort/0/${'0'.repeat(32)}`, 'more/0']) {
        // A ref that is a folder to another can't be beside it.
        if (name !== 'join') plant(`refs/eddy/v1/${week}/${name}`, files);
      }
      plant(`refs/eddy/v1/2026-W46/join/${other.join.id}`, files);
      plant(`refs/eddy/v2/${week}/join/${other.join.id}`, files);
      assert.deepEqual(await board().read(week, signal), { joins: [join], cohort: null, sums: [] });
    });

    it('reads no week that is larger than a week can be', async () => {
      await board().post(place, content, signal);
      const big = plant(`refs/eddy/v1/${week}/more/0`, { content: randomBytes(6_000_000).toString('base64') });
      await assert.rejects(board().read(week, signal), failsAs('failed'));
      remote.git('update-ref', '-d', `refs/eddy/v1/${week}/more/0`, big);
      assert.equal((await board().read(week, signal)).joins.length, 1);
      const id = remote.git('rev-parse', refOf(place)).trim();
      const many = Array.from({ length: 700 }, (_, at) => {
        const name = createHash('sha256').update(String(at)).digest('hex').slice(0, 32);
        return `create refs/eddy/v1/${week}/join/${name} ${id}\n`;
      });
      remote.gitWith(many.join(''), 'update-ref', '--stdin');
      await assert.rejects(board().read(week, signal), failsAs('failed'));
    });

    it('shows what was removed no more', async () => {
      await board().post(place, content, signal);
      const own = board();
      assert.deepEqual((await own.read(week, signal)).joins, [join]);
      remote.git('update-ref', '-d', refOf(place));
      assert.deepEqual((await own.read(week, signal)).joins, []);
    });
  });

  it('serves hosts that name objects by SHA-256', async () => {
    const other = new TeamRemote('sha256');
    try {
      const own = board({ remoteAddress: other.path });
      assert.equal(await own.post(place, content, signal), 'posted');
      assert.deepEqual((await own.read(week, signal)).joins, [join]);
      assert.deepEqual((await board({ remoteAddress: other.path }).read(week, signal)).joins, [join]);
      await own.probe('0'.repeat(32), signal);
      assert.deepEqual([other.told(), other.refs], [[], [refOf(place)]]);
    } finally {
      other.dispose();
    }
  });
});
