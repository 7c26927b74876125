import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { type Report, tensionPairs } from '../../src/domain/report';
import type { SimulatedWeek } from '../../src/domain/simulatedWeek';
import { Installation } from '../../src/store/installation';
import { FolderJournal } from '../../src/store/journal';
import { FolderReflections } from '../../src/store/reflections';
import { helpText } from '../../src/terminal/help';
import { runCli } from '../support/builtCli';
import { linesOf } from '../support/reading';
import { RequestStage, stageDay } from '../support/requestStage';
import { sampleReflection } from '../support/sampleReflection';
import { sampleContext, sampleSpan } from '../support/sampleSpan';
import { span } from '../support/spans';
import { TemporaryFolder } from '../support/temporaryFolder';
import { FIRST_COMMIT_TIME, TemporaryRepository } from '../support/temporaryRepository';

const minuteMs = 60_000;
const dayMs = 86_400_000;
const secret = { name: 'Bo Secret', email: 'bo@secret.example.com' };

describe('the command line', function () {
  this.timeout(120_000);
  let repository: TemporaryRepository;
  let home: TemporaryFolder;
  before(async () => {
    repository = await TemporaryRepository.create({ folderName: 'a project' });
    home = new TemporaryFolder('home');
    const put = (file: string, text: string, days: number, options = {}) => {
      repository.write(file, text);
      return repository.commit('a secret subject', { date: FIRST_COMMIT_TIME + days * dayMs, ...options });
    };
    await put('secret-name.ts', linesOf('a', 100), 0);
    await put('secret-name.ts', linesOf('a', 60), 3);
    await put('of-bo.ts', linesOf('bo', 70), 4, {
      author: secret,
      committer: { name: 'Ada Example', email: 'ada@example.com' },
    });
    await repository.branch('secret-branch');
    await put('more.ts', linesOf('more', 10), 5);
    await repository.switchTo('main');
    repository.write('.mailmap', 'Bo Secret <bo@secret.example.com>\n');
  });
  after(() => {
    repository.dispose();
    home.dispose();
  });

  const environment = () => ({ ...repository.environment, XDG_CACHE_HOME: home.path });
  const range = ['--weeks', '6', '--until', '2026-02-13', '--time-zone', 'UTC'];
  const run = (...args: string[]) => runCli(args, { environment: environment(), folder: repository.path });
  const json = async (...args: string[]) => {
    const { code, stdout, stderr } = await run('report', '--json', ...range, ...args);
    assert.deepEqual([code, stderr], [0, '']);
    return JSON.parse(stdout) as Report;
  };

  it('prints help without words, and on demand', async () => {
    for (const words of [[], ['--help'], ['help'], ['report', '-h']]) {
      assert.deepEqual(await run(...words), { code: 0, stdout: helpText, stderr: '' });
    }
    assert.deepEqual(await run('--version'), { code: 0, stdout: '0.0.0-test\n', stderr: '' });
  });

  it('prints a report of the folder it is in', async () => {
    const { code, stdout, stderr } = await run('report', ...range);
    assert.deepEqual([code, stderr], [0, '']);
    assert.match(stdout, /a project/);
    assert.match(stdout, /36% {2}of 110 lines/);
    assert.ok(stdout.split('\n').every(line => line.length <= 80));
  });

  it('prints the report as JSON, in the schema that it names', async () => {
    const report = await json();
    assert.equal(report.schema, 'eddy-report/1');
    assert.deepEqual(report.range, { from: '2026-01-05T04:00:00.000Z', to: '2026-02-14T04:00:00.000Z' });
    assert.equal(report.generatedAt, report.range.to);
    assert.deepEqual(report.identity, { mode: 'mine', addresses: 1 });
    const [week] = report.weeks;
    assert.deepEqual(
      [report.weeks.length, week?.week, week?.churn.added, week?.churn.churned, week?.churn.leftOut.notMine],
      [6, '2026-W02', 110, 40, 70],
    );
    assert.deepEqual(
      report.tensions.map(({ pair }) => pair),
      tensionPairs,
    );
    assert.deepEqual(report.notes, ['No work is recorded this week so far.']);
  });

  it('adds the focus that was recorded in VS Code, and leaves what is stored there as it is', async () => {
    const storage = new TemporaryFolder('storage');
    try {
      const { repository: facts } = await json();
      const withStorage = ['--no-cache', '--storage', storage.path];
      assert.equal((await run('report', ...range, ...withStorage)).code, 2);
      assert.deepEqual(readdirSync(storage.path), []);
      await Installation.open(storage.path);
      const { repository: named, weeks } = await json(...withStorage);
      assert.notEqual(named.id, facts.id);
      assert.ok(weeks.every(({ focus }) => focus === null));
      const journal = new FolderJournal(storage.path);
      await journal.resume(Date.UTC(2026, 0, 12, 8));
      const context = { repository: named.id };
      const day = -294;
      await journal.append([
        span('09:00', '09:40', { day, context, typed: 900 }),
        span('11:00', '11:10', { day, context: { ...context, repository: null } }),
      ]);
      const reflections = new FolderReflections(storage.path);
      await reflections.answer(sampleReflection('2026-W03', { note: 'a secret of mine' }));
      await reflections.pickExperiment('2026-W03', 'testsAlong', Date.UTC(2026, 0, 9));
      const before = readdirSync(storage.path, { recursive: true });
      const [first, second] = (await json(...withStorage)).weeks;
      assert.equal(first?.focus, null);
      const { totalMs, deepBlocks, repositoryMs, typed, recordedFrom } = second?.focus ?? {};
      assert.deepEqual([totalMs, deepBlocks, repositoryMs, typed], [50 * 60_000, 1, 40 * 60_000, 900]);
      assert.equal(recordedFrom, '2026-01-12T08:00:00.000Z');
      const { week: _, note: __, at: ___, ...reflection } = sampleReflection('2026-W03');
      assert.deepEqual([first?.reflection, second?.reflection], [null, reflection]);
      const { experiment } = await json(...withStorage);
      assert.deepEqual([experiment?.id, experiment?.week], ['testsAlong', '2026-W03']);
      assert.match(
        experiment?.outcome ?? '',
        /^Write the test together with the code, tried in the week of January\s12: /,
      );
      const { stdout } = await run('report', ...range, ...withStorage);
      assert.match(stdout, /50 min/);
      assert.match(stdout, /Deep flow: Often/);
      assert.match(stdout, /Write the test together/);
      for (const text of [stdout, JSON.stringify(await json(...withStorage))])
        assert.doesNotMatch(text, /secret of mine/);
      assert.ok((await json(...withStorage, '--all-authors')).weeks.every(({ focus }) => focus === null));
      assert.deepEqual(readdirSync(storage.path, { recursive: true }), before);
    } finally {
      storage.dispose();
    }
  });

  it('adds what was focus in a request, and says nothing of what the journal calls its branch', async () => {
    const storage = new TemporaryFolder('storage');
    const stage = await RequestStage.create();
    try {
      await stage.at(7).git('switch', '--quiet', '--create', 'feature');
      await stage.commit('feature.ts', 20);
      await stage.at(8).git('push', '--quiet', '--set-upstream', 'origin', 'feature');
      await stage.at(9).forgeMerges(7);
      await stage.git('fetch', '--quiet');
      const installation = await Installation.open(storage.path);
      const asked = ['report', ...range, '--no-cache', '--storage', storage.path];
      const told = (...words: string[]) =>
        runCli([...asked, ...words], { environment: stage.clone.environment, folder: stage.clone.path });
      const report = async () => JSON.parse((await told('--json')).stdout) as Report;
      const { id } = (await report()).repository;
      const journal = new FolderJournal(storage.path);
      await journal.resume(stageDay(6));
      const [branch, number] = [{ repository: id }, installation.branchNumber(id, 'feature')];
      const start = stageDay(7) + 60 * minuteMs;
      const work = { last: start + 30 * minuteMs, end: start + 30 * minuteMs };
      await journal.append([sampleSpan(start, { ...work, context: { ...sampleContext, ...branch, branch: number } })]);
      const found = await report();
      assert.equal(found.pullRequests?.[0]?.focusMs, 30 * minuteMs);
      assert.doesNotMatch(JSON.stringify(found), new RegExp(`${number}`));
      const { stdout } = await told();
      assert.match(stdout.replaceAll(/\s+/g, ' '), / 1 d from first commit, 30 min of it in focus/);
      assert.equal((await told('--json', '--all-authors')).stdout.includes(`"focusMs": ${30 * minuteMs}`), false);
    } finally {
      stage.dispose();
      storage.dispose();
    }
  });

  it('prints the same twice, with and without a cache', async () => {
    const first = await json();
    assert.deepEqual(await json(), first);
    const { repository: facts, ...rest } = await json('--no-cache');
    const { repository: known, ...same } = first;
    assert.deepEqual(rest, same);
    // A passing key names the repository otherwise.
    assert.notEqual(facts.id, known.id);
    assert.deepEqual({ ...facts, id: '' }, { ...known, id: '' });
  });

  it('names nobody and no file, and the open branches of the person only', async () => {
    for (const words of [[], ['--all-authors'], ['--plain'], ['--author', 'ada@else.example.com']]) {
      for (const format of [[], ['--json']]) {
        const { stdout } = await run('report', ...range, ...format, ...words);
        assert.equal(stdout.includes('secret-branch'), !words.includes('--all-authors'));
        assert.doesNotMatch(stdout.replace('secret-branch', ''), /secret|\bada\b|example\.com/i, words.join(' '));
      }
    }
  });

  it('adds an address of the person, and refuses one of somebody else', async () => {
    const report = await json('--author', 'ada@else.example.com', '--author', 'x@y.z');
    assert.equal(report.identity.addresses, 3);
    const { code, stdout, stderr } = await run('report', ...range, '--author', secret.email);
    assert.deepEqual([code, stdout], [2, '']);
    const why = 'to a name that is not yours, and a report is about the person who runs it.';
    assert.equal(stderr, `.mailmap ties ${secret.email} ${why}\n`);
  });

  it('sums over everybody', async () => {
    const report = await json('--all-authors');
    assert.equal(report.identity.mode, 'all');
    assert.deepEqual([report.weeks[0]?.churn.added, report.weeks[0]?.churn.leftOut.notMine], [180, 0]);
  });

  it('ends with 2 at words that it does not know, and with 1 at a repository that it can’t read', async () => {
    for (const words of [['report', '--what'], ['reprot'], ['report', '--weeks', '0'], ['report', '--repo']]) {
      const { code, stdout, stderr } = await run(...words);
      assert.deepEqual([code, stdout, stderr.split('\n').length], [2, '', 2], words.join(' '));
    }
    const { code, stdout, stderr } = await run('report', '--repo', home.path);
    assert.deepEqual([code, stdout, stderr.split('\n').length], [1, '', 2]);
  });

  it('takes a folder from anywhere inside', async () => {
    repository.write('deep/er/file', '');
    const inside = path.join(repository.path, 'deep', 'er');
    const { weeks } = await json('--repo', inside);
    assert.deepEqual(weeks, (await json()).weeks);
    repository.remove('deep');
  });

  it('goes on without complaint where whoever reads has had enough', async () => {
    const under = ['sh', '-c', '"$@" | head -c 10; exit 0', 'sh'];
    const { code, stdout, stderr } = await runCli(['report', '--json', '--weeks', '520'], {
      environment: environment(),
      folder: repository.path,
      under,
    });
    assert.deepEqual([code, stdout.length, stderr], [0, 10, '']);
  });

  it('keeps a file of changes and one of first touches for a repository, and one key', async () => {
    await json();
    const [changes = '', ...others] = readdirSync(path.join(home.path, 'eddy', 'cache')).sort();
    assert.match(changes, /^[0-9a-f]{32}\.changes$/);
    assert.deepEqual(others, [changes.replace('changes', 'ground')]);
  });

  describe('of a team that does not exist', () => {
    let place: TemporaryFolder;
    before(() => {
      place = new TemporaryFolder('simulation');
    });
    after(() => place.dispose());
    const simulate = (...args: string[]) => {
      const environment = { ...repository.environment, TMPDIR: place.path };
      return runCli(['team', 'simulate', ...args], { environment, folder: place.path });
    };

    it('shares weeks over a repository that is made for it and gone afterwards', async () => {
      const { code, stdout, stderr } = await simulate('--people', '11', '--weeks', '2', '--json');
      assert.deepEqual([code, stderr], [0, '']);
      const { weeks } = JSON.parse(stdout) as { weeks: SimulatedWeek[] };
      assert.deepEqual(
        weeks.map(({ week, released, reason }) => ({ week, released, reason })),
        ['2001-W01', '2001-W02'].map(week => ({ week, released: true, reason: null })),
      );
      for (const { joined, sum, plainSum } of weeks) {
        assert.deepEqual(sum, plainSum);
        const answers = Array.from({ length: 8 }, (_, at) => sum?.slice(at * 6, at * 6 + 6) ?? []);
        for (const cells of answers)
          assert.equal(
            cells.reduce((total, cell) => total + cell, 0),
            joined,
          );
      }
      assert.deepEqual(readdirSync(place.path), []);
    }).timeout(120_000);

    it('gives the same for the same seed', async () => {
      const two = (...args: string[]) => simulate('--people', '5', '--weeks', '2', '--json', ...args);
      const { stdout } = await two();
      assert.equal((await two('--seed', '1')).stdout, stdout);
      assert.notEqual((await two('--seed', '2')).stdout, stdout);
    }).timeout(120_000);

    it('tells it in a table, and why a week has no number', async () => {
      const { code, stdout } = await simulate('--people', '4', '--weeks', '1');
      assert.equal(code, 0);
      assert.match(stdout, /^2001-W01 +\d {2}no number: too few people joined$/m);
      assert.ok(stdout.split('\n').every(line => line.length <= 80));
    }).timeout(60_000);

    it('writes to the bare repository that is named, only what sharing needs, and leaves nothing there', async () => {
      const remote = await TemporaryRepository.create({ bare: true });
      try {
        await repository.git('push', '--quiet', remote.path, 'main');
        const state = () => remote.git('for-each-ref').then(refs => [refs, readdirSync(remote.path).sort()]);
        const before = await state();
        const { code, stdout } = await simulate('--people', '5', '--weeks', '1', '--remote', remote.path, '--json');
        assert.equal(code, 0);
        assert.equal((JSON.parse(stdout) as { weeks: unknown[] }).weeks.length, 1);
        assert.deepEqual(await state(), before);
        assert.ok((await remote.git('cat-file', '--batch-all-objects', '--batch-check')).includes(' 80\n'), 'a join');
      } finally {
        remote.dispose();
      }
    }).timeout(60_000);

    it('takes no other folder for a bare repository', async () => {
      for (const remote of [repository.path, path.join(repository.path, '.git'), place.path, 'not-there']) {
        const { code, stdout, stderr } = await simulate('--remote', remote);
        const message = '--remote names no bare git repository. git init --bare PATH makes one.\n';
        assert.deepEqual([code, stdout, stderr], [2, '', message], remote);
      }
    });

    it('says so where it is not let, and leaves nothing behind', async () => {
      const remote = await TemporaryRepository.create({ bare: true });
      try {
        await remote.git('config', 'receive.hideRefs', 'refs/eddy');
        const { code, stderr } = await simulate('--remote', remote.path);
        assert.equal(code, 1);
        assert.match(stderr, /^The repository could not be shared over: [^\n]+\n$/);
        assert.deepEqual(readdirSync(place.path), []);
      } finally {
        remote.dispose();
      }
    });
  });
});
