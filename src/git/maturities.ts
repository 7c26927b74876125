import type { MainlineCommit } from '../domain/landings';
import type { LedgerEvent, MaturitySeen } from '../domain/ledger';
import { changedLines, type Maturity, maturityOf, tellsMaturity } from '../domain/maturity';
import { landedSpan, type PullRequest } from '../domain/requests';
import type { Git } from './git';
import { readNetDiffs } from './netDiff';
import type { Repository } from './repository';
import { isGenerated } from './wholeChanges';
import type { GroundedWork } from './workSeeker';

interface Counts {
  readonly changed: number;
  readonly total: number;
}

export interface MaturityQuestion {
  readonly repository: Repository;
  /** The first-parent line by id. */
  readonly mainline: ReadonlyMap<string, MainlineCommit>;
  /** Requests that landed before are passed over, epoch milliseconds. */
  readonly from: number;
  readonly works: readonly GroundedWork[];
  readonly isOwn: (address: string) => boolean;
  readonly clone: string;
  readonly now: number;
}

/** Two net diffs to compare, as `readWhole` takes them. */
interface Pair {
  readonly branch: string;
  /** Ids of the head at the creation, and of that at the end or of what landed. */
  readonly from: string;
  readonly id: string;
  readonly created: string;
  readonly ended: string;
}

/** Reads how requests changed between their creation and their end, once, and has the ledger keep it. */
export class Maturities {
  #known = new Map<string, Counts>();
  readonly #bases = new Map<string, string | null>();

  /** @returns the requests with what could be told, and what is new to the ledger. */
  async add(
    requests: readonly PullRequest[],
    question: MaturityQuestion,
    events: readonly LedgerEvent[],
    signal: AbortSignal,
  ): Promise<{ requests: PullRequest[]; seen: MaturitySeen[] }> {
    this.#known = new Map(events.flatMap(event => (event.kind === 'maturity' ? [[keyOf(event), event] as const] : [])));
    const asked = requests.filter(request => isAsked(request, question.from));
    const missing = asked.filter(request => !this.#of(request));
    const pairs: Pair[] = [];
    for (const request of missing) {
      const pair = await this.#pairOf(request, question, signal);
      if (pair) pairs.push(pair);
    }
    for (const pair of openPairs(question)) if (!this.#known.has(keyOf(pair))) pairs.push(pair);
    const seen = await this.#read(question, pairs, signal);
    const wanted = new Set(asked);
    return {
      requests: requests.map(each => (wanted.has(each) ? { ...each, maturity: this.#maturityOf(each) } : each)),
      seen,
    };
  }

  #maturityOf(request: PullRequest): Maturity | null {
    const counts = this.#of(request);
    return counts ? maturityOf(counts) : null;
  }

  #of({ createdHead: from, head, landed }: PullRequest): Counts | undefined {
    if (from === null) return undefined;
    const byHead = head === null ? undefined : this.#known.get(keyOf({ from, id: head }));
    return byHead ?? this.#known.get(keyOf({ from, id: landed.commit }));
  }

  async #pairOf(request: PullRequest, { repository, mainline, works }: MaturityQuestion, signal: AbortSignal) {
    const { createdHead: from, head, landed, branch } = request;
    const ended = landedSpan(request, mainline);
    if (from === null || ended === null) return null;
    const pair = { branch: branch ?? from, from, id: landed.commit, ended };
    if (from === head) return { ...pair, created: ended };
    const work = works.find(each => each.id === from);
    const base = work ? (work.floor ?? work.base) : await this.#baseOf(repository.git, from, ended, signal);
    return base === null ? null : { ...pair, created: `${from} ${base}` };
  }

  async #baseOf(git: Git, from: string, ended: string, signal: AbortSignal): Promise<string | null> {
    const [, before = ''] = ended.split(' ');
    const key = `${from} ${before}`;
    if (!this.#bases.has(key)) {
      const text = await git.tryQuery(['merge-base', before, from], signal);
      this.#bases.set(key, text?.trim() || null);
    }
    return this.#bases.get(key) ?? null;
  }

  async #read({ repository, clone, now }: MaturityQuestion, pairs: readonly Pair[], signal: AbortSignal) {
    const spans = new Set(pairs.flatMap(({ created, ended }) => [created, ended]));
    const diffs = await readNetDiffs(repository.objects, [...spans], isGenerated, signal);
    return pairs.flatMap(({ branch, from, id, created, ended }): MaturitySeen[] => {
      const [before, after] = [diffs.get(created), diffs.get(ended)];
      if (!before || !after) return [];
      const counts = changedLines(before, after);
      this.#known.set(keyOf({ from, id }), counts);
      const at = Math.floor(now / 1000) * 1000;
      return [{ kind: 'maturity', clone, branch, at, by: 'found', from, id, ...counts }];
    });
  }
}

const keyOf = ({ from, id }: { from: string; id: string }): string => `${from} ${id}`;

function isAsked({ mine, created, createdHead, landed }: PullRequest, from: number): boolean {
  return mine && createdHead !== null && landed.at >= from && tellsMaturity(created.basis);
}

/** Branches that were pushed and went on, in case they vanish as they land. */
function openPairs({ works, isOwn }: MaturityQuestion): Pair[] {
  const byId = new Map(works.map(work => [work.id, work]));
  return works.flatMap(work => {
    const first = work.history?.pushes.find(({ id }) => id !== work.history?.start?.id);
    const before = first && byId.get(first.id);
    const [created, ended] = [spanOf(before), spanOf(work)];
    const isEnd =
      (work.isLast || work.isLocal) && before !== work && work.commits.some(each => isOwn(each.authorAddress));
    if (!isEnd || !first || !created || !ended) return [];
    return [{ branch: work.name, from: first.id, id: work.id, created, ended }];
  });
}

function spanOf(work: GroundedWork | undefined): string | null {
  const base = work?.floor ?? work?.base ?? null;
  return work === undefined || base === null ? null : `${work.id} ${base}`;
}
