import assert from 'node:assert/strict';
import { appendFileSync, chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Report } from '../../../src/domain/report';
import { type CliOptions, runCli } from '../../support/builtCli';
import { TemporaryFolder } from '../../support/temporaryFolder';
import { TemporaryRepository } from '../../support/temporaryRepository';
import { fillVaried } from '../../support/variedHistory';

/** What a configuration can hold that changes what git prints; programs and files are in `place`. */
const worst = (place: string): Readonly<Record<string, Readonly<Record<string, string>>>> => ({
  core: {
    abbrev: '4',
    quotePath: 'true',
    fsmonitor: `${place}/evil`,
    pager: `${place}/evil`,
    editor: `${place}/evil`,
    bigFileThreshold: '1',
    whitespace: 'tab-in-indent,blank-at-eol,cr-at-eol',
    precomposeUnicode: 'true',
    autocrlf: 'true',
    safecrlf: 'true',
    ignoreCase: 'true',
    untrackedCache: 'true',
    splitIndex: 'true',
    commitGraph: 'false',
    multiPackIndex: 'false',
    logAllRefUpdates: 'always',
    warnAmbiguousRefs: 'true',
    notesRef: 'refs/notes/evil',
    symlinks: 'false',
    filemode: 'false',
    compression: '9',
  },
  diff: {
    algorithm: 'patience',
    renames: 'false',
    renameLimit: '1',
    context: '17',
    interHunkContext: '10',
    noprefix: 'true',
    mnemonicPrefix: 'true',
    srcPrefix: 'x/',
    dstPrefix: 'y/',
    external: `${place}/evil`,
    orderFile: `${place}/order`,
    submodule: 'log',
    ignoreSubmodules: 'none',
    relative: 'true',
    suppressBlankEmpty: 'true',
    wsErrorHighlight: 'all',
    colorMoved: 'zebra',
    colorMovedWS: 'ignore-all-space',
    indentHeuristic: 'false',
    statGraphWidth: '3',
    dirstat: 'lines',
    wordRegex: '.',
    autoRefreshIndex: 'true',
    tool: 'evil',
    noIndex: 'true',
    trustExitCode: 'true',
  },
  color: { ui: 'always', diff: 'always', branch: 'always', status: 'always', pager: 'true', interactive: 'always' },
  'color "diff"': { old: 'red', new: 'green bold', meta: 'yellow', frag: 'magenta', whitespace: 'red reverse' },
  log: {
    showSignature: 'true',
    showRoot: 'false',
    follow: 'true',
    date: 'relative',
    decorate: 'full',
    abbrevCommit: 'true',
    mailmap: 'false',
    diffMerges: 'separate',
    graphColors: 'red',
    excludeDecoration: 'refs/*',
    initialDecorationSet: 'all',
  },
  format: { pretty: 'oneline', notes: 'true', encodeEmailHeaders: 'true' },
  i18n: { logOutputEncoding: 'ISO-8859-1', commitEncoding: 'ISO-8859-1' },
  notes: { displayRef: 'refs/notes/*' },
  mailmap: { blob: 'HEAD:src/a.ts', file: `${place}/none` },
  pager: { log: 'true', diff: `${place}/evil`, 'rev-list': 'true', 'diff-tree': 'true', config: 'true' },
  blame: { showEmail: 'true', coloring: 'highlightRecent' },
  status: { renames: 'false', submoduleSummary: 'true' },
  fetch: { prune: 'true', writeCommitGraph: 'true' },
  gc: { auto: '1', autoDetach: 'false' },
  maintenance: { auto: 'true' },
  gpg: { program: `${place}/evil` },
  alias: { log: `!${place}/evil`, 'rev-list': `!${place}/evil`, version: `!${place}/evil` },
  uploadpack: { packObjectsHook: `${place}/evil` },
  protocol: { allow: 'always' },
  rev: { parse: 'nonsense' },
  column: { ui: 'always' },
  help: { autocorrect: 'immediate' },
  advice: { detachedHead: 'true' },
  submodule: { recurse: 'true' },
  feature: { manyFiles: 'true', experimental: 'true' },
  index: { version: '4', threads: 'true' },
  safe: { bareRepository: 'explicit' },
});

function asText(sections: ReturnType<typeof worst>): string {
  return Object.entries(sections)
    .map(([name, values]) => {
      const entries = Object.entries(values).map(([key, value]) => `\t${key} = "${value}"\n`);
      return `[${name}]\n${entries.join('')}`;
    })
    .join('');
}

