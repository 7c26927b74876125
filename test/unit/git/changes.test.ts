import assert from 'node:assert/strict';
import { chmodSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { CommitChange } from '../../../src/domain/change';
import { ReadFailure } from '../../../src/domain/report';
import { type ChangesToRead, readChanges, readWhole } from '../../../src/git/changes';
import { Git } from '../../../src/git/git';
import { TemporaryRepository } from '../../support/temporaryRepository';

const text = (lines: number): string => Array.from({ length: lines }, (_, line) => `line number ${line}\n`).join('');

/** Reads changes; paths by commit, in the order in which they came, and those that could not be read. */
async function read(repository: TemporaryRepository, asked: ChangesToRead, signal = new AbortController().signal) {
  const git = new Git(repository.path, { environment: repository.environment });
  const changes = new Map<string, CommitChange>();
  const unreadable: string[] = [];
  const onChange = (change: CommitChange) => {
    assert.ok(!changes.has(change.id), `${change.id} came twice`);
    changes.set(change.id, change);
  };
  await readChanges(git, asked, () => false, { onChange, onUnreadable: id => unreadable.push(id) }, signal);
  const paths = Object.fromEntries([...changes].map(([id, { files }]) => [id, files.map(file => file.path)]));
  return { changes, paths, unreadable };
}

/** Takes an object away, as a damaged disk or a partial clone does. */
async function lose(repository: TemporaryRepository, name: string): Promise<void> {
  const id = (await repository.git('rev-parse', name)).trim();
  const file = path.join(repository.path, '.git', 'objects', id.slice(0, 2), id.slice(2));
  chmodSync(path.dirname(file), 0o755);
  rmSync(file);
}

describe('the changes of commits', () => {
  it('come for every commit once, also where it changes nothing', async () => {
    const repository = await TemporaryRepository.create();
    repository.write('a', 'a\n');
    const first = await repository.commit('first');
    const empty = await repository.commit('empty');
    repository.write('b', 'b\n');
    const second = await repository.commit('second');
    const alsoEmpty = await repository.commit('also empty');
    const ids = [empty, alsoEmpty, second, first, await repository.commit('last')];
    const { paths, unreadable } = await read(repository, { ordinary: ids, merges: [] });
    assert.deepEqual(paths, { ...Object.fromEntries(ids.map(id => [id, []])), [first]: ['a'], [second]: ['b'] });
    assert.deepEqual(unreadable, []);
  });

  it('come for no commit where none is asked for', async () => {
    const repository = await TemporaryRepository.create();
    const { paths } = await read(repository, { ordinary: [], merges: [] });
    assert.deepEqual(paths, {});
  });

  it('come for merges with and without changes, and with the names that a file had in its parents', async () => {
    const repository = await TemporaryRepository.create();
    repository.write('old', text(20));
    repository.write('other', text(3));
    await repository.commit('first');
    await repository.branch('side');
    repository.write('old', text(20).replace('number 3', 'of the side'));
    await repository.commit('change');
    await repository.switchTo('main');
    await repository.git('mv', 'old', 'new');
    repository.write('new', text(20).replace('number 15', 'of main'));
    await repository.commit('rename');
    const renamed = await repository.merge('side');
    await repository.branch('quiet');
    await repository.commit('nothing');
    await repository.switchTo('main');
    repository.write('other', text(4));
    await repository.commit('something');
    const quiet = await repository.merge('quiet');
    const { changes, paths, unreadable } = await read(repository, { ordinary: [], merges: [quiet, renamed] });
    assert.deepEqual(paths, { [quiet]: [], [renamed]: ['new'] });
    assert.deepEqual(changes.get(renamed)?.files[0]?.parentPaths, ['new', 'old']);
    assert.deepEqual(unreadable, []);
  });

  it('come for the commits around one whose objects are missing', async () => {
    const repository = await TemporaryRepository.create();
    const ids: string[] = [];
    for (const number of [0, 1, 2, 3, 4]) {
      repository.write('file', text(number + 1));
      ids.push(await repository.commit(`${number}`));
    }
    await lose(repository, `${ids[2]}:file`);
    const { paths, unreadable } = await read(repository, { ordinary: ids, merges: [] });
    // The blob is the new one of its commit, and the old one of the next.
    assert.deepEqual(unreadable, [ids[2], ids[3]]);
    assert.deepEqual(Object.keys(paths), [ids[0], ids[1], ids[4]]);
  });

  it('come not for a merge whose objects are missing where its renames are looked for', async () => {
    const repository = await TemporaryRepository.create();
    repository.write('file', text(3));
    await repository.commit('first');
    await repository.branch('side');
    repository.write('theirs', 'a\n');
    await repository.commit('theirs');
    await repository.switchTo('main');
    repository.write('ours', 'b\n');
    await repository.commit('ours');
    await repository.git('merge', '--no-commit', '--no-ff', 'side');
    repository.write('new', 'of the merge\n');
    const merge = await repository.commit('merge');
    await lose(repository, `${merge}:new`);
    const { paths, unreadable } = await read(repository, { ordinary: [], merges: [merge] });
    assert.deepEqual(paths, {});
    assert.deepEqual(unreadable, [merge]);
  });

  it('end with a failure that says so where the reading is cancelled', async () => {
    const repository = await TemporaryRepository.create();
    repository.write('a', 'a\n');
    const id = await repository.commit('first');
    const controller = new AbortController();
    controller.abort();
    await assert.rejects(
      read(repository, { ordinary: [id], merges: [] }, controller.signal),
      error => error instanceof ReadFailure && error.kind === 'aborted',
    );
  });

  it('of whole branches come as if they were one commit', async () => {
    const repository = await TemporaryRepository.create();
    repository.write('a', 'a\n');
    const base = await repository.commit('base');
    repository.write('a', 'a\nb\n');
    await repository.commit('one');
    repository.write('a', 'a\nb\nc\n');
    const tip = await repository.commit('two');
    const git = new Git(repository.path, { environment: repository.environment });
    const spans: [string, readonly number[]][] = [];
    await readWhole(
      git,
      [`${tip} ${base}`, `${base} ${base}`],
      () => false,
      (span, { files }) => spans.push([span, files[0]?.hunks ?? []]),
      new AbortController().signal,
    );
    assert.deepEqual(spans, [[`${tip} ${base}`, [2, 0, 2, 2]]]);
  });

  it('without lines are the same where the same files become the same, wherever that is', async () => {
    const repository = await TemporaryRepository.create();
    for (const name of ['a', 'b']) repository.write(name, text(9).replaceAll('number', name));
    repository.write('image', Buffer.from([0, 1]));
    const base = await repository.commit('base');
    const prints: (string | undefined)[] = [];
    const steps: Record<string, () => Promise<unknown>> = {
      renamed: () => repository.git('mv', 'a', 'c'),
      'to another name': () => repository.git('mv', 'a', 'd'),
      'another file': () => repository.git('mv', 'b', 'c'),
      painted: async () => repository.write('image', Buffer.from([0, 2])),
      'painted otherwise': async () => repository.write('image', Buffer.from([0, 3])),
      nothing: async () => undefined,
    };
    for (const place of ['one', 'other']) {
      await repository.git('checkout', '--quiet', base);
      repository.write('elsewhere', place);
      const from = await repository.commit(place);
      for (const [step, change] of Object.entries(steps)) {
        await repository.git('checkout', '--quiet', from);
        await change();
        const id = await repository.commit(step);
        prints.push((await read(repository, { ordinary: [id], merges: [] })).changes.get(id)?.fingerprint);
      }
    }
    const count = Object.keys(steps).length;
    assert.deepEqual(prints.slice(count), prints.slice(0, count));
    assert.equal(new Set(prints).size, count);
    assert.equal(prints.at(-1), '');
  });

  for (const [what, lost] of [
    ['blob', (tip: string) => `${tip}:f`],
    ['tree', (tip: string) => `${tip}^{tree}`],
    ['commit', (tip: string) => tip],
    ['base', (_: string, base: string) => base],
  ] as const) {
    for (const inARow of [1, 25]) {
      it(`of whole branches come behind ${inARow} whose ${what} is missing`, async () => {
        const repository = await TemporaryRepository.create();
        repository.write('f', text(3));
        const root = await repository.commit('root');
        const spans: string[] = [];
        const losing: string[] = [];
        for (let at = 0; at < inARow + 4; at++) {
          await repository.git('checkout', '--quiet', root);
          repository.write(`of ${at}`, text(2));
          const base = await repository.commit('base');
          repository.write('f', text(4 + at));
          const tip = await repository.commit('tip');
          spans.push(`${tip} ${base}`);
          if (at > 1 && at < inARow + 2) losing.push(await repository.git('rev-parse', lost(tip, base)));
        }
        for (const id of losing) await lose(repository, id.trim());
        const read: string[] = [];
        const nothing: string[] = [];
        const git = new Git(repository.path, { environment: repository.environment });
        await readWhole(
          git,
          spans,
          () => false,
          span => read.push(span),
          new AbortController().signal,
          {
            onNothing: span => nothing.push(span),
          },
        );
        assert.deepEqual(read, [...spans.slice(0, 2), ...spans.slice(-2)]);
        assert.deepEqual(nothing, spans.slice(2, -2));
      }).timeout(120_000);
    }
  }
});
