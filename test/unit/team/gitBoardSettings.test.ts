import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ShareFailure } from '../../../src/domain/teamSharing';
import { shareFactsOf } from '../../../src/git/shareFacts';
import { GitBoard } from '../../../src/team/gitBoard';
import { cohortText, joinText, readJoin, refOf } from '../../../src/team/wire';
import { GitHost } from '../../support/gitHost';
import { TeamRemote } from '../../support/teamRemote';

const week = '2026-W47';
const { signal } = new AbortController();
const publicKey = createHash('sha256').update('key').digest('base64url');
const content = joinText({ k: 5, publicKey });
const join = readJoin(content);
assert.ok(join);
const place = { week, kind: 'join', id: join.id } as const;

/** Settings of a person that change what git sends, says or runs; `evil` is a program that leaves a trace. */
const worst = (evil: string, hooks: string, templates: string): string => `
[user]
	useConfigOnly = true
	signingKey = ada@example.com
[author]
	name = Ada Example
[committer]
	email = ada@example.com
[commit]
	gpgSign = true
	template = ${evil}
[tag]
	gpgSign = true
	forceSignAnnotated = true
[gpg]
	program = ${evil}
[core]
	hooksPath = ${hooks}
	logAllRefUpdates = always
	compression = 9
	looseCompression = 0
	editor = ${evil}
	pager = ${evil}
	askPass = ${evil}
	fsmonitor = ${evil}
	sharedRepository = world
	bigFileThreshold = 1
	packedGitLimit = 1
	abbrev = 4
	preferSymlinkRefs = true
	untrackedCache = true
	splitIndex = true
[init]
	templateDir = ${templates}
	defaultBranch = adalogin
	defaultObjectFormat = sha256
	defaultRefFormat = reftable
[protocol "ext"]
	allow = always
[push]
	default = nothing
	followTags = true
	gpgSign = if-asked
	pushOption = who=adalogin
	recurseSubmodules = on-demand
	useForceIfIncludes = true
	negotiate = true
	autoSetupRemote = true
[fetch]
	prune = true
	pruneTags = true
	fsckObjects = true
	unpackLimit = 1000000
	writeCommitGraph = true
	recurseSubmodules = true
	parallel = 8
	output = compact
	showForcedUpdates = true
	negotiationAlgorithm = skipping
	all = true
[transfer]
	fsckObjects = true
	advertiseSID = true
	bundleURI = true
[receive]
	advertisePushOptions = true
[remote]
	pushDefault = elsewhere
[remote "origin"]
	push = refs/heads/*:refs/heads/*
[gc]
	auto = 1
	autoPackLimit = 1
	autoDetach = false
[maintenance]
	auto = true
[pack]
	writeReverseIndex = true
	compression = 0
	packSizeLimit = 1
[i18n]
	commitEncoding = latin1
	logOutputEncoding = latin1
[color]
	ui = always
	push = always
	transport = always
	remote = always
[column]
	ui = always
[log]
	showSignature = true
[advice]
	pushFetchFirst = true
[submodule]
	recurse = true
[safe]
	bareRepository = explicit
[include]
	path = ~/more
[alias]
	push = !${evil}
	cat-file = !${evil}
`;

