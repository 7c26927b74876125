import { upstreamText } from './knownLedger';
import type { BranchGone, BranchPushed, BranchStarted, LedgerEvent, RequestSeen, UpstreamSet } from './ledger';

/** How long after a push a request of the branch shows that was just made. */
const requestAfterPushMs = 15 * 60_000;

/** A commit that a branch was at from an instant (epoch ms). */
export interface BranchTip {
  readonly id: string;
  readonly at: number;
}

/** The oldest push that is known of a branch. */
export interface FirstPush extends BranchTip {
  /** Whether it was watched, or read from a reflog afterwards. */
  readonly basis: 'observed-push' | 'recorded-push';
  /** Whether the branch is known not to have been at the remote before. */
  readonly certain: boolean;
}

/** A request that the configuration named. */
export interface BranchRequest extends RequestSeen {
  /** Whether it was watched to appear minutes after a push of the branch: then it was made at that time. */
  readonly observed: boolean;
}

/** What is known of a branch: of a name that was used again, there are several. Instants are epoch milliseconds. */
export interface BranchHistory {
  readonly clone: string;
  /** Its last short name; of one that is known by pushes only, its name at the remote. */
  readonly branch: string;
  /** All short names it had, oldest first. */
  readonly names: readonly string[];
  /** The oldest event. */
  readonly firstSeenAt: number;
  /** Where it was made, and when. */
  readonly start: BranchTip | null;
  /** All commits it came to, oldest first, with its start. */
  readonly tips: readonly BranchTip[];
  readonly upstream: Pick<UpstreamSet, 'remote' | 'target'> | null;
  /** Oldest first; a branch that was deleted at the remote may have several that are first. */
  readonly pushes: readonly BranchPushed[];
  readonly firstPush: FirstPush | null;
  /** Oldest first. */
  readonly requests: readonly BranchRequest[];
  /** When it was seen to be gone, or its name to be used again. */
  readonly endedAt: number | null;
}

/** The histories of all branches that came to a commit, were pushed, or had a request; by when they were first seen. */
export function branchHistories(events: readonly LedgerEvent[]): BranchHistory[] {
  const lives = new Lives(events);
  for (const event of events.toSorted((a, b) => a.at - b.at)) lives.add(event);
  return lives.all.filter(life => !life.isEmpty).map(life => life.history());
}

class Life {
  clone: string;
  names: string[];
  firstSeenAt: number;
  start: BranchTip | null = null;
  tips: BranchTip[] = [];
  upstream: BranchHistory['upstream'] = null;
  pushes: BranchPushed[] = [];
  requests: RequestSeen[] = [];
  endedAt: number | null = null;
  /** What the branches at the remotes are known to be at. */
  readonly #pushed = new Map<string, string>();

  constructor({ clone, branch, at }: LedgerEvent) {
    this.clone = clone;
    this.names = [branch];
    this.firstSeenAt = at;
  }

  get branch(): string {
    return this.names.at(-1) ?? '';
  }

  get isEmpty(): boolean {
    return this.tips.length + this.pushes.length + this.requests.length === 0;
  }

  cameTo({ id, at }: BranchTip): void {
    if (this.tips.at(-1)?.id !== id) this.tips.push({ id, at });
  }

