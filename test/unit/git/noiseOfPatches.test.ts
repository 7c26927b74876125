import assert from 'node:assert/strict';
import type { CommitChange } from '../../../src/domain/change';
import { readChanges } from '../../../src/git/changes';
import { Git, patchOptions } from '../../../src/git/git';
import { type ModelHunk, modelNoise, plainNoise } from '../../support/noiseModel';
import { type PlainHunk, PlainPatch } from '../../support/plainPatch';
import { randomHistory } from './randomHistory';

describe('noise in random histories', function () {
  this.timeout(120_000);

  for (const seed of [1, 2, 3, 4, 5, 6]) {
    it(`is what the definition says of git’s own text (seed ${seed})`, async () => {
      const { repository, tips } = await randomHistory({ seed, commits: 120, merges: false });
      const ordinary = (await repository.git('rev-list', ...tips)).trim().split('\n');
      const git = new Git(repository.path, { environment: repository.environment });
      const { signal } = new AbortController();
      const changes = new Map<string, CommitChange>();
      const sink = { onChange: (change: CommitChange) => changes.set(change.id, change), onUnreadable: assert.fail };
      const isGenerated = (path: string) => path.startsWith('src/');
      await readChanges(git, { ordinary, merges: [] }, isGenerated, sink, signal);
      const hunks = new Map<string, PlainHunk[]>(ordinary.map(id => [id, []]));
      const plain = new PlainPatch(hunk => hunks.get(hunk.commit)?.push(hunk));
      const words = ['diff-tree', '--stdin', '--root', '-r', '-p', '-U0', '-M', '--diff-algorithm=myers'];
      const input = ordinary.map(id => `${id}\n`).join('');
      await git.stream([...words, ...patchOptions], input, chunk => plain.push(chunk), signal);
      repository.dispose();

      let noise = 0;
      for (const id of ordinary) {
        const change = changes.get(id);
        assert.ok(change);
        const placed = (hunk: PlainHunk): ModelHunk => {
          const file = change.files.findIndex(({ path }) => path === hunk.path);
          const of = (lines: PlainHunk['added']) => lines.map(line => ({ ...line, file }));
          return { deleted: of(hunk.deleted), added: of(hunk.added) };
        };
        const expected = modelNoise((hunks.get(id) ?? []).map(placed), file =>
          isGenerated(change.files[file]?.path ?? ''),
        );
        const found = plainNoise(change);
        assert.deepEqual(found, expected);
        noise += found.blankAdded.length + found.moved.length + found.whitespace.length;
      }
      assert.ok(noise > 50, `${noise} lines`);
    });
  }
});
