import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { buildSchema, execute, type GraphQLSchema, parse, validate } from 'graphql';
import { repositoryRoot } from './repositoryRoot';

/** A request of the person's, as this forge holds it; ISO 8601. */
export interface HeldRequest {
  readonly number: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly isDraft?: boolean;
  /** What happened to its draft state, in order. */
  readonly events?: readonly { readonly kind: 'ready' | 'draft'; readonly at: string }[];
  readonly mergedAt?: string | null;
  readonly closedAt?: string | null;
  readonly authoredAt?: readonly string[];
}

export interface HeldRepository {
  /** `owner/name`; asked for by another of its names, it answers with this one. */
  readonly nameWithOwner: string;
  readonly formerNames?: readonly string[];
  readonly parent?: string;
  readonly requests: readonly HeldRequest[];
}

/** What comes instead of an answer; `undefined` for the answer. */
export type Mischief =
  | undefined
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string }
  | 'cut'
  | 'cut midway'
  | 'silent'
  /** GraphQL that lacks the node in the middle of a page, with an error beside it. */
  | 'partial';

/** One question that came. */
export interface Question {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly authorization: string | undefined;
  /** Names and values of all headers. */
  readonly headers: string;
}

interface Options {
  /** With a certificate and its key in PEM it speaks https. */
  readonly certificate?: { readonly cert: string; readonly key: string };
}

/** Of one search, as GitHub has it. */
const mostResults = 1000;
const mostNodes = 100;

/** A GitHub on 127.0.0.1: it knows GitHub's schema, and takes nothing that GitHub would not. */
export class LoopbackForge {
  readonly questions: Question[] = [];
  /** What was wrong with questions; must stay empty. */
  readonly complaints: string[] = [];
  repositories: readonly HeldRepository[] = [];
  /** The one that is let in. */
  token = 'right';
  /** What becomes of the n-th question, from 1 on. */
  mischief: (question: number) => Mischief = () => undefined;
  readonly #server: Server;
  readonly #scheme: string;

  private constructor({ certificate }: Options) {
    const listener: RequestListener = (request, response) => void this.#answer(request, response);
    this.#scheme = certificate ? 'https' : 'http';
    this.#server = certificate ? createSecureServer(certificate, listener) : createServer(listener);
  }

  static async start(options: Options = {}): Promise<LoopbackForge> {
    const forge = new LoopbackForge(options);
    await new Promise<void>(resolve => forge.#server.listen(0, '127.0.0.1', resolve));
    return forge;
  }

  /** `127.0.0.1:port`. */
  get host(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get address(): string {
    return `${this.#scheme}://${this.host}/api/graphql`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { query = '', variables = {} } = JSON.parse(await bodyOf(request));
    const { authorization } = request.headers;
    this.questions.push({ query, variables, authorization, headers: request.rawHeaders.join(' ') });
    const mischief = this.mischief(this.questions.length);
    if (mischief === 'silent') return;
    if (mischief === 'cut') {
      request.socket.destroy();
    } else if (typeof mischief === 'object') {
      response.writeHead(mischief.status, { 'content-type': 'application/json', ...mischief.headers });
      response.end(mischief.body ?? '{}');
    } else if (authorization !== `Bearer ${this.token}`) {
      response.writeHead(401, { 'content-type': 'application/json' });
      response.end('{"message":"Bad credentials"}');
    } else {
      const body = await this.#execute(query, variables, mischief === 'partial');
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
      if (mischief === 'cut midway') response.write(body.slice(0, 20), () => request.socket.destroy());
      else response.end(body);
    }
  }

  async #execute(query: string, variables: Record<string, unknown>, partial: boolean): Promise<string> {
    const document = parse(query);
    const errors = validate(githubSchema(), document);
    this.complaints.push(...errors.map(({ message }) => message));
    if (errors.length > 0) return JSON.stringify({ errors });
    const rootValue = {
      repository: ({ owner, name }: { owner: string; name: string }) => this.#repository(`${owner}/${name}`),
      search: (question: SearchQuestion) => this.#search(question, partial),
    };
    const result = await execute({ schema: githubSchema(), document, rootValue, variableValues: variables });
    const told = result.errors?.map(({ message, path, originalError }) => {
      const type = originalError instanceof ForgeError ? originalError.type : undefined;
      if (type === undefined) this.complaints.push(message);
      return { message, path, type };
    });
    const shaken = partial && !told ? [{ message: 'Something went wrong', path: ['search', 'nodes'] }] : told;
    return JSON.stringify({ data: result.data, ...(shaken && { errors: shaken }) });
  }

  #held(name: string): HeldRepository | undefined {
    return this.repositories.find(each => each.nameWithOwner === name || each.formerNames?.includes(name));
  }

