import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ReadFailure, type Report, type ReportRequest } from '../../../src/domain/report';
import { linesOf, plainRequest } from '../../support/reading';
import { RequestStage } from '../../support/requestStage';
import { TemporaryRepository } from '../../support/temporaryRepository';

/** Size, times and content of each file, by path. */
function stateOf(folder: string): Record<string, string> {
  const state: Record<string, string> = {};
  for (const name of readdirSync(folder, { recursive: true }) as string[]) {
    const { size, mtimeMs, ino, mode } = lstatSync(path.join(folder, name));
    const isFile = lstatSync(path.join(folder, name)).isFile();
    const hash = isFile
      ? createHash('sha1')
          .update(readFileSync(path.join(folder, name)))
          .digest('hex')
      : '';
    state[name] = `${size} ${mtimeMs} ${ino} ${mode} ${hash}`;
  }
  return state;
}

describe('requests of', function () {
  this.timeout(60_000);
  let stage: RequestStage;
  const others: TemporaryRepository[] = [];
  beforeEach(async () => {
    stage = await RequestStage.create();
  });
  afterEach(() => {
    stage.dispose();
    for (const each of others.splice(0)) each.dispose();
  });

  const reportOf = (repository: TemporaryRepository, asked: Partial<ReportRequest> = {}) => {
    stage.clone.environment.HOME = repository.environment.HOME;
    return stage.report(null, asked, repository.path);
  };
  const made = async (options: Parameters<typeof TemporaryRepository.create>[0] = {}) => {
    const repository = await TemporaryRepository.create(options);
    others.push(repository);
    return repository;
  };
  const told = ({ pullRequests, workInProgress }: Report) => [
    pullRequests?.map(({ number, landing }) => number ?? landing),
    workInProgress?.map(({ branches }) => branches.join()),
  ];

  /** A request of two commits that is merged, one that is squashed, and open work. */
  async function history(): Promise<void> {
    await stage.git('switch', '--quiet', '--create', 'feature');
    await stage.commit('a.ts', 12);
    await stage.commit('b.ts', 8);
    await stage.git('push', '--quiet', '--set-upstream', 'origin', 'feature');
    await stage.forgeMerges(4);
    await stage.git('fetch', '--quiet');
    await stage.git('switch', '--quiet', '--create', 'second', 'origin/main');
    await stage.commit('c.ts', 12);
    await stage.git('push', '--quiet', '--set-upstream', 'origin', 'second');
    await stage.forgeSquashes('Second (#5)', 'second');
    await stage.git('fetch', '--quiet');
    await stage.git('switch', '--quiet', '--create', 'open', 'origin/main');
    await stage.commit('d.ts', 5);
  }

  it('a clone are read without writing anything there, cold or warm', async () => {
    await history();
    const before = stateOf(stage.clone.path);
    const reader = stage.reader(stage.ledger());
    const first = await stage.readWith(reader);
    assert.deepEqual(told(first), [[4, 5], ['open']]);
    assert.deepEqual(told(await stage.readWith(reader)), told(first));
    assert.deepEqual(stateOf(stage.clone.path), before);
  });

  it('a repository without a default branch are none, and no sums are told', async () => {
    const repository = await made({ branch: 'something' });
    repository.write('a.ts', linesOf('a', 10));
    await repository.commit('Merge pull request #4 from ada/feature');
    const report = await reportOf(repository);
    assert.deepEqual(told(report), [[], undefined]);
    assert.deepEqual([report.weeks[0]?.pullRequests, report.onboarding], [null, null]);
  });

  it('an empty repository are not asked for', async () => {
    const repository = await made();
    await assert.rejects(reportOf(repository), error => error instanceof ReadFailure && error.kind === 'noCommits');
  });

  it('a detached HEAD are those of the branches', async () => {
    await history();
    await stage.git('switch', '--quiet', '--detach', 'origin/main');
    await stage.commit('e.ts', 4);
    assert.deepEqual(told(await stage.report()), [[4, 5], ['open']]);
  });

  it('a bare repository are those that its default branch names', async () => {
    await history();
    await stage.git('push', '--quiet', 'origin', 'open');
    const report = await reportOf(stage.remote, { allAuthors: true });
    assert.deepEqual(told(report)[0], [4, 5]);
    const bare = await reportOf(stage.remote, { authors: ['ada@example.com'] });
    assert.deepEqual(told(bare), [[4, 5], []]);
  });

  for (const depth of [1, 2, 3]) {
    it(`a shallow clone of depth ${depth} are those that are there, with what is known of them`, async () => {
      await history();
      await stage.git('push', '--quiet', 'origin', 'open');
      await stage.git('push', '--quiet', 'origin', '--delete', 'feature');
      const shallow = await made({ cloneOf: `file://${stage.remote.path}` });
      await shallow.git('config', 'protocol.file.allow', 'always');
      await shallow.git('fetch', '--quiet', `--depth=${depth}`);
      await shallow.git('branch', '--quiet', 'open', 'origin/open');
      await shallow.git('reflog', 'expire', '--expire=now', '--all');
      await shallow.git('gc', '--quiet', '--prune=now');
      const report = await reportOf(shallow);
      assert.equal(report.repository.shallow, true);
      // Whose a merge is can't be told where the clone ends with it.
      assert.deepEqual(told(report)[0], depth < 3 ? [5] : [4, 5]);
      const [first] = report.pullRequests ?? [];
      assert.deepEqual(
        first?.size,
        depth === 1 ? null : { added: depth === 2 ? 12 : 20, deleted: 0, files: depth - 1 },
      );
      if (depth === 3) assert.equal(first?.commits, null);
    });
  }

  it('a partial clone are told without what is missing', async () => {
    await history();
    await stage.remote.git('config', 'uploadpack.allowFilter', 'true');
    await stage.git('push', '--quiet', 'origin', 'open');
    for (const filter of ['blob:none', 'tree:0']) {
      const partial = await made();
      const folder = path.join(path.dirname(partial.path), 'partial');
      await partial.git(
        'clone',
        '--quiet',
        '--no-checkout',
        `--filter=${filter}`,
        `file://${stage.remote.path}`,
        folder,
      );
      await partial.git('-C', folder, 'branch', '--quiet', 'open', 'origin/open');
      await partial.git('-C', folder, 'config', 'user.email', 'ada@example.com');
      const report = await stage.report(null, {}, folder);
      assert.equal(report.repository.partial, true);
      assert.deepEqual(told(report), [[4, 5], ['open']]);
      assert.deepEqual(
        report.pullRequests?.map(({ size, maturity }) => [size, maturity]),
        [
          [null, null],
          [null, null],
        ],
      );
      assert.equal(report.workInProgress?.[0]?.lines, null);
    }
  });

  it('unrelated histories are none: what can never land is not in progress', async () => {
    await history();
    await stage.git('switch', '--quiet', '--orphan', 'pages');
    await stage.commit('page.html', 9);
    assert.deepEqual(told(await stage.report()), [[4, 5], ['open']]);
    await stage.git('switch', '--quiet', 'open');
    await stage.git('merge', '--quiet', '--allow-unrelated-histories', '--no-edit', 'pages');
    assert.deepEqual(told(await stage.report()), [[4, 5], ['open']]);
  });

  it('commits from the future are none', async () => {
    await history();
    await stage
      .at(500)
      .forgeSquashes('Later (#6)', 'feature')
      .catch(() => '');
    await stage.othersLand(7);
    await stage.git('fetch', '--quiet');
    assert.deepEqual(told(await stage.report())[0], [4, 5]);
  });

  it('until an earlier time are as if the later ones had not landed', async () => {
    await history();
    const now = stage.now - 7 * 60_000;
    const [numbers] = told(await stage.report(null, { now, weeks: 2 }));
    assert.deepEqual(numbers, [4]);
  });

  it('thousands of branches are told, the newest with their lines', async () => {
    await history();
    const from = await stage.git('rev-parse', 'origin/main');
    const began = Date.UTC(2026, 0, 12);
    await stage.importMany(3000, index => ({ ref: `refs/heads/many/${index}`, at: began + index * 1000, from }));
    const report = await stage.report();
    assert.equal(report.workInProgress?.length, 3001);
    assert.equal(report.workInProgress?.filter(({ lines }) => lines === 1).length, 500);
  });

  it('a message without end are told by its beginning and its end', async () => {
    await stage.git('switch', '--quiet', 'main');
    stage.clone.write('long.ts', linesOf('long', 12));
    await stage.git('add', '--all');
    await stage.git('commit', '--quiet', '--message', `Begin ${':'.repeat(100_000)} end (#7)`);
    await stage.git('push', '--quiet', 'origin', 'HEAD:main');
    const found = (await stage.report()).pullRequests?.find(({ number }) => number === 7);
    assert.match(found?.title ?? '', /^Begin :{900,2000} … :{900,2000} end$/);
  });

  it('branches of odd names are told by them', async () => {
    const names = ['a/b/c', 'ünïcode', 'dash-', 'at@sign', '@{x', 'HEAD', 'quo"te', '#4'];
    for (const name of names) {
      const isThere = await stage.git('switch', '--quiet', '--create', name, 'origin/main').then(
        () => true,
        () => false,
      );
      if (isThere) await stage.commit(`${names.indexOf(name)}.ts`, 3);
    }
    const { workInProgress } = await stage.report();
    const found = workInProgress?.flatMap(({ branches }) => branches).sort();
    assert.deepEqual(found, ['#4', 'a/b/c', 'at@sign', 'dash-', 'quo"te', 'ünïcode']);
  });

  it('a reading that is cut short reject as such', async () => {
    await history();
    const controller = new AbortController();
    const reader = stage.reader();
    const { signal } = controller;
    const report = await reader.read(stage.clone.path, plainRequest, { signal });
    controller.abort();
    await assert.rejects(
      reader.addRequests(stage.clone.path, plainRequest, report, signal),
      error => error instanceof ReadFailure && error.kind === 'aborted',
    );
  });

  it('a clone whose ledger can not be written are told all the same', async () => {
    await history();
    const fail = () => Promise.reject(new Error('disk'));
    const report = await stage.report({ read: fail, append: fail, forget: fail });
    assert.deepEqual(told(report), [[4, 5], ['open']]);
    const full = { ...stage.ledger(), read: async () => ({ events: [], damagedLines: 0, foreign: false }) };
    assert.deepEqual(told(await stage.report({ ...full, append: fail, forget: fail })), [[4, 5], ['open']]);
  });

  it('a clone whose ledger nobody may add to, or is another version’s, are told again and again', async () => {
    await history();
    const keepsNothing = async () => undefined;
    for (const foreign of [false, true]) {
      const read = async () => ({ events: [], damagedLines: 0, foreign });
      const reader = stage.reader({ read, append: keepsNothing, forget: keepsNothing });
      const first = await stage.readWith(reader);
      assert.equal(first.pullRequests?.[0]?.createdBasis, 'recorded-push');
      assert.deepEqual((await stage.readWith(reader)).pullRequests, first.pullRequests);
      assert.deepEqual((await stage.readWith(reader)).pullRequests, first.pullRequests);
    }
  });

  it('a clone are kept in the ledger once', async () => {
    await history();
    const count = async () => (await stage.ledger().read('repository')).events.length;
    const reader = stage.reader(stage.ledger());
    await stage.readWith(reader);
    const events = await count();
    assert.ok(events > 0);
    await stage.readWith(reader);
    await stage.report(stage.ledger());
    assert.equal(await count(), events);
    await stage.ledger().forget('repository');
    await stage.readWith(reader);
    assert.equal(await count(), events);
  });
});