describe('a hostile', function () {
  this.timeout(120_000);
  let repository: TemporaryRepository;
  let place: TemporaryFolder;
  beforeEach(async () => {
    repository = await TemporaryRepository.create();
    place = new TemporaryFolder('hostile');
    await fillVaried(repository);
  });
  afterEach(() => {
    repository.dispose();
    place.dispose();
  });

  /** Runs the report as JSON with a cache of its own; the same key makes the same ids. */
  async function report(options: Partial<CliOptions> & { readonly folder?: string } = {}) {
    const cache = new TemporaryFolder('cache');
    try {
      mkdirSync(path.join(cache.path, 'eddy'));
      writeFileSync(path.join(cache.path, 'eddy', 'installation-key'), 'a5'.repeat(32));
      const { folder = repository.path, ...rest } = options;
      const args = [
        'report',
        '--json',
        '--repo',
        folder,
        '--weeks',
        '6',
        '--until',
        '2026-02-13',
        '--time-zone',
        'UTC',
      ];
      const { code, stdout, stderr } = await runCli(args, {
        ...rest,
        environment: { ...repository.environment, ...rest.environment, XDG_CACHE_HOME: cache.path },
      });
      assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
      return stdout;
    } finally {
      cache.dispose();
    }
  }

  /** A program that leaves a mark when it is run, with its arguments. */
  function evilProgram(name: string): string {
    const program = path.join(place.path, name);
    writeFileSync(program, `#!/bin/sh\necho "$0 $*" >> "${place.path}/mark-${name}"\n`);
    chmodSync(program, 0o755);
    return program;
  }
  const marks = () => readdirSync(place.path).filter(name => name.startsWith('mark-'));

  /** Puts the hostile settings into a home of its own, whose variables it gives. */
  function hostileHome(): NodeJS.ProcessEnv {
    const home = path.join(place.path, 'home');
    mkdirSync(home);
    evilProgram('evil');
    writeFileSync(path.join(place.path, 'order'), '*.bin\ndocs/*\nsrc/new/*\nsrc/blocks.ts\n');
    writeFileSync(path.join(home, '.gitconfig'), asText(worst(place.path)));
    return { HOME: home, XDG_CONFIG_HOME: home };
  }

  function assertHasAll(text: string): void {
    const { weeks } = JSON.parse(text) as Report;
    const lines = weeks.reduce((total, week) => total + week.lines.added, 0);
    assert.ok(lines > 600, `${lines} lines are too few for the test to say anything`);
  }

  it('configuration of the person changes nothing', async () => {
    const usual = await report();
    assertHasAll(usual);
    assert.equal(await report({ environment: hostileHome() }), usual);
    assert.deepEqual(marks(), []);
  });

  it('configuration of the repository changes nothing', async () => {
    const usual = await report();
    evilProgram('evil');
    writeFileSync(path.join(place.path, 'order'), '*.bin\ndocs/*\nsrc/new/*\n');
    appendFileSync(path.join(repository.path, '.git', 'config'), asText(worst(place.path)));
    assert.equal(await report(), usual);
    assert.deepEqual(marks(), []);
  });

  it('environment changes nothing', async () => {
    const usual = await report();
    const evil = evilProgram('evil');
    const trace = path.join(place.path, 'mark-trace');
    const environment = {
      GIT_DIR: '/nowhere/.git',
      GIT_WORK_TREE: '/nowhere',
      GIT_INDEX_FILE: '/nowhere/index',
      GIT_OBJECT_DIRECTORY: '/nowhere/objects',
      GIT_ALTERNATE_OBJECT_DIRECTORIES: '/nowhere/objects',
      GIT_COMMON_DIR: '/nowhere',
      GIT_NAMESPACE: 'nowhere',
      GIT_CEILING_DIRECTORIES: repository.path,
      GIT_EXTERNAL_DIFF: evil,
      GIT_DIFF_OPTS: '-u9',
      GIT_PAGER: evil,
      GIT_PAGER_IN_USE: 'true',
      GIT_EDITOR: evil,
      GIT_SEQUENCE_EDITOR: evil,
      GIT_ASKPASS: evil,
      GIT_SSH: evil,
      GIT_SSH_COMMAND: evil,
      GIT_PROXY_COMMAND: evil,
      GIT_EXEC_PATH: '/nowhere/git-core',
      GIT_TEMPLATE_DIR: '/nowhere',
      GIT_CONFIG: '/nowhere/config',
      GIT_CONFIG_GLOBAL: '/nowhere/config',
      GIT_CONFIG_SYSTEM: '/nowhere/config',
      GIT_CONFIG_COUNT: '2',
      GIT_CONFIG_KEY_0: 'log.showRoot',
      GIT_CONFIG_VALUE_0: 'false',
      GIT_CONFIG_KEY_1: 'nonsense',
      GIT_CONFIG_PARAMETERS: 'nonsense',
      GIT_LITERAL_PATHSPECS: '1',
      GIT_ICASE_PATHSPECS: '1',
      GIT_ATTR_SOURCE: 'nowhere',
      GIT_REPLACE_REF_BASE: 'refs/heads/',
      GIT_SHALLOW_FILE: '/nowhere/shallow',
      GIT_GRAFT_FILE: '/nowhere/grafts',
      GIT_DEFAULT_HASH: 'sha256',
      GIT_ADVICE: '1',
      GIT_TRACE: trace,
      GIT_TRACE2: trace,
      GIT_TRACE2_EVENT: trace,
      GIT_TRACE_SETUP: trace,
      GIT_FLUSH: '1',
      GIT_OPTIONAL_LOCKS: '1',
      PAGER: evil,
      LESS: '-evil',
      EDITOR: evil,
      VISUAL: evil,
      SSH_ASKPASS: evil,
      LC_ALL: 'de_DE.UTF-8',
      LANG: 'de_DE.UTF-8',
      LANGUAGE: 'de',
    };
    // The locale is the one of numbers too, which JSON has none of.
    assert.equal(await report({ environment }), usual);
    assert.deepEqual(marks(), []);
  });

  it('repository has none of its programs run', async () => {
    const usual = await report();
    const { path: top } = repository;
    const git = path.join(top, '.git');
    const hooks = path.join(git, 'hooks');
    mkdirSync(hooks);
    const hookNames =
      'reference-transaction post-index-change fsmonitor-watchman pre-auto-gc post-checkout post-commit pre-commit ' +
      'post-rewrite post-merge push-to-checkout proc-receive update pre-receive post-receive';
    for (const name of hookNames.split(' ')) {
      const program = path.join(hooks, name);
      writeFileSync(program, `#!/bin/sh\necho "$*" >> "${place.path}/mark-hook-${name}"\n`);
      chmodSync(program, 0o755);
    }
    writeFileSync(
      path.join(top, '.gitattributes'),
      '* diff=evil filter=evil merge=evil\n*.md diff=evil2 textconv=evil\n*.bin diff=evil3\n',
    );
    const evil = evilProgram('evil');
    const settings: [string, string][] = [
      ['core.fsmonitor', evil],
      ['core.hooksPath', hooks],
      ['core.pager', evil],
      ['core.editor', evil],
      ['core.askPass', evil],
      ['core.sshCommand', evil],
      ['core.gitProxy', evil],
      ['core.alternateRefsCommand', evil],
      ['diff.external', evil],
      ['diff.evil.command', evil],
      ['diff.evil.textconv', evil],
      ['diff.evil.cachetextconv', 'true'],
      ['diff.evil2.textconv', evil],
      ['diff.evil3.textconv', evil],
      ['filter.evil.clean', evil],
      ['filter.evil.smudge', evil],
      ['filter.evil.process', evil],
      ['filter.evil.required', 'true'],
      ['merge.evil.driver', evil],
      ['gpg.program', evil],
      ['gpg.ssh.program', evil],
      ['log.showSignature', 'true'],
      ['pager.log', evil],
      ['pager.rev-list', evil],
      ['pager.diff-tree', evil],
      ['credential.helper', `!${evil}`],
      ['sequence.editor', evil],
      ['interactive.diffFilter', evil],
      ['uploadpack.packObjectsHook', evil],
      ['remote.origin.url', `ext::${evil} %S`],
      ['remote.origin.uploadpack', evil],
      ['remote.origin.promisor', 'true'],
      ['remote.origin.vcs', 'evil'],
      ['protocol.ext.allow', 'always'],
      ['extensions.partialClone', 'origin'],
      ['web.browser', 'evil'],
      ['browser.evil.cmd', evil],
      ['alias.diff-tree', `!${evil}`],
      ['alias.check-attr', `!${evil}`],
      ['trailer.evil.command', evil],
      ['sendemail.smtpserver', evil],
      ['submodule.x.update', `!${evil}`],
      ['include.path', path.join(place.path, 'included')],
    ];
    writeFileSync(path.join(place.path, 'included'), `[core]\n\tfsmonitor = ${evil}\n`);
    const config = settings.map(([key, value]) => {
      const at = key.lastIndexOf('.');
      const [section = '', ...name] = key.slice(0, at).split('.');
      const quoted = name.length > 0 ? ` "${name.join('.')}"` : '';
      return `[${section}${quoted}]\n\t${key.slice(at + 1)} = "${value}"\n`;
    });
    appendFileSync(path.join(git, 'config'), config.join(''));
    // Something to find missing, and a commit that claims to be signed: both are reasons to start programs.
    const signed = (await repository.git('cat-file', 'commit', 'HEAD')).replace(
      '\n\n',
      '\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n none\n -----END PGP SIGNATURE-----\n\n',
    );
    writeFileSync(path.join(place.path, 'commit'), signed);
    const id = await repository.git(
      'hash-object',
      '-t',
      'commit',
      '-w',
      '--literally',
      path.join(place.path, 'commit'),
    );
    const head = readFileSync(path.join(git, 'refs', 'heads', 'main'), 'utf8');
    writeFileSync(path.join(git, 'refs', 'heads', 'main'), id);
    assert.notEqual(id, head);

    const found = JSON.parse(await report()) as Report;
    assert.deepEqual(found.weeks, (JSON.parse(usual) as Report).weeks);
    assert.equal(found.repository.partial, true);
    assert.deepEqual(marks(), []);
    // The programs do leave marks where git is let run them.
    await repository.git('status').catch(() => null);
    assert.ok(existsSync(path.join(place.path, 'mark-evil')));
  });
});
