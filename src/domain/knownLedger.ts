import { eventKey, type LedgerEvent } from './ledger';

/** A branch of a clone: a local one, or where it is told a remote's. */
export interface BranchPlace {
  readonly clone: string;
  /** `null` for a local branch. */
  readonly remote: string | null;
  /** Short name, at the remote where there is one. */
  readonly branch: string;
}

interface PlaceState {
  readonly place: BranchPlace;
  isThere: boolean;
  at: number;
}

class Layer {
  readonly events = new Set<string>();
  readonly states = new Map<string, PlaceState>();
  readonly commits = new Set<string>();
  readonly upstreams = new Map<string, string>();
}

/** What a ledger says of where each branch is; grows by events, and leaves the one that it was built on as it was. */
export class KnownLedger {
  readonly #own = new Layer();
  /** Its own, and those below that it leaves as they are. */
  readonly #layers: readonly Layer[];

  constructor(events: readonly LedgerEvent[] = [], before: KnownLedger | null = null) {
    this.#layers = [this.#own, ...(before === null ? [] : before.#layers)];
    for (const event of events) this.add(event);
  }

  /** Whether that was new. */
  add(event: LedgerEvent): boolean {
    const key = eventKey(event);
    if (this.#layers.some(({ events }) => events.has(key))) return false;
    this.#own.events.add(key);
    this.#apply(event);
    return true;
  }

  /** Whether the branch is there, as far as is known. */
  isThere(place: BranchPlace): boolean {
    return this.#state(keyOf(place))?.isThere ?? false;
  }

  /** Whether the branch was ever seen at a commit. */
  wasAt(place: BranchPlace, id: string): boolean {
    const key = `${keyOf(place)} ${id}`;
    return this.#layers.some(({ commits }) => commits.has(key));
  }

  /** The counterpart of a local branch, as {@link upstreamText} writes it. */
  upstream(place: BranchPlace): string | undefined {
    return this.#found(({ upstreams }) => upstreams.get(keyOf(place)));
  }

  /** All branches of a clone that are there. */
  placesIn(clone: string): BranchPlace[] {
    const states = new Map(this.#layers.toReversed().flatMap(layer => [...layer.states]));
    return [...states.values()]
      .filter(({ place, isThere }) => isThere && place.clone === clone)
      .map(({ place }) => place);
  }

  #apply(event: LedgerEvent): void {
    const { clone, branch, at } = event;
    const local = { clone, remote: null, branch };
    switch (event.kind) {
      case 'started':
      case 'tip':
        this.#cameTo(local, event.id, at);
        break;
      case 'renamed':
        this.#set({ ...local, branch: event.from }, false, at);
        this.#set(local, true, at);
        break;
      case 'gone':
        this.#set({ ...local, remote: event.remote }, false, at);
        break;
      case 'tracked':
      case 'pushed':
        this.#cameTo({ ...local, remote: event.remote }, event.id, at);
        break;
      case 'upstream':
        this.#own.upstreams.set(keyOf(local), upstreamText(event));
    }
  }

  #cameTo(place: BranchPlace, id: string, at: number): void {
    this.#own.commits.add(`${keyOf(place)} ${id}`);
    this.#set(place, true, at);
  }

  /** What is told late of an earlier time changes nothing. */
  #set(place: BranchPlace, isThere: boolean, at: number): void {
    const key = keyOf(place);
    const known = this.#state(key);
    if (!known || at >= known.at) this.#own.states.set(key, { place, isThere, at });
  }

  #state(key: string): PlaceState | undefined {
    return this.#found(({ states }) => states.get(key));
  }

  #found<T>(find: (layer: Layer) => T | undefined): T | undefined {
    for (const layer of this.#layers) {
      const found = find(layer);
      if (found !== undefined) return found;
    }
    return undefined;
  }
}

/** A remote and the short name of a branch there, as one text. No remote has a line break in its name. */
export function upstreamText({ remote, target }: { remote: string; target: string }): string {
  return `${remote}\n${target}`;
}

function keyOf({ clone, remote, branch }: BranchPlace): string {
  return `${clone} ${remote === null ? '' : `${remote}\n`}${branch}`;
}