describe('a board of somebody with settings of their own', function () {
  this.timeout(60_000);
  let remote: TeamRemote;
  let host: GitHost | null = null;
  let evil: string;
  const trace = () => path.join(remote.folder, 'trace');
  beforeEach(() => {
    remote = new TeamRemote();
    // Offers all that a push can send along.
    for (const [key, value] of [
      ['transfer.advertiseSID', 'true'],
      ['receive.certNonceSeed', 'seed'],
      ['receive.advertisePushOptions', 'true'],
    ] as const) {
      remote.git('config', key, value);
    }
    const hooks = path.join(remote.folder, 'hooks');
    const templates = path.join(remote.folder, 'templates');
    evil = path.join(remote.folder, 'evil');
    const lines = `#!/bin/sh\nif test "$GIT_DIR" != . ; then echo "$0 $*" >> ${trace()}; exit 1; fi\n`;
    writeFileSync(evil, lines, { mode: 0o755 });
    for (const folder of [hooks, path.join(templates, 'hooks')]) {
      mkdirSync(folder, { recursive: true });
      for (const hook of ['pre-push', 'reference-transaction', 'post-index-change', 'pre-auto-gc', 'commit-msg']) {
        writeFileSync(path.join(folder, hook), lines);
        chmodSync(path.join(folder, hook), 0o755);
      }
    }
    writeFileSync(path.join(templates, 'description'), 'Ada Example');
    remote.configure(worst(evil, hooks, templates));
  });
  afterEach(async () => {
    await host?.stop();
    host = null;
    remote.dispose();
  });

  const board = (address: string, environment: NodeJS.ProcessEnv = remote.environment) =>
    new GitBoard({ cacheFolder: path.join(remote.folder, 'cache'), remoteAddress: address, environment });

  async function works(address: string, environment?: NodeJS.ProcessEnv): Promise<void> {
    const own = board(address, environment);
    await own.probe('0'.repeat(32), signal);
    assert.equal(await own.post(place, content, signal), 'posted');
    assert.equal(await own.post(place, content, signal), 'posted');
    assert.equal(await own.post(place, joinText({ k: 6, publicKey }), signal), 'taken');
    assert.deepEqual(await own.read(week, signal), { joins: [join], cohort: null, sums: [] });
    assert.deepEqual(remote.refs, [refOf(place)]);
    assert.equal(
      remote.git('cat-file', 'commit', refOf(place)).replace(/^tree \w{40}\n/, ''),
      'author anonymous <> 0 +0000\ncommitter anonymous <> 0 +0000\n\n',
    );
    assert.deepEqual(remote.told(), []);
    await own.remove([place], signal);
    assert.deepEqual(remote.refs, []);
    assert.deepEqual(remote.told(), []);
    assert.ok(!existsSync(trace()), existsSync(trace()) ? readFileSync(trace(), 'utf8') : '');
    assert.deepEqual(readdirSync(path.join(remote.folder, 'cache')), []);
  }

  for (const version of ['0', '1', '2']) {
    it(`sends nothing of it and runs nothing of it, by a path, with protocol ${version}`, async () => {
      remote.configure(`[protocol]\n\tversion = ${version}\n`);
      await works(remote.path);
      await works(`file://${remote.path}`);
    });

    it(`sends nothing of it and runs nothing of it, by http, with protocol ${version}`, async () => {
      remote.git('config', 'http.receivepack', 'true');
      host = await GitHost.start(remote.folder);
      remote.configure(`[protocol]\n\tversion = ${version}\n${host.credentials()}`);
      await works(host.addressOf(path.basename(remote.path)));
      assert.match(host.received, /report-status/);
      assert.deepEqual(remote.told(host.received), []);
      assert.doesNotMatch(host.received, /session-id|push-cert|push-option/);
    });
  }

  it('logs nobody where the host keeps logs of its refs', async () => {
    remote.git('config', 'core.logAllRefUpdates', 'always');
    const own = board(remote.path);
    await own.post(place, content, signal);
    const log = readFileSync(path.join(remote.path, 'logs', refOf(place)), 'utf8');
    assert.match(log, /^0{40} \w{40} anonymous <> 0 \+0000\tpush\n$/);
    await own.post({ week, kind: 'cohort' }, cohortText([publicKey]), signal);
    await own.remove([place], signal);
    assert.deepEqual(remote.told(), []);
  });

  it('sends nothing of variables either', async () => {
    const other = path.join(remote.folder, 'other.git');
    await works(remote.path, {
      ...remote.environment,
      GIT_DIR: other,
      GIT_WORK_TREE: remote.folder,
      GIT_INDEX_FILE: path.join(other, 'index'),
      GIT_OBJECT_DIRECTORY: path.join(other, 'objects'),
      GIT_ALTERNATE_OBJECT_DIRECTORIES: path.join(remote.path, 'objects'),
      GIT_COMMON_DIR: other,
      GIT_NAMESPACE: 'adalogin',
      GIT_AUTHOR_NAME: 'Ada Example',
      GIT_AUTHOR_EMAIL: 'ada@example.com',
      GIT_AUTHOR_DATE: '2026-11-22T12:00:00Z',
      GIT_COMMITTER_NAME: 'Ada Example',
      GIT_COMMITTER_EMAIL: 'ada@example.com',
      GIT_COMMITTER_DATE: '2026-11-22T12:00:00Z',
      GIT_CONFIG_PARAMETERS: "'core.hooksPath'='/'",
      GIT_CONFIG_COUNT: '2',
      GIT_CONFIG_KEY_0: 'push.pushOption',
      GIT_CONFIG_VALUE_0: 'who=adalogin',
      GIT_CONFIG_KEY_1: 'core.hooksPath',
      GIT_CONFIG_VALUE_1: path.join(remote.folder, 'hooks'),
      GIT_TRACE: trace(),
      GIT_TRACE2: trace(),
      GIT_TRACE2_EVENT: trace(),
      GIT_TRACE_PACKET: trace(),
      GIT_TEMPLATE_DIR: path.join(remote.folder, 'templates'),
      GIT_DEFAULT_HASH: 'sha256',
      GIT_DEFAULT_REF_FORMAT: 'reftable',
      GIT_ASKPASS: evil,
      SSH_ASKPASS: evil,
      GIT_EDITOR: evil,
      GIT_PAGER: evil,
      GIT_EXTERNAL_DIFF: evil,
      GIT_PROTOCOL: 'version=0',
      GIT_ALLOW_PROTOCOL: 'none',
      GIT_QUARANTINE_PATH: other,
      LANG: 'de_DE.UTF-8',
      LANGUAGE: 'de',
      LC_ALL: 'de_DE.UTF-8',
    });
    assert.ok(!existsSync(other));
  });

  it('reaches the host by what the person calls it', async () => {
    remote.configure(`[url "${remote.path}"]\n\tinsteadOf = team:stream\n`);
    await works('team:stream');
  });

  it('takes the person’s own way with ssh', async () => {
    const ssh = path.join(remote.folder, 'ssh');
    // Behind options: a host, then what to run there. Many hosts greet.
    writeFileSync(ssh, '#!/bin/sh\necho "** Welcome to a host" >&2\nfor last; do :; done\nexec sh -c "$last"\n', {
      mode: 0o755,
    });
    remote.configure(`[core]\n\tsshCommand = ${ssh}\n`);
    await works(`ssh://nobody@127.0.0.1:1${remote.path}`);
    appendFileSync(path.join(remote.home, '.gitconfig'), '[core]\n\tsshCommand = false\n');
    const environment = { ...remote.environment, GIT_SSH_COMMAND: ssh };
    await works(`ssh://nobody@127.0.0.1:1${remote.path}`, environment);
    const nothing = { joins: [], cohort: null, sums: [] };
    const own = board(`ssh://nobody@127.0.0.1:1${remote.path}`, environment);
    assert.deepEqual(await own.read(week, signal), nothing);
    for (const gone of [board(`ssh://nobody@127.0.0.1:1${remote.path}x`, environment), board('ssh://127.0.0.1/x')]) {
      await assert.rejects(gone.read(week, signal), (error: unknown) => {
        assert.ok(error instanceof ShareFailure);
        assert.equal(error.kind, 'offline', error.detail);
        assert.doesNotMatch(error.detail, /Welcome/);
        return true;
      });
    }
  });

  describe('that hold for one repository', () => {
    let work: string;
    /** In the repository of the person, as they do. */
    const git = (...words: string[]) => execFileSync('git', words, { cwd: work, env: remote.environment });
    beforeEach(() => {
      writeFileSync(path.join(remote.home, '.gitconfig'), '[user]\n\tname = Ada Example\n\temail = ada@example.com\n');
      work = path.join(remote.folder, 'work');
      mkdirSync(work);
      git('init', '--quiet', '--initial-branch=main');
      git('commit', '--quiet', '--allow-empty', '--message', 'first');
      git('update-ref', 'refs/remotes/origin/main', 'main');
    });
    const post = async (address: string) => {
      git('remote', 'add', 'origin', address);
      const facts = await shareFactsOf(work, { environment: remote.environment, now: Date.now() }, signal);
      assert.ok(facts.connection);
      const more = [
        ['push.pushOption', 'who=adalogin'],
        ['core.hooksPath', remote.folder],
        ['user.name', 'Ada'],
      ];
      for (const [name] of more) assert.ok(!facts.connection.some(([key]) => key === name?.toLowerCase()));
      const { remoteAddress, connection } = facts;
      const cacheFolder = path.join(remote.folder, 'cache');
      await new GitBoard({ cacheFolder, remoteAddress, connection, environment: remote.environment }).post(
        place,
        content,
        signal,
      );
      assert.deepEqual(remote.refs, [refOf(place)]);
      assert.deepEqual(remote.told(), []);
    };

    it('lead to the host by another name', async () => {
      git('config', `url.${remote.path}.insteadOf`, 'team:stream');
      await post('team:stream');
    });

    it('lead to it with another key, by a condition', async () => {
      const ssh = path.join(remote.folder, 'ssh');
      writeFileSync(ssh, '#!/bin/sh\nfor last; do :; done\nexec sh -c "$last"\n', { mode: 0o755 });
      writeFileSync(path.join(remote.home, 'at-work'), `[core]\n\tsshCommand = ${ssh}\n`);
      remote.configure(`[core]\n\tsshCommand = false\n[includeIf "gitdir:${work}/"]\n\tpath = at-work\n`);
      await post(`ssh://nobody@127.0.0.1:1${remote.path}`);
    });

    it('are not taken twice where they hold for all', async () => {
      remote.git('config', 'http.receivepack', 'true');
      host = await GitHost.start(remote.folder);
      const asked = path.join(remote.folder, 'asked');
      const origin = new URL(host.addressOf('')).origin;
      const authorization = `Authorization: Basic ${Buffer.from(`${host.user}:${host.password}`).toString('base64')}`;
      remote.configure(`[http "${origin}"]\n\textraHeader = ${authorization}\n[http]\n\textraHeader = X-Team: 1\n`);
      await post(host.addressOf(path.basename(remote.path)));
      assert.doesNotMatch(host.received, /"x-team":"1, 1"/);
      host.password = 'changed';
      remote.configure(`[credential "${origin}"]\n\thelper = "!f() { echo $1 >> ${asked}; }; f"\n`);
      const { connection = [] } = await shareFactsOf(work, { environment: remote.environment, now: 0 }, signal);
      const address = host.addressOf(path.basename(remote.path));
      const cacheFolder = path.join(remote.folder, 'cache');
      const own = new GitBoard({ cacheFolder, remoteAddress: address, connection, environment: remote.environment });
      await assert.rejects(own.read(week, signal));
      assert.equal(readFileSync(asked, 'utf8'), 'get\n');
    });

    it('sign in there, and not as everywhere else', async () => {
      remote.git('config', 'http.receivepack', 'true');
      host = await GitHost.start(remote.folder);
      remote.configure(host.credentials('ada', 'of another account'));
      git('config', '--add', 'credential.helper', '');
      const helper = `!f() { echo username=${host.user}; echo "password=${host.password}"; }; f`;
      git('config', '--add', 'credential.helper', helper);
      git('config', 'push.pushOption', 'who=adalogin');
      git('config', 'core.hooksPath', remote.folder);
      await post(host.addressOf(path.basename(remote.path)));
    });
  });

  it('waits for no connection that the person keeps open, and leaves it to them', async () => {
    const ssh = path.join(remote.folder, 'ssh');
    const kept = path.join(remote.folder, 'kept');
    writeFileSync(ssh, `#!/bin/sh\nsleep 600 & echo $! >> ${kept}\nfor last; do :; done\nexec sh -c "$last"\n`, {
      mode: 0o755,
    });
    const environment = { ...remote.environment, GIT_SSH_COMMAND: ssh };
    const remoteAddress = `ssh://nobody@127.0.0.1:1${remote.path}`;
    const cacheFolder = path.join(remote.folder, 'cache');
    const own = new GitBoard({ cacheFolder, remoteAddress, environment, limitMs: 20_000 });
    try {
      assert.equal(await own.post(place, content, signal), 'posted');
      assert.deepEqual((await own.read(week, signal)).joins, [join]);
    } finally {
      // They are still there, or this would throw.
      for (const id of readFileSync(kept, 'utf8').trim().split('\n')) process.kill(Number(id));
    }
  });

  it('runs no program that an address names', async () => {
    for (const address of [`ext::${evil}`, `--upload-pack=${evil}`, `--receive-pack=${evil}`, `ssh://-o${evil}/x`]) {
      await assert.rejects(board(address).read(week, signal));
      await assert.rejects(board(address).post(place, content, signal));
      await assert.rejects(board(address).remove([place], signal));
    }
    assert.ok(!existsSync(trace()));
  });
});
