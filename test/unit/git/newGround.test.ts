import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { GroundStore } from '../../../src/domain/newGround';
import { ReadFailure, type Report, type ReportRequest } from '../../../src/domain/report';
import { RepositoryReader } from '../../../src/git/repositoryReader';
import { noStore } from '../../../src/store/changeCache';
import { GroundCache } from '../../../src/store/groundCache';
import { plainRequest, readerOf } from '../../support/reading';
import { TemporaryFolder } from '../../support/temporaryFolder';
import {
  type CommitOptions,
  DEFAULT_IDENTITY,
  FIRST_COMMIT_TIME,
  TemporaryRepository,
} from '../../support/temporaryRepository';

const dayMs = 86_400_000;
const claude = '\n\nCo-Authored-By: Claude <noreply@anthropic.com>';
const bo = { name: 'Bo', email: 'bo@example.com' };

describe('new ground of a repository', function () {
  this.timeout(60_000);
  let repository: TemporaryRepository;
  let folder: TemporaryFolder;
  beforeEach(async () => {
    repository = await TemporaryRepository.create();
    folder = new TemporaryFolder('cache');
    // A month before the weeks.
    await commit(-30, 'old/a.py');
  });
  afterEach(() => {
    repository.dispose();
    folder.dispose();
  });

  /** Commits a change of each file on a day from the first Monday on. */
  async function commit(day: number, files: string, given: CommitOptions & { message?: string } = {}): Promise<string> {
    for (const file of files.split(' ').filter(Boolean)) repository.write(file, `${file} ${day}\n`);
    const { message = `day ${day}`, ...options } = given;
    const date = FIRST_COMMIT_TIME + day * dayMs;
    return repository.commit(message, { date, committer: DEFAULT_IDENTITY, ...options });
  }

  const readerWith = (grounds?: GroundStore) =>
    grounds
      ? new RepositoryReader({
          store: noStore,
          repositoryId: () => 'repository',
          grounds,
          git: { environment: repository.environment },
        })
      : readerOf(repository);

  async function report(reader = readerWith(), asked: Partial<ReportRequest> = {}, at = repository.path) {
    const { signal } = new AbortController();
    const request = { ...plainRequest, ...asked };
    const read = await reader.read(at, request, { signal });
    return reader.addGround(at, request, await reader.addRequests(at, request, read, signal), signal);
  }

  /** What is new, by the number of the week, as far as there is anything. */
  function told({ weeks }: Report): Record<number, string> {
    const entries = weeks.map(({ newGround }, index): [number, string] => {
      const all = [...(newGround?.languages ?? []), ...(newGround?.areas ?? [])];
      const names = all.map(({ name, withAi }) => name + (withAi ? ' with AI' : ''));
      return [index, names.join(', ') + (newGround?.firstWeek ? 'first week' : '')];
    });
    return Object.fromEntries(entries.filter(([, text]) => text !== ''));
  }

  it('is what the first commit touched that did', async () => {
    await commit(1, 'old/b.py src/x.ts');
    await commit(8, 'src/y.ts docs/a.md x.rs');
    await commit(15, 'src/x.ts x.rs lib/deep/down/c.go');
    assert.deepEqual(told(await report()), { 0: 'TypeScript, src', 1: 'Rust, docs', 2: 'Go, lib' });
  });

  it('is nothing in the first week with commits, and all weeks before', async () => {
    const other = await TemporaryRepository.create();
    try {
      other.write('src/a.ts', 'a');
      await other.commit('begin', { date: FIRST_COMMIT_TIME + 8 * dayMs });
      other.write('lib/a.go', 'a');
      await other.commit('go on', { date: FIRST_COMMIT_TIME + 9 * dayMs });
      other.write('web/a.css', 'a');
      await other.commit('and on', { date: FIRST_COMMIT_TIME + 15 * dayMs });
      assert.deepEqual(told(await report(readerOf(other), {}, other.path)), { 1: 'first week', 2: 'CSS, web' });
    } finally {
      other.dispose();
    }
  });

  it('is not what others touched', async () => {
    await commit(1, 'src/x.ts', { author: bo });
    await commit(8, 'src/x.ts');
    assert.deepEqual(told(await report()), { 1: 'TypeScript, src' });
  });

  it('knows the person under all addresses of .mailmap', async () => {
    await commit(-20, 'src/x.ts', { author: { name: 'Ada', email: 'ada@old.example' } });
    await commit(1, '.mailmap src/x.ts');
    const read = async () => told(await report(readerWith(new GroundCache(folder.path))));
    assert.deepEqual(await read(), { 0: 'TypeScript, src' });
    repository.write('.mailmap', 'Ada Example <ada@example.com> <ada@old.example>\n');
    assert.deepEqual(await read(), {});
  });

  it('is not a file that moved, unless it became of another language; what was edited on the way is', async () => {
    repository.write('old/long.js', 'one\ntwo\nthree\nfour\nfive\nsix\n');
    await commit(-20, '');
    await repository.git('mv', 'old', 'new');
    await commit(1, '');
    assert.deepEqual(told(await report()), {});
    await repository.git('mv', 'new/long.js', 'new/long.ts');
    await commit(8, '');
    await repository.git('mv', 'new/long.js', 'new/long.js').catch(() => '');
    await repository.git('mv', 'new/a.py', 'lib.py');
    repository.write('new/long.ts', 'one\ntwo\nthree\nfour\nfive\nseven\n');
    await commit(15, '');
    assert.deepEqual(told(await report()), { 1: 'TypeScript', 2: 'new' });
  });

  it('is not what a merge brings in, nor what was deleted', async () => {
    await repository.branch('theirs');
    await commit(1, 'src/x.ts', { author: bo });
    await repository.switchTo('main');
    await commit(2, 'old/b.py');
    await repository.merge('theirs', { date: FIRST_COMMIT_TIME + 3 * dayMs });
    repository.remove('src/x.ts');
    await commit(8, '');
    assert.deepEqual(told(await report()), {});
  });

  it('is found on branches, where it is first by date, and in the same week when they are merged', async () => {
    await repository.branch('feature');
    await commit(8, 'src/x.ts');
    await repository.switchTo('main');
    await commit(15, 'src/y.ts');
    assert.deepEqual(told(await report()), { 1: 'TypeScript, src' });
    await repository.merge('feature', { date: FIRST_COMMIT_TIME + 16 * dayMs });
    assert.deepEqual(told(await report()), { 1: 'TypeScript, src' });
    await repository.git('branch', '--quiet', '-d', 'feature');
    assert.deepEqual(told(await report()), { 1: 'TypeScript, src' });
  });

  it('tells what is new on a branch, though the latest commits of the default branch do not', async () => {
    await commit(-20, 'ancient/x.go');
    await many(600, -15);
    await repository.branch('feature');
    await commit(8, 'ancient/y.go src/x.ts');
    assert.deepEqual(told(await report()), { 1: 'TypeScript, src' });
  });

  it('looks far back where the latest commits do not tell, and no further', async () => {
    await commit(-20, 'ancient/x.go');
    await many(600, -15);
    const cache = new GroundCache(folder.path);
    await commit(1, 'old/b.py');
    assert.deepEqual(told(await report(readerWith(cache))), {});
    assert.equal((await cache.load('repository'))?.complete, false);
    await commit(2, 'ancient/x.go');
    assert.deepEqual(told(await report(readerWith(cache))), {});
    assert.equal((await cache.load('repository'))?.complete, true);
  });

  it('leaves out what attributes call generated or vendored', async () => {
    repository.write('.gitattributes', 'api/* linguist-generated\ndeps/** linguist-vendored\n');
    await commit(1, 'api/x.go deps/a/x.rs src/x.ts');
    const cache = new GroundCache(folder.path);
    assert.deepEqual(told(await report(readerWith(cache))), { 0: 'TypeScript, src' });
    repository.write('.gitattributes', 'deps/** linguist-vendored\n');
    assert.deepEqual(told(await report(readerWith(cache))), { 0: 'Go, TypeScript, api, src' });
  });

  it('is marked where the first commit is', async () => {
    await commit(1, 'src/x.ts', { message: `begin${claude}` });
    await commit(2, 'lib/x.go');
    await commit(8, 'src/x.rs lib/y.go', { message: `go on${claude}` });
    assert.deepEqual(told(await report()), { 0: 'TypeScript with AI, Go, src with AI, lib', 1: 'Rust with AI' });
  });

  it('names folders and keeps languages, whatever bytes a path holds', async () => {
    repository.write(Buffer.from('gr\xc3\xbc\xc3\x9fe/\xff\n".ts', 'latin1'), 'a');
    await commit(1, '');
    assert.deepEqual(told(await report()), { 0: 'TypeScript, grüße' });
  });

  it('is not known in a shallow clone, nor in a report of everybody', async () => {
    await commit(1, 'src/x.ts');
    const clone = await TemporaryRepository.create({ cloneOf: `file://${repository.path}` });
    try {
      await clone.git('fetch', '--quiet', '--depth=1', '--update-shallow').catch(() => '');
      writeFileSync(path.join(clone.path, '.git', 'shallow'), await clone.git('rev-parse', 'HEAD'));
      const { weeks } = await report(readerOf(clone), {}, clone.path);
      assert.deepEqual(
        weeks.map(({ newGround }) => newGround),
        Array(6).fill(null),
      );
    } finally {
      clone.dispose();
    }
    const { weeks } = await report(readerWith(), { allAuthors: true });
    assert.equal(weeks[0]?.newGround, null);
  });

  it('is found where there is no default branch', async () => {
    const other = await TemporaryRepository.create({ branch: 'work' });
    try {
      other.write('a.py', 'a');
      await other.commit('begin', { date: FIRST_COMMIT_TIME - 20 * dayMs });
      other.write('src/a.ts', 'a');
      await other.commit('go on', { date: FIRST_COMMIT_TIME + 8 * dayMs });
      assert.deepEqual(told(await report(readerOf(other), {}, other.path)), { 1: 'TypeScript, src' });
    } finally {
      other.dispose();
    }
  });

  it('is the same cold and warm, whatever was read before', async () => {
    await commit(1, 'src/x.ts');
    await commit(-25, 'ancient/x.go');
    await repository.branch('feature');
    await commit(8, `lib/y.rs`, { message: `go on${claude}` });
    const expected = { 0: 'TypeScript, src', 1: 'Rust with AI, lib with AI' };
    const cache = () => new GroundCache(folder.path);
    const live = readerWith(cache());
    for (let round = 0; round < 5; round++) {
      const reports = [await report(), await report(readerWith(cache())), await report(live)];
      for (const each of reports) assert.deepEqual(each, { ...reports[0], generatedAt: each.generatedAt });
      assert.deepEqual(told(reports[0] as Report), expected);
      await repository.switchTo('main');
      await commit(16 + round, `more${round}/x.ts`);
      Object.assign(expected, { 2: Array.from({ length: round + 1 }, (_, each) => `more${each}`).join(', ') });
      await repository.switchTo('feature');
    }
  });

  it('asks earlier weeks for what they hold, after later ones were read', async () => {
    await commit(1, 'src/x.ts');
    await commit(29, 'src/y.ts');
    const reader = readerWith(new GroundCache(folder.path));
    assert.deepEqual(told(await report(reader, { weeks: 2 })), {});
    assert.deepEqual(told(await report(reader)), { 0: 'TypeScript, src' });
    assert.deepEqual(told(await report(reader, { weeks: 2 })), {});
  });

  it('begins anew where the default branch was rewritten', async () => {
    await commit(1, 'src/x.ts');
    const reader = readerWith(new GroundCache(folder.path));
    assert.deepEqual(told(await report(reader)), { 0: 'TypeScript, src' });
    await repository.git('reset', '--quiet', '--hard', 'HEAD^');
    await commit(8, 'lib/x.rs');
    assert.deepEqual(told(await report(reader)), { 1: 'Rust, lib' });
    assert.deepEqual(told(await report(readerWith(new GroundCache(folder.path)))), { 1: 'Rust, lib' });
  });

  it('keeps no name of a file, and nothing of the person', async () => {
    await commit(1, 'src/secret.ts');
    await report(readerWith(new GroundCache(folder.path)));
    const [name = '', ...others] = readdirSync(folder.path);
    assert.deepEqual([name, others], ['repository.ground', []]);
    const text = readFileSync(path.join(folder.path, name), 'utf8');
    assert.ok(text.includes('"src"') && text.includes('"TypeScript"'));
    assert.doesNotMatch(text, /secret|ada|\.ts|\.py/i);
  });

  it('is read from git where what was kept is damaged, of others, or not to be read', async () => {
    await commit(1, 'src/x.ts');
    const file = path.join(folder.path, 'repository.ground');
    const read = async () => told(await report(readerWith(new GroundCache(folder.path))));
    const expected = await read();
    const good = readFileSync(file, 'utf8');
    const withOption = good.replace(/"tip":"\w+"/, '"tip":"--output=stolen"').replace('"src"', '"false"');
    const versioned = good.replace('"version":1', '"version":2').replace('"src"', '"false"');
    for (const text of ['', '{', 'null', '[]', good.slice(0, -5), versioned, withOption]) {
      writeFileSync(file, text);
      assert.deepEqual(await read(), expected);
    }
    writeFileSync(file, good.replace(/"basis":"\w+"/, '"basis":"other"').replace('"src"', '"false"'));
    assert.deepEqual(await read(), expected);
    rmSync(file);
    mkdirSync(file);
    assert.deepEqual(await read(), expected);
  });

  it('is not known where objects of history are missing', async () => {
    const id = await commit(-20, 'gone/x.ts');
    await commit(1, 'src/x.ts');
    const tree = (await repository.git('rev-parse', `${id}^{tree}`)).trim();
    rmSync(path.join(repository.path, '.git', 'objects', tree.slice(0, 2), tree.slice(2)));
    const { weeks, ai } = await report();
    assert.equal(weeks[0]?.newGround, null);
    assert.equal(ai?.unmarked.commits, 1);
  });

  it('ends when it is aborted, and nothing is kept', async () => {
    await commit(1, 'src/x.ts');
    const reader = readerWith(new GroundCache(folder.path));
    const abort = new AbortController();
    const read = await reader.read(repository.path, plainRequest, { signal: abort.signal });
    const sums = await reader.addRequests(repository.path, plainRequest, read, abort.signal);
    abort.abort();
    await assert.rejects(
      reader.addGround(repository.path, plainRequest, sums, abort.signal),
      error => error instanceof ReadFailure && error.kind === 'aborted',
    );
    assert.deepEqual(readdirSync(folder.path), []);
  });

  /** Commits of a line each, an hour after the other. */
  async function many(count: number, day: number): Promise<void> {
    const commands = Array.from({ length: count }, (_, index) => {
      const who = `Ada Example <ada@example.com> ${(FIRST_COMMIT_TIME + day * dayMs) / 1000 + index * 60} +0000`;
      const from = index === 0 ? 'from refs/heads/main^0\n' : '';
      return `commit refs/heads/main\nauthor ${who}\ncommitter ${who}\ndata 1\nm\n${from}M 100644 inline old/m.py\ndata 4\n${`${index}`.padStart(4)}\n`;
    });
    const place = path.join(folder.path, 'import');
    writeFileSync(place, commands.join(''));
    await repository.git('-c', `alias.load=!git fast-import --quiet < '${place}'`, 'load');
    rmSync(place);
    await repository.git('reset', '--quiet', '--hard');
  }
});
