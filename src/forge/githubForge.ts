import type * as v from 'valibot';
import {
  type DatePage,
  type DateWalk,
  type ExactDateSource,
  type ExactDates,
  ExactDatesFailure,
} from '../domain/exactDates';
import { type GithubRepository, namedRepository } from '../domain/githubRemote';
import { datesOf, repositoryQuery, searchQuery, searchText } from './githubQuery';
import { GithubTransport, type GithubTransportParts } from './githubTransport';

const pageSize = 50;
/** Of one search. */
const mostResults = 1000;
const secondMs = 1000;

interface Asking {
  readonly token: string;
  readonly signal: AbortSignal;
  readonly onPage: (page: DatePage) => Promise<void>;
}

/** Where the GraphQL API of github.com, of a GitHub Enterprise Cloud with a host of its own, or of a server is. */
export function graphqlAddress(host: string): string {
  if (host === 'github.com' || host.endsWith('.ghe.com')) return `https://api.${host}/graphql`;
  return `https://${host}/api/graphql`;
}

/**
 * GitHub, as far as it tells of the dates of the person's own requests. A search gives 1,000 results at most: from the
 * oldest of them on another search goes on.
 */
export class GithubForge implements ExactDateSource {
  readonly #parts: GithubTransportParts;

  /** @param host see {@link graphqlAddress}. */
  static at(this: void, host: string): GithubForge {
    return new GithubForge({ address: graphqlAddress(host) });
  }

  constructor(parts: GithubTransportParts) {
    this.#parts = parts;
  }

  async read(
    repository: Pick<GithubRepository, 'owner' | 'name'>,
    walk: Pick<DateWalk, 'since' | 'before'>,
    asking: Asking,
  ): Promise<void> {
    const transport = new GithubTransport(this.#parts);
    const place = await placeOf(transport, repository, asking);
    const seen = new Set<number>();
    let before = walk.before;
    for (;;) {
      const next = await this.#search(transport, searchText(place, walk.since, before), seen, asking);
      if (next === null) return;
      // Where more than a search gives were made in one second, the rest of them can't be reached.
      before = next === before ? next - secondMs : next;
    }
  }

  /** One search to its end; says from when on another has to go on, or `null` where there is no more. */
  async #search(transport: GithubTransport, search: string, seen: Set<number>, asking: Asking): Promise<number | null> {
    const earlier = seen.size;
    let oldest: number | null = null;
    let results = 0;
    for (let after: string | null = null; ; ) {
      const { issueCount, pageInfo, nodes } = await pageOf(transport, search, after, asking);
      const requests = nodes.map(datesOf).filter(dates => dates !== null);
      if (nodes.length > 0 && requests.length === 0) throw new ExactDatesFailure('broken');
      results += nodes.length;
      if (results > mostResults) throw new ExactDatesFailure('broken');
      const fresh = requests.filter(({ number }) => !seen.has(number));
      for (const { number } of fresh) seen.add(number);
      oldest = oldestOf(requests, oldest);
      const cursor = pageInfo.endCursor ?? null;
      const hasNext = pageInfo.hasNextPage && cursor !== null && nodes.length > 0;
      const isEnd = !hasNext && results >= issueCount;
      const total = isEnd ? seen.size : Math.max(seen.size, earlier + issueCount);
      await asking.onPage({ requests: fresh, done: seen.size, total, before: isEnd ? null : oldest });
      if (!hasNext) return isEnd ? null : oldest;
      after = cursor;
    }
  }
}

type SearchPage = v.InferOutput<typeof searchQuery.answer>['search'];

async function pageOf(
  transport: GithubTransport,
  search: string,
  after: string | null,
  asking: Asking,
): Promise<SearchPage> {
  return (await transport.ask(searchQuery, { search, first: pageSize, after }, asking)).search;
}

/** `owner/name`, as it is called now. A fork that has no requests of its own stands for what it was forked from. */
async function placeOf(
  transport: GithubTransport,
  { owner, name }: Pick<GithubRepository, 'owner' | 'name'>,
  asking: Asking,
): Promise<string> {
  const { repository } = await transport.ask(repositoryQuery, { owner, name }, asking);
  const { parent, pullRequests, nameWithOwner } = repository;
  const place = parent && pullRequests.totalCount === 0 ? parent.nameWithOwner : nameWithOwner;
  if (!namedRepository(place)) throw new ExactDatesFailure('broken');
  return place;
}

function oldestOf(requests: readonly ExactDates[], before: number | null): number | null {
  const dates = requests.map(({ createdAt }) => createdAt);
  return dates.length === 0 ? before : Math.min(before ?? Number.POSITIVE_INFINITY, ...dates);
}