  #repository(name: string): object {
    const held = this.#held(name);
    if (!held) throw new ForgeError('NOT_FOUND', `Could not resolve to a Repository with the name '${name}'.`);
    const { nameWithOwner, parent, requests } = held;
    return {
      nameWithOwner,
      pullRequests: { totalCount: requests.length },
      parent: parent === undefined ? null : { nameWithOwner: parent },
    };
  }

  #search({ query, first, after }: SearchQuestion, partial: boolean): object {
    if (!(first >= 1 && first <= mostNodes)) throw new Error('a page has 1 to 100 nodes');
    const found = this.#found(query);
    const from = after === null || after === undefined ? 0 : Number(after);
    const page = found.slice(from, Math.min(from + first, mostResults));
    const end = from + page.length;
    const nodes = page.map(nodeOf);
    return {
      issueCount: found.length,
      pageInfo: {
        hasNextPage: end < Math.min(found.length, mostResults),
        endCursor: nodes.length > 0 ? `${end}` : null,
      },
      nodes: partial ? nodes.map((node, index) => (index === 1 ? null : node)) : nodes,
    };
  }

  /** Like GitHub's search it finds nothing, and says so, where there is no such repository. */
  #found(query: string): HeldRequest[] {
    let found: HeldRequest[] = [];
    for (const word of query.split(' ')) {
      const [, qualifier = '', value = ''] = /^(\w+):(.*)$/.exec(word) ?? [];
      const at = Date.parse(value.replace(/^[<>]=/, ''));
      if (qualifier === 'repo') {
        found = [...(this.repositories.find(each => each.nameWithOwner === value)?.requests ?? [])];
      } else if (word === 'sort:created-desc') {
        found.sort((one, other) => Date.parse(other.createdAt) - Date.parse(one.createdAt));
      } else if (/^updated:>=/.test(word)) {
        found = found.filter(({ updatedAt }) => Date.parse(updatedAt) >= at);
      } else if (/^created:<=/.test(word)) {
        found = found.filter(({ createdAt }) => Date.parse(createdAt) <= at);
      } else if (word !== 'is:pr' && word !== 'author:@me') {
        throw new Error(`a search for ${word}`);
      }
    }
    return found;
  }
}

interface SearchQuestion {
  readonly query: string;
  readonly first: number;
  readonly after?: string | null;
}

/** One that GitHub tells of, too. */
class ForgeError extends Error {
  constructor(
    readonly type: string,
    message: string,
  ) {
    super(message);
  }
}

function nodeOf({ events = [], authoredAt = [], isDraft = false, mergedAt, closedAt, ...rest }: HeldRequest): object {
  return {
    __typename: 'PullRequest',
    ...rest,
    isDraft,
    mergedAt: mergedAt ?? null,
    closedAt: closedAt ?? mergedAt ?? null,
    commits: ({ first }: { first: number }) => ({
      nodes: authoredAt.slice(0, first).map(authoredDate => ({ commit: { authoredDate } })),
    }),
    timelineItems: ({ first, itemTypes }: { first: number; itemTypes: string[] }) => ({
      nodes: events
        .map(({ kind, at }) => ({
          __typename: kind === 'ready' ? 'ReadyForReviewEvent' : 'ConvertToDraftEvent',
          createdAt: at,
        }))
        .filter(({ __typename }) => itemTypes.includes(enumName(__typename)))
        .slice(0, first),
    }),
  };
}

/** `READY_FOR_REVIEW_EVENT` for `ReadyForReviewEvent`. */
const enumName = (type: string): string => type.replace(/(?!^)[A-Z]/g, letter => `_${letter}`).toUpperCase();

let schema: GraphQLSchema | undefined;

/** As GitHub publishes it. */
function githubSchema(): GraphQLSchema {
  const file = path.join(repositoryRoot, 'node_modules', '@octokit', 'graphql-schema', 'schema.graphql');
  schema ??= buildSchema(readFileSync(file, 'utf8'), { assumeValidSDL: true });
  return schema;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const part of request) body += part;
  return body;
}