  /** The same push may be told twice: as it was seen, and by the reflog. */
  wasPushed(push: BranchPushed): void {
    const to = placeAtRemote(push);
    if (this.#pushed.get(to) !== push.id) this.pushes.push(push);
    this.#pushed.set(to, push.id);
  }

  goneAtRemote(place: string): void {
    this.#pushed.delete(place);
  }

  history(): BranchHistory {
    const { clone, branch, names, firstSeenAt, start, tips, upstream, pushes, endedAt } = this;
    const requests = this.requests.map(request => ({ ...request, observed: this.#isObserved(request) }));
    return {
      clone,
      branch,
      names,
      firstSeenAt,
      start,
      tips,
      upstream,
      pushes,
      firstPush: firstPushOf(pushes),
      requests,
      endedAt,
    };
  }

  #isObserved({ at, by }: RequestSeen): boolean {
    return by === 'live' && this.pushes.some(push => push.at <= at && at - push.at <= requestAfterPushMs);
  }
}

function firstPushOf([oldest]: readonly BranchPushed[]): FirstPush | null {
  if (!oldest) return null;
  const { id, at, by } = oldest;
  const certain = oldest.first === true;
  return { id, at, certain, basis: certain && by === 'live' ? 'observed-push' : 'recorded-push' };
}

/** Takes events by when they happened. */
class Lives {
  readonly all: Life[] = [];
  /** Those that have not ended, by clone and name. */
  readonly #open = new Map<string, Life>();
  /** The local names that have a remote's branch as counterpart, in the end. */
  readonly #locals = new Map<string, Set<string>>();

  constructor(events: readonly LedgerEvent[]) {
    const upstreams = new Map<string, UpstreamSet>();
    for (const event of events) if (event.kind === 'upstream') upstreams.set(keyOf(event), event);
    for (const { clone, branch, ...upstream } of upstreams.values()) {
      const at = `${clone} ${upstreamText(upstream)}`;
      this.#locals.set(at, (this.#locals.get(at) ?? new Set()).add(branch));
    }
  }

  add(event: LedgerEvent): void {
    switch (event.kind) {
      case 'started':
        this.#start(event);
        break;
      case 'tip':
        this.#life(event).cameTo(event);
        break;
      case 'renamed':
        this.#rename(event.from, event);
        break;
      case 'gone':
        if (event.remote === null) this.#end(event);
        else this.#goneAtRemote(event, event.remote);
        break;
      case 'upstream':
        this.#life(event).upstream = { remote: event.remote, target: event.target };
        break;
      case 'pushed':
        this.#owner(event).wasPushed(event);
        break;
      case 'request':
        this.#life(event).requests.push(event);
    }
  }

  /** A name that is used again begins anew, unless it was seen in the very second that it was made. */
  #start(event: BranchStarted): void {
    const known = this.#open.get(keyOf(event));
    if (known && known.firstSeenAt < event.at) this.#end(event);
    const life = this.#life(event);
    life.start = { id: event.id, at: event.at };
    life.cameTo(event);
  }

  #goneAtRemote({ clone, branch }: BranchGone, remote: string): void {
    const place = placeAtRemote({ remote, branch });
    for (const life of this.#open.values()) if (life.clone === clone) life.goneAtRemote(place);
  }

  #rename(from: string, event: LedgerEvent): void {
    const life = this.#open.get(keyOf({ ...event, branch: from }));
    if (!life) return;
    this.#open.delete(keyOf(life));
    this.#end(event);
    life.names.push(event.branch);
    this.#open.set(keyOf(life), life);
  }

  /** The local branch of the same name; else the only one that has it as counterpart; else what is known of it alone. */
  #owner(push: BranchPushed): Life {
    const own = this.#open.get(keyOf(push));
    if (own && own.tips.length > 0) return own;
    const names = this.#locals.get(`${push.clone} ${upstreamText({ remote: push.remote, target: push.branch })}`);
    const others = [...(names ?? [])].flatMap(branch => this.#open.get(keyOf({ ...push, branch })) ?? []);
    const [only] = others;
    return only && others.length === 1 ? only : this.#life(push);
  }

  #life(event: LedgerEvent): Life {
    const known = this.#open.get(keyOf(event));
    if (known) return known;
    const life = new Life(event);
    this.all.push(life);
    this.#open.set(keyOf(event), life);
    return life;
  }

  #end(event: LedgerEvent): void {
    const life = this.#open.get(keyOf(event));
    if (!life) return;
    life.endedAt = event.at;
    this.#open.delete(keyOf(event));
  }
}

function keyOf({ clone, branch }: Pick<LedgerEvent, 'clone' | 'branch'>): string {
  return `${clone} ${branch}`;
}

function placeAtRemote({ remote, branch }: Pick<BranchPushed, 'remote' | 'branch'>): string {
  return upstreamText({ remote, target: branch });
}
