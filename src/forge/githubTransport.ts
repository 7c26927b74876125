import { setTimeout as delay } from 'node:timers/promises';
import * as v from 'valibot';
import { ExactDatesFailure } from '../domain/exactDates';
import type { GithubQuery } from './githubQuery';

const mostTries = 3;
/** A limit that lasts longer is told to the person instead. */
const longestWaitMs = 20_000;
const mostBytes = 4 * 1024 * 1024;
/** GitHub asks for at least so long where it limits without saying for how long. */
const leastLimitMs = 60_000;
/** No limit of GitHub's lasts longer than an hour. */
const longestLimitMs = 2 * 3_600_000;

export interface GithubTransportParts {
  /** Of the GraphQL API. */
  readonly address: string;
  /** Epoch milliseconds. */
  readonly now?: () => number;
  readonly wait?: (ms: number, signal: AbortSignal) => Promise<unknown>;
  /** How long one answer may take. */
  readonly timeoutMs?: number;
}

/** A try that came to nothing. */
interface Failed {
  readonly failure: ExactDatesFailure;
  /** In how many milliseconds another try makes sense; `null`: in none. */
  readonly againMs: number | null;
}

/**
 * Asks GitHub's GraphQL API, one question at a time.
 * - The token goes to the one address, in a header; a redirection is followed nowhere.
 * - What may pass (no answer, a fault of the server, a short limit) is tried again, three times in all.
 * - A limit that GitHub tells of is kept: until it is over, nothing is asked.
 */
export class GithubTransport {
  readonly #address: string;
  readonly #now: () => number;
  readonly #wait: (ms: number, signal: AbortSignal) => Promise<unknown>;
  readonly #timeoutMs: number;
  #limitedUntil = 0;

  constructor({ address, now = Date.now, wait = waitFor, timeoutMs = 30_000 }: GithubTransportParts) {
    this.#address = address;
    this.#now = now;
    this.#wait = wait;
    this.#timeoutMs = timeoutMs;
  }

  /**
   * @throws {ExactDatesFailure}
   * @throws the signal's reason when it is aborted.
   */
  async ask<S extends v.GenericSchema>(
    { text, answer }: GithubQuery<S>,
    variables: Readonly<Record<string, unknown>>,
    { token, signal }: { token: string; signal: AbortSignal },
  ): Promise<v.InferOutput<S>> {
    const body = JSON.stringify({ query: text, variables });
    for (let tries = 1; ; tries++) {
      if (this.#now() < this.#limitedUntil) throw new ExactDatesFailure('rateLimited', this.#limitedUntil);
      const came = await this.#post(body, tries, token, signal);
      if (!('failure' in came)) {
        const result = v.safeParse(answer, came.data);
        if (result.success) return result.output;
      }
      const { failure, againMs } = 'failure' in came ? came : failureOf(came, tries);
      if (againMs === null || againMs > longestWaitMs || tries >= mostTries) throw failure;
      await this.#wait(againMs, signal);
      signal.throwIfAborted();
    }
  }

  async #post(body: string, tries: number, token: string, signal: AbortSignal): Promise<Answer | Failed> {
    signal.throwIfAborted();
    let response: Response;
    let text: string | null;
    try {
      response = await fetch(this.#address, {
        method: 'POST',
        redirect: 'manual',
        headers: {
          accept: 'application/json',
          'content-type': 'application/json',
          'user-agent': 'eddy',
          authorization: `Bearer ${token}`,
        },
        body,
        signal: AbortSignal.any([signal, AbortSignal.timeout(this.#timeoutMs)]),
      });
      text = await textOf(response);
    } catch {
      // What went wrong may hold the address or headers: only that it did is told.
      signal.throwIfAborted();
      return failed('offline', pauseMs(tries));
    }
    return text === null ? failed('broken') : this.#read(response, text, tries);
  }

  #read({ status, headers }: Response, text: string, tries: number): Answer | Failed {
    if (status === 401) return failed('signedOut');
    const answer = answerOf(text);
    const isLimit =
      status === 429 ||
      answer?.errors.some(({ type }) => type === 'RATE_LIMITED') ||
      (status === 403 && (saysLimit(headers) || /rate limit|abuse/i.test(answer?.message ?? '')));
    if (isLimit) return this.#limited(headers, tries);
    if (status === 403) return failed(headers.has('x-github-sso') ? 'singleSignOn' : 'refused');
    if (status >= 500) return failed('broken', pauseMs(tries));
    if (status !== 200 || !answer) return failed('broken');
    // The last question of the hour was answered; the next one must not be asked.
    if (headers.get('x-ratelimit-remaining') === '0') this.#limitedUntil = this.#limitEnd(headers) ?? 0;
    return answer;
  }

  #limited(headers: Headers, tries: number): Failed {
    const now = this.#now();
    const until = this.#limitEnd(headers) ?? now + leastLimitMs * 2 ** (tries - 1);
    this.#limitedUntil = Math.min(until, now + longestLimitMs);
    return {
      failure: new ExactDatesFailure('rateLimited', this.#limitedUntil),
      againMs: this.#limitedUntil - now,
    };
  }

  /** `null` where the answer does not say. */
  #limitEnd(headers: Headers): number | null {
    const after = headers.get('retry-after');
    if (after !== null && /^\d+$/.test(after)) return this.#now() + Number(after) * 1000;
    if (after !== null && !Number.isNaN(Date.parse(after))) return Date.parse(after);
    const reset = headers.get('x-ratelimit-reset');
    if (headers.get('x-ratelimit-remaining') !== '0' || reset === null || !/^\d+$/.test(reset)) return null;
    return Number(reset) * 1000;
  }
}

const saysLimit = (headers: Headers): boolean =>
  headers.has('retry-after') || headers.get('x-ratelimit-remaining') === '0';

const answerSchema = v.object({
  data: v.optional(v.unknown()),
  /** Of a refusal. */
  message: v.optional(v.string()),
  errors: v.optional(v.array(v.object({ type: v.optional(v.string()), message: v.optional(v.string(), '') })), []),
});
type Answer = v.InferOutput<typeof answerSchema>;

function answerOf(text: string): Answer | null {
  try {
    const result = v.safeParse(answerSchema, JSON.parse(text));
    return result.success ? result.output : null;
  } catch {
    return null;
  }
}

/** Why an answer lacks what was asked for; errors beside data that are enough are passed over. */
function failureOf({ errors }: Answer, tries: number): Failed {
  const has = (type: string) => errors.some(error => error.type === type);
  if (errors.some(({ message }) => /\bSAML\b/.test(message))) return failed('singleSignOn');
  if (has('NOT_FOUND')) return failed('notFound');
  if (has('FORBIDDEN') || has('INSUFFICIENT_SCOPES')) return failed('refused');
  // A question that took the server too long ends so.
  return failed('broken', errors.length > 0 ? pauseMs(tries) : null);
}

const failed = (kind: ExactDatesFailure['kind'], againMs: number | null = null): Failed => ({
  failure: new ExactDatesFailure(kind),
  againMs,
});

const pauseMs = (tries: number): number => 1000 * 4 ** (tries - 1);

const waitFor = (ms: number, signal: AbortSignal): Promise<void> =>
  delay(ms, undefined, { signal }).catch(() => undefined);

/** `null` for one that is longer than any answer to a page. */
async function textOf({ body }: Response): Promise<string | null> {
  if (!body) return '';
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const part of body) {
    bytes += part.length;
    if (bytes > mostBytes) return null;
    text += decoder.decode(part, { stream: true });
  }
  return text + decoder.decode();
}
