import {
  awaitsDates,
  type DatePage,
  type ExactDateSource,
  ExactDatesFailure,
  type ExactDatesStore,
  type KeptExactDates,
  nextWalk,
  nothingKept,
  withPage,
} from '../domain/exactDates';
import { type GithubRepository, githubRepositoryOf } from '../domain/githubRemote';
import type { PullRequestReport } from '../domain/report';

/** Who VS Code asks for a session. */
export type GithubProvider = 'github' | 'github-enterprise';

/** Where a repository's requests are, and who signs in there. */
export interface GithubPlace extends GithubRepository {
  readonly provider: GithubProvider;
}

/** What {@link GithubDatesReading} is built from. */
export interface GithubDatesReadingParts {
  readonly store: ExactDatesStore;
  /** The forge at a host that is github.com or the person's GitHub Enterprise. */
  readonly forgeAt: (host: string) => ExactDateSource;
  /** The address of the remote that the requests of a work tree land on; `null` where there is none. */
  readonly remoteOf: (folder: string) => Promise<string | null>;
  /**
   * The token of a session, or `null` where there is none.
   * @param asks whether the person may be asked to sign in.
   */
  readonly tokenOf: (provider: GithubProvider, scopes: readonly string[], asks: boolean) => Promise<string | null>;
  /** The person's GitHub Enterprise, as their own settings name it. */
  readonly enterprise: () => string | undefined;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** What the person agreed to. */
export interface GithubDatesWish {
  readonly id: string;
  readonly place: GithubPlace;
  readonly isPrivate: boolean;
  readonly signal: AbortSignal;
  /** There is a session: from now on GitHub is asked. */
  readonly onAsking: () => void;
  readonly onProgress: (done: number, total: number) => void;
}

/** A repository whose requests were read. */
export interface ReadRequests {
  readonly id: string;
  readonly folder: string;
  readonly requests: readonly PullRequestReport[];
  readonly signal: AbortSignal;
}

/**
 * Fetches exact dates and keeps them.
 * - Where the person did not ask for it, nobody is: not GitHub, and not VS Code for a session.
 * - It is turned on by the first page that comes. What came is kept, and gone on from.
 * - By itself it asks at most once an hour, in whichever window, and asks the person nothing.
 */
export class GithubDatesReading {
  constructor(private readonly parts: GithubDatesReadingParts) {}

  /** Where the requests of a work tree are; `null` where that is no GitHub that Eddy may ask. */
  async placeOf(folder: string): Promise<GithubPlace | null> {
    const address = await this.parts.remoteOf(folder);
    const repository = address === null ? null : githubRepositoryOf(address);
    if (!repository) return null;
    if (repository.host === 'github.com') return { ...repository, provider: 'github' };
    const enterprise = hostsOf(this.parts.enterprise());
    if (!enterprise || ![enterprise.host, enterprise.hostname].includes(repository.host)) return null;
    return { ...repository, host: enterprise.host, provider: 'github-enterprise' };
  }

  /**
   * Fetches all dates, after the person agreed to it.
   * @returns of how many requests the dates are known now.
   * @throws {ExactDatesFailure}
   */
  async use({ id, place, isPrivate, signal, onAsking, onProgress }: GithubDatesWish): Promise<number> {
    const { store, now, tokenOf } = this.parts;
    const kept = await store.read(id);
    if (kept && now() < (kept.notBefore ?? 0)) throw new ExactDatesFailure('rateLimited', kept.notBefore);
    const token = await tokenOf(place.provider, scopesOf(isPrivate), true);
    signal.throwIfAborted();
    if (token === null) throw new ExactDatesFailure('signedOut');
    onAsking();
    const begun = { ...(kept ?? nothingKept(isPrivate, now())), isPrivate, askedAt: now() };
    await this.fetchDates({ id, place, token, begun, isNew: kept === null, anew: true, signal, onProgress });
    return (await store.read(id))?.requests.size ?? 0;
  }

  /**
   * Fetches what is missing, if the person wants that for this repository and something is.
   * @returns whether anything came.
   * @throws {ExactDatesFailure}
   */
  async refresh({ id, folder, requests, signal }: ReadRequests): Promise<boolean> {
    const { store, now, tokenOf } = this.parts;
    const kept = await store.read(id);
    if (!kept || !awaitsDates(kept, requests, now())) return false;
    const begun = await this.claim(id, kept);
    const place = begun && (await this.placeOf(folder));
    const token = place && (await tokenOf(place.provider, scopesOf(kept.isPrivate), false));
    if (!begun || !place || token === null || signal.aborted) return false;
    let came = false;
    const onProgress = (done: number) => {
      came ||= done > 0;
    };
    await this.fetchDates({ id, place, token, begun, isNew: false, anew: false, signal, onProgress });
    return came;
  }

  /** Takes the turn of this hour; `null` where another window has. */
  private async claim(id: string, { askedAt }: KeptExactDates): Promise<KeptExactDates | null> {
    let taken: KeptExactDates | null = null;
    await this.parts.store.update(id, kept => {
      taken = kept?.askedAt === askedAt ? { ...kept, askedAt: this.parts.now() } : null;
      return taken;
    });
    return taken;
  }

  private async fetchDates(fetching: Fetching): Promise<void> {
    const { id, begun, anew, signal } = fetching;
    const gone = new AbortController();
    const either = AbortSignal.any([signal, gone.signal]);
    try {
      await this.walk(fetching, begun, either, gone, anew);
      // What was cut short tells nothing of what came after it.
      const rest = begun.walk && (await this.parts.store.read(id));
      if (rest) await this.walk({ ...fetching, isNew: false }, rest, either, gone, false);
    } catch (error) {
      const until = error instanceof ExactDatesFailure ? error.until : null;
      if (until !== null) await this.parts.store.update(id, kept => kept && { ...kept, notBefore: until });
      throw error;
    }
  }

  private async walk(
    { id, place, token, begun, isNew, onProgress }: Fetching,
    from: KeptExactDates,
    signal: AbortSignal,
    gone: AbortController,
    anew: boolean,
  ): Promise<void> {
    const { store, forgeAt, now } = this.parts;
    const { isPrivate, askedAt } = begun;
    const walk = nextWalk(from, now(), anew);
    let first = isNew;
    const onPage = async (page: DatePage) => {
      signal.throwIfAborted();
      await store.update(id, kept => {
        // The person may have had it forgotten meanwhile, in whichever window.
        const known = kept ?? (first ? begun : null);
        if (!known) gone.abort();
        return known && withPage({ ...known, isPrivate, askedAt }, walk, page);
      });
      signal.throwIfAborted();
      first = false;
      onProgress(page.done, page.total);
    };
    await forgeAt(place.host).read(place, walk, { token, signal, onPage });
  }
}

interface Fetching {
  readonly id: string;
  readonly place: GithubPlace;
  readonly token: string;
  /** As it is kept, or is to be kept with the first page. */
  readonly begun: KeptExactDates;
  /** Whether nothing is kept yet. */
  readonly isNew: boolean;
  /** Whether to ask also for what is known. */
  readonly anew: boolean;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => void;
}

/** Without any, a session sees what is public. */
const scopesOf = (isPrivate: boolean): readonly string[] => (isPrivate ? ['repo'] : []);

/** Over https only: a token goes there. */
function hostsOf(address: string | undefined): Pick<URL, 'host' | 'hostname'> | null {
  if (address === undefined || !URL.canParse(address)) return null;
  const url = new URL(address);
  return url.protocol === 'https:' ? url : null;
}
