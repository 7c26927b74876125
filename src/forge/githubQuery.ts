import * as v from 'valibot';
import type { ExactDates } from '../domain/exactDates';

/** A text of GraphQL, and what a good answer to it looks like. */
export interface GithubQuery<S extends v.GenericSchema> {
  readonly text: string;
  readonly answer: S;
}

const instant = v.pipe(v.string(), v.isoTimestamp(), v.transform(Date.parse));
const named = v.object({ nameWithOwner: v.string() });

/** Whether the session sees the repository, what it is called now, and what it is a fork of. */
export const repositoryQuery = {
  text: `query EddyRepository($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) {
    nameWithOwner
    pullRequests { totalCount }
    parent { nameWithOwner }
  }
}`,
  answer: v.object({
    repository: v.object({
      nameWithOwner: v.string(),
      pullRequests: v.object({ totalCount: v.number() }),
      parent: v.nullish(named),
    }),
  }),
} as const satisfies GithubQuery<v.GenericSchema>;

/**
 * Dates of what a search finds. Of the events only the earliest matter; the earliest author date is among the first
 * commits. A page of 50 costs about one point of the 5,000 that GitHub gives an hour.
 */
export const searchQuery = {
  text: `query EddyDates($search: String!, $first: Int!, $after: String) {
  search(type: ISSUE, query: $search, first: $first, after: $after) {
    issueCount
    pageInfo { hasNextPage endCursor }
    nodes {
      ... on PullRequest {
        number
        createdAt
        isDraft
        mergedAt
        closedAt
        commits(first: 10) { nodes { commit { authoredDate } } }
        timelineItems(first: 1, itemTypes: [READY_FOR_REVIEW_EVENT, CONVERT_TO_DRAFT_EVENT]) {
          nodes { ... on ReadyForReviewEvent { createdAt } }
        }
      }
    }
  }
}`,
  answer: v.object({
    search: v.object({
      issueCount: v.pipe(v.number(), v.integer(), v.minValue(0)),
      pageInfo: v.object({ hasNextPage: v.boolean(), endCursor: v.nullish(v.string()) }),
      nodes: v.array(v.unknown()),
    }),
  }),
} as const satisfies GithubQuery<v.GenericSchema>;

const requestSchema = v.object({
  number: v.pipe(v.number(), v.integer(), v.minValue(1)),
  createdAt: instant,
  isDraft: v.boolean(),
  mergedAt: v.nullable(instant),
  closedAt: v.nullable(instant),
  commits: v.nullish(
    v.object({
      nodes: v.nullish(v.array(v.nullable(v.object({ commit: v.object({ authoredDate: v.nullish(instant) }) })))),
    }),
  ),
  timelineItems: v.object({
    /** Without a date: it became a draft. */
    nodes: v.array(v.object({ createdAt: v.optional(instant) })),
  }),
});

/** The search for the person's own requests of a repository, the newest first; epoch milliseconds. */
export function searchText(repository: string, since: number | null, before: number | null): string {
  const second = (at: number) => `${new Date(at).toISOString().slice(0, 19)}Z`;
  return [
    `repo:${repository} is:pr author:@me`,
    ...(since === null ? [] : [`updated:>=${second(since)}`]),
    ...(before === null ? [] : [`created:<=${second(before)}`]),
    'sort:created-desc',
  ].join(' ');
}

/**
 * The dates of one request, or `null` where what must be known is not there: GitHub may leave out parts of an answer.
 * One whose first event makes it a draft had been ready from its creation on.
 */
export function datesOf(node: unknown): ExactDates | null {
  const { success, output } = v.safeParse(requestSchema, node);
  if (!success) return null;
  const { number, createdAt, isDraft, mergedAt, closedAt, commits, timelineItems } = output;
  const [first] = timelineItems.nodes;
  const authored = (commits?.nodes ?? []).flatMap(each => each?.commit.authoredDate ?? []);
  return {
    number,
    createdAt,
    readyAt: isDraft && !first ? null : (first?.createdAt ?? createdAt),
    mergedAt,
    closedAt,
    firstCommitAt: authored.length === 0 ? null : Math.min(...authored),
  };
}
