import assert from 'node:assert/strict';
import type { ExactDatesStore } from '../../../src/domain/exactDates';
import { GithubForge } from '../../../src/forge/githubForge';
import { requestRemoteOf } from '../../../src/git/requestRemote';
import { FolderExactDates } from '../../../src/store/exactDates';
import { GithubDatesReading } from '../../../src/vscode/githubDatesReading';
import { LoopbackForge } from '../../support/loopbackForge';
import { TemporaryFolder } from '../../support/temporaryFolder';
import { TemporaryRepository } from '../../support/temporaryRepository';

const [fork, source] = ['git@github.com:ada/stream.git', 'https://github.com/brook/stream.git'];

describe('the remote that requests land on', () => {
  let clone: TemporaryRepository;
  const remoteOf = () => requestRemoteOf(clone.path, { environment: clone.environment });
  /** What a fetch from there would have left. */
  const fetched = (remote: string, branch: string, commit: string) =>
    clone.git('update-ref', `refs/remotes/${remote}/${branch}`, commit);
  let first: string;
  let second: string;
  beforeEach(async () => {
    clone = await TemporaryRepository.create();
    first = await clone.commit('one');
    second = await clone.commit('two');
  });
  afterEach(() => clone.dispose());

  it('is origin where there is no other', async () => {
    assert.equal(await remoteOf(), null);
    await clone.git('remote', 'add', 'origin', fork);
    assert.equal(await remoteOf(), fork);
  });

  it('is upstream where that is the only one that is known by name', async () => {
    await clone.git('remote', 'add', 'ada', fork);
    await clone.git('remote', 'add', 'upstream', source);
    assert.equal(await remoteOf(), source);
  });

  describe('of a fork', () => {
    beforeEach(async () => {
      await clone.git('remote', 'add', 'origin', fork);
      await clone.git('remote', 'add', 'upstream', source);
    });

    // [what, the commits of the fork's default branch and of that upstream, whether it is upstream]
    for (const [what, ours, theirs, isUpstream] of [
      ['is behind', 1, 2, true],
      ['is as far', 2, 2, true],
      ['is ahead of what was fetched', 2, 1, false],
    ] as const) {
      it(`is ${isUpstream ? 'upstream' : 'the fork'} where the fork ${what}`, async () => {
        await fetched('origin', 'main', ours === 1 ? first : second);
        await fetched('upstream', 'main', theirs === 1 ? first : second);
        assert.equal(await remoteOf(), isUpstream ? source : fork);
      });
    }

    it('is the fork where that has gone its own way', async () => {
      await clone.git('switch', '--quiet', '--create', 'own', first);
      const own = await clone.commit('three');
      await fetched('origin', 'main', own);
      await fetched('upstream', 'main', second);
      assert.equal(await remoteOf(), fork);
    });

    it('is the fork before upstream was fetched', async () => {
      await fetched('origin', 'main', first);
      assert.equal(await remoteOf(), fork);
    });

    it('is upstream also where that calls its default branch otherwise', async () => {
      await fetched('origin', 'main', first);
      await fetched('upstream', 'trunk', second);
      assert.equal(await remoteOf(), fork);
      await clone.git('symbolic-ref', 'refs/remotes/upstream/HEAD', 'refs/remotes/upstream/trunk');
      assert.equal(await remoteOf(), source);
    });

    describe('when GitHub is asked', () => {
      let folder: TemporaryFolder;
      let loopback: LoopbackForge;
      let store: ExactDatesStore;
      beforeEach(async () => {
        folder = new TemporaryFolder('github-dates');
        store = new FolderExactDates(folder.path);
        loopback = await LoopbackForge.start();
        const dates = { createdAt: '2026-11-02T09:00:00Z', updatedAt: '2026-11-02T10:00:00Z' };
        // The fork has requests too: numbers of its own.
        loopback.repositories = [
          { nameWithOwner: 'ada/stream', parent: 'brook/stream', requests: [{ number: 1, ...dates }] },
          { nameWithOwner: 'brook/stream', requests: [{ number: 412, ...dates }] },
        ];
      });
      afterEach(async () => {
        await loopback.stop();
        folder.dispose();
        assert.deepEqual(loopback.complaints, []);
      });

      const numbers = async () => {
        const reading = new GithubDatesReading({
          store,
          forgeAt: () => new GithubForge({ address: loopback.address }),
          remoteOf: () => remoteOf(),
          tokenOf: async () => 'right',
          enterprise: () => undefined,
          now: () => Date.UTC(2026, 10, 3),
        });
        const place = await reading.placeOf(clone.path);
        assert.ok(place);
        const { signal } = new AbortController();
        const silent = { onAsking: () => undefined, onProgress: () => undefined };
        await reading.use({ id: 'a'.repeat(32), place, isPrivate: false, signal, ...silent });
        return [...((await store.read('a'.repeat(32)))?.requests.keys() ?? [])];
      };

      it('tells of the requests upstream', async () => {
        await fetched('origin', 'main', first);
        await fetched('upstream', 'main', second);
        assert.deepEqual(await numbers(), [412]);
      });

      it('tells of the fork’s own where that has gone its own way', async () => {
        await fetched('origin', 'main', second);
        await fetched('upstream', 'main', first);
        assert.deepEqual(await numbers(), [1]);
      });
    });
  });
});
