import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type DatePage, type ExactDates, ExactDatesFailure } from '../../../src/domain/exactDates';
import { GithubForge, graphqlAddress } from '../../../src/forge/githubForge';
import { type HeldRequest, LoopbackForge, type Mischief } from '../../support/loopbackForge';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const now = Date.UTC(2026, 10, 2, 9);
const iso = (at: number) => new Date(at).toISOString().replace('.000', '');
const stream = { owner: 'ada', name: 'stream' };
const token = 'right';

/** So many, each an hour older than the one before it. */
function requests(count: number): HeldRequest[] {
  return Array.from({ length: count }, (_, index) => {
    const createdAt = now - (index + 1) * hourMs;
    const mergedAt = iso(createdAt + 30 * minuteMs);
    return { number: count - index, createdAt: iso(createdAt), updatedAt: mergedAt, mergedAt };
  });
}

describe('GitHub', () => {
  let loopback: LoopbackForge;
  /** What was waited for, milliseconds. */
  let waits: number[];
  let clock: number;
  let pages: DatePage[];

  beforeEach(async () => {
    loopback = await LoopbackForge.start();
    [waits, pages, clock] = [[], [], now];
  });
  afterEach(async () => {
    await loopback.stop();
    assert.deepEqual(loopback.complaints, []);
  });

  const hold = (...held: HeldRequest[]) => {
    loopback.repositories = [{ nameWithOwner: 'ada/stream', requests: held }];
  };
  const forge = (address = loopback.address, timeoutMs = 5000) =>
    new GithubForge({
      address,
      timeoutMs,
      now: () => clock,
      wait: async ms => {
        waits.push(ms);
        clock += ms;
      },
    });
  interface Asked {
    readonly since?: number | null;
    readonly before?: number | null;
    readonly signal?: AbortSignal;
    readonly from?: GithubForge;
    readonly repository?: typeof stream;
  }
  const read = async ({ since = null, before = null, from = forge(), repository = stream, ...rest }: Asked = {}) => {
    const signal = rest.signal ?? new AbortController().signal;
    const onPage = async (page: DatePage) => void pages.push(page);
    await from.read(repository, { since, before }, { token, signal, onPage });
    return came();
  };
  const came = (): ExactDates[] => pages.flatMap(page => page.requests);
  const searches = () =>
    loopback.questions.flatMap(({ variables: { search } }) => (search === undefined ? [] : [search]));
  const failure =
    (kind: string, until: number | null = null) =>
    (error: unknown) => {
      assert.ok(error instanceof ExactDatesFailure, String(error));
      assert.deepEqual({ kind: error.kind, until: error.until }, { kind, until });
      return true;
    };
  const once = (question: number, mischief: Mischief) => {
    loopback.mischief = asked => (asked === question ? mischief : undefined);
  };

  it('is asked at its own address for the API, of Enterprise too', () => {
    assert.equal(graphqlAddress('github.com'), 'https://api.github.com/graphql');
    assert.equal(graphqlAddress('octo.ghe.com'), 'https://api.octo.ghe.com/graphql');
    assert.equal(graphqlAddress('git.example.org:8443'), 'https://git.example.org:8443/api/graphql');
  });

  it('is told the name and that it is about me, and nothing else', async () => {
    hold(...requests(1));
    await read();
    assert.deepEqual(
      loopback.questions.map(({ variables }) => variables),
      [
        { owner: 'ada', name: 'stream' },
        { search: 'repo:ada/stream is:pr author:@me sort:created-desc', first: 50, after: null },
      ],
    );
    for (const { headers } of loopback.questions) assert.doesNotMatch(headers, /cookie|eddy-devex/i);
  });

  it('has nothing to tell of who made no request', async () => {
    hold();
    assert.deepEqual(await read(), []);
    assert.deepEqual(pages, [{ requests: [], done: 0, total: 0, before: null }]);
  });

  describe('tells of a request', () => {
    const base = { number: 7, createdAt: '2026-03-01T10:00:00Z', updatedAt: '2026-03-09T10:00:00Z' };
    const [at, later, last] = ['2026-03-02T10:00:00Z', '2026-03-03T10:00:00Z', '2026-03-04T10:00:00Z'] as const;
    // [what, what GitHub holds, readyAt]
    const table: [string, Partial<HeldRequest>, string | null][] = [
      ['that was ready from its creation on', {}, base.createdAt],
      ['that is a draft', { isDraft: true }, null],
      ['that was a draft', { events: [{ kind: 'ready', at }] }, at],
      ['that was ready, and became a draft', { isDraft: true, events: [{ kind: 'draft', at }] }, base.createdAt],
      [
        'that was ready, became a draft, and left it again',
        {
          events: [
            { kind: 'draft', at },
            { kind: 'ready', at: later },
          ],
        },
        base.createdAt,
      ],
      [
        'that left draft twice',
        {
          events: [
            { kind: 'ready', at },
            { kind: 'draft', at: later },
            { kind: 'ready', at: last },
          ],
        },
        at,
      ],
      ['that was merged as a draft', { isDraft: true, mergedAt: at }, null],
    ];
    for (const [what, held, readyAt] of table) {
      it(what, async () => {
        hold({ ...base, ...held });
        const [dates] = await read();
        assert.equal(dates?.readyAt ?? null, readyAt === null ? null : Date.parse(readyAt));
        assert.equal(dates?.createdAt, Date.parse(base.createdAt));
        assert.equal(dates?.mergedAt ?? null, held.mergedAt ? Date.parse(held.mergedAt) : null);
      });
    }

    it('when its first commit was made, whatever their order', async () => {
      hold({ ...base, authoredAt: [later, at, last] });
      assert.equal((await read())[0]?.firstCommitAt, Date.parse(at));
    });

    it('that was closed', async () => {
      hold({ ...base, closedAt: later });
      const [dates] = await read();
      assert.deepEqual([dates?.mergedAt, dates?.closedAt], [null, Date.parse(later)]);
    });
  });

  it('tells all of 3,000 requests, each once, over the limit of a search', async () => {
    hold(...requests(3000));
    const found = await read();
    assert.equal(found.length, 3000);
    assert.equal(new Set(found.map(({ number }) => number)).size, 3000);
    assert.deepEqual(found[2999], {
      number: 1,
      createdAt: now - 3000 * hourMs,
      readyAt: now - 3000 * hourMs,
      mergedAt: now - 3000 * hourMs + 30 * minuteMs,
      closedAt: now - 3000 * hourMs + 30 * minuteMs,
      firstCommitAt: null,
    });
    assert.ok(loopback.questions.length <= 64, `${loopback.questions.length} questions`);
    for (const [index, { done, total, before }] of pages.entries()) {
      assert.ok(done <= total && total <= 3000 + index, `${done} of ${total}`);
      assert.equal(before === null, index === pages.length - 1);
    }
  });

  it('goes on where it was cut short, and is asked for what is newer only', async () => {
    hold(...requests(120));
    const [middle = assert.fail()] = requests(120).slice(59);
    const before = Date.parse(middle.createdAt);
    assert.deepEqual(
      (await read({ before })).map(({ number }) => number),
      Array.from({ length: 61 }, (_, index) => 61 - index),
    );
    pages = [];
    assert.equal((await read({ since: now - 10 * hourMs })).length, 10);
    assert.deepEqual(
      searches().at(-1),
      'repo:ada/stream is:pr author:@me updated:>=2026-11-01T23:00:00Z sort:created-desc',
    );
  });

  it('comes to an end where more than a search gives were made in one second', async () => {
    const createdAt = iso(now - hourMs);
    const many = requests(1500).map(request => ({ ...request, createdAt }));
    hold(...many, { number: 9999, createdAt: iso(now - 9 * hourMs), updatedAt: createdAt });
    const numbers = new Set((await read()).map(({ number }) => number));
    assert.ok(numbers.has(9999));
    assert.equal(numbers.size, 1001);
  });

  it('is asked by the name that a repository has now', async () => {
    loopback.repositories = [{ nameWithOwner: 'ada/river', formerNames: ['ada/stream'], requests: requests(2) }];
    assert.equal((await read()).length, 2);
  });

  it('is asked of what a fork was made from, if the fork has no requests', async () => {
    const parent = { nameWithOwner: 'grace/stream', requests: requests(3) };
    const fork = { nameWithOwner: 'ada/stream', parent: 'grace/stream' };
    loopback.repositories = [parent, { ...fork, requests: [] }];
    assert.equal((await read()).length, 3);
    pages = [];
    loopback.repositories = [parent, { ...fork, requests: requests(1) }];
    assert.equal((await read()).length, 1);
  });

  it('may leave out a part of an answer', async () => {
    hold(...requests(5));
    once(2, 'partial');
    assert.deepEqual(
      (await read()).map(({ number }) => number),
      [5, 3, 2, 1],
    );
  });

  describe('says', () => {
    const json = (message: string) => JSON.stringify({ message });
    const errors = (type: string, message = 'no') =>
      JSON.stringify({ data: { repository: null }, errors: [{ type, message, path: ['repository'] }] });
    const reset = (after: number) => String(Math.floor((now + after) / 1000));
    const saml = 'Resource protected by organization SAML enforcement. You must grant your OAuth token access.';
    const empty = JSON.stringify({
      data: {
        repository: { nameWithOwner: 'ada/stream', pullRequests: { totalCount: 0 }, parent: null },
        search: { issueCount: 0, pageInfo: { hasNextPage: false, endCursor: null }, nodes: [] },
      },
    });
    // [what, answer, kind, until after now, how often it was asked]
    const table: [string, Mischief, string, number | null, number][] = [
      ['401', { status: 401, body: json('Bad credentials') }, 'signedOut', null, 1],
      ['403', { status: 403, body: json('Forbidden') }, 'refused', null, 1],
      ['403 with a page', { status: 403, body: '<html>Forbidden</html>' }, 'refused', null, 1],
      ['403 for single sign-on', { status: 403, headers: { 'x-github-sso': 'required' } }, 'singleSignOn', null, 1],
      ['no for single sign-on', { status: 200, body: errors('FORBIDDEN', saml) }, 'singleSignOn', null, 1],
      ['no', { status: 200, body: errors('FORBIDDEN') }, 'refused', null, 1],
      ['that more rights are needed', { status: 200, body: errors('INSUFFICIENT_SCOPES') }, 'refused', null, 1],
      [
        '403 with a long retry-after',
        { status: 403, headers: { 'retry-after': '600' } },
        'rateLimited',
        10 * minuteMs,
        1,
      ],
      [
        '429 with a date to come back',
        { status: 429, headers: { 'retry-after': new Date(now + hourMs).toUTCString() } },
        'rateLimited',
        hourMs,
        1,
      ],
      [
        '403 with the end of the hour',
        { status: 403, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset(20 * minuteMs) } },
        'rateLimited',
        20 * minuteMs,
        1,
      ],
      [
        '403 for a secondary limit, and not for how long',
        { status: 403, body: json('You have exceeded a secondary rate limit.') },
        'rateLimited',
        minuteMs,
        1,
      ],
      ['429 without a word', { status: 429 }, 'rateLimited', minuteMs, 1],
      [
        'that the limit is reached, in a good answer',
        {
          status: 200,
          headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset(30 * minuteMs) },
          body: errors('RATE_LIMITED'),
        },
        'rateLimited',
        30 * minuteMs,
        1,
      ],
      [
        'a limit that no person would wait for',
        { status: 429, headers: { 'retry-after': '99999999' } },
        'rateLimited',
        2 * hourMs,
        1,
      ],
      ['500', { status: 500 }, 'broken', null, 3],
      ['502 with a page', { status: 502, body: '<html></html>' }, 'broken', null, 3],
      [
        'that it took too long',
        { status: 200, body: '{"data":null,"errors":[{"message":"timeout"}]}' },
        'broken',
        null,
        3,
      ],
      ['404', { status: 404 }, 'broken', null, 1],
      ['half of an answer', { status: 200, body: '{"data":{"repository":{' }, 'broken', null, 1],
      [
        'a page of a hotel',
        { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>' },
        'broken',
        null,
        1,
      ],
      ['something else', { status: 200, body: '{"data":{"repository":{"nameWithOwner":7}}}' }, 'broken', null, 1],
      ['a list', { status: 200, body: '[]' }, 'broken', null, 1],
      ['too much', { status: 200, body: empty + ' '.repeat(5 * 1024 * 1024) }, 'broken', null, 1],
      [
        'a name that is none',
        {
          status: 200,
          body: '{"data":{"repository":{"nameWithOwner":"a/b org:c","pullRequests":{"totalCount":1},"parent":null}}}',
        },
        'broken',
        null,
        1,
      ],
      ['nothing', 'cut', 'offline', null, 3],
      ['the beginning of an answer', 'cut midway', 'offline', null, 3],
    ];
    for (const [what, mischief, kind, after, questions] of table) {
      it(`${what}: ${kind}`, async () => {
        hold(...requests(1));
        loopback.mischief = () => mischief;
        await assert.rejects(read(), failure(kind, after === null ? null : now + after));
        assert.equal(loopback.questions.length, questions);
        assert.deepEqual(came(), []);
      });
    }

    it('that there is no such repository, or none to be seen', async () => {
      await assert.rejects(read(), failure('notFound'));
    });

    it('that a page holds nothing of a request', async () => {
      hold(...requests(1));
      const body = JSON.stringify({
        data: { search: { issueCount: 1, pageInfo: { hasNextPage: false, endCursor: null }, nodes: [{}] } },
      });
      once(2, { status: 200, body });
      await assert.rejects(read(), failure('broken'));
    });

    it('always that there is a next page', async () => {
      hold(...requests(1));
      const node = {
        number: 1,
        createdAt: iso(now),
        isDraft: false,
        mergedAt: null,
        closedAt: null,
        timelineItems: { nodes: [] },
      };
      const search = { issueCount: 2, pageInfo: { hasNextPage: true, endCursor: 'x' }, nodes: Array(50).fill(node) };
      loopback.mischief = question =>
        question === 1 ? undefined : { status: 200, body: JSON.stringify({ data: { search } }) };
      await assert.rejects(read(), failure('broken'));
      assert.ok(loopback.questions.length < 25);
    });
  });

  describe('is asked again', () => {
    const passing: [string, Mischief, number][] = [
      ['after a fault of the server', { status: 503 }, 1000],
      ['after the line was cut', 'cut', 1000],
      ['after a short limit', { status: 403, headers: { 'retry-after': '5' } }, 5000],
    ];
    for (const [what, mischief, waitMs] of passing) {
      it(what, async () => {
        hold(...requests(1));
        once(2, mischief);
        assert.equal((await read()).length, 1);
        assert.deepEqual(waits, [waitMs]);
      });
    }

    it('not after the last question of the hour', async () => {
      hold(...requests(60));
      const end = now + 40 * minuteMs;
      const body = JSON.stringify({
        data: { repository: { nameWithOwner: 'ada/stream', pullRequests: { totalCount: 60 }, parent: null } },
      });
      once(1, {
        status: 200,
        headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(end / 1000) },
        body,
      });
      await assert.rejects(read(), failure('rateLimited', end));
      assert.equal(loopback.questions.length, 1);
    });
  });

  it('keeps what came before the token was revoked', async () => {
    hold(...requests(200));
    loopback.mischief = question => {
      if (question === 4) loopback.token = 'another';
      return undefined;
    };
    await assert.rejects(read(), failure('signedOut'));
    assert.equal(came().length, 100);
    const { before } = pages.at(-1) ?? assert.fail();
    loopback.token = token;
    loopback.mischief = () => undefined;
    assert.equal(new Set((await read({ before })).map(({ number }) => number)).size, 200);
  });

  it('is given up when no answer comes', async () => {
    hold(...requests(1));
    loopback.mischief = () => 'silent';
    await assert.rejects(read({ from: forge(loopback.address, 50) }), failure('offline'));
    assert.equal(loopback.questions.length, 3);
  });

  it('is not there where nobody listens', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise(resolve => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise(resolve => server.close(resolve));
    await assert.rejects(read({ from: forge(`http://127.0.0.1:${port}/`) }), failure('offline'));
  });

  it('is not followed to another place', async () => {
    const elsewhere = await LoopbackForge.start();
    try {
      for (const status of [301, 302, 307, 308]) {
        loopback.mischief = () => ({ status, headers: { location: elsewhere.address } });
        await assert.rejects(read(), failure('broken'));
      }
      assert.deepEqual(elsewhere.questions, []);
    } finally {
      await elsewhere.stop();
    }
  });

  it('is asked no more once the person has enough of it', async () => {
    hold(...requests(200));
    const stop = new AbortController();
    loopback.mischief = question => {
      if (question === 3) stop.abort();
      return question === 3 ? 'silent' : undefined;
    };
    const patient = forge(loopback.address, hourMs);
    await assert.rejects(read({ signal: stop.signal, from: patient }), { name: 'AbortError' });
    assert.equal(came().length, 50);
    await assert.rejects(read({ signal: stop.signal }), { name: 'AbortError' });
    assert.equal(loopback.questions.length, 3);
  });

  it('gives away nothing of the token or the answer in what went wrong', async () => {
    for (const mischief of ['cut', { status: 403, body: '{"message":"secret right"}' }] as const) {
      loopback.mischief = () => mischief;
      await assert.rejects(read(), (error: Error) => {
        assert.doesNotMatch(
          `${error.stack} ${JSON.stringify(error)} ${String(error.cause)}`,
          /right|secret|127\.0\.0\.1/,
        );
        return true;
      });
    }
  });
});
