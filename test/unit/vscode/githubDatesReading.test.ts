import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { type ExactDateSource, ExactDatesFailure } from '../../../src/domain/exactDates';
import type { PullRequestReport } from '../../../src/domain/report';
import { GithubForge } from '../../../src/forge/githubForge';
import { FolderExactDates } from '../../../src/store/exactDates';
import { GithubDatesReading, type GithubPlace } from '../../../src/vscode/githubDatesReading';
import { type HeldRequest, LoopbackForge } from '../../support/loopbackForge';
import { TemporaryFolder } from '../../support/temporaryFolder';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const id = 'a'.repeat(32);
const begin = Date.UTC(2026, 10, 2, 9);
const iso = (at: number) => new Date(at).toISOString().replace('.000', '');
const place: GithubPlace = { provider: 'github', host: 'github.com', owner: 'ada', name: 'stream' };

const held = (count: number): HeldRequest[] =>
  Array.from({ length: count }, (_, index) => {
    const createdAt = begin - (index + 1) * hourMs;
    return { number: count - index, createdAt: iso(createdAt), updatedAt: iso(createdAt), mergedAt: iso(createdAt) };
  });

describe('the reading of dates from GitHub', () => {
  let folder: TemporaryFolder;
  let store: FolderExactDates;
  let loopback: LoopbackForge;
  let now: number;
  let remote: string | null;
  let enterprise: string | undefined;
  let token: string | null;
  /** The sessions that were asked for, and the hosts. */
  let sessions: unknown[][];
  let hosts: string[];
  let looks: number;

  beforeEach(async () => {
    folder = new TemporaryFolder('github-dates');
    store = new FolderExactDates(folder.path);
    loopback = await LoopbackForge.start();
    loopback.repositories = [{ nameWithOwner: 'ada/stream', requests: held(120) }];
    [now, remote, enterprise, token, looks] = [begin, 'git@github.com:ada/stream.git', undefined, 'right', 0];
    [sessions, hosts] = [[], []];
  });
  afterEach(async () => {
    await loopback.stop();
    folder.dispose();
    assert.deepEqual(loopback.complaints, []);
  });

  const reading = (source?: ExactDateSource) =>
    new GithubDatesReading({
      store,
      forgeAt: host => {
        hosts.push(host);
        return source ?? new GithubForge({ address: loopback.address, now: () => now, wait: () => Promise.resolve() });
      },
      remoteOf: async () => {
        looks++;
        return remote;
      },
      tokenOf: async (...asked) => {
        sessions.push(asked);
        return token;
      },
      enterprise: () => enterprise,
      now: () => now,
    });
  const use = (isPrivate = false, signal = new AbortController().signal, from = reading()) =>
    from.use({ id, place, isPrivate, signal, onAsking: () => undefined, onProgress: () => undefined });
  const landing = (number: number, landedAt: number): PullRequestReport =>
    ({
      forge: 'github',
      number,
      mine: true,
      landedAt: iso(landedAt),
    }) as Partial<PullRequestReport> as PullRequestReport;
  const refresh = (...requests: PullRequestReport[]) =>
    reading().refresh({ id, folder: '/stream', requests, signal: new AbortController().signal });
  const numbers = async () => [...((await store.read(id))?.requests.keys() ?? [])];

  describe('before the person asked for it', () => {
    it('asks nobody for anything, whatever lands', async () => {
      assert.equal(await refresh(landing(1, now), landing(500, now)), false);
      assert.deepEqual([sessions, hosts, looks, loopback.questions], [[], [], 0, []]);
      assert.equal(await store.read(id), null);
    });

    it('asks nobody after it was forgotten', async () => {
      await use();
      await store.forget(id);
      [sessions, hosts] = [[], []];
      now += 48 * hourMs;
      assert.equal(await refresh(landing(500, now)), false);
      assert.deepEqual([sessions, hosts, looks], [[], [], 0]);
    });
  });

  describe('when the person asks for it', () => {
    it('asks for a session and keeps what GitHub tells', async () => {
      const told: [number, number][] = [];
      let asked = 0;
      const known = await reading().use({
        id,
        place,
        isPrivate: false,
        signal: new AbortController().signal,
        onAsking: () => asked++,
        onProgress: (done, total) => told.push([done, total]),
      });
      assert.equal(known, 120);
      assert.deepEqual(told, [
        [50, 120],
        [100, 120],
        [120, 120],
      ]);
      assert.deepEqual([sessions, hosts, asked], [[['github', [], true]], ['github.com'], 1]);
      assert.equal((await numbers()).length, 120);
    });

    it('asks for the right to see what is private only where the person says so', async () => {
      await use(true);
      assert.deepEqual(sessions, [['github', ['repo'], true]]);
      assert.equal((await store.read(id))?.isPrivate, true);
    });

    it('keeps that it is wanted where there is nothing to tell', async () => {
      loopback.repositories = [{ nameWithOwner: 'ada/stream', requests: [] }];
      assert.equal(await use(), 0);
      assert.deepEqual((await store.read(id))?.knownTo, begin);
    });

    it('is not turned on without a session, nor without an answer', async () => {
      token = null;
      await assert.rejects(use(), { kind: 'signedOut' });
      assert.deepEqual(hosts, []);
      token = 'revoked';
      await assert.rejects(use(), { kind: 'signedOut' });
      assert.equal(await store.read(id), null);
    });

    it('keeps what came before it was stopped, and goes on from there', async () => {
      const stop = new AbortController();
      loopback.mischief = question => {
        if (question === 3) stop.abort();
        return undefined;
      };
      await assert.rejects(use(false, stop.signal), { name: 'AbortError' });
      assert.equal((await numbers()).length, 50);
      assert.equal(await use(), 120);
      const searches = loopback.questions.flatMap(({ variables: { search } }) => (search ? [String(search)] : []));
      assert.match(searches[2] ?? '', /created:<=/);
      assert.match(searches.at(-1) ?? '', /updated:>=/);
    });

    it('keeps what came before the token was revoked', async () => {
      loopback.mischief = question => {
        if (question === 3) loopback.token = 'another';
        return undefined;
      };
      await assert.rejects(use(), { kind: 'signedOut' });
      assert.equal((await numbers()).length, 50);
    });

    it('does not ask GitHub before it said that it may', async () => {
      await use();
      const until = now + 20 * minuteMs;
      loopback.mischief = () => ({ status: 403, headers: { 'retry-after': '1200' } });
      await assert.rejects(use(), { kind: 'rateLimited', until });
      assert.equal((await store.read(id))?.notBefore, until);
      const asked = loopback.questions.length;
      loopback.mischief = () => undefined;
      now = until - 1;
      await assert.rejects(use(), { kind: 'rateLimited', until });
      assert.equal(loopback.questions.length, asked);
      now = until;
      assert.equal(await use(), 120);
      assert.equal((await store.read(id))?.notBefore, null);
    });

    it('asks for all of it again, though it is known', async () => {
      await use();
      await store.update(id, kept => kept && { ...kept, requests: new Map() });
      now += minuteMs;
      assert.equal(await use(), 120);
    });

    it('lets what failed before be as it was', async () => {
      await use();
      const before = await store.read(id);
      for (const mischief of [{ status: 500 }, { status: 401 }, 'cut', { status: 200, body: '<html>' }] as const) {
        loopback.mischief = () => mischief;
        await assert.rejects(use(), ExactDatesFailure);
        assert.deepEqual(await store.read(id), before);
      }
    });
  });

  describe('from then on', () => {
    beforeEach(async () => {
      await use(true);
      [sessions, hosts] = [[], []];
    });

    it('asks silently when a request landed that is not known, and for what is new only', async () => {
      now += 2 * hourMs;
      const at = iso(now);
      const more = { number: 121, createdAt: at, updatedAt: at, mergedAt: at };
      loopback.repositories = [{ nameWithOwner: 'ada/stream', requests: [more, ...held(120)] }];
      assert.equal(await refresh(landing(121, now)), true);
      assert.deepEqual(sessions, [['github', ['repo'], false]]);
      assert.equal((await numbers()).length, 121);
      assert.match(String(loopback.questions.at(-1)?.variables.search), /updated:>=2026-11-01T09:00:00Z/);
      assert.equal((await store.read(id))?.isPrivate, true);
    });

    it('asks nobody when nothing landed, or what did is known', async () => {
      now += 2 * hourMs;
      assert.equal(await refresh(landing(120, begin - hourMs)), false);
      assert.deepEqual([sessions, hosts], [[], []]);
    });

    it('asks at most once an hour, whatever comes of it, and in whichever window', async () => {
      now += 2 * hourMs;
      token = null;
      assert.equal(await refresh(landing(500, now)), false);
      assert.equal(sessions.length, 1);
      token = 'right';
      store = new FolderExactDates(folder.path);
      now += hourMs - 1;
      assert.equal(await refresh(landing(500, now)), false);
      assert.equal(sessions.length, 1);
      now += 1;
      await refresh(landing(500, now));
      assert.equal(sessions.length, 2);
    });

    it('is asked by one of two windows that see the same', async () => {
      now += 2 * hourMs;
      const first = refresh(landing(500, now));
      store = new FolderExactDates(folder.path);
      await Promise.all([first, refresh(landing(500, now))]);
      assert.equal(sessions.length, 1);
    });

    it('tells the forge’s limit on, and keeps to it', async () => {
      now += 2 * hourMs;
      loopback.mischief = () => ({ status: 403, headers: { 'retry-after': '5400' } });
      await assert.rejects(refresh(landing(500, now)), { kind: 'rateLimited' });
      now += hourMs;
      assert.equal(await refresh(landing(500, now)), false);
      now += 30 * minuteMs;
      loopback.mischief = () => undefined;
      await refresh(landing(500, now));
      assert.equal(sessions.length, 2);
    });

    it('ends where the remote is no longer GitHub’s', async () => {
      now += 2 * hourMs;
      remote = 'https://gitlab.com/ada/stream.git';
      assert.equal(await refresh(landing(500, now)), false);
      assert.deepEqual(sessions, []);
    });

    it('stops, and keeps nothing, if it is forgotten meanwhile in another window', async () => {
      now += 2 * hourMs;
      const other = new FolderExactDates(folder.path);
      const source: ExactDateSource = {
        async read(_, __, { onPage, signal }) {
          await other.forget(id);
          await onPage({ requests: [], done: 50, total: 120, before: 1 });
          await delay(1000, undefined, { signal });
          assert.fail('it goes on');
        },
      };
      const signal = new AbortController().signal;
      const asked = { id, folder: '/stream', requests: [landing(500, now)], signal };
      await assert.rejects(reading(source).refresh(asked), { name: 'AbortError' });
      assert.equal(await store.read(id), null);
    });
  });

  describe('knows as GitHub', () => {
    // [remote, setting, provider and host]
    const table: [string | null, string | undefined, string | null][] = [
      ['git@github.com:ada/stream.git', undefined, 'github github.com'],
      ['git@github.com:ada/stream.git', 'https://git.example.org', 'github github.com'],
      ['git@git.example.org:ada/stream.git', 'https://git.example.org', 'github-enterprise git.example.org'],
      ['git@git.example.org:ada/stream.git', 'https://GIT.example.org:8443/', 'github-enterprise git.example.org:8443'],
      [
        'https://git.example.org:8443/ada/stream',
        'https://git.example.org:8443',
        'github-enterprise git.example.org:8443',
      ],
      ['git@octo.ghe.com:ada/stream.git', 'https://octo.ghe.com', 'github-enterprise octo.ghe.com'],
      ['git@git.example.org:ada/stream.git', undefined, null],
      ['git@git.example.org:ada/stream.git', 'https://git.example.com', null],
      ['git@git.example.org:ada/stream.git', 'http://git.example.org', null],
      ['git@git.example.org:ada/stream.git', 'git.example.org', null],
      ['git@gitlab.com:ada/stream.git', undefined, null],
      ['/srv/stream.git', undefined, null],
      [null, 'https://git.example.org', null],
    ];
    for (const [address, setting, expected] of table) {
      it(`${address} with ${setting ?? 'no setting'}: ${expected ?? 'no'}`, async () => {
        [remote, enterprise] = [address, setting];
        const found = await reading().placeOf('/stream');
        assert.equal(found && `${found.provider} ${found.host}`, expected);
      });
    }
  });
});
